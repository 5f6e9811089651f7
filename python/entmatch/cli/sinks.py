"""Where rows go: a table on a terminal, JSON lines into a pipe, or a file whose suffix says its format.

A file appears under its name only when it is complete: it is written beside it, synced, then renamed.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from entmatch._core import MentionTable, Packer
from entmatch.exceptions import DataError
from entmatch.formats.lines import unreadable
from entmatch.formats.names import output_format, told_format

if TYPE_CHECKING:
    from types import TracebackType

Dicts: TypeAlias = Sequence[dict[str, Any]]
Layout: TypeAlias = Callable[[Dicts], str]
"""How a command's rows look on a terminal."""

CHOICES = ("table", "jsonl", "csv", "tsv", "parquet", "arrow")


class Sink:
    """Takes rows batch by batch; leaving its ``with`` block puts the output in place, an exception throws it away."""

    def __init__(self, output: str | None, format: str | None, layout: Layout) -> None:
        self._path = None if output in (None, "-") else output
        self._format = format or self._guess()
        self._layout = layout
        self._first = True
        packing = output_format(self._path)[1] if self._path else None
        self._packer = Packer(packing) if packing else None
        self._tables: Any = None
        self._stream: IO[bytes] = sys.stdout.buffer
        self._partial: Path | None = None
        if self._format == "parquet" and self._path is None:
            raise DataError("Parquet cannot be written to standard output; name a file with -o")
        if self._format in ("parquet", "arrow"):
            from entmatch.formats.arrow import pyarrow

            pyarrow()
            if packing:
                raise DataError(f"{self._path}: {self._format} is packed inside; leave out the last suffix")
        if self._path is not None:
            self._partial = Path(f"{self._path}.{os.getpid()}.partial")
            try:
                self._stream = self._partial.open("wb")
            except OSError as error:
                raise unreadable(self._path, error) from error

    def _guess(self) -> str:
        if self._path is None:
            return "table" if sys.stdout.isatty() else "jsonl"
        return told_format(self._path)

    def write(self, rows: MentionTable | Dicts) -> None:
        """Writes one batch."""
        try:
            if self._format in ("parquet", "arrow"):
                self._write_table(rows)
            else:
                data = self._encoded(rows)
                self._stream.write(self._packer.pack(data) if self._packer else data)
                if self._path is None:
                    self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise unreadable(self._path or "standard output", error) from error
        self._first = self._first and not len(rows)

    def _encoded(self, rows: MentionTable | Dicts) -> bytes:
        delimiter = "," if self._format == "csv" else "\t"
        if self._format == "table":
            return self._layout([row.to_dict() for row in rows] if isinstance(rows, MentionTable) else rows).encode()
        if isinstance(rows, MentionTable):
            return rows.to_jsonl() if self._format == "jsonl" else rows.to_csv(delimiter, self._first)
        return _jsonl(rows) if self._format == "jsonl" else _csv(rows, delimiter, self._first)

    def _write_table(self, rows: MentionTable | Dicts) -> None:
        from entmatch.formats.arrow import pyarrow

        table = pyarrow().table(rows) if isinstance(rows, MentionTable) else pyarrow().Table.from_pylist(rows)
        if self._tables is None:
            self._tables = self._open_tables(table.schema)
        self._tables.write_table(table)

    def _open_tables(self, schema: Any) -> Any:
        from entmatch.formats.arrow import pyarrow

        if self._format == "parquet":
            return pyarrow(".parquet").ParquetWriter(self._stream, schema, compression="zstd")
        streaming = self._path is None or self._path.lower().endswith(".arrows")
        return (pyarrow(".ipc").new_stream if streaming else pyarrow(".ipc").new_file)(self._stream, schema)

    def __enter__(self) -> Sink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._partial is None or self._path is None:
            if kind is None and self._tables is not None:
                self._tables.close()
            return
        try:
            if kind is None:
                if self._tables is not None:
                    self._tables.close()
                if self._packer is not None:
                    self._stream.write(self._packer.finish())
                self._stream.flush()
                os.fsync(self._stream.fileno())
                self._stream.close()
                self._partial.replace(self._path)
        except OSError as failure:
            raise unreadable(self._path, failure) from failure
        finally:
            _close(self._stream)
            self._partial.unlink(missing_ok=True)


def _close(stream: IO[bytes]) -> None:
    # A full disk fails again at closing; the first failure is the one that is told.
    with suppress(OSError):
        stream.close()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _jsonl(rows: Dicts) -> bytes:
    return "".join(_json(row) + "\n" for row in rows).encode()


def _csv(rows: Dicts, delimiter: str, header: bool) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if header and rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_json(value) if isinstance(value, (dict, list, tuple)) else value for value in row.values()])
    return out.getvalue().encode()
