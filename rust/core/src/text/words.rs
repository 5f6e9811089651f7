//! Words of a text: where they are, how they are written, and what stands before each.

use super::tokens::Tokens;
use super::{Script, Span};

/// A word of an original text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes of the original text.
    pub span: Span,
    /// How its capitals are set.
    pub shape: Shape,
    /// The script of its letters.
    pub script: Script,
    /// What stands between it and the word before.
    pub joiner: Joiner,
}

/// How the capitals of a word are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// `river`
    Lower,
    /// `River`: first letter upper, the rest lower.
    Title,
    /// `TASS`, and a single capital: `U` of `U.S.`
    Upper,
    /// `McDonald`, `iPhone`
    Mixed,
    /// Letters of a script without case: `평양`, `東`, `موسكو`
    Caseless,
    /// Digits only.
    Number,
}

impl Shape {
    /// True if the word begins with a capital (or may: [`Shape::Mixed`] is not told apart further).
    ///
    /// ```
    /// use entmatch_core::text::words;
    /// assert!(words("Tokyo")[0].shape.is_capitalised() && !words("city")[0].shape.is_capitalised());
    /// ```
    pub const fn is_capitalised(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Mixed)
    }
}

/// What stands between a word and the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joiner {
    /// Nothing: this is the first word.
    Start,
    /// Nothing: the script changes, or the script does not space its words.
    None,
    /// White space (and at most an apostrophe, as in `Al ʻAyn`), or the middle dot of Han and kana names.
    Space,
    /// One hyphen or unspaced dash, also beside an apostrophe (`Ust'-Omchug`) or a dot (`J.-P.`).
    Hyphen,
    /// One apostrophe; in Hebrew also the double one of acronyms.
    Apostrophe,
    /// A dot, and perhaps a space after it.
    Dot,
    /// Anything else: comma, quotes, a spaced dash, a blank line ...
    Other,
}

/// The words of a text, in order: runs of letters, digits and their marks. Apostrophes, hyphens and dots separate words
/// and are recorded as the joiner. In scripts that do not space their words (Han, kana, Thai, Lao, Khmer, Burmese) every
/// character with its marks is a word; elsewhere a change of script ends a word (`KBS` + `는`).
///
/// One original character rarely becomes parts of two words (`㍻` is 平 and 成); both then have its span.
///
/// ```
/// use entmatch_core::text::{Joiner, words};
/// let text = "l’Iran, Ust'-Omchug";
/// let found: Vec<_> = words(text).iter().map(|w| (w.span.of(text), w.joiner)).collect();
/// use Joiner::*;
/// assert_eq!(found, [("l", Start), ("Iran", Apostrophe), ("Ust", Other), ("Omchug", Hyphen)]);
/// ```
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    words_into(text, &mut out);
    out
}

/// [`words`] into a buffer that is cleared first and can be used again.
pub fn words_into(text: &str, out: &mut Vec<Word>) {
    out.clear();
    let mut tokens = Tokens::new(text);
    let mut folded = String::new();
    while let Some(token) = tokens.next(&mut folded) {
        out.push(token.word);
        folded.clear();
    }
}
