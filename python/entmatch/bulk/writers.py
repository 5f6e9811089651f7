"""The bytes of one output file, batch by batch."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any, Protocol

from entmatch._core import Packer
from entmatch.formats.arrow import pyarrow
from entmatch.formats.parquet import pyarrow_parquet

if TYPE_CHECKING:
    from entmatch._core import BulkBatch, BulkRun
    from entmatch.bulk.options import Options

GROUP_ROWS, GROUP_BYTES = 1 << 16, 16 << 20


class Writer(Protocol):
    """Writes one file."""

    def write(self, batch: BulkBatch) -> None:
        """Writes one batch."""

    def close(self) -> None:
        """Writes what comes last; the stream stays open."""


def writer(stream: IO[bytes], run: BulkRun, options: Options, *, streaming: bool = False) -> Writer:
    """The writer that the options ask for; ``streaming`` where the file cannot be read from its end."""
    if options.format in ("parquet", "arrow"):
        return TableWriter(stream, options, streaming=streaming)
    return TextWriter(stream, run, options)


class TextWriter:
    """JSON lines, CSV, GeoJSON: bytes that the threads made."""

    def __init__(self, stream: IO[bytes], run: BulkRun, options: Options) -> None:
        self._stream = stream
        self._tail = run.tail
        self._packer = Packer(options.packing) if options.packing else None
        # Each feature comes after a comma, the first one does not.
        self._skip = 1 if options.form == "geojson" else 0
        self._put(run.head)

    def _put(self, data: bytes) -> None:
        self._stream.write(self._packer.pack(data) if self._packer else data)

    def write(self, batch: BulkBatch) -> None:
        """Writes one batch."""
        data = batch.encoded
        if data:
            self._put(data[self._skip :] if self._skip else data)
            self._skip = 0

    def close(self) -> None:
        """Writes the tail."""
        self._put(self._tail)
        if self._packer:
            self._stream.write(self._packer.finish())


class TableWriter:
    """Parquet and Arrow IPC through pyarrow, in groups of a size that readers like."""

    def __init__(self, stream: IO[bytes], options: Options, *, streaming: bool) -> None:
        pyarrow_parquet()
        self._stream = stream
        self._options = options
        self._streaming = streaming
        self._tables: list[Any] = []
        self._rows = self._bytes = 0
        self._writer: Any = None

    def write(self, batch: BulkBatch) -> None:
        """Keeps one batch until there is enough for a group."""
        table = _table(batch, self._options)
        self._tables.append(table)
        self._rows += len(table)
        self._bytes += table.nbytes
        # Whoever reads a stream is waiting for it.
        if self._streaming or self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        table = pyarrow().concat_tables(self._tables)
        if self._writer is None:
            self._writer = self._open(table.schema)
        if self._options.format == "parquet":
            self._writer.write_table(table)
        else:
            for batch in table.combine_chunks().to_batches():
                self._writer.write_batch(batch)
        self._tables, self._rows, self._bytes = [], 0, 0

    def _open(self, schema: Any) -> Any:
        if self._options.format == "parquet":
            return pyarrow_parquet().ParquetWriter(self._stream, schema, compression="zstd")
        ipc = pyarrow(".ipc")
        return ipc.new_stream(self._stream, schema) if self._streaming else ipc.new_file(self._stream, schema)

    def close(self) -> None:
        """Writes the rest and the footer."""
        if self._tables:
            self._flush()
        if self._writer is not None:
            self._writer.close()


def _table(batch: BulkBatch, options: Options) -> Any:
    pa = pyarrow()
    if options.shape == "counts":
        return pa.Table.from_pylist(
            [json.loads(line) for line in batch.encoded.splitlines()], schema=_counts_schema(options.keep)
        )
    table = pa.table(batch.table)
    index = batch.index
    if options.shape == "nested":
        offsets = [0]
        for _, rows, _ in index:
            offsets.append(offsets[-1] + rows)
        mentions = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), table.to_struct_array().combine_chunks())
        columns = {"doc_id": pa.array([doc_id for doc_id, _, _ in index], pa.string()), "mentions": mentions}
        for number, name in enumerate(options.keep):
            columns[name] = pa.array([kept[number] for _, _, kept in index], pa.string())
        return pa.table(columns)
    for number, name in enumerate(options.keep):
        values = [kept[number] for _, rows, kept in index for _ in range(rows)]
        table = table.append_column(name, pa.array(values, pa.string()))
    return table


def _counts_schema(keep: list[str]) -> Any:
    pa = pyarrow()
    names = ("doc_id", "entity_id", "name", "kind", "country", "actor_id", "code")
    fields = [(name, pa.string()) for name in names]
    return pa.schema([*fields, ("mentions", pa.int64()), *((name, pa.string()) for name in keep)])
