//! Place or government? A capital, a seat or a country may stand for those who govern from it.
//!
//! Read from the frame: speech and act verbs make an actor, locative prepositions and datelines a place.

use super::Reading;
use super::codes;
use super::cues::Classes;
use super::page::{CaseMode, Page};
use super::unit::{Unit, What, is_country, is_place};
use crate::gazetteer::{Date, Kind, RelationKind};
use crate::index::{EntityId, Gazetteer};
use crate::resolve::How;

/// How far a verb may stand from its subject, with only auxiliaries and adverbs between.
const REACH: usize = 4;

/// What the words around a name say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Place(&'static str),
    Actor(&'static str),
    Open,
}

/// Chooses the reading of every known place, and the actor that it stands for.
pub(crate) fn read(page: &Page<'_>, gazetteer: &Gazetteer, date: Option<Date>, units: &mut [Unit<'_>]) {
    let mut frames: Vec<Frame> = Vec::with_capacity(units.len());
    for (u, unit) in units.iter().enumerate() {
        let frame = if unit.is(is_place) && !unit.embedded { frame_of(page, units, u, &frames) } else { Frame::Open };
        frames.push(frame);
    }
    for (unit, frame) in units.iter_mut().zip(frames) {
        if unit.what != What::Known || unit.embedded {
            continue;
        }
        let Some(best) = unit.best().copied() else { continue };
        if !is_place(best.kind) {
            unit.reading = if best.kind == Kind::Person { Reading::Person } else { Reading::Actor };
            unit.code = codes::of(gazetteer, &best, date);
            continue;
        }
        if unit.is_adjective() {
            unit.reading = Reading::Actor;
            unit.code = codes::of(gazetteer, &best, date);
            continue;
        }
        let stands_for = government_of(gazetteer, best.entity, best.kind);
        unit.actor = stands_for;
        match (frame, stands_for) {
            (Frame::Actor(why), Some(_)) => act(gazetteer, unit, why, date),
            (Frame::Actor(why), None) if best.kind == Kind::Region => {
                // "the West's allegations": a bloc acts, and has no code.
                unit.reading = Reading::Actor;
                unit.note(why);
            }
            (Frame::Place(why), _) => {
                unit.reading = Reading::Place;
                unit.note(why);
            }
            (_, Some(_)) if is_country(best.kind) => act(gazetteer, unit, "a state named without a place word", date),
            (_, Some(_)) if best.kind == Kind::Facility => act(gazetteer, unit, "the seat of an institution", date),
            _ => unit.reading = Reading::Place,
        }
    }
}

fn act(gazetteer: &Gazetteer, unit: &mut Unit<'_>, why: &'static str, date: Option<Date>) {
    let Some(best) = unit.best().copied() else { return };
    unit.reading = Reading::Actor;
    unit.note(why);
    if is_country(best.kind) {
        unit.code = codes::of(gazetteer, &best, date);
        return;
    }
    let Some(actor) = unit.actor else { return };
    let entity = gazetteer.entity(actor);
    unit.how = How::Metonym;
    let listed = if is_country(entity.kind()) { None } else { codes::listed(gazetteer, actor, date) };
    unit.code =
        listed.or_else(|| entity.country().map(|c| codes::acting(gazetteer, c, "GOV", date))).unwrap_or_default();
    let name = gazetteer.entity(best.entity).name();
    let whom = if is_country(entity.kind()) { "the government of " } else { "" };
    unit.via = format!("{name} stands for {whom}{}", entity.name());
}

/// The government that a country, a capital or a seat stands for.
fn government_of(gazetteer: &Gazetteer, id: EntityId, kind: Kind) -> Option<EntityId> {
    let entity = gazetteer.entity(id);
    let target = |wanted| entity.relations().find(|(k, _)| *k == wanted).map(|(_, to)| to);
    let country = if is_country(kind) { Some(id) } else { target(RelationKind::CapitalOf) };
    if let Some(country) = country.filter(|&c| is_country(gazetteer.entity(c).kind())) {
        return Some(gazetteer.entity(country).related_to_this(RelationKind::GovernmentOf).next().unwrap_or(country));
    }
    target(RelationKind::SeatOf)
}

fn frame_of(page: &Page<'_>, units: &[Unit<'_>], u: usize, frames: &[Frame]) -> Frame {
    let unit = &units[u];
    if unit.placed {
        return Frame::Place("dateline, or placed by the text");
    }
    let before = page.before(unit.first);
    // "between A and B", "A and B": the second takes the frame of the first.
    if let Some(previous) = coordinated(page, units, u) {
        if let Some(Frame::Actor(_)) = frames.get(previous) {
            return Frame::Actor("joined to another actor");
        }
        if let Some(Frame::Place(_)) = frames.get(previous) {
            return Frame::Place("joined to another place");
        }
    }
    if page.ending_phrase(unit.first, "to") {
        return if motion_before(page, unit.first) { Frame::Place("motion to it") } else { subject(page, unit) };
    }
    if before.has(Classes::LOCATIVE) {
        return Frame::Place("after a word of place");
    }
    if before.has(Classes::PAIR) {
        return Frame::Actor("one side of a pair");
    }
    if before.has(Classes::ACTOR_PREPOSITION) {
        return Frame::Actor("after a word that joins actors");
    }
    if before.has(Classes::VERB) && !page.opens(unit.first) {
        return Frame::Actor("object of a verb of speech or action");
    }
    if page.single.get(unit.end).is_some_and(|c| c.has(Classes::LOCATIVE_AFTER)) && page.joined(unit.end) {
        return Frame::Place("before a word of place");
    }
    subject(page, unit)
}

/// Verbs and possessions after the name.
fn subject(page: &Page<'_>, unit: &Unit<'_>) -> Frame {
    let mut i = unit.end;
    let n = page.words.len();
    let here = page.sentence[unit.first];
    if page.possessive(i) {
        let owned = (i + 1..n.min(i + 4)).take_while(|&j| page.sentence[j] == here);
        let political = owned
            .into_iter()
            .any(|j| page.single[j].has(Classes::POLITICAL.with(Classes::AGENT).with(Classes::OFFICE)));
        return if political { Frame::Actor("owner of what only an actor has") } else { Frame::Open };
    }
    let start = i;
    while i < n && i < start + REACH && page.sentence[i] == here && page.joined(i) {
        if page.single[i].has(Classes::VERB) {
            return Frame::Actor("subject of a verb of speech or action");
        }
        if !page.single[i].has(Classes::AUXILIARY) {
            break;
        }
        i += 1;
    }
    Frame::Open
}

fn motion_before(page: &Page<'_>, first: usize) -> bool {
    let from = first.saturating_sub(6);
    (from..first).any(|i| page.sentence[i] == page.sentence[first] && page.single[i].has(Classes::MOTION))
}

/// The unit that this one is joined to by "and" or a comma.
fn coordinated(page: &Page<'_>, units: &[Unit<'_>], u: usize) -> Option<usize> {
    let unit = &units[u];
    let previous = u.checked_sub(1)?;
    let other = &units[previous];
    let between = unit.first.checked_sub(other.end)?;
    let joined = match between {
        0 => page.gap(unit.first).trim() == "," && !page.opens(unit.first),
        1 => {
            page.single[other.end].has(Classes::CONNECTOR)
                && matches!(page.word(other.end), "and" | "und" | "et" | "y" | "e" | "и" | "і" | "та" | "i" | "ve")
        }
        _ => false,
    };
    (joined && page.sentence[unit.first] == page.sentence[other.first]).then_some(previous)
}

impl Page<'_> {
    /// True if the word before `i` is `word`.
    pub(crate) fn ending_phrase(&self, i: usize, word: &str) -> bool {
        i > 0
            && i < self.words.len()
            && self.sentence[i] == self.sentence[i - 1]
            && self.word(i - 1).eq_ignore_ascii_case(word)
    }

    /// True where capitals mark names.
    pub(crate) fn ordinary(&self, i: usize) -> bool {
        self.mode(i) == CaseMode::Ordinary
    }
}
