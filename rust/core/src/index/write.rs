//! From rows in their final order to the sections of a file.

use super::container::{SectionId, Writer};
use super::entity::{DATED, DETAILS, ENTITY, IN_ID, NAME, NO_DAY, NO_FACTS, POPULATION_UNIT, SHORT_ENTITY};
use super::facts::{FactsWriter, RoleRef};
use super::key::{HIGHEST, POSTING, local_bits, only_posting};
use super::marks::{self, Marks};
use super::meta::Meta;
use super::places::{NamePlace, Places};
use super::strings::StringPool;
use super::view::EntityId;
use crate::error::{Error, Result};
use crate::gazetteer::{Agent, Case, Date, Entity, Name, NameKind};
use std::collections::HashMap;

/// A name in its final place.
pub(crate) struct NameRow<'t> {
    // Text and kind are asked for often; here they need no visit to the name.
    pub(crate) text: &'t str,
    pub(crate) kind: NameKind,
    pub(crate) name: &'t Name,
    /// The source where the name gives none.
    pub(crate) source: &'t str,
    pub(crate) case: Case,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

/// A key in its final place.
pub(crate) struct KeyRow<'t> {
    pub(crate) text: &'t str,
    pub(crate) first_posting: u32,
    /// Where its names begin among the keyed names.
    pub(crate) first_name: u32,
}

/// A posting in its final place.
pub(crate) struct PostingRow {
    pub(crate) entity: EntityId,
    /// Counted from the first name of the entity.
    pub(crate) local_name: u16,
    /// Counted from the first name of all.
    pub(crate) name: u32,
    pub(crate) prior: f32,
}

/// All rows of a gazetteer, sorted and resolved.
pub(crate) struct Tables<'t> {
    /// By id.
    pub(crate) entities: Vec<&'t Entity>,
    pub(crate) prominence: Vec<f32>,
    pub(crate) names: Vec<NameRow<'t>>,
    /// For each entity its first name, and one more for the end.
    pub(crate) first_names: Vec<u32>,
    /// By text.
    pub(crate) keys: Vec<KeyRow<'t>>,
    /// Names in the order of their keys.
    pub(crate) keyed_names: Vec<u32>,
    pub(crate) postings: Vec<PostingRow>,
    /// One for each entity.
    pub(crate) facts: Vec<Facts<'t>>,
    /// Sorted by word.
    pub(crate) marks: Vec<(&'t str, Marks)>,
    pub(crate) agents: &'t [Agent],
    pub(crate) meta: Meta,
}

/// Facts with resolved links.
#[derive(Default)]
pub(crate) struct Facts<'t> {
    pub(crate) relations: Vec<(crate::gazetteer::RelationKind, EntityId)>,
    /// Sorted by kind, then entity.
    pub(crate) inverse: Vec<(crate::gazetteer::RelationKind, EntityId)>,
    pub(crate) roles: Vec<RoleRef<'t>>,
    pub(crate) codes: Vec<(&'t str, &'t str, Option<Date>, Option<Date>)>,
}

/// Small recurring texts, numbered in the order in which they are met; 0 is the empty text.
struct Symbols<'t> {
    texts: Vec<&'t str>,
    numbers: HashMap<&'t str, u32>,
}

impl<'t> Symbols<'t> {
    fn new() -> Self {
        Self { texts: vec![""], numbers: HashMap::from([("", 0)]) }
    }

    fn add(&mut self, text: &'t str) -> u32 {
        // Most entities have no country and all the same source.
        if text.is_empty() {
            return 0;
        }
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len() as u32 - 1
        })
    }

    fn add_short(&mut self, text: &'t str) -> Result<u16> {
        u16::try_from(self.add(text))
            .map_err(|_| Error::data("more than 65,535 different countries and sources; expected a few hundred"))
    }
}

/// Writes all sections of this module.
pub(crate) fn write_tables(tables: &Tables<'_>) -> Result<Writer> {
    let mut symbols = Symbols::new();
    let mut pool = StringPool::with_capacity(tables.names.len() * 32);
    // Small numbers for what is stored in 16 bits.
    for entity in &tables.entities {
        symbols.add_short(&entity.source)?;
        symbols.add_short(country(entity))?;
    }
    let places = Places::of(tables, &mut pool)?;
    let (names, attributes, dates) = names(tables, &mut symbols, &places.names);
    let (entities, facts, has_details) = entities(tables, &mut symbols, &mut pool, &places.ids)?;
    let (entities, names) = match (has_details, places.is_list()) {
        (true, _) => ((1, entities), names),
        (false, false) => ((2, without_details(&entities)), names),
        (false, true) => ((3, list(&entities, &names)), Vec::new()),
    };
    let (keys, postings) = keys(tables, &places.keys);
    let mut symbol_table = Vec::with_capacity(symbols.texts.len() * 4);
    for text in &symbols.texts {
        symbol_table.extend_from_slice(&pool.push(text)?.to_le_bytes());
    }
    let mut writer = Writer::new();
    let meta = serde_json::to_vec_pretty(&tables.meta).map_err(|cause| Error::data(cause.to_string()))?;
    let agents = agents(tables.agents)?;
    for (id, (version, bytes)) in [
        (SectionId::META, (1, meta)),
        (SectionId::STRINGS, (1, pool.into_bytes())),
        (SectionId::SYMBOLS, (1, symbol_table)),
        (SectionId::ENTITIES, entities),
        (SectionId::NAMES, (2, names)),
        (SectionId::NAME_ATTRIBUTES, (1, attributes)),
        (SectionId::NAME_DATES, (1, dates)),
        (SectionId::FACTS, (1, facts)),
        (SectionId::KEYS, (2, keys)),
        (SectionId::POSTINGS, (2, postings)),
        (SectionId::MARKS, (1, marks::build(&tables.marks))),
        (SectionId::AGENTS, (1, agents)),
    ] {
        writer.section(id, version, &bytes)?;
    }
    Ok(writer)
}

fn country(entity: &Entity) -> &str {
    entity.place.as_ref().and_then(|place| place.country.as_deref()).unwrap_or_default()
}

fn names<'t>(tables: &Tables<'t>, symbols: &mut Symbols<'t>, places: &[NamePlace]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let mut numbers = HashMap::new();
    let (mut names, mut attributes, mut dates) = (Vec::with_capacity(tables.names.len() * 8), Vec::new(), Vec::new());
    let mut last = None;
    for (index, row) in tables.names.iter().enumerate() {
        let source = row.name.source.as_deref().unwrap_or(row.source);
        let via = row.name.via.as_deref().unwrap_or_default();
        let wanted = (row.name.lang.as_str(), source, via, row.kind, row.case);
        let mut packed = match last {
            Some((known, number)) if known == wanted => number,
            _ => {
                let next = numbers.len() as u32;
                *numbers.entry(wanted).or_insert_with(|| {
                    for text in [wanted.0, source, via] {
                        attributes.extend_from_slice(&symbols.add(text).to_le_bytes());
                    }
                    attributes.extend_from_slice(&[row.kind as u8, row.case as u8, 0, 0]);
                    next
                })
            }
        };
        last = Some((wanted, packed));
        if row.from.is_some() || row.to.is_some() {
            packed |= DATED;
            dates.extend_from_slice(&(index as u32).to_le_bytes());
            for date in [row.from, row.to] {
                dates.extend_from_slice(&date.map_or(NO_DAY, |date| date.0).to_le_bytes());
            }
        }
        let place = places.get(index).copied().unwrap_or_default();
        packed |= if place.in_id { IN_ID } else { 0 };
        names.extend_from_slice(&place.position.to_le_bytes());
        names.extend_from_slice(&packed.to_le_bytes());
    }
    (names, attributes, dates)
}

/// The records of entities, their facts, and whether any has a place or facts.
fn entities<'t>(
    tables: &Tables<'t>,
    symbols: &mut Symbols<'t>,
    pool: &mut StringPool,
    ids: &[u32],
) -> Result<(Vec<u8>, Vec<u8>, bool)> {
    let (mut records, mut facts) = (Vec::with_capacity((tables.entities.len() + 1) * ENTITY), Vec::new());
    let mut has_details = false;
    for (index, entity) in tables.entities.iter().enumerate() {
        let place = entity.place.as_ref();
        let position = u32::try_from(facts.len())
            .ok()
            .filter(|position| *position != NO_FACTS)
            .ok_or_else(|| Error::data("the relations and codes of this gazetteer exceed 4 GB"))?;
        let any = tables.facts.get(index).is_some_and(|row| write_facts(entity, row, symbols, &mut facts));
        let (lat, lon) = (place.and_then(|place| place.lat), place.and_then(|place| place.lon));
        let population = population(place.and_then(|place| place.population).unwrap_or(0));
        has_details |= any || lat.is_some() || lon.is_some() || population > 0;
        let degrees = |value: Option<f64>| value.map_or(f32::NAN, |value| value as f32);
        let id = match ids.get(index) {
            Some(&position) if position != 0 => position,
            _ => pool.push(&entity.id)?,
        };
        records.extend_from_slice(&id.to_le_bytes());
        records.extend_from_slice(&first_name(tables, index).to_le_bytes());
        records.extend_from_slice(&(if any { position } else { NO_FACTS }).to_le_bytes());
        records.extend_from_slice(&degrees(lat).to_le_bytes());
        records.extend_from_slice(&degrees(lon).to_le_bytes());
        records.extend_from_slice(&population.to_le_bytes());
        let prominence = tables.prominence.get(index).copied().unwrap_or_default();
        records.extend_from_slice(&((prominence * 1024.0).round() as i16).to_le_bytes());
        records.extend_from_slice(&symbols.add_short(country(entity))?.to_le_bytes());
        records.extend_from_slice(&symbols.add_short(&entity.source)?.to_le_bytes());
        records.extend_from_slice(&[entity.kind as u8, 0]);
    }
    records.extend_from_slice(&0_u32.to_le_bytes());
    records.extend_from_slice(&first_name(tables, tables.entities.len()).to_le_bytes());
    records.extend_from_slice(&NO_FACTS.to_le_bytes());
    records.resize((tables.entities.len() + 1) * ENTITY, 0);
    Ok((records, facts, has_details))
}

/// Records of entities that begin with those of their names. The one at the end stays as it is.
fn list(entities: &[u8], names: &[u8]) -> Vec<u8> {
    let (names, _) = names.as_chunks::<NAME>();
    let mut records = without_details(entities);
    for (record, name) in records.as_chunks_mut::<SHORT_ENTITY>().0.iter_mut().zip(names) {
        record[..NAME].copy_from_slice(name);
    }
    records
}

fn without_details(records: &[u8]) -> Vec<u8> {
    let mut short = Vec::with_capacity(records.len() / ENTITY * SHORT_ENTITY);
    for record in records.as_chunks::<ENTITY>().0 {
        short.extend_from_slice(&record[..DETAILS.start]);
        short.extend_from_slice(&record[DETAILS.end..]);
    }
    short
}

fn first_name(tables: &Tables<'_>, index: usize) -> u32 {
    tables.first_names.get(index).copied().unwrap_or_default()
}

fn population(number: u64) -> u32 {
    if number >> 31 == 0 {
        return number as u32;
    }
    let units = u32::try_from(number / POPULATION_UNIT).unwrap_or(u32::MAX);
    units | (1 << 31)
}

fn write_facts<'t>(entity: &'t Entity, row: &Facts<'t>, symbols: &mut Symbols<'t>, out: &mut Vec<u8>) -> bool {
    let mut writer = FactsWriter::default();
    for (kind, to) in &row.relations {
        writer.relation(*kind, *to);
    }
    for group in row.inverse.chunk_by(|a, b| a.0 == b.0) {
        if let Some((kind, _)) = group.first() {
            let ids: Vec<EntityId> = group.iter().map(|(_, id)| *id).collect();
            writer.inverse(*kind, &ids);
        }
    }
    for role in &row.roles {
        writer.role(role);
    }
    for (scheme, code, from, to) in &row.codes {
        writer.code(symbols.add(scheme), code, *from, *to);
    }
    for (scheme, value) in &entity.ids {
        writer.id(symbols.add(scheme), value, &entity.id);
    }
    writer.finish(out)
}

fn keys(tables: &Tables<'_>, positions: &[u32]) -> (Vec<u8>, Vec<u8>) {
    // As the reader counts them: with the record at the end.
    let local_bits = local_bits(tables.entities.len() + 1);
    let mut keys = Vec::with_capacity((tables.keys.len() + 1) * 8);
    let mut postings = Vec::new();
    for (index, (key, position)) in tables.keys.iter().zip(positions).enumerate() {
        let end = tables.keys.get(index + 1).map_or(tables.postings.len(), |next| next.first_posting as usize);
        let here = tables.postings.get(key.first_posting as usize..end).unwrap_or_default();
        let only = match here {
            [only] => only_posting(only.entity, only.local_name, local_bits),
            _ => None,
        };
        keys.extend_from_slice(&position.to_le_bytes());
        keys.extend_from_slice(&only.unwrap_or((postings.len() / POSTING) as u32).to_le_bytes());
        for (number, posting) in here.iter().enumerate().filter(|_| only.is_none()) {
            let goes_on = if number + 1 < here.len() { HIGHEST } else { 0 };
            let prior = (posting.prior.clamp(0.0, 1.0) * f32::from(u16::MAX)).round() as u16;
            postings.extend_from_slice(&(posting.entity.0 | goes_on).to_le_bytes());
            postings.extend_from_slice(&posting.local_name.to_le_bytes());
            postings.extend_from_slice(&prior.to_le_bytes());
        }
    }
    keys.extend_from_slice(&0_u32.to_le_bytes());
    keys.extend_from_slice(&((postings.len() / POSTING) as u32).to_le_bytes());
    (keys, postings)
}

fn agents(agents: &[Agent]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for agent in agents {
        serde_json::to_writer(&mut lines, agent).map_err(|cause| Error::data(cause.to_string()))?;
        lines.push(b'\n');
    }
    Ok(lines)
}
