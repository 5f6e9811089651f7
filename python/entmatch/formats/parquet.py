"""Parquet files as documents, through pyarrow (``pip install 'entmatch[arrow]'``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entmatch.formats import arrow
from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import Meter, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".parquet", ".pq")


def pyarrow_parquet() -> Any:
    """The module, or the error that says how to get it."""
    return arrow.pyarrow(".parquet")


def read(path: str, columns: Columns, meter: Meter | None = None, start: int = 0) -> Iterator[Document | Reject]:
    """One document a row, from the row ``start`` on; row groups before it are not read."""
    parquet = pyarrow_parquet()
    try:
        stream = open(path, "rb")  # noqa: PTH123, SIM115
    except OSError as error:
        raise unreadable(path, error) from error
    with stream:
        if meter is not None:
            meter.now = stream.tell
        try:
            file = parquet.ParquetFile(stream)
            names = file.schema_arrow.names
        except Exception as error:
            yield Reject(path, None, None, f"not a Parquet file: {error}")
            return
        wanted = columns.wanted_of(names)
        if isinstance(wanted, str):
            yield Reject(path, None, None, wanted)
            return
        first = 0
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if first + rows > start:
                batches = file.iter_batches(batch_size=arrow.ROWS, row_groups=[group], columns=wanted)
                yield from _group(batches, columns, path, first, rows, max(start - first, 0))
            first += rows


def _group(
    batches: Iterator[Any], columns: Columns, path: str, first: int, rows: int, skip: int
) -> Iterator[Document | Reject]:
    """The rows of one row group. Where it cannot be unpacked, each of the rows that are left is a reject."""
    done = 0
    try:
        for batch in batches:
            if done + batch.num_rows > skip:
                cut = max(skip - done, 0)
                yield from arrow.documents(batch.slice(cut), columns, path, first + done + cut)
            done += batch.num_rows
    except Exception as error:
        for row in range(max(done, skip), rows):
            yield Reject(path, first + row + 1, None, f"the row group of the row is damaged: {error}")
