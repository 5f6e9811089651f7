"""Bytes into lines, with line numbers and byte offsets, one bad line at a time.

Ready-made readers disagree about malformed lines, stop at the first, or refuse long ones; here a line is what stands
between two newlines, and what is wrong with one of them is the matter of that line alone.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from entmatch._core import InputFile
from entmatch.exceptions import DataError, FileAccessError
from entmatch.formats.document import Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import Buffer

BOM = b"\xef\xbb\xbf"
WIDE_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}
STDIN = "-"
LIMIT = 1 << 28


class Line(NamedTuple):
    """A line without its newline."""

    number: int
    offset: int
    raw: bytes


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a file, plain, gzip or zstd; ``-`` is standard input. Damage is a :class:`DataError`."""

    def __init__(self, path: str) -> None:
        self._file = InputFile(path)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Reads as much as there is at once."""
        room = memoryview(buffer)
        data = self._file.read(len(room))
        room[: len(data)] = data
        return len(data)

    @property
    def position(self) -> int:
        """How many bytes of the file as it lies on the disk are behind."""
        return self._file.position


def open_bytes(path: str, meter: Meter | None = None) -> IO[bytes]:
    """The unpacked bytes of a file or of standard input."""
    raw = Unpacked(path)
    if meter is not None:
        meter.now = lambda: raw.position
    return cast("IO[bytes]", io.BufferedReader(raw, 1 << 18))


class Meter:
    """Asks the file that is being read how far that has come, in bytes as they lie on the disk."""

    def __init__(self) -> None:
        self.now: Callable[[], int] = int


def unreadable(path: str, error: OSError) -> FileAccessError:
    """The error for a file that cannot be read or written."""
    failure = FileAccessError(f"{path}: {error.strerror or error}")
    failure.path = path
    return failure


def read_lines(path: str, *, limit: int = LIMIT, meter: Meter | None = None) -> Iterator[Line | Reject]:
    """The lines of a file; a line of more than ``limit`` bytes is refused, the next one is read."""
    name = "standard input" if path == STDIN else path
    number = offset = 0
    with open_bytes(path, meter) as stream:
        while True:
            try:
                raw = stream.readline(limit + 1)
            except DataError as error:
                yield Reject(name, number + 1, offset, str(error))
                return
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
                reason = f"a record of {size} bytes; at most {limit} are read (--max-record, --memory)"
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
