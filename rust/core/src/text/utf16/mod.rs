//! From UTF-16 to UTF-8, several times as fast as letter after letter.
//!
//! Python gives its strings as UTF-16 at the speed of copying, but as UTF-8 at half a gigabyte a second, and keeps the
//! UTF-8 in memory for as long as the string lives. To read a text by way of UTF-16 is quicker, and nothing stays behind.

#[cfg(target_arch = "x86_64")]
mod vector;

/// Units that are looked at together.
const RUN: usize = 8;
/// Most bytes that a unit becomes.
const MOST: usize = 3;
/// Bytes that may be written behind the end of what a run becomes.
const ROOM: usize = 16;

/// A unit in the byte order of the machine.
type Unit = [u8; 2];

/// The text of UTF-16 units in the byte order of the machine; `None` if half of a pair stands alone.
///
/// ```
/// use entmatch_core::text::from_utf16;
/// let units: Vec<[u8; 2]> = "в Токио 🗼".encode_utf16().map(u16::to_ne_bytes).collect();
/// assert_eq!(from_utf16(&units).as_deref(), Some("в Токио 🗼"));
/// assert_eq!(from_utf16(&[0xD800_u16.to_ne_bytes()]), None);
/// ```
pub fn from_utf16(units: &[Unit]) -> Option<String> {
    #[cfg(target_arch = "x86_64")]
    if let Some(write) = vector::writer() {
        return convert(units, write).map(text);
    }
    convert(units, write_runs).map(text)
}

/// Writes runs up to one that holds half of a pair; gives the numbers of units read and of bytes written.
type Write = fn(&[Unit], &mut [u8]) -> (usize, usize);

/// The bytes of the units; those that `write` leaves, letter after letter.
fn convert(mut units: &[Unit], write: Write) -> Option<Vec<u8>> {
    let mut out = vec![0; units.len() * MOST + ROOM];
    let mut at = 0;
    while !units.is_empty() {
        let (read, written) = write(units, &mut out[at..]);
        at += written;
        units = &units[read..];
        let mut high = None;
        let mut read = 0;
        for unit in units {
            // On to the next run, if no pair is open.
            if read >= RUN && high.is_none() {
                break;
            }
            at += write_any(u16::from_ne_bytes(*unit), &mut high, &mut out[at..])?;
            read += 1;
        }
        if high.is_some() {
            return None;
        }
        units = &units[read..];
    }
    out.truncate(at);
    Some(out)
}

#[expect(unsafe_code, reason = "what was just written as UTF-8 need not be read again to see that it is")]
fn text(bytes: Vec<u8>) -> String {
    // SAFETY: `convert` writes whole letters in their UTF-8 form and nothing else, halves of pairs only as pairs; tests
    // compare it with the standard library.
    unsafe { String::from_utf8_unchecked(bytes) }
}

/// Is this half of a pair that stands for one letter?
#[inline]
const fn is_half(unit: u16) -> bool {
    unit & 0xF800 == 0xD800
}

/// Letter after letter, without branches: between words, which are short, they would be guessed wrong.
fn write_runs(units: &[Unit], out: &mut [u8]) -> (usize, usize) {
    let mut at = 0;
    for (number, run) in units.as_chunks::<RUN>().0.iter().enumerate() {
        if run.iter().any(|unit| is_half(u16::from_ne_bytes(*unit))) {
            return (number * RUN, at);
        }
        for unit in run {
            at += write_unit(u16::from_ne_bytes(*unit), &mut out[at..]);
        }
    }
    (units.len() / RUN * RUN, at)
}

/// Four bytes are written, and the next letter overwrites what was too much.
#[inline]
fn write_unit(unit: u16, out: &mut [u8]) -> usize {
    let unit = u32::from(unit);
    let two = 0x80C0 | (unit >> 6) | ((unit & 0x3F) << 8);
    let three = 0x80_80E0 | (unit >> 12) | (((unit >> 6) & 0x3F) << 8) | ((unit & 0x3F) << 16);
    let (is_more, is_three) = (unit >= 0x80, unit >= 0x800);
    let more = if is_three { three } else { two };
    out[..4].copy_from_slice(&if is_more { more } else { unit }.to_le_bytes());
    1 + usize::from(is_more) + usize::from(is_three)
}

/// Any unit; `high` keeps the first half of a pair until the second one comes.
fn write_any(unit: u16, high: &mut Option<u16>, out: &mut [u8]) -> Option<usize> {
    match (high.take(), unit) {
        (None, 0xD800..0xDC00) => {
            *high = Some(unit);
            Some(0)
        }
        (Some(first), 0xDC00..0xE000) => {
            let code = 0x1_0000 + ((u32::from(first) & 0x3FF) << 10) + (u32::from(unit) & 0x3FF);
            Some(char::from_u32(code)?.encode_utf8(out).len())
        }
        (None, _) if !is_half(unit) => Some(write_unit(unit, out)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn both(all: &[u16]) -> Option<String> {
        let units: Vec<[u8; 2]> = all.iter().map(|unit| unit.to_ne_bytes()).collect();
        let simply = convert(&units, write_runs).map(text);
        assert_eq!(from_utf16(&units), simply);
        simply
    }

    #[test]
    fn every_letter_at_every_place_of_a_run() {
        for text in
            ["", "a", "ascii only, and more of it", "Пхеньян и Сеул, Токио", "평양 서울 東京", "é", "🗼🗼🗼🗼🗼 a"]
        {
            for before in 0..RUN * 2 {
                let text = "x".repeat(before) + text;
                assert_eq!(both(&text.encode_utf16().collect::<Vec<_>>()), Some(text));
            }
        }
    }

    #[test]
    fn every_unit_among_others() {
        for unit in 0..=u16::MAX {
            let all = [0x41, unit, 0x7FF, 0x800, unit, 0x7F, 0x80, 0xFFFF, unit];
            assert_eq!(both(&all), String::from_utf16(&all).ok());
        }
    }

    proptest! {
        #[test]
        fn as_the_standard_library_does_it(all in prop::collection::vec(prop_oneof![
            0_u16..0x80, 0x80_u16..0x800, 0x800_u16..=0xFFFF, 0xD700_u16..0xE100
        ], 0..60)) {
            prop_assert_eq!(both(&all), String::from_utf16(&all).ok());
        }

        #[test]
        fn whole_texts(text in any::<String>()) {
            prop_assert_eq!(both(&text.encode_utf16().collect::<Vec<_>>()), Some(text));
        }
    }
}
