"""The exceptions of entmatch: one base, and a builtin beside it wherever Python has the notion.

>>> from entmatch import EntmatchError, GazetteerFormatError
>>> issubclass(GazetteerFormatError, EntmatchError), issubclass(GazetteerFormatError, ValueError)
(True, True)
"""

from __future__ import annotations

__all__ = ["DataError", "EntmatchError", "FileAccessError", "GazetteerFormatError", "GazetteerMissingError"]


class EntmatchError(Exception):
    """Anything that entmatch itself reports: the message says what was found, what was expected, and the cure."""

    path: str | None = None
    """The file, where one is involved."""

    line: int | None = None
    """The line in it, counted from 1, where one is involved."""


class GazetteerFormatError(EntmatchError, ValueError):
    """A gazetteer file is damaged, truncated, of another format, or of a version that this release does not read."""


class DataError(EntmatchError, ValueError):
    """An input record or an argument is not what was expected."""


class FileAccessError(EntmatchError, OSError):
    """A file could not be read or written."""


class GazetteerMissingError(FileAccessError):
    """There is no gazetteer where one was looked for."""
