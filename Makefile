# Everything needed is made here: an own environment in .venv, the compiled module, the gazetteer.
# Needs Python 3.10 or newer, a C compiler and Rust; packages come from PyPI, crates from crates.io.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The optimised module serves the tests, the demo and the benches alike; PROFILE=dev builds sooner.
PROFILE ?= release
GAZETTEER := python/entmatch/data/world.emx
# Tables and cue files are compiled in, too; what the fuzz targets leave behind is not.
RUST_SOURCES := Cargo.toml Cargo.lock rust/core/Cargo.toml rust/python/Cargo.toml $(shell find rust/core/src rust/python/src -type f)

.PHONY: all train-names fit-names train-places demo fuzz instructions test test-rust test-python test-spark lint stubs gazetteer bench develop wheel clean help

all: develop

help:
	@echo "make demo         normalise three sample articles and print the table"
	@echo "make test         Rust tests, doctests, pytest, stub check"
	@echo "make test-spark   the Spark integration in a real Spark (needs Java)"
	@echo "make fuzz         the fuzz targets for a short while"
	@echo "make instructions instruction counts of two fixed inputs against their record (needs valgrind)"
	@echo "make lint         rustfmt, clippy, ruff, mypy"
	@echo "make gazetteer    build the embedded gazetteer from its pinned sources"
	@echo "make stubs        write python/entmatch/_core.pyi anew"
	@echo "make bench        what starting costs; with ARTICLES=folder also our matcher beside others"
	@echo "make wheel        a wheel with the gazetteer in dist/"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.10 or newer is needed") if sys.version_info < (3, 10) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/tools.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(VENV)/module.stamp: $(RUST_SOURCES) pyproject.toml $(VENV)/tools.stamp
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin develop --quiet --profile $(PROFILE)
	@touch $@

develop: $(VENV)/module.stamp

# The sources are pinned in gazetteer/sources.lock; the program downloads them, the compiler reads its JSONL.
GAZETTEER_SOURCES := $(wildcard gazetteer/*.py gazetteer/*.lock gazetteer/curated/*.tsv gazetteer/world/*.py)

# CHECK=--check fails unless the digest is the one in sources.lock and the tables made of it are those committed.
gazetteer: $(GAZETTEER)

$(GAZETTEER): $(GAZETTEER_SOURCES) $(VENV)/module.stamp
	$(BIN)/python gazetteer/build.py $(CHECK) -o .cache/world.jsonl
	@mkdir -p $(dir $@)
	$(BIN)/entmatch build .cache/world.jsonl -o $@ --variants 4 --variants-from 4

# NAMES is a folder of word pairs, LEAVE_OUT any lists of names that will be measured on; see gazetteer/name_pairs.py.
train-names: $(BIN)/python
	$(BIN)/python gazetteer/name_pairs.py --words $(NAMES) --leave-out $(LEAVE_OUT) -o .cache/pairs.tsv
	cargo run --release -p entmatch-core --example train_names -- .cache/pairs.tsv rust/core/src/resolve/tables

# The weights of similarity(), from the same pairs; prints how well the probabilities hold on pairs left out.
fit-names:
	cargo run --release -p entmatch-core --example train_names_fit -- .cache/pairs.tsv rust/core/src/resolve/tables

# The weights by which places are believed; PLACES are JSONL files of articles with their places marked, see the program.
train-places: $(GAZETTEER)
	@mkdir -p .cache
	$(BIN)/python tests/evaluate_documents.py --texts > .cache/own.jsonl
	cargo run --release -p entmatch-core --example train_places -- $(GAZETTEER) rust/core/src/document/weights $(PLACES) .cache/own.jsonl

demo: gazetteer
	$(BIN)/entmatch normalize tests/samples/*.txt --date 2024-06-20 --to table

test: test-rust test-python

test-rust:
	cargo test --workspace --exclude entmatch-python --quiet

test-python: gazetteer
	$(BIN)/python -m mypy.stubtest entmatch._core
	$(BIN)/python -m pytest

# A real Spark, local[2]: needs Java 17.
test-spark: develop
	$(BIN)/python -m pip install --quiet --group spark
	ENTMATCH_TEST_SPARK=1 $(BIN)/python -m pytest tests/test_spark.py

# Seconds for each fuzz target; on any toolchain, see rust/fuzz/src/lib.rs.
FUZZ_SECONDS ?= 20

fuzz:
	cargo run --release --quiet --manifest-path rust/fuzz/Cargo.toml --bin drive -- --seconds $(FUZZ_SECONDS)

instructions: $(BIN)/python
	$(BIN)/python benches/instructions.py

lint: $(VENV)/module.stamp
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

stubs: $(VENV)/tools.stamp
	$(BIN)/maturin generate-stubs --features stubs --out python --quiet
	sed -i 's/^from types import CapsuleType/from typing_extensions import CapsuleType/; 0,/^from /s//import collections.abc\nimport datetime\nimport os\nimport typing\nfrom /; s/-> list:/-> list[tuple[int, int, typing.Any]]:/' python/entmatch/_core.pyi
	$(BIN)/ruff check --quiet --fix python/entmatch/_core.pyi
	$(BIN)/ruff format --quiet python/entmatch/_core.pyi

# The highest level makes two megabytes of difference, and the wheel has to stay below 25.
wheel: $(GAZETTEER)
	$(BIN)/maturin build --release --quiet --compression-level 9 --out dist

bench: $(GAZETTEER)
	$(BIN)/python benches/startup.py
	$(if $(ARTICLES),$(BIN)/python benches/compare.py --articles $(ARTICLES))

clean:
	rm -rf $(VENV) dist .cache
