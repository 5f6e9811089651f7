"""Heads of state and government from the Factbook, with the day they took office.

The Factbook writes the family name in capitals ("KIM Jong Un", "Claudia SHEINBAUM Pardo"), puts the office before it,
and adds patronymics, ranks, deputies and notes. `name_forms` turns that into the spellings that newspapers use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from world.factbook import SOURCE, date, field, files
from world.lock import Archive
from world.model import Entity, World
from world.text import slug

# Words of offices and ranks; the name begins after the last of them.
_TITLE_TEXT = """
President Prime Minister Chancellor Chairperson Chair Chairman King Queen Prince Princess Sultan Emperor Amir
Governor General Governor-General Interim Acting Transition Transitional Caretaker Premier Chief Executive Captain
Captains Regent Capt. Col. Gen. Lt. Sr. Dr. Sir People's Dame Lord Crown Vice Co-Vice Supreme Leader State Secretary
Affairs Foreign Political Pope Grand Duke Taoiseach Administrator Commissioner High Republic GNU CNSP Sovereign
Council Commander-in-Chief Armed Forces Sudanese Swiss Confederation Government Presidency Presidential Leadership
Taliban French Polynesia Territorial Assembly Mayor Island Lieutenant Lieutenant-Governor Mann National Safeguard
Homeland Ministers Pontifical Commission Vatican City Governorate Australia Commonwealth New Zealand UK Pitcairn
Islands Spain Co-prince Archbishop overall Bailiff Ratu Cabinet Superior Prefect Parliament Federal Commander Air
Vice-Marshal General's Papal Legate of the for and to in
"""
_TITLE_WORDS = frozenset(_TITLE_TEXT.split())
_MONARCHS = frozenset({"King", "Queen", "Prince", "Sultan", "Emperor", "Amir", "Pope", "Duke"})
_ROMAN = re.compile(r"[IVX]+$")
_PATRONYMIC = re.compile(r"(?:vich|vych|vna|ovych|evich|ogly|oglu|uulu|kyzy)$", re.IGNORECASE)
_PARTICLES = frozenset({"AL", "BIN", "DE", "DEL", "DER", "VAN", "DOS", "DA", "E", "I", "LA", "EL", "VON", "OULD"})
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)*$")


@dataclass(frozen=True)
class Holder:
    office: str
    monarch: bool
    words: tuple[str, ...]
    since: str | None


def read(world: World, archive: Archive) -> None:
    people = sorted(world.of_kind("person"), key=lambda person: person.id)  # The curated ones, up to here.
    for iso3, data in files(world, archive):
        if world.entities[f"country:{iso3}"].kind != "country":
            continue  # Dependent territories: the monarch of another state, and a governor.
        for post in ("chief of state", "head of government"):
            text = field(data, "Government", "Executive branch", post)
            holder = parse(text)
            if holder is None:
                if text:
                    world.note(f"factbook: {post} of {iso3} not understood: {text[:80]!r}")
            elif holder.office != "co-prince" and not (holder.monarch and "represented by" in text):
                _add(world, iso3, holder, people)


def _add(world: World, iso3: str, holder: Holder, people: list[Entity]) -> None:
    canonical, others, family = name_forms(holder)
    person = _known(people, iso3, holder, {canonical, *others}) or world.entity(
        f"person:{slug(canonical)}", "person", SOURCE
    )
    if person.country not in (None, iso3):
        world.note(f"factbook: {canonical} of {iso3} bears the name of {person.id} of {person.country}; left out")
        return
    person.canonical = person.canonical or canonical
    kind = "preferred" if person.canonical == canonical else "alias"
    person.add_name(canonical, "en", kind, source=SOURCE)
    for text in others:
        person.add_name(text, "en", source=SOURCE)
    if len(family) > 3:
        person.add_name(family, "en", "short", source=SOURCE)
    person.country = iso3
    person.add_relation("of_country", f"country:{iso3}")
    if not any(_same_office(role, iso3, holder) for role in person.roles):
        person.add_role(holder.office, f"country:{iso3}", "GOV", holder.since)


def _known(people: list[Entity], iso3: str, holder: Holder, names: set[str]) -> Entity | None:
    """The curated person who holds this office from that month on, or is of this country and has one of the names."""
    for person in people:
        of_country = person.country == iso3 or any(role["of"] == f"country:{iso3}" for role in person.roles)
        if of_country and not names.isdisjoint(person.texts()):
            return person
    # Only then by office: a president and his prime minister may have begun in the same month.
    for person in people:
        if any(_same_office(role, iso3, holder) and _same_start(role, holder) for role in person.roles):
            return person
    return None


def _same_office(role: dict[str, str], iso3: str, holder: Holder) -> bool:
    """A head of state and government in one person has one office, however it is called."""
    return role["of"] in (f"country:{iso3}", f"gov:{iso3}") and (
        role["office"] == holder.office
        or (_same_start(role, holder) and "minister" not in holder.office + role["office"])
    )


def _same_start(role: dict[str, str], holder: Holder) -> bool:
    return bool(holder.since) and role.get("from", "")[:7] == (holder.since or "")[:7]


def parse(text: str) -> Holder | None:
    """The first holder that a text names with a date.

    >>> parse("Prime Minister Sanae TAKAICHI (since 21 October 2025)")
    Holder(office='prime minister', monarch=False, words=('Sanae', 'TAKAICHI'), since='2025-10-21')
    >>> parse("King CHARLES III (since 8 September 2022); represented by Governor General Mary SIMON").words
    ('CHARLES', 'III')
    """
    text = re.sub(r"\((?![^)]*\d{4})[^)]*\) ?|; also spelled \w+", "", text)
    match = re.match(r"([^();]+?),? \((?:chairperson )?(?:since )?(\d[^);,]*|[A-Z][a-z]+ \d{4})", text)
    if not match or "vacant" in match[1]:
        return None
    words = match[1].replace(",", "").split()
    start = 0
    while start < len(words) and words[start] in _TITLE_WORDS:
        start += 1
    name = words[start:]
    for cut in ("of", "is"):
        if cut in name:
            name = name[: name.index(cut)]
    if not name or not any(_is_family(word) for word in name):
        return None
    titles = words[:start]
    return Holder(_office(titles), bool(_MONARCHS & set(titles)), tuple(name), date(match[2]))


def _office(titles: list[str]) -> str:
    text = " ".join(titles).lower()
    for rank in (" general", " col.", " gen.", " capt.", " dr.", " ratu", " sr."):
        text = text.removesuffix(rank) if text.count(" ") else text
    text = text.replace("governor-general", "governor general")
    for short, starts in _OFFICES:
        if text.startswith(starts):
            return short
    return text or "head of government"


_OFFICES = (
    ("prime minister", ("prime minister", "taoiseach", "cnsp prime", "gnu interim prime", "president of council")),
    ("interim prime minister", ("interim prime", "acting prime", "caretaker prime", "transition prime")),
    ("president", ("president of the national council", "president of the swiss", "president presidential")),
    ("president", ("transition president", "transitional president", "interim president")),
    ("president of the state affairs commission", ("state affairs commission",)),
    ("president of the supreme people's assembly", ("supreme people's",)),
    ("sultan", ("sultan and",)),
    ("king", ("king sultan",)),
    ("chair of the sovereign council", ("sovereign council",)),
    ("chair of the presidential leadership council", ("presidential leadership",)),
    ("prime minister", ("president of the government",)),
)  # fmt: skip


def name_forms(holder: Holder) -> tuple[str, list[str], str]:
    """The usual name, other spellings, and the family name (or what stands for it).

    >>> name_forms(parse("President Vladimir Vladimirovich PUTIN (since 7 May 2012)"))
    ('Vladimir Putin', ['Vladimir Vladimirovich Putin'], 'Putin')
    >>> name_forms(parse("President Claudia SHEINBAUM Pardo (since 1 October 2024)"))
    ('Claudia Sheinbaum', ['Claudia Sheinbaum Pardo'], 'Sheinbaum')
    >>> name_forms(parse("King CHARLES III (since 8 September 2022)"))
    ('Charles III', ['King Charles', 'King Charles III'], '')
    >>> name_forms(parse("State Affairs Commission President KIM Jong Un (since 17 December 2011)"))[0]
    'Kim Jong Un'
    """
    words = [_title(word, number) for number, word in enumerate(holder.words)]
    full = " ".join(words)
    if holder.monarch:
        return _monarch_forms(holder, words)
    capitals = [n for n, word in enumerate(holder.words) if _is_family(word)]
    first, last = capitals[0], capitals[-1]
    while first > 0 and holder.words[first - 1].upper() in _PARTICLES:
        first -= 1
    family = " ".join(words[first : last + 1])
    given = [
        words[n] for n in range(first) if not _INITIAL.match(words[n]) and not (n and _PATRONYMIC.search(words[n]))
    ]
    # With the family name in front, as in East Asia, what follows belongs to the name.
    usual = " ".join([*given, family]) if given else full
    forms = {full, usual}
    if len(given) > 1:
        forms.add(f"{given[0]} {family}")
    return usual, sorted(forms - {usual}), family


def _monarch_forms(holder: Holder, words: list[str]) -> tuple[str, list[str], str]:
    """A sovereign is called by the name in capitals after the title, with or without the number."""
    title = "Crown Prince" if "crown prince" in holder.office else holder.office.split(" and ")[0].title()
    usual = " ".join(w for raw, w in zip(holder.words, words, strict=True) if _is_family(raw) or _ROMAN.fullmatch(raw))
    full = " ".join(words)
    forms = {full, f"{title} {usual}", f"{title} {_without_number(usual)}"}
    return full, sorted(forms - {full}), ""


def _without_number(name: str) -> str:
    head, _, tail = name.rpartition(" ")
    return head if head and _ROMAN.fullmatch(tail) else name


def _is_family(word: str) -> bool:
    return re.search(r"[A-ZÀ-ÖØ-Þ]{2}", word) is not None


def _title(word: str, number: int) -> str:
    """A word in capitals as it is usually written; a Roman numeral stays, but the first word is never one.

    >>> _title("XI", 0), _title("III", 1), _title("EL-SISI", 2), _title("al-SUDANI", 2), _title("O'NEILL", 1)
    ('Xi', 'III', 'El-Sisi', 'al-Sudani', "O'Neill")
    """
    if not _is_family(word) or (number and _ROMAN.fullmatch(word)):
        return word
    if number and word in _PARTICLES and word not in ("EL", "LA", "AL"):
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m[0] if m[0].islower() else m[0][0].upper() + m[0][1:].lower(), word)
