//! The container: a header, a table of sections, and the sections.
//!
//! All numbers are little-endian. Sections begin at multiples of 64 bytes, in the order of the table.
//!
//! ```text
//!    0  8  magic               89 'E' 'M' 'X' 0D 0A 1A 0A   (as PNG: shows line-end and 7-bit damage)
//!    8  4  endian mark         0A0B0C0D
//!   12  2  format version      1
//!   14  2  oldest reader       1   (the oldest format version whose readers can read this file)
//!   16  4  number of sections  n <= 62
//!   20  4  zero
//!   24  8  length of the file
//!   32 16  digest              XXH3-128 of the section table: names the content
//!   48  8  header checksum     XXH3-64 of bytes 0..48 and of the section table
//!   56  8  zero
//!   64 32n section table       id u32, version u32, offset u64, length u64, checksum u64 (XXH3-64)
//! 2048     first section
//! ```
//!
//! Opening reads the first 64 + 32n bytes and nothing else; the sections' checksums are for [`verify`].
//!
//! [`verify`]: super::Gazetteer::verify

use super::bytes::{field, record, u16_at, u32_at};
use crate::error::{Error, Result};
use std::fmt;
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

/// The version of the container that this build writes, and the newest that it reads.
pub const FORMAT_VERSION: u16 = 1;

pub(super) const MAGIC: [u8; 8] = *b"\x89EMX\r\n\x1a\n";
const ENDIAN_MARK: u32 = 0x0A0B_0C0D;
const HEADER: usize = 64;
const ENTRY: usize = 32;
const MAX_SECTIONS: usize = 62;
const FIRST_SECTION: usize = HEADER + MAX_SECTIONS * ENTRY;
const ALIGNMENT: usize = 64;

/// What a section holds. A stage of the pipeline that keeps tables of its own in the file takes a number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

impl SectionId {
    /// Provenance: JSON with attributions and counts.
    pub const META: Self = Self(1);
    /// Texts, each with its length before it, each stored once.
    pub const STRINGS: Self = Self(2);
    /// Small recurring texts (languages, sources, countries, schemes), as positions in the strings.
    pub const SYMBOLS: Self = Self(3);
    /// Entities.
    pub const ENTITIES: Self = Self(4);
    /// Names, those of an entity together.
    pub const NAMES: Self = Self(5);
    /// Distinct (language, kind, case, source, via) of names.
    pub const NAME_ATTRIBUTES: Self = Self(6);
    /// Dates of the names that have them.
    pub const NAME_DATES: Self = Self(7);
    /// Relations both ways, roles, codes, identifiers.
    pub const FACTS: Self = Self(8);
    /// Distinct folded names, sorted.
    pub const KEYS: Self = Self(9);
    /// Which names a key stands for.
    pub const POSTINGS: Self = Self(10);
    /// What is known of words.
    pub const MARKS: Self = Self(11);
    /// Agent patterns: JSON lines.
    pub const AGENTS: Self = Self(12);
    /// The words that are marked, as texts: only to build a larger gazetteer from a file.
    pub const LEXEMES: Self = Self(13);
    /// The scanner's tables.
    pub const SCAN: Self = Self(32);
    /// The resolver's tables.
    pub const RESOLVE: Self = Self(48);

    /// The section's name for people.
    pub const fn name(self) -> &'static str {
        match self.0 {
            1 => "meta",
            2 => "strings",
            3 => "symbols",
            4 => "entities",
            5 => "names",
            6 => "name attributes",
            7 => "name dates",
            8 => "facts",
            9 => "keys",
            10 => "postings",
            11 => "marks",
            12 => "agents",
            13 => "lexemes",
            32..48 => "scan",
            48..64 => "resolve",
            _ => "unknown",
        }
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.0)
    }
}

/// One line of the section table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it holds.
    pub id: SectionId,
    /// The version of its layout.
    pub version: u32,
    /// Where it begins in the file.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
    /// XXH3-64 of its bytes.
    pub checksum: u64,
}

impl Section {
    /// The bytes of this section; checked when the table was read, and again here.
    pub(super) fn of<'g>(&self, file: &'g [u8]) -> Option<&'g [u8]> {
        let start = usize::try_from(self.offset).ok()?;
        file.get(start..start.checked_add(usize::try_from(self.length).ok()?)?)
    }

    pub(super) fn is_intact(&self, file: &[u8]) -> bool {
        self.of(file).is_some_and(|bytes| xxh3_64(bytes) == self.checksum)
    }
}

/// Collects sections and lays them out.
///
/// ```
/// use entmatch_core::index::{SectionId, Writer};
/// let mut writer = Writer::new();
/// writer.section(SectionId::META, 1, b"{}")?;
/// let file = writer.finish();
/// assert_eq!(&file[1..4], b"EMX");
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    file: Vec<u8>,
    sections: Vec<Section>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// An empty container.
    pub fn new() -> Self {
        Self { file: vec![0; FIRST_SECTION], sections: Vec::new() }
    }

    /// Goes on where a finished container stopped.
    ///
    /// # Errors
    /// If the bytes are not a container.
    pub fn resume(mut file: Vec<u8>) -> Result<Self> {
        let table = parse(&file)?;
        if let Some(head) = file.get_mut(..FIRST_SECTION) {
            head.fill(0);
        }
        Ok(Self { file, sections: table.sections })
    }

    /// Appends a section.
    ///
    /// # Errors
    /// If there is one with this id already, or the table is full.
    pub fn section(&mut self, id: SectionId, version: u32, bytes: &[u8]) -> Result<()> {
        if self.sections.iter().any(|section| section.id == id) {
            return Err(Error::format(format!("section {id} is written twice")));
        }
        if self.sections.len() == MAX_SECTIONS {
            return Err(Error::format(format!("a gazetteer file holds at most {MAX_SECTIONS} sections")));
        }
        self.file.resize(self.file.len().next_multiple_of(ALIGNMENT), 0);
        self.sections.push(Section {
            id,
            version,
            offset: self.file.len() as u64,
            length: bytes.len() as u64,
            checksum: xxh3_64(bytes),
        });
        self.file.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes header and table, and gives the whole file.
    pub fn finish(mut self) -> Vec<u8> {
        let mut table = Vec::with_capacity(self.sections.len() * ENTRY);
        for section in &self.sections {
            table.extend_from_slice(&section.id.0.to_le_bytes());
            table.extend_from_slice(&section.version.to_le_bytes());
            table.extend_from_slice(&section.offset.to_le_bytes());
            table.extend_from_slice(&section.length.to_le_bytes());
            table.extend_from_slice(&section.checksum.to_le_bytes());
        }
        let mut header = Vec::with_capacity(FIRST_SECTION);
        header.extend_from_slice(&MAGIC);
        header.extend_from_slice(&ENDIAN_MARK.to_le_bytes());
        header.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        header.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        header.extend_from_slice(&(self.sections.len() as u64).to_le_bytes());
        header.extend_from_slice(&(self.file.len() as u64).to_le_bytes());
        header.extend_from_slice(&xxh3_128(&table).to_le_bytes());
        let checksum = header_checksum(&header, &table);
        header.extend_from_slice(&checksum.to_le_bytes());
        header.extend_from_slice(&[0; 8]);
        header.extend_from_slice(&table);
        for (to, from) in self.file.iter_mut().zip(&header) {
            *to = *from;
        }
        self.file
    }
}

fn header_checksum(header: &[u8], table: &[u8]) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(header);
    hash.update(table);
    hash.digest()
}

/// A header and table that have been checked against the length of the file.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) digest: u128,
    pub(super) format_version: u16,
    pub(super) sections: Vec<Section>,
}

impl Table {
    pub(super) fn find(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

const REBUILD: &str = "build it again with `entmatch build`, or copy it again from where it came";

/// Reads and checks header and table. The sections themselves are not touched.
pub(super) fn parse(file: &[u8]) -> Result<Table> {
    let Some((header, rest)) = file.split_first_chunk::<HEADER>() else {
        return Err(Error::format(format!(
            "has {} bytes; a gazetteer file has at least {HEADER}; {REBUILD}",
            file.len()
        )));
    };
    check_magic(header)?;
    if u32_at(header, 8) != ENDIAN_MARK {
        return Err(Error::format(format!("the byte order mark is not that of a little-endian file; {REBUILD}")));
    }
    let (format_version, oldest) = (u16_at(header, 12), u16_at(header, 14));
    if oldest > FORMAT_VERSION {
        return Err(Error::format(format!(
            "is of format version {format_version} and needs a reader of version {oldest} or newer; this one reads up \
             to version {FORMAT_VERSION}; update entmatch, or build the gazetteer again with this version"
        )));
    }
    let count = u32_at(header, 16) as usize;
    let table = Some(count)
        .filter(|count| *count <= MAX_SECTIONS)
        .and_then(|count| rest.get(..count * ENTRY))
        .ok_or_else(|| Error::format(format!("the section table is cut or damaged; {REBUILD}")))?;
    let head = file.get(..48).unwrap_or_default();
    if u64::from_le_bytes(field(header, 48)) != header_checksum(head, table) {
        return Err(Error::format(format!("the header is damaged: its checksum does not fit; {REBUILD}")));
    }
    let length = u64::from_le_bytes(field(header, 24));
    if length != file.len() as u64 {
        let what = if length > file.len() as u64 { "is cut short" } else { "has bytes after its end" };
        return Err(Error::format(format!("{what}: {} bytes, expected {length}; {REBUILD}", file.len())));
    }
    let sections = sections_of(table, count, length)?;
    Ok(Table { digest: u128::from_le_bytes(field(header, 32)), format_version, sections })
}

fn check_magic(header: &[u8; HEADER]) -> Result<()> {
    let found: [u8; 8] = field(header, 0);
    if found == MAGIC {
        return Ok(());
    }
    if found.get(1..4) == MAGIC.get(1..4) {
        return Err(Error::format(
            "is a gazetteer file damaged by a transfer in text mode; copy it again in binary mode".to_owned(),
        ));
    }
    let cure = match found {
        [0x1f, 0x8b, ..] => "it looks like gzip: unpack it first",
        [b'P', b'K', ..] => "it looks like a zip archive: unpack it first",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "it looks like zstd: unpack it first",
        [b'{', ..] => "it looks like JSON lines: compile it with `entmatch build`",
        _ => "compile a list of names with `entmatch build`",
    };
    Err(Error::format(format!("is not a compiled gazetteer (*.emx); {cure}")))
}

fn sections_of(table: &[u8], count: usize, length: u64) -> Result<Vec<Section>> {
    let mut sections: Vec<Section> = Vec::with_capacity(count);
    let mut end = (HEADER + table.len()) as u64;
    for index in 0..count as u32 {
        let Some(entry) = record::<ENTRY>(table, index) else { break };
        let section = Section {
            id: SectionId(u32_at(entry, 0)),
            version: u32_at(entry, 4),
            offset: u64::from_le_bytes(field(entry, 8)),
            length: u64::from_le_bytes(field(entry, 16)),
            checksum: u64::from_le_bytes(field(entry, 24)),
        };
        let id = section.id;
        let fits = section.offset.checked_add(section.length).is_some_and(|stop| stop <= length);
        if !section.offset.is_multiple_of(ALIGNMENT as u64) || section.offset < end || !fits {
            return Err(Error::format(format!(
                "section {id} lies at {}+{}, outside its place in a file of {length} bytes; {REBUILD}",
                section.offset, section.length
            )));
        }
        if sections.iter().any(|other| other.id == id) {
            return Err(Error::format(format!("section {id} occurs twice; {REBUILD}")));
        }
        end = section.offset + section.length;
        sections.push(section);
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_sections() -> Vec<u8> {
        let mut writer = Writer::new();
        writer.section(SectionId::META, 1, b"{}").unwrap();
        writer.section(SectionId::STRINGS, 3, b"strings").unwrap();
        writer.finish()
    }

    #[test]
    fn what_is_written_is_read() {
        let file = two_sections();
        let table = parse(&file).unwrap();
        assert_eq!(table.find(SectionId::STRINGS).unwrap().of(&file).unwrap(), b"strings");
        assert_eq!(table.find(SectionId::STRINGS).unwrap().version, 3);
        assert!(table.sections.iter().all(|section| section.is_intact(&file)));
        assert_eq!(table.find(SectionId::SCAN), None);
    }

    #[test]
    fn a_resumed_container_equals_one_written_at_once() {
        let mut writer = Writer::new();
        writer.section(SectionId::META, 1, b"{}").unwrap();
        let mut writer = Writer::resume(writer.finish()).unwrap();
        writer.section(SectionId::STRINGS, 3, b"strings").unwrap();
        assert_eq!(writer.finish(), two_sections());
    }

    #[test]
    fn every_damaged_header_byte_is_noticed() {
        let file = two_sections();
        for at in (0..56).chain(64..128) {
            let mut damaged = file.clone();
            damaged[at] ^= 0x10;
            assert!(parse(&damaged).is_err(), "byte {at}");
        }
    }

    #[test]
    fn every_truncation_is_noticed() {
        let file = two_sections();
        for length in 0..file.len() {
            assert!(parse(&file[..length]).is_err(), "length {length}");
        }
        assert!(parse(&[file, vec![0]].concat()).unwrap_err().message().contains("after its end"));
    }

    #[test]
    fn foreign_files_are_named() {
        let gzip = [[0x1f, 0x8b].as_slice(), &[0; 100]].concat();
        assert!(parse(&gzip).unwrap_err().message().contains("gzip"));
        assert!(parse(&[b'{'; 100]).unwrap_err().message().contains("entmatch build"));
    }
}
