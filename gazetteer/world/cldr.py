"""CLDR through Babel: the names of countries and territories in some 300 languages.

Babel stores each locale as a pickle. They are read with an unpickler that knows only empty stand-ins, so that nothing
of the package is imported or run.
"""

from __future__ import annotations

import io
import pickle
import re
from typing import Any

from world import clean
from world.lock import Archive
from world.model import Entity, World

SOURCE = "cldr"

# What stands in brackets is a name too ("Myanmar (Burma)") unless it tells two countries apart or says whose one is.
NO_SPLIT = {"COD", "COG", "HKG", "MAC", "UMI", "VGB", "VIR", "MAF", "SXM"}

_BRACKETS = re.compile(r"(.+?)\s*[(（](.+?)[)）]")


class _Stub:
    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        pass


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("babel."):
            return _Stub
        raise pickle.UnpicklingError(f"{module}.{name} is not expected in a Babel locale")


def locales(archive: Archive) -> list[tuple[str, dict[str, str]]]:
    """Each locale with its own territory names; a regional one that repeats its parent says nothing new."""
    found = []
    for member in archive.names("babel/locale-data/", ".dat"):
        data = _Unpickler(io.BytesIO(archive.read(member))).load()
        territories = data.get("territories", {})
        if territories:
            locale = member.rsplit("/", 1)[1].removesuffix(".dat").replace("_", "-")
            found.append((locale, {code: name for code, name in territories.items() if isinstance(name, str)}))
    return found


def read(world: World, archive: Archive) -> None:
    for locale, names in locales(archive):
        if locale in ("root", "en-Dsrt"):
            continue
        for code, text in sorted(names.items()):
            iso3 = world.iso3_of.get(code)
            if iso3 and text != code:
                _add(world.entities[f"country:{iso3}"], iso3, locale, text)


def _add(entity: Entity, iso3: str, locale: str, text: str) -> None:
    # A capital locale such as en-AU adds only what the language itself does not say.
    language = locale.split("-")[0]
    if locale != language and (text, language, "") in entity.names:
        return
    entity.add_name(text, locale, "preferred" if (locale != "en") else "alias", source=SOURCE)
    match = _BRACKETS.fullmatch(text)
    if match and iso3 not in NO_SPLIT:
        for part in match.groups():
            if len(part) > 3 and not clean.is_malformed(part):
                entity.add_name(part, locale, source=SOURCE)
    elif match and iso3 in ("HKG", "MAC"):
        entity.add_name(match[1], locale, source=SOURCE)
    if language == "en":
        for old, new in (("&", "and"), ("St.", "Saint"), ("’", "'")):
            if old in text:
                entity.add_name(text.replace(old, new), locale, source=SOURCE)
                text = text.replace(old, new)
