"""Names looked up by names: `python benches/names.py NAMES [--count 100000] [--queries 2000] [--million]`.

NAMES is any file with a name on each line (a tab ends the name). Misspellings are made here, with a fixed seed: one or
two letters wrong, missing, added, or two neighbours exchanged. Each engine runs over the same names and queries in the
same process; what is counted is processor time, and how often the name itself is among the first five answers (names of
the same letters count as one). Rivals that are not installed are passed over and said: `pip install rapidfuzz
symspellpy scikit-learn fuzzyfst`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
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


def fuzzyfst(names: list[str]) -> Search:
    import fuzzyfst as library

    index = library.Fst.build(sorted(set(names)))
    at = {name: number for number, name in enumerate(names)}
    return lambda queries: ([at[found[0]] for found in index.fuzzy_search(query, 2)[:5]] for query in queries)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("--count", type=int, default=100_000, help="names (default: %(default)s)")
    parser.add_argument("--queries", type=int, default=2_000, help="queries (default: %(default)s)")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only these engines")
    args = parser.parse_args()
    lines = args.names.read_text(encoding="utf-8").splitlines()
    names = sorted({line.split("\t")[-1].lower() for line in lines if line.strip()})
    rng = random.Random(5)
    rng.shuffle(names)
    names = [name for name in names if name.isascii()][: args.count]
    if not names:
        sys.exit(f"{args.names}: no name in ASCII letters")
    queries = []
    while len(queries) < args.queries:
        record = rng.randrange(len(names))
        if len(names[record]) >= 5:
            queries.append((record, misspell(names[record], rng.choice((1, 2)), rng)))
    print(f"{len(names)} names, {len(queries)} misspellings\n")
    for title in args.engine or ENGINES:
        measure(title, names, queries)


if __name__ == "__main__":
    main()
