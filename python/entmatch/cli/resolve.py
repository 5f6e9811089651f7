"""``entmatch resolve``: names in, ranked entities out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from entmatch.cli import BAD_DATA, layout
from entmatch.cli.documents import Rejects, date_option, gazetteer_option, output_options
from entmatch.cli.sinks import Sink
from entmatch.formats.document import Reject
from entmatch.formats.lines import decoded, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 1000


@click.command()
@click.argument("names", nargs=-1, metavar="[NAMES]...")
@click.option("-f", "--file", metavar="FILE", help="A file with a name on each line; '-' is standard input.")
@click.option("--kind", metavar="KIND", help="Only entities of this kind: populated_place, person ...")
@click.option("--country", metavar="ISO3", help="Only entities of this country.")
@click.option("--lang", metavar="CODE", help="The language that the name is from.")
@date_option("The day for which names and offices must hold.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Candidates for each name.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.05, show_default=True, help="The least probability."
)
@click.option("--rejects", metavar="FILE", help="Write lines that cannot be read here.")
@output_options
@gazetteer_option
def command(
    names: tuple[str, ...],
    file: str | None,
    rejects: str | None,
    output: str | None,
    to: str | None,
    gazetteer: str | None,
    **query: Any,
) -> int:
    """Rank the entities that names in any script or romanisation may mean.

    \b
      entmatch resolve Phenian
      entmatch resolve Пхеньян 평양 --kind populated_place
      entmatch resolve --file names.txt -o entities.csv
      cut -f3 table.tsv | entmatch resolve -
    """
    from entmatch.embedded import open_or_default

    if "-" in names and file is None:
        names, file = tuple(name for name in names if name != "-"), "-"
    if not names and file is None:
        if sys.stdin.isatty():
            raise click.UsageError("Nothing to resolve: give names, or --file.")
        file = "-"
    opened = open_or_default(gazetteer)
    jobs = os.cpu_count() or 1
    path = rejects or (f"{output}.rejects.jsonl" if output not in (None, "-") else None)
    with Sink(output, to, layout.resolutions) as sink, Rejects(path) as kept:
        for batch in _batches(names, file, kept):
            rows = [
                {"query": name, "rank": rank, **resolution.to_dict()}
                for name, found in zip(batch, opened.resolve_many(batch, jobs=jobs, **query), strict=True)
                for rank, resolution in enumerate(found, 1)
            ]
            sink.write(rows)
            for name in set(batch) - {row["query"] for row in rows}:
                click.echo(f"entmatch: nothing found for {name!r}", err=True)
    return BAD_DATA if kept.count else 0


def _batches(names: tuple[str, ...], file: str | None, kept: Rejects) -> Iterator[list[str]]:
    if names:
        yield list(names)
    batch: list[str] = []
    for line in read_lines(file) if file else ():
        text = line if isinstance(line, Reject) else decoded(line.raw)
        if isinstance(text, Reject):
            kept.add(text)
        elif isinstance(text, tuple) and not isinstance(line, Reject):
            kept.add(Reject(file or "", line.number, line.offset, text[1], line.raw))
        elif isinstance(text, str) and text.strip():
            batch.append(text.strip())
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
