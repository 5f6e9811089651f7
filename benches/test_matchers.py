"""Throughput of our matcher and two others under pytest-benchmark: `pytest benches/test_matchers.py`.

The names and the text are made here, so that it runs anywhere; `compare.py` measures real ones.
"""

from __future__ import annotations

import random

import pytest

pytest.importorskip("pytest_benchmark")

import compare

SYLLABLES = "pyong yang mos kow to kyo ber lin pa ris san ta ma dri du bai la gos".split()


def make(count: int) -> tuple[list[str], str]:
    rng = random.Random(count)
    names = sorted({"".join(rng.choices(SYLLABLES, k=3)).title() for _ in range(count)})
    words = [
        rng.choice(names) if rng.random() < 0.1 else rng.choice(["the", "talks", "in", "said", "on"])
        for _ in range(20_000)
    ]
    return names, " ".join(words)


@pytest.mark.parametrize("count", [1_000, 5_000])
@pytest.mark.parametrize("title", ["entmatch", "daachorse + filter", "dictionary"])
def test_find(benchmark, title: str, count: int) -> None:
    names, text = make(count)
    try:
        engine = compare.ENGINES[title](names)
    except ImportError as error:
        pytest.skip(str(error))
    expected = compare.Dictionary(names).find(text)
    assert benchmark(engine.find, text) == expected
