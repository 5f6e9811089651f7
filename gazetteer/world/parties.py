"""Political parties from the Factbook, with their acronyms."""

from __future__ import annotations

import re

from world.factbook import SOURCE, field, files
from world.lock import Archive
from world.model import World
from world.text import slug

_NOTE = re.compile(
    r"^(?:note\b|other\b|none\b|no \b|an? |there |in |the following|independents?$|.*\bparties?\b.*\bban)", re.I
)
_REMARK = re.compile(
    r"\s*\((?:[^()]*(?:coalition|alliance incl|includ|electoral|formerly|dissolved|banned|\d{4})[^()]*)\)"
)


def read(world: World, archive: Archive) -> None:
    for iso3, data in files(world, archive):
        country = world.entities[f"country:{iso3}"]
        for line in field(data, "Government", "Political parties").split("\n"):
            names, acronyms = party_names(line)
            if not names or len(names[0]) < 4:
                continue
            entity = world.entity(f"party:{iso3}:{slug(names[0])}", "party", SOURCE)
            entity.canonical = entity.canonical or names[0]
            entity.add_name(names[0], "en", "preferred", source=SOURCE)
            for text in names[1:]:
                entity.add_name(text, "", source=SOURCE)
            # Hundreds of small parties; known as such, but not before a place or a person of the same name.
            entity.prominence = entity.prominence or 2.0
            for text in acronyms:
                entity.add_name(text, "", "acronym", source=SOURCE)
            entity.country = iso3
            entity.add_relation("of_country", country.id)
            # The role part says party; whether it governs depends on the day and is known of its leaders only.
            entity.add_code(country.codes[0]["code"] + "PTY")


def party_names(line: str) -> tuple[list[str], list[str]]:
    """Full names and acronyms of one line.

    >>> party_names("Liberal Democratic Party or LDP")
    (['Liberal Democratic Party'], ['LDP'])
    >>> party_names("Felicity Party (Saadet Party) or SP")
    (['Felicity Party', 'Saadet Party'], [])
    >>> party_names("National Rally or RN (formerly National Front or FN)")
    (['National Rally'], [])
    >>> party_names("note: the Democratic Alliance is a coalition")
    ([], [])
    """
    line = line.strip(" :;*")
    if not line or _NOTE.match(line) or len(line) > 160:
        return [], []
    names: list[str] = []
    acronyms: list[str] = []
    for part in re.split(r" or |[()\[\]]", _REMARK.sub("", line)):
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
