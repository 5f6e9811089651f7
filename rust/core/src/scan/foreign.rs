//! What is not ASCII, many bytes at a time.

/// Bits for the bytes of a block that decide what a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    /// First bytes of what may be a Hangul syllable, and those for which the second byte decides.
    ea: u64,
    eb_ec: u64,
    ed: u64,
    /// Continuations by which the second byte decides.
    to_9d: u64,
    from_b0: u64,
    /// First bytes of U+0400 to U+047F.
    cyrillic: u64,
    /// U+2010 to U+2027 are E2 80 90 to E2 80 A7; U+3001, U+3002 and U+300A to U+3011 are E3 80 and then these.
    e2: u64,
    e3: u64,
    at_80: u64,
    dash_to_dots: u64,
    stops: u64,
    brackets: u64,
    /// C2 A0, C2 AB, C2 B7, C2 BB.
    c2: u64,
    latin_signs: u64,
    digit: u64,
}

impl Bytes {
    /// From two functions that give the bits of the bytes in a range, both ends included, and of those that are equal.
    #[inline]
    pub(super) fn new(range: impl Fn(u8, u8) -> u64, equal: impl Fn(u8) -> u64) -> Self {
        Self {
            ea: equal(0xEA),
            eb_ec: range(0xEB, 0xEC),
            ed: equal(0xED),
            to_9d: range(0x80, 0x9D),
            from_b0: range(0xB0, 0xBF),
            cyrillic: range(0xD0, 0xD1),
            e2: equal(0xE2),
            e3: equal(0xE3),
            at_80: equal(0x80),
            dash_to_dots: range(0x90, 0xA7),
            stops: range(0x81, 0x82),
            brackets: range(0x8A, 0x91),
            c2: equal(0xC2),
            latin_signs: equal(0xA0) | equal(0xAB) | equal(0xB7) | equal(0xBB),
            digit: range(b'0', b'9'),
        }
    }

    /// What the characters are, in a block that ends with a whole one.
    #[inline]
    pub(super) const fn kinds(self) -> Kinds {
        let syllable = self.eb_ec | (self.ea & (self.from_b0 >> 1)) | (self.ed & (self.to_9d >> 1));
        let general = self.e2 & (self.at_80 >> 1) & (self.dash_to_dots >> 2);
        let wide = self.e3 & (self.at_80 >> 1) & ((self.stops | self.brackets) >> 2);
        let three = general | wide;
        let two = self.c2 & (self.latin_signs >> 1);
        Kinds {
            hangul: syllable | (syllable << 1) | (syllable << 2),
            cyrillic: self.cyrillic | (self.cyrillic << 1),
            sign: three | (three << 1) | (three << 2) | two | (two << 1),
            digit: self.digit,
        }
    }
}

/// Bits for all bytes of certain characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    /// Hangul syllables; a few at the end of the range are not counted.
    pub(super) hangul: u64,
    /// U+0400 to U+047F.
    pub(super) cyrillic: u64,
    /// Frequent signs of which none is part of a word.
    pub(super) sign: u64,
    /// ASCII digits.
    pub(super) digit: u64,
}

/// What the bytes of a block that are not ASCII belong to. The block ends with a whole character.
#[inline]
pub(super) fn kinds(block: &[u8; 64]) -> Kinds {
    #[cfg(target_arch = "x86_64")]
    let bytes = super::vector::classify_foreign(block);
    #[cfg(not(target_arch = "x86_64"))]
    let bytes = classify_simply(block);
    bytes.kinds()
}

#[cfg(any(test, not(target_arch = "x86_64")))]
fn classify_simply(block: &[u8; 64]) -> Bytes {
    let bits = |is: &dyn Fn(u8) -> bool| (0..64).fold(0, |bits, at| bits | (u64::from(is(block[at])) << at));
    Bytes::new(|first, last| bits(&|byte| (first..=last).contains(&byte)), |wanted| bits(&|byte| byte == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::chars::{Action, Class};

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn vectors_and_single_bytes_see_the_same() {
        for first in 0..=255_u8 {
            let block = std::array::from_fn(|at| first.wrapping_add((at * 37) as u8));
            assert_eq!(super::super::vector::classify_foreign(&block), classify_simply(&block));
        }
    }

    #[test]
    fn every_character_is_what_the_tables_say() {
        for c in (0..=0x0010_FFFF_u32).filter_map(char::from_u32) {
            let mut block = [b' '; 64];
            let len = c.encode_utf8(&mut block[..]).len();
            let all = (1_u64 << len) - 1;
            let kinds = kinds(&block);
            for (kind, expected) in [
                (kinds.hangul, ('가'..='\u{D77F}').contains(&c)),
                (kinds.cyrillic, ('\u{400}'..='\u{47F}').contains(&c)),
                (kinds.digit, c.is_ascii_digit()),
            ] {
                assert_eq!(kind, if expected { all } else { 0 }, "{c:?}");
            }
            if kinds.sign != 0 {
                assert_eq!(kinds.sign, all);
                let is_sign = |c: char| !Class::of(c).is_word();
                assert!(match Action::of(c) {
                    Action::Same => is_sign(c),
                    Action::Space => true,
                    Action::To(folded) => folded.chars().all(is_sign),
                    _ => false,
                });
            }
        }
    }
}
