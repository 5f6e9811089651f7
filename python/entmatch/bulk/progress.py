"""What a job says on a terminal: one line while it runs, a table when it is done."""

from __future__ import annotations

import time
from typing import IO, TYPE_CHECKING

from entmatch.terminal import StatusLine, time_left

if TYPE_CHECKING:
    from collections import Counter

    from entmatch.bulk.job import Totals


class Progress:
    """Where a job is, a few times a second."""

    def __init__(self, stream: IO[str]) -> None:
        self._line = StatusLine(stream)
        self._next = 0.0

    def __call__(self, totals: Totals) -> None:
        """Shows where the job is."""
        now = time.monotonic()
        if not self._line.shown or now < self._next:
            return
        self._next = now + 0.25
        self._line.write(line(totals))

    def clear(self) -> None:
        """Takes the line away."""
        self._line.clear()


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
            parts.append(time_left(int(seconds * max(whole - behind, 0) / read)))
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
