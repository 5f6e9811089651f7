//! Hashes of words and of sequences of words. They are stored in files: changing them changes the section's version.

const WORD: u64 = 0x9E37_79B9_7F4A_7C15;
const SIGN: u64 = 0xD6E8_FEB8_6659_FD93;
const NEXT: u64 = 0xA076_1D64_78BD_642F;

/// The hash of a sequence of one or more words with the signs between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State(pub(super) u64);

impl State {
    /// The state after a first word.
    #[inline]
    pub(super) const fn first(word: u64) -> Self {
        Self(word)
    }

    /// The state after one more word, `sign` being what stands before it.
    #[inline]
    pub(super) fn then(self, sign: u64, word: u64) -> Self {
        Self(mix(self.0 ^ sign, word ^ NEXT))
    }
}

/// The hash of a folded word.
#[inline]
pub(super) fn word(bytes: &[u8], seed: u64) -> u64 {
    let mut hash = seed;
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        if tail.is_empty() {
            return last(hash, u64::from_le_bytes(*chunk));
        }
        hash = more(hash, u64::from_le_bytes(*chunk));
        rest = tail;
    }
    let mut chunk = [0; 8];
    chunk[..rest.len()].copy_from_slice(rest);
    last(hash, u64::from_le_bytes(chunk))
}

/// Takes in eight bytes of a word that has more.
#[inline]
pub(super) fn more(hash: u64, chunk: u64) -> u64 {
    mix(hash ^ chunk, WORD)
}

/// Takes in the last one to eight bytes, those behind the end being zero.
#[inline]
pub(super) fn last(hash: u64, chunk: u64) -> u64 {
    mix(hash ^ chunk, SIGN)
}

/// The number of what stands between two words, as [`text::key`](crate::text::key) writes it.
#[inline]
pub(super) fn sign(sign: &str) -> u64 {
    match sign.as_bytes() {
        [b' '] => SPACE,
        [] => mix(1, SIGN),
        bytes => word(bytes, WORD),
    }
}

/// The number of a blank.
pub(super) const SPACE: u64 = 0;

/// Both halves of the product: every bit of the input reaches every bit of the result.
#[inline]
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_in_files_stay_what_they_are() {
        assert_eq!(word(b"pyongyang", 1), 17_768_688_324_937_397_511);
        assert_eq!(word(b"tokyo", 1), 4_568_516_451_051_266_658);
    }

    #[test]
    fn words_and_signs_are_told_apart() {
        let words: Vec<String> = (0..20_000).map(|n| format!("{n:x}")).collect();
        let mut hashes: Vec<u64> = words.iter().map(|w| word(w.as_bytes(), 7)).collect();
        hashes.extend(words.iter().map(|w| State::first(word(b"new", 7)).then(SPACE, word(w.as_bytes(), 7)).0));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 40_000);
        assert_ne!(sign(""), sign(" "));
        assert_ne!(sign("."), sign("'"));
    }
}
