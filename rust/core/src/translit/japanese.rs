//! Likely readings of Japanese names in Han characters.
//!
//! How a character is read in a name is habit. `readings/japanese-names.tsv` has what places of `GeoNames` show, with counts;
//! for other characters the dictionary's first on and kun readings stand in.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::chars::is_han;
use super::han::{self, Reading};
use super::romanize::{romanize, romanize_into};

/// Partial readings kept.
const BEAM: usize = 8;

/// Character -> readings with their shares, the usual one first.
static NAMES: LazyLock<HashMap<char, Vec<(&'static str, f32)>>> = LazyLock::new(|| {
    let rows = include_str!("readings/japanese-names.tsv").lines().filter(|line| !line.starts_with('#'));
    let read = |row: &'static str| {
        let (char, cells) = row.split_once('\t')?;
        let cells: Vec<(&str, f32)> = cells
            .split(' ')
            .filter_map(|cell| cell.split_once(':'))
            .filter_map(|(reading, count)| Some((reading, count.parse().ok()?)))
            .collect();
        let sum: f32 = cells.iter().map(|cell| cell.1).sum();
        Some((char.chars().next()?, cells.into_iter().map(|(reading, count)| (reading, count / (sum + 1.0))).collect()))
    };
    rows.filter_map(read).collect()
});

/// The usual reading of `c` in names, where names show one.
pub(super) fn usual(c: char) -> Option<&'static str> {
    NAMES.get(&c)?.first().map(|reading| reading.0)
}

/// Up to `n` readings of a name, the likeliest first, with their shares.
pub(super) fn readings(text: &str, n: usize) -> Vec<(String, f32)> {
    let chars: Vec<char> = text.chars().collect();
    let mut beam: Vec<(String, f32)> = vec![(String::with_capacity(text.len()), 1.0)];
    let mut last: Vec<(String, f32)> = Vec::new();
    for (index, &c) in chars.iter().enumerate() {
        let initial = index.checked_sub(1).is_none_or(|before| !is_han(chars[before]));
        let options = match c {
            // The iteration mark; and ke between two characters, which is read ga.
            '々' => last.clone(),
            'ヶ' | 'ケ' if !initial && chars.get(index + 1).copied().is_some_and(is_han) => {
                vec![("ga".to_owned(), 1.0)]
            }
            _ if is_han(c) => options(c, initial),
            _ => {
                for (text, _) in &mut beam {
                    romanize_into(c.encode_utf8(&mut [0; 4]), text);
                }
                continue;
            }
        };
        let mut longer: Vec<(String, f32)> = Vec::with_capacity(beam.len() * options.len());
        for (text, share) in &beam {
            for (reading, own) in &options {
                let joint = if joins(text, reading) { 1.0 } else { 0.02 };
                longer.push((format!("{text}{reading}"), share * own * joint));
            }
        }
        longer.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        longer.truncate(BEAM);
        beam = longer;
        last = options;
    }
    beam.retain(|reading| joins(&reading.0, ""));
    beam.truncate(n);
    beam
}

/// A reading may end in a consonant (but n) only before its double: sap-poro, it-cho.
fn joins(before: &str, next: &str) -> bool {
    let Some(last) = before.chars().next_back().filter(|&c| c.is_ascii_alphabetic() && !"aeioun".contains(c)) else {
        return true;
    };
    next.starts_with(last) || (last == 't' && next.starts_with('c'))
}

/// The readings of one character with their shares.
fn options(c: char, initial: bool) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = Vec::new();
    if let Some(names) = NAMES.get(&c) {
        let voiced = |reading: &str| reading.starts_with(['g', 'z', 'j', 'd', 'b', 'p']);
        let has_clear = names.iter().any(|name| !voiced(name.0));
        for &(reading, share) in names.iter().take(4) {
            // A consonant is voiced inside a name, not at its start.
            let share = if initial && has_clear && voiced(reading) { share * 0.2 } else { share };
            found.push((reading.to_owned(), share));
        }
    }
    for (reading, share) in [(Reading::Japanese, 0.3), (Reading::JapaneseKun, 0.25)] {
        let share = if found.is_empty() { share } else { share * 0.2 };
        if let Some(first) = han::readings(c, reading).first() {
            let plain = han::short_vowels(first);
            if !found.iter().any(|known| known.0 == plain) {
                found.push((plain, share));
            }
        }
    }
    if found.is_empty() {
        found.push((romanize(c.encode_utf8(&mut [0; 4])), 0.1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_places() {
        let cases = [
            ("山本", "yamamoto"),
            ("広島", "hiroshima"),
            ("東京", "tokyo"),
            ("松島", "matsushima"),
            ("横浜", "yokohama"),
            ("佐々木", "sasaki"),
            ("札幌", "sapporo"),
        ];
        for (name, expected) in cases {
            let found = readings(name, 6);
            assert!(found.iter().any(|reading| reading.0 == expected), "{name}: {found:?}");
        }
    }
}
