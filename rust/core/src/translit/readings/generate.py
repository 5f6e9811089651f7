"""Make the Han reading tables beside this file from Unicode's Unihan database.

Unihan_Readings.txt (Unicode licence) ships in Debian's package unicode-data:

    apt-get download unicode-data && dpkg -x unicode-data_*.deb DIR
    python3 generate.py DIR/usr/share/unicode/Unihan_Readings.txt.bz2

The tables keep the characters of the Basic Multilingual Plane; Japanese those of JIS X 0208. A line is
`reading, tab, characters whose first reading it is, tab, characters that it is a further reading of`.
"""

from __future__ import annotations

import bz2
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
Readings = dict[str, list[str]]


def unihan(path: Path) -> dict[str, dict[str, str]]:
    """Field -> character -> value."""
    fields: dict[str, dict[str, str]] = defaultdict(dict)
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t", 2)
                if len(code) == 6:
                    fields[field][chr(int(code[2:], 16))] = value
    return fields


def distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def mandarin(fields: dict[str, dict[str, str]]) -> Readings:
    """The usual reading, then those of two modern dictionaries."""
    readings: Readings = {}
    for char, value in fields["kMandarin"].items():
        others = re.findall(r":([^ ,]+)", fields["kTGHZ2013"].get(char, ""))
        others += re.findall(r"([^ (]+)\(", fields["kHanyuPinlu"].get(char, ""))
        readings[char] = distinct(value.split()[:1] + others)
    return readings


def korean(fields: dict[str, dict[str, str]]) -> Readings:
    """Hangul readings; the second of a pair such as 림, 임 is the one at the start of a word in the South."""
    return {char: distinct(re.findall(r"([가-힣]):", value)) for char, value in fields["kHangul"].items()}


def cantonese(fields: dict[str, dict[str, str]]) -> Readings:
    """Jyutping without tone, for the characters of Big5."""
    readings: Readings = {}
    for char, value in fields["kCantonese"].items():
        if encodable(char, "big5"):
            readings[char] = distinct([re.sub(r"\d", "", reading) for reading in value.split()])
    return readings


def japanese(fields: dict[str, dict[str, str]], field: str) -> Readings:
    readings: Readings = {}
    for char, value in fields[field].items():
        if encodable(char, "shift_jis"):
            readings[char] = distinct(value.lower().split())
    return readings


def encodable(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def write(name: str, what: str, readings: Readings) -> None:
    first: dict[str, list[str]] = defaultdict(list)
    further: dict[str, list[str]] = defaultdict(list)
    for char in sorted(readings):
        for rank, reading in enumerate(readings[char]):
            (first if rank == 0 else further)[reading].append(char)
    lines = [f"# {what} of Han characters, from Unihan 15.0 (Unicode licence). Made by generate.py: do not edit."]
    for reading in sorted(first.keys() | further.keys()):
        lines.append(f"{reading}\t{''.join(first[reading])}\t{''.join(further[reading])}".rstrip())
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(path: Path) -> None:
    fields = unihan(path)
    write("mandarin.tsv", "Pinyin readings", mandarin(fields))
    write("korean.tsv", "Korean readings", korean(fields))
    write("cantonese.tsv", "Cantonese readings (Jyutping without tone)", cantonese(fields))
    write("japanese-on.tsv", "Sino-Japanese readings", japanese(fields, "kJapaneseOn"))
    write("japanese-kun.tsv", "native Japanese readings", japanese(fields, "kJapaneseKun"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
