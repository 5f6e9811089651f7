"""The gold documents are well formed: every row's surface is in its text, in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from gold import LANGUAGES, READINGS, Case, Gold, load

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = load()


def rows(case: Case) -> Iterator[Gold]:
    for gold in case.mentions:
        yield gold
        for variant in gold.variants:
            yield from variant


def test_ids_are_distinct() -> None:
    counts = Counter(case.id for case in CASES)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_document_is_well_formed(case: Case) -> None:
    assert case.lang in LANGUAGES
    assert case.id.startswith(f"{case.lang}-")
    assert case.text == case.text.strip()
    assert case.mentions
    for gold in rows(case):
        assert case.text[gold.start : gold.end] == gold.surface == gold.surface.strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_values_of_a_row_are_known(case: Case) -> None:
    for gold in rows(case):
        readings = listed(gold.expects["reading"])
        assert readings
        assert set(readings) <= READINGS, gold
        for country in listed(gold.expects.get("country")):
            assert country is None or (country.isupper() and len(country) == 3), gold
        for code in listed(gold.expects.get("code", "JPN")):
            assert code.isupper()
            assert len(code) % 3 == 0, gold
        lat, lon = gold.expects.get("near", [0, 0])
        assert -90 <= lat <= 90
        assert -180 <= lon <= 180
        if "nil_name" in gold.expects:
            assert gold.expects["name"] is None, gold


def listed(value: object) -> list[str]:
    return value if isinstance(value, list) else [value]  # type: ignore[list-item]
