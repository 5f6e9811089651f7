"""Bulk jobs: the same bytes however the work is shared out, interrupted or resumed."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from bulk_data import build, entmatch, tree, write_articles

ARTICLES = 400
PART = "4k"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk")
    build(folder / "small.emx")
    write_articles(folder / "articles.jsonl", ARTICLES)
    return folder


def normalize(place: Path, *args: str, **kwargs: object) -> subprocess.CompletedProcess[bytes]:
    return entmatch("normalize", "-g", str(place / "small.emx"), *args, cwd=place, **kwargs)


def ok(done: subprocess.CompletedProcess[bytes], code: int = 0) -> bytes:
    assert done.returncode == code, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def expected(place: Path) -> bytes:
    return ok(normalize(place, "articles.jsonl", "--jobs", "1", "--to", "jsonl"))


def test_rows_are_in_order_and_complete(place: Path, expected: bytes) -> None:
    ids = [json.loads(line)["doc_id"] for line in expected.splitlines()]
    assert ids == sorted(ids, key=lambda doc_id: int(doc_id[1:]))
    assert len(set(ids)) == ARTICLES * 4 // 5


@pytest.mark.parametrize("jobs", ["1", "2", "4"])
def test_any_number_of_threads_and_parts_gives_the_same_bytes(place: Path, expected: bytes, jobs: str) -> None:
    assert ok(normalize(place, "articles.jsonl", "--jobs", jobs)) == expected
    ok(normalize(place, "articles.jsonl", "-o", f"jobs{jobs}/", "--jobs", jobs, "--part-size", PART))
    parts = sorted((place / f"jobs{jobs}").glob("part-*.jsonl"))
    assert len(parts) > 1 or (place / "articles.jsonl").stat().st_size < 1 << 18
    assert b"".join(part.read_bytes() for part in parts) == expected
    assert tree(place / f"jobs{jobs}") == tree(place / "jobs1")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough for several parts: a part ends with a block of 256 kB."""
    folder = tmp_path_factory.mktemp("large")
    build(folder / "small.emx")
    write_articles(folder / "articles.jsonl", 8000)
    ok(normalize(folder, "articles.jsonl", "-o", "whole/", "--part-size", PART))
    assert len(list((folder / "whole").glob("part-*.jsonl"))) > 4
    return folder


def test_shares_joined_are_the_whole(large: Path) -> None:
    for share in ("2/3", "1/3", "3/3"):
        ok(normalize(large, "articles.jsonl", "-o", "shares/", "--part-size", PART, "--shard", share))
    assert tree(large / "shares") == tree(large / "whole")


def test_a_job_that_is_killed_resumes_to_the_same_bytes(large: Path) -> None:
    command = [sys.executable, "-c", "from entmatch.cli import main; main()", "normalize", "-g", "small.emx"]
    command += ["articles.jsonl", "-o", "killed/", "--part-size", PART, "--resume"]
    chance = random.Random(7)  # noqa: S311
    for _ in range(5):
        job = subprocess.Popen(command, cwd=large, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.1, 1.0))
        job.kill()
        job.communicate()
    ok(entmatch(*command[3:], cwd=large))
    found = tree(large / "killed")
    assert {name: data for name, data in found.items() if not name.endswith(".partial")} == tree(large / "whole")


def test_parts_that_are_missing_are_done_again_and_nothing_else(large: Path) -> None:
    """From every sort of file: plain lines are sought in, packed ones unpacked, rows of Parquet and CSV passed over."""
    records = [json.loads(line) for line in (large / "articles.jsonl").read_text("utf-8").splitlines()]
    table = pa.Table.from_pylist(records)
    pq.write_table(table, large / "a.parquet", row_group_size=700)
    with pa.OSFile(str(large / "a.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table, max_chunksize=900)
    pc.write_csv(table, large / "a.csv")
    (large / "a.jsonl.gz").write_bytes(gzip.compress((large / "articles.jsonl").read_bytes()))
    (large / "texts").mkdir()
    for number, record in enumerate(records[:600]):
        (large / "texts" / f"{number:04}.txt").write_text(record["text"], "utf-8")
    for name in ("articles.jsonl", "a.jsonl.gz", "a.parquet", "a.arrow", "a.csv", "texts"):
        args = (name, "-o", f"{name}.out/", "--part-size", PART, "--to", "jsonl", "--keep", "title")
        ok(normalize(large, *args))
        whole = tree(large / f"{name}.out")
        parts = sorted((large / f"{name}.out").glob("part-*"))
        assert len(parts) >= 3, name
        for part in (parts[0], parts[-1], parts[len(parts) // 2]):
            part.unlink()
            times = {other: other.stat().st_mtime_ns for other in parts if other != part}
            ok(normalize(large, *args, "--resume"))
            assert tree(large / f"{name}.out") == whole, (name, part.name)
            assert times == {other: other.stat().st_mtime_ns for other in parts if other != part}


def test_resuming_another_job_is_refused(large: Path) -> None:
    done = normalize(large, "articles.jsonl", "-o", "whole/", "--part-size", PART, "--resume", "--min-score", "0.5")
    assert done.returncode == 65
    assert "other option min_score" in done.stderr.decode()
    done = normalize(large, "articles.jsonl", "-o", "whole/", "--part-size", PART)
    assert done.returncode == 65
    assert "--resume" in done.stderr.decode()


def test_a_full_disk_is_told_and_leaves_no_half_part(large: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    args = ("articles.jsonl", "-o", "full/", "--part-size", PART)
    done = normalize(large, *args, preexec_fn=limit)
    assert done.returncode == 74, done.stderr.decode()
    assert "File too large" in done.stderr.decode()
    whole = tree(large / "whole")
    assert all(whole[name] == data for name, data in tree(large / "full").items())
    ok(normalize(large, *args, "--resume"))
    assert tree(large / "full") == whole


def start(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    """Starts a job that can be interrupted: a shell starts background jobs with the signal ignored, and children
    inherit that."""
    command = [sys.executable, "-c", "from entmatch.cli import main; main()", "normalize", "-g", "small.emx", *args]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("format", ["jsonl", "csv", "text"])
def test_an_interrupt_ends_a_job_that_waits_for_input(large: Path, format: str) -> None:
    job = start(large, "--format", format, "-")
    assert job.stdin is not None
    # It waits for more of its input for ever.
    job.stdin.write(b'{"text": "Tokyo"}\n' if format == "jsonl" else b"text\nTokyo\n")
    job.stdin.flush()
    time.sleep(3)
    job.send_signal(signal.SIGINT)
    _, said = job.communicate(timeout=30)
    assert job.returncode == 130, said.decode()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_leaves_complete_parts_alone(large: Path) -> None:
    for number in range(40):
        (large / f"i{number}.jsonl").write_bytes((large / "articles.jsonl").read_bytes())
    inputs = [f"i{number}.jsonl" for number in range(40)]
    job = start(large, *inputs, "-o", "interrupted/", "--part-size", PART, "--to", "csv")
    while not list((large / "interrupted").glob("_entmatch/part-*.json")):
        assert job.poll() is None
        time.sleep(0.01)
    job.send_signal(signal.SIGINT)
    _, said = job.communicate(timeout=30)
    assert job.returncode == 130, said.decode()
    left = [path.name for path in (large / "interrupted").rglob("*") if path.is_file()]
    assert not [name for name in left if name.endswith(".partial")]
    parts = len([name for name in left if name.endswith(".csv")])
    # A part whose account had not been written yet is done again.
    assert parts - len([name for name in left if re.fullmatch(r"part-\d+\.json", name)]) in (0, 1)


def test_packed_input_reads_the_same(place: Path, expected: bytes) -> None:
    plain = (place / "articles.jsonl").read_bytes()
    (place / "articles.jsonl.gz").write_bytes(gzip.compress(plain))
    (place / "articles.jsonl.zst").write_bytes(pa.Codec("zstd").compress(plain, asbytes=True))
    for name in ("articles.jsonl.gz", "articles.jsonl.zst"):
        assert ok(normalize(place, name)) == expected
    assert ok(normalize(place, "-", "--format", "jsonl", input=plain)) == expected
    packed = (place / "articles.jsonl.zst").read_bytes()
    assert ok(normalize(place, "-", "--format", "jsonl", input=packed)) == expected


def test_all_readers_agree(place: Path, expected: bytes) -> None:
    records = [json.loads(line) for line in (place / "articles.jsonl").read_text("utf-8").splitlines()]
    table = pa.Table.from_pylist(records)
    pq.write_table(table, place / "articles.parquet")
    pc.write_csv(table, place / "articles.csv")
    (place / "articles.csv.zst").write_bytes(
        pa.Codec("zstd").compress((place / "articles.csv").read_bytes(), asbytes=True)
    )
    pc.write_csv(table, place / "articles.tsv", pc.WriteOptions(delimiter="\t"))
    with pa.OSFile(str(place / "articles.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table, max_chunksize=150)
    with pa.OSFile(str(place / "articles.arrows"), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table, max_chunksize=150)
    for name in ("parquet", "csv", "csv.zst", "tsv", "arrow", "arrows"):
        assert ok(normalize(place, f"articles.{name}", "--to", "jsonl")) == expected, name
    for name in ("csv", "arrow"):
        for suffix in ("", "s") if name == "arrow" else ("", ".zst"):
            data = (place / f"articles.{name}{suffix}").read_bytes()
            assert ok(normalize(place, "-", "--format", name, input=data)) == expected, name


def test_parquet_flat_nested_and_counts(place: Path, expected: bytes) -> None:
    rows = [json.loads(line) for line in expected.splitlines()]
    ok(normalize(place, "articles.jsonl", "-o", "flat.parquet", "--keep", "title,n"))
    flat = pq.read_table(place / "flat.parquet")
    assert flat.column("surface").to_pylist() == [row["surface"] for row in rows]
    assert flat.column("title").to_pylist() == [f"Title {row['doc_id'][1:]}" for row in rows]
    assert flat.column("n").to_pylist() == [row["doc_id"][1:] for row in rows]
    ok(normalize(place, "articles.jsonl", "-o", "nested.parquet", "--nested"))
    nested = pq.read_table(place / "nested.parquet").to_pylist()
    assert len(nested) == ARTICLES
    assert [m["surface"] for row in nested for m in row["mentions"]] == [row["surface"] for row in rows]
    ok(normalize(place, "articles.jsonl", "-o", "counts.parquet", "--counts"))
    assert sum(pq.read_table(place / "counts.parquet").column("mentions").to_pylist()) == len(rows)


def test_nested_and_counted_lines_and_geojson(place: Path, expected: bytes) -> None:
    rows = expected.splitlines()
    nested = ok(normalize(place, "articles.jsonl", "--nested", "--keep", "title")).splitlines()
    assert [json.loads(line)["title"] for line in nested] == [f"Title {number}" for number in range(ARTICLES)]
    assert sum(len(json.loads(line)["mentions"]) for line in nested) == len(rows)
    counts = ok(normalize(place, "articles.jsonl", "--counts")).splitlines()
    assert sum(json.loads(line)["mentions"] for line in counts) == len(rows)
    ok(normalize(place, "articles.jsonl", "-o", "places.geojson"))
    features = json.loads((place / "places.geojson").read_bytes())["features"]
    places = [row for row in map(json.loads, rows) if row["reading"] == "place" and row["lat"] is not None]
    assert [feature["properties"]["surface"] for feature in features] == [row["surface"] for row in places]


def test_packed_outputs_hold_the_plain_ones(place: Path, expected: bytes) -> None:
    for format in ("jsonl", "csv", "tsv", "geojson"):
        ok(normalize(place, "articles.jsonl", "-o", f"p.{format}"))
        plain = (place / f"p.{format}").read_bytes()
        for packing in ("gz", "zst"):
            ok(normalize(place, "articles.jsonl", "-o", f"p.{format}.{packing}"))
            with pa.input_stream(
                str(place / f"p.{format}.{packing}"), compression={"gz": "gzip", "zst": "zstd"}[packing]
            ) as stream:
                assert stream.read() == plain, (format, packing)
    assert (place / "p.jsonl").read_bytes() == expected
    assert gzip.decompress(ok(normalize(place, "articles.jsonl", "--pack", "gzip"))) == expected
    ok(normalize(place, "articles.jsonl", "-o", "packed/", "--pack", "gzip"))
    assert gzip.decompress((place / "packed" / "part-00000.jsonl.gz").read_bytes()) == expected
    assert normalize(place, "articles.jsonl", "-o", "x.parquet.gz").returncode == 2


def test_arrow_files_and_streams(place: Path, expected: bytes) -> None:
    surfaces = [json.loads(line)["surface"] for line in expected.splitlines()]
    for name in ("m.arrow", "m.arrows"):
        ok(normalize(place, "articles.jsonl", "-o", name, "--keep", "title"))
    with pa.ipc.open_file(place / "m.arrow") as file, pa.ipc.open_stream(place / "m.arrows") as stream:
        whole = file.read_all()
        assert whole.equals(stream.read_all())
    piped = pa.ipc.open_stream(ok(normalize(place, "articles.jsonl", "--to", "arrow", "--keep", "title"))).read_all()
    assert whole.equals(piped) and whole.column("surface").to_pylist() == surfaces
    assert whole.column_names[-1] == "title"
    ok(normalize(place, "articles.jsonl", "-o", "nested.arrow", "--nested"))
    ok(normalize(place, "articles.jsonl", "-o", "counts.arrow", "--counts"))
    assert pa.ipc.open_file(place / "nested.arrow").read_all().num_rows == ARTICLES
    assert sum(pa.ipc.open_file(place / "counts.arrow").read_all().column("mentions").to_pylist()) == len(surfaces)


def test_an_output_over_its_own_input_is_refused(place: Path) -> None:
    before = (place / "articles.jsonl").read_bytes()
    assert normalize(place, "articles.jsonl", "-o", "./articles.jsonl").returncode == 2
    assert (place / "articles.jsonl").read_bytes() == before


def test_memory_is_a_limit_for_records_whoever_reads_them(place: Path) -> None:
    long = "Rain in Tokyo. " * 60_000
    (place / "long.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in ("Tokyo", long)))
    (place / "long.txt").write_text(long)
    (place / "long.csv").write_text(f"text\nTokyo\n{long}\n")
    pq.write_table(pa.table({"text": ["Tokyo", long]}), place / "long.parquet")
    for name in ("long.jsonl", "long.txt", "long.csv", "long.parquet"):
        done = normalize(place, name, "--memory", "512M", "--to", "jsonl")
        assert done.returncode == 65 and b"--memory" in done.stderr, (name, done.stderr)
        assert len(done.stdout.splitlines()) == (0 if name == "long.txt" else 1), name
    assert normalize(place, "articles.jsonl", "--memory", "100M").returncode == 2


def test_csv_parts_each_have_a_header(large: Path) -> None:
    ok(normalize(large, "articles.jsonl", "-o", "csv/", "--to", "csv", "--part-size", PART, "--keep", "title"))
    parts = sorted((large / "csv").glob("part-*.csv"))
    assert len(parts) > 4
    assert all(part.read_bytes().startswith(b"doc_id,start,") for part in parts)
    assert b"evidence,title\n" in parts[0].read_bytes()


def test_a_kept_field_must_not_hide_a_column(place: Path) -> None:
    done = normalize(place, "articles.jsonl", "--keep", "name")
    assert done.returncode == 2
    assert "--nested" in done.stderr.decode()


def test_wrong_options_are_usage_errors(place: Path) -> None:
    for args in (["--resume"], ["--shard", "1/2"], ["--shard", "3/2"], ["--memory", "lots"], ["--nested", "--counts"]):
        done = normalize(place, "articles.jsonl", "-o", "x.jsonl", *args)
        assert done.returncode == 2, (args, done.stderr.decode())


def test_a_summary_says_who_and_where(place: Path) -> None:
    said = normalize(place, "articles.jsonl", "-o", "s.jsonl", "--summary").stderr.decode()
    assert f"{ARTICLES:,} documents" in said
    assert "Tokyo" in said and "places" in said


def test_a_missing_file_is_an_io_error(place: Path) -> None:
    assert normalize(place, "nowhere.jsonl").returncode == 74
