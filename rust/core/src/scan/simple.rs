//! Characters that can be folded one by one, without regard to their neighbours.

use crate::text::Script;
use crate::text::chars::{Action, Class, compose, mark_order};
use std::sync::LazyLock;

/// What a character is to the quick reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Simple {
    /// A letter or number that becomes one letter or number.
    Letter { folded: char, script: Script, upper: bool, lower: bool, number: bool },
    /// What stands between words.
    Sign,
    /// Marks, invisible characters, and what becomes several characters or joins the one before.
    Hard,
}

/// Latin to Arabic and beyond: the two-byte characters.
const TABLE: usize = 0x800;

static SIMPLE: LazyLock<Vec<Simple>> =
    LazyLock::new(|| (0..TABLE as u32).map(|code| char::from_u32(code).map_or(Simple::Hard, look_up)).collect());

/// What a character is.
#[inline]
pub(super) fn simple(c: char) -> Simple {
    let letter = |script| Simple::Letter { folded: c, script, upper: false, lower: false, number: false };
    match c {
        '\0'..='\u{7FF}' => SIMPLE[c as usize],
        '가'..='힣' => letter(Script::Hangul),
        '一'..='鿿' => letter(Script::Han),
        _ => look_up(c),
    }
}

fn look_up(c: char) -> Simple {
    let folded = match Action::of(c) {
        Action::Same => c,
        Action::Space => ' ',
        Action::To(folded) => {
            let mut folded = folded.chars();
            match (folded.next(), folded.next()) {
                (Some(folded), None) => folded,
                _ => return Simple::Hard,
            }
        }
        Action::DropMark | Action::DropIgnorable | Action::Breve => return Simple::Hard,
    };
    let class = Class::of(folded);
    // The second halves of pairs: vowels and finals of Hangul, voicing marks of kana.
    let joins = compose('ᄀ', folded).or(compose('가', folded)).or(compose('は', folded)).is_some();
    if joins || class.is_mark() || mark_order(folded) != 0 {
        return Simple::Hard;
    }
    if !class.is_word() {
        return Simple::Sign;
    }
    let title = matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ');
    let (upper, lower) = (c.is_uppercase() || title, c.is_lowercase());
    Simple::Letter { folded, script: class.script(), upper, lower, number: class.is_number() }
}
