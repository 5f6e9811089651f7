//! The one form by which names are stored and looked for.

use super::chars::{Action, Class};
use super::tokens::{Tokens, is_paragraph, joiner};
use super::{Joiner, Script};

/// Words that are written with a dot or without one, as the first half of a name or title.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "aug", "capt", "cmdr", "col", "cpl", "dec", "feb", "gen", "gov", "hon", "jan", "lieut", "maj", "mrs",
    "oct", "pres", "prof", "rep", "rev", "sen", "sept", "sgt", "sta", "ste", "str",
];
const LONGEST_ABBREVIATION: usize = 5;

/// The key of a name: its folded words with one canonical sign between each two. Two spellings with the same key are
/// the same name to the scanner, and a stretch of a text is an occurrence of a name exactly if both have the same key.
///
/// Between words stands
/// - a blank for white space and hyphen, and for the dot after a word of one or two letters or a known abbreviation:
///   `North-Korea` = `North Korea`, `St. Petersburg` = `St Petersburg`, `U.S.` = `U. S.` (but not `US`);
/// - nothing where the text has nothing, and between Han characters or kana that a space or middle dot separates;
/// - `'` for an apostrophe, `.` for any other dot (so that `flew to Iran. Air traffic` has no `Iran Air` in it);
/// - else the signs themselves, without white space: `AT&T` = `AT & T`.
///
/// The key of a text without any word is empty.
///
/// ```
/// use entmatch_core::text::key;
/// assert_eq!(key("P’yŏngyang"), "p'yongyang");
/// assert_eq!(key("The  U.S."), "the u s");
/// assert_eq!(key("弗拉基米尔·普京"), "弗拉基米尔普京");
/// assert_eq!(key("Iran. Air"), "iran.air");
/// assert_eq!(key("…"), "");
/// ```
pub fn key(name: &str) -> String {
    if let Some(key) = plain(name) {
        return key;
    }
    let mut tokens = Tokens::new(name);
    let mut out = String::with_capacity(name.len());
    let (mut word, mut next) = (String::new(), String::new());
    let mut before = Script::Other;
    while let Some(token) = tokens.next(&mut next) {
        let after = token.word.script;
        if token.word.joiner != Joiner::Start {
            separator(token.gap.of(name), (&word, before), after, &mut out);
        }
        out.push_str(&next);
        std::mem::swap(&mut word, &mut next);
        next.clear();
        before = after;
    }
    out
}

/// For a name with an apostrophe between letters, the key of its spelling without: a text may have either.
///
/// ```
/// use entmatch_core::text::joined_key;
/// assert_eq!(joined_key("P’yŏngyang").as_deref(), Some("pyongyang"));
/// assert_eq!(joined_key("Pyongyang"), None);
/// assert_eq!(joined_key("Rock\n' Roll").as_deref(), Some("rockroll"), "as of Rock'Roll, which has the same key");
/// ```
pub fn joined_key(name: &str) -> Option<String> {
    without_apostrophes(&key(name))
}

/// A key without the apostrophes that join two of its words, if it has any.
pub(crate) fn without_apostrophes(key: &str) -> Option<String> {
    if !key.contains('\'') {
        return None;
    }
    let mut out = String::with_capacity(key.len());
    let (mut tokens, mut folded) = (Tokens::new(key), String::new());
    while let Some(token) = tokens.next(&mut folded) {
        let gap = token.gap.of(key);
        if gap != "'" {
            out.push_str(gap);
        }
        out.push_str(token.word.span.of(key));
        folded.clear();
    }
    (out.len() < key.len()).then_some(out)
}

/// The key of a name of ASCII words with one blank or hyphen between each two: most of them.
fn plain(name: &str) -> Option<String> {
    let bytes = name.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let fits =
        |at: usize| is_word(at) || (matches!(bytes[at], b' ' | b'-') && at > 0 && is_word(at - 1) && is_word(at + 1));
    if !(0..bytes.len()).all(fits) {
        return None;
    }
    let key = name.to_ascii_lowercase();
    Some(if key.contains('-') { key.replace('-', " ") } else { key })
}

/// Appends the canonical sign for what stands between two words: the first with its folded form and script, of the
/// second the script.
pub(crate) fn separator(gap: &str, before: (&str, Script), after: Script, out: &mut String) {
    match joiner(gap, before.1, after) {
        Joiner::Start | Joiner::None => {}
        Joiner::Space | Joiner::Hyphen if before.1.is_han_or_kana() && after.is_han_or_kana() => {}
        Joiner::Space | Joiner::Hyphen => out.push(' '),
        Joiner::Apostrophe => out.push('\''),
        Joiner::Dot if takes_dot(before.0) => out.push(' '),
        Joiner::Dot => out.push('.'),
        Joiner::Other => signs(gap, out),
    }
}

/// May this word be followed by a dot that says nothing? ASCII capitals are allowed.
fn takes_dot(word: &str) -> bool {
    word.chars().nth(2).is_none()
        || (word.len() <= LONGEST_ABBREVIATION
            && ABBREVIATIONS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok())
}

/// What stands between two words, folded, without white space. A blank line cannot be part of a name.
fn signs(gap: &str, out: &mut String) {
    if is_paragraph(gap) {
        out.push('\n');
    }
    for c in gap.chars() {
        match Action::of(c) {
            Action::Same => out.push(c),
            Action::To(folded) => out.extend(folded.chars().filter(|&c| c != ' ' && !Class::of(c).is_word())),
            Action::Space | Action::DropMark | Action::DropIgnorable | Action::Breve => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_in_order() {
        assert!(ABBREVIATIONS.is_sorted());
        assert!(ABBREVIATIONS.iter().all(|word| word.len() <= LONGEST_ABBREVIATION));
    }
}
