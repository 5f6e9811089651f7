//! Where sentences begin and end, and what letter case says in each.

use super::cues::{Classes, Cues};
use super::page::{CaseMode, Layout, Page};
use crate::index::Gazetteer;
use crate::scan::Words;
use crate::text::{Shape, Word};
use memchr::memchr;
use std::cell::LazyCell;
use std::ops::Deref;

/// A line of this many bytes may have been broken because it was full.
const FULL: usize = 40;
/// Lines longer than this are not broken by width.
const WIDEST: usize = 100;
/// Lines that are looked at to know whether a text is set so.
const LINES: usize = 200;
/// Letters of three words in capitals that are no acronyms.
const LETTERS: u32 = 15;

/// Fills in the sentences of a layout that has its words and cues.
pub(super) fn split(text: &str, gazetteer: &Gazetteer, cues: &Cues, words: &Words, layout: &mut Layout) {
    let mut of_word = std::mem::take(&mut layout.sentence);
    let mut sentences = std::mem::take(&mut layout.sentences);
    of_word.clear();
    sentences.clear();
    let page = Page::over(text, gazetteer, cues, words, layout);
    // Few texts have a line that ends without the end of a sentence.
    let wrapped = LazyCell::new(|| is_wrapped(text));
    let mut first = 0;
    let mut close = |end| {
        of_word.resize(end, sentences.len() as u32);
        sentences.push((first as u32, end as u32, mode(&page, first, end)));
        first = end;
    };
    for (i, pair) in (1..).zip(page.words.windows(2)) {
        if is_parted(text, pair) && breaks(&page, i, &wrapped) {
            close(i);
        }
    }
    if !page.words.is_empty() {
        close(page.words.len());
    }
    if sentences.iter().any(|s| s.2 != CaseMode::Lower) {
        for sentence in sentences.iter_mut().filter(|s| s.2 == CaseMode::Lower) {
            sentence.2 = CaseMode::Ordinary;
        }
    }
    layout.sentence = of_word;
    layout.sentences = sentences;
}

/// True for a text set in lines of a fixed width: most full lines end without the end of a sentence, and none is long.
fn is_wrapped(text: &str) -> bool {
    let (mut full, mut open) = (0, 0);
    let mut rest = text;
    for _ in 0..LINES {
        // Most paragraphs are longer than any such line, and are not gone through to their ends.
        let near = &rest.as_bytes()[..rest.len().min(WIDEST + 1)];
        let end = memchr(b'\n', near).or_else(|| (near.len() == rest.len()).then_some(rest.len()));
        let Some(end) = end else { return false };
        let line = &rest[..end];
        if line.len() >= FULL {
            full += 1;
            open += usize::from(!line.trim_end().ends_with(['.', '!', '?', '"', '”', ':']));
        }
        match rest.get(end + 1..) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    full >= 4 && open * 2 > full
}

/// False if no sentence begins with the second of two words, by the signs that stand between most words.
#[inline]
fn is_parted(text: &str, pair: &[Word]) -> bool {
    let [before, word] = pair else { return false };
    match text.as_bytes().get(before.span.end as usize..word.span.start as usize) {
        None | Some([] | [b' ']) => false,
        Some([sign]) => *sign == b'\n',
        Some(signs) => signs.iter().any(|sign| matches!(sign, b'.' | b'\n' | b'!' | b'?') || !sign.is_ascii()),
    }
}

/// Does a sentence begin with word `i`?
fn breaks(page: &Page<'_>, i: usize, wrapped: &impl Deref<Target = bool>) -> bool {
    let gap = page.gap(i);
    let bytes = gap.as_bytes();
    if let Some(line_end) = bytes.iter().position(|b| *b == b'\n') {
        // A wrapped line goes on; a blank line, or a line that ended its sentence, does not.
        if bytes[line_end + 1..].contains(&b'\n') || gap.contains(['.', '!', '?', '…', ':']) {
            return true;
        }
        let goes_on = || page.single[i - 1].has(Classes::FUNCTION.with(Classes::LOCATIVE)) || **wrapped;
        return page.words[i].shape != Shape::Lower && !goes_on();
    }
    if gap.chars().any(|c| matches!(c, '!' | '?' | '。' | '！' | '？' | '؟' | '।' | '…')) {
        return true;
    }
    let Some(dot) = bytes.iter().position(|b| *b == b'.') else { return false };
    let followed_by_space = gap[dot + 1..].chars().any(|c| c.is_whitespace() || c == '"' || c == '”');
    followed_by_space && page.words[i].shape != Shape::Lower && !is_abbreviation(page.word(i - 1))
}

fn mode(page: &Page<'_>, first: usize, end: usize) -> CaseMode {
    let (mut long, mut capital, mut upper, mut cased) = (0, 0, 0, 0);
    let mut any_capital = false;
    // Without branches: of most words nothing about them can be foreseen.
    for (at, (word, classes)) in page.words[first..end].iter().zip(&page.single[first..end]).enumerate() {
        let is_cased = !matches!(word.shape, Shape::Caseless | Shape::Number);
        let is_capital = matches!(word.shape, Shape::Title | Shape::Upper | Shape::Mixed);
        // Headlines leave small what is short and says little ("of", "with").
        let is_long = (at > 0) & is_cased & ((word.span.len() >= 4) | !classes.has(Classes::FUNCTION));
        cased += usize::from(is_cased);
        upper += usize::from((word.shape == Shape::Upper) & (word.span.len() > 1));
        long += usize::from(is_long);
        capital += usize::from(is_long & is_capital);
        any_capital |= is_capital;
    }
    // Few headlines end with a full stop, and many short sentences are full of names.
    let stopped = end > first && page.text[page.words[end - 1].span.end as usize..].starts_with('.');
    // "SCHOLZ ENTLÄSST LINDNER": few acronyms are as long.
    let letters = || page.words[first..end].iter().map(|word| word.span.len()).sum::<u32>();
    let short = cased == 3 && upper == cased && letters() >= LETTERS;
    if short || (cased >= 4 && upper * 10 >= cased * 8) {
        CaseMode::Upper
    } else if long >= 4 && capital * 100 >= long * 85 && !stopped {
        CaseMode::Title
    } else if cased > 0 && !any_capital {
        CaseMode::Lower
    } else {
        CaseMode::Ordinary
    }
}

/// True for a word in small letters that is usually shortened with a dot. A list would be gone through for every full
/// stop.
#[rustfmt::skip]
fn is_shortened(word: &[u8]) -> bool {
    matches!(
        word,
        b"adm" | b"atty" | b"ave" | b"blvd" | b"brig" | b"capt" | b"cmdr" | b"co" | b"col" | b"corp" | b"dept"
            | b"dist" | b"dr" | b"ft" | b"gen" | b"gov" | b"hon" | b"inc" | b"jr" | b"lt" | b"ltd" | b"maj" | b"mr"
            | b"mrs" | b"ms" | b"mt" | b"no" | b"pres" | b"prof" | b"pvt" | b"rep" | b"reps" | b"rev" | b"sen"
            | b"sens" | b"sgt" | b"spc" | b"sr" | b"st" | b"ste" | b"supt" | b"vs"
    )
}

/// True for a word after which a full stop does not end the sentence: an initial, or a usual abbreviation.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.is_uppercase();
    }
    if !word.is_ascii() {
        return word.len() <= 5 && matches!(&*word.to_lowercase(), "им" | "гг" | "ул");
    }
    let mut small = [0; 4];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    is_shortened(small)
}
