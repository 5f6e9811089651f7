//! People, organisations and places that the gazetteer does not know.

use super::View;
use crate::document::agents::particle;
use crate::document::cues::{Classes, Cue};
use crate::document::page::CaseMode;
use crate::document::unit::{Unit, What};
use crate::text::{Joiner, Script, Shape};

/// Characters of a name in Han letters, surname and given name.
const HAN_NAME: usize = 5;

impl<'g> View<'_, 'g> {
    pub(super) fn person(&self, first: usize, end: usize, why: &'static str) -> Unit<'g> {
        self.stranger(What::Person, first, end, 0.8, why)
    }

    /// What the gazetteer does not know, named as it stands.
    pub(super) fn stranger(&self, what: What, first: usize, end: usize, belief: f32, why: &'static str) -> Unit<'g> {
        let mut unit = Unit::new(self.page, first, end, what);
        // A line may end within a name.
        let written = unit.span.of(self.page.text);
        let mut name = String::with_capacity(written.len());
        for word in written.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        unit.nil_name = Some(name);
        unit.belief = belief;
        unit.note(why);
        unit
    }

    /// "김영희 씨", "宮城健一さん": in scripts without capitals, only what stands behind the name tells a person.
    pub(super) fn honoured(&self, found: &mut Vec<Unit<'g>>) {
        for i in 1..self.page.words.len() {
            let script = self.page.words[i - 1].script;
            if !matches!(script, Script::Katakana | Script::Han | Script::Hangul) {
                continue;
            }
            // "グロッシ事務局長": foreign names are written in katakana, and an office stands behind them.
            let foreign = |cue: &Cue| script == Script::Katakana && cue.office.is_some();
            let honoured = |cue: &&Cue| cue.classes.has(Classes::HONORIFIC_AFTER) || foreign(cue);
            let Some(cue) = self.page.cue(i).filter(honoured) else { continue };
            if foreign(cue) {
                let alone = self.owners.over(i - 1).is_none() && self.page.words[i].joiner == Joiner::None;
                if alone && self.page.word(i - 1).chars().count() > 1 {
                    found.push(self.person(i - 1, i, "an office behind the name"));
                }
                continue;
            }
            let most = if script == Script::Han { HAN_NAME } else { 1 };
            let part = |j: usize| {
                self.page.words[j].script == script && (j + 1 == i || self.page.words[j + 1].joiner == Joiner::None)
            };
            let first = (0..i).rev().take(most).take_while(|&j| part(j)).last().unwrap_or(i);
            let letters: usize = (first..i).map(|j| self.page.word(j).chars().count()).sum();
            if script == Script::Katakana || !self.page.joined(i) || letters < 2 {
                continue;
            }
            let mut unit = self.person(first, i + usize::from(cue.words), "an honorific behind the name");
            unit.nil_name = Some(self.page.span(first, i).of(self.page.text).to_owned());
            unit.span.end -= particle(self.page.word(unit.end - 1));
            found.push(unit);
        }
    }

    /// People and organisations with no known name in them.
    pub(super) fn unknown(&self, found: &mut Vec<Unit<'g>>) {
        let n = self.page.words.len();
        let mut i = 0;
        while i < n {
            if !self.free(i) || self.page.mode(i) != CaseMode::Ordinary {
                if self.arabic_name(i) {
                    found.push(self.person(i, i + 2, "a given name and a surname"));
                }
                i += 1;
                continue;
            }
            let (first, end) = (i, self.right_end(i + 1));
            i = end;
            self.unknown_run(first, end, found);
        }
    }

    /// "وقال محمود حسن": Arabic has no capitals, and most of its given names are words; behind a verb or an office two of
    /// them are a person.
    pub(super) fn arabic_name(&self, i: usize) -> bool {
        let page = self.page;
        let free = |i: usize| page.words[i].script == Script::Arabic && self.owners.over(i).is_none();
        let named = |i: usize| self.marks(i).given_name() || self.marks(i).surname();
        page.words[i].script == Script::Arabic
            && page.joined(i + 1)
            && page.before(i).has(Classes::VERB.with(Classes::OFFICE).with(Classes::HONORIFIC))
            && free(i)
            && free(i + 1)
            && self.marks(i).given_name()
            && named(i + 1)
    }

    pub(super) fn unknown_run(&self, mut first: usize, end: usize, found: &mut Vec<Unit<'g>>) {
        let last = end - 1;
        // "Hurricane Alex"
        if self.class(last).has(Classes::EVENT) || self.class(first).has(Classes::EVENT) {
            return;
        }
        if self.class(last).has(Classes::ORGANIZATION) && !self.class(last).has(Classes::AGENT) && end - first > 1 {
            self.organization(first, end, found);
            return;
        }
        let (start, titled) = self.name_start(first, end);
        first = start;
        if first >= end {
            return;
        }
        if self.kind_of_place(first, end, found) {
            return;
        }
        // Behind a title and a given name, common words are surnames, too: "la ministre Élisabeth Borne".
        let full = titled && end - first > 1 && self.can_be_given(first) && !self.job(last);
        let surname = (full || self.can_be_surname(last)) && !self.class(first).has(Classes::EVENT);
        if titled && surname && !self.class(last).has(Classes::STREET) {
            found.push(self.person(first, end, "a title before the name"));
        } else if end - first > 1 && end - first <= 4 && surname && self.can_be_given(first) && !self.initial(last) {
            found.push(self.person(first, end, "a given name and a surname"));
        } else if self.surname_first(first, end) {
            found.push(self.person(first, end, "a surname and a name"));
        } else if self.introduced(first, end) {
            found.push(self.person(first, end, "introduced as a person"));
        } else if self.located(first, end) {
            found.push(self.stranger(What::Place, first, end, 0.6, "an unknown name after a word of place"));
        }
    }

    /// "Zhao Lijian", "Nguyen Phu Trong": a surname, and words of no other use.
    fn surname_first(&self, first: usize, end: usize) -> bool {
        let strange = |i: usize| {
            let marks = self.marks(i);
            !marks.common_word() && self.class(i) == Classes::NONE && self.page.words[i].shape == Shape::Title
        };
        let apart = |i: usize| strange(i) && self.page.words[i].joiner == Joiner::Space;
        let surname = self.marks(first).surname() && strange(first) && !self.page.before(first).has(Classes::LOCATIVE);
        surname && (2..=3).contains(&(end - first)) && (first + 1..end).all(apart) && !self.page.possessive(end)
    }

    /// "in Kampungu", "the village of Cellardyke": a strange name after a word of place.
    pub(super) fn located(&self, first: usize, end: usize) -> bool {
        let page = self.page;
        let strange = |i: usize| {
            let marks = self.marks(i);
            let name_of_people = marks.given_name() || marks.surname();
            !marks.common_word()
                && !name_of_people
                && self.class(i) == Classes::NONE
                && page.words[i].shape == Shape::Title
        };
        let before = page.before(first);
        first > 0
            && before.has(Classes::LOCATIVE)
            && !before.has(Classes::ACTOR_PREPOSITION)
            && page.word(first - 1) != "at"
            && page.words[first - 1].shape == Shape::Lower
            && end - first <= 3
            && !page.possessive(end)
            && (first..end).all(strange)
    }

    /// "Hagos Gebre, a teacher, said", "said Park Soo-min, a guide", "Jane Doe, 42,": what is said of the name, though no
    /// word of it is known to be a name of people.
    pub(super) fn introduced(&self, first: usize, end: usize) -> bool {
        let page = self.page;
        let strange = |i: usize| {
            let marks = self.marks(i);
            (!marks.common_word() && self.class(i) == Classes::NONE) || marks.surname() || marks.given_name()
        };
        // "Park Soo-min": a name in spite of the park.
        let syllables = |i: usize| i + 1 < end && page.words[i + 1].shape == Shape::Lower && self.hyphenated(i + 1);
        let korean = end - first >= 3 && syllables(end - 2);
        let part = |i: usize| korean || strange(i) || page.words[i].joiner == Joiner::Hyphen;
        let names = page.words[first..end].iter().filter(|word| word.joiner != Joiner::Hyphen).count();
        let plain = page.lang() == "en" || !page.opens(first);
        let comma = end < page.words.len() && page.gap(end).trim() == "," && page.sentence[end] == page.sentence[first];
        if !(2..=4).contains(&names) || !plain || !comma || !(first..end).all(part) {
            return false;
        }
        let age = page.words[end].shape == Shape::Number && page.word(end).len() <= 2;
        let apposition = matches!(page.word(end), "a" | "an" | "who" | "whose" | "aged");
        // "a guide in Paju", but not "a village in Nepal"
        let said = |i: &usize| page.joined(*i) && !page.single[*i].has(Classes::LOCATIVE);
        let mut reach = (end + 1..page.words.len().min(end + 5)).take_while(said);
        let thing = Classes::PLACE_KIND.with(Classes::ORGANIZATION).with(Classes::STREET);
        let speaks = page.before(first).has(Classes::VERB) && page.words[end].shape == Shape::Lower;
        age || ((apposition || speaks) && !reach.any(|i| page.single[i].has(thing)))
    }
}
