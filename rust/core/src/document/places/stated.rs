//! What the text itself says of where its places are: "Paris, Texas", "R-Maine", lists of states.

use super::MOST;
use crate::document::cues::Classes;
use crate::document::location::ancestors;
use crate::document::page::Page;
use crate::document::unit::{Candidate, Unit, is_country, is_place};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{EntityId, Gazetteer, KeyId};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// Names joined by commas that make a list.
const LIST: usize = 3;
/// Words of "the port in northern" at most.
const APPOSITION: usize = 7;
/// Shares of what fits the rest of a list are multiplied by this, unless they are smaller than [`RARE`].
const LISTED: f32 = 50.0;
const RARE: f32 = 0.001;
/// Shares are multiplied by this for a place that the text locates elsewhere.
const SAID: f32 = 100.0;
/// Shares are multiplied by this when the text says where the place is.
const CONTAINED: f32 = 1e6;

/// Multiplies the shares of what fits, and marks the places that the text itself has placed.
pub(super) fn read(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit]) {
    let said = contained(page, gazetteer, units);
    remember(units, &said);
    seats(page, gazetteer, units);
    lists(page, gazetteer, units);
}

/// Places that the text says, each by its name.
type Said = BTreeSet<(Option<KeyId>, EntityId)>;

/// "Paris, Texas"; "Geneva (Illinois)"; "Portland, Maine": the second name says where the first one is. Gives both.
fn contained(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit]) -> Said {
    let mut said = Said::new();
    for u in 1..units.len() {
        let (head, tail) = units.split_at_mut(u);
        let (Some(inner), outer) = (head.last_mut(), &mut tail[0]) else { continue };
        if outer.is_adjective() || !(follows(page, inner, outer) || is_apposition(page, inner.end, outer.first)) {
            continue;
        }
        let mut pairs = Vec::new();
        for (i, a) in inner.candidates.iter().take(MOST).enumerate().filter(|(_, a)| is_place(a.kind)) {
            let around = LazyCell::new(|| ancestors(gazetteer, a.entity).collect::<Vec<EntityId>>());
            let lies_in = |b: &Candidate| match b.kind {
                kind if is_country(kind) => b.place.country.is_some() && a.place.country == b.place.country,
                Kind::Admin1 if a.kind != Kind::Admin1 => a.place.division == Some(b.entity),
                _ => around.contains(&b.entity),
            };
            let outer = outer.candidates.iter().take(MOST).enumerate();
            pairs.extend(outer.filter(|(_, b)| a.entity != b.entity && lies_in(b)).map(|(j, _)| (i, j)));
        }
        let Some(&(_, j)) = pairs.iter().max_by(|x, y| {
            let weight = |&(i, j): &(usize, usize)| inner.candidates[i].prior * outer.candidates[j].prior;
            weight(x).total_cmp(&weight(y))
        }) else {
            continue;
        };
        let container = outer.candidates[j].entity;
        let name = gazetteer.entity(container).name();
        for (i, _) in pairs.iter().filter(|(_, other)| *other == j) {
            inner.candidates[*i].prior *= CONTAINED;
        }
        outer.candidates[j].prior *= CONTAINED;
        inner.note(format!("the text says that it is in {name}"));
        (inner.placed, inner.container) = (true, Some(container));
        outer.placed = true;
        outer.note("says where the place before it is");
        inner.share();
        outer.share();
        // "Atlanta, Georgia" does not say which Georgia is meant elsewhere, when one of them is a state.
        if !outer.candidates.iter().any(|c| c.kind == Kind::Country) {
            said.insert((outer.key, container));
        }
        said.extend(inner.best().map(|best| (inner.key, best.entity)));
    }
    said
}

/// "Paris, Texas", "Geneva (Illinois)", "Paris Tex."
fn follows(page: &Page<'_>, inner: &Unit, outer: &Unit) -> bool {
    let abbreviated = || outer.candidates.iter().any(|c| c.name.kind == NameKind::Abbreviation);
    inner.end == outer.first
        && match page.gap(outer.first).trim() {
            "," | "(" | ", (" => true,
            "" => abbreviated(),
            _ => false,
        }
}

/// "Tripoli, **the port in northern** Lebanon": words `first..end` say what kind of place it is, and where.
fn is_apposition(page: &Page<'_>, first: usize, end: usize) -> bool {
    let within = Classes::LOCATIVE.with(Classes::OF);
    (3..=APPOSITION).contains(&end.saturating_sub(first))
        && page.gap(first).trim() == ","
        && page.sentence[first] == page.sentence[end]
        && (page.single[first].has(Classes::ARTICLE) || matches!(page.word(first), "a" | "an"))
        && page.before(end).has(within)
        && (first + 1..end).any(|i| page.single[i].has(Classes::PLACE_KIND))
        && (first + 1..=end).all(|i| page.joined(i))
}

/// A name that stands alone is a place that the text speaks of: after "Athens, Ohio" that Athens.
fn remember(units: &mut [Unit], said: &Said) {
    if said.is_empty() {
        return;
    }
    for unit in units.iter_mut().filter(|unit| !unit.placed && unit.candidates.len() > 1) {
        let is_said = |c: &&mut Candidate| said.contains(&(unit.key, c.entity));
        // Of several that the text speaks of, only the rest of the text can tell.
        let most = unit.candidates.iter_mut().filter(is_said).map(|c| c.prior).fold(0.0, f32::max);
        for c in unit.candidates.iter_mut().filter(is_said) {
            c.prior = most * SAID;
        }
        if most > 0.0 {
            unit.share();
        }
    }
}

/// "Susan Collins, R-Maine": the state of a member of Congress.
fn seats(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|unit| page.is_seat(unit.first)) {
        let state = unit.keep(|c| c.kind == Kind::Admin1 && gazetteer.entity(c.entity).country() == Some("USA"));
        if state {
            unit.placed = true;
            unit.note("the state of a member of Congress");
            unit.share();
        }
    }
}

/// "Michigan, Oregon, New Mexico and Georgia": of a list, all are states or all are countries, if most can be.
fn lists(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit]) {
    let mut start = 0;
    for u in 1..=units.len() {
        let goes_on = u < units.len() && {
            let (before, here) = (&units[u - 1], &units[u]);
            let gap = here.first.checked_sub(before.end);
            let and = gap == Some(1) && page.single[before.end].has(Classes::AND);
            let comma = gap == Some(0) && page.gap(here.first).trim() == ",";
            (and || comma) && !before.embedded && !here.embedded && here.is(is_place)
        };
        if goes_on {
            continue;
        }
        if u - start >= LIST {
            agree(gazetteer, &mut units[start..u]);
        }
        start = u;
    }
}

fn agree(gazetteer: &Gazetteer, list: &mut [Unit]) {
    for kind in [Kind::Admin1, Kind::Country] {
        let has = |unit: &Unit| unit.candidates.iter().any(|c| c.kind == kind && c.prior > RARE);
        if list.iter().filter(|unit| has(unit)).count() * 3 < list.len() * 2 {
            continue;
        }
        // States of one country: that in which most of the list can be.
        let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for unit in list.iter() {
            let countries: BTreeSet<_> = unit
                .candidates
                .iter()
                .filter(|c| c.kind == kind)
                .map(|c| gazetteer.entity(c.entity).country())
                .collect();
            for country in countries {
                *counts.entry(country).or_default() += 1;
            }
        }
        let Some(country) = counts.iter().max_by_key(|(_, count)| **count).map(|(country, _)| *country) else { return };
        for unit in list.iter_mut().filter(|unit| unit.candidates.len() > 1) {
            for c in &mut unit.candidates {
                let same = kind == Kind::Country || gazetteer.entity(c.entity).country() == country;
                if c.kind == kind && same && c.prior > RARE {
                    c.prior *= LISTED;
                }
            }
            unit.share();
        }
        return;
    }
}
