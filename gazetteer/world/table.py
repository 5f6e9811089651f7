"""What is inside, for people: the table of `gazetteer/TABLE.md` and the text of `gazetteer/ATTRIBUTION`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from world.lock import OWN, Source
from world.model import World
from world.text import scripts

HEAD = "<!-- Made by `python gazetteer/build.py --docs`; do not edit. -->\n"


def table(world: World) -> str:
    """Kinds with their numbers, as Markdown."""
    entities: dict[str, int] = defaultdict(int)
    names: dict[str, int] = defaultdict(int)
    languages: dict[str, set[str]] = defaultdict(set)
    alphabets: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for entity in world.entities.values():
        for kind in (entity.kind, "all"):
            entities[kind] += 1
            names[kind] += len(entity.names)
            sources[kind].add(entity.source)
            for name in entity.names.values():
                languages[kind].add(name.lang.split("-")[0])
                sources[kind].add(name.source)
                alphabets[kind] |= scripts(name.text)
    lines = ["| kind | entities | names | languages | scripts | sources |", "|---|--:|--:|--:|--:|---|"]
    for kind in [*sorted((k for k in entities if k != "all"), key=lambda k: (-entities[k], k)), "all"]:
        tagged = len(languages[kind] - {""})
        shown = ", ".join(sorted(sources[kind])) if kind != "all" else ""
        lines.append(f"| {kind} | {entities[kind]:,} | {names[kind]:,} | {tagged} | {len(alphabets[kind])} | {shown} |")
    marks = {mark: sum(mark in marks for marks in world.lexemes.values()) for mark in sorted({*_marks(world)})}
    words = ", ".join(f"{count:,} {mark.replace('_', ' ')}" for mark, count in marks.items())
    return HEAD + "\n# The default gazetteer\n\n" + "\n".join(lines) + f"\n\nMarked words: {words}.\n"


def _marks(world: World) -> Iterable[str]:
    for marks in world.lexemes.values():
        yield from marks


def attribution(sources: dict[str, Source]) -> str:
    """Whom the gazetteer owes thanks, and under which terms."""
    parts = ["The default gazetteer of entmatch is made from these sources. (Made by `build.py --docs`; do not edit.)"]
    for source in (*sources.values(), *OWN):
        title = f"{source.package} {source.version}".strip()
        rows = [f"{source.name}: {title}", f"  {source.attribution}", f"  Licence: {source.licence}"]
        rows += [f"  Used: {source.used}"] if source.used else []
        rows += [f"  {source.homepage}"] if source.homepage else []
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"
