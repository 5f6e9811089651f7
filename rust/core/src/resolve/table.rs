//! A learned table of segments, ready for alignment.

use std::collections::{BTreeMap, HashMap};

/// What a segment of source units may become.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    /// The letters, the first in the lowest byte.
    pub(crate) letters: u32,
    /// How many letters: 0 to 4.
    pub(crate) count: u8,
    /// Hundredths of a nat.
    pub(crate) cost: i32,
}

/// Joint costs of segments of one script beside Latin letters.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Where the changes of a segment lie; only asked, never walked.
    places: HashMap<u64, (u32, u32)>,
    changes: Vec<Change>,
    /// Cost of a Latin letter beside nothing.
    insert: [i32; 128],
    /// Cost of a letter by itself, whatever is beside it.
    letter: [i32; 128],
    unit: BTreeMap<char, i32>,
    /// The most units in a segment.
    pub(crate) longest: usize,
}

/// The cost of a unit that the table has never seen.
const UNSEEN: i32 = 900;

impl Table {
    /// Reads the file format of [`super::learn::write`]. Lines that are not of that form are passed over: the files
    /// are part of the crate, and a test reads each of them.
    pub(crate) fn parse(name: &'static str, text: &str) -> Self {
        let mut changes: BTreeMap<Box<[char]>, Vec<Change>> = BTreeMap::new();
        let mut letter = [0.0_f64; 128];
        let mut unit: BTreeMap<char, f64> = BTreeMap::new();
        let mut insert = [i32::MAX; 128];
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(source), Some(latin), Some(Ok(cost))) =
                (fields.next(), fields.next(), fields.next().map(str::parse::<i32>))
            else {
                continue;
            };
            let p = (-f64::from(cost) / 100.0).exp();
            let source: Box<[char]> = source.chars().map(|c| if c == '_' { ' ' } else { c }).collect();
            let latin: Vec<u8> = latin.bytes().map(|b| if b == b'_' { b' ' } else { b & 127 }).take(4).collect();
            for &b in &latin {
                letter[b as usize] += p;
            }
            for &c in &source {
                *unit.entry(c).or_default() += p;
            }
            if source.is_empty() {
                if let Some(&b) = latin.first() {
                    insert[b as usize] = cost;
                }
                continue;
            }
            changes.entry(source).or_default().push(Change { letters: pack(&latin), count: latin.len() as u8, cost });
        }
        let longest = changes.keys().map(|k| k.len()).max().unwrap_or(1);
        let mut places = HashMap::with_capacity(changes.len());
        let mut all = Vec::new();
        for (source, here) in changes {
            let from = all.len() as u32;
            all.extend(here);
            places.insert(segment(&source), (from, all.len() as u32));
        }
        let letters: f64 = letter.iter().sum();
        let units: f64 = unit.values().sum();
        let letter = letter.map(|p| if p > 0.0 { nats(p / letters) } else { UNSEEN });
        let unit = unit.into_iter().map(|(c, p)| (c, nats(p / units))).collect();
        for (b, cost) in insert.iter_mut().enumerate() {
            *cost = (*cost).min(letter[b] + 350);
        }
        Self { name, places, changes: all, insert, letter, unit, longest }
    }

    pub(crate) fn changes(&self, source: &[char]) -> &[Change] {
        self.places.get(&segment(source)).map_or(&[], |&(from, to)| &self.changes[from as usize..to as usize])
    }

    pub(crate) fn insert(&self, letter: u8) -> i32 {
        self.insert[(letter & 127) as usize]
    }

    pub(crate) fn letter(&self, letter: u8) -> i32 {
        self.letter[(letter & 127) as usize]
    }

    pub(crate) fn unit(&self, unit: char) -> i32 {
        self.unit.get(&unit).copied().unwrap_or(UNSEEN)
    }
}

/// Up to three units as a number.
fn segment(units: &[char]) -> u64 {
    units.iter().fold(0, |k, &c| (k << 21) | u64::from(c))
}

pub(crate) fn pack(letters: &[u8]) -> u32 {
    letters.iter().rev().fold(0, |k, &b| (k << 8) | u32::from(b))
}

fn nats(p: f64) -> i32 {
    (-p.ln() * 100.0).round() as i32
}
