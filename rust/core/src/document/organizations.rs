//! Codes of organisations that the gazetteer does not know, by the state in their name: "Malaysia Airlines", "Bank of
//! England", "University of Oxford".

use super::codes::Codes;
use super::cues::Classes;
use super::page::Page;
use super::unit::{Unit, What, country_of, is_organization, is_place};
use crate::index::Gazetteer;
use crate::text::Shape;

/// "Parlamento **italiano**": the adjective behind an institution of that state is a part of its name.
pub(crate) fn extend(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit]) {
    if !matches!(page.lang(), "fr" | "es" | "it") {
        return;
    }
    for u in 1..units.len() {
        let (before, here) = units.split_at_mut(u);
        let (Some(institution), adjective) = (before.last_mut(), &mut here[0]) else { continue };
        let state = |unit: &Unit| unit.best().and_then(|best| country_of(gazetteer, best.entity).map(str::to_owned));
        let beside = institution.end == adjective.first && page.joined(adjective.first);
        if beside
            && institution.is(is_organization)
            && adjective.is_adjective()
            && page.words[adjective.first].shape == Shape::Lower
            && state(institution).is_some()
            && state(institution) == state(adjective)
        {
            if page.single[institution.first].has(Classes::ARTICLE) {
                institution.first += 1;
                institution.span.start = page.words[institution.first].span.start;
            }
            institution.end = adjective.end;
            institution.span.end = adjective.span.end;
            adjective.embedded = true;
        }
    }
}

/// Gives each the state of the place or adjective inside it, and the role of the head of its name.
pub(crate) fn code(page: &Page<'_>, codes: &Codes<'_>, units: &mut [Unit]) {
    for u in 0..units.len() {
        if units[u].what != What::Organization || units[u].embedded || !units[u].code.is_empty() {
            continue;
        }
        let (first, end) = (units[u].first, units[u].end);
        // In text order, what is inside a unit stands right behind it.
        let mut within = units[u + 1..].iter().take_while(|x| x.first < end);
        let inside = within.find(|x| x.embedded && !x.weak && x.first >= first && x.end <= end && x.is(is_place));
        let Some(place) = inside.and_then(Unit::best).map(|best| best.entity) else { continue };
        let Some(iso3) = country_of(codes.gazetteer, place) else { continue };
        // The last head of the name decides: the "Bank of Scotland Foundation" is a foundation.
        let role = (first..end).rev().find_map(|i| page.cue(i).and_then(|cue| cue.organization));
        let unit = &mut units[u];
        unit.code = codes.acting(iso3, role.as_deref().unwrap_or_default());
        unit.actor = Some(place);
        unit.note(format!("named after {}", codes.gazetteer.entity(place).name()));
    }
}
