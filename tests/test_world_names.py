"""Errors that merging sources makes, looked for by class in the embedded gazetteer."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache

import pytest

import entmatch
from entmatch import Entity

NEAR = 150.0  # kilometres: a city, or the division that bears its name


@cache
def entities() -> list[Entity]:
    world = entmatch.Gazetteer.default()
    return [world[i] for i in world.ids()]


def distance(a: Entity, b: Entity) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return 111.2 * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def test_no_identifier_is_that_of_two_entities() -> None:
    owners = defaultdict(list)
    for entity in entities():
        for scheme in ("geonames", "wikidata", "iso2", "iso3", "iso3166-2", "iata"):
            if scheme in entity.ids:
                owners[scheme, entity.ids[scheme]].append(entity.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_every_country_and_territory_is_somewhere() -> None:
    nowhere = [e.id for e in entities() if e.kind in ("country", "territory") and e.lat is None]
    assert nowhere == ["country:UMI"], "the Minor Outlying Islands lie in two oceans"


@pytest.mark.parametrize(
    ("entity_id", "lat", "lon"),
    [
        ("country:USA", 39, -99), ("country:RUS", 60, 97), ("country:CAN", 60, -97), ("country:BRA", -10, -53),
        ("country:CHN", 36, 104), ("country:AUS", -25, 134), ("country:IND", 22, 79), ("country:FRA", 46.5, 2.5),
        ("geonames:5879092", 64, -152), ("geonames:2152274", -22, 144), ("geonames:6093943", 50, -85),
        ("geonames:6115047", 53, -72), ("geonames:2013162", 66, 129), ("geonames:1529047", 41, 85),
    ],
)  # fmt: skip
def test_large_lands_have_their_middle_where_maps_have_it(entity_id: str, lat: float, lon: float) -> None:
    entity = entmatch.Gazetteer.default()[entity_id]
    assert entity.lat is not None
    assert entity.lon is not None
    assert abs(entity.lat - lat) < 3
    assert abs(entity.lon - lon) < 4


def test_a_country_is_found_first_by_its_names_in_the_languages_of_news() -> None:
    world = entmatch.Gazetteer.default()
    wrong = []
    for entity in entities():
        if entity.kind != "country" or entity.id in PREDECESSORS:
            continue
        for lang in ("en", "ru", "zh", "ar", "fr", "es", "de"):
            for name in [
                n["text"] for n in entity.to_dict()["names"] if n.get("lang") == lang and n.get("kind") == "preferred"
            ]:
                found = world.resolve(name, limit=1)
                if not found or (
                    found[0].entity_id != entity.id and world[found[0].entity_id].country != entity.country
                ):
                    wrong.append((name, lang, entity.id, found[0].entity_id if found else None))
    assert wrong == []


# States that are no more, named as one that is; and the smaller Congo, which Spanish names as both.
PREDECESSORS = {"country:ZAR", "country:COG"}


def test_a_large_city_is_found_first_by_its_name() -> None:
    world = entmatch.Gazetteer.default()
    wrong = []
    for entity in entities():
        if entity.kind != "populated_place" or (entity.population or 0) < 1_000_000:
            continue
        found = world.resolve(entity.name, limit=1)
        if not found or (found[0].entity_id != entity.id and distance(world[found[0].entity_id], entity) > NEAR):
            wrong.append((entity.name, entity.country, entity.id, found[0].entity_id if found else None))
    # Two large cities of one name (Birmingham, Valencia, Suzhou): only one of them can be first.
    assert len(wrong) <= 40, wrong
