//! Does the letter case of a match fit the names of its key?

use super::page::{CaseMode, Page};
use crate::gazetteer::Case;
use crate::index::{Gazetteer, KeyId, NameRef};
use crate::scan::{MatchHow, Names};
use crate::text::Script;

/// The names of a gazetteer for a scanner whose matches are judged afterwards: [`Surface`] reads the names of a key once,
/// and only of matches that may stand, where the scanner would read them for all.
pub(crate) struct Proposed<'g> {
    gazetteer: &'g Gazetteer,
    page: &'g Page<'g>,
    /// What is not inflected does not depend on the judgement of anything else.
    latin: bool,
}

impl<'g> Proposed<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, page: &'g Page<'g>) -> Self {
        Self { gazetteer, page, latin: !page.inflection().has(Script::Latin) }
    }
}

impl Names for Proposed<'_> {
    /// Most words of a text that names begin with are words of the grammar: "The Hague".
    #[inline]
    fn is_idle(&self, word: usize) -> bool {
        self.latin && !self.page.may_name(word) && self.page.word(word).is_ascii()
    }

    #[inline]
    fn expect(&self, key: KeyId) {
        Names::expect(self.gazetteer, key);
    }

    #[inline]
    fn expect_text(&self, key: KeyId) {
        self.gazetteer.expect_text(key);
    }

    fn key(&self, key: KeyId) -> &[u8] {
        Names::key(self.gazetteer, key)
    }

    fn judge(&self, key: KeyId, surface: &str, inflected: bool) -> Option<(MatchHow, u32)> {
        if self.latin && !inflected && surface.is_ascii() {
            return Some((MatchHow::Folded, 0));
        }
        self.gazetteer.judge(key, surface, inflected)
    }
}

/// A match as it is written.
pub(crate) struct Surface<'t> {
    text: &'t str,
    mode: CaseMode,
    inflected: bool,
    ascii: bool,
    /// Of ASCII letters, every word with a capital: then most names fit, whatever they are.
    capitals: bool,
}

impl<'t> Surface<'t> {
    pub(crate) fn new(text: &'t str, mode: CaseMode, inflected: bool) -> Self {
        let ascii = text.is_ascii();
        let mut words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let capitals = ascii && words.all(|word| word.iter().any(u8::is_ascii_uppercase));
        Self { text, mode, inflected, ascii, capitals }
    }

    /// False for what the scanner proposed and no name accepts. Where capitals mark names, [`fits`](Self::fits) says so
    /// of each name.
    pub(crate) fn is_judged(&self, gazetteer: &Gazetteer, key: KeyId) -> bool {
        let open = self.ascii && !self.inflected && matches!(self.mode, CaseMode::Lower | CaseMode::Upper);
        !open || gazetteer.judge(key, self.text, false).is_some()
    }

    pub(crate) fn fits(&self, name: NameRef<'_>) -> bool {
        if self.inflected {
            return true;
        }
        match self.mode {
            CaseMode::Lower => name.case() != Case::Exact || name.text().chars().count() > 3,
            CaseMode::Upper => true,
            CaseMode::Ordinary | CaseMode::Title => {
                let case = name.case();
                if self.capitals && case != Case::Exact {
                    return true;
                }
                let name = name.text();
                name == self.text || (case.accepts(name, self.text) && capitals_fit(name, self.text))
            }
        }
    }
}

/// Every word that the name capitalises must begin with a capital here, small grammar words apart.
fn capitals_fit(name: &str, surface: &str) -> bool {
    if !surface.chars().any(char::is_lowercase) {
        return true;
    }
    let capital = |(_, w): (usize, &str)| w.chars().next().is_some_and(char::is_uppercase);
    let count = words_of(surface).count();
    if words_of(name).count() != count {
        return !words_of(name).any(capital) || words_of(surface).any(capital);
    }
    words_of(name).zip(words_of(surface)).enumerate().all(|(i, (n, s))| {
        // "La paz" is no La Paz.
        let small = n.1.len() <= 3 && i + 1 < count && n.1.chars().any(char::is_lowercase);
        // "Kim Jong-un" is Kim Jong Un.
        let syllable = surface.starts_with(char::is_uppercase) && surface[..s.0].ends_with('-');
        !capital(n) || capital(s) || small || syllable
    })
}

/// The words of a text with where they begin.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let sign = |c: char| !c.is_alphanumeric();
    let mut end = 0;
    text.split_inclusive(sign).filter_map(move |piece| {
        let start = end;
        end += piece.len();
        let word = piece.trim_end_matches(sign);
        (!word.is_empty()).then_some((start, word))
    })
}
