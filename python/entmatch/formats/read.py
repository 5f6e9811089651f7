"""Any number of files and folders, read as one stream of documents."""

from __future__ import annotations

from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING

from entmatch.exceptions import DataError, FileAccessError
from entmatch.formats import arrow, delimited, jsonl, parquet, text
from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import LIMIT, STDIN, Meter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMATS = {
    **dict.fromkeys(text.SUFFIXES, "text"),
    **dict.fromkeys(jsonl.SUFFIXES, "jsonl"),
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    **dict.fromkeys(parquet.SUFFIXES, "parquet"),
    **dict.fromkeys(arrow.SUFFIXES, "arrow"),
}


def read_documents(
    paths: Iterable[str], columns: Columns | None = None, format: str | None = None
) -> Iterator[Document | Reject]:
    """The documents of files, folders (searched through, in order of name) and stdin ("-").

    The format is told by the file's suffix (``.gz`` and ``.zst`` aside) unless ``format`` says it. A file that holds no
    document at all is a :class:`Reject`, too: it is nearly always a mistake.
    """
    yield from Reader(files_of(paths, format), columns)


class Reader:
    """The documents of files one behind the other, knowing how far it has come."""

    def __init__(self, files: list[tuple[str, str]], columns: Columns | None = None, limit: int = LIMIT) -> None:
        self._files = files
        self._limit = limit
        self._columns = columns or Columns()
        self._meter = Meter()
        self._current: Iterator[Document | Reject] | None = None
        self._before = [0, *accumulate(_size(file) for file, _ in files)]
        self.file = 0
        """The file that is being read, counted from 0."""
        self.items = 0
        """What it has given so far, documents and rejects."""

    def __iter__(self) -> Reader:
        return self

    def __next__(self) -> Document | Reject:
        while self.file < len(self._files):
            name, format = self._files[self.file]
            if self._current is None:
                self._current = self._open(name, format)
            got = next(self._current, None)
            if got is None and self.items == 0:
                got = Reject("standard input" if name == STDIN else name, None, None, "no document in it")
            if got is not None:
                self.items += 1
                return _checked(format, got)
            self.go_to(self.file + 1, 0)
        raise StopIteration

    def go_to(self, file: int, items: int) -> None:
        """Goes on behind so many items of a file."""
        self.file, self.items, self._current, self._meter.now = file, items, None, int

    @property
    def position(self) -> tuple[int, int]:
        """How many bytes of the files, as they lie on the disk, are behind, of how many."""
        return self._before[self.file] + self._meter.now(), self._before[-1]

    def _open(self, path: str, format: str) -> Iterator[Document | Reject]:
        if format == "parquet":
            return parquet.read(path, self._columns, self._meter, self.items)
        return islice(_read(path, format, self._columns, self._meter, self._limit), self.items, None)


def _size(path: str) -> int:
    return 0 if path == STDIN or not Path(path).is_file() else Path(path).stat().st_size


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


def _read(path: str, format: str, columns: Columns, meter: Meter, limit: int) -> Iterator[Document | Reject]:
    if format == "text":
        return text.read(path, limit)
    if format == "jsonl":
        return jsonl.read(path, columns, meter, limit)
    if format in ("csv", "tsv"):
        return delimited.read(path, columns, "," if format == "csv" else "\t", meter, limit)
    return arrow.read(path, columns, meter)


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
