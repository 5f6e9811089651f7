"""Our name index behind the methods that name evaluations ask for: `names_adapter:Plain`, `:Known` and `:Aliases`.

`fit(names)`, `search(queries, k)` and `score(pairs)`. What a search took in processor time, which a busy machine does not
stretch as it does the clock's, goes to standard error. `Plain` has the names alone, `Known` takes how well known a name
is from the embedded gazetteer, `Aliases` also which names are of one entity.
"""

from __future__ import annotations

import sys
import time

import entmatch


class Plain:
    """The names alone."""

    gazetteer: entmatch.Gazetteer | None = None
    aliases = False
    index: entmatch.NameIndex

    def fit(self, names: list[str]) -> None:
        self.index = entmatch.NameIndex(names, gazetteer=self.gazetteer, aliases=self.aliases)

    def search(self, queries: list[str], k: int) -> list[list[int]]:
        self.index.search(queries[0])
        start = time.process_time()
        answers = [[record for record, _ in found] for found in self.index.search_many(queries, limit=k)]
        spent = time.process_time() - start
        print(f"{len(queries) / spent:.0f} queries a second of processor time", file=sys.stderr)
        return answers

    def score(self, pairs: list[tuple[str, str]]) -> list[float]:
        return entmatch.similarities(pairs)


class Known(Plain):
    """With the prominence of names that the embedded gazetteer has too."""

    def __init__(self) -> None:
        self.gazetteer = entmatch.Gazetteer.default()


class Aliases(Known):
    """With the other names of what a query names, as far as the embedded gazetteer has both."""

    aliases = True


class Key:
    """One key for all forms of a name, in any case ending and script: `names_adapter:Key`.

    The entity, where the gazetteer has the name; else the name romanised, without what may be case endings.
    """

    def __init__(self, sure: float = 0.5) -> None:
        self.gazetteer = entmatch.Gazetteer.default()
        self.sure = sure
        self.known: dict[tuple[str, str], str] = {}

    def __call__(self, mention: dict[str, str], document: dict[str, str]) -> str:
        question = mention["surface"], document["lang"]
        if question not in self.known:
            self.known[question] = self.key(*question)
        return self.known[question]

    def key(self, name: str, lang: str) -> str:
        found = self.gazetteer.resolve(name, lang=lang, limit=1)
        if found and found[0].score >= self.sure:
            return found[0].entity_id
        words = entmatch.romanizations(name, 1)[0].replace("'", "").split()
        return " ".join(word if len(word) < 4 else word[: max(3, len(word) - 2)] for word in words)
