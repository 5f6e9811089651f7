"""Documents into mentions, one by one, in batches and in tables; all ways give the same rows."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entmatch
from entmatch import DataError, MentionTable, Normalizer

TEXT = "TOKYO, June 20. Tokyo accuses Moscow of working with Pyongyang. 김정은 met Путина."
COLUMNS = [
    "doc_id", "start", "end", "surface", "reading", "entity_id", "name", "kind", "country", "lat", "lon", "actor_id",
    "code", "ids", "how", "via", "score", "alternatives", "chain", "evidence",
]  # fmt: skip


@pytest.fixture(scope="module")
def normalizer(world: entmatch.Gazetteer) -> Normalizer:
    return Normalizer(world)


@pytest.fixture(scope="module")
def table(normalizer: Normalizer) -> MentionTable:
    return normalizer.normalize_batch([TEXT, "", "Paris, Texas"], ids=["a", "b", "c"], dates=["2024-06-20", None, None])


def test_spans_cut_their_surface_out_of_the_text(normalizer: Normalizer) -> None:
    mentions = normalizer.normalize(TEXT, date="2024-06-20")
    assert mentions
    for mention in mentions:
        assert TEXT[mention.start : mention.end] == mention.surface
    raw = TEXT.encode()
    for mention in Normalizer(byte_offsets=True).normalize(TEXT):
        assert raw[mention.start : mention.end].decode() == mention.surface


def test_a_capital_is_place_or_actor_as_the_text_means_it(normalizer: Normalizer) -> None:
    dateline, actor, *_ = normalizer.normalize(TEXT, date="2024-06-20")
    assert (dateline.surface, dateline.reading, dateline.country) == ("TOKYO", "place", "JPN")
    assert (actor.surface, actor.reading, actor.code) == ("Tokyo", "actor", "JPNGOV")
    assert actor.entity_id == dateline.entity_id
    assert actor.actor_id == "gov:JPN"
    assert actor.ids["geonames"] == "1850147"
    assert actor.lat == pytest.approx(35.69, abs=0.1)
    assert isinstance(actor.evidence, list)


def test_dates_as_text_date_or_datetime(normalizer: Normalizer) -> None:
    day = datetime.date(2024, 6, 20)
    noon = datetime.datetime(2024, 6, 20, 12, tzinfo=datetime.timezone.utc)
    assert normalizer.normalize(TEXT, date="2024-06-20") == normalizer.normalize(TEXT, date=day)
    assert normalizer.normalize(TEXT, date=noon) == normalizer.normalize(TEXT, date=day)
    with pytest.raises(DataError, match="YYYY-MM-DD"):
        normalizer.normalize(TEXT, date="20 June")


def test_every_way_gives_the_same_rows(normalizer: Normalizer, table: MentionTable) -> None:
    one = [mention.to_dict() for mention in normalizer.normalize(TEXT, date="2024-06-20")]
    many = [mention.to_dict() for mention in normalizer.normalize_many([TEXT], dates=["2024-06-20"])[0]]
    batch = [mention.to_dict() for mention in table if mention.doc_id == "a"]
    assert one == many == [{**row, "doc_id": ""} for row in batch]
    assert {mention.doc_id for mention in table} == {"a", "c"}


def test_lists_of_unequal_length_are_refused(normalizer: Normalizer) -> None:
    with pytest.raises(DataError, match="1 dates for 2 texts"):
        normalizer.normalize_batch(["a", "b"], dates=[None])


def test_a_table_is_a_sequence(table: MentionTable) -> None:
    assert next(iter(table)) == table[0]
    assert table[-1] == list(table)[-1]
    with pytest.raises(IndexError, match=f"of {len(table)}"):
        table[len(table)]
    assert repr(table) == f"<MentionTable of {len(table)} mentions>"
    assert table[0].surface in repr(table[0])


def test_json_csv_and_arrow_say_the_same(table: MentionTable) -> None:
    import csv
    import io

    lines = [json.loads(line) for line in table.to_jsonl().splitlines()]
    assert [list(line) for line in lines] == [COLUMNS] * len(table)
    for line, mention in zip(lines, table, strict=True):
        expected = mention.to_dict()
        expected["alternatives"] = [
            {"entity_id": i, "name": name, "score": score} for i, name, score in expected["alternatives"]
        ]
        assert line == expected
    rows = list(csv.DictReader(io.StringIO(table.to_csv().decode())))
    assert [row["surface"] for row in rows] == [line["surface"] for line in lines]
    assert [json.loads(row["ids"]) for row in rows] == [line["ids"] for line in lines]
    assert table.to_csv("\t", header=False).count(b"\n") == len(table)
    with pytest.raises(DataError, match="ASCII"):
        table.to_csv("—")

    pyarrow = pytest.importorskip("pyarrow")
    for _ in range(2):  # a consumer may ask more than once
        arrow = pyarrow.table(table)
        arrow.validate(full=True)
        assert arrow.column_names == COLUMNS
        got = arrow.to_pylist()
        for row in got:
            row["ids"] = json.loads(row["ids"])
        assert got == lines
    assert pyarrow.schema(table) == arrow.schema


def test_an_arrow_table_in_gives_the_rows_of_a_batch(normalizer: Normalizer, table: MentionTable) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    texts = [TEXT, None, "Paris, Texas"]
    day = datetime.date(2024, 6, 20)
    for string in (pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()):
        columns = {
            "body": pyarrow.array(texts, string),
            "key": pyarrow.array(["a", "b", "c"], string),
            "day": pyarrow.array([day, None, None]),
        }
        given = pyarrow.table(columns)
        assert list(normalizer.normalize_table(given, text="body", id="key", date="day")) == list(table)
        sliced = pyarrow.concat_tables([given.slice(0, 1), given.slice(1)])
        assert list(normalizer.normalize_table(sliced, text="body", id="key", date="day")) == list(table)
    times = pyarrow.array([datetime.datetime(2024, 6, 20, 9), None, None], pyarrow.timestamp("us"))
    keys = pyarrow.array(["a", "b", "c"]).dictionary_encode()
    given = pyarrow.table({"text": texts, "key": keys, "day": times})
    assert list(normalizer.normalize_table(given, id="key", date="day")) == list(table)
    assert {row.doc_id for row in normalizer.normalize_table(given)} == {"0", "2"}


def test_wrong_tables_are_refused(normalizer: Normalizer) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with pytest.raises(DataError, match="no column"):
        normalizer.normalize_table(pyarrow.table({"body": ["x"]}))
    with pytest.raises(DataError, match="of type"):
        normalizer.normalize_table(pyarrow.table({"text": [1.5]}))
    with pytest.raises(DataError, match="__arrow_c_stream__"):
        normalizer.normalize_table([{"text": "x"}])
    with pytest.raises(DataError, match="YYYY-MM-DD"):
        normalizer.normalize_table(pyarrow.table({"text": ["x"], "day": ["soon"]}), date="day")
    bad = pyarrow.Array.from_buffers(
        pyarrow.string(), 1, [None, pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"\xff\xfe")]
    )
    with pytest.raises(DataError, match="damaged"):
        normalizer.normalize_table(pyarrow.table({"text": bad}))


def test_min_score_leaves_out_the_doubtful(world: entmatch.Gazetteer) -> None:
    assert all(mention.score >= 0.99 for mention in Normalizer(world, min_score=0.99).normalize(TEXT))
    with pytest.raises(DataError, match="0 to 1"):
        Normalizer(world, min_score=2)


def test_threads_and_repetition_give_equal_answers(normalizer: Normalizer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    expected = normalizer.normalize(TEXT, date="2024-06-20")
    with ThreadPoolExecutor(8) as pool:
        for got in pool.map(lambda _: normalizer.normalize(TEXT, date="2024-06-20"), range(32)):
            assert got == expected


def test_what_a_normalizer_has_read_before_changes_nothing(world: entmatch.Gazetteer) -> None:
    used = Normalizer(world)
    # The second is long enough for its buffers to be given back.
    used.normalize_many(["kim met Moscow in MOSCOW; Paris, Texas, is no paris.", "Tokyo and Seoul spoke. " * 40_000])
    assert used.normalize(TEXT, date="2024-06-20") == Normalizer(world).normalize(TEXT, date="2024-06-20")


def test_module_level_functions_use_the_embedded_gazetteer(normalizer: Normalizer) -> None:
    assert entmatch.normalize(TEXT, date="2024-06-20") == normalizer.normalize(TEXT, date="2024-06-20")
    assert entmatch.resolve("Phenian")[0].name == "Pyongyang"
    assert [match.surface for match in entmatch.find("Pyongyang")] == ["Pyongyang"]


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        st.sampled_from("aT.,’'- \n\u0301\u200bİßЖё평양中東ー東京กाعبד🙂Kim ") | st.characters(codec="utf-8"),
        max_size=60,
    )
)
def test_any_text_gives_spans_within_it(text: str) -> None:
    for mention in [*entmatch.normalize(text), *entmatch.find(text, overlapping=True)]:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface


def test_the_samples_come_out_right(normalizer: Normalizer) -> None:
    samples = Path(__file__).parent / "samples"
    by_language = {
        path.stem: normalizer.normalize(path.read_text(encoding="utf-8"), date="2024-06-20")
        for path in sorted(samples.glob("*.txt"))
    }
    assert set(by_language) == {"en", "ru", "ko"}
    for mentions in by_language.values():
        assert {"geonames:1871859", "person:vladimir-putin"} <= {mention.entity_id for mention in mentions}


def test_agents_of_a_gazetteer_give_roles(small: entmatch.Gazetteer) -> None:
    builder = entmatch.GazetteerBuilder()
    builder.add({"id": "country:PRK", "kind": "country", "names": [
        {"text": "North Korea", "kind": "preferred"}, {"text": "North Korean", "kind": "adjective"},
    ], "place": {"country": "PRK"}})  # fmt: skip
    builder.add({"agent": "activist", "code": "~OPP"})
    builder.add({"agent": "fishery", "code": "~BUS"})
    builder.add({"agent": "child", "code": "~CVL", "plural": "children"})
    builder.add({"agent": "Fischer", "code": "~BUS", "lang": "de"})
    codes = Normalizer(builder.build())
    for text, code in [
        ("North Korean activists left.", "PRKOPP"),
        ("The North Korean fisheries closed.", "PRKBUS"),
        ("Two North Korean children were found.", "PRKCVL"),
        ("The North Korean Fischer said nothing.", "PRK"),
    ]:
        assert [m.code for m in codes.normalize(text, lang="en")] == [code], text
    for wrong in ({"agent": "activist", "code": "OPP~"}, {"agent": " ", "code": "~OPP"}):
        with pytest.raises(DataError, match=r"agent|~GOVMIL"):
            builder.add(wrong)
