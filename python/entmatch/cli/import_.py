"""``entmatch import``: a list or a public source as gazetteer JSON lines, to be looked at, edited and built."""

from __future__ import annotations

import click

from entmatch.cli import BAD_DATA
from entmatch.cli.build import pairs, write_rejects
from entmatch.cli.reading import Bar, read_list

SOURCES = ("geonames", "wikidata", "followthemoney", "cameo", "jrc")


@click.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("-o", "--output", required=True, metavar="FILE.jsonl", help="The JSON lines to write.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column of a table holds a field."
)
@click.option("--value", "values", multiple=True, metavar="FIELD=VALUE", help="The value of a field without a column.")
@click.option("--from", "source", type=click.Choice(SOURCES), help="A public source.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Take names in this language only.")
@click.option("--min-population", type=click.IntRange(0), default=0, help="Leave out smaller places.")
@click.option("--rejects", metavar="FILE", help="Write unusable records here (default: OUTPUT.rejects.jsonl).")
def command(
    sources: tuple[str, ...],
    output: str,
    source: str | None,
    languages: tuple[str, ...],
    min_population: int,
    columns: tuple[str, ...],
    values: tuple[str, ...],
    rejects: str | None,
) -> int:
    """Turn lists and public sources into gazetteer JSON lines, one entity a line.

    Without --from, SOURCES are tables, Parquet or JSON lines; with it, the downloads of a public source:
    allCountries.zip and alternateNamesV2.zip of GeoNames, a JSON dump of Wikidata, entities of FollowTheMoney,
    dictionaries of CAMEO coders.

    Records of one id are merged, names are tidied, dates and codes are checked; what cannot be used is written to the
    rejects file.

    \b
      entmatch import --from geonames allCountries.zip alternateNamesV2.zip -o places.jsonl --language en
      entmatch import --from cameo Phoenix.*.txt.gz -o phoenix.jsonl
      entmatch import parties.csv -o parties.jsonl --value kind=party --column name=party
      entmatch build parties.jsonl -o parties.emx
    """
    from entmatch import GazetteerBuilder, import_source

    if source is not None:
        with Bar(source) as bar:
            report = import_source(
                source, sources, output, languages=languages, min_population=min_population, progress=bar
            )
    else:
        builder = GazetteerBuilder()
        for path in sources:
            read_list(builder, path, pairs(columns), pairs(values))
        report = builder.report()
        builder.write_jsonl(output)
    click.echo(f"entmatch: {report['summary']}", err=True)
    for note in report["notes"]:
        click.echo(f"entmatch: {note}", err=True)
    if report["rejected"]:
        write_rejects(rejects or f"{output}.rejects.jsonl", report["rejects"])
    return BAD_DATA if report["rejected"] else 0
