"""Do scores hold? `python benches/reliability.py QUERIES... [--names NAMES] [--count 3000]`.

QUERIES are JSON lines with a spelling `q` and the names `gold` that it may stand for (plain or gzip). Asked is the
embedded gazetteer (`resolve`), and with --names (lines `key TAB name`, of which `gold` are keys) a `NameIndex` of them
that knows how well known a name is. Printed is, for each step of the best answer's score, how many there were, what was
said and what was true. A `resolve` is right if the entity has a name of `gold`; queries whose answer the gazetteer has
not at all are passed over and counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import entmatch

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = 10


def lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        return stream.read().splitlines()


def plain(name: str) -> str:
    letters = (c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", "".join(letters)).split())


def show(title: str, answers: Iterable[tuple[float, bool]]) -> None:
    bins = [[0.0, 0.0, 0.0] for _ in range(STEPS)]
    for score, right in answers:
        step = bins[min(int(score * STEPS), STEPS - 1)]
        step[0] += 1
        step[1] += score
        step[2] += float(right)
    print(f"\n{title}\n\n| score | answers | said | true |\n|---|---|---|---|")
    for number, (count, said, right) in enumerate(bins):
        if count:
            low, high = number / STEPS, (number + 1) / STEPS
            print(f"| {low:.1f} to {high:.1f} | {count:.0f} | {said / count:.2f} | {right / count:.2f} |")


def names_of(gazetteer: entmatch.Gazetteer, identifier: str) -> set[str]:
    return {plain(name) for name in gazetteer.entity(identifier).names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=Path, nargs="+")
    parser.add_argument("--names", type=Path, help="a list to search, besides the embedded gazetteer")
    parser.add_argument("--count", type=int, default=3000, help="queries of each file (default: %(default)s)")
    args = parser.parse_args()
    gazetteer = entmatch.Gazetteer.default()
    known: dict[str, bool] = {}
    index = None
    if args.names:
        rows = [line.split("\t")[:2] for line in lines(args.names)]
        index = entmatch.NameIndex([name for _, name in rows], gazetteer=gazetteer)
    for path in args.queries:
        queries = [json.loads(line) for line in lines(path)]
        random.Random(3).shuffle(queries)
        queries = queries[: args.count]
        answers: list[tuple[float, bool]] = []
        absent = 0
        for query, found in zip(
            queries, gazetteer.resolve_many([q["q"] for q in queries], limit=1, min_score=0.0), strict=True
        ):
            gold = {plain(name) for name in query["gold"]}
            for name in gold - known.keys():
                known[name] = any(plain(r.matched) == name for r in gazetteer.resolve_many([name], limit=1)[0])
            if not any(known[name] for name in gold):
                absent += 1
            elif found:
                right = bool(names_of(gazetteer, found[0].entity_id) & gold)
                answers.append((found[0].score, right))
        show(f"resolve, {path.name}: {len(answers)} answers, {absent} names that the gazetteer has not", answers)
        if index is not None:
            best = zip(queries, index.search_many([q["q"] for q in queries], limit=1), strict=True)
            show(f"NameIndex, {path.name}", ((f[0][1], rows[f[0][0]][0] in q["gold"]) for q, f in best if f))


if __name__ == "__main__":
    main()
