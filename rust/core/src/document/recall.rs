//! What a thread has read of names before: news repeats them, and the postings of a name lie all over the file.

use super::location::Location;
use super::page::CaseMode;
use super::unit::{Called, Candidate};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{EntityId, Gazetteer, KeyId};
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
pub(crate) struct Reading<'g> {
    pub(crate) candidates: Vec<Candidate<'g>>,
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

/// A reading that borrows nothing from gazetteer and text.
struct Kept {
    setting: Setting,
    surface: Box<str>,
    candidates: Box<[KeptCandidate]>,
    adjective_too: bool,
    how: How,
}

struct KeptCandidate {
    entity: EntityId,
    kind: Kind,
    /// The number of its name in the gazetteer.
    name: u32,
    name_kind: NameKind,
    dated: bool,
    derived: bool,
    prior: f32,
    score: f32,
    place: Location,
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
    pub(crate) fn read<'g>(&self, gazetteer: &'g Gazetteer, surface: &str, setting: &Setting) -> Option<Reading<'g>> {
        let kept = self.kept(surface, setting)?;
        let candidate = |c: &KeptCandidate| Candidate {
            entity: c.entity,
            kind: c.kind,
            name: Called {
                name: gazetteer.name(c.name),
                kind: c.name_kind,
                dated: c.dated,
                derived: c.derived,
            },
            prior: c.prior,
            score: c.score,
            place: c.place,
        };
        Some(Reading {
            candidates: kept.candidates.iter().map(candidate).collect(),
            adjective_too: kept.adjective_too,
            how: kept.how,
        })
    }

    /// Remembers a reading.
    pub(crate) fn keep(&mut self, surface: &str, setting: Setting, reading: &Reading<'_>) {
        if reading.candidates.len() > MOST {
            return;
        }
        let candidate = |c: &Candidate<'_>| KeptCandidate {
            entity: c.entity,
            kind: c.kind,
            name: c.name.index(),
            name_kind: c.name.kind,
            dated: c.name.dated,
            derived: c.name.derived,
            prior: c.prior,
            score: c.score,
            place: c.place,
        };
        if let Some(row) = self.rows.get_mut(row_of(&setting)) {
            let kept = Kept {
                setting,
                surface: surface.into(),
                candidates: reading.candidates.iter().map(candidate).collect(),
                adjective_too: reading.adjective_too,
                how: reading.how,
            };
            row.rotate_right(1);
            row[0] = (setting.key, Some(Box::new(kept)));
        }
    }

    fn kept(&self, surface: &str, setting: &Setting) -> Option<&Kept> {
        let row = self.rows.get(row_of(setting))?.iter().filter(|(key, _)| *key == setting.key);
        row.filter_map(|(_, kept)| kept.as_deref()).find(|kept| kept.setting == *setting && *kept.surface == *surface)
    }
}

/// Fibonacci hashing (Knuth, TAOCP 6.4) of the key; a name in a headline is mostly one elsewhere too.
fn row_of(setting: &Setting) -> usize {
    let name = setting.key.0 ^ (setting.mode as u32) << 30;
    (name.wrapping_mul(0x9e37_79b9) >> (u32::BITS - ROWS.trailing_zeros())) as usize
}
