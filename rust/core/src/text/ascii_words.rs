//! The words of ASCII, a run at a time: most of a text in a Western language is one run after the other.

use super::tokens::{Tokens, joiner};
use super::words::{Joiner, Shape, Word};
use super::{Script, Span, offset};

const UPPER: u8 = 1;
const LOWER: u8 = 2;
const DIGIT: u8 = 4;

/// What each character of ASCII is.
const CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut c = 0_u8;
    while c < 128 {
        classes[c as usize] = match c {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        c += 1;
    }
    classes
};

#[inline]
fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte & 0x7f)]
}

impl Tokens<'_> {
    /// Takes the words of the ASCII that comes next, but for one that may go on behind it. The run is appended to
    /// `folded` as a whole, and each word is given with the place of its folded form there.
    pub(super) fn ascii_words(&mut self, folded: &mut String, mut found: impl FnMut(Word, Span)) {
        let Some(start) = self.position() else { return };
        let text = self.text();
        let bytes = text.as_bytes();
        let mut end = start + ascii_len(&bytes[start..]);
        if end < bytes.len() {
            end -= bytes[start..end].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        }
        let base = folded.len();
        folded.push_str(&text[start..end]);
        folded[base..].make_ascii_lowercase();
        let mut before = self.before();
        let mut at = start;
        loop {
            while at < end && class(bytes[at]) == 0 {
                at += 1;
            }
            if at == end {
                break;
            }
            let from = at;
            let (mut first, mut rest) = (0, 0);
            while at < end {
                match class(bytes[at]) {
                    0 => break,
                    class if first == 0 => first = class & !DIGIT,
                    class => rest |= class & !DIGIT,
                }
                at += 1;
            }
            let script = if first == 0 { Script::Other } else { Script::Latin };
            let joiner = before.map_or(Joiner::Start, |(end, script_before)| {
                let gap = end.min(from)..from;
                ascii_joiner(&bytes[gap.clone()]).unwrap_or_else(|| joiner(&text[gap], script_before, script))
            });
            let span = Span::new(offset(from), offset(at));
            let place = Span::new(offset(base + from - start), offset(base + at - start));
            found(Word { span, shape: shape(first, rest), script, joiner }, place);
            before = Some((at, script));
        }
        self.go_on(end, before);
    }
}

/// The shape of a word by its first letter and the others.
fn shape(first: u8, rest: u8) -> Shape {
    match (first, rest) {
        (0, _) => Shape::Number,
        (LOWER, 0 | LOWER) => Shape::Lower,
        (UPPER, 0 | UPPER) => Shape::Upper,
        (UPPER, LOWER) => Shape::Title,
        _ => Shape::Mixed,
    }
}

/// What [`joiner`] says of the signs that most words have between them.
#[inline]
fn ascii_joiner(gap: &[u8]) -> Option<Joiner> {
    match gap {
        b" " => Some(Joiner::Space),
        b"-" => Some(Joiner::Hyphen),
        b"'" => Some(Joiner::Apostrophe),
        b"." | b". " => Some(Joiner::Dot),
        b", " => Some(Joiner::Other),
        _ => None,
    }
}

/// How many bytes from the start on are ASCII.
fn ascii_len(bytes: &[u8]) -> usize {
    const BLOCK: usize = 32;
    let blocks = bytes.chunks_exact(BLOCK).take_while(|block| block.is_ascii()).count() * BLOCK;
    blocks + bytes[blocks..].iter().take_while(|byte| byte.is_ascii()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FoldedWords, folded_words_into};
    use proptest::prelude::*;

    proptest! {
        /// A run at a time gives what one word after the other gives.
        #[test]
        fn as_one_by_one(text in r#"([a-cX-Z0-2]{0,3}[ '."\-,\n]{0,2}|é|“|’|я|\u{301}|平|½|\u{ad}){0,24}"#) {
            let (mut words, mut folded) = (Vec::new(), FoldedWords::default());
            folded_words_into(&text, &mut words, &mut folded);
            let (mut tokens, mut one) = (Tokens::new(&text), String::new());
            for (i, word) in words.iter().enumerate() {
                one.clear();
                prop_assert_eq!(tokens.next(&mut one).map(|token| token.word), Some(*word));
                prop_assert_eq!(folded.get(i), &one);
            }
            prop_assert!(tokens.next(&mut one).is_none());
        }
    }
}
