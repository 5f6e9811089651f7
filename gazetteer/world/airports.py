"""airportsdata: airports with an IATA code that are international by name or known everywhere, in English."""

from __future__ import annotations

import csv
import io

from world.lock import Archive
from world.model import World

SOURCE = "airportsdata"

INTERNATIONAL = ("International", "Intl", "Intcntl", "Intercontinental")
# Airports of world rank; many of them are not "International" by name. Who says Heathrow or Haneda means them, and not
# the town of that name.
MAJOR = frozenset("""
    AMS ARN ATH ATL AUS AYT BCN BER BEY BKK BNA BOG BOS BRU BVA BWI CAI CCS CDG CGH CGK CGN CIA CPH CRL DAL DCA DEL DEN
    DFW DME DMK DOH DTW DUB DXB EDI EWR EZE FCO FRA GIG GLA GMP GRU GVA HAM HAV HEL HHN HKG HND HOU IAD IAH ICN IKA
    IST ITM JFK KBL KBP KEF KIX KUL LAX LBG LCY LED LGA LGW LHR LIN LIS LTN LYS MAD MAN MCO MDW MEX MIA MJI MNL MRS
    MSP MUC MXP NBO NCE NCL NRT NYO OAK ORD ORY OSL OTP PEK PHL PHX PKX PRG PVG SAW SEA SFO SHA SIN SNN SOF STN STR
    SVO SYD TIP TLL TLS TLV TPE TXL VIE VKO WAW YUL YVR YYZ ZAG ZIA ZRH BEG LPL DUS GYD
""".split())  # fmt: skip
MAJOR_PROMINENCE = 4.0


def read(world: World, archive: Archive) -> None:
    for row in csv.DictReader(io.StringIO(archive.text("airportsdata/airports.csv"))):
        iso3 = world.iso3_of.get(row["country"])
        if (
            not row["iata"]
            or not iso3
            or not (row["iata"] in MAJOR or any(word in row["name"] for word in INTERNATIONAL))
        ):
            continue
        entity = world.entity(f"airport:{row['iata']}", "facility", SOURCE)
        entity.canonical = row["name"]
        entity.add_name(row["name"], "en", "preferred", source=SOURCE)
        if "Airport" not in row["name"] and not row["name"].endswith(
            ("Base", "Field", "Airfield", "Aerodrome", "Heliport")
        ):
            entity.add_name(f"{row['name']} Airport", "en", source=SOURCE)
        for name in short_forms(row["name"]):
            entity.add_name(name, "en", source=SOURCE)
        if row["iata"] in MAJOR:
            entity.prominence = MAJOR_PROMINENCE
        entity.add_name(row["iata"], "", "abbreviation", source=SOURCE)
        entity.lat, entity.lon, entity.country = float(row["lat"]), float(row["lon"]), iso3
        entity.ids |= {"iata": row["iata"]} | ({"icao": row["icao"]} if row["icao"] else {})


def short_forms(name: str) -> list[str]:
    """What the press calls it, in whose prose an airport is hardly ever "International".

    >>> short_forms("Sheremetyevo International Airport"), short_forms("Dublin Airport")
    (['Sheremetyevo Airport'], [])
    """
    short = [word for word in name.split() if word not in INTERNATIONAL]
    plain = len(short) > 1 and short[-1] == "Airport" and "/" not in name and "(" not in name
    return [" ".join(short)] if plain and " ".join(short) != name else []


def iata_codes(archive: Archive) -> frozenset[str]:
    """All codes of airports and of cities with several."""
    airports = csv.DictReader(io.StringIO(archive.text("airportsdata/airports.csv")))
    cities = csv.DictReader(io.StringIO(archive.text("airportsdata/iata_macs.csv")))
    return frozenset(row["iata"] for row in airports if row["iata"]) | {row["City Code"] for row in cities}
