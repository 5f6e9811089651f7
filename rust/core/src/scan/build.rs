//! Makes the scanner's section from the keys.

use super::KeyId;
use super::hash::{self, State};
use super::split::{Words, split};
use super::table::{GOES_ON, HEADER, KEY_MASK, LONGEST_PROBE, NAME, Slot, Table, filter_bits, scale};
use crate::error::{Error, Result};
use crate::text::without_apostrophes;

/// Filter bits for each state: about one in twenty of the others passes.
const FILTER_BITS: usize = 12;
/// Slots for five entries: shorter runs than a fuller table has, at the price of memory that is rarely touched.
const SLOTS_PER_FIVE: usize = 8;
/// Seeds tried before giving up; one in ten thousand fails.
const TRIES: u64 = 64;

/// A key for the scanner: its number, and its text as [`text::key`](crate::text::key) makes it.
pub type KeyEntry<'k> = (KeyId, &'k str);

/// The scanner's section for these keys. Keys without a word are left out: nothing could match them. A key with an
/// apostrophe is also found without it, where that is not a key of its own. Linear in the length of the keys, but for
/// sorting.
///
/// The bytes depend on the keys alone, in whatever order they come.
///
/// # Errors
/// If two keys have the same text, or there are more than a thousand million.
///
/// ```
/// use entmatch_core::scan::{KeyId, build};
/// use entmatch_core::text::key;
/// let (long, short) = (key("North Korea"), key("Korea"));
/// let section = build([(KeyId(0), long.as_str()), (KeyId(1), short.as_str())])?;
/// assert!(section.len() < 300);
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
pub fn build<'k>(keys: impl IntoIterator<Item = KeyEntry<'k>>) -> Result<Vec<u8>> {
    let keys: Vec<KeyEntry<'k>> = keys.into_iter().collect();
    for seed in 1..=TRIES {
        if let Some(section) = build_with(&keys, hash::mix(seed, 0x9E37_79B9_7F4A_7C15))? {
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
}

impl Entry {
    /// Names before prefixes, keys before joined ones, then by number.
    fn rank(&self) -> (bool, bool, u32) {
        (self.value & NAME == 0, self.joined, self.value & KEY_MASK)
    }
}

fn build_with(keys: &[KeyEntry<'_>], seed: u64) -> Result<Option<Vec<u8>>> {
    let mut words = Words::default();
    let mut firsts: Vec<u64> = Vec::with_capacity(keys.len());
    let mut entries: Vec<Entry> = Vec::with_capacity(keys.len() * 2);
    for &(key, text) in keys {
        if key.0 > KEY_MASK {
            return Err(Error::data("more than a thousand million names"));
        }
        let value = NAME | key.0;
        let mut add = |text: &str, joined| {
            if let Some((first, state)) = states(text, seed, &mut words, &mut entries) {
                firsts.push(first);
                entries.push(Entry { state, value, joined });
            }
        };
        add(text, false);
        if let Some(joined) = without_apostrophes(text) {
            add(&joined, true);
        }
    }
    entries.sort_unstable_by_key(|entry| (entry.state, entry.rank()));
    let mut merged: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match merged.last_mut().filter(|last| last.state == entry.state) {
            Some(_) if entry.joined => {}
            Some(last) if entry.value & NAME != 0 => {
                let text =
                    |value: u32| keys.iter().find(|key| key.0.0 == value & KEY_MASK).map_or("", |&(_, text)| text);
                if text(last.value) == text(entry.value) {
                    return Err(Error::data(format!("the key {:?} was given twice", text(entry.value))));
                }
                return Ok(None);
            }
            Some(last) => last.value |= entry.value & GOES_ON,
            None => merged.push(entry),
        }
    }
    firsts.sort_unstable();
    firsts.dedup();
    Ok(write(&firsts, &merged, keys.len(), seed))
}

/// Adds the states of all beginnings of a key; returns the first word's hash and the last state.
fn states(text: &str, seed: u64, words: &mut Words, entries: &mut Vec<Entry>) -> Option<(u64, State)> {
    split(text, seed, words);
    let (first, others) = words.list.split_first()?;
    let (mut state, mut end) = (State::first(first.hash), first.end);
    for word in others {
        entries.push(Entry { state, value: GOES_ON, joined: false });
        // In a key, what stands between two words is the sign itself.
        let sign = text.get(end as usize..word.start as usize).unwrap_or_default();
        state = state.then(hash::sign(sign), word.hash);
        end = word.end;
    }
    Some((first.hash, state))
}

fn filter(count: usize, hashes: impl Iterator<Item = u64>) -> Vec<u64> {
    let len = (count * FILTER_BITS).div_ceil(64).max(1);
    let mut filter = vec![0; len];
    for hash in hashes {
        filter[scale(hash, len as u64)] |= filter_bits(hash);
    }
    filter
}

fn write(firsts: &[u64], entries: &[Entry], keys: usize, seed: u64) -> Option<Vec<u8>> {
    let longer = || entries.iter().map(|entry| entry.state.0).filter(|hash| firsts.binary_search(hash).is_err());
    let first_filter = filter(firsts.len(), firsts.iter().copied());
    let next_filter = filter(entries.len() - firsts.len(), longer());
    let nominal = (entries.len() * SLOTS_PER_FIVE).div_ceil(5).max(1);
    let mut slots: Vec<Slot> = Vec::with_capacity(nominal + 16);
    for entry in entries {
        // In order of hash, each goes to its home or behind the one before.
        let home = scale(entry.state.0, nominal as u64);
        if home >= slots.len() {
            slots.resize(home, Slot(0));
        } else if slots.len() - home >= LONGEST_PROBE {
            return None;
        }
        slots.push(Slot::new(entry.state, entry.value));
    }
    slots.resize(slots.len().max(nominal) + 1, Slot(0));

    let mut out = vec![0; HEADER];
    out[0..4].copy_from_slice(&u32::try_from(first_filter.len()).ok()?.to_le_bytes());
    out[4..8].copy_from_slice(&u32::try_from(nominal).ok()?.to_le_bytes());
    out[8..16].copy_from_slice(&seed.to_le_bytes());
    out[16..20].copy_from_slice(&u32::try_from(keys).ok()?.to_le_bytes());
    out[20..24].copy_from_slice(&u32::try_from(next_filter.len()).ok()?.to_le_bytes());
    out.reserve((first_filter.len() + next_filter.len() + slots.len()) * 8);
    let slots = slots.iter().map(|slot| slot.0);
    out.extend(first_filter.into_iter().chain(next_filter).chain(slots).flat_map(u64::to_le_bytes));

    // Fingerprints are half a hash: each state must find its own slot, not an equal fingerprint on the way.
    let table = Table::new(&out).ok()?;
    let own = |entry: &Entry| table.find(entry.state) == Slot::new(entry.state, entry.value);
    entries.iter().all(own).then_some(out)
}
