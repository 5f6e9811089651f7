//! Checked reads from bytes that may be anything.
//!
//! Every function here is total: what lies outside, or is not what it should be, is `None`.

/// The `index`-th record of `N` bytes of a table.
#[inline]
pub(super) fn record<const N: usize>(table: &[u8], index: u32) -> Option<&[u8; N]> {
    let start = (index as usize).checked_mul(N)?;
    table.get(start..)?.first_chunk()
}

/// How many whole records of `N` bytes a table holds.
#[inline]
pub(super) fn record_count<const N: usize>(table: &[u8]) -> u32 {
    u32::try_from(table.len() / N).unwrap_or(u32::MAX)
}

/// The `N` bytes of a record that begin at `at`.
///
/// The compiler removes the check, since both numbers are constants where this is called.
#[inline]
pub(super) fn field<const N: usize, const R: usize>(record: &[u8; R], at: usize) -> [u8; N] {
    record.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; N])
}

/// A little-endian `u16` of a record.
#[inline]
pub(super) fn u16_at<const R: usize>(record: &[u8; R], at: usize) -> u16 {
    u16::from_le_bytes(field(record, at))
}

/// A little-endian `u32` of a record.
#[inline]
pub(super) fn u32_at<const R: usize>(record: &[u8; R], at: usize) -> u32 {
    u32::from_le_bytes(field(record, at))
}

/// A little-endian `i32` of a record.
#[inline]
pub(super) fn i32_at<const R: usize>(record: &[u8; R], at: usize) -> i32 {
    i32::from_le_bytes(field(record, at))
}

/// A little-endian `f32` of a record; what is not a finite number is `None`.
#[inline]
pub(super) fn f32_at<const R: usize>(record: &[u8; R], at: usize) -> Option<f32> {
    Some(f32::from_le_bytes(field(record, at))).filter(|value| value.is_finite())
}

/// Reads forward through a run of variable-length numbers and short texts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor<'g> {
    rest: &'g [u8],
}

impl<'g> Cursor<'g> {
    #[inline]
    pub(super) fn new(bytes: &'g [u8]) -> Self {
        Self { rest: bytes }
    }

    #[cfg(test)]
    pub(super) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// A number of seven bits a byte, lowest first, as LEB128.
    #[inline]
    pub(super) fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    #[inline]
    pub(super) fn varint_u32(&mut self) -> Option<u32> {
        self.varint().and_then(|value| u32::try_from(value).ok())
    }

    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Option<&'g [u8]> {
        let (head, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(head)
    }

    /// A text with its length before it.
    #[inline]
    pub(super) fn text(&mut self) -> Option<&'g str> {
        let length = usize::try_from(self.varint()?).ok()?;
        std::str::from_utf8(self.take(length)?).ok()
    }
}

/// Appends a number as [`Cursor::varint`] reads it.
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7f) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a text as [`Cursor::text`] reads it.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for value in [0, 1, 127, 128, 300, 1 << 31, u64::MAX] {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, value);
            let mut cursor = Cursor::new(&bytes);
            assert_eq!(cursor.varint(), Some(value));
            assert!(cursor.is_empty());
        }
    }

    #[test]
    fn endless_and_cut_numbers_are_none() {
        assert_eq!(Cursor::new(&[0xff; 20]).varint(), None);
        assert_eq!(Cursor::new(&[0x80]).varint(), None);
        assert_eq!(Cursor::new(&[5, b'a']).text(), None);
        assert_eq!(Cursor::new(&[2, 0xff, 0xff]).text(), None);
    }
}
