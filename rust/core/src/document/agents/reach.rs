//! What is in reach of an office or agent: the state before it or behind it, who holds the office.

use super::{Around, is_official};
use crate::document::cues::Classes;
use crate::document::page::CaseMode;
use crate::document::portfolio::portfolio_end;
use crate::document::unit::{Unit, What, country_of, is_country, is_organization, is_person, is_place};
use crate::gazetteer::{Kind, NameKind};
use crate::resolve::How;
use crate::text::{Joiner, Script, Shape};

/// Agents that are in another state than their own, folded.
const ABROAD: &[&str] = &[
    "embassy",
    "consulate",
    "ambassador",
    "botschaft",
    "konsulat",
    "ambassade",
    "consulat",
    "embajada",
    "consulado",
    "ambasciata",
    "consolato",
    "ambasada",
    "ambasadzie",
    "ambasady",
    "konsulat",
    "посольство",
    "посольстве",
    "посольства",
    "консульство",
    "консульстве",
    "посольстві",
    "консульстві",
    "سفاره",
    "قنصليه",
    "buyukelciligi",
    "大使馆",
    "使馆",
    "大使館",
];

/// Words between the state and the office or agent.
const MODIFIERS: usize = 5;
/// Words of one office.
const OFFICE: usize = 4;
/// Words between the agent and the state that follows it: "police in the capital Nairobi".
const AFTER: usize = 3;

impl Around<'_, '_> {
    /// The state, place or organisation before an office or agent, across its modifiers; and where the phrase begins.
    pub(super) fn state_before(&self, first: usize) -> (Option<usize>, usize, bool) {
        let (page, units) = (self.page, self.units);
        let mut i = first;
        let mut former = false;
        for _ in 0..=MODIFIERS {
            if i == 0 || !page.joined(i) {
                break;
            }
            if let Some(post) = self.posted(i) {
                i = post;
                continue;
            }
            if let Some(u) = self.owners.ending(units, i) {
                let unit = &units[u];
                // "방콕에서": a name with a particle behind it is no part of what follows, but for the genitive's.
                let rest = &page.text[unit.span.end as usize..page.words[i - 1].span.end as usize];
                return if (lends_state(unit) || self.is_genitive(unit)) && matches!(rest, "" | "의") {
                    (Some(u), unit.first, former)
                } else {
                    (None, i, former)
                };
            }
            if page.possessive(i - 1)
                && i >= 2
                && let Some(u) = self.owners.ending(units, i - 1)
            {
                return if lends_state(&units[u]) { (Some(u), units[u].first, former) } else { (None, i, former) };
            }
            let classes = page.single[i - 1];
            former |= classes.has(Classes::FORMER);
            let title = Classes::MODIFIER
                .with(Classes::FORMER)
                .with(Classes::OFFICE)
                .with(Classes::AGENT)
                .with(Classes::ORGANIZATION);
            if !classes.has(title) {
                break;
            }
            i -= 1;
        }
        (None, i, former)
    }

    /// "美国**驻华**大使", "**駐日**大使": where the words before an office begin that say where it is held.
    pub(super) fn posted(&self, i: usize) -> Option<usize> {
        let page = self.page;
        if i == 0 || page.words[i - 1].script != Script::Han {
            return None;
        }
        let lone = |&i: &usize| self.owners.over(i).is_none() && (page.state(i).is_some() || page.word(i) == "华");
        let place = self.owners.ending(self.units, i).filter(|&u| self.units[u].is(is_place));
        let first = place.map(|u| self.units[u].first).or_else(|| Some(i - 1).filter(lone))?;
        (first > 0 && page.joined(first) && matches!(page.word(first - 1), "驻" | "駐")).then(|| first - 1)
    }

    /// "Putins Sprecher": a person in the German genitive lends the state that he stands for.
    fn is_genitive(&self, unit: &Unit) -> bool {
        self.page.lang() == "de" && unit.is(is_person) && unit.how == How::Inflected
    }

    /// The adjectives before a composed unit that its noun goes with as well: "**US** and British activists",
    /// "**French**, **German** and Polish troops".
    pub(super) fn sharing(&self, start: usize) -> Vec<usize> {
        let (page, units) = (self.page, self.units);
        let adjective_before = |i: usize| {
            let acronym = |unit: &Unit| unit.best().is_some_and(|best| best.name.kind == NameKind::Acronym);
            let ends = |u: &usize| (units[*u].is_adjective() || acronym(&units[*u])) && lends_state(&units[*u]);
            self.owners.ending(units, i).filter(ends)
        };
        let mut found = Vec::new();
        if start < 2 || !page.single[start - 1].has(Classes::AND) || !page.joined(start) {
            return found;
        }
        let mut next = adjective_before(start - 1);
        while let Some(u) = next {
            found.push(u);
            next = if page.gap(units[u].first) == ", " { adjective_before(units[u].first) } else { None };
        }
        found
    }

    /// Where a title with no state before it begins: over capitalised modifiers ("Deputy Prime Minister").
    pub(super) fn title_start(&self, first: usize) -> usize {
        let page = self.page;
        let mut i = first;
        let free = |i: usize| self.owners.over(i).is_none();
        // "Колишній президент": who held the office is told by the code.
        let modifier = |i: usize| page.single[i].has(Classes::MODIFIER) && !page.single[i].has(Classes::FORMER);
        while i > 0 && page.joined(i) && page.capital(i - 1) && modifier(i - 1) && free(i - 1) {
            i -= 1;
        }
        // "Пресс-секретарь президента": one office of another.
        let ends_here = |from: &usize| {
            page.cue(*from).is_some_and(|cue| cue.office.is_some() && from + usize::from(cue.words) == i)
        };
        match (i.saturating_sub(OFFICE)..i).find(ends_here) {
            Some(start) if page.joined(i) => start,
            _ => i,
        }
    }

    /// Where what an office is for ends, if a person is named behind it.
    pub(super) fn portfolio(&self, end: usize) -> Option<usize> {
        let named = |i: usize| self.owners.over(i).is_some();
        let name = portfolio_end(self.page, end, named)?;
        self.owners.starting(self.units, name).filter(|&u| self.units[u].is_person()).map(|_| name)
    }

    /// The person named right after an office.
    pub(super) fn holder(&self, end: usize) -> Option<usize> {
        let next = self.owners.starting(self.units, end).filter(|&u| self.units[u].is_person())?;
        (self.page.joined(end) && self.agree(end, next)).then_some(next)
    }

    /// False for "призначила прем'єр-міністром Олексія Гончарука": who is made something is in another case than what.
    fn agree(&self, end: usize, person: usize) -> bool {
        let page = self.page;
        let (office, name) = (page.folded(end - 1), page.folded(self.units[person].end - 1));
        let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        match page.lang() {
            "ru" | "uk" => !(ends(office, &["ом", "ем", "єм", "ою", "ею"]) && ends(name, &["а", "я"])),
            "pl" => !(ends(office, &["em", "iem"]) && ends(name, &["a", "ego"])),
            _ => true,
        }
    }

    /// Where "President obama" ends: the surname of who holds the office, written without its capital.
    pub(super) fn in_small_letters(&self, first: usize, end: usize, state: Option<usize>) -> Option<usize> {
        let page = self.page;
        let surname = page.capital(first)
            && page.mode(first) == CaseMode::Ordinary
            && page.joined(end)
            && page.words[end].shape == Shape::Lower
            && page.class_at(end) == Classes::NONE;
        if !surname || page.marks(end).common_word() {
            return None;
        }
        let gazetteer = self.codes.gazetteer;
        let state = state.and_then(|s| self.units[s].best()).and_then(|best| country_of(gazetteer, best.entity));
        self.holders.find(self.codes, page.folded(end), state, |_| true).map(|_| end + 1)
    }

    /// "وزير الخارجية الصيني تشين قانغ": the words of the name of someone in office in that state, as he is called or as it
    /// sounds. Arabic has no capitals that would show it.
    pub(super) fn in_arabic(&self, first: usize, state: usize) -> Option<(usize, usize)> {
        let (page, gazetteer) = (self.page, self.codes.gazetteer);
        if page.lang() != "ar" {
            return None;
        }
        let state = country_of(gazetteer, self.units[state].best()?.entity)?;
        let free = |i: &usize| page.joined(*i) && self.owners.over(*i).is_none() && page.class_at(*i) == Classes::NONE;
        let free = (first..first + 3).take_while(free).count();
        (1..=free).rev().map(|words| (first, first + words)).find(|&(first, end)| {
            let name = page.span(first, end).of(page.text);
            if end - first == 1 {
                self.holders.find(self.codes, page.folded(first), Some(state), |_| true).is_some()
            } else {
                self.holders.sounding(self.codes, name, state, |_| true).is_some()
            }
        })
    }

    /// The state right after an office or agent, in languages that put it there without a preposition: a genitive in
    /// Slavic ones and Arabic, an adjective in Romance ones and Arabic.
    pub(super) fn owner_after(&self, end: usize) -> Option<usize> {
        let next = self.owners.starting(self.units, end)?;
        let unit = &self.units[next];
        let adjective = unit.is_adjective();
        let lang = self.page.lang();
        // "premier Włoch": the people in the genitive plural are the state in Polish.
        let follows = if adjective {
            matches!(lang, "fr" | "es" | "it" | "ar") || (lang == "pl" && self.page.capital(end))
        } else {
            matches!(lang, "ru" | "uk" | "pl" | "ar") || (unit.how == How::Inflected && lang != "ko")
        };
        (follows && self.page.joined(end) && lends_state(unit)).then_some(next)
    }

    /// "韩国外交部": the words of an office or agent are also the name of an institution, but of another state than the
    /// one before them.
    pub(super) fn is_of_another_state(&self, first: usize, end: usize) -> bool {
        let gazetteer = self.codes.gazetteer;
        let country = |u: usize| self.units[u].best().and_then(|best| country_of(gazetteer, best.entity));
        let Some(u) = self.owners.starting(self.units, first) else { return false };
        let unit = &self.units[u];
        let (Some(before), ..) = self.state_before(first) else { return false };
        unit.end == end && unit.is(is_organization) && country(before).is_some() && country(before) != country(u)
    }

    /// The person named right before an office, as in Korean, Japanese and Chinese.
    pub(super) fn holder_before(&self, first: usize) -> Option<usize> {
        let word = &self.page.words[first];
        let caseless = self.page.joined(first) && word.shape == Shape::Caseless && word.script != Script::Arabic;
        let before = self.owners.ending(self.units, first).filter(|&u| self.units[u].is_person());
        if caseless { before } else { None }
    }

    /// "president of France", "police in Nairobi".
    pub(super) fn state_after(&self, end: usize, office: bool, role: &str, named: bool) -> Option<usize> {
        let (page, units) = (self.page, self.units);
        if end >= page.words.len() || !page.joined(end) {
            return None;
        }
        // "The envoy of France" names France and an office; "police in Nairobi" are the police of Kenya.
        let within =
            page.single[end].has(Classes::LOCATIVE.with(Classes::ORIGIN)) && page.single[end].has(Classes::FUNCTION);
        let of = page.single[end].has(Classes::OF);
        // "an opposition lawmaker from Kyiv"
        let elected = office && !named && matches!(role, "LEG" | "OPP") && page.single[end].has(Classes::ORIGIN);
        // "its embassy in Tehran" is nobody's there.
        let within = within && !ABROAD.contains(&page.folded(end - 1));
        if !((within && !office && is_local(role)) || (of && office && named) || elected) {
            return None;
        }
        let u = (end + 1..=end + AFTER).find_map(|i| self.owners.starting(units, i))?;
        let unit = &units[u];
        let near = page.sentence[unit.first] == page.sentence[end];
        // "from military-ruled Myanmar"
        let compound = |i: usize| {
            page.words[i].shape == Shape::Lower
                && (page.words[i].joiner == Joiner::Hyphen || page.words[i + 1].joiner == Joiner::Hyphen)
        };
        let plain = (end + 1..unit.first).all(|i| {
            page.single[i].has(Classes::FUNCTION.with(Classes::MODIFIER).with(Classes::LOCATIVE)) || compound(i)
        });
        (near && plain && unit.is(is_place) && !unit.is_adjective()).then_some(u)
    }
}

fn lends_state(unit: &Unit) -> bool {
    let adjective = unit.is_adjective();
    let kind = unit.best().map(|b| b.kind);
    unit.what == What::Known
        && (adjective
            || unit.is(is_country)
            || unit.is(is_organization)
            || matches!(
                kind,
                Some(Kind::Admin1 | Kind::PopulatedPlace | Kind::Territory | Kind::Facility | Kind::Region)
            ))
        && !unit.is(is_person)
}

/// A role that belongs to where it is: the police of Nairobi are Kenya's, the students and soldiers in it may be anybody's.
fn is_local(role: &str) -> bool {
    (is_official(role) && role != "MIL") || matches!(role, "REB" | "OPP" | "UAF")
}
