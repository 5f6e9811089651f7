"""Mentions of the documents in a polars DataFrame, as a frame or as an expression.

Importing this module registers the namespace ``entmatch`` of expressions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from entmatch.integrations.normalizers import given, named

if TYPE_CHECKING:
    from entmatch._core import Normalizer

_ALTERNATIVE = pl.Struct({"entity_id": pl.String, "name": pl.String, "score": pl.Float64})
MENTION = pl.Struct(
    {
        "start": pl.Int64,
        "end": pl.Int64,
        "surface": pl.String,
        "reading": pl.String,
        "entity_id": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "country": pl.String,
        "lat": pl.Float64,
        "lon": pl.Float64,
        "actor_id": pl.String,
        "code": pl.String,
        "ids": pl.String,
        "how": pl.String,
        "via": pl.String,
        "score": pl.Float64,
        "alternatives": pl.List(_ALTERNATIVE),
        "chain": pl.Int64,
        "evidence": pl.List(pl.String),
    }
)
"""The type of one mention in the list that the expression gives."""


def normalize(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    text: str = "text",
    id: str | None = None,
    date: str | None = None,
    lang: str | None = None,
    normalizer: Normalizer | None = None,
) -> pl.DataFrame:
    """A DataFrame with one row a mention; a LazyFrame is collected. Without ``id``, ``doc_id`` is the row number.

    >>> import polars as pl
    >>> from entmatch.integrations import polars as entmatch_polars
    >>> articles = pl.DataFrame({"url": ["/1", "/2"], "body": ["Rain in Tokyo.", "От Москвы до Пхеньяна"]})
    >>> entmatch_polars.normalize(articles, text="body", id="url").select("doc_id", "surface", "name").rows()
    [('/1', 'Tokyo', 'Tokyo'), ('/2', 'Москвы', 'Moscow'), ('/2', 'Пхеньяна', 'Pyongyang')]
    """
    columns = named(text=text, id=id, date=date, lang=lang)
    collected = frame.lazy().select(list(dict.fromkeys(columns.values()))).collect()
    return pl.DataFrame(given(normalizer).normalize_table(collected, **columns))


@pl.api.register_expr_namespace("entmatch")
class Entmatch:
    """``pl.col("text").entmatch``.

    >>> import polars as pl
    >>> import entmatch.integrations.polars
    >>> articles = pl.DataFrame({"text": ["Rain in Tokyo.", None, "Sun."]})
    >>> mentions = articles.select(pl.col("text").entmatch.normalize().alias("mentions"))
    >>> mentions.select(pl.col("mentions").list.eval(pl.element().struct.field("name"))).to_series().to_list()
    [['Tokyo'], [], []]
    """

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def normalize(
        self, *, date: pl.Expr | str | None = None, lang: str | None = None, normalizer: Normalizer | None = None
    ) -> pl.Expr:
        """A list of mentions for each text. ``date`` is an expression, or one date for all."""

        def work(documents: pl.Series) -> pl.Series:
            return _lists(documents, given(normalizer))

        day = date if isinstance(date, pl.Expr) else pl.lit(date, pl.String)
        documents = pl.struct(self._expr.alias("text"), day.alias("date"), pl.lit(lang, pl.String).alias("lang"))
        return documents.map_batches(work, return_dtype=pl.List(MENTION))


def _lists(documents: pl.Series, normalizer: Normalizer) -> pl.Series:
    """The mentions of each document as a list, empty where there are none."""
    table = normalizer.normalize_table(documents.struct.unnest(), text="text", date="date", lang="lang")
    mentions = pl.DataFrame(table)
    rows = mentions.select(
        pl.col("doc_id").cast(pl.UInt32).alias("row"), pl.struct(pl.exclude("doc_id")).alias("mention")
    )
    lists = rows.group_by("row", maintain_order=True).agg("mention")
    every = pl.DataFrame({"row": pl.arange(len(documents), dtype=pl.UInt32, eager=True)})
    joined = every.join(lists, on="row", how="left", maintain_order="left")
    return joined["mention"].fill_null(pl.lit([], pl.List(MENTION))) if len(mentions) == 0 else _filled(joined)


def _filled(joined: pl.DataFrame) -> pl.Series:
    empty = pl.lit(pl.Series([[]], dtype=pl.List(MENTION)))
    return joined.select(pl.coalesce(pl.col("mention").cast(pl.List(MENTION)), empty)).to_series()
