"""``entmatch find``: documents in, one row a name out, without judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from entmatch.cli import layout
from entmatch.cli.documents import Job, gazetteer_option, input_options, output_options

if TYPE_CHECKING:
    from entmatch import MentionTable
    from entmatch.formats import Document


@click.command()
@input_options
@output_options
@gazetteer_option
@click.option("--all", "overlapping", is_flag=True, help="Nested and overlapping names, too.")
@click.option("--bytes", "byte_offsets", is_flag=True, help="Offsets in bytes of UTF-8 instead of characters.")
def command(gazetteer: str | None, overlapping: bool, byte_offsets: bool, **options: Any) -> int:
    """Find every name of the gazetteer in documents, raw: no judgement, no dates.

    Each row gives the likeliest entity of the name; the others are in `alternatives`.

    \b
      entmatch find article.txt
      entmatch find articles.jsonl -o names.csv
      entmatch find --gazetteer mylist.emx articles/
    """
    from entmatch.embedded import open_or_default

    opened = open_or_default(gazetteer)

    def work(batch: list[Document]) -> MentionTable:
        return opened.find_batch(
            [document.text for document in batch],
            ids=[document.doc_id for document in batch],
            overlapping=overlapping,
            byte_offsets=byte_offsets,
        )

    return Job(**options).run(work, layout.mentions)
