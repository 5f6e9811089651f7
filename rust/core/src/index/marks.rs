//! What is known of words: a hash table of fingerprints, without the words.
//!
//! An entry is a `u32`: 26 bits of fingerprint, 6 bits of marks; 0 is a free place. The place of a word is its hash,
//! scaled to the table, and the next ones after it. A word that is not in the table is taken for one that is about
//! once in thirty million times, which a stored text of five times the size would only just prevent.

use super::bytes::{record, record_count};
use crate::gazetteer::Lexeme;
use std::sync::atomic::{AtomicU8, Ordering};
use xxhash_rust::xxh3::xxh3_64;

/// What a word can be apart from any entity.
///
/// ```
/// use entmatch_core::index::Marks;
/// let marks = Marks::from_words(["given_name", "surname"]).unwrap();
/// assert!(marks.given_name() && marks.surname() && !marks.common_word());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// The marks of these names: `common_word`, `given_name`, `surname`, `place_word`.
    ///
    /// # Errors
    /// The first text that is none of them.
    pub fn from_words<'t>(words: impl IntoIterator<Item = &'t str>) -> Result<Self, &'t str> {
        let mut marks = 0;
        for word in words {
            marks |= 1 << Lexeme::MARKS.iter().position(|known| *known == word).ok_or(word)?;
        }
        Ok(Self(marks))
    }

    /// An ordinary word of its language: `nice`, `reading`.
    pub const fn common_word(self) -> bool {
        self.0 & 1 != 0
    }

    /// A given name: `Jordan`.
    pub const fn given_name(self) -> bool {
        self.0 & 2 != 0
    }

    /// A surname: `London`.
    pub const fn surname(self) -> bool {
        self.0 & 4 != 0
    }

    /// A word that begins or ends names of places: `river`, `county`.
    pub const fn place_word(self) -> bool {
        self.0 & 8 != 0
    }

    /// True if nothing is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the marks, as [`from_words`](Self::from_words) takes them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Lexeme::MARKS.iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, name)| *name)
    }

    /// Both together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A place for the marks of a word that is asked for again and again.
#[derive(Debug, Default)]
pub(crate) struct Asked(AtomicU8);

impl Asked {
    const KNOWN: u8 = 1 << 7;

    /// The marks, which are found when they are first asked for.
    #[inline]
    pub(crate) fn get_or(&self, find: impl FnOnce() -> Marks) -> Marks {
        let known = self.0.load(Ordering::Relaxed);
        if known & Self::KNOWN != 0 {
            return Marks(known & !Self::KNOWN);
        }
        let marks = find();
        self.0.store(marks.0 | Self::KNOWN, Ordering::Relaxed);
        marks
    }
}

const MARK_BITS: u32 = 6;
/// A table is filled to four fifths.
const SLACK: usize = 4;

fn fingerprint(hash: u64) -> u32 {
    // The low bits; the place comes from the high ones. The lowest bit is set so that no entry is 0.
    (hash as u32 | 1) << MARK_BITS
}

fn place(hash: u64, length: u32) -> u32 {
    (((hash >> 32) * u64::from(length)) >> 32) as u32
}

/// What the table says of a folded word.
pub(super) fn find(table: &[u8], folded: &str) -> Marks {
    let length = record_count::<4>(table);
    if length == 0 {
        return Marks::default();
    }
    let hash = xxh3_64(folded.as_bytes());
    let (wanted, mut at) = (fingerprint(hash), place(hash, length));
    for _ in 0..length {
        match record::<4>(table, at).map(|bytes| u32::from_le_bytes(*bytes)) {
            None | Some(0) => break,
            Some(entry) if (entry ^ wanted) >> MARK_BITS == 0 => return Marks((entry & 0x3f) as u8),
            Some(_) => at = if at + 1 == length { 0 } else { at + 1 },
        }
    }
    Marks::default()
}

/// The table of these words. They must be distinct and in an order that depends on nothing but themselves.
pub(super) fn build(words: &[(&str, Marks)]) -> Vec<u8> {
    if words.is_empty() {
        return Vec::new();
    }
    let length = words.len() + words.len() / SLACK + 1;
    let mut table = vec![0_u32; length];
    for (word, marks) in words {
        let hash = xxh3_64(word.as_bytes());
        let mut at = place(hash, length as u32) as usize;
        while table.get(at).is_some_and(|entry| *entry != 0) {
            at = if at + 1 == length { 0 } else { at + 1 };
        }
        if let Some(entry) = table.get_mut(at) {
            *entry = fingerprint(hash) | u32::from(marks.0);
        }
    }
    table.iter().flat_map(|entry| entry.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_others_are_not() {
        let words: Vec<String> = (0..5_000).map(|n| format!("word{n}")).collect();
        let marked: Vec<(&str, Marks)> =
            words.iter().enumerate().map(|(n, word)| (word.as_str(), Marks((n % 15) as u8 + 1))).collect();
        let table = build(&marked);
        assert!(marked.iter().all(|(word, marks)| find(&table, word) == *marks));
        assert!((0..5_000).all(|n| find(&table, &format!("other{n}")).is_empty()));
    }

    #[test]
    fn a_full_or_odd_table_ends_the_search() {
        assert!(find(&[0xff; 16], "word").is_empty());
        assert!(find(&[1, 2, 3], "word").is_empty());
        assert!(find(&[], "word").is_empty());
    }
}
