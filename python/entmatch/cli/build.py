"""``entmatch build``: lists of names in, one gazetteer file out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from entmatch.cli import BAD_DATA
from entmatch.cli.reading import read_list
from entmatch.formats.lines import unreadable


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("-o", "--output", required=True, metavar="FILE.emx", help="The gazetteer file to write.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column of a table holds a field."
)
@click.option("--value", "values", multiple=True, metavar="FIELD=VALUE", help="The value of a field without a column.")
@click.option("--title", default="", help="A title for people, kept in the file.")
@click.option("--no-sounds", is_flag=True, help="Leave out what resolves names by their sound: a smaller file, sooner.")
@click.option(
    "--variants",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Add up to N spellings an entity that romanisations and transcriptions give its names (default: none).",
)
@click.option(
    "--variants-from",
    type=float,
    metavar="PROMINENCE",
    help="Only for entities of this prominence or more: 0 a village, 10 a large country (default: all).",
)
@click.option("--rejects", metavar="FILE", help="Write unusable records here (default: OUTPUT.rejects.jsonl).")
@click.option("--max-bad", type=click.IntRange(0), default=0, help="Unusable records that still count as done.")
def command(
    sources: tuple[str, ...],
    output: str,
    columns: tuple[str, ...],
    values: tuple[str, ...],
    title: str,
    no_sounds: bool,
    variants: int,
    variants_from: float | None,
    rejects: str | None,
    max_bad: int,
) -> int:
    """Compile lists of names into one gazetteer file.

    SOURCES are JSON lines (one entity a line), CSV or TSV with a header, Parquet, or gazetteer files to be extended.
    With --column or --value JSON lines are rows of a table too. The first source is believed first where two disagree.
    Records that cannot be used are written to the rejects file.

    With --variants 8, 평양 is also found as P'yŏngyang and Pkhen'yan: each such spelling says which schemes lead to
    it, and none is added that is the name of something else or a known word.

    \b
      entmatch build companies.csv -o companies.emx --column name=company --value kind=company
      entmatch build world.jsonl mine.jsonl -o world-and-mine.emx
      entmatch build mine.jsonl -o mine.emx --variants 8
      entmatch build names.csv -o names.emx --no-sounds
      entmatch build old.emx new.parquet -o new.emx --column name=label --column ids.wikidata=qid
    """
    from entmatch import GazetteerBuilder

    builder = GazetteerBuilder()
    for rank, source in enumerate(sources):
        read_list(builder, source, pairs(columns), pairs(values), rank)
    built = builder.build(title=title, sounds=not no_sounds, variants=variants, variants_from=variants_from)
    built.save(output)
    report = builder.report()
    click.echo(f"entmatch: {report['summary']}", err=True)
    if variants:
        click.echo(f"entmatch: {report['variants']} spellings added", err=True)
    for note in report["notes"]:
        click.echo(f"entmatch: {note}", err=True)
    if report["rejected"]:
        write_rejects(rejects or f"{output}.rejects.jsonl", report["rejects"])
    click.echo(f"entmatch: {output}: {len(built)} entities, digest {built.digest}", err=True)
    return BAD_DATA if report["rejected"] > max_bad else 0


def pairs(given: tuple[str, ...]) -> dict[str, str]:
    """The parts of FIELD=VALUE options."""
    split = {}
    for pair in given:
        field, equals, value = pair.partition("=")
        if not equals or not field or not value:
            raise click.UsageError(f"{pair!r} is not of the form FIELD=VALUE.")
        split[field] = value
    return split


def write_rejects(path: str, rejects: list[dict[str, object]]) -> None:
    """Says the first rejects on standard error and writes all of them."""
    for reject in rejects[:20]:
        click.echo(f"entmatch: {reject['file']}:{reject['line']}: {reject['reason']}", err=True)
    try:
        with Path(path).open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(reject, ensure_ascii=False) + "\n" for reject in rejects)
    except OSError as error:
        raise unreadable(path, error) from error
    click.echo(f"entmatch: {len(rejects)} records left out; they are in {path}", err=True)
