"""
The compiled part of entmatch.
"""

import os
import typing
from pathlib import Path
from typing import Any, Final, final

from typing_extensions import CapsuleType

__all__ = [
    "DEBUG_BUILD",
    "Entity",
    "Gazetteer",
    "GazetteerBuilder",
    "Mention",
    "MentionIterator",
    "MentionTable",
    "__version__",
]

DEBUG_BUILD: Final[bool]
"""
True when compiled without optimisation: right answers, slowly.
"""

__version__: Final[str]

@final
class Entity:
    """
    An entity of a gazetteer: a country, a place, an organisation, a person.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def country(self, /) -> str | None:
        """
        ISO 3166-1 alpha-3 of the country that it lies in or belongs to.
        """
    @property
    def id(self, /) -> str:
        """
        Unique and stable: `country:PRK`, `geonames:1871859`.
        """
    @property
    def ids(self, /) -> dict[str, str]:
        """
        Identifiers elsewhere, by scheme: `{"geonames": "1871859"}`.
        """
    @property
    def kind(self, /) -> str:
        """
        What it is: `country`, `populated_place`, `person` ...
        """
    @property
    def lat(self, /) -> float | None:
        """
        Degrees north.
        """
    @property
    def lon(self, /) -> float | None:
        """
        Degrees east.
        """
    @property
    def name(self, /) -> str:
        """
        The canonical name.
        """
    @property
    def names(self, /) -> list[str]:
        """
        Every name as it is written, the canonical one first.
        """
    def names_in(self, /, lang: str) -> list[str]:
        """
        The names in a language (BCP 47), the preferred one first.
        """
    @property
    def population(self, /) -> int | None:
        """
        Inhabitants.
        """
    @property
    def prominence(self, /) -> float | None:
        """
        How often it is meant when it is named: 0 a village, about 10 a large country.
        """
    @property
    def source(self, /) -> str:
        """
        The source of its facts; the attribution of the gazetteer has its terms.
        """
    def to_dict(self, /) -> dict[str, typing.Any]:
        """
        Everything, with kinds, languages, dates and sources of names, roles, relations and codes: the form in which
        `entmatch build` reads entities.
        """

@final
class Gazetteer:
    """
    A compiled gazetteer: immutable, shared by threads, and by processes where it is a file.

    >>> import entmatch
    >>> world = entmatch.Gazetteer.default()
    >>> world["country:PRK"].name
    'North Korea'
    """
    def __contains__(self, entity_id: str, /) -> bool: ...
    def __getitem__(self, entity_id: str, /) -> Entity: ...
    def __len__(self, /) -> int:
        """
        Number of entities.
        """
    def __reduce__(self, /) -> tuple[typing.Any, tuple[str, str]]:
        """
        Pickles as path and digest: the other process maps the same file.
        """
    def __repr__(self, /) -> str: ...
    def by_id(self, /, entity_id: str) -> Entity | None:
        """
        The entity with this id, or None.
        """
    @staticmethod
    def default() -> Gazetteer:
        """
        The gazetteer that comes with the package, opened once.
        """
    @property
    def digest(self, /) -> str:
        """
        Names the content: gazetteers of the same digest are equal.
        """
    def entity(self, /, entity_id: str) -> Entity:
        """
        The entity with this id; raises `KeyError` if there is none.
        """
    @staticmethod
    def from_bytes(data: bytes) -> Gazetteer:
        """
        Takes the bytes of a gazetteer file.
        """
    def ids(self, /) -> list[str]:
        """
        The ids of all entities, sorted.
        """
    def inspect(self, /) -> dict[str, typing.Any]:
        """
        What is in the file, by its own account: provenance, counts, sections, sources with their terms.
        """
    @staticmethod
    def open(path: str | os.PathLike[str]) -> Gazetteer:
        """
        Opens a file by mapping it into memory: it is not read through, and all processes share it.
        """
    @property
    def path(self, /) -> Path | None:
        """
        The file, where there is one.
        """
    def save(self, /, path: str | os.PathLike[str]) -> None:
        """
        Writes the gazetteer to a file, which appears only when it is complete.
        """
    def to_bytes(self, /) -> bytes:
        """
        The bytes of the gazetteer file.
        """
    def verify(self, /) -> dict[str, int]:
        """
        Checks every byte of it, and counts what is inside; raises `GazetteerFormatError` if anything is not sound.
        """

@final
class GazetteerBuilder:
    """
    Collects entities from files and from code, merges those of one id, and compiles them.

    >>> from entmatch import GazetteerBuilder
    >>> builder = GazetteerBuilder()
    >>> builder.add({"id": "org:iaea", "kind": "igo", "names": [{"text": "IAEA"}, {"text": "МАГАТЭ"}]})
    >>> gazetteer = builder.build()
    >>> [match.surface for match in gazetteer.find("Глава МАГАТЭ")]
    ['МАГАТЭ']
    """
    def __len__(self, /) -> int:
        """
        Number of entities so far.
        """
    def __new__(cls, /) -> GazetteerBuilder: ...
    def __repr__(self, /) -> str: ...
    def add(self, /, record: dict[str, typing.Any] | str) -> None:
        """
        Adds an entity, lexeme, agent or attribution: a dict or its JSON text, in the form that `Entity.to_dict` gives.
        An entity with an id that is there already is merged into it.
        """
    def add_name(
        self, /, name: str, id: str | None = None, *, kind: str = "other", lang: str = "", country: str | None = None
    ) -> None:
        """
        Adds one name of an entity, which is made if it is not there.
        """
    def build(self, /, *, title: str = "") -> Gazetteer:
        """
        Compiles what was added into a gazetteer in memory, and empties the builder.
        """
    def read(
        self,
        /,
        path: str | os.PathLike[str],
        *,
        columns: dict[str, str] | None = None,
        values: dict[str, str] | None = None,
        rank: int = 0,
    ) -> None:
        """
        Reads a file: JSON lines (one entity a line), a table with a header (CSV, TSV), or a gazetteer file; any but the
        last compressed with gzip, bzip2 or zstd if it likes. Where two records of one entity disagree, the lower rank
        is right. Records that cannot be used are in the report.

        `columns` says which column of a table holds a field, `values` what a field without a column is.
        """
    def report(self, /) -> dict[str, typing.Any]:
        """
        What was read, and what could not be used and why; after `build`, the report of what was built.
        """
    def write_jsonl(self, /, path: str | os.PathLike[str]) -> None:
        """
        Writes what was added as JSON lines, one record a line, entities by id, in the form that `read` reads; and
        empties the builder.
        """

@final
class Mention:
    """
    One mention of an entity in a text: where, of what, as what, how sure, and why.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def actor_id(self, /) -> str | None:
        """
        The actor meant, where a place or a person stands for one.
        """
    @property
    def alternatives(self, /) -> list[tuple[str, str, float]]:
        """
        What else it could be, the likeliest first: (entity id, name, probability).
        """
    @property
    def chain(self, /) -> int | None:
        """
        Mentions of one document with the same number are of the same entity.
        """
    @property
    def code(self, /) -> str | None:
        """
        The actor code at the document's date: `JPNGOV`.
        """
    @property
    def country(self, /) -> str | None:
        """
        ISO 3166-1 alpha-3.
        """
    @property
    def doc_id(self, /) -> str:
        """
        The document that the mention is in; empty when a single text was given.
        """
    @property
    def end(self, /) -> int:
        """
        Where it ends: `text[start:end] == surface`.
        """
    @property
    def entity_id(self, /) -> str | None:
        """
        The entity; None for a name that the gazetteer does not have.
        """
    @property
    def evidence(self, /) -> list[str]:
        """
        The reasons, each a short phrase.
        """
    @property
    def how(self, /) -> str:
        """
        How the surface led to the entity: `exact`, `transliterated`, `metonym` ...
        """
    @property
    def ids(self, /) -> dict[str, str]:
        """
        Identifiers elsewhere, by scheme: `{"geonames": "1850147"}`.
        """
    @property
    def kind(self, /) -> str | None:
        """
        The entity's kind: `country`, `populated_place`, `person` ...
        """
    @property
    def lat(self, /) -> float | None:
        """
        Degrees north.
        """
    @property
    def lon(self, /) -> float | None:
        """
        Degrees east.
        """
    @property
    def name(self, /) -> str:
        """
        The entity's canonical name, or the name as the text has it.
        """
    @property
    def reading(self, /) -> str | None:
        """
        `place`, `actor`, `person` or `other`; None in the output of `find`, which does not judge.
        """
    @property
    def score(self, /) -> float:
        """
        The probability that this is right.
        """
    @property
    def start(self, /) -> int:
        """
        Where it begins, in characters of the text.
        """
    @property
    def surface(self, /) -> str:
        """
        The text between the two.
        """
    def to_dict(self, /) -> dict[str, typing.Any]:
        """
        All columns, in the order of the table.
        """
    @property
    def via(self, /) -> str | None:
        """
        The same in words.
        """

@final
class MentionTable:
    """
    A table of mentions: a sequence in Python, and columns for everything that speaks Arrow (pyarrow, polars, pandas,
    duckdb ...) through the Arrow `PyCapsule` interface, without a copy on their side and as often as they ask.
    """
    def __arrow_c_schema__(self, /) -> CapsuleType:
        """
        The table's schema, for Arrow consumers.
        """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> CapsuleType:
        """
        The table, for Arrow consumers; a schema that is asked for is not heeded, as the interface allows.
        """
    def __getitem__(self, index: int, /) -> Mention: ...
    def __iter__(self, /) -> MentionIterator: ...
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    def to_csv(self, /, delimiter: str = ",", header: bool = True) -> bytes:
        """
        The rows as CSV, in UTF-8, with or without the line of column names.
        """
    def to_jsonl(self, /) -> bytes:
        """
        The rows as JSON lines, in UTF-8.
        """

@final
class MentionIterator:
    """
    Goes through a table.
    """
    def __iter__(self, /) -> MentionIterator: ...
    def __next__(self, /) -> Mention: ...
