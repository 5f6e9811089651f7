//! Kana by Hepburn without length: digraphs, doubled consonants, the prolonged sound mark.

use super::Table;
use crate::translit::chars::{compose, hiragana, is_kana};

/// Romanises the run of kana at the start of `rest`; gives the number of bytes read.
pub(super) fn push(table: &Table, rest: &str, out: &mut String) -> usize {
    let mut taken = 0;
    let mut doubled = false;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next().filter(|&c| is_kana(c)) {
        taken += c.len_utf8();
        let mut kana = hiragana(c);
        if let Some(voiced) = chars.peek().and_then(|&mark| compose(kana, mark)) {
            kana = voiced;
            taken += chars.next().map_or(0, char::len_utf8);
        }
        match kana {
            'っ' => doubled = true,
            'ゃ' | 'ゅ' | 'ょ' => glide(kana, out),
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' => small_vowel(table.text(kana), out),
            _ => {
                let spelling = table.text(kana);
                if std::mem::take(&mut doubled)
                    && let Some(first) = spelling.chars().next().filter(|c| !"aeioun".contains(*c))
                {
                    out.push(if first == 'c' { 't' } else { first });
                }
                out.push_str(spelling);
            }
        }
    }
    taken
}

/// き + ゃ = kya, し + ゃ = sha; テ + ュ = tyu.
fn glide(kana: char, out: &mut String) {
    let vowel = match kana {
        'ゃ' => 'a',
        'ゅ' => 'u',
        _ => 'o',
    };
    if out.ends_with('i') || out.ends_with('e') {
        out.pop();
        if !(out.ends_with("sh") || out.ends_with("ch") || out.ends_with('j')) {
            out.push('y');
        }
    } else {
        if out.ends_with('u') {
            out.pop();
        }
        out.push('y');
    }
    out.push(vowel);
}

/// Foreign sounds: フ + ァ = fa, テ + ィ = ti, ウ + ィ = wi, ト + ゥ = tu.
fn small_vowel(vowel: &str, out: &mut String) {
    let alone = out.chars().rev().take(2).filter(char::is_ascii_alphabetic).count() < 2
        || out.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c));
    match out.pop() {
        Some('u') if alone => out.push('w'),
        Some('i') if alone => out.push('y'),
        Some(other) if !"uoei".contains(other) => out.push(other),
        _ => {}
    }
    out.push_str(vowel);
}
