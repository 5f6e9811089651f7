"""Spark measured: what a million articles cost, how often the gazetteer is opened, and what the workers hold together.

    python benches/spark.py --articles DIR --gazetteer world.emx --count 20000 --workers 2

DIR holds JSON lines of articles, plain or gzip. Needs Java and pyspark; everything is written below the current folder
and deleted afterwards.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPORT = "pid bigint, opens bigint, work double, pss double, mapped_rss double, mapped_pss double"


def report(batches: Iterable[Any]) -> Iterator[Any]:
    """What a worker says of itself: opens, processor time, proportional memory in MB, that of the gazetteer's map."""
    import resource

    import pyarrow as pa

    from entmatch import embedded

    for _ in batches:
        pass
    rss = pss = whole = 0
    ours = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, *rest = line.split()
        if not name.endswith(":"):
            ours = line.endswith(".emx")
        elif name in ("Rss:", "Pss:"):
            size = int(rest[0])
            whole += size if name == "Pss:" else 0
            rss += size if ours and name == "Rss:" else 0
            pss += size if ours and name == "Pss:" else 0
    usage = resource.getrusage(resource.RUSAGE_SELF)
    row = {
        "pid": os.getpid(),
        "opens": embedded.reopen.cache_info().misses,
        "work": usage.ru_utime + usage.ru_stime,
        "pss": whole / 1024,
        "mapped_rss": rss / 1024,
        "mapped_pss": pss / 1024,
    }
    yield pa.RecordBatch.from_pylist([row])
    # Long enough that no worker takes two of these tasks, and that all hold the map at once.
    time.sleep(2)


def processor_time(root: int) -> float:
    """Seconds of processor time of a process and all below it."""
    parents, spent = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(path.parent.name)
        parents[pid] = int(fields[1])
        # With the children that have ended and been waited for.
        spent[pid] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def below(pid: int) -> bool:
        while pid and pid != root:
            pid = parents.get(pid, 0)
        return pid == root

    return sum(time for pid, time in spent.items() if below(pid))


def main() -> None:
    """Reads the arguments, runs Spark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--gazetteer", required=True)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()

    import json

    import pyarrow as pa
    import pyarrow.parquet as pq
    from bulk import articles
    from pyspark.sql import SparkSession

    import entmatch.spark

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name).absolute()
        articles(options.articles, folder / "a.jsonl", options.count)
        with (folder / "a.jsonl").open("rb") as stream:
            records = [{"id": row["id"], "text": row["text"]} for row in map(json.loads, stream)]
        size = sum(len(record["text"].encode()) for record in records) / 1e6
        pq.write_table(pa.Table.from_pylist(records), folder / "a.parquet", row_group_size=1000)
        builder = SparkSession.builder.master(f"local[{options.workers}]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        session = builder.config("spark.local.dir", name).config("spark.log.level", "ERROR").getOrCreate()
        frame = session.read.parquet(str(folder / "a.parquet")).repartition(options.workers * 4).cache()
        frame.count()
        gazetteer = str(Path(options.gazetteer).absolute())
        entmatch.spark.normalize(frame.limit(200), id="id", gazetteer=gazetteer).count()
        start, worked = time.monotonic(), processor_time(os.getpid())
        mentions = entmatch.spark.normalize(frame, id="id", gazetteer=gazetteer)
        mentions.write.parquet(str(folder / "mentions"))
        seconds, worked = time.monotonic() - start, processor_time(os.getpid()) - worked
        rows = session.read.parquet(str(folder / "mentions")).count()
        workers = frame.repartition(options.workers).mapInArrow(report, REPORT).collect()
        session.stop()
    million = 1_000_000 / options.count
    print(
        f"{options.count:,} articles, {size:,.1f} MB, {rows:,} mentions, local[{options.workers}]: {seconds:.1f} s, "
        f"{size / seconds:.2f} MB/s; processor time {worked:.1f} s, {size / worked:.2f} MB/s, "
        f"{worked * million / 3600:.2f} core hours a million articles; load {os.getloadavg()[0]:.1f}"
    )
    for row in sorted(workers):
        print(
            f"worker: {row['opens']} open, {row['work']:.1f} s of processor time, proportional memory {row['pss']:.0f} MB, "
            f"of it the gazetteer {row['mapped_pss']:.1f} MB ({row['mapped_rss']:.1f} MB resident)"
        )
    print(f"summed proportional memory: {sum(row['pss'] for row in workers):.0f} MB")


if __name__ == "__main__":
    main()
