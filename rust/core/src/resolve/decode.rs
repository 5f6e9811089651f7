//! The likeliest Latin spellings of a native name, by a learned table and the letter model.

use super::align::class;
use super::letters::{Letters, NOTHING};
use super::table::{Change, Table};

/// A spelling and its cost in hundredths of a nat, relative to the best.
pub(crate) struct Spelling {
    pub(crate) latin: Vec<u8>,
    pub(crate) cost: i32,
}

/// A spelling of the first units: that of fewer units, and what was added.
#[derive(Clone, Copy)]
struct Path {
    cost: i32,
    before: u16,
    count: u8,
    letters: u32,
    parent: u32,
    /// Tells spellings apart.
    hash: u64,
}

/// Ways to read a segment that are tried.
const CHANGES: usize = 14;
/// What a letter costs that stands for itself because no table knows it.
const ITSELF: i32 = 800;

/// Up to `count` spellings, best first. Work is bounded: `beam` paths at each unit.
pub(crate) fn decode(units: &[char], table: &Table, beam: usize, count: usize) -> Vec<Spelling> {
    let letters = Letters::get();
    let mut at: Vec<Vec<Path>> = vec![Vec::new(); units.len() + 1];
    let mut kept: Vec<Path> = Vec::with_capacity(units.len() * beam);
    at[0].push(Path { cost: 0, before: NOTHING, count: 0, letters: 0, parent: u32::MAX, hash: 0 });
    for i in 0..units.len() {
        let mut paths = std::mem::take(&mut at[i]);
        keep(&mut paths, beam);
        let first = kept.len() as u32;
        kept.extend(&paths);
        for m in 1..=table.longest.min(units.len() - i) {
            let source = &units[i..i + m];
            let changes = table.changes(source);
            for (parent, path) in (first..).zip(&paths) {
                for change in changes.iter().take(CHANGES) {
                    at[i + m].push(path.longer(parent, *change, table, letters));
                }
                if m == 1 && changes.is_empty() {
                    let same = u8::try_from(source[0]).ok().filter(u8::is_ascii_alphanumeric);
                    let count = u8::from(same.is_some());
                    let change = Change { letters: same.unwrap_or(0).into(), count, cost: ITSELF };
                    at[i + 1].push(path.longer(parent, change, table, letters));
                }
            }
        }
    }
    let mut paths = std::mem::take(&mut at[units.len()]);
    keep(&mut paths, count);
    let best = paths.first().map_or(0, |p| p.cost);
    paths.iter().map(|path| Spelling { latin: spell(*path, &kept), cost: path.cost - best }).collect()
}

impl Path {
    fn longer(&self, parent: u32, change: Change, table: &Table, letters: &Letters) -> Self {
        let Self { mut cost, mut before, mut hash, .. } = *self;
        cost += change.cost;
        for b in change.letters.to_le_bytes().into_iter().take(change.count as usize) {
            let class = class(b);
            cost += i32::from(letters.row(before)[class]) - table.letter(b);
            before = Letters::then(before, class);
            hash = (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3).wrapping_add(1);
        }
        Self { cost, before, count: change.count, letters: change.letters, parent, hash }
    }
}

fn spell(path: Path, kept: &[Path]) -> Vec<u8> {
    let mut latin = Vec::new();
    let mut at = Some(&path);
    while let Some(path) = at {
        latin.extend(path.letters.to_le_bytes()[..path.count as usize].iter().rev());
        at = kept.get(path.parent as usize);
    }
    latin.reverse();
    latin
}

/// The best `count` paths, each spelling once.
fn keep(paths: &mut Vec<Path>, count: usize) {
    // of five ways to the same letters at most that many are among the best
    if paths.len() > count * 5 {
        paths.select_nth_unstable_by_key(count * 5, |path| (path.cost, path.hash));
        paths.truncate(count * 5);
    }
    paths.sort_unstable_by_key(|path| (path.hash, path.cost));
    paths.dedup_by_key(|path| path.hash);
    paths.sort_unstable_by_key(|path| (path.cost, path.hash));
    paths.truncate(count);
}
