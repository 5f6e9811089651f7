//! The gazetteer as readers see it: a cheap handle over the bytes of a file.

use super::bytes::{record, record_count, u32_at};
use super::container::{Section, SectionId, Table, parse};
use super::entity::{ENTITY, Entity, NameRef, SHORT_ENTITY};
use super::key::{KEY, Key, local_bits};
use super::map::Storage;
use super::marks::{self, Marks};
use super::meta::Meta;
use super::strings::text_at;
use crate::error::{Error, Result};
use crate::gazetteer::Attribution;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Names an entity of one gazetteer: its place in the order of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// Names a key of one gazetteer: its place in the order of folded texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

/// A compiled gazetteer: immutable, shared by all threads, cheap to clone.
///
/// ```
/// use entmatch_core::compile::{CompileOptions, compile};
/// use entmatch_core::gazetteer::GazetteerBuilder;
/// use entmatch_core::index::Gazetteer;
///
/// let mut builder = GazetteerBuilder::new();
/// builder.read_jsonl_from(
///     r#"{"id":"geonames:1871859","kind":"populated_place","names":[{"text":"Pyongyang"},{"text":"Пхеньян"}]}"#.as_bytes(),
///     "example",
/// )?;
/// let gazetteer = Gazetteer::from_bytes(compile(&builder.finish(), &CompileOptions::default())?)?;
/// let key = gazetteer.lookup("ПХЕНЬЯН").expect("names are found in any case");
/// let posting = gazetteer.key(key).postings().next().expect("a key has postings");
/// assert_eq!(gazetteer.entity(posting.entity).name(), "Pyongyang");
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Gazetteer {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Storage,
    table: Table,
    parts: [Range<usize>; PARTS],
    entity_size: usize,
    /// Entities that there are: dividing for every one that is looked at would be felt.
    entity_count: usize,
    is_list: bool,
    /// How many bits of a key's only posting are its name; none in a file of the first layout.
    local_bits: Option<u32>,
}

/// Sections 1 to 15 are those of this module; their ranges are kept at hand.
const PARTS: usize = 16;

/// The newest layout of a section of this module that this build reads.
pub(super) const fn newest_layout(id: SectionId) -> u32 {
    match id {
        SectionId::ENTITIES => 3,
        SectionId::NAMES | SectionId::KEYS | SectionId::POSTINGS => 2,
        _ => 1,
    }
}

impl Gazetteer {
    /// Opens a file by mapping it. Only its first two kilobytes are read; [`verify`](Self::verify) reads it all.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a gazetteer file of a version that this build reads, or is cut short.
    pub fn open(path: &Path) -> Result<Self> {
        Self::new(Storage::map(path)?).map_err(|error| error.at(path))
    }

    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::new(Storage::Owned(bytes))
    }

    fn new(storage: Storage) -> Result<Self> {
        let table = parse(storage.bytes())?;
        let mut parts = [const { 0..0 }; PARTS];
        for section in &table.sections {
            if let Some(part) = parts.get_mut(section.id.0 as usize) {
                let newest = newest_layout(section.id);
                if section.version > newest {
                    return Err(Error::format(format!(
                        "section {} has layout {}, this build reads up to {newest}; update entmatch, or build the \
                         gazetteer again with this version",
                        section.id, section.version
                    )));
                }
                // Checked against the length of the file by `parse`.
                *part = section.offset as usize..(section.offset + section.length) as usize;
            }
        }
        let version = |id| table.find(id).map_or(0, |section| section.version);
        let entity_size = if version(SectionId::ENTITIES) < 2 { ENTITY } else { SHORT_ENTITY };
        let records = parts[SectionId::ENTITIES.0 as usize].len() / entity_size;
        // The last record only says where the names of the one before it end.
        let entity_count = records.saturating_sub(1);
        let local_bits = (version(SectionId::KEYS) >= 2).then(|| local_bits(records));
        let is_list = version(SectionId::ENTITIES) == 3;
        let gazetteer =
            Self { inner: Arc::new(Inner { storage, table, parts, entity_size, entity_count, is_list, local_bits }) };
        gazetteer.check_records()?;
        Ok(gazetteer)
    }

    fn check_records(&self) -> Result<()> {
        let entities = [(SectionId::ENTITIES, self.entity_size())];
        for (id, size) in super::verify::RECORD_SIZES.into_iter().chain(entities) {
            let length = self.part(id).len();
            if !length.is_multiple_of(size) {
                return Err(Error::format(format!(
                    "section {id} has {length} bytes, expected a multiple of {size}; build the gazetteer again"
                )));
            }
        }
        Ok(())
    }

    /// The bytes of the whole file, to be written or sent elsewhere.
    pub fn as_bytes(&self) -> &[u8] {
        self.inner.storage.bytes()
    }

    /// The bytes again, if this is the only handle to a gazetteer in memory; else a copy of them.
    pub fn into_bytes(self) -> Vec<u8> {
        match Arc::try_unwrap(self.inner) {
            Ok(Inner { storage: Storage::Owned(bytes), .. }) => bytes,
            Ok(inner) => inner.storage.bytes().to_vec(),
            Err(shared) => shared.storage.bytes().to_vec(),
        }
    }

    /// Names the content: two gazetteers of the same digest are equal. 32 hexadecimal digits.
    pub fn digest(&self) -> String {
        format!("{:032x}", self.inner.table.digest)
    }

    /// The container's format version.
    pub fn format_version(&self) -> u16 {
        self.inner.table.format_version
    }

    /// What is in the file.
    pub fn sections(&self) -> &[Section] {
        &self.inner.table.sections
    }

    /// The bytes of a section. Never unchecked: they may be anything.
    pub fn section(&self, id: SectionId) -> Option<&[u8]> {
        self.inner.table.find(id)?.of(self.as_bytes())
    }

    /// The layout version of a section.
    pub fn section_version(&self, id: SectionId) -> Option<u32> {
        self.inner.table.find(id).map(|section| section.version)
    }

    /// A section of this module, empty if absent.
    #[inline]
    pub(super) fn part(&self, id: SectionId) -> &[u8] {
        let Some(&Range { start, end }) = self.inner.parts.get(id.0 as usize) else { return &[] };
        self.inner.storage.bytes().get(start..end).unwrap_or_default()
    }

    #[inline]
    pub(super) fn entity_size(&self) -> usize {
        self.inner.entity_size
    }

    /// Has every entity one name, whose record is its own?
    #[inline]
    pub(super) fn is_list(&self) -> bool {
        self.inner.is_list
    }

    #[inline]
    pub(super) fn local_bits(&self) -> Option<u32> {
        self.inner.local_bits
    }

    #[inline]
    pub(super) fn text(&self, position: u32) -> &str {
        text_at(self.part(SectionId::STRINGS), position)
    }

    #[inline]
    pub(super) fn symbol(&self, symbol: u32) -> &str {
        record::<4>(self.part(SectionId::SYMBOLS), symbol).map_or("", |bytes| self.text(u32::from_le_bytes(*bytes)))
    }

    pub(super) fn symbol_count(&self) -> u32 {
        record_count::<4>(self.part(SectionId::SYMBOLS))
    }

    /// Provenance and counts.
    pub fn meta(&self) -> Meta {
        Meta::read(self.part(SectionId::META))
    }

    /// The sources and their terms, by key.
    pub fn attribution(&self) -> Vec<Attribution> {
        self.meta().attributions
    }

    /// Number of entities.
    #[inline]
    pub fn len(&self) -> usize {
        self.inner.entity_count
    }

    /// True if there are no entities.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An entity. One that does not exist has an empty id and no names.
    #[inline]
    pub fn entity(&self, id: EntityId) -> Entity<'_> {
        Entity::new(self, id)
    }

    /// All entities, by id.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = EntityId> + use<> {
        (0..self.len() as u32).map(EntityId)
    }

    /// The entity with this id. Binary search.
    pub fn by_id(&self, id: &str) -> Option<EntityId> {
        let found = search(self.len() as u32, |index| self.entity(EntityId(index)).id().cmp(id))?;
        Some(EntityId(found))
    }

    /// The entities whose ids begin so.
    pub(crate) fn with_prefix<'g>(&'g self, prefix: &'g str) -> impl Iterator<Item = Entity<'g>> {
        let (mut low, mut high) = (0, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.entity(EntityId(middle)).id() < prefix { low = middle + 1 } else { high = middle }
        }
        let from_there = (low..self.len() as u32).map(|index| self.entity(EntityId(index)));
        from_there.take_while(move |entity| entity.id().starts_with(prefix))
    }

    /// Number of keys.
    #[inline]
    pub fn key_count(&self) -> usize {
        self.part(SectionId::KEYS).len() / KEY - usize::from(!self.part(SectionId::KEYS).is_empty())
    }

    /// A key. One that does not exist has an empty text and no postings.
    #[inline]
    pub fn key(&self, id: KeyId) -> Key<'_> {
        Key::new(self, id)
    }

    /// The bytes of all keys, and where in them the record of one begins.
    #[inline]
    pub(crate) fn place_of_key(&self, id: KeyId) -> (&[u8], usize) {
        (self.part(SectionId::KEYS), id.0 as usize * KEY)
    }

    /// True if both are handles of one gazetteer.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// The name with the number that [`NameRef::index`] gave.
    #[inline]
    pub(crate) fn name(&self, index: u32) -> NameRef<'_> {
        NameRef::new(self, index)
    }

    /// Touches what the first postings of these keys are read from, so that the waits for memory overlap: each leads to
    /// the next place, and a reader that judges what it finds waits at every one.
    pub(crate) fn expect(&self, keys: impl Iterator<Item = KeyId>) {
        /// Postings of a key that are worth it: many keys have few.
        const MOST: usize = 4;
        let touched = keys.flat_map(|key| self.key(key).postings().take(MOST));
        std::hint::black_box(touched.fold(0, |sum, posting| sum ^ posting.name.packed()));
    }

    /// All keys, by folded text.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = KeyId> + use<> {
        (0..self.key_count() as u32).map(KeyId)
    }

    /// The key of a whole name, which is folded here.
    pub fn lookup(&self, name: &str) -> Option<KeyId> {
        self.lookup_folded(&crate::text::key(name))
    }

    /// The key of a name that is folded already, as [`text::key`](crate::text::key) does it. Binary search.
    pub fn lookup_folded(&self, key: &str) -> Option<KeyId> {
        let texts = self.part(SectionId::STRINGS);
        let keys = self.part(SectionId::KEYS);
        search(self.key_count() as u32, |index| {
            record::<KEY>(keys, index).map_or("", |record| text_at(texts, u32_at(record, 0))).cmp(key)
        })
        .map(KeyId)
    }

    /// What is known of a folded word apart from any entity.
    pub fn marks(&self, folded_word: &str) -> Marks {
        marks::find(self.part(SectionId::MARKS), folded_word)
    }
}

/// The place in `0..count` where `order` says equal, if it says so anywhere.
fn search(count: u32, order: impl Fn(u32) -> std::cmp::Ordering) -> Option<u32> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match order(middle) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer")
            .field("entities", &self.len())
            .field("keys", &self.key_count())
            .field("digest", &self.digest())
            .finish_non_exhaustive()
    }
}
