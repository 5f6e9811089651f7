"""Gazetteers from Python: opening, asking, building, pickling, and files that are not what they should be."""

from __future__ import annotations

import io
import json
import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest

import entmatch
from entmatch import DataError, FileAccessError, Gazetteer, GazetteerBuilder, GazetteerFormatError
from entmatch.cli.reading import Bar


@pytest.fixture(scope="module")
def saved(small: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "small.emx"
    small.save(path)
    return path


def test_a_saved_gazetteer_opens_as_the_same(small: Gazetteer, saved: Path) -> None:
    opened = Gazetteer.open(saved)
    assert opened.digest == small.digest == Gazetteer.from_bytes(saved.read_bytes()).digest
    assert opened.to_bytes() == saved.read_bytes()
    assert opened.path == saved
    assert small.path is None
    assert opened.verify()["entities"] == len(opened) == 3
    assert opened.inspect()["title"] == "small"
    assert repr(opened) == f"<Gazetteer of 3 entities, {saved}>"


def test_entities(small: Gazetteer) -> None:
    assert small.ids() == ["country:PRK", "geonames:1871859", "place:pyongyang-village"]
    assert "country:PRK" in small
    assert small.by_id("country:XXX") is None
    with pytest.raises(KeyError):
        small["country:XXX"]
    entity = small["geonames:1871859"]
    assert (entity.name, entity.kind, entity.country, entity.population) == (
        "Pyongyang",
        "populated_place",
        "PRK",
        3_222_000,
    )
    assert (entity.lat, entity.lon) == (39.03385, 125.75432)
    assert entity.names == ["Pyongyang", "평양", "Пхеньян"]
    assert entity.names_in("ko") == ["평양"]
    assert entity.to_dict()["relations"] == [{"kind": "capital_of", "to": "country:PRK"}]
    assert entity == small["geonames:1871859"]
    assert repr(entity) == '<Entity geonames:1871859 "Pyongyang" (populated_place)>'


def test_what_an_entity_gives_can_be_built_again(small: Gazetteer) -> None:
    builder = GazetteerBuilder()
    for entity_id in small.ids():
        builder.add(small[entity_id].to_dict())
    again = builder.build(title="small")
    assert [again[i].to_dict() for i in again.ids()] == [small[i].to_dict() for i in small.ids()]


def test_find_gives_spans_of_the_original(small: Gazetteer) -> None:
    text = "🙂 В ПХЕНЬЯНЕ и 평양에서, Pyongyang’s"
    matches = small.find(text)
    assert [text[m.start : m.end] for m in matches] == [m.surface for m in matches]
    assert [(m.surface.casefold()[:2], m.how) for m in matches] == [
        ("пх", "inflected"),
        ("평양", "inflected"),
        ("py", "exact"),
    ]
    raw = text.encode()
    assert [raw[m.start : m.end].decode() for m in small.find(text, byte_offsets=True)] == [m.surface for m in matches]
    assert matches[2].key == "pyongyang"
    best, village = matches[2].candidates
    assert best[:2] == ("geonames:1871859", "Pyongyang")
    assert village[0] == "place:pyongyang-village"
    assert best[2] > village[2]
    assert abs(best[2] + village[2] - 1) < 1e-3
    assert small.find_many([text, ""])[1] == []
    assert "geonames:1871859" in repr(matches[2])


def test_find_batch_is_the_same_as_rows(small: Gazetteer) -> None:
    table = small.find_batch(["To Pyongyang", "КНДР"], ids=["a", "b"])
    rows = [row.to_dict() for row in table]
    assert [(r["doc_id"], r["start"], r["end"], r["entity_id"]) for r in rows] == [
        ("a", 3, 12, "geonames:1871859"),
        ("b", 0, 4, "country:PRK"),
    ]
    assert rows[0]["reading"] is None
    assert rows[0]["alternatives"][0][0] == "place:pyongyang-village"
    assert rows[1]["ids"] == {"iso2": "KP"}


def test_resolve(small: Gazetteer) -> None:
    first = small.resolve("Pyongyang")[0]
    assert (first.entity_id, first.country, first.kind) == ("geonames:1871859", "PRK", "populated_place")
    assert 0 < first.score <= 1
    assert first.to_dict()["matched"] == first.matched
    assert [r.country for r in small.resolve("Pyongyang", country="CHN")] == ["CHN"]
    assert small.resolve_many(["Pyongyang", "Nowhere at all"], jobs=2)[0][0] == first
    for wrong in [{"kind": "planet"}, {"country": "KP"}, {"date": "soon"}]:
        with pytest.raises(DataError):
            small.resolve("Pyongyang", **wrong)  # type: ignore[arg-type]


def test_lone_surrogates_are_refused_with_their_place(small: Gazetteer) -> None:
    for call in (small.find, small.resolve, entmatch.Normalizer(small).normalize):
        with pytest.raises(DataError, match="lone surrogate at character 2"):
            call("ab\ud800")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty|short|bytes"),
        (b"PK\x03\x04 a zip file, no gazetteer at all, but long enough to hold a header" * 4, "gazetteer"),
        (b"\x00" * 4096, "gazetteer"),
    ],
)
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "x.emx"
    path.write_bytes(data)
    with pytest.raises(GazetteerFormatError, match=message) as raised:
        Gazetteer.open(path)
    assert raised.value.path == str(path)
    assert str(path) in str(raised.value)


def test_a_cut_file_is_refused_and_a_changed_byte_found(saved: Path) -> None:
    data = saved.read_bytes()
    for length in range(0, len(data), max(1, len(data) // 50)):
        with pytest.raises(GazetteerFormatError):
            Gazetteer.from_bytes(data[:length])
    order = random.Random(7)  # noqa: S311
    for _ in range(100):
        at = order.randrange(len(data))
        changed = bytearray(data)
        changed[at] ^= 1 << order.randrange(8)
        try:
            damaged = Gazetteer.from_bytes(bytes(changed))
            damaged.find("Pyongyang, 평양에서, КНДР")
            damaged.resolve("Phenian")
            damaged.verify()
        except GazetteerFormatError:
            continue
        # What no checksum covers is padding, which nothing reads.
        assert changed[at] in (1, 2, 4, 8, 16, 32, 64, 128)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match=r"missing\.emx"):
        Gazetteer.open(tmp_path / "missing.emx")
    with pytest.raises(GazetteerFormatError, match="not a file"):
        Gazetteer.open(tmp_path)


def test_pickling_is_by_path_and_opened_once(saved: Path, small: Gazetteer) -> None:
    opened = Gazetteer.open(saved)
    data = pickle.dumps(opened)
    assert len(data) < 300
    assert pickle.loads(data) is pickle.loads(data)  # noqa: S301
    normalizer = pickle.loads(pickle.dumps(entmatch.Normalizer(opened, min_score=0.5)))  # noqa: S301
    assert normalizer.gazetteer.digest == opened.digest
    with pytest.raises(TypeError, match="save it"):
        pickle.dumps(small)


def test_a_pickle_of_another_file_is_refused(small: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "x.emx"
    small.save(path)
    data = pickle.dumps(Gazetteer.open(path))
    GazetteerBuilder().build().save(path)
    with pytest.raises(GazetteerFormatError, match="digest"):
        pickle.loads(data)  # noqa: S301


def test_the_builder_reports_what_it_could_not_use(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,country\nAcme,USA\n\nAcme,USA\n,USA\nBeta,Utopia\n")
    builder = GazetteerBuilder()
    builder.read(path, values={"kind": "company"})
    assert len(builder) == 1
    report = builder.report()
    assert report["duplicate_names"] == 1
    assert [reject["line"] for reject in report["rejects"]] == [5, 6]
    built = builder.build()
    assert len(builder) == 0
    assert builder.report()["added"] == 1
    assert built.find("ACME")[0].entity_id == "list:Acme"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"id": "x"}, "names"),
        ({"id": "x", "kind": "planet", "names": [{"text": "X"}]}, "planet"),
        ({"id": "x", "kind": "other", "names": []}, "name"),
        ({"id": "x", "kind": "other", "names": [{"text": "X", "from": "soon"}]}, "date"),
        ("{", "EOF|JSON"),
    ],
)
def test_a_wrong_record_is_refused_with_a_reason(record: dict[str, object] | str, message: str) -> None:
    builder = GazetteerBuilder()
    with pytest.raises(DataError, match=message):
        builder.add(record)
    assert len(builder) == 0


def test_a_missing_default_tells_the_cure() -> None:
    code = (
        "import entmatch.embedded as e; e.PATH = '/nowhere/world.emx'\n"
        "import entmatch\n"
        "try: entmatch.find('x')\n"
        "except entmatch.GazetteerMissingError as error: print(error)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "make gazetteer" in out.stdout


def test_a_gazetteer_can_be_extended(saved: Path, tmp_path: Path) -> None:
    builder = GazetteerBuilder()
    builder.read(saved)
    builder.add_name("Acme", kind="company", country="USA")
    builder.write_jsonl(tmp_path / "all.jsonl")
    builder.read(tmp_path / "all.jsonl")
    assert builder.build().find("Acme in North Korea")[1].entity_id == "country:PRK"


def test_threads_share_a_gazetteer(small: Gazetteer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    texts = ["Pyongyang and КНДР " * 50] * 40
    expected = [len(found) for found in small.find_many(texts)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: len(small.find(text)), texts)) == expected


def test_a_public_source_becomes_lines_that_the_builder_reads(tmp_path: Path) -> None:
    dump = tmp_path / "ftm.jsonl"
    person = {"id": "Q1", "schema": "Person", "properties": {"name": ["Jane Roe"], "alias": ["J. Roe"]}}
    dump.write_text(json.dumps(person) + "\n{oops\n")
    report = entmatch.import_source("followthemoney", [dump], tmp_path / "out.jsonl")
    assert report["rejected"] == 1
    assert report["rejects"][0]["line"] == 2
    builder = GazetteerBuilder()
    builder.read(tmp_path / "out.jsonl")
    assert [match.surface for match in builder.build().find("Jane Roe")] == ["Jane Roe"]
    with pytest.raises(DataError, match="geonames"):
        entmatch.import_source("nonsense", [dump], tmp_path / "out.jsonl")
    with pytest.raises(FileAccessError):
        entmatch.import_source("followthemoney", [tmp_path / "missing.jsonl"], tmp_path / "other.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ftm.jsonl", "out.jsonl"]


def test_tables_in_every_format_give_the_same(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"label": "Acme Works", "land": "US", "people": 12.0},
        {"label": None, "land": "US", "people": float("nan")},
    ]
    (tmp_path / "a.csv").write_text("label,land,people\nAcme Works,US,12\n,US,\n")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows).replace("NaN", "null"))
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    mapping = ["--column", "name=label", "--column", "country=land", "--column", "population=people", "--value"]
    built = []
    for name in ("a.csv", "a.jsonl", "a.parquet"):
        target = tmp_path / f"{name}.emx"
        done = run("build", str(tmp_path / name), "-o", str(target), *mapping, "kind=company")
        assert done.returncode == 65, done.stderr
        assert "the name is empty" in done.stderr
        assert f"{name}:{3 if name == 'a.csv' else 2}:" in done.stderr
        opened = Gazetteer.open(target)
        built.append([opened[i].to_dict() for i in opened.ids()])
    assert built[0] == built[1] == built[2]
    assert built[0][0]["place"] == {"country": "USA", "population": 12}
    done = run("build", str(tmp_path / "a.parquet"), "-o", str(tmp_path / "x.emx"), "--column", "name=nothing")
    assert done.returncode == 65
    assert "no column 'nothing'; found: label, land, people" in done.stderr


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from entmatch.cli import main; raise SystemExit(main())", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_gazetteer_file_is_extended_with_all_that_it_knows(tmp_path: Path) -> None:
    old = GazetteerBuilder()
    old.add({"id": "geonames:1", "kind": "populated_place", "names": [{"text": "Nice"}], "source": "geonames"})
    old.add({"lexeme": "nice", "marks": ["common_word", "given_name"]})
    old.add({"agent": "police", "code": "~COP"})
    old.add({"attribution": "geonames", "license": "CC-BY-4.0", "text": "Contains data of GeoNames."})
    old.build().save(tmp_path / "old.emx")
    (tmp_path / "new.csv").write_text("id,name,lang\ngeonames:1,Nizza,it\n,Acme,\n")
    done = run("build", str(tmp_path / "old.emx"), str(tmp_path / "new.csv"), "-o", str(tmp_path / "all.emx"))
    assert done.returncode == 0, done.stderr
    assert "left out" not in done.stderr
    both = Gazetteer.open(tmp_path / "all.emx")
    assert both["geonames:1"].names == ["Nice", "Nizza"]
    counts = both.inspect()["counts"]
    assert (counts["entities"], counts["lexemes"], counts["agents"]) == (2, 1, 1)
    # "nice" is a word still: it must have its capital.
    assert [m.surface for m in both.find("nice, Nice")] == ["Nice"]
    said = run("inspect", "--gazetteer", str(tmp_path / "all.emx"), "--attribution").stdout
    assert "Contains data of GeoNames." in said
    assert "Licence: CC-BY-4.0" in said


def test_the_rank_decides_between_sources(tmp_path: Path) -> None:
    for name, kind in (("a.csv", "company"), ("b.csv", "ngo")):
        (tmp_path / name).write_text(f"id,name,kind\nx:1,{name},{kind}\n")
    for first, second in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        done = run("build", str(tmp_path / first), str(tmp_path / second), "-o", str(tmp_path / "x.emx"))
        assert done.returncode == 0, done.stderr
        entity = Gazetteer.open(tmp_path / "x.emx")["x:1"]
        assert (entity.name, entity.kind) == (first, "company" if first == "a.csv" else "ngo")
        assert set(entity.names) == {"a.csv", "b.csv"}


def test_how_far_an_import_is_and_that_it_can_be_stopped(tmp_path: Path) -> None:
    dump = tmp_path / "ftm.jsonl"
    line = json.dumps({"id": "Q1", "schema": "Person", "properties": {"name": ["Jane Roe"]}}) + "\n"
    dump.write_text(line * 300_000)
    told: list[tuple[int, int]] = []
    entmatch.import_source("followthemoney", [dump], tmp_path / "out.jsonl", progress=lambda *done: told.append(done))
    assert told == sorted(told)
    assert {total for _, total in told} <= {dump.stat().st_size}

    def refuse(done: int, total: int) -> None:
        raise KeyboardInterrupt

    dump.write_text(line * 3_000_000)
    with pytest.raises(KeyboardInterrupt):
        entmatch.import_source("followthemoney", [dump], tmp_path / "other.jsonl", progress=refuse)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ftm.jsonl", "out.jsonl"]


def test_the_bar_of_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        with Bar("places", stream) as bar:
            bar(50_000_000, 100_000_000)
    assert " 50 %  50 of 100 MB" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert pipe.getvalue() == ""
