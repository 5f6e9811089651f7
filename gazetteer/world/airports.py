"""airportsdata: international airports with an IATA code, under their English names."""

from __future__ import annotations

import csv
import io

from world.lock import Archive
from world.model import World

SOURCE = "airportsdata"


def read(world: World, archive: Archive) -> None:
    for row in csv.DictReader(io.StringIO(archive.text("airportsdata/airports.csv"))):
        iso3 = world.iso3_of.get(row["country"])
        if (
            not row["iata"]
            or not iso3
            or not any(word in row["name"] for word in ("International", "Intl", "Intercontinental"))
        ):
            continue
        entity = world.entity(f"airport:{row['iata']}", "facility", SOURCE)
        entity.canonical = row["name"]
        entity.add_name(row["name"], "en", "preferred", source=SOURCE)
        if "Airport" not in row["name"] and not row["name"].endswith(
            ("Base", "Field", "Airfield", "Aerodrome", "Heliport")
        ):
            entity.add_name(f"{row['name']} Airport", "en", source=SOURCE)
        entity.add_name(row["iata"], "", "abbreviation", source=SOURCE)
        entity.lat, entity.lon, entity.country = float(row["lat"]), float(row["lon"]), iso3
        entity.ids |= {"iata": row["iata"]} | ({"icao": row["icao"]} if row["icao"] else {})


def iata_codes(archive: Archive) -> frozenset[str]:
    """All codes of airports and of cities with several."""
    airports = csv.DictReader(io.StringIO(archive.text("airportsdata/airports.csv")))
    cities = csv.DictReader(io.StringIO(archive.text("airportsdata/iata_macs.csv")))
    return frozenset(row["iata"] for row in airports if row["iata"]) | {row["City Code"] for row in cities}
