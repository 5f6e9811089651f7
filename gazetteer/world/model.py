"""Entities and lexemes while they are being gathered, and the JSON lines that come out.

The lines are those of `rust/core/src/gazetteer/model.rs`. A source asks the `World` for an entity by its id, adds what
it knows, and never overwrites what an earlier source said: the order of the sources in `world.plan` is their priority.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from world.text import squeeze

NAME_KINDS = (
    "preferred", "short", "exonym", "alias", "acronym", "demonym", "adjective", "historical", "transcription",
    "nickname", "abbreviation",
)  # fmt: skip
"""From the most to the least telling: of two statements about one spelling, the earlier kind stays."""

FORMS = ("demonym", "adjective")
"""Kept beside another kind of the same spelling: "Malaysian" is a person and an adjective."""

RELATIONS = ("capital_of", "part_of", "government_of", "seat_of", "member_of", "successor_of", "of_country")
MARKS = ("common_word", "given_name", "surname", "place_word")


@dataclass
class Name:
    text: str
    lang: str
    kind: str
    source: str
    start: str | None = None
    end: str | None = None
    via: str | None = None
    case: str | None = None


@dataclass
class Entity:
    """Everything known of one thing. `add_name` and its like return nothing and accept repetition."""

    id: str
    kind: str
    source: str
    names: dict[tuple[str, str, str], Name] = field(default_factory=dict)
    canonical: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    population: int | None = None
    prominence: float | None = None
    roles: list[dict[str, str]] = field(default_factory=list)
    relations: set[tuple[str, str]] = field(default_factory=set)
    codes: list[dict[str, str]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def add_name(
        self,
        text: str,
        lang: str = "",
        kind: str = "alias",
        *,
        source: str,
        start: str | None = None,
        end: str | None = None,
        via: str | None = None,
        case: str | None = None,
    ) -> None:
        """Adds a spelling. The first preferred English one becomes the canonical name unless `canonical` is set."""
        if kind not in NAME_KINDS:
            raise ValueError(f"{self.id}: {kind!r} is not a kind of name; use one of {', '.join(NAME_KINDS)}")
        text = squeeze(text)
        if not text:
            return
        key = (text, lang, kind if kind in FORMS else "")
        known = self.names.get(key)
        if known is None:
            self.names[key] = Name(text, lang, kind, source, start, end, via, case)
        elif NAME_KINDS.index(kind) < NAME_KINDS.index(known.kind):
            known.kind = kind
        if self.canonical is None and kind == "preferred" and lang in ("en", ""):
            self.canonical = text

    def add_relation(self, kind: str, to: str) -> None:
        if kind not in RELATIONS:
            raise ValueError(f"{self.id}: {kind!r} is not a relation; use one of {', '.join(RELATIONS)}")
        self.relations.add((kind, to))

    def add_code(self, code: str, scheme: str = "cameo", start: str | None = None, end: str | None = None) -> None:
        row = {"scheme": scheme, "code": code}
        row |= {key: value for key, value in (("from", start), ("to", end)) if value}
        if row not in self.codes:
            self.codes.append(row)

    def add_role(
        self, office: str, of: str, code: str | None = None, start: str | None = None, end: str | None = None
    ) -> None:
        row = {"office": office, "of": of}
        row |= {key: value for key, value in (("code", code), ("from", start), ("to", end)) if value}
        if row not in self.roles:
            self.roles.append(row)

    def texts(self) -> set[str]:
        return {name.text for name in self.names.values()}

    def to_json(self) -> dict[str, object]:
        """The entity as the compiler reads it, with every list in a fixed order."""
        row: dict[str, object] = {"id": self.id, "kind": self.kind}
        names = [self._name(name) for name in self._ordered()]
        if names and "kind" not in names[0]:
            # What is shown is the first preferred one.
            names[0]["kind"] = "preferred"
        row["names"] = names
        place: dict[str, object] = {}
        if self.lat is not None and self.lon is not None:
            place |= {"lat": round(self.lat, 4), "lon": round(self.lon, 4)}
        if self.country:
            place["country"] = self.country
        if self.population:
            place["population"] = self.population
        if place:
            row["place"] = place
        if self.roles:
            row["roles"] = sorted(self.roles, key=lambda r: (r.get("from", ""), r["of"], r["office"], r.get("to", "")))
        if self.relations:
            row["relations"] = [{"kind": kind, "to": to} for kind, to in sorted(self.relations)]
        if self.codes:
            row["codes"] = sorted(self.codes, key=lambda c: (c["scheme"], c.get("from", ""), c["code"]))
        if self.ids:
            row["ids"] = dict(sorted(self.ids.items()))
        if self.prominence is not None:
            row["prominence"] = self.prominence
        row["source"] = self.source
        return row

    def _ordered(self) -> list[Name]:
        # Where a curated table calls the canonical spelling an alias, an English name is better than the first of all
        # languages.
        def key(name: Name) -> tuple[object, ...]:
            is_canonical, is_preferred = name.text == self.canonical, name.kind == "preferred"
            first = (is_canonical and is_preferred, name.lang == "en" and is_preferred, is_canonical)
            return (tuple(not better for better in first), NAME_KINDS.index(name.kind), name.lang, name.text)

        # A spelling of unknown language says nothing beside the same spelling with one.
        tagged = {name.text for name in self.names.values() if name.lang and name.kind not in FORMS}
        return sorted((n for n in self.names.values() if n.lang or n.text not in tagged), key=key)

    def _name(self, name: Name) -> dict[str, str]:
        row = {"text": name.text}
        if name.lang:
            row["lang"] = name.lang
        if name.kind != "alias":
            row["kind"] = name.kind
        optional = (("case", name.case), ("from", name.start), ("to", name.end), ("via", name.via))
        row |= {key: value for key, value in optional if value}
        if name.source != self.source:
            row["source"] = name.source
        return row


class World:
    """All entities by id, all marked words, and the notes that sources leave for the report."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.lexemes: dict[str, set[str]] = {}
        self.notes: list[str] = []
        self.iso3_of: dict[str, str] = {}
        """ISO 3166-1 alpha-2 -> alpha-3 of today's countries and territories."""
        self.scripts_of: dict[str, frozenset[str]] = {}
        """Alpha-2 -> scripts of the country's languages, beside Latin."""
        self.iso3_of_gec: dict[str, str] = {}
        """The codes of the Factbook (GEC, once FIPS 10-4) -> alpha-3."""
        self.capital_names: dict[str, str] = {}
        """Alpha-3 -> the English name of the capital; the place itself is found in `world.capitals`."""
        self.capital_points: dict[str, tuple[float, float]] = {}
        """Alpha-3 -> latitude and longitude of the capital according to the Factbook."""
        self.division_of: dict[str, Entity] = {}
        """ISO 3166-2 -> first-level division."""
        self.places_of: dict[str, list[tuple[float, float, str]]] = {}
        """Alpha-3 -> latitude and longitude of its places, and the id of the first-level division of each."""
        self.same: dict[str, str] = {}
        """Ids of a source that turned out to be those of an entity under another id -> that id."""
        self.successions: list[tuple[str, str]] = []
        """Successor and predecessor, linked when all are known."""
        self.attributions: list[dict[str, object]] = []

    def entity(self, id: str, kind: str, source: str) -> Entity:
        """The entity of that id, made if there is none yet; an existing one keeps its kind and its source."""
        found = self.entities.get(id)
        if found is None:
            found = self.entities[id] = Entity(id, kind, source)
        return found

    def rename(self, entity: Entity, id: str) -> None:
        """Gives an entity another id, under which it is found from now on; links to the old one are led there."""
        del self.entities[entity.id]
        self.same[entity.id] = id
        entity.id = id
        self.entities[id] = entity

    def mark(self, word: str, mark: str) -> None:
        if mark not in MARKS:
            raise ValueError(f"{mark!r} is not a mark; use one of {', '.join(MARKS)}")
        self.lexemes.setdefault(word.lower(), set()).add(mark)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def of_kind(self, *kinds: str) -> Iterator[Entity]:
        return (entity for entity in self.entities.values() if entity.kind in kinds)

    def lines(self) -> Iterator[str]:
        """The source file, line by line: entities by id, then lexemes by word, then where it all comes from."""
        self._follow_same()
        for _, entity in sorted(self.entities.items()):
            if entity.names:
                yield dump(entity.to_json())
        for word, marks in sorted(self.lexemes.items()):
            yield dump({"lexeme": word, "marks": sorted(marks)})
        yield from map(dump, self.attributions)

    def _follow_same(self) -> None:
        for entity in self.entities.values():
            entity.relations = {(kind, self.same.get(to, to)) for kind, to in entity.relations}
            for role in entity.roles:
                role["of"] = self.same.get(role["of"], role["of"])


def dump(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)
