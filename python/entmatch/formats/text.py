"""Plain text: one file, one document."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from entmatch.formats.document import Document, Reject
from entmatch.formats.lines import BOM, STDIN, decoded, open_bytes, unreadable, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".txt", ".text", ".md")


def read(path: str) -> Iterator[Document | Reject]:
    """The whole file as one document, named by its path."""
    name = "standard input" if path == STDIN else path
    with open_bytes(path) as stream:
        try:
            raw = stream.read()
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield Reject(name, None, None, f"the compressed file is damaged: {error}")
            return
        except OSError as error:
            raise unreadable(name, error) from error
    if reason := wide_encoding(raw):
        yield Reject(name, 1, 0, reason)
        return
    text = decoded(raw)
    if isinstance(text, str):
        # Offsets count from the first letter, as an editor that hides the byte order mark shows them.
        yield Document(name, text.removeprefix(BOM.decode()))
    else:
        offset, reason = text
        yield Reject(name, raw.count(b"\n", 0, offset) + 1, offset, reason, raw)
