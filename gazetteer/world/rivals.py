"""Names that two bear and one is known by: so that the famous one is found first.

Five classes of errors, each met by a rule and none by a list of names:

- An old or foreign name of a place is the usual name of one that is better known by it: Amman was Philadelphia, Dayton
  Venice, Jerusalem Salem. GeoNames' lists do not say that it is old, and nobody writes it today: it is dropped. One that
  is in use, as Syracuse for Siracusa, is in the curated tables.
- A language of few speakers calls a country by what is elsewhere the name of a city or a division: `Brasilia` is Brazil,
  `Tunis` Tunisia, `England` the United Kingdom; and any language a country that is smaller than the city (`Granada`).
  Such a name is dropped.
- A division around a city bears the city's name (Kherson, Geneva, Tel Aviv) and has more inhabitants, though who names it
  mostly means the city. It becomes a little less prominent than the city, unless the city is but a small part of it,
  as Quebec is.
- A city that the world's news name has namesakes elsewhere, and no more inhabitants than fit: Geneva. It becomes more
  prominent.
- A place is in the list twice, as a town and as its municipality: the same name in the same division a few kilometres
  apart. They become one.
"""

from __future__ import annotations

import math
from collections import defaultdict

from world import clean
from world.capitals import distance
from world.model import NAME_KINDS, Entity, World

# Inhabitants from which a place is known enough to own its name everywhere; from which it owns it beside places that are
# not much larger, and how much larger those may be.
KNOWN = 100_000
TOWN, TOWN_SHARE = 15_000, 0.25
# Kilometres from which two places of one country are not one that is listed twice.
FAR = 100.0
# Kilometres between two entries of one town.
NEAR = 5.0
# Share of a division's inhabitants from which its name means the city; twice that if the city has another name too.
CITY_SHARE = 0.1
# What a capital is more prominent.
CAPITAL = 2.0
# Curated names from which a city is one of the world's news, and how much more prominent it is for that.
NAMES_IN_NEWS, IN_NEWS = 3, 1.0
# A division stands so far behind the city that it is named after, as a natural logarithm.
BEHIND = 0.3

# Languages of much of the world's news; what a country is called in them stays, whoever else is called so.
LANGUAGES_OF_NEWS = frozenset("ar de en es fa fr he hi id it ja ko nl pl pt ru sv tr uk vi zh".split())


# What a place does not share its old name with; `drop_taken` says how.
USUAL = ("preferred", "short", "alias")
GREATER = ("country", "territory", "region", "water", "landform", "facility", "company", "igo", "armed_group", "media")


def drop_borrowed(world: World) -> None:
    """Drops a name from GeoNames' lists where it is the usual one of a place that is better known by it."""
    owners: dict[str, list[Entity]] = defaultdict(list)
    for place in world.of_kind("populated_place", "admin1"):
        if place.population and place.canonical:
            owners[clean.same(place.canonical)].append(place)
    for place in world.of_kind("populated_place"):
        for key, same in _borrowable(place):
            if any(_is_better_known(world, owner, place) for owner in owners.get(same, [])):
                del place.names[key]


def _borrowable(place: Entity) -> list[tuple[tuple[str, str, str], str]]:
    """Aliases of GeoNames that are no part of the place's own name, as Delhi is of New Delhi."""
    own = set(clean.same(place.canonical or "").split())
    aliases = [(key, name) for key, name in place.names.items() if name.kind == "alias" and name.source == "geonames"]
    found = [(key, clean.same(name.text)) for key, name in aliases]
    return [(key, same) for key, same in found if not own.issuperset(same.split())]


def _is_better_known(world: World, owner: Entity, place: Entity) -> bool:
    if owner is place or owner in _divisions_around(world, place):
        return False
    theirs, ours = owner.population or 0, place.population or 0
    if owner.country != place.country:
        return theirs >= KNOWN or (theirs >= TOWN and theirs >= TOWN_SHARE * ours)
    here = place.lat or 0.0, place.lon or 0.0
    return theirs >= max(ours, TOWN) and (owner.kind == "admin1" or distance(owner, here) >= FAR)


def drop_taken(world: World) -> None:
    """Drops a name from GeoNames' lists that is the English one of something better known: a country (a town of New
    Jersey was Turkey), a sea, a curated building or company (Casablanca is a white house, Topeka was Google), a place
    that the curated tables name because of the news (Chornobyl, which is a village elsewhere too), a capital that lies
    within what is called after it (New Delhi in Delhi).
    """
    owners: dict[str, list[Entity]] = defaultdict(list)
    capitals: dict[str, list[Entity]] = defaultdict(list)
    for entity in world.of_kind(*GREATER, "populated_place"):
        usual = {clean.same(entity.canonical or "")}
        is_state = entity.kind in ("country", "territory")
        for name in entity.names.values():
            same = clean.same(name.text)
            own = entity.kind != "populated_place" or name.kind == "preferred" or same in usual
            if name.lang == "en" and name.kind in USUAL and own and (is_state or name.source == "curated"):
                owners[same].append(entity)
        if any(kind == "capital_of" for kind, _ in entity.relations):
            owners[clean.same(entity.canonical or "")].append(entity)
            curated = {clean.same(name.text) for name in entity.names.values() if name.source == "curated"}
            for same in usual | curated:
                capitals[same].append(entity)
    for place in world.of_kind("populated_place"):
        here = place.lat or 0.0, place.lon or 0.0
        for key, same in _borrowable(place):
            for owner in owners.get(same, []):
                rival = owner.kind == "populated_place" and distance(owner, here) >= FAR
                if rival or (owner.kind != "populated_place" and owner.country != place.country):
                    place.names.pop(key, None)
            if any(owner is not place and distance(owner, here) < FAR for owner in capitals.get(same, [])):
                place.names.pop(key, None)


def drop_foreign_country_names(world: World) -> None:
    owners: dict[str, int] = defaultdict(int)
    for place in world.of_kind("populated_place", "admin1"):
        if (place.population or 0) >= KNOWN:
            same = clean.same(place.canonical or "").removesuffix(" city")
            owners[same] = max(owners[same], place.population or 0)
    for country in world.of_kind("country", "territory"):
        english = {clean.same(n.text) for n in country.names.values() if n.lang.split("-")[0] == "en"}
        for key, name in list(country.names.items()):
            same = clean.same(name.text)
            minor = name.lang.split("-")[0] not in LANGUAGES_OF_NEWS
            gives_way = minor or 0 < (country.population or 0) < owners.get(same, 0)
            if name.source == "cldr" and same in owners and same not in english and gives_way:
                del country.names[key]


def drop_taken_by_acronyms(world: World) -> None:
    """Drops what a language of few speakers calls a country where a curated acronym is the same: Iran is Irá."""
    acronyms = {
        clean.same(name.text)
        for entity in world.entities.values()
        for name in entity.names.values()
        if name.source == "curated" and name.kind == "acronym" and name.lang == "en"
    }
    for country in world.of_kind("country", "territory"):
        for key, name in list(country.names.items()):
            minor = name.source == "cldr" and name.lang.split("-")[0] not in LANGUAGES_OF_NEWS
            if minor and clean.same(name.text) in acronyms:
                del country.names[key]


def lower_divisions(world: World) -> None:
    """Puts a division behind the city in it that bears its name; capitals are linked and all names known by then."""
    for city in world.of_kind("populated_place"):
        names = {clean.same(text) for text in city.texts()}
        for division in _divisions_around(world, city):
            shared = names & {clean.same(n.text) for n in division.names.values()}
            if not shared or not city.population or not division.population:
                continue
            usual = clean.same(division.canonical or "")
            share = CITY_SHARE if usual == clean.same(city.canonical or "") else 2 * CITY_SHARE
            if city.population >= share * division.population or usual not in names:
                limit = round(prominence(city) - BEHIND, 2)
                if (division.prominence if division.prominence is not None else prominence(division)) > limit:
                    division.prominence = limit


def raise_cities_of_news(world: World) -> None:
    """Puts cities that the curated tables name in several languages (Geneva, Basra) before their namesakes elsewhere."""
    for city in world.of_kind("populated_place"):
        curated = sum(name.source == "curated" for name in city.names.values())
        capital = any(kind == "capital_of" for kind, _ in city.relations)
        if curated >= NAMES_IN_NEWS and not capital and city.prominence is None:
            city.prominence = round(prominence(city) + IN_NEWS, 2)


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
    return of_kind[entity.kind] + CAPITAL * any(kind == "capital_of" for kind, _ in entity.relations)


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
