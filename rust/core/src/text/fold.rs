//! Folding that never loses its place.
//!
//! One pass over the text. What does not change is not copied: the result borrows the text until the first change, and
//! the way back to original positions is a list of *runs*, not a number for every byte. A run is either linear (as many
//! bytes as the original, characters on the same boundaries) or an atom (a few folded characters that stand for a few
//! original ones and cannot be told apart inside: `ß` = `ss`, `e` + accent = `e`).

use super::chars::{Action, compose, mark_order};
use super::{Span, bounded, offset};
use std::borrow::Cow;

/// A folded text that knows where each piece of it came from.
#[derive(Clone, Debug)]
pub struct Folded<'t> {
    text: Cow<'t, str>,
    original_len: u32,
    /// None if every byte stands where it stood.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where the run begins in the folded text; it ends where the next one begins.
    folded: u32,
    original: u32,
    original_end: u32,
    linear: bool,
}

/// Folds a text: makes equal what differs only in letter case, width, compatibility form, accents, vowel signs of Hebrew
/// and Arabic, kind of dash, apostrophe or white space, or invisible characters.
///
/// In detail: Unicode NFKD and full case folding; combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic dropped
/// (й stays a letter of its own); `ß` = `ss`, `ø` = `o`, `đ` = `d`, `ł` = `l`, `æ` = `ae`, `œ` = `oe`, `þ` = `th`,
/// `ı` = `i`; hamza carriers, final ya and ta marbuta by their bare letters; kana and Hangul composed; every dash `-`,
/// every apostrophe `'`, every run of white space one space. Folding twice changes nothing more.
///
/// Takes time linear in the text, and no memory beyond the result. Texts over 4 GiB are cut there.
///
/// ```
/// use entmatch_core::text::{Span, fold};
/// let folded = fold("İSTANBUL’da, P’yŏngyang");
/// assert_eq!(folded.text(), "istanbul'da, p'yongyang");
/// assert_eq!(folded.to_original(Span::new(0, 8)).of("İSTANBUL’da, P’yŏngyang"), "İSTANBUL");
/// assert!(fold("plain text").is_borrowed());
/// ```
pub fn fold(text: &str) -> Folded<'_> {
    let text = bounded(text);
    let clean = unchanged_prefix(text);
    if clean == text.len() {
        return Folded { text: Cow::Borrowed(text), original_len: offset(text.len()), runs: Vec::new() };
    }
    let mut folder = Folder { out: String::new(), runs: Vec::new(), after_space: false };
    if folder.plain(text.as_bytes()) == text.len() {
        let original_len = offset(text.len());
        return Folded { text: Cow::Owned(text.to_ascii_lowercase()), original_len, runs: Vec::new() };
    }
    folder.out.reserve(text.len() + 16);
    folder.copy(text, 0, clean);
    folder.run(text, clean);
    Folded { text: Cow::Owned(folder.out), original_len: offset(text.len()), runs: folder.runs }
}

impl Folded<'_> {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded text alone.
    pub fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// True if folding changed nothing, so that nothing was copied.
    pub fn is_borrowed(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The original span of a span of the folded text, widened to whole characters where the folded span begins or ends
    /// inside what one original character became. Takes logarithmic time in the number of changes.
    ///
    /// ```
    /// use entmatch_core::text::{Span, fold};
    /// let folded = fold("Groß-Gerau");
    /// assert_eq!(folded.text(), "gross-gerau");
    /// assert_eq!(folded.to_original(Span::new(0, 5)), Span::new(0, 5)); // ß has two bytes, as ss
    /// assert_eq!(folded.to_original(Span::new(4, 5)), Span::new(3, 5));
    /// ```
    pub fn to_original(&self, folded: Span) -> Span {
        let len = offset(self.text.len());
        let (start, end) = (folded.start.min(len), folded.end.min(len));
        if self.runs.is_empty() && len == self.original_len {
            return Span::new(start, end.max(start));
        }
        let from = match self.run_at(start) {
            Some(run) if run.linear => run.original + (start - run.folded),
            Some(run) if start < len => run.original,
            _ => self.original_len,
        };
        if end <= start {
            return Span::new(from, from);
        }
        let to = match self.run_at(end - 1) {
            Some(run) if run.linear => run.original + (end - run.folded),
            Some(run) => run.original_end,
            None => self.original_len,
        };
        Span::new(from, to.max(from))
    }

    fn run_at(&self, at: u32) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.folded <= at);
        self.runs.get(after.checked_sub(1)?).copied()
    }
}

/// How many bytes at the start folding leaves alone, as far as that is quickly seen: ASCII without capitals, runs of
/// white space or accents.
fn unchanged_prefix(text: &str) -> usize {
    let mut space = false;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let blank = byte == b' ';
        if !byte.is_ascii() || byte.is_ascii_uppercase() || is_rare(byte) || (blank && space) {
            // The character before may take part in the change that is found here.
            return at.saturating_sub(1);
        }
        space = blank;
    }
    text.len()
}

/// ASCII bytes that fold to something else than their small letter: white space other than a blank, and the backtick.
const fn is_rare(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b'`')
}

struct Folder {
    out: String,
    runs: Vec<Run>,
    after_space: bool,
}

impl Folder {
    fn run(&mut self, text: &str, mut at: usize) {
        while at < text.len() {
            let plain = self.plain(&text.as_bytes()[at..]);
            if plain > 0 {
                let start = self.out.len();
                self.copy(text, at, at + plain);
                self.out[start..].make_ascii_lowercase();
                self.after_space = self.out.ends_with(' ');
                at += plain;
                continue;
            }
            let letters = self.letters(text, at);
            if letters > 0 {
                at += letters;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            let end = at + c.len_utf8();
            self.character(c, at, end);
            at = end;
        }
    }

    /// Length of the ASCII stretch that only needs its capitals made small.
    fn plain(&self, bytes: &[u8]) -> usize {
        let mut at = 0;
        // Sixteen at a time while nothing is there that needs a look; the one behind tells of two blanks.
        if !(self.after_space && bytes.first() == Some(&b' ')) {
            while let Some(block) = bytes[at..].first_chunk::<17>() {
                // Without branches, so that the compiler looks at all sixteen at once.
                let odd = (0..16).fold(0, |odd, i| {
                    let blanks = u8::from(block[i] == b' ') & u8::from(block[i + 1] == b' ');
                    odd | u8::from(!block[i].is_ascii()) | u8::from(is_rare(block[i])) | blanks
                });
                if odd > 0 {
                    break;
                }
                at += 16;
            }
        }
        let mut before = if at > 0 { bytes[at - 1] } else { b' ' * u8::from(self.after_space) };
        while let Some(&byte) = bytes.get(at) {
            if !byte.is_ascii() || is_rare(byte) || (byte == b' ' && before == b' ') {
                break;
            }
            before = byte;
            at += 1;
        }
        at
    }

    /// Appends the letters at the start of `text` that take part in nothing: the Russian alphabet but for ё, Hangul
    /// syllables and Han. Returns how many bytes they were.
    fn letters(&mut self, text: &str, start: usize) -> usize {
        let from = self.out.len();
        let text = &text[start..];
        let mut len = 0;
        for c in text.chars() {
            match c {
                'а'..='я' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => self.out.push(c),
                'А'..='Я' => self.out.extend(char::from_u32(c as u32 + 0x20)),
                _ => break,
            }
            len += c.len_utf8();
        }
        if len > 0 {
            self.record(from, from, start, start + len, true);
            self.after_space = false;
        }
        len
    }

    /// Appends original bytes as they are.
    fn copy(&mut self, text: &str, start: usize, end: usize) {
        let from = self.out.len();
        self.out.push_str(&text[start..end]);
        if end > start {
            self.record(from, from, start, end, true);
        }
    }

    fn character(&mut self, c: char, start: usize, end: usize) {
        match Action::of(c) {
            Action::DropIgnorable => return,
            Action::DropMark => return self.extend_last(end),
            Action::Breve => {
                if self.out.ends_with('и') {
                    self.extend_last(end);
                    self.out.pop();
                    self.out.push('й');
                } else {
                    return self.extend_last(end);
                }
            }
            Action::Space => {
                if self.after_space {
                    self.extend_last(end);
                } else {
                    let from = self.out.len();
                    self.out.push(' ');
                    self.record(from, from, start, end, end - start == 1);
                }
                self.after_space = true;
                return;
            }
            Action::Same => {
                let before = self.out.len();
                let from = push(&mut self.out, 0, c);
                self.record(from, before, start, end, from == before);
            }
            Action::To(folded) => {
                let before = self.out.len();
                let from = push_all(&mut self.out, 0, folded);
                let linear = from == before && folded.len() == end - start && folded.chars().nth(1).is_none();
                self.record(from, before, start, end, linear);
            }
        }
        self.after_space = false;
    }

    /// Notes that the folded text from `from` on stands for the original from `start` to `end`, and for whatever its
    /// part before `before` (the length of the folded text until now) stood for already.
    fn record(&mut self, from: usize, before: usize, start: usize, end: usize, linear: bool) {
        let (mut folded, mut original, original_end) = (offset(from), offset(start), offset(end));
        if linear && let Some(last) = self.runs.last_mut().filter(|last| last.linear && last.original_end == original) {
            last.original_end = original_end;
            return;
        }
        let mut tail = offset(before);
        while let Some(last) = self.runs.last_mut().filter(|_| tail > folded) {
            if last.linear && last.folded < folded {
                last.original_end = last.original + (folded - last.folded);
                original = last.original_end;
                break;
            }
            folded = folded.min(last.folded);
            original = last.original;
            tail = last.folded;
            self.runs.pop();
        }
        self.runs.push(Run { folded, original, original_end, linear });
    }

    /// Gives the last folded character, which then is an atom, everything up to `end`.
    fn extend_last(&mut self, end: usize) {
        let Some(width) = self.out.chars().next_back().map(|c| offset(c.len_utf8())) else { return };
        let folded = offset(self.out.len()) - width;
        let Some(last) = self.runs.last_mut() else { return };
        if last.linear && last.folded < folded {
            last.original_end -= width;
            let original = last.original_end;
            self.runs.push(Run { folded, original, original_end: offset(end), linear: false });
        } else {
            last.linear = false;
            last.original_end = offset(end);
        }
    }
}

/// Appends one folded character to `out`, joined with the one before it where the two make one, marks in canonical
/// order. Nothing before `floor` is touched. Returns where `out` first differs from what it was (its old length, for
/// nearly all).
pub(super) fn push(out: &mut String, floor: usize, c: char) -> usize {
    // Nothing among these joins what stands before it or is out of order.
    if matches!(c, ..'\u{300}' | '\u{370}'..'\u{483}' | '\u{4E00}'..'\u{A000}' | '\u{AC00}'..='\u{D7A3}') {
        out.push(c);
        return out.len() - c.len_utf8();
    }
    let mut at = out.len();
    let order = mark_order(c);
    if order > 0 {
        while let Some(last) = out[floor..at].chars().next_back().filter(|&last| mark_order(last) > order) {
            at -= last.len_utf8();
        }
    }
    if let Some(last) = out[floor..at].chars().next_back()
        && let Some(whole) = compose(last, c)
    {
        let from = at - last.len_utf8();
        out.replace_range(from..at, whole.encode_utf8(&mut [0; 4]));
        return from;
    }
    out.insert(at, c);
    at
}

/// [`push`] for each character of what one character folds to.
pub(super) fn push_all(out: &mut String, floor: usize, folded: &str) -> usize {
    let mut from = out.len();
    for c in folded.chars() {
        from = from.min(push(out, floor, c));
    }
    from
}
