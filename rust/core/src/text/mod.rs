//! Text as the matcher sees it: folded, split into words, with positions that lead back to the original.
//!
//! [`fold`] makes spellings equal that a reader takes for the same; [`words`] says what a word is and what stands before
//! it; [`key`] puts both together into the one form by which names are stored and looked for. All three see a text in
//! the same way, so a name is found in a text exactly where the key of a stretch of words is the key of the name.

pub(crate) mod chars;
mod code_points;
mod fold;
#[rustfmt::skip]
#[allow(clippy::unreadable_literal, clippy::zero_prefixed_literal, reason = "generated")]
mod fold_table;
mod key;
mod script;
mod span;
pub(crate) mod tokens;
mod utf16;
mod words;

pub use chars::UNICODE;
pub use code_points::{CodePointSpans, CodePoints};
pub use fold::{Folded, fold};
pub use key::{joined_key, key};
pub(crate) use key::{separator, without_apostrophes};
pub use script::{Script, main_script, script_of};
pub use span::Span;
pub use utf16::from_utf16;
pub use words::{Joiner, Shape, Word, words, words_into};

/// The first 4 GiB of a text: positions are 32 bits wide. Callers refuse longer documents before they come here.
pub(crate) fn bounded(text: &str) -> &str {
    let limit = u32::MAX as usize - 8;
    if text.len() <= limit { text } else { &text[..text.floor_char_boundary(limit)] }
}

/// A position as a 32-bit number; see [`bounded`].
#[inline]
pub(crate) const fn offset(at: usize) -> u32 {
    at as u32
}
