"""The gazetteer inside the package, opened once a process and mapped, so that all processes share one copy."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from entmatch._core import Gazetteer, Normalizer
from entmatch.exceptions import GazetteerFormatError, GazetteerMissingError

PATH = os.path.join(os.path.dirname(__file__), "data", "world.emx")  # noqa: PTH118, PTH120 - pathlib costs 10 ms


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The embedded gazetteer."""
    if not os.path.exists(PATH):  # noqa: PTH110
        raise GazetteerMissingError(
            f"{PATH}: the embedded gazetteer is not there; wheels have it, in a source tree `make gazetteer` builds "
            "it. Another one is opened with Gazetteer.open(path), on the command line with --gazetteer"
        )
    return Gazetteer.open(PATH)


@lru_cache(maxsize=1)
def normalizer() -> Normalizer:
    """A normalizer over the embedded gazetteer."""
    return Normalizer(gazetteer())


def open_or_default(path: str | None) -> Gazetteer:
    """The gazetteer of a file, or the embedded one where none is named."""
    return gazetteer() if path is None else Gazetteer.open(path)


@lru_cache(maxsize=8)
def reopen(path: str, digest: str) -> Gazetteer:
    """What a pickled gazetteer becomes: the same file, opened once a process, refused if it is another by now.

    A module-level function, because picklers of closures take a classmethod by value and would open it every time.
    """
    opened = gazetteer() if path == PATH else Gazetteer.open(path)
    if opened.digest != digest:
        raise GazetteerFormatError(
            f"{path}: has digest {opened.digest}, expected {digest}; another gazetteer is there than where this was "
            "pickled: copy the same file to the same place"
        )
    return opened


def remake(opened: Gazetteer, settings: dict[str, Any]) -> Normalizer:
    """What a pickled normalizer becomes."""
    return Normalizer(opened, **settings)
