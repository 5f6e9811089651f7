//! Walking the trie of all forms along the learned costs: the likeliest forms, without asking each.
//!
//! One level for each unit of the query; a level keeps the best few states. Work is bounded by the width, not by the
//! number of names.

use super::align::Pattern;
use super::letters::Letters;
use super::trie::{Link, Trie, letter};
use super::view::View;

/// A place in the trie: a node, or a form that is the only one left and how far it has been read.
#[derive(Clone, Copy, Debug)]
struct State {
    place: u64,
    cost: i32,
    before: [u8; 2],
}

const IN_FORM: u64 = 1 << 63;

/// Room for the walk, re-used.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    states: Vec<Vec<State>>,
    /// What a state of each level may cost at most, as far as is known.
    limits: Vec<i32>,
    cuts: Vec<i32>,
}

impl Levels {
    fn begin(&mut self, units: usize) {
        self.states.resize_with(units + 1, Vec::new);
        self.states.iter_mut().for_each(Vec::clear);
        self.limits.clear();
        self.limits.resize(units + 1, i32::MAX);
        self.push(0, State { place: 0, cost: 0, before: *b"  " });
    }

    #[inline]
    fn push(&mut self, level: usize, state: State) {
        if state.cost <= self.limits[level] {
            self.limits[level] = self.limits[level].min(state.cost + WORSE);
            self.states[level].push(state);
        }
    }
}

/// The forms that the walk reaches, best first, at most `most`.
pub(crate) fn walk(view: &View<'_>, pattern: &Pattern, width: usize, most: usize, room: &mut Levels) -> Vec<u32> {
    let units = pattern.len();
    let letters = Letters::get();
    let trie = view.trie();
    room.begin(units);
    let mut found: Vec<(i32, u32)> = Vec::new();
    for i in 0..=units {
        let mut level = std::mem::take(&mut room.states[i]);
        keep(&mut level, width, room.limits[i], &mut room.cuts);
        // letters of the form that stand for nothing in the query
        let known = level.len();
        let limit = level.iter().map(|s| s.cost).min().unwrap_or(0) + WORSE;
        for at in 0..known {
            let state = level[at];
            each_letter(view, trie, state.place, |l, place| {
                let cost = state.cost + pattern.insert(l) - letters.next(state.before, l);
                if l == 0 {
                    if i == units {
                        found.push((state.cost, form_of(place.enter(trie))));
                    }
                } else if cost <= limit {
                    level.push(State { place: place.enter(trie), cost, before: then(state.before, l) });
                }
            });
        }
        if i == units {
            for state in &level[known..] {
                each_letter(view, trie, state.place, |l, place| {
                    if l == 0 {
                        found.push((state.cost, form_of(place.enter(trie))));
                    }
                });
            }
            room.states[i] = level;
            break;
        }
        if level.len() > known {
            keep(&mut level, width, limit, &mut room.cuts);
        }
        for state in &level {
            for &(m, cost) in pattern.drops(i) {
                room.push(i + m as usize, State { cost: state.cost + cost, ..*state });
            }
            each_letter(view, trie, state.place, |l, place| {
                let steps = pattern.steps(i, l);
                if l == 0 || steps.is_empty() {
                    return;
                }
                let first = state.cost - letters.next(state.before, l);
                let after = then(state.before, l);
                let mut entered = None;
                for step in steps {
                    let level = i + step.units as usize;
                    let (mut before, mut cost) = (after, first + step.cost);
                    let rest = &step.letters.to_le_bytes()[1..step.count as usize];
                    if rest.is_empty() && cost > room.limits[level] {
                        continue;
                    }
                    let mut place = *entered.get_or_insert_with(|| place.enter(trie));
                    let reached = rest.iter().all(|&l| match advance(view, trie, place, l) {
                        Some(next) => {
                            cost -= letters.next(before, l);
                            (place, before) = (next, then(before, l));
                            true
                        }
                        None => false,
                    });
                    if reached {
                        room.push(level, State { place, cost, before });
                    }
                }
            });
        }
        room.states[i] = level;
    }
    found.sort_unstable();
    let mut seen = std::collections::HashSet::with_capacity(found.len());
    found.into_iter().map(|f| f.1).filter(|form| seen.insert(*form)).take(most).collect()
}

fn then(before: [u8; 2], l: u8) -> [u8; 2] {
    if l == b' ' { *b"  " } else { [before[1], l] }
}

fn form_of(place: u64) -> u32 {
    (place >> 16) as u32 & 0x7fff_ffff
}

/// Where a letter leads, not yet looked at.
#[derive(Clone, Copy)]
enum Next {
    Node(u32, u64),
    Place(u64),
}

impl Next {
    fn enter(self, trie: Trie<'_>) -> u64 {
        match self {
            Self::Node(node, depth) => enter(trie, node, depth),
            Self::Place(place) => place,
        }
    }
}

/// The place behind a node.
fn enter(trie: Trie<'_>, node: u32, depth: u64) -> u64 {
    match trie.link(node) {
        Link::Children(first) => (u64::from(first) << 16) | depth,
        Link::Form(form) => IN_FORM | (u64::from(form) << 16) | depth,
    }
}

/// Calls `visit` with each letter that can follow, and where it leads.
#[inline]
fn each_letter(view: &View<'_>, trie: Trie<'_>, place: u64, mut visit: impl FnMut(u8, Next)) {
    let depth = place & 0xffff;
    if place & IN_FORM != 0 {
        let l = letter(view.form(form_of(place)), depth as usize);
        visit(l, Next::Place(place + 1));
    } else {
        for (l, node) in trie.row((place >> 16) as u32) {
            visit(l, Next::Node(node, depth + 1));
        }
    }
}

fn advance(view: &View<'_>, trie: Trie<'_>, place: u64, l: u8) -> Option<u64> {
    let depth = place & 0xffff;
    if place & IN_FORM != 0 {
        (letter(view.form(form_of(place)), depth as usize) == l).then_some(place + 1)
    } else {
        trie.child((place >> 16) as u32, l).map(|node| enter(trie, node, depth + 1))
    }
}

/// How much worse than the best a state may be, hundredths of a nat.
const WORSE: i32 = 1400;

/// Keeps about the best `width` states, each place once.
fn keep(level: &mut Vec<State>, width: usize, mut limit: i32, cuts: &mut Vec<i32>) {
    if level.len() > width * 2 {
        cuts.clear();
        cuts.extend(level.iter().map(|s| s.cost));
        let (_, &mut cut, _) = cuts.select_nth_unstable(width * 2);
        limit = limit.min(cut);
    }
    level.retain(|s| s.cost <= limit);
    level.sort_unstable_by_key(|s| (s.place, s.cost));
    level.dedup_by_key(|s| s.place);
    if level.len() > width {
        level.select_nth_unstable_by_key(width, |s| (s.cost, s.place));
        level.truncate(width);
    }
}
