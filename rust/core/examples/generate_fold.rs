//! Writes the table of `text::fold` from the Unicode data of the toolchain and of the `unicode-*` crates:
//!
//! ```text
//! cargo run -p entmatch-core --example generate_fold > rust/core/src/text/fold_table.rs
//! ```
//!
//! A test runs the same code and compares. The rules of folding are all here; the run-time code only looks up.

#![allow(clippy::print_stdout, reason = "the table is the output")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};
use unicode_script::{Script as UnicodeScript, UnicodeScript as _};

/// Code points in a block of the two-stage tables.
const BLOCK: usize = 64;

/// Names of the scripts with a number of their own, in the order of `text::Script`.
const SCRIPTS: [&str; 31] = [
    "Latin",
    "Cyrillic",
    "Greek",
    "Arabic",
    "Hebrew",
    "Han",
    "Hiragana",
    "Katakana",
    "Hangul",
    "Thai",
    "Lao",
    "Khmer",
    "Myanmar",
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Tibetan",
    "Georgian",
    "Armenian",
    "Ethiopic",
    "Mongolian",
    "Bopomofo",
    "Syriac",
    "Thaana",
];

/// Letters that Unicode does not decompose, and what a reader without them writes.
const LETTERS: &[(char, &str)] = &[
    ('ø', "o"),
    ('đ', "d"),
    ('ł', "l"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ð', "d"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ɖ', "d"),
    ('ƒ', "f"),
    // Arabic: one letter for each group that spelling habits and keyboards confuse.
    ('ٱ', "ا"),
    ('ٲ', "ا"),
    ('ٳ', "ا"),
    ('ى', "ي"),
    ('ة', "ه"),
    ('ک', "ك"),
    ('ڪ', "ك"),
    ('ی', "ي"),
    ('ے', "ي"),
    ('ہ', "ه"),
    ('ھ', "ه"),
    ('ۃ', "ه"),
    ('ە', "ه"),
];

/// What a character does to the folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Stays.
    Same,
    /// A mark that is dropped and belongs to the letter before it.
    DropMark,
    /// Invisible: dropped, belongs to nothing.
    DropIgnorable,
    /// White space.
    Space,
    /// The combining breve, which only и keeps.
    Breve,
    /// Becomes other characters.
    To(String),
}

fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_dropped_mark(c: char) -> bool {
    let script = c.script();
    let foreign = matches!(
        script,
        UnicodeScript::Inherited
            | UnicodeScript::Latin
            | UnicodeScript::Greek
            | UnicodeScript::Cyrillic
            | UnicodeScript::Hebrew
            | UnicodeScript::Arabic
            | UnicodeScript::Syriac
    );
    let voicing = matches!(c, '\u{3099}' | '\u{309A}');
    // Tatweel, and the small waw and yeh of Quranic spelling, are letters to Unicode and ornaments to a reader.
    (foreign && is_combining_mark(c) && !voicing) || matches!(c, '\u{640}' | '\u{6E5}' | '\u{6E6}')
}

fn is_dash(c: char) -> bool {
    c.general_category() == GeneralCategory::DashPunctuation || matches!(c, '−' | '⁃' | '˗')
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | '‘'
            | '‛'
            | '′'
            | '´'
            | '`'
            | 'ʼ'
            | 'ʻ'
            | 'ʽ'
            | 'ʹ'
            | '\u{374}'
            | '\u{1FFD}'
            | '\u{1FEF}'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | '՚'
            | 'Ꞌ'
            | 'ꞌ'
            | '׳'
            | '＇'
            | '｀'
    )
}

/// Han and letters, digits, and the marks that are kept: what words are made of.
fn is_word(c: char) -> bool {
    use GeneralCategory as G;
    // The fraction slash, so that a half is one word whether it is written as one character or three.
    c == '\u{2044}'
        || matches!(
            c.general_category(),
            G::UppercaseLetter
                | G::LowercaseLetter
                | G::TitlecaseLetter
                | G::ModifierLetter
                | G::OtherLetter
                | G::NonspacingMark
                | G::SpacingMark
                | G::EnclosingMark
                | G::DecimalNumber
                | G::LetterNumber
                | G::OtherNumber
        )
}

fn digit(c: char) -> Option<char> {
    let value = |first: u32| char::from_digit(u32::from(c) - first, 10);
    match c {
        '٠'..='٩' => value(0x660),
        '۰'..='۹' => value(0x6F0),
        '०'..='९' => value(0x966),
        _ => None,
    }
}

/// One round of folding of one character, without regard to its neighbours.
fn step(c: char, out: &mut String) {
    if is_dropped_mark(c) && c != '\u{306}' || is_ignorable(c) {
        return;
    }
    if is_dash(c) {
        out.push('-');
    } else if is_apostrophe(c) {
        out.push('\'');
    } else if c.is_whitespace() {
        out.push(' ');
    } else if c == '״' {
        out.push('"');
    } else if let Some(digit) = digit(c) {
        out.push(digit);
    } else if let Some((_, plain)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
        out.push_str(plain);
    } else {
        // Upper, then lower case: this is full case folding (ß = ss, ς = σ) without a table of its own.
        for upper in c.to_uppercase() {
            for lower in upper.to_lowercase() {
                out.push(lower);
            }
        }
    }
}

/// The folded form of one character alone.
pub fn action(c: char) -> Action {
    if c == '\u{306}' {
        return Action::Breve;
    }
    if is_ignorable(c) {
        return Action::DropIgnorable;
    }
    if is_dropped_mark(c) {
        return Action::DropMark;
    }
    if c.is_whitespace() {
        return Action::Space;
    }
    // Trade marks are not letters of the name before them; kana and Hangul stay composed.
    if matches!(c, '™' | '℠') || ('가'..='힣').contains(&c) {
        return Action::Same;
    }
    let mut text = String::from(c);
    for _ in 0..8 {
        let mut next = String::new();
        for part in text.chars() {
            if is_apostrophe(part) {
                next.push('\'');
                continue;
            }
            for piece in std::iter::once(part).nfkd() {
                step(piece, &mut next);
            }
        }
        // The breve of й (and of no other letter) is part of the letter.
        let mut kept = String::new();
        for piece in next.chars() {
            match (piece, kept.chars().last()) {
                ('\u{306}', Some('и')) => {
                    kept.pop();
                    kept.push('й');
                }
                ('\u{306}', _) => {}
                _ => kept.push(piece),
            }
        }
        let next = recompose(&kept);
        if next == text {
            break;
        }
        text = next;
    }
    // Inside a character that stands for a word, signs and spaces are ornament: `⑴` is 1, `㏂` is am.
    if text.chars().count() > 1 && text.chars().any(|c| is_word(c) && !is_combining_mark(c)) {
        text.retain(is_word);
    }
    // Signs that Unicode spells as an accent on a space are the accent.
    if text.chars().any(|c| c != ' ') {
        text.retain(|c| c != ' ');
    }
    if text.chars().eq([c]) {
        return Action::Same;
    }
    if text.is_empty() {
        return Action::DropMark;
    }
    if text == " " { Action::Space } else { Action::To(text) }
}

/// Puts kana and their voicing marks, and Hangul jamo, together again; leaves everything else apart.
fn recompose(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let pair = out.chars().last().and_then(|last| unicode_normalization::char::compose(last, c));
        match pair {
            Some(whole) if matches!(whole, 'ぁ'..='ヿ' | '가'..='힣' | 'й') => {
                out.pop();
                out.push(whole);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Kind (two high bits: 0 none, 1 letter, 2 mark, 3 number) and script (six low bits) of a character.
pub fn class(c: char) -> u8 {
    use GeneralCategory as G;
    let kind: u8 = match c.general_category() {
        _ if c == '\u{2044}' => 3,
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter => 1,
        G::NonspacingMark | G::SpacingMark | G::EnclosingMark => 2,
        G::DecimalNumber | G::LetterNumber | G::OtherNumber => 3,
        _ => 0,
    };
    let script = match c {
        // Prolonged sound marks count as katakana wherever they stand.
        'ー' | 'ｰ' => "Katakana",
        _ => c.script().full_name(),
    };
    let number = SCRIPTS.iter().position(|name| *name == script).map_or(0, |at| at as u8 + 1);
    (kind << 6) | number
}

/// Combining class of the marks that are kept and must be put in canonical order.
pub fn kept_order(c: char) -> u8 {
    if action(c) == Action::Same && is_combining_mark(c) { canonical_combining_class(c) } else { 0 }
}

fn two_stage<T: Copy + Ord + std::fmt::Display>(out: &mut String, name: &str, kind: &str, values: &[T]) {
    let mut blocks: Vec<&[T]> = Vec::new();
    let mut index = Vec::new();
    let mut known: BTreeMap<&[T], usize> = BTreeMap::new();
    for block in values.chunks(BLOCK) {
        index.push(*known.entry(block).or_insert_with(|| {
            blocks.push(block);
            blocks.len() - 1
        }));
    }
    numbers(out, &format!("{name}_INDEX"), "u16", &index);
    let flat: Vec<T> = blocks.concat();
    numbers(out, &format!("{name}_BLOCKS"), kind, &flat);
}

fn numbers<T: std::fmt::Display>(out: &mut String, name: &str, kind: &str, values: &[T]) {
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = [", values.len());
    let mut line = String::from("   ");
    for value in values {
        let item = format!(" {value},");
        if line.len() + item.len() > 118 {
            let _ = writeln!(out, "{line}");
            line = String::from("   ");
        }
        line.push_str(&item);
    }
    let _ = writeln!(out, "{line}\n];");
}

/// The whole generated file.
pub fn table() -> String {
    let every = || (0..=0x0010_FFFF_u32).map(|code| char::from_u32(code).unwrap_or('\0'));
    let mut pool = String::new();
    let mut expansions: Vec<u32> = Vec::new();
    let mut known: BTreeMap<String, u16> = BTreeMap::new();
    let actions: Vec<u16> = every()
        .map(|c| match action(c) {
            Action::Same => 0,
            Action::DropMark => 1,
            Action::DropIgnorable => 2,
            Action::Space => 3,
            Action::Breve => 4,
            Action::To(text) => *known.entry(text).or_insert_with_key(|text| {
                let at = pool.find(text.as_str()).unwrap_or_else(|| {
                    pool.push_str(text);
                    pool.len() - text.len()
                });
                expansions.push(((at as u32) << 8) | text.len() as u32);
                5 + (expansions.len() - 1) as u16
            }),
        })
        .collect();
    let classes: Vec<u8> = every().map(class).collect();
    // Where nothing but unassigned and private code points follow, the tables end.
    let used = (0..actions.len()).rev().find(|&at| actions[at] != 0 || classes[at] != 0).map_or(0, |at| at + 1);
    let used = used.div_ceil(BLOCK) * BLOCK;
    let orders: Vec<String> =
        every().filter(|&c| kept_order(c) != 0).map(|c| format!("(0x{:X}, {})", u32::from(c), kept_order(c))).collect();

    let (major, minor, patch) = char::UNICODE_VERSION;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "//! Generated from Unicode {major}.{minor}.{patch}; do not edit. To regenerate:\n\
         //! `cargo run -p entmatch-core --example generate_fold > rust/core/src/text/fold_table.rs`\n\n\
         pub(super) const UNICODE_VERSION: (u8, u8, u8) = ({major}, {minor}, {patch});"
    );
    two_stage(&mut out, "ACTION", "u16", &actions[..used]);
    two_stage(&mut out, "CLASS", "u8", &classes[..used]);
    numbers(&mut out, "EXPANSIONS", "u32", &expansions);
    numbers(&mut out, "MARK_ORDER", "(u32, u8)", &orders);
    out.push_str("pub(super) static POOL: &str = \"\\\n");
    let mut line = String::new();
    for c in pool.chars() {
        if line.chars().count() > 100 {
            let _ = writeln!(out, "{line}\\");
            line.clear();
        }
        match c {
            '"' | '\\' => line.extend(['\\', c]),
            ' ' if line.is_empty() => line.push_str("\\u{20}"),
            ' '..='~' => line.push(c),
            _ => {
                let _ = write!(line, "\\u{{{:X}}}", u32::from(c));
            }
        }
    }
    let _ = writeln!(out, "{line}\";");
    out
}

#[allow(dead_code, reason = "the test includes this file for `table` alone")]
fn main() {
    print!("{}", table());
}
