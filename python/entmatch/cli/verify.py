"""``entmatch verify``: is a gazetteer file what it was when it was written?"""

from __future__ import annotations

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
def command(files: tuple[str, ...]) -> None:
    """Check every byte of gazetteer files: checksums, order, every position and text.

    \b
      entmatch verify world.emx
    """
    from entmatch import Gazetteer

    for file in files:
        gazetteer = Gazetteer.open(file)
        counts = gazetteer.verify()
        click.echo(f"{file}: sound; {counts['entities']} entities, {counts['names']} names, digest {gazetteer.digest}")
