//! Finds every name of a gazetteer in a text: one table access a word, not one a byte.
//!
//! An automaton over bytes pays a cache miss for nearly every byte once it holds half a million names. Here a text is
//! split into words, each word is hashed, and only where a name may begin (a small filter says so) the hash of the
//! sequence of words is looked up, word by word, in one compact table that says: a name ends here, names go on, or
//! neither. The table is a section of the gazetteer file and is used where it lies.
//!
//! Hashes only propose. What is reported has been compared with the name's key, so the answer is exact: a stretch of
//! whole words is found if and only if its [`text::key`](crate::text::key) is the key of a name (whose letter case
//! allows it), or, marked [`MatchHow::Inflected`], would be without an ending or prefix of its language.
//!
//! *Useful for* any number of names of whole words in any script. *Not useful for* substrings of words, or typing errors.

mod ascii;
mod build;
mod case;
mod foreign;
mod gazetteer;
mod hash;
mod inflect;
mod many;
mod matcher;
mod pages;
mod quick;
mod records;
mod scanner;
mod simple;
mod split;
mod table;
#[cfg(target_arch = "x86_64")]
mod vector;
mod walk;
mod words;

pub use crate::index::KeyId;
pub(crate) use build::{Fill, build_filled};
pub use build::{KeyEntry, build};
pub use inflect::Inflection;
pub use many::{FoundMany, count_code_points};
pub use matcher::{Matcher, MatcherOptions, NameMatch};
pub(crate) use scanner::Seed;
pub use scanner::{Names, Scanner, Scratch};
pub use table::SECTION_VERSION;
pub(crate) use words::Words;

use crate::text::Span;

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Match {
    /// Where, in bytes of the original text.
    pub span: Span,
    /// Which key.
    pub key: KeyId,
    /// How alike.
    pub how: MatchHow,
}

/// How a stretch of text and a name are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchHow {
    /// Letter for letter.
    Exact,
    /// With the same [`key`](crate::text::key).
    Folded,
    /// With the same key but for a case ending, a particle or an attached preposition: `Пхеньяне`, `평양에서`.
    Inflected,
}

/// Which of the names that overlap are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// From the left, the longest name at each place, and on behind it: no two overlap.
    #[default]
    LeftmostLongest,
    /// All, nested and overlapping, by start and the longer first.
    All,
}
