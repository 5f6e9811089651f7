"""Any number of files and folders, read as one stream of documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from entmatch.exceptions import DataError, FileAccessError
from entmatch.formats import delimited, jsonl, text
from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARQUET_SUFFIXES = (".parquet", ".pq")
FORMATS = {
    **dict.fromkeys(text.SUFFIXES, "text"),
    **dict.fromkeys(jsonl.SUFFIXES, "jsonl"),
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    **dict.fromkeys(PARQUET_SUFFIXES, "parquet"),
}


def read_documents(
    paths: Iterable[str], columns: Columns | None = None, format: str | None = None
) -> Iterator[Document | Reject]:
    """The documents of files, folders (searched through, in order of name) and stdin ("-").

    The format is told by the file's suffix (``.gz`` aside) unless ``format`` says it. A file that holds no document
    at all is a :class:`Reject`, too: it is nearly always a mistake.
    """
    columns = columns or Columns()
    for file, file_format in files_of(paths, format):
        empty = True
        for got in _read(file, file_format, columns):
            empty = False
            yield _checked(file_format, got)
        if empty:
            yield Reject("standard input" if file == STDIN else file, None, None, "no document in it")


def files_of(paths: Iterable[str], format: str | None = None) -> list[tuple[str, str]]:
    """The files that are meant by paths and folders, each with its format.

    Every path and format is looked at before the first document is read: a slip in the last one must not show late.
    """
    return [(file, format or format_of(file)) for path in paths for file in _files(path, format)]


def format_of(path: str) -> str:
    """The format that a file's name tells.

    >>> format_of("news/2024.jsonl.gz")
    'jsonl'
    """
    if path == STDIN:
        return "text"
    name = _unpacked(path)
    for suffix, found in FORMATS.items():
        if name.endswith(suffix):
            return found
    raise DataError(f"{path}: cannot tell the format; use --format, or a name that ends in {', '.join(FORMATS)}")


def _read(path: str, format: str, columns: Columns) -> Iterator[Document | Reject]:
    if format == "text":
        return text.read(path)
    if format == "jsonl":
        return jsonl.read(path, columns)
    if format in ("csv", "tsv"):
        return delimited.read(path, columns, "," if format == "csv" else "\t")
    from entmatch.formats import parquet

    return parquet.read(path, columns)


def _checked(format: str, got: Document | Reject) -> Document | Reject:
    if format == "text" and isinstance(got, Document) and not got.text.strip():
        return Reject(got.doc_id, None, None, "the file is empty")
    return got


def _files(path: str, format: str | None) -> Iterator[str]:
    if path == STDIN:
        yield path
        return
    place = Path(path)
    if not place.is_dir():
        if not place.exists():
            raise FileAccessError(f"{path}: no such file or folder")
        yield path
        return
    inside = sorted(file for file in place.rglob("*") if file.is_file())
    known = [str(file) for file in inside if format or _has_format(str(file))]
    if not known:
        raise DataError(f"{path}: no file in the folder has a known suffix ({', '.join(FORMATS)})")
    yield from known


def _has_format(path: str) -> bool:
    return _unpacked(path).endswith(tuple(FORMATS))


def _unpacked(path: str) -> str:
    """The name without what packing added to it."""
    return path.lower().removesuffix(".gz").removesuffix(".zst")
