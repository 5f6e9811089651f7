//! Institutions and offices without a state are taken for those of the state that the text is about.

use super::{Around, is_official};
use crate::document::Reading;
use crate::document::codes::Codes;
use crate::document::cues::Classes;
use crate::document::unit::{Candidate, Unit, What, country_of, is_place};
use crate::index::EntityId;
use crate::resolve::How;

impl Around<'_, '_> {
    /// "The Senate", "the Foreign Ministry": with capitals and no state named, that of the state the text is about.
    pub(super) fn institution(&self, first: usize, end: usize, role: &str) -> Option<Unit> {
        let (page, gazetteer) = (self.page, self.codes.gazetteer);
        let own_capital = |i: usize| page.capital(i) && !page.opens(i);
        let capitals = (first..end).all(|i| page.capital(i) || page.is_small(i)) && (first..end).any(own_capital);
        let longer = |i: usize| own_capital(i) || page.single[i].has(Classes::OF);
        let goes_on = (page.joined(end) && longer(end)) || (page.joined(first) && longer(first - 1));
        let head = page.class_at(first).with(page.single[end - 1]).has(Classes::ORGANIZATION);
        // In German every noun has a capital.
        if !is_official(role) || !head || !capitals || goes_on || !page.ordinary(first) || page.lang() == "de" {
            return None;
        }
        let mut unit = Unit::new(page, first, end, What::Agent);
        unit.reading = Reading::Actor;
        unit.how = How::Composed;
        unit.belief = 0.75;
        self.by_focus(&mut unit, role, false);
        let state = unit.actor?;
        let called = page.span(first, end).of(page.text);
        if let Some(found) = self.institutions.find(gazetteer, state, page.lang(), called) {
            unit.candidates.push(Candidate::of(gazetteer, found.posting));
            unit.what = What::Known;
            if found.alone {
                self.codes.listed(found.posting.entity).unwrap_or_default().clone_into(&mut unit.code);
            } else {
                unit.via = format!("{called} of {}", gazetteer.entity(state).name());
            }
        }
        Some(unit)
    }

    /// An office without a state is taken for one of the state that the text is about.
    pub(super) fn by_focus(&self, unit: &mut Unit, role: &str, former: bool) {
        let Some(state) = self.focus else { return };
        let entity = self.codes.gazetteer.entity(state);
        let Some(iso3) = entity.country() else { return };
        let role = if former && role == "GOV" { "ELI" } else { role };
        unit.code = self.codes.acting(iso3, role);
        unit.actor = Some(state);
        unit.note(format!("no state is named; the text is mostly about {}", entity.name()));
    }
}

/// The state of most of the places and adjectives of the text, if there is one that most speak for.
pub(super) fn focus(codes: &Codes<'_>, units: &[Unit]) -> Option<EntityId> {
    let gazetteer = codes.gazetteer;
    let mut counts: Vec<(&str, u32)> = Vec::new();
    for unit in units.iter().filter(|u| u.is(is_place)) {
        let Some(country) = unit.best().and_then(|best| country_of(gazetteer, best.entity)) else { continue };
        let weight = 1 + u32::from(unit.placed);
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += weight,
            None => counts.push((country, weight)),
        }
    }
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    let (country, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    if most * 2 <= total {
        return None;
    }
    codes.find_state(country)
}
