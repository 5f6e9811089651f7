//! Keys with their names, packed so that what a match needs lies in one place.
//!
//! ```text
//! record, at a multiple of 8: u32 bytes of the key, u32 names, key; for each name u32 number, u32 bytes, text
//! ```
//! A key's number is its place divided by 8.

use super::KeyId;
use super::pages::Pages;
use crate::error::{Error, Result};

const ALIGNMENT: usize = 8;

/// Packs records.
#[derive(Default)]
pub(super) struct RecordsBuilder {
    bytes: Vec<u8>,
    len: usize,
}

impl RecordsBuilder {
    /// Appends a key and its names.
    pub(super) fn push<'n>(&mut self, key: &str, names: impl Iterator<Item = (u32, &'n str)>) -> Result<KeyId> {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGNMENT), 0);
        let start = self.bytes.len();
        self.number(key.len() as u32);
        self.number(0);
        self.bytes.extend_from_slice(key.as_bytes());
        let mut count = 0_u32;
        for (number, name) in names {
            self.number(number);
            self.number(name.len() as u32);
            self.bytes.extend_from_slice(name.as_bytes());
            count += 1;
        }
        self.bytes[start + 4..start + 8].copy_from_slice(&count.to_le_bytes());
        self.len += 1;
        u32::try_from(start / ALIGNMENT)
            .ok()
            .filter(|_| self.bytes.len() < u32::MAX as usize)
            .map(KeyId)
            .ok_or_else(|| Error::data("the names are more than 4 GiB of text"))
    }

    pub(super) fn finish(self) -> Records {
        Records { bytes: self.bytes.into(), len: self.len }
    }

    fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }
}

/// The packed records.
#[derive(Clone)]
pub(super) struct Records {
    pub(super) bytes: Pages,
    pub(super) len: usize,
}

impl Records {
    pub(super) fn get(&self, key: KeyId) -> Record<'_> {
        Record { rest: self.bytes.get(key.0 as usize * ALIGNMENT..).unwrap_or_default() }
    }

    /// Number and text of each name, in the order of the keys.
    pub(super) fn names(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut at = 0;
        let mut keys = (0..self.len).map(move |_| {
            let record = Record { rest: self.bytes.get(at..).unwrap_or_default() };
            at += record.size().next_multiple_of(ALIGNMENT);
            record.names()
        });
        std::iter::from_fn(move || keys.next())
            .flatten()
            .map(|(number, name)| (number, std::str::from_utf8(name).unwrap_or_default()))
    }

    /// Asks for a record before it is needed.
    #[inline]
    pub(super) fn expect(&self, key: KeyId) {
        #[cfg(target_arch = "x86_64")]
        super::vector::prefetch(&self.bytes, key.0 as usize * ALIGNMENT);
        #[cfg(not(target_arch = "x86_64"))]
        let _ = key;
    }
}

/// One key.
#[derive(Clone, Copy)]
pub(super) struct Record<'r> {
    rest: &'r [u8],
}

impl<'r> Record<'r> {
    pub(super) fn text(mut self) -> &'r [u8] {
        let len = take_number(&mut self.rest);
        take_number(&mut self.rest);
        take_text(&mut self.rest, len)
    }

    fn size(self) -> usize {
        8 + self.text().len() + self.names().map(|(_, name)| 8 + name.len()).sum::<usize>()
    }

    /// Number and text of each name.
    pub(super) fn names(mut self) -> impl Iterator<Item = (u32, &'r [u8])> {
        let len = take_number(&mut self.rest);
        let count = take_number(&mut self.rest);
        let mut rest = self.rest.get(len as usize..).unwrap_or_default();
        (0..count).map(move |_| {
            let (number, len) = (take_number(&mut rest), take_number(&mut rest));
            (number, take_text(&mut rest, len))
        })
    }
}

fn take_number(rest: &mut &[u8]) -> u32 {
    let Some((number, tail)) = rest.split_first_chunk::<4>() else { return 0 };
    *rest = tail;
    u32::from_le_bytes(*number)
}

fn take_text<'r>(rest: &mut &'r [u8], len: u32) -> &'r [u8] {
    let Some((text, tail)) = rest.split_at_checked(len as usize) else { return b"" };
    *rest = tail;
    text
}
