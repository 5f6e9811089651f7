"""Bulk jobs measured: a million articles, the same bytes for any sharing out, a hundred kills, one huge line.

    python benches/bulk.py million --articles DIR --gazetteer world.emx
    python benches/bulk.py kill --times 100 --articles DIR --gazetteer world.emx
    python benches/bulk.py line --gazetteer world.emx

DIR holds JSON lines of articles, plain or gzip. Everything is written below the current folder and deleted afterwards.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLI = [sys.executable, "-c", "from entmatch.cli import main; main()", "normalize"]


def articles(folder: Path, target: Path, count: int) -> None:
    """Writes so many articles: those of the folder over and over, each time with other ids."""
    records = []
    for path in sorted(folder.glob("*.jsonl*")):
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            records += [json.loads(line) for line in stream]
    tails = []
    for record in records:
        record.pop("id", None)
        tails.append(json.dumps(record, ensure_ascii=False).encode()[1:] + b"\n")
    with target.open("wb") as stream:
        for number in range(count):
            stream.write(b'{"id": "%d", ' % number + tails[number % len(tails)])


def digest(paths: list[Path]) -> str:
    """One digest of files joined."""
    found = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                found.update(block)
    return found.hexdigest()[:16]


def job(*args: str, expected: int = 0) -> tuple[float, float, float]:
    """Runs a job: seconds, seconds of processor time, megabytes of memory at most."""
    start = time.monotonic()
    process = subprocess.Popen([*CLI, *args], stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if (code := os.waitstatus_to_exitcode(status)) != expected:
        sys.exit(f"exit {code}, expected {expected}: {said.decode()[-500:]}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def million(options: argparse.Namespace, folder: Path) -> None:
    """Throughput and memory, then the same bytes for 1, 2, 4 threads and three shares."""
    source = folder / "articles.jsonl"
    articles(options.articles, source, options.count)
    size = source.stat().st_size / 1e6
    print(f"{options.count:,} articles, {size:,.0f} MB")
    digests = set()
    for jobs in options.jobs:
        target = folder / f"jobs{jobs}"
        seconds, work, memory = job("-g", options.gazetteer, str(source), "-o", f"{target}/", "--jobs", str(jobs))
        found = digest(sorted(target.glob("part-*")))
        digests.add(found)
        rate = size / seconds
        speed = f"{seconds:,.1f} s ({work:,.1f} s of processor time), {rate:.1f} MB/s, {options.count / seconds:,.0f} articles/s"
        print(f"--jobs {jobs}: {speed}, at most {memory:,.0f} MB, {found}", flush=True)
        shutil.rmtree(target)
    if options.shares:
        target = folder / "shares"
        for share in range(1, options.shares + 1):
            job("-g", options.gazetteer, str(source), "-o", f"{target}/", "--shard", f"{share}/{options.shares}")
        digests.add(found := digest(sorted(target.glob("part-*"))))
        print(f"{options.shares} shares: {found}")
    print("same bytes" if len(digests) == 1 else f"DIFFERENT: {digests}")


def kill(options: argparse.Namespace, folder: Path) -> None:
    """kill -9 at random moments, then resume; each time the output must be that of a job left alone."""
    source = folder / "articles.jsonl"
    articles(options.articles, source, options.count)
    args = ["-g", options.gazetteer, str(source), "--part-size", "256k"]
    seconds, _, _ = job(*args, "-o", f"{folder}/whole/")
    whole = digest(sorted(p for p in (folder / "whole").rglob("*") if p.is_file()))
    chance, same, kills = random.Random(options.seed), 0, 0
    while kills < options.times:
        target = folder / "killed"
        while kills < options.times:
            process = subprocess.Popen([*CLI, *args, "-o", f"{target}/", "--resume"], stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.1, seconds))
            if process.poll() is not None:
                break
            process.kill()
            process.wait()
            kills += 1
            if chance.random() < 0.3:
                break
        job(*args, "-o", f"{target}/", "--resume")
        files = sorted(p for p in target.rglob("*") if p.is_file() and not p.name.endswith(".partial"))
        if digest(files) != whole:
            sys.exit(f"after {kills} kills: other bytes")
        same += 1
        shutil.rmtree(target)
    print(f"{kills} kills in {same} jobs: {same} of {same} resumed to the same bytes")


def line(options: argparse.Namespace, folder: Path) -> None:
    """One line of a gigabyte between two ordinary ones."""
    source = folder / "line.jsonl"
    with source.open("wb") as stream:
        stream.write(b'{"text": "Rain in Tokyo"}\n{"text": "')
        for _ in range(options.count):
            stream.write(b"Rain in Tokyo. " * 70_000)
        stream.write(b'"}\n{"text": "Rain in Tokyo"}\n')
    seconds, _, memory = job("-g", options.gazetteer, str(source), "-o", f"{folder}/out.jsonl", expected=65)
    rejects = (folder / "out.jsonl.rejects.jsonl").read_text("utf-8")
    size = source.stat().st_size / 1e6
    print(f"{size:,.0f} MB line: {seconds:.1f} s, at most {memory:,.0f} MB; {json.loads(rejects)['reason']}")


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["million", "kill", "line"])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--gazetteer", required=True)
    parser.add_argument("--count", type=int)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--shares", type=int, default=3)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.count = options.count or {"million": 1_000_000, "kill": 3_000, "line": 1_000}[options.what]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(dir=".") as folder:
        {"million": million, "kill": kill, "line": line}[options.what](options, Path(folder))


if __name__ == "__main__":
    main()
