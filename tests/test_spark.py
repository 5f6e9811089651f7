"""The same rows from a real Spark as from the command line. Starting one takes most of a minute: `make test-spark`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bulk_data import build, entmatch, write_articles

if "ENTMATCH_TEST_SPARK" not in os.environ:
    pytest.skip("make test-spark runs these", allow_module_level=True)

# It says so about any pandas of today, which we do not use in it.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
ARTICLES = 2000


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    here = str(Path(__file__).parent)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])
    builder = SparkSession.builder.master("local[2]").appName("entmatch")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "250",
        "spark.local.dir": str(tmp_path_factory.mktemp("spark")),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("articles")
    build(folder / "small.emx")
    path = Path(write_articles(folder / "articles.jsonl", ARTICLES))
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pq.write_table(pa.Table.from_pylist(records), folder / "articles.parquet", row_group_size=500)
    return folder


def rows_of(frame: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=lambda r: (r["doc_id"], r["start"]))


def test_same_rows_as_the_command_line(spark: Any, place: Path) -> None:
    import entmatch.spark as entmatch_spark

    articles = spark.read.parquet(str(place / "articles.parquet")).repartition(4)
    found = rows_of(
        entmatch_spark.normalize(articles, text="text", id="id", date="date", gazetteer=str(place / "small.emx"))
    )
    done = entmatch("normalize", "-g", str(place / "small.emx"), str(place / "articles.parquet"), "--to", "jsonl")
    assert done.returncode == 0, done.stderr.decode()
    wanted = sorted(map(json.loads, done.stdout.splitlines()), key=lambda r: (r["doc_id"], r["start"]))
    for row in wanted:
        row["ids"] = json.dumps(row["ids"], separators=(",", ":"))
    assert found == wanted


def count_opens(batches: Iterable[Any]) -> Iterator[Any]:
    """Says which worker this is, and how often it has opened a gazetteer."""
    import pyarrow as pa

    from entmatch import embedded

    rows = sum(batch.num_rows for batch in batches)
    opens = embedded.reopen.cache_info().misses
    yield pa.RecordBatch.from_pydict({"pid": [os.getpid()], "opens": [opens], "rows": [rows]})


def test_one_open_a_worker(spark: Any, place: Path) -> None:
    import entmatch.spark as entmatch_spark

    articles = spark.read.parquet(str(place / "articles.parquet")).repartition(8)
    path = str(place / "small.emx")
    for _ in range(3):
        entmatch_spark.normalize(articles, id="id", gazetteer=path).count()
    # Workers are used again, so these tasks run in the processes that did the work.
    seen = articles.mapInArrow(count_opens, "pid bigint, opens bigint, rows bigint").collect()
    assert {row["opens"] for row in seen} == {1}
    assert len({row["pid"] for row in seen}) <= 2


def test_a_file_of_the_context(spark: Any, place: Path) -> None:
    import entmatch.spark as entmatch_spark

    spark.sparkContext.addFile(str(place / "small.emx"))
    articles = spark.read.parquet(str(place / "articles.parquet")).limit(10)
    assert entmatch_spark.normalize(articles, id="id", gazetteer="sparkfiles:small.emx").count() > 0


def test_another_file_at_the_same_place_is_refused(spark: Any, place: Path) -> None:
    import entmatch.spark as entmatch_spark
    from entmatch import GazetteerBuilder

    path = str(place / "changing.emx")
    build(Path(path))
    articles = spark.read.parquet(str(place / "articles.parquet")).limit(10)
    mentions = entmatch_spark.normalize(articles, id="id", gazetteer=path)
    builder = GazetteerBuilder()
    builder.add_name("Atlantis", "place:atlantis")
    builder.build().save(path)
    with pytest.raises(Exception, match="has digest"):
        mentions.count()
