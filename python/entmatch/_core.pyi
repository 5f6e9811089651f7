"""
The compiled part of entmatch.
"""

import collections.abc
import datetime
import os
import typing
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, final

from typing_extensions import CapsuleType

__all__ = [
    "DEBUG_BUILD",
    "Belief",
    "BulkBatch",
    "BulkRun",
    "Entity",
    "FoundTable",
    "Gazetteer",
    "GazetteerBuilder",
    "InputFile",
    "Match",
    "Matcher",
    "Mention",
    "MentionIterator",
    "MentionTable",
    "NameIndex",
    "Normalizer",
    "Packer",
    "Resolution",
    "Similarity",
    "__version__",
    "bulk_columns",
    "import_source",
    "longest_record",
    "romanizations",
    "schemes",
    "similarities",
    "similarity",
    "transliterate",
    "variants",
]

DEBUG_BUILD: Final[bool]
"""
True when compiled without optimisation: right answers, slowly.
"""

__version__: Final[str]

@final
class Belief:
    """
    A name that may be a place where it stands, and what speaks for and against it.
    """
    def __repr__(self, /) -> str: ...
    @property
    def end(self, /) -> int:
        """
        Where it ends: `text[start:end] == surface`.
        """
    @property
    def entity_id(self, /) -> str:
        """
        The likeliest place of that name.
        """
    @property
    def held(self, /) -> bool:
        """
        True if it is among the mentions, or part of one.
        """
    @property
    def name(self, /) -> str:
        """
        Its canonical name.
        """
    @property
    def probability(self, /) -> float:
        """
        The probability that a place is meant here.
        """
    @property
    def reasons(self, /) -> list[tuple[str, float]]:
        """
        What holds here and what each says for a place (as a logarithm of odds), what says most first.
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

@final
class BulkBatch:
    """
    What came of one batch of documents.
    """
    @property
    def actors(self, /) -> dict[str, int]:
        """
        How often which actors were named.
        """
    @property
    def documents(self, /) -> int:
        """
        How many documents were judged.
        """
    @property
    def encoded(self, /) -> bytes:
        """
        The output, unless the form is `rows`.
        """
    @property
    def end(self, /) -> tuple[int, int, int, bool]:
        """
        Where its input ends: file, byte, line, and whether the file was blank so far.
        """
    @property
    def file(self, /) -> str:
        """
        The file that it is from.
        """
    @property
    def index(self, /) -> list[tuple[str, int, list[str | None]]]:
        """
        With rows: each document's id, number of rows, and kept fields.
        """
    @property
    def mentions(self, /) -> int:
        """
        How many mentions they have.
        """
    @property
    def part(self, /) -> int:
        """
        The part that it belongs to.
        """
    @property
    def places(self, /) -> dict[str, int]:
        """
        How often which places were named.
        """
    @property
    def rejects(self, /) -> list[tuple[int, int, str, bytes]]:
        """
        Records that could not be read: line, byte offset, reason, bytes. Line 0: the file as a whole.
        """
    @property
    def size(self, /) -> int:
        """
        How many bytes of input it took.
        """
    @property
    def table(self, /) -> MentionTable:
        """
        The output as rows, if the form is `rows`.
        """

@final
class BulkRun:
    """
    Judges documents on several threads, and gives the results batch by batch in the order of the input.
    """
    def __iter__(self, /) -> BulkRun: ...
    def __new__(
        cls,
        /,
        gazetteer: Gazetteer,
        source: Any,
        options: typing.Any,
        done: dict[int, tuple[int, int, int, bool] | None] = ...,
    ) -> BulkRun:
        """
        A job over files of JSON lines (a list of paths), or over an iterator of lists of documents, each
        (id, text, date, language, kept fields as JSON).
        """
    def __next__(self, /) -> BulkBatch: ...
    @property
    def head(self, /) -> bytes:
        """
        What stands before the first document of an output file.
        """
    @property
    def parts(self, /) -> int:
        """
        How many parts the files have that were read so far.
        """
    @property
    def position(self, /) -> tuple[int, int] | None:
        """
        How many bytes of the files, as they lie on the disk, are read or passed over, and how many there are.
        """
    @property
    def tail(self, /) -> bytes:
        """
        What stands behind the last document of an output file.
        """

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
class FoundTable:
    """
    The names that a `Matcher` found in many texts: a sequence with a list for each text, and an Arrow stream of columns.

    >>> from entmatch import Matcher
    >>> table = Matcher.from_names(["Tokyo"], ids=["JPN-T"]).find_many(["in Tokyo", "in Seoul"])
    >>> len(table), table[0], table.count
    (2, [(3, 8, 'JPN-T')], 1)
    >>> import pyarrow
    >>> pyarrow.table(table).to_pylist()
    [{'text': 0, 'start': 3, 'end': 8, 'name': 0, 'id': 'JPN-T', 'how': 'exact'}]
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> CapsuleType:
        """
        The columns as an Arrow stream.
        """
    def __getitem__(self, index: int, /) -> list[tuple[int, int, typing.Any]]:
        """
        The names in one text, as `Matcher.find` gives them.
        """
    def __len__(self, /) -> int:
        """
        How many texts there were.
        """
    def __repr__(self, /) -> str: ...
    @property
    def count(self, /) -> int:
        """
        How many names were found.
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
    def find(self, /, text: str, *, overlapping: bool = False, byte_offsets: bool = False) -> list[Match]:
        """
        Every name of the gazetteer in a text, raw: which of its entities is meant, and whether the name is one here, is
        for `Normalizer` to judge. Of overlapping names the leftmost and longest, unless `overlapping`.
        """
    def find_batch(
        self,
        /,
        texts: Sequence[str],
        *,
        ids: Sequence[str] | None = None,
        overlapping: bool = False,
        byte_offsets: bool = False,
    ) -> MentionTable:
        """
        The names in some texts as one table, with the ids of the texts: the likeliest entity of each name, the others
        as alternatives.
        """
    def find_many(
        self, /, texts: Sequence[str], *, overlapping: bool = False, byte_offsets: bool = False
    ) -> list[list[Match]]:
        """
        The names in each of some texts.
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
    def resolve(
        self,
        /,
        name: str,
        *,
        kind: str | None = None,
        country: str | None = None,
        lang: str | None = None,
        date: str | datetime.date | None = None,
        limit: int = 5,
        min_score: float = 0.05,
    ) -> list[Resolution]:
        """
        The entities that a name in any script or romanisation may mean, the likeliest first.

        >>> import entmatch
        >>> entmatch.Gazetteer.default().resolve("Phenian")[0].name
        'Pyongyang'
        """
    def resolve_many(
        self,
        /,
        names: Sequence[str],
        *,
        kind: str | None = None,
        country: str | None = None,
        lang: str | None = None,
        date: str | datetime.date | None = None,
        limit: int = 5,
        min_score: float = 0.05,
        jobs: int = 1,
    ) -> list[list[Resolution]]:
        """
        The entities of each of some names, on as many threads as `jobs` says; the answers do not depend on it.
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
    def build(
        self, /, *, title: str = "", sounds: bool = True, variants: int = 0, variants_from: float | None = None
    ) -> Gazetteer:
        """
        Compiles what was added into a gazetteer in memory, and empties the builder.

        With `sounds=False` it has nothing to find names by their sound: it is a third smaller and made in half the time,
        finds the same names in texts, and resolves a name by the spellings that are in it only.

        `variants` is how many spellings each entity gets at most from the schemes of transliteration, the most usual
        first; with `variants_from` only those of that prominence or more (0 a village, 10 a large country). They are found
        as fast as written names, are never the name of something else that is written, and say how they came about.

        >>> from entmatch import GazetteerBuilder
        >>> builder = GazetteerBuilder()
        >>> builder.add_name("평양", "city:pyongyang", kind="populated_place", lang="ko")
        >>> [found] = builder.build(variants=8).find("flights to Pkhenyan")
        >>> found.how, found.via
        ('transliterated', '평양, Kontsevich to Пхеньян, then BGN/PCGN')
        """
    def read(
        self,
        /,
        path: str | os.PathLike[str],
        *,
        columns: dict[str, str] | None = None,
        values: dict[str, str] | None = None,
        rank: int = 0,
        progress: collections.abc.Callable[[int, int], object] | None = None,
    ) -> None:
        """
        Reads a file: JSON lines (one entity a line), a table with a header (CSV, TSV), or a gazetteer file; any but the
        last compressed with gzip, bzip2 or zstd if it likes. Where two records of one entity disagree, the lower rank
        is right. Records that cannot be used are in the report.

        `columns` says which column of a table holds a field, `values` what a field without a column is; given with
        JSON lines, these are rows of a table too. `progress` is called a few times a second with the bytes read and the
        bytes there are.
        """
    def read_rows(
        self,
        /,
        text: str,
        name: str | PathLike[str],
        *,
        columns: dict[str, str] | None = None,
        values: dict[str, str] | None = None,
        rank: int = 0,
        first_line: int = 1,
    ) -> None:
        """
        Reads rows that were read elsewhere, each a JSON object on a line of `text`, as `read` reads those of a table.
        `name` and `first_line` are for the report.
        """
    def read_source(
        self,
        /,
        source: str,
        files: collections.abc.Sequence[str | os.PathLike[str]],
        *,
        languages: Sequence[str] | None = None,
        min_population: int = 0,
        rank: int = 0,
    ) -> None:
        """
        Reads files of a public source together: `geonames`, `wikidata`, `followthemoney`, `cameo` or `jrc`. Records that
        cannot be used are in the report.

        `languages` limits the names that have one; populated places of fewer than `min_population` inhabitants are left
        out; `rank` is as for `read`.
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
class InputFile:
    """
    The unpacked bytes of a file, plain, gzip or zstd; `-` is standard input.
    """
    def __new__(cls, /, path: str | PathLike[str]) -> InputFile: ...
    @property
    def position(self, /) -> int:
        """
        How many bytes of the file as it lies on the disk are behind.
        """
    def read(self, /, size: int) -> bytes:
        """
        The next bytes, at most `size`; none at the end. A damaged packed file is a `DataError`.
        """

@final
class Match:
    """
    A name of the gazetteer in a text: where, and which entities it may stand for.
    """
    def __repr__(self, /) -> str: ...
    @property
    def candidates(self, /) -> list[tuple[str, str, float]]:
        """
        All entities that the name may stand for, the likeliest first: (entity id, name, share of the name's uses).
        """
    @property
    def end(self, /) -> int:
        """
        Where it ends: `text[start:end] == surface`.
        """
    @property
    def entity_id(self, /) -> str | None:
        """
        The likeliest entity of the name.
        """
    @property
    def how(self, /) -> str:
        """
        `exact`, `folded` (but for case, accents, width, dashes ...), `inflected` (but for an ending or a particle) or
        `transliterated` (a spelling that a scheme made).
        """
    @property
    def key(self, /) -> str:
        """
        The name as the gazetteer compares it: folded words.
        """
    @property
    def start(self, /) -> int:
        """
        Where it begins, in characters of the text (bytes of its UTF-8 where asked for).
        """
    @property
    def surface(self, /) -> str:
        """
        The text between the two.
        """
    @property
    def via(self, /) -> str | None:
        """
        How the spelling came about, where a scheme made it: `평양, Kontsevich to Пхеньян, then BGN/PCGN`.
        """

@final
class Matcher:
    """
    Finds a list of names in texts: whole words in any script, accents, width and case folded, positions in the original.

    >>> from entmatch import Matcher
    >>> matcher = Matcher.from_names(["Pyongyang", "North Korea", "Korea"])
    >>> text = "PYŎNGYANG, North-Korea’s capital"
    >>> [(text[start:end], name) for start, end, name in matcher.find(text)]
    [('PYŎNGYANG', 0), ('North-Korea', 1)]
    """
    def __len__(self, /) -> int:
        """
        How many different names there are.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[type]]:
        """
        Pickles as its names, from which it is built again.
        """
    def __repr__(self, /) -> str: ...
    def find(self, /, text: str) -> list[tuple[int, int, typing.Any]]:
        """
        The names in a text: (start, end, number or id of the name), by start.
        """
    def find_iter(self, /, text: str) -> collections.abc.Iterator[tuple[int, int, typing.Any]]:
        """
        The same, one after the other.
        """
    def find_many(self, /, texts: Any, *, threads: int | None = None) -> FoundTable:
        """
        The names in each of many texts, in one crossing, on `threads` cores (all, unless said otherwise). `texts` is a
        sequence of `str`, or a column of text with `__arrow_c_array__` or `__arrow_c_stream__` (pyarrow, polars), which is
        read where it lies; a missing text has no names.

        The table is a sequence with what `find` gives for each text, made when it is asked for, and an Arrow stream of
        columns: number of the text, start, end, number of the name, its id if there are any, and how it was found.

        >>> from entmatch import Matcher
        >>> matcher = Matcher.from_names(["Tokyo", "Seoul"])
        >>> table = matcher.find_many(["Tokyo and Seoul", "", "TOKYO"])
        >>> list(table)
        [[(0, 5, 0), (10, 15, 1)], [], [(0, 5, 0)]]
        """
    @staticmethod
    def from_names(
        names: Sequence[str],
        ids: Sequence[str] | None = None,
        *,
        policy: str = "longest",
        case: str = "any",
        fold: bool = True,
        inflected: bool = False,
        byte_offsets: bool = False,
    ) -> Matcher:
        """
        A matcher for names. What is found carries the number of the name in the list, or its id if there are `ids`.

        `policy` is `longest` (of overlapping names the leftmost and longest) or `all`. `case` is `any`, `initial` (words
        that the name begins with a capital must begin with one) or `exact`. With `fold=False` accents and width must be
        as in the name. With `inflected`, words are also tried without the endings of their language (Russian cases,
        Korean particles ...). Of equal names the first counts.

        >>> from entmatch import Matcher
        >>> matcher = Matcher.from_names(["Seoul", "서울"], ids=["seoul", "seoul"], inflected=True)
        >>> matcher.find("서울에서")
        [(0, 4, 'seoul')]
        """
    @property
    def memory(self, /) -> int:
        """
        Bytes of memory in use for the tables.
        """
    @property
    def names(self, /) -> list[str]:
        """
        The names, those without a letter or digit empty.
        """
    def replace(self, /, text: str, by: Sequence[str] | None = None) -> str:
        """
        The text with each name replaced by its id, or by what `by` has for its number.

        >>> from entmatch import Matcher
        >>> Matcher.from_names(["Pyongyang", "Phenian"], ids=["Pyongyang"] * 2).replace("From Phenian to Seoul")
        'From Pyongyang to Seoul'
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
class MentionIterator:
    """
    Goes through a table.
    """
    def __iter__(self, /) -> MentionIterator: ...
    def __next__(self, /) -> Mention: ...

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
class NameIndex:
    """
    A list of names, found by names in any script or romanisation.

    >>> import entmatch
    >>> from entmatch import NameIndex
    >>> index = NameIndex(["Pyongyang", "Paris", "Kyiv"])
    >>> index.search("Phenian", limit=1)[0][0]
    0
    >>> [record for record, probability in index.search("Киев", limit=1)]
    [2]
    >>> index = NameIndex(["Rimini", "Rome", "Rimbo"], gazetteer=entmatch.Gazetteer.default(), aliases=True)
    >>> index.search("Рим", limit=1)[0][0]
    1
    """
    def __len__(self, /) -> int: ...
    def __new__(
        cls,
        /,
        names: Sequence[str],
        *,
        prominence: list[float] | None = None,
        gazetteer: Gazetteer | None = None,
        aliases: bool = False,
    ) -> NameIndex:
        """
        An index of names; a record is a position in the list. Of names that sound alike the better known comes first,
        where that is known: from `prominence` (natural logarithms, one for each name), or from the names that a
        `gazetteer` has too. With `aliases` that gazetteer also says which names are of one entity, and a search for one of
        them finds the others.
        """
    def __repr__(self, /) -> str: ...
    def misspelt(self, /, name: str, *, limit: int = 5) -> list[tuple[int, int]]:
        """
        For plain misspellings: up to `limit` records at most two typing errors away, each with the number of errors,
        the likeliest first. Many times as fast as `search`; the first call files all names, about 120 bytes each.

        >>> from entmatch import NameIndex
        >>> NameIndex(["Pyongyang", "Nairobi"]).misspelt("Pyognyagn")
        [(0, 2)]
        """
    def misspelt_many(self, /, names: Sequence[str], *, limit: int = 5, jobs: int = 1) -> list[list[tuple[int, int]]]:
        """
        The same for many names.
        """
    @property
    def nbytes(self, /) -> int:
        """
        Bytes of memory.
        """
    def search(self, /, name: str, *, limit: int = 5) -> list[tuple[int, float]]:
        """
        Up to `limit` records that a name may mean, each with its probability, the likeliest first.
        """
    def search_many(self, /, names: Sequence[str], *, limit: int = 5, jobs: int = 1) -> list[list[tuple[int, float]]]:
        """
        The same for many names, on as many threads as `jobs` says; the answers do not depend on it.
        """

@final
class Normalizer:
    """
    Turns documents into judged, linked mentions. Make one and use it for all, from any number of threads.

    >>> import entmatch
    >>> normalizer = entmatch.Normalizer()
    >>> mentions = normalizer.normalize("Tokyo accuses Moscow of violating UNSC resolutions.", date="2024-06-20")
    >>> [(mention.surface, mention.reading, mention.code) for mention in mentions]
    [('Tokyo', 'actor', 'JPNGOV'), ('Moscow', 'actor', 'RUSGOV'), ('UNSC', 'actor', 'IGOUNO')]
    """
    def __new__(
        cls,
        /,
        gazetteer: Gazetteer | None = None,
        *,
        min_score: float = 0.0,
        embedded: bool = False,
        byte_offsets: bool = False,
    ) -> Normalizer:
        """
        Over a gazetteer, the embedded one if none is given. Mentions less probable than `min_score` are left out;
        `embedded` also gives the places inside longer names ("England" in "Bank of England"); `byte_offsets` counts
        positions in bytes of UTF-8 instead of characters.
        """
    def __reduce__(self, /) -> tuple[typing.Any, ...]:
        """
        Pickles as gazetteer and settings.
        """
    def __repr__(self, /) -> str: ...
    def beliefs(
        self, /, text: str, *, date: str | datetime.date | None = None, lang: str | None = None
    ) -> list[Belief]:
        """
        The names of a text that may be places, also those left out of its mentions, and what each was judged by: a
        logistic model over some forty features of the name and its surroundings.

        >>> import entmatch
        >>> found = entmatch.Normalizer().beliefs("Reading on the train, she lives in Reading.")
        >>> [(belief.surface, belief.held) for belief in found]
        [('Reading', False), ('Reading', True)]
        """
    @property
    def gazetteer(self, /) -> Gazetteer:
        """
        The gazetteer in use.
        """
    def normalize(
        self, /, text: str, *, date: str | datetime.date | None = None, lang: str | None = None
    ) -> list[Mention]:
        """
        The mentions of a text, in its order. `date` is the day on which it was written: offices and codes are those of
        that day. `lang` is its language (BCP 47), guessed if not given.
        """
    def normalize_batch(
        self,
        /,
        texts: Sequence[str],
        *,
        ids: Sequence[str] | None = None,
        dates: collections.abc.Sequence[str | datetime.date | None] | None = None,
        langs: Sequence[str | None] | None = None,
    ) -> MentionTable:
        """
        The mentions of some texts as one table, with the ids of the texts: the quick way for many.
        """
    def normalize_many(
        self,
        /,
        texts: Sequence[str],
        *,
        dates: collections.abc.Sequence[str | datetime.date | None] | None = None,
        langs: Sequence[str | None] | None = None,
    ) -> list[list[Mention]]:
        """
        The mentions of each of some texts; `dates` and `langs` hold as many items as there are texts.
        """
    def normalize_table(
        self,
        /,
        table: typing.Any,
        *,
        text: str = "text",
        id: str | None = None,
        date: str | None = None,
        lang: str | None = None,
    ) -> MentionTable:
        """
        The mentions of the documents in a table: anything with `__arrow_c_stream__`, such as a table of pyarrow, a data
        frame of polars or pandas, a relation of duckdb. `text`, `id`, `date` and `lang` name its columns; documents
        without an id have the number of their row. Rows without a text give no mentions.
        """

@final
class Packer:
    """
    Packs a stream piece by piece: `gzip` or `zstd`.
    """
    def __new__(cls, /, packing: str) -> Packer: ...
    def finish(self, /) -> bytes:
        """
        The packed bytes that are left.
        """
    def pack(self, /, data: bytes) -> bytes:
        """
        Takes the next bytes, gives those packed bytes that are ready.
        """

@final
class Resolution:
    """
    An entity that a name may mean: how likely, how the name leads to it, and what spoke for and against.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def country(self, /) -> str | None:
        """
        ISO 3166-1 alpha-3.
        """
    @property
    def entity_id(self, /) -> str:
        """
        The entity: `gazetteer[entity_id]` has all of it.
        """
    @property
    def evidence(self, /) -> list[tuple[str, str, float]]:
        """
        What spoke for and against: (feature, what was seen, weight in nats).
        """
    @property
    def how(self, /) -> str:
        """
        How the name leads to the entity: `exact`, `folded`, `transliterated`, `fuzzy` ...
        """
    @property
    def kind(self, /) -> str:
        """
        The entity's kind: `populated_place`, `person` ...
        """
    @property
    def matched(self, /) -> str:
        """
        The gazetteer's spelling that the name was matched with.
        """
    @property
    def name(self, /) -> str:
        """
        The entity's canonical name.
        """
    @property
    def score(self, /) -> float:
        """
        The probability that this entity is meant; those of all answers sum to at most 1.
        """
    def to_dict(self, /) -> dict[str, typing.Any]:
        """
        All of it.
        """
    @property
    def via(self, /) -> str | None:
        """
        The same in words.
        """

@final
class Similarity:
    """
    How likely it is that two spellings are of one name, and why.
    """
    def __repr__(self, /) -> str: ...
    @property
    def alignment(self, /) -> str:
        """
        The letters that stand for each other: `х=h а=a я=ya с=s и=i`.
        """
    @property
    def evidence(self, /) -> list[tuple[str, float]]:
        """
        What was seen: (feature, value).
        """
    @property
    def score(self, /) -> float:
        """
        The probability, where half of the pairs that are asked are of one name.
        """
    @property
    def via(self, /) -> str | None:
        """
        The path by which a scheme of transliteration makes one of the other, if one does: `김정은, North Korean`.
        """

def bulk_columns(form: str) -> list[str]:
    """
    The columns of an output of this form, without kept fields.
    """

def import_source(
    source: str,
    files: collections.abc.Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    languages: collections.abc.Sequence[str] | None = None,
    min_population: int = 0,
    progress: collections.abc.Callable[[int, int], object] | None = None,
) -> dict[str, typing.Any]:
    """
    Writes what a public source holds as gazetteer JSON lines, which `GazetteerBuilder.read` reads, record by record as
    it is read; gives a report of what was used and what could not be. `source` is `geonames`, `wikidata`,
    `followthemoney`, `cameo` or `jrc`, `files` the user's own downloads; `languages` (BCP 47) and `min_population` leave
    out names and small places. `progress` is called a few times a second with the bytes read and the bytes there are.
    """

def longest_record(memory: int) -> int:
    """
    The longest record that a job may take in, if its process is to stay below `memory` whatever the record holds.
    """

def romanizations(text: str, limit: int = 8) -> list[str]:
    """
    Plain Latin readings of a text in any script, the default one first.

    >>> import entmatch
    >>> entmatch.romanizations("Пхеньян")[:2]
    ['pkhenyan', 'pyeongyang']
    """

def schemes() -> list[dict[str, typing.Any]]:
    """
    The schemes that `transliterate` knows: id, name, language, scripts, source, examples.
    """

def similarities(pairs: Sequence[tuple[str, str]], *, jobs: int = 1) -> list[float]:
    """
    The probabilities of many pairs, on as many threads as `jobs` says.
    """

def similarity(a: str, b: str) -> Similarity:
    """
    How likely it is that two spellings, in any scripts, are of one name.

    >>> import entmatch
    >>> entmatch.similarity("Хаяси", "Hayashi").score > 0.7
    True
    >>> entmatch.similarity("Niger", "Nigeria").score < 0.5
    True
    """

def transliterate(text: str, scheme: str) -> str:
    """
    The text spelled by a published scheme; `schemes()` lists them.

    >>> import entmatch
    >>> entmatch.transliterate("Пхеньян", "russian-bgn")
    "Pkhen'yan"
    """

def variants(name: str, lang: str = "") -> list[tuple[str, str]]:
    """
    The spellings that known schemes give a name, the most usual first, each with the way it came about. `lang` is the
    language of the name (ISO 639-1), guessed by its script if not given.

    >>> import entmatch
    >>> dict(entmatch.variants("평양", "ko"))["Pkhen'yan"]
    '평양, Kontsevich to Пхеньян, then BGN/PCGN'
    """
