"""A job from end to end."""

from __future__ import annotations

import ctypes
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from entmatch._core import BulkRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from entmatch._core import BulkBatch, Gazetteer
    from entmatch.bulk.options import Options
    from entmatch.bulk.output import Output
    from entmatch.bulk.source import Source
    from entmatch.formats.document import Reject


MOST_NAMES = 200_000
LONG = 1 << 18


@dataclass
class Totals:
    """What a run did."""

    documents: int = 0
    mentions: int = 0
    bytes: int = 0
    bad: int = 0
    started: float = field(default_factory=time.monotonic)
    places: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    position: tuple[int, int] | None = None
    """How many bytes of the files, as they lie on the disk, are read, of how many, where that is known."""
    passed_over: int = 0
    """How many of them were not read, because their parts were done."""

    def add(self, batch: BulkBatch, rejects: list[Reject]) -> None:
        """Counts one batch."""
        self.documents += batch.documents
        self.mentions += batch.mentions
        self.bytes += batch.size
        self.bad += len(rejects)
        for tally, found in ((self.places, batch.places), (self.actors, batch.actors)):
            tally.update(found)
            if len(tally) > MOST_NAMES:
                _prune(tally)

    def at(self, position: tuple[int, int] | None, *, resumed: bool) -> None:
        """Notes how far reading has come."""
        if self.position is None and position is not None and resumed:
            self.passed_over = position[0]
        self.position = position

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.started


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int]:
    """The C library's way to give memory back to the system, where it has one."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return lambda keep: 0
    return found


def _prune(tally: Counter[str]) -> None:
    """Forgets the rarer half: names outside the gazetteer are without number, memory is not."""
    kept = sorted(tally.items(), key=lambda item: (-item[1], item[0]))[: MOST_NAMES // 2]
    tally.clear()
    tally.update(dict(kept))


def run(
    gazetteer: Gazetteer,
    source: Source,
    output: Output,
    options: Options,
    *,
    on_reject: Callable[[Reject], None] = lambda reject: None,
    on_batch: Callable[[Totals], None] = lambda totals: None,
) -> Totals:
    """Judges all documents of a source into an output, in order; the exceptions are those of reading and writing.

    A record that cannot be read is handed to ``on_reject`` and does not end the job.
    """
    totals = Totals()
    with output:
        material, done = source.feed(options, output.done)
        batches = BulkRun(gazetteer, material, options, done)
        output.open(batches)
        for batch in batches:
            part, rejects, end = source.place(batch)
            for reject in rejects:
                on_reject(reject)
            output.write(part, batch, rejects, end)
            totals.add(batch, rejects)
            totals.at(source.position(batches), resumed=bool(output.done))
            on_batch(totals)
            # What a long record took stays with its thread otherwise, and the next one goes to another thread.
            if batch.size > LONG:
                del batch
                _trim()(0)
        output.finish(source.parts(batches))
    return totals
