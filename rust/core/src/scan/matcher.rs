//! Names of one's own, without a gazetteer file.

use super::inflect::Inflection;
use super::pages::Pages;
use super::records::{Records, RecordsBuilder};
use super::split::split;
use super::table::Table;
use super::walk::Walk;
use super::{KeyEntry, KeyId, MatchHow, Names, Policy, Scratch, build};
use crate::error::Result;
use crate::gazetteer::Case;
use crate::text::tokens::Tokens;
use crate::text::{Span, joined_key, key};
use std::collections::HashMap;
use std::fmt;

/// How a [`Matcher`] treats its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatcherOptions {
    /// Which of overlapping names are reported.
    pub policy: Policy,
    /// How strictly letter case must be met, for all names.
    pub case: Case,
    /// Whether accents, width and the like may differ. Without it, only white space, hyphens and dots between words may.
    pub fold: bool,
    /// Which scripts' words are also tried without their endings.
    pub inflection: Inflection,
}

impl Default for MatcherOptions {
    /// Leftmost-longest, any case, folded, as written.
    fn default() -> Self {
        Self { policy: Policy::default(), case: Case::Any, fold: true, inflection: Inflection::none() }
    }
}

/// A name found by a [`Matcher`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameMatch {
    /// Where, in bytes of the original text.
    pub span: Span,
    /// The number of the name, counted from 0 in the order they were given.
    pub name: u32,
    /// How alike.
    pub how: MatchHow,
}

/// Finds a list of names in texts.
///
/// ```
/// use entmatch_core::scan::Matcher;
/// let matcher = Matcher::from_names(["Pyongyang", "North Korea", "Korea"])?;
/// let text = "PYŎNGYANG, North-Korea’s capital";
/// let found: Vec<_> = matcher.find(text).iter().map(|m| (m.span.of(text), m.name)).collect();
/// assert_eq!(found, [("PYŎNGYANG", 0), ("North-Korea", 1)]);
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Matcher {
    section: Pages,
    options: MatcherOptions,
    keys: Records,
    /// How many names were given.
    given: usize,
}

impl Matcher {
    /// A matcher with default options. About two seconds for a million names.
    ///
    /// # Errors
    /// If the names are more than 4 GiB of text.
    pub fn from_names<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self> {
        Self::with_options(names, MatcherOptions::default())
    }

    /// A matcher. Names without a letter or digit are never found; of equal names the first is reported.
    ///
    /// # Errors
    /// If the names are more than 4 GiB of text.
    pub fn with_options<S: AsRef<str>>(names: impl IntoIterator<Item = S>, options: MatcherOptions) -> Result<Self> {
        let names: Vec<S> = names.into_iter().collect();
        // Keys in the order in which they first occur, each with the numbers of its names.
        let mut known: HashMap<String, usize> = HashMap::with_capacity(names.len());
        let mut texts: Vec<(usize, u32)> = Vec::with_capacity(names.len());
        let mut add = |key: String, number: usize| {
            let next = known.len();
            let key = *known.entry(key).or_insert(next);
            texts.push((key, number as u32));
        };
        for (number, name) in names.iter().enumerate() {
            let name = name.as_ref();
            let text = key(name);
            if !text.is_empty() {
                add(text, number);
                if options.fold
                    && let Some(joined) = joined_key(name)
                {
                    add(joined, number);
                }
            }
        }
        texts.sort_unstable();
        let mut keys: Vec<(String, usize)> = known.into_iter().collect();
        keys.sort_unstable_by_key(|&(_, key)| key);
        let mut records = RecordsBuilder::default();
        let mut entries = Vec::with_capacity(keys.len());
        let mut texts = texts.into_iter().peekable();
        for (text, key) in &keys {
            let numbers = std::iter::from_fn(|| texts.next_if(|(of, _)| of == key).map(|(_, number)| number));
            let mut may_be_small = false;
            let names = numbers.map(|number| {
                let name = names[number as usize].as_ref();
                may_be_small |= options.case.may_begin_small(name);
                (number, name)
            });
            entries.push(KeyEntry { key: records.push(text, names)?, text, may_be_small });
        }
        let section = build(entries)?.into();
        Ok(Self { section, options, keys: records.finish(), given: names.len() })
    }

    /// How many different names there are, those counted as one that cannot be told apart.
    pub fn len(&self) -> usize {
        self.keys.len
    }

    /// True if no text can match.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names as they were given; those without a letter or digit are empty.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (number, name) in self.keys.names() {
            let number = number as usize;
            if names.len() <= number {
                names.resize(number + 1, "");
            }
            names[number] = name;
        }
        names.resize(self.given.max(names.len()), "");
        names
    }

    /// How it treats them.
    pub fn options(&self) -> MatcherOptions {
        self.options
    }

    /// Bytes of memory in use.
    pub fn memory(&self) -> usize {
        self.section.len() + self.keys.bytes.len()
    }

    /// The names in a text.
    pub fn find(&self, text: &str) -> Vec<NameMatch> {
        let mut out = Vec::new();
        self.find_into(text, &mut Scratch::default(), &mut out);
        out
    }

    /// Replaces the contents of `out` with the names in a text.
    pub fn find_into(&self, text: &str, scratch: &mut Scratch, out: &mut Vec<NameMatch>) {
        out.clear();
        // The section was built by this version of the code.
        let Ok(table) = Table::new(&self.section) else { return };
        split(text, table.seed, &mut scratch.words);
        let (policy, inflection) = (self.options.policy, self.options.inflection);
        let walk = Walk { text, table, names: self, inflection, words: &scratch.words, policy };
        walk.run(&mut scratch.walk, |found| out.push(NameMatch { span: found.span, name: found.name, how: found.how }));
    }
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Matcher({} names, {:?})", self.len(), self.options)
    }
}

impl Names for Matcher {
    #[inline]
    fn expect(&self, key: KeyId) {
        self.keys.expect(key);
    }

    #[inline]
    fn key(&self, key: KeyId) -> &[u8] {
        self.keys.get(key).text()
    }

    #[inline]
    fn judge(&self, key: KeyId, surface: &str, inflected: bool) -> Option<(MatchHow, u32)> {
        // One that is equal, or else the first that accepts it.
        let mut how = None;
        for (number, name) in self.keys.get(key).names() {
            if name == surface.as_bytes() {
                return Some((MatchHow::Exact, number));
            }
            if how.is_none() && self.accepts(name, surface) {
                how = Some((if inflected { MatchHow::Inflected } else { MatchHow::Folded }, number));
            }
        }
        how
    }
}

impl Matcher {
    #[inline]
    fn accepts(&self, name: &[u8], surface: &str) -> bool {
        let MatcherOptions { case, fold, .. } = self.options;
        if fold && case == Case::Any {
            return true;
        }
        let Ok(name) = std::str::from_utf8(name) else { return false };
        (fold || same_words(name, surface)) && case.accepts(name, surface)
    }
}

/// Are the words the same but for letter case, letter for letter?
fn same_words(name: &str, surface: &str) -> bool {
    let (mut wanted, mut found) = (Tokens::new(name), Tokens::new(surface));
    let mut folded = String::new();
    loop {
        folded.clear();
        match (wanted.next(&mut folded), found.next(&mut folded)) {
            (Some(a), Some(b)) => {
                let (a, b) = (a.word.span.of(name), b.word.span.of(surface));
                if a != b && a.to_lowercase() != b.to_lowercase() {
                    return false;
                }
            }
            (None, None) => return true,
            _ => return false,
        }
    }
}
