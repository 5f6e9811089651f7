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

from entmatch._core import MentionTable
from entmatch.exceptions import DataError
from entmatch.formats.lines import unreadable

if TYPE_CHECKING:
    from types import TracebackType

Dicts: TypeAlias = Sequence[dict[str, Any]]
Layout: TypeAlias = Callable[[Dicts], str]
"""How a command's rows look on a terminal."""

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
}
CHOICES = ("table", "jsonl", "csv", "tsv", "parquet")


class Sink:
    """Takes rows batch by batch; leaving its ``with`` block puts the output in place, an exception throws it away."""

    def __init__(self, output: str | None, format: str | None, layout: Layout) -> None:
        self._path = None if output in (None, "-") else output
        self._format = format or self._guess()
        self._layout = layout
        self._first = True
        self._parquet: Any = None
        self._stream: IO[bytes] = sys.stdout.buffer
        self._partial: Path | None = None
        if self._format == "parquet":
            if self._path is None:
                raise DataError("Parquet cannot be written to standard output; name a file with -o")
            from entmatch.formats.parquet import pyarrow_parquet

            pyarrow_parquet()
        if self._path is not None:
            self._partial = Path(f"{self._path}.{os.getpid()}.partial")
            try:
                self._stream = self._partial.open("wb")
            except OSError as error:
                raise unreadable(self._path, error) from error

    def _guess(self) -> str:
        if self._path is None:
            return "table" if sys.stdout.isatty() else "jsonl"
        for suffix, format in SUFFIXES.items():
            if self._path.lower().endswith(suffix):
                return format
        raise DataError(f"{self._path}: cannot tell the format; use --to, or a name that ends in {', '.join(SUFFIXES)}")

    def write(self, rows: MentionTable | Dicts) -> None:
        """Writes one batch."""
        try:
            if self._format == "parquet":
                self._write_parquet(rows)
            else:
                self._stream.write(self._encoded(rows))
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

    def _write_parquet(self, rows: MentionTable | Dicts) -> None:
        import pyarrow

        table = pyarrow.table(rows) if isinstance(rows, MentionTable) else pyarrow.Table.from_pylist(rows)
        if self._parquet is None:
            from entmatch.formats.parquet import pyarrow_parquet

            self._parquet = pyarrow_parquet().ParquetWriter(self._stream, table.schema, compression="zstd")
        self._parquet.write_table(table)

    def __enter__(self) -> Sink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._partial is None or self._path is None:
            return
        try:
            if kind is None:
                if self._parquet is not None:
                    self._parquet.close()
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
