//! What is done to a text before the rules of a scheme see it, so that the rules can stay simple.

use super::chars::hiragana;
use super::chars::{in_word, is_han, is_hangul, is_kana};
use super::engine::{Unit, units};
use super::han::{self, Reading};
use super::pinyin;
use super::scheme::{Given, Prepare, Scheme, push_jamo};
use super::thai;

/// The prepared characters of `text`.
pub(super) fn prepare(text: &str, scheme: &Scheme) -> Vec<Unit> {
    match scheme.prepare {
        Prepare::Plain => units(text),
        Prepare::Kana => kana(units(text)),
        Prepare::Jamo => bare(korean(text, scheme.given)),
        Prepare::KoreanHan => {
            let read: String = text.chars().map(|c| korean_reading(c).unwrap_or(c)).collect();
            bare(korean(&read, scheme.given))
        }
        Prepare::Mandarin => units(&pinyin::syllables(text)),
        Prepare::Cantonese => units(&cantonese(text)),
        Prepare::Inherent => bare(inherent(text, false)),
        Prepare::Schwa => bare(inherent(text, true)),
        Prepare::Unwritten => bare(unwritten(text)),
        Prepare::Thai => units(&thai::syllables(text)),
    }
}

fn bare(chars: Vec<char>) -> Vec<Unit> {
    chars.into_iter().map(|c| Unit { c, upper: false }).collect()
}

fn kana(mut units: Vec<Unit>) -> Vec<Unit> {
    for unit in &mut units {
        unit.c = match unit.c {
            '・' | '＝' | '　' => ' ',
            c if is_kana(c) => hiragana(c),
            c => c,
        };
    }
    units
}

/// Family names of one syllable that begin few places.
const SURNAMES: &str = "김이박최정조장윤임한오서신권황송홍전문손배백허남노하구라리량려류";
/// Last syllables of places.
const PLACE_ENDINGS: &str = "시군구도읍면동리역강산항포천";
/// Places that look like persons.
const PLACES: [&str; 5] = ["신의주", "서귀포", "남대문", "노량진", "한라산"];

/// True if three syllables look like a Korean person's name.
pub(super) fn is_korean_person(syllables: &[char]) -> bool {
    syllables.len() == 3
        && syllables.iter().all(|&c| is_hangul(c))
        && SURNAMES.contains(syllables[0])
        && !PLACE_ENDINGS.contains(syllables[2])
        && !PLACES.iter().any(|place| place.chars().eq(syllables.iter().copied()))
}

/// Hangul as jamo, a person's name parted into family and given name as the scheme writes it.
fn korean(text: &str, given: Given) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::with_capacity(chars.len() * 3);
    let mut at = 0;
    while at < chars.len() {
        let end = chars[at..].iter().position(|&c| !is_hangul(c)).map_or(chars.len(), |length| at + length);
        let word = &chars[at..end];
        // 김정은, or the second word of 김 정은.
        let parted = word.len() == 2
            && at >= 2
            && chars[at - 1] == ' '
            && (at == 2 || !is_hangul(chars[at - 3]))
            && SURNAMES.contains(chars[at - 2]);
        let person = is_korean_person(word);
        for (index, &c) in word.iter().enumerate() {
            if person && index == 1 {
                out.push(' ');
            } else if index > 0 && (person || parted) {
                match given {
                    Given::Joined => {}
                    Given::Hyphen => out.push('-'),
                    Given::Spaced => out.push(' '),
                }
            }
            push_jamo(c, &mut out);
        }
        at = end;
        if let Some(&c) = chars.get(at) {
            out.push(c);
            at += 1;
        }
    }
    out
}

fn korean_reading(c: char) -> Option<char> {
    if !is_han(c) {
        return None;
    }
    han::readings(c, Reading::Korean).first()?.chars().next()
}

fn cantonese(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if is_han(c) && out.chars().next_back().is_some_and(in_word) {
            out.push(' ');
        }
        if !is_han(c) || han::push(c, Reading::Cantonese, &mut out) == 0 {
            out.push(c);
        }
    }
    out
}

/// Which part of an Indic block a character is: the blocks are laid out alike.
#[derive(PartialEq)]
enum Indic {
    Consonant,
    Sign,
    Virama,
    Nukta,
    Other,
}

fn indic(c: char) -> Indic {
    let code = u32::from(c);
    if !(0x900..0xD80).contains(&code) {
        return Indic::Other;
    }
    match code & 0x7F {
        0x15..=0x39 | 0x58..=0x5F => Indic::Consonant,
        0x3E..=0x4C | 0x57 | 0x62 | 0x63 => Indic::Sign,
        0x4D => Indic::Virama,
        0x3C => Indic::Nukta,
        _ => Indic::Other,
    }
}

/// Writes `ⓐ` after each consonant that carries the unwritten a; with `drop` not where Hindi drops it.
fn inherent(text: &str, drop: bool) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::with_capacity(chars.len() * 2);
    for (index, &c) in chars.iter().enumerate() {
        let carries = match indic(c) {
            Indic::Consonant => chars.get(index + 1).is_none_or(|&next| indic(next) != Indic::Nukta),
            Indic::Nukta => true,
            _ => false,
        };
        out.push(c);
        let next = chars.get(index + 1).map(|&next| indic(next));
        if carries && !matches!(next, Some(Indic::Sign | Indic::Virama)) {
            out.push('ⓐ');
        }
    }
    if drop { drop_schwas(&out) } else { out }
}

/// Drops the schwa at the end of a word and, from right to left, in `VC_CV`.
fn drop_schwas(chars: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(chars.len());
    let consonant = |c: char| matches!(indic(c), Indic::Consonant | Indic::Nukta);
    let vowel =
        |c: char| c == 'ⓐ' || indic(c) == Indic::Sign || (indic(c) == Indic::Other && !c.is_ascii() && in_word(c));
    // `kept` is built backwards: its end is what follows.
    for (index, &c) in chars.iter().enumerate().rev() {
        if c == 'ⓐ' {
            let next = kept.last().copied();
            let onset = kept.iter().rev().take_while(|&&c| consonant(c)).count();
            let letters = kept.iter().rev().take(onset).filter(|&&c| indic(c) == Indic::Consonant).count();
            let open = letters == 1 && kept.iter().rev().nth(onset).is_some_and(|&c| vowel(c));
            let base = (0..index).rev().find(|&at| indic(chars[at]) != Indic::Nukta).unwrap_or(0);
            let before = base.checked_sub(1).map(|at| chars[at]);
            let word_end = next.is_none_or(|next| !in_word(next));
            let first = before.is_none_or(|before| !in_word(before));
            // After a cluster the last a is heard: Narendra, Krishna.
            let cluster = before.is_some_and(|before| indic(before) == Indic::Virama);
            if (word_end && !first && !cluster) || (open && before.is_some_and(vowel)) {
                continue;
            }
        }
        kept.push(c);
    }
    kept.reverse();
    kept
}

/// Marks the vowels of Arabic or Hebrew script: `ⓐ` unwritten, `ⓔ` perhaps none, `ⓤ` and `ⓘ` for waw and yod read as vowels.
///
/// The syllables are those of the languages: none begins with two consonants, none with a long vowel is closed by a
/// consonant that a vowel follows but one, and only the last may end in two consonants.
fn unwritten(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().filter(|&c| c != 'ـ').collect();
    let mut out: Vec<char> = Vec::with_capacity(chars.len() * 2);
    for (index, &c) in chars.iter().enumerate() {
        let next = chars.get(index + 1).copied();
        let ends = next.is_none_or(|next| !in_word(next));
        // The h of an aspirate belongs to its consonant.
        let aspirate = usize::from(out.last() == Some(&'ھ'));
        let back = |distance: usize| {
            let at = out.len().checked_sub(distance + aspirate)?;
            Some(out[at]).filter(|&c| in_word(c))
        };
        let last = back(1);
        if c == 'ّ' {
            // A doubled consonant is written twice.
            out.extend(last);
            continue;
        }
        if !consonant(c) {
            out.push(c);
            continue;
        }
        let follows_consonant = last.is_some_and(consonant);
        let weak = matches!(c, 'و' | 'ي' | 'ی' | 'ו' | 'י');
        if weak && follows_consonant && !next.is_some_and(written_vowel) {
            out.push(if matches!(c, 'و' | 'ו') { 'ⓤ' } else { 'ⓘ' });
            continue;
        }
        if follows_consonant && next != Some('ّ') {
            let earlier = back(2);
            let open = earlier.is_none_or(|earlier| consonant(earlier) && earlier != 'ء');
            let long = earlier.is_some_and(|earlier| "اآⓤⓘ".contains(earlier)) && next.is_some_and(written_vowel);
            // The article's alif is not a long vowel.
            let article = last == Some('ل') && back(3).is_none();
            if open || (long && !article) || (ends && matches!(c, 'ه' | 'ہ' | 'ה')) {
                out.push('ⓐ');
            } else if ends && earlier.is_some() {
                out.push('ⓔ');
            }
        }
        out.push(c);
    }
    out
}

/// Letters that are read as consonants unless something says otherwise.
fn consonant(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0x621 | 0x628 | 0x62A..=0x63A | 0x641..=0x648 | 0x64A | 0x66E..=0x672 | 0x674..=0x6BD | 0x6BF..=0x6CF | 0x6EE..=0x6FF)
        || matches!(code, 0x5D1..=0x5E1 | 0x5E3..=0x5EA)
}

/// Letters and marks that are vowels where a weak letter stands before them.
fn written_vowel(c: char) -> bool {
    matches!(c, 'ا' | 'آ' | 'ة' | 'ى' | 'و' | 'ي' | 'ی' | 'ו' | 'י' | 'א')
        || matches!(u32::from(c), 0x64B..=0x650 | 0x5B1..=0x5BB)
}
