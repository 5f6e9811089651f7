//! Makes the scanner's section from the keys.

use super::KeyId;
use super::hash::{self, State};
use super::split::split;
use super::table::{GOES_ON, HEADER, KEY_MASK, LONGEST_PROBE, NAME, SMALL, Table, filter_bits, next_bit, scale};
use super::words::Words;
use crate::error::{Error, Result};
use crate::text::without_apostrophes;

/// Filter bits for each state: about one in twenty of the others passes.
const FILTER_BITS: usize = 12;
/// How full the tables are, in slots for five entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// In memory: shorter runs, so that scanning is up to a tenth faster, at the price of memory that is rarely touched.
    Loose = 8,
    /// In a file, which travels.
    Dense = 6,
}
/// Seeds tried before giving up; one in ten thousand fails.
const TRIES: u64 = 64;

/// A key for the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyEntry<'k> {
    /// Its number.
    pub key: KeyId,
    /// Its text as [`text::key`](crate::text::key) makes it.
    pub text: &'k str,
    /// Whether one of its names may begin with a small letter: see [`Case::may_begin_small`].
    ///
    /// [`Case::may_begin_small`]: crate::gazetteer::Case::may_begin_small
    pub may_be_small: bool,
}

/// A key whose names may be written in any case.
impl<'k> From<(KeyId, &'k str)> for KeyEntry<'k> {
    fn from((key, text): (KeyId, &'k str)) -> Self {
        Self { key, text, may_be_small: true }
    }
}

/// The scanner's section for these keys. Keys without a word are left out: nothing could match them. A key with an
/// apostrophe is also found without it, where that is not a key of its own. Linear in the length of the keys, but for
/// sorting.
///
/// The bytes depend on the keys alone, in whatever order they come.
///
/// # Errors
/// If two keys have the same text, or there are more than five hundred million.
///
/// ```
/// use entmatch_core::scan::{KeyId, build};
/// use entmatch_core::text::key;
/// let (long, short) = (key("North Korea"), key("Korea"));
/// let section = build([(KeyId(0), long.as_str()), (KeyId(1), short.as_str())])?;
/// assert!(section.len() < 500);
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
pub fn build<'k, K: Into<KeyEntry<'k>>>(keys: impl IntoIterator<Item = K>) -> Result<Vec<u8>> {
    build_filled(keys, Fill::Loose)
}

/// The same, as full as is said.
pub(crate) fn build_filled<'k, K: Into<KeyEntry<'k>>>(
    keys: impl IntoIterator<Item = K>,
    fill: Fill,
) -> Result<Vec<u8>> {
    let keys: Vec<KeyEntry<'k>> = keys.into_iter().map(Into::into).collect();
    for seed in 1..=TRIES {
        if let Some(section) = build_with(&keys, hash::mix(seed, 0x9E37_79B9_7F4A_7C15), fill)? {
            return Ok(section);
        }
    }
    Err(Error::data("no hash tells these names apart; report this with the list of names"))
}

/// What a state is: flags and key, as in a slot.
#[derive(Clone, Copy)]
struct Entry {
    state: State,
    value: u32,
    /// A key without its apostrophes, which gives way to a key that is written so.
    joined: bool,
    /// Bits of the words that may come next; kept for first words.
    next: u64,
}

impl Entry {
    /// Names before prefixes, keys before joined ones, then by number.
    fn rank(&self) -> (bool, bool, u32) {
        (self.value & NAME == 0, self.joined, self.value & KEY_MASK)
    }
}

/// The states of all beginnings of all keys.
#[derive(Default)]
struct Entries {
    firsts: Vec<Entry>,
    longer: Vec<Entry>,
    words: Words,
}

impl Entries {
    fn add(&mut self, text: &str, seed: u64, value: u32, joined: bool) {
        split(text, seed, &mut self.words);
        let Some((first, others)) = self.words.list.split_first() else { return };
        let (mut state, mut end) = (State::first(first.hash), first.end);
        let (value, small) = (value & !SMALL, value & SMALL);
        let here = |last: bool| if last { value } else { GOES_ON };
        let joined_here = |last: bool| joined && last;
        let next = others.first().map_or(0, |next| next_bit(next.hash));
        let last = others.is_empty();
        self.firsts.push(Entry { state, value: here(last) | small, joined: joined_here(last), next });
        for (number, word) in others.iter().enumerate() {
            // In a key, what stands between two words is the sign itself.
            let sign = text.get(end as usize..word.start as usize).unwrap_or_default();
            state = state.then(hash::sign(sign), word.hash);
            end = word.end;
            let last = number + 1 == others.len();
            self.longer.push(Entry { state, value: here(last), joined: joined_here(last), next: 0 });
        }
    }
}

fn build_with(keys: &[KeyEntry<'_>], seed: u64, fill: Fill) -> Result<Option<Vec<u8>>> {
    let mut entries = Entries::default();
    entries.firsts.reserve(keys.len());
    entries.longer.reserve(keys.len());
    for entry in keys {
        if entry.key.0 > KEY_MASK {
            return Err(Error::data("more than five hundred million names"));
        }
        let value = NAME | entry.key.0 | if entry.may_be_small { SMALL } else { 0 };
        entries.add(entry.text, seed, value, false);
        if let Some(joined) = without_apostrophes(entry.text) {
            entries.add(&joined, seed, value, true);
        }
    }
    let Some(firsts) = merge(entries.firsts, keys)? else { return Ok(None) };
    let Some(longer) = merge(entries.longer, keys)? else { return Ok(None) };
    Ok(write(&firsts, &longer, keys.len(), seed, fill))
}

/// One entry for each state, by state; nothing if two keys cannot be told apart by this seed.
fn merge(mut entries: Vec<Entry>, keys: &[KeyEntry<'_>]) -> Result<Option<Vec<Entry>>> {
    entries.sort_unstable_by_key(|entry| (entry.state, entry.rank()));
    let mut merged: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match merged.last_mut().filter(|last| last.state == entry.state) {
            Some(last) if entry.joined => last.value |= entry.value & SMALL,
            Some(last) if entry.value & NAME != 0 => {
                let text = |value: u32| {
                    keys.iter().find(|entry| entry.key.0 == value & KEY_MASK).map_or("", |entry| entry.text)
                };
                if text(last.value) == text(entry.value) {
                    return Err(Error::data(format!("the key {:?} was given twice", text(entry.value))));
                }
                return Ok(None);
            }
            Some(last) => {
                last.value |= entry.value & (GOES_ON | SMALL);
                last.next |= entry.next;
            }
            None => merged.push(entry),
        }
    }
    Ok(Some(merged))
}

fn filter(entries: &[Entry]) -> Vec<u64> {
    // Whole cache lines, so that the slots behind begin on one.
    let len = (entries.len() * FILTER_BITS).div_ceil(64).max(1).next_multiple_of(8);
    let mut filter = vec![0; len];
    for entry in entries {
        filter[scale(entry.state.0, len as u64)] |= filter_bits(entry.state.0);
    }
    filter
}

fn nominal(entries: &[Entry], fill: Fill) -> usize {
    (entries.len() * fill as usize).div_ceil(5).max(1)
}

/// The entries in their slots, each at its home or behind the one before; nothing if that makes too long a run.
fn place(entries: &[Entry], nominal: usize) -> Option<Vec<Entry>> {
    const EMPTY: Entry = Entry { state: State(0), value: 0, joined: false, next: 0 };
    let mut slots: Vec<Entry> = Vec::with_capacity(nominal + 16);
    for entry in entries {
        let home = scale(entry.state.0, nominal as u64);
        if home >= slots.len() {
            slots.resize(home, EMPTY);
        } else if slots.len() - home >= LONGEST_PROBE {
            return None;
        }
        slots.push(*entry);
    }
    slots.resize((slots.len().max(nominal) + 1).next_multiple_of(4), EMPTY);
    Some(slots)
}

fn slot(entry: &Entry) -> u64 {
    (entry.state.0 << 32) | u64::from(entry.value)
}

fn write(firsts: &[Entry], longer: &[Entry], keys: usize, seed: u64, fill: Fill) -> Option<Vec<u8>> {
    let filters = [filter(firsts), filter(longer)];
    let (nominal_firsts, nominal_longer) = (nominal(firsts, fill), nominal(longer, fill));
    let (first_slots, longer_slots) = (place(firsts, nominal_firsts)?, place(longer, nominal_longer)?);
    let mut out = vec![0; HEADER];
    let numbers = [
        (0, filters[0].len()),
        (4, nominal_firsts),
        (16, keys),
        (20, filters[1].len()),
        (24, nominal_longer),
        (28, first_slots.len()),
    ];
    for (at, number) in numbers {
        out[at..at + 4].copy_from_slice(&u32::try_from(number).ok()?.to_le_bytes());
    }
    out[8..16].copy_from_slice(&seed.to_le_bytes());
    out.reserve((filters[0].len() + filters[1].len() + longer_slots.len()) * 8 + first_slots.len() * 16);
    out.extend(filters.iter().flatten().flat_map(|word| word.to_le_bytes()));
    out.extend(first_slots.iter().flat_map(|entry| [slot(entry), entry.next]).flat_map(u64::to_le_bytes));
    out.extend(longer_slots.iter().map(slot).flat_map(u64::to_le_bytes));

    // Fingerprints are half a hash: each state must find its own slot, not an equal fingerprint on the way.
    let table = Table::new(&out).ok()?;
    let own = firsts.iter().all(|entry| table.first(entry.state.0).value.0 == entry.value)
        && longer.iter().all(|entry| table.find(entry.state).0 == entry.value);
    own.then_some(out)
}
