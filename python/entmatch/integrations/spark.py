"""Mentions of the documents in a Spark DataFrame.

Each Python worker maps the gazetteer file into memory, once, and shares it with the other workers of its machine; what
travels with a task is a path and a digest. The file must be on every machine at the same path, or be given to
``SparkContext.addFile`` and named as ``"sparkfiles:world.emx"``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from entmatch.integrations.normalizers import identify, named, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from entmatch._core import Gazetteer

SCHEMA = """
doc_id string, start bigint, `end` bigint, surface string, reading string, entity_id string, name string, kind string,
country string, lat double, lon double, actor_id string, code string, ids string, how string, via string, score double,
alternatives array<struct<entity_id: string, name: string, score: double>>, chain bigint, evidence array<string>
"""


def normalize(
    df: Any,
    *,
    text: str = "text",
    id: str,
    date: str | None = None,
    lang: str | None = None,
    gazetteer: Gazetteer | str | None = None,
    min_score: float = 0.0,
) -> Any:
    """A DataFrame with one row a mention of the documents in ``df``.

    ``text``, ``id``, ``date`` and ``lang`` name columns; rows without a text give no mentions. ``id`` must be named:
    the rows of a DataFrame have no numbers. ``gazetteer`` is a path that is the same on all machines, a file of
    ``addFile`` (``"sparkfiles:world.emx"``), or an open gazetteer; without it, the one that comes with the package.

    .. code-block:: python

        import entmatch.spark

        articles = session.read.parquet("articles/")
        mentions = entmatch.spark.normalize(articles, text="body", id="doc_id", date="published")
        mentions.write.parquet("mentions/")
    """
    path, digest = identify(gazetteer)
    columns = named(text=text, id=id, date=date, lang=lang)
    work = partial(_mentions, path=path, digest=digest, min_score=min_score, columns=columns)
    return df.select(*dict.fromkeys(columns.values())).mapInArrow(work, SCHEMA)


def _mentions(
    batches: Iterable[Any], path: str, digest: str, min_score: float, columns: dict[str, str]
) -> Iterator[Any]:
    """What a worker does with its share of the rows."""
    import pyarrow

    normalizer = opened(path, digest, min_score)
    for batch in batches:
        table = pyarrow.Table.from_batches([batch])
        yield from pyarrow.table(normalizer.normalize_table(table, **columns)).to_batches()
