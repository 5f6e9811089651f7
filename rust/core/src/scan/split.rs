//! Splits a text into the words that the matcher looks up, each with its hash.
//!
//! Three readers, the quickest that can do it: ASCII text 64 bytes at a time, with no folded copy; words of simple
//! letters (one folded letter for each, nothing that joins what stands before it) by a table; and [`Tokens`], which
//! knows everything, for the rest. All give what `Tokens` alone would give, and a test says so.

use super::ascii;
use super::hash;
use super::simple::{Simple, simple};
use crate::text::tokens::Tokens;
use crate::text::{Script, Shape, bounded};

/// A word of a text as the matcher sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordHash {
    pub(super) hash: u64,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where its folded form stands in [`Words::folded`]; [`ASCII`] if it is the original in small letters.
    pub(super) folded: u32,
    pub(super) folded_len: u16,
    pub(super) script: Script,
    pub(super) flags: u8,
}

/// Stands for a folded form that need not be kept.
pub(super) const ASCII: u32 = u32::MAX;
/// The word begins inside what one original character became.
pub(super) const STARTS_INSIDE: u8 = 1;
/// The word ends there.
pub(super) const ENDS_INSIDE: u8 = 2;
/// The word has a capital, or its script has none.
pub(super) const MAY_BE_NAME: u8 = 4;

/// The words of one text, and the folded forms of those that are not ASCII.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) list: Vec<WordHash>,
    pub(super) folded: String,
}

impl Words {
    /// The folded form of a word; an ASCII word's is in the letters of the text.
    pub(super) fn folded<'s>(&'s self, text: &'s str, word: &WordHash) -> &'s str {
        if word.folded == ASCII {
            &text[word.start as usize..word.end as usize]
        } else {
            &self.folded[word.folded as usize..word.folded as usize + usize::from(word.folded_len)]
        }
    }

    fn push_ascii(&mut self, bytes: &[u8], start: usize, end: usize, seed: u64) {
        let word = ascii::word(bytes, start, end, seed);
        self.list.push(WordHash {
            hash: word.hash,
            start: start as u32,
            end: end as u32,
            folded: ASCII,
            folded_len: 0,
            script: if word.has_letters { Script::Latin } else { Script::Other },
            flags: if word.has_capitals { MAY_BE_NAME } else { 0 },
        });
    }

    /// A word whose folded form is what [`Words::folded`] ends with, from `at` on.
    fn push_folded(&mut self, (start, end): (usize, usize), at: usize, script: Script, flags: u8, seed: u64) {
        let folded = &self.folded.as_bytes()[at..];
        self.list.push(WordHash {
            hash: hash::word(folded, seed),
            start: start as u32,
            end: end as u32,
            folded: at as u32,
            // No name has a word of 64 kB, so that a cut one is no loss.
            folded_len: u16::try_from(folded.len()).unwrap_or(0),
            script,
            flags,
        });
    }
}

/// Fills `words` with the words of `text`.
pub(super) fn split(text: &str, seed: u64, words: &mut Words) {
    let text = bounded(text);
    words.list.clear();
    words.folded.clear();
    let mut at = 0;
    while at < text.len() {
        at = ascii_words(text, at, seed, words);
        at = other_words(text, at, seed, words);
    }
}

/// Reads from `at`, where no word is open, up to a word or sign that is not ASCII; returns where that begins.
fn ascii_words(text: &str, mut at: usize, seed: u64, words: &mut Words) -> usize {
    let bytes = text.as_bytes();
    let mut open: Option<usize> = None;
    while at < bytes.len() {
        let masks = ascii::masks(bytes, at);
        // Bits where a word begins or ends, in turn.
        let mut edges = masks.word ^ ((masks.word << 1) | u64::from(open.is_some()));
        let foreign = if masks.other == 0 { 64 } else { masks.other.trailing_zeros() };
        if foreign < 64 {
            edges &= (1 << foreign) - 1;
        }
        while edges != 0 {
            let edge = at + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            match open.take() {
                Some(start) => words.push_ascii(bytes, start, edge, seed),
                None => open = Some(edge),
            }
        }
        if foreign < 64 {
            // A word that goes on with a foreign letter, or is followed by a foreign sign, is read again with it.
            return open.unwrap_or(at + foreign as usize);
        }
        at += 64;
    }
    if let Some(start) = open {
        words.push_ascii(bytes, start, bytes.len(), seed);
    }
    bytes.len()
}

/// Reads words and signs from `at` on for as long as they are not ASCII; returns where an ASCII stretch begins.
fn other_words(text: &str, mut at: usize, seed: u64, words: &mut Words) -> usize {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match simple_word(text, at, words) {
            Reading::Word { end, script, flags, folded } => {
                words.push_folded((at, end), folded, script, flags, seed);
                at = end;
            }
            Reading::Sign { end } => at = end,
            Reading::Hard => at = hard_words(text, at, seed, words),
        }
        // One ASCII sign between two foreign words is no reason to change the reader.
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(byte), Some(next)) if byte.is_ascii() && !next.is_ascii() && !byte.is_ascii_alphanumeric() => at += 1,
            (Some(byte), _) if byte.is_ascii() => return at,
            _ => {}
        }
    }
    at
}

enum Reading {
    Word {
        end: usize,
        script: Script,
        flags: u8,
        folded: usize,
    },
    Sign {
        end: usize,
    },
    /// Not to be read character by character.
    Hard,
}

/// Reads one word of simple letters, or one sign, and appends its folded form.
fn simple_word(text: &str, start: usize, words: &mut Words) -> Reading {
    let folded = words.folded.len();
    let (mut at, mut script) = (start, Script::Other);
    let (mut upper, mut lower, mut letters) = (false, false, false);
    for c in text[start..].chars() {
        match simple(c) {
            Simple::Sign if at == start => return Reading::Sign { end: start + c.len_utf8() },
            Simple::Sign => break,
            Simple::Hard => {
                words.folded.truncate(folded);
                return Reading::Hard;
            }
            Simple::Letter { folded, script: next, upper: is_upper, lower: is_lower, number } => {
                let unspaced = script.is_unspaced() || next.is_unspaced();
                let other = script != Script::Other && next != Script::Other && next != script;
                if at > start && (unspaced || other) {
                    break;
                }
                if script == Script::Other {
                    script = next;
                }
                words.folded.push(folded);
                upper |= is_upper;
                lower |= is_lower;
                letters |= !number;
            }
        }
        at += c.len_utf8();
    }
    let may_be_name = letters && (upper || !lower || script == Script::Georgian);
    Reading::Word { end: at, script, flags: if may_be_name { MAY_BE_NAME } else { 0 }, folded }
}

/// Reads one word by the full rules, and those that begin inside its last character.
fn hard_words(text: &str, at: usize, seed: u64, words: &mut Words) -> usize {
    let mut tokens = Tokens::new(text);
    tokens.resume(at);
    loop {
        let folded = words.folded.len();
        let Some(token) = tokens.next(&mut words.folded) else { return text.len() };
        let word = token.word;
        let mut flags = 0;
        for (flag, set) in [
            (STARTS_INSIDE, !token.starts_whole),
            (ENDS_INSIDE, !token.ends_whole),
            (MAY_BE_NAME, !matches!(word.shape, Shape::Lower | Shape::Number)),
        ] {
            flags |= if set { flag } else { 0 };
        }
        let span = (word.span.start as usize, word.span.end as usize);
        words.push_folded(span, folded, word.script, flags, seed);
        if let Some(next) = tokens.position() {
            return next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Start, end, hash, script, flags and folded form of each word, by the full rules alone.
    fn slow(text: &str) -> Vec<(WordHash, String)> {
        let mut words = Words::default();
        let mut at = 0;
        while at < text.len() {
            at = hard_words(text, at, 7, &mut words);
        }
        listed(text, &words)
    }

    fn listed(text: &str, words: &Words) -> Vec<(WordHash, String)> {
        let plain = |word: &WordHash| WordHash { folded: 0, folded_len: 0, ..*word };
        let folded = |word: &WordHash| {
            let folded = words.folded(text, word).to_owned();
            if word.folded == ASCII { folded.to_ascii_lowercase() } else { folded }
        };
        words.list.iter().map(|word| (plain(word), folded(word))).collect()
    }

    fn check(text: &str) {
        let mut words = Words::default();
        split(text, 7, &mut words);
        assert_eq!(listed(text, &words), slow(text), "{text:?}");
    }

    #[test]
    fn every_code_point_after_and_before_others() {
        for c in (0..=0x0010_FFFF_u32).filter_map(char::from_u32) {
            if c > '\u{3400}' && !c.is_ascii() && u32::from(c) % 97 != 0 && c.is_alphabetic() {
                continue;
            }
            for (before, after) in [("", ""), ("a", "b"), ("И", "и"), ("는 ", " 東"), ("カ", "3"), ("’", "’")]
            {
                check(&format!("{before}{c}{after}"));
            }
        }
    }

    #[test]
    fn words_across_blocks() {
        for length in 0..150 {
            check(&"a".repeat(length));
            check(&format!("{} Word", "b ".repeat(length)));
            check(&format!("{}Ж x", "c".repeat(length)));
            check(&format!("{} “x” ", "d".repeat(length)));
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_full_rules(text in "([a-zA-Z0-9 ,.]{0,30}|\\PC{0,5}|[a-zéßйЙи\u{306}\u{301}가東カ\u{3099}’·½㍻\u{AD}\u{200B} ]{0,9}){0,8}") {
            check(&text);
        }
    }
}
