//! Folding and word splitting over all of Unicode: every code point alone, and every one of interest in contexts, against
//! a slow reference that works on whole strings.

#[allow(dead_code, unreachable_pub, missing_docs, reason = "a program included for its functions")]
#[path = "../examples/generate_fold.rs"]
mod generate;

use entmatch_core::text::{Span, UNICODE, fold, key, words};
use generate::{Action, action};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, compose};

/// Stands for white space while the reference works.
const BLANK: char = '\u{E000}';

/// Folds by rewriting the whole string once for each rule.
fn reference(text: &str) -> String {
    let mut spread = String::new();
    for c in text.chars() {
        match action(c) {
            Action::Same => spread.push(c),
            Action::To(folded) => spread.push_str(&folded),
            Action::Breve => spread.push('\u{306}'),
            Action::Space => spread.push(BLANK),
            Action::DropMark | Action::DropIgnorable => {}
        }
    }
    // й from its parts; other breves go.
    let mut spread = spread.replace("и\u{306}", "й").replace('\u{306}', "");
    while spread.contains("\u{E000}\u{E000}") {
        spread = spread.replace("\u{E000}\u{E000}", "\u{E000}");
    }
    let spread = spread.replace(BLANK, " ");
    // Canonical order of the marks that are left: bubble sort, as the standard defines it.
    let mut chars: Vec<char> = spread.chars().collect();
    for end in (1..chars.len()).rev() {
        for at in 0..end {
            let (a, b) = (canonical_combining_class(chars[at]), canonical_combining_class(chars[at + 1]));
            if b != 0 && a > b {
                chars.swap(at, at + 1);
            }
        }
    }
    let mut out = String::new();
    for c in chars {
        match out.chars().last().and_then(|last| compose(last, c)) {
            Some(whole) if matches!(whole, 'ぁ'..='ヿ' | '가'..='힣') => {
                out.pop();
                out.push(whole);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Everything that must hold for any text.
fn check(text: &str) {
    let folded = fold(text);
    assert_eq!(folded.text(), reference(text), "{text:?}");
    assert!(!folded.is_borrowed() || folded.text() == text, "{text:?}");
    assert_eq!(fold(folded.text()).text(), folded.text(), "folding {text:?} twice");

    // Every character of the folded text leads to a stretch of the original that has it in its own folded form.
    let mut last = 0;
    for (at, c) in folded.text().char_indices() {
        let span = folded.to_original(Span::new(at as u32, (at + c.len_utf8()) as u32));
        assert!(span.start >= last, "{text:?} at {at}");
        assert!(fold(span.of(text)).text().contains(c), "{text:?}: {c:?} from {span:?}");
        last = span.start;
    }
    let whole = folded.to_original(Span::new(0, folded.text().len() as u32));
    assert_eq!(fold(whole.of(text)).text(), folded.text());

    // The words are those of the folded text, in the same places, and each cut out folds to itself.
    let (found, expected) = (words(text), words(folded.text()));
    assert_eq!(found.len(), expected.len(), "{text:?}");
    let mut last = Span::new(0, 0);
    for (word, inner) in found.iter().zip(&expected) {
        let piece = inner.span.of(folded.text());
        let (cut, mapped) = (fold(word.span.of(text)), folded.to_original(inner.span));
        // Part of what one character became: the word ends with that character, the run may take in marks behind it.
        assert!(word.span == mapped || cut.text() != piece && mapped.contains(word.span), "{text:?}");
        assert!(cut.text().contains(piece), "{text:?}");
        assert!(!piece.contains([' ', '\'', '-', '.']), "{text:?}");
        assert!(!word.span.is_empty() && (word.span.start >= last.start), "{text:?}");
        last = word.span;
    }
}

fn every() -> impl Iterator<Item = char> {
    (0..=0x0010_FFFF_u32).filter_map(char::from_u32).filter(|&c| c != BLANK)
}

#[test]
fn the_table_is_what_the_generator_makes() {
    if char::UNICODE_VERSION == UNICODE {
        let committed = include_str!("../src/text/fold_table.rs");
        assert!(committed == generate::table(), "run the generator again: see the head of fold_table.rs");
    }
}

#[test]
fn every_code_point_alone() {
    for c in every() {
        check(c.encode_utf8(&mut [0; 4]));
    }
}

#[test]
fn every_code_point_of_interest_in_contexts() {
    let is_plain =
        |c: char| action(c) == Action::Same && generate::kept_order(c) == 0 && matches!(generate::class(c) >> 6, 0 | 1);
    for c in every().filter(|&c| !is_plain(c) || u32::from(c) < 0x600 || ('\u{1100}'..'\u{1200}').contains(&c)) {
        for (before, after) in
            [("a", "b"), ("Й ", "\u{301}"), ("и\u{200D}", "\u{306}"), ("ｶ", "ﾞ"), ("\u{1112}", "\u{1161}")]
        {
            check(&format!("{before}{c}{after}"));
        }
        for before in ["한", "하", "か", "क", "ה", "أ", "  ", "\u{5D0}\u{5B7}", "ก\u{E49}", "'", "St."] {
            check(&format!("{before}{c}{c}."));
        }
    }
}

#[test]
fn case_and_composition_make_no_difference() {
    for c in every() {
        let text = c.to_string();
        let folded = fold(&text);
        let same = |other: String| assert_eq!(fold(&other).text(), folded.text(), "{text:?} as {other:?}");
        same(text.nfc().collect());
        same(text.nfd().collect());
        same(text.to_lowercase());
        // Capitals of several letters bring back what is dropped: the iota subscript, the apostrophe of ŉ.
        if c.to_uppercase().count() == 1 && c != '\u{345}' {
            same(text.to_uppercase());
        }
        assert_eq!(key(&text), key(&text.nfd().collect::<String>()));
        let compatible: String = text.nfkc().collect();
        // Lone accents and the trade marks are signs here, `⑴` is 1 and `ﷺ` one word.
        if !matches!(c, '™' | '℠' | 'ŉ' | 'ẚ') && compatible.chars().all(char::is_alphanumeric) {
            same(compatible);
        }
    }
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,40}") {
        prop_assume!(!text.contains(BLANK));
        check(&text);
    }

    #[test]
    fn texts_full_of_traps(
        text in "[aAéİßﬁиЙ\u{301}\u{306}\u{200B}\u{3099}\u{1100}-\u{1102}\u{1161}-\u{1163}\u{11A8}가ｶﾞが東·ـَא\u{5B0}ิ้ำ½㍻ '’.\u{2011}\u{AD}\n🇰🇵]{0,24}"
    ) {
        check(&text);
    }
}
