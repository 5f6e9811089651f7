"""Arrow tables as documents: record batches of any origin, and Arrow IPC files and streams (through pyarrow).

What is in a batch is checked before it is read: a text column may hold bytes that are no UTF-8, and one changed offset
in a file leads out of its buffer, which reads memory that is not the file's, or ends the process.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from entmatch.exceptions import EntmatchError
from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import STDIN, Meter, open_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".arrow", ".arrows", ".ipc", ".feather")
# The first half of it: a stream cannot begin so, and no more is sure to be there to peek at.
MAGIC = b"ARRO"
ROWS = 256
_Got = tuple["dict[str, Any] | None", str]


def pyarrow(module: str = "") -> Any:
    """Pyarrow or a module of it, or the error that says how to get it."""
    try:
        return importlib.import_module(f"pyarrow{module}")
    except ImportError as error:
        raise EntmatchError("Parquet and Arrow need pyarrow: pip install 'entmatch[arrow]'") from error


def table(source: Any, columns: Columns | None = None) -> Iterator[Document | Reject]:
    """The documents of anything with ``__arrow_c_stream__`` (pyarrow, polars, pandas, duckdb), batch by batch.

    >>> import pyarrow
    >>> [document.text for document in table(pyarrow.table({"id": [1, 2], "body": ["Tokyo", "Seoul"]}))]
    ['Tokyo', 'Seoul']
    """
    rows = 0
    for batch in pyarrow().RecordBatchReader.from_stream(source):
        yield from documents(batch, columns or Columns(), "table", rows)
        rows += batch.num_rows


def documents(batch: Any, columns: Columns, file: str, first: int = 0) -> Iterator[Document | Reject]:
    """One document a row of a batch; the rows before it are ``first``."""
    names = batch.schema.names
    chosen, wanted = columns.found_in(names), columns.wanted_of(names)
    if isinstance(chosen, str) or isinstance(wanted, str):
        yield Reject(file, None, None, str(chosen))
        return
    for number, (record, reason) in enumerate(_records(batch.select(wanted)), first + 1):
        got = reason if record is None else columns.document(record, chosen, f"{file}:{number}")
        raw = b"" if record is None else repr(record).encode(errors="backslashreplace")
        yield got if isinstance(got, Document) else Reject(file, number, None, got, raw)


def _records(batch: Any) -> Iterator[_Got]:
    """The rows of a batch as dicts, a few at a time; of those that are damaged the reason instead."""
    for start in range(0, batch.num_rows, ROWS):
        rows = batch.slice(start, ROWS)
        try:
            rows.validate(full=True)
            found = rows.to_pylist()
        except Exception:
            yield from (_record(rows.slice(row, 1)) for row in range(rows.num_rows))
            continue
        yield from ((record, "") for record in found)


def _record(row: Any) -> _Got:
    # pyarrow raises many kinds of exception over damaged columns, ValueError and UnicodeDecodeError among them.
    try:
        row.validate(full=True)
        return row.to_pylist()[0], ""
    except Exception as error:
        return None, f"the row is damaged: {error}"


def read(path: str, columns: Columns, meter: Meter | None = None) -> Iterator[Document | Reject]:
    """One document a row of an Arrow IPC file or stream (which of them, its first bytes tell), packed or not."""
    ipc = pyarrow(".ipc")
    name = "standard input" if path == STDIN else path
    # Not a mapped file: another process that cuts it short would end this one.
    with open_bytes(path, meter) as stream:
        rows = 0
        try:
            if stream.peek(len(MAGIC)).startswith(MAGIC):  # type: ignore[attr-defined]
                reader = ipc.open_file(_whole(path, stream))
                batches = (reader.get_batch(number) for number in range(reader.num_record_batches))
            else:
                reader = ipc.open_stream(stream)
                batches = iter(reader)
            wanted = columns.wanted_of(reader.schema.names)
        except Exception as error:
            yield Reject(name, None, None, f"not an Arrow file: {error}")
            return
        if isinstance(wanted, str):
            yield Reject(name, None, None, wanted)
            return
        while True:
            try:
                batch = next(batches, None)
            except Exception as error:
                yield Reject(name, rows + 1, None, f"damaged from here: {error}")
                return
            if batch is None:
                return
            yield from documents(batch, columns, name, rows)
            rows += batch.num_rows


def _whole(path: str, stream: Any) -> Any:
    """The file form is read from its end: on the disk if it lies there as it is, else in memory."""
    pa = pyarrow()
    if path != STDIN:
        file = pa.OSFile(path)
        if file.read(len(MAGIC)) == MAGIC:
            return file
    return pa.BufferReader(stream.read())
