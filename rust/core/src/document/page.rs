//! A document laid out for judging: words, cues, sentences, and how far its letter case can be trusted.

use super::cues::{Classes, Cue, Cues, WordKey};
use crate::text::{Joiner, Shape, Span, Word, words_into};

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

/// Everything known of the words of a document before any name is looked at. Buffers are kept between documents.
#[derive(Default)]
pub(crate) struct Page<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: Vec<Word>,
    /// The longest cue phrase that starts at a word.
    pub(crate) cues: Vec<Cue>,
    /// Classes of the cue that is this one word.
    pub(crate) single: Vec<Classes>,
    /// Classes of the phrases that end with this word.
    pub(crate) ending: Vec<Classes>,
    /// Number of the sentence of a word.
    pub(crate) sentence: Vec<u32>,
    /// First and last-plus-one word of each sentence, and its case mode.
    pub(crate) sentences: Vec<(u32, u32, CaseMode)>,
    keys: Vec<WordKey>,
}

impl<'t> Page<'t> {
    /// Lays out a text whose words are known.
    pub(crate) fn lay(&mut self, text: &'t str, cues: &Cues) {
        self.text = text;
        self.words.clear();
        words_into(text, &mut self.words);
        cues.keys(text, &self.words, &mut self.keys);
        let n = self.words.len();
        for list in [&mut self.single, &mut self.ending] {
            list.clear();
            list.resize(n, Classes::NONE);
        }
        self.cues.clear();
        self.cues.resize(n, Cue::default());
        for i in 0..n {
            let (single, ending, longest) = (&mut self.single, &mut self.ending, &mut self.cues[i]);
            cues.at(&self.keys[i..], |cue| {
                if cue.words == 1 {
                    single[i] = cue.classes;
                }
                let last = i + cue.words as usize - 1;
                ending[last] = ending[last].with(cue.classes);
                *longest = cue;
            });
        }
        self.split_sentences();
    }

    /// The text between word `i` and the word before it.
    pub(crate) fn gap(&self, i: usize) -> &'t str {
        let start = if i == 0 { 0 } else { self.words[i - 1].span.end as usize };
        let end = self.words.get(i).map_or(self.text.len(), |w| w.span.start as usize);
        // One character may hold parts of two words ("½"): then there is nothing between them.
        &self.text[start..end.max(start)]
    }

    /// Word `i` as written.
    pub(crate) fn word(&self, i: usize) -> &'t str {
        self.words[i].span.of(self.text)
    }

    /// The span of words `first..end`.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.words[first].span.start, self.words[end - 1].span.end)
    }

    /// Classes of phrases that end just before word `i`, within the sentence.
    pub(crate) fn before(&self, i: usize) -> Classes {
        // A run that ends with the text may be asked what stands before the word behind it.
        let inside = i > 0 && i < self.words.len() && self.sentence[i] == self.sentence[i - 1];
        if !inside || self.words[i].joiner == Joiner::Other { Classes::NONE } else { self.ending[i - 1] }
    }

    /// The case mode at word `i`.
    pub(crate) fn mode(&self, i: usize) -> CaseMode {
        self.sentences[self.sentence[i] as usize].2
    }

    /// True for the first word of a sentence, and of a quotation.
    pub(crate) fn opens(&self, i: usize) -> bool {
        i == 0
            || self.sentence[i] != self.sentence[i - 1]
            || self.gap(i).contains(['"', '“', '«', '„', '‘', ':', '•', '—'])
    }

    /// True if word `i` begins with a capital or has no case.
    pub(crate) fn capital(&self, i: usize) -> bool {
        matches!(self.words[i].shape, Shape::Title | Shape::Upper | Shape::Mixed)
            && self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// True if word `i` and the word before it stand together as parts of one phrase.
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

    /// True if word `i` is the `s` of a possessive.
    pub(crate) fn possessive(&self, i: usize) -> bool {
        i > 0 && i < self.words.len() && self.words[i].joiner == Joiner::Apostrophe && matches!(self.word(i), "s" | "S")
    }

    fn split_sentences(&mut self) {
        self.sentence.clear();
        self.sentences.clear();
        let n = self.words.len();
        let mut first = 0;
        for i in 0..n {
            if i > first && self.breaks(i) {
                self.close(first, i);
                first = i;
            }
            self.sentence.push(self.sentences.len() as u32);
        }
        if n > first {
            self.close(first, n);
        }
        let capitals = self.sentences.iter().any(|s| s.2 != CaseMode::Lower);
        if capitals {
            for sentence in &mut self.sentences {
                if sentence.2 == CaseMode::Lower {
                    sentence.2 = CaseMode::Ordinary;
                }
            }
        }
    }

    fn breaks(&self, i: usize) -> bool {
        let gap = self.gap(i);
        if gap.len() == 1 {
            return gap == "\n";
        }
        if gap.contains('\n') {
            // A wrapped line goes on; a blank line, or a line that ended its sentence, does not.
            let wrapped = self.single[i - 1].has(Classes::FUNCTION.with(Classes::LOCATIVE));
            return gap.matches('\n').count() > 1
                || gap.contains(['.', '!', '?', '…', ':'])
                || (self.words[i].shape != Shape::Lower && !wrapped);
        }
        if gap.contains(['!', '?', '。', '！', '？', '؟', '।', '…']) {
            return true;
        }
        let Some(dot) = gap.find('.') else { return false };
        let followed_by_space = gap[dot + 1..].chars().any(|c| c.is_whitespace() || c == '"' || c == '”');
        followed_by_space && self.words[i].shape != Shape::Lower && !is_abbreviation(self.word(i - 1))
    }

    fn close(&mut self, first: usize, end: usize) {
        let (mut long, mut capital, mut upper, mut cased) = (0, 0, 0, 0);
        for word in &self.words[first..end] {
            let length = word.span.len();
            match word.shape {
                Shape::Caseless | Shape::Number => continue,
                Shape::Upper if length > 1 => upper += 1,
                _ => {}
            }
            cased += 1;
            if length >= 4 && word.span.start != self.words[first].span.start {
                long += 1;
                capital += usize::from(word.shape != Shape::Lower);
            }
        }
        let any_capital = (first..end).any(|i| self.capital(i));
        let mode = if cased >= 4 && upper * 10 >= cased * 8 {
            CaseMode::Upper
        } else if long >= 4 && capital * 100 >= long * 85 {
            CaseMode::Title
        } else if cased > 0 && !any_capital {
            CaseMode::Lower
        } else {
            CaseMode::Ordinary
        };
        self.sentences.push((first as u32, end as u32, mode));
    }
}

/// Words that are usually shortened with a dot.
const ABBREVIATIONS: &[&str] = &[
    "adm", "ave", "blvd", "brig", "capt", "cmdr", "co", "col", "corp", "dept", "dr", "gen", "gov", "hon", "inc", "jr",
    "lt", "ltd", "maj", "mr", "mrs", "ms", "mt", "ft", "no", "pres", "prof", "rep", "reps", "rev", "sen", "sens",
    "sgt", "sr", "st", "ste", "supt", "vs", "spc", "pvt", "atty", "dist", "им", "г", "гг", "ул", "д",
];

/// True for a word after which a full stop does not end the sentence: an initial, or a usual abbreviation.
fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.is_uppercase();
    }
    word.len() <= 8 && ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
