//! Zip archives, read in place: nothing is written to disk, so no path in an archive matters.
//!
//! An entry is read as a stream. Its length is bounded by what the archive says, and what it says by a limit, so that
//! an archive made to fill memory or time ends with an error.

use super::Progress;
use super::stream::{Counted, open};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// The longest entry that is read; the largest of `GeoNames` has 1.7 GB.
const LONGEST_ENTRY: u64 = 64 << 30;
const ENTRY_SIGNATURE: u32 = 0x0403_4b50;
const DIRECTORY_SIGNATURE: u32 = 0x0201_4b50;
const END_SIGNATURE: u32 = 0x0605_4b50;
/// The end record with the longest remark.
const LONGEST_END: u64 = 22 + 65_535;

/// Opens a text file that may be in a zip archive, where `wanted` picks the entry by its name.
pub(super) fn open_text(
    path: &Path,
    progress: Option<&Arc<Progress>>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Box<dyn Read + Send>> {
    let mut magic = [0; 4];
    let mut file = File::open(path).map_err(|cause| Error::io(path, &cause))?;
    match file.read_exact(&mut magic) {
        Ok(()) if magic == ENTRY_SIGNATURE.to_le_bytes() => {
            open_entry(file, progress, wanted).map_err(|error| error.at(path))
        }
        _ => open(path, progress),
    }
}

fn damaged(what: &str) -> Error {
    Error::data(format!("is a damaged zip archive: {what}; download it again"))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u16::from_le_bytes(*chunk))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

struct Entry {
    method: u16,
    packed: u64,
    length: u64,
    offset: u64,
}

fn open_entry(
    mut file: File,
    progress: Option<&Arc<Progress>>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Box<dyn Read + Send>> {
    let entry = find(&mut file, wanted)?;
    if entry.packed == u64::from(u32::MAX) || entry.length == u64::from(u32::MAX) || entry.length > LONGEST_ENTRY {
        return Err(Error::data("the entry has 4 GB or more; unpack the archive and give the text file"));
    }
    let mut head = [0; 30];
    let cut = |_| damaged("it is cut short");
    file.seek(SeekFrom::Start(entry.offset)).map_err(cut)?;
    file.read_exact(&mut head).map_err(cut)?;
    if u32_at(&head, 0) != ENTRY_SIGNATURE {
        return Err(damaged("an entry is not where the directory says"));
    }
    let skip = i64::from(u16_at(&head, 26)) + i64::from(u16_at(&head, 28));
    file.seek(SeekFrom::Current(skip)).map_err(cut)?;
    let packed = BufReader::new(Counted::new(file, progress)).take(entry.packed);
    match entry.method {
        0 => Ok(Box::new(packed.take(entry.length))),
        8 => Ok(Box::new(flate2::bufread::DeflateDecoder::new(packed).take(entry.length))),
        other => Err(Error::data(format!("the entry is packed by method {other}; unpack it and give the text file"))),
    }
}

/// The first entry whose name is wanted.
fn find(file: &mut File, wanted: impl Fn(&str) -> bool) -> Result<Entry> {
    let cut = |_| damaged("it is cut short");
    let length = file.seek(SeekFrom::End(0)).map_err(cut)?;
    let tail_length = length.min(LONGEST_END);
    file.seek(SeekFrom::Start(length - tail_length)).map_err(cut)?;
    let mut tail = Vec::with_capacity(tail_length as usize);
    file.by_ref().take(tail_length).read_to_end(&mut tail).map_err(cut)?;
    let end = tail
        .windows(4)
        .rposition(|window| window == END_SIGNATURE.to_le_bytes())
        .and_then(|at| tail.get(at..))
        .ok_or_else(|| damaged("its directory is missing"))?;
    let (count, size, offset) = (u16_at(end, 10), u32_at(end, 12), u32_at(end, 16));
    if u64::from(offset) + u64::from(size) > length {
        return Err(damaged("its directory lies outside of it"));
    }
    file.seek(SeekFrom::Start(offset.into())).map_err(cut)?;
    let mut directory = Vec::with_capacity(size as usize);
    file.by_ref().take(size.into()).read_to_end(&mut directory).map_err(cut)?;
    let mut rest = directory.as_slice();
    let mut names = Vec::new();
    for _ in 0..count {
        if u32_at(rest, 0) != DIRECTORY_SIGNATURE {
            return Err(damaged("its directory does not read"));
        }
        let name_length = usize::from(u16_at(rest, 28));
        let name = rest.get(46..46 + name_length).map(String::from_utf8_lossy).unwrap_or_default();
        if wanted(&name) {
            return Ok(Entry {
                method: u16_at(rest, 10),
                packed: u32_at(rest, 20).into(),
                length: u32_at(rest, 24).into(),
                offset: u32_at(rest, 42).into(),
            });
        }
        names.push(name.into_owned());
        let skip = 46 + name_length + usize::from(u16_at(rest, 30)) + usize::from(u16_at(rest, 32));
        rest = rest.get(skip..).unwrap_or_default();
    }
    names.truncate(10);
    Err(Error::data(format!("the archive has no entry that can be read here; found: {}", names.join(", "))))
}
