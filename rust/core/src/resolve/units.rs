//! The units of writing that learned tables speak of.
//!
//! Letters are good units of an alphabet; a syllable sign that is put together by rule is taken apart by that rule
//! (Hangul, Ethiopic), hiragana are read as katakana, and the scripts of India, whose blocks in Unicode are parallel by
//! design, as Devanagari: so that what is learned on one serves the others.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Each Han character to the first of those that sound like it in Mandarin, so that 尔 and 爾, or 彼 and 笔, are one unit.
static HAN: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for line in include_str!("../translit/readings/mandarin.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t').skip(1).map(str::chars);
        let usual = columns.next();
        let Some(first) = line.split('\t').skip(1).flat_map(str::chars).next() else { continue };
        for c in usual.into_iter().flatten() {
            out.insert(c, first);
        }
        for c in columns.flatten() {
            out.entry(c).or_insert(first);
        }
    }
    out
});

/// Appends the units of one folded word of native writing.
pub(crate) fn push_units(word: &str, out: &mut Vec<char>) {
    for c in word.chars() {
        let code = u32::from(c);
        match code {
            0xAC00..=0xD7A3 => {
                let s = code - 0xAC00;
                push(out, 0x1100 + s / 588);
                push(out, 0x1161 + s % 588 / 28);
                if s % 28 != 0 {
                    push(out, 0x11A7 + s % 28);
                }
            }
            0x1200..=0x135A => {
                push(out, 0x1200 + (code - 0x1200) / 8 * 8);
                push(out, 0x1380 + (code - 0x1200) % 8);
            }
            0x3041..=0x3096 => push(out, code + 0x60),
            // Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam
            0x0980..=0x0D7F => push(out, 0x0900 + code % 0x80),
            0x0E80..=0x0EFF => push(out, code - 0x80),
            0x3400..=0x9FFF => out.push(HAN.get(&c).copied().unwrap_or(c)),
            0x200B..=0x200F => {}
            _ => out.push(c),
        }
    }
}

fn push(out: &mut Vec<char>, code: u32) {
    out.extend(char::from_u32(code));
}

#[cfg(test)]
mod tests {
    use super::push_units;

    fn units(word: &str) -> String {
        let mut out = Vec::new();
        push_units(word, &mut out);
        out.into_iter().collect()
    }

    #[test]
    fn composed_signs_are_taken_apart() {
        assert_eq!(units("한"), "\u{1112}\u{1161}\u{11ab}");
        assert_eq!(units("ひろ"), "ヒロ");
        assert_eq!(units("ঢাকা"), "ढाका");
        assert_eq!(units("москва"), "москва");
    }
}
