"""Mentions of the documents in DuckDB: as a relation, or as a function of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entmatch.integrations.normalizers import given, named

if TYPE_CHECKING:
    from entmatch._core import Normalizer

MENTION = (
    'STRUCT("start" BIGINT, "end" BIGINT, surface VARCHAR, reading VARCHAR, entity_id VARCHAR, "name" VARCHAR, '
    "kind VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, actor_id VARCHAR, code VARCHAR, ids VARCHAR, how VARCHAR, "
    'via VARCHAR, score DOUBLE, alternatives STRUCT(entity_id VARCHAR, "name" VARCHAR, score DOUBLE)[], chain BIGINT, '
    "evidence VARCHAR[])"
)


def normalize(
    relation: Any,
    *,
    text: str = "text",
    id: str | None = None,
    date: str | None = None,
    lang: str | None = None,
    normalizer: Normalizer | None = None,
) -> Any:
    """A pyarrow table with one row a mention, which DuckDB queries by its name.

    >>> import duckdb
    >>> from entmatch.integrations import duckdb as entmatch_duckdb
    >>> articles = duckdb.sql("SELECT 7 AS id, 'Rain in Tokyo.' AS body, DATE '2024-06-20' AS day")
    >>> mentions = entmatch_duckdb.normalize(articles, text="body", id="id", date="day")
    >>> duckdb.sql("SELECT doc_id, surface, country FROM mentions").fetchall()
    [('7', 'Tokyo', 'JPN')]
    """
    import pyarrow

    columns = named(text=text, id=id, date=date, lang=lang)
    # Read to the end at once: a stream that is not drained locks the connection.
    documents = pyarrow.table(relation.select(*(f'"{name}"' for name in dict.fromkeys(columns.values()))))
    return pyarrow.table(given(normalizer).normalize_table(documents, **columns))


def register(connection: Any, *, name: str = "entmatch", normalizer: Normalizer | None = None) -> None:
    """Makes a function of SQL: ``entmatch(text, date)`` gives the list of a text's mentions; the date may be NULL.

    >>> import duckdb
    >>> from entmatch.integrations import duckdb as entmatch_duckdb
    >>> connection = duckdb.connect()
    >>> entmatch_duckdb.register(connection)
    >>> query = "SELECT m.surface, m.name FROM (SELECT unnest(entmatch('От Москвы до Пхеньяна', NULL)) AS m)"
    >>> connection.sql(query).fetchall()
    [('Москвы', 'Moscow'), ('Пхеньяна', 'Pyongyang')]
    """
    import pyarrow

    def work(texts: Any, dates: Any) -> Any:
        documents = pyarrow.table({"text": texts, "date": dates})
        mentions = pyarrow.table(given(normalizer).normalize_table(documents, date="date"))
        counts = [0] * len(documents)
        for row in mentions.column("doc_id").to_pylist():
            counts[int(row)] += 1
        offsets = [0]
        for count in counts:
            offsets.append(offsets[-1] + count)
        items = mentions.drop_columns(["doc_id"]).to_struct_array().combine_chunks()
        return pyarrow.ListArray.from_arrays(pyarrow.array(offsets, pyarrow.int32()), items)

    connection.create_function(name, work, ["VARCHAR", "DATE"], f"{MENTION}[]", type="arrow", null_handling="special")
