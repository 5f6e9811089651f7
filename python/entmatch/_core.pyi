"""
The compiled part of entmatch.
"""

from typing import Final

__all__ = ["DEBUG_BUILD", "__version__"]

DEBUG_BUILD: Final[bool]
"""
True when compiled without optimisation: right answers, slowly.
"""

__version__: Final[str]
