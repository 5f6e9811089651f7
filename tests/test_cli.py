"""The command line: what it prints where, its exit codes, and that no wrong input loses anything."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

import entmatch

CLI = str(Path(sys.executable).with_name("entmatch"))
ENGLISH = Path(__file__).parent / "samples" / "en.txt"


def run(*args: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    done = subprocess.run([CLI, *map(str, args)], input=stdin, capture_output=True, cwd=cwd)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def small_file(small: entmatch.Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "small.emx"
    small.save(path)
    return path


def test_every_command_has_help() -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for command in ("normalize", "find", "resolve", "explain", "build", "import", "inspect", "verify", "bench"):
        assert command in out
        assert run(command, "--help")[0] == 0


def test_a_pipe_gets_json_lines_and_a_table_is_on_request() -> None:
    code, out, err = run("normalize", ENGLISH, "--date", "2024-06-20")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows[0]["surface"] == "Tokyo"
    assert rows[0]["code"] == "JPNGOV"
    code, out, _ = run("normalize", ENGLISH, "--date", "2024-06-20", "--to", "table")
    assert code == 0
    assert "JPNGOV" in out.splitlines()[2]


def test_standard_input_text_and_several_texts() -> None:
    for args, stdin in [
        (["-"], b"Tokyo"),
        ([], b"Tokyo"),
        (["-t", "Tokyo"], b""),
        (["--format", "jsonl"], b'{"text":"Tokyo"}'),
    ]:
        code, out, _ = run("find", *args, stdin=stdin)
        assert code == 0
        assert [json.loads(line)["surface"] for line in out.splitlines()] == ["Tokyo"]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "tsv", "parquet"])
def test_output_by_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    code, out, err = run("normalize", ENGLISH, "-o", path)
    assert (code, out, err) == (0, "", "")
    if suffix == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        surfaces = parquet.read_table(path)["surface"].to_pylist()
    elif suffix == "jsonl":
        surfaces = [json.loads(line)["surface"] for line in path.read_text().splitlines()]
    else:
        with path.open(newline="") as stream:
            surfaces = [row["surface"] for row in csv.DictReader(stream, delimiter="\t" if suffix == "tsv" else ",")]
    assert surfaces[0] == "Tokyo"
    assert list(tmp_path.iterdir()) == [path]


def test_formats_give_the_same_rows(tmp_path: Path) -> None:
    text = "Tokyo accuses Moscow"
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "7", "text": text, "date": "2024-06-20"}))
    (tmp_path / "x.csv").write_text(f"id,text,date\n7,{text},2024-06-20\n")
    (tmp_path / "x.tsv").write_text(f"key\tbody\tday\n7\t{text}\t2024-06-20\n")
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress((tmp_path / "x.jsonl").read_bytes()))
    outputs = {run("normalize", tmp_path / name)[1] for name in ("x.jsonl", "x.csv", "x.jsonl.gz")}
    names = ["--text-column", "body", "--id-column", "key", "--date-column", "day"]
    outputs.add(run("normalize", tmp_path / "x.tsv", *names)[1])
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == 2


WRONG = {
    "broken.txt": b"Tokyo \xff",
    "empty.txt": b"",
    "empty.jsonl": b"",
    "nocolumn.csv": b"id,headline\n1,Tokyo\n",
    "bad.jsonl": b'{"text":"Tokyo"}\n{oops\n{"text":"Moscow"}\n',
    "cut.jsonl.gz": gzip.compress(b'{"text":"Tokyo"}\n' * 1000)[:-8],
    "wide.txt": "Tokyo".encode("utf-16"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_documents_are_told_kept_and_counted(tmp_path: Path, name: str) -> None:
    wrong, good = tmp_path / name, tmp_path / "good.txt"
    wrong.write_bytes(WRONG[name])
    good.write_text("Seoul")
    code, out, err = run("find", wrong, good)
    assert code == 65
    assert json.loads(out.splitlines()[-1])["surface"] == "Seoul"
    assert err.count(str(wrong)) == 1
    assert "1 bad records left out" in err
    output = tmp_path / "out.jsonl"
    assert run("find", wrong, good, "-o", output)[0] == 65
    assert output.read_text() == out
    (kept,) = (json.loads(line) for line in (tmp_path / "out.jsonl.rejects.jsonl").read_text().splitlines())
    assert kept["file"] == str(wrong)
    assert kept["reason"]
    assert run("find", wrong, good, "--max-bad", "1", "-o", output)[0] == 0


def test_bad_records_come_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(WRONG["bad.jsonl"])
    code, out, err = run("find", path)
    assert code == 65
    assert [json.loads(line)["surface"] for line in out.splitlines()] == ["Tokyo", "Moscow"]
    assert f"{path}:2: not JSON" in err


def test_missing_files_and_wrong_usage(tmp_path: Path, small_file: Path) -> None:
    assert run("normalize", tmp_path / "missing.txt")[0] == 74
    assert run("normalize", ENGLISH, "-g", tmp_path / "missing.emx")[0] == 74
    assert run("normalize", ENGLISH, "--date", "June")[0] == 2
    assert run("normalize", "--nonsense")[0] == 2
    assert run("nonsense")[0] == 2
    assert run("normalize", ENGLISH, "-o", tmp_path / "no" / "out.jsonl")[0] == 74
    assert run("normalize", ENGLISH, "-o", tmp_path / "out.xlsx")[0] == 65
    assert run("normalize", ENGLISH, "--to", "parquet")[0] == 65
    cut = tmp_path / "cut.emx"
    cut.write_bytes(small_file.read_bytes()[:-100])
    foreign = tmp_path / "foreign.emx"
    foreign.write_bytes(b"GIF89a" * 100)
    for file in (cut, foreign):
        for args in (["find", ENGLISH, "-g", file], ["verify", file], ["inspect", "-g", file]):
            code, out, err = run(*args)
            assert (code, out) == (65, "")
            assert err.startswith(f"entmatch: {file}: ")
            assert err.count("\n") == 1


def test_a_failed_run_leaves_no_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tokyo")
    output = tmp_path / "out.jsonl"
    assert run("find", tmp_path / "a.txt", tmp_path / "missing.txt", "-o", output)[0] == 74
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Moscow " * 20_000)
    command = f"{CLI} find --to jsonl {tmp_path}/long.txt | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_resolve(tmp_path: Path) -> None:
    code, out, _ = run("resolve", "Phenian")
    first = json.loads(out.splitlines()[0])
    assert code == 0
    assert (first["query"], first["rank"], first["name"], first["country"]) == ("Phenian", 1, "Pyongyang", "PRK")
    names = tmp_path / "names.txt"
    names.write_bytes("Пхеньян\n\n평양\n\xff\n".encode("latin-1", "replace").replace(b"?", b"") or b"")
    names.write_bytes("Пхеньян\n\n평양\n".encode() + b"\xff\n")
    code, out, err = run("resolve", "--file", names, "--limit", "1", "--to", "csv")
    assert code == 65
    assert [row.split(",")[0] for row in out.splitlines()] == ["query", "Пхеньян", "평양"]
    assert f"{names}:4: not UTF-8" in err
    code, out, err = run("resolve", "Qqqqxxzz")
    assert (code, out) == (0, "")
    assert "nothing found" in err


def test_explain() -> None:
    code, out, _ = run("explain", ENGLISH, "--date", "2024-06-20", "--surface", "Tokyo")
    assert code == 0
    assert "[Tokyo]" in out
    assert "JPNGOV" in out
    code, out, _ = run("explain", "Хаяси", "Hayashi")
    assert code == 0
    assert "я=ya" in out
    code, out, _ = run("explain", "--name", "Phenian")
    assert code == 0
    assert "Pyongyang" in out


def test_build_inspect_verify_and_use_a_list(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("company,seat\nAcme Works,USA\n\nAcme Works,USA\n,USA\nBeta Mills,Utopia\n")
    output = tmp_path / "list.emx"
    code, out, err = run(
        "build", tmp_path / "list.csv", "-o", output, "--column", "name=company", "--column", "country=seat",
        "--value", "kind=company", "--title", "Companies",
    )  # fmt: skip
    assert (code, out) == (65, "")
    assert "list.csv:5" in err
    assert "list.csv:6" in err
    rejects = [json.loads(line) for line in (tmp_path / "list.emx.rejects.jsonl").read_text().splitlines()]
    assert [reject["line"] for reject in rejects] == [5, 6]
    assert run("verify", output)[0] == 0
    assert "Companies" in run("inspect", "-g", output)[1]
    about = json.loads(run("inspect", "-g", output, "--json")[1])
    assert about["counts"]["entities"] == 1
    entity = json.loads(run("inspect", "-g", output, "--json", "list:Acme Works")[1])
    assert entity["kind"] == "company"
    assert run("inspect", "-g", output, "list:Nobody")[0] == 1
    code, out, _ = run("find", "-g", output, "-t", "ACME WORKS of Ohio")
    assert json.loads(out)["entity_id"] == "list:Acme Works"
    assert run("build", tmp_path / "list.csv", "-o", output)[0] == 65
    assert run("build", tmp_path / "list.csv", "-o", output, "--column", "name")[0] == 2


def test_import_makes_what_build_reads(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("name\tcountry\nAcme\tUSA\n")
    lines = tmp_path / "list.jsonl"
    assert run("import", tmp_path / "list.tsv", "-o", lines, "--value", "kind=company")[0] == 0
    assert json.loads(lines.read_text())["id"] == "list:Acme"
    assert run("build", lines, "-o", tmp_path / "list.emx")[0] == 0


def test_bench_prints_rates() -> None:
    code, out, _ = run("bench", ENGLISH, "--seconds", "0.1")
    assert code == 0
    assert "MB/s" in out


def test_bench_times_a_matcher_of_ones_own_names(tmp_path: Path) -> None:
    names, text = tmp_path / "names.txt", tmp_path / "text.txt"
    names.write_text("Tokyo\n\nSeoul\n", encoding="utf-8")
    text.write_text("Tokyo, Seoul and TOKYO", encoding="utf-8")
    code, out, _ = run("bench", text, "--names", names, "--seconds", "0.1")
    assert code == 0
    assert "2 names" in out
    rows = [line.split() for line in out.splitlines() if line.startswith("entmatch find")]
    assert [row[-1] for row in rows] == ["3", "3"]
    names.write_text("\n", encoding="utf-8")
    code, _, error = run("bench", text, "--names", names)
    assert code == 2
    assert "expected one a line" in error
