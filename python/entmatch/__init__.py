"""Entity matching for news text: which span, which entity, as what, how sure, and why.

>>> import entmatch
>>> [mention.entity_id for mention in entmatch.normalize("Tokyo accuses Moscow", date="2024-06-20")]
['geonames:1850147', 'geonames:524901']
>>> entmatch.resolve("Phenian")[0].name
'Pyongyang'

`find`, `resolve` and `normalize` here use the gazetteer that comes with the package. `Gazetteer` opens another one,
`GazetteerBuilder` makes one, `Normalizer` judges many documents, `Matcher` finds a plain list of names, `NameIndex`
looks names up in one by sound, `similarity` compares two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from entmatch import embedded as _embedded
from entmatch._core import (
    DEBUG_BUILD,
    Belief,
    Entity,
    FoundTable,
    Gazetteer,
    GazetteerBuilder,
    Match,
    Matcher,
    Mention,
    MentionTable,
    NameIndex,
    Normalizer,
    Resolution,
    Similarity,
    __version__,
    import_source,
    romanizations,
    schemes,
    similarities,
    similarity,
    transliterate,
    variants,
)
from entmatch.exceptions import (
    DataError,
    EntmatchError,
    FileAccessError,
    GazetteerFormatError,
    GazetteerMissingError,
)

if TYPE_CHECKING:
    import datetime

__all__ = [
    "Belief",
    "DataError",
    "Entity",
    "EntmatchError",
    "FileAccessError",
    "FoundTable",
    "Gazetteer",
    "GazetteerBuilder",
    "GazetteerFormatError",
    "GazetteerMissingError",
    "Match",
    "Matcher",
    "Mention",
    "MentionTable",
    "NameIndex",
    "Normalizer",
    "Resolution",
    "Similarity",
    "__version__",
    "find",
    "import_source",
    "normalize",
    "resolve",
    "romanizations",
    "schemes",
    "similarities",
    "similarity",
    "transliterate",
    "variants",
]


def find(text: str, *, overlapping: bool = False) -> list[Match]:
    """Every name of the embedded gazetteer in a text, raw; see `Gazetteer.find`.

    >>> [(match.surface, match.how) for match in find("Токио, Сеуле")]
    [('Токио', 'exact'), ('Сеуле', 'inflected')]
    """
    return _embedded.gazetteer().find(text, overlapping=overlapping)


def resolve(
    name: str,
    *,
    kind: str | None = None,
    country: str | None = None,
    lang: str | None = None,
    date: str | datetime.date | None = None,
    limit: int = 5,
) -> list[Resolution]:
    """The entities of the embedded gazetteer that a name may mean, the likeliest first; see `Gazetteer.resolve`.

    >>> resolve("Пхеньян", kind="populated_place")[0].country
    'PRK'
    """
    return _embedded.gazetteer().resolve(name, kind=kind, country=country, lang=lang, date=date, limit=limit)


def normalize(text: str, *, date: str | datetime.date | None = None, lang: str | None = None) -> list[Mention]:
    """The judged, linked mentions of a text, over the embedded gazetteer; see `Normalizer.normalize`.

    >>> [(mention.surface, mention.reading) for mention in normalize("Protests in Paris, Texas")]
    [('Paris', 'place'), ('Texas', 'place')]
    """
    return _embedded.normalizer().normalize(text, date=date, lang=lang)


if DEBUG_BUILD:
    import warnings

    warnings.warn("this entmatch was compiled without optimisation; it is many times slower", stacklevel=2)
