"""Words that are names and something else too, so that the document stage knows when to ask for evidence.

English words count as common if they are among the most frequent (symspellpy) and a dictionary writes them small
(web2); function words of 57 languages come from stopwords-iso, given names and surnames of some 80 locales from Faker,
their spellings in Latin letters from rigour, and given names of further languages from `curated/given_names.tsv`.
"""

from __future__ import annotations

import ast
import json
import pickle
import re
from io import BytesIO
from typing import Any

from world.curated import FOLDER, GIVEN_NAMES, rows
from world.lock import Archive
from world.model import FORMS, Entity, World
from world.text import plain, scripts

# Ranks in the frequency list. Of the rarer ones only those are kept that are a name of something.
COMMON_RANK = 12_000
KNOWN_RANK = 30_000
FUNCTION_RANK = 600
FAMOUS = 500_000  # inhabitants
LARGE = 100_000
# From this rank on, a word that is also the name of a city in the news is counted mostly for the city: geneva is a gin.
NAME_RANK = 5_000
STATES_NAMED_ALONE = {"USA", "CAN", "AUS"}  # whose divisions the news name without saying of what

PLACE_WORDS = """
airport avenue bay beach boulevard bridge canal cape castle cathedral channel city coast county creek delta desert
district forest fort gulf harbor harbour heights hill hills island islands isle lake land mount mountain mountains
ocean park parish peninsula plain plateau port prefecture province ridge river road sea shore sound springs square
state strait street summit town township valley village north south east west northern southern eastern western
central upper lower область край город район река озеро море остров гора улица площадь stadt kreis fluss see insel
berg straße platz ville rivière fleuve lac île mont rue place ciudad río lago isla monte calle plaza
""".split()

# The commonest Chinese family names in pinyin; the list of names writes them in Chinese. Without those that are a word
# of a European language as well (Sun, Ma, He, Du, Su) or the money (Yuan).
CHINESE_SURNAMES = """
bai cai cao chen cheng cui deng dong duan fan fang feng fu gao gong guo hao huang jia jiang jin kong lei li liang liao
lin liu luo meng peng qian qin qiu ren shao shen shi tang tao tian wang wei wu xia xiang xiao xie xiong xu xue yan yang
yao ye yin zeng zhang zhao zheng zhong zhou zhu zou
""".split()


class CommonWords:
    """English words by rank of frequency, without those that a dictionary knows as names only."""

    def __init__(self, frequencies: Archive, dictionary: Archive) -> None:
        words: set[str] = _NoClasses(BytesIO(dictionary.read("english_words/data/web2.pickle"))).load()
        small = {word for word in words if word.islower()}
        lines = frequencies.text("symspellpy/frequency_dictionary_en_82_765.txt").split("\n")
        ranked = [word for line in lines if (word := line.lstrip("\ufeff").split(" ")[0])]
        frequent = small & set(ranked[:KNOWN_RANK])
        self.rank = {
            word: number for number, word in enumerate(ranked) if word in small or not frequent.isdisjoint(stems(word))
        }

    def is_rare(self, word: str) -> bool:
        """No word that English texts use often."""
        return self.rank.get(word, COMMON_RANK) >= COMMON_RANK


def stems(word: str) -> list[str]:
    """What a regular English form may be the form of; the dictionary has no plurals.

    >>> stems("states"), stems("making")
    (['state'], ['mak', 'make'])
    """
    found: list[str] = []
    for ending, replacements in (("ies", ("y",)), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")), ("ly", ("",))):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            found += [word.removesuffix(ending) + replacement for replacement in replacements]
    return found


class _NoClasses(pickle.Unpickler):
    """The list is a pickled set of strings; anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is not expected in a word list")


def read(world: World, common: CommonWords, stopwords: Archive, names: Archive, spellings: Archive) -> None:
    named = {plain(n.text) for entity in world.entities.values() for n in entity.names.values() if " " not in n.text}
    famous = famous_names(world, common)
    marked = {w for w, rank in common.rank.items() if rank < COMMON_RANK or (rank < KNOWN_RANK and w in named)}
    for lang, words in json.loads(stopwords.text("stopwordsiso/stopwords-iso.json")).items():
        # The English list also holds the country domains of the Internet ("uk", "fr").
        marked.update(w for w in words if w.isalpha() and not (lang == "en" and len(w) < 4 and w not in common.rank))
    for word in marked - famous:
        world.mark(word, "common_word")
    for word in PLACE_WORDS:
        world.mark(word, "place_word")
    people = people_names(names)
    alone = {plain(n.text) for person in world.of_kind("person") for n in person.names.values() if " " not in n.text}
    taken = famous | alone
    for text in {*spelt_in_latin(spellings, people["given_name"]), *curated_given_names()}:
        # These are not as usual: what is a word, a large town or the name of someone known as well is left out.
        if len(text) > 2 and common.is_rare(plain(text)) and plain(text) not in taken:
            world.mark(text, "given_name")
    for mark, texts in people.items():
        for text in texts:
            # Somewhere somebody is called Man and My; in English text that is no evidence of a person.
            if common.rank.get(text.lower(), FUNCTION_RANK) >= FUNCTION_RANK:
                world.mark(text, mark)
    for surname in CHINESE_SURNAMES:
        if common.is_rare(surname):
            world.mark(surname, "surname")
    _protect_famous(world, marked & famous)


def famous_names(world: World, common: CommonWords) -> set[str]:
    """China, Turkey, Jordan and Lima are words as well, but who writes them with a capital means the place.

    So are Asia ("thing" in Finnish), Michigan (a game of cards) and Acapulco: as words they are rare in English. So are
    Geneva and Wellington, which English texts write more often than the gin and the boot.
    """
    found = {
        plain(n.text)
        for kind in ("country", "territory", "region", "admin1")
        for e in world.of_kind(kind)
        for n in e.names.values()
        if n.lang == "en"
        and n.kind not in FORMS
        and (kind == "country" or e.country in STATES_NAMED_ALONE or common.is_rare(plain(n.text)))
    }
    for place in world.of_kind("populated_place"):
        usual = plain(place.canonical or "")
        if (place.population or 0) >= FAMOUS or (
            _in_the_news(place) and common.rank.get(usual, NAME_RANK) >= NAME_RANK
        ):
            found.add(usual)
        if (place.population or 0) >= LARGE:
            found.update(text for n in place.names.values() if common.is_rare(text := plain(n.text)))
    return {text for text in found if len(text) > 3}


def _in_the_news(place: Entity) -> bool:
    """A capital, or a large city that the curated tables name."""
    capital = any(kind == "capital_of" for kind, _ in place.relations)
    return capital or ((place.population or 0) >= LARGE and any(n.source == "curated" for n in place.names.values()))


def _protect_famous(world: World, words: set[str]) -> None:
    """They are not marked as words; so that "china" is not China they must have their capital."""
    for entity in world.entities.values():
        for name in entity.names.values():
            if name.case is None and plain(name.text) in words:
                name.case = "initial"


def people_names(archive: Archive) -> dict[str, set[str]]:
    """Given names and surnames of all of Faker's locales, read out of its source text without running it."""
    found: dict[str, set[str]] = {"given_name": set(), "surname": set()}
    for member in archive.names("faker/providers/person/", "/__init__.py"):
        for target, value in assignments(archive.text(member)):
            mark = "given_name" if "first_name" in target else "surname" if "last_name" in target else None
            if mark:
                found[mark].update(text for text in strings(value) if _is_name(text))
    return found


def spelt_in_latin(archive: Archive, names: set[str]) -> set[str]:
    """How names in other letters are spelt in Latin ones: `Volodymyr`, `Wolodymyr` for `Володимир`.

    A line of the list has the spellings of one name in all scripts, separated by commas.
    """
    other = {name.lower() for name in names if "LATIN" not in scripts(name)}
    found: set[str] = set()
    for line in archive.text("rigour/data/names/persons.txt").splitlines():
        forms = line.partition(" => ")[0].split(", ")
        if not other.isdisjoint(forms):
            found.update(form for form in forms if form.isalpha() and scripts(form) == {"LATIN"})
    return found


def curated_given_names() -> list[str]:
    columns = ["language", "names"]
    return [name for _, row in rows(FOLDER / GIVEN_NAMES, columns) for name in row["names"].split()]


def assignments(source: str) -> list[tuple[str, ast.expr]]:
    """The attributes that the classes of a module set, with their values as syntax.

    >>> [(name, strings(value)) for name, value in assignments("class P:\\n  last_names = ('Kim', 'Lee')")]
    [('last_names', ['Kim', 'Lee'])]
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            found += [(target.id, node.value) for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            found.append((node.target.id, node.value))
    return found


def strings(value: ast.expr) -> list[str]:
    return [n.value for n in ast.walk(value) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _is_name(text: str) -> bool:
    return len(text) > 1 and " " not in text and text.isalpha() and (text[:1].isupper() or scripts(text) != {"LATIN"})


def prune_surnames(world: World) -> None:
    """A leader's family name alone is a name in the news, unless it is a given name or a common word to most people."""
    for person in world.of_kind("person"):
        for key, name in list(person.names.items()):
            marks = world.lexemes.get(name.text.lower(), set())
            if name.kind == "short" and name.source == "factbook" and marks & {"given_name", "common_word"}:
                del person.names[key]


_WORD = re.compile(r"\w+$")


def protect(world: World) -> None:
    """Foreign spellings that without their marks are an English word ("Mỹ" the USA, "Män") must be met to the letter.

    Without this, folding would find America in "My".
    """
    for entity in world.entities.values():
        for name in entity.names.values():
            if (
                name.case is None
                and _WORD.match(name.text)
                and not name.text.isascii()
                and name.text != entity.canonical
            ):
                bare = plain(name.text)
                if bare.isascii() and bare != name.text.lower() and (len(bare) < 4 or _common(world, bare)):
                    name.case = "exact"


def _common(world: World, word: str) -> bool:
    return "common_word" in world.lexemes.get(word, set())
