"""Every state, capital and office holder of the embedded gazetteer is found in a plain sentence of each language.

A list of examples shows what somebody thought of; asking for all of them shows what nobody did: that a state is also a
word of another language, that a name has a syllable which is written small.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import entmatch

STATES = {
    "en": "{} and Austria signed a treaty on Monday.",
    "de": "{} und Österreich unterzeichneten am Montag ein Abkommen.",
    "fr": "{} et l'Autriche ont signé un accord lundi.",
    "es": "{} y Austria firmaron un acuerdo el lunes.",
    "it": "{} e l'Austria hanno firmato un accordo lunedì.",
    "pl": "{} i Austria podpisały umowę w poniedziałek.",
    "ru": "{} и Австрия подписали соглашение в понедельник.",
    "uk": "{} і Австрія підписали угоду в понеділок.",
    "tr": "{} ve Avusturya pazartesi günü bir anlaşma imzaladı.",
    "ar": "وقعت {} والنمسا اتفاقا يوم الاثنين.",
    "zh": "{}和奥地利周一签署了协议。",
    "ja": "{}とオーストリアは月曜日に協定に署名した。",
    "ko": "{}과 오스트리아가 월요일 협정에 서명했다.",
}
CAPITALS = {
    "en": "{} accused Vienna of spying on Monday.",
    "de": "{} warf Wien am Montag Spionage vor.",
    "fr": "{} accuse Vienne d'espionnage.",
    "es": "{} acusa a Viena de espionaje.",
    "it": "{} accusa Vienna di spionaggio.",
    "pl": "{} oskarża Wiedeń o szpiegostwo.",
    "ru": "{} обвинил Вену в шпионаже.",
    "uk": "{} звинуватив Відень у шпигунстві.",
    "tr": "{} Viyana'yı casuslukla suçladı.",
    "ar": "اتهمت {} فيينا بالتجسس.",
    "zh": "{}指责维也纳从事间谍活动。",
    "ja": "{}はウィーンをスパイ活動で非難した。",
    "ko": "{}은 빈을 간첩 행위로 비난했다.",
}
PEOPLE = {
    "en": "On Monday {} said so.",
    "de": "Am Montag sagte {} das.",
    "fr": "Lundi, {} a refusé.",
    "es": "El lunes {} dijo eso.",
    "ru": "В понедельник {} заявил об этом.",
    "uk": "У понеділок {} заявив про це.",
    "ar": "وقال {} يوم الاثنين.",
    "zh": "{}周一表示反对。",
    "ja": "{}は月曜日に述べた。",
    "ko": "{}은 월요일 말했다.",
}
DATE = "2022-05-05"

# Names of two states or towns, and states and capitals that are words of the same language.
AMBIGUOUS = {
    "es": {"Congo"},
    "it": {"Berna"},
    "pl": {"Kongo"},
    "ru": {"Того"},
    "uk": {"Того"},
    "tr": {"Gine", "Şam"},
    "ar": {"عمّان"},
    "ko": {"빈"},
}
# Known to be missed: a particle behind a name in Korean that has Latin letters, and a title in small letters.
MISSED = {"JD 밴스", "린든 B. 존슨", "조지 W. 부시", "존 F. 케네디", "dalái lama"}


@cache
def normalizer() -> entmatch.Normalizer:
    return entmatch.Normalizer()


@cache
def entities(prefix: str, kind: str) -> list[dict[str, Any]]:
    gazetteer = normalizer().gazetteer
    found = (gazetteer.entity(id) for id in gazetteer.ids() if id.startswith(prefix))
    return [entity.to_dict() for entity in found if entity.kind == kind]


@cache
def capitals() -> list[tuple[dict[str, Any], str]]:
    """With the ids of their states."""
    towns = entities("geonames:", "populated_place")
    links = ((town, link) for town in towns for link in town.get("relations", []))
    return [(town, link["to"]) for town, link in links if link["kind"] == "capital_of"]


def usual_name(entity: dict[str, Any], lang: str) -> str | None:
    """Preferred in the language, and not only for some time."""
    usual = (n["text"] for n in entity["names"] if n.get("lang") == lang and n["kind"] == "preferred" and "to" not in n)
    return next(usual, None)


def first(sentence: str, name: str, lang: str, date: str = DATE) -> entmatch.Mention | None:
    """The mention that begins where the name does."""
    start = sentence.index("{}")
    found = normalizer().normalize(sentence.format(name), date=date, lang=lang)
    return next((mention for mention in found if mention.start == start), None)


@pytest.mark.parametrize("lang", STATES)
def test_states(lang: str) -> None:
    missed = set()
    for state in entities("country:", "country"):
        name, code = usual_name(state, lang), cameo(state)
        if name and code:
            found = first(STATES[lang], name, lang)
            if found is None or (found.reading, found.code) != ("actor", code):
                missed.add(name)
    assert missed <= AMBIGUOUS.get(lang, set())


@pytest.mark.parametrize("lang", CAPITALS)
def test_capitals(lang: str) -> None:
    states = {state["id"]: state for state in entities("country:", "country")}
    missed = set()
    for town, id in capitals():
        name, code = usual_name(town, lang), cameo(states[id]) if id in states else None
        if name and code:
            found = first(CAPITALS[lang], name, lang)
            # Singapore is both.
            if found is None or found.reading != "actor" or found.code not in (f"{code}GOV", code):
                missed.add(name)
    assert missed <= AMBIGUOUS.get(lang, set())


@pytest.mark.parametrize("lang", PEOPLE)
def test_people_in_office(lang: str) -> None:
    missed = set()
    for person in entities("person:", "person"):
        name = usual_name(person, lang)
        if name and " " in name and person.get("roles"):
            found = first(PEOPLE[lang], name, lang)
            if found is None or found.entity_id != person["id"]:
                missed.add(name)
    assert missed <= AMBIGUOUS.get(lang, set()) | MISSED


def cameo(entity: dict[str, Any]) -> str | None:
    codes = (code["code"] for code in entity.get("codes", []) if code["scheme"] == "cameo" and "to" not in code)
    return next(codes, None)
