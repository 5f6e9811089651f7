"""The curated facts are well formed: columns, ids, names, scripts, dates, relations, sources.

Pure Python over the TSV files of ``gazetteer/curated``; its README.md defines the columns.
Every check reports file, line and what was expected, so that a contributor can mend a row without reading this file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
CURATED = ROOT / "gazetteer" / "curated"
SPOTLIST = ROOT / "tests" / "cases" / "spotlist.tsv"

ENTITY_COLUMNS = "id kind name names country relations roles codes ids lat lon prominence source".split()
LANGUAGES_OF_FORMS = "en de fr es ru uk ar zh ko ja".split()
OTHER_FILES = {
    "extra_names.tsv": ["id_or_place", "names", "source"],
    "adjectives.tsv": ["country", *LANGUAGES_OF_FORMS],
    "adjectives_it_pl_tr.tsv": ["country", "it", "pl", "tr"],
    "demonyms.tsv": ["country", *LANGUAGES_OF_FORMS],
    "demonyms_pl.tsv": ["country", "pl"],
    "given_names.tsv": ["language", "names"],
}
KINDS = set(
    "country territory admin1 admin2 populated_place water landform region facility government ministry legislature "
    "military police court igo party armed_group company media ngo organization person other".split()
)
NAME_KINDS = set(
    "preferred alias short acronym demonym adjective exonym historical transcription nickname abbreviation".split()
)
CASES = {"any", "initial", "exact"}
RELATIONS = set("capital_of part_of government_of seat_of member_of successor_of of_country".split())
ROLE_CODES = {"", "GOV", "MIL", "OPP", "LEG", "JUD", "REB", "ELI", "SPY", "PTY", "COP"}
PREFIXES = {"company", "org", "seat", "inst", "person", "group", "party", "media", "water", "land", "region"}

# What a name in a language may be written in. A script that is missing here is an error in the row.
SCRIPTS = {
    **dict.fromkeys("ru uk be bg mk kk ky tg mn os ce ab tt".split(), {"CYRILLIC"}),
    **dict.fromkeys("ar fa ur ps ku-Arab ckb ug sd".split(), {"ARABIC"}),
    **dict.fromkeys(["zh", "zh-Hant"], {"CJK"}),
    **dict.fromkeys("he yi".split(), {"HEBREW"}),
    **dict.fromkeys("hi ne mr".split(), {"DEVANAGARI"}),
    "sr": {"CYRILLIC", "LATIN"},
    "ko": {"HANGUL"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "el": {"GREEK"},
    "ka": {"GEORGIAN"},
    "hy": {"ARMENIAN"},
    "bn": {"BENGALI"},
    "ta": {"TAMIL"},
    "te": {"TELUGU"},
    "pa": {"GURMUKHI"},
    "gu": {"GUJARATI"},
    "si": {"SINHALA"},
    "th": {"THAI"},
    "lo": {"LAO"},
    "km": {"KHMER"},
    "my": {"MYANMAR"},
    "am": {"ETHIOPIC"},
    "ti": {"ETHIOPIC"},
    "bo": {"TIBETAN"},
    "dv": {"THAANA"},
    "und": {"LATIN"},
}
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
NAME = re.compile(
    r"(?P<lang>[a-z]{2,3}(?:-[A-Z][A-Za-z]+)?)(?P<marks>(?:\.[a-z]+)*):(?P<text>[^|\[\]^]+?)"
    r"(?: \[(?P<from>[\d-]*)\.\.(?P<to>[\d-]*)\])?(?: \^(?P<via>.+))?"
)


class Row(NamedTuple):
    """A row with the place it was read from."""

    file: str
    line: int
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class CuratedName(NamedTuple):
    """One entry of a ``names`` cell."""

    lang: str
    kind: str
    case: str
    text: str
    start: str
    end: str
    via: str


def read(path: Path) -> tuple[list[str], list[Row]]:
    """The header and the rows of a TSV file.

    >>> header, rows = read(CURATED / "extra_names.tsv")
    >>> header
    ['id_or_place', 'names', 'source']
    """
    header: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        assert len(cells) == len(header), (
            f"{path.name}:{number}: {len(cells)} cells, the header has {len(header)}: {line[:60]!r}"
        )
        rows.append(Row(path.name, number, dict(zip(header, cells, strict=True))))
    return header, rows


def parse_names(cell: str, where: str = "") -> list[CuratedName]:
    """The entries of a ``names`` cell.

    >>> [n.text for n in parse_names("ru:Пекин|en.historical:Peking [..1958]")]
    ['Пекин', 'Peking']
    """
    found: list[CuratedName] = []
    for entry in filter(None, cell.split("|")):
        match = NAME.fullmatch(entry)
        assert match, f"{where}: not LANG[.QUALIFIER]:TEXT[ [from..to]][ ^via]: {entry!r}"
        marks = match["marks"].split(".")[1:]
        unknown = [mark for mark in marks if mark not in NAME_KINDS | CASES]
        assert not unknown, f"{where}: unknown qualifier {unknown} in {entry!r}"
        kinds = [mark for mark in marks if mark in NAME_KINDS]
        cases = [mark for mark in marks if mark in CASES]
        assert len(kinds) <= 1 and len(cases) <= 1, f"{where}: two kinds or two cases in {entry!r}"
        found.append(
            CuratedName(
                match["lang"], "".join(kinds), "".join(cases), match["text"],
                match["from"] or "", match["to"] or "", match["via"] or "",
            )
        )  # fmt: skip
    return found


def check_date(text: str, where: str) -> tuple[int, int, int] | None:
    """A date as a comparable triple; ``None`` if empty.

    >>> check_date("2024-06", "here")
    (2024, 6, 0)
    """
    if not text:
        return None
    match = DATE.fullmatch(text)
    assert match, f"{where}: not YYYY[-MM[-DD]]: {text!r}"
    year, month, day = (int(part or 0) for part in match.groups())
    days = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert 1000 <= year <= 2026 and month <= 12, f"{where}: no such date: {text!r}"
    assert not day or (month and day <= days[month - 1]), f"{where}: no such day: {text!r}"
    return year, month, day


def check_span(start: str, end: str, where: str) -> None:
    """From is not after to, compared as far as both are known."""
    first, last = check_date(start, where), check_date(end, where)
    if first and last:
        known = [(a, b) for a, b in zip(first, last, strict=True) if a and b]
        assert [a for a, _ in known] <= [b for _, b in known], f"{where}: {start} is after {end}"


def scripts(text: str) -> set[str]:
    """The scripts of the letters of a text, by their Unicode names.

    >>> sorted(scripts("Kim 김"))
    ['HANGUL', 'LATIN']
    """
    found = set()
    for char in text:
        if unicodedata.category(char)[0] == "L" and unicodedata.category(char) != "Lm":
            found.add(unicodedata.name(char).split()[0].split("-")[0])
    return found


def fold(text: str) -> str:
    """A plain folding, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if c.isalnum() or unicodedata.category(c)[0] == "M" and ord(c) > 0x0900)


@cache
def entity_files() -> list[Path]:
    """Every TSV file that is not one of the name-adding files."""
    return sorted(path for path in CURATED.glob("*.tsv") if path.name not in OTHER_FILES)


@cache
def entities() -> list[Row]:
    """All rows of the entity files."""
    return [row for path in entity_files() for row in read(path)[1]]


@cache
def ids() -> set[str]:
    """All curated ids."""
    return {row.cells["id"] for row in entities()}


def known_target(target: str) -> bool:
    """A curated id, or a country or government, which the build makes from ISO 3166."""
    return target in ids() or bool(re.fullmatch(r"(country|gov):[A-Z]{3}", target))


def fail_all(problems: list[str]) -> None:
    """One failure that lists every problem."""
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("path", sorted(CURATED.glob("*.tsv")), ids=lambda path: path.name)
def test_columns(path: Path) -> None:
    """Each file has the columns that README.md gives it, and every row all of its cells."""
    header, rows = read(path)
    assert header == OTHER_FILES.get(path.name, ENTITY_COLUMNS)
    assert rows
    fail_all(
        [
            f"{row}: {column}: blanks at an end, two blanks or a control character: {cell!r}"
            for row in rows
            for column, cell in row.cells.items()
            if cell != cell.strip() or "  " in cell or any(unicodedata.category(c) == "Cc" for c in cell)
        ]
    )


def test_required_cells_and_vocabulary() -> None:
    """Id, kind, name and source stand in every row; kinds, countries and ids have their form."""
    problems = []
    for row in entities():
        cells = row.cells
        problems += [f"{row}: {column} is empty" for column in ("id", "kind", "name", "source") if not cells[column]]
        if not re.fullmatch(r"[a-z]+(:[A-Z]{3})?:[a-z0-9]+(-[a-z0-9]+)*", cells["id"]):
            problems.append(f"{row}: id is not prefix:slug: {cells['id']!r}")
        if cells["id"].split(":")[0] not in PREFIXES:
            problems.append(f"{row}: unknown id prefix: {cells['id']!r}")
        if cells["kind"] not in KINDS:
            problems.append(f"{row}: unknown kind {cells['kind']!r}")
        if cells["country"] and not re.fullmatch("[A-Z]{3}", cells["country"]):
            problems.append(f"{row}: country is not ISO 3166-1 alpha-3: {cells['country']!r}")
        if cells["kind"] == "person" and not cells["roles"] and row.file == "people.tsv":
            problems.append(f"{row}: a person without an office")
        if cells["prominence"] and not 0 <= float(cells["prominence"]) <= 12:
            problems.append(f"{row}: prominence outside 0..12")
    fail_all(problems)


def test_ids_are_unique() -> None:
    """No id stands twice, in one file or in two."""
    seen: dict[str, Row] = {}
    problems = []
    for row in entities():
        first = seen.setdefault(row.cells["id"], row)
        if first is not row:
            problems.append(f"{row}: id {row.cells['id']} stands already in {first}")
    fail_all(problems)


def test_relations_codes_and_ids() -> None:
    """Relations lead to entities that exist; codes and identifiers have their form."""
    problems = []
    for row in entities():
        for part in filter(None, row.cells["relations"].split(";")):
            kind, _, target = part.partition("=")
            if kind not in RELATIONS:
                problems.append(f"{row}: unknown relation {part!r}")
            elif not known_target(target):
                problems.append(f"{row}: no such target {target!r}")
        for part in filter(None, row.cells["codes"].split(";")):
            if not re.fullmatch(r"cameo=[A-Z]{3,15}( \[[\d-]*\.\.[\d-]*\])?", part):
                problems.append(f"{row}: not scheme=CODE: {part!r}")
        for part in filter(None, row.cells["ids"].split(";")):
            if not re.fullmatch(r"wikidata=Q\d+|geonames=\d+|iso2=[A-Z]{2}|iso3=[A-Z]{3}", part):
                problems.append(f"{row}: not scheme=id: {part!r}")
    fail_all(problems)


def test_roles() -> None:
    """An office, whose it is, and sane dates."""
    for row in entities():
        for part in filter(None, row.cells["roles"].split("|")):
            pieces = part.split(" @ ")
            assert len(pieces) == 4 or part.endswith(" @"), f"{row}: not OFFICE @ TARGET @ FROM..TO @ CODE: {part!r}"
            office, target, span, *rest = pieces
            code = rest[0] if rest else ""
            assert office and office[0].islower() or office[:2].isupper(), f"{row}: office: {office!r}"
            assert known_target(target), f"{row}: no such target {target!r}"
            start, dots, end = span.removesuffix(" @").partition("..")
            assert dots, f"{row}: not FROM..TO: {span!r}"
            check_span(start, end, f"{row}: {office}")
            assert code in ROLE_CODES, f"{row}: unknown role code {code!r}"


def test_names_are_written_in_the_script_of_their_language() -> None:
    """Russian in Cyrillic, Korean in Hangul; no letters of two alphabets in a word."""
    problems = []
    for row in name_rows():
        for name in parse_names(row.cells["names"], str(row)):
            check_span(name.start, name.end, f"{row}: {name.text}")
            found = scripts(name.text)
            wanted = SCRIPTS.get(name.lang, {"LATIN"})
            foreign = found - wanted
            # Latin acronyms stand in texts of every language: ЮНЕСКО but also "GPS", "M23", "BRICS".
            latin_part = foreign == {"LATIN"} and (bool(found & wanted) or name.kind == "acronym")
            if foreign and not latin_part:
                problems.append(f"{row}: {name.lang}: {name.text!r} has {sorted(foreign)}")
            for word in re.split(r"[\W\d]+", name.text):
                if scripts(word) >= {"LATIN", "CYRILLIC"}:
                    problems.append(f"{row}: Latin and Cyrillic letters in one word: {word!r}")
    fail_all(problems)


def name_rows() -> list[Row]:
    """All rows with a ``names`` cell."""
    extra = CURATED / "extra_names.tsv"
    return entities() + (read(extra)[1] if extra.exists() else [])


def test_no_name_twice_in_a_row() -> None:
    """A row does not say the same thing twice."""
    problems = []
    for row in name_rows():
        seen = {("en", row.cells.get("name", ""))}
        for name in parse_names(row.cells["names"], str(row)):
            if (name.lang, name.text) in seen:
                problems.append(f"{row}: {name.lang}:{name.text} stands twice")
            seen.add((name.lang, name.text))
    fail_all(problems)


def test_canonical_names_are_distinct_within_a_kind() -> None:
    """No canonical name equals another entity's canonical name of the same kind after folding."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in entities():
        seen[row.cells["kind"], fold(row.cells["name"])].append(f"{row} {row.cells['id']}")
    fail_all([f"{kind} {name!r}: {rows}" for (kind, name), rows in seen.items() if len(rows) > 1])


def test_coordinates() -> None:
    """Waters, landforms, regions and seats are somewhere, and on the globe."""
    problems = []
    for row in entities():
        lat, lon = row.cells["lat"], row.cells["lon"]
        if bool(lat) != bool(lon):
            problems.append(f"{row}: lat without lon or the reverse")
        elif lat and not (abs(float(lat)) <= 90 and abs(float(lon)) <= 180):
            problems.append(f"{row}: not on the globe: {lat}, {lon}")
        elif not lat and row.cells["kind"] in {"water", "landform"}:
            problems.append(f"{row}: a {row.cells['kind']} without coordinates")
    fail_all(problems)


def test_given_names() -> None:
    """Sorted, with a capital, in Latin letters, none twice."""
    _, rows = read(CURATED / "given_names.tsv")
    names = [(row, row.cells["names"].split(" ")) for row in rows]
    everywhere = [name.lower() for _, cell in names for name in cell]
    fail_all(
        [f"{row}: the names are not sorted" for row, cell in names if cell != sorted(cell, key=str.lower)]
        + [
            f"{row}: {name!r}: expected a capital and small letters, and no other row to have it"
            for row, cell in names
            for name in cell
            if not (name.istitle() and scripts(name) == {"LATIN"} and everywhere.count(name.lower()) == 1)
        ]
    )


@pytest.mark.parametrize("file", [file for file, columns in OTHER_FILES.items() if columns[0] == "country"])
def test_country_forms(file: str) -> None:
    """One row a country, in the scripts of the languages, no form twice in a cell."""
    path = CURATED / file
    _, rows = read(path)
    countries = [row.cells["country"] for row in rows]
    assert len(countries) == len(set(countries)), "a country has two rows"
    problems = []
    for row in rows:
        if not re.fullmatch("[A-Z]{3}", row.cells["country"]):
            problems.append(f"{row}: not ISO 3166-1 alpha-3: {row.cells['country']!r}")
        for lang in OTHER_FILES[file][1:]:
            forms = row.cells.get(lang, "").split("|") if row.cells.get(lang) else []
            if len(forms) != len(set(forms)) or "" in forms:
                problems.append(f"{row}: {lang}: a form is empty or stands twice: {row.cells[lang]!r}")
            problems += [
                f"{row}: {lang}: {form!r} is in {sorted(scripts(form))}"
                for form in forms
                if not scripts(form) <= SCRIPTS.get(lang, {"LATIN"})
            ]
    fail_all(problems)


@pytest.mark.skipif(not (CURATED / "extra_names.tsv").exists(), reason="not written yet")
def test_extra_names_targets() -> None:
    """A GeoNames id, a country, an airport, a curated id, or ``Name/ISO3``."""
    _, rows = read(CURATED / "extra_names.tsv")
    fail_all(
        [
            f"{row}: not geonames:N, country:XXX, party:XXX:N, airport:XXX, a curated id or Name/ISO3: "
            f"{row.cells['id_or_place']!r}"
            for row in rows
            if not (
                re.fullmatch(
                    r"geonames:\d+|airport:[A-Z]{3}|party:[A-Z]{3}:[a-z0-9-]+|[^/:]+/[A-Z]{3}", row.cells["id_or_place"]
                )
                or known_target(row.cells["id_or_place"])
            )
            or not row.cells["names"]
            or not row.cells["source"]
        ]
    )


@pytest.mark.skipif(not SPOTLIST.exists(), reason="not written yet")
def test_spotlist() -> None:
    """The spot list names at least 200 entities, three names each, in two scripts or languages at least."""
    header, rows = read(SPOTLIST)
    assert header == ["expected", "names", "note"]
    assert len(rows) >= 200
    problems = []
    for row in rows:
        names = parse_names(row.cells["names"], str(row))
        if len(names) < 3 and "pair" not in row.cells["note"]:
            problems.append(f"{row}: {len(names)} names, expected three")
        expected = row.cells["expected"]
        if not (
            known_target(expected) or re.fullmatch(r"geonames:\d+|party:[A-Z]{3}:[a-z0-9-]+|[^/:]+/[A-Z]{3}", expected)
        ):
            problems.append(f"{row}: expected is neither an id nor Name/ISO3: {expected!r}")
    fail_all(problems)
