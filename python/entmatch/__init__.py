"""Entity matching for news text: which span, which entity, as what, how sure, and why."""

from entmatch._core import Entity, Gazetteer, GazetteerBuilder, Mention, MentionTable, __version__
from entmatch.exceptions import (
    DataError,
    EntmatchError,
    FileAccessError,
    GazetteerFormatError,
    GazetteerMissingError,
)

__all__ = [
    "DataError",
    "Entity",
    "EntmatchError",
    "FileAccessError",
    "Gazetteer",
    "GazetteerBuilder",
    "GazetteerFormatError",
    "GazetteerMissingError",
    "Mention",
    "MentionTable",
    "__version__",
]
