"""``entmatch normalize``: documents in, one row a judged mention out."""

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
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out mentions less probable.")
@click.option("--bytes", "byte_offsets", is_flag=True, help="Offsets in bytes of UTF-8 instead of characters.")
def command(gazetteer: str | None, min_score: float, byte_offsets: bool, **options: Any) -> int:
    """Find the actors and places that documents speak of: which entity, meant as what, how sure, and why.

    FILES are text files, JSON lines, CSV, TSV or Parquet (gzip allowed), or folders of them; '-' is standard input.

    \b
      entmatch normalize article.txt --date 2024-06-20
      entmatch normalize articles.jsonl -o mentions.parquet
      entmatch normalize -t "Tokyo accuses Moscow" --to jsonl
    """
    from entmatch import Normalizer
    from entmatch.embedded import open_or_default

    normalizer = Normalizer(open_or_default(gazetteer), min_score=min_score, byte_offsets=byte_offsets)

    def work(batch: list[Document]) -> MentionTable:
        return normalizer.normalize_batch(
            [document.text for document in batch],
            ids=[document.doc_id for document in batch],
            dates=[document.date for document in batch],
            langs=[document.lang for document in batch],
        )

    return Job(**options).run(work, layout.mentions)
