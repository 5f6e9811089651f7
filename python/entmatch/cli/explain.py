"""``entmatch explain``: why an answer is what it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from entmatch.cli.documents import date_option, gazetteer_option
from entmatch.cli.layout import aligned
from entmatch.formats import Document, Reject, read_documents

if TYPE_CHECKING:
    from entmatch import Belief

# Characters of the text on both sides of a name, and reasons shown for what is left out.
WIDTH = 40
REASONS = 6


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("-d", "--doc", "documents", multiple=True, metavar="FILE", help="The same as FILES.")
@click.option("-t", "--text", help="A text itself, instead of a file.")
@click.option("-p", "--pair", is_flag=True, help="The two arguments are names: compare them.")
@click.option("-n", "--name", "names", multiple=True, help="Explain how a name is resolved, instead of a text.")
@click.option("-s", "--surface", help="Only mentions whose text holds this.")
@date_option("The date of the text.")
@click.option("--lang", metavar="CODE", help="The language of the text.")
@gazetteer_option
def command(
    files: tuple[str, ...],
    documents: tuple[str, ...],
    pair: bool,
    text: str | None,
    names: tuple[str, ...],
    surface: str | None,
    date: str | None,
    lang: str | None,
    gazetteer: str | None,
) -> int:
    """Show the reasons for mentions in a text, or for the ranking of a name; and the places that were left out.

    \b
      entmatch explain --doc article.txt --surface Tokyo --date 2024-06-20
      entmatch explain --name Phenian
      entmatch explain Хаяси Hayashi
    """
    if pair or (not documents and _are_names(files, text, names)):
        return _compare(files)
    files += documents
    from entmatch import Normalizer
    from entmatch.embedded import open_or_default

    opened = open_or_default(gazetteer)
    for name in names:
        click.echo(f"{name}\n")
        for resolution in opened.resolve(name, lang=lang, date=date):
            click.echo(_answer(resolution.to_dict()))
            rows = [
                [f"{item['weight']:+.2f}", item["feature"], item["value"]] for item in resolution.to_dict()["evidence"]
            ]
            click.echo("".join(f"    {line}\n" for line in aligned(rows, right=(0,)).splitlines()))
    if names and not files and text is None:
        return 0
    given = [Document("", text)] if text is not None else read_documents(files or ("-",))
    if text is None and not files and sys.stdin.isatty():
        raise click.UsageError("Nothing to explain: give a file, --text or --name.")
    normalizer = Normalizer(opened)
    for document in given:
        if isinstance(document, Reject):
            click.echo(f"entmatch: {document}", err=True)
            continue
        when, language = document.date or date, document.lang or lang
        for mention in normalizer.normalize(document.text, date=when, lang=language):
            if surface is None or surface in mention.surface:
                click.echo(_mention(mention.to_dict(), document.text))
        for belief in normalizer.beliefs(document.text, date=when, lang=language):
            if not belief.held and (surface is None or surface in belief.surface):
                click.echo(_left_out(belief, document.text))
    return 0


def _are_names(files: tuple[str, ...], text: str | None, names: tuple[str, ...]) -> bool:
    """Two arguments that are no files are a pair of names."""
    return len(files) == 2 and text is None and not names and not any(_is_file(file) for file in files)


def _is_file(name: str) -> bool:
    return name == "-" or "/" in name or Path(name).exists() or Path(name).suffix in (".txt", ".json", ".jsonl", ".csv")


def _compare(pair: tuple[str, ...]) -> int:
    from entmatch import similarity

    if len(pair) != 2:
        raise click.UsageError(f"--pair compares two names, got {len(pair)}.")
    found = similarity(*pair)
    click.echo(f"{pair[0]} = {pair[1]}? {found.score:.2f}\n")
    if found.via:
        click.echo(f"  {found.via}")
    click.echo(f"  {found.alignment or 'nothing in common'}\n")
    rows = [[f"{value:.2f}", feature] for feature, value in found.evidence]
    click.echo("".join(f"  {line}\n" for line in aligned(rows, right=(0,)).splitlines()), nl=False)
    return 0


def _mention(row: dict[str, Any], text: str) -> str:
    lines = [_in_context(text, row["start"], row["end"]), _answer(row)]
    lines += [f"    - {reason}" for reason in row["evidence"]]
    lines += [f"    or {name} {entity_id} ({score:.2f})" for entity_id, name, score in row["alternatives"]]
    return "\n".join(lines) + "\n"


def _left_out(belief: Belief, text: str) -> str:
    lines = [
        _in_context(text, belief.start, belief.end),
        f"  not taken for {belief.name} {belief.entity_id}, {belief.probability:.2f}",
    ]
    lines += [f"    {said:+.2f} {feature}" for feature, said in belief.reasons[:REASONS]]
    return "\n".join(lines) + "\n"


def _in_context(text: str, start: int, end: int) -> str:
    around = " ".join(f"{text[max(0, start - WIDTH) : start]}[{text[start:end]}]{text[end : end + WIDTH]}".split())
    return f"{start}:{end}  {around}"


def _answer(row: dict[str, Any]) -> str:
    parts = [row.get("reading"), row["name"], row["entity_id"] or "not in the gazetteer", row.get("code"), row["kind"]]
    how = f"{row['how']}: {row['via']}" if row["via"] else row["how"]
    return f"  = {' '.join(part for part in parts if part)}, {row['score']:.2f} ({how})"
