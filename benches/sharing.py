"""What many processes and threads over one gazetteer cost: `python benches/sharing.py [GAZETTEER.emx]`.

Each of eight processes opens the file and reads all of it that scanning and normalising touch. The kernel divides each
page by the number of processes that have it mapped (proportional set size), so the sum over all is what the machine pays.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

TEXTS = [
    "Tokyo accuses Moscow over North Korea; Пхеньян и Сеул; 평양에서 서울",
    "Talks in Paris, Texas, with Ban Ki-moon",
]


def mapped(path: str) -> int:
    """Kilobytes of the file that count for this process."""
    total, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            inside = line.endswith(path)
        elif inside and line.startswith("Pss:"):
            total += int(line.split()[1])
    return total


def private() -> int:
    """Kilobytes that are this process's alone."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return sum(int(kb) for kb in re.findall(r"^Private_\w+:\s+(\d+)", text, re.MULTILINE))


def work(path: str, barrier: Barrier, out: multiprocessing.Queue[tuple[int, int]]) -> None:
    from entmatch import Gazetteer, Normalizer

    before = private()
    gazetteer = Gazetteer.open(path)
    opened = private() - before
    gazetteer.verify()
    gazetteer.find_batch(TEXTS)
    Normalizer(gazetteer).normalize_batch(TEXTS)
    barrier.wait()
    here = mapped(path)
    barrier.wait()
    out.put((here, opened))


def processes(path: str, count: int, method: str) -> tuple[float, float]:
    """Megabytes of the file in all processes together, and the most that opening it took of a process's own."""
    context = multiprocessing.get_context(method)
    barrier, out = context.Barrier(count), context.Queue()
    children = [context.Process(target=work, args=(path, barrier, out)) for _ in range(count)]
    for child in children:
        child.start()
    results = [out.get(timeout=600) for _ in children]
    for child in children:
        child.join()
    return sum(here for here, _ in results) / 1024, max(opened for _, opened in results) / 1024


def main() -> None:
    if len(sys.argv) > 1:
        path = str(Path(sys.argv[1]).resolve())
    else:
        from entmatch import embedded

        path = embedded.PATH
    from entmatch import Gazetteer

    start = time.perf_counter()
    Gazetteer.open(path)
    print(f"{path}: {Path(path).stat().st_size / 1e6:.1f} MB, opened in {(time.perf_counter() - start) * 1e3:.2f} ms")
    one, opened = processes(path, 1, "spawn")
    print(f"one process: {one:.1f} MB of the file mapped, {opened:.1f} MB of its own for opening it")
    for method in ("fork", "forkserver", "spawn"):
        many, _ = processes(path, 8, method)
        print(f"8 processes by {method}: {many:.1f} MB together, {many / one:.2f} times one")
    gazetteer = Gazetteer.open(path)
    gazetteer.verify()
    before = mapped(path)
    threads = [threading.Thread(target=gazetteer.find_batch, args=(TEXTS * 500,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"8 threads: {mapped(path) / before:.2f} times one")


if __name__ == "__main__":
    main()
