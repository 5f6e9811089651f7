"""JSON lines: one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.lines import LIMIT, Meter, decoded, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")


def read(path: str, columns: Columns, meter: Meter | None = None, limit: int = LIMIT) -> Iterator[Document | Reject]:
    """One document a line; blank lines are passed over, bad ones are rejected one by one."""
    name = "standard input" if path == "-" else path
    for line in read_lines(path, limit=limit, meter=meter):
        if isinstance(line, Reject):
            yield line
        elif line.raw.strip():
            got = _document(line.raw, columns, f"{name}:{line.number}")
            yield got if isinstance(got, Document) else Reject(name, line.number, line.offset, got, line.raw)


def _document(raw: bytes, columns: Columns, default_id: str) -> Document | str:
    text = decoded(raw)
    if not isinstance(text, str):
        return text[1]
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg} at character {error.pos}"
    except (ValueError, RecursionError) as error:
        return f"not usable JSON: {error}"
    if not isinstance(record, dict):
        return "not a JSON object; expected one object a line, such as " + '{"id": "1", "text": "..."}'
    chosen = columns.found_in(record)
    return chosen if isinstance(chosen, str) else columns.document(record, chosen, default_id)
