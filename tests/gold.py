"""Read the gold documents of `cases/documents/`: texts in news style with every mention annotated.

The format and the conventions of annotation are in `cases/README.md`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases" / "documents"
READINGS = frozenset({"place", "actor", "person", "other"})
LANGUAGES = frozenset({"en", "ru", "uk", "de", "fr", "es", "ko", "ja", "zh", "ar", "it", "pl", "tr"})
CHECKED = frozenset({"reading", "name", "nil_name", "country", "code", "near"})
KEYS = CHECKED | {"surface", "optional", "or"}

# Does a mention include its article, its "former", its full stop? Nobody is wrong who answers
# otherwise than we do, so spans are compared without them.
_HEAD = re.compile(r"(?:(?:the|former)\s+|\W+)+", re.IGNORECASE)
_TAIL = re.compile(r"\W+\Z")


class GoldError(Exception):
    """A gold file says something that cannot be: which file, which document, what."""


@dataclass(frozen=True)
class Gold:
    """One expected mention. `expects` holds the keys that are checked: an absent key is free."""

    start: int
    end: int
    surface: str
    expects: dict[str, Any]
    optional: bool
    variants: tuple[tuple[Gold, ...], ...] = ()


@dataclass(frozen=True)
class Case:
    """One document with its expected mentions in text order."""

    id: str
    lang: str
    date: date
    text: str
    file: str
    mentions: tuple[Gold, ...] = field(default_factory=tuple)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut punctuation and English "the" and "former" from the edges of a span.

    >>> trim("said the U.S. today", 5, 13)
    (9, 12)
    """
    head = _HEAD.match(text, start, end)
    if head and head.end() < end:
        start = head.end()
    tail = _TAIL.search(text[start:end])
    if tail and tail.start() > 0:
        end = start + tail.start()
    return start, end


def load(folder: Path = FOLDER) -> list[Case]:
    """All cases of all files of the folder, in the order of the file names."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.json")):
        try:
            documents = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise GoldError(f"{path.name}: not JSON: {error}") from error
        cases += [_case(document, path.name) for document in documents]
    return cases


def _case(document: dict[str, Any], file: str) -> Case:
    where = f"{file}: {document.get('id', 'document without id')}"
    try:
        text = str(document["text"])
        mentions = _locate(text, document["mentions"], 0, len(text))
        day = date.fromisoformat(document["date"])
        return Case(document["id"], document["lang"], day, text, file, mentions)
    except (KeyError, ValueError) as error:
        raise GoldError(f"{where}: {error}") from error


def _locate(text: str, rows: list[dict[str, Any]], start: int, end: int) -> tuple[Gold, ...]:
    """Find each row's surface in the text, every search beginning where the last row ended."""
    found = []
    for row in rows:
        surface = row["surface"]
        at = text.find(surface, start, end)
        if at < 0:
            raise ValueError(f"{surface!r} is not in the text after position {start}")
        unknown = set(row) - KEYS
        if unknown:
            raise ValueError(f"{surface!r} has unknown keys {sorted(unknown)}")
        start = at + len(surface)
        expects = {key: value for key, value in row.items() if key in CHECKED}
        variants = tuple(_locate(text, variant, at, start) for variant in row.get("or", []))
        optional = bool(row.get("optional", False))
        found.append(Gold(at, start, surface, expects, optional, variants))
    return tuple(found)
