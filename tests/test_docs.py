"""The documentation runs: examples in docstrings, Python blocks and console blocks of the documents.

Probabilities may move a little without anyone rewriting the documents. `REFRESH_DOCS=1 pytest tests/test_docs.py` puts
what the commands say today into the console blocks.
"""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import entmatch
from entmatch import _core

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# What a reader does once, outside of a test.
ONCE = ("make ", "pip ", "git ", "cargo ")


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            if match[1] == language:
                line = text.count("\n", 0, match.start()) + 1
                found.append((f"{document.relative_to(ROOT)}:{line}", match[2]))
    return found


def run_examples(name: str, text: str) -> int:
    test = doctest.DocTestParser().get_doctest(text, {"__name__": name}, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    out: list[str] = []
    runner.run(test, out=out.append)
    assert not runner.failures, "".join(out)
    return runner.tries


MODULES = [entmatch.__name__, *(m.name for m in pkgutil.walk_packages(entmatch.__path__, "entmatch."))]
MODULES.remove(_core.__name__)  # its docstrings are found by hand, below


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_of_modules(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=FLAGS)
    assert result.failed == 0


def test_docstrings_of_the_compiled_module() -> None:
    tries = 0
    for name in _core.__all__:
        thing = getattr(_core, name)
        parts = [thing, *vars(thing).values()] if isinstance(thing, type) else [thing]
        tries += sum(
            run_examples(name, doc) for part in parts if (doc := getattr(part, "__doc__", None)) and ">>>" in doc
        )
    assert tries > 10


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_python_blocks(document: Path) -> None:
    """All blocks of a document, one after the other, as its reader would type them."""
    here = str(document.relative_to(ROOT))
    run_examples(here, "\n".join(code for place, code in blocks("python") if place.startswith(f"{here}:")))


def console(command: str) -> list[str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "160"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


def as_run(block: str) -> str:
    """The block with what its commands print today, cut where the block is cut."""
    out = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        lines = shown.splitlines()
        if not command.startswith(ONCE):
            found = console(command)
            lines = [*found[: lines.index("...")], "..."] if "..." in lines else found
        out += [f"$ {command}", *lines]
    return "".join(line + "\n" for line in out)


@pytest.mark.parametrize(("place", "block"), blocks("console"), ids=lambda value: value if len(value) < 40 else "")
def test_console_blocks(place: str, block: str) -> None:
    found = as_run(block)
    if os.environ.get("REFRESH_DOCS"):
        document = ROOT / place.partition(":")[0]
        document.write_text(document.read_text(encoding="utf-8").replace(block, found), encoding="utf-8")
        return
    assert re.sub(r"\b[01]\.\d\d\b", "P", found) == re.sub(r"\b[01]\.\d\d\b", "P", block), place


def test_every_public_thing_says_what_it_is() -> None:
    for name in entmatch.__all__:
        thing = getattr(entmatch, name)
        assert isinstance(thing, str) or thing.__doc__, name
