"""Score `entmatch.normalize` on the gold documents: precision, recall, F1, and what went wrong.

    python tests/evaluate_documents.py [--lang ru] [--doc ID] [--quiet]
    python tests/evaluate_documents.py --rows mentions.jsonl

Three measures, from severe to mild: `strict` wants the same span, an accepted reading, name and
country; `span` the same span only; `overlap` a common character and an accepted reading, name and
country. Codes are scored apart, over the strict hits whose row expects one.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gold import Case, Gold, load, trim

COLUMNS = ("start", "end", "surface", "reading", "entity_id", "name", "country", "code", "lat", "lon")
EARTH_RADIUS_KM = 6371.0
NEAR_KM = 100.0
MEASURES = ("strict", "span", "overlap")


@dataclass(frozen=True)
class Row:
    """The columns of one answered mention that are scored; `span` is trimmed at its edges."""

    span: tuple[int, int]
    surface: str
    reading: str
    entity_id: str | None
    name: str
    country: str | None
    code: str
    point: tuple[float, float] | None

    @classmethod
    def of(cls, mention: object, text: str) -> Row:
        """From a mapping (a JSONL row) or an object with the columns as attributes."""
        if isinstance(mention, Mapping):
            value: dict[str, Any] = {key: mention.get(key) for key in COLUMNS}
        else:
            value = {key: getattr(mention, key, None) for key in COLUMNS}
        start, end = int(value["start"]), int(value["end"])
        return cls(
            span=trim(text, start, end),
            surface=text[start:end],
            reading=str(value["reading"]).lower().rpartition(".")[2],
            entity_id=value["entity_id"] or None,
            name=value["name"] or "",
            country=value["country"] or None,
            code=value["code"] or "",
            point=None if value["lat"] is None else (float(value["lat"]), float(value["lon"])),
        )

    def __str__(self) -> str:
        name = self.name if self.entity_id else f"{self.name} (NIL)"
        point = f", {self.point[0]:.2f} {self.point[1]:.2f}" if self.point else ""
        return f"{self.surface} [{self.reading}, {name}, {self.country}, {self.code}{point}]"


@dataclass
class Count:
    """Hits, misses and spurious rows."""

    hits: int = 0
    misses: int = 0
    spurious: int = 0

    def add(self, other: Count) -> None:
        self.hits += other.hits
        self.misses += other.misses
        self.spurious += other.spurious

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.spurious)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        return _share(2 * self.hits, 2 * self.hits + self.misses + self.spurious)


@dataclass
class Score:
    """What one document, one language or the whole set got."""

    counts: dict[str, Count] = field(default_factory=lambda: {m: Count() for m in MEASURES})
    codes_right: int = 0
    codes: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for measure, count in other.counts.items():
            self.counts[measure].add(count)
        self.codes_right += other.codes_right
        self.codes += other.codes
        self.faults += other.faults

    def __str__(self) -> str:
        figures = (f"{m} {c.precision:.3f} {c.recall:.3f} {c.f1:.3f}" for m, c in self.counts.items())
        return f"{'   '.join(figures)}   codes {_share(self.codes_right, self.codes):.3f}"


def score_case(case: Case, mentions: Iterable[object]) -> Score:
    """Compare the mentions that were answered for a document with its gold rows."""
    rows = [Row.of(mention, case.text) for mention in mentions]
    rows = [row for row in rows if not _embedded(row, rows)]
    golds = [gold for choice in case.mentions for gold in _best_variant(case, choice, rows)]
    tests: dict[str, Callable[[Gold, Row], bool]] = {
        "strict": lambda gold, row: _same_span(case, gold, row) and _agrees(gold, row),
        "span": lambda gold, row: _same_span(case, gold, row),
        "overlap": lambda gold, row: _overlap(gold, row) and _agrees(gold, row),
    }
    score = Score()
    for measure, test in tests.items():
        pairs = _pair(golds, rows, test)
        hit_rows = set(pairs.values())
        required = [g for g, gold in enumerate(golds) if not gold.optional]
        hits = sum(1 for g in required if g in pairs)
        spurious = len(rows) - len(hit_rows)
        score.counts[measure] = Count(hits, len(required) - hits, spurious)
        if measure == "strict":
            _codes(score, [(golds[g], rows[r]) for g, r in pairs.items()])
            score.faults += _faults(golds, rows, pairs)
    return score


def score_all(cases: Sequence[Case], normalize: Callable[[Case], Iterable[object]]) -> dict[str, Score]:
    """Score every case; the keys of the answer are the document ids."""
    return {case.id: score_case(case, normalize(case)) for case in cases}


def fold(name: str) -> str:
    """The name without case, marks, punctuation, article and a last word in brackets, in which
    canonical spellings differ.

    >>> fold("The Côte-d’Ivoire") == fold("cote d'ivoire")
    True
    >>> fold("National Assembly (France)")
    'national assembly'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼʻ")
    plain = re.sub(r"\s*\([^()]*\)\Z", "", plain) or plain
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _accepted(expected: object) -> list[Any]:
    return expected if isinstance(expected, list) else [expected]


def _agrees(gold: Gold, row: Row) -> bool:
    """Reading, name and country are among those that the gold row accepts."""
    expects = gold.expects
    return (
        row.reading in _accepted(expects["reading"])
        and ("country" not in expects or row.country in _accepted(expects["country"]))
        and ("name" not in expects or _name_agrees(expects, row))
        and ("near" not in expects or row.reading != "place" or _is_near(row, *expects["near"]))
    )


def _is_near(row: Row, lat: float, lon: float) -> bool:
    """Within 100 km, which tells namesakes apart and not one centre of a place from another."""
    if row.point is None:
        return False
    there, here = math.radians(row.point[0]), math.radians(lat)
    half_lon = math.radians(row.point[1] - lon) / 2
    chord = math.sin((there - here) / 2) ** 2 + math.cos(there) * math.cos(here) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord))) <= NEAR_KM


def _name_agrees(expects: Mapping[str, Any], row: Row) -> bool:
    names = [*_accepted(expects["name"]), expects.get("nil_name")]
    if expects["name"] is None and row.entity_id is None:
        return True
    return fold(row.name) in {fold(name) for name in names if name}


def _same_span(case: Case, gold: Gold, row: Row) -> bool:
    return trim(case.text, gold.start, gold.end) == row.span


def _overlap(gold: Gold, row: Row) -> bool:
    return gold.start < row.span[1] and row.span[0] < gold.end


def _embedded(row: Row, rows: Iterable[Row]) -> bool:
    """A name kept inside a longer one ("England" in "Bank of England") is no answer of its own."""
    start, end = row.span
    return row.reading == "other" and any(
        other.span != row.span and other.span[0] <= start and end <= other.span[1] for other in rows
    )


def _best_variant(case: Case, gold: Gold, rows: Sequence[Row]) -> tuple[Gold, ...]:
    """The annotation of this place that the answer meets best; the first one on a tie."""

    def misfit(variant: tuple[Gold, ...]) -> tuple[float, float]:
        # Wrong or missing rows first, then spans that differ.
        near = [row for row in rows if any(_overlap(one, row) for one in (gold, *variant))]
        total = len(near) + len(variant)
        spans = _pair(variant, near, lambda one, row: _same_span(case, one, row))
        right = _pair(variant, near, lambda one, row: _same_span(case, one, row) and _agrees(one, row))
        return total - 2 * len(right), total - 2 * len(spans)

    return min(((gold,), *gold.variants), key=misfit)


def _pair(golds: Sequence[Gold], rows: Sequence[Row], test: Callable[[Gold, Row], bool]) -> dict[int, int]:
    """Gold number to row number, each used once, in text order."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for g, gold in enumerate(golds):
        for r, row in enumerate(rows):
            if r not in used and test(gold, row):
                pairs[g] = r
                used.add(r)
                break
    return pairs


def _codes(score: Score, pairs: Iterable[tuple[Gold, Row]]) -> None:
    for gold, row in pairs:
        if "code" not in gold.expects or row.reading not in {"actor", "person"}:
            continue
        score.codes += 1
        if row.code in _accepted(gold.expects["code"]):
            score.codes_right += 1
        else:
            score.faults.append(f"  code    {row}: expected {_show(gold.expects['code'])}")


def _faults(golds: Sequence[Gold], rows: Sequence[Row], pairs: Mapping[int, int]) -> list[str]:
    """One line for each row of the answer that is wrong or missing, beside what was expected."""
    faults = []
    told: set[int] = set(pairs.values())
    for g, gold in enumerate(golds):
        if g in pairs:
            continue
        near = [r for r, row in enumerate(rows) if r not in told and _overlap(gold, row)]
        if near:
            told.update(near)
            got = "; ".join(str(rows[r]) for r in near)
            faults.append(f"  wrong   {_describe(gold)}: got {got}")
        elif not gold.optional:
            faults.append(f"  missing {_describe(gold)}")
    faults += [f"  extra   {row}" for r, row in enumerate(rows) if r not in told]
    return faults


def _describe(gold: Gold) -> str:
    values = [_show(gold.expects.get(key, "")) for key in ("reading", "name", "country", "code")]
    if "near" in gold.expects:
        values.append("{:.2f} {:.2f}".format(*gold.expects["near"]))
    return f"{gold.surface} [{', '.join(values)}]"


def _show(expected: object) -> str:
    return "|".join("NIL" if value is None else str(value) for value in _accepted(expected))


def entmatch_normalize(case: Case) -> Iterable[object]:
    """Ask entmatch, with the document's date and without telling the language."""
    import entmatch

    answer: Iterable[object] = entmatch.normalize(case.text, date=case.date.isoformat())
    return answer


def rows_normalize(path: Path) -> Callable[[Case], Iterable[object]]:
    """Answers from a JSONL file that `entmatch normalize` wrote, by `doc_id`."""
    answers: dict[str, list[object]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answers[row["doc_id"]].append(row)
    return lambda case: answers[case.id]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--rows", type=Path, help="score this JSONL file of mentions instead")
    parser.add_argument("--lang", help="only documents in this language")
    parser.add_argument("--doc", help="only documents whose id begins so")
    parser.add_argument("--quiet", action="store_true", help="figures only, no list of faults")
    parser.add_argument("--texts", action="store_true", help="print the documents, with their places, as JSONL and end")
    options = parser.parse_args(arguments)
    cases = [case for case in load() if options.lang in (None, case.lang) and case.id.startswith(options.doc or "")]
    if options.texts:
        for case in cases:
            document = {"id": case.id, "date": case.date.isoformat(), "text": case.text, "mentions": _places(case)}
            print(json.dumps(document, ensure_ascii=False))
        return 0
    normalize = rows_normalize(options.rows) if options.rows else entmatch_normalize
    scores = score_all(cases, normalize)
    report(cases, scores, faults=not options.quiet)
    return 0


def _places(case: Case) -> list[dict[str, int]]:
    """Where a place is named, for whatever is meant by it: what `make train-places` learns from."""
    named = [m for m in case.mentions if m.expects["reading"] in ("place", "actor") and m.expects.get("name", "")]
    return [{"start": mention.start, "end": mention.end} for mention in named]


def report(cases: Sequence[Case], scores: Mapping[str, Score], *, faults: bool) -> None:
    """Print faults by document, then precision, recall and F1 by language and in total."""
    languages: dict[str, Score] = defaultdict(Score)
    total = Score()
    for case in cases:
        score = scores[case.id]
        languages[case.lang].add(score)
        total.add(score)
        if faults and score.faults:
            print(f"{case.id} ({case.lang}, {case.date}): strict F1 {score.counts['strict'].f1:.3f}")
            print("\n".join(score.faults))
    print("precision, recall, F1 of each measure; share of codes right")
    for lang, score in sorted(languages.items()):
        print(f"{lang:5} {score}")
    print(f"all   {total}   ({len(cases)} documents)")


if __name__ == "__main__":
    sys.exit(main())
