"""``entmatch import``: a list or a public source as gazetteer JSON lines, to be looked at, edited and built."""

from __future__ import annotations

import click

from entmatch.cli import BAD_DATA
from entmatch.cli.build import pairs, write_rejects


@click.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("-o", "--output", required=True, metavar="FILE.jsonl", help="The JSON lines to write.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column of a table holds a field."
)
@click.option("--value", "values", multiple=True, metavar="FIELD=VALUE", help="The value of a field without a column.")
@click.option(
    "--from",
    "source",
    type=click.Choice(["geonames", "wikidata", "followthemoney", "cameo", "jrc"]),
    help="The public source that the files are of; they are read together.",
)
@click.option("--language", "languages", multiple=True, metavar="LANG", help="Take names in this language only.")
@click.option("--min-population", default=0, help="Leave out populated places of fewer inhabitants.")
@click.option("--rejects", metavar="FILE", help="Write unusable records here (default: OUTPUT.rejects.jsonl).")
def command(
    sources: tuple[str, ...],
    output: str,
    columns: tuple[str, ...],
    values: tuple[str, ...],
    source: str | None,
    languages: tuple[str, ...],
    min_population: int,
    rejects: str | None,
) -> int:
    """Turn lists and public sources into gazetteer JSON lines, one entity a line.

    Records of one id are merged, names are tidied, dates and codes are checked; what cannot be used is written to the
    rejects file.

    \b
      entmatch import parties.csv -o parties.jsonl --value kind=party --column name=party
      entmatch build parties.jsonl -o parties.emx
      entmatch import --from geonames KR.zip alternateNamesV2.zip -o korea.jsonl
      entmatch import --from cameo Phoenix.*.txt.gz -o phoenix.jsonl
    """
    from entmatch import GazetteerBuilder

    builder = GazetteerBuilder()
    if source is not None:
        builder.read_source(source, list(sources), languages=list(languages), min_population=min_population)
    else:
        for path in sources:
            builder.read(path, columns=pairs(columns), values=pairs(values))
    report = builder.report()
    builder.write_jsonl(output)
    click.echo(f"entmatch: {report['summary']}", err=True)
    if report["rejected"]:
        write_rejects(rejects or f"{output}.rejects.jsonl", report["rejects"])
    return BAD_DATA if report["rejected"] else 0
