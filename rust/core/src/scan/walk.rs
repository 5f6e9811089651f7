//! From the words of a text to the names in it.
#![allow(clippy::needless_bitwise_bool, reason = "what cannot be predicted is computed without a branch")]

use super::ascii;
use super::hash::{self, State};
use super::inflect::{Forms, Inflection};
use super::scanner::Names;
use super::table::{First, Table, Value, next_bit};
use super::words::{ASCII, CAPITAL, ENDS_INSIDE, MAY_BE_NAME, STARTS_INSIDE, WordHash, Words};
use super::{KeyId, MatchHow, Policy};
use crate::text::{Span, separator, without_apostrophes};

/// Look-ups spent on inflected readings from one word; far more than any real name takes.
const INFLECTION_BUDGET: u32 = 512;

/// A name found, and what [`Names::judge`] said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) key: KeyId,
    pub(super) how: MatchHow,
    pub(super) name: u32,
}

/// One run over one text.
pub(super) struct Walk<'w, N: Names + ?Sized> {
    pub(super) text: &'w str,
    pub(super) table: Table<'w>,
    pub(super) names: &'w N,
    pub(super) inflection: Inflection,
    pub(super) words: &'w Words,
    pub(super) policy: Policy,
}

/// Words taken through all stages at a time: few enough that what was fetched for them is still near at the last stage.
const BATCH: usize = 256;

/// A word at which a name may begin.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    at: u32,
    value: Value,
    /// The state of this word and the next, if names may go on so.
    pair: Option<State>,
}

/// Buffers of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    /// Words of a batch at which a name or an inflected form may begin, and whether the filter says so.
    passed: Vec<(u32, bool)>,
    starts: Vec<Start>,
    /// Those of the starts from which names may go on.
    pairs: Vec<u32>,
    /// Ends of names met from one start: index of the last word, and key.
    ends: Vec<(u32, u32)>,
    sign: String,
    /// Names that longer ones in their inflected forms come before.
    shorter: Vec<Found>,
    /// The key that an inflected reading spells.
    spelt: String,
    forms: Forms,
    found: Vec<Found>,
}

impl<N: Names + ?Sized> Walk<'_, N> {
    /// Finds names and gives them to `emit`, by start and the longer first.
    pub(super) fn run(&self, buffers: &mut Buffers, mut emit: impl FnMut(Found)) {
        let mut next = 0;
        for batch in (0..self.words.list.len()).step_by(BATCH) {
            self.filter(batch, buffers);
            self.first_words(buffers);
            self.second_words(buffers);
            for number in 0..buffers.starts.len() {
                let start = buffers.starts[number];
                let at = start.at as usize;
                if at < next {
                    continue;
                }
                let inflectable = self.may_be_inflected(&self.words.list[at]);
                if inflectable && self.policy == Policy::All && start.value.goes_on() {
                    // "도미니카" is a name, and so is "도미니카 공화국", which has a particle here.
                    let mut shorter = std::mem::take(&mut buffers.shorter);
                    let last = self.exact(start, buffers, &mut |found| shorter.push(found));
                    self.inflected(at, last, buffers, &mut emit);
                    shorter.drain(..).for_each(&mut emit);
                    buffers.shorter = shorter;
                    continue;
                }
                let mut last = self.exact(start, buffers, &mut emit);
                if last.is_none() && inflectable {
                    last = self.inflected(at, None, buffers, &mut emit);
                }
                if self.policy == Policy::LeftmostLongest
                    && let Some(last) = last
                {
                    next = last + 1;
                }
            }
        }
    }

    /// The words of a batch at which a name may begin. Asks for their slots, so that cache misses overlap.
    fn filter(&self, batch: usize, buffers: &mut Buffers) {
        let words = &self.words.list[batch..self.words.list.len().min(batch + BATCH)];
        buffers.passed.resize(BATCH, (0, false));
        let mut count = 0;
        // Stored whether wanted or not: whether a word begins a name is nothing that a processor could predict.
        for (at, word) in words.iter().enumerate() {
            let may_begin = self.table.may_begin(word.hash);
            buffers.passed[count] = ((batch + at) as u32, may_begin);
            count += usize::from((may_begin | self.may_be_inflected(word)) & (word.flags & STARTS_INSIDE == 0));
        }
        buffers.passed.truncate(count);
        for &(at, may_begin) in &buffers.passed {
            if may_begin {
                self.table.expect_first(self.words.list[at as usize].hash);
            }
        }
    }

    /// What the table says of these words, and whether the ones behind them may go on.
    fn first_words(&self, buffers: &mut Buffers) {
        let list = &self.words.list;
        buffers.starts.clear();
        buffers.starts.resize(buffers.passed.len(), Start::default());
        buffers.pairs.clear();
        buffers.pairs.resize(buffers.passed.len(), 0);
        let (mut count, mut pairs) = (0, 0);
        for &(at, may_begin) in &buffers.passed {
            let word = &list[at as usize];
            let first = if may_begin { self.table.first(word.hash) } else { First::default() };
            let case = (word.flags & CAPITAL != 0) | first.value.may_be_small();
            let next = list.get(at as usize + 1).map_or(0, |next| next_bit(next.hash));
            let goes_on = case & first.value.goes_on() & (first.next & next != 0);
            let is_name = case & first.value.is_name();
            let value = Value(if case { first.value.0 } else { 0 });
            // Asking for the first of all keys costs nothing.
            self.names.expect(KeyId(if is_name { value.key() } else { 0 }));
            buffers.starts[count] = Start { at, value, pair: None };
            buffers.pairs[pairs] = count as u32;
            pairs += usize::from(goes_on);
            count += usize::from(is_name | goes_on | self.may_be_inflected(word));
        }
        buffers.starts.truncate(count);
        buffers.pairs.truncate(pairs);
    }

    /// Looks at the words behind.
    fn second_words(&self, buffers: &mut Buffers) {
        for &number in &buffers.pairs {
            let start = &mut buffers.starts[number as usize];
            let at = start.at as usize + 1;
            let state = State::first(self.words.list[at - 1].hash);
            let state = state.then(self.sign_hash(at, &mut buffers.sign), self.words.list[at].hash);
            self.table.expect_filter(state);
            start.pair = Some(state);
        }
        for &number in &buffers.pairs {
            let start = &mut buffers.starts[number as usize];
            start.pair = start.pair.filter(|state| self.table.may_go_on(*state));
            if let Some(state) = start.pair {
                self.table.expect(state);
            }
        }
        for start in buffers.starts.iter().filter(|start| start.value.is_name()) {
            self.names.expect_text(KeyId(start.value.key()));
        }
    }

    #[inline]
    fn may_be_inflected(&self, word: &WordHash) -> bool {
        (word.flags & MAY_BE_NAME != 0) & self.inflection.has(word.script)
    }

    /// Names that begin at this word, as they are. Returns the last word of the longest, if there is any.
    #[inline]
    fn exact(&self, start: Start, buffers: &mut Buffers, emit: &mut impl FnMut(Found)) -> Option<usize> {
        let at = start.at as usize;
        let alone = start.value.is_name() && self.words.list[at].flags & ENDS_INSIDE == 0;
        let idle = alone && self.names.is_idle(at);
        if let Some(pair) = start.pair {
            buffers.ends.clear();
            if alone && !idle {
                buffers.ends.push((start.at, start.value.key()));
            }
            self.names_from(at, pair, buffers, emit).or(idle.then_some(at))
        } else if idle {
            Some(at)
        } else if alone {
            self.name((at, at), KeyId(start.value.key()), buffers, emit).then_some(at)
        } else {
            None
        }
    }

    /// Names of two words and more; `pair` is the state of the first two.
    fn names_from(
        &self,
        start: usize,
        pair: State,
        buffers: &mut Buffers,
        emit: &mut impl FnMut(Found),
    ) -> Option<usize> {
        let list = &self.words.list;
        let (mut at, mut state) = (start + 1, pair);
        loop {
            let value = self.table.find(state);
            if value.is_name() && list[at].flags & ENDS_INSIDE == 0 {
                buffers.ends.push((at as u32, value.key()));
            }
            at += 1;
            if !value.goes_on() || at >= list.len() {
                break;
            }
            state = state.then(self.sign_hash(at, &mut buffers.sign), list[at].hash);
            if !self.table.may_go_on(state) {
                break;
            }
        }
        let mut longest = None;
        while let Some((end, key)) = buffers.ends.pop() {
            let end = end as usize;
            if self.name((start, end), KeyId(key), buffers, emit) {
                longest = longest.max(Some(end));
                if self.policy == Policy::LeftmostLongest {
                    break;
                }
            }
        }
        longest
    }

    /// Emits a name from one word to another, if the words spell its key and their letter case is right.
    #[inline]
    fn name(
        &self,
        (start, end): (usize, usize),
        key: KeyId,
        buffers: &mut Buffers,
        emit: &mut impl FnMut(Found),
    ) -> bool {
        let list = &self.words.list;
        let span = Span::new(list[start].start, list[end].end);
        let spelt = self.names.key(key);
        let same = if start == end { self.is_word(spelt, &list[start]) } else { false };
        if !same && !self.spells(start, end, spelt, buffers) {
            return false;
        }
        let Some((how, name)) = self.names.judge(key, span.of(self.text), false) else { return false };
        emit(Found { span, key, how, name });
        true
    }

    /// Is this the folded form of a word?
    #[inline]
    fn is_word(&self, spelt: &[u8], word: &WordHash) -> bool {
        let folded = self.words.folded(self.text, word);
        if word.folded == ASCII { ascii::is_folded(folded, spelt) } else { folded == spelt }
    }

    /// The sign of the key between a word and the one before it.
    fn sign<'s>(&self, at: usize, buffer: &'s mut String) -> &'s str {
        let (before, word) = (&self.words.list[at - 1], &self.words.list[at]);
        let gap = &self.text[before.end.min(word.start) as usize..word.start as usize];
        if (gap == " " || gap == "-") && !word.script.is_han_or_kana() {
            return " ";
        }
        buffer.clear();
        let folded = std::str::from_utf8(self.words.folded(self.text, before)).unwrap_or_default();
        separator(gap, (folded, before.script), word.script, buffer);
        buffer
    }

    /// The hash of [`Self::sign`].
    #[inline]
    fn sign_hash(&self, at: usize, buffer: &mut String) -> u64 {
        let (before, word) = (&self.words.list[at - 1], &self.words.list[at]);
        let blank = self.text.as_bytes().get(before.end as usize) == Some(&b' ') && word.start == before.end + 1;
        if blank && !word.script.is_han_or_kana() { hash::SPACE } else { hash::sign(self.sign(at, buffer)) }
    }

    /// Is this the key of these words, or would it be without its apostrophes?
    fn spells(&self, start: usize, end: usize, key: &[u8], buffers: &mut Buffers) -> bool {
        let joined = |key: &[u8]| std::str::from_utf8(key).ok().and_then(without_apostrophes);
        self.spells_exactly(start, end, key, &mut buffers.sign)
            || (key.contains(&b'\'')
                && joined(key).is_some_and(|key| self.spells_exactly(start, end, key.as_bytes(), &mut buffers.sign)))
    }

    fn spells_exactly(&self, start: usize, end: usize, key: &[u8], buffer: &mut String) -> bool {
        let mut rest = key;
        for at in start..=end {
            if at > start {
                let Some(after) = rest.strip_prefix(self.sign(at, buffer).as_bytes()) else { return false };
                rest = after;
            }
            let word = &self.words.list[at];
            let folded = self.words.folded(self.text, word);
            let Some((head, after)) = rest.split_at_checked(folded.len()) else { return false };
            if !self.is_word(head, word) {
                return false;
            }
            rest = after;
        }
        rest.is_empty()
    }

    /// Names that begin at this word if one or more of its words are taken for inflected forms, and that go on behind
    /// `exact`, the last word of one that is none. Returns the last word of the longest, if there is any.
    fn inflected(
        &self,
        start: usize,
        exact: Option<usize>,
        buffers: &mut Buffers,
        emit: &mut impl FnMut(Found),
    ) -> Option<usize> {
        buffers.spelt.clear();
        buffers.found.clear();
        let mut forms = std::mem::take(&mut buffers.forms);
        let mut budget = INFLECTION_BUDGET;
        let mut longest = None;
        self.readings((start, start), None, false, &mut forms, &mut budget, buffers, &mut longest);
        buffers.forms = forms;
        if let Some(exact) = exact {
            let end = self.words.list[exact].end;
            buffers.found.retain(|found| found.span.end > end);
        }
        buffers.found.sort_by_key(|found| (u32::MAX - found.span.end, found.key));
        buffers.found.dedup();
        if self.policy == Policy::LeftmostLongest {
            buffers.found.truncate(1);
        }
        buffers.found.drain(..).for_each(emit);
        longest
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one depth-first search")]
    fn readings(
        &self,
        (start, at): (usize, usize),
        before: Option<State>,
        inflected: bool,
        forms: &mut Forms,
        budget: &mut u32,
        buffers: &mut Buffers,
        longest: &mut Option<usize>,
    ) {
        let word = &self.words.list[at];
        let mark = forms.mark();
        let folded = std::str::from_utf8(self.words.folded(self.text, word)).unwrap_or_default();
        forms.push_exact(folded, word.folded == ASCII);
        // "Европейского союза": only the first word of a name needs a capital.
        if self.may_be_inflected(word) || (before.is_some() && self.inflection.has(word.script)) {
            forms.push_inflected(mark, word.script, before.is_some());
        }
        let spelt = buffers.spelt.len();
        let sign = if before.is_some() { hash::sign(self.sign(at, &mut buffers.sign)) } else { 0 };
        for number in mark..forms.mark() {
            if *budget == 0 {
                break;
            }
            let hash =
                if number == mark { word.hash } else { hash::word(forms.get(number).as_bytes(), self.table.seed) };
            let state = match before {
                None if !self.table.may_begin(hash) => continue,
                None => State::first(hash),
                Some(before) => before.then(sign, hash),
            };
            *budget -= 1;
            if before.is_some() && !self.table.may_go_on(state) {
                continue;
            }
            let slot = if before.is_some() { self.table.find(state) } else { self.table.first(hash).value };
            if slot.is_nothing() {
                continue;
            }
            if before.is_some() {
                let sign = self.sign(at, &mut buffers.sign);
                buffers.spelt.push_str(sign);
            }
            buffers.spelt.push_str(forms.get(number));
            let inflected = inflected || number != mark;
            if slot.is_name() && inflected && word.flags & ENDS_INSIDE == 0 {
                let (key, span) = (KeyId(slot.key()), Span::new(self.words.list[start].start, word.end));
                if self.names.key(key) == buffers.spelt.as_bytes()
                    && let Some((_, name)) = self.names.judge(key, span.of(self.text), true)
                {
                    buffers.found.push(Found { span, key, how: MatchHow::Inflected, name });
                    *longest = (*longest).max(Some(at));
                }
            }
            if slot.goes_on() && at + 1 < self.words.list.len() {
                self.readings((start, at + 1), Some(state), inflected, forms, budget, buffers, longest);
            }
            buffers.spelt.truncate(spelt);
        }
        forms.truncate(mark);
    }
}
