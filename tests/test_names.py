"""Names looked up and compared: the Python face of the name index."""

from __future__ import annotations

import pytest

import entmatch

APART = [
    ("Niger", "Nigeria"),
    ("Austria", "Australia"),
    ("Kim Jong Il", "Kim Jong Un"),
    ("Slovakia", "Slovenia"),
    ("Macao", "Macon"),
    ("Dominica", "Dominican Republic"),
]
SAME = [
    ("Khayasi", "Hayashi"),
    ("Hayasi Yosimasa", "Yoshimasa Hayashi"),
    ("Ким Чен Ын", "Kim Jong Un"),
    ("Muammar Qaddafi", "Moammar Gadhafi"),
    ("Chang Kai-shek", "Chiang Kai-shek"),
]


@pytest.mark.parametrize(("a", "b"), APART)
def test_names_that_are_known_to_be_two_stay_apart(a: str, b: str) -> None:
    assert entmatch.similarity(a, b).score < 0.2


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_are_likelier_than_names_that_are_two(a: str, b: str) -> None:
    found = entmatch.similarity(a, b)
    assert found.score > 0.4
    assert found.alignment
    assert entmatch.similarities([(a, b)] * 3, jobs=2) == pytest.approx([found.score] * 3, abs=1e-3)


def test_an_index_finds_through_scripts_and_prefers_the_known() -> None:
    names = ["Melburn", "Melbourne", "Zhengzhou", "Hwaseong"]
    index = entmatch.NameIndex(names, gazetteer=entmatch.Gazetteer.default())
    assert len(index) == 4
    assert index.search("Мельбурн", limit=1)[0][0] == 1
    queries = ["Chzhenchzhou", "Мельбурн", ""] * 30
    assert index.search_many(queries, jobs=2) == [index.search(query) for query in queries]
    assert index.search("Chzhenchzhou", limit=1)[0][0] == 2


def test_misspellings() -> None:
    index = entmatch.NameIndex(["Pyongyang", "Nairobi", "Kyiv"])
    assert index.misspelt("Nariobi") == [(1, 1)]
    assert index.misspelt_many(["Pyognyagn", "Budapest"]) == [[(0, 2)], []]


def test_prominence_must_fit_the_names() -> None:
    with pytest.raises(entmatch.DataError, match="2 values for 1 names"):
        entmatch.NameIndex(["Kyiv"], prominence=[1.0, 2.0])


@pytest.mark.parametrize("query", ["a" * 10_000, "\u0301" * 10_000, "аb漢ひ한ع" * 2_000, "x y " * 3_000])
def test_hostile_names_get_an_answer_or_none(query: str) -> None:
    index = entmatch.NameIndex(["Pyongyang", "Nairobi"])
    assert len(index.search(query)) <= 5
    assert len(index.misspelt(query)) <= 5
    assert 0 <= entmatch.similarity(query, "Pyongyang").score <= 1
