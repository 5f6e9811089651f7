//! Words that say what sort of thing a name names: a list or a query may leave them out.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| lines("word").collect());
static SUFFIXES: LazyLock<Vec<String>> = LazyLock::new(|| folded("suffix"));
static PREFIXES: LazyLock<Vec<String>> = LazyLock::new(|| folded("prefix"));

fn folded(kind: &'static str) -> Vec<String> {
    lines(kind).map(|word| crate::text::fold(word).text().to_owned()).collect()
}

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
    SUFFIXES.iter().map(String::as_str).find(|s| word.len() > s.len() && word.ends_with(s))
}

/// The beginning of a folded word that a name may be met without (`เมืองเชียงใหม่`).
pub(crate) fn prefix(word: &str) -> Option<&'static str> {
    PREFIXES.iter().map(String::as_str).find(|s| word.len() > s.len() + 3 && word.starts_with(s))
}
/// How common a Latin word is in names, on the scale of [`super::view::View::commonness`], where no list says it.
pub(crate) fn commonness(word: &[u8]) -> f32 {
    match std::str::from_utf8(word) {
        Ok(word) if word.len() <= 2 || is_generic(word) => 8.0,
        _ => 0.0,
    }
}

/// Are two names, by their letters, known to be two (Niger, Nigeria)?
pub(crate) fn are_apart(a: &[u8], b: &[u8]) -> bool {
    let has = |name: &[u8], phrase: &str| {
        name.windows(phrase.len()).any(|w| w == phrase.as_bytes()) && {
            let spaced = [b" ", name, b" "].concat();
            let phrase = [" ", phrase, " "].concat();
            spaced.windows(phrase.len()).any(|w| w == phrase.as_bytes())
        }
    };
    let member =
        |name: &[u8], group: &str| group.split('|').filter(|p| has(name, p)).max_by_key(|p| p.len()).map(str::to_owned);
    include_str!("tables/apart.tsv").lines().filter(|line| !line.starts_with('#')).any(|group| {
        let (a, b) = (member(a, group), member(b, group));
        a.is_some() && b.is_some() && a != b
    })
}

/// Ways to write a legal form, and the form; the longest first.
static FORMS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("tables/forms.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut forms: Vec<(&str, &str)> = rows
        .filter_map(|row| row.split_once('\t'))
        .flat_map(|(form, ways)| ways.split('\t').map(move |way| (way, form)))
        .collect();
    forms.sort_by_key(|(way, form)| (std::cmp::Reverse(way.len()), *way, *form));
    forms
});

/// A company's name without its legal form, and the form (`Siemens AG`: `siemens`, `ag`); nothing where it has none.
pub(crate) fn without_form(name: &str) -> Option<(String, &'static str)> {
    let folded = crate::text::fold(name);
    let words: Vec<&str> =
        folded.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    FORMS.iter().find_map(|(way, form)| {
        let rest = name
            .strip_suffix(way)
            .and_then(|rest| rest.strip_suffix(' '))
            .or_else(|| name.strip_prefix(way).and_then(|rest| rest.strip_prefix(' ')))?;
        Some((rest.to_owned(), *form))
    })
}
