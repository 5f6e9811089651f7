"""What starting costs: the import, the embedded gazetteer, the command line, the wheel.

    python benches/startup.py

Times are the best of several runs in fresh processes; each is held against its limit, and the exit code says if all
were kept.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15


def seconds(*command: str) -> float:
    """The best time of a command."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def inside(statement: str, setup: str = "pass") -> float:
    """The best time of a statement that is run once in a fresh interpreter."""
    code = f"import time\n{setup}\nt = time.perf_counter()\n{statement}\nprint(time.perf_counter() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True) for _ in range(RUNS)
    ]
    return min(float(run.stdout) for run in runs)


def main() -> int:
    cli = str(Path(sys.executable).with_name("entmatch"))
    bare = seconds(sys.executable, "-c", "pass")
    rows = [
        (
            "import entmatch, more than bare Python",
            (seconds(sys.executable, "-c", "import entmatch") - bare) * 1e3,
            100.0,
            "ms",
        ),
        ("Gazetteer.default()", inside("entmatch.Gazetteer.default()", "import entmatch") * 1e3, 20.0, "ms"),
        ("first normalize() of a process", inside("entmatch.normalize('Tokyo')", "import entmatch") * 1e3, None, "ms"),
        ("entmatch --help", seconds(cli, "--help") * 1e3, None, "ms"),
        ("entmatch resolve Phenian", seconds(cli, "resolve", "Phenian") * 1e3, None, "ms"),
    ]
    wheels = sorted((ROOT / "dist").glob("*.whl"))
    if wheels:
        rows.append((f"dist/{wheels[-1].name}", wheels[-1].stat().st_size / 1e6, 25.0, "MB"))
    kept = True
    for what, value, limit, unit in rows:
        over = limit is not None and value > limit
        kept = kept and not over
        held = "" if limit is None else f"  (limit {limit:g} {unit}{', NOT KEPT' if over else ''})"
        print(f"{value:9.1f} {unit}  {what}{held}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
