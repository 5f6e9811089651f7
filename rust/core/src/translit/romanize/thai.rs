//! Thai by RTGS, syllable by syllable; Lao letter by letter with its vowels put after their consonants.

use super::Table;
use crate::translit::thai;

/// Romanises the run of Thai or Lao at the start of `rest`; gives the number of bytes read.
pub(super) fn push(table: &Table, rest: &str, out: &mut String) -> usize {
    let belongs = |c: char| matches!(c, 'ก'..='\u{E4E}');
    let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    if end == 0 {
        return lao(table, rest, out);
    }
    let syllables = thai::syllables(&rest[..end]);
    let mut chars = syllables.chars().peekable();
    while let Some(c) = chars.next() {
        let closes = chars.next_if_eq(&'\u{E3A}').is_some();
        if c.is_ascii() {
            out.push(c);
        } else if closes {
            out.push_str(last(table, c));
        } else if c != 'อ' {
            out.push_str(table.text(c));
        }
    }
    end
}

/// How a consonant sounds at the end of a syllable.
fn last(table: &Table, c: char) -> &str {
    match table.text(c) {
        "kh" => "k",
        "ch" | "s" | "d" | "th" => "t",
        "b" | "ph" | "f" => "p",
        "r" | "l" => "n",
        "y" if c == 'ญ' => "n",
        "y" => "i",
        "w" => "o",
        other => other,
    }
}

fn lao(table: &Table, rest: &str, out: &mut String) -> usize {
    let mut chars = rest.chars();
    let (Some(first @ 'ເ'..='ໄ'), Some(second)) = (chars.next(), chars.next()) else { return 0 };
    out.push_str(table.text(second));
    out.push_str(table.text(first));
    first.len_utf8() + second.len_utf8()
}
