"""The program that builds the default gazetteer, without the network: its parsing, cleaning and merging."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import struct
import sys
from pathlib import Path

import pytest

GAZETTEER = Path(__file__).resolve().parent.parent / "gazetteer"
sys.path.insert(0, str(GAZETTEER))

import world  # noqa: E402
from world import clean, curated, geonames, leaders, lock, middles, natural_earth, rivals, table  # noqa: E402
from world.model import Entity, World  # noqa: E402


@pytest.mark.parametrize("module", sorted(m.name for m in pkgutil.iter_modules(world.__path__)))
def test_examples_in_the_docstrings(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"world.{module}")).failed == 0


def test_every_source_states_its_licence_and_none_is_share_alike() -> None:
    for source in lock.read_lock().values():
        assert len(source.sha256) == 64
        assert source.attribution
        assert source.used
        assert not any(word in source.licence for word in ("SA", "NC", "GPL", "ODbL")), source.name


def test_a_source_without_licence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.lock"
    path.write_text("[x]\npackage = x\nversion = 1\nfile = x.whl\nsha256 = 0\n", encoding="utf-8")
    with pytest.raises(lock.BuildError, match="licence"):
        lock.read_lock(path)


def test_a_changed_download_is_refused(tmp_path: Path) -> None:
    source = lock.read_lock()["stopwords"]
    (tmp_path / source.file).write_bytes(b"something else")
    with pytest.raises(lock.BuildError, match="sha256"):
        lock.fetch(source, tmp_path)


def test_the_digest_is_written_at_the_end_of_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "sources.lock"
    path.write_text("# a comment\n[digests]\nworld.jsonl = 1\n", encoding="utf-8")
    lock.relock("world.jsonl", "2", path)
    assert path.read_text(encoding="utf-8") == "# a comment\n[digests]\nworld.jsonl = 2\n"
    assert lock.digests(path) == {"world.jsonl": "2"}


def test_the_attribution_is_that_of_the_lock() -> None:
    assert (GAZETTEER / "ATTRIBUTION").read_text(encoding="utf-8") == table.attribution(lock.read_lock())


def test_what_is_small_keeps_only_names_that_say_something_new() -> None:
    entity = World().entity("geonames:1", "populated_place", "geonames")
    names = ["Zabolottya", "Заболоття", "ザボロッティア", "Grenzdorf"]
    geonames.add_place_names(entity, "Zabolottia", names, geonames.scripts_of("uk,ru-UA"))
    assert entity.texts() == {"Zabolottia", "Заболоття", "Grenzdorf"}


def test_curated_rows_join_by_identifier_only(tmp_path: Path) -> None:
    made = World()
    lake = made.entity("wikidata:Q5513", "water", "natural_earth")
    lake.add_name("Baikal", "en", "preferred", source="natural_earth")
    lake.ids["wikidata"] = "Q5513"
    made.entity("geonames:1", "populated_place", "geonames").add_relation("part_of", lake.id)
    made.entities["geonames:1"].add_name("Irkutsk", source="geonames")
    rows = [
        "\t".join(curated.ENTITY_COLUMNS),
        "# lakes",
        "water:baikal\twater\tLake Baikal\tru:Байкал|ru.short:Байкал-море [..1900] ^folk song\t\t\t\t\twikidata=Q5513",
        "region:siberia\tregion\tBaikal\t\tRUS\tpart_of=water:baikal",
    ]
    (tmp_path / "waters.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    curated.read(made, tmp_path)
    lines = [json.loads(line) for line in made.lines()]
    assert [line["id"] for line in lines] == ["geonames:1", "region:siberia", "water:baikal"]
    assert lines[0]["relations"] == lines[1]["relations"] == [{"kind": "part_of", "to": "water:baikal"}]
    folk = next(name for name in lines[2]["names"] if name["text"] == "Байкал-море")
    assert (folk["kind"], folk["to"], folk["via"]) == ("short", "1900", "folk song")


def test_a_broken_curated_row_is_named_with_its_line(tmp_path: Path) -> None:
    text = "\t".join(curated.ENTITY_COLUMNS) + "\nwater:x\twater\tX\tno language here\n"
    (tmp_path / "waters.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(lock.BuildError, match=r"waters\.tsv:2: .*LANGUAGE:NAME"):
        curated.read(World(), tmp_path)


def test_first_source_has_the_word_and_names_are_not_repeated() -> None:
    made = World()
    entity = made.entity("geonames:1", "populated_place", "a")
    entity.add_name("Kyiv", "en", "preferred", source="a")
    entity.add_name("Kyiv", "en", "alias", source="b")
    entity.add_name("Kiev", "en", source="b")
    entity.add_name("Київ", source="b")
    entity.add_name("Київ", "uk", source="c")
    assert made.entity("geonames:1", "region", "b") is entity
    row = json.loads(next(made.lines()))
    assert (row["kind"], row["source"]) == ("populated_place", "a")
    assert [(n["text"], n.get("lang"), n.get("source")) for n in row["names"]] == [
        ("Kyiv", "en", None),
        ("Kiev", "en", "b"),
        ("Київ", "uk", "c"),
    ]


def test_output_does_not_depend_on_the_order_of_additions() -> None:
    def build(order: int) -> list[str]:
        made = World()
        for n in (1, 2, 3)[::order]:
            entity = made.entity(f"geonames:{n}", "populated_place", "a")
            for text in ("Aa", "Bb", "Cc")[::order]:
                entity.add_name(text, source="a")
                entity.add_relation("part_of", f"geonames:{text}")
            made.mark(f"word{n}", "surname")
        return list(made.lines())

    assert build(1) == build(-1)


def test_unknown_kinds_are_refused() -> None:
    entity = World().entity("x", "other", "a")
    with pytest.raises(ValueError, match="kind of name"):
        entity.add_name("x", kind="nonsense", source="a")
    with pytest.raises(ValueError, match="relation"):
        entity.add_relation("likes", "y")


def test_place_names_are_cleaned() -> None:
    entity = World().entity("geonames:1871859", "populated_place", "geonames")
    entity.population = 3_222_000
    noise = ["FNJ", "bywnghyangh", "Pyongyang (city)", "39019", "PHENIAN"]
    geonames.add_place_names(entity, "Pyongyang", [*noise, "Phenian", "Пхеньян", "평양", "P'yŏngyang"])
    assert entity.texts() == {"Pyongyang", "Phenian", "Пхеньян", "평양", "P'yŏngyang"}
    assert entity.names[("평양", "ko", "")].kind == "alias"
    assert entity.canonical == "Pyongyang"


@pytest.mark.parametrize("text", ["'s-Gravenhage", "les Escaldes", "al-Qāhirah", "Of", "Un", "平壌", "ألف"])
def test_real_names_survive(text: str) -> None:
    assert clean.place_alias(text)


@pytest.mark.parametrize(
    ("text", "usual", "office"),
    [
        ("President XI Jinping (since 14 March 2013)", "Xi Jinping", "president"),
        ("Prime Minister Mohammed Shia al-SUDANI (since 27 October 2022)", "Mohammed Shia al-Sudani", "prime minister"),
        ("President Donald J. TRUMP (since 20 January 2025)", "Donald Trump", "president"),
        ("Taoiseach (Prime Minister) Michael MARTIN (since 23 January 2025)", "Michael Martin", "prime minister"),
        ("Pope LEO XIV (since 8 May 2025)", "Leo XIV", "pope"),
        ("King SALMAN bin Abd al-Aziz Al Saud (since 23 January 2015)", "Salman bin Abd al-Aziz Al Saud", "king"),
        ("Premier CHO Jung-tai (President of the Executive Yuan) (since 20 May 2024)", "Cho Jung-tai", "premier"),
    ],
)
def test_leaders(text: str, usual: str, office: str) -> None:
    holder = leaders.parse(text)
    assert holder is not None
    assert (leaders.name_forms(holder)[0], holder.office) == (usual, office)


@pytest.mark.parametrize("text", ["", "President (vacant)", "note: the office was abolished", "King"])
def test_no_leader(text: str) -> None:
    assert leaders.parse(text) is None


def test_a_dbase_table_is_read() -> None:
    fields = [("NAME", 8), ("RANK", 2)]
    header = struct.pack("<BBBBIHH20x", 3, 0, 0, 0, 2, 32 + 32 * len(fields) + 1, 11)
    for name, width in fields:
        header += name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14)
    data = header + b"\r" + " Байкал".encode()[:9].ljust(9) + b" 1" + b" Chad".ljust(9) + b" 2"
    rows = list(natural_earth.dbf_rows(data))
    assert rows[0]["name"].startswith("Байк")
    assert rows[1] == {"name": "Chad", "rank": "2"}


def a_place(
    made: World, number: int, name: str, country: str, population: int, kind: str = "populated_place"
) -> Entity:
    entity = made.entity(f"geonames:{number}", kind, "geonames")
    entity.country, entity.population, entity.lat, entity.lon = country, population, 10.0, 10.0
    entity.add_name(name, "", "preferred", source="geonames")
    return entity


def test_an_old_name_that_is_usual_for_a_famous_place_abroad_is_dropped() -> None:
    made = World()
    a_place(made, 1, "Philadelphia", "USA", 1_500_000)
    amman = a_place(made, 2, "Amman", "JOR", 1_200_000)
    santiago = a_place(made, 3, "Santiago de Cuba", "CUB", 500_000)
    a_place(made, 4, "Santiago", "CHL", 4_800_000)
    for place, text in ((amman, "Philadelphia"), (amman, "Rabbath Ammon"), (santiago, "Santiago")):
        place.add_name(text, source="geonames")
    amman.add_name("Philadelphia", "el", source="curated")
    rivals.drop_borrowed(made)
    assert [(n.text, n.source) for n in amman.names.values()] == [
        ("Amman", "geonames"),
        ("Rabbath Ammon", "geonames"),
        ("Philadelphia", "curated"),
    ]
    assert "Santiago" in santiago.texts()


def test_an_old_name_gives_way_to_the_place_that_is_better_known_by_it() -> None:
    made = World()
    jerusalem, dayton = a_place(made, 1, "Jerusalem", "ISR", 900_000), a_place(made, 2, "Dayton", "USA", 135_000)
    korolev = a_place(made, 3, "Korolev", "RUS", 225_000)
    a_place(made, 4, "Salem", "IND", 800_000)
    a_place(made, 5, "Venice", "ITA", 51_000)
    a_place(made, 6, "Kaliningrad", "RUS", 470_000).lat = 55.0
    vienna = a_place(made, 7, "Vienna", "AUT", 1_900_000)
    a_place(made, 8, "Vienne", "FRA", 30_000)
    given = ((jerusalem, "Salem"), (dayton, "Venice"), (korolev, "Kaliningrad"), (vienna, "Vienne"))
    for place, text in given:
        place.add_name(text, source="geonames")
    rivals.drop_borrowed(made)
    assert [text for place, text in given if text in place.texts()] == ["Vienne"]


def test_a_place_does_not_keep_the_name_of_something_better_known() -> None:
    made = World()
    topeka, turkey = a_place(made, 1, "Topeka", "USA", 120_000), made.entity("country:TUR", "country", "geonames")
    turkey.country = "TUR"
    turkey.add_name("Turkey", "en", "preferred", source="geonames")
    google = made.entity("company:google", "company", "curated")
    google.add_name("Google", "en", "preferred", source="curated")
    for text in ("Turkey", "Google", "Top City"):
        topeka.add_name(text, source="geonames")
    rivals.drop_taken(made)
    assert topeka.texts() == {"Topeka", "Top City"}


def test_a_capital_owns_its_name_beside_the_city_around_it() -> None:
    made = World()
    delhi, capital = a_place(made, 1, "Delhi", "IND", 11_000_000), a_place(made, 2, "New Delhi", "IND", 300_000)
    capital.add_relation("capital_of", "country:IND")
    capital.add_name("Нью-Дели", "ru", "preferred", source="curated")
    for text in ("New Delhi", "Нью-Дели", "Дели"):
        delhi.add_name(text, source="geonames")
    rivals.drop_taken(made)
    assert delhi.texts() == {"Delhi", "Дели"}


def test_the_name_that_is_shown() -> None:
    made = World()
    antwerp = made.entity("geonames:1", "populated_place", "geonames")
    antwerp.canonical = "Antwerp"
    for text, lang, kind in (
        ("Amberes", "es", "preferred"),
        ("Antwerpen", "nl", "preferred"),
        ("Antwerp", "en", "alias"),
    ):
        antwerp.add_name(text, lang, kind, source="curated")
    names = antwerp.to_json()["names"]
    assert isinstance(names, list)
    assert names[0] == {"text": "Antwerp", "lang": "en", "kind": "preferred", "source": "curated"}


def test_a_country_gives_way_to_the_famous_place_that_a_minor_language_calls_it_by() -> None:
    made = World()
    a_place(made, 1, "Brasília", "BRA", 2_200_000)
    a_place(made, 2, "Djibouti", "DJI", 600_000)
    brazil, djibouti = made.entity("country:BRA", "country", "x"), made.entity("country:DJI", "country", "x")
    for entity, text, lang in ((brazil, "Brazil", "en"), (brazil, "Brasilia", "fi"), (brazil, "Brasilia", "fr"),
                               (djibouti, "Djibouti", "en"), (djibouti, "Djibouti", "br")):  # fmt: skip
        entity.add_name(text, lang, source="cldr")
    rivals.drop_foreign_country_names(made)
    assert [(n.text, n.lang) for n in brazil.names.values()] == [("Brazil", "en"), ("Brasilia", "fr")]
    assert len(djibouti.names) == 2


def test_a_division_stands_behind_the_city_it_is_named_after() -> None:
    made = World()
    for number, name, city, whole in ((1, "Kherson", 280_000, 1_000_000), (3, "Québec", 530_000, 10_800_000)):
        division = a_place(made, number, name, "XXX", whole, "admin1")
        a_place(made, number + 1, name, "XXX", city).add_relation("part_of", division.id)
    rivals.lower_divisions(made)
    assert made.entities["geonames:1"].prominence == round(rivals.prominence(made.entities["geonames:2"]) - 0.3, 2)
    assert made.entities["geonames:3"].prominence is None


def test_two_entries_of_one_town_become_one() -> None:
    made = World()
    for number, lat, population in ((1, 10.0, 500), (2, 10.01, 900), (3, 11.0, 100)):
        place = a_place(made, number, "Kāshān", "IRN", population)
        place.lat = lat
        place.add_name(f"Name {number}", source="geonames")
    made.entity("geonames:9", "facility", "x").add_relation("part_of", "geonames:1")
    made.entities["geonames:9"].add_name("Airport", source="x")
    rivals.merge_twins(made)
    assert sorted(made.entities) == ["geonames:2", "geonames:3", "geonames:9"]
    assert {"Name 1", "Name 2"} <= made.entities["geonames:2"].texts()
    line = next(line for line in map(json.loads, made.lines()) if line["id"] == "geonames:9")
    assert line["relations"] == [{"kind": "part_of", "to": "geonames:2"}]


def test_the_middle_of_a_division_is_that_of_its_land() -> None:
    # A country of ten by ten degrees, whose people all live in the south-west.
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    land = [centre for _, centre in middles.cells([ring])]
    assert len(land) == 400
    lat, lon = middles.middle(land)
    assert (round(lat, 1), round(lon, 1)) == (5.0, 5.0)
    nearest = middles.Nearest([(1.0, 1.0, "south"), (1.2, 1.2, "south"), (9.0, 1.0, "north"), (9.1, 1.2, "north")])
    assert {nearest.to(*centre) for centre in land if centre[0] > 6} == {"north"}
    assert middles.area(ring) == pytest.approx(1_230_000, rel=0.01)


def test_a_lake_is_joined_by_a_name_it_shares_in_any_language(tmp_path: Path) -> None:
    made = World()
    lake = made.entity("wikidata:Q5505", "water", "natural_earth")
    lake.canonical, lake.lat, lake.lon = "Nyanza", -1.0, 33.0
    for text, lang in (("Nyanza", "en"), ("Victoriasee", "de")):
        lake.add_name(text, lang, "preferred", source="natural_earth")
    row = "water:lake-victoria\twater\tLake Victoria\tde:Victoriasee\t\t\t\t\t\t-1\t33\t\twp"
    (tmp_path / "waters.tsv").write_text("\t".join(curated.ENTITY_COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    curated.read(made, tmp_path)
    assert list(made.entities) == ["water:lake-victoria"]
    assert made.entities["water:lake-victoria"].canonical == "Lake Victoria"
