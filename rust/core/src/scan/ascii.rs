//! ASCII text, many bytes at a time.

use super::hash;
use crate::text::Shape;

/// Which of 64 bytes belong to words, and which are not ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Masks {
    pub(super) word: u64,
    pub(super) other: u64,
}

/// The masks of the 64 bytes from `at` on; behind the end of the text stands nothing.
#[inline]
pub(super) fn masks(bytes: &[u8], at: usize) -> Masks {
    classify(&block(bytes, at))
}

/// 64 bytes from `at` on, zeros behind the end.
#[inline]
pub(super) fn block(bytes: &[u8], at: usize) -> [u8; 64] {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(block) = rest.first_chunk::<64>() {
        return *block;
    }
    let mut block = [0; 64];
    block[..rest.len()].copy_from_slice(rest);
    block
}

/// The masks of a block, by the quickest way this processor has.
#[inline]
fn classify(block: &[u8; 64]) -> Masks {
    #[cfg(target_arch = "x86_64")]
    let masks = super::vector::classify(block);
    #[cfg(not(target_arch = "x86_64"))]
    let masks = classify_simply(block);
    masks
}

#[cfg(any(test, not(target_arch = "x86_64")))]
fn classify_simply(block: &[u8; 64]) -> Masks {
    let mut masks = Masks { word: 0, other: 0 };
    for (index, byte) in block.iter().enumerate() {
        masks.word |= u64::from(byte.is_ascii_alphanumeric()) << index;
        masks.other |= u64::from(!byte.is_ascii()) << index;
    }
    masks
}

/// What the bytes of an ASCII word say about it.
pub(super) struct Word {
    pub(super) hash: u64,
    pub(super) begins_with_capital: bool,
    pub(super) shape: Shape,
}

const SMALL: u64 = 0x2020_2020_2020_2020;
const LETTER: u64 = 0x4040_4040_4040_4040;

/// Folds and hashes an ASCII word eight letters at a time. Digits and small letters have the bit that capitals lack.
#[inline]
pub(super) fn word(bytes: &[u8], start: usize, end: usize, seed: u64) -> Word {
    let (mut at, mut hash) = (start, seed);
    let (mut lacking, mut letters, mut small) = (0, 0, 0);
    let begins_with_capital = bytes[start].is_ascii_uppercase();
    // The first letter is counted apart.
    let mut behind = !0xFF;
    loop {
        let len = end - at;
        if len <= 8 {
            // The first `len` bytes; a word is never empty.
            let mask = u64::MAX >> (64 - 8 * len);
            let chunk = load(bytes, at) & mask;
            lacking |= !chunk & SMALL & mask & behind;
            letters |= chunk & LETTER;
            small |= chunk & (chunk >> 1) & SMALL;
            hash = hash::last(hash, chunk | (SMALL & mask));
            let shape = match (begins_with_capital, lacking != 0, small != 0) {
                (true, false, true) => Shape::Title,
                (true, _, false) => Shape::Upper,
                (true, true, true) => Shape::Mixed,
                (false, true, _) => with_capitals(&bytes[start..end]),
                (false, false, _) if letters == 0 => Shape::Number,
                (false, false, _) => Shape::Lower,
            };
            return Word { hash, begins_with_capital, shape };
        }
        let chunk = load(bytes, at);
        lacking |= !chunk & SMALL & behind;
        letters |= chunk & LETTER;
        small |= chunk & (chunk >> 1) & SMALL;
        hash = hash::more(hash, chunk | SMALL);
        behind = u64::MAX;
        at += 8;
    }
}

/// The shape of a word that has capitals behind a digit or a small letter.
#[cold]
fn with_capitals(word: &[u8]) -> Shape {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let Some((first, rest)) = word[digits..].split_first() else { return Shape::Number };
    let (mut upper, mut lower) = (false, false);
    for byte in rest {
        upper |= byte.is_ascii_uppercase();
        lower |= byte.is_ascii_lowercase();
    }
    match (first.is_ascii_uppercase(), upper, lower) {
        (true, false, true) => Shape::Title,
        (true, _, false) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

/// Is `folded` what an ASCII word becomes?
#[inline]
pub(super) fn is_folded(word: &[u8], folded: &[u8]) -> bool {
    let same = |at: usize, small: u64| -> Option<bool> {
        let (a, b) = (word.get(at..)?.first_chunk::<8>()?, folded.get(at..)?.first_chunk::<8>()?);
        Some(u64::from_le_bytes(*a) | small == u64::from_le_bytes(*b))
    };
    let len = word.len();
    if len != folded.len() {
        return false;
    }
    if len < 8 {
        return word.iter().zip(folded).all(|(a, b)| a | 0x20 == *b);
    }
    // The last eight bytes may overlap those before.
    (0..len / 8).all(|chunk| same(chunk * 8, SMALL) == Some(true)) && same(len - 8, SMALL) == Some(true)
}

/// Eight bytes from `at` on, zeros behind the end.
#[inline]
pub(super) fn load(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*chunk);
    }
    let mut chunk = [0; 8];
    chunk[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_and_single_bytes_see_the_same() {
        for first in 0..=255_u8 {
            let mut block = [0; 64];
            for (index, byte) in block.iter_mut().enumerate() {
                *byte = first.wrapping_add((index * 37) as u8);
            }
            assert_eq!(classify(&block), classify_simply(&block));
        }
    }

    #[test]
    fn words_hash_as_their_folded_form() {
        let text = "PyongYang 2024 AVeryLongWordIndeed123 x";
        for (start, end, shape) in
            [(0, 9, Shape::Mixed), (10, 14, Shape::Number), (15, 37, Shape::Mixed), (38, 39, Shape::Lower)]
        {
            let word = word(text.as_bytes(), start, end, 5);
            assert_eq!(word.hash, hash::word(text[start..end].to_ascii_lowercase().as_bytes(), 5));
            assert_eq!(word.begins_with_capital, text.as_bytes()[start].is_ascii_uppercase());
            assert!(is_folded(&text.as_bytes()[start..end], text[start..end].to_ascii_lowercase().as_bytes()));
            assert!(!is_folded(&text.as_bytes()[start..end], &text.as_bytes()[1..=end - start]));
            assert_eq!(word.shape, shape);
        }
    }
}
