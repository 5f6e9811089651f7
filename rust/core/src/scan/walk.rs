//! From the words of a text to the names in it.

use super::hash::{self, State};
use super::inflect::{Forms, Inflection};
use super::scanner::Names;
use super::split::{ASCII, ENDS_INSIDE, MAY_BE_NAME, STARTS_INSIDE, WordHash, Words};
use super::table::{Slot, Table};
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

/// Buffers of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    /// Words at which a name may begin, and the slot their hash leads to.
    starts: Vec<(u32, Slot)>,
    /// Ends of names met from one start: index of the last word, and key.
    ends: Vec<(u32, u32)>,
    sign: String,
    /// The key that an inflected reading spells.
    spelt: String,
    forms: Forms,
    found: Vec<Found>,
}

impl<N: Names + ?Sized> Walk<'_, N> {
    /// Finds names and gives them to `emit`, by start and the longer first.
    pub(super) fn run(&self, buffers: &mut Buffers, mut emit: impl FnMut(Found)) {
        let mut starts = std::mem::take(&mut buffers.starts);
        starts.clear();
        // Filter first, then all first slots one after the other, so that cache misses overlap.
        starts.extend(self.words.list.iter().enumerate().filter_map(|(at, word)| {
            let wanted = self.table.may_begin(word.hash) || self.may_be_inflected(word);
            wanted.then_some((at as u32, Slot(0)))
        }));
        for (at, slot) in &mut starts {
            *slot = self.table.home(State::first(self.words.list[*at as usize].hash));
        }
        for (at, slot) in &starts {
            let word = &self.words.list[*at as usize];
            let state = State::first(word.hash);
            if !slot.belongs_to(state) {
                continue;
            }
            if slot.is_name() {
                self.names.expect(KeyId(slot.key()));
            }
            if slot.goes_on()
                && let Some(next) = self.words.list.get(*at as usize + 1)
            {
                // The next word nearly always stands behind one blank.
                let state = state.then(hash::SPACE, next.hash);
                if self.table.may_go_on(state) {
                    self.table.expect(state);
                }
            }
        }
        let mut next = 0;
        for &(at, home) in &starts {
            let word = &self.words.list[at as usize];
            if (at as usize) < next || word.flags & STARTS_INSIDE != 0 {
                continue;
            }
            let mut last = self.exact(at as usize, home, buffers, &mut emit);
            if last.is_none() && self.may_be_inflected(word) {
                last = self.inflected(at as usize, buffers, &mut emit);
            }
            if self.policy == Policy::LeftmostLongest
                && let Some(last) = last
            {
                next = last + 1;
            }
        }
        buffers.starts = starts;
    }

    fn may_be_inflected(&self, word: &WordHash) -> bool {
        word.flags & MAY_BE_NAME != 0 && self.inflection.has(word.script)
    }

    /// Names that begin at this word, as they are. Returns the last word of the longest, if there is any.
    #[inline]
    fn exact(&self, start: usize, home: Slot, buffers: &mut Buffers, emit: &mut impl FnMut(Found)) -> Option<usize> {
        let state = State::first(self.words.list[start].hash);
        let slot = if home.is_empty() || home.belongs_to(state) { home } else { self.table.find(state) };
        if slot.is_empty() { None } else { self.names_from(start, (state, slot), buffers, emit) }
    }

    fn names_from(
        &self,
        start: usize,
        (mut state, mut slot): (State, Slot),
        buffers: &mut Buffers,
        emit: &mut impl FnMut(Found),
    ) -> Option<usize> {
        let list = &self.words.list;
        let mut at = start;
        buffers.ends.clear();
        loop {
            if slot.is_name() && list[at].flags & ENDS_INSIDE == 0 {
                buffers.ends.push((at as u32, slot.key()));
            }
            at += 1;
            if !slot.goes_on() || at >= list.len() {
                break;
            }
            state = state.then(hash::sign(self.sign(at, &mut buffers.sign)), list[at].hash);
            if !self.table.may_go_on(state) {
                break;
            }
            slot = self.table.find(state);
            if slot.is_empty() {
                break;
            }
        }
        let mut longest = None;
        while let Some((end, key)) = buffers.ends.pop() {
            let end = end as usize;
            let span = Span::new(list[start].start, list[end].end);
            let key = KeyId(key);
            if !self.spells(start, end, self.names.key_text(key), buffers) {
                continue;
            }
            let Some((how, name)) = self.names.judge(key, span.of(self.text), false) else { continue };
            emit(Found { span, key, how, name });
            longest = longest.max(Some(end));
            if self.policy == Policy::LeftmostLongest {
                break;
            }
        }
        longest
    }

    /// The sign of the key between a word and the one before it.
    fn sign<'s>(&self, at: usize, buffer: &'s mut String) -> &'s str {
        let (before, word) = (&self.words.list[at - 1], &self.words.list[at]);
        let gap = &self.text[before.end.min(word.start) as usize..word.start as usize];
        if (gap == " " || gap == "-") && !word.script.is_han_or_kana() {
            return " ";
        }
        buffer.clear();
        separator(gap, (self.words.folded(self.text, before), before.script), word.script, buffer);
        buffer
    }

    /// Is this the key of these words, or would it be without its apostrophes?
    fn spells(&self, start: usize, end: usize, key: &str, buffers: &mut Buffers) -> bool {
        self.spells_exactly(start, end, key, &mut buffers.sign)
            || without_apostrophes(key).is_some_and(|key| self.spells_exactly(start, end, &key, &mut buffers.sign))
    }

    fn spells_exactly(&self, start: usize, end: usize, key: &str, buffer: &mut String) -> bool {
        let mut rest = key;
        for at in start..=end {
            if at > start {
                let Some(after) = rest.strip_prefix(self.sign(at, buffer)) else { return false };
                rest = after;
            }
            let word = &self.words.list[at];
            let folded = self.words.folded(self.text, word);
            let Some(head) = rest.get(..folded.len()) else { return false };
            if head != folded && (word.folded != ASCII || !head.eq_ignore_ascii_case(folded)) {
                return false;
            }
            rest = &rest[folded.len()..];
        }
        rest.is_empty()
    }

    /// Names that begin at this word if one or more of its words are taken for inflected forms. Returns the last word of
    /// the longest, if there is any.
    fn inflected(&self, start: usize, buffers: &mut Buffers, emit: &mut impl FnMut(Found)) -> Option<usize> {
        buffers.spelt.clear();
        buffers.found.clear();
        let mut forms = std::mem::take(&mut buffers.forms);
        let mut budget = INFLECTION_BUDGET;
        let mut longest = None;
        self.readings((start, start), None, false, &mut forms, &mut budget, buffers, &mut longest);
        buffers.forms = forms;
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
        forms.push_exact(self.words.folded(self.text, word), word.folded == ASCII);
        if self.may_be_inflected(word) {
            forms.push_inflected(mark, word.script);
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
            let slot = self.table.find(state);
            if slot.is_empty() {
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
                if self.names.key_text(key) == buffers.spelt
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
