"""Small questions about names: script, language by script, shape, slug."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Scripts that one language owns for all practical purposes; Cyrillic, Arabic, Devanagari, Hebrew and Han are shared.
LANG_OF_SCRIPT = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "GREEK": "el",
    "KHMER": "km", "LAO": "lo", "MYANMAR": "my", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "TAMIL": "ta",
    "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si", "ORIYA": "or", "TIBETAN": "bo",
}  # fmt: skip


@cache
def script_of(char: str) -> str:
    """The script of a character by the first word of its Unicode name; empty for marks, digits and punctuation.

    >>> script_of("Ж"), script_of("平"), script_of("-")
    ('CYRILLIC', 'CJK', '')
    """
    if not unicodedata.category(char).startswith("L"):
        return ""
    return unicodedata.name(char, "").split(" ")[0].split("-")[0]


def scripts(text: str) -> set[str]:
    """
    >>> sorted(scripts("P'yŏngyang 평양"))
    ['HANGUL', 'LATIN']
    """
    if text.isascii():
        return {"LATIN"} if any(map(str.isalpha, text)) else set()
    return {script for char in set(text) if (script := script_of(char)) and script != "MODIFIER"}


def lang_by_script(text: str) -> str:
    """The language that a script alone gives away, or nothing.

    >>> lang_by_script("평양"), lang_by_script("Пхеньян"), lang_by_script("トウキョウ")
    ('ko', '', 'ja')
    """
    found = scripts(text)
    if found & {"HIRAGANA", "KATAKANA"} and found <= {"HIRAGANA", "KATAKANA", "CJK"}:
        return "ja"
    return LANG_OF_SCRIPT.get(next(iter(found)), "") if len(found) == 1 else ""


def squeeze(text: str) -> str:
    """NFC, and each run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# Letters that no decomposition takes apart.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ə": "a"}
)


def plain(text: str) -> str:
    """Lower case without marks: enough to compare Latin names here, the real folding is the compiler's.

    >>> plain("Ōsaka"), plain("Đà Nẵng")
    ('osaka', 'da nang')
    """
    if text.isascii():
        return text.lower()
    lower = text.lower().translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


def slug(text: str) -> str:
    """
    >>> slug("Liberal Democratic Party (LDP)"), slug("Đảng Cộng sản")
    ('liberal-democratic-party-ldp', 'dang-cong-san')
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")
