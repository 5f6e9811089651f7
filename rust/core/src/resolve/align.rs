//! Aligning one query with many candidates: a banded dynamic programme over learned segments.

use super::letters::{Letters, NOTHING};
use super::script::Part;
use super::table::{Change, Table};

/// A query made ready: for every position, what may be read there, by the first letter it becomes.
pub(crate) struct Pattern {
    units: usize,
    /// Cost of the query's units by themselves.
    pub(crate) alone: i32,
    /// For each position: deletions `(units, cost)`.
    drops: Vec<Vec<(u8, i32)>>,
    /// For each position and first letter (a to z, digit, space): where its steps begin in `steps`.
    starts: Vec<u32>,
    steps: Vec<Step>,
    /// Cost of reading any letter at a position, beside that letter's own cost.
    any: Vec<i32>,
    insert: [i32; 128],
    letter: [i32; 128],
    /// Parts that can be left out: where each begins and ends, and what that costs.
    skips: Vec<(u16, u16, i32)>,
    /// The least that the units from a position on can cost.
    rest: Vec<i32>,
    /// What each letter costs beyond that, at least: little for one that the query leads to, much for any other.
    beyond: [i32; 128],
    /// For a query in Latin letters: the letters, for exchanged neighbours.
    latin: Vec<u8>,
    source: Vec<char>,
}

#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) letters: u32,
    mask: u32,
    pub(crate) units: u8,
    pub(crate) count: u8,
    pub(crate) cost: i32,
    /// For a walk: the cost less what the letters behind the second are expected to cost, and what then stands before
    /// the next letter.
    pub(crate) cost_behind: i32,
    pub(crate) before: u16,
    /// The class of the second letter.
    pub(crate) second: u8,
}

impl Step {
    fn new(units: usize, change: Change, letters: &Letters) -> Self {
        let Change { letters: packed, count, cost } = change;
        let mut step = Self {
            letters: packed,
            mask: if count >= 4 { u32::MAX } else { (1 << (8 * count)) - 1 },
            units: units as u8,
            count,
            cost,
            cost_behind: cost,
            before: NOTHING,
            second: 0,
        };
        for (n, b) in packed.to_le_bytes().into_iter().take(count as usize).enumerate() {
            let class = class(b);
            match n {
                0 => {}
                1 => step.second = class as u8,
                _ => step.cost_behind -= i32::from(letters.row(step.before)[class]),
            }
            step.before = Letters::then(step.before, class);
        }
        step
    }

    /// The letters behind the first, the next in the lowest byte.
    pub(crate) fn rest(self) -> u32 {
        (self.letters & self.mask) >> 8
    }
}

/// Classes of letters.
pub(crate) const CLASSES: usize = 28;
pub(crate) const FAR: i32 = i32::MAX / 4;
/// A space that the script does not write.
const UNWRITTEN: i32 = 170;
/// No letter costs less by itself.
const LEAST_LETTER: i32 = 150;
/// A wrong letter; two neighbours exchanged; a letter left out (beyond what the table knows).
const WRONG: i32 = 420;
const EXCHANGED: i32 = 450;
const LEFT_OUT: i32 = 380;

/// The class of a space: the last.
pub(crate) const SPACE: usize = CLASSES - 1;

/// The class of a digit, and of whatever else damaged bytes hold.
pub(crate) const DIGIT: usize = SPACE - 1;

/// The class of a letter: a to z, digit, space.
#[inline]
pub(crate) fn class(letter: u8) -> usize {
    const OF: [u8; 256] = {
        let mut of = [DIGIT as u8; 256];
        of[b' ' as usize] = SPACE as u8;
        let mut letter = b'a';
        while letter <= b'z' {
            of[letter as usize] = letter - b'a';
            letter += 1;
        }
        of
    };
    OF[letter as usize] as usize
}

/// Room for the dynamic programme, re-used from one candidate to the next.
#[derive(Debug, Default)]
pub(crate) struct Room {
    cells: Vec<i32>,
    name: Vec<Place>,
}

/// A place in the name: its letter and what is the same for every row of the table.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    class: u8,
    letter: u8,
    /// The four letters from here on, and how many there are.
    ahead: u32,
    left: u8,
    /// What it costs beside nothing, and by itself.
    insert: i32,
    alone: i32,
    /// What the letters from here on cost beyond the units, at least.
    beyond: i32,
}

impl Pattern {
    /// Prepares the units of a query (a space after each word), with the parts that it can do without.
    pub(crate) fn new(units: &[char], parts: &[Part], table: &Table) -> Self {
        let letters = Letters::get();
        let mut steps: Vec<Step> = Vec::new();
        let mut starts = Vec::with_capacity(units.len() * CLASSES + 1);
        let mut drops = Vec::with_capacity(units.len());
        let mut any = Vec::with_capacity(units.len());
        let mut found: Vec<(usize, Step)> = Vec::new();
        for i in 0..units.len() {
            found.clear();
            let mut here = vec![(1_u8, table.unit(units[i]) + LEFT_OUT)];
            for m in 1..=table.longest.min(units.len() - i) {
                for change in table.changes(&units[i..i + m]) {
                    if change.count == 0 {
                        here.push((m as u8, change.cost));
                    } else {
                        let step = Step::new(m, *change, letters);
                        found.push((class(change.letters.to_le_bytes()[0]), step));
                    }
                }
            }
            found.sort_by_key(|f| f.0);
            let mut next = 0;
            for class in 0..CLASSES {
                starts.push(steps.len() as u32);
                while next < found.len() && found[next].0 == class {
                    steps.push(found[next].1);
                    next += 1;
                }
            }
            drops.push(here);
            any.push(table.unit(units[i]) + WRONG);
        }
        starts.push(steps.len() as u32);
        let latin: Vec<u8> = units.iter().map(|&c| u8::try_from(c).unwrap_or(0)).collect();
        let latin = if latin.iter().all(|&b| b.is_ascii_alphanumeric() || b == b' ') { latin } else { Vec::new() };
        let skips: Vec<(u16, u16, i32)> = parts
            .iter()
            .map(|part| {
                let alone: i32 = units[part.start as usize..part.end as usize].iter().map(|&c| table.unit(c)).sum();
                (part.start, part.end, alone + part.cost)
            })
            .collect();
        let mut insert = [0; 128];
        let mut letter = [0; 128];
        for b in 0..128_u8 {
            insert[b as usize] = table.insert(b);
            letter[b as usize] = table.letter(b);
        }
        // writing without spaces: every space of the candidate is to be expected
        if matches!(table.name, "han" | "hangul" | "kana" | "thai")
            && !units[..units.len().saturating_sub(1)].contains(&' ')
        {
            insert[b' ' as usize] = insert[b' ' as usize].min(UNWRITTEN);
        }
        let mut rest = vec![0; units.len() + 1];
        for i in (0..units.len()).rev() {
            // a wrong letter costs at least as much as a letter of the commonest sort
            let wrong = any[i] + LEAST_LETTER + rest[i + 1];
            let drop = drops[i].iter().map(|&(m, cost)| cost + rest[i + m as usize]).min().unwrap_or(FAR);
            let here = &steps[starts[i * CLASSES] as usize..starts[(i + 1) * CLASSES] as usize];
            let step = here.iter().map(|step| step.cost + rest[i + step.units as usize]).min().unwrap_or(FAR);
            let skip =
                skips.iter().filter(|s| s.0 as usize == i).map(|s| s.2 + rest[s.1 as usize]).min().unwrap_or(FAR);
            let exchanged = rest.get(i + 2).map_or(FAR, |rest| EXCHANGED + 2 * LEAST_LETTER + rest);
            rest[i] = wrong.min(drop).min(step).min(skip).min(exchanged);
        }
        let mut beyond = insert;
        for i in 0..units.len() {
            let wrong = any[i] + rest[i + 1] - rest[i];
            for (beyond, letter) in beyond.iter_mut().zip(letter) {
                *beyond = (*beyond).min(wrong + letter);
            }
            for step in &steps[starts[i * CLASSES] as usize..starts[(i + 1) * CLASSES] as usize] {
                let cost = (step.cost + rest[i + step.units as usize] - rest[i]) / i32::from(step.count);
                for b in step.letters.to_le_bytes().into_iter().take(step.count as usize) {
                    let beyond = &mut beyond[(b & 127) as usize];
                    *beyond = (*beyond).min(cost);
                }
            }
        }
        for pair in latin.windows(2).enumerate() {
            let (i, pair) = (pair.0, [pair.1[0], pair.1[1]]);
            let cost = pair.iter().map(|&b| letter[b as usize]).sum::<i32>() + EXCHANGED + rest[i + 2] - rest[i];
            for b in pair {
                beyond[b as usize] = beyond[b as usize].min(cost / 2);
            }
        }
        let beyond = beyond.map(|cost| cost.max(0));
        Self {
            rest,
            beyond,
            units: units.len(),
            alone: units.iter().map(|&c| table.unit(c)).sum(),
            drops,
            starts,
            steps,
            any,
            insert,
            letter,
            skips,
            latin,
            source: units.to_vec(),
        }
    }

    /// How many units the query has.
    pub(crate) fn len(&self) -> usize {
        self.units
    }

    /// The first letter of a query in Latin letters.
    pub(crate) fn first_letter(&self) -> Option<u8> {
        self.latin.first().copied()
    }

    /// What a letter beside nothing costs.
    pub(crate) fn insert(&self, letter: u8) -> i32 {
        self.insert[(letter & 127) as usize]
    }

    /// Units that may stand for nothing, and what that costs.
    pub(crate) fn drops(&self, at: usize) -> &[(u8, i32)] {
        &self.drops[at]
    }

    /// What the units at a position may become, beginning with a letter of a class.
    #[inline]
    pub(crate) fn steps(&self, at: usize, class: usize) -> &[Step] {
        let slot = at * CLASSES + class;
        &self.steps[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    /// The least cost of aligning the query with a candidate (a space after each word) whose `parts` can be left out;
    /// their costs include their letters. Gives up, with a cost that is far too high, where `limit` cannot be kept.
    pub(crate) fn cost(&self, name: &[u8], parts: &[Part], limit: i32, room: &mut Room) -> i32 {
        if self.fill(name, parts, limit, room) { room.cells.last().copied().unwrap_or(FAR) } else { FAR }
    }

    /// Fills the table of least costs, but for cells from which the end cannot be reached within `limit`. Is there hope?
    fn fill(&self, name: &[u8], parts: &[Part], limit: i32, room: &mut Room) -> bool {
        let Room { cells, name: letters } = room;
        letters.clear();
        letters.resize(name.len() + 1, Place::default());
        let mut next = Place::default();
        for (j, &b) in name.iter().enumerate().rev() {
            let at = (b & 127) as usize;
            next = Place {
                class: class(b) as u8,
                letter: b,
                ahead: (next.ahead << 8) | u32::from(b),
                left: next.left.saturating_add(1),
                insert: self.insert[at],
                alone: self.letter[at],
                beyond: next.beyond + self.beyond[at],
            };
            letters[j] = next;
        }
        for part in parts.iter().rev() {
            let (start, end) = (part.start as usize, part.end as usize);
            let saved = letters[start].beyond - letters[end].beyond - part.cost;
            if saved > 0 {
                // the word is cheaper to leave out
                letters[..=start].iter_mut().for_each(|letter| letter.beyond -= saved);
            }
        }
        if letters[0].beyond + self.rest[0] > limit {
            return false;
        }
        let width = name.len() + 1;
        cells.clear();
        cells.resize((self.units + 1) * width, FAR);
        cells[0] = 0;
        let skipped = if parts.is_empty() && self.skips.is_empty() { 5 } else { 2 };
        let slack = 3 + name.len().max(self.units) / skipped;
        let mut reach = 0;
        for i in 0..=self.units {
            if i > reach {
                return false;
            }
            let middle = (i * name.len()).checked_div(self.units).unwrap_or(0);
            let (low, high) = (middle.saturating_sub(slack), (middle + slack).min(name.len()));
            let limit = limit.saturating_sub(self.rest[i]);
            for j in low..=high {
                let here = cells[i * width + j];
                if here < FAR && here <= limit - letters[j].beyond {
                    self.moves(letters, parts, i, j, |m, n, cost, _| {
                        reach = reach.max(i + m);
                        let to = &mut cells[(i + m) * width + j + n];
                        *to = (*to).min(here + cost);
                    });
                }
            }
        }
        true
    }

    /// Every way on from a place: units, letters, cost, sort. The last of `letters` stands for the end.
    #[inline]
    fn moves(
        &self,
        letters: &[Place],
        parts: &[Part],
        i: usize,
        j: usize,
        mut go: impl FnMut(usize, usize, i32, Sort),
    ) {
        let here = letters[j];
        if here.left > 0 {
            let sort = if here.letter == b' ' { Sort::Learned } else { Sort::Added };
            go(0, 1, here.insert, sort);
            for part in parts {
                if part.start as usize == j {
                    go(0, part.end as usize - j, part.cost, Sort::Omitted);
                }
            }
        }
        if i == self.units {
            return;
        }
        for &(start, end, cost) in &self.skips {
            if start as usize == i {
                go(end as usize - i, 0, cost, Sort::Omitted);
            }
        }
        for (n, &(m, cost)) in self.drops[i].iter().enumerate() {
            go(m as usize, 0, cost, if n == 0 { Sort::Error } else { Sort::Learned });
        }
        if here.left == 0 {
            return;
        }
        go(1, 1, self.any[i] + here.alone, Sort::Error);
        for step in self.steps(i, here.class as usize) {
            if here.ahead & step.mask == step.letters && step.count <= here.left {
                go(step.units as usize, step.count as usize, step.cost, Sort::Learned);
            }
        }
        if i + 1 < self.latin.len()
            && here.left > 1
            && self.latin[i] == letters[j + 1].letter
            && self.latin[i + 1] == here.letter
        {
            go(2, 2, here.alone + letters[j + 1].alone + EXCHANGED, Sort::Error);
        }
    }

    /// The best alignment, piece by piece; empty if there is none.
    pub(crate) fn trace(&self, name: &[u8], parts: &[Part]) -> Vec<Piece> {
        let mut room = Room::default();
        self.fill(name, parts, FAR, &mut room);
        let Room { cells, name: letters } = room;
        let width = name.len() + 1;
        let (mut i, mut j) = (self.units, name.len());
        let mut out = Vec::new();
        'back: while (i, j) != (0, 0) {
            for from_i in (0..=i).rev() {
                for from_j in (0..=j).rev() {
                    let here = cells[from_i * width + from_j];
                    if here >= FAR || (from_i, from_j) == (i, j) {
                        continue;
                    }
                    let mut found = None;
                    self.moves(&letters, parts, from_i, from_j, |m, n, cost, sort| {
                        if from_i + m == i && from_j + n == j && here + cost == cells[i * width + j] && found.is_none()
                        {
                            found = Some((cost, sort));
                        }
                    });
                    if let Some((cost, sort)) = found {
                        out.push(Piece {
                            source: self.source[from_i..i].iter().collect(),
                            latin: String::from_utf8_lossy(&name[from_j..j]).into_owned(),
                            cost,
                            sort,
                        });
                        (i, j) = (from_i, from_j);
                        continue 'back;
                    }
                }
            }
            return Vec::new();
        }
        out.reverse();
        out
    }
}

/// What sort of move an alignment made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A learned segment.
    Learned,
    /// A letter of the candidate beside nothing.
    Added,
    /// A whole word left out.
    Omitted,
    /// A misspelling.
    Error,
}

/// A piece of an alignment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) source: String,
    pub(crate) latin: String,
    /// Hundredths of a nat.
    pub(crate) cost: i32,
    pub(crate) sort: Sort,
}

impl Piece {
    /// Is it something that no writing convention explains?
    pub(crate) fn is_error(&self) -> bool {
        matches!(self.sort, Sort::Error | Sort::Omitted) || (self.sort == Sort::Learned && self.cost > 1050)
    }

    /// Are the two sides unlike?
    pub(crate) fn is_change(&self) -> bool {
        self.source.trim_end() != self.latin.trim_end()
    }
}

impl std::fmt::Display for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = |s: &str| if s.trim().is_empty() { "∅".to_owned() } else { s.trim().to_owned() };
        write!(f, "{}={}", side(&self.source), side(&self.latin))
    }
}
