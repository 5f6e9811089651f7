//! The pool of texts: each is stored once, with its length before it, and named by its position.

use super::bytes::{Cursor, put_text};
use crate::error::{Error, Result};

/// The text at a position of the pool; empty where there is none.
#[inline]
pub(super) fn text_at(pool: &[u8], position: u32) -> &str {
    pool.get(position as usize..).and_then(|rest| Cursor::new(rest).text()).unwrap_or_default()
}

/// The bytes of [`text_at`], whatever they are.
#[inline]
pub(super) fn bytes_at(pool: &[u8], position: u32) -> &[u8] {
    let mut cursor = Cursor::new(pool.get(position as usize..).unwrap_or_default());
    cursor.varint_u32().and_then(|length| cursor.take(length as usize)).unwrap_or_default()
}

/// Collects texts. Position 0 is the empty text; whether a text is there already is the caller's to know.
pub(super) struct StringPool {
    bytes: Vec<u8>,
}

impl StringPool {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let mut pool = Vec::with_capacity(bytes);
        pool.push(0);
        Self { bytes: pool }
    }

    /// Stores a text and gives its position.
    pub(super) fn push(&mut self, text: &str) -> Result<u32> {
        if text.is_empty() {
            return Ok(0);
        }
        let position = u32::try_from(self.bytes.len())
            .map_err(|_| Error::data("the texts of this gazetteer exceed 4 GB; compile it in parts"))?;
        put_text(&mut self.bytes, text);
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
    fn texts_are_read_where_they_were_put() {
        let mut pool = StringPool::with_capacity(2);
        let (a, b) = (pool.push("Пхеньян").unwrap(), pool.push("평양").unwrap());
        assert_eq!(pool.push("").unwrap(), 0);
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
