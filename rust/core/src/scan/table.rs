//! The scanner's section of a gazetteer file, used where it lies.
//!
//! ```text
//!  0 u32 words of the filter of first words, a multiple of 8   20 u32 words of the other filter, a multiple of 8
//!  4 u32 slots that hashes of first words lead to              24 u32 slots that hashes of longer beginnings lead to
//!  8 u64 seed of the hashes                                    28 u32 slots of first words, a multiple of 4
//! 16 u32 number of keys                                        32 zeros up to 64
//! 64 filter of first words: 64-bit words, two bits set for each first word of a name
//!    filter of longer beginnings: the same
//!    slots of first words, 16 bytes each, in the order of the words' hashes:
//!      u32 value, u32 fingerprint (the low half of the hash), u64 one bit set for each word that may come next
//!    slots of longer beginnings, 8 bytes each, in the order of the states' hashes: u32 value, u32 fingerprint
//!
//! value: bit 31 a name ends here   bit 30 names go on from here   bit 29 a name that begins so may begin with a small
//!        letter (set for first words only)   bits 0..29 the name's key
//! ```
//! A slot is found from the high bits of a hash, or in the slots right behind, up to the first empty one (zero). Slots
//! are sorted by hash, so that building writes them in one sweep, and the last run of them may pass the nominal end.
//!
//! Why two tables: most words of a text begin no name or only names that go on otherwise. The filter, which stays in a
//! near cache, rejects the former; the bits of the next words, which lie in the line that was fetched anyway, the
//! latter, before anything is looked up for two words.
//!
//! Nothing is trusted: whatever the bytes are, a look-up ends after at most [`LONGEST_PROBE`] slots and gives a slot or
//! none, and a key that a slot names is checked against the text before it is reported.

use super::hash::State;
use crate::error::{Error, Result};

/// Layout version of the section.
pub const SECTION_VERSION: u32 = 2;

pub(super) const HEADER: usize = 64;
pub(super) const NAME: u32 = 1 << 31;
pub(super) const GOES_ON: u32 = 1 << 30;
pub(super) const SMALL: u32 = 1 << 29;
pub(super) const KEY_MASK: u32 = SMALL - 1;
/// The builder refuses to make longer runs of slots (it tries another seed).
pub(super) const LONGEST_PROBE: usize = 256;

/// What the table says of a sequence of words: nothing, if all bits are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Value(pub(super) u32);

impl Value {
    #[inline]
    pub(super) const fn is_nothing(self) -> bool {
        self.0 == 0
    }

    #[inline]
    pub(super) const fn is_name(self) -> bool {
        self.0 & NAME != 0
    }

    #[inline]
    pub(super) const fn goes_on(self) -> bool {
        self.0 & GOES_ON != 0
    }

    /// May the first letter be a small one?
    #[inline]
    pub(super) const fn may_be_small(self) -> bool {
        self.0 & SMALL != 0
    }

    #[inline]
    pub(super) const fn key(self) -> u32 {
        self.0 & KEY_MASK
    }
}

/// What the table says of a first word, and a bit for each word that may come next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct First {
    pub(super) value: Value,
    pub(super) next: u64,
}

/// The bit of a second word. Other bits of its hash decide where it is looked up.
#[inline]
pub(super) const fn next_bit(word: u64) -> u64 {
    1 << (word & 63)
}

/// A checked view of the section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'g> {
    first_filter: &'g [[u8; 8]],
    next_filter: &'g [[u8; 8]],
    firsts: &'g [[u8; 16]],
    longer: &'g [[u8; 8]],
    /// Slots that hashes lead to; the ones behind only take what overflows.
    nominal_firsts: u64,
    nominal_longer: u64,
    pub(super) seed: u64,
}

impl<'g> Table<'g> {
    pub(super) fn new(section: &'g [u8]) -> Result<Self> {
        let bad = |what: &str| Error::format(format!("the scan section {what}; build the gazetteer again"));
        let header = section.first_chunk::<HEADER>().ok_or_else(|| bad("is cut short"))?;
        let u32_at = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let seed = u64::from(u32_at(8)) | (u64::from(u32_at(12)) << 32);
        let (nominal_firsts, nominal_longer) = (u32_at(4), u32_at(24));
        let parts = || {
            let (first_filter, rest) = section[HEADER..].split_at_checked(u32_at(0) as usize * 8)?;
            let (next_filter, rest) = rest.split_at_checked(u32_at(20) as usize * 8)?;
            let (firsts, longer) = rest.split_at_checked(u32_at(28) as usize * 16)?;
            let (longer, rest) = longer.as_chunks::<8>();
            let firsts = firsts.as_chunks::<16>().0;
            let fits =
                rest.is_empty() && firsts.len() > nominal_firsts as usize && longer.len() > nominal_longer as usize;
            let there = !first_filter.is_empty() && !next_filter.is_empty() && nominal_firsts > 0 && nominal_longer > 0;
            let (first_filter, next_filter) = (first_filter.as_chunks::<8>().0, next_filter.as_chunks::<8>().0);
            (fits && there).then_some((first_filter, next_filter, firsts, longer))
        };
        let (first_filter, next_filter, firsts, longer) =
            parts().ok_or_else(|| bad("has not the length that its header says"))?;
        let (nominal_firsts, nominal_longer) = (nominal_firsts.into(), nominal_longer.into());
        Ok(Self { first_filter, next_filter, firsts, longer, nominal_firsts, nominal_longer, seed })
    }

    /// Could a name begin with the word of this hash? Always true where one does, else rarely.
    #[inline]
    pub(super) fn may_begin(&self, word: u64) -> bool {
        passes(self.first_filter, word)
    }

    /// Could a name go on to this state? Always true where one does, else rarely.
    #[inline]
    pub(super) fn may_go_on(&self, state: State) -> bool {
        passes(self.next_filter, state.0)
    }

    /// Asks for the slot of a first word before it is needed.
    #[inline]
    pub(super) fn expect_first(&self, word: u64) {
        prefetch(self.firsts.as_flattened(), scale(word, self.nominal_firsts) * 16);
    }

    /// Asks for what [`Self::may_go_on`] will read.
    #[inline]
    pub(super) fn expect_filter(&self, state: State) {
        prefetch(self.next_filter.as_flattened(), scale(state.0, self.next_filter.len() as u64) * 8);
    }

    /// Asks for the slot of a longer beginning before it is needed.
    #[inline]
    pub(super) fn expect(&self, state: State) {
        prefetch(self.longer.as_flattened(), scale(state.0, self.nominal_longer) * 8);
    }

    /// What is known of a first word.
    #[inline]
    pub(super) fn first(&self, word: u64) -> First {
        let home = scale(word, self.nominal_firsts);
        for slot in self.firsts.iter().skip(home).take(LONGEST_PROBE) {
            let (here, next) = (half(slot, 0), half(slot, 8));
            if here == 0 || here >> 32 == word & 0xFFFF_FFFF {
                return First { value: Value(here as u32), next };
            }
        }
        First::default()
    }

    /// What is known of two or more words.
    #[inline]
    pub(super) fn find(&self, state: State) -> Value {
        let home = scale(state.0, self.nominal_longer);
        for slot in self.longer.iter().skip(home).take(LONGEST_PROBE) {
            let here = u64::from_le_bytes(*slot);
            if here == 0 || here >> 32 == state.0 & 0xFFFF_FFFF {
                return Value(here as u32);
            }
        }
        Value(0)
    }
}

/// Eight of the sixteen bytes of a slot.
#[inline]
fn half(slot: &[u8; 16], at: usize) -> u64 {
    u64::from_le_bytes(slot.as_chunks::<8>().0[at / 8])
}

/// Asks for `bytes[at]` before it is needed.
#[inline]
pub(super) fn prefetch(bytes: &[u8], at: usize) {
    #[cfg(target_arch = "x86_64")]
    super::vector::prefetch(bytes, at);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (bytes, at);
}

#[inline]
fn passes(filter: &[[u8; 8]], hash: u64) -> bool {
    let mask = filter_bits(hash);
    let bits = filter.get(scale(hash, filter.len() as u64)).map_or(0, |word| u64::from_le_bytes(*word));
    bits & mask == mask
}

/// A number below `size`, in the order of the hashes.
#[inline]
pub(super) fn scale(hash: u64, size: u64) -> usize {
    ((u128::from(hash) * u128::from(size)) >> 64) as usize
}

#[inline]
pub(super) const fn filter_bits(hash: u64) -> u64 {
    (1 << (hash & 63)) | (1 << ((hash >> 6) & 63))
}
