//! What a thread has read of names before: news repeats them, and the postings of a name lie all over the file.

use super::page::CaseMode;
use super::unit::Candidate;
use crate::index::{Gazetteer, KeyId};
use crate::resolve::How;

/// Rows of readings that are kept; one that comes to a full row takes the place of the oldest there.
const ROWS: usize = 1 << 12;
/// Names with more candidates are rare, and are read anew each time.
const MOST: usize = 64;

/// All that the reading of a name depends on, apart from its letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) key: KeyId,
    pub(crate) lang: &'static str,
    pub(crate) mode: CaseMode,
    pub(crate) letters: Letters,
    pub(crate) inflected: bool,
}

/// How the letters of a match are set, as far as names depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// All words are written small.
    Small,
    /// "HIV" is no Hiv: among ordinary letters a short word in capitals is an acronym, but for datelines.
    Acronym,
    Other,
}

/// What a name may stand for where it was met; without candidates it is no name there.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) candidates: Vec<Candidate>,
    /// See [`Unit`](super::unit::Unit).
    pub(crate) adjective_too: bool,
    pub(crate) how: How,
}

/// Readings with one gazetteer. The rows are of one length, so that no text makes it grow.
#[derive(Default)]
pub(crate) struct Recall {
    gazetteer: Option<Gazetteer>,
    rows: Vec<Row>,
}

/// Names whose keys lead to the same row, the newest first. Of most names that are looked for, the keys say enough.
type Row = [(KeyId, Option<Box<Kept>>); 4];

struct Kept {
    setting: Setting,
    surface: Box<str>,
    reading: Reading,
}

impl Recall {
    /// Forgets what it knows of another gazetteer than this one.
    pub(crate) fn open(&mut self, gazetteer: &Gazetteer) {
        if !self.gazetteer.as_ref().is_some_and(|known| known.is_same(gazetteer)) {
            self.gazetteer = Some(gazetteer.clone());
            self.rows.clear();
            self.rows.resize_with(ROWS, || std::array::from_fn(|_| (KeyId(0), None)));
        }
    }

    /// True if [`read`](Self::read) is likely to have an answer.
    pub(crate) fn may_know(&self, setting: &Setting) -> bool {
        let row = self.rows.get(row_of(setting));
        row.is_some_and(|row| row.iter().any(|(key, kept)| *key == setting.key && kept.is_some()))
    }

    /// Reads a name from memory, if it is there.
    pub(crate) fn read(&self, surface: &str, setting: &Setting) -> Option<Reading> {
        let row = self.rows.get(row_of(setting))?.iter().filter(|(key, _)| *key == setting.key);
        let mut kept = row.filter_map(|(_, kept)| kept.as_deref());
        Some(kept.find(|kept| kept.setting == *setting && *kept.surface == *surface)?.reading.clone())
    }

    /// Remembers a reading.
    pub(crate) fn keep(&mut self, surface: &str, setting: Setting, reading: &Reading) {
        if reading.candidates.len() > MOST {
            return;
        }
        if let Some(row) = self.rows.get_mut(row_of(&setting)) {
            row.rotate_right(1);
            row[0] = (setting.key, Some(Box::new(Kept { setting, surface: surface.into(), reading: reading.clone() })));
        }
    }
}

/// Fibonacci hashing (Knuth, TAOCP 6.4) of the key; a name in a headline is mostly one elsewhere too.
fn row_of(setting: &Setting) -> usize {
    let name = setting.key.0 ^ (setting.mode as u32) << 30;
    (name.wrapping_mul(0x9e37_79b9) >> (u32::BITS - ROWS.trailing_zeros())) as usize
}
