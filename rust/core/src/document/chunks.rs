//! Proper-name chunks: what the capitalised neighbours of a name make of it.
//!
//! A known name inside a longer name is usually not that place: "Jordan Smith" is a man, "Bank of England" a bank,
//! "California Street" a street. Only in sentences whose capitals mark names.

mod kinds;
mod strangers;

use super::cues::Classes;
use super::holders::consonants;
use super::page::{CaseMode, Page};
use super::portfolio::portfolio_end;
use super::unit::{Candidate, Owners, Unit, What, in_text_order, is_country, is_organization, is_person, is_place};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{Gazetteer, Marks, NameRef};
use crate::text::{Joiner, Shape, key};

/// Words of an office and of what it is for.
const OFFICE: usize = 8;
/// A name has at most this many words to either side of a known one.
const REACH: usize = 5;

/// Finds people and organisations that the gazetteer does not know, and marks the names inside them as embedded.
pub(crate) fn chunk(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut Vec<Unit>) {
    let view = View { page, gazetteer, owners: Owners::of(page, units) };
    let mut found = Vec::new();
    view.nicknamed(units, &mut found);
    for u in 0..units.len() {
        view.judge(units, u, &mut found);
    }
    view.unknown(units, &mut found);
    view.honoured(&mut found);
    view.in_han(&mut found);
    let mut covered = vec![false; page.words.len()];
    // "Еманюел Макрон": a known name that has grown takes its words from those of strangers.
    for unit in units.iter().filter(|unit| unit.is_person()) {
        for (i, covered) in (unit.first..).zip(&mut covered[unit.first..unit.end]) {
            *covered |= view.owners.over(i).is_none();
        }
    }
    for new in found {
        if covered[new.first..new.end].contains(&true) {
            continue;
        }
        covered[new.first..new.end].fill(true);
        for i in new.first..new.end {
            if let Some(inside) = view.owners.over(i) {
                units[inside].embedded = true;
                if new.what == What::Person {
                    // "Jordan" in "Jordan Smith" is no place at all.
                    units[inside].candidates.clear();
                }
            }
        }
        units.push(new);
    }
    in_text_order(units);
}

/// True for a word in small letters that may stand within a name.
#[rustfmt::skip]
fn is_particle(word: &[u8]) -> bool {
    matches!(
        word,
        b"al" | b"el" | b"bin" | b"bint" | b"ibn" | b"abu" | b"de" | b"da" | b"do" | b"dos" | b"del" | b"della"
            | b"di" | b"van" | b"von" | b"der" | b"den" | b"la" | b"ul" | b"ur"
    )
}

/// "Tsang" for Cangzhou: no great place, and not by its own name.
fn is_by_the_way(unit: &Unit) -> bool {
    let Some(best) = unit.best().filter(|best| is_place(best.kind)) else { return false };
    best.name.kind == NameKind::Alias && !best.is_major() && !is_country(best.kind)
}

struct View<'p> {
    page: &'p Page<'p>,
    gazetteer: &'p Gazetteer,
    owners: Owners,
}

impl View<'_> {
    /// A capitalised word that could be part of an unknown name.
    fn free(&self, i: usize) -> bool {
        i < self.page.words.len()
            && self.page.capital(i)
            && self.owners.over(i).is_none()
            && !self.page.single[i].has(Classes::CALENDAR)
            && !(self.page.single[i].has(Classes::FUNCTION) && self.page.words[i].shape == Shape::Title)
    }

    fn adjacent(&self, i: usize) -> bool {
        self.page.joined(i) && self.page.words[i].joiner != Joiner::Hyphen && !self.page.possessive(i)
    }

    /// "moon" in "Ki-moon", "Abadi" in "al-Abadi": goes on after a hyphen, whatever its case.
    fn hyphenated(&self, i: usize) -> bool {
        self.page.joined(i) && self.page.words[i].joiner == Joiner::Hyphen && self.owners.over(i).is_none()
    }

    /// "Hardisty" in "Ms. Redfern-Hardisty": behind a hyphen and a name that is unknown, or that of a village behind a
    /// given name or a title.
    fn ends_double_name(&self, units: &[Unit], first: usize) -> bool {
        if first == 0 || !self.page.joined(first) || self.page.words[first].joiner != Joiner::Hyphen {
            return false;
        }
        let i = first - 1;
        let village = || {
            let named =
                i > 0 && self.adjacent(i) && (self.can_be_given(i - 1) || self.class(i - 1).has(Classes::HONORIFIC));
            named && self.owners.over(i).is_some_and(|u| units[u].best().is_some_and(Candidate::is_obscure))
        };
        let strange = self.free(i) && !self.marks(i).common_word() && self.class(i) == Classes::NONE;
        strange || village()
    }

    /// "al" in "Haider al-Abadi", "bin" in "Mohammed bin Salman".
    fn particle(&self, i: usize) -> bool {
        i + 1 < self.page.words.len()
            && self.page.words[i].shape == Shape::Lower
            && is_particle(self.page.word(i).as_bytes())
            && self.owners.over(i).is_none()
            && self.adjacent(i)
            && (self.free(i + 1) || self.hyphenated(i + 1) || self.particle(i + 1))
    }

    fn right_end(&self, mut end: usize) -> usize {
        let limit = end + REACH;
        while end < limit && (self.hyphenated(end) || self.particle(end) || (self.free(end) && self.adjacent(end))) {
            end += 1;
        }
        end
    }

    /// "Rep. Joaquin **Castro**": over a surname that is also a village or a person known by it.
    fn surname_end(&self, units: &[Unit], end: usize) -> usize {
        let Some(next) = self.owners.over(end).map(|u| &units[u]).filter(|next| next.end - next.first == 1) else {
            return end;
        };
        let lesser = next.is(is_person) || next.best().is_some_and(Candidate::is_obscure);
        let surname = self.page.capital(end) && self.adjacent(end) && self.marks(end).surname() && lesser;
        if surname { self.right_end(end + 1) } else { end }
    }

    fn left_start(&self, units: &[Unit], mut first: usize) -> usize {
        let limit = first.saturating_sub(REACH);
        while first > limit && self.adjacent(first) && (self.free(first - 1) || self.is_given_name_too(units, first)) {
            first -= 1;
        }
        first
    }

    /// "Michael" in "Michael Jordan", "Paris" in "Paris Hilton": the word before `first` is a place that is a given name
    /// too, and less of a place than that, or before a village that is a surname.
    fn is_given_name_too(&self, units: &[Unit], first: usize) -> bool {
        let i = first - 1;
        let (Some(unit), Some(next)) = (self.owners.over(i), self.owners.over(first)) else { return false };
        let (unit, next) = (&units[unit], &units[next]);
        let Some(best) = unit.best() else { return false };
        let lesser = !best.is_major() || next.best().is_some_and(Candidate::is_obscure);
        unit.end - unit.first == 1
            && lesser
            && (is_place(best.kind) || is_person(best.kind))
            && self.page.capital(i)
            && ((self.marks(i).given_name()
                && (self.marks(first).surname() || next.is(is_person) || is_by_the_way(next)))
                || self.are_names(unit, next, i, first))
    }

    /// "Stewart Parnell": two villages side by side, the first of them a name of people.
    fn are_names(&self, unit: &Unit, next: &Unit, i: usize, first: usize) -> bool {
        let village = |unit: &Unit| unit.best().is_some_and(Candidate::is_obscure);
        let named = self.marks(i).given_name() || self.marks(i).surname();
        village(unit) && village(next) && named && !self.job(first) && !self.page.before(i).has(Classes::LOCATIVE)
    }

    /// Where the name itself begins in a capitalised run, after titles; and whether there are titles before it.
    fn name_start(&self, mut first: usize, end: usize) -> (usize, bool) {
        let title =
            Classes::OFFICE.with(Classes::HONORIFIC).with(Classes::AGENT).with(Classes::MODIFIER).with(Classes::FORMER);
        let naming = Classes::OFFICE.with(Classes::HONORIFIC);
        if first < end && self.page.opens(first) && self.is_plain(first) {
            first += 1;
        }
        let mut titled = self.page.before(first).has(naming);
        if let Some(name) = self.behind_office(first).filter(|&name| name < end) {
            first = name;
            titled = true;
        }
        // Some people are called Governor, but not before another given name.
        let given = |i: usize| self.can_be_given(i) && !(i + 2 < end && self.can_be_given(i + 1));
        while first < end && self.class(first).has(title) && !given(first) {
            titled = self.class(first).has(naming);
            first += 1;
        }
        while first < end && self.class(first).has(Classes::HONORIFIC) {
            titled = true;
            first += 1;
        }
        (first, titled)
    }

    /// Where the name begins if word `first` lies in an office of several words ("Foreign Secretary", "Chancellor of the
    /// Exchequer") or in what the office is for; the word itself if that ends before it.
    fn behind_office(&self, first: usize) -> Option<usize> {
        let page = self.page;
        for (start, cue) in page.offices(first.saturating_sub(OFFICE)..first + 1).rev() {
            let end = start + usize::from(cue.words);
            if end > first {
                return (cue.words > 1).then_some(end);
            }
            let name = portfolio_end(page, end, |i| self.owners.over(i).is_some());
            if let Some(name) = name.filter(|&name| name >= first) {
                return Some(name);
            }
        }
        None
    }

    /// A word that is capitalised only because it opens a sentence.
    fn is_plain(&self, i: usize) -> bool {
        !self.can_be_given(i) && (self.marks(i).common_word() || self.class(i) != Classes::NONE)
    }

    fn marks(&self, i: usize) -> Marks {
        self.page.marks(i)
    }

    fn class(&self, i: usize) -> Classes {
        self.page.single[i]
    }

    fn initial(&self, i: usize) -> bool {
        let one = self.page.words[i].shape == Shape::Upper && self.page.word(i).chars().count() == 1;
        one && self.page.words.get(i + 1).is_some_and(|next| next.joiner == Joiner::Dot)
    }

    fn can_be_given(&self, i: usize) -> bool {
        self.marks(i).given_name() || self.initial(i)
    }

    fn can_be_surname(&self, i: usize) -> bool {
        let marks = self.marks(i);
        (marks.surname() || !marks.common_word()) && !self.job(i)
    }

    /// A word that says what a name is of, and is no name of people.
    fn job(&self, i: usize) -> bool {
        // Many people are called Park, Hall and Hill.
        let kind = self.class(i).has(Classes::PLACE_KIND) && !self.marks(i).surname();
        let job = Classes::ORGANIZATION.with(Classes::STREET).with(Classes::OFFICE).with(Classes::EVENT);
        kind || self.class(i).has(job)
    }

    fn judge(&self, units: &mut [Unit], u: usize, found: &mut Vec<Unit>) {
        let (first, end) = (units[u].first, units[u].end);
        let page = self.page;
        if page.mode(first) != CaseMode::Ordinary || !page.capital(first) {
            return;
        }
        let Some(best) = units[u].best().copied() else { return };
        let (place, person) = (is_place(best.kind), is_person(best.kind));
        // "Red River" is no county, whatever counties are called for short.
        if place && end - first > 1 && self.class(end - 1).has(Classes::PLACE_KIND) {
            let water = kinds::is_kind(&page.word(end - 1).to_lowercase(), Kind::Water);
            units[u].keep(|c| water && c.kind == Kind::Water);
        }
        let left = self.left_start(units, first);
        let right = self.right_end(end);
        // "Lula Costa"
        let right = if person && right == end { self.surname_end(units, end) } else { right };
        if units[u].is_adjective() {
            self.judge_adjective(&units[u], left, right, found);
            return;
        }
        if is_organization(best.kind) && end - first > 1 {
            return;
        }
        // "Hurricane Alex"
        if left < first && (left..first).any(|i| self.class(i).has(Classes::EVENT)) {
            units[u].discard();
            return;
        }
        if self.part_of_thing(units, u, (left, right), found) {
            return;
        }
        if place && self.extend_by_small_kind(units, u) {
            return;
        }
        if (place && self.extend_by_kind(units, u, left, right, found)) || self.class(first).has(Classes::PLACE_KIND) {
            return;
        }
        if place && self.ends_double_name(units, first) && !best.is_major() {
            units[u].discard();
            return;
        }
        // Honorific + place name, or given name + place name: a person.
        let before = page.before(first);
        let title = first > 0 && page.capital(first - 1) && self.adjacent(first) && before.has(Classes::OFFICE);
        let titled =
            (before.has(Classes::HONORIFIC) || (title && !is_country(best.kind))) && !before.has(Classes::LOCATIVE);
        let one_word = end - first == 1;
        let obscure = best.is_obscure();
        let surname = one_word && (place || person || is_organization(best.kind));
        if titled && surname && (obscure || self.marks(first).surname()) && !person {
            found.push(self.person(first, self.surname_end(units, right.max(end)), "a title before the name"));
            return;
        }
        let (left, titled_left) = self.name_start(left, first);
        if person && left < first && self.covers(units[u].best(), left, first) {
            self.extend_left(units, u, left);
            return;
        }
        let given = left < first
            && (self.can_be_given(left)
                || titled_left
                || self.marks(first).surname()
                || self.owners.over(first - 1).is_some());
        // Few people are called like a state; who is has a given name before it.
        let fits = !is_country(best.kind) || (self.can_be_given(left) && self.marks(first).surname());
        if given && surname && fits {
            let is_full_name = person && self.covers(units[u].best(), left, first);
            if !is_full_name {
                found.push(self.person(left, self.surname_end(units, right.max(end)), "a given name before it"));
                return;
            }
        }
        if let Some(person) = self.person_behind(&units[u], best, left, right) {
            found.push(person);
            return;
        }
        // A village inside a longer unknown name is no village.
        if place
            && (obscure || is_by_the_way(&units[u]))
            && one_word
            && (left < first || right > end)
            && !page.before(left).has(Classes::LOCATIVE)
        {
            units[u].embedded = true;
            units[u].note("inside a longer name");
        }
    }

    fn judge_adjective(&self, unit: &Unit, left: usize, right: usize, found: &mut Vec<Unit>) {
        let (first, end) = (unit.first, unit.end);
        // "Salvatore Greco", "Melinda French"
        let given = left < first && self.can_be_given(first - 1) && !self.page.opens(first - 1);
        if given && end - first == 1 && (self.marks(first).surname() || self.page.lang() != "en") {
            let (left, _) = self.name_start(left, first);
            found.push(self.person(left, right.max(end), "a given name before it"));
            return;
        }
        // "Indian Ocean"
        if right == end + 1 && self.class(end).has(Classes::PLACE_KIND) {
            self.kind_of_place(first, right, found);
        }
    }

    /// The person that a name is with the words behind it.
    fn person_behind(&self, unit: &Unit, best: Candidate, left: usize, right: usize) -> Option<Unit> {
        let (first, end) = (unit.first, unit.end);
        let (page, place) = (self.page, is_place(best.kind));
        let one_word = end - first == 1;
        if right <= end {
            return None;
        }
        if one_word
            && place
            && self.marks(first).given_name()
            && (self.can_be_surname(end) || (!self.job(end) && !page.opens(end)))
            && (self.marks(end).surname() || !best.is_major() || best.is_foreign(page.lang(), self.gazetteer))
        {
            return Some(self.person(first, right, "a given name followed by a surname"));
        }
        let one_behind = one_word && right == end + 1;
        // "chairman Massoud Shadjareh" is not the Massoud that is known.
        let other = |i: usize| {
            let marks = self.marks(i);
            self.class(i) == Classes::NONE && (!marks.common_word() || marks.surname())
        };
        if is_person(best.kind) && one_behind && other(end) && page.words[end].joiner == Joiner::Space {
            return Some(self.person(first, right, "a longer name than that of the one who is known"));
        }
        if place && !best.is_major() && self.introduced(left, right) {
            return Some(self.person(left, right, "introduced as a person"));
        }
        // "Chen Zhu"
        let surname = is_by_the_way(unit) && self.marks(first).surname() && !self.job(end);
        (one_behind && surname).then(|| self.person(first, right, "a surname and a name"))
    }

    /// "Vladimir V. Putin": the gazetteer has "V. Putin", and the given name before it is his too.
    fn extend_left(&self, units: &mut [Unit], u: usize, left: usize) {
        for i in left..units[u].first {
            if let Some(inside) = self.owners.over(i) {
                units[inside].discard();
            }
        }
        let unit = &mut units[u];
        unit.first = left;
        unit.name_first = left;
        unit.span.start = self.page.words[left].span.start;
    }

    fn covers(&self, best: Option<&Candidate>, left: usize, first: usize) -> bool {
        let Some(best) = best else { return false };
        let person = self.gazetteer.entity(best.entity);
        let full = person.name().to_lowercase();
        // "Ибрахим Раиси": the gazetteer has him as "Эбрахим".
        let sounds = |i: usize| {
            let sound = consonants(self.page.folded(i));
            let known = |name: NameRef<'_>| key(name.text()).split(' ').any(|word| consonants(word) == sound);
            sound.chars().count() > 2 && person.names().any(known)
        };
        (left..first).all(|i| {
            self.initial(i)
                || full.contains(&self.page.word(i).to_lowercase())
                || (!self.page.word(i).is_ascii() && sounds(i))
        })
    }
}
