//! Which of the places of a name: priors, containment, and what the rest of the document speaks of.
//!
//! Every distinct name of the document votes, with the shares of its candidates, for a country, a first-level division
//! and a cell of the map; each candidate is then judged by what the *other* names voted for. Two rounds, so that names
//! settled in the first one help the rest. A document of local news thus finds its home region by itself.

mod stated;

use super::page::Page;
use super::unit::{Candidate, Unit, is_place};
use crate::gazetteer::Kind;
use crate::index::{EntityId, Gazetteer};
use std::collections::BTreeMap;

/// Candidates of one name that are looked at.
const MOST: usize = 24;
const ROUNDS: usize = 2;
/// Weights of the prior and of the votes of other names, by logarithm.
const BY_PRIOR: f32 = 0.9;
const BY_COUNTRY: f32 = 0.9;
const BY_DIVISION: f32 = 2.5;
const BY_CELL: f32 = 1.2;
/// How much more a dateline or a name with its state behind it counts.
const STRESSED: f32 = 1.5;
/// What a state counts more.
const STATE: f32 = 8.0;

/// Ranks the candidates of every place unit; gives what other names say for the best of each, as a logarithm.
pub(crate) fn disambiguate<'g>(page: &Page<'_>, gazetteer: &'g Gazetteer, units: &mut [Unit<'g>]) -> Vec<f32> {
    stated::read(page, gazetteer, units);
    let mut ballot = Ballot::new(units);
    ballot.decide();
    ballot.apply(units);
    for unit in units.iter_mut() {
        unit.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    }
    ballot.supports()
}

/// A distinct name of the document.
struct Name {
    weight: f32,
    choices: Vec<Choice>,
}

/// One of the places that a name may mean.
struct Choice {
    entity: EntityId,
    score: f32,
    /// What it is worth before other names are heard.
    worth: f32,
    place: Where,
}

/// Where a choice is, by numbers within the document.
#[derive(Clone, Copy)]
struct Where {
    country: Option<u32>,
    division: Option<u32>,
    cell: Option<u32>,
}

/// Things that are voted for, numbered in their own order.
struct Numbered<K>(Vec<K>);

impl<K: Ord + Copy> Numbered<K> {
    fn new(things: impl Iterator<Item = K>) -> Self {
        let mut all: Vec<K> = things.collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    fn of(&self, thing: K) -> Option<u32> {
        self.0.binary_search(&thing).ok().map(|at| at as u32)
    }
}

#[derive(Clone, Default)]
struct Votes {
    countries: Vec<f32>,
    divisions: Vec<f32>,
    cells: Vec<f32>,
}

struct Ballot {
    names: Vec<Name>,
    /// For each unit, its place in `names`.
    name_of: Vec<Option<usize>>,
    /// Votes for nothing: as many as there are things to vote for.
    blank: Votes,
    around: Around,
}

impl Ballot {
    fn new(units: &[Unit<'_>]) -> Self {
        // Each name with the first unit of that name.
        let mut named: Vec<(f32, &Unit<'_>)> = Vec::new();
        let mut by_key = BTreeMap::new();
        let mut name_of = vec![None; units.len()];
        for (u, unit) in units.iter().enumerate() {
            // Parties and ministries of many states share a name, and are chosen as places are.
            if !unit.candidates.iter().any(|c| is_place(c.kind)) && unit.candidates.len() < 2 {
                continue;
            }
            // "Paris, Texas" and "Paris, France" are two names, and so are the state in "Seattle, Washington" and Washington.
            let says = unit.placed && unit.container.is_none();
            let n = *by_key.entry((unit.key, unit.container, says)).or_insert(named.len());
            if n == named.len() {
                named.push((0.0, unit));
            }
            name_of[u] = Some(n);
            let weight = match (unit.placed, unit.embedded || unit.weak) {
                (true, _) => STRESSED,
                (false, true) => 0.5,
                (false, false) => 1.0,
            };
            named[n].0 = weight.max(named[n].0);
        }
        let places = || named.iter().flat_map(|(_, unit)| &unit.candidates[..MOST.min(unit.candidates.len())]);
        let countries = Numbered::new(places().filter_map(|c| c.place.country));
        let divisions = Numbered::new(places().filter_map(|c| c.place.division));
        let cells = Numbered::new(places().filter_map(|c| c.place.cell));
        let around = Around::of(&cells.0);
        let blank = Votes {
            countries: vec![0.0; countries.0.len()],
            divisions: vec![0.0; divisions.0.len()],
            cells: vec![0.0; cells.0.len()],
        };
        let choice = |c: &Candidate<'_>, state: Option<u16>| {
            // Nothing but its country can speak for a whole state, and much for a village that has its name.
            let worth = if c.kind == Kind::Country { STATE } else { 1.0 };
            // What lies near speaks for a state as much as for its province of the same name.
            let apart = state.is_none() || c.place.country != state;
            let place = Where {
                country: c.place.country.and_then(|x| countries.of(x)),
                division: c.place.division.filter(|_| apart).and_then(|x| divisions.of(x)),
                cell: c.place.cell.filter(|_| apart).and_then(|x| cells.of(x)),
            };
            Choice { entity: c.entity, score: c.score, worth: c.score.powf(BY_PRIOR) * worth, place }
        };
        let name = |(weight, unit): &(f32, &Unit<'_>)| {
            let candidates = &unit.candidates[..MOST.min(unit.candidates.len())];
            let state = candidates.iter().find(|c| c.kind == Kind::Country).and_then(|c| c.place.country);
            let mut name = Name { weight: *weight, choices: candidates.iter().map(|c| choice(c, state)).collect() };
            if let [only] = &mut name.choices[..] {
                only.score = 1.0;
            }
            name
        };
        Self { names: named.iter().map(name).collect(), name_of, blank, around }
    }

    fn decide(&mut self) {
        let mut own = self.blank.clone();
        for _ in 0..ROUNDS {
            let mut all = self.blank.clone();
            for name in &self.names {
                all.add(name);
            }
            // A name with one choice has all of its votes already.
            for name in self.names.iter_mut().filter(|name| name.choices.len() > 1) {
                own.add(name);
                let mut total = 0.0;
                for choice in &mut name.choices {
                    choice.score = choice.worth * all.support(&own, choice.place, &self.around).exp();
                    total += choice.score;
                }
                own.clear(name);
                for choice in &mut name.choices {
                    choice.score /= total.max(f32::MIN_POSITIVE);
                }
            }
        }
    }

    /// What other names say for the best choice of each unit's name.
    fn supports(&self) -> Vec<f32> {
        let (mut all, mut own) = (self.blank.clone(), self.blank.clone());
        for name in &self.names {
            all.add(name);
        }
        let mut support = |name: &Name| {
            let best = name.choices.iter().max_by(|a, b| a.score.total_cmp(&b.score));
            own.add(name);
            let support = best.map_or(0.0, |best| all.support(&own, best.place, &self.around));
            own.clear(name);
            support
        };
        let supports: Vec<f32> = self.names.iter().map(&mut support).collect();
        self.name_of.iter().map(|name| name.map_or(0.0, |name| supports[name])).collect()
    }

    /// One sense a document: every unit takes the shares of its name.
    fn apply(&self, units: &mut [Unit<'_>]) {
        for (unit, name) in units.iter_mut().zip(&self.name_of) {
            let Some(name) = name.map(|n| &self.names[n]) else { continue };
            for c in &mut unit.candidates {
                let settled = name.choices.iter().find(|choice| choice.entity == c.entity);
                c.score = settled.map_or(c.prior * 1e-3, |choice| choice.score);
            }
        }
    }
}

impl Votes {
    fn add(&mut self, name: &Name) {
        for choice in &name.choices {
            let vote = name.weight * choice.score;
            for count in self.counts(choice.place) {
                *count += vote;
            }
        }
    }

    /// Takes back all votes of a name, which must be the only one counted.
    fn clear(&mut self, name: &Name) {
        for choice in &name.choices {
            for count in self.counts(choice.place) {
                *count = 0.0;
            }
        }
    }

    fn counts(&mut self, place: Where) -> impl Iterator<Item = &mut f32> {
        let country = place.country.map(|x| &mut self.countries[x as usize]);
        let division = place.division.map(|x| &mut self.divisions[x as usize]);
        let cell = place.cell.map(|x| &mut self.cells[x as usize]);
        country.into_iter().chain(division).chain(cell)
    }

    /// What the names other than `own` say for a place, as a logarithm.
    fn support(&self, own: &Self, place: Where, around: &Around) -> f32 {
        let others = |all: &[f32], own: &[f32], at: Option<u32>| {
            at.map_or(0.0, |at| (all[at as usize] - own[at as usize]).max(0.0))
        };
        let country = others(&self.countries, &own.countries, place.country);
        let division = others(&self.divisions, &own.divisions, place.division);
        let near = place.cell.map_or(&[][..], |cell| around.cell(cell));
        let sum = |votes: &[f32]| near.iter().map(|cell| votes[*cell as usize]).sum::<f32>();
        let cell = (sum(&self.cells) - sum(&own.cells)).max(0.0);
        BY_COUNTRY * country.ln_1p() + BY_DIVISION * (2.0 * division).ln_1p() + BY_CELL * (2.0 * cell).ln_1p()
    }
}

/// The numbers of the cells in each cell's surroundings, itself included, one cell after the other.
struct Around {
    cells: Vec<u32>,
    ends: Vec<u32>,
}

impl Around {
    /// Of cells in ascending order.
    fn of(cells: &[(i16, i16)]) -> Self {
        let mut around = Self { cells: Vec::with_capacity(cells.len() * 2), ends: Vec::with_capacity(cells.len()) };
        for &(row, column) in cells {
            for r in row - 1..=row + 1 {
                let first = cells.partition_point(|cell| *cell < (r, column - 1));
                let near = cells[first..].iter().take_while(|cell| **cell <= (r, column + 1)).count();
                around.cells.extend(first as u32..(first + near) as u32);
            }
            around.ends.push(around.cells.len() as u32);
        }
        around
    }

    fn cell(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cells[start as usize..self.ends[number] as usize]
    }
}
