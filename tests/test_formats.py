"""Readers: every wrong record comes back as one reject with its place, and nothing after it is lost."""

from __future__ import annotations

import gzip
import json
import struct
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entmatch.exceptions import DataError, FileAccessError
from entmatch.formats import Columns, Document, Reject, read_documents
from entmatch.formats.document import iso_date
from entmatch.formats.lines import Line, read_lines
from entmatch.formats.read import Reader, files_of

GOOD = b'{"id":"a","text":"Tokyo"}\n'


def read(path: Path, data: bytes, columns: Columns | None = None) -> list[Document | Reject]:
    path.write_bytes(data)
    return list(read_documents([str(path)], columns))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{bad", "not JSON"),
        (b"", None),
        (b"   ", None),
        (b"[1]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"text":3}', "holds a number"),
        (b'{"text":null}', "holds nothing"),
        (b'{"text":["a"]}', "holds a list"),
        (b'{"text":true}', "holds a truth value"),
        (b'{"body2":"x"}', "found 'body2'"),
        (b"{}", "found no fields"),
        (b'{"text":"\\ud800"}', "lone surrogate U+D800 at character 0"),
        (b'{"text":"x","id":"\\udfff"}', "lone surrogate"),
        (b'{"text":"\xff"}', "not UTF-8: byte 0xff at byte 9"),
        (b'{"text":"\xed\xa0\x80"}', "not UTF-8"),
        (b'{"text":"\xc0\xaf"}', "not UTF-8"),
        (b'{"text":"x","date":"June"}', "not a date"),
        (b'{"text":"x","date":"2024-02-30"}', "not a date"),
        (b'{"text":"x","date":20240620}', "not a date"),
        (b'{"text":"x"} trailing', "not JSON"),
        (b'{"text":"x",}', "not JSON"),
        (b'{"text":"x\ty"}', "not JSON"),
        (b"{'text':'x'}", "not JSON"),
        (b'{"text":"x"}{"text":"y"}', "not JSON"),
        (b'{"text":"x', "not JSON"),
        (b"\x00", "not JSON"),
        (b"[" * 100_000, "not usable JSON"),
        (b'{"text":"x","n":' + b"9" * 5000 + b"}", "not usable JSON"),
        (b"\x1f\x8b\x08", "not UTF-8"),
    ],
)
def test_a_bad_json_line_is_quarantined_alone(tmp_path: Path, line: bytes, reason: str | None) -> None:
    got = read(tmp_path / "x.jsonl", GOOD + line + b"\r\n" + GOOD)
    rejects = [item for item in got if isinstance(item, Reject)]
    assert [item.doc_id for item in got if isinstance(item, Document)] == ["a", "a"]
    if reason is None:
        assert not rejects
    else:
        (reject,) = rejects
        assert reason in reject.reason
        assert (reject.line, reject.offset, reject.raw) == (2, len(GOOD), line)
        assert json.dumps(reject.as_dict())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b'2,"x"y,', "broken row"),
        (b"2,x", "2 fields where the header has 3"),
        (b"2,x,,", "4 fields"),
        (b"2,\xff,", "not UTF-8"),
        (b"2,x,yesterday", "not a date"),
    ],
)
def test_a_bad_csv_row_is_quarantined_alone(tmp_path: Path, row: bytes, reason: str) -> None:
    got = read(tmp_path / "x.csv", b'id,text,date\n1,"a\nb",2024-01-01\n' + row + b"\n3,c,\n")
    assert [(d.doc_id, d.text) for d in got if isinstance(d, Document)] == [("1", "a\nb"), ("3", "c")]
    (reject,) = (item for item in got if isinstance(item, Reject))
    assert reject.line == 4
    assert reason in reject.reason


def test_an_open_quote_is_told_where_it_opens(tmp_path: Path) -> None:
    got = read(tmp_path / "x.csv", b'text\na\n"open\nb\n')
    assert isinstance(got[-1], Reject)
    assert got[-1].line == 3


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("e.txt", b"", "empty"),
        ("e.txt", b" \n", "empty"),
        ("e.jsonl", b"", "no document"),
        ("e.csv", b"", "no document"),
        ("e.csv", b"id,text\n", "no document"),
        ("x.csv", b"id,body2\n1,x\n", "--text-column"),
        ("x.txt", b"ok\n\xff", "not UTF-8"),
        ("x.txt", "text".encode("utf-16"), "iconv -f UTF-16"),
        ("x.jsonl", '{"text":"x"}'.encode("utf-16"), "iconv -f UTF-16"),
        ("x.jsonl.gz", b"\x1f\x8bno gzip", "damaged"),
        ("x.txt.gz", gzip.compress(b"text" * 100)[:-9], "damaged"),
        ("x.parquet", b"no parquet", "not a Parquet file"),
    ],
)
def test_a_bad_file_is_one_reject(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    got = read(tmp_path / name, data)
    (reject,) = (item for item in got if isinstance(item, Reject))
    assert reason in reject.reason
    assert name in str(reject)


def test_a_missing_file_and_an_unknown_suffix_are_told_before_anything_is_read(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("x")
    with pytest.raises(FileAccessError, match="no such file"):
        next(iter(read_documents([str(good), str(tmp_path / "missing.txt")])))
    (tmp_path / "a.pdf").write_text("x")
    with pytest.raises(DataError, match="--format"):
        next(iter(read_documents([str(good), str(tmp_path / "a.pdf")])))


def test_a_folder_is_read_in_order_of_name_and_suffix_by_suffix(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.txt").write_text("one")
    (tmp_path / "a.jsonl").write_bytes(GOOD)
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(b"text\nc\n"))
    (tmp_path / "d.pdf").write_text("not read")
    assert [d.text for d in read_documents([str(tmp_path)]) if isinstance(d, Document)] == ["Tokyo", "one", "c"]
    (tmp_path / "e").mkdir()
    with pytest.raises(DataError, match="known suffix"):
        list(read_documents([str(tmp_path / "e")]))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    for name, data in [("x.txt", b"Tokyo"), ("x.jsonl", b'{"text":"Tokyo"}'), ("x.csv", b"text\nTokyo")]:
        (document,) = read(tmp_path / name, b"\xef\xbb\xbf" + data)
        assert isinstance(document, Document)
        assert document.text == "Tokyo"


def test_columns_by_name(tmp_path: Path) -> None:
    columns = Columns(text="t", id="n", date="d", lang="l")
    (document,) = read(tmp_path / "x.tsv", b"n\tt\td\tl\n7\tTokyo\t2024-06-20T08:00\tja\n", columns)
    assert document == Document("7", "Tokyo", "2024-06-20", "ja")
    (reject,) = read(tmp_path / "x.jsonl", b'{"text":"a"}', Columns(lang="l"))
    assert isinstance(reject, Reject)
    assert "--lang-column" in reject.reason


def test_parquet_rows_and_dates(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"id": [1, 2], "text": ["Tokyo", None], "date": [date(2024, 6, 20), None]})
    parquet.write_table(table, tmp_path / "x.parquet")
    got = list(read_documents([str(tmp_path / "x.parquet")]))
    assert got[0] == Document("1", "Tokyo", "2024-06-20")
    assert isinstance(got[1], Reject)
    assert "holds nothing" in got[1].reason


def test_a_packed_table_is_unpacked_by_its_first_bytes(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    packed = pyarrow.Codec("zstd").compress(b"id,text\n1,Tokyo\n", asbytes=True)
    for name in ("a.csv.zst", "a.csv"):
        assert read(tmp_path / name, packed) == [Document("1", "Tokyo")]
    (reject,) = read(tmp_path / "cut.csv.zst", packed[:-5])[-1:]
    assert isinstance(reject, Reject)
    assert "damaged" in reject.reason


def arrow_file(path: Path, texts: list[str], *, stream: bool = False) -> bytes:
    import pyarrow as pa

    table = pa.table({"id": [str(number) for number in range(len(texts))], "text": texts})
    new = pa.ipc.new_stream if stream else pa.ipc.new_file
    with pa.OSFile(str(path), "wb") as sink, new(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=3)
    return path.read_bytes()


@pytest.mark.parametrize("stream", [False, True])
def test_a_row_of_arrow_that_is_no_unicode_is_refused_alone(tmp_path: Path, stream: bool) -> None:
    data = arrow_file(tmp_path / "a.arrow", ["Tokyo", "Seoul", "Paris", "Kyiv"], stream=stream)
    assert data.count(b"Seoul") == 1
    got = read(tmp_path / "a.arrow", data.replace(b"Seoul", b"Se\xfful"))
    assert [d.text for d in got if isinstance(d, Document)] == ["Tokyo", "Paris", "Kyiv"]
    (reject,) = (item for item in got if isinstance(item, Reject))
    assert (reject.line, "damaged" in reject.reason) == (2, True)


@pytest.mark.parametrize("stream", [False, True])
def test_offsets_that_were_changed_are_refused(tmp_path: Path, stream: bool) -> None:
    """Every 32-bit number that may be an offset, made huge, negative or descending: documents or rejects, no crash."""
    data = arrow_file(tmp_path / "a.arrow", ["Tokyo", "Seoul", "Paris", "Kyiv"], stream=stream)
    offsets = struct.pack("<iiii", 0, 5, 10, 15)
    at = data.index(offsets)
    for number in range(4):
        # A smaller one in the beginning only cuts the texts elsewhere.
        for value in (2**31 - 1, -5, 900, *((3,) if number > 1 else ())):
            place = at + 4 * number
            got = read(tmp_path / "a.arrow", data[:place] + struct.pack("<i", value) + data[place + 4 :])
            assert any(isinstance(item, Reject) for item in got), (number, value, got)
            assert len(got) >= 3


def test_any_cut_or_changed_byte_of_an_arrow_file_is_survived(tmp_path: Path) -> None:
    for stream in (False, True):
        data = arrow_file(tmp_path / "a.arrow", ["Tokyo", "Seoul"], stream=stream)
        for place in range(0, len(data), 7):
            read(tmp_path / "a.arrow", data[:place])
            read(tmp_path / "a.arrow", data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])


def test_a_damaged_row_group_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    texts = [f"Tokyo {number} " * 50 for number in range(30)]
    parquet.write_table(
        pyarrow.table({"text": texts}),
        tmp_path / "a.parquet",
        row_group_size=10,
        compression="zstd",
        use_dictionary=False,
    )
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    chunk = parquet.ParquetFile(tmp_path / "a.parquet").metadata.row_group(1).column(0)
    data[chunk.data_page_offset : chunk.data_page_offset + 8] = b"\xff" * 8
    got = read(tmp_path / "a.parquet", bytes(data))
    assert [type(item) for item in got] == [Document] * 10 + [Reject] * 10 + [Document] * 10
    assert [item.line for item in got if isinstance(item, Reject)] == list(range(11, 21))


def test_reading_goes_on_at_a_place(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow as pa

    table = pa.table({"text": [f"t{number}" for number in range(1000)]})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=300)
    (tmp_path / "a.csv").write_text("text\n" + "".join(f"t{number}\n" for number in range(1000)))
    for name in ("a.parquet", "a.csv"):
        files = files_of([str(tmp_path / name), str(tmp_path / "a.csv")])
        whole = list(Reader(files))
        for items in (0, 1, 299, 300, 301, 999, 1000):
            reader = Reader(files)
            reader.go_to(0, items)
            assert list(reader) == whole[items:], (name, items)
            assert reader.position[0] == reader.position[1] > 0


def test_a_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 1000)
    (tmp_path / "b.csv").write_text("text\nshort\n" + "x" * 300 + "\n")
    got = list(Reader(files_of([str(tmp_path)]), limit=100))
    assert [item.text if isinstance(item, Document) else None for item in got] == [None, "short", None]


def test_a_line_over_the_limit_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"short\n" + b"x" * 5000 + b"\nlast\n")
    got = list(read_lines(str(path), limit=100))
    assert [item.raw for item in got if isinstance(item, Line)] == [b"short", b"last"]
    assert [(item.line, "5001 bytes" in item.reason) for item in got if isinstance(item, Reject)] == [(2, True)]
    assert isinstance(got[-1], Line)
    assert got[-1].offset == 6 + 5001


@given(st.lists(st.binary(max_size=40).map(lambda raw: raw.replace(b"\n", b"").strip(b"\r")), max_size=12))
def test_lines_number_and_place_themselves(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("lines") / "x"
    data = b"start\n" + b"\n".join(lines)
    path.write_bytes(data)
    for item in read_lines(str(path)):
        assert isinstance(item, Line)
        assert data[item.offset :].startswith(item.raw)
        assert data[: item.offset].count(b"\n") == item.number - 1


def test_dates() -> None:
    assert iso_date("2024-06-20T23:59:59Z") == "2024-06-20"
    assert iso_date(date(2024, 6, 20)) == "2024-06-20"
    assert iso_date(20240620) is None
