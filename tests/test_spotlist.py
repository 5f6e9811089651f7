"""The spot list: what a foreign-desk editor names in a week resolves to it, in three scripts or languages.

`cases/spotlist.tsv` has a row an entity: the id that is expected, its names as in `gazetteer/curated`, a note. Rows
whose note begins with `pair` hold spellings that lists and the press have for it, most of them passed on by Russian.
"""

from __future__ import annotations

from functools import cache

import pytest

import entmatch
from test_curated import SPOTLIST, entity_files, parse_names, read


def cases() -> list[tuple[str, str, str]]:
    """(expected id, language, name) of every row.

    >>> len(cases()) > 600
    True
    """
    _, rows = read(SPOTLIST)
    return [
        (row.cells["expected"], name.lang, name.text)
        for row in rows
        for name in parse_names(row.cells["names"], str(row))
    ]


@cache
def same_things() -> dict[str, set[str]]:
    """A row that is joined to an entity of another source bears that one's id in the gazetteer."""
    found: dict[str, set[str]] = {}
    for path in entity_files():
        for row in read(path)[1]:
            others = {part.replace("=", ":") for part in row.cells["ids"].split(";") if part}
            found[row.cells["id"]] = {row.cells["id"], *others}
    return found


@pytest.mark.parametrize(("expected", "lang", "name"), cases(), ids=lambda value: str(value))
def test_resolves_first(world: entmatch.Gazetteer, expected: str, lang: str, name: str) -> None:
    """The expected entity is the first answer, without any hint of language, kind or country."""
    found = world.resolve(name, limit=1)
    allowed = same_things().get(expected, {expected})
    right = bool(found) and found[0].entity_id in allowed
    got = f"{found[0].entity_id} ({found[0].name}, {found[0].how})" if found else "nothing"
    assert right, f"{name!r} ({lang}): expected {expected}, got {got}"
