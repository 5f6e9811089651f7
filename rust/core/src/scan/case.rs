//! Does a stretch of text meet the letter case that a name asks for?

use crate::gazetteer::Case;
use crate::text::tokens::Tokens;

impl Case {
    /// True if `surface`, which has the same [`key`](crate::text::key) as the name (or is an inflected form of it), is
    /// set as this policy asks:
    ///
    /// - [`Case::Any`] — always;
    /// - [`Case::Initial`] — every word that the name begins with a capital begins with one in the text;
    /// - [`Case::Exact`] — capitals stand where the name has them and nowhere else.
    ///
    /// ```
    /// use entmatch_core::gazetteer::Case;
    /// assert!(Case::Initial.accepts("Nice", "NICE") && !Case::Initial.accepts("Nice", "nice"));
    /// assert!(Case::Exact.accepts("US", "US") && !Case::Exact.accepts("US", "Us"));
    /// assert!(!Case::Initial.accepts("Republic of Korea", "republic of Korea"));
    /// ```
    pub fn accepts(self, name: &str, surface: &str) -> bool {
        match self {
            Self::Any => true,
            _ if name == surface => true,
            Self::Initial => initials(name, surface),
            Self::Exact => capitals(name).eq(capitals(surface)),
        }
    }

    /// False if no text that this policy accepts for `name` begins with anything but a capital: what the scanner asks
    /// before it looks further.
    ///
    /// ```
    /// use entmatch_core::gazetteer::Case;
    /// assert!(Case::Any.may_begin_small("Nice") && Case::Initial.may_begin_small("de Gaulle"));
    /// assert!(!Case::Initial.may_begin_small("Nice"));
    /// ```
    pub fn may_begin_small(self, name: &str) -> bool {
        if self == Self::Any {
            return true;
        }
        let first = Tokens::new(name).next(&mut String::new());
        let letter = first.and_then(|token| name[token.word.span.start as usize..].chars().next());
        !letter.is_some_and(char::is_uppercase)
    }
}

fn initials(name: &str, surface: &str) -> bool {
    if name.is_ascii() && surface.is_ascii() {
        let met = |(name, surface): (u8, u8)| !name.is_ascii_uppercase() || surface.is_ascii_uppercase();
        return ascii_initials(name).zip(ascii_initials(surface)).all(met);
    }
    let (mut wanted, mut found) = (Tokens::new(name), Tokens::new(surface));
    let mut folded = String::new();
    loop {
        folded.clear();
        match (wanted.next(&mut folded), found.next(&mut folded)) {
            (Some(wanted), Some(found)) => {
                let begins =
                    |text: &str, start: u32| text[start as usize..].chars().next().is_some_and(char::is_uppercase);
                if begins(name, wanted.word.span.start) && !begins(surface, found.word.span.start) {
                    return false;
                }
            }
            // A name with an apostrophe may be met without it (`P'yongyang`, `Pyongyang`): the words met decide.
            _ => return true,
        }
    }
}

/// What [`initials`] compares, of words of ASCII.
fn ascii_initials(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter_map(|word| word.first().copied())
}

/// For each letter, whether it is a capital. Marks and signs are not letters: `É` and `E` + accent are one capital.
fn capitals(text: &str) -> impl Iterator<Item = bool> + '_ {
    text.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase)
}
