//! Proper-name chunks: what the capitalised neighbours of a name make of it.
//!
//! A known name inside a longer name is usually not that place: "Jordan Smith" is a man, "Bank of England" a bank,
//! "California Street" a street. Only in sentences whose capitals mark names.

use super::agents::particle;
use super::cues::{Classes, Cue};
use super::detect::{is_major, is_obscure, marks_of};
use super::page::{CaseMode, Page};
use super::places::ancestors;
use super::portfolio::portfolio_end;
use super::unit::{Candidate, Owners, Unit, What, in_text_order, is_country, is_organization, is_person, is_place};
use crate::gazetteer::Kind;
use crate::index::{EntityId, Gazetteer, Marks};
use crate::resolve::How;
use crate::text::{Joiner, Script, Shape};

/// Characters of a name in Han letters, surname and given name.
const HAN_NAME: usize = 5;
/// Words of an office and of what it is for.
const OFFICE: usize = 8;
/// A name has at most this many words to either side of a known one.
const REACH: usize = 5;

/// Finds people and organisations that the gazetteer does not know, and marks the names inside them as embedded.
pub(crate) fn chunk<'g>(page: &Page<'_>, gazetteer: &'g Gazetteer, units: &mut Vec<Unit<'g>>) {
    let view = View { page, gazetteer, owners: Owners::of(page, units) };
    let mut found = Vec::new();
    for u in 0..units.len() {
        view.judge(units, u, &mut found);
    }
    view.unknown(&mut found);
    view.honoured(&mut found);
    let mut covered = vec![false; page.words.len()];
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

struct View<'p, 'g> {
    page: &'p Page<'p>,
    gazetteer: &'g Gazetteer,
    owners: Owners,
}

impl<'g> View<'_, 'g> {
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
    fn ends_double_name(&self, units: &[Unit<'g>], first: usize) -> bool {
        if first == 0 || !self.page.joined(first) || self.page.words[first].joiner != Joiner::Hyphen {
            return false;
        }
        let i = first - 1;
        let village = || {
            let named =
                i > 0 && self.adjacent(i) && (self.can_be_given(i - 1) || self.class(i - 1).has(Classes::HONORIFIC));
            named && self.owners.over(i).is_some_and(|u| units[u].best().is_some_and(|b| is_obscure(self.gazetteer, b)))
        };
        let strange = self.free(i) && !self.marks(i).common_word() && self.class(i) == Classes::NONE;
        strange || village()
    }

    /// "al" in "Haider al-Abadi", "bin" in "Mohammed bin Salman".
    fn particle(&self, i: usize) -> bool {
        const PARTICLES: &[&str] = &[
            "al", "el", "bin", "bint", "ibn", "abu", "de", "da", "do", "dos", "del", "della", "di", "van", "von",
            "der", "den", "la", "ul", "ur",
        ];
        i + 1 < self.page.words.len()
            && self.page.words[i].shape == Shape::Lower
            && PARTICLES.contains(&self.page.word(i))
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

    fn left_start(&self, units: &[Unit<'g>], mut first: usize) -> usize {
        let limit = first.saturating_sub(REACH);
        while first > limit && self.adjacent(first) && (self.free(first - 1) || self.is_given_name_too(units, first)) {
            first -= 1;
        }
        first
    }

    /// "Michael" in "Michael Jordan", "Paris" in "Paris Hilton": the word before `first` is a place that is a given name
    /// too, and less of a place than that, or before a village that is a surname.
    fn is_given_name_too(&self, units: &[Unit<'g>], first: usize) -> bool {
        let i = first - 1;
        let (Some(unit), Some(next)) = (self.owners.over(i), self.owners.over(first)) else { return false };
        let (unit, next) = (&units[unit], &units[next]);
        let Some(best) = unit.best() else { return false };
        let lesser = !is_major(self.gazetteer, best) || next.best().is_some_and(|b| is_obscure(self.gazetteer, b));
        unit.end - unit.first == 1
            && lesser
            && (is_place(best.kind) || is_person(best.kind))
            && self.page.capital(i)
            && ((self.marks(i).given_name() && (self.marks(first).surname() || next.is(is_person)))
                || self.are_names(unit, next, i, first))
    }

    /// "Stewart Parnell": two villages side by side, the first of them a name of people.
    fn are_names(&self, unit: &Unit<'g>, next: &Unit<'g>, i: usize, first: usize) -> bool {
        let village = |unit: &Unit<'g>| unit.best().is_some_and(|best| is_obscure(self.gazetteer, best));
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
        while first < end && self.class(first).has(title) && !self.can_be_given(first) {
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
        for start in (first.saturating_sub(OFFICE)..=first).rev() {
            let Some(cue) = page.cue(start).filter(|_| page.is_office(start)) else { continue };
            let end = start + usize::from(cue.words);
            if end > first {
                return (cue.words > 1).then_some(end);
            }
            let name = portfolio_end(page, self.gazetteer, end, |i| self.owners.over(i).is_some());
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
        marks_of(self.page, self.gazetteer, i)
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

    fn judge(&self, units: &mut [Unit<'g>], u: usize, found: &mut Vec<Unit<'g>>) {
        let (first, end) = (units[u].first, units[u].end);
        let page = self.page;
        if page.mode(first) != CaseMode::Ordinary || !page.capital(first) {
            return;
        }
        let Some(best) = units[u].best().copied() else { return };
        let (place, person) = (is_place(best.kind), is_person(best.kind));
        let left = self.left_start(units, first);
        let right = self.right_end(end);
        if units[u].is_adjective() {
            // "Salvatore Greco", "Melinda French"
            let given = left < first && self.can_be_given(first - 1) && !page.opens(first - 1);
            if given && end - first == 1 && (self.marks(first).surname() || page.lang() != "en") {
                let (left, _) = self.name_start(left, first);
                found.push(self.person(left, right.max(end), "a given name before it"));
                return;
            }
            // "Indian Ocean"
            let water = right == end + 1 && self.class(end).has(Classes::PLACE_KIND);
            if water {
                self.kind_of_place(first, right, found);
            }
            return;
        }
        if is_organization(best.kind) && end - first > 1 {
            return;
        }
        if self.of_head(units, first).is_some_and(|head| self.organization(head, right.max(end), found)) {
            return;
        }
        if place && right > end {
            let last = right - 1;
            if self.class(last).has(Classes::STREET) && !page.opens(last) {
                units[u].embedded = true;
                units[u].note("part of a street's name");
                return;
            }
            if self.class(last).has(Classes::EVENT) && !page.opens(last) {
                units[u].note("in the name of an event or a law");
                return;
            }
            if (end..right).any(|i| self.class(i).has(Classes::ORGANIZATION)) {
                self.organization(first, right, found);
                return;
            }
        }
        // "Asamblea Nacional", "Banco Santander": where the head of an organisation's name comes first.
        let head = (left..first).find(|&i| self.class(i).has(Classes::ORGANIZATION) && !page.opens(i));
        if let Some(head) = head.filter(|_| place && matches!(page.lang(), "es" | "fr" | "it")) {
            let institution = page.cue(head).is_some_and(|cue| head + usize::from(cue.words) >= end);
            if institution && page.has_role(head) {
                units[u].embedded = true;
                units[u].candidates.clear();
                return;
            }
            if self.organization(head, right.max(end), found) {
                return;
            }
        }
        if place && self.extend_by_small_kind(units, u) {
            return;
        }
        if (place && self.extend_by_kind(units, u, left, right, found)) || self.class(first).has(Classes::PLACE_KIND) {
            return;
        }
        if place && self.ends_double_name(units, first) && !is_major(self.gazetteer, &best) {
            units[u].embedded = true;
            units[u].candidates.clear();
            return;
        }
        // Honorific + place name, or given name + place name: a person.
        let before = page.before(first);
        let title = first > 0 && page.capital(first - 1) && self.adjacent(first) && before.has(Classes::OFFICE);
        let titled =
            (before.has(Classes::HONORIFIC) || (title && !is_country(best.kind))) && !before.has(Classes::LOCATIVE);
        let one_word = end - first == 1;
        let obscure = is_obscure(self.gazetteer, &best);
        let surname = one_word && (place || person || is_organization(best.kind));
        if titled && surname && (obscure || self.marks(first).surname()) && !person {
            found.push(self.person(first, right.max(end), "a title before the name"));
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
                found.push(self.person(left, right.max(end), "a given name before it"));
                return;
            }
        }
        if right > end
            && one_word
            && place
            && self.marks(first).given_name()
            && (self.can_be_surname(end) || (!self.job(end) && !page.opens(end)))
            && (self.marks(end).surname()
                || !is_major(self.gazetteer, &best)
                || best.is_foreign(page.lang(), self.gazetteer))
        {
            found.push(self.person(first, right, "a given name followed by a surname"));
            return;
        }
        if place && !is_major(self.gazetteer, &best) && right > end && self.introduced(left, right) {
            found.push(self.person(left, right, "introduced as a person"));
            return;
        }
        // A village inside a longer unknown name is no village.
        if place && obscure && one_word && (left < first || right > end) && !page.before(left).has(Classes::LOCATIVE) {
            units[u].embedded = true;
            units[u].note("inside a longer name");
        }
    }

    /// "Kharkov Region", "Naf River", "River Tay": with its kind, a known name is that kind of place or none.
    fn extend_by_kind(
        &self,
        units: &mut [Unit<'g>],
        u: usize,
        left: usize,
        right: usize,
        found: &mut Vec<Unit<'g>>,
    ) -> bool {
        let (first, end) = (units[u].first, units[u].end);
        let after = right > end && self.class(end).has(Classes::PLACE_KIND) && self.page.capital(end);
        let before = first > left && self.class(first - 1).has(Classes::PLACE_KIND) && !self.page.opens(first - 1);
        let (from, to, kind) = match (after, before) {
            (true, _) => (first, end + 1, end),
            (_, true) => (first - 1, end, first - 1),
            _ => return false,
        };
        let word = self.page.word(kind).to_lowercase();
        let fits = |k: Kind| match word.as_str() {
            "county" | "parish" | "district" => k == Kind::Admin2,
            "region" | "province" | "oblast" | "state" | "territory" | "prefecture" => {
                matches!(k, Kind::Admin1 | Kind::Region)
            }
            "river" | "lake" | "creek" | "bay" | "gulf" | "sea" | "ocean" | "strait" => k == Kind::Water,
            "mount" | "mountain" | "mountains" | "island" | "islands" | "peninsula" | "valley" => k == Kind::Landform,
            "city" | "town" | "village" | "township" => k == Kind::PopulatedPlace,
            _ => false,
        };
        let division = matches!(word.as_str(), "region" | "province" | "oblast" | "state");
        if !units[u].candidates.iter().any(|c| fits(c.kind)) && division {
            self.division_around(&mut units[u]);
        }
        if units[u].keep(|c| fits(c.kind)) {
            units[u].first = from;
            units[u].end = to;
            units[u].span = self.page.span(from, to);
            return true;
        }
        self.kind_of_place(from, to, found)
    }

    /// "Владимирской области": Slavic languages write the kind of a division small, and its name as an adjective.
    fn extend_by_small_kind(&self, units: &mut [Unit<'g>], u: usize) -> bool {
        let (page, end) = (self.page, units[u].end);
        let small = page.joined(end)
            && page.words[end].shape == Shape::Lower
            && self.class(end).has(Classes::PLACE_KIND)
            && matches!(page.lang(), "ru" | "uk");
        let division = |k: Kind| matches!(k, Kind::Admin1 | Kind::Admin2);
        if !small || !units[u].keep(|c| division(c.kind)) {
            return false;
        }
        units[u].end = end + 1;
        units[u].span = page.span(units[u].first, end + 1);
        true
    }

    /// "Kharkov Region" where only the city is called so: the division in which the city lies.
    fn division_around(&self, unit: &mut Unit<'g>) {
        let admin1 = |&id: &EntityId| self.gazetteer.entity(id).kind() == Kind::Admin1;
        let Some(best) = unit.best().copied() else { return };
        let Some(division) = ancestors(self.gazetteer, best.entity).find(admin1) else { return };
        let Some(name) = self.gazetteer.entity(division).names().next() else { return };
        unit.candidates
            .insert(0, Candidate { entity: division, kind: Kind::Admin1, name, prior: best.prior, score: best.score });
        unit.how = How::Composed;
        unit.via = format!("the division around {}", self.gazetteer.entity(best.entity).name());
    }

    /// "Vladimir V. Putin": the gazetteer has "V. Putin", and the given name before it is his too.
    fn extend_left(&self, units: &mut [Unit<'g>], u: usize, left: usize) {
        for i in left..units[u].first {
            if let Some(inside) = self.owners.over(i) {
                units[inside].embedded = true;
                units[inside].candidates.clear();
            }
        }
        let unit = &mut units[u];
        unit.first = left;
        unit.name_first = left;
        unit.span.start = self.page.words[left].span.start;
    }

    fn covers(&self, best: Option<&Candidate<'g>>, left: usize, first: usize) -> bool {
        let Some(best) = best else { return false };
        let full = self.gazetteer.entity(best.entity).name().to_lowercase();
        (left..first).all(|i| self.initial(i) || full.contains(&self.page.word(i).to_lowercase()))
    }

    /// For "Bank of England": the first word of the capitalised run before "of", if it names an organisation.
    fn of_head(&self, units: &[Unit<'g>], first: usize) -> Option<usize> {
        let mut of = first.checked_sub(1)?;
        if self.page.word(of) == "the" {
            of = of.checked_sub(1)?;
        }
        if !matches!(self.page.word(of), "of" | "for" | "de" | "di" | "del") || !self.page.joined(of) {
            return None;
        }
        let head = of.checked_sub(1)?;
        let named = self.class(head).has(Classes::ORGANIZATION) && self.page.capital(head);
        (named && !self.class(head).has(Classes::OFFICE)).then(|| self.left_start(units, head))
    }

    fn organization(&self, first: usize, end: usize, found: &mut Vec<Unit<'g>>) -> bool {
        let first = if self.page.opens(first) && self.class(first).has(Classes::FUNCTION) { first + 1 } else { first };
        let end = self.goes_on(end);
        if end <= first + 1 {
            return false;
        }
        found.push(self.stranger(
            What::Organization,
            first,
            end,
            0.7,
            "a longer name with the head of an organisation",
        ));
        true
    }

    /// "Missouri Department **of Transportation**": where the name of an organisation ends whose head is the last word.
    fn goes_on(&self, end: usize) -> usize {
        let page = self.page;
        let of = end < page.words.len() && page.joined(end) && page.words[end].shape == Shape::Lower;
        let head = self.class(end - 1).has(Classes::ORGANIZATION);
        if of && head && self.class(end).has(Classes::OF) && end + 1 < page.words.len() && self.free(end + 1) {
            self.right_end(end + 2)
        } else {
            end
        }
    }

    /// "Casco Bay", "River Tay": a capitalised kind of place with a name that the gazetteer does not have.
    fn kind_of_place(&self, first: usize, end: usize, found: &mut Vec<Unit<'g>>) -> bool {
        let kind = |i: usize| self.class(i).has(Classes::PLACE_KIND) && self.page.capital(i);
        let before = kind(first) && self.class(first).has(Classes::PLACE_KIND_FIRST);
        if end - first < 2 || !(before || kind(end - 1)) || (first..end).all(kind) {
            return false;
        }
        // "Susan Hall"
        if end - first == 2 && !before && self.can_be_given(first) && self.marks(end - 1).surname() {
            return false;
        }
        // "US State department"
        if self.adjacent(end) && self.class(end).has(Classes::ORGANIZATION.with(Classes::AGENT)) {
            return false;
        }
        found.push(self.stranger(What::Place, first, end, 0.7, "a name with its kind of place"));
        true
    }

    fn person(&self, first: usize, end: usize, why: &'static str) -> Unit<'g> {
        self.stranger(What::Person, first, end, 0.8, why)
    }

    /// What the gazetteer does not know, named as it stands.
    fn stranger(&self, what: What, first: usize, end: usize, belief: f32, why: &'static str) -> Unit<'g> {
        let mut unit = Unit::new(self.page, first, end, what);
        // A line may end within a name.
        let words: Vec<&str> = unit.span.of(self.page.text).split_whitespace().collect();
        unit.nil_name = Some(words.join(" "));
        unit.belief = belief;
        unit.note(why);
        unit
    }

    /// "김영희 씨", "宮城健一さん": in scripts without capitals, only what stands behind the name tells a person.
    fn honoured(&self, found: &mut Vec<Unit<'g>>) {
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
    fn unknown(&self, found: &mut Vec<Unit<'g>>) {
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
    fn arabic_name(&self, i: usize) -> bool {
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

    fn unknown_run(&self, mut first: usize, end: usize, found: &mut Vec<Unit<'g>>) {
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
        } else if self.introduced(first, end) {
            found.push(self.person(first, end, "introduced as a person"));
        } else if self.located(first, end) {
            found.push(self.stranger(What::Place, first, end, 0.6, "an unknown name after a word of place"));
        }
    }

    /// "in Kampungu", "the village of Cellardyke": a strange name after a word of place.
    fn located(&self, first: usize, end: usize) -> bool {
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
    fn introduced(&self, first: usize, end: usize) -> bool {
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
