//! Splits a text into the words that the matcher looks up, each with its hash.

use super::hash;
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
/// The word begins with a capital, or its script has none.
pub(super) const MAY_BE_NAME: u8 = 4;

/// The words of one text, and the folded forms of those that are not ASCII.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) list: Vec<WordHash>,
    pub(super) folded: String,
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.folded.clear();
    }

    /// The folded form of a word; an ASCII word's is in the letters of the text.
    pub(super) fn folded<'s>(&'s self, text: &'s str, word: &WordHash) -> &'s str {
        if word.folded == ASCII {
            &text[word.start as usize..word.end as usize]
        } else {
            &self.folded[word.folded as usize..word.folded as usize + usize::from(word.folded_len)]
        }
    }
}

/// Fills `words` with the words of `text`.
pub(super) fn split(text: &str, seed: u64, words: &mut Words) {
    let text = bounded(text);
    words.clear();
    let mut tokens = Tokens::new(text);
    loop {
        let at = words.folded.len();
        let Some(token) = tokens.next(&mut words.folded) else { return };
        let folded = &words.folded.as_bytes()[at..];
        let hash = hash::word(folded, seed);
        let (len, word) = (folded.len(), token.word);
        let capital = matches!(word.shape, Shape::Title | Shape::Upper | Shape::Mixed | Shape::Caseless);
        let mut flags = 0;
        for (flag, set) in
            [(STARTS_INSIDE, !token.starts_whole), (ENDS_INSIDE, !token.ends_whole), (MAY_BE_NAME, capital)]
        {
            flags |= if set { flag } else { 0 };
        }
        words.list.push(WordHash {
            hash,
            start: word.span.start,
            end: word.span.end,
            folded: at as u32,
            // No name has a word of 64 kB, so that a cut one is no loss.
            folded_len: u16::try_from(len).unwrap_or(0),
            script: word.script,
            flags,
        });
    }
}
