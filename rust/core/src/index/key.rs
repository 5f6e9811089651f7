//! Keys: the distinct folded names, and what each may stand for.
//!
//! ```text
//! key, 8 bytes                      posting, 8 bytes
//!  0 text     u32 text               0 entity u32, highest bit: one more of this key follows
//!  4 postings u32, see below         4 name   u16, counted from the entity's first name
//!                                    6 prior  u16, 1/65535
//! ```
//! Keys are sorted by text. Most keys have one posting, which has the whole prior: then the highest bit is set, and below
//! it stand the number of the entity and that of the name, which has the bits that no entity needs. Else it is the number
//! of the first posting. One more record at the end has the number of all postings.
//!
//! In layout 1 all postings stand in their section, in the order of the keys: those of a key end where those of the next
//! one begin.

use super::bytes::{record, record_count, u16_at, u32_at};
use super::container::SectionId;
use super::entity::NameRef;
use super::strings::bytes_at;
use super::view::{EntityId, Gazetteer, KeyId};
use std::fmt;
use std::ops::Range;

pub(super) const KEY: usize = 8;
pub(super) const POSTING: usize = 8;
pub(super) const HIGHEST: u32 = 1 << 31;

/// A folded name and what it may stand for.
#[derive(Clone, Copy)]
pub struct Key<'g> {
    gazetteer: &'g Gazetteer,
    id: KeyId,
    record: Option<&'g [u8; KEY]>,
}

impl<'g> Key<'g> {
    #[inline]
    pub(super) fn new(gazetteer: &'g Gazetteer, id: KeyId) -> Self {
        let exists = (id.0 as usize) < gazetteer.key_count();
        Self { gazetteer, id, record: record(gazetteer.part(SectionId::KEYS), id.0).filter(|_| exists) }
    }

    /// Its number in this gazetteer.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The folded words, as [`text::key`](crate::text::key) gives them.
    #[inline]
    pub fn text(&self) -> &'g str {
        self.record.map_or("", |record| self.gazetteer.text(u32_at(record, 0)))
    }

    /// The bytes of the text, for comparing them with what is known to be text.
    #[inline]
    pub(crate) fn bytes(&self) -> &'g [u8] {
        let pool = self.gazetteer.part(SectionId::STRINGS);
        self.record.map_or(&[], |record| bytes_at(pool, u32_at(record, 0)))
    }

    /// The bytes that [`bytes`](Self::bytes) reads, and where in them the text begins with its length.
    #[inline]
    pub(crate) fn place_of_text(&self) -> (&'g [u8], usize) {
        (self.gazetteer.part(SectionId::STRINGS), self.record.map_or(0, |record| u32_at(record, 0)) as usize)
    }

    /// What it may stand for: the likeliest entity first, and of an entity its best name first.
    ///
    /// An entity occurs once, except where a second name of it has the same key but asks for another letter case
    /// (`NATO`, `Nato`) or is an adjective of another language; its postings then stand together and have the same
    /// prior.
    #[inline]
    pub fn postings(&self) -> Postings<'g> {
        let (only, range) = match self.place() {
            Place::Here(entity, local) => (Some(Posting::at(self.gazetteer, entity, local, 1.0)), 0..0),
            Place::There(range) => (None, range),
        };
        Postings { gazetteer: self.gazetteer, only, range }
    }

    /// Where its postings are.
    #[inline]
    pub(super) fn place(&self) -> Place {
        let Some(record_here) = self.record else { return Place::There(0..0) };
        let table = self.gazetteer.part(SectionId::POSTINGS);
        let all = record_count::<POSTING>(table);
        let first = u32_at(record_here, 4);
        let Some(local_bits) = self.gazetteer.local_bits() else {
            let next = record::<KEY>(self.gazetteer.part(SectionId::KEYS), self.id.0 + 1);
            let end = next.map_or(0, |next| u32_at(next, 4)).min(all);
            return Place::There(first.min(end)..end);
        };
        if first & HIGHEST != 0 {
            let both = first & !HIGHEST;
            return Place::Here(EntityId(both >> local_bits), (both & ((1 << local_bits) - 1)) as u16);
        }
        let goes_on = |index: &u32| record::<POSTING>(table, *index).is_some_and(|here| u32_at(here, 0) & HIGHEST != 0);
        let end = (first..all).find(|index| !goes_on(index)).map_or(all, |last| last + 1);
        Place::There(first.min(end)..end)
    }
}

/// Where the postings of a key are: the only one in its record, or in their section.
pub(super) enum Place {
    Here(EntityId, u16),
    There(Range<u32>),
}

/// Bits of a number of 31 bits that are left for a name, where entities are so many.
pub(super) const fn local_bits(entities: usize) -> u32 {
    let left = 31_u32.saturating_sub(usize::BITS - entities.leading_zeros());
    if left < 16 { left } else { 16 }
}

/// The second number of a key that has one posting only; nothing if it does not fit.
pub(super) fn only_posting(entity: EntityId, local_name: u16, local_bits: u32) -> Option<u32> {
    (u32::from(local_name) >> local_bits == 0).then_some(HIGHEST | entity.0 << local_bits | u32::from(local_name))
}

impl fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:?}, {} postings)", self.text(), self.postings().len())
    }
}

/// One entity that a key may stand for.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'g> {
    /// The entity.
    pub entity: EntityId,
    /// The name of the entity that has this key.
    pub name: NameRef<'g>,
    /// The entity's share among all entities of the key; the shares sum to 1.
    pub prior: f32,
}

impl<'g> Posting<'g> {
    #[inline]
    fn new(gazetteer: &'g Gazetteer, index: u32) -> Self {
        let (entity, local, prior) = record::<POSTING>(gazetteer.part(SectionId::POSTINGS), index)
            .map_or((u32::MAX, 0, 0), |record| (u32_at(record, 0) & !HIGHEST, u16_at(record, 4), u16_at(record, 6)));
        Self::at(gazetteer, EntityId(entity), local, f32::from(prior) / f32::from(u16::MAX))
    }

    #[inline]
    fn at(gazetteer: &'g Gazetteer, entity: EntityId, local_name: u16, prior: f32) -> Self {
        let names = gazetteer.entity(entity).name_range();
        let name = names.start.saturating_add(local_name.into());
        // A name outside those of the entity does not exist.
        let name = if names.contains(&name) { name } else { u32::MAX };
        Self { entity, name: NameRef::new(gazetteer, name), prior }
    }
}

/// The postings of a key, one after the other.
#[derive(Clone, Debug)]
pub struct Postings<'g> {
    gazetteer: &'g Gazetteer,
    only: Option<Posting<'g>>,
    range: Range<u32>,
}

impl<'g> Iterator for Postings<'g> {
    type Item = Posting<'g>;

    #[inline]
    fn next(&mut self) -> Option<Posting<'g>> {
        self.only.take().or_else(|| self.range.next().map(|index| Posting::new(self.gazetteer, index)))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.range.len() + usize::from(self.only.is_some());
        (count, Some(count))
    }
}

impl ExactSizeIterator for Postings<'_> {}
