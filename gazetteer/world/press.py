"""Short forms of divisions as the English-language press writes them: "Calif.", "Ont.", "NSW", and "St. Louis".

Postal codes and abbreviations with a full stop are common facts of style guides, written down here; they are
`abbreviation`s, which mean the place only beside other evidence ("Dayton, Ohio", "Paris, TX").
"""

from __future__ import annotations

import re

from world.model import Entity, World

SOURCE = "curated"

# ISO 3166-2 -> forms beside the postal code, which is the second part of the code itself. The Associated Press
# abbreviates no Alaska, Hawaii, Idaho, Iowa, Maine, Ohio, Texas and Utah; others do.
ABBREVIATIONS = {
    "US-AL": "Ala.", "US-AK": "", "US-AZ": "Ariz.", "US-AR": "Ark.", "US-CA": "Calif.|Cal.", "US-CO": "Colo.",
    "US-CT": "Conn.", "US-DE": "Del.", "US-FL": "Fla.", "US-GA": "Ga.", "US-HI": "", "US-ID": "", "US-IL": "Ill.",
    "US-IN": "Ind.", "US-IA": "", "US-KS": "Kan.|Kans.", "US-KY": "Ky.", "US-LA": "La.", "US-ME": "", "US-MD": "Md.",
    "US-MA": "Mass.", "US-MI": "Mich.", "US-MN": "Minn.", "US-MS": "Miss.", "US-MO": "Mo.", "US-MT": "Mont.",
    "US-NE": "Neb.|Nebr.", "US-NV": "Nev.", "US-NH": "N.H.", "US-NJ": "N.J.", "US-NM": "N.M.", "US-NY": "N.Y.",
    "US-NC": "N.C.", "US-ND": "N.D.", "US-OH": "", "US-OK": "Okla.", "US-OR": "Ore.", "US-PA": "Pa.|Penn.",
    "US-RI": "R.I.", "US-SC": "S.C.", "US-SD": "S.D.", "US-TN": "Tenn.", "US-TX": "Tex.", "US-UT": "", "US-VT": "Vt.",
    "US-VA": "Va.", "US-WA": "Wash.", "US-WV": "W.Va.|W. Va.", "US-WI": "Wis.|Wisc.", "US-WY": "Wyo.", "US-DC": "D.C.",
    "CA-AB": "Alta.", "CA-BC": "B.C.", "CA-MB": "Man.", "CA-NB": "N.B.", "CA-NL": "N.L.|Nfld.", "CA-NS": "N.S.",
    "CA-NT": "N.W.T.", "CA-NU": "", "CA-ON": "Ont.", "CA-PE": "P.E.I.|PEI", "CA-QC": "Que.", "CA-SK": "Sask.",
    "CA-YT": "", "AU-NSW": "N.S.W.", "AU-QLD": "Qld", "AU-SA": "", "AU-TAS": "Tas.", "AU-VIC": "Vic.", "AU-WA": "",
    "AU-ACT": "A.C.T.", "AU-NT": "",
}  # fmt: skip

# Abbreviations in common use as names, which need no other evidence.
NAMES = {"US-DC": ("DC", "D.C.", "Washington, D.C.", "Washington, DC", "Washington D.C.", "Washington DC"),
         "AU-NSW": ("NSW",), "CA-PE": ("PEI",), "US-WV": ("W.Va.",), "CA-BC": ("BC", "B.C.")}  # fmt: skip

_VARIANTS = (
    (re.compile(r"^Saint[ -](?=[A-Z])"), ("St. ", "St ")),
    (re.compile(r"^St\.? (?=[A-Z])"), ("Saint ", "St. ", "St ")),
    (re.compile(r"^Sainte[ -](?=[A-Z])"), ("Ste. ", "St. ")),
    (re.compile(r"^Mount (?=[A-Z])"), ("Mt. ", "Mt ")),
    (re.compile(r"^Fort (?=[A-Z])"), ("Ft. ",)),
    (re.compile(r"^Port Saint (?=[A-Z])"), ("Port St. ",)),
)
_COUNTY = re.compile(r"^(.+) (?:County|Parish|Borough|Census Area|Municipality)$")


def read(world: World) -> None:
    for iso, forms in ABBREVIATIONS.items():
        division = world.division_of.get(iso)
        if division is None:
            world.note(f"press: there is no division {iso}")
            continue
        for text in (iso.split("-")[1], *filter(None, forms.split("|"))):
            division.add_name(text, "en", "abbreviation", source=SOURCE, case="exact")
        for text in NAMES.get(iso, ()):
            division.add_name(text, "en", "acronym" if text.isupper() else "alias", source=SOURCE)
    for entity in list(world.of_kind("populated_place", "admin1", "admin2", "facility", "water")):
        if entity.canonical:
            for text in variants(entity.canonical):
                entity.add_name(text, "en", source=SOURCE)
        if entity.kind == "admin2" and entity.country == "USA":
            add_county(entity)


def variants(name: str) -> list[str]:
    """
    >>> variants("Saint-Denis"), variants("Mount Vernon"), variants("St. Louis")
    (['St. Denis', 'St Denis'], ['Mt. Vernon', 'Mt Vernon'], ['Saint Louis', 'St Louis'])
    """
    for pattern, replacements in _VARIANTS:
        match = pattern.match(name)
        if match:
            made = [replacement + name[match.end() :] for replacement in replacements]
            return [text for text in made if text != name]
    return []


def add_county(entity: Entity) -> None:
    """ "Fairfax County" is also "Fairfax Co."; its bare name is an alias already."""
    match = _COUNTY.match(entity.canonical or "")
    if match and (entity.canonical or "").endswith("County"):
        entity.add_name(f"{match[1]} Co.", "en", "abbreviation", source=SOURCE)
