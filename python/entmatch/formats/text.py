"""Plain text: one file, one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entmatch.exceptions import DataError
from entmatch.formats.document import Document, Reject
from entmatch.formats.lines import BOM, LIMIT, STDIN, decoded, open_bytes, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".txt", ".text", ".md")


def read(path: str, limit: int = LIMIT) -> Iterator[Document | Reject]:
    """The whole file as one document, named by its path."""
    name = "standard input" if path == STDIN else path
    with open_bytes(path) as stream:
        try:
            raw = stream.read(limit + 1)
        except DataError as error:
            yield Reject(name, None, None, str(error))
            return
    if len(raw) > limit:
        yield Reject(name, 1, 0, f"a text of more than {limit} bytes (--max-record, --memory)", raw[:200])
        return
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
