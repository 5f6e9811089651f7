"""Bytes into lines, with line numbers and byte offsets, one bad line at a time.

Ready-made readers disagree about malformed lines, stop at the first, or refuse long ones; here a line is what stands
between two newlines, and what is wrong with one of them is the matter of that line alone.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from entmatch.exceptions import FileAccessError
from entmatch.formats.document import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

BOM = b"\xef\xbb\xbf"
WIDE_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}
STDIN = "-"


class Line(NamedTuple):
    """A line without its newline."""

    number: int
    offset: int
    raw: bytes


@contextmanager
def open_bytes(path: str) -> Iterator[IO[bytes]]:
    """The bytes of a file or of stdin ("-"), unpacked where the name ends in ``.gz``."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        stream = cast("IO[bytes]", gzip.open(path)) if path.endswith(".gz") else Path(path).open("rb")  # noqa: SIM115
    except OSError as error:
        raise unreadable(path, error) from error
    with stream:
        yield stream


def unreadable(path: str, error: OSError) -> FileAccessError:
    """The error for a file that cannot be read or written."""
    failure = FileAccessError(f"{path}: {error.strerror or error}")
    failure.path = path
    return failure


def read_lines(path: str, *, limit: int = 1 << 28) -> Iterator[Line | Reject]:
    """The lines of a file; a line of more than ``limit`` bytes is refused, the next one is read."""
    name = "standard input" if path == STDIN else path
    number = offset = 0
    with open_bytes(path) as stream:
        while True:
            try:
                raw = stream.readline(limit + 1)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                yield Reject(name, number + 1, offset, f"the compressed file is damaged here: {error}")
                return
            except OSError as error:
                raise unreadable(name, error) from error
            if not raw:
                return
            number += 1
            if number == 1 and (reason := wide_encoding(raw)):
                yield Reject(name, 1, 0, reason)
                return
            size = len(raw)
            if size > limit and not raw.endswith(b"\n"):
                while tail := stream.readline(1 << 20):
                    size += len(tail)
                    if tail.endswith(b"\n"):
                        break
                reason = f"a line of {size} bytes; at most {limit} are read"
                yield Reject(name, number, offset, reason, raw[:200])
            else:
                start = len(BOM) if number == 1 and raw.startswith(BOM) else 0
                yield Line(number, offset, raw[start:].rstrip(b"\r\n"))
            offset += size


def wide_encoding(head: bytes) -> str | None:
    """The reason to refuse a file in a wide encoding as a whole: each of its lines would be refused otherwise."""
    for bom, encoding in WIDE_BOMS.items():
        if head.startswith(bom):
            return f"the file is {encoding}; convert it: iconv -f {encoding} -t UTF-8"
    return None


def decoded(raw: bytes) -> str | tuple[int, str]:
    """The text of UTF-8 bytes, or the position of the first bad byte and the reason."""
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return error.start, f"not UTF-8: byte 0x{raw[error.start]:02x} at byte {error.start} of the record"
