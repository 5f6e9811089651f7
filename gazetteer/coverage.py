"""How much of an annotated corpus a gazetteer source can find at all: `coverage.py world.jsonl CORPUS.jsonl.gz ...`.

The corpora are JSON lines with `mentions`, each with a `surface` and a `gold_id` such as `geonames:4314550`. Printed:
the share of mentions whose gold id is an entity; whose surface is a name of anything; whose surface is a name of
the gold entity; and how many entities a surface that is known may mean.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from world.text import plain, squeeze


def key(text: str) -> str:
    return plain(squeeze(text.replace("’", "'").replace("-", " "))).replace("'", "").replace(".", "")


def read_source(path: Path) -> tuple[set[str], dict[str, set[str]]]:
    """All GeoNames ids, and for each name the ids of the entities that bear it."""
    ids: set[str] = set()
    named: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            if "names" not in row:
                continue
            geonames = row.get("ids", {}).get("geonames")
            entity = f"geonames:{geonames}" if geonames else row["id"]
            ids.add(entity)
            for name in row["names"]:
                named[key(name["text"])].add(entity)
    return ids, named


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a gazetteer source in JSON lines")
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--missing", type=int, default=0, help="print so many of the most frequent misses")
    args = parser.parse_args()
    ids, named = read_source(args.source)
    for corpus in args.corpora:
        count: Counter[str] = Counter()
        lost: Counter[tuple[str, str]] = Counter()
        with gzip.open(corpus, "rt", encoding="utf-8") as stream:
            mentions = [mention for line in stream for mention in json.loads(line)["mentions"]]
        for mention in mentions:
            gold, found = mention["gold_id"] or "", named.get(key(mention["surface"]), set())
            count["names"] += bool(found)
            count["candidates"] += len(found)
            if gold.startswith("geonames:"):
                count["with id"] += 1
                count["ids"] += gold in ids
                count["names of gold"] += gold in found
            if not found or (gold.startswith("geonames:") and gold not in found):
                why = "no name" if not found else "no entity" if gold not in ids else "other name"
                lost[why, f"{mention['surface']} = {mention.get('name')} ({gold})"] += 1
        print(
            f"{corpus.name}: {len(mentions)} mentions; gold id present {share(count['ids'], count['with id'])}, "
            f"surface is a name {share(count['names'], len(mentions))}, "
            f"of the gold id {share(count['names of gold'], count['with id'])}; "
            f"{count['candidates'] / max(count['names'], 1):.1f} candidates"
        )
        for (why, text), times in lost.most_common(args.missing):
            print(f"  {times:4} {why}: {text}")
    return 0


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
