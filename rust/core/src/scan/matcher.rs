//! Names of one's own, without a gazetteer file.

use super::inflect::Inflection;
use super::split::split;
use super::table::Table;
use super::walk::Walk;
use super::{KeyId, MatchHow, Names, Policy, Scratch, build};
use crate::error::{Error, Result};
use crate::gazetteer::Case;
use crate::text::tokens::Tokens;
use crate::text::{Span, joined_key, key, offset};
use std::collections::HashMap;

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
#[derive(Clone, Debug)]
pub struct Matcher {
    section: Vec<u8>,
    options: MatcherOptions,
    /// For each key its text and then its names, so that a match reads one place in memory.
    arena: String,
    /// Where each key's text is, and the first of its names; one more at the end.
    keys: Vec<KeyRow>,
    names: Vec<NameRow>,
}

#[derive(Clone, Copy, Debug)]
struct KeyRow {
    start: u32,
    end: u32,
    first_name: u32,
}

#[derive(Clone, Copy, Debug)]
struct NameRow {
    start: u32,
    end: u32,
    number: u32,
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
        let mut matcher =
            Self { section: Vec::new(), options, arena: String::new(), keys: Vec::new(), names: Vec::new() };
        let mut texts = texts.into_iter().peekable();
        for (text, key) in keys {
            matcher.push_key(&text)?;
            while let Some((_, number)) = texts.next_if(|&(of, _)| of == key) {
                matcher.push_name(names[number as usize].as_ref(), number)?;
            }
        }
        let end = offset(matcher.arena.len());
        matcher.keys.push(KeyRow { start: end, end, first_name: offset(matcher.names.len()) });
        let any_case = options.case == Case::Any && options.fold;
        let entries: Vec<_> = (0..matcher.keys.len() - 1)
            .map(|key| (KeyId(key as u32), matcher.key_text(KeyId(key as u32)), any_case))
            .collect();
        matcher.section = build(entries)?;
        Ok(matcher)
    }

    fn push_key(&mut self, text: &str) -> Result<()> {
        let (start, end) = self.push_text(text)?;
        self.keys.push(KeyRow { start, end, first_name: offset(self.names.len()) });
        Ok(())
    }

    fn push_name(&mut self, text: &str, number: u32) -> Result<()> {
        let (start, end) = self.push_text(text)?;
        self.names.push(NameRow { start, end, number });
        Ok(())
    }

    fn push_text(&mut self, text: &str) -> Result<(u32, u32)> {
        let start = offset(self.arena.len());
        self.arena.push_str(text);
        let end = u32::try_from(self.arena.len());
        end.map(|end| (start, end)).map_err(|_| Error::data("the names are more than 4 GiB of text"))
    }

    /// How many different names there are, those counted as one that cannot be told apart.
    pub fn len(&self) -> usize {
        self.keys.len() - 1
    }

    /// True if no text can match.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory in use.
    pub fn memory(&self) -> usize {
        self.section.len()
            + self.arena.len()
            + self.keys.len() * size_of::<KeyRow>()
            + self.names.len() * size_of::<NameRow>()
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

    fn names_of(&self, key: KeyId) -> &[NameRow] {
        match self.keys.get(key.0 as usize..).unwrap_or_default() {
            [row, next, ..] => &self.names[row.first_name as usize..next.first_name as usize],
            _ => &[],
        }
    }

    fn name(&self, row: &NameRow) -> &str {
        &self.arena[row.start as usize..row.end as usize]
    }
}

impl Names for Matcher {
    fn key_text(&self, key: KeyId) -> &str {
        self.keys.get(key.0 as usize).map_or("", |row| &self.arena[row.start as usize..row.end as usize])
    }

    fn judge(&self, key: KeyId, surface: &str, inflected: bool) -> Option<(MatchHow, u32)> {
        let names = self.names_of(key);
        // One that is equal, or else the first that accepts it.
        if let Some(row) = names.iter().find(|row| self.name(row) == surface) {
            return Some((MatchHow::Exact, row.number));
        }
        let accepts = |row: &&NameRow| {
            let name = self.name(row);
            (self.options.fold || same_words(name, surface)) && self.options.case.accepts(name, surface)
        };
        let how = if inflected { MatchHow::Inflected } else { MatchHow::Folded };
        names.iter().find(accepts).map(|row| (how, row.number))
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
