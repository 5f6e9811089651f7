"""``entmatch bench``: how fast this machine is, with this gazetteer or one's own names, on these texts."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from entmatch.cli.documents import gazetteer_option
from entmatch.cli.layout import aligned
from entmatch.formats import Document, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Search = Callable[[str], Sequence[Any]]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Names of your own, one a line: times a matcher of them, and other matchers that are installed.",
)
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=2.0, show_default=True, help="Time for each measurement."
)
@gazetteer_option
def command(files: tuple[str, ...], names: Path | None, seconds: float, gazetteer: str | None) -> None:
    """Time the scan and the normaliser over documents, on one core; with --names, matchers of those names instead.

    \b
      entmatch bench articles.jsonl
      entmatch bench articles.jsonl --names names.txt

    Other matchers (flashtext, flashtext2, pyahocorasick, ahocorasick_rs) are timed as they come, over texts and names
    in small letters. The automata report parts of words and overlaps as well, so their counts are higher.
    """
    texts = [got.text for got in read_documents(files) if isinstance(got, Document)]
    size = sum(len(text.encode()) for text in texts)
    if not size:
        raise click.UsageError("there is no text in the documents")
    if names is None:
        opening, rows = _gazetteer(texts, size, seconds, gazetteer)
    elif gazetteer:
        raise click.UsageError("give either --names or --gazetteer")
    else:
        opening, rows = _names(names, texts, size, seconds)
    click.echo(f"{len(texts)} documents, {size / 1e6:.2f} MB; {opening}")
    click.echo(aligned(rows, right=range(1, len(rows[0]))), nl=False)


def _gazetteer(texts: list[str], size: int, seconds: float, path: str | None) -> tuple[str, list[list[str]]]:
    from entmatch import Normalizer
    from entmatch.embedded import open_or_default

    start = time.perf_counter()
    opened = open_or_default(path)
    opening = time.perf_counter() - start
    normalizer = Normalizer(opened)
    rows = [["", "MB/s", "documents/s", "rows"]]
    rows.append(_row("find", texts, size, seconds, lambda: len(opened.find_batch(texts))))
    rows.append(_row("normalize", texts, size, seconds, lambda: len(normalizer.normalize_batch(texts))))
    return f"gazetteer opened in {opening * 1e3:.1f} ms", rows


def _names(path: Path, texts: list[str], size: int, seconds: float) -> tuple[str, list[list[str]]]:
    from entmatch import Matcher

    names = [name for line in path.read_text(encoding="utf-8").splitlines() if (name := line.strip())]
    if not names:
        raise click.UsageError(f"{path} has no names; expected one a line")
    rows = [["", "built, s", "MB/s", "documents/s", "found"]]
    missing = []
    start = time.process_time()
    matcher = Matcher.from_names(names)
    built = f"{time.process_time() - start:.2f}"
    works: list[tuple[str, Callable[[], int]]] = [
        ("entmatch find_many", lambda: matcher.find_many(texts, threads=1).count),
        ("entmatch find", lambda: sum(len(matcher.find(text)) for text in texts)),
    ]
    for title, work in works:
        title, *rates = _row(title, texts, size, seconds, work)
        rows.append([title, built, *rates])
    small = list(dict.fromkeys(name.lower() for name in names))
    lower = [text.lower() for text in texts]
    for title, make in RIVALS.items():
        start = time.process_time()
        try:
            search = make(small)
        except ImportError:
            missing.append(title)
            continue
        built = f"{time.process_time() - start:.2f}"
        _, *rates = _row(title, texts, size, seconds, partial(_count, search, lower))
        rows.append([title, built, *rates])
    without = f"; not installed: {', '.join(missing)}" if missing else ""
    return f"{len(names)} names{without}", rows


def _count(search: Search, texts: list[str]) -> int:
    return sum(len(search(text)) for text in texts)


def _flashtext(names: list[str]) -> Search:
    import flashtext

    processor = flashtext.KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name, name)
    return lambda text: processor.extract_keywords(text, span_info=True)


def _flashtext2(names: list[str]) -> Search:
    import flashtext2

    processor = flashtext2.KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name, name)
    return lambda text: processor.extract_keywords_with_span(text)


def _pyahocorasick(names: list[str]) -> Search:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, name in enumerate(names):
        automaton.add_word(name, number)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text))


def _ahocorasick_rs(names: list[str]) -> Search:
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(names)
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)


RIVALS: dict[str, Callable[[list[str]], Search]] = {
    "flashtext": _flashtext,
    "flashtext2": _flashtext2,
    "pyahocorasick": _pyahocorasick,
    "ahocorasick_rs": _ahocorasick_rs,
}


def _row(name: str, texts: list[str], size: int, seconds: float, work: Callable[[], int]) -> list[str]:
    rounds, found = 0, 0
    start = time.process_time()
    while (spent := time.process_time() - start) < seconds:
        found = work()
        rounds += 1
    rate = rounds / spent
    return [name, f"{size * rate / 1e6:.1f}", f"{len(texts) * rate:,.0f}", f"{found:,}"]
