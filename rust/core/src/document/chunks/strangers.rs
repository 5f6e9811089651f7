//! People, organisations and places that the gazetteer does not know.

use super::{REACH, View, is_particle};
use crate::document::agents::particle;
use crate::document::cues::{Classes, Cue};
use crate::document::page::CaseMode;
use crate::document::unit::{Candidate, Unit, What, is_person, is_place};
use crate::text::{Joiner, Script, Shape};

/// Characters of a name in Han letters, surname and given name.
const HAN_NAME: usize = 5;
/// Characters of a name in katakana, given name and surname.
const KATAKANA_NAME: usize = 16;
/// Words of a nickname between given name and surname, at most.
const NICKNAME: usize = 3;
/// Characters of a Chinese name.
const CHINESE: usize = 3;

/// Does a quotation begin in what stands between two words?
fn is_opening(gap: &str) -> bool {
    let signs = gap.as_bytes();
    matches!(signs, b" \"" | b" '") || (!signs.is_ascii() && matches!(gap, " “" | " ‘" | " «" | " „"))
}

/// Does one end there?
fn is_closing(gap: &str) -> bool {
    gap.strip_suffix(' ').is_some_and(|sign| matches!(sign, "\"" | "”" | "’" | "'" | "»" | "“"))
}

impl View<'_> {
    pub(super) fn person(&self, first: usize, end: usize, why: &'static str) -> Unit {
        self.stranger(What::Person, first, end, 0.8, why)
    }

    /// What the gazetteer does not know, named as it stands.
    pub(super) fn stranger(&self, what: What, first: usize, end: usize, belief: f32, why: &'static str) -> Unit {
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
    pub(super) fn honoured(&self, found: &mut Vec<Unit>) {
        if !self.page.caseless {
            return;
        }
        for i in 1..self.page.words.len() {
            let posted = i > 2 && self.page.words[i - 1].script == Script::Han && self.page.word(i - 2) == "駐";
            // "エマニュエル駐日大使"
            let behind = if posted { i - 2 } else { i };
            let script = self.page.words[behind - 1].script;
            if !matches!(script, Script::Katakana | Script::Han | Script::Hangul) {
                continue;
            }
            // "グロッシ事務局長": foreign names are written in katakana, and an office stands behind them.
            let foreign = script == Script::Katakana;
            let honoured = |cue: &&Cue| cue.classes.has(Classes::HONORIFIC_AFTER) || (foreign && cue.office.is_some());
            let Some(cue) = self.page.cue(i).filter(honoured) else { continue };
            if posted && !foreign {
                continue;
            }
            if foreign {
                found.extend(self.in_katakana(behind, cue));
                continue;
            }
            let most = if script == Script::Han { HAN_NAME } else { 1 };
            let part = |j: usize| {
                self.page.words[j].script == script && (j + 1 == i || self.page.words[j + 1].joiner == Joiner::None)
            };
            let first = (0..i).rev().take(most).take_while(|&j| part(j)).last().unwrap_or(i);
            let letters: usize = (first..i).map(|j| self.page.word(j).chars().count()).sum();
            if !self.page.joined(i) || letters < 2 {
                continue;
            }
            let mut unit = self.person(first, i + usize::from(cue.words), "an honorific behind the name");
            unit.nil_name = Some(self.page.span(first, i).of(self.page.text).to_owned());
            unit.span.end -= particle(self.page.word(unit.end - 1));
            found.push(unit);
        }
    }

    /// The name in katakana that ends before word `i`, an office or an honorific.
    fn in_katakana(&self, i: usize, cue: &Cue) -> Option<Unit> {
        let page = self.page;
        let dot = |j: usize| page.words[j].joiner == Joiner::Space && page.gap(j) == "・";
        let part = |&j: &usize| {
            page.words[j].script == Script::Katakana
                && self.owners.over(j).is_none()
                && (j + 1 == i || page.words[j + 1].joiner == Joiner::None || dot(j + 1))
        };
        let first = (0..i).rev().take(KATAKANA_NAME).take_while(part).last()?;
        let whole =
            first == 0 || page.words[first].joiner != Joiner::None || page.words[first - 1].script != Script::Katakana;
        if !whole || i - first < 2 || page.words[i].joiner != Joiner::None {
            return None;
        }
        if cue.office.is_some() {
            return Some(self.person(first, i, "an office behind the name"));
        }
        let mut unit = self.person(first, i + usize::from(cue.words), "an honorific behind the name");
        unit.nil_name = Some(page.span(first, i).of(page.text).to_owned());
        Some(unit)
    }

    /// "外交大臣拉布在", "开茶馆的陈伟告诉": Chinese writes names with no sign around them. Behind an office stands a foreign name,
    /// known by the characters that these are written with, or a Chinese one, a surname and one or two characters up to where
    /// the sentence goes on; elsewhere only a Chinese one before a verb.
    pub(super) fn in_han(&self, found: &mut Vec<Unit>) {
        let page = self.page;
        if page.lang() != "zh" {
            return;
        }
        for i in 1..page.words.len() {
            let before = page.before(i);
            let titled = before.has(Classes::OFFICE.with(Classes::HONORIFIC));
            let owner = before.has(Classes::OF);
            if !(titled || owner) || page.words[i].script != Script::Han || page.words[i].joiner != Joiner::None {
                continue;
            }
            let end = (titled.then(|| self.foreign_end(i)).flatten()).or_else(|| self.chinese_end(i, titled));
            let Some(end) = end.filter(|&end| !page.is_word(page.span(i, end).of(page.text))) else { continue };
            found.push(self.person(i, end, "a name behind an office or before a verb"));
        }
    }

    /// True for a character that goes on with the name before it.
    fn in_name(&self, i: usize) -> bool {
        let page = self.page;
        page.words.get(i).is_some_and(|word| word.script == Script::Han && word.joiner == Joiner::None)
            && page.cue(i).is_none()
    }

    fn foreign_end(&self, first: usize) -> Option<usize> {
        let writes = |i: &usize| self.in_name(*i) && self.page.table().writes_foreign(self.page.word(*i));
        let end = (first..first + HAN_NAME).take_while(writes).last()? + 1;
        // "伯恩" in "伯恩斯" is not Bern, but all of "柏林" is Berlin.
        let inside = |i: usize| self.owners.over(i).is_none_or(|u| self.owners.over(first) == Some(u));
        let whole = self.owners.over(first).is_some() && self.owners.over(first) == self.owners.over(end - 1);
        (end - first > 1 && !whole && (first..end).all(inside)).then_some(end)
    }

    fn chinese_end(&self, first: usize, titled: bool) -> Option<usize> {
        let page = self.page;
        // The name of a town may be a given name: "王长春".
        let free = |i: usize| self.owners.over(i).is_none() || (i > first && self.owners.over(first).is_none());
        if !page.table().is_surname(page.word(first)) || self.owners.over(first).is_some() || !self.in_name(first) {
            return None;
        }
        let end = (first + 1..=first + CHINESE).take_while(|&i| self.in_name(i) && free(i)).last()? + 1;
        let verb = page.joined(end) && page.class_at(end).has(Classes::VERB);
        let cut = self.owners.over(end - 1).is_some() && self.owners.over(end - 1) == self.owners.over(end);
        (end - first <= CHINESE && !cut && (titled || verb)).then_some(end)
    }

    /// People and organisations with no known name in them.
    pub(super) fn unknown(&self, units: &[Unit], found: &mut Vec<Unit>) {
        let n = self.page.words.len();
        let mut i = 0;
        while i < n {
            if !self.free(i) || self.page.mode(i) != CaseMode::Ordinary {
                let Some(end) = self.arabic_name(units, i) else {
                    i += 1;
                    continue;
                };
                found.push(self.person(i, end, "a given name and a surname"));
                i = end;
                continue;
            }
            let (first, end) = (i, self.right_end(i + 1));
            i = end;
            self.unknown_run(units, first, end, found);
        }
    }

    /// "وقال محمود حسن", "وقال سامي بن علي", "وزير الدفاع اللبناني موريس سليم": where a person's name that begins with word `i`
    /// ends. Arabic has no capitals, and most of its given names are words; behind a verb or an office two of them are a
    /// person.
    pub(super) fn arabic_name(&self, units: &[Unit], i: usize) -> Option<usize> {
        let page = self.page;
        if page.words[i].script != Script::Arabic || self.owners.over(i).is_some() || !self.marks(i).given_name() {
            return None;
        }
        let title = Classes::OFFICE.with(Classes::HONORIFIC);
        // "وزير الدفاع **اللبناني** موريس سليم"
        let state = || self.owners.ending(units, i).filter(|&u| units[u].is(is_place) && page.joined(i));
        let titled = page.before(i).has(title) || state().is_some_and(|u| page.before(units[u].first).has(title));
        if !titled && !page.before(i).has(Classes::VERB) {
            return None;
        }
        let free = |i: usize| {
            let clear = self.owners.over(i).is_none() && page.class_at(i) == Classes::NONE;
            page.joined(i) && page.words[i].script == Script::Arabic && clear
        };
        let named = |i: usize| free(i) && (self.marks(i).given_name() || self.marks(i).surname());
        // "بن علي" alone is a man of state; who has another given name is another.
        if let Some(u) = self.owners.starting(units, i + 1).filter(|&u| page.joined(i + 1) && units[u].is_person()) {
            let known = self.covers(units[u].best(), i, i + 1);
            return (!known && units[u].end - units[u].first <= 2).then(|| units[u].end);
        }
        let particle = |i: usize| free(i) && matches!(page.word(i), "بن" | "ابن" | "بنت" | "أبو" | "آل" | "عبد");
        let second = if particle(i + 1) { i + 2 } else { i + 1 };
        let surname = named(second) || (titled && free(second) && !self.marks(second).common_word());
        surname.then_some(second + 1)
    }

    /// "Dwayne \"The Rock\" Johnson": a given name, a nickname in quotation marks, and a surname are one person.
    pub(super) fn nicknamed(&self, units: &[Unit], found: &mut Vec<Unit>) {
        let page = self.page;
        for (quote, pair) in (1..).zip(page.words.windows(2)) {
            // Between most words there is a blank and nothing else.
            if pair[1].span.start.saturating_sub(pair[0].span.end) < 2 || !is_opening(page.gap(quote)) {
                continue;
            }
            let run =
                (0..quote).rev().take(REACH).take_while(|&i| page.capital(i) && (i + 1 == quote || page.joined(i + 1)));
            // London is a given name, too, and no one is meant in "In London 'The Crown' Smith".
            let city = |i: usize| self.owners.over(i).is_some_and(|u| units[u].best().is_some_and(Candidate::is_major));
            let Some(first) = run.filter(|&i| self.can_be_given(i) && !city(i)).last() else { continue };
            let inside = quote + 1..page.words.len().min(quote + 1 + NICKNAME);
            let Some(behind) = inside.into_iter().find(|&i| is_closing(page.gap(i))) else { continue };
            // "Luiz 'Lula' da Silva"
            let surname = behind + usize::from(is_particle(page.word(behind).as_bytes()) && self.adjacent(behind + 1));
            let named =
                page.capital(surname) && self.can_be_surname(surname) && !self.class(surname).has(Classes::CALENDAR);
            let nickname = (quote..behind).any(|i| page.capital(i));
            if named && nickname && page.ordinary(first) && page.sentence[first] == page.sentence[surname] {
                let end = self.surname_end(units, surname).max(self.right_end(surname + 1));
                found.push(self.known_by(units, (first, quote), (behind, end)));
            }
        }
    }

    /// The person of these given names and this surname, who may be known without the nickname between them, or by it.
    fn known_by(&self, units: &[Unit], given: (usize, usize), surname: (usize, usize)) -> Unit {
        let mut unit = self.person(given.0, surname.1, "a given name, a nickname and a surname");
        let words = (given.0..given.1).chain(surname.0..surname.1).map(|i| self.page.folded(i));
        let key = self.gazetteer.lookup_folded(&words.collect::<Vec<_>>().join(" "));
        let postings = key.into_iter().flat_map(|key| self.gazetteer.key(key).postings());
        let people = postings.map(|posting| Candidate::of(self.gazetteer, posting)).filter(|c| is_person(c.kind));
        unit.candidates.extend(people);
        unit.candidates.dedup_by_key(|c| c.entity);
        unit.share();
        let nickname = self.owners.over(given.1).map(|u| &units[u]);
        if !unit.candidates.is_empty() {
            (unit.what, unit.nil_name) = (What::Known, None);
        } else if let Some(known) = nickname.filter(|x| x.is_person() && self.covers(x.best(), surname.0, surname.1)) {
            unit.mean(known);
        }
        unit
    }

    /// "Посол США **Бернс**": behind an office and the state that it is of, as Slavic languages set them.
    fn behind_owner(&self, units: &[Unit], first: usize) -> bool {
        let page = self.page;
        let owner = if matches!(page.lang(), "ru" | "uk" | "pl") { self.owners.ending(units, first) } else { None };
        owner.is_some_and(|u| {
            let place = units[u].is(is_place) && !units[u].is_adjective();
            place && page.joined(first) && page.before(units[u].first).has(Classes::OFFICE)
        })
    }

    fn unknown_run(&self, units: &[Unit], mut first: usize, end: usize, found: &mut Vec<Unit>) {
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
        let titled = titled || (start == first && self.behind_owner(units, first));
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

    /// A word of no other use than to be a name.
    fn is_strange(&self, i: usize) -> bool {
        !self.marks(i).common_word() && self.class(i) == Classes::NONE && self.page.words[i].shape == Shape::Title
    }

    /// "Zhao Lijian", "Nguyen Phu Trong": a surname, and words of no other use.
    fn surname_first(&self, first: usize, end: usize) -> bool {
        let apart = |i: usize| self.is_strange(i) && self.page.words[i].joiner == Joiner::Space;
        let surname =
            self.marks(first).surname() && self.is_strange(first) && !self.page.before(first).has(Classes::LOCATIVE);
        surname && (2..=3).contains(&(end - first)) && (first + 1..end).all(apart) && !self.page.possessive(end)
    }

    /// "in Kampungu", "the village of Cellardyke": a strange name after a word of place.
    pub(super) fn located(&self, first: usize, end: usize) -> bool {
        let page = self.page;
        let strange = |i: usize| self.is_strange(i) && !self.marks(i).given_name() && !self.marks(i).surname();
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
