//! From a name in any writing to what the index and the costs work on.

use super::generic;
use super::table::Table;
use super::units::push_units;
use crate::text::{self, Joiner};
use crate::translit::romanize_into;
use std::sync::LazyLock;

/// A query: its units, the table that reads them, and its letters if they are Latin already.
pub(crate) struct Writing {
    pub(crate) units: Vec<char>,
    pub(crate) words: Vec<Part>,
    pub(crate) table: &'static Table,
    pub(crate) latin: Option<Vec<u8>>,
}

/// A stretch of units that a name can do without, and what it costs to leave it out (hundredths of a nat).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) start: u16,
    pub(crate) end: u16,
    pub(crate) cost: i32,
}

/// Longer names are cut: no name is longer, and hostile input must not cost more than a name.
pub(crate) const LONGEST: usize = 72;

/// What it costs to leave out a word of which nothing is known, one that says only what sort of thing it is,
/// and one behind a comma.
pub(crate) const OMITTED: i32 = 480;
const GENERIC: i32 = 150;
const BEHIND_COMMA: i32 = 150;

macro_rules! tables {
    ($($name:ident $file:literal)*) => {
        $(static $name: LazyLock<Table> =
            LazyLock::new(|| Table::parse($file, include_str!(concat!("tables/", $file, ".tsv"))));)*
    };
}

tables! {
    LATIN "latin" CYRILLIC "cyrillic" ARABIC "arabic" HEBREW "hebrew" KANA "kana" HAN "han" HANGUL "hangul"
    GREEK "greek" TAMIL "tamil" GEORGIAN "georgian" ARMENIAN "armenian" INDIC "indic" ETHIOPIC "ethiopic" THAI "thai"
}

/// The name of the table that reads a text, for the training program.
pub(crate) fn table_name(text: &str) -> Option<&'static str> {
    let folded = text::fold(bounded(text));
    match folded.text().chars().find_map(table) {
        Some(table) => Some(table.name),
        None => folded.text().chars().any(|c| c.is_ascii_lowercase()).then_some("latin"),
    }
}

/// The table that reads a native letter; Latin letters and scripts without one have none.
fn table(c: char) -> Option<&'static Table> {
    Some(match u32::from(c) {
        0x370..=0x3FF => &GREEK,
        0x400..=0x52F => &CYRILLIC,
        0x530..=0x58F => &ARMENIAN,
        0x590..=0x5FF => &HEBREW,
        0x600..=0x6FF | 0x750..=0x77F | 0xFB50..=0xFDFF => &ARABIC,
        0xB80..=0xBFF => &TAMIL,
        0x900..=0xDDF | 0xF40..=0xFBC | 0x1000..=0x103F | 0x1780..=0x17D2 => &INDIC,
        0xE00..=0xEFF => &THAI,
        0x10A0..=0x10FF => &GEORGIAN,
        0x1100..=0x11FF | 0xAC00..=0xD7AF => &HANGUL,
        0x1200..=0x139F => &ETHIOPIC,
        0x3040..=0x30FF => &KANA,
        0x3400..=0x9FFF => &HAN,
        _ => return None,
    })
}

/// Tibetan puts a dot between syllables and no space between words.
fn is_tibetan(c: Option<char>) -> bool {
    c.is_some_and(|c| ('\u{F00}'..='\u{FFF}').contains(&c))
}

/// The beginning of a text that may be a name.
pub(crate) fn bounded(name: &str) -> &str {
    &name[..name.floor_char_boundary(512)]
}

/// Reads a query; nothing if it has no letter or digit.
pub(crate) fn writing(name: &str) -> Option<Writing> {
    read(bounded(name), false)
}

/// The same for a name read by its romanisation.
pub(crate) fn latin_writing(name: &str) -> Option<Writing> {
    read(bounded(name), true)
}

fn read(name: &str, romanised: bool) -> Option<Writing> {
    let comma = name.find([',', '،', '、', '(', '（']);
    let mut folded = String::with_capacity(name.len());
    let mut tail = None;
    for word in text::words(name) {
        let syllable = is_tibetan(folded.chars().next_back()) && word.joiner != Joiner::Space;
        if !folded.is_empty() && !syllable && !matches!(word.joiner, Joiner::None | Joiner::Apostrophe) {
            folded.push(' ');
        }
        if tail.is_none() && comma.is_some_and(|at| word.span.start as usize > at) {
            tail = Some(folded.len());
        }
        folded.push_str(text::fold(word.span.of(name)).text());
    }
    let tail = tail.unwrap_or(folded.len());
    let main = if romanised { None } else { folded.chars().find_map(table) };
    let mut units = Vec::new();
    let mut words = Vec::new();
    let mut latin = None;
    let table = if let Some(table) = main {
        let mut at = 0;
        for word in folded.split(' ') {
            let start = units.len();
            push_units(word, &mut units);
            let cost = if at >= tail && at > 0 {
                BEHIND_COMMA
            } else if generic::is_generic(word) {
                GENERIC
            } else {
                OMITTED
            };
            units.push(' ');
            words.push(Part { start: start as u16, end: units.len() as u16, cost });
            if let Some(suffix) = generic::suffix(word) {
                let mut tail_units = Vec::new();
                push_units(suffix, &mut tail_units);
                let end = units.len() - 1;
                words.push(Part { start: (end - tail_units.len()) as u16, end: end as u16, cost: GENERIC });
            }
            if let Some(prefix) = generic::prefix(word) {
                let mut head = Vec::new();
                push_units(prefix, &mut head);
                words.push(Part { start: start as u16, end: (start + head.len()) as u16, cost: GENERIC });
            }
            at += word.len() + 1;
        }
        table
    } else {
        let mut letters = latin_letters(&folded);
        if letters.is_empty() {
            return None;
        }
        latin = Some(letters.clone());
        letters.push(b' ');
        let tail = if tail < folded.len() { letters.len() * tail / folded.len() } else { letters.len() };
        let mut start = 0;
        for (i, &b) in letters.iter().enumerate() {
            if b == b' ' {
                let cost = if start >= tail && start > 0 { BEHIND_COMMA } else { OMITTED };
                words.push(Part { start: start as u16, end: i as u16 + 1, cost });
                start = i + 1;
            }
        }
        units.extend(letters.iter().map(|&b| char::from(b)));
        &LATIN
    };
    units.truncate(LONGEST);
    words.retain(|w| w.end as usize <= units.len());
    if words.len() == 1 {
        words.clear(); // a name cannot do without its only word
    }
    Some(Writing { units, words, table, latin })
}

/// The Latin letters of a name: folded, romanised where needed, words separated by one space.
pub(crate) fn latin_form(name: &str) -> Vec<u8> {
    latin_letters(text::fold(bounded(name)).text())
}

fn latin_letters(folded: &str) -> Vec<u8> {
    let mut romanised = String::new();
    let text = if folded.is_ascii() {
        folded
    } else {
        romanize_into(folded, &mut romanised);
        &romanised
    };
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push((c as u8).to_ascii_lowercase());
        } else if !matches!(c, '\'' | '’') && out.last().is_some_and(|&b| b != b' ') {
            out.push(b' ');
        }
        if out.len() >= LONGEST {
            break;
        }
    }
    if out.last() == Some(&b' ') {
        out.pop();
    }
    out
}

/// What Latin letters cost by themselves.
pub(crate) fn letters_alone(letters: &[u8]) -> i32 {
    letters.iter().map(|&b| LATIN.letter(b)).sum()
}

/// The words of a prepared name as parts that it can do without, when nothing is known of their rarity.
pub(crate) fn parts_of(name: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (i, _) in name.iter().enumerate().filter(|(_, b)| **b == b' ') {
        let alone = letters_alone(&name[start..=i]);
        parts.push(Part { start: start as u16, end: i as u16 + 1, cost: alone + OMITTED });
        start = i + 1;
    }
    if parts.len() < 2 {
        parts.clear();
    }
    parts
}
