//! Agents and offices: "Japanese Chief Cabinet Secretary Yoshimasa Hayashi", "Colombian rebels", "police in Nairobi".
//!
//! An agent is a pattern, not an entity: the cue tables give the role part of its code, and a state in reach the rest.

mod apposition;
mod institution;
mod reach;

use super::Reading;
use super::codes::Codes;
use super::cues::Classes;
use super::holders::{DOTS, Holders};
use super::institutions::Institutions;
use super::page::Page;
use super::unit::{Candidate, Owners, Unit, What, country_of, in_text_order, is_country, is_organization, is_place};
use crate::gazetteer::Kind;
use crate::index::{EntityId, RoleRef};
use crate::resolve::How;
use crate::text::{Joiner, Shape};

/// Composes units around every office and agent that has a state or an organisation in reach.
pub(crate) fn compose(
    page: &Page<'_>,
    codes: &Codes<'_>,
    (holders, institutions): (&Holders, &Institutions),
    units: &mut Vec<Unit>,
) {
    let owners = Owners::of(page, units);
    let focus = institution::focus(codes, units);
    let mut made: Vec<Unit> = Vec::new();
    let mut i = 0;
    while i < page.words.len() {
        let cue = if page.has_role(i) { page.cue(i) } else { None };
        let Some((cue, role)) = cue.and_then(|cue| Some((cue, cue.role()?))) else {
            i += 1;
            continue;
        };
        let (first, end) = (i, i + usize::from(cue.words));
        let around = Around { page, codes, holders, institutions, focus, units, owners: &owners };
        let standing = |u: usize| !(units[u].embedded && units[u].candidates.is_empty());
        // "глава МИД Ирана": the words of an office may be an institution of another state.
        let of_office = |u: usize| cue.office.is_some() && units[u].first > first && units[u].is(is_organization);
        let inside = (first..end).any(|i| owners.over(i).is_some_and(|u| standing(u) && !of_office(u)))
            && !around.is_of_another_state(first, end);
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
    apposition::code(page, units);
}

/// Words that may follow a noun that ends its phrase.
const SMALL: Classes =
    Classes::FUNCTION.with(Classes::VERB).with(Classes::AUXILIARY).with(Classes::COPULA).with(Classes::LOCATIVE);

/// Letters of a code that says no more than the state.
const STATE: usize = 3;

/// The parts of a composed name, by the numbers of their units and words.
struct Parts {
    /// Words of the office or agent, with what it is for.
    words: (usize, usize),
    /// Words of the whole.
    start: usize,
    stop: usize,
    /// The state or organisation that gives the code.
    lends: Option<usize>,
    /// Who holds the office.
    person: Option<usize>,
    /// Words of a name that capitals do not show.
    surname: Option<(usize, usize)>,
    former: bool,
}

/// What an office or agent may compose with.
struct Around<'a, 'g> {
    page: &'a Page<'a>,
    codes: &'a Codes<'g>,
    holders: &'a Holders,
    institutions: &'a Institutions,
    /// The state that the text is about.
    focus: Option<EntityId>,
    units: &'a [Unit],
    owners: &'a Owners,
}

impl Around<'_, '_> {
    fn compose(&self, first: usize, end: usize, office: bool, role: &str) -> Option<Unit> {
        match self.parts(first, end, office, role) {
            Some(parts) => self.unit(&parts, office, role),
            None if office => None,
            None => self.institution(first, end, role),
        }
    }

    /// What is in reach of the office or agent in words `first..end`; none if that makes nobody of it.
    fn parts(&self, first: usize, end: usize, office: bool, role: &str) -> Option<Parts> {
        let (page, units) = (self.page, self.units);
        let holder_first = if office { self.holder_before(self.posted(first).unwrap_or(first)) } else { None };
        let end = if office && holder_first.is_none() { self.portfolio(end).unwrap_or(end) } else { end };
        if !office && page.capital(first) && page.ordinary(first) && !page.opens(first) && !is_official(role) {
            // "People" in "Donetsk People's Republic" is part of a name.
            return None;
        }
        let (state, start, mut former) = self.state_before(holder_first.map_or(first, |p| units[p].first));
        // "도널드 트럼프 미국 대통령": the holder, the state, the office.
        let holder_first = holder_first.or_else(|| if office { self.holder_before(units[state?].first) } else { None });
        // "Kremlin spokesman Dmitry Peskov": some agents are titles, too.
        let title = office || page.single[end - 1].has(Classes::HONORIFIC);
        let person = holder_first.or_else(|| if title { self.holder(end) } else { None });
        // "министр иностранных дел России Сергей Лавров": the state in the genitive, then the holder.
        let owner = if state.is_none() && person.is_none() { self.owner_after(end) } else { None };
        let behind_owner = owner.map(|o| page.across(first, end..units[o].end).unwrap_or(units[o].end));
        let person = person.or_else(|| behind_owner.filter(|_| office).and_then(|end| self.holder(end)));
        let start = if owner.is_some() { self.title_start(first) } else { start };
        let state = state.or(owner);
        let after = if state.is_none() {
            self.state_after(person.map_or(end, |p| units[p].end), office, role, person.is_some())
        } else {
            None
        };
        // "Kenyan fishermen" are Kenya's; the fishermen of a town are just there.
        let state = state
            .filter(|&s| office || is_official(role) || units[s].is_adjective() || units[s].is(is_country))
            // "Hamas fighters", "the KGB chief": the organisation itself.
            .filter(|&s| person.is_some() || !units[s].is(is_organization));
        former |= start > 0 && page.before(start).has(Classes::FORMER);
        // "a general strike": a rank is one only before a name, or alone.
        let rank = role == "MIL" && page.single[first].has(Classes::HONORIFIC);
        let noun_follows = page.joined(end) && page.words[end].shape == Shape::Lower && !page.single[end].has(SMALL);
        if rank && person.is_none() && noun_follows {
            return None;
        }
        // "Senator", "Governor" alone before a name says nothing of which state.
        let start = match state {
            Some(_) => start,
            None if office => self.title_start(first),
            None => first,
        };
        let start = holder_first.map_or(start, |p| start.min(units[p].first));
        let alone = office && person.is_none() && owner.is_none();
        let small = if alone { self.in_small_letters(first, end, state).map(|stop| (end, stop)) } else { None };
        let arabic = || self.in_arabic(behind_owner.unwrap_or(end), state?);
        let small = small.or_else(|| if office && person.is_none() { arabic() } else { None });
        if state.is_none() && after.is_none() && person.is_none() && small.is_none() {
            return None;
        }
        let small_end = small.map(|(_, end)| end);
        let stop = person.map(|p| units[p].end).or(small_end).or(behind_owner).unwrap_or(end).max(end);
        let words = (first, end);
        Some(Parts { words, start, stop, lends: state.or(after), person, surname: small, former })
    }

    fn unit(&self, parts: &Parts, office: bool, role: &str) -> Option<Unit> {
        let (page, codes) = (self.page, self.codes);
        let gazetteer = codes.gazetteer;
        let named = parts.person.is_some() || parts.surname.is_some();
        let mut unit = Unit::new(page, parts.start, parts.stop, What::Agent);
        unit.span.end -= particle(page.word(parts.stop - 1));
        unit.how = How::Composed;
        unit.belief = if named { 0.95 } else { 0.85 };
        unit.reading = if parts.lends.is_some() { Reading::Actor } else { Reading::Person };
        unit.span.start += page.conjunction(parts.start);
        unit.nil_name = parts.surname.map(|(first, end)| page.span(first, end).of(page.text).to_owned());
        if let Some(p) = parts.person {
            take_name(&mut unit, &self.units[p]);
        }
        let known = unit.best().copied();
        let source = parts.lends.map(|s| &self.units[s]);
        let code = source.and_then(|s| actor_code(codes, s, role, parts.former));
        if let (Some(code), Some(source)) = (code, source) {
            let of = source.best().map_or("", |b| gazetteer.entity(b.entity).name());
            let words = page.span(parts.words.0, parts.words.1).of(page.text);
            unit.note(format!("{words} ({role}) of {of}"));
            unit.code = code;
            unit.actor = source.best().map(|b| b.entity);
            if unit.candidates.is_empty() && unit.nil_name.is_none() {
                unit.via = format!("{of} + {words}");
            }
        }
        if unit.candidates.is_empty() && office && named && !parts.former {
            self.recognize(&mut unit, source, parts.words);
        }
        if unit.code.is_empty() && unit.nil_name.is_some() && office && parts.person.is_some() {
            self.by_focus(&mut unit, role, parts.former);
        }
        let known = known.or_else(|| unit.best().copied().filter(|c| c.kind == Kind::Person));
        let held = known.map(|known| codes.of(&known)).filter(|held| !held.is_empty());
        let better = |held: &String| {
            let role = held.len() > STATE || unit.code.is_empty();
            role && (unit.code.is_empty() || !parts.former) && !disagree(held, &unit.code)
        };
        let of = known.and_then(|known| country_of(gazetteer, known.entity));
        match (held.filter(better), of) {
            // "President Michel Suleiman": no office is listed for him, and the text says which.
            (Some(held), Some(iso3)) if held.len() == STATE && office && !parts.former => {
                unit.code = codes.acting(iso3, role);
                unit.note("no office is listed on the day; code by that of the text");
            }
            (Some(held), _) => {
                unit.code = held;
                unit.note("code by the office held on the day");
            }
            (None, _) => {}
        }
        if parts.former {
            unit.note("a former holder of the office");
        }
        (named || !unit.code.is_empty()).then_some(unit)
    }

    /// "President Bush": the one person of that surname in office on the day. An ambassador is no minister of his name.
    fn recognize(&self, unit: &mut Unit, source: Option<&Unit>, (first, end): (usize, usize)) {
        let envoy = self.page.table().is_envoy(self.page.span(first, end).of(self.page.text));
        let fits = |role: &RoleRef<'_>| !envoy || role.office.contains("ambassador") || role.office.contains("envoy");
        let gazetteer = self.codes.gazetteer;
        let name = unit.nil_name.as_deref().unwrap_or_default();
        let key = crate::text::key(name);
        let last = name.rsplit_once(DOTS).map(|(_, last)| crate::text::key(last));
        let surname = last.as_deref().unwrap_or_else(|| key.rsplit(' ').next().unwrap_or_default());
        let state = source.and_then(Unit::best).and_then(|best| country_of(gazetteer, best.entity));
        let Some(id) = self.holders.find(self.codes, surname, state, fits) else {
            let spelt = state.and_then(|state| self.holders.sounding(self.codes, name, state, fits));
            let Some((entity, spelt)) = spelt else { return };
            unit.via = format!("{name}: another spelling of {}", spelt.text());
            unit.candidates
                .push(Candidate { score: 0.9, ..Candidate::new(gazetteer, entity, Kind::Person, spelt, 1.0) });
            unit.what = What::Known;
            unit.nil_name = None;
            unit.how = How::Transliterated;
            return;
        };
        let person = gazetteer.entity(id);
        // "Prime Minister Jean Dupont" is not another Dupont in office.
        let full = person.names().any(|n| {
            let known = crate::text::key(n.text());
            let dotted = || n.text().rsplit_once(DOTS).is_some_and(|(_, last)| crate::text::key(last) == key);
            known == key || key.split(' ').all(|word| known.split(' ').any(|w| w == word)) || dotted()
        });
        let Some(named) = person.names().next().filter(|_| full) else { return };
        unit.candidates.push(Candidate::new(gazetteer, id, Kind::Person, named, 1.0));
        unit.what = What::Known;
        unit.nil_name = None;
        unit.how = How::Composed;
        unit.via = format!("{} held the office on the day", person.name());
    }
}

/// The composed unit is of the person in it.
fn take_name(unit: &mut Unit, person: &Unit) {
    if person.end == unit.end {
        unit.span.end = person.span.end;
    }
    unit.mean(person);
    unit.name_first = person.first;
    unit.key = person.key;
    unit.how = if person.what == What::Known { person.how } else { How::Composed };
    unit.via.clone_from(&person.via);
}

/// Makes an adjective the actor that the noun behind another one makes of it.
fn share(page: &Page<'_>, codes: &Codes<'_>, unit: &mut Unit, (first, end): (usize, usize), role: &str) {
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

fn actor_code(codes: &Codes<'_>, source: &Unit, role: &str, former: bool) -> Option<String> {
    let best = source.best()?;
    let role = if former && role == "GOV" { "ELI" } else { role };
    if is_place(best.kind) {
        return Some(codes.acting(country_of(codes.gazetteer, best.entity)?, role));
    }
    let code = codes.of(best);
    (!code.is_empty()).then_some(code)
}

/// A role of the state itself.
fn is_official(role: &str) -> bool {
    matches!(role, "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY")
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
    if word.as_bytes().last().is_none_or(u8::is_ascii) {
        return 0;
    }
    let found =
        PARTICLES.iter().find(|p| word.strip_suffix(**p).is_some_and(|stem| stem == "씨" || stem.chars().count() >= 2));
    found.map_or(0, |p| p.len() as u32)
}
