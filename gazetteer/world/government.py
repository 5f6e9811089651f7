"""Governments and their regular organs, made from the names and adjectives of each state.

Irregular ones (Kremlin, Bundestag, Pentagon) are curated. What is made here is what any newspaper says of any state:
"the Japanese government", "Russia's Defence Ministry", "the Kenyan army".
"""

from __future__ import annotations

import math
import re
from collections import Counter

from world.factbook import field, files
from world.lock import Archive
from world.model import Entity, World

SOURCE = "generated"

# Organ -> kind, code, names after an adjective, names before "of <state>", of which the first is the canonical one.
# Written small: the case policy `initial` then asks for the capitals of the state's part alone.
ORGANS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "foreign-affairs": (
        "ministry", "GOV",
        ("foreign ministry", "ministry of foreign affairs"),
        ("Ministry of Foreign Affairs", "Foreign Ministry"),
    ),
    "defence": (
        "ministry", "MIL",
        ("defence ministry", "defense ministry", "ministry of defence", "ministry of defense"),
        ("Ministry of Defence", "Ministry of Defense", "Defence Ministry", "Defense Ministry"),
    ),
    "interior": (
        "ministry", "GOV",
        ("interior ministry", "ministry of internal affairs"),
        ("Ministry of the Interior", "Interior Ministry", "Ministry of Internal Affairs"),
    ),
    "finance": ("ministry", "GOV", ("finance ministry",), ("Ministry of Finance", "Finance Ministry")),
    "legislature": ("legislature", "LEG", ("parliament",), ("Parliament",)),
    "military": (
        "military", "MIL",
        ("armed forces", "military", "army", "navy", "air force", "troops"),
        ("Armed Forces", "Army"),
    ),
    "police": ("police", "COP", ("police", "national police", "police force"), ("Police",)),
    "court": ("court", "JUD", ("supreme court",), ("Supreme Court",)),
}  # fmt: skip

# Adjectives that the Factbook leaves out. A curated one is added by `curated/adjectives.tsv`.
MORE_ADJECTIVES = {
    "ARE": ("UAE",), "ARG": ("Argentinian",), "CIV": ("Ivorian",), "COD": ("DR Congo",), "CPV": ("Cape Verdean",),
    "GBR": ("UK", "U.K."), "HRV": ("Croat",), "KAZ": ("Kazakh",), "KGZ": ("Kyrgyz",), "KOR": ("South Korean",),
    "LUX": ("Luxembourgish",), "MKD": ("North Macedonian",), "PHL": ("Filipino",), "PRK": ("North Korean",),
    "PSE": ("Palestinian",), "SGP": ("Singaporean",), "SRB": ("Serb",), "SVN": ("Slovene",), "TJK": ("Tajik",),
    "TKM": ("Turkmen",), "TWN": ("Taiwanese",), "USA": ("US", "U.S."), "UZB": ("Uzbek",), "VAT": ("Vatican",),
    "XKX": ("Kosovar", "Kosovo"),
}  # fmt: skip
MORE_DEMONYMS = {
    "KOR": ("South Korean", "South Koreans"), "PRK": ("North Korean", "North Koreans"),
    "PSE": ("Palestinian", "Palestinians"), "KAZ": ("Kazakh", "Kazakhs"), "UZB": ("Uzbek", "Uzbeks"),
    "TJK": ("Tajik", "Tajiks"), "TKM": ("Turkmen", "Turkmens"), "TWN": ("Taiwanese",), "XKX": ("Kosovar", "Kosovars"),
    "ARG": ("Argentinian", "Argentinians"), "BRA": ("Brazilians",), "FRA": ("French",), "NLD": ("Dutch",),
    "ESP": ("Spanish",), "CIV": ("Ivorian", "Ivorians"), "PHL": ("Filipina", "Filipinas"), "BFA": ("Burkinabes",),
    "SUN": ("Soviet", "Soviets"), "YUG": ("Yugoslav", "Yugoslavs"), "CSK": ("Czechoslovak", "Czechoslovaks"),
    "DDR": ("East German", "East Germans"),
}  # fmt: skip
MORE_ADJECTIVES |= {"SUN": ("Soviet",), "YUG": ("Yugoslav",), "CSK": ("Czechoslovak",), "DDR": ("East German",)}

# A name of a chamber that so many states share says nothing without the state.
_SHARED = 3


def add_adjectives(world: World) -> None:
    for kind, table in (("adjective", MORE_ADJECTIVES), ("demonym", MORE_DEMONYMS)):
        for iso3, texts in table.items():
            for text in texts:
                world.entities[f"country:{iso3}"].add_name(text, "en", kind, source=SOURCE)


class Curated:
    """The organs that are written by hand, so that "Russian Armed Forces" does not become a second army.

    An organ is the same if state, kind and one of the names agree; a name alone joins nothing.
    """

    def __init__(self, world: World) -> None:
        self._organs: dict[tuple[str, str], list[Entity]] = {}
        for entity in sorted(world.entities.values(), key=lambda e: e.id):
            if entity.source == "curated" and entity.country:
                self._organs.setdefault((entity.country, entity.kind), []).append(entity)

    def get(self, key: tuple[str, str], names: list[str]) -> Entity | None:
        wanted = {name.casefold() for name in names}
        for entity in self._organs.get(key, []):
            if not wanted.isdisjoint(text.casefold() for text in entity.texts()):
                return entity
        return None


def read(world: World, archive: Archive) -> None:
    chambers = read_chambers(world, archive)
    organs = _add_organs(world, {iso3: names for (iso3, slug), names in chambers.items() if not slug})
    _add_chambers(world, chambers, organs)


def _add_organs(world: World, parliaments: dict[str, list[str]]) -> dict[str, str]:
    """Makes the organs; gives the id under which each stands, which is another where a curated one is the same."""
    shared, curated = _shared_adjectives(world), Curated(world)
    organs: dict[str, str] = {}
    for country in sorted(world.of_kind("country"), key=lambda e: e.id):
        iso3 = country.ids.get("iso3", "")
        if not iso3 or country.source == "rigour" or iso3 in ("SCG", "ANT"):
            continue  # States of the past have no news.
        state, adjectives = short_name(country), english_adjectives(country, shared)
        government = world.entity(f"gov:{iso3}", "government", SOURCE)
        government.canonical = f"Government of {state}"
        government.add_name(government.canonical, "en", "preferred", source=SOURCE)
        for adjective in adjectives:
            for noun in ("government", "administration", "cabinet", "authorities"):
                government.add_name(f"{adjective} {noun}", "en", source=SOURCE, case="initial")
        government.add_relation("government_of", country.id)
        _finish(government, country, iso3 + "GOV")
        for slug, (kind, code, after_adjective, before_of) in ORGANS.items():
            full = [f"{noun} of {state}" for noun in before_of]
            short = [f"{adjective} {noun}" for adjective in adjectives for noun in after_adjective]
            organ_id = f"{kind}:{iso3}" + (f":{slug}" if kind == "ministry" else "")
            same = [*full, *(f"{adjective} {after_adjective[0]}" for adjective in adjectives)]
            if kind == "legislature":
                names = parliaments.get(iso3, [])
                same += [*names, *(f"{adjective} {name}" for adjective in adjectives for name in names)]
            organ = curated.get((iso3, kind), same) or world.entity(organ_id, kind, SOURCE)
            organ.canonical = organ.canonical or full[0]
            organ.add_name(full[0], "en", "preferred" if organ.canonical == full[0] else "alias", source=SOURCE)
            for text in full[1:]:
                organ.add_name(text, "en", source=SOURCE)
            for text in short:
                organ.add_name(text, "en", source=SOURCE, case="initial")
            organ.add_relation("part_of", government.id)
            if shared.issuperset(adjectives):
                organ.prominence = organ.prominence or _prominence(country)
            _finish(organ, country, iso3 + code)
            organs[organ_id] = organ.id
    return organs


def _finish(entity: Entity, country: Entity, code: str) -> None:
    entity.country = country.country
    entity.add_relation("of_country", country.id)
    if not entity.codes:
        entity.add_code(country.codes[0]["code"] + code[3:])


def _prominence(country: Entity) -> float:
    """Of organs of one name, those of the larger state: "Dominican troops" are mostly of the Dominican Republic."""
    millions = (country.population or 0) / 1e6
    return round(3.5 + 0.25 * math.log(max(millions, 0.01)), 2)


def short_name(country: Entity) -> str:
    """With the article that English wants: "Government of the Netherlands"."""
    name = country.canonical or country.id
    wants = r"(?:Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles|Solomon|Marshall|Central African)"
    wants += r"|(?:United |.*Republic|.* Islands)"
    return f"the {name}" if re.match(wants, name) and not name.startswith("The ") else name.replace("The ", "the ", 1)


def _shared_adjectives(world: World) -> set[str]:
    """Those of two states, such as "Korean" and "Guinean"."""
    count = Counter(
        text for country in world.of_kind("country") if country.source != "rigour" for text in _adjectives(country)
    )
    return {text for text, states in count.items() if states > 1}


def _adjectives(country: Entity) -> set[str]:
    return {n.text for n in country.names.values() if n.kind == "adjective" and n.lang == "en"}


def english_adjectives(country: Entity, shared: set[str]) -> list[str]:
    """Its own ones, else the shared ones, else its name: "Vatican police", "New Zealand army"."""
    found = _adjectives(country)
    return sorted(found - shared or found) or [country.canonical or ""]


def read_chambers(world: World, archive: Archive) -> dict[tuple[str, str], list[str]]:
    """State and "", ":lower" or ":upper" -> names of its parliament or that chamber of it."""
    found = {}
    for iso3, data in files(world, archive):
        if world.entities[f"country:{iso3}"].kind == "country":
            for slug, heading, label in (
                ("", "Legislative branch", "legislature name"),
                (":lower", "Legislative branch - lower chamber", "chamber name"),
                (":upper", "Legislative branch - upper chamber", "chamber name"),
            ):
                names = chamber_names(field(data, "Government", heading, label))
                if names:
                    found[iso3, slug] = names
    return found


def _add_chambers(world: World, chambers: dict[tuple[str, str], list[str]], organs: dict[str, str]) -> None:
    """Adds the names of parliaments and their chambers, where they are not the same in many states."""
    curated = Curated(world)
    states_of: dict[str, set[str]] = {}
    for (iso3, _), names in chambers.items():
        for name in names:
            states_of.setdefault(name, set()).add(iso3)
    shared = _shared_adjectives(world)
    for (iso3, slug), names in sorted(chambers.items()):
        country = world.entities[f"country:{iso3}"]
        adjectives = english_adjectives(country, shared)
        key = f"legislature:{iso3}{slug}"
        names_with_state = [*names, *(f"{adjective} {names[0]}" for adjective in adjectives)]
        known = world.entities.get(organs.get(key, "")) if not slug else None
        entity = curated.get((iso3, "legislature"), names_with_state) or known
        entity = entity or world.entity(key, "legislature", "factbook")
        own = any(word in names[0] for word in (*adjectives, country.canonical or ""))
        specific = own or (len(states_of[names[0]]) < _SHARED and names[0] not in COMMON_CHAMBERS)
        if entity.source != "curated":
            entity.canonical = names[0] if specific else f"{names[0]} of {short_name(country)}"
            entity.add_name(entity.canonical, "en", "preferred", source="factbook")
        for name in names:
            if len(states_of[name]) < _SHARED and name not in COMMON_CHAMBERS:
                entity.add_name(name, "en" if name == names[0] else "", source="factbook")
        if not own:
            for adjective in adjectives:
                entity.add_name(f"{adjective} {names[0]}", "en", source="factbook", case="initial")
        if slug and organs[f"legislature:{iso3}"] != entity.id:
            entity.add_relation("part_of", organs[f"legislature:{iso3}"])
            _finish(entity, country, iso3 + "LEG")


# One word that is no name by itself.
COMMON_CHAMBERS = frozenset(
    {"Parliament", "Congress", "Senate", "Assembly", "Diet", "Parlament", "Parlement", "Congreso", "Senado", "Majles"}
)


def chamber_names(text: str) -> list[str]:
    """The English name, then others.

    >>> chamber_names("National Diet (Kokkai)"), chamber_names("Legislative Council or LegCo")
    (['National Diet', 'Kokkai'], ['Legislative Council', 'LegCo'])
    >>> chamber_names("Parliament of Canada - Parlement du Canada")
    ['Parliament of Canada', 'Parlement du Canada']
    """
    text = re.sub(r"\(.*?\)\)|;.*", "", text)
    parts = re.split(r" - | or |/|[()]", text)
    return [p for part in parts if (p := part.strip().removeprefix("The ").removeprefix("the ")) and len(p) > 2]
