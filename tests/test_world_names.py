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


def test_what_is_shown_is_english_where_there_is_an_english_name() -> None:
    foreign = []
    for entity in entities():
        names = [n for n in entity.to_dict()["names"] if n.get("kind") not in ("adjective", "demonym")]
        if any(n.get("lang") == "en" for n in names) and not any(c.isalpha() and c < "\u0250" for c in entity.name):
            foreign.append((entity.id, entity.name))
    assert foreign == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Former names of a smaller place, of the same country and of another.
        ("Venice", "geonames:3164603"), ("Kaliningrad", "geonames:554234"), ("Victoria", "geonames:2145234"),
        ("Manchester", "geonames:2643123"), ("Bridgetown", "geonames:3374036"), ("Chernobyl", "geonames:710403"),
        # Names of things that are no places.
        ("White House", "seat:white-house"), ("Google", "company:google"), ("Hamas", "group:hamas"),
        ("Toyota", "company:toyota"), ("NHK", "media:nhk"),
        # A country, or what a language of few speakers calls one.
        ("Korea", "country:KOR"), ("Turkey", "country:TUR"), ("Marawi", "geonames:1701053"),
        ("Granada", "geonames:2517117"),
        # A city before its province.
        ("Jenin", "geonames:283506"), ("Zurich", "geonames:2657896"), ("Porto", "geonames:2735943"),
        # Parties by what the press calls them; the same name in a smaller country.
        ("Republicans", "party:USA:republican-party"), ("Democrats", "party:USA:democratic-party"),
        ("Tories", "party:GBR:conservative-and-unionist-party"), ("Labour", "party:GBR:labour-party"),
        ("ANC", "party:ZAF:african-national-congress"), ("SPD", "party:DEU:social-democratic-party"),
        ("Podemos", "party:ESP:podemos"), ("Vox", "party:ESP:vox"), ("Law and Justice", "party:POL:law-and-justice"),
    ],
)  # fmt: skip
def test_the_best_known_is_found_first(name: str, expected: str) -> None:
    found = entmatch.Gazetteer.default().resolve(name, limit=1)
    assert [answer.entity_id for answer in found] == [expected]


def test_the_language_of_the_text_decides_between_two_states() -> None:
    world = entmatch.Gazetteer.default()
    assert world.resolve("Congo", limit=1)[0].entity_id == "country:COD"
    assert world.resolve("Congo", lang="es", limit=1)[0].entity_id == "country:COG"
