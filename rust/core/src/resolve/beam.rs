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
    levels: Vec<Vec<State>>,
    cuts: Vec<i32>,
}

/// The forms that the walk reaches, best first, at most `most`.
pub(crate) fn walk(view: &View<'_>, pattern: &Pattern, width: usize, most: usize, room: &mut Levels) -> Vec<u32> {
    let units = pattern.len();
    let letters = Letters::get();
    let trie = view.trie();
    room.levels.resize_with(units + 1, Vec::new);
    room.levels.iter_mut().for_each(Vec::clear);
    room.levels[0].push(State { place: 0, cost: 0, before: *b"  " });
    let mut found: Vec<(i32, u32)> = Vec::new();
    for i in 0..=units {
        let mut level = std::mem::take(&mut room.levels[i]);
        keep(&mut level, width, &mut room.cuts);
        // letters of the form that stand for nothing in the query
        let known = level.len();
        for at in 0..known {
            let state = level[at];
            each_letter(view, trie, state.place, |l, place| {
                let cost = state.cost + pattern.insert(l) - letters.next(state.before, l);
                if l != 0 {
                    level.push(State { place, cost, before: then(state.before, l) });
                } else if i == units {
                    found.push((state.cost, form_of(place)));
                }
            });
        }
        if i == units {
            for state in &level[known..] {
                each_letter(view, trie, state.place, |l, place| {
                    if l == 0 {
                        found.push((state.cost, form_of(place)));
                    }
                });
            }
            break;
        }
        keep(&mut level, width, &mut room.cuts);
        for state in &level {
            for &(m, cost) in pattern.drops(i) {
                room.levels[i + m as usize].push(State { cost: state.cost + cost, ..*state });
            }
            each_letter(view, trie, state.place, |l, place| {
                if l == 0 {
                    return;
                }
                let first = state.cost - letters.next(state.before, l);
                let after = then(state.before, l);
                for step in pattern.steps(i, l) {
                    let (mut place, mut before, mut cost) = (place, after, first + step.cost);
                    let rest = &step.letters.to_le_bytes()[1..step.count as usize];
                    let reached = rest.iter().all(|&l| match advance(view, trie, place, l) {
                        Some(next) => {
                            cost -= letters.next(before, l);
                            (place, before) = (next, then(before, l));
                            true
                        }
                        None => false,
                    });
                    if reached {
                        room.levels[i + step.units as usize].push(State { place, cost, before });
                    }
                }
            });
        }
        room.levels[i] = level;
    }
    found.sort_unstable();
    let mut out: Vec<u32> = Vec::with_capacity(most);
    for (_, form) in found {
        if out.len() == most {
            break;
        }
        if !out.contains(&form) {
            out.push(form);
        }
    }
    out
}

fn then(before: [u8; 2], l: u8) -> [u8; 2] {
    if l == b' ' { *b"  " } else { [before[1], l] }
}

fn form_of(place: u64) -> u32 {
    (place >> 16) as u32 & 0x7fff_ffff
}

/// The place behind a node.
fn enter(trie: Trie<'_>, node: u32, depth: u64) -> u64 {
    match trie.link(node) {
        Link::Children(first) => (u64::from(first) << 16) | depth,
        Link::Form(form) => IN_FORM | (u64::from(form) << 16) | depth,
    }
}

/// Calls `visit` with each letter that can follow, and the place behind it.
fn each_letter(view: &View<'_>, trie: Trie<'_>, place: u64, mut visit: impl FnMut(u8, u64)) {
    let depth = place & 0xffff;
    if place & IN_FORM != 0 {
        let l = letter(view.form(form_of(place)), depth as usize);
        visit(l, place + 1);
    } else {
        for (l, node) in trie.row((place >> 16) as u32) {
            visit(l, enter(trie, node, depth + 1));
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
fn keep(level: &mut Vec<State>, width: usize, cuts: &mut Vec<i32>) {
    let Some(best) = level.iter().map(|s| s.cost).min() else { return };
    let mut limit = best + WORSE;
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
