//! Readings of Han characters, from tables.
//!
//! The tables are Unihan's (see `readings/generate.py`): one or more readings a character, nothing about words, so a
//! character with two readings gets the one that it has in names (`readings/mandarin-names.tsv`). Japanese names
//! mix Chinese-derived (on) and native (kun) readings by habit: see `japanese.rs`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// In which language Han characters are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// Pinyin.
    Mandarin,
    /// Jyutping without tones.
    Cantonese,
    /// Hangul.
    Korean,
    /// On readings in Hepburn.
    Japanese,
    /// Kun readings in Hepburn.
    JapaneseKun,
}

/// One language's table: character -> first reading, and the further ones.
struct Readings {
    /// By `code - BASE`: an index into `spellings`, 0 for none.
    first: Vec<u16>,
    spellings: Vec<String>,
    /// The same spellings in plain ASCII.
    plain: Vec<String>,
    further: HashMap<char, Vec<u16>>,
}

/// The first code point of the tables (the Han characters of the Basic Multilingual Plane follow from here).
const BASE: u32 = 0x3400;
const END: u32 = 0xA000;

impl Readings {
    fn read(text: &str, plain: impl Fn(&str) -> String) -> Self {
        let mut table = Self {
            first: vec![0; (END - BASE) as usize],
            spellings: vec![String::new()],
            plain: vec![String::new()],
            further: HashMap::new(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let reading = columns.next().unwrap_or("");
            let index = table.spellings.len() as u16;
            table.spellings.push(reading.to_owned());
            table.plain.push(plain(reading));
            for c in columns.next().unwrap_or("").chars() {
                if let Some(slot) = slot(c).and_then(|slot| table.first.get_mut(slot)) {
                    *slot = index;
                }
            }
            for c in columns.next().unwrap_or("").chars() {
                table.further.entry(c).or_default().push(index);
            }
        }
        table
    }

    fn index(&self, c: char) -> usize {
        slot(c).and_then(|slot| self.first.get(slot)).map_or(0, |&index| usize::from(index))
    }
}

fn slot(c: char) -> Option<usize> {
    u32::from(c).checked_sub(BASE).map(|slot| slot as usize)
}

fn table(reading: Reading) -> &'static Readings {
    static MANDARIN: LazyLock<Readings> = LazyLock::new(|| {
        let names = include_str!("readings/mandarin-names.tsv");
        Readings::read(&[include_str!("readings/mandarin.tsv"), names].concat(), toneless)
    });
    static CANTONESE: LazyLock<Readings> =
        LazyLock::new(|| Readings::read(include_str!("readings/cantonese.tsv"), str::to_owned));
    static KOREAN: LazyLock<Readings> =
        LazyLock::new(|| Readings::read(include_str!("readings/korean.tsv"), super::romanize));
    static JAPANESE: LazyLock<Readings> =
        LazyLock::new(|| Readings::read(include_str!("readings/japanese-on.tsv"), short_vowels));
    static JAPANESE_KUN: LazyLock<Readings> =
        LazyLock::new(|| Readings::read(include_str!("readings/japanese-kun.tsv"), short_vowels));
    match reading {
        Reading::Mandarin => &MANDARIN,
        Reading::Cantonese => &CANTONESE,
        Reading::Korean => &KOREAN,
        Reading::Japanese => &JAPANESE,
        Reading::JapaneseKun => &JAPANESE_KUN,
    }
}

/// Appends the plain first reading of `c` and gives the number of bytes read, 0 if it has none.
pub(super) fn push(c: char, reading: Reading, out: &mut String) -> usize {
    if reading == Reading::Japanese
        && let Some(usual) = super::japanese::usual(c)
    {
        out.push_str(usual);
        return c.len_utf8();
    }
    let readings = table(reading);
    let index = readings.index(c);
    if index != 0 {
        out.push_str(&readings.plain[index]);
        return c.len_utf8();
    }
    // A character without the reading asked for still has a Mandarin one.
    if reading == Reading::Mandarin { 0 } else { push(c, Reading::Mandarin, out) }
}

/// All readings of `c` as their table writes them, the usual one first.
pub(super) fn readings(c: char, reading: Reading) -> Vec<&'static str> {
    let table = table(reading);
    let mut found = Vec::new();
    let first = table.index(c);
    if first != 0 {
        found.push(table.spellings[first].as_str());
    }
    if let Some(further) = table.further.get(&c) {
        found.extend(further.iter().map(|&index| table.spellings[usize::from(index)].as_str()));
    }
    found
}

/// Pinyin without its tone marks; ü becomes u.
fn toneless(pinyin: &str) -> String {
    super::romanize(pinyin)
}

/// Hepburn with every vowel short: jou -> jo, chuu -> chu.
pub(super) fn short_vowels(reading: &str) -> String {
    reading.replace("ou", "o").replace("oo", "o").replace("uu", "u")
}

/// One reading a character of a name, plain but for ü.
pub(super) fn read_name(chars: &[char], reading: Reading) -> Vec<String> {
    let table = table(reading);
    chars
        .iter()
        .map(|&c| match table.index(c) {
            0 => c.to_string(),
            index if table.spellings[index].contains(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ']) => {
                table.plain[index].replace('u', "ü")
            }
            index => table.plain[index].clone(),
        })
        .collect()
}

/// All readings of a table, in its order.
pub(super) fn inventory(reading: Reading) -> Vec<String> {
    table(reading).spellings.iter().filter(|spelling| !spelling.is_empty()).cloned().collect()
}
