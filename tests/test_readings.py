"""One sentence for each way in which the words around a name decide what it is."""

from __future__ import annotations

import pytest

import entmatch

# Text, date, and for some surfaces what is expected of the row: any of its columns.
CASES: list[tuple[str, str, dict[str, dict[str, str | None]]]] = [
    (
        "A ferry from Busan was late. Beijing answered with the largest drills in a generation.",
        "2022-08-03",
        {"Beijing": {"reading": "actor", "code": "CHNGOV"}, "Busan": {"reading": "place", "code": "KOR"}},
    ),
    (
        "Varsovie reproche la décision à Bruxelles. Les troupes rwandaises sont arrivées.",
        "2024-07-08",
        {"Varsovie": {"reading": "actor", "code": "POLGOV"}, "troupes rwandaises": {"code": "RWAMIL"}},
    ),
    (
        "President Bush met Chancellor Kohl. Bush left the next day.",
        "1991-08-22",
        {
            "President Bush": {"name": "George H. W. Bush", "code": "USAGOV"},
            "Bush": {"name": "George H. W. Bush", "how": "back-reference"},
        },
    ),
    (
        "Shares of the Bank of Botswana Holdings fell, and Tunisia Airlines cut jobs.",
        "2020-01-10",
        {"Tunisia Airlines": {"reading": "actor", "code": "TUNBUS", "entity_id": None}},
    ),
    (
        "The disease was found in Ohio, Georgia, Washington and Oregon.",
        "2010-05-05",
        {"Georgia": {"country": "USA", "kind": "admin1"}, "Washington": {"kind": "admin1"}},
    ),
    (
        "Two cases of Marburg virus were found. Mr Paris Hale and Ms. Anna Redfern-Hardisty were ill.",
        "2010-05-05",
        {"Paris Hale": {"reading": "person"}},
    ),
    (
        "도널드 트럼프 미국 대통령은 평양에서 김정은 국무위원장을 만났다. 서울은 반발했다.",
        "2018-09-19",
        {
            "도널드 트럼프 미국 대통령": {"name": "Donald Trump", "code": "USAGOV"},
            "평양": {"reading": "place"},
            "서울": {"reading": "actor", "code": "KORGOV"},
        },
    ),
    (
        "والتقى الرئيس المصري عبد الفتاح السيسي وفدا في الرياض.",
        "2021-05-21",
        {"الرئيس المصري عبد الفتاح السيسي": {"code": "EGYGOV"}},
    ),
    (
        "Premier Mateusz Morawiecki był w Warszawie i w Kijowie.",
        "2022-03-15",
        {"Warszawie": {"name": "Warsaw", "how": "inflected"}, "Kijowie": {"name": "Kyiv"}},
    ),
]


@pytest.mark.parametrize(("text", "date", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_words_around_a_name_decide(text: str, date: str, expected: dict[str, dict[str, str | None]]) -> None:
    rows = {mention.surface: mention for mention in entmatch.normalize(text, date=date)}
    for surface, columns in expected.items():
        assert surface in rows, sorted(rows)
        found = {column: getattr(rows[surface], column) for column in columns}
        assert found == columns, surface


def test_what_is_named_after_a_place_is_not_there() -> None:
    rows = entmatch.normalize("Two cases of Marburg virus were found near Lyon.", date="2010-05-05")
    assert [row.surface for row in rows] == ["Lyon"]
