//! Walking the trie of all forms along the learned costs: the likeliest forms, without asking each.
//!
//! One level for each unit of the query; a level keeps the best few states. Work is bounded by the width, not by the
//! number of names.

use super::align::{Pattern, class as class_of};
use super::letters::{Letters, NOTHING};
use super::trie::{FORM, Link};
use super::view::View;

/// A place in the trie and what it cost to come there.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// A node, or with the high bit set a form that is the only one left.
    id: u32,
    /// Where the node leads: its first child, or where the rest of the form lies in the text. [`UNSEEN`] until the state
    /// has outlived its level's cut, since most states do not, and a look is a cache miss.
    link: u32,
    cost: i32,
    /// The two letters before, as [`Letters::row`] wants them.
    before: u16,
    depth: u8,
    /// What is left of the form: its letters, the space behind them and the end; nothing for a node.
    left: u8,
}

const UNSEEN: u32 = u32::MAX;
const ROOT: u32 = FORM - 1;

/// How much worse than the best of its level a state may be, hundredths of a nat.
const WORSE: i32 = 1400;
/// States are put in order by cost in steps of `1 << STEP`.
const STEP: u32 = 4;
const STEPS: usize = (WORSE as usize >> STEP) + 1;

/// Room for the walk, re-used.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    states: Vec<Vec<State>>,
    /// What a state of each level may cost at most, as far as is known.
    limits: Vec<i32>,
    sorted: Vec<State>,
    /// Places met by the present cut: `(place, stamp, position)`, open addressing.
    met: Vec<(u64, u32, u32)>,
    stamp: u32,
    found: Vec<(i32, u32)>,
    width: usize,
}

impl Levels {
    fn begin(&mut self, units: usize, width: usize) {
        self.width = width.max(1);
        self.states.resize_with(self.states.len().max(units + 1), Vec::new);
        self.states.iter_mut().for_each(Vec::clear);
        self.limits.clear();
        self.limits.resize(units + 1, i32::MAX);
        let places = (self.width * 4).next_power_of_two();
        if self.met.len() != places {
            self.met.clear();
            self.met.resize(places, (0, 0, 0));
            self.stamp = 0;
        }
        self.found.clear();
        self.push(0, State { id: ROOT, before: NOTHING, ..State::default() });
    }

    #[inline]
    fn push(&mut self, level: usize, state: State) {
        let limit = &mut self.limits[level];
        if state.cost > *limit {
            return;
        }
        *limit = (*limit).min(state.cost + WORSE);
        let states = &mut self.states[level];
        states.push(state);
        // places are met more than once: twice the width leaves room for them
        if states.len() >= self.width * 4 {
            let (_, cut, _) = states.select_nth_unstable_by_key(self.width * 2, |s| s.cost);
            *limit = (*limit).min(cut.cost);
            states.truncate(self.width * 2);
        }
    }

    /// Keeps the best states of a level, about in order, each place once.
    fn cut(&mut self, level: &mut Vec<State>) {
        let Some(best) = level.iter().map(|s| s.cost).min() else { return };
        let step = |s: &State| ((s.cost - best) >> STEP) as usize;
        let mut ends = [0_u32; STEPS + 1];
        for s in level.iter().filter(|s| s.cost - best <= WORSE) {
            ends[step(s) + 1] += 1;
        }
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        self.sorted.clear();
        self.sorted.resize(ends[STEPS] as usize, State::default());
        for s in level.iter().filter(|s| s.cost - best <= WORSE) {
            let at = &mut ends[step(s)];
            self.sorted[*at as usize] = *s;
            *at += 1;
        }
        self.stamp = self.stamp.wrapping_add(1).max(1);
        let mask = self.met.len() - 1;
        level.clear();
        for s in &self.sorted {
            let place = (u64::from(s.id) << 16) | u64::from(s.depth);
            let mut at = (place.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & mask;
            while self.met[at].1 == self.stamp && self.met[at].0 != place {
                at = (at + 1) & mask;
            }
            if self.met[at].1 == self.stamp {
                let known = &mut level[self.met[at].2 as usize];
                if s.cost < known.cost {
                    *known = *s;
                }
            } else if level.len() == self.width {
                break;
            } else {
                self.met[at] = (place, self.stamp, level.len() as u32);
                level.push(*s);
            }
        }
    }
}

/// The forms that the walk reaches, best first, at most `most`.
pub(crate) fn walk<'l>(
    view: &View<'_>,
    pattern: &Pattern,
    width: usize,
    most: usize,
    room: &'l mut Levels,
) -> impl Iterator<Item = u32> + use<'l> {
    let units = pattern.len();
    let letters = Letters::get();
    room.begin(units, width);
    for i in 0..=units {
        let mut level = std::mem::take(&mut room.states[i]);
        room.cut(&mut level);
        look(view, &mut level);
        // letters of the form that stand for nothing in the query
        let known = level.len();
        let full = if known >= room.width { level[known - 1].cost } else { i32::MAX };
        let limit = full.min(level.first().map_or(0, |s| s.cost) + WORSE);
        for at in 0..known {
            let state = level[at];
            let row = letters.row(state.before);
            state.each_letter(view, |l, node| {
                let class = class_of(l);
                let cost = state.cost + pattern.insert(l) - i32::from(row[class]);
                if l == 0 {
                    if i == units {
                        room.found.push((state.cost, state.form(node, view)));
                    }
                } else if cost <= limit {
                    level.push(State { cost, ..state.then(class, node) });
                }
            });
        }
        if i == units {
            look(view, &mut level[known..]);
            for state in &level[known..] {
                state.each_letter(view, |l, node| {
                    if l == 0 {
                        room.found.push((state.cost, state.form(node, view)));
                    }
                });
            }
            room.states[i] = level;
            break;
        }
        if level.len() > known {
            room.cut(&mut level);
            look(view, &mut level);
        }
        for state in &level {
            for &(m, cost) in pattern.drops(i) {
                room.push(i + m as usize, State { cost: state.cost + cost, ..*state });
            }
            let row = letters.row(state.before);
            state.each_letter(view, |l, node| {
                let class = class_of(l);
                let steps = pattern.steps(i, class);
                if l == 0 || steps.is_empty() {
                    return;
                }
                let first = state.cost - i32::from(row[class]);
                let child = state.then(class, node);
                let second = letters.row(child.before);
                for step in steps {
                    let level = i + step.units as usize;
                    // the letters are known before the trie is asked for them
                    if step.count == 1 {
                        let cost = first + step.cost;
                        if cost <= room.limits[level] {
                            room.push(level, State { cost, ..child });
                        }
                    } else {
                        let cost = first + step.cost_behind - i32::from(second[step.second as usize]);
                        if cost <= room.limits[level]
                            && let Some(state) = child.along(view, step.rest())
                        {
                            room.push(level, State { cost, before: step.before, ..state });
                        }
                    }
                }
            });
        }
        room.states[i] = level;
    }
    let found = &mut room.found;
    found.sort_unstable_by_key(|&(cost, form)| (form, cost));
    found.dedup_by_key(|f| f.1);
    found.sort_unstable();
    found.iter().take(most).map(|f| f.1)
}

/// Finds out where the states lead that nobody has looked at.
fn look(view: &View<'_>, states: &mut [State]) {
    for state in states.iter_mut().filter(|s| s.link == UNSEEN) {
        state.look(view);
    }
}

impl State {
    fn look(&mut self, view: &View<'_>) {
        match view.trie().link(self.id) {
            Link::Children(first) => self.link = first,
            Link::Form(form) => {
                let (from, to) = view.span(form);
                self.id = FORM | form;
                self.link = (from + self.depth as usize).min(to) as u32;
                // the letters that were read on the way: all, and the space, or all but the last few
                let letters = (to - from) as u8;
                self.left = (letters + 2).saturating_sub(self.depth).max(1);
            }
        }
    }

    /// The state behind one more letter, before its cost is known.
    fn then(&self, class: usize, node: u32) -> Self {
        let before = Letters::then(self.before, class);
        let depth = self.depth.saturating_add(1);
        if self.left == 0 {
            return Self { id: node, link: UNSEEN, cost: 0, before, depth, left: 0 };
        }
        Self { link: self.link.wrapping_add(1), cost: 0, before, depth, left: self.left - 1, ..*self }
    }

    /// The form that ends behind the letter 0.
    fn form(&self, node: u32, view: &View<'_>) -> u32 {
        if self.left > 0 {
            return self.id & !FORM;
        }
        match view.trie().link(node) {
            Link::Form(form) => form,
            Link::Children(_) => 0,
        }
    }

    /// Calls `visit` with each letter that can follow, and the node behind it (none in a form).
    #[inline]
    fn each_letter(&self, view: &View<'_>, mut visit: impl FnMut(u8, u32)) {
        match self.left {
            0 => view.trie().each(self.link, visit),
            1 => visit(0, 0),
            2 => visit(b' ', 0),
            _ => visit(view.letter(self.link), 0),
        }
    }

    /// Goes on along given letters.
    fn along(mut self, view: &View<'_>, mut letters: u32) -> Option<Self> {
        while letters != 0 {
            let letter = letters as u8;
            if self.link == UNSEEN {
                self.look(view);
            }
            if self.left == 0 {
                (self.id, self.link) = (view.trie().child(self.link, letter)?, UNSEEN);
            } else {
                let next = match self.left {
                    1 => return None,
                    2 => b' ',
                    _ => view.letter(self.link),
                };
                if next != letter {
                    return None;
                }
                (self.link, self.left) = (self.link.wrapping_add(1), self.left - 1);
            }
            self.depth = self.depth.saturating_add(1);
            letters >>= 8;
        }
        Some(self)
    }
}
