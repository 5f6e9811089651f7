//! One plain ASCII spelling of any text: the common ground on which names of different scripts are compared.
//!
//! Not a scheme of anybody's. It loses what schemes disagree on (case, marks, tones, length) and is made to be fast
//! and total: linear time, no input refused. What no table knows stays as it is. For a spelling that a
//! person would print, use [`transliterate`](super::transliterate).

mod hangul;
mod indic;
mod kana;
mod semitic;
mod table;
mod thai;

use super::chars::{is_han, is_hangul, is_kana, is_latin_mark};
use super::han;
use table::Table;

/// The default romanisation of a text in any mixture of scripts: lower case, ASCII wherever the script is known.
///
/// Han characters are read as Mandarin, as Japanese beside kana, as Korean beside Hangul. About 10 ns a letter.
///
/// ```
/// use entmatch_core::translit::romanize;
/// assert_eq!(romanize("Пхеньян"), "pkhenyan");
/// assert_eq!(romanize("평양"), "pyeongyang");
/// assert_eq!(romanize("Αθήνα"), "athina");
/// assert_eq!(romanize("日本 Łódź"), "riben lodz");
/// ```
pub fn romanize(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    romanize_into(text, &mut out);
    out
}

/// Appends the default romanisation of `text` to `out`; see [`romanize`].
pub fn romanize_into(text: &str, out: &mut String) {
    let table = Table::common();
    let reading = if text.is_ascii() { han::Reading::Mandarin } else { reading_of(text) };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            rest = &rest[1..];
            continue;
        }
        let taken = match u32::from(c) {
            0x370..=0x3FF | 0x1F00..=0x1FFF => greek(table, rest, out),
            0x530..=0x58F => armenian(rest, out),
            0x590..=0x5FF => semitic::hebrew(table, rest, out),
            0x600..=0x6FF | 0x750..=0x77F => semitic::arabic(table, rest, out),
            0x900..=0xD7F => indic::push(table, rest, out),
            0xD80..=0xDFF | 0x1000..=0x109F | 0x1780..=0x17FF => indic::push_plain(table, rest, out),
            0xE00..=0xEFF => thai::push(table, rest, out),
            0x1200..=0x137F => ethiopic(c, out),
            0x3041..=0x30FF => kana::push(table, rest, out),
            0xAC00..=0xD7A3 => hangul::push(rest, out),
            _ if is_han(c) => han::push(c, reading, out),
            _ => 0,
        };
        if taken > 0 {
            rest = &rest[taken..];
            continue;
        }
        match table.get(c).text() {
            Some(spelling) => out.push_str(spelling),
            None if is_ignorable(c) => {}
            None if c.is_whitespace() => out.push(' '),
            None => push_other(c, out),
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// How the Han characters of a text are to be read: by its company.
fn reading_of(text: &str) -> han::Reading {
    let mut reading = han::Reading::Mandarin;
    for c in text.chars() {
        if is_kana(c) {
            return han::Reading::Japanese;
        }
        if is_hangul(c) {
            reading = han::Reading::Korean;
        }
    }
    reading
}

/// Zero-width and bidirectional controls, variation selectors, and marks without a letter.
fn is_ignorable(c: char) -> bool {
    is_latin_mark(c)
        || matches!(u32::from(c), 0xAD | 0x61C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF)
}

/// Full-width ASCII becomes ASCII, decimal digits of other scripts become ASCII digits, the rest stays, in lower case.
fn push_other(c: char, out: &mut String) {
    let code = u32::from(c);
    if let 0xFF01..=0xFF5E = code
        && let Some(narrow) = char::from_u32(code - 0xFEE0)
    {
        out.push(narrow.to_ascii_lowercase());
    } else if let Some(digit) = digit(code) {
        out.push(char::from(b'0' + digit));
    } else {
        out.extend(c.to_lowercase());
    }
}

/// The value of a decimal digit of the scripts read here.
fn digit(code: u32) -> Option<u8> {
    let zeros =
        [0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0];
    zeros.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| (code - zero) as u8)
}

/// Greek digraphs, as pronounced: ου u, ευ ev, μπ b at the start and mb inside, and so on. 0 if none stands here.
fn greek(table: &Table, rest: &str, out: &mut String) -> usize {
    let mut chars = rest.chars();
    let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return 0 };
    let inside = out.ends_with(|c: char| c.is_ascii_alphabetic());
    let (a, b) = (table.text(first), table.text(second));
    // A dialytika or an accent on the first letter keeps the two apart.
    let apart = matches!(second, 'ϊ' | 'ϋ' | 'ΐ' | 'ΰ' | 'Ϊ' | 'Ϋ') || matches!(first, 'ά' | 'έ' | 'ό');
    let pair = match (a, b) {
        ("o", "y") if !apart => "u",
        ("a", "y") if !apart => "av",
        ("e", "y") if !apart => "ev",
        ("e" | "o", "i") if !apart => "i",
        ("a", "i") if !apart => "ai",
        ("g", "g") => "ng",
        ("g", "k") => {
            if inside {
                "ng"
            } else {
                "g"
            }
        }
        ("g", "ch") => "nch",
        ("m", "p") => {
            if inside {
                "mb"
            } else {
                "b"
            }
        }
        ("n", "t") => {
            if inside {
                "nt"
            } else {
                "d"
            }
        }
        ("t", "z") => "tz",
        _ => return 0,
    };
    out.push_str(pair);
    first.len_utf8() + second.len_utf8()
}

/// Armenian letters that depend on their place: ե ye and ո vo at the start of a word, ու u. 0 for the others.
fn armenian(rest: &str, out: &mut String) -> usize {
    let initial = !out.ends_with(|c: char| c.is_ascii_alphabetic());
    let mut chars = rest.chars();
    let (spelling, second) = match (chars.next(), chars.next()) {
        (Some('ո' | 'Ո'), Some('ւ' | 'Ւ')) => ("u", true),
        (Some('ե' | 'Ե'), _) if initial => ("ye", false),
        (Some('ո' | 'Ո'), _) if initial => ("vo", false),
        _ => return 0,
    };
    out.push_str(spelling);
    if second { 4 } else { 2 }
}

/// Ethiopic: rows of eight, one consonant each, in the order ä u i a e ə o (wa).
fn ethiopic(c: char, out: &mut String) -> usize {
    const ROWS: [&str; 43] = [
        "h", "l", "h", "m", "s", "r", "s", "sh", "q", "q", "qh", "qh", "b", "v", "t", "ch", "h", "h", "n", "ny", "",
        "k", "k", "h", "h", "w", "", "z", "zh", "y", "d", "d", "j", "g", "g", "ng", "t", "ch", "p", "ts", "ts", "f",
        "p",
    ];
    const VOWELS: [&str; 8] = ["e", "u", "i", "a", "e", "", "o", "wa"];
    let index = (u32::from(c) - 0x1200) as usize;
    let Some(row) = ROWS.get(index / 8) else { return 0 };
    let vowel = match (index % 8, *row) {
        (0, "" | "h") => "a",
        (5, "") => "i",
        (order, _) => VOWELS[order],
    };
    out.push_str(row);
    out.push_str(vowel);
    c.len_utf8()
}
