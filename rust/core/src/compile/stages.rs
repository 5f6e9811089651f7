//! What the later stages need of a gazetteer to make their own sections.

use crate::error::Result;
use crate::gazetteer::{Kind, NameKind};
use crate::index::{EntityId, KeyId, PostingRow, Tables};
use crate::scan;
use crate::text::{Script, main_script};

/// The keys with their postings.
fn keys<'a, 't>(tables: &'a Tables<'t>) -> impl Iterator<Item = (u32, &'t str, &'a [PostingRow])> {
    tables.keys.iter().enumerate().map(|(at, key)| {
        let end = tables.keys.get(at + 1).map_or(tables.postings.len(), |next| next.first_posting as usize);
        let postings = tables.postings.get(key.first_posting as usize..end).unwrap_or_default();
        (at as u32, key.text, postings)
    })
}

/// Inhabitants from which a place is worth finding by sound: with all villages, the section would be a third of the file.
const SOUNDING_POPULATION: u64 = 50_000;

/// Keys up to which all are worth finding by sound, whatever their script.
const FEW_KEYS: usize = 50_000;

/// The keys that the resolver finds by sound: those in Latin letters, and those of entities that have no others; of a
/// small gazetteer also the others, so that "Tumannaya" is the Tumen, though that is what Latin letters call it.
/// What a scheme made sounds like the name that it is made of. Acronyms and codes do not sound, and neither do villages and districts of a known small population: they are most
/// of a world's names, and are still found by every name and spelling that the gazetteer has.
pub(super) fn sounding_keys<'t>(tables: &Tables<'t>) -> Vec<(u32, &'t str)> {
    use NameKind::{Abbreviation, Acronym, Transcription};
    let is_latin = |key: &str| main_script(key) == Script::Latin;
    let kind = |posting: &PostingRow| tables.names.get(posting.name as usize).map(|row| row.kind);
    let sounds = |posting: &&PostingRow| !matches!(kind(posting), Some(Acronym | Abbreviation | Transcription) | None);
    let mut has_latin = vec![false; tables.entities.len()];
    for (_, _, postings) in keys(tables).filter(|(_, key, _)| is_latin(key)) {
        for posting in postings.iter().filter(|posting| kind(posting) != Some(Transcription)) {
            if let Some(flag) = has_latin.get_mut(posting.entity.0 as usize) {
                *flag = true;
            }
        }
    }
    let is_village = |entity: EntityId| {
        let entity = tables.entities.get(entity.0 as usize);
        entity.is_some_and(|entity| {
            let population = entity.place.as_ref().and_then(|place| place.population).unwrap_or(0);
            matches!(entity.kind, Kind::PopulatedPlace | Kind::Admin2) && (1..SOUNDING_POPULATION).contains(&population)
        })
    };
    let few = tables.keys.len() <= FEW_KEYS;
    let is_heard = |key: &str, postings: &[PostingRow]| {
        postings.iter().filter(sounds).filter(|posting| !is_village(posting.entity)).any(|posting| {
            few || is_latin(key) || !has_latin.get(posting.entity.0 as usize).is_some_and(|latin| *latin)
        })
    };
    keys(tables).filter(|(_, key, postings)| is_heard(key, postings)).map(|(at, key, _)| (at, key)).collect()
}

/// The scanner's tables.
pub(super) fn scan_section(tables: &Tables<'_>) -> Result<Vec<u8>> {
    let may_be_small = |postings: &[PostingRow]| {
        let mut rows = postings.iter().filter_map(|posting| tables.names.get(posting.name as usize));
        rows.any(|row| row.case.may_begin_small(row.text))
    };
    let entries = keys(tables).map(|(key, text, postings)| scan::KeyEntry {
        key: KeyId(key),
        text,
        may_be_small: may_be_small(postings),
    });
    scan::build_filled(entries, scan::Fill::Dense)
}
