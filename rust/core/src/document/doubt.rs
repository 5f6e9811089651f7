//! Names that are also surnames or words: believed as places only where the document gives a reason.
//!
//! One sense a document: a reason given once holds for every mention of the name; a person who bears it takes them all.

use super::cues::Classes;
use super::detect::{is_obscure, marks_of};
use super::page::{CaseMode, Page};
use super::unit::{Unit, What, is_place};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{Gazetteer, KeyId};
use std::collections::BTreeSet;

/// Leaves out one-word places that nothing in the document speaks for.
pub(crate) fn doubt(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit<'_>]) {
    for unit in units.iter_mut().filter(|unit| unit.is(is_place) && !unit.is_adjective()) {
        // "Marburg virus", "Worcester sauce": named after the place, and nothing there.
        if page.joined(unit.end) && page.single[unit.end].has(Classes::THING) {
            unit.embedded = true;
            unit.candidates.clear();
        }
    }
    let mut borne: BTreeSet<&str> = BTreeSet::new();
    for unit in units.iter().filter(|u| u.what == What::Person) {
        borne.insert(page.folded(unit.end - 1));
    }
    // For each unit its key, if it needs a reason, and whether what stands around it is one.
    let doubts: Vec<Option<(KeyId, bool)>> = (0..units.len())
        .map(|u| doubtful(page, gazetteer, &units[u]).map(|key| (key, speaks_for_place(page, units, u))))
        .collect();
    let reasons: BTreeSet<KeyId> = doubts.iter().flatten().filter(|(_, speaks)| *speaks).map(|(key, _)| *key).collect();
    for (unit, doubt) in units.iter_mut().zip(doubts) {
        let Some((key, speaks)) = doubt else { continue };
        // "Reading" at the start of a sentence may be the word, though Reading is named elsewhere.
        let word = unit.weak && page.opens(unit.first) && !speaks;
        let person = borne.contains(page.folded(unit.first)) && !page.before(unit.first).has(Classes::LOCATIVE);
        if word || person || !reasons.contains(&key) {
            unit.embedded = true;
            unit.candidates.clear();
        }
    }
}

/// The key of a unit that needs a reason to be a place.
fn doubtful(page: &Page<'_>, gazetteer: &Gazetteer, unit: &Unit<'_>) -> Option<KeyId> {
    if unit.embedded || unit.end - unit.first > 1 || !unit.is(is_place) || unit.is_adjective() {
        return None;
    }
    let best = unit.best()?;
    let marks = marks_of(page, gazetteer, unit.first);
    let word = marks.common_word() || marks.surname() || marks.given_name();
    let short_for = best.name.kind() == NameKind::Short;
    // "King" is rarely King County, however large.
    let lesser = is_obscure(gazetteer, best) || best.kind == Kind::Admin2;
    let weak = lesser && (word || short_for);
    let headline = page.mode(unit.first) != CaseMode::Ordinary && word && is_obscure(gazetteer, best);
    // "Spangler said": villages do not speak.
    let acts = best.kind != Kind::Facility
        && is_obscure(gazetteer, best)
        && page.joined(unit.end)
        && page.single[unit.end].has(Classes::VERB);
    (unit.weak || weak || headline || acts).then_some(unit.key).flatten()
}

fn speaks_for_place(page: &Page<'_>, units: &[Unit<'_>], u: usize) -> bool {
    let unit = &units[u];
    let before = page.before(unit.first);
    if unit.placed
        || before.has(Classes::LOCATIVE)
        || page.ending_phrase(unit.first, "to")
        || page.ending_phrase(unit.first, "from")
    {
        return true;
    }
    let after = page.single.get(unit.end).copied().unwrap_or_default();
    if page.joined(unit.end) && after.has(Classes::PLACE_KIND.with(Classes::LOCATIVE_AFTER).with(Classes::ORGANIZATION))
    {
        return true;
    }
    // "Mansfield, La.": a place set beside it.
    let beside = |v: usize, at: usize| {
        units.get(v).is_some_and(|x| !x.embedded && x.is(is_place))
            && matches!(page.gap(at).trim(), "," | "(" | "-" | "–")
    };
    let next = u + 1;
    let previous = u.wrapping_sub(1);
    (next < units.len() && units[next].first == unit.end && beside(next, unit.end))
        || (units.get(previous).is_some_and(|x| x.end == unit.first) && beside(previous, unit.first))
}
