"""Files that appear only when they are complete."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from entmatch.exceptions import FileAccessError
from entmatch.formats.lines import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write: under a temporary name until the block ends well, synced, then renamed; else thrown away.

    The temporary name begins with a dot, so that a reader of the whole folder (Spark, pyarrow) passes it over, and is
    the same each time, so that what a killed process left is written over.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        # Reading fails inside this block, too, and has said where.
        if isinstance(error, (BrokenPipeError, FileAccessError)):
            raise
        raise unreadable(str(path), error) from error
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a small file at once."""
    with appearing(path) as stream:
        stream.write(data)
