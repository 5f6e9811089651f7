//! Learning which letters stand for which: a memoryless transducer, trained by expectation maximisation.
//!
//! A pair of spellings of one name is thought of as a row of *segments*: up to three units of the one beside up to
//! four letters of the other (`щ`/`shch`, `ь`/nothing, `ou`/`u`), each drawn by itself from one table of probabilities.
//! No pair says where its segments end; expectation maximisation finds both the borders and the table. Why not a
//! neural model: the table is a readable file, is learned in seconds on one core, and scores a million pairs a second.
//!
//! [`learn`] is used by the training program only; [`super::table`] reads what it writes.

use std::collections::HashMap;
use std::fmt::Write as _;

/// The most units of the source side in one segment.
pub const MAX_UNITS: usize = 3;
/// The most Latin letters in one segment.
pub const MAX_LETTERS: usize = 4;

/// How to learn; the defaults are what the shipped tables were learned with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Rounds of expectation maximisation.
    pub rounds: usize,
    /// What is taken from the expected count of every segment longer than one to one, so that a long segment
    /// survives only if its parts do not explain it.
    pub discount: f64,
    /// The most source units in a segment.
    pub units: usize,
    /// Entries with a smaller share of the table than this are left out.
    pub floor: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rounds: 6, discount: 1.0, units: 2, floor: 2e-6 }
    }
}

/// One learned segment: source units, Latin letters, natural logarithm of the joint probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Source units, joined by nothing.
    pub source: Vec<char>,
    /// Latin letters, a space for the end of a word.
    pub latin: Vec<u8>,
    /// Natural logarithm of the probability.
    pub log_p: f64,
}

type Key = (u64, u32);

fn source_key(units: &[char]) -> u64 {
    units.iter().fold(0, |k, &c| (k << 21) | u64::from(u32::from(c)))
}

fn latin_key(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |k, &b| (k << 8) | u32::from(b))
}

fn start_weight(m: usize, n: usize) -> f64 {
    match (m, n) {
        (1, 1) => 1.0,
        (1, 2) => 0.2,
        (1, 0) | (0, 1) => 0.1,
        (2, 1) => 0.05,
        (1, 3) => 0.04,
        (1, 4) => 0.01,
        (2, 2) => 0.003,
        (2, 3) => 0.001,
        _ => 0.0003,
    }
}

fn allowed(m: usize, n: usize, settings: &Settings) -> bool {
    m <= settings.units && (m != 0 || n == 1) && (m < 2 || (1..=3).contains(&n)) && m + n > 0
}

/// Learns the table of a list of pairs: source units (a space ends each word) and Latin bytes (likewise).
///
/// Time is linear in the pairs, and quadratic in the length of a name. The result is sorted, hence reproducible.
pub fn learn(pairs: &[(Vec<char>, Vec<u8>)], settings: &Settings) -> Vec<Segment> {
    let mut table = start(pairs, settings);
    for round in 0..settings.rounds {
        let mut counts: HashMap<Key, f64> = HashMap::with_capacity(table.len());
        for (source, latin) in pairs {
            expect(source, latin, &table, settings, &mut counts);
        }
        let discount = if round + 1 < settings.rounds { settings.discount } else { settings.discount * 2.0 };
        counts.retain(|&(s, l), count| {
            if !(s < 1 << 21 && l < 1 << 8) {
                *count -= discount;
            }
            *count > 0.05
        });
        let mut values: Vec<f64> = counts.values().copied().collect();
        values.sort_by(f64::total_cmp); // summed in a fixed order: the same bytes on every run
        let sum: f64 = values.iter().sum();
        table = counts.into_iter().map(|(k, c)| (k, c / sum)).collect();
    }
    let mut out: Vec<Segment> = table
        .into_iter()
        .filter(|&(_, p)| p >= settings.floor)
        .map(|((s, l), p)| Segment { source: unpack(s), latin: unpack_latin(l), log_p: p.ln() })
        .collect();
    out.sort_by(|a, b| a.source.cmp(&b.source).then(b.log_p.total_cmp(&a.log_p)).then(a.latin.cmp(&b.latin)));
    out
}

fn unpack(mut key: u64) -> Vec<char> {
    let mut out = Vec::new();
    while key != 0 {
        out.extend(char::from_u32((key & 0x1f_ffff) as u32));
        key >>= 21;
    }
    out.reverse();
    out
}

fn unpack_latin(key: u32) -> Vec<u8> {
    key.to_be_bytes().into_iter().filter(|&b| b != 0).collect()
}

/// The places `(i, j)` that an alignment may pass: near the diagonal.
fn near(i: usize, j: usize, source: usize, latin: usize) -> bool {
    let at = i * latin.max(1);
    let want = j * source.max(1);
    let slack = 4 * source.max(latin).max(1) + source * latin / 4;
    at.abs_diff(want) <= slack
}

fn start(pairs: &[(Vec<char>, Vec<u8>)], settings: &Settings) -> HashMap<Key, f64> {
    let mut seen: HashMap<Key, u32> = HashMap::new();
    for (source, latin) in pairs {
        each_arc(source, latin, settings, |_, _, _, _, key| *seen.entry(key).or_default() += 1);
    }
    seen.retain(|&(s, l), n| *n > 2 || (s < 1 << 21 && l < 1 << 8));
    let mut sizes: HashMap<(usize, usize), f64> = HashMap::new();
    let shape = |&(s, l): &Key| (unpack(s).len(), unpack_latin(l).len());
    for shape in seen.keys().map(shape) {
        *sizes.entry(shape).or_default() += 1.0;
    }
    seen.keys()
        .map(|key| {
            let (m, n) = shape(key);
            (*key, start_weight(m, n) / sizes[&(m, n)])
        })
        .collect()
}

fn each_arc(
    source: &[char],
    latin: &[u8],
    settings: &Settings,
    mut visit: impl FnMut(usize, usize, usize, usize, Key),
) {
    for i in 0..=source.len() {
        for j in 0..=latin.len() {
            if !near(i, j, source.len(), latin.len()) {
                continue;
            }
            for m in 0..=settings.units.min(source.len() - i) {
                for n in 0..=MAX_LETTERS.min(latin.len() - j) {
                    if allowed(m, n, settings) && near(i + m, j + n, source.len(), latin.len()) {
                        visit(i, j, m, n, (source_key(&source[i..i + m]), latin_key(&latin[j..j + n])));
                    }
                }
            }
        }
    }
}

/// Adds the expected counts of one pair.
fn expect(
    source: &[char],
    latin: &[u8],
    table: &HashMap<Key, f64>,
    settings: &Settings,
    counts: &mut HashMap<Key, f64>,
) {
    let width = latin.len() + 1;
    let cells = (source.len() + 1) * width;
    let mut arcs: Vec<(usize, usize, Key, f64)> = Vec::new();
    each_arc(source, latin, settings, |i, j, m, n, key| {
        if let Some(&p) = table.get(&key) {
            arcs.push((i * width + j, (i + m) * width + j + n, key, p));
        }
    });
    let mut forward = vec![0.0_f64; cells];
    forward[0] = 1.0;
    for &(from, to, _, p) in &arcs {
        forward[to] += forward[from] * p;
    }
    let all = forward[cells - 1];
    if all <= 0.0 || !all.is_finite() {
        return;
    }
    let mut backward = vec![0.0_f64; cells];
    backward[cells - 1] = 1.0;
    for &(from, to, _, p) in arcs.iter().rev() {
        backward[from] += backward[to] * p;
    }
    for &(from, to, key, p) in &arcs {
        let share = forward[from] * p * backward[to] / all;
        if share > 1e-4 {
            *counts.entry(key).or_default() += share;
        }
    }
}

/// The table as a file: a line a segment, `source TAB latin TAB cost`, the cost in hundredths of a nat;
/// `_` stands for the end of a word. `head` lines say where the table is from.
pub fn write(segments: &[Segment], head: &[String]) -> String {
    let mut out = String::new();
    for line in head {
        let _ = writeln!(out, "# {line}");
    }
    for s in segments {
        let source: String = s.source.iter().map(|&c| if c == ' ' { '_' } else { c }).collect();
        let latin: String = s.latin.iter().map(|&b| if b == b' ' { '_' } else { char::from(b) }).collect();
        let _ = writeln!(out, "{source}\t{latin}\t{}", (-s.log_p * 100.0).round());
    }
    out
}
