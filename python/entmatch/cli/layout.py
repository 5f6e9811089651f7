"""Rows for human eyes: aligned by the width that letters take on a terminal."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from entmatch.cli.sinks import Dicts


def width(text: str) -> int:
    """The columns that a text takes.

    >>> width("Tokyo"), width("평양"), width("Éa")
    (5, 4, 2)
    """
    return len(text) if text.isascii() else sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def clip(text: str, room: int) -> str:
    """The text cut to the columns that there are, an ellipsis standing for the rest."""
    if width(text) <= room:
        return text
    while text and width(text) > room - 1:
        text = text[:-1]
    return text + "…"


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = (), most: int = 36) -> str:
    """Rows in columns, no column but the last wider than ``most``; those of ``right`` are aligned to the right."""
    rows = [
        [clip(" ".join(cell.split()), most if i < len(row) - 1 else 200) for i, cell in enumerate(row)] for row in rows
    ]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 160
    out = []
    for row in rows:
        pads = [" " * (widths[i] - width(cell)) for i, cell in enumerate(row)]
        cells = [pad + cell if i in right else cell + pad for i, (cell, pad) in enumerate(zip(row, pads, strict=True))]
        out.append(clip("  ".join(cells).rstrip(), room) + "\n")
    return "".join(out)


def mentions(rows: Dicts) -> str:
    """The mentions of documents, one block a document."""
    blocks = []
    for doc_id, group in groupby(rows, key=lambda row: row["doc_id"]):
        lines = [["at", "surface", "reading", "name", "kind", "where", "code", "score", "how"], *map(_mention, group)]
        blocks.append((f"{doc_id}\n" if doc_id else "") + aligned(lines, right=(0, 7)))
    return "\n".join(blocks) + ("\n" if len(blocks) > 1 else "")


def _mention(row: dict[str, Any]) -> list[str]:
    name = row["name"] if row["entity_id"] else f"({row['name']})"
    cells = [str(row["start"]), row["surface"], row["reading"], name, row["kind"], row["country"], row["code"]]
    return [*(cell or "" for cell in cells), f"{row['score']:.2f}", _how(row)]


def _how(row: dict[str, Any]) -> str:
    return f"{row['how']}: {row['via']}" if row["via"] else str(row["how"])


def resolutions(rows: Dicts) -> str:
    """The candidates of names, one block a name."""
    blocks = []
    for query, group in groupby(rows, key=lambda row: row["query"]):
        lines = [["", "name", "id", "kind", "where", "score", "how"]]
        for row in group:
            cells = [str(row["rank"]), row["name"], row["entity_id"], row["kind"], row["country"] or ""]
            lines.append([*cells, f"{row['score']:.2f}", _how(row)])
        blocks.append(f"{query}\n" + aligned(lines, right=(0, 5)))
    return "\n".join(blocks)
