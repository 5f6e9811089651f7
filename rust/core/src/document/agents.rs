//! Agents and offices: "Japanese Chief Cabinet Secretary Yoshimasa Hayashi", "Colombian rebels", "police in Nairobi".
//!
//! An agent is a pattern, not an entity: the cue tables give the role part of its code, and a state in reach the rest.

use super::Reading;
use super::codes::Codes;
use super::cues::Classes;
use super::holders::Holders;
use super::page::{CaseMode, Page};
use super::portfolio::portfolio_end;
use super::unit::{
    Candidate, Owners, Unit, What, country_of, in_text_order, is_country, is_organization, is_person, is_place,
};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{EntityId, NameRef};
use crate::resolve::How;
use crate::text::{Joiner, Script, Shape};

/// Words between the state and the office or agent.
const MODIFIERS: usize = 5;
/// Words of one office.
const OFFICE: usize = 4;
/// Words between the agent and the state that follows it: "police in the capital Nairobi".
const AFTER: usize = 3;

/// Composes units around every office and agent that has a state or an organisation in reach.
pub(crate) fn compose<'g>(page: &Page<'_>, codes: &Codes<'g>, holders: &Holders, units: &mut Vec<Unit<'g>>) {
    let owners = Owners::of(page, units);
    let focus = focus(codes, units);
    let mut made: Vec<Unit<'g>> = Vec::new();
    let mut i = 0;
    while i < page.words.len() {
        let Some((cue, role)) = page.cue(i).filter(|_| page.has_role(i)).and_then(|cue| Some((cue, cue.role()?)))
        else {
            i += 1;
            continue;
        };
        let (first, end) = (i, i + usize::from(cue.words));
        let around = Around { page, codes, holders, focus, units, owners: &owners };
        let standing = |u: usize| !(units[u].embedded && units[u].candidates.is_empty());
        let inside =
            (first..end).any(|i| owners.over(i).is_some_and(standing)) && !around.is_of_another_state(first, end);
        // "Sheikh" of "Sheikh Hasina" is a part of her name.
        let of_name = owners.over(end).is_some_and(|u| units[u].is_person());
        let compound = page.joined(end) && !of_name && page.has_role(end);
        if inside || (compound && page.words[end].joiner == Joiner::Space) {
            i += 1;
            continue;
        }
        if let Some(unit) = around.compose(first, end, cue.office.is_some(), role) {
            let sharing = if unit.candidates.is_empty() { around.sharing(unit.first) } else { Vec::new() };
            for inside in (unit.first..unit.end).filter_map(|i| owners.over(i)) {
                units[inside].embedded = true;
            }
            for u in sharing {
                share(page, codes, &mut units[u], (first, end), role);
            }
            i = unit.end.max(end);
            made.push(unit);
        } else {
            i = end;
        }
    }
    units.append(&mut made);
    in_text_order(units);
}

/// Words that may follow a noun that ends its phrase.
const SMALL: Classes =
    Classes::FUNCTION.with(Classes::VERB).with(Classes::AUXILIARY).with(Classes::COPULA).with(Classes::LOCATIVE);

/// What an office or agent may compose with.
struct Around<'a, 'g> {
    page: &'a Page<'a>,
    codes: &'a Codes<'g>,
    holders: &'a Holders,
    /// The state that the text is about.
    focus: Option<EntityId>,
    units: &'a [Unit<'g>],
    owners: &'a Owners,
}

impl<'g> Around<'_, 'g> {
    fn compose(&self, first: usize, end: usize, office: bool, role: &str) -> Option<Unit<'g>> {
        let (page, codes, units) = (self.page, self.codes, self.units);
        let gazetteer = codes.gazetteer;
        let holder_first = if office { self.holder_before(first) } else { None };
        let end = if office && holder_first.is_none() { self.portfolio(end).unwrap_or(end) } else { end };
        if !office && page.capital(first) && page.ordinary(first) && !page.opens(first) && !is_official(role) {
            // "People" in "Donetsk People's Republic" is part of a name.
            return None;
        }
        let (state, start, mut former) = self.state_before(holder_first.map_or(first, |p| units[p].first));
        // "도널드 트럼프 미국 대통령": the holder, the state, the office.
        let holder_first = holder_first.or_else(|| if office { self.holder_before(units[state?].first) } else { None });
        let person = holder_first.or_else(|| if office { self.holder(end) } else { None });
        // "министр иностранных дел России Сергей Лавров": the state in the genitive, then the holder.
        let owner = if state.is_none() && person.is_none() { self.owner_after(end) } else { None };
        let behind_owner = owner.map(|o| page.across(first, end..units[o].end).unwrap_or(units[o].end));
        let person = person.or_else(|| behind_owner.filter(|_| office).and_then(|end| self.holder(end)));
        let state = state.or(owner);
        let start = if owner.is_some() { self.title_start(first) } else { start };
        let after = if state.is_none() {
            self.state_after(person.map_or(end, |p| units[p].end), office, role, person.is_some())
        } else {
            None
        };
        // "Kenyan fishermen" are Kenya's; the fishermen of a town are just there.
        let state = state
            .filter(|&s| office || is_official(role) || units[s].is_adjective() || units[s].is(is_country))
            // "Hamas fighters", "the Islamic State group": the organisation itself.
            .filter(|&s| office || !units[s].is(is_organization));
        former |= start > 0 && page.before(start).has(Classes::FORMER);
        // "a general strike": a rank is one only before a name, or alone.
        let rank = role == "MIL" && page.single[first].has(Classes::HONORIFIC);
        if rank
            && person.is_none()
            && page.joined(end)
            && page.words[end].shape == Shape::Lower
            && !page.single[end].has(SMALL)
        {
            return None;
        }
        let known = person.and_then(|p| units[p].best().copied());
        // "Senator", "Governor" alone before a name says nothing of which state.
        let start = match state {
            Some(_) => start,
            None if office => self.title_start(first),
            None => first,
        };
        let start = holder_first.map_or(start, |p| start.min(units[p].first));
        let small =
            if office && person.is_none() && owner.is_none() { self.in_small_letters(first, end, state) } else { None };
        let named = person.is_some() || small.is_some();
        if state.is_none() && after.is_none() && !named {
            return if office { None } else { self.institution(first, end, role) };
        }
        let stop = person.map(|p| units[p].end).or(behind_owner).or(small).unwrap_or(end).max(end);
        let mut unit = Unit::new(page, start, stop, What::Agent);
        unit.span.end -= particle(page.word(stop - 1));
        if let Some(p) = person {
            let inner = &units[p];
            if inner.end == stop {
                unit.span.end = inner.span.end;
            }
            unit.name_first = inner.first;
            unit.candidates.clone_from(&inner.candidates);
            unit.key = inner.key;
            unit.nil_name.clone_from(&inner.nil_name);
            unit.how = if inner.what == What::Known { inner.how } else { How::Composed };
            unit.via.clone_from(&inner.via);
            unit.what = inner.what;
        } else {
            unit.how = How::Composed;
            unit.nil_name = small.map(|stop| page.word(stop - 1).to_owned());
        }
        unit.reading = if state.is_none() && after.is_none() { Reading::Person } else { Reading::Actor };
        let source = state.or(after).map(|s| &units[s]);
        let code = source.and_then(|s| actor_code(codes, s, role, former));
        if let (Some(code), Some(source)) = (&code, source) {
            let of = source.best().map_or("", |b| gazetteer.entity(b.entity).name());
            let words = page.span(first, end).of(page.text);
            unit.note(format!("{words} ({role}) of {of}"));
            unit.code.clone_from(code);
            unit.actor = source.best().map(|b| b.entity);
            if unit.candidates.is_empty() && unit.nil_name.is_none() {
                unit.via = format!("{of} + {words}");
            }
        }
        if unit.candidates.is_empty() && office && named && !former {
            self.recognize(&mut unit, source);
        }
        if unit.code.is_empty() && unit.nil_name.is_some() && office && person.is_some() {
            self.by_focus(&mut unit, role, former);
        }
        let known = known.or_else(|| unit.best().copied().filter(|c| c.kind == Kind::Person));
        if let Some(known) = known {
            let held = codes.of(&known);
            let by_role = unit.code.clone();
            if !held.is_empty() && (by_role.is_empty() || !former) && !disagree(&held, &by_role) {
                unit.code = held;
                unit.note("code by the office held on the day");
            }
        }
        if former {
            unit.note("a former holder of the office");
        }
        if unit.code.is_empty() && !named {
            return None;
        }
        unit.belief = if named { 0.95 } else { 0.85 };
        Some(unit)
    }

    /// "President Bush": the one person of that surname in office on the day.
    fn recognize(&self, unit: &mut Unit<'g>, source: Option<&Unit<'g>>) {
        let gazetteer = self.codes.gazetteer;
        let name = unit.nil_name.as_deref().unwrap_or_default();
        let key = crate::text::key(name);
        let Some(surname) = key.split(' ').next_back() else { return };
        let state = source.and_then(Unit::best).and_then(|best| country_of(gazetteer, best.entity));
        let Some(id) = self.holders.find(self.codes, surname, state) else { return };
        let person = gazetteer.entity(id);
        // "Prime Minister Jean Dupont" is not another Dupont in office.
        let full = person.names().any(|n| {
            let known = crate::text::key(n.text());
            key.split(' ').all(|word| known.split(' ').any(|w| w == word))
        });
        let Some(named) = person.names().next().filter(|_| full) else { return };
        unit.candidates.push(Candidate { entity: id, kind: Kind::Person, name: named, prior: 1.0, score: 1.0 });
        unit.what = What::Known;
        unit.nil_name = None;
        unit.how = How::Composed;
        unit.via = format!("{} held the office on the day", person.name());
    }

    /// "The Senate", "the Foreign Ministry": with capitals and no state named, that of the state the text is about.
    fn institution(&self, first: usize, end: usize, role: &str) -> Option<Unit<'g>> {
        let (page, gazetteer) = (self.page, self.codes.gazetteer);
        let own_capital = |i: usize| page.capital(i) && !page.opens(i);
        let capitals = (first..end).all(|i| page.capital(i) || page.is_small(i)) && (first..end).any(own_capital);
        let longer = |i: usize| own_capital(i) || page.single[i].has(Classes::OF);
        let alone = !(page.joined(end) && longer(end)) && !(page.joined(first) && longer(first - 1));
        let head = page.class_at(first).with(page.single[end - 1]).has(Classes::ORGANIZATION);
        // In German every noun has a capital.
        if !is_official(role) || !head || !capitals || !alone || !page.ordinary(first) || page.lang() == "de" {
            return None;
        }
        let mut unit = Unit::new(page, first, end, What::Agent);
        unit.reading = Reading::Actor;
        unit.how = How::Composed;
        unit.belief = 0.75;
        self.by_focus(&mut unit, role, false);
        let state = gazetteer.entity(unit.actor?);
        let called = page.span(first, end).of(page.text);
        let institution = |name: &str| {
            let postings = gazetteer.key(gazetteer.lookup(name)?).postings();
            postings.into_iter().find(|p| is_organization(gazetteer.entity(p.entity).kind()))
        };
        let of_state = |state: &str| {
            institution(&format!("{state} {called}")).or_else(|| institution(&format!("{called} {state}")))
        };
        // "Congress" alone is that of one state.
        let alone = institution(called);
        // A state has hundreds of names, few of them in the language of the text.
        let spoken = |name: &NameRef<'_>| name.lang().is_empty() || name.lang() == page.lang();
        if let Some(posting) = alone.or_else(|| state.names().filter(spoken).find_map(|name| of_state(name.text()))) {
            unit.candidates.push(Candidate::of(gazetteer, posting));
            unit.what = What::Known;
            if alone.is_none() {
                unit.via = format!("{called} of {}", state.name());
            } else {
                unit.code = self.codes.listed(posting.entity).unwrap_or_default();
            }
        }
        Some(unit)
    }

    /// An office without a state is taken for one of the state that the text is about.
    fn by_focus(&self, unit: &mut Unit<'g>, role: &str, former: bool) {
        let Some(state) = self.focus else { return };
        let entity = self.codes.gazetteer.entity(state);
        let Some(iso3) = entity.country() else { return };
        let role = if former && role == "GOV" { "ELI" } else { role };
        unit.code = self.codes.acting(iso3, role);
        unit.actor = Some(state);
        unit.note(format!("no state is named; the text is mostly about {}", entity.name()));
    }

    /// The state, place or organisation before an office or agent, across its modifiers; and where the phrase begins.
    fn state_before(&self, first: usize) -> (Option<usize>, usize, bool) {
        let (page, units) = (self.page, self.units);
        let mut i = first;
        let mut former = false;
        for _ in 0..=MODIFIERS {
            if i == 0 || !page.joined(i) {
                break;
            }
            if let Some(u) = self.owners.ending(units, i) {
                let unit = &units[u];
                // "방콕에서": a name with a particle behind it is no part of what follows, but for the genitive's.
                let rest = &page.text[unit.span.end as usize..page.words[i - 1].span.end as usize];
                return if lends_state(unit) && matches!(rest, "" | "의") {
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

    /// The adjectives before a composed unit that its noun goes with as well: "**US** and British activists",
    /// "**French**, **German** and Polish troops".
    fn sharing(&self, start: usize) -> Vec<usize> {
        let (page, units) = (self.page, self.units);
        let adjective_before = |i: usize| {
            let acronym = |unit: &Unit<'g>| unit.best().is_some_and(|best| best.name.kind() == NameKind::Acronym);
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
    fn title_start(&self, first: usize) -> usize {
        let page = self.page;
        let mut i = first;
        let free = |i: usize| self.owners.over(i).is_none();
        while i > 0 && page.joined(i) && page.capital(i - 1) && page.single[i - 1].has(Classes::MODIFIER) && free(i - 1)
        {
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
    fn portfolio(&self, end: usize) -> Option<usize> {
        let named = |i: usize| self.owners.over(i).is_some();
        let name = portfolio_end(self.page, self.codes.gazetteer, end, named)?;
        self.owners.starting(self.units, name).filter(|&u| self.units[u].is_person()).map(|_| name)
    }

    /// The person named right after an office.
    fn holder(&self, end: usize) -> Option<usize> {
        let next = self.owners.starting(self.units, end).filter(|&u| self.units[u].is_person())?;
        self.page.joined(end).then_some(next)
    }

    /// Where "President obama" ends: the surname of who holds the office, written without its capital.
    fn in_small_letters(&self, first: usize, end: usize, state: Option<usize>) -> Option<usize> {
        let page = self.page;
        let surname = page.capital(first)
            && page.mode(first) == CaseMode::Ordinary
            && page.joined(end)
            && page.words[end].shape == Shape::Lower
            && page.class_at(end) == Classes::NONE;
        if !surname || self.codes.gazetteer.marks(page.folded(end)).common_word() {
            return None;
        }
        let gazetteer = self.codes.gazetteer;
        let state = state.and_then(|s| self.units[s].best()).and_then(|best| country_of(gazetteer, best.entity));
        self.holders.find(self.codes, page.folded(end), state).map(|_| end + 1)
    }

    /// The state right after an office or agent, in languages that put it there without a preposition: a genitive in
    /// Slavic ones and Arabic, an adjective in Romance ones and Arabic.
    fn owner_after(&self, end: usize) -> Option<usize> {
        let next = self.owners.starting(self.units, end)?;
        let unit = &self.units[next];
        let adjective = unit.is_adjective();
        let lang = self.page.lang();
        let follows = if adjective {
            matches!(lang, "fr" | "es" | "it" | "ar")
        } else {
            matches!(lang, "ru" | "uk" | "pl" | "ar") || (unit.how == How::Inflected && lang != "ko")
        };
        (follows && self.page.joined(end) && lends_state(unit)).then_some(next)
    }

    /// "韩国外交部": the words of an office or agent are also the name of an institution, but of another state than the
    /// one before them.
    fn is_of_another_state(&self, first: usize, end: usize) -> bool {
        let gazetteer = self.codes.gazetteer;
        let country = |u: usize| self.units[u].best().and_then(|best| country_of(gazetteer, best.entity));
        let Some(u) = self.owners.starting(self.units, first) else { return false };
        let unit = &self.units[u];
        let (Some(before), ..) = self.state_before(first) else { return false };
        unit.end == end && unit.is(is_organization) && country(before).is_some() && country(before) != country(u)
    }

    /// The person named right before an office, as in Korean, Japanese and Chinese.
    fn holder_before(&self, first: usize) -> Option<usize> {
        let word = &self.page.words[first];
        let caseless = self.page.joined(first) && word.shape == Shape::Caseless && word.script != Script::Arabic;
        let before = self.owners.ending(self.units, first).filter(|&u| self.units[u].is_person());
        if caseless { before } else { None }
    }

    /// "president of France", "police in Nairobi".
    fn state_after(&self, end: usize, office: bool, role: &str, named: bool) -> Option<usize> {
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

/// The state of most of the places and adjectives of the text, if there is one that most speak for.
fn focus(codes: &Codes<'_>, units: &[Unit<'_>]) -> Option<EntityId> {
    let gazetteer = codes.gazetteer;
    let mut counts: Vec<(&str, u32)> = Vec::new();
    for unit in units.iter().filter(|u| u.is(is_place)) {
        let Some(country) = unit.best().and_then(|best| country_of(gazetteer, best.entity)) else { continue };
        let weight = 1 + u32::from(unit.placed);
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += weight,
            None => counts.push((country, weight)),
        }
    }
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    let (country, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    if most * 2 <= total {
        return None;
    }
    codes.find_state(country)
}

/// Makes an adjective the actor that the noun behind another one makes of it.
fn share<'g>(page: &Page<'_>, codes: &Codes<'g>, unit: &mut Unit<'g>, (first, end): (usize, usize), role: &str) {
    let Some(state) = unit.best().map(|best| best.entity) else { return };
    let Some(iso3) = country_of(codes.gazetteer, state) else { return };
    unit.reading = Reading::Actor;
    unit.code = codes.acting(iso3, role);
    unit.actor = Some(state);
    unit.note(format!("{} ({role}) of several states", page.span(first, end).of(page.text)));
}

/// A listed code yields to the text when the text names another state.
fn disagree(held: &str, by_role: &str) -> bool {
    !by_role.is_empty() && held.get(..3) != by_role.get(..3)
}

fn actor_code<'g>(codes: &Codes<'g>, source: &Unit<'g>, role: &str, former: bool) -> Option<String> {
    let best = source.best()?;
    let role = if former && role == "GOV" { "ELI" } else { role };
    if is_place(best.kind) {
        return Some(codes.acting(country_of(codes.gazetteer, best.entity)?, role));
    }
    let code = codes.of(best);
    (!code.is_empty()).then_some(code)
}

fn lends_state(unit: &Unit<'_>) -> bool {
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

/// A role of the state itself.
fn is_official(role: &str) -> bool {
    matches!(role, "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY")
}

/// A role that belongs to where it is: the police of Nairobi are Kenya's, the students and soldiers in it may be anybody's.
fn is_local(role: &str) -> bool {
    (is_official(role) && role != "MIL") || matches!(role, "REB" | "OPP" | "UAF")
}

/// Bytes of the particle at the end of a Korean word, which is no part of a title: 대통령이.
pub(super) fn particle(word: &str) -> u32 {
    const PARTICLES: &[&str] = &[
        "에서는",
        "에게는",
        "으로는",
        "에서",
        "에게",
        "으로",
        "까지",
        "부터",
        "에는",
        "과의",
        "와의",
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "와",
        "과",
        "도",
        "로",
        "만",
    ];
    let found =
        PARTICLES.iter().find(|p| word.strip_suffix(**p).is_some_and(|stem| stem == "씨" || stem.chars().count() >= 2));
    found.map_or(0, |p| p.len() as u32)
}
