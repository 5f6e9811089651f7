//! A document laid out for judging: words, cues, sentences, and how far its letter case can be trusted.

use super::cues::{Classes, Cue, CueId, Cues, WordKeys};
use super::language::Languages;
use super::sentences::{self, is_abbreviation};
use crate::index::{Asked, Gazetteer, Marks};
use crate::scan::Inflection;
use crate::scan::Words;
use crate::text::{Joiner, Script, Shape, Span, Word, fold};
use std::ops::Range;

/// What letter case says in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseMode {
    /// Capitals mark names.
    Ordinary,
    /// A headline: every important word is capitalised.
    Title,
    /// All capitals.
    Upper,
    /// No capitals at all.
    Lower,
}

/// What is known of the words of a document before any name is looked at. Kept between documents for its buffers.
#[derive(Default)]
pub(crate) struct Layout {
    pub(crate) words: Vec<Word>,
    /// The longest cue phrase that starts at a word.
    cues: Vec<CueId>,
    /// Classes of the cue that is this one word.
    pub(crate) single: Vec<Classes>,
    /// Classes of the phrases that end with this word.
    pub(crate) ending: Vec<Classes>,
    /// True if there are words in letters without capitals.
    pub(crate) caseless: bool,
    /// Number of the sentence of a word.
    pub(crate) sentence: Vec<u32>,
    /// First and last-plus-one word of each sentence, and its case mode.
    pub(crate) sentences: Vec<(u32, u32, CaseMode)>,
    /// The text with the capitals of ASCII made small.
    lower: String,
    /// What was asked of the words apart from any entity; see [`Page::marks`].
    marks: Vec<Asked>,
    keys: WordKeys,
}

/// A text and its layout.
pub(crate) struct Page<'t> {
    pub(crate) text: &'t str,
    gazetteer: &'t Gazetteer,
    /// The cue table in use.
    table: &'t Cues,
    split: &'t Words,
    layout: &'t Layout,
    inflection: Inflection,
}

/// Languages in Latin letters whose names have case endings. Only Polish is told from the text; the others are by `lang`.
const WITH_CASES: &[&str] = &["pl", "cs", "sk", "sl", "hr", "bs", "lt", "lv"];

impl std::ops::Deref for Page<'_> {
    type Target = Layout;

    #[inline]
    fn deref(&self) -> &Layout {
        self.layout
    }
}

impl Layout {
    fn lay_cues(&mut self, cues: &Cues, split: &Words) {
        cues.prepare(|i| split.folded_in(&self.lower, i), &mut self.keys);
        let n = self.words.len();
        for list in [&mut self.single, &mut self.ending] {
            list.clear();
            list.resize(n, Classes::NONE);
        }
        self.cues.clear();
        self.cues.resize(n, CueId::default());
        for i in 0..n {
            let (single, ending, longest) = (&mut self.single, &mut self.ending, &mut self.cues[i]);
            cues.at(&self.keys, i, |phrase| {
                if phrase.words == 1 {
                    single[i] = phrase.classes;
                }
                let last = i + phrase.words as usize - 1;
                ending[last] = ending[last].with(phrase.classes);
                *longest = phrase.id;
            });
        }
    }
}

impl<'t> Page<'t> {
    /// A text with a layout made before.
    pub(super) fn over(
        text: &'t str,
        gazetteer: &'t Gazetteer,
        table: &'t Cues,
        split: &'t Words,
        layout: &'t Layout,
    ) -> Self {
        Self { text, gazetteer, table, split, layout, inflection: Inflection::default() }
    }

    /// Lays out a text that was split into words.
    pub(crate) fn lay(
        text: &'t str,
        gazetteer: &'t Gazetteer,
        split: &'t Words,
        languages: &'t Languages,
        lang: Option<&str>,
        layout: &'t mut Layout,
    ) -> Self {
        split.lay(text, &mut layout.words);
        layout.caseless = layout.words.iter().any(|word| word.shape == Shape::Caseless);
        layout.lower.clear();
        layout.lower.push_str(text);
        layout.lower.make_ascii_lowercase();
        layout.keys.fill(split);
        layout.marks.clear();
        layout.marks.resize_with(layout.words.len(), Asked::default);
        let cues = languages.choose(text, &layout.words, &layout.keys.hashes, lang);
        layout.lay_cues(cues, split);
        sentences::split(text, gazetteer, cues, split, layout);
        let lang = lang.map_or(cues.lang(), |lang| lang.split(['-', '_']).next().unwrap_or(lang));
        let latin = WITH_CASES.iter().any(|known| known.eq_ignore_ascii_case(lang));
        let inflection = if latin { Inflection::default().with_latin() } else { Inflection::default() };
        Self { inflection, ..Self::over(text, gazetteer, cues, split, layout) }
    }

    /// The gazetteer in use.
    pub(crate) fn gazetteer(&self) -> &'t Gazetteer {
        self.gazetteer
    }

    /// Language of the cue table in use.
    pub(crate) fn lang(&self) -> &'static str {
        self.table.lang()
    }

    /// The longest cue phrase that starts at word `i`, if there is one.
    #[inline]
    pub(crate) fn cue(&self, i: usize) -> Option<&'t Cue> {
        let id = self.cues.get(i).copied().filter(|id| *id != CueId::default());
        id.map(|id| self.table.cue(id))
    }

    /// Where the longest cue phrase ends that starts at word `first` and goes on behind a gap; see [`Cues::across`].
    pub(crate) fn across(&self, first: usize, gap: Range<usize>) -> Option<usize> {
        let behind = gap.end;
        let end = self.table.across(&self.layout.keys, first, gap)?;
        (behind..end).all(|i| self.joined(i)).then_some(end)
    }

    /// The words of a range that begin an office, by the longest cue phrase, with that.
    #[inline]
    pub(crate) fn offices(&self, words: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &'t Cue)> {
        let words = words.start..words.end.min(self.cues.len());
        let cues = words.clone().zip(&self.layout.cues[words]);
        cues.filter(|(_, id)| id.is_office()).map(|(i, id)| (i, self.table.cue(*id)))
    }

    /// True if the longest cue phrase that starts at word `i` has a role.
    #[inline]
    pub(crate) fn has_role(&self, i: usize) -> bool {
        self.cues.get(i).is_some_and(|id| id.has_role())
    }

    /// Letters of states in the language of the text; see [`Cues::letters`].
    pub(crate) fn letters(&self) -> &[(char, &'static str)] {
        self.table.letters()
    }

    /// True for an ordinary word of the language of the text that is also the name of a town; not folded.
    pub(crate) fn is_word(&self, surface: &str) -> bool {
        self.table.has_words() && self.table.is_word(fold(surface).text())
    }

    /// Bytes of the Arabic "and" that is written together with the cue at word `i`: "ومستشار".
    pub(crate) fn conjunction(&self, i: usize) -> u32 {
        let joined = self.words[i].script == Script::Arabic && self.table.parts_conjunction(self.folded(i));
        if joined { self.word(i).chars().next().map_or(0, |c| c.len_utf8() as u32) } else { 0 }
    }

    /// The cue table in use.
    pub(crate) fn table(&self) -> &'t Cues {
        self.table
    }

    /// The state that word `i` is the letter of.
    pub(crate) fn state(&self, i: usize) -> Option<&'static str> {
        let mut chars = self.word(i).chars();
        let (c, None) = (chars.next()?, chars.next()) else { return None };
        self.letters().iter().find(|(letter, _)| *letter == c).map(|(_, iso3)| *iso3)
    }

    /// True if what follows letters of states stands at word `i`.
    pub(crate) fn letters_followed(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        let rest = &self.text[word.span.start as usize..];
        self.table.letters_before().iter().any(|after| rest.starts_with(after))
    }

    /// True for a word of the grammar, which is no part of the word behind it in scripts without blanks.
    pub(crate) fn is_small(&self, i: usize) -> bool {
        let small = Classes::FUNCTION.with(Classes::COPULA).with(Classes::AND).with(Classes::LOCATIVE);
        self.single[i].has(small.with(Classes::SUBJECT_AFTER).with(Classes::OF))
    }

    /// Classes of the longest cue at word `i`, and of the word itself: Han writes words of several letters.
    pub(crate) fn class_at(&self, i: usize) -> Classes {
        self.cue(i).map_or(self.single[i], |cue| cue.classes.with(self.single[i]))
    }

    /// Classes of what follows a name that ends at byte `at` within its last word (평양**에서**), or of the word after it
    /// where the name ends with its word; a suffix after an apostrophe counts as the next word (Japonya'**da**).
    pub(crate) fn after(&self, at: u32, end: usize) -> Classes {
        let word_end = self.words[end - 1].span.end;
        if at < word_end {
            return self.table.classes(fold(&self.text[at as usize..word_end as usize]).text());
        }
        if !self.joined(end) {
            return Classes::NONE;
        }
        let classes = self.single[end];
        let suffix = self.words[end].joiner == Joiner::Apostrophe && classes.has(Classes::LOCATIVE_SUFFIX);
        if suffix { classes.with(Classes::LOCATIVE_AFTER) } else { classes }
    }

    /// The endings to look through: those of names in Latin letters only in languages that have them.
    pub(crate) fn inflection(&self) -> Inflection {
        self.inflection
    }

    /// What is known of word `i` as a word. It is asked again and again of the same words.
    pub(crate) fn marks(&self, i: usize) -> Marks {
        self.layout.marks[i].get_or(|| self.gazetteer.marks(self.folded(i)))
    }

    /// Word `i` folded.
    #[inline]
    pub(crate) fn folded(&self, i: usize) -> &'t str {
        self.split.folded_in(&self.layout.lower, i)
    }

    /// The text between word `i` and the word before it.
    #[inline]
    pub(crate) fn gap(&self, i: usize) -> &'t str {
        let start = if i == 0 { 0 } else { self.words[i - 1].span.end as usize };
        let end = self.words.get(i).map_or(self.text.len(), |w| w.span.start as usize);
        // One character may hold parts of two words ("½"): then there is nothing between them.
        &self.text[start..end.max(start)]
    }

    /// Word `i` as written.
    #[inline]
    pub(crate) fn word(&self, i: usize) -> &'t str {
        self.words[i].span.of(self.text)
    }

    /// False for a word that alone is no name: of the grammar or the calendar, unless it is an acronym; or a number.
    #[inline]
    pub(crate) fn may_name(&self, i: usize) -> bool {
        let shape = self.words[i].shape;
        let grammar = self.single[i].has(Classes::FUNCTION.with(Classes::CALENDAR).with(Classes::CONNECTOR));
        let acronym = || shape == Shape::Upper && self.words[i].span.len() > 1 && self.mode(i) != CaseMode::Upper;
        shape != Shape::Number && (!grammar || acronym())
    }

    /// The span of words `first..end`.
    #[inline]
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.words[first].span.start, self.words[end - 1].span.end)
    }

    /// Classes of phrases that end just before word `i`, within the sentence.
    #[inline]
    pub(crate) fn before(&self, i: usize) -> Classes {
        // A run that ends with the text may be asked what stands before the word behind it.
        let inside = i > 0 && i < self.words.len() && self.sentence[i] == self.sentence[i - 1];
        if !inside || self.words[i].joiner == Joiner::Other {
            return Classes::NONE;
        }
        let classes = self.ending[i - 1];
        // Polish "że" (that) is folded like "ze" (from).
        let that = classes.has(Classes::CLAUSE) && classes.has(Classes::LOCATIVE) && self.word(i - 1) == "że";
        if that { Classes::CLAUSE.with(Classes::FUNCTION) } else { classes }
    }

    /// The case mode at word `i`.
    #[inline]
    pub(crate) fn mode(&self, i: usize) -> CaseMode {
        self.sentences[self.sentence[i] as usize].2
    }

    /// True for the first word of a sentence, and of a quotation.
    pub(crate) fn opens(&self, i: usize) -> bool {
        i == 0
            || self.sentence[i] != self.sentence[i - 1]
            || self.gap(i).contains(['"', '“', '«', '„', '‘', ':', '•', '—'])
    }

    /// True if word `i` begins with a capital, or has one further in ("iSrael"), as slips and some brands do.
    #[inline]
    pub(crate) fn capital(&self, i: usize) -> bool {
        matches!(self.words[i].shape, Shape::Title | Shape::Upper | Shape::Mixed)
    }

    /// True if word `i` and the word before it stand together as parts of one phrase.
    #[inline]
    pub(crate) fn joined(&self, i: usize) -> bool {
        i > 0
            && i < self.words.len()
            && self.sentence[i] == self.sentence[i - 1]
            && match self.words[i].joiner {
                Joiner::None | Joiner::Space | Joiner::Hyphen | Joiner::Apostrophe => true,
                Joiner::Dot => is_abbreviation(self.word(i - 1)),
                Joiner::Start | Joiner::Other => false,
            }
    }

    /// True if the letter of a party of the American Congress stands before word `i`: "R-Maine".
    pub(crate) fn is_seat(&self, i: usize) -> bool {
        i > 0
            && i < self.words.len()
            && self.words[i].joiner == Joiner::Hyphen
            && self.lang() == "en"
            && matches!(self.word(i - 1), "R" | "D" | "I")
    }

    /// True if word `i` is the `s` of a possessive.
    #[inline]
    pub(crate) fn possessive(&self, i: usize) -> bool {
        i > 0 && i < self.words.len() && self.words[i].joiner == Joiner::Apostrophe && matches!(self.word(i), "s" | "S")
    }
}
