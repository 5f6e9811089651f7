"""CSV and TSV with a header line."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import LIMIT, Line, Meter, decoded, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".csv", ".tsv", ".tab")


def read(
    path: str, columns: Columns, delimiter: str, meter: Meter | None = None, limit: int = LIMIT
) -> Iterator[Document | Reject]:
    """One document a row. A row that is broken (quotes, bytes, a field too many) is rejected alone."""
    name = "standard input" if path == "-" else path
    # A quote that is never closed takes in the rest of the file, or as much as this.
    if csv.field_size_limit() < limit:
        csv.field_size_limit(limit)
    feed = _Feed(path, meter, limit)
    # Bytes that are no UTF-8 pass through the reader as surrogates, so that only their own row is refused.
    rows = csv.reader(feed, delimiter=delimiter, strict=True)
    try:
        header = next(rows, None)
    except csv.Error as error:
        yield feed.reject(name, f"the header line is broken: {error}")
        return
    if header is None:
        yield from feed.rejects
        return
    chosen = columns.found_in(header)
    if isinstance(chosen, str):
        yield feed.reject(name, chosen)
        return
    while True:
        feed.begin()
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield feed.reject(name, f"broken row: {error}")
            continue
        if not row:
            continue
        if len(row) != len(header):
            yield feed.reject(name, f"{len(row)} fields where the header has {len(header)}")
            continue
        raw = feed.raw()
        text = decoded(raw)
        if not isinstance(text, str):
            yield feed.reject(name, text[1])
            continue
        got = columns.document(dict(zip(header, row, strict=True)), chosen, f"{name}:{feed.first_line}")
        yield got if isinstance(got, Document) else feed.reject(name, got)
    yield from feed.rejects


class _Feed:
    """The lines of a file for the csv module, remembering those of the current record."""

    def __init__(self, path: str, meter: Meter | None, limit: int) -> None:
        self._lines = read_lines(path, limit=limit, meter=meter)
        self._record: list[Line] = []
        self.rejects: list[Reject] = []

    def begin(self) -> None:
        self._record.clear()

    @property
    def first_line(self) -> int:
        return self._record[0].number if self._record else 0

    def raw(self) -> bytes:
        return b"\n".join(line.raw for line in self._record)

    def reject(self, name: str, reason: str) -> Reject:
        first = self._record[0] if self._record else Line(0, 0, b"")
        return Reject(name, first.number, first.offset, reason, self.raw())

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if isinstance(line, Reject):
                self.rejects.append(line)
                continue
            self._record.append(line)
            yield line.raw.decode("utf-8", "surrogateescape") + "\n"
