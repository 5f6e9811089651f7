//! Words of Cyrillic, Hangul and Han, read from their bytes.
//!
//! All letters from U+0400 to U+047F have two bytes of which the first is D0 or D1, and so have their folded forms. Hangul
//! syllables and Han characters fold to themselves.

use super::ascii::load;
use super::hash;
use super::simple::{Simple, simple};
use crate::text::{Script, Shape};
use std::sync::LazyLock;

/// A word that was read.
pub(super) struct Quick {
    pub(super) hash: u64,
    pub(super) script: Script,
    pub(super) shape: Shape,
    pub(super) capital: bool,
}

const UPPER: u64 = 1 << 16;
const LOWER: u64 = 1 << 17;

/// For U+0400 to U+047F the two bytes of the folded letter, and flags.
static CYRILLIC: LazyLock<[u64; 128]> = LazyLock::new(|| std::array::from_fn(|low| letter(0x400 + low as u32)));

fn letter(code: u32) -> u64 {
    let mut bytes = [0; 2];
    match char::from_u32(code).map(simple) {
        Some(Simple::Letter { folded, upper, lower, .. }) if folded.len_utf8() == 2 => {
            folded.encode_utf8(&mut bytes);
            u64::from(u16::from_le_bytes(bytes)) | if upper { UPPER } else { 0 } | if lower { LOWER } else { 0 }
        }
        // There is none; a test says so.
        _ => 0,
    }
}

/// A word of letters from U+0400 to U+047F. Its folded form is appended.
#[inline]
pub(super) fn cyrillic(bytes: &[u8], start: usize, end: usize, seed: u64, folded: &mut Vec<u8>) -> Quick {
    let table = &*CYRILLIC;
    let fold = |pair: u64| table[((pair & 1) << 6 | ((pair >> 8) & 63)) as usize];
    let behind = |letter: u64, at: usize| if at == start { 0 } else { letter };
    let (mut at, mut hash, mut rest) = (start, seed, 0);
    let first = fold(load(bytes, start));
    loop {
        let chunk = load(bytes, at);
        let len = end - at;
        if len > 8 {
            let letters = [fold(chunk), fold(chunk >> 16), fold(chunk >> 32), fold(chunk >> 48)];
            rest |= behind(letters[0], at) | letters[1] | letters[2] | letters[3];
            let chunk = join(letters);
            folded.extend_from_slice(&chunk.to_le_bytes());
            hash = hash::more(hash, chunk);
            at += 8;
            continue;
        }
        // Letters behind the end are taken for nothing.
        let last = |number: usize| if number * 2 < len { fold(chunk >> (16 * number)) } else { 0 };
        let letters = [last(0), last(1), last(2), last(3)];
        rest |= behind(letters[0], at) | letters[1] | letters[2] | letters[3];
        let chunk = join(letters);
        folded.extend_from_slice(&chunk.to_le_bytes());
        folded.truncate(folded.len() - (8 - len));
        hash = hash::last(hash, chunk);
        return Quick { hash, script: Script::Cyrillic, shape: shape(first, rest), capital: first & UPPER != 0 };
    }
}

/// The shape of a word by the flags of its first letter and those of the others.
#[inline]
const fn shape(first: u64, rest: u64) -> Shape {
    match (first & UPPER != 0, rest & UPPER != 0, rest & LOWER != 0) {
        (false, false, _) => Shape::Lower,
        (true, false, true) => Shape::Title,
        (true, _, false) => Shape::Upper,
        (true, true, true) | (false, true, _) => Shape::Mixed,
    }
}

/// Four folded letters side by side.
#[inline]
const fn join(letters: [u64; 4]) -> u64 {
    (letters[0] & 0xFFFF)
        | ((letters[1] & 0xFFFF) << 16)
        | ((letters[2] & 0xFFFF) << 32)
        | ((letters[3] & 0xFFFF) << 48)
}

/// A word of Hangul syllables and perhaps ASCII digits.
#[inline]
pub(super) fn hangul(bytes: &[u8], start: usize, end: usize, seed: u64) -> Quick {
    Quick { hash: plain(bytes, start, end, seed), script: Script::Hangul, shape: Shape::Caseless, capital: false }
}

/// One of U+4E00 to U+9FFF, if it stands before another or at the end of its run.
#[inline]
pub(super) fn han(bytes: &[u8], at: usize, end: usize, seed: u64) -> Option<Quick> {
    let is_han = |at: usize| matches!(bytes.get(at..), Some([0xE4, 0xB8..=0xBF, ..] | [0xE5..=0xE9, ..]));
    let alone = is_han(at) && (at + 3 >= end || is_han(at + 3));
    alone.then(|| Quick {
        hash: plain(bytes, at, at + 3, seed),
        script: Script::Han,
        shape: Shape::Caseless,
        capital: false,
    })
}

/// The hash of a word that folds to itself.
#[inline]
fn plain(bytes: &[u8], start: usize, end: usize, seed: u64) -> u64 {
    let (mut at, mut hash) = (start, seed);
    loop {
        let len = end - at;
        let chunk = load(bytes, at);
        if len <= 8 {
            // A word is never empty.
            return hash::last(hash, chunk & (u64::MAX >> (64 - 8 * len)));
        }
        hash = hash::more(hash, chunk);
        at += 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_letters_of_the_range_are_known() {
        assert!(CYRILLIC.iter().all(|letter| letter & 0xFFFF != 0 && letter & (UPPER | LOWER) != 0));
    }
}
