"""A job from end to end."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entmatch._core import BulkRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from entmatch._core import BulkBatch, Gazetteer
    from entmatch.bulk.options import Options
    from entmatch.bulk.output import Output
    from entmatch.bulk.source import Source
    from entmatch.formats.document import Reject


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

    def add(self, batch: BulkBatch, rejects: list[Reject]) -> None:
        """Counts one batch."""
        self.documents += batch.documents
        self.mentions += batch.mentions
        self.bytes += batch.size
        self.bad += len(rejects)
        for is_place, name, count in batch.tally:
            (self.places if is_place else self.actors)[name] += count

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.started


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
        batches = BulkRun(gazetteer, source.feed(options, output.done), options, sorted(output.done))
        output.open(batches)
        for batch in batches:
            part, rejects = source.place(batch)
            for reject in rejects:
                on_reject(reject)
            output.write(part, batch, rejects)
            totals.add(batch, rejects)
            on_batch(totals)
        output.finish(source.parts(batches.parts))
    return totals
