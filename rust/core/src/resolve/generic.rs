//! Words that say what sort of thing a name names: a list or a query may leave them out.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| lines("word").collect());
static SUFFIXES: LazyLock<Vec<&'static str>> = LazyLock::new(|| lines("suffix").collect());

fn lines(kind: &'static str) -> impl Iterator<Item = &'static str> {
    include_str!("tables/generic.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(move |l| l.split_once('\t').filter(|(k, _)| *k == kind))
        .flat_map(|(_, words)| words.split(' '))
}

/// Is this folded word one that a name may be met without (`город`, `municipality`)?
pub(crate) fn is_generic(word: &str) -> bool {
    WORDS.contains(word)
}

/// The end of a folded word that a name may be met without, in scripts that put no space before it (`北京市`).
pub(crate) fn suffix(word: &str) -> Option<&'static str> {
    SUFFIXES.iter().find(|s| word.len() > s.len() && word.ends_with(**s)).copied()
}

/// How common a Latin word is in names, on the scale of [`super::view::View::commonness`], where no list says it.
pub(crate) fn commonness(word: &[u8]) -> f32 {
    match std::str::from_utf8(word) {
        Ok(word) if word.len() <= 2 || is_generic(word) => 8.0,
        _ => 0.0,
    }
}
