"""The bytes of one output file, batch by batch."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any, Protocol

from entmatch.formats.parquet import pyarrow_parquet

if TYPE_CHECKING:
    from entmatch._core import BulkBatch, BulkRun
    from entmatch.bulk.options import Options

ROW_GROUP = 1 << 16


class Writer(Protocol):
    """Writes one file."""

    def write(self, batch: BulkBatch) -> None:
        """Writes one batch."""

    def close(self) -> None:
        """Writes what comes last; the stream stays open."""


def writer(stream: IO[bytes], run: BulkRun, options: Options) -> Writer:
    """The writer that the options ask for."""
    return ParquetWriter(stream, options) if options.format == "parquet" else TextWriter(stream, run, options)


class TextWriter:
    """JSON lines, CSV, GeoJSON: bytes that the threads made."""

    def __init__(self, stream: IO[bytes], run: BulkRun, options: Options) -> None:
        self._stream = stream
        self._tail = run.tail
        # Each feature comes after a comma, the first one does not.
        self._skip = 1 if options.form == "geojson" else 0
        stream.write(run.head)

    def write(self, batch: BulkBatch) -> None:
        """Writes one batch."""
        data = batch.encoded
        if data:
            self._stream.write(data[self._skip :])
            self._skip = 0

    def close(self) -> None:
        """Writes the tail."""
        self._stream.write(self._tail)


class ParquetWriter:
    """Parquet through pyarrow, in row groups of a size that readers like."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        pyarrow_parquet()
        self._stream = stream
        self._options = options
        self._tables: list[Any] = []
        self._rows = 0
        self._writer: Any = None

    def write(self, batch: BulkBatch) -> None:
        """Keeps one batch until there is enough for a row group."""
        table = _table(batch, self._options)
        self._tables.append(table)
        self._rows += len(table)
        if self._rows >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow

        table = pyarrow.concat_tables(self._tables)
        if self._writer is None:
            self._writer = pyarrow_parquet().ParquetWriter(self._stream, table.schema, compression="zstd")
        self._writer.write_table(table)
        self._tables, self._rows = [], 0

    def close(self) -> None:
        """Writes the rest and the footer."""
        if self._tables:
            self._flush()
        if self._writer is not None:
            self._writer.close()


def _table(batch: BulkBatch, options: Options) -> Any:
    import pyarrow

    if options.shape == "counts":
        return pyarrow.Table.from_pylist(
            [json.loads(line) for line in batch.encoded.splitlines()], schema=_counts_schema(options.keep)
        )
    table = pyarrow.table(batch.table)
    index = batch.index
    if options.shape == "nested":
        offsets = [0]
        for _, rows, _ in index:
            offsets.append(offsets[-1] + rows)
        mentions = pyarrow.ListArray.from_arrays(
            pyarrow.array(offsets, pyarrow.int32()), table.to_struct_array().combine_chunks()
        )
        columns = {"doc_id": pyarrow.array([doc_id for doc_id, _, _ in index], pyarrow.string()), "mentions": mentions}
        for number, name in enumerate(options.keep):
            columns[name] = pyarrow.array([kept[number] for _, _, kept in index], pyarrow.string())
        return pyarrow.table(columns)
    for number, name in enumerate(options.keep):
        values = [kept[number] for _, rows, kept in index for _ in range(rows)]
        table = table.append_column(name, pyarrow.array(values, pyarrow.string()))
    return table


def _counts_schema(keep: list[str]) -> Any:
    import pyarrow

    names = ("doc_id", "entity_id", "name", "kind", "country", "actor_id", "code")
    fields = [(name, pyarrow.string()) for name in names]
    return pyarrow.schema([*fields, ("mentions", pyarrow.int64()), *((name, pyarrow.string()) for name in keep)])
