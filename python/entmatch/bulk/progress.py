"""What a job says on a terminal: one line while it runs, a table when it is done."""

from __future__ import annotations

import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter

    from entmatch.bulk.job import Totals


class Progress:
    """One line on a terminal, written over a few times a second; nothing where there is no terminal.

    Fifteen lines of our own instead of tqdm: nothing to install, and nothing but this to import at start-up.
    """

    def __init__(self, stream: IO[str], *, show: bool | None = None) -> None:
        self._stream = stream
        self._show = stream.isatty() if show is None else show
        self._next = 0.0

    def __call__(self, totals: Totals) -> None:
        """Shows where the job is."""
        now = time.monotonic()
        if not self._show or now < self._next:
            return
        self._next = now + 0.25
        self._stream.write(f"\r\x1b[K{line(totals)}")
        self._stream.flush()

    def clear(self) -> None:
        """Takes the line away."""
        if self._show:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def line(totals: Totals) -> str:
    """Documents, speed, mentions, bad records, time left."""
    seconds = max(totals.seconds, 1e-6)
    parts = [
        f"{totals.documents:,} documents",
        f"{totals.bytes / 1e6 / seconds:.1f} MB/s",
        f"{totals.mentions:,} mentions",
        f"{totals.bad:,} bad",
    ]
    if totals.position is not None:
        behind, whole = totals.position
        read = behind - totals.passed_over
        if read > 0 and whole > 0:
            left = int(seconds * max(whole - behind, 0) / read)
            parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    return "  ".join(parts)


def summary(totals: Totals, most: int = 10) -> str:
    """The table at the end: what was done, and who and where was named most."""
    rate = totals.bytes / 1e6 / max(totals.seconds, 1e-6)
    lines = [
        f"{totals.documents:,} documents, {totals.mentions:,} mentions, {totals.bad:,} bad records; "
        f"{totals.bytes / 1e6:,.1f} MB in {totals.seconds:,.1f} s, {rate:.1f} MB/s"
    ]
    columns = [("actors", _top(totals.actors, most)), ("places", _top(totals.places, most))]
    if any(rows for _, rows in columns):
        lines.append("".join(f"{title:<40}" for title, _ in columns).rstrip())
    for number in range(max(len(rows) for _, rows in columns)):
        cells = [
            f"{rows[number][1]:>9,}  {rows[number][0][:27]:<29}" if number < len(rows) else " " * 40
            for _, rows in columns
        ]
        lines.append("".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _top(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    # Names of one count in order of name: the same job says the same.
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
