"""Case forms that running text has of names: adjectives and peoples of states in Russian, Ukrainian and Polish, the German
genitive of states and capitals.

In Russian and Ukrainian the adjectives and peoples are written in small letters ("с иранскими военными"), where the
scanner looks through no endings; German has too few endings to look through any ("Irans Atomprogramm"). The declensions are the regular ones of school grammars; words that follow none of these patterns are left as
they are written.
"""

from __future__ import annotations

import re

from world.model import World

SOURCE = "curated"
LATIN_NAME = re.compile("[A-ZÄÖÜ][A-ZÄÖÜa-zäöüß -]*[a-zäöü]")
# Behind the stem of an adjective in -ский, -ський, -ski.
ADJECTIVES = {
    "ru": ("ий", ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "им", "ом", "ую", "их", "ими")),
    "uk": ("ий", ("ий", "а", "е", "і", "ого", "ої", "ому", "ій", "им", "ім", "у", "ою", "их", "ими")),
}
# From the ending of a plural to its other cases, the longest that fits.
PLURALS = {
    "ru": {
        "ане": ("ан", "анам", "анами", "анах"),
        "яне": ("ян", "янам", "янами", "янах"),
        "цы": ("цев", "цам", "цами", "цах"),
        "ы": ("ов", "ам", "ами", "ах"),
        "ки": ("ков", "кам", "ками", "ках"),
        "хи": ("хов", "хам", "хами", "хах"),
        "ги": ("гов", "гам", "гами", "гах"),
        "кие": ("ких", "ким", "кими"),
    },
    "uk": {
        "ани": ("ан", "анам", "анами", "анах"),
        "яни": ("ян", "янам", "янами", "янах"),
        "ці": ("ців", "цям", "цями", "цях"),
        "и": ("ів", "ам", "ами", "ах"),
    },
    # From the genitive: Polaków.
    "pl": {"ów": ("om", "ami", "ach")},
}
# From the ending of a man of the people to his other cases.
MEN = {
    "ru": {"анин": ("анина", "анину", "анином", "анине"), "янин": ("янина", "янину", "янином", "янине")},
    "uk": {"анин": ("анина", "анину", "анином"), "янин": ("янина", "янину", "янином")},
}
VOWELS = "аеёиоуыэюяіїє"
# Feminine forms end like plurals of men.
WOMEN = ("ка", "чка")


def adjective_forms(lang: str, text: str) -> list[str]:
    """All case forms of an adjective of the regular kind, itself included; nothing for any other word.

    >>> adjective_forms("ru", "иранский")[4:6]
    ['иранского', 'иранской']
    >>> adjective_forms("ru", "иранская")
    []
    """
    ending, forms = ADJECTIVES.get(lang, ("", ()))
    stem = text.removesuffix(ending)
    if not forms or stem == text or not stem.endswith(("ск", "цк", "зьк", "ськ", "цьк")):
        return []
    return [stem + form for form in forms]


def people_forms(lang: str, text: str) -> list[str]:
    """Other case forms of a people, or of a man of it; nothing where no pattern fits.

    >>> people_forms("ru", "немцы")
    ['немцев', 'немцам', 'немцами', 'немцах']
    >>> people_forms("ru", "австриец")
    ['австрийца', 'австрийцу', 'австрийцем', 'австрийце']
    >>> people_forms("pl", "Polaków")
    ['Polakom', 'Polakami', 'Polakach']
    """
    if text.endswith(WOMEN) or " " in text:
        return []
    if lang in ("ru", "uk") and text.endswith(("ец", "єць", "ець")):
        stem = text.removesuffix("ь")[:-2]
        stem += "й" if stem and stem[-1] in VOWELS else ""
        return [stem + form for form in (("ца", "цу", "цем", "це") if lang == "ru" else ("ця", "цю", "цем", "цеві"))]
    for endings in (MEN, PLURALS):
        for ending, forms in sorted(endings.get(lang, {}).items(), key=lambda item: -len(item[0])):
            if text.endswith(ending):
                stem = text.removesuffix(ending)
                return [stem + form for form in forms]
    return []


def add_german_genitives(world: World) -> None:
    """Genitives of the names that German texts call states and capitals by."""
    for entity in sorted(world.entities.values(), key=lambda entity: entity.id):
        capital = any(kind == "capital_of" and to.startswith("country:") for kind, to in entity.relations)
        if not capital and entity.kind != "country":
            continue
        # "Athens" is English before it is a genitive.
        known = set(entity.texts())
        for name in sorted(entity.names.values(), key=lambda name: (name.text, name.lang)):
            form = genitive(name.text)
            if name.lang == "de" and name.kind in ("preferred", "short") and form not in known:
                entity.add_name(form, "de", "alias", source=SOURCE)


def genitive(text: str) -> str:
    """The German genitive of a name in Latin letters; empty behind a hissing sound, where only an apostrophe stands.

    >>> genitive("Iran"), genitive("Paris")
    ('Irans', '')
    """
    if not LATIN_NAME.fullmatch(text) or text.endswith(("s", "x", "z", "ß", "ce")):
        return ""
    return text + "s"
