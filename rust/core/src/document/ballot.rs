//! What the rest of a document says for each of the places of a name.
//!
//! Every distinct name of the document votes, with the shares of its candidates, for a country, a first-level division
//! and a cell of the map; each candidate is then judged by what the *other* names voted for. Two rounds, so that names
//! settled in the first one help the rest. A document of local news thus finds its home region by itself.

use super::places::MOST;
use super::unit::{Unit, is_place};
use crate::gazetteer::Kind;
use crate::index::EntityId;
use std::collections::BTreeMap;
use std::ops::Range;

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

/// The names of a document with their choices.
pub(super) struct Ballot {
    names: Vec<Name>,
    /// Those of each name side by side.
    choices: Vec<Choice>,
    /// For each unit, its place in `names`.
    name_of: Vec<Option<usize>>,
    /// All votes, and those of the name that is looked at.
    all: Votes,
    own: Votes,
    around: Around,
}

/// A distinct name of the document.
struct Name {
    weight: f32,
    choices: Range<usize>,
}

/// One of the places that a name may mean.
struct Choice {
    entity: EntityId,
    score: f32,
    /// What it is worth before other names are heard.
    worth: f32,
    country: Option<u32>,
    division: Option<u32>,
    cell: Option<u32>,
}

/// Things that are voted for, numbered in their own order behind others.
struct Numbered<K> {
    things: Vec<K>,
    first: usize,
}

impl<K: Ord + Copy> Numbered<K> {
    fn new(first: usize, most: usize, things: impl Iterator<Item = K>) -> Self {
        let mut all = Vec::with_capacity(most);
        all.extend(things);
        all.sort_unstable();
        all.dedup();
        Self { things: all, first }
    }

    fn of(&self, thing: Option<K>) -> Option<u32> {
        self.things.binary_search(&thing?).ok().map(|at| (self.first + at) as u32)
    }

    fn end(&self) -> usize {
        self.first + self.things.len()
    }
}

impl Ballot {
    pub(super) fn new(units: &[Unit]) -> Self {
        // Each name with the first unit of that name.
        let mut first_units: Vec<(f32, &Unit)> = Vec::with_capacity(units.len());
        let mut by_key = BTreeMap::new();
        let mut name_of = vec![None; units.len()];
        for (u, unit) in units.iter().enumerate() {
            // Parties and ministries of many states share a name, and are chosen as places are.
            if !unit.candidates.iter().any(|c| is_place(c.kind)) && unit.candidates.len() < 2 {
                continue;
            }
            // "Paris, Texas" and "Paris, France" are two names, and so are the state in "Seattle, Washington" and Washington.
            let says = unit.placed && unit.container.is_none();
            let n = *by_key.entry((unit.key, unit.container, says)).or_insert(first_units.len());
            if n == first_units.len() {
                first_units.push((0.0, unit));
            }
            name_of[u] = Some(n);
            let weight = match (unit.placed, unit.embedded || unit.weak) {
                (true, _) => STRESSED,
                (false, true) => 0.5,
                (false, false) => 1.0,
            };
            first_units[n].0 = weight.max(first_units[n].0);
        }
        let count = first_units.iter().map(|(_, unit)| unit.candidates.len().min(MOST)).sum();
        let places = || first_units.iter().flat_map(|(_, unit)| unit.candidates.iter().take(MOST)).map(|c| c.place);
        let countries = Numbered::new(0, count, places().filter_map(|place| place.country));
        let divisions = Numbered::new(countries.end(), count, places().filter_map(|place| place.division));
        let cells = Numbered::new(divisions.end(), count, places().filter_map(|place| place.cell));
        let mut choices: Vec<Choice> = Vec::with_capacity(count);
        let names = first_units.iter().map(|(weight, unit)| {
            let first = choices.len();
            let candidates = &unit.candidates[..MOST.min(unit.candidates.len())];
            let no_place = candidates.first().filter(|c| !is_place(c.kind));
            let state = no_place.or_else(|| candidates.iter().find(|c| c.kind == Kind::Country));
            let state = state.and_then(|c| c.place.country);
            choices.extend(candidates.iter().map(|c| {
                // Nothing but its country can speak for a whole state, and much for a village that has its name.
                let worth = if c.kind == Kind::Country { STATE } else { 1.0 };
                // What lies near speaks for a state as much as for its province of the same name, for Toyota as for its town.
                let apart = state.is_none() || c.place.country != state;
                Choice {
                    entity: c.entity,
                    score: c.score,
                    worth: c.score.powf(BY_PRIOR) * worth,
                    country: countries.of(c.place.country),
                    division: divisions.of(c.place.division.filter(|_| apart)),
                    cell: cells.of(c.place.cell.filter(|_| apart)),
                }
            }));
            if let [only] = &mut choices[first..] {
                only.score = 1.0;
            }
            Name { weight: *weight, choices: first..choices.len() }
        });
        let (all, own) = (Votes::none(cells.end()), Votes::none(cells.end()));
        Self { names: names.collect(), choices, name_of, all, own, around: Around::of(&cells) }
    }

    pub(super) fn decide(&mut self) {
        let Self { names, choices: all_choices, all, own, around, .. } = self;
        for _ in 0..ROUNDS {
            all.count(names, all_choices);
            // A name with one choice has all of its votes already.
            for name in names.iter().filter(|name| name.choices.len() > 1) {
                let choices = &mut all_choices[name.choices.clone()];
                own.add(name.weight, choices);
                let mut total = 0.0;
                for choice in choices.iter_mut() {
                    choice.score = choice.worth * all.support(own, choice, around).exp();
                    total += choice.score;
                }
                own.clear(choices);
                for choice in choices {
                    choice.score /= total.max(f32::MIN_POSITIVE);
                }
            }
        }
    }

    /// What other names say for the best choice of each unit's name.
    pub(super) fn supports(mut self) -> Vec<f32> {
        let Self { names, choices: all_choices, all, own, around, .. } = &mut self;
        all.count(names, all_choices);
        let mut support = |name: &Name| {
            let choices = &all_choices[name.choices.clone()];
            let best = choices.iter().max_by(|a, b| a.score.total_cmp(&b.score));
            own.add(name.weight, choices);
            let support = best.map_or(0.0, |best| all.support(own, best, around));
            own.clear(choices);
            support
        };
        let supports: Vec<f32> = names.iter().map(&mut support).collect();
        self.name_of.iter().map(|name| name.map_or(0.0, |name| supports[name])).collect()
    }

    /// One sense a document: every unit takes the shares of its name.
    pub(super) fn apply(&self, units: &mut [Unit]) {
        for (unit, name) in units.iter_mut().zip(&self.name_of) {
            let Some(name) = name.map(|n| &self.names[n]) else { continue };
            for c in &mut unit.candidates {
                let settled = self.choices[name.choices.clone()].iter().find(|choice| choice.entity == c.entity);
                c.score = settled.map_or(c.prior * 1e-3, |choice| choice.score);
            }
        }
    }
}

/// For each thing, how many votes it has.
struct Votes(Vec<f32>);

impl Votes {
    fn none(things: usize) -> Self {
        Self(vec![0.0; things])
    }

    /// Counts the votes of all names anew.
    fn count(&mut self, names: &[Name], choices: &[Choice]) {
        self.0.fill(0.0);
        for name in names {
            self.add(name.weight, &choices[name.choices.clone()]);
        }
    }

    fn add(&mut self, weight: f32, choices: &[Choice]) {
        for choice in choices {
            for thing in choice.things() {
                self.0[thing] += weight * choice.score;
            }
        }
    }

    /// Takes back all votes of a name, which must be the only one counted.
    fn clear(&mut self, choices: &[Choice]) {
        for choice in choices {
            for thing in choice.things() {
                self.0[thing] = 0.0;
            }
        }
    }

    /// What the names other than `own` say for a place, as a logarithm.
    fn support(&self, own: &Self, choice: &Choice, around: &Around) -> f32 {
        let others = |thing: Option<u32>| thing.map_or(0.0, |at| (self.0[at as usize] - own.0[at as usize]).max(0.0));
        let near = choice.cell.map_or(&[][..], |cell| around.cell(cell));
        let sum = |votes: &Self| near.iter().map(|cell| votes.0[*cell as usize]).sum::<f32>();
        let cell = (sum(self) - sum(own)).max(0.0);
        // Most places have nothing around them that is spoken of.
        let logarithm = |votes: f32| if votes > 0.0 { votes.ln_1p() } else { 0.0 };
        BY_COUNTRY * logarithm(others(choice.country))
            + BY_DIVISION * logarithm(2.0 * others(choice.division))
            + BY_CELL * logarithm(2.0 * cell)
    }
}

impl Choice {
    /// The numbers of what it votes for.
    fn things(&self) -> impl Iterator<Item = usize> + use<> {
        [self.country, self.division, self.cell].into_iter().flatten().map(|thing| thing as usize)
    }
}

/// The numbers of the cells in each cell's surroundings, itself included, one cell after the other.
struct Around {
    first: usize,
    cells: Vec<u32>,
    ends: Vec<u32>,
}

impl Around {
    fn of(numbered: &Numbered<(i16, i16)>) -> Self {
        let Numbered { things: cells, first } = numbered;
        let mut around =
            Self { first: *first, cells: Vec::with_capacity(cells.len() * 3), ends: Vec::with_capacity(cells.len()) };
        // Where the cells begin that are near, in the row before, the same and the next: as cells ascend, so do they.
        let mut starts = [0; 3];
        for &(row, column) in cells {
            for (r, start) in (row - 1..=row + 1).zip(&mut starts) {
                while cells.get(*start).is_some_and(|cell| *cell < (r, column - 1)) {
                    *start += 1;
                }
                let start = *start;
                let near = cells[start..].iter().take_while(|cell| **cell <= (r, column + 1)).count();
                around.cells.extend((first + start) as u32..(first + start + near) as u32);
            }
            around.ends.push(around.cells.len() as u32);
        }
        around
    }

    /// Those around the cell with this number.
    fn cell(&self, number: u32) -> &[u32] {
        let at = number as usize - self.first;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cells[start as usize..self.ends[at] as usize]
    }
}
