"""What a job reads: files of JSON lines, which Rust reads, or documents from any reader."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from entmatch.formats.document import Document, Reject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from entmatch._core import BulkBatch
    from entmatch.bulk.options import Options

BATCH_DOCUMENTS, BATCH_BYTES = 256, 1 << 18


class Source(Protocol):
    """Where documents come from."""

    names: list[str]
    """The files, for the fingerprint of the job."""

    def feed(self, options: Options, done: Collection[int]) -> Any:
        """What the compiled part reads."""

    def place(self, batch: BulkBatch) -> tuple[int, list[Reject]]:
        """The part that a result belongs to, and the bad records met on the way to it."""

    def parts(self, seen: int) -> int:
        """How many parts the whole input has; ``seen`` is what the compiled part counted."""


class JsonLines:
    """Files of JSON lines, plain or packed with gzip or zstd; ``-`` is standard input."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)

    def feed(self, options: Options, done: Collection[int]) -> Any:
        """The paths."""
        return self.names

    def place(self, batch: BulkBatch) -> tuple[int, list[Reject]]:
        """As the compiled part says."""
        rejects = [
            Reject(batch.file, line or None, offset if line else None, reason, raw)
            for line, offset, reason, raw in batch.rejects
        ]
        return batch.part, rejects

    def parts(self, seen: int) -> int:
        """As the compiled part says."""
        return seen


class Documents:
    """The documents and rejects of any reader, made into batches and parts here."""

    def __init__(self, documents: Iterable[Document | Reject], names: Iterable[str] = ()) -> None:
        self.names = list(names)
        self._documents = documents
        self._under_way: deque[tuple[int, list[Reject]]] = deque()
        self._part = 0
        self._filled = 0

    def feed(self, options: Options, done: Collection[int]) -> Iterator[list[tuple[Any, ...]]]:
        """Batches of documents as the compiled part takes them."""
        any_batch = False
        for batch in _batches(self._documents):
            good = [got for got in batch if isinstance(got, Document)]
            # As the compiled part does it: a part is full once it has enough.
            if self._filled >= options.part_size:
                self._part += 1
                self._filled = 0
            self._filled += sum(map(_weight, batch))
            if self._part % options.shares == options.share and self._part not in done:
                any_batch = True
                self._under_way.append((self._part, [got for got in batch if isinstance(got, Reject)]))
                yield [_as_tuple(document, options.keep) for document in good]
        if not any_batch and not self._filled:
            self._filled = 1
            self._under_way.append((0, []))
            yield []

    def place(self, batch: BulkBatch) -> tuple[int, list[Reject]]:
        """Results come in the order in which batches were given."""
        part, rejects = self._under_way.popleft()
        rejects.extend(Reject("", None, None, reason) for _, _, reason, _ in batch.rejects)
        return part, rejects

    def parts(self, seen: int) -> int:
        """How many parts there were."""
        return self._part + (self._filled > 0)


def _batches(documents: Iterable[Document | Reject]) -> Iterator[list[Document | Reject]]:
    batch: list[Document | Reject] = []
    filled = 0
    for got in documents:
        batch.append(got)
        filled += _weight(got)
        if len(batch) >= BATCH_DOCUMENTS or filled >= BATCH_BYTES:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def _weight(got: Document | Reject) -> int:
    return len(got.text) + 1 if isinstance(got, Document) else 1


def _as_tuple(document: Document, keep: list[str]) -> tuple[Any, ...]:
    kept = [json.dumps(document.keep.get(name), ensure_ascii=False, default=str) for name in keep]
    return document.doc_id, document.text, document.date, document.lang, kept
