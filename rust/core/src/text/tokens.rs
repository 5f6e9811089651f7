//! Folding and splitting in one go: the words of a text one after the other, each with its folded form.
//!
//! This is the one definition of what a word is; [`super::words`], [`super::key`] and the scanner are built on it.

use super::chars::{Action, Class};
use super::fold::push;
use super::words::{Joiner, Shape, Word};
use super::{Script, Span, bounded, offset};
use std::ops::Range;

/// A word with what the scanner wants to know beyond it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) word: Word,
    /// The original bytes between the word before and this one.
    pub(crate) gap: Span,
    /// False if the word begins inside what one original character became.
    pub(crate) starts_whole: bool,
    /// False if it ends there.
    pub(crate) ends_whole: bool,
}

/// One folded character, or the news that there is none.
#[derive(Clone, Copy)]
enum Piece {
    /// A character, the first and/or last of what its original became.
    Char {
        c: char,
        first: bool,
        last: bool,
    },
    /// A dropped mark, which belongs to the word before it.
    Mark,
    Breve,
    Ignorable,
}

/// Iterates over the words of a text.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    cursor: Cursor,
    /// Where the last word ended, and its script.
    before: Option<(usize, Script)>,
}

#[derive(Clone, Copy, Debug)]
struct Cursor {
    /// The next original character.
    at: usize,
    /// Original span of the last character, and what is left of its folded form.
    from: usize,
    rest: &'static str,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text: bounded(text), cursor: Cursor { at: 0, from: 0, rest: "" }, before: None }
    }

    /// Goes on reading at `at`, which must be where a word may begin, not inside one.
    pub(crate) fn resume(&mut self, at: usize) {
        self.cursor = Cursor { at, from: at, rest: "" };
        self.before = None;
    }

    /// Where reading goes on, if that is not inside what one character became.
    pub(crate) fn position(&self) -> Option<usize> {
        self.cursor.rest.is_empty().then_some(self.cursor.at)
    }

    /// The next word. Its folded form is appended to `folded`.
    pub(crate) fn next(&mut self, folded: &mut String) -> Option<Token> {
        loop {
            if self.cursor.rest.is_empty() {
                let signs = self.text.as_bytes()[self.cursor.at..].iter();
                self.cursor.at += signs.take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
                if let Some(token) = self.ascii_word(folded) {
                    return Some(token);
                }
            }
            if let Piece::Char { c, first, last } = self.piece()? {
                let class = Class::of(c);
                if class.is_word() {
                    return Some(self.word((c, class, first, last), folded));
                }
            }
        }
    }

    /// The word that begins here, if it is of ASCII letters and digits and what follows is ASCII too.
    fn ascii_word(&mut self, folded: &mut String) -> Option<Token> {
        let start = self.cursor.at;
        let rest = &self.text.as_bytes()[start..];
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if len == 0 || rest.get(len).is_some_and(|next| !next.is_ascii()) {
            return None;
        }
        let mut letters = Letters::default();
        for byte in &rest[..len] {
            let (upper, lower) = (byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
            letters.not_numbers += u32::from(upper | lower);
            letters.upper += u32::from(upper);
            letters.lower += u32::from(lower);
        }
        let first_letter = rest[..len].iter().find(|byte| byte.is_ascii_alphabetic());
        letters.first_is_upper = first_letter.is_some_and(u8::is_ascii_uppercase);
        let script = if letters.not_numbers > 0 { Script::Latin } else { Script::Other };
        let from = folded.len();
        folded.push_str(&self.text[start..start + len]);
        folded[from..].make_ascii_lowercase();
        self.cursor = Cursor { at: start + len, from: start, rest: "" };
        Some(self.token(start..start + len, letters.shape(script), script, (true, true)))
    }

    /// A word with what stood before it.
    fn token(&mut self, at: Range<usize>, shape: Shape, script: Script, whole: (bool, bool)) -> Token {
        let gap_start = self.before.map_or(0, |(end, _)| end).min(at.start);
        let joiner = match self.before {
            None => Joiner::Start,
            Some((_, before)) => joiner(&self.text[gap_start..at.start], before, script),
        };
        self.before = Some((at.end, script));
        Token {
            word: Word { span: Span::new(offset(at.start), offset(at.end)), shape, script, joiner },
            gap: Span::new(offset(gap_start), offset(at.start)),
            starts_whole: whole.0,
            ends_whole: whole.1,
        }
    }

    fn word(&mut self, begin: (char, Class, bool, bool), folded: &mut String) -> Token {
        let (c, class, starts_whole, mut ends_whole) = begin;
        let floor = folded.len();
        let (start, mut end) = (self.cursor.from, self.cursor.at);
        let mut script = class.script();
        let mut letters = Letters::default();
        letters.see(self.original(), class, starts_whole);
        push(folded, floor, c);
        loop {
            if self.cursor.rest.is_empty() && matches!(script, Script::Latin | Script::Other) {
                let run = self.ascii_run(&mut letters, folded);
                if run.letters && script == Script::Other {
                    script = Script::Latin;
                }
                if run.any {
                    (end, ends_whole) = (self.cursor.at, true);
                }
            }
            let cursor = self.cursor;
            match self.piece() {
                Some(Piece::Mark) => end = self.cursor.at,
                Some(Piece::Ignorable) => {}
                Some(Piece::Breve) => {
                    if folded[floor..].ends_with('и') {
                        folded.pop();
                        folded.push('й');
                    }
                    end = self.cursor.at;
                }
                Some(Piece::Char { c, first, last }) => {
                    let class = Class::of(c);
                    if !goes_on(class, script) {
                        self.cursor = cursor;
                        break;
                    }
                    if script == Script::Other {
                        script = class.script();
                    }
                    letters.see(self.original(), class, first);
                    push(folded, floor, c);
                    (end, ends_whole) = (self.cursor.at, last);
                }
                None => break,
            }
        }
        self.token(start..end, letters.shape(script), script, (starts_whole, ends_whole))
    }

    /// Takes the ASCII letters and digits that come next.
    fn ascii_run(&mut self, letters: &mut Letters, folded: &mut String) -> Run {
        let rest = &self.text.as_bytes()[self.cursor.at..];
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let mut run = Run { any: len > 0, letters: false };
        let from = folded.len();
        folded.push_str(&self.text[self.cursor.at..self.cursor.at + len]);
        for byte in &rest[..len] {
            if byte.is_ascii_alphabetic() {
                run.letters = true;
                letters.not_numbers += 1;
                letters.count(byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
            }
        }
        folded[from..].make_ascii_lowercase();
        self.cursor.at += len;
        run
    }

    /// The original character that the last piece came from.
    fn original(&self) -> char {
        self.text[self.cursor.from..].chars().next().unwrap_or(' ')
    }

    fn piece(&mut self) -> Option<Piece> {
        let cursor = &mut self.cursor;
        if let Some(c) = cursor.rest.chars().next() {
            cursor.rest = &cursor.rest[c.len_utf8()..];
            return Some(Piece::Char { c, first: false, last: cursor.rest.is_empty() });
        }
        let c = self.text[cursor.at..].chars().next()?;
        cursor.from = cursor.at;
        cursor.at += c.len_utf8();
        Some(match Action::of(c) {
            Action::Same => Piece::Char { c, first: true, last: true },
            Action::Space => Piece::Char { c: ' ', first: true, last: true },
            Action::DropMark => Piece::Mark,
            Action::DropIgnorable => Piece::Ignorable,
            Action::Breve => Piece::Breve,
            Action::To(folded) => {
                let c = folded.chars().next().unwrap_or(' ');
                cursor.rest = folded.get(c.len_utf8()..).unwrap_or("");
                Piece::Char { c, first: true, last: cursor.rest.is_empty() }
            }
        })
    }
}

/// Does a character of this class go on with a word of that script?
pub(crate) fn goes_on(class: Class, script: Script) -> bool {
    if !class.is_word() {
        return false;
    }
    if class.is_mark() {
        return true;
    }
    let next = class.script();
    if script.is_unspaced() || next.is_unspaced() {
        return false;
    }
    next == script || next == Script::Other || script == Script::Other
}

/// What [`Tokens::ascii_run`] took.
struct Run {
    any: bool,
    letters: bool,
}

/// Counts how the letters of a word are set.
#[derive(Default)]
pub(crate) struct Letters {
    first_is_upper: bool,
    upper: u32,
    lower: u32,
    not_numbers: u32,
}

impl Letters {
    fn see(&mut self, original: char, class: Class, first_piece: bool) {
        self.not_numbers += u32::from(!class.is_number());
        if !first_piece {
            return;
        }
        let upper = original.is_uppercase() || matches!(original, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ');
        self.count(upper, original.is_lowercase());
    }

    /// Takes a character.
    #[inline]
    pub(crate) fn take(&mut self, upper: bool, lower: bool, number: bool) {
        self.not_numbers += u32::from(!number);
        self.count(upper, lower);
    }

    fn count(&mut self, upper: bool, lower: bool) {
        self.first_is_upper |= upper && self.upper + self.lower == 0;
        self.upper += u32::from(upper);
        self.lower += u32::from(lower);
    }

    /// The shape of a word of these letters.
    pub(crate) fn shape(&self, script: Script) -> Shape {
        match (self.upper, self.lower) {
            _ if self.not_numbers == 0 => Shape::Number,
            // Georgian small letters are the ordinary ones of a script without capitals.
            _ if script == Script::Georgian => Shape::Caseless,
            (0, 0) => Shape::Caseless,
            (0, _) => Shape::Lower,
            (_, 0) => Shape::Upper,
            (1, _) if self.first_is_upper => Shape::Title,
            _ => Shape::Mixed,
        }
    }
}

/// The joiner of two words of these scripts with `gap` between them.
pub(crate) fn joiner(gap: &str, before: Script, after: Script) -> Joiner {
    match gap.as_bytes() {
        b"" => return Joiner::None,
        b" " | b"\n" => return Joiner::Space,
        b"-" => return Joiner::Hyphen,
        b"'" => return Joiner::Apostrophe,
        b"." | b". " => return Joiner::Dot,
        b"\n\n" => return Joiner::Other,
        // What has one of these signs is none of the others, whatever stands beside it.
        signs if signs.iter().any(|sign| matches!(sign, b',' | b';' | b':' | b'(' | b')' | b'!' | b'?')) => {
            return Joiner::Other;
        }
        _ => {}
    }
    // As much as decides: two signs, a run of spaces as one.
    let mut signs = [' '; 2];
    let mut len = 0;
    for c in gap.chars() {
        let c = match Action::of(c) {
            Action::Same => c,
            Action::Space => ' ',
            Action::To(folded) => match folded.chars().next() {
                Some(sign) if folded.chars().nth(1).is_none() => sign,
                _ => return Joiner::Other,
            },
            Action::DropMark | Action::DropIgnorable | Action::Breve => continue,
        };
        if c == ' ' && len > 0 && signs[len - 1] == ' ' {
            continue;
        }
        match signs.get_mut(len) {
            Some(sign) => *sign = c,
            None => return Joiner::Other,
        }
        len += 1;
    }
    match &signs[..len] {
        [] => Joiner::None,
        ['-'] | ['\'' | '.', '-'] | ['-', '\''] => Joiner::Hyphen,
        ['\''] => Joiner::Apostrophe,
        ['"'] if before == Script::Hebrew && after == Script::Hebrew => Joiner::Apostrophe,
        ['.'] => Joiner::Dot,
        ['·' | '・' | '‧' | '•' | '='] if before.is_han_or_kana() && after.is_han_or_kana() => Joiner::Space,
        [' '] | ['\'', ' '] | [' ', '\''] if !is_paragraph(gap) => Joiner::Space,
        ['.', ' '] if !is_paragraph(gap) => Joiner::Dot,
        _ => Joiner::Other,
    }
}

/// Is there a blank line in what stands between two words?
pub(crate) fn is_paragraph(gap: &str) -> bool {
    gap.len() > 1
        && (gap.bytes().filter(|&b| b == b'\n').nth(1).is_some() || (!gap.is_ascii() && gap.contains('\u{2029}')))
}
