//! Keys: the distinct folded names, and what each may stand for.
//!
//! ```text
//! key, 8 bytes                      posting, 8 bytes
//!  0 text     u32 text               0 entity u32
//!  4 postings u32 first posting      4 name   u16, counted from the entity's first name
//!                                    6 prior  u16, 1/65535
//! ```
//! Keys are sorted by text. One more record at the end says where the last postings end.

use super::bytes::{record, record_count, u16_at, u32_at};
use super::container::SectionId;
use super::entity::NameRef;
use super::strings::bytes_at;
use super::view::{EntityId, Gazetteer, KeyId};
use std::fmt;
use std::ops::Range;

pub(super) const KEY: usize = 8;
pub(super) const POSTING: usize = 8;

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

    /// What it may stand for: the likeliest entity first, and of an entity its best name first.
    ///
    /// An entity occurs once, except where a second name of it has the same key but asks for another letter case
    /// (`NATO`, `Nato`) or is an adjective of another language; its postings then stand together and have the same
    /// prior.
    #[inline]
    pub fn postings(&self) -> impl ExactSizeIterator<Item = Posting<'g>> + use<'g> {
        let gazetteer = self.gazetteer;
        self.posting_range().map(move |index| Posting::new(gazetteer, index))
    }

    #[inline]
    pub(super) fn posting_range(&self) -> Range<u32> {
        let Some(record_here) = self.record else { return 0..0 };
        let all = record_count::<POSTING>(self.gazetteer.part(SectionId::POSTINGS));
        let next = record::<KEY>(self.gazetteer.part(SectionId::KEYS), self.id.0 + 1);
        let end = next.map_or(0, |next| u32_at(next, 4)).min(all);
        u32_at(record_here, 4).min(end)..end
    }
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
            .map_or((u32::MAX, 0, 0), |record| (u32_at(record, 0), u16_at(record, 4), u16_at(record, 6)));
        let entity = EntityId(entity);
        let names = gazetteer.entity(entity).name_range();
        let name = names.start.saturating_add(local.into());
        // A name outside those of the entity does not exist.
        let name = if names.contains(&name) { name } else { u32::MAX };
        Self { entity, name: NameRef::new(gazetteer, name), prior: f32::from(prior) / f32::from(u16::MAX) }
    }
}
