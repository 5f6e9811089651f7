//! The scanner's section of a gazetteer file, used where it lies.
//!
//! ```text
//!  0 u32 words of the first filter   8 u64 seed of the hashes   20 u32 words of the second filter
//!  4 u32 number of slots            16 u32 number of keys       24 zeros up to 64
//! 64 first filter: 64-bit words, two bits set for each first word of a name
//!    second filter: the same for each longer beginning
//!    slots, 8 bytes each, in the order of the states' hashes:
//!      bits 32..64 fingerprint: the low half of the hash
//!      bit  31 a name ends here   bit 30 names go on from here   bits 0..30 the name's key
//! ```
//! A slot is found from the high bits of a hash, or in the slots right behind, up to the first empty one (zero). Slots
//! are sorted by hash, so that building writes them in one sweep, and the last run of them may pass the nominal end.
//!
//! The filters stay in a nearer cache than the slots and spare most visits there.
//!
//! Nothing is trusted: whatever the bytes are, a look-up ends after at most [`LONGEST_PROBE`] slots and gives a slot or
//! none, and a key that a slot names is checked against the text before it is reported.

use super::hash::State;
use crate::error::{Error, Result};

/// Layout version of the section.
pub const SECTION_VERSION: u32 = 1;

pub(super) const HEADER: usize = 64;
pub(super) const NAME: u32 = 1 << 31;
pub(super) const GOES_ON: u32 = 1 << 30;
pub(super) const KEY_MASK: u32 = GOES_ON - 1;
/// The builder refuses to make longer runs of slots (it tries another seed).
pub(super) const LONGEST_PROBE: usize = 256;

/// What the table says of a sequence of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot(pub(super) u64);

impl Slot {
    pub(super) fn new(state: State, value: u32) -> Self {
        Self((state.0 << 32) | u64::from(value))
    }

    #[inline]
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[inline]
    pub(super) const fn belongs_to(self, state: State) -> bool {
        (self.0 >> 32) == (state.0 & 0xFFFF_FFFF)
    }

    #[inline]
    pub(super) const fn is_name(self) -> bool {
        self.0 as u32 & NAME != 0
    }

    #[inline]
    pub(super) const fn goes_on(self) -> bool {
        self.0 as u32 & GOES_ON != 0
    }

    #[inline]
    pub(super) const fn key(self) -> u32 {
        self.0 as u32 & KEY_MASK
    }
}

/// A checked view of the section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'g> {
    first_filter: &'g [[u8; 8]],
    next_filter: &'g [[u8; 8]],
    slots: &'g [[u8; 8]],
    /// Slots that hashes lead to; the ones behind only take what overflows.
    nominal: u64,
    pub(super) seed: u64,
}

impl<'g> Table<'g> {
    pub(super) fn new(section: &'g [u8]) -> Result<Self> {
        let bad = |what: &str| Error::format(format!("the scan section {what}; build the gazetteer again"));
        let header = section.first_chunk::<HEADER>().ok_or_else(|| bad("is cut short"))?;
        let u32_at = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let seed = u64::from(u32_at(8)) | (u64::from(u32_at(12)) << 32);
        let (words, rest) = section[HEADER..].as_chunks::<8>();
        let (first, next, nominal) = (u32_at(0) as usize, u32_at(20) as usize, u32_at(4));
        if !rest.is_empty() || first == 0 || next == 0 || nominal == 0 || words.len() < first + next + nominal as usize
        {
            return Err(bad("has not the length that its header says"));
        }
        let (first_filter, words) = words.split_at(first);
        let (next_filter, slots) = words.split_at(next);
        Ok(Self { first_filter, next_filter, slots, nominal: u64::from(nominal), seed })
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

    /// Asks for the slot that a hash leads to before it is needed.
    #[inline]
    pub(super) fn expect(&self, state: State) {
        #[cfg(target_arch = "x86_64")]
        super::vector::prefetch(self.slots.as_flattened(), scale(state.0, self.nominal) * 8);
        #[cfg(not(target_arch = "x86_64"))]
        let _ = state;
    }

    /// The slot that a hash leads to, whatever is in it.
    #[inline]
    pub(super) fn home(&self, state: State) -> Slot {
        self.slots.get(scale(state.0, self.nominal)).map_or(Slot(0), |slot| Slot(u64::from_le_bytes(*slot)))
    }

    /// The slot of a sequence of words; an empty one if no name begins so.
    #[inline]
    pub(super) fn find(&self, state: State) -> Slot {
        let slot = self.home(state);
        if slot.is_empty() || slot.belongs_to(state) { slot } else { self.find_behind(state) }
    }

    fn find_behind(&self, state: State) -> Slot {
        let home = scale(state.0, self.nominal);
        for slot in self.slots.iter().skip(home + 1).take(LONGEST_PROBE) {
            let slot = Slot(u64::from_le_bytes(*slot));
            if slot.is_empty() || slot.belongs_to(state) {
                return slot;
            }
        }
        Slot(0)
    }
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
