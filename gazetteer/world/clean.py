"""Rules against the noise of name lists. Each answers for one name and says why it exists."""

from __future__ import annotations

import re
from itertools import pairwise

from world.text import plain, scripts

_LETTER = re.compile(r"[^\W\d_]")
_FORBIDDEN = re.compile(r"[\d/=_;:|<>@#\[\]{}\"+*?!]")


def is_hash(text: str) -> bool:
    """GeoNames holds about 100,000 machine forms made for searching ("bywnghyangh" for بيونغيانغ): all lower case.

    A real name in a cased script has a capital somewhere: 's-Gravenhage, al-Qāhirah, les Escaldes.

    >>> is_hash("bywnghyangh"), is_hash("al-Qahira"), is_hash("평양")
    (True, False, False)
    """
    return scripts(text) <= {"LATIN"} and not any(char.isupper() for char in text)


def is_mixed(text: str) -> bool:
    """One word in two alphabets is a slip of a transliterating machine; kana with Han, and Han with Hangul, are not.

    >>> is_mixed("ʿisikaዽdesi"), is_mixed("東京タワー"), is_mixed("Минск Mazowiecki")
    (True, False, False)
    """
    if text.isascii():
        return False
    return any(len(scripts(word) - {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}) > 1 for word in text.split())


def is_code(text: str) -> bool:
    """Two to four capitals are an IATA or a postal code when they stand in a list of names.

    >>> is_code("FNJ"), is_code("Ufa"), is_code("ОАЭ")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[A-Z]{2,4}", text))


def is_shouted(text: str) -> bool:
    """
    >>> is_shouted("MOSKVA"), is_shouted("NATO"), is_shouted("Moskva")
    (True, False, False)
    """
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 4 and all(char.isupper() for char in letters)


def is_malformed(text: str) -> bool:
    """Digits, slashes and brackets belong to notes and codes; a name of one letter is found everywhere.

    >>> is_malformed("Kyiv / Kiev"), is_malformed("Å"), is_malformed("Ōita")
    (True, True, False)
    """
    letters = len(_LETTER.findall(text))
    one_is_enough = bool(scripts(text) & {"CJK", "HANGUL"})
    return letters < (1 if one_is_enough else 2) or len(text) > 80 or bool(_FORBIDDEN.search(text))


def bare(text: str) -> str:
    """The name without a note in brackets after it.

    >>> bare("Falkland Islands (Islas Malvinas)"), bare("Cocos (Keeling) Islands")
    ('Falkland Islands', 'Cocos (Keeling) Islands')
    """
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", text)


def place_alias(text: str) -> bool:
    """Whether a spelling from GeoNames may become a name of a place."""
    return not (is_malformed(text) or is_hash(text) or is_mixed(text) or is_code(text) or "(" in text or "," in text)


def same(text: str) -> str:
    """Spellings with the same result are one to the compiler, which folds marks and hyphens.

    >>> same("Ust-Kamenogorsk") == same("Üst Kamenogorsk")
    True
    """
    return plain(text).replace("-", " ")


def alike(name: str, other: str) -> bool:
    """Whether one spelling can be heard in the other: they share a third of their pairs of letters.

    >>> alike("Drautal", "Drautal'"), alike("Zabolottia", "Zablot’ye"), alike("Oświęcim", "Auschwitz")
    (True, True, False)
    """
    a, b = _pairs(name), _pairs(other)
    return 6 * len(a & b) >= len(a) + len(b) > 0


def _pairs(text: str) -> set[str]:
    letters = [char for char in plain(text) if char.isalpha()]
    return {x + y for x, y in pairwise(letters)}
