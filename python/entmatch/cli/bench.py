"""``entmatch bench``: how fast this machine is, with this gazetteer, on these texts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from entmatch.cli.documents import gazetteer_option
from entmatch.cli.layout import aligned
from entmatch.formats import Document, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=2.0, show_default=True, help="Time for each measurement."
)
@gazetteer_option
def command(files: tuple[str, ...], seconds: float, gazetteer: str | None) -> None:
    """Time the scan and the normaliser over documents, on one core.

    \b
      entmatch bench articles.jsonl
    """
    from entmatch import Normalizer
    from entmatch.embedded import open_or_default

    texts = [got.text for got in read_documents(files) if isinstance(got, Document)]
    start = time.perf_counter()
    opened = open_or_default(gazetteer)
    opening = time.perf_counter() - start
    size = sum(len(text.encode()) for text in texts)
    normalizer = Normalizer(opened)
    rows = [["", "MB/s", "documents/s", "rows"]]
    rows.append(_row("find", texts, size, seconds, lambda: len(opened.find_batch(texts))))
    rows.append(_row("normalize", texts, size, seconds, lambda: len(normalizer.normalize_batch(texts))))
    click.echo(f"{len(texts)} documents, {size / 1e6:.2f} MB; gazetteer opened in {opening * 1e3:.1f} ms")
    click.echo(aligned(rows, right=(1, 2, 3)), nl=False)


def _row(name: str, texts: list[str], size: int, seconds: float, work: Callable[[], int]) -> list[str]:
    rounds, found = 0, 0
    start = time.process_time()
    while (spent := time.process_time() - start) < seconds:
        found = work()
        rounds += 1
    rate = rounds / spent
    return [name, f"{size * rate / 1e6:.1f}", f"{len(texts) * rate:,.0f}", f"{found:,}"]
