"""Names looked up by names: `python benches/names.py NAMES [--count 100000] [--queries 2000] [--million]`.

NAMES is any file with a name on each line (a tab ends the name). Misspellings are made here, with a fixed seed: one or
two letters wrong, missing, added, or two neighbours exchanged. Each engine runs over the same names and queries in the
same process; what is counted is processor time, and how often the name itself is among the first five answers (names of
the same letters count as one). Rivals that are not installed are passed over and said: `pip install rapidfuzz
symspellpy scikit-learn fuzzyfst`.

With --alternates (JSON lines with a spelling `q` and the keys `gold` of its names; NAMES are lines `key TAB name`) the
queries are real other spellings in Latin letters that are more than two errors away from each of their names.

With --ask (JSON lines with a spelling `q`) only the time of `NameIndex.search` for these is measured, in any script, with
and without the names that the embedded gazetteer knows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

Search = Callable[[list[str]], Iterable[list[int]]]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misspell(name: str, errors: int, rng: random.Random) -> str:
    letters = list(name)
    for _ in range(errors):
        at = rng.randrange(len(letters))
        kind = rng.randrange(4)
        if kind == 0:
            letters[at] = rng.choice(LETTERS)
        elif kind == 1:
            letters.insert(at, rng.choice(LETTERS))
        elif kind == 2 and len(letters) > 3:
            del letters[at]
        elif at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters.insert(at, rng.choice(LETTERS))
    return "".join(letters)


def plain(name: str) -> str:
    """Lower case without marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def errors(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]


def alternates(
    path: Path, rows: list[tuple[str, str]], most: int, count: int
) -> tuple[list[str], list[tuple[int, str]]]:
    """Names and queries: real spellings that no two errors lead to."""
    by_key: dict[str, str] = {}
    for key, name in rows:
        by_key.setdefault(key, plain(name))
    asked: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            query = json.loads(line)
            spelling = plain(query["q"])
            gold = [by_key[key] for key in query["gold"] if key in by_key]
            if spelling.isascii() and gold and all(name.isascii() and errors(spelling, name) > 2 for name in gold):
                asked.append((gold[0], spelling))
    random.Random(5).shuffle(asked)
    asked = asked[:most]
    wanted = {name for name, _ in asked}
    others = sorted({name for name in by_key.values() if name.isascii()} - wanted)
    random.Random(5).shuffle(others)
    names = sorted(wanted) + others[: max(0, count - len(wanted))]
    at = {name: number for number, name in enumerate(names)}
    return names, [(at[name], spelling) for name, spelling in asked]


def entmatch_misspelt(names: list[str]) -> Search:
    from entmatch import NameIndex

    index = NameIndex(names)
    index.misspelt(names[0])
    return lambda queries: ([record for record, _ in found] for found in index.misspelt_many(queries))


def entmatch_search(names: list[str]) -> Search:
    from entmatch import NameIndex

    index = NameIndex(names)
    return lambda queries: ([record for record, _ in found] for found in index.search_many(queries))


def rapidfuzz_extract(names: list[str]) -> Search:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return lambda queries: (
        [at for _, _, at in process.extract(query, names, scorer=OSA.distance, score_cutoff=2, limit=5)]
        for query in queries
    )


def rapidfuzz_cdist(names: list[str]) -> Search:
    import numpy
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    def search(queries: list[str]) -> Iterable[list[int]]:
        for start in range(0, len(queries), 50):
            distances = process.cdist(queries[start : start + 50], names, scorer=OSA.distance, score_cutoff=2)
            for row in distances:
                nearest = numpy.argpartition(row, 5)[:5]
                yield nearest[numpy.argsort(row[nearest], kind="stable")].tolist()

    return search


def symspellpy(names: list[str]) -> Search:
    from symspellpy import SymSpell, Verbosity

    index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    at = {}
    for number, name in enumerate(names):
        at.setdefault(name, number)
        index.create_dictionary_entry(name, 1)
    return lambda queries: (
        [at[found.term] for found in index.lookup(query, Verbosity.ALL, max_edit_distance=2)[:5]] for query in queries
    )


def rapidfuzz_ratio(names: list[str]) -> Search:
    from rapidfuzz import fuzz, process

    return lambda queries: (
        [at for _, _, at in process.extract(query, names, scorer=fuzz.ratio, limit=5)] for query in queries
    )


def fuzzyfst(names: list[str]) -> Search:
    import fuzzyfst as library

    at = {name: number for number, name in enumerate(names)}
    with tempfile.TemporaryDirectory() as folder:
        library.build(f"{folder}/names.fst", sorted(at))
        index = library.Fst.open(f"{folder}/names.fst")

    def search(queries: list[str]) -> Iterable[list[int]]:
        for query in queries:
            found = sorted(index.fuzzy_search(query, 2, metric="damerau"), key=lambda near: near[1])
            yield [at[name] for name, _ in found[:5]]

    return search


def tf_idf(names: list[str]) -> Search:
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), dtype=numpy.float32)
    matrix = vectors.fit_transform(names).T.tocsr()

    def search(queries: list[str]) -> Iterable[list[int]]:
        for query in queries:
            row = (vectors.transform([query]) @ matrix).toarray()[0]
            nearest = numpy.argpartition(-row, 5)[:5]
            yield nearest[numpy.argsort(-row[nearest], kind="stable")].tolist()

    return search


# What is slow is asked less: the share of the queries that an engine gets.
ENGINES: dict[str, tuple[Callable[[list[str]], Search], float]] = {
    "entmatch misspelt": (entmatch_misspelt, 1.0),
    "entmatch search": (entmatch_search, 0.5),
    "symspellpy": (symspellpy, 1.0),
    "fuzzyfst": (fuzzyfst, 0.2),
    "rapidfuzz cdist": (rapidfuzz_cdist, 0.1),
    "rapidfuzz extract": (rapidfuzz_extract, 0.05),
    "rapidfuzz ratio": (rapidfuzz_ratio, 0.05),
    "TF-IDF of 2-4-grams": (tf_idf, 0.1),
}


def measure(title: str, names: list[str], queries: list[tuple[int, str]]) -> None:
    make, share = ENGINES[title]
    asked = queries[: max(1, int(len(queries) * share))]
    start = time.process_time()
    try:
        search = make(names)
    except (ImportError, AttributeError) as error:
        print(f"{title:<22} not measured: {error}")
        return
    built = time.process_time() - start
    start = time.process_time()
    answers = list(search([query for _, query in asked]))
    spent = time.process_time() - start
    hits = sum(
        any(names[at] == names[record] for at in found[:5]) for (record, _), found in zip(asked, answers, strict=True)
    )
    print(
        f"{title:<22} build {built:7.2f} s   {len(asked) / spent:9.0f} queries/s   recall@5 {hits / len(asked):.3f}",
        flush=True,
    )


HOSTILE = {
    "10,000 letters": "a" * 10_000,
    "10,000 marks": "\u0301" * 10_000,
    "mixed scripts": "аb漢ひ한ع" * 1_700,
    "5,000 words": "x y " * 2_500,
    "Han": "張" * 10_000,
    "hyphens": "tsz-" * 2_500,
}


def hostile(names: list[str]) -> None:
    """What no name looks like: the longest of ten tries by the clock, milliseconds."""
    from entmatch import Gazetteer, NameIndex, similarity

    index, gazetteer = NameIndex(names), Gazetteer.default()
    ways: dict[str, Callable[[str], object]] = {
        "search": index.search,
        "misspelt": index.misspelt,
        "resolve": lambda query: gazetteer.resolve_many([query]),
        "similarity": lambda query: similarity(query, "Pyongyang"),
    }
    for title, way in ways.items():
        way("Pyongyang")
        for kind, query in HOSTILE.items():
            spent = []
            for _ in range(10):
                start = time.perf_counter()
                way(query)
                spent.append(time.perf_counter() - start)
            print(f"{title:<12} {kind:<16} {max(spent) * 1000:7.2f} ms   (least {min(spent) * 1000:.2f})")


def ask(names: list[str], files: list[Path], most: int) -> None:
    """Queries a second over all names; the second of two runs."""
    from entmatch import Gazetteer, NameIndex

    queries: list[str] = []
    rng = random.Random(5)
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
            spellings = [json.loads(line)["q"] for line in stream]
        rng.shuffle(spellings)
        queries += spellings[:most]
    for title, aliases in (("names alone", False), ("with aliases", True)):
        index = NameIndex(names, gazetteer=Gazetteer.default(), aliases=aliases)
        for _ in range(2):
            start = time.process_time()
            index.search_many(queries, limit=5)
            spent = time.process_time() - start
        print(f"{title:<22} {len(names)} names, {len(queries)} spellings: {len(queries) / spent:9.0f} queries/s")


def misspellings(lines: list[str], count: int, most: int) -> tuple[list[str], list[tuple[int, str]]]:
    names = sorted({line.split("\t")[-1].lower() for line in lines if line.strip()})
    rng = random.Random(5)
    rng.shuffle(names)
    names = [name for name in names if name.isascii()][:count]
    queries: list[tuple[int, str]] = []
    while len(queries) < most and any(len(name) >= 5 for name in names[:1000]):
        record = rng.randrange(len(names))
        if len(names[record]) >= 5:
            queries.append((record, misspell(names[record], rng.choice((1, 2)), rng)))
    return names, queries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("--count", type=int, default=100_000, help="names (default: %(default)s)")
    parser.add_argument("--queries", type=int, default=2_000, help="queries (default: %(default)s)")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only these engines")
    parser.add_argument("--hostile", action="store_true", help="time for what is no name")
    parser.add_argument("--alternates", type=Path, help="real spellings instead of misspellings")
    parser.add_argument("--ask", type=Path, nargs="+", help="spellings to time, JSON lines")
    args = parser.parse_args()
    lines = args.names.read_text(encoding="utf-8").splitlines()
    if args.ask:
        ask([line.split("\t")[-1] for line in lines if line.strip()][: args.count], args.ask, args.queries)
        return
    if args.alternates:
        rows = [(key, name) for key, tab, name in (line.partition("\t") for line in lines) if tab]
        names, queries = alternates(args.alternates, rows, args.queries, args.count)
        print(f"{len(names)} names, {len(queries)} real spellings more than two errors away\n")
    else:
        names, queries = misspellings(lines, args.count, args.queries)
        print(f"{len(names)} names, {len(queries)} misspellings\n")
    if args.hostile:
        hostile(names)
        return
    if not queries:
        sys.exit(f"{args.names}: no name in ASCII letters to ask for")
    for title in args.engine or ENGINES:
        measure(title, names, queries)


if __name__ == "__main__":
    main()
