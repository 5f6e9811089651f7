"""Names looked up and compared: the Python face of the name index."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import entmatch
from entmatch.cli.build import command as build

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


def test_spellings_made_by_schemes_are_found_like_names() -> None:
    builder = entmatch.GazetteerBuilder()
    city = {"id": "c:1", "kind": "populated_place", "names": [{"text": "청주", "lang": "ko"}, {"text": "Chŏngju"}]}
    builder.add({**city, "place": {"country": "KOR", "lat": 36.6, "lon": 127.5, "population": 800_000}})
    gazetteer = builder.build(variants=6)
    assert 0 < builder.report()["variants"] <= 6
    path = "청주, Kontsevich to Чхонджу, then BGN/PCGN"
    [found] = gazetteer.find("a plant in Chkhondzhu")
    assert (found.entity_id, found.how, found.via) == ("c:1", "transliterated", path)
    [answer] = gazetteer.resolve("Chkhondzhu")
    assert (answer.how, answer.via, answer.matched) == ("transliterated", path, "Chkhondzhu")
    [mention] = entmatch.Normalizer(gazetteer).normalize("A plant was opened in Chkhondzhu.")
    assert (mention.entity_id, mention.how, mention.via) == ("c:1", "transliterated", path)
    [row] = gazetteer.find_batch(["Chkhondzhu"])
    assert (row.how, row.via) == ("transliterated", path)


def test_spellings_are_an_option_of_build(tmp_path: Path) -> None:
    source = tmp_path / "list.jsonl"
    source.write_text(
        '{"id":"c:1","kind":"populated_place","names":[{"text":"Химки","lang":"ru"}]}\n', encoding="utf-8"
    )
    for options, found in ([], 0), (["--variants", "4"], 1), (["--variants", "4", "--variants-from", "9"], 0):
        target = tmp_path / "list.emx"
        done = CliRunner().invoke(build, [str(source), "-o", str(target), *options], standalone_mode=False)
        assert done.return_value == 0, done.output
        assert len(entmatch.Gazetteer.open(target).find("Khimki")) == found


def test_of_two_spellings_that_fold_alike_both_are_exact() -> None:
    builder = entmatch.GazetteerBuilder()
    names = [{"text": "Tōkyō", "lang": "en"}, {"text": "Tokyo", "lang": "it", "kind": "preferred"}]
    place = {"country": "JPN", "population": 9_000_000}
    builder.add({"id": "c:1", "kind": "populated_place", "names": names, "place": place})
    gazetteer = builder.build()
    ways = {name: gazetteer.resolve(name)[0].how for name in ("Tokyo", "Tōkyō", "TOKYO")}
    assert ways == {"Tokyo": "exact", "Tōkyō": "exact", "TOKYO": "folded"}
    mentions = entmatch.Normalizer(gazetteer).normalize("He flew from Tokyo to Tōkyō, and to Tôkyô.")
    assert [mention.how for mention in mentions] == ["exact", "exact", "folded"]


def test_a_scheme_that_makes_one_name_of_the_other_is_named() -> None:
    for a, b, via in [
        ("김정은", "Kim Jong Un", "김정은, North Korean"),
        ("Ким Чен Ын", "김정은", "김정은, Kontsevich"),
        ("Phenian", "평양", "평양, Kontsevich to Пхеньян, then telegram"),
    ]:
        found = entmatch.similarity(a, b)
        assert found.via == via
        assert found.score >= 0.97
        assert entmatch.similarities([(a, b)])[0] == pytest.approx(found.score)
    assert entmatch.similarity("Niger", "Нигерия").via is None
