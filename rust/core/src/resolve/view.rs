//! Reading the candidate index where it lies. Every read is checked: damaged bytes give wrong candidates, never a panic.

use super::build::{HEADER, MAGIC, rarity, word_key};
use super::script::LONGEST;
use super::sound;
use super::trie::Trie;
use crate::error::{Error, Result};

/// A borrowed index, as [`super::build::build`] made it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'b> {
    forms: usize,
    text: &'b [u8],
    ends: &'b [u8],
    weights: &'b [u8],
    first: &'b [u8],
    records: &'b [u8],
    grams: &'b [u8],
    counts: &'b [u8],
    starts: &'b [u8],
    postings: &'b [u8],
    words: &'b [u8],
    word_counts: &'b [u8],
    trie: Trie<'b>,
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at * 4..at * 4 + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Position of `key` in a sorted array.
fn position(array: &[u8], key: u32) -> Option<usize> {
    let (mut low, mut high) = (0, array.len() / 4);
    while low < high {
        let middle = low.midpoint(high);
        match number(array, middle).cmp(&key) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// Counters of one search, re-used by the next.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    sums: Vec<i16>,
}

/// The most postings that one query may read.
const BUDGET: usize = 16_000;
/// Sums are kept in whole units of which a nat has so many, and only forms that share so much of the query's sound count.
const UNITS: f32 = 32.0;
const LEAST: f32 = 0.25;
/// Forms whose sums are looked at together.
const BLOCK: usize = 64;

impl<'b> View<'b> {
    /// Checks the header and the bounds of each array.
    pub(crate) fn new(bytes: &'b [u8]) -> Result<Self> {
        let bad = || Error::format("the name index of this gazetteer is damaged; build the gazetteer again");
        if bytes.len() < HEADER * 4 || number(bytes, 0) != MAGIC {
            return Err(bad());
        }
        let [forms, grams, words, records] = [1, 2, 3, 4].map(|i| number(bytes, i) as usize);
        let array = |i: usize, length: usize| {
            let from = number(bytes, 5 + i) as usize;
            from.checked_add(length).and_then(|to| bytes.get(from..to)).ok_or_else(bad)
        };
        let nodes = number(bytes, 18) as usize;
        let ends = array(1, forms * 4)?;
        let starts = array(7, grams * 4 + 4)?;
        Ok(Self {
            forms,
            text: array(0, forms.checked_sub(1).map_or(0, |i| number(ends, i) as usize))?,
            ends,
            weights: array(2, forms * 2)?,
            first: array(3, forms * 4 + 4)?,
            records: array(4, records * 4)?,
            grams: array(5, grams * 4)?,
            counts: array(6, grams * 4)?,
            starts,
            postings: array(8, number(starts, grams) as usize)?,
            words: array(9, words * 4)?,
            word_counts: array(10, words)?,
            trie: Trie { labels: array(11, nodes)?, next: array(12, nodes * 4)? },
        })
    }

    /// The forms as a trie.
    pub(crate) fn trie(&self) -> Trie<'b> {
        self.trie
    }

    /// The letters of a form.
    pub(crate) fn form(&self, id: u32) -> &'b [u8] {
        let (from, to) = self.span(id);
        self.text.get(from..to).unwrap_or(&[])
    }

    /// Where the letters of a form begin and end.
    pub(crate) fn span(&self, id: u32) -> (usize, usize) {
        let id = id as usize;
        let from = if id == 0 { 0 } else { number(self.ends, id - 1) as usize };
        // no form is longer; damaged bytes must not make one that is
        (from, (number(self.ends, id) as usize).clamp(from, from + LONGEST))
    }

    /// The letter at a place of a form.
    #[inline]
    pub(crate) fn letter(&self, at: u32) -> u8 {
        self.text.get(at as usize).map_or(0, |b| b & 127)
    }

    /// How many forms there are.
    pub(crate) fn len(&self) -> usize {
        self.forms
    }

    /// The form with these letters.
    pub(crate) fn find(&self, letters: &[u8]) -> Option<u32> {
        let place = self.place(letters);
        (self.form(place) == letters && (place as usize) < self.forms).then_some(place)
    }

    /// Does a form begin with these letters?
    pub(crate) fn begins(&self, letters: &[u8]) -> bool {
        self.form(self.place(letters)).starts_with(letters)
    }

    /// The first form that does not come before these letters.
    fn place(&self, letters: &[u8]) -> u32 {
        let (mut low, mut high) = (0, self.forms);
        while low < high {
            let middle = low.midpoint(high);
            if self.form(middle as u32) < letters {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low as u32
    }

    /// The records that carry a form, ascending.
    pub(crate) fn records(&self, id: u32) -> impl Iterator<Item = u32> + use<'b> {
        let (from, to) = (number(self.first, id as usize) as usize, number(self.first, id as usize + 1) as usize);
        let records = self.records;
        (from..to.min(records.len() / 4)).map(move |i| number(records, i))
    }

    /// Logarithm of the number of forms that a word occurs in; zero for a rare word.
    pub(crate) fn commonness(&self, word: &[u8]) -> f32 {
        position(self.words, word_key(word)).and_then(|i| self.word_counts.get(i)).map_or(0.0, |&n| f32::from(n) / 16.0)
    }

    /// The forms that share most of their sound with the query's spellings: `(form, likeness)`, best first.
    pub(crate) fn candidates(
        &self,
        spellings: &[(&[u8], bool, f32)],
        most: usize,
        tally: &mut Tally,
    ) -> Vec<(u32, f32)> {
        let mut wanted: Vec<(u32, f32)> = Vec::new();
        for &(spelling, other, share) in spellings {
            sound::grams(spelling, other, |gram| wanted.push((gram, share)));
        }
        wanted.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        wanted.dedup_by_key(|w| w.0);
        let mut lists: Vec<(usize, usize, f32)> = wanted
            .iter()
            .filter_map(|&(gram, share)| {
                let i = position(self.grams, gram)?;
                let count = number(self.counts, i) as usize;
                Some((count, i, rarity(self.forms, count) * share))
            })
            .collect();
        lists.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        tally.sums.resize(self.forms, 0);
        let mut read = 0;
        let mut total = 0.0;
        for &(count, i, worth) in &lists {
            if read > 0 && read + count > BUDGET {
                break;
            }
            read += count;
            total += worth;
            let units = (worth * UNITS) as i16;
            let (from, to) = (number(self.starts, i) as usize, number(self.starts, i + 1) as usize);
            let mut id = 0_u32;
            let (mut part, mut shift) = (0_u32, 0);
            for &b in self.postings.get(from..to).unwrap_or(&[]) {
                if b >= 128 {
                    part |= u32::from(b & 127) << shift;
                    shift = (shift + 7).min(28);
                    continue;
                }
                id = id.wrapping_add(part | u32::from(b) << shift);
                (part, shift) = (0, 0);
                if let Some(sum) = tally.sums.get_mut(id as usize) {
                    *sum = sum.saturating_add(units);
                }
            }
        }
        let least = ((total * LEAST * UNITS) as i16).max(1);
        let mut found: Vec<(u32, f32)> = Vec::new();
        // most forms share nothing: a look at many at once is cheaper than a list of those that do
        for (block, sums) in tally.sums.chunks_mut(BLOCK).enumerate() {
            if sums.iter().fold(0, |most, sum| most.max(*sum)) >= least {
                for (at, &sum) in sums.iter().enumerate().filter(|(_, sum)| **sum >= least) {
                    let id = (block * BLOCK + at) as u32;
                    found.push((id, f32::from(sum) / UNITS / (total + self.weight(id) + 8.0)));
                }
            }
            sums.fill(0);
        }
        if found.len() > most {
            found.select_nth_unstable_by(most, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            found.truncate(most);
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }

    fn weight(&self, id: u32) -> f32 {
        let at = id as usize * 2;
        self.weights.get(at..at + 2).and_then(|b| b.try_into().ok()).map_or(0.0, |b| f32::from(u16::from_le_bytes(b)))
            / 64.0
    }
}
