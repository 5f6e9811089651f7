//! The pool of texts: each is stored once, with its length before it, and named by its position.

use super::bytes::{Cursor, put_text};
use crate::error::{Error, Result};
use std::collections::HashMap;

/// The text at a position of the pool; empty where there is none.
pub(super) fn text_at(pool: &[u8], position: u32) -> &str {
    pool.get(position as usize..).and_then(|rest| Cursor::new(rest).text()).unwrap_or_default()
}

/// Collects texts. Position 0 is the empty text.
///
/// The map is only ever asked, never walked, so that its order cannot reach the file.
pub(super) struct StringPool<'t> {
    bytes: Vec<u8>,
    positions: HashMap<&'t str, u32, Xxh3Hasher>,
}

type Xxh3Hasher = std::hash::BuildHasherDefault<xxhash_rust::xxh3::Xxh3Default>;

impl<'t> StringPool<'t> {
    pub(super) fn with_capacity(texts: usize) -> Self {
        Self { bytes: vec![0], positions: HashMap::with_capacity_and_hasher(texts, Xxh3Hasher::default()) }
    }

    /// The position of a text, which is added if it is new.
    pub(super) fn add(&mut self, text: &'t str) -> Result<u32> {
        if text.is_empty() {
            return Ok(0);
        }
        if let Some(&position) = self.positions.get(text) {
            return Ok(position);
        }
        let position = u32::try_from(self.bytes.len())
            .map_err(|_| Error::data("the texts of this gazetteer exceed 4 GB; compile it in parts"))?;
        put_text(&mut self.bytes, text);
        self.positions.insert(text, position);
        Ok(position)
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_stored_once() {
        let mut pool = StringPool::with_capacity(2);
        let (a, b) = (pool.add("Пхеньян").unwrap(), pool.add("평양").unwrap());
        assert_eq!(pool.add("Пхеньян").unwrap(), a);
        assert_eq!(pool.add("").unwrap(), 0);
        let bytes = pool.into_bytes();
        assert_eq!((text_at(&bytes, a), text_at(&bytes, b), text_at(&bytes, 0)), ("Пхеньян", "평양", ""));
    }

    #[test]
    fn positions_that_do_not_exist_are_empty() {
        assert_eq!(text_at(b"\x03ab", 0), "");
        assert_eq!(text_at(b"\x03abc", 9), "");
        assert_eq!(text_at(b"\x02\xff\xff", 0), "");
    }
}
