"""Bulk jobs measured: a million articles, the same bytes for any sharing out, a hundred kills, one huge line, Ctrl-C,
the ceiling of memory.

    python benches/bulk.py million --articles DIR --gazetteer world.emx
    python benches/bulk.py kill --times 100 --articles DIR --gazetteer world.emx
    python benches/bulk.py line --gazetteer world.emx
    python benches/bulk.py interrupt --times 20 --articles DIR --gazetteer world.emx
    python benches/bulk.py rounds --times 7 --articles DIR --gazetteer world.emx
    python benches/bulk.py memory --articles DIR --gazetteer world.emx

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
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from entmatch._core import longest_record

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


class Job:
    """A job that ran: seconds, seconds of processor time, megabytes of memory at most, and now and then."""

    def __init__(self, *args: str, expected: int = 0) -> None:
        start = time.monotonic()
        process = subprocess.Popen([*CLI, *args], stderr=subprocess.PIPE)
        self.samples: list[tuple[float, float]] = []
        threading.Thread(target=self._sample, args=(process.pid, start), daemon=True).start()
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        if (code := os.waitstatus_to_exitcode(status)) != expected:
            sys.exit(f"exit {code}, expected {expected}: {said.decode()[-500:]}")
        self.seconds = time.monotonic() - start
        self.work = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024

    def _sample(self, pid: int, start: float) -> None:
        try:
            while True:
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                self.samples.append((time.monotonic() - start, pages * resource.getpagesize() / 1e6))
                time.sleep(0.5)
        except (OSError, IndexError):
            return

    def over_time(self, count: int = 8) -> str:
        """Some of the samples, evenly spread."""
        chosen = self.samples[1 :: max(1, len(self.samples) // count)]
        return " ".join(f"{seconds:.0f}s:{memory:.0f}" for seconds, memory in chosen)


NORMALIZE = """
import json, resource, sys, time
import entmatch
normalizer = entmatch.Normalizer(entmatch.Gazetteer.open(sys.argv[2]))
records = [json.loads(line) for line, _ in zip(open(sys.argv[1], encoding="utf-8"), range(10_000))]
def spent():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
for part in ("warm", "measured"):
    clock, start, size = time.monotonic(), spent(), 0
    for record in records:
        normalizer.normalize(record["text"], date=record.get("date"))
        size += len(record["text"].encode())
    work, seconds = spent() - start, time.monotonic() - clock
print(size / 1e6 / work, size / 1e6 / seconds)
"""


def one_by_one(source: Path, gazetteer: str) -> tuple[float, float]:
    """MB of text through `normalize`, one text at a time in one process: a second of processor time, and of the clock."""
    command = [sys.executable, "-c", NORMALIZE, str(source), gazetteer]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def texts(source: Path) -> float:
    """MB of text in a file of articles."""
    with source.open("rb") as stream:
        return sum(len(json.loads(line)["text"].encode()) for line in stream) / 1e6


def million(options: argparse.Namespace, folder: Path) -> None:
    """Throughput and memory, then the same bytes for 1, 2, 4 threads and three shares."""
    source = folder / "articles.jsonl"
    articles(options.articles, source, options.count)
    size, text = source.stat().st_size / 1e6, texts(source)
    alone, _ = one_by_one(source, options.gazetteer)
    print(f"{options.count:,} articles, {size:,.0f} MB, {text:,.0f} of them text; load {os.getloadavg()[0]:.1f}")
    print(f"normalize, one text at a time: {alone:.2f} MB/s of processor time", flush=True)
    digests = set()
    for jobs in options.jobs:
        target = folder / f"jobs{jobs}"
        args = ("-g", options.gazetteer, str(source), "-o", f"{target}/", "--jobs", str(jobs), "--to", options.to)
        done = Job(*args)
        found = digest(sorted(target.glob("part-*")))
        digests.add(found)
        rate, worked = text / done.seconds, text / done.work
        print(
            f"--jobs {jobs}: {done.seconds:,.1f} s, {rate:.2f} MB/s, {options.count / done.seconds:,.0f} articles/s, "
            f"{rate / alone / jobs:.2f} of normalize on as many cores; processor time {done.work:,.1f} s, "
            f"{worked:.2f} MB/s, {worked / alone:.2f} of normalize; load {os.getloadavg()[0]:.1f}"
        )
        print(f"  memory at most {done.memory:,.0f} MB, over time {done.over_time()}; {found}", flush=True)
        shutil.rmtree(target)
    if options.shares:
        target = folder / "shares"
        for share in range(1, options.shares + 1):
            args = ("-g", options.gazetteer, str(source), "-o", f"{target}/", "--to", options.to)
            Job(*args, "--shard", f"{share}/{options.shares}")
        digests.add(found := digest(sorted(target.glob("part-*"))))
        print(f"{options.shares} shares: {found}")
    print("same bytes" if len(digests) == 1 else f"DIFFERENT: {digests}")


def rounds(options: argparse.Namespace, folder: Path) -> None:
    """`normalize` and jobs in turn: on a busy machine, rates that were measured at different times cannot be compared."""
    source = folder / "articles.jsonl"
    articles(options.articles, source, options.count)
    text, found = texts(source), []
    for _ in range(options.times):
        work, clock = one_by_one(source, options.gazetteer)
        jobs = [Job("-g", options.gazetteer, str(source), "-o", f"{folder}/out.jsonl", "--jobs", n) for n in ("1", "2")]
        row = [work, clock, *(text / spent for job in jobs for spent in (job.work, job.seconds))]
        found.append([*row, row[4] / row[0], row[5] / row[1] / 2])
    names = ("normalize", "normalize, clock", "--jobs 1", "--jobs 1, clock", "--jobs 2", "--jobs 2, clock")
    for name, column in zip((*names, "ratio", "ratio of two cores, clock"), zip(*found, strict=True), strict=True):
        print(f"{name:26} median {statistics.median(column):6.2f}  from {min(column):6.2f} to {max(column):6.2f}")
    print(f"load {os.getloadavg()[0]:.1f}")


def kill(options: argparse.Namespace, folder: Path) -> None:
    """kill -9 at random moments, then resume; each time the output must be that of a job left alone."""
    source = folder / "articles.jsonl"
    articles(options.articles, source, options.count)
    if options.packed:
        source.with_suffix(".jsonl.gz").write_bytes(gzip.compress(source.read_bytes(), 1))
        source = source.with_suffix(".jsonl.gz")
    args = ["-g", options.gazetteer, str(source), "--part-size", "256k", "--to", options.to]
    seconds = Job(*args, "-o", f"{folder}/whole/").seconds
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
        Job(*args, "-o", f"{target}/", "--resume")
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
    done = Job("-g", options.gazetteer, str(source), "-o", f"{folder}/out.jsonl", expected=65)
    rejects = (folder / "out.jsonl.rejects.jsonl").read_text("utf-8")
    size = source.stat().st_size / 1e6
    print(f"{size:,.0f} MB line: {done.seconds:.1f} s, at most {done.memory:,.0f} MB; {json.loads(rejects)['reason']}")


def interrupt(options: argparse.Namespace, folder: Path) -> None:
    """Ctrl-C at random moments of a job on two threads: how long until the process is gone, with exit code 130."""
    source = folder / "articles.jsonl"
    articles(options.articles, source, options.count)
    chance, waits = random.Random(options.seed), []
    for number in range(options.times):
        target = folder / f"out{number}"
        command = [*CLI, "-g", options.gazetteer, str(source), "-o", f"{target}/", "--part-size", "256k", "--jobs", "2"]
        default = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, preexec_fn=default)
        while not (target / "_entmatch" / "manifest.json").exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0.05, 1.0))
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        if (code := process.wait()) != 130:
            sys.exit(f"exit {code}, expected 130")
        waits.append((time.monotonic() - start) * 1000)
        if left := list(target.rglob("*.partial")):
            sys.exit(f"left behind: {left}")
        shutil.rmtree(target)
    waits.sort()
    print(
        f"{len(waits)} interrupts: median {statistics.median(waits):.0f} ms, at most {waits[-1]:.0f} ms, exit 130 each "
        f"time, no partial file; load {os.getloadavg()[0]:.1f}"
    )


def memory(options: argparse.Namespace, folder: Path) -> None:
    """News, and the worst there is (names end to end, in records as long as they may be), against the ceiling."""
    news, worst = folder / "news.jsonl", folder / "worst.jsonl"
    articles(options.articles, news, options.count)
    for ceiling in (512, 1024, 2048):
        limit = longest_record(ceiling << 20)
        with worst.open("wb") as stream:
            for share in (1, 0.01, 1, 0.001, 1, 1, 0.5, 0.1):
                text = b"Tokyo, Moscow, Paris. " * max(1, int(limit * share - 40) // 22)
                stream.write(b'{"text": "' + text + b'"}\n')
        for source in (news, worst):
            for to in ("jsonl", "parquet"):
                args = ("-g", options.gazetteer, str(source), "-o", f"{folder}/out.{to}", "--jobs", "4")
                done = Job(*args, "--memory", f"{ceiling}M")
                print(
                    f"--memory {ceiling}M {source.stem:5} {to:7}: {done.seconds:5.1f} s, {done.memory:6,.0f} MB",
                    flush=True,
                )
                if done.memory > ceiling:
                    sys.exit("over the ceiling")


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["million", "kill", "line", "interrupt", "memory", "rounds"])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--gazetteer", required=True)
    parser.add_argument("--count", type=int)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--shares", type=int, default=3)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--to", default="jsonl")
    parser.add_argument("--packed", action="store_true", help="kill: read gzip")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = {
        "million": 1_000_000,
        "kill": 3_000,
        "line": 1_000,
        "interrupt": 20_000,
        "memory": 20_000,
        "rounds": 30_000,
    }
    options.count = options.count or counts[options.what]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(dir=".") as folder:
        work = {
            "million": million,
            "kill": kill,
            "line": line,
            "interrupt": interrupt,
            "memory": memory,
            "rounds": rounds,
        }
        work[options.what](options, Path(folder))


if __name__ == "__main__":
    main()
