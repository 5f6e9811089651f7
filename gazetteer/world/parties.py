"""Political parties from the Factbook, with their acronyms."""

from __future__ import annotations

import math
import re

from world.factbook import SOURCE, field, files
from world.lock import Archive
from world.model import Entity, World
from world.text import plain, slug

# Where English is written so that it is the Labour Party, whatever the Factbook writes.
BRITISH = frozenset({"GBR", "IRL", "MLT", "NZL", "ZAF"})

_NOTE = re.compile(
    r"^(?:note\b|other\b|none\b|no \b|an? |there |in |the following|independents?$|.*\bparties?\b.*\bban)", re.I
)
_REMARK = re.compile(
    r"\s*\((?:[^()]*(?:coalition|alliance incl|includ|electoral|formerly|dissolved|banned|\d{4})[^()]*)\)"
)
_TWO_SPELLINGS = re.compile(r"^(\w+) \((\w+)\) Party\b")


def read(world: World, archive: Archive) -> None:
    regions = {plain(text) for entity in world.of_kind("country", "admin1", "region") for text in entity.texts()}
    for iso3, data in files(world, archive):
        country = world.entities[f"country:{iso3}"]
        for line in field(data, "Government", "Political parties").split("\n"):
            if iso3 in BRITISH:
                line = line.replace("Labor", "Labour")
            names, acronyms = party_names(line)
            if not names or len(names[0]) < 4:
                continue
            entity = world.entity(f"party:{iso3}:{slug(names[0])}", "party", SOURCE)
            entity.canonical = entity.canonical or names[0]
            entity.add_name(names[0], "en", "preferred", source=SOURCE)
            for text in names[1:]:
                # "Alliance Party (Northern Ireland)" says where it stands.
                if plain(text) not in regions:
                    entity.add_name(text, "", source=SOURCE)
            entity.prominence = entity.prominence or prominence(country)
            for text in acronyms:
                entity.add_name(text, "", "acronym", source=SOURCE)
            entity.country = iso3
            entity.add_relation("of_country", country.id)
            # The role part says party; whether it governs depends on the day and is known of its leaders only.
            entity.add_code(country.codes[0]["code"] + "PTY")


def prominence(country: Entity) -> float:
    """Hundreds of small parties: known as such, but not before a place or a person of the same name. Of two parties of
    one name that of the larger country is meant.
    """
    millions = (country.population or 0) / 1e6
    return round(min(0.5 + 0.45 * math.log(max(millions, 1.0)), 3.5), 2)


def party_names(line: str) -> tuple[list[str], list[str]]:
    """Full names and acronyms of one line.

    >>> party_names("Liberal Democratic Party or LDP")
    (['Liberal Democratic Party'], ['LDP'])
    >>> party_names("Felicity Party (Saadet Party) or SP")
    (['Felicity Party', 'Saadet Party'], [])
    >>> party_names("National Rally or RN (formerly National Front or FN)")
    (['National Rally'], [])
    >>> party_names("Labor (Labour) Party or Labour")
    (['Labor Party', 'Labour Party', 'Labour'], [])
    >>> party_names("Botswana National Front or BNF [Duma BOKO]")
    (['Botswana National Front'], ['BNF'])
    >>> party_names("note: the Democratic Alliance is a coalition")
    ([], [])
    """
    line = _TWO_SPELLINGS.sub(r"\1 Party or \2 Party", line.strip(" :;*"))
    if not line or _NOTE.match(line) or len(line) > 160:
        return [], []
    names: list[str] = []
    acronyms: list[str] = []
    # Brackets name the leader.
    line = re.sub(r"\[[^\]]*\]?", "", _REMARK.sub("", line))
    for part in re.split(r" or |[()]", line):
        text = part.strip(" ,:;*'\"")
        if not text or text.lower() in ("or", "also"):
            continue
        if is_acronym(text):
            acronyms.append(text)
        elif re.fullmatch(r"[A-Z]{1,2}", text):
            continue
        elif len(text) > 3 and text[0].isupper() and len(text) < 90:
            names.append(text)
    return names, acronyms if names else []


def is_acronym(text: str) -> bool:
    """Two capitals are left out: too many things are called so.

    >>> is_acronym("LDP"), is_acronym("HDZ-BiH"), is_acronym("Yabloko"), is_acronym("AfD"), is_acronym("MoDem")
    (True, True, False, True, False)
    """
    capitals = sum(char.isupper() for char in text)
    return " " not in text and 3 <= len(text) <= 10 and capitals >= 2 and capitals * 2 > len(text)
