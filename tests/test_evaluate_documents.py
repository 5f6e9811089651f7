"""The scorer itself: an answer made from the gold rows is perfect, each spoiled one is not."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import gold
from evaluate_documents import Score, fold, main, rows_normalize, score_all, score_case
from gold import Case, Gold, GoldError, load, trim

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Former British prime minister Tony Blair told Sam Brown of the U.N. in Paris, Russia's guest."
ROWS: list[dict[str, Any]] = [
    {
        "surface": "British prime minister Tony Blair",
        "reading": ["actor", "person"],
        "name": "Tony Blair",
        "country": "GBR",
        "code": ["GBRELI", "GBR"],
    },
    {"surface": "Sam Brown", "reading": "person", "name": None},
    {
        "surface": "U.N.",
        "reading": "actor",
        "name": "United Nations",
        "country": None,
        "code": "IGOUNO",
    },
    {
        "surface": "Paris",
        "reading": "place",
        "name": "Paris",
        "country": "FRA",
        "near": [48.86, 2.35],
        "optional": True,
    },
    {
        "surface": "Russia's guest",
        "reading": "actor",
        "country": "RUS",
        "or": [[{"surface": "Russia", "reading": "actor", "name": "Russia", "country": "RUS"}]],
    },
]
CASE = Case("en-x", "en", date(2009, 1, 8), TEXT, "x.json", gold._locate(TEXT, ROWS, 0, len(TEXT)))


def answer(row: Gold) -> dict[str, Any]:
    """The row as entmatch would give it if it were right."""

    def first(key: str) -> Any:
        value = row.expects.get(key)
        return value[0] if isinstance(value, list) else value

    known = "name" not in row.expects or first("name") is not None
    return {
        "start": row.start,
        "end": row.end,
        "reading": first("reading"),
        "entity_id": "some:id" if known else None,
        "name": first("name") or row.expects.get("nil_name") or row.surface,
        "country": first("country"),
        "code": first("code") or "",
        "lat": row.expects["near"][0] if "near" in row.expects else None,
        "lon": row.expects["near"][1] if "near" in row.expects else None,
    }


def perfect(case: Case) -> list[dict[str, Any]]:
    return [answer(row) for row in case.mentions]


def counts(score: Score, measure: str = "strict") -> tuple[int, int, int]:
    count = score.counts[measure]
    return count.hits, count.misses, count.spurious


def test_gold_answered_by_itself_is_perfect() -> None:
    for case, score in zip(load(), score_all(load(), perfect).values(), strict=True):
        assert score.faults == [], case.id
        assert all(count.f1 == 1.0 for count in score.counts.values()), case.id


def test_optional_rows_count_neither_way() -> None:
    full = perfect(CASE)
    assert counts(score_case(CASE, full)) == (4, 0, 0)
    assert counts(score_case(CASE, full[:3] + full[4:])) == (4, 0, 0)
    full[3] = {**full[3], "name": "Paris Hilton"}
    assert counts(score_case(CASE, full)) == (4, 0, 1)


def test_articles_former_and_full_stops_do_not_change_a_span() -> None:
    full = perfect(CASE)
    full[0]["start"] = 0
    full[2]["start"] -= len("the ")
    full[2]["end"] -= 1
    assert counts(score_case(CASE, full)) == (4, 0, 0)


def test_the_variant_that_fits_best_is_taken() -> None:
    full = perfect(CASE)
    full[4] = {**full[4], "end": full[4]["start"] + len("Russia"), "name": "Russia"}
    assert counts(score_case(CASE, full)) == (4, 0, 0)


@pytest.mark.parametrize(
    ("number", "change", "measure"),
    [
        (0, {"reading": "place"}, "strict"),
        (0, {"country": "FRA"}, "overlap"),
        (0, {"name": "Cherie Blair"}, "strict"),
        (1, {"entity_id": "person:sam-brown"}, "strict"),
        (2, {"end": len(TEXT) - 1}, "span"),
    ],
)
def test_a_wrong_row_is_a_miss_and_spurious(number: int, change: dict[str, Any], measure: str) -> None:
    full = perfect(CASE)
    expected_name = full[number]["name"]
    full[number].update(change)
    if "entity_id" in change:
        full[number]["name"] = f"{expected_name} the Elder"
    score = score_case(CASE, full)
    assert counts(score, measure) == (3, 1, 1)
    assert any("wrong" in fault for fault in score.faults)


def test_a_namesake_elsewhere_is_wrong() -> None:
    full = perfect(CASE)
    full[3].update(lat=48.80, lon=2.12)
    assert counts(score_case(CASE, full)) == (4, 0, 0)
    full[3].update(lat=33.66, lon=-95.56)
    assert counts(score_case(CASE, full)) == (4, 0, 1)


def test_nil_means_no_entity() -> None:
    full = perfect(CASE)
    full[1]["entity_id"] = "person:sam-brown"
    assert counts(score_case(CASE, full)) == (3, 1, 1)


def test_codes_are_scored_apart() -> None:
    full = perfect(CASE)
    full[2]["code"] = "USAGOV"
    score = score_case(CASE, full)
    assert counts(score) == (4, 0, 0)
    assert (score.codes_right, score.codes) == (1, 2)


def test_a_name_kept_inside_another_is_not_scored() -> None:
    inside = {"start": 7, "end": 14, "reading": "other", "entity_id": "country:GBR", "name": "x"}
    assert counts(score_case(CASE, [*perfect(CASE), inside])) == (4, 0, 0)


def test_nothing_answered_and_nothing_right() -> None:
    assert counts(score_case(CASE, [])) == (0, 4, 0)
    assert score_case(CASE, []).counts["strict"].f1 == 0.0


def test_rows_are_read_from_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps({"doc_id": CASE.id, **row}) for row in perfect(CASE)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert counts(score_all([CASE], rows_normalize(path))[CASE.id]) == (4, 0, 0)


def test_fold_and_trim() -> None:
    assert fold("The Côte-d’Ivoire") == fold("cote d'ivoire")
    assert trim("said the U.S. today", 5, 13) == (9, 12)


def test_a_surface_out_of_order_is_told(tmp_path: Path) -> None:
    rows = [{"surface": s, "reading": "place", "name": s} for s in ("Rome", "Paris")]
    document = {"id": "en-a", "lang": "en", "date": "2020-01-01", "text": "Paris, Rome"}
    (tmp_path / "a.json").write_text(json.dumps([{**document, "mentions": rows}]))
    with pytest.raises(GoldError, match=r"a\.json: en-a: 'Paris' is not in the text after"):
        load(tmp_path)


def test_the_report_names_documents_and_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    cases = [case for case in load() if case.lang == "ko"]
    rows = [{"doc_id": case.id, **row} for case in cases for row in perfect(case)[1:]]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(["--rows", str(path), "--lang", "ko"]) == 0
    printed = capsys.readouterr().out
    assert f"{cases[0].id} (ko, {cases[0].date}): strict F1 0.9" in printed
    assert f"  missing {cases[0].mentions[0].surface} [place, Pyongyang, PRK, ]" in printed
    assert f"({len(cases)} documents)" in printed
