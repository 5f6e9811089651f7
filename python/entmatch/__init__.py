"""Entity matching for news text: which span, which entity, as what, how sure, and why."""

from entmatch._core import __version__
from entmatch.exceptions import (
    DataError,
    EntmatchError,
    FileAccessError,
    GazetteerFormatError,
    GazetteerMissingError,
)

__all__ = [
    "DataError",
    "EntmatchError",
    "FileAccessError",
    "GazetteerFormatError",
    "GazetteerMissingError",
    "__version__",
]
