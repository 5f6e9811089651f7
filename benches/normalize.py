"""How fast documents are judged, beside finding names in them and nothing more.

    python benches/normalize.py --articles DIR

`DIR` holds `en.jsonl.gz`, `cyrillic.jsonl.gz` and `korean.jsonl.gz`, one object with `text` a line. A normalizer
remembers names that it has read, so that in each run a new one reads one half of the texts and is then timed on the
other, which it has never seen: the halves change places from run to run. The methods run in turn in one process; a
figure is the median of the runs, in megabytes of UTF-8 a second of processor time (of all threads together, so that it
is the speed of one core).
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

import entmatch

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("en", "cyrillic", "korean")


def texts_of(path: Path, most: int) -> list[str]:
    """The texts of the first `most` records."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(most), strict=False)]


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def seconds(job: Callable[[], object]) -> float:
    """Of processor time."""
    start = time.process_time()
    job()
    return time.process_time() - start


def run(gazetteer: entmatch.Gazetteer, others: list[str], texts: list[str]) -> list[float]:
    """Megabytes a second of each method."""

    def normalizer() -> entmatch.Normalizer:
        normalizer = entmatch.Normalizer(gazetteer)
        normalizer.normalize_many(others)
        return normalizer

    table = pa.table({"id": [str(n) for n in range(len(texts))], "text": texts})
    jobs: list[Callable[[], object]] = [
        partial(gazetteer.find_many, texts),
        partial(normalizer().normalize_many, texts),
        partial(normalizer().normalize_table, table, id="id"),
    ]
    return [megabytes(texts) / seconds(job) for job in jobs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, metavar="DIR")
    parser.add_argument("--count", type=int, default=5000, help="articles of each file at most")
    parser.add_argument("--runs", type=int, default=6)
    options = parser.parse_args()
    gazetteer = entmatch.Gazetteer.default()
    print(f"{'':10} {'find_many':>12} {'normalize_many':>15} {'normalize_table':>16}   MB a second of processor time")
    for language in LANGUAGES:
        texts = texts_of(options.articles / f"{language}.jsonl.gz", options.count)
        halves = [texts[: len(texts) // 2], texts[len(texts) // 2 :]]
        run(gazetteer, *halves)
        runs = [run(gazetteer, halves[number % 2], halves[1 - number % 2]) for number in range(options.runs)]
        find, many, columns = (statistics.median(method) for method in zip(*runs, strict=True))
        print(f"{language:10} {find:12.1f} {many:15.1f} {columns:16.1f}")


if __name__ == "__main__":
    main()
