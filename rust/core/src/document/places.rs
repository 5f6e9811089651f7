//! Which of the places of a name: priors, containment, and what the rest of the document speaks of.
//!
//! Every distinct name of the document votes, with the shares of its candidates, for a country, a first-level division
//! and a cell of the map; each candidate is then judged by what the *other* names voted for. Two rounds, so that names
//! settled in the first one help the rest. A document of local news thus finds its home region by itself.

use super::page::Page;
use super::unit::{Unit, is_country, is_place};
use crate::gazetteer::{Kind, NameKind, RelationKind};
use crate::index::{EntityId, Gazetteer};
use std::collections::BTreeMap;

/// Side of a map cell, degrees.
const CELL: f32 = 2.0;
/// Candidates of one name that are looked at.
const MOST: usize = 24;
const ROUNDS: usize = 2;
/// Weights of the prior and of the votes of other names, by logarithm.
const BY_PRIOR: f32 = 0.8;
const BY_COUNTRY: f32 = 0.9;
const BY_DIVISION: f32 = 2.5;
const BY_CELL: f32 = 1.6;
/// How much more a dateline or a name with its state behind it counts.
const STRESSED: f32 = 3.0;
/// Shares are multiplied by this when the text says where the place is.
const CONTAINED: f32 = 1e6;

/// Where a candidate is.
#[derive(Clone, Copy)]
struct Where<'g> {
    country: Option<&'g str>,
    division: Option<EntityId>,
    cell: Option<(i16, i16)>,
}

/// Ranks the candidates of every place unit.
pub(crate) fn disambiguate<'g>(page: &Page<'_>, gazetteer: &'g Gazetteer, units: &mut [Unit<'g>]) {
    contained(page, gazetteer, units);
    let mut ballot = Ballot::new(gazetteer, units);
    ballot.decide();
    ballot.apply(units);
    for unit in units.iter_mut() {
        unit.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    }
}

/// "Paris, Texas"; "Geneva (Illinois)"; "Portland, Maine": the second name says where the first one is.
fn contained(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit<'_>]) {
    for u in 1..units.len() {
        let (head, tail) = units.split_at_mut(u);
        let (Some(inner), outer) = (head.last_mut(), &mut tail[0]) else { continue };
        let gap = page.gap(outer.first).trim();
        if inner.end != outer.first || !matches!(gap, "," | "(" | ", (" | "") || outer.is_adjective() {
            continue;
        }
        if gap.is_empty() && !outer.candidates.iter().any(|c| c.name.kind() == NameKind::Abbreviation) {
            continue;
        }
        let mut pairs = Vec::new();
        for (i, a) in inner.candidates.iter().take(MOST).enumerate() {
            for (j, b) in outer.candidates.iter().take(MOST).enumerate() {
                if a.entity != b.entity && is_place(a.kind) && lies_in(gazetteer, a.entity, b.entity, b.kind) {
                    pairs.push((i, j));
                }
            }
        }
        let Some(&(_, j)) = pairs.iter().max_by(|x, y| {
            let weight = |&(i, j): &(usize, usize)| inner.candidates[i].prior * outer.candidates[j].prior;
            weight(x).total_cmp(&weight(y))
        }) else {
            continue;
        };
        let name = gazetteer.entity(outer.candidates[j].entity).name();
        for (i, _) in pairs.iter().filter(|(_, other)| *other == j) {
            inner.candidates[*i].prior *= CONTAINED;
        }
        outer.candidates[j].prior *= CONTAINED;
        inner.note(format!("the text says that it is in {name}"));
        inner.placed = true;
        outer.placed = true;
        outer.note("says where the place before it is");
        share(inner);
        share(outer);
    }
}

fn share(unit: &mut Unit<'_>) {
    let total: f32 = unit.candidates.iter().map(|c| c.prior).sum();
    for c in &mut unit.candidates {
        c.prior /= total.max(f32::MIN_POSITIVE);
        c.score = c.prior;
    }
    unit.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
}

/// True if `inner` lies in `outer`.
pub(crate) fn lies_in(gazetteer: &Gazetteer, inner: EntityId, outer: EntityId, outer_kind: Kind) -> bool {
    if is_country(outer_kind) {
        let country = gazetteer.entity(outer).country();
        return country.is_some() && country == gazetteer.entity(inner).country();
    }
    ancestors(gazetteer, inner).any(|a| a == outer)
}

/// The places that contain a place, nearest first; bounded, so that a circle in the data does no harm.
pub(crate) fn ancestors(gazetteer: &Gazetteer, id: EntityId) -> impl Iterator<Item = EntityId> + '_ {
    let parent = |id: EntityId| {
        gazetteer.entity(id).relations().find(|(kind, _)| *kind == RelationKind::PartOf).map(|(_, to)| to)
    };
    std::iter::successors(parent(id), move |&id| parent(id)).take(6)
}

/// A distinct name of the document.
struct Name<'g> {
    weight: f32,
    candidates: Vec<(EntityId, f32, Where<'g>)>,
    /// Shares before anything was counted.
    priors: Vec<f32>,
}

#[derive(Default)]
struct Votes<'g> {
    countries: BTreeMap<&'g str, f32>,
    divisions: BTreeMap<EntityId, f32>,
    cells: BTreeMap<(i16, i16), f32>,
}

struct Ballot<'g> {
    names: Vec<Name<'g>>,
    /// For each unit, its place in `names`.
    name_of: Vec<Option<usize>>,
}

impl<'g> Ballot<'g> {
    fn new(gazetteer: &'g Gazetteer, units: &[Unit<'g>]) -> Self {
        let mut names: Vec<Name<'g>> = Vec::new();
        let mut by_key = BTreeMap::new();
        let mut name_of = vec![None; units.len()];
        for (u, unit) in units.iter().enumerate() {
            if !unit.candidates.iter().any(|c| is_place(c.kind)) {
                continue;
            }
            // A name that its own text has placed may mean something else than the same name elsewhere.
            let n = *by_key.entry((unit.key, unit.placed)).or_insert(names.len());
            if n == names.len() {
                let placed: Vec<_> = unit
                    .candidates
                    .iter()
                    .take(MOST)
                    .map(|c| (c.entity, c.score, locate(gazetteer, c.entity, c.kind)))
                    .collect();
                let priors = placed.iter().map(|p| p.1).collect();
                names.push(Name { weight: 0.0, candidates: placed, priors });
            }
            name_of[u] = Some(n);
            let weight = match (unit.placed, unit.embedded) {
                (true, _) => STRESSED,
                (false, true) => 0.5,
                (false, false) => 1.0,
            };
            names[n].weight = names[n].weight.max(weight);
        }
        Self { names, name_of }
    }

    fn decide(&mut self) {
        for _ in 0..ROUNDS {
            let mut all = Votes::default();
            for name in &self.names {
                all.add(name);
            }
            for name in &mut self.names {
                let mut own = Votes::default();
                own.add(name);
                let mut total = 0.0;
                for ((_, score, place), prior) in name.candidates.iter_mut().zip(&name.priors) {
                    *score = prior.powf(BY_PRIOR) * all.support(&own, place).exp();
                    total += *score;
                }
                for (_, score, _) in &mut name.candidates {
                    *score /= total.max(f32::MIN_POSITIVE);
                }
            }
        }
    }

    /// One sense a document: every unit takes the shares of its name.
    fn apply(&self, units: &mut [Unit<'g>]) {
        for (unit, name) in units.iter_mut().zip(&self.name_of) {
            let Some(name) = name.map(|n| &self.names[n]) else { continue };
            for c in &mut unit.candidates {
                let settled = name.candidates.iter().find(|(id, ..)| *id == c.entity);
                c.score = settled.map_or(c.prior * 1e-3, |(_, score, _)| *score);
            }
        }
    }
}

impl<'g> Votes<'g> {
    fn add(&mut self, name: &Name<'g>) {
        for (_, score, place) in &name.candidates {
            let vote = name.weight * score;
            if let Some(country) = place.country {
                *self.countries.entry(country).or_default() += vote;
            }
            if let Some(division) = place.division {
                *self.divisions.entry(division).or_default() += vote;
            }
            if let Some(cell) = place.cell {
                *self.cells.entry(cell).or_default() += vote;
            }
        }
    }

    /// What the names other than `own` say for a place, as a logarithm.
    fn support(&self, own: &Self, place: &Where<'g>) -> f32 {
        let others = |all: Option<&f32>, own: Option<&f32>| (all.unwrap_or(&0.0) - own.unwrap_or(&0.0)).max(0.0);
        let country = place.country.map_or(0.0, |x| others(self.countries.get(x), own.countries.get(x)));
        let division = place.division.map_or(0.0, |x| others(self.divisions.get(&x), own.divisions.get(&x)));
        let cell = place.cell.map_or(0.0, |x| (self.around(x) - own.around(x)).max(0.0));
        BY_COUNTRY * country.ln_1p() + BY_DIVISION * (2.0 * division).ln_1p() + BY_CELL * (2.0 * cell).ln_1p()
    }

    fn around(&self, (row, column): (i16, i16)) -> f32 {
        (row - 1..=row + 1)
            .flat_map(|r| (column - 1..=column + 1).map(move |c| (r, c)))
            .filter_map(|cell| self.cells.get(&cell))
            .sum()
    }
}

fn locate(gazetteer: &Gazetteer, id: EntityId, kind: Kind) -> Where<'_> {
    if !is_place(kind) {
        return Where { country: None, division: None, cell: None };
    }
    let entity = gazetteer.entity(id);
    let division = if kind == Kind::Admin1 {
        Some(id)
    } else {
        ancestors(gazetteer, id).find(|&a| gazetteer.entity(a).kind() == Kind::Admin1)
    };
    // A whole country is nowhere in particular.
    let cell = if is_country(kind) || kind == Kind::Region { None } else { entity.coordinates().map(cell_of) };
    Where { country: entity.country(), division, cell }
}

fn cell_of((lat, lon): (f32, f32)) -> (i16, i16) {
    ((lat / CELL).floor() as i16, (lon / CELL).floor() as i16)
}
