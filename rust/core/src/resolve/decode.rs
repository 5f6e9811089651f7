//! The likeliest Latin spellings of a native name, by a learned table and the letter model.

use super::letters::Letters;
use super::table::Table;

/// A spelling and its cost in hundredths of a nat, relative to the best.
pub(crate) struct Spelling {
    pub(crate) latin: Vec<u8>,
    pub(crate) cost: i32,
}

#[derive(Clone)]
struct Path {
    latin: Vec<u8>,
    cost: i32,
}

/// Up to `count` spellings, best first. Work is bounded: `beam` paths at each unit.
pub(crate) fn decode(units: &[char], table: &Table, beam: usize, count: usize) -> Vec<Spelling> {
    let letters = Letters::get();
    let mut at: Vec<Vec<Path>> = vec![Vec::new(); units.len() + 1];
    at[0].push(Path { latin: Vec::new(), cost: 0 });
    for i in 0..units.len() {
        let mut paths = std::mem::take(&mut at[i]);
        keep(&mut paths, beam);
        for m in 1..=table.longest.min(units.len() - i) {
            let source = &units[i..i + m];
            let mut push = |path: &Path, added: &[u8], cost: i32| {
                let mut latin = path.latin.clone();
                let mut sum = path.cost + cost;
                for &b in added {
                    let n = latin.len();
                    let mut before = [if n > 1 { latin[n - 2] } else { b' ' }, if n > 0 { latin[n - 1] } else { b' ' }];
                    if before[1] == b' ' {
                        before[0] = b' ';
                    }
                    sum += letters.next(before, b) - table.letter(b);
                    latin.push(b);
                }
                at[i + m].push(Path { latin, cost: sum });
            };
            let changes = table.changes(source);
            for path in &paths {
                for change in changes.iter().take(14) {
                    push(path, &change.letters.to_le_bytes()[..change.count as usize], change.cost);
                }
                if m == 1 && changes.is_empty() {
                    let same = u8::try_from(source[0]).ok().filter(u8::is_ascii_alphanumeric);
                    push(path, same.as_slice(), 800);
                }
            }
        }
    }
    let mut paths = std::mem::take(&mut at[units.len()]);
    keep(&mut paths, count);
    let best = paths.first().map_or(0, |p| p.cost);
    paths.into_iter().map(|p| Spelling { latin: p.latin, cost: p.cost - best }).collect()
}

/// The best `count` paths, each spelling once.
fn keep(paths: &mut Vec<Path>, count: usize) {
    paths.sort_by(|a, b| a.latin.cmp(&b.latin).then(a.cost.cmp(&b.cost)));
    paths.dedup_by(|a, b| a.latin == b.latin);
    paths.sort_by(|a, b| a.cost.cmp(&b.cost).then_with(|| a.latin.cmp(&b.latin)));
    paths.truncate(count);
}
