from __future__ import annotations

import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import polars
import pyarrow
import pytest

from entmatch import DataError, Matcher

NAMES = ["Pyongyang", "North Korea", "Korea", "Сеул", "평양", "São Paulo"]
TEXTS = ["North-Korea’s Pyongyang", "", "в Сеул — 평양", "SAO PAULO 😀 Korea"]
FOUND = [[(0, 11, 1), (14, 23, 0)], [], [(2, 6, 3), (9, 11, 4)], [(0, 9, 5), (12, 17, 2)]]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.from_names(NAMES)


def test_one_text_and_many(matcher: Matcher) -> None:
    assert [matcher.find(text) for text in TEXTS] == FOUND
    assert [list(matcher.find_iter(text)) for text in TEXTS] == FOUND
    for threads in (None, 1, 3):
        table = matcher.find_many(TEXTS, threads=threads)
        assert (list(table), len(table), table.count, table[-1]) == (FOUND, 4, 6, FOUND[3])
    with pytest.raises(IndexError):
        table[4]


COLUMNS = [
    pyarrow.array(TEXTS),
    pyarrow.array(TEXTS, pyarrow.large_string()),
    pyarrow.array(TEXTS, pyarrow.string_view()),
    pyarrow.array(TEXTS).dictionary_encode(),
    pyarrow.chunked_array([TEXTS[:1], TEXTS[1:]]),
    pyarrow.array(["x", *TEXTS])[1:],
    polars.Series(TEXTS),
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: str(getattr(column, "type", "polars")))
def test_columns_are_read_where_they_lie(matcher: Matcher, column: object) -> None:
    assert list(matcher.find_many(column)) == FOUND


def test_missing_texts_and_columns_of_other_types(matcher: Matcher) -> None:
    assert list(matcher.find_many(pyarrow.array(["Korea", None]))) == [[(0, 5, 2)], []]
    assert len(matcher.find_many(pyarrow.chunked_array([], pyarrow.string()))) == 0
    with pytest.raises(DataError, match="Int64"):
        matcher.find_many(pyarrow.array([1, 2]))


def test_results_are_columns() -> None:
    table = pyarrow.table(Matcher.from_names(NAMES, ids=list("abcdef")).find_many(TEXTS))
    assert table.column_names == ["text", "start", "end", "name", "id", "how"]
    assert table["text"].to_pylist() == [0, 0, 2, 2, 3, 3]
    assert table["id"].to_pylist() == list("badefc")
    assert table["how"].to_pylist() == ["folded", "exact", "exact", "exact", "folded", "exact"]


def test_ids_and_replacing(matcher: Matcher) -> None:
    named = Matcher.from_names(["Tokyo", "Tokio"], ids=["TYO", "TYO"])
    assert named.find("Tokio!") == [(0, 5, "TYO")]
    assert named.replace("from Tokio, TOKYO") == "from TYO, TYO"
    assert matcher.replace(TEXTS[0], by=["P", "N", "K", "S", "P", "S"]) == "N’s P"
    with pytest.raises(DataError, match="ids"):
        matcher.replace("Korea")
    with pytest.raises(DataError, match="no replacement for name 2"):
        matcher.replace("Korea", by=["x"])
    with pytest.raises(DataError, match="overlap"):
        Matcher.from_names(NAMES, policy="all").replace("Korea", by=NAMES)
    with pytest.raises(DataError, match="6 names have 1 ids"):
        Matcher.from_names(NAMES, ids=["x"])


def test_policy_and_case() -> None:
    assert Matcher.from_names(NAMES, policy="all").find("North Korea") == [(0, 11, 1), (6, 11, 2)]
    assert Matcher.from_names(["Nice", "of"], case="initial").find("nice Nice NICE Of") == [
        (5, 9, 0),
        (10, 14, 0),
        (15, 17, 1),
    ]
    assert Matcher.from_names(["US"], case="exact").find("us Us US") == [(6, 8, 0)]
    assert Matcher.from_names(["Sao"], fold=False).find("São sao") == [(4, 7, 0)]
    with pytest.raises(DataError, match="policy"):
        Matcher.from_names([], policy="first")
    with pytest.raises(DataError, match="case"):
        Matcher.from_names([], case="upper")


def test_positions_in_bytes() -> None:
    [(start, end, _)] = Matcher.from_names(["Сеул"], byte_offsets=True).find("в Сеул")
    assert "в Сеул".encode()[start:end].decode() == "Сеул"


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_as_its_names(protocol: int) -> None:
    names = ["Korea", "…", "P’yŏngyang", "Korea", "!"]
    one = Matcher.from_names(names, ids=list("abcde"), policy="all", case="initial", fold=False)
    two = pickle.loads(pickle.dumps(one, protocol))  # noqa: S301
    assert two.names == ["Korea", "", "P’yŏngyang", "Korea", ""]
    for text in ("Korea korea", "P’yŏngyang", "Pyongyang"):
        assert one.find(text) == two.find(text)
    assert len(one) == len(two)


def test_threads_share_one_matcher(matcher: Matcher) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert all(found == FOUND for found in pool.map(lambda _: [matcher.find(text) for text in TEXTS], range(200)))
    assert threading.active_count() < 20


@pytest.mark.skipif(not hasattr(sys, "_is_gil_enabled"), reason="needs Python 3.13")
def test_the_module_does_not_bring_the_lock_back() -> None:
    import sysconfig

    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        assert not sys._is_gil_enabled()


def test_bad_texts_say_so(matcher: Matcher) -> None:
    with pytest.raises(DataError, match="surrogate"):
        matcher.find("\ud800")
    with pytest.raises(TypeError):
        matcher.find_many("Korea and more")
