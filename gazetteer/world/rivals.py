"""Names that two bear and one is known by: so that the famous one is found first.

Four classes of errors, each met by a rule and none by a list of names:

- An old or foreign name of a place is the usual name of a famous one abroad: Amman was Philadelphia, Chittagong
  Islamabad. GeoNames' lists do not say that it is old, and nobody writes it today: it is dropped. One that is in use,
  as Syracuse for Siracusa, is in the curated tables.
- A language of few speakers calls a country by what is elsewhere the name of a city or a division: `Brasilia` is Brazil,
  `Tunis` Tunisia, `England` the United Kingdom. Such a name is dropped.
- A division around a city bears the city's name (Kherson, Geneva, Tel Aviv) and has more inhabitants, though who names it
  mostly means the city. It becomes a little less prominent than the city, unless the city is but a small part of it,
  as Quebec is.
- A place is in the list twice, as a town and as its municipality: the same name in the same division a few kilometres
  apart. They become one.
"""

from __future__ import annotations

import math
from collections import defaultdict

from world import clean
from world.capitals import distance
from world.model import NAME_KINDS, Entity, World

# Inhabitants from which a place is famous enough to own its name, and from which a country's minor name gives way to it.
KNOWN, FAMOUS = 100_000, 500_000
# Kilometres between two entries of one town.
NEAR = 5.0
# Share of a division's inhabitants from which its name means the city.
CITY_SHARE = 0.2
# A division stands so far behind the city that it is named after, as a natural logarithm.
BEHIND = 0.3

# Languages of much of the world's news; what a country is called in them stays, whoever else is called so.
LANGUAGES_OF_NEWS = frozenset("ar de en es fa fr he hi id it ja ko nl pl pt ru sv tr uk vi zh".split())


def drop_borrowed(world: World) -> None:
    """Drops a name from GeoNames' lists where it is the usual one of a larger place abroad."""
    owners: dict[str, set[str]] = defaultdict(set)
    for place in world.of_kind("populated_place", "admin1"):
        if (place.population or 0) >= KNOWN and place.canonical:
            owners[clean.same(place.canonical)].add(place.country or "")
    for place in world.of_kind("populated_place"):
        own = clean.same(place.canonical or "")
        for key, name in list(place.names.items()):
            same = clean.same(name.text)
            abroad = same in owners and place.country not in owners[same]
            if abroad and name.kind == "alias" and name.source == "geonames" and same not in own:
                del place.names[key]


def drop_foreign_country_names(world: World) -> None:
    owners = {
        clean.same(place.canonical or "")
        for place in world.of_kind("populated_place", "admin1")
        if (place.population or 0) >= FAMOUS
    }
    for country in world.of_kind("country", "territory"):
        english = {clean.same(n.text) for n in country.names.values() if n.lang.split("-")[0] == "en"}
        for key, name in list(country.names.items()):
            minor = name.source == "cldr" and name.lang.split("-")[0] not in LANGUAGES_OF_NEWS
            same = clean.same(name.text)
            if minor and same in owners and same not in english:
                del country.names[key]


def lower_divisions(world: World) -> None:
    """Puts a division behind the city in it that bears its name; capitals are linked by then."""
    for city in world.of_kind("populated_place"):
        names = {clean.same(text) for text in city.texts()}
        for division in _divisions_around(world, city):
            shared = names & {clean.same(n.text) for n in division.names.values()}
            if not shared or not city.population or not division.population:
                continue
            usual = clean.same(division.canonical or "")
            if city.population >= CITY_SHARE * division.population or usual not in names:
                limit = round(prominence(city) - BEHIND, 2)
                if (division.prominence if division.prominence is not None else prominence(division)) > limit:
                    division.prominence = limit


def _divisions_around(world: World, place: Entity) -> list[Entity]:
    around = []
    for kind, to in sorted(place.relations):
        division = world.entities.get(to)
        if kind == "part_of" and division is not None and division.kind in ("admin1", "admin2"):
            around += [division, *_divisions_around(world, division)]
    return around


def prominence(entity: Entity) -> float:
    """What the compiler computes for places (`rust/core/src/compile/prominence.rs`)."""
    size = math.log(max(entity.population or 0, 50) / 100)
    of_kind = {
        "populated_place": 0.6 * size,
        "admin1": 1.5 + 0.4 * max(size, 0.0),
        "admin2": 0.4 * max(size, 0.0),
    }
    return of_kind[entity.kind] + any(kind == "capital_of" for kind, _ in entity.relations)


def merge_twins(world: World) -> None:
    """Makes one of two entries of a town; the one with more inhabitants stays, with the names of both."""
    twins: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for place in world.of_kind("populated_place"):
        above = next((to for kind, to in sorted(place.relations) if kind == "part_of"), "")
        twins[clean.same(place.canonical or ""), above].append(place)
    for _, places in sorted(twins.items()):
        places.sort(key=lambda place: (-(place.population or 0), place.id))
        for place in places[1:]:
            here = place.lat or 0.0, place.lon or 0.0
            known = next(p for p in places if p.id in world.entities and distance(p, here) < NEAR)
            if known is not place:
                _absorb(world, known, place)


def _absorb(world: World, known: Entity, twin: Entity) -> None:
    for key, name in twin.names.items():
        there = known.names.setdefault(key, name)
        if NAME_KINDS.index(name.kind) < NAME_KINDS.index(there.kind):
            there.kind = name.kind
    known.relations |= twin.relations
    del world.entities[twin.id]
    world.same[twin.id] = known.id
