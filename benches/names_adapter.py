"""Our name index behind the three methods that name evaluations ask for: `names_adapter:Plain` and `names_adapter:Known`.

`fit(names)`, `search(queries, k)` and `score(pairs)`. `Known` takes how well known a name is from the embedded
gazetteer, `Plain` has the names alone.
"""

from __future__ import annotations

import entmatch


class Plain:
    """The names alone."""

    gazetteer: entmatch.Gazetteer | None = None
    index: entmatch.NameIndex

    def fit(self, names: list[str]) -> None:
        self.index = entmatch.NameIndex(names, gazetteer=self.gazetteer)

    def search(self, queries: list[str], k: int) -> list[list[int]]:
        return [[record for record, _ in found] for found in self.index.search_many(queries, limit=k)]

    def score(self, pairs: list[tuple[str, str]]) -> list[float]:
        return entmatch.similarities(pairs)


class Known(Plain):
    """With the prominence of names that the embedded gazetteer has too."""

    def __init__(self) -> None:
        self.gazetteer = entmatch.Gazetteer.default()
