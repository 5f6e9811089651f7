//! The words of a text as they were split once: with hashes for the matcher, and for whoever wants to know more of them.

use super::ascii;
use super::hash;
use super::quick::Quick;
use crate::text::tokens::joiner;
use crate::text::{Joiner, Script, Shape, Span, Word};

/// A word of a text as the matcher sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordHash {
    /// The hash of the folded form.
    pub(crate) hash: u64,
    pub(super) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// Where its folded form stands in [`Words::folded`]; or [`ASCII`] or [`SAME`].
    pub(super) folded: u32,
    pub(super) folded_len: u16,
    pub(super) script: Script,
    /// And above them, from bit [`SHAPE`] on, how its capitals are set.
    pub(super) flags: u8,
}

/// The folded form is the original in small letters.
pub(super) const ASCII: u32 = u32::MAX;
/// The folded form is the original.
pub(super) const SAME: u32 = u32::MAX - 1;
/// The word begins inside what one original character became.
pub(super) const STARTS_INSIDE: u8 = 1;
/// The word ends there.
pub(super) const ENDS_INSIDE: u8 = 2;
/// The word has a capital, or its script has none.
pub(super) const MAY_BE_NAME: u8 = 4;
/// The first character of the word is a capital.
pub(super) const CAPITAL: u8 = 8;
const SHAPE: u32 = 4;

/// The shapes by their numbers.
const SHAPES: [Shape; 6] = [Shape::Lower, Shape::Title, Shape::Upper, Shape::Mixed, Shape::Caseless, Shape::Number];

#[inline]
pub(super) const fn flag(flag: u8, set: bool) -> u8 {
    if set { flag } else { 0 }
}

/// The flags that say how a word is written.
#[inline]
pub(super) const fn written(shape: Shape, capital: bool) -> u8 {
    let may_be_name = !matches!(shape, Shape::Lower | Shape::Number);
    flag(MAY_BE_NAME, may_be_name) | flag(CAPITAL, capital) | (shape as u8) << SHAPE
}

impl WordHash {
    #[inline]
    fn shape(&self) -> Shape {
        SHAPES.get(usize::from(self.flags >> SHAPE)).copied().unwrap_or(Shape::Caseless)
    }
}

/// The words of one text, and the folded forms of those that are not ASCII.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(super) list: Vec<WordHash>,
    pub(super) folded: Vec<u8>,
    /// A word that is being folded by [`Tokens`](crate::text::tokens::Tokens).
    pub(super) token: String,
}

impl Words {
    /// The words in order.
    #[inline]
    pub(crate) fn list(&self) -> &[WordHash] {
        &self.list
    }

    /// Words for which there is room.
    pub(crate) fn capacity(&self) -> usize {
        self.list.capacity()
    }

    /// Replaces the contents of `out` with the words of the text that was split, as [`words`](crate::text::words) gives
    /// them.
    pub(crate) fn lay(&self, text: &str, out: &mut Vec<Word>) {
        out.clear();
        out.reserve(self.list.len());
        let mut before: Option<(u32, Script)> = None;
        for word in &self.list {
            let WordHash { start, end, script, .. } = *word;
            let joiner = match before {
                None => Joiner::Start,
                Some((end, _)) if end + 1 == start && text.as_bytes()[end as usize] == b' ' => Joiner::Space,
                Some((end, before)) => joiner(&text[end.min(start) as usize..start as usize], before, script),
            };
            out.push(Word { span: Span::new(start, end), shape: word.shape(), script, joiner });
            before = Some((end, script));
        }
    }

    /// The folded form of word `i`. `lower` is the text with the capitals of ASCII made small.
    #[inline]
    pub(crate) fn folded_in<'s>(&'s self, lower: &'s str, i: usize) -> &'s str {
        let word = &self.list[i];
        if word.folded >= SAME {
            &lower[word.start as usize..word.end as usize]
        } else {
            std::str::from_utf8(self.apart(word)).unwrap_or_default()
        }
    }

    /// The folded form of a word; an ASCII word's is in the letters of the text.
    #[inline]
    pub(super) fn folded<'s>(&'s self, text: &'s str, word: &WordHash) -> &'s [u8] {
        if word.folded >= SAME { &text.as_bytes()[word.start as usize..word.end as usize] } else { self.apart(word) }
    }

    /// The folded form of a word that has one apart from the text.
    #[inline]
    fn apart(&self, word: &WordHash) -> &[u8] {
        &self.folded[word.folded as usize..word.folded as usize + usize::from(word.folded_len)]
    }

    pub(super) fn push_ascii(&mut self, bytes: &[u8], start: usize, end: usize, seed: u64) {
        let word = ascii::word(bytes, start, end, seed);
        self.list.push(WordHash {
            hash: word.hash,
            start: start as u32,
            end: end as u32,
            folded: ASCII,
            folded_len: 0,
            script: if word.shape == Shape::Number { Script::Other } else { Script::Latin },
            flags: written(word.shape, word.begins_with_capital),
        });
    }

    /// A word whose folded form is the original, or what [`Words::folded`] ends with from `folded` on.
    #[inline]
    pub(super) fn push_quick(&mut self, (start, end): (usize, usize), word: &Quick, folded: Option<usize>) {
        let len = self.folded.len() - folded.unwrap_or(self.folded.len());
        self.list.push(WordHash {
            hash: word.hash,
            start: start as u32,
            end: end as u32,
            folded: folded.map_or(SAME, |at| at as u32),
            folded_len: u16::try_from(len).unwrap_or(0),
            script: word.script,
            flags: written(word.shape, word.capital),
        });
    }

    /// A word whose folded form is what [`Words::folded`] ends with, from `at` on.
    pub(super) fn push_folded(
        &mut self,
        (start, end): (usize, usize),
        at: usize,
        script: Script,
        flags: u8,
        seed: u64,
    ) {
        let folded = &self.folded[at..];
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
