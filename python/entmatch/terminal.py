"""One line on a terminal that says how far long work is."""

from __future__ import annotations

from typing import IO


class StatusLine:
    """A line that is written over; nothing where there is no terminal.

    A few lines of our own instead of tqdm: nothing to install, and nothing but this to import at start-up.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.shown = stream.isatty()

    def write(self, text: str) -> None:
        """Puts the text in place of what stands there."""
        if self.shown:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()

    def clear(self) -> None:
        """Takes the line away."""
        self.write("")


def time_left(seconds: int) -> str:
    """Hours, minutes and seconds.

    >>> time_left(3725)
    '1:02:05 left'
    """
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"
