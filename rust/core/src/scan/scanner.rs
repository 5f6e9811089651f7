//! The scanner: tables and names together.

use super::hash;
use super::inflect::Inflection;
use super::split::split;
use super::table::Table;
use super::walk::{Buffers, Walk};
use super::words::Words;
use super::{KeyId, Match, MatchHow, Policy};
use crate::error::Result;

/// What the scanner asks about the keys that its section names.
pub trait Names: Sync {
    /// A hint that this key is about to be asked for.
    fn expect(&self, _key: KeyId) {}

    /// A second hint, some time after the first, for names whose keys lead to their texts.
    fn expect_text(&self, _key: KeyId) {}

    /// True if the `word`-th word of the text is known to be no name alone. Then it is not compared with any key, and is
    /// taken for a name that was found but for being reported.
    fn is_idle(&self, _word: usize) -> bool {
        false
    }

    /// The text of a key; empty for a key that does not exist.
    fn key(&self, key: KeyId) -> &[u8];

    /// How `surface`, whose own key is that of `key` (or, if `inflected`, comes from it), meets the names of the key, and
    /// the number of the name that takes it; `None` if none accepts its letter case.
    fn judge(&self, key: KeyId, surface: &str, inflected: bool) -> Option<(MatchHow, u32)>;
}

/// Finds names in texts. Cheap to make and to copy; borrows the tables where they lie.
#[derive(Clone, Copy)]
pub struct Scanner<'g> {
    table: Table<'g>,
    names: &'g dyn Names,
    inflection: Inflection,
}

/// What the words of a text are hashed with for the names of one gazetteer.
#[derive(Clone, Copy)]
pub(crate) struct Seed(u64);

impl Seed {
    /// The hash of a folded word.
    #[inline]
    pub(crate) fn hash(self, folded: &str) -> u64 {
        hash::word(folded.as_bytes(), self.0)
    }

    /// Fills `words` with the words of a text.
    pub(crate) fn split(self, text: &str, words: &mut Words) {
        split(text, self.0, words);
    }
}

/// Buffers that are used again from text to text: one for each thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub(super) words: Words,
    pub(super) walk: Buffers,
}

impl<'g> Scanner<'g> {
    /// A scanner over the section that [`build`](super::build) made and the names it was made of.
    ///
    /// # Errors
    /// If the section's header and length do not fit.
    pub fn from_parts(section: &'g [u8], names: &'g dyn Names) -> Result<Self> {
        Ok(Self { table: Table::new(section)?, names, inflection: Inflection::default() })
    }

    /// The same scanner with other rules for inflected names.
    #[must_use]
    pub fn with_inflection(self, inflection: Inflection) -> Self {
        Self { inflection, ..self }
    }

    /// Replaces the contents of `out` with the names in `text`, in order of start and then the longer first. Linear in
    /// the text (times the longest name, with [`Policy::All`]).
    pub fn find_into(&self, text: &str, policy: Policy, scratch: &mut Scratch, out: &mut Vec<Match>) {
        split(text, self.table.seed, &mut scratch.words);
        self.walk(text, &scratch.words, policy, &mut scratch.walk, out);
    }

    /// [`find_into`](Self::find_into) for a text that was [split](Seed::split) before.
    pub(crate) fn find_among(
        &self,
        text: &str,
        words: &Words,
        policy: Policy,
        scratch: &mut Scratch,
        out: &mut Vec<Match>,
    ) {
        self.walk(text, words, policy, &mut scratch.walk, out);
    }

    fn walk(&self, text: &str, words: &Words, policy: Policy, buffers: &mut Buffers, out: &mut Vec<Match>) {
        out.clear();
        let walk = Walk { text, table: self.table, names: self.names, inflection: self.inflection, words, policy };
        walk.run(buffers, |found| out.push(Match { span: found.span, key: found.key, how: found.how }));
    }

    /// What words are hashed with.
    pub(crate) fn seed(&self) -> Seed {
        Seed(self.table.seed)
    }

    /// [`find_into`](Self::find_into) with buffers of its own.
    pub fn find(&self, text: &str, policy: Policy) -> Vec<Match> {
        let mut out = Vec::new();
        self.find_into(text, policy, &mut Scratch::default(), &mut out);
        out
    }
}
