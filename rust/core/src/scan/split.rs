//! Splits a text into the words that the matcher looks up, each with its hash.
//!
//! Runs of letters are found 64 bytes at a time, all that is not ASCII counting as letters. A run of ASCII is a word and
//! is hashed with no folded copy. The others go to the quickest reader that can take them: [`quick`] for Cyrillic,
//! Hangul, Han and what stands around them; a table for other simple letters (one folded letter for each, nothing that
//! joins what stands before it); [`Tokens`], which knows everything, for the rest. All give what `Tokens` alone would
//! give, and a test says so.

use super::ascii;
use super::foreign;
use super::quick;
use super::simple::{Simple, simple};
use super::words::{ENDS_INSIDE, STARTS_INSIDE, Words, flag, written};
use crate::text::tokens::{Letters, Tokens};
use crate::text::{Script, bounded};

/// Fills `words` with the words of `text`.
pub(super) fn split(text: &str, seed: u64, words: &mut Words) {
    let text = bounded(text);
    words.list.clear();
    words.folded.clear();
    let mut at = 0;
    while at < text.len() {
        at = runs(text, at, seed, words);
    }
}

/// A run of letters that is not closed yet: where it began, and what kinds of bytes were seen in earlier blocks.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    kinds: u8,
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const HANGUL: u8 = 4;
const CYRILLIC: u8 = 8;
const FOREIGN: u8 = 16;

/// Reads from `at`, where no word is open, up to the end, or as far as a word that reaches beyond its run; returns where
/// reading goes on.
fn runs(text: &str, mut at: usize, seed: u64, words: &mut Words) -> usize {
    let bytes = text.as_bytes();
    let mut open: Option<Open> = None;
    while at < bytes.len() {
        let mut masks = ascii::masks(bytes, at);
        if masks.other == 0 && open.is_none_or(|open| open.kinds <= LETTER) {
            // Bits where a word begins or ends, in turn.
            let mut edges = masks.word ^ ((masks.word << 1) | u64::from(open.is_some()));
            while edges != 0 {
                let edge = at + edges.trailing_zeros() as usize;
                edges &= edges - 1;
                match open.take() {
                    Some(run) => words.push_ascii(bytes, run.start, edge, seed),
                    None => open = Some(Open { start: edge, kinds: LETTER }),
                }
            }
            at += 64;
            continue;
        }
        // The block ends before a character that is not whole in it.
        let mut len = 64.min(bytes.len() - at);
        while !text.is_char_boundary(at + len) {
            len -= 1;
        }
        let inside = u64::MAX >> (64 - len);
        masks.word &= inside;
        masks.other &= inside;
        let kinds = foreign::kinds(&ascii::block(bytes, at));
        let foreign = masks.other & !kinds.sign;
        let letters = masks.word | foreign;
        let kinds_in = |from: u64| {
            flag(LETTER, from & masks.word & !kinds.digit != 0)
                | flag(DIGIT, from & kinds.digit != 0)
                | flag(HANGUL, from & kinds.hangul != 0)
                | flag(CYRILLIC, from & kinds.cyrillic != 0)
                | flag(FOREIGN, from & foreign & !kinds.hangul & !kinds.cyrillic != 0)
        };
        let mut edges = (letters ^ ((letters << 1) | u64::from(open.is_some()))) & inside;
        let mut behind = 0;
        while edges != 0 {
            let bit = edges & edges.wrapping_neg();
            let edge = at + edges.trailing_zeros() as usize;
            edges ^= bit;
            if let Some(run) = open.take() {
                let end = close(text, run, edge, kinds_in((bit - 1) & !behind), seed, words);
                if end > edge {
                    return end;
                }
            } else {
                open = Some(Open { start: edge, kinds: 0 });
            }
            behind = bit - 1;
        }
        if let Some(run) = &mut open {
            run.kinds |= kinds_in(inside & !behind);
        }
        at += len;
    }
    match open {
        Some(run) => close(text, run, bytes.len(), 0, seed, words),
        None => bytes.len(),
    }
}

/// Reads a run that ends at `end`. Returns its end, or where reading goes on behind a word beyond it.
#[inline]
fn close(text: &str, run: Open, end: usize, kinds: u8, seed: u64, words: &mut Words) -> usize {
    let (bytes, start) = (text.as_bytes(), run.start);
    match run.kinds | kinds {
        LETTER | DIGIT | 3 => words.push_ascii(bytes, start, end, seed),
        HANGUL | 6 => words.push_quick((start, end), &quick::hangul(bytes, start, end, seed), None),
        CYRILLIC => {
            let folded = words.folded.len();
            let word = quick::cyrillic(bytes, start, end, seed, &mut words.folded);
            words.push_quick((start, end), &word, Some(folded));
        }
        _ => return foreign_run(text, (start, end), seed, words),
    }
    end
}

/// Reads a run in which not all is ASCII. Returns its end, or where reading goes on behind a word beyond it.
fn foreign_run(text: &str, (mut at, end): (usize, usize), seed: u64, words: &mut Words) -> usize {
    let bytes = text.as_bytes();
    while at < end {
        if let Some(word) = quick::han(bytes, at, end, seed) {
            words.push_quick((at, at + 3), &word, None);
            at += 3;
            continue;
        }
        match simple_word(text, at, words) {
            Reading::Word { end, script, flags, folded } => {
                words.push_folded((at, end), folded, script, flags, seed);
                at = end;
            }
            Reading::Sign { end } => at = end,
            Reading::Hard => at = hard_words(text, at, seed, words),
        }
    }
    at
}

enum Reading {
    Word {
        end: usize,
        script: Script,
        flags: u8,
        folded: usize,
    },
    Sign {
        end: usize,
    },
    /// Not to be read character by character.
    Hard,
}

/// Reads one word of simple letters, or one sign, and appends its folded form.
fn simple_word(text: &str, start: usize, words: &mut Words) -> Reading {
    let folded = words.folded.len();
    let (mut at, mut script) = (start, Script::Other);
    let (mut letters, mut capital) = (Letters::default(), false);
    for c in text[start..].chars() {
        match simple(c) {
            Simple::Sign if at == start => return Reading::Sign { end: start + c.len_utf8() },
            Simple::Sign => break,
            Simple::Hard => {
                words.folded.truncate(folded);
                return Reading::Hard;
            }
            Simple::Letter { folded, script: next, upper: is_upper, lower: is_lower, number } => {
                let unspaced = script.is_unspaced() || next.is_unspaced();
                let other = script != Script::Other && next != Script::Other && next != script;
                if at > start && (unspaced || other) {
                    break;
                }
                if script == Script::Other {
                    script = next;
                }
                words.folded.extend_from_slice(folded.encode_utf8(&mut [0; 4]).as_bytes());
                capital |= is_upper && at == start;
                letters.take(is_upper, is_lower, number);
            }
        }
        at += c.len_utf8();
    }
    Reading::Word { end: at, script, flags: written(letters.shape(script), capital), folded }
}

/// Reads one word by the full rules, and those that begin inside its last character.
fn hard_words(text: &str, at: usize, seed: u64, words: &mut Words) -> usize {
    let mut tokens = Tokens::new(text);
    tokens.resume(at);
    loop {
        let folded = words.folded.len();
        words.token.clear();
        let Some(token) = tokens.next(&mut words.token) else { return text.len() };
        words.folded.extend_from_slice(words.token.as_bytes());
        let word = token.word;
        let capital = text[word.span.start as usize..].chars().next().is_some_and(char::is_uppercase);
        let flags = flag(STARTS_INSIDE, !token.starts_whole)
            | flag(ENDS_INSIDE, !token.ends_whole)
            | written(word.shape, capital);
        let span = (word.span.start as usize, word.span.end as usize);
        words.push_folded(span, folded, word.script, flags, seed);
        if let Some(next) = tokens.position() {
            return next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::words::{ASCII, WordHash};
    use proptest::prelude::*;

    /// Start, end, hash, script, flags and folded form of each word, by the full rules alone.
    fn slow(text: &str) -> Vec<(WordHash, String)> {
        let mut words = Words::default();
        let mut at = 0;
        while at < text.len() {
            at = hard_words(text, at, 7, &mut words);
        }
        listed(text, &words)
    }

    fn listed(text: &str, words: &Words) -> Vec<(WordHash, String)> {
        let plain = |word: &WordHash| WordHash { folded: 0, folded_len: 0, ..*word };
        let folded = |word: &WordHash| {
            let folded = std::str::from_utf8(words.folded(text, word)).expect("UTF-8").to_owned();
            if word.folded == ASCII { folded.to_ascii_lowercase() } else { folded }
        };
        words.list.iter().map(|word| (plain(word), folded(word))).collect()
    }

    fn check(text: &str) {
        let mut words = Words::default();
        split(text, 7, &mut words);
        assert_eq!(listed(text, &words), slow(text), "{text:?}");
    }

    #[test]
    fn every_code_point_after_and_before_others() {
        for c in (0..=0x0010_FFFF_u32).filter_map(char::from_u32) {
            if c > '\u{3400}' && !c.is_ascii() && u32::from(c) % 97 != 0 && c.is_alphabetic() {
                continue;
            }
            for (before, after) in
                [("", ""), ("a", "b"), ("И", "и"), ("는 ", " 東"), ("カ", "3"), ("’", "’"), ("3는", "는7"), ("Ab", "»")]
            {
                check(&format!("{before}{c}{after}"));
            }
        }
    }

    #[test]
    fn words_across_blocks() {
        for length in 0..150 {
            check(&"a".repeat(length));
            check(&format!("{} Word", "b ".repeat(length)));
            check(&format!("{}Ж x", "c".repeat(length)));
            check(&format!("{} “x” ", "d".repeat(length)));
            check(&format!("{} «Ёлка» й—и\u{306}", "Ж".repeat(length)));
            check(&format!("{}는 2012년KBS는, 東京で。", "평".repeat(length)));
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_full_rules(text in "([a-zA-Z0-9 ,.]{0,30}|\\PC{0,5}|[a-zéßйЙи\u{306}\u{301}가東カ\u{3099}’·½㍻\u{AD}\u{200B} ]{0,9}){0,8}") {
            check(&text);
        }
    }
}
