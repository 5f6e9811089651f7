"""Which place is the capital of which country, or the seat of its government.

GeoNames gives the capital by name only. The place is the one of that name in that country; of several, one that lies
where the Factbook says that the capital lies.
"""

from __future__ import annotations

import math
from collections import defaultdict

from world.clean import same
from world.geonames import CAPITALS
from world.model import Entity, World

# Towns that a government is named after though another town is the capital, mostly since it sits there. GeoNames ids.
SEATS = {
    95446: "inst:krg",  # Erbil
    160263: "gov:TZA",  # Dar es Salaam
    282239: "inst:palestinian-authority",  # Ramallah
    293397: "gov:ISR",  # Tel Aviv
    425378: "gov:BDI",  # Bujumbura
    2293538: "gov:CIV",  # Abidjan
    2394819: "gov:BEN",  # Cotonou
    2747373: "gov:NLD",  # The Hague
    3911925: "gov:BOL",  # La Paz
    6697380: "gov:MYS",  # Putrajaya
}

FAR = 80.0  # kilometres between two sources' middles of one city


def link(world: World) -> None:
    wanted = {iso3: same(name.strip()) for iso3, name in world.capital_names.items() if name}
    found: dict[str, list[Entity]] = defaultdict(list)
    for place in world.of_kind("populated_place"):
        name = wanted.get(place.country or "")
        if name and any(same(text) == name for text in place.texts()):
            found[place.country or ""].append(place)
    for iso3, name in sorted(wanted.items()):
        if iso3 in CAPITALS:
            candidates = (
                [world.entities[f"geonames:{CAPITALS[iso3]}"]] if f"geonames:{CAPITALS[iso3]}" in world.entities else []
            )
        else:
            candidates = found[iso3]
        point = world.capital_points.get(iso3)
        near = [c for c in candidates if point is None or len(candidates) == 1 or distance(c, point) < FAR]
        if near:
            best = max(near, key=lambda c: (c.population or 0, c.id))
            best.add_relation("capital_of", f"country:{iso3}")
        else:
            world.note(f"capital: no place for {name!r} of {iso3} ({len(candidates)} of that name lie elsewhere)")
    for number, government in SEATS.items():
        world.entities[f"geonames:{number}"].add_relation("seat_of", government)


def distance(entity: Entity, point: tuple[float, float]) -> float:
    """Kilometres on the sphere."""
    lat, lon = math.radians(entity.lat or 0.0), math.radians(entity.lon or 0.0)
    lat2, lon2 = math.radians(point[0]), math.radians(point[1])
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))
