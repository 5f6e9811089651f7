"""A gazetteer of a few entities and articles that name them, for the tests of bulk work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from entmatch import GazetteerBuilder

PLACES = [
    ("geonames:1850147", "populated_place", ["Tokyo", "Токио", "東京"], "JPN", 35.69, 139.69),
    ("geonames:524901", "populated_place", ["Moscow", "Москва"], "RUS", 55.75, 37.62),
    ("geonames:1871859", "populated_place", ["Pyongyang", "Пхеньян", "평양"], "PRK", 39.03, 125.75),
    ("country:JPN", "country", ["Japan", "Япония", "日本"], "JPN", 36.0, 138.0),
    ("country:RUS", "country", ["Russia", "Россия"], "RUS", 60.0, 100.0),
]
TEXTS = [
    "TOKYO, June 20. Japan and Russia met in Moscow on Monday.",
    "Министры прибыли в Токио из города Пхеньян.",
    "Nothing is named here.",
    "A delegation from Pyongyang came to Moscow; Russia said so in Tokyo.",
    "東京 und Moscow — déjà vu in Japan.",
]


def build(path: Path) -> str:
    """Writes the gazetteer, gives its path."""
    builder = GazetteerBuilder()
    for id, kind, names, country, lat, lon in PLACES:
        place = {"lat": lat, "lon": lon, "country": country, "population": 1_000_000}
        first, *others = names
        spellings = [{"text": first, "kind": "preferred"}, *({"text": name} for name in others)]
        builder.add({"id": id, "kind": kind, "source": "test", "names": spellings, "place": place})
    builder.build().save(path)
    return str(path)


def write_articles(path: Path, count: int) -> str:
    """Writes so many articles as JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            record = {
                "id": f"a{number}",
                "text": TEXTS[number % len(TEXTS)] * (1 + number % 3),
                "date": "2024-06-20",
                "title": f"Title {number}",
                "n": number,
            }
            stream.write(json.dumps(record, ensure_ascii=number % 2 == 0) + "\n")
    return str(path)


def entmatch(*args: str, **kwargs: object) -> subprocess.CompletedProcess[bytes]:
    """Runs the command line in a process of its own."""
    command = [sys.executable, "-c", "from entmatch.cli import main; main()", *args]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    return subprocess.run(command, capture_output=True, env=environment, check=False, **kwargs)  # type: ignore[call-overload,no-any-return]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
