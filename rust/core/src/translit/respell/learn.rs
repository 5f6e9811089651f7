//! What schemes make of the units of a language, and how often the units occur.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Class, Respeller};
use crate::translit::catalogue::{scheme, schemes};
use crate::translit::chars::compose;
use crate::translit::romanize::romanize;
use crate::translit::scheme::Scheme;
use crate::translit::variants::alternatives;

impl Respeller {
    /// Adds what `ways` make of a unit, alone and after the contexts.
    pub(super) fn learn(&mut self, unit: &str, plain: &str, class: Class, contexts: &[&str], ways: &[Way], prior: f32) {
        self.russian = ways.iter().any(|way| way.second.is_some());
        for way in ways {
            for context in contexts {
                let before = way.spellings(context).into_iter().next().map_or(String::new(), |spelling| spelling.0);
                let spellings = way.spellings(&format!("{context}{unit}"));
                for (whole, weight) in spellings.into_iter().take(4) {
                    // With its marks read as letters, and with its marks lost.
                    for (fold, weight) in [(self.letters(&whole), weight), (unmarked(&whole), weight * 0.5)] {
                        let before = if fold == unmarked(&whole) { unmarked(&before) } else { self.letters(&before) };
                        if let Some(rest) = fold.strip_prefix(before.as_str()) {
                            let rest = rest.trim_matches('-');
                            self.add(rest, plain, class, weight * prior);
                            if self.russian {
                                self.loosely(rest, plain, class, weight * prior);
                            }
                        }
                    }
                }
            }
        }
    }

    /// What neighbours of Russian and lists that follow them make of a spelling: Bulgarian дж for чж and ъ for э, French
    /// dj, soft signs lost.
    fn loosely(&mut self, spelling: &str, plain: &str, class: Class, weight: f32) {
        for (letters, others, share) in
            [("chzh", "dzh", 0.2), ("chzh", "dj", 0.05), ("dzh", "dj", 0.1), ("dzh", "zh", 0.03), ("kv", "ku", 0.1)]
        {
            if spelling.contains(letters) {
                self.add(&spelling.replace(letters, others), plain, class, weight * share);
            }
        }
        if class != Class::Initial && spelling.ends_with('\'') {
            self.add(spelling.trim_end_matches('\''), plain, class, weight * 0.2);
        }
        let dark = if plain == "eo" { "o" } else { "e" };
        if plain.contains('e') && spelling.contains(dark) {
            self.add(&spelling.replacen(dark, "'", 1), plain, class, weight * 0.03);
        }
    }

    /// Plain letters, but for the marks that tell sounds apart: breves of Korean vowels, hooks and hats of romanised Russian.
    pub(super) fn letters(&self, text: &str) -> String {
        let pairs: &[(&str, &str)] = if self.russian {
            &[("č", "ch"), ("š", "sh"), ("ž", "zh"), ("ŝ", "shch"), ("â", "ya"), ("û", "yu")]
        } else {
            &[("ŏ", "eo"), ("ŭ", "eu")]
        };
        if text.is_ascii() {
            return unmarked(text);
        }
        let mut text = composed(text);
        for (from, to) in pairs {
            if text.contains(from) {
                text = text.replace(from, to);
            }
        }
        unmarked(&text)
    }
}

/// The default romanisation with hard signs as apostrophes.
fn unmarked(text: &str) -> String {
    romanize(text).replace(['"', '`', 'ʺ', '”', '“', '″'], "'")
}

/// Lower case, each letter and its mark as one character.
fn composed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match out.chars().next_back().and_then(|last| compose(last, c)) {
            Some(composed) => {
                out.pop();
                out.push(composed);
            }
            None => out.push(c),
        }
    }
    out
}

/// A scheme, or a cyrillisation and what Russian is romanised by.
#[derive(Clone, Copy)]
pub(super) struct Way {
    first: &'static Scheme,
    second: Option<&'static Scheme>,
}

impl Way {
    /// All spellings of `text` with how usual they are.
    fn spellings(self, text: &str) -> Vec<(String, f32)> {
        if text.is_empty() {
            return vec![(String::new(), 1.0)];
        }
        let mut found = Vec::new();
        for (written, weight) in alternatives(self.first, text) {
            match self.second {
                None => found.push((written.to_lowercase(), weight)),
                Some(second) => {
                    let weight = weight / self.first.usual().max(0.1);
                    let romanised = alternatives(second, &written.to_lowercase()).into_iter();
                    found.extend(romanised.map(|(latin, usual)| (latin, usual * weight)));
                }
            }
        }
        found
    }
}

pub(super) fn through_russian(id: &str) -> Vec<Way> {
    let Some(first) = scheme(id) else { return Vec::new() };
    let russian = schemes().iter().filter(|scheme| scheme.is_for("ru") && scheme.to() == "Latin");
    russian.map(|second| Way { first, second: Some(second) }).collect()
}

pub(super) fn directly(ids: &[&str]) -> Vec<Way> {
    ids.iter().filter_map(|id| scheme(id)).map(|first| Way { first, second: None }).collect()
}

/// How often units occur in names of places.
pub(super) struct Counts(HashMap<(&'static str, &'static str), f32>);

impl Counts {
    pub(super) fn common() -> &'static Self {
        static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
            let rows = include_str!("../readings/unit-counts.tsv").lines().filter(|line| !line.starts_with('#'));
            let cells = rows.filter_map(|row| {
                let mut columns = row.split('\t');
                Some(((columns.next()?, columns.next()?), columns.next()?.parse().ok()?))
            });
            Counts(cells.collect())
        });
        &COUNTS
    }

    fn get(&self, lang: &str, unit: &str) -> f32 {
        self.0.get(&(lang, unit)).copied().unwrap_or(0.0) + 0.5
    }

    /// The share of `unit` among `all`.
    pub(super) fn share(&self, lang: &str, unit: &str, all: &[String]) -> f32 {
        let sum: f32 = all.iter().map(|other| self.get(lang, other)).sum();
        self.get(lang, unit) / sum.max(1.0)
    }
}
