"""Parquet in and out, through pyarrow (``pip install 'entmatch[arrow]'``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entmatch.exceptions import EntmatchError
from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".parquet", ".pq")


def pyarrow_parquet() -> Any:
    """The module, or the error that says how to get it."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise EntmatchError("Parquet needs pyarrow: pip install 'entmatch[arrow]'") from error
    return pyarrow.parquet


def read(path: str, columns: Columns) -> Iterator[Document | Reject]:
    """One document a row."""
    parquet = pyarrow_parquet()
    try:
        file = parquet.ParquetFile(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:
        yield Reject(path, None, None, f"not a Parquet file: {error}")
        return
    with file:
        chosen = columns.found_in(file.schema_arrow.names)
        if isinstance(chosen, str):
            yield Reject(path, None, None, chosen)
            return
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=list(dict.fromkeys(chosen.values()))):
            try:
                batch.validate(full=True)
                records = batch.to_pylist()
            except Exception as error:
                yield Reject(path, number + 1, None, f"a damaged column in a batch of {batch.num_rows} rows: {error}")
                continue
            for record in records:
                number += 1
                got = columns.document(record, chosen, f"{path}:{number}")
                yield got if isinstance(got, Document) else Reject(path, number, None, got, repr(record).encode())
