"""What a reader yields: a document, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known of it."""

    doc_id: str
    text: str
    date: str | None = None
    lang: str | None = None
    keep: Mapping[str, Any] = field(default_factory=dict)
    """Fields to carry along, as the reader has them."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read: where it is, why, and its bytes, so that nothing is lost."""

    file: str
    line: int | None
    offset: int | None
    reason: str
    raw: bytes = field(default=b"", repr=False)

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.reason}"

    def as_dict(self) -> dict[str, Any]:
        """The record of the rejects file; bytes that are not UTF-8 are kept as escapes."""
        raw = self.raw.decode("utf-8", "backslashreplace")
        return {"file": self.file, "line": self.line, "offset": self.offset, "reason": self.reason, "raw": raw}


_GUESSES = {
    "text": ("text", "body", "content", "article"),
    "id": ("doc_id", "id"),
    "date": ("date", "published"),
    "lang": ("lang", "language"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields of a record hold what; the guesses apply where no name is given."""

    text: str | None = None
    id: str | None = None
    date: str | None = None
    lang: str | None = None
    keep: tuple[str, ...] = ()

    def found_in(self, fields: Collection[str]) -> dict[str, str] | str:
        """The fields to read out of those present, or the reason why that cannot be."""
        chosen: dict[str, str] = {}
        for role, guesses in _GUESSES.items():
            wanted: str | None = getattr(self, role)
            if wanted is not None and wanted not in fields:
                return f"no field {wanted!r}; found {_listed(fields)} (--{role}-column names another)"
            name = wanted or next((guess for guess in guesses if guess in fields), None)
            if name is not None:
                chosen[role] = name
        if "text" not in chosen:
            return f"no field 'text'; found {_listed(fields)}; name the one that holds the text with --text-column"
        return chosen

    def wanted_of(self, fields: Collection[str]) -> list[str] | str:
        """The fields to read out of those present, with those to keep, or the reason why that cannot be."""
        chosen = self.found_in(fields)
        if isinstance(chosen, str):
            return chosen
        return list(dict.fromkeys([*chosen.values(), *(name for name in self.keep if name in fields)]))

    def document(self, record: Mapping[str, Any], chosen: Mapping[str, str], default_id: str) -> Document | str:
        """The document that a record holds, or the reason why it is none."""
        text = record.get(chosen["text"])
        if not isinstance(text, str):
            return f"field {chosen['text']!r} holds {_sort(text)}, not a text"
        doc_id = record.get(chosen.get("id", ""))
        given = record.get(chosen.get("date", ""))
        day = iso_date(given)
        if day is None and given not in (None, ""):
            return f"field {chosen['date']!r} holds {given!r}, not a date; write YYYY-MM-DD"
        lang = record.get(chosen.get("lang", ""))
        document = Document(
            doc_id=default_id if doc_id is None or doc_id == "" else str(doc_id),
            text=text,
            date=day,
            lang=None if lang is None or lang == "" else str(lang),
            keep={name: record.get(name) for name in self.keep},
        )
        return lone_surrogate(document) or document


def lone_surrogate(document: Document) -> str | None:
    """The reason to refuse a text that no UTF-8 can hold, or None."""
    for part in (document.text, document.doc_id):
        try:
            part.encode()
        except UnicodeEncodeError as error:
            return f"a lone surrogate U+{ord(part[error.start]):04X} at character {error.start}: not valid Unicode"
    return None


def iso_date(value: object) -> str | None:
    """A date as ``YYYY-MM-DD``, or None where it is none.

    >>> iso_date("2024-06-20T08:00:00Z"), iso_date("yesterday")
    ('2024-06-20', None)
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError:
        return None


def _listed(fields: Collection[str], most: int = 12) -> str:
    names = [repr(name) for name in fields]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "") or "no fields"


def _sort(value: object) -> str:
    names: Iterator[tuple[type, str]] = iter(
        [(bool, "a truth value"), (int, "a number"), (float, "a number"), (list, "a list"), (dict, "an object")]
    )
    return "nothing" if value is None else next((name for kind, name in names if isinstance(value, kind)), "no text")
