//! The thorough check of a whole file.

use super::container::SectionId;
use super::entity::{ATTRIBUTES, DATES, NAME};
use super::key::{KEY, POSTING, Place};
use super::meta::{Counts, Meta};
use super::view::{EntityId, Gazetteer};
use crate::error::{Error, Result};

/// Sections of records of one size; entities have two layouts.
pub(super) const RECORD_SIZES: [(SectionId, usize); 7] = [
    (SectionId::SYMBOLS, 4),
    (SectionId::NAMES, NAME),
    (SectionId::NAME_ATTRIBUTES, ATTRIBUTES),
    (SectionId::NAME_DATES, DATES),
    (SectionId::KEYS, KEY),
    (SectionId::POSTINGS, POSTING),
    (SectionId::MARKS, 4),
];

/// What a sound file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Numbers of what is inside, counted, not read from the file's own account.
    pub counts: Counts,
    /// Each section's name and length in bytes.
    pub sections: Vec<(SectionId, u64)>,
    /// The digest of the content.
    pub digest: String,
}

impl Gazetteer {
    /// Reads the whole file and checks everything: checksums, order, every position and text.
    ///
    /// # Errors
    /// The first thing that is not sound, with the section it is in.
    pub fn verify(&self) -> Result<Report> {
        let damaged: Vec<String> = self
            .sections()
            .iter()
            .filter(|section| !section.is_intact(self.as_bytes()))
            .map(|section| section.id.to_string())
            .collect();
        if !damaged.is_empty() {
            return Err(Error::format(format!(
                "the checksum does not fit in {}: bytes were changed; build the gazetteer again, or copy it again",
                damaged.join(", ")
            )));
        }
        self.verify_symbols()?;
        let mut counts = self.verify_entities()?;
        self.verify_keys(&mut counts)?;
        let meta = self.section(SectionId::META).unwrap_or_default();
        if serde_json::from_slice::<Meta>(meta).is_err() {
            return Err(unsound(SectionId::META, 0));
        }
        counts.lexemes =
            self.part(SectionId::MARKS).chunks_exact(4).filter(|entry| entry.iter().any(|byte| *byte != 0)).count()
                as u64;
        counts.agents = self.agents().count() as u64;
        Ok(Report {
            counts,
            sections: self.sections().iter().map(|section| (section.id, section.length)).collect(),
            digest: self.digest(),
        })
    }

    fn verify_symbols(&self) -> Result<()> {
        if self.symbol_count() > 0 && !self.symbol(0).is_empty() {
            return Err(unsound(SectionId::SYMBOLS, 0));
        }
        match (1..self.symbol_count()).find(|symbol| self.symbol(*symbol).is_empty()) {
            Some(symbol) => Err(unsound(SectionId::SYMBOLS, symbol)),
            None => Ok(()),
        }
    }

    fn verify_entities(&self) -> Result<Counts> {
        let mut counts = Counts { entities: self.len() as u64, ..Counts::default() };
        let mut next_name = 0;
        let mut last_id = "";
        for id in self.entities() {
            let entity = self.entity(id);
            let names = entity.name_range();
            if names.start != next_name || !entity.is_sound() || entity.id() <= last_id {
                return Err(unsound(SectionId::ENTITIES, id.0));
            }
            next_name = names.end;
            last_id = entity.id();
            for (name, index) in entity.names().zip(names) {
                if !name.is_sound() {
                    return Err(unsound(SectionId::NAMES, index));
                }
            }
            counts.names += entity.names().len() as u64;
            counts.relations += entity.relations().count() as u64;
            counts.roles += entity.roles().count() as u64;
            counts.codes += entity.codes().count() as u64;
        }
        let names = if self.is_list() { self.len() } else { self.part(SectionId::NAMES).len() / NAME };
        if next_name as usize != names {
            return Err(unsound(SectionId::NAMES, next_name));
        }
        Ok(counts)
    }

    fn verify_keys(&self, counts: &mut Counts) -> Result<()> {
        let mut next_posting = 0;
        let mut last_text = "";
        for id in self.keys() {
            let key = self.key(id);
            let in_order = match key.place() {
                Place::Here(..) => true,
                Place::There(range) if range.start == next_posting && !range.is_empty() => {
                    next_posting = range.end;
                    true
                }
                Place::There(_) => false,
            };
            if !in_order || key.text() <= last_text {
                return Err(unsound(SectionId::KEYS, id.0));
            }
            last_text = key.text();
            let known = |entity: EntityId| (entity.0 as usize) < self.len();
            if key.postings().any(|posting| !known(posting.entity) || posting.name.text().is_empty()) {
                return Err(unsound(SectionId::KEYS, id.0));
            }
            counts.postings += key.postings().len() as u64;
        }
        counts.keys = self.key_count() as u64;
        if next_posting as usize != self.part(SectionId::POSTINGS).len() / POSTING {
            return Err(unsound(SectionId::POSTINGS, next_posting));
        }
        Ok(())
    }
}

fn unsound(section: SectionId, at: u32) -> Error {
    Error::format(format!(
        "record {at} of section {section} is not sound, though the checksum fits: the file was made by a faulty or \
         foreign program; build the gazetteer again with `entmatch build`"
    ))
}
