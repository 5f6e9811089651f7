"""fundus: names of news publishers by country, read out of its source text without running it."""

from __future__ import annotations

import ast

from world.lock import Archive
from world.model import World
from world.text import slug

SOURCE = "fundus"

# Folder names of the package that are not ISO 3166-1 alpha-2.
FOLDERS = {"uk": "GB", "ind": "IN", "isl": "IS"}


def read(world: World, archive: Archive) -> None:
    taken = {text for entity in world.of_kind("media") for text in entity.texts()}
    for member in archive.names("fundus/publishers/", "/__init__.py"):
        folder = member.split("/")[2]
        iso3 = world.iso3_of.get(FOLDERS.get(folder, folder.upper()))
        if not iso3:
            continue
        for name in publishers(archive.text(member)):
            entity = world.entities.get(f"media:{slug(name)}")
            if entity is None and name in taken:
                continue  # A curated one under another id.
            entity = world.entity(f"media:{slug(name)}", "media", SOURCE)
            entity.canonical = entity.canonical or name
            entity.add_name(name, "", "preferred", source=SOURCE)
            entity.country = entity.country or iso3
            entity.add_relation("of_country", f"country:{iso3}")
            entity.add_code(iso3 + "MED")


def publishers(source: str) -> list[str]:
    """The `name` of each `Publisher(...)` call in a module.

    >>> publishers('class DE(PublisherGroup):\\n    Bild = Publisher(name="Bild", domain="https://www.bild.de/")')
    ['Bild']
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Publisher":
            for keyword in node.keywords:
                if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                    found.append(str(keyword.value.value))
    return sorted(found)
