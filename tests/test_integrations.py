"""The same rows through every engine, and clear errors for columns that lie."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from bulk_data import TEXTS, build
from entmatch import DataError, Gazetteer, Normalizer

IDS = [f"a{number}" for number in range(len(TEXTS))]


@pytest.fixture(scope="module")
def normalizer(tmp_path_factory: pytest.TempPathFactory) -> Normalizer:
    return Normalizer(Gazetteer.open(build(tmp_path_factory.mktemp("engines") / "small.emx")))


@pytest.fixture(scope="module")
def wanted(normalizer: Normalizer) -> list[tuple[Any, ...]]:
    table = normalizer.normalize_batch(TEXTS, ids=IDS, dates=["2024-06-20"] * len(TEXTS))
    return [(row.doc_id, row.start, row.surface, row.name, row.reading) for row in table]


def seen(table: Any) -> list[tuple[Any, ...]]:
    rows = pa.table(table).to_pylist()
    return [(r["doc_id"], r["start"], r["surface"], r["name"], r["reading"]) for r in rows]


def test_polars(normalizer: Normalizer, wanted: list[tuple[Any, ...]]) -> None:
    pl = pytest.importorskip("polars")
    from entmatch.integrations import polars as entmatch_polars

    frame = pl.DataFrame({"id": IDS, "body": TEXTS, "day": ["2024-06-20"] * len(TEXTS)})
    for day in (pl.col("day"), pl.col("day").str.to_date()):
        dated = frame.with_columns(day.alias("day"))
        for given in (dated, dated.lazy()):
            found = entmatch_polars.normalize(given, text="body", id="id", date="day", normalizer=normalizer)
            assert seen(found.to_arrow()) == wanted
    expression = pl.col("body").entmatch.normalize(date=pl.col("day"), normalizer=normalizer).alias("m")
    lists = frame.select("id", expression)
    assert lists.height == len(TEXTS)
    flat = lists.explode("m").drop_nulls("m").select("id", pl.col("m").struct.unnest())
    assert flat.select("id", "start", "surface", "name", "reading").rows() == wanted
    assert frame.lazy().select(expression).collect().equals(lists.select("m"))
    nothing = pl.DataFrame({"body": ["Nothing."]}).select(pl.col("body").entmatch.normalize(normalizer=normalizer))
    assert nothing.to_series().to_list() == [[]]


def test_pandas(normalizer: Normalizer, wanted: list[tuple[Any, ...]]) -> None:
    pd = pytest.importorskip("pandas")
    from entmatch.integrations import pandas as entmatch_pandas

    frame = pd.DataFrame({"id": IDS, "body": TEXTS, "day": pd.to_datetime(["2024-06-20"] * len(TEXTS))})
    found = entmatch_pandas.normalize(frame, text="body", id="id", date="day", normalizer=normalizer)
    assert seen(found) == wanted
    assert (
        seen(entmatch_pandas.normalize(frame.set_index("id"), text="body", date="day", normalizer=normalizer)) == wanted
    )
    with_gaps = pd.DataFrame({"text": [TEXTS[0], None]})
    assert set(entmatch_pandas.normalize(with_gaps, normalizer=normalizer)["doc_id"]) == {"0"}


def test_duckdb(normalizer: Normalizer, wanted: list[tuple[Any, ...]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    from entmatch.integrations import duckdb as entmatch_duckdb

    connection = duckdb.connect()
    articles = pa.table({"id": IDS, "body": TEXTS, "day": ["2024-06-20"] * len(TEXTS)})
    relation = connection.from_arrow(articles)
    found = entmatch_duckdb.normalize(relation, text="body", id="id", date="day", normalizer=normalizer)
    assert seen(found) == wanted
    entmatch_duckdb.register(connection, normalizer=normalizer)
    connection.register("articles", articles)
    rows = connection.sql(
        "SELECT id, m.start, m.surface, m.name, m.reading FROM "
        "(SELECT id, unnest(entmatch(body, day::DATE)) AS m FROM articles)"
    ).fetchall()
    assert sorted(rows) == sorted(wanted)
    assert connection.sql("SELECT entmatch(NULL, NULL)").fetchall() == [([],)]


def test_a_job_over_any_table(normalizer: Normalizer, wanted: list[tuple[Any, ...]], tmp_path: Path) -> None:
    """polars, pandas, DuckDB, pyarrow: what has ``__arrow_c_stream__`` is read batch by batch."""
    from entmatch.bulk import Documents, Options, SingleFile, run
    from entmatch.formats import arrow

    articles = pa.table({"id": IDS, "text": TEXTS, "date": ["2024-06-20"] * len(TEXTS)})
    pl, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    tables = [articles, articles.to_reader(), articles.to_pandas(), pl.DataFrame(articles), duckdb.from_arrow(articles)]
    for table in tables:
        output = SingleFile(str(tmp_path / "m.arrow"), options := Options(format="arrow", jobs=2))
        totals = run(normalizer.gazetteer, Documents(arrow.table(table)), output, options)
        assert totals.documents == len(TEXTS)
        assert seen(pa.ipc.open_file(tmp_path / "m.arrow").read_all()) == wanted, type(table)


def damaged(values: bytes, offsets: list[int]) -> pa.Table:
    """A text column made of raw buffers, as a mapped file with a flipped bit would hold it."""
    raw = pa.py_buffer(bytes((ctypes.c_int32 * len(offsets))(*offsets)))
    column = pa.StringArray.from_buffers(len(offsets) - 1, raw, pa.py_buffer(values))
    return pa.table({"text": column})


@pytest.mark.parametrize(
    ("values", "offsets"),
    [
        (b"Tokyo\xff\xfe", [0, 5, 7]),
        (b"\xed\xa0\x80", [0, 3]),
        ("東京".encode(), [0, 2, 6]),
        (b"Tokyo", [0, 5, 3]),
        (b"Tokyo", [0, 900_000_000, 5]),
    ],
    ids=["invalid", "surrogate", "inside a character", "descending", "beyond the end"],
)
def test_a_damaged_column_is_an_error(normalizer: Normalizer, values: bytes, offsets: list[int]) -> None:
    with pytest.raises(DataError, match=r"column .text. is damaged"):
        normalizer.normalize_table(damaged(values, offsets))
