"""rigour: Wikidata ids of countries and divisions, English names of divisions, and the states of the past.

`words` has its spellings of given names. Its long lists of spellings of territories are left alone: they were gathered
for cleaning forms, and hold "London" for the United Kingdom.
"""

from __future__ import annotations

import json
from typing import Any

from world.lock import Archive
from world.model import World

SOURCE = "rigour"


def read(world: World, archive: Archive) -> None:
    rows = [json.loads(line) for line in archive.text("rigour/data/territories/data.jsonl").splitlines()]
    ids = {row["code"]: _id(world, row) for row in rows}
    for row in rows:
        id = ids[row["code"]]
        if id is None:
            continue
        if row.get("is_historical"):
            _add_historical(world, row, id, [ids.get(c) for c in row.get("successors", [])])
        entity = world.entities.get(id)
        if entity is None:
            continue
        entity.ids["wikidata"] = row["qid"]
        if id.startswith("country:"):
            entity.add_name(row["full_name"], "en", source=SOURCE)
        else:
            name = row["name"].split(" (")[0]
            entity.canonical = name
            entity.add_name(name, "en", "preferred", source=SOURCE)


def _id(world: World, row: dict[str, Any]) -> str | None:
    """The entity a row speaks of: by its ISO code, never by its name."""
    code = row["code"].upper()
    if code in world.iso3_of:
        return f"country:{world.iso3_of[code]}"
    if row.get("is_historical") and "alpha3" in row:
        return f"country:{row['alpha3'].upper()}"
    if row.get("is_historical"):
        return f"wikidata:{row['qid']}"
    division = world.division_of.get(code)
    return division.id if division else None


def _add_historical(world: World, row: dict[str, Any], id: str, successors: list[str | None]) -> None:
    entity = world.entity(id, "country" if id.startswith("country:") else "admin1", SOURCE)
    if not id.startswith("country:"):
        entity.add_relation("part_of", "country:SUN")  # The republics of the Soviet Union.
    entity.canonical = row["name"]
    entity.add_name(row["name"], "en", "preferred", source=SOURCE)
    entity.add_name(row["full_name"], "en", source=SOURCE)
    for text in row["names_strong"]:
        text = text.split(" (")[0]
        if text.isupper() and len(text) > 5:
            text = text.title().replace("Ssr", "SSR")
        entity.add_name(text, source=SOURCE, kind="acronym" if text.isupper() else "alias")
    if "alpha3" in row:
        entity.ids["iso3"] = row["alpha3"].upper()
        entity.country = row["alpha3"].upper()
        entity.add_code(row["alpha3"].upper())
    for successor in successors:
        if successor and successor != id:
            world.successions.append((successor, id))
