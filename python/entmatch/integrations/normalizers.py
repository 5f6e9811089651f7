"""Normalizers that a process makes once, however many tasks it is given."""

from __future__ import annotations

from functools import lru_cache

from entmatch._core import Gazetteer, Normalizer
from entmatch.embedded import gazetteer as embedded_gazetteer
from entmatch.embedded import reopen
from entmatch.exceptions import DataError

SPARK_FILES = "sparkfiles:"
"""Before the name of a gazetteer file that was given to ``SparkContext.addFile``."""


def identify(gazetteer: Gazetteer | str | None) -> tuple[str, str]:
    """The path and the digest by which another process can open the same gazetteer."""
    if isinstance(gazetteer, str):
        return gazetteer, Gazetteer.open(located(gazetteer)).digest
    found = embedded_gazetteer() if gazetteer is None else gazetteer
    if found.path is None:
        raise DataError("this gazetteer is in memory, where other processes cannot open it: save it, and open the file")
    return str(found.path), found.digest


def located(path: str) -> str:
    """Where the file is on this machine."""
    if not path.startswith(SPARK_FILES):
        return path
    from pyspark import SparkFiles

    return str(SparkFiles.get(path.removeprefix(SPARK_FILES)))


# A module-level function: picklers of closures take anything else by value, and would open the file for each task.
@lru_cache(maxsize=4)
def opened(path: str, digest: str, min_score: float = 0.0, embedded: bool = False) -> Normalizer:
    """The normalizer over a gazetteer file, which is refused if it is not the one that was meant."""
    return Normalizer(reopen(located(path), digest), min_score=min_score, embedded=embedded)


def named(**columns: str | None) -> dict[str, str]:
    """The columns that were named, by their role.

    >>> named(text="body", id=None)
    {'text': 'body'}
    """
    return {role: name for role, name in columns.items() if name is not None}


def given(normalizer: Normalizer | None) -> Normalizer:
    """The normalizer, or the one over the embedded gazetteer."""
    if normalizer is not None:
        return normalizer
    from entmatch.embedded import normalizer as embedded_normalizer

    return embedded_normalizer()
