"""The options of a job, and the sizes that people write."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from entmatch._core import longest_record
from entmatch.exceptions import DataError

FORMATS = ("jsonl", "csv", "tsv", "parquet", "arrow", "geojson")
PACKINGS = {"gzip": ".gz", "zstd": ".zst"}
LEAST_MEMORY, MEMORY, MEMORY_A_JOB = 512 << 20, 2 << 30, 256 << 20
SHAPES = ("flat", "nested", "counts")
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
# What a job's output does not depend on.
_INCIDENTAL = ("jobs", "memory", "share", "shares")


def default_jobs() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def size(text: str) -> int:
    """A number of bytes as people write it.

    >>> size("64M"), size("1.5 GB"), size("100")
    (67108864, 1610612736, 100)
    """
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*", text.lower())
    if match is None:
        raise DataError(f"{text!r} is no size; write 512M, 2G or a number of bytes")
    return int(float(match[1]) * _UNITS[match[2]])


def share(text: str) -> tuple[int, int]:
    """One share of a job, as ``i/n`` counted from 1.

    >>> share("2/8")
    (1, 8)
    """
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise DataError(f"{text!r} is no share of a job; write 1/8 for the first of eight")
    return int(match[1]) - 1, int(match[2])


@dataclass(frozen=True)
class Options:
    """How to judge and how to write. The compiled part reads these by name."""

    format: str = "jsonl"
    """``jsonl``, ``csv``, ``tsv``, ``parquet``, ``arrow``, ``geojson``; ``rows`` for what never becomes a file."""
    packing: str | None = None
    """``gzip`` or ``zstd``, for formats that are text."""
    shape: str = "flat"
    """``flat``: one row a mention; ``nested``: one row a document; ``counts``: one row an entity of a document."""
    jobs: int = field(default_factory=default_jobs)
    memory: int = 0
    """What the process may take: it reads no further ahead, and refuses records that could not be judged within it.
    Left at 0, it is 2 GB, or 256 MB a thread where that is more."""
    max_record: int = 64 << 20
    """Longer lines are refused, too."""
    min_score: float = 0.0
    byte_offsets: bool = False
    embedded: bool = False
    date: str | None = None
    lang: str | None = None
    text_column: str | None = None
    id_column: str | None = None
    date_column: str | None = None
    lang_column: str | None = None
    keep: list[str] = field(default_factory=list)
    part_size: int = 64 << 20
    """A part of the output is what came of about so many bytes of input."""
    share: int = 0
    shares: int = 1

    def __post_init__(self) -> None:
        if self.memory == 0:
            object.__setattr__(self, "memory", max(MEMORY, MEMORY_A_JOB * self.jobs))
        if self.memory < LEAST_MEMORY:
            raise DataError(f"--memory {self.memory}: a job needs at least 512M")
        if self.packing and self.format in ("parquet", "arrow"):
            raise DataError(f"{self.format} is packed inside; {self.packing} goes with jsonl, csv, tsv and geojson")

    @property
    def record_limit(self) -> int:
        """The longest record that is read."""
        return min(self.max_record, longest_record(self.memory))

    @property
    def suffix(self) -> str:
        """What the names of this format end in, without the first dot."""
        return self.format + PACKINGS.get(self.packing or "", "")

    @property
    def form(self) -> str:
        """What the threads are to make of a document."""
        if self.format == "geojson" and self.shape != "flat":
            raise DataError(f"GeoJSON has one feature a mention; {self.shape} goes with jsonl")
        if self.shape == "counts":
            return f"counts-{self.format}" if self.format in ("csv", "tsv") else "counts"
        if self.format in ("rows", "parquet", "arrow"):
            return "rows"
        if self.shape == "nested":
            if self.format != "jsonl":
                raise DataError(
                    f"{self.format} cannot hold a list of mentions in a row; nested goes with jsonl, parquet and arrow"
                )
            return "nested"
        return self.format

    def as_fingerprint(self) -> dict[str, Any]:
        """What the output depends on."""
        return {name: value for name, value in asdict(self).items() if name not in _INCIDENTAL}
