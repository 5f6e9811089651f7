"""The stages of the pipeline depend one way: each uses only the ones before it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ROOT / "rust" / "core" / "src"
STAGES = ["text", "translit", "gazetteer", "index", "scan", "resolve", "document", "bulk"]
# `error` is below everything; `compile` is the one place that sees a gazetteer and everything that an index is made of.
ALLOWED = {stage: {"error", *STAGES[: i + 1]} for i, stage in enumerate(STAGES)}
ALLOWED["error"] = {"error"}
ALLOWED["compile"] = {"error", "compile", *STAGES[: STAGES.index("resolve") + 1]}
ALLOWED["bulk"].add("compile")

PATH = re.compile(r"\bcrate::(?:\{(?P<many>[^}]*)\}|(?P<one>\w+))")
COMMENT = re.compile(r"//[^\n]*")


def stage_of(source: Path) -> str:
    return source.relative_to(CORE).parts[0].removesuffix(".rs")


def uses(source: Path) -> set[str]:
    found: set[str] = set()
    for match in PATH.finditer(COMMENT.sub("", source.read_text(encoding="utf-8"))):
        names = [match["one"]] if match["one"] else match["many"].split(",")
        found.update(re.match(r"\s*(\w*)", name)[1] for name in names)  # type: ignore[index]
    return found - {""}


SOURCES = sorted(path for path in CORE.rglob("*.rs") if path.name != "lib.rs")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(CORE)))
def test_each_stage_uses_only_the_stages_before_it(source: Path) -> None:
    stage = stage_of(source)
    assert stage in ALLOWED, f"{stage} is not a stage; see ARCHITECTURE.md"
    forbidden = uses(source) - ALLOWED[stage]
    assert not forbidden, f"{source.relative_to(ROOT)} is of stage {stage!r} and must not use {sorted(forbidden)}"


def test_the_rule_itself_sees_what_it_forbids(tmp_path: Path) -> None:
    source = tmp_path / "x.rs"
    source.write_text(
        "use crate::scan::Match;\nuse crate::{text::Span, bulk};\n// crate::document\nfn f(x: crate::index::Key) {}"
    )
    assert uses(source) == {"scan", "text", "bulk", "index"}


def test_the_core_knows_nothing_of_python() -> None:
    manifest = (ROOT / "rust" / "core" / "Cargo.toml").read_text(encoding="utf-8")
    assert "pyo3" not in manifest
    for source in CORE.rglob("*.rs"):
        assert "pyo3" not in source.read_text(encoding="utf-8"), source


def test_the_library_never_imports_the_command_line() -> None:
    package = ROOT / "python" / "entmatch"
    for source in package.rglob("*.py"):
        if source.relative_to(package).parts[0] != "cli":
            assert "entmatch.cli" not in source.read_text(encoding="utf-8"), source
