"""Each kind of bad record is left out alone, and told with the right line, offset and reason."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bulk_data import build, entmatch

GOOD = b'{"id": "good", "text": "Rain in Tokyo"}'
BAD: dict[str, bytes] = {
    "not JSON": b"Tokyo",
    "cut off in an object": b'{"id": "1", "text": "a"',
    "cut off in a string": b'{"id": "1", "text": "a',
    "cut off in an escape": b'{"id": "1", "text": "a\\u00',
    "no colon": b'{"text" "a"}',
    "no comma": b'{"id": "1" "text": "a"}',
    "trailing comma": b'{"text": "a",}',
    "single quotes": b"{'text': 'a'}",
    "two objects on a line": b'{"text": "a"} {"text": "b"}',
    "trailing garbage": b'{"text": "a"} x',
    "comment": b'// {"text": "a"}',
    "array": b'["a"]',
    "number": b"7",
    "string": b'"a"',
    "null": b"null",
    "true": b"true",
    "empty object": b"{}",
    "no text field": b'{"id": "1", "title": "a"}',
    "text is null": b'{"text": null}',
    "text is a number": b'{"text": 7}',
    "text is a list": b'{"text": ["a"]}',
    "text is an object": b'{"text": {"en": "a"}}',
    "text is true": b'{"text": true}',
    "invalid UTF-8": b'{"text": "a\xff"}',
    "overlong UTF-8": b'{"text": "a\xc0\xaf"}',
    "UTF-8 cut off": b'{"text": "a\xe6\x9d"}',
    "surrogate in UTF-8": b'{"text": "\xed\xa0\x80"}',
    "lone surrogate escape": b'{"text": "a \\ud83d b"}',
    "unknown escape": b'{"text": "\\x41"}',
    "control character in a string": b'{"text": "a\x01b"}',
    "NUL byte": b'{"text": "a"}\x00',
    "NaN": b'{"text": "a", "n": NaN}',
    "leading zero": b'{"text": "a", "n": 01}',
    "date is no date": b'{"text": "a", "date": "yesterday"}',
    "day that does not exist": b'{"text": "a", "date": "2023-02-29"}',
    "date is a number": b'{"text": "a", "date": 20240620}',
    "id is a list": b'{"text": "a", "id": ["x"]}',
    "key is no string": b'{7: "a", "text": "b"}',
}


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build(tmp_path_factory.mktemp("bad") / "small.emx")


def test_there_are_thirty_kinds() -> None:
    assert len(BAD) >= 30


def test_each_bad_record_is_left_out_alone(gazetteer: str, tmp_path: Path) -> None:
    lines, wanted = [], []
    offset = 0
    for raw in BAD.values():
        lines += [GOOD, b"", raw]
        offset += len(GOOD) + 2
        wanted.append((len(lines), offset))
        offset += len(raw) + 1
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b"\n".join([*lines, GOOD]) + b"\n")
    rejects = tmp_path / "rejects.jsonl"
    done = entmatch("normalize", "-g", gazetteer, str(path), "--rejects", str(rejects), "--jobs", "2")
    assert done.returncode == 65, done.stderr.decode()
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["surface"] for row in rows] == ["Tokyo"] * (len(BAD) + 1)
    found = [json.loads(line) for line in rejects.read_text("utf-8").splitlines()]
    assert [(reject["line"], reject["offset"]) for reject in found] == wanted
    assert [reject["raw"].encode() for reject in found if reject["raw"].isascii() and "\\x" not in reject["raw"]] == [
        raw for raw in BAD.values() if raw.isascii() and b"\\x" not in raw
    ]
    assert all(reject["file"] == str(path) and len(reject["reason"]) > 10 for reject in found)
    enough = ("--max-bad", str(len(BAD)), "--rejects", str(rejects))
    assert entmatch("normalize", "-g", gazetteer, str(path), *enough).returncode == 0


@pytest.mark.parametrize("kind", BAD)
def test_one_bad_record_is_the_only_one(gazetteer: str, tmp_path: Path, kind: str) -> None:
    """Through the library, where a process for each would take too long."""
    from entmatch import Gazetteer
    from entmatch.bulk import JsonLines, Options, SingleFile, run

    path = tmp_path / "one.jsonl"
    path.write_bytes(b"\n".join([GOOD, GOOD, BAD[kind], GOOD]))
    options = Options(jobs=1)
    rejects = []
    output = SingleFile(str(tmp_path / "out.jsonl"), options)
    totals = run(Gazetteer.open(gazetteer), JsonLines([str(path)]), output, options, on_reject=rejects.append)
    assert [(reject.line, reject.offset, reject.raw) for reject in rejects] == [(3, 2 * len(GOOD) + 2, BAD[kind])]
    assert (totals.documents, totals.bad) == (3, 1)


def test_files_that_are_no_lines_at_all(gazetteer: str, tmp_path: Path) -> None:
    packed = gzip.compress(GOOD * 50)
    files = {
        "empty.jsonl": (b"", "no document in it"),
        "blank.jsonl": (b"\n \n", "no document in it"),
        "wide.jsonl": ("\ufeff".encode("utf-16-le") + GOOD.decode().encode("utf-16-le"), "UTF-16"),
        "cut.jsonl.gz": (packed[: len(packed) // 2], "damaged here"),
        "noise.jsonl.gz": (b"\x1f\x8bnoise", "damaged here"),
        "cut.jsonl.zst": (b"\x28\xb5\x2f\xfd\x04", "damaged here"),
    }
    for name, (data, reason) in files.items():
        (tmp_path / name).write_bytes(data)
        done = entmatch("normalize", "-g", gazetteer, str(tmp_path / name))
        assert done.returncode == 65, (name, done.stderr.decode())
        assert reason in done.stderr.decode(), name


def test_marks_and_line_ends_of_other_systems(gazetteer: str, tmp_path: Path) -> None:
    path = tmp_path / "dos.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD + b"\r\n" + GOOD + b"\r\n")
    done = entmatch("normalize", "-g", gazetteer, str(path))
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) == 2


def test_a_long_line_is_refused_by_its_limit(gazetteer: str, tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    long = b'{"text": "' + b"a " * 500_000 + b'"}'
    path.write_bytes(b"\n".join([GOOD, long, GOOD]))
    done = entmatch("normalize", "-g", gazetteer, str(path), "--max-record", "100k")
    assert done.returncode == 65
    assert f"{path}:2: a record of {len(long)} bytes; at most 102400 are read (--max-record" in done.stderr.decode()
    assert len(done.stdout.splitlines()) == 2
