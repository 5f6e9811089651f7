"""A small gazetteer for tests that need one whose contents they know; `world` is the embedded one."""

from __future__ import annotations

import pytest

import entmatch

ENTITIES = [
    {
        "id": "country:PRK",
        "kind": "country",
        "names": [{"text": "North Korea", "lang": "en", "kind": "preferred"}, {"text": "КНДР", "lang": "ru"}],
        "place": {"lat": 40.0, "lon": 127.0, "country": "PRK", "population": 25_000_000},
        "codes": [{"scheme": "cameo", "code": "PRK"}],
        "ids": {"iso2": "KP"},
        "source": "test",
    },
    {
        "id": "geonames:1871859",
        "kind": "populated_place",
        "names": [
            {"text": "Pyongyang", "lang": "en", "kind": "preferred"},
            {"text": "평양", "lang": "ko"},
            {"text": "Пхеньян", "lang": "ru"},
        ],
        "place": {"lat": 39.03385, "lon": 125.75432, "country": "PRK", "population": 3_222_000},
        "relations": [{"kind": "capital_of", "to": "country:PRK"}],
        "source": "test",
    },
    {
        "id": "place:pyongyang-village",
        "kind": "populated_place",
        "names": [{"text": "Pyongyang"}],
        "place": {"country": "CHN", "population": 200},
        "source": "test",
    },
]


@pytest.fixture(scope="session")
def small() -> entmatch.Gazetteer:
    builder = entmatch.GazetteerBuilder()
    for entity in ENTITIES:
        builder.add(entity)
    return builder.build(title="small")


@pytest.fixture(scope="session")
def world() -> entmatch.Gazetteer:
    """Needs `make gazetteer`; the error says so."""
    return entmatch.Gazetteer.default()
