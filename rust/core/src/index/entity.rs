//! Entities and their names, as views over the file.
//!
//! ```text
//! entity, 32 bytes                           name, 8 bytes
//!  0 id          u32 text                     0 text       u32 text
//!  4 names       u32 first name               4 attributes u32, bit 31: has dates, bit 30: see below
//!  8 facts       u32 position, or FFFFFFFF
//! 12 latitude    f32, NaN: none              attributes, 16 bytes        dates, 12 bytes, sorted
//! 16 longitude   f32                          0 language u32 symbol       0 name u32
//! 20 population  u32, see below               4 source   u32 symbol       4 from i32, 80000000: none
//! 24 prominence  i16, 1/1024                  8 via      u32 symbol       8 to   i32
//! 26 country     u16 symbol                  12 kind     u8
//! 28 source      u16 symbol                  13 case     u8
//! 30 kind        u8                          14 zero
//! ```
//! A population of 2^31 or more is stored in units of 1,024 with the highest bit set. The first name is the canonical
//! one. One more entity record at the end says where the last names end.
//!
//! In layout 2 of the entities, bytes 8 to 24 are left out: no entity lies anywhere or has facts. A name with bit 30
//! (layout 2 of the names) is what follows the first colon of the text at its place: the id of an entity that is called
//! after its name is not stored twice.
//!
//! Layout 3 is for mere lists: in addition each entity has one name, the one in its id, so that the first 8 bytes of an
//! entity are at once those of its name, and there are no others.

use super::bytes::{f32_at, i32_at, record, record_count, u16_at, u32_at};
use super::container::SectionId;
use super::facts::{self, CodeRef, RoleRef};
use super::view::{EntityId, Gazetteer};
use crate::gazetteer::{self as model, Case, Date, Kind, NameKind, RelationKind};
use std::fmt;
use std::ops::Range;

pub(super) const ENTITY: usize = 32;
/// The bytes that a short entity has not.
pub(super) const DETAILS: Range<usize> = 8..24;
pub(super) const SHORT_ENTITY: usize = ENTITY - (DETAILS.end - DETAILS.start);
pub(super) const NAME: usize = 8;
pub(super) const ATTRIBUTES: usize = 16;
pub(super) const DATES: usize = 12;
pub(super) const NO_FACTS: u32 = u32::MAX;
pub(super) const NO_DAY: i32 = i32::MIN;
pub(super) const DATED: u32 = 1 << 31;
pub(super) const IN_ID: u32 = 1 << 30;
pub(super) const FLAGS: u32 = DATED | IN_ID;
pub(super) const POPULATION_UNIT: u64 = 1024;

/// An entity of a gazetteer.
#[derive(Clone, Copy)]
pub struct Entity<'g> {
    gazetteer: &'g Gazetteer,
    index: EntityId,
    record: Option<Record<'g>>,
}

/// The parts of an entity's record.
#[derive(Clone, Copy)]
struct Record<'g> {
    /// Id and first name.
    start: &'g [u8; 8],
    /// Facts and place.
    details: Option<&'g [u8; 16]>,
    /// Prominence, country, source, kind.
    class: &'g [u8; 8],
}

impl<'g> Record<'g> {
    #[inline]
    fn new(gazetteer: &'g Gazetteer, index: EntityId) -> Option<Self> {
        let size = gazetteer.entity_size();
        let at = (index.0 as usize).checked_mul(size)?;
        let record = gazetteer.part(SectionId::ENTITIES).get(at..at.checked_add(size)?)?;
        let (start, rest) = record.split_first_chunk()?;
        let (details, class) = rest.split_last_chunk()?;
        Some(Self { start, details: details.first_chunk(), class })
    }
}

impl<'g> Entity<'g> {
    #[inline]
    pub(super) fn new(gazetteer: &'g Gazetteer, index: EntityId) -> Self {
        let exists = (index.0 as usize) < gazetteer.len();
        Self { gazetteer, index, record: Record::new(gazetteer, index).filter(|_| exists) }
    }

    #[inline]
    fn details(&self) -> Option<&'g [u8; 16]> {
        self.record.and_then(|record| record.details)
    }

    #[inline]
    fn symbol(&self, at: usize) -> &'g str {
        self.record.map_or("", |record| self.gazetteer.symbol(u16_at(record.class, at).into()))
    }

    /// Its number in this gazetteer.
    pub fn index(&self) -> EntityId {
        self.index
    }

    /// Its stable id: `geonames:1871859`.
    pub fn id(&self) -> &'g str {
        self.record.map_or("", |record| self.gazetteer.text(u32_at(record.start, 0)))
    }

    /// What it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.record.and_then(|record| Kind::from_byte(record.class[6])).unwrap_or_default()
    }

    /// Its canonical name.
    #[inline]
    pub fn name(&self) -> &'g str {
        self.names().next().map_or("", |name| name.text())
    }

    /// The country it lies in or belongs to, ISO 3166-1 alpha-3.
    #[inline]
    pub fn country(&self) -> Option<&'g str> {
        Some(self.symbol(2)).filter(|country| !country.is_empty())
    }

    /// The number of its country in this gazetteer: entities of one country have the same.
    #[inline]
    pub(crate) fn country_number(&self) -> Option<u16> {
        let number = u16_at(self.record?.class, 2);
        (!self.gazetteer.symbol(number.into()).is_empty()).then_some(number)
    }

    /// Latitude and longitude in degrees.
    pub fn coordinates(&self) -> Option<(f32, f32)> {
        let details = self.details()?;
        Some((f32_at(details, 4)?, f32_at(details, 8)?))
    }

    /// Inhabitants; 0 where unknown.
    #[inline]
    pub fn population(&self) -> u64 {
        match self.details().map_or(0, |details| u32_at(details, 12)) {
            coarse if coarse >> 31 == 1 => u64::from(coarse & !(1 << 31)) * POPULATION_UNIT,
            number => number.into(),
        }
    }

    /// How often it is meant when it is named: 0 a village, about 10 a large country; natural logarithm.
    pub fn prominence(&self) -> f32 {
        self.record.map_or(0.0, |record| f32::from(u16_at(record.class, 0).cast_signed()) / 1024.0)
    }

    /// Its names, the canonical one first.
    #[inline]
    pub fn names(&self) -> impl ExactSizeIterator<Item = NameRef<'g>> + use<'g> {
        let gazetteer = self.gazetteer;
        self.name_range().map(move |index| NameRef::new(gazetteer, index))
    }

    /// Its name of this spelling, letter for letter.
    pub fn spelt(&self, text: &str) -> Option<NameRef<'g>> {
        self.names().find(|name| name.text() == text)
    }

    #[inline]
    pub(super) fn name_range(&self) -> Range<u32> {
        let Some(record) = self.record else { return 0..0 };
        if self.gazetteer.is_list() {
            return self.index.0..self.index.0 + 1;
        }
        let all = record_count::<NAME>(self.gazetteer.part(SectionId::NAMES));
        let next = Record::new(self.gazetteer, EntityId(self.index.0 + 1));
        let end = next.map_or(0, |next| u32_at(next.start, 4)).min(all);
        u32_at(record.start, 4).min(end)..end
    }

    #[inline]
    fn facts(&self) -> &'g [u8] {
        self.gazetteer.part(SectionId::FACTS).get(self.facts_position() as usize..).unwrap_or_default()
    }

    #[inline]
    fn facts_position(&self) -> u32 {
        self.details().map_or(NO_FACTS, |details| u32_at(details, 0))
    }

    /// Offices that it holds or held.
    pub fn roles(&self) -> impl Iterator<Item = RoleRef<'g>> + use<'g> {
        facts::roles(self.facts())
    }

    /// Links to other entities.
    #[inline]
    pub fn relations(&self) -> impl Iterator<Item = (RelationKind, EntityId)> + use<'g> {
        facts::relations(self.facts())
    }

    /// The entities that have this relation to it: with [`RelationKind::CapitalOf`], its capital.
    pub fn related_to_this(&self, kind: RelationKind) -> impl Iterator<Item = EntityId> + use<'g> {
        facts::inverse(self.facts(), kind)
    }

    /// Actor codes.
    pub fn codes(&self) -> impl Iterator<Item = CodeRef<'g>> + use<'g> {
        facts::codes(self.gazetteer, self.facts())
    }

    /// Its identifiers elsewhere, as scheme and value.
    pub fn ids(&self) -> impl Iterator<Item = (&'g str, &'g str)> + use<'g> {
        facts::ids(self.gazetteer, self.facts(), self.id())
    }

    /// Key of the source of its facts.
    pub fn source(&self) -> &'g str {
        self.symbol(4)
    }

    pub(super) fn is_sound(&self) -> bool {
        let facts_end = self.facts_position() == NO_FACTS
            || facts::is_sound(self.gazetteer, self.facts(), self.gazetteer.len() as u32);
        let symbols = self.gazetteer.symbol_count();
        facts_end
            && self.record.is_some_and(|record| {
                Kind::from_byte(record.class[6]).is_some()
                    && u32::from(u16_at(record.class, 2)) < symbols
                    && u32::from(u16_at(record.class, 4)) < symbols
            })
            && !self.name().is_empty()
    }

    /// The entity in the form that people write and builders read.
    pub fn to_model(&self) -> model::Entity {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let text = |text: &str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
        let (coordinates, country) = (self.coordinates(), self.country());
        let population = Some(self.population()).filter(|number| *number > 0);
        let is_somewhere = coordinates.is_some() || country.is_some() || population.is_some();
        let names = self.names().map(|name| model::Name {
            text: name.text().to_owned(),
            lang: name.lang().to_owned(),
            kind: name.kind(),
            case: Some(name.case()),
            from: day(name.from()),
            to: day(name.to()),
            via: name.via().map(str::to_owned),
            source: text(name.source()).filter(|source| source != self.source()),
        });
        let roles = self.roles().map(|role| model::Role {
            office: role.office.to_owned(),
            of: self.gazetteer.entity(role.of).id().to_owned(),
            code: role.code.map(str::to_owned),
            from: day(role.from),
            to: day(role.to),
        });
        let relations =
            self.relations().map(|(kind, to)| model::Relation { kind, to: self.gazetteer.entity(to).id().to_owned() });
        let codes = self.codes().map(|code| model::Code {
            scheme: code.scheme.to_owned(),
            code: code.code.to_owned(),
            from: day(code.from),
            to: day(code.to),
        });
        model::Entity {
            id: self.id().to_owned(),
            kind: self.kind(),
            names: names.collect(),
            place: is_somewhere.then(|| model::Place {
                lat: coordinates.map(|(lat, _)| decimal(lat)),
                lon: coordinates.map(|(_, lon)| decimal(lon)),
                country: country.map(str::to_owned),
                population,
            }),
            roles: roles.collect(),
            relations: relations.collect(),
            codes: codes.collect(),
            ids: self.ids().map(|(scheme, id)| (scheme.to_owned(), id.to_owned())).collect(),
            prominence: Some(self.prominence()),
            source: self.source().to_owned(),
        }
    }
}

/// The shortest decimal number that an `f32` stands for, as `f64`: 39.03, not 39.029998779.
fn decimal(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entity({} {:?}, {})", self.id(), self.name(), self.kind())
    }
}

/// The name that an id such as `list:Seoul` ends with.
#[inline]
pub(super) fn name_in_id(id: &str) -> Option<&str> {
    id.split_once(':').map(|(_, name)| name)
}

/// A name of an entity.
#[derive(Clone, Copy)]
pub struct NameRef<'g> {
    gazetteer: &'g Gazetteer,
    index: u32,
    record: Option<&'g [u8; NAME]>,
}

impl<'g> NameRef<'g> {
    #[inline]
    pub(super) fn new(gazetteer: &'g Gazetteer, index: u32) -> Self {
        let record = if gazetteer.is_list() {
            gazetteer.entity(EntityId(index)).record.map(|record| record.start)
        } else {
            record(gazetteer.part(SectionId::NAMES), index)
        };
        Self { gazetteer, index, record }
    }

    /// Its number in its gazetteer.
    #[inline]
    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    #[inline]
    pub(super) fn packed(&self) -> u32 {
        self.record.map_or(0, |record| u32_at(record, 4))
    }

    #[inline]
    fn attributes(&self) -> Option<&'g [u8; ATTRIBUTES]> {
        record(self.gazetteer.part(SectionId::NAME_ATTRIBUTES), self.packed() & !FLAGS)
    }

    #[inline]
    fn symbol(&self, at: usize) -> &'g str {
        self.attributes().map_or("", |attributes| self.gazetteer.symbol(u32_at(attributes, at)))
    }

    fn day(&self, at: usize) -> Option<Date> {
        if self.packed() & DATED == 0 {
            return None;
        }
        let table = self.gazetteer.part(SectionId::NAME_DATES);
        let (mut low, mut high) = (0, record_count::<DATES>(table));
        while low < high {
            let middle = low + (high - low) / 2;
            let dates = record::<DATES>(table, middle)?;
            match u32_at(dates, 0).cmp(&self.index) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return Some(i32_at(dates, at)).filter(|day| *day != NO_DAY).map(Date);
                }
            }
        }
        None
    }

    /// As written.
    #[inline]
    pub fn text(&self) -> &'g str {
        let text = self.record.map_or("", |record| self.gazetteer.text(u32_at(record, 0)));
        if self.packed() & IN_ID == 0 { text } else { name_in_id(text).unwrap_or_default() }
    }

    /// BCP 47 language, or empty.
    #[inline]
    pub fn lang(&self) -> &'g str {
        self.symbol(0)
    }

    /// What sort of name.
    #[inline]
    pub fn kind(&self) -> NameKind {
        self.attributes().and_then(|attributes| NameKind::from_byte(attributes[12])).unwrap_or_default()
    }

    /// How strictly its letter case must be met.
    #[inline]
    pub fn case(&self) -> Case {
        self.attributes().and_then(|attributes| Case::from_byte(attributes[13])).unwrap_or(Case::Any)
    }

    /// First day of validity.
    pub fn from(&self) -> Option<Date> {
        self.day(4)
    }

    /// Last day of validity.
    pub fn to(&self) -> Option<Date> {
        self.day(8)
    }

    /// True if it was valid for some time only.
    #[inline]
    pub(crate) fn is_dated(&self) -> bool {
        self.packed() & DATED != 0
    }

    /// True if the name is valid on this day as far as is known.
    pub fn holds_on(&self, date: Date) -> bool {
        !self.is_dated() || facts::holds_on(self.from(), self.to(), date)
    }

    /// How this spelling came about, for derived spellings.
    pub fn via(&self) -> Option<&'g str> {
        Some(self.symbol(8)).filter(|via| !via.is_empty())
    }

    /// Key of its source.
    pub fn source(&self) -> &'g str {
        self.symbol(4)
    }

    pub(super) fn is_sound(&self) -> bool {
        let symbols = self.gazetteer.symbol_count();
        let attributes_are = self.attributes().is_some_and(|attributes| {
            [0, 4, 8].into_iter().all(|at| u32_at(attributes, at) < symbols)
                && NameKind::from_byte(attributes[12]).is_some()
                && Case::from_byte(attributes[13]).is_some()
        });
        attributes_are && !self.text().is_empty()
    }
}

impl fmt::Debug for NameRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({:?}, {}, {})", self.text(), self.lang(), self.kind())
    }
}
