//! Place or government? A capital, a seat or a country may stand for those who govern from it.
//!
//! Read from the frame: speech and act verbs make an actor, locative prepositions and datelines a place.

use super::Reading;
use super::codes::Codes;
use super::cues::Classes;
use super::frames::{Frame, frames};
use super::page::Page;
use super::unit::{Unit, What, country_of, is_country, is_place};
use crate::gazetteer::{Kind, RelationKind};
use crate::index::EntityId;
use crate::resolve::How;
use crate::text::Joiner;

/// Chooses the reading of every known place, and the actor that it stands for.
pub(crate) fn read(page: &Page<'_>, codes: &Codes<'_>, units: &mut [Unit]) {
    let frames = frames(page, units, |unit| {
        // A town acts if something governs from it; larger places act by themselves.
        let town = |kind: Kind| matches!(kind, Kind::PopulatedPlace | Kind::Admin2 | Kind::Facility);
        unit.best().is_none_or(|best| !town(best.kind) || government_of(codes, best.entity, best.kind).is_some())
    });
    for (unit, frame) in units.iter_mut().zip(frames) {
        if unit.what != What::Known || unit.embedded {
            continue;
        }
        let Some(best) = unit.best().copied() else { continue };
        if !is_place(best.kind) {
            unit.reading = if best.kind == Kind::Person { Reading::Person } else { Reading::Actor };
            unit.code = codes.of(&best);
            continue;
        }
        if unit.is_adjective() || (unit.adjective_too && stands_before_noun(page, unit)) {
            unit.reading = Reading::Actor;
            unit.code = codes.of(&best);
            continue;
        }
        let stands_for = government_of(codes, best.entity, best.kind);
        unit.actor = stands_for;
        match (frame, stands_for) {
            (Frame::Actor(why), Some(_)) => act(codes, unit, why),
            (Frame::Actor(why), None) if best.kind == Kind::Region => {
                // "the West's allegations": a bloc acts, and has no code.
                unit.reading = Reading::Actor;
                unit.note(why);
            }
            (Frame::Place(why), _) => {
                settle(codes, unit);
                unit.note(why);
            }
            (_, Some(_)) if is_country(best.kind) => act(codes, unit, "a state named without a place word"),
            (_, Some(_)) if best.kind == Kind::Facility => act(codes, unit, "the seat of an institution"),
            _ => settle(codes, unit),
        }
    }
}

/// True if a word that may be a noun follows, so that a name spelt like its adjective is the adjective: "US officials".
fn stands_before_noun(page: &Page<'_>, unit: &Unit) -> bool {
    let i = unit.end;
    let other = Classes::FUNCTION
        .with(Classes::AUXILIARY)
        .with(Classes::COPULA)
        .with(Classes::LOCATIVE)
        .with(Classes::AND)
        .with(Classes::CALENDAR);
    let spaced = page.words.get(i).is_some_and(|w| matches!(w.joiner, Joiner::Space | Joiner::Dot));
    page.sentence.get(i) == Some(&page.sentence[unit.first])
        && (spaced || page.joined(i))
        && !page.possessive(i)
        && !page.single[i].has(other)
        && (!page.single[i].has(Classes::VERB) || page.single[i].has(Classes::POLITICAL.with(Classes::AGENT)))
}

/// Reads a unit as a place, with the code of the state in which it lies.
fn settle(codes: &Codes<'_>, unit: &mut Unit) {
    unit.reading = Reading::Place;
    let state = unit.best().and_then(|best| country_of(codes.gazetteer, best.entity));
    unit.code = state.map(|iso3| codes.state(iso3).to_owned()).unwrap_or_default();
}

fn act(codes: &Codes<'_>, unit: &mut Unit, why: &'static str) {
    let Some(best) = unit.best().copied() else { return };
    unit.reading = Reading::Actor;
    unit.note(why);
    if is_country(best.kind) {
        unit.code = codes.of(&best);
        return;
    }
    let Some(actor) = unit.actor else { return };
    let entity = codes.gazetteer.entity(actor);
    unit.how = How::Metonym;
    let listed = if is_country(entity.kind()) { None } else { codes.listed(actor) };
    let acting = || entity.country().map(|c| codes.acting(c, "GOV"));
    unit.code = listed.map(str::to_owned).or_else(acting).unwrap_or_default();
    let name = codes.gazetteer.entity(best.entity).name();
    let whom = if is_country(entity.kind()) { "the government of " } else { "" };
    unit.via = format!("{name} stands for {whom}{}", entity.name());
}

/// The government that a country, a capital or a seat stands for.
fn government_of(codes: &Codes<'_>, id: EntityId, kind: Kind) -> Option<EntityId> {
    let gazetteer = codes.gazetteer;
    let entity = gazetteer.entity(id);
    let target = |wanted| entity.relations().find(|(k, _)| *k == wanted).map(|(_, to)| to);
    let country = if is_country(kind) { Some(id) } else { target(RelationKind::CapitalOf) };
    if let Some(country) = country.filter(|&c| is_country(gazetteer.entity(c).kind())) {
        return Some(codes.government(country));
    }
    target(RelationKind::SeatOf)
}
