//! Which of the places of a name: priors, containment, and what the rest of the document speaks of, by [`Ballot`].

mod stated;

use super::ballot::Ballot;
use super::page::Page;
use super::unit::Unit;
use crate::index::Gazetteer;

/// Candidates of one name that are looked at.
pub(super) const MOST: usize = 24;

/// Ranks the candidates of every place unit; gives what other names say for the best of each, as a logarithm.
pub(crate) fn disambiguate(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit]) -> Vec<f32> {
    stated::read(page, gazetteer, units);
    let mut ballot = Ballot::new(units);
    ballot.decide();
    ballot.apply(units);
    for unit in units.iter_mut() {
        unit.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    }
    ballot.supports()
}
