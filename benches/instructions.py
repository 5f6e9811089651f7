"""Instructions that two fixed inputs take under callgrind: what CI compares, since times on its machines say nothing.

    python benches/instructions.py            compare with benches/record/instructions.json
    python benches/instructions.py --record   write it anew

Names and texts are generated, the same everywhere. Each program runs twice, with one round and with eleven; a tenth of the
difference is one round, without start and build. More than a tenth above the record fails; so does an answer that is not
the recorded one. Without valgrind nothing is compared, and that is said.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORD = Path(__file__).parent / "record" / "instructions.json"
ALLOWED = 1.10
INPUTS = ("english", "scripts")


def build() -> Path:
    command = [
        "cargo",
        "build",
        "--quiet",
        "--profile",
        "bench-fast",
        "-p",
        "entmatch-core",
        "--example",
        "instructions",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    return ROOT / "target" / "bench-fast" / "examples" / "instructions"


def count(program: Path, name: str, rounds: int) -> tuple[int, str]:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), name, str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    collected = re.search(r"Collected : (\d+)", done.stderr)
    if not collected:
        sys.exit(f"valgrind did not say what it collected:\n{done.stderr}")
    return int(collected[1]), done.stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write the figures of today")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        print("instructions: not compared, valgrind is not installed (apt install valgrind)")
        return
    if not RECORD.exists() and not options.record:
        print(f"instructions: not compared, there is no {RECORD.relative_to(ROOT)} yet; make it with --record")
        return
    program = build()
    today = {}
    for name in INPUTS:
        (one, found), (eleven, _) = count(program, name, 1), count(program, name, 11)
        today[name] = {"instructions": (eleven - one) // 10, "found": found}
    if options.record:
        RECORD.write_text(json.dumps(today, indent=1) + "\n", encoding="utf-8")
    wanted = json.loads(RECORD.read_text(encoding="utf-8"))
    failed = False
    for name, figures in today.items():
        before = wanted[name]
        ratio = figures["instructions"] / before["instructions"]
        failed |= ratio > ALLOWED or figures["found"] != before["found"]
        print(f"{name}: {figures['instructions']:,} instructions, {ratio:.3f} of the record; {figures['found']}")
    if failed:
        sys.exit("more instructions than recorded, or another answer; if that is meant, run with --record")


if __name__ == "__main__":
    main()
