"""Entity matching for news text: which span, which entity, as what, how sure, and why."""

from entmatch._core import __version__

__all__ = ["__version__"]
