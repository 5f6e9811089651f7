"""What ``build`` and ``import`` share: reading lists of any format into a builder, and saying how far it is."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from entmatch.formats.lines import unreadable
from entmatch.formats.parquet import SUFFIXES, pyarrow_parquet
from entmatch.terminal import StatusLine, time_left

if TYPE_CHECKING:
    from entmatch import GazetteerBuilder

WIDTH = 30
ROWS = 10_000


class Bar:
    """How far the reading of a file is."""

    def __init__(self, what: str, stream: IO[str] | None = None) -> None:
        self._what = what
        self._line = StatusLine(stream or sys.stderr)
        self._started = time.monotonic()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.clear()

    def __call__(self, done: int, total: int) -> None:
        """Shows that so many of so many bytes are read."""
        self._line.write(line(self._what, done, total, time.monotonic() - self._started))


def line(what: str, done: int, total: int, seconds: float) -> str:
    """A bar, the share, the speed and the time that is left.

    >>> line("places", 250_000_000, 1_000_000_000, 10.0)
    'places ███████                         25 %  250 of 1,000 MB  25 MB/s  0:00:30 left'
    """
    share = min(done / total, 1.0) if total else 0.0
    left = int(seconds * (1 / share - 1)) if share else 0
    speed = done / 1e6 / max(seconds, 1e-6)
    bar = "█" * int(share * WIDTH)
    return (
        f"{what} {bar:<{WIDTH}} {100 * share:3.0f} %  {done / 1e6:,.0f} of {total / 1e6:,.0f} MB  "
        f"{speed:,.0f} MB/s  {time_left(left)}"
    )


def read_list(
    builder: GazetteerBuilder, source: str, columns: dict[str, str], values: dict[str, str], rank: int = 0
) -> None:
    """Reads a table, JSON lines, Parquet or a gazetteer file into the builder."""
    with Bar(Path(source).name) as bar:
        if source.lower().endswith(SUFFIXES):
            _read_parquet(builder, source, columns, values, rank, bar)
        else:
            builder.read(source, columns=columns, values=values, rank=rank, progress=bar)


def _read_parquet(
    builder: GazetteerBuilder, source: str, columns: dict[str, str], values: dict[str, str], rank: int, bar: Bar
) -> None:
    """In batches, each row as a JSON object; rows are counted as lines."""
    from entmatch.exceptions import DataError

    parquet = pyarrow_parquet()
    try:
        file = parquet.ParquetFile(source)
    except OSError as error:
        raise unreadable(source, error) from error
    except Exception as error:
        raise DataError(f"{source}: is not a Parquet file: {error}") from error
    with file:
        found = file.schema_arrow.names
        for field, column in {"name": "name", **columns}.items():
            if column not in found and field not in values:
                raise DataError(f"{source}: has no column {column!r}; found: {', '.join(found)}")
        size, rows = Path(source).stat().st_size, max(file.metadata.num_rows, 1)
        first = 1
        for batch in file.iter_batches(batch_size=ROWS):
            text = "".join(json.dumps(_told(row), ensure_ascii=False, default=str) + "\n" for row in batch.to_pylist())
            builder.read_rows(text, source, columns=columns, values=values, rank=rank, first_line=first)
            first += batch.num_rows
            bar(size * (first - 1) // rows, size)


def _told(row: dict[str, object]) -> dict[str, object]:
    """The columns that say something: NaN is how pandas writes a gap in a column of numbers."""
    return {column: value for column, value in row.items() if value is not None and value == value}
