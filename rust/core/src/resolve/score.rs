//! How alike a query and a candidate are: the whole row of letters, and word by word in any order.

use super::align::{Pattern, Room};
use super::letters::Letters;
use super::script::{self, Part, Writing};
use super::view::View;
use std::collections::HashMap;

/// A query made ready for many candidates.
pub(crate) struct Scorer<'v> {
    view: Option<View<'v>>,
    pub(crate) pattern: Pattern,
    words: Vec<Word>,
    /// Likenesses of query words and candidate words met before; only asked, never walked.
    known: HashMap<Box<[u8]>, Box<[i32]>>,
    name: Vec<u8>,
    parts: Vec<Part>,
}

struct Word {
    /// Nothing for the only word of a query: it is the whole.
    pattern: Option<Pattern>,
    /// What it costs if the candidate has no such word.
    omission: i32,
    /// The letter of an initial.
    initial: Option<u8>,
}

/// What words in another order cost, and what an initial that fits is worth.
const REORDERED: i32 = 120;
const INITIAL: i32 = 130;
/// Words that cost no more to leave out say little.
const GENERIC: i32 = 200;
/// Words of a name that are compared one by one.
const WORDS: usize = 8;

impl<'v> Scorer<'v> {
    /// Prepares a query. `view` knows how rare words are.
    pub(crate) fn new(writing: &mut Writing, view: Option<View<'v>>) -> Self {
        if let (Some(latin), Some(view)) = (&writing.latin, &view) {
            for part in &mut writing.words {
                let end = (part.end as usize).saturating_sub(1).min(latin.len());
                let word = latin.get(part.start as usize..end).unwrap_or_default();
                part.cost = part.cost.min(omission(Some(view), word));
            }
        }
        let pattern = Pattern::new(&writing.units, &writing.words, writing.table);
        let whole_words = writing.words.iter().filter(|p| writing.units.get(p.end as usize - 1) == Some(&' '));
        let mut words: Vec<Word> = whole_words
            .take(WORDS)
            .map(|part| {
                let units = &writing.units[part.start as usize..part.end as usize];
                let initial = match units {
                    [c, ' '] => u8::try_from(*c).ok().filter(u8::is_ascii_lowercase),
                    _ => None,
                };
                Word { pattern: Some(Pattern::new(units, &[], writing.table)), omission: part.cost, initial }
            })
            .collect();
        if words.is_empty() {
            words.push(Word { pattern: None, omission: script::OMITTED, initial: None });
        }
        Self { view, pattern, words, known: HashMap::new(), name: Vec::new(), parts: Vec::new() }
    }

    /// How much likelier it is that the candidate is the same name than that it is any name: hundredths of a nat.
    /// Exact where it is more than `floor`; below that only known to be so.
    pub(crate) fn score(&mut self, form: &[u8], floor: i32, room: &mut Room) -> i32 {
        let alone = self.prepare(form);
        let most = alone + self.pattern.alone;
        let whole = most - self.pattern.cost(&self.name, &self.parts, most.saturating_sub(floor), room);
        if self.parts.is_empty() || (self.words.len() == 1 && self.parts.len() > 3) {
            return whole;
        }
        whole.max(self.by_words(room).likeness)
    }

    /// The same, with what the words say: how like the least like pair of words is, and how many words stand alone.
    pub(crate) fn closely(&mut self, form: &[u8], room: &mut Room) -> Pairing {
        let whole = self.score(form, i32::MIN / 4, room);
        if self.parts.is_empty() {
            // one word, or none that is known: the whole is the word
            self.parts.push(Part { start: 0, end: self.name.len() as u16, cost: script::OMITTED });
        }
        let pairing = self.by_words(room);
        Pairing { likeness: whole, ..pairing }
    }

    /// About the most that a candidate could score: what the richer side would have beside itself.
    pub(crate) fn most(&self, form: &[u8]) -> i32 {
        (self.pattern.alone.max(script::letters_alone(form)) * 3) / 5
    }

    fn prepare(&mut self, form: &[u8]) -> i32 {
        let Self { name, parts, view, .. } = self;
        name.clear();
        name.extend_from_slice(form);
        name.push(b' ');
        parts.clear();
        if !form.contains(&b' ') {
            return alone(name);
        }
        let mut sum = 0;
        let mut start = 0;
        for end in 0..name.len() {
            if name[end] == b' ' {
                let alone = alone(&name[start..=end]);
                sum += alone;
                let cost = alone + omission(view.as_ref(), &name[start..end]);
                parts.push(Part { start: start as u16, end: end as u16 + 1, cost });
                start = end + 1;
            }
        }
        sum
    }

    /// The best pairs of words, greedily; words without one cost their omission.
    fn by_words(&mut self, room: &mut Room) -> Pairing {
        let columns = self.parts.len().min(WORDS);
        let mut pairs: Vec<(i32, usize, usize)> = Vec::with_capacity(columns * self.words.len());
        for (c, part) in self.parts.iter().take(columns).enumerate() {
            let text = &self.name[part.start as usize..part.end as usize];
            if !self.known.contains_key(text) {
                let alone = alone(text);
                let row = self.words.iter().map(|word| word.likeness(&self.pattern, text, alone, room)).collect();
                self.known.insert(text.into(), row);
            }
            let row = &self.known[text];
            pairs.extend(row.iter().enumerate().filter(|(_, s)| **s > 0).map(|(q, &s)| (s, q, c)));
        }
        pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut partner = [usize::MAX; WORDS];
        let mut taken = [false; WORDS];
        let mut sum = 0;
        let mut worst = 1.0_f32;
        let mut lone = 0;
        for (score, q, c) in pairs {
            if partner[q] == usize::MAX && !taken[c] {
                partner[q] = c;
                taken[c] = true;
                sum += score;
                let part = self.parts[c];
                let most = self.words[q]
                    .pattern(&self.pattern)
                    .alone
                    .max(alone(&self.name[part.start as usize..part.end as usize]));
                worst = worst.min(score as f32 / (most as f32 * 0.6).max(1.0));
            }
        }
        for (q, word) in self.words.iter().enumerate() {
            if partner[q] == usize::MAX {
                sum -= word.omission;
                lone += usize::from(word.omission > GENERIC);
            }
        }
        for (c, part) in self.parts.iter().enumerate() {
            if !taken.get(c).copied().unwrap_or(false) {
                let omission = part.cost - alone(&self.name[part.start as usize..part.end as usize]);
                sum -= omission;
                lone += usize::from(omission > GENERIC);
            }
        }
        // a word without a partner on either side: they should have been partners
        if partner.iter().take(self.words.len()).any(|c| *c == usize::MAX) && taken.iter().take(columns).any(|t| !t) {
            worst = worst.min(0.0);
        }
        let order = partner.iter().filter(|c| **c != usize::MAX);
        if order.clone().zip(order.skip(1)).any(|(a, b)| a > b) {
            sum -= REORDERED;
        }
        Pairing { likeness: sum, worst, lone }
    }
}

/// What comparing word by word found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairing {
    /// Hundredths of a nat.
    pub(crate) likeness: i32,
    /// How like the least like pair of words is: a share of what equal words would reach.
    pub(crate) worst: f32,
    /// Words without a partner, but for those that only say what sort of thing it is.
    pub(crate) lone: usize,
}

impl Word {
    fn pattern<'p>(&'p self, whole: &'p Pattern) -> &'p Pattern {
        self.pattern.as_ref().unwrap_or(whole)
    }

    fn likeness(&self, whole: &Pattern, text: &[u8], alone: i32, room: &mut Room) -> i32 {
        let pattern = self.pattern(whole);
        if let Some(initial) = self.initial {
            return if text[0] == initial { INITIAL } else { -300 };
        }
        if let [letter, b' '] = text
            && let Some(first) = pattern.first_letter()
        {
            return if first == *letter { INITIAL } else { -300 };
        }
        alone - pattern.cost(text, &[], alone + pattern.alone, room) + pattern.alone
    }
}

/// What the letters of a word cost by themselves: between what the letter model and what single letters say, which
/// ranks better than either (measured on held-out names).
fn alone(word: &[u8]) -> i32 {
    (Letters::get().cost(word) * 3 + script::letters_alone(word) * 2) / 5
}

/// What it costs to leave out a word: the less, the more names have it.
fn omission(view: Option<&View<'_>>, word: &[u8]) -> i32 {
    let common = match view {
        Some(view) => view.commonness(word),
        None => super::generic::commonness(word),
    };
    (script::OMITTED - (common * 42.0) as i32).max(100)
}
