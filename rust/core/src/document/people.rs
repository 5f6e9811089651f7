//! Which kind of thing a name is when people, places and organisations share it, and which of several people.

use super::Reading;
use super::codes::{Codes, holds};
use super::cues::Classes;
use super::page::Page;
use super::unit::{Unit, What, is_person, is_place};

/// Settles the kind of every known unit, and reads the unknown ones.
pub(crate) fn choose(page: &Page<'_>, codes: &Codes<'_>, units: &mut [Unit]) {
    for unit in units.iter_mut() {
        match unit.what {
            What::Person => unit.reading = Reading::Person,
            What::Organization | What::Agent => unit.reading = Reading::Actor,
            What::Place => unit.reading = Reading::Place,
            What::Known => kind(page, codes, unit),
        }
    }
}

fn kind(page: &Page<'_>, codes: &Codes<'_>, unit: &mut Unit) {
    if unit.candidates.len() < 2 {
        return;
    }
    let (gazetteer, date) = (codes.gazetteer, codes.date);
    // Names that did not hold on the day yield to those that did.
    unit.keep(|c| {
        let name = c.name.of(gazetteer);
        !c.name.dated || holds(name.from(), name.to(), date) || name.to().is_none()
    });
    let before = page.before(unit.first);
    let (mut people, mut places) = (false, false);
    for c in &unit.candidates {
        people |= is_person(c.kind);
        places |= is_place(c.kind);
    }
    if people && places {
        if before.has(Classes::LOCATIVE) {
            unit.keep(|c| is_place(c.kind));
        } else if before.has(Classes::OFFICE.with(Classes::HONORIFIC)) || unit.end - unit.first > 1 {
            unit.keep(|c| is_person(c.kind));
        }
    }
    if people {
        // Of several people of one name, those in office on the day.
        unit.keep(|c| !is_person(c.kind) || gazetteer.entity(c.entity).roles().any(|r| holds(r.from, r.to, date)));
    }
    // "Korean" names both Koreas, and a language: an adjective is of a state before it is of anything else.
    let adjectives = unit.candidates.iter().any(|c| c.name.kind.is_adjectival());
    if adjectives && page.words[unit.first].shape == crate::text::Shape::Title {
        unit.keep(|c| c.name.kind.is_adjectival() || c.prior > 0.5);
    }
}
