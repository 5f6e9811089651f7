"""What a job reads: files of JSON lines, which Rust reads, or documents from any reader."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from entmatch.formats.document import Document, Reject
from entmatch.formats.read import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from entmatch._core import BulkBatch, BulkRun
    from entmatch.bulk.options import Options

BATCH_DOCUMENTS, BATCH_BYTES = 256, 1 << 18


End = Sequence[Any]
"""Where in the input a part ends, as its account keeps it."""


class Source(Protocol):
    """Where documents come from."""

    names: list[str]
    """The files, for the fingerprint of the job."""

    def feed(self, options: Options, done: Mapping[int, End | None]) -> tuple[Any, dict[int, Any]]:
        """What the compiled part reads, and which parts it need not make."""

    def place(self, batch: BulkBatch) -> tuple[int, list[Reject], End | None]:
        """The part that a result belongs to, the bad records met on the way to it, and where its input ends."""

    def parts(self, run: BulkRun) -> int:
        """How many parts the whole input has."""

    def position(self, run: BulkRun) -> tuple[int, int] | None:
        """How many bytes of the files are read, of how many; None where nobody knows."""


class JsonLines:
    """Files of JSON lines, plain or packed with gzip or zstd; ``-`` is standard input."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)

    def feed(self, options: Options, done: Mapping[int, End | None]) -> tuple[Any, dict[int, Any]]:
        """The paths."""
        return self.names, {part: end and tuple(end) for part, end in done.items()}

    def place(self, batch: BulkBatch) -> tuple[int, list[Reject], End | None]:
        """As the compiled part says."""
        rejects = [
            Reject(batch.file, line or None, offset if line else None, reason, raw)
            for line, offset, reason, raw in batch.rejects
        ]
        return batch.part, rejects, batch.end

    def parts(self, run: BulkRun) -> int:
        """As the compiled part says."""
        return run.parts

    def position(self, run: BulkRun) -> tuple[int, int] | None:
        """As the compiled part says."""
        return run.position


class Documents:
    """The documents and rejects of any reader, made into batches and parts here."""

    def __init__(self, documents: Iterable[Document | Reject], names: Iterable[str] = ()) -> None:
        self.names = list(names)
        # Only of this sort of reader are places known.
        self._reader = documents if isinstance(documents, Reader) else None
        self._documents = iter(documents)
        self._under_way: deque[tuple[int, list[Reject], End | None]] = deque()
        self._part = 0
        self._filled = 0

    def feed(self, options: Options, done: Mapping[int, End | None]) -> tuple[Any, dict[int, Any]]:
        """Batches of documents as the compiled part takes them."""
        return self._tasks(options, done), {}

    def _tasks(self, options: Options, done: Mapping[int, End | None]) -> Iterator[list[tuple[Any, ...]]]:
        any_batch = False
        while True:
            self._pass_over(options.part_size, done)
            batch = _batch(self._documents)
            if not batch:
                break
            # As the compiled part does it: a part is full once it has enough.
            if self._filled >= options.part_size:
                self._part += 1
                self._filled = 0
            self._filled += sum(map(_weight, batch))
            if self._part % options.shares == options.share and self._part not in done:
                any_batch = True
                end = (self._reader.file, self._reader.items) if self._reader else None
                self._under_way.append((self._part, [got for got in batch if isinstance(got, Reject)], end))
                yield [_as_tuple(got, options.keep) for got in batch if isinstance(got, Document)]
        if not any_batch and not self._filled:
            self._filled = 1
            self._under_way.append((0, [], None))
            yield []

    def _pass_over(self, part_size: int, done: Mapping[int, End | None]) -> None:
        """Goes behind the parts that begin here and are done, where it is known where they end."""
        while self._reader and (self._filled == 0 or self._filled >= part_size):
            part = self._part + (self._filled > 0)
            end = done.get(part)
            if end is None:
                return
            self._part, self._filled = part, part_size
            self._reader.go_to(*end)

    def place(self, batch: BulkBatch) -> tuple[int, list[Reject], End | None]:
        """Results come in the order in which batches were given."""
        part, rejects, end = self._under_way.popleft()
        rejects.extend(Reject("", None, None, reason) for _, _, reason, _ in batch.rejects)
        return part, rejects, end

    def parts(self, run: BulkRun) -> int:
        """How many parts there were."""
        return self._part + (self._filled > 0)

    def position(self, run: BulkRun) -> tuple[int, int] | None:
        """As the reader says."""
        return self._reader.position if self._reader else None


def _batch(documents: Iterator[Document | Reject]) -> list[Document | Reject]:
    """The next documents, none further than these having been read."""
    batch: list[Document | Reject] = []
    filled = 0
    for got in documents:
        batch.append(got)
        filled += _weight(got)
        if len(batch) >= BATCH_DOCUMENTS or filled >= BATCH_BYTES:
            break
    return batch


def _weight(got: Document | Reject) -> int:
    return len(got.text) + 1 if isinstance(got, Document) else 1


def _as_tuple(document: Document, keep: list[str]) -> tuple[Any, ...]:
    kept = [json.dumps(document.keep.get(name), ensure_ascii=False, default=str) for name in keep]
    return document.doc_id, document.text, document.date, document.lang, kept
