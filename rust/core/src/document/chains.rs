//! Co-reference within a document: "Kim" is the Kim named elsewhere, "(UNSC)" the council just spelt out.

use super::Reading;
use super::agents::particle;
use super::cues::{Classes, Cue};
use super::page::{CaseMode, Page};
use super::unit::{Owners, Unit, What, in_text_order, is_capital, is_organization, is_place};
use crate::index::{EntityId, Gazetteer};
use crate::resolve::How;
use crate::text::{Joiner, Script, Shape, fold};
use std::collections::BTreeMap;

/// The people named in full, by the words that may name them again: the last word of the name and the first.
///
/// Words with case endings are filed under their first letters, so that "Путина" finds "Путин".
#[derive(Default)]
struct Named<'t> {
    by_word: BTreeMap<&'t str, Vec<Naming<'t>>>,
    /// A bit for each of these words: most words of a text are none of them.
    bits: u64,
    /// Some word names two people.
    shared: bool,
    /// Names in Latin letters have case endings, too: Polish "Putina".
    latin: bool,
}

/// A word of a person's full name.
#[derive(Clone, Copy)]
struct Naming<'t> {
    unit: usize,
    word: &'t str,
    /// The last word of the name, which is the one that news texts repeat.
    last: bool,
}

impl<'t> Named<'t> {
    fn of(page: &Page<'t>, units: &[Unit]) -> Self {
        let mut named = Self { latin: page.inflection().has(Script::Latin), ..Self::default() };
        for (u, unit) in units.iter().enumerate() {
            if unit.embedded || !unit.is_person() {
                continue;
            }
            let title = Classes::OFFICE.with(Classes::HONORIFIC);
            let named_by = |&i: &usize| {
                let small = page.single[i].has(Classes::CONNECTOR) || page.words[i].joiner == Joiner::Hyphen;
                let arabic = page.words[i].script == Script::Arabic;
                !page.single[i].has(title) && (page.capital(i) || small || arabic)
            };
            let Some(first) = (unit.name_first..unit.end).rev().take_while(named_by).last() else { continue };
            // One word names someone again only if a title made it a name in the first place.
            if unit.end - first < 2 && unit.name_first == unit.first {
                continue;
            }
            for (i, last) in [(unit.end - 1, true), (first, false)] {
                // "El Chapo", "Le Pen"
                if !last && page.single[i].has(Classes::FUNCTION) {
                    continue;
                }
                let word = page.folded(i);
                named.bits |= bit(word);
                let list = named.by_word.entry(filed_under(word, named.latin)).or_default();
                named.shared |= list.first().is_some_and(|first| !units[first.unit].is_same(unit));
                list.push(Naming { unit: u, word, last });
            }
        }
        named
    }

    /// The person meant by "President Clinton", where the text names Clintons in full: who holds or held such an office, if
    /// that is one of them; else the only one.
    fn titled(&self, page: &Page<'_>, gazetteer: &Gazetteer, units: &[Unit], u: usize) -> Option<usize> {
        let unit = &units[u];
        let surname = unit.end - 1;
        if unit.what != What::Person || unit.name_first != surname || unit.first == surname {
            return None;
        }
        let word = page.folded(surname);
        let office = page.folded(surname - 1);
        let people = self.by_word.get(filed_under(word, self.latin))?.iter().take(MOST);
        let people: Vec<usize> = people.filter(|n| n.last && n.unit != u && n.word == word).map(|n| n.unit).collect();
        let full = |&&v: &&usize| units[v].end - units[v].name_first > 1;
        let held = |&&v: &&usize| {
            let person = units[v].best().map(|best| gazetteer.entity(best.entity));
            person.is_some_and(|person| person.roles().any(|role| role.office.split(' ').any(|word| word == office)))
        };
        let in_office: Vec<usize> = people.iter().filter(full).filter(held).copied().collect();
        let chosen = if in_office.is_empty() { people.iter().filter(full).copied().collect() } else { in_office };
        let first = *chosen.first()?;
        chosen.iter().all(|&v| units[v].is_same(&units[first])).then_some(first)
    }

    /// The person that the lone word `i` refers to: the last one named before it, else the only one named after it.
    fn referent(&self, units: &[Unit], i: usize, word: &str) -> Option<(Naming<'t>, &'static str)> {
        if self.bits & bit(word) == 0 {
            return None;
        }
        let list = self.by_word.get(filed_under(word, self.latin))?;
        let after = list.partition_point(|naming| units[naming.unit].first <= i);
        let fits = |naming: &&Naming<'_>| same_word(naming.word, word, self.latin);
        if let Some(naming) = list[..after].iter().rev().take(MOST).find(fits) {
            return (units[naming.unit].end <= i).then_some((*naming, "the last person of that name before it"));
        }
        let naming = list[after..].iter().take(MOST).find(fits)?;
        let same = |other: &Naming<'_>| units[other.unit].is_same(&units[naming.unit]);
        let only = list[after..].iter().take(MOST).filter(fits).all(same);
        only.then_some((*naming, "the only person of that name, named in full later"))
    }
}

impl Named<'_> {
    /// "واتهم سعيد ...": Arabic surnames are words, too; behind a verb or a preposition, or at the start of a clause, such a
    /// word is the one named before.
    fn in_arabic(&self, page: &Page<'_>, units: &[Unit], owners: &Owners, i: usize) -> Option<Unit> {
        if self.bits & bit(page.folded(i)) == 0 {
            return None;
        }
        let list = self.by_word.get(filed_under(page.folded(i), self.latin))?;
        let named = |naming: &&Naming<'_>| naming.last && naming.word == page.folded(i);
        let before = &list[..list.partition_point(|naming| units[naming.unit].end <= i)];
        let naming = before.iter().rev().take(MOST).find(named)?;
        let verb = Classes::VERB.with(Classes::ACTOR_PREPOSITION).with(Classes::CLAUSE).with(Classes::FUNCTION);
        let stands = !page.joined(i) || page.before(i).has(verb.with(Classes::LOCATIVE));
        if owners.over(i).is_some() || !stands {
            return None;
        }
        let mut unit = refer(page, i, i + 1, &units[naming.unit]);
        unit.note("the last person of that name before it");
        Some(unit)
    }
}

/// Makes a unit that is a title and a surname one of the person that `target` names in full.
fn name_again(units: &mut [Unit], u: usize, target: usize) {
    let Ok([unit, full]) = units.get_disjoint_mut([u, target]) else { return };
    unit.mean(full);
    if !full.code.is_empty() {
        unit.code.clone_from(&full.code);
        unit.actor = full.actor;
    }
    unit.how = How::BackReference;
    unit.via = String::new();
    unit.note("a surname with a title, of the person named so in this document");
}

/// One of 64 bits by the first letters of a word, which those that it is filed with share.
fn bit(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().map_or(0, u32::from);
    1 << ((byte(0) + 7 * byte(1) + 5 * byte(2)) % u64::BITS)
}

fn filed_under(word: &str, latin: bool) -> &str {
    if word.is_ascii() && !latin { word } else { word.char_indices().nth(4).map_or(word, |(end, _)| &word[..end]) }
}

/// People of similar names that are looked at for one short form: a long list of names stays linear.
const MOST: usize = 64;
/// Words that no paragraph has: so far is not looked.
const PARAGRAPH: usize = 400;
/// Characters of a surname in Han letters or kana, at most.
const SURNAME: usize = 4;

/// Links short forms to the full names of the document, and numbers the chains.
pub(crate) fn link(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut Vec<Unit>) {
    defined_acronyms(page, units);
    surnames(page, gazetteer, units);
    surnames_with_titles(page, units);
    number(units);
}

fn surnames(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut Vec<Unit>) {
    let named = Named::of(page, units);
    if named.by_word.is_empty() {
        return;
    }
    let owners = Owners::of(page, units);
    let mut added = Vec::new();
    // Whom a surname alone meant last.
    let mut meant: BTreeMap<&str, Naming<'_>> = BTreeMap::new();
    for i in 0..page.words.len() {
        if !page.capital(i) {
            if page.words[i].script == Script::Arabic {
                added.extend(named.in_arabic(page, units, &owners, i));
            }
            continue;
        }
        if page.words[i].shape == Shape::Number || page.word(i).chars().count() < 2 {
            continue;
        }
        // Among ordinary letters a short word in capitals is an acronym: "UN" is no short form of "Kim Jong Un".
        if page.words[i].shape == Shape::Upper && page.mode(i) != CaseMode::Upper && page.word(i).chars().count() <= 4 {
            continue;
        }
        let current = owners.over(i);
        if let Some(u) = current.filter(|&u| units[u].end - units[u].first > 1) {
            if let Some(target) = named.titled(page, gazetteer, units, u) {
                name_again(units, u, target);
            }
            continue;
        }
        let Some((mut naming, why)) = named.referent(units, i, page.folded(i)) else { continue };
        // "Kim" goes on to be the one it was, after a paragraph in which his sister has her full name.
        if let Some(&earlier) = meant.get(page.folded(i))
            && !units[earlier.unit].is_same(&units[naming.unit])
            && paragraph_between(page, units[naming.unit].end, i)
        {
            naming = earlier;
        }
        if named.shared {
            meant.insert(page.folded(i), naming);
        }
        if current.is_some_and(|u| stays_place(page, gazetteer, &units[u], naming)) {
            continue;
        }
        let mut unit = refer(page, i, i + 1, &units[naming.unit]);
        unit.note(why);
        match current {
            Some(u)
                if units[u].is_person()
                    && units[u].best().map(|b| b.entity) == unit.best().map(|b| b.entity)
                    && unit.best().is_some() => {}
            Some(u) => units[u] = unit,
            None => added.push(unit),
        }
    }
    units.append(&mut added);
    in_text_order(units);
}

fn paragraph_between(page: &Page<'_>, end: usize, i: usize) -> bool {
    end <= i && (i - end > PARAGRAPH || (end..=i).any(|i| page.gap(i).contains('\n')))
}

/// "김 위원장", "安倍氏": in scripts without capitals, the surname of someone named before, with a title behind it.
fn surnames_with_titles(page: &Page<'_>, units: &mut Vec<Unit>) {
    if !page.caseless {
        return;
    }
    let owners = Owners::of(page, units);
    let (mut added, mut replaced) = (Vec::new(), Vec::new());
    let mut people: BTreeMap<Option<char>, Vec<usize>> = BTreeMap::new();
    for (u, unit) in units.iter().enumerate().filter(|(_, unit)| unit.is_person() && !unit.embedded) {
        people.entry(page.word(unit.name_first).chars().next()).or_default().push(u);
    }
    for i in 1..page.words.len() {
        let title = |cue: &&Cue| cue.office.is_some() || cue.classes.has(Classes::HONORIFIC_AFTER);
        let Some(cue) = page.cue(i).filter(title) else { continue };
        // "安倍氏" is a unit already, of someone unknown.
        let unknown = |j: usize| owners.over(j).is_none_or(|u| units[u].what == What::Person && units[u].end > i);
        if page.words[i - 1].shape != Shape::Caseless || !page.joined(i) || !unknown(i) {
            continue;
        }
        let free = |j: usize| unknown(j) && page.words[j].script == page.words[i - 1].script;
        let most = if page.words[i - 1].script == Script::Hangul { 1 } else { SURNAME };
        let starts = (0..i)
            .rev()
            .take(most)
            .take_while(|&j| free(j) && (j + 1 == i || page.words[j + 1].joiner == Joiner::None));
        let found = starts.filter_map(|j| {
            let surname = page.span(j, i).of(page.text);
            let named = |u: &&usize| {
                let unit = &units[**u];
                let name = page.span(unit.name_first, unit.end).of(page.text);
                unit.end <= j && name.starts_with(surname) && name.len() > surname.len()
            };
            people.get(&surname.chars().next())?.iter().rev().take(MOST).find(named).map(|u| (j, *u))
        });
        let Some((first, full)) = found.last() else { continue };
        let end = i + usize::from(cue.words);
        let mut unit = refer(page, first, end, &units[full]);
        unit.span.end -= particle(page.word(end - 1));
        unit.note("the surname of the last person named so, with a title");
        replaced.extend(owners.over(i));
        added.push(unit);
    }
    for u in replaced {
        units[u].embedded = true;
    }
    units.append(&mut added);
    in_text_order(units);
}

/// A unit over words `first..end` that means the same person as `target`.
fn refer(page: &Page<'_>, first: usize, end: usize, target: &Unit) -> Unit {
    let mut unit = Unit::new(page, first, end, target.what);
    unit.mean(target);
    unit.code.clone_from(&target.code);
    unit.actor = target.actor;
    unit.reading = Reading::Person;
    unit.how = How::BackReference;
    let whole = target.nil_name.as_deref().unwrap_or_else(|| target.span.of(page.text));
    unit.via = format!("short for {whole}, named in this document");
    unit.belief = 0.93;
    unit
}

/// "Jordan" stays the state and "Washington" the city, though a Ms. Jordan and a Mr. Washington are in the text.
fn stays_place(page: &Page<'_>, gazetteer: &Gazetteer, unit: &Unit, naming: Naming<'_>) -> bool {
    if unit.embedded || !unit.is(is_place) {
        return false;
    }
    let before = page.before(unit.first);
    let titled = before.has(Classes::HONORIFIC.with(Classes::OFFICE)) && !before.has(Classes::LOCATIVE);
    let Some(best) = unit.best() else { return false };
    // Beside a person of that name, a village has to be placed by the text itself.
    if best.is_obscure() {
        return unit.placed && !titled;
    }
    // "Hollande" is the Netherlands in French only.
    let major = best.is_major() || is_capital(gazetteer.entity(best.entity));
    let known = major && !best.is_foreign(page.lang(), gazetteer);
    let placed = unit.placed || before.has(Classes::LOCATIVE.with(Classes::ORIGIN));
    !titled && (placed || known || !naming.last)
}

/// Endings of surnames in Polish and its neighbours, folded, behind a stem or instead of a last vowel.
const LATIN_ENDINGS: &[&str] = &[
    "a", "owi", "em", "iem", "u", "ie", "y", "i", "ego", "emu", "ym", "im", "e", "o", "om", "ow", "ami", "ach", "ova",
    "ovi", "ove", "ej", "ou",
];

/// Equal, or differing in a case ending of at most three letters.
fn same_word(a: &str, b: &str, latin: bool) -> bool {
    if a == b {
        return true;
    }
    if latin && a.is_ascii() && b.is_ascii() {
        let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
        let vowel = matches!(&a[common..], "" | "a" | "i" | "y" | "o" | "e");
        return common >= 4 && vowel && LATIN_ENDINGS.contains(&&b[common..]);
    }
    if a.is_ascii() || b.is_ascii() {
        return false;
    }
    let common: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longest = a.chars().count().max(b.chars().count());
    common >= 4 && longest - common <= 3
}

/// "the United Nations Security Council (UNSC)": from there on the acronym means what it was set beside.
fn defined_acronyms(page: &Page<'_>, units: &mut Vec<Unit>) {
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for (u, unit) in units.iter().enumerate() {
        if unit.embedded || !(unit.what == What::Organization || unit.is(is_organization)) {
            continue;
        }
        let i = unit.end;
        if i < page.words.len()
            && page.gap(i).trim() == "("
            && page.words[i].shape == Shape::Upper
            && page.gap(i + 1).trim_start().starts_with(')')
            && initials_fit(page, unit, page.word(i))
        {
            defined.entry(page.word(i)).or_insert(u);
        }
    }
    if defined.is_empty() {
        return;
    }
    let owners = Owners::of(page, units);
    let mut added = Vec::new();
    for i in 0..page.words.len() {
        let acronym = page.word(i);
        let Some(&u) = defined.get(acronym) else { continue };
        if let Some(over) = owners.over(i) {
            if units[over].end - units[over].first > 1 {
                continue;
            }
            units[over].embedded = true;
        }
        let mut unit = Unit::new(page, i, i + 1, units[u].what);
        unit.mean(&units[u]);
        unit.code.clone_from(&units[u].code);
        unit.reading = Reading::Actor;
        unit.how = How::Acronym;
        unit.via = format!("{acronym} is defined in this document as {}", units[u].span.of(page.text));
        unit.note("an acronym that the document defines");
        added.push(unit);
    }
    units.append(&mut added);
    in_text_order(units);
}

fn initials_fit(page: &Page<'_>, unit: &Unit, acronym: &str) -> bool {
    let mut letters = acronym.chars().flat_map(char::to_lowercase).peekable();
    for i in unit.first..unit.end {
        let initial = page.word(i).chars().flat_map(char::to_lowercase).next();
        if initial == letters.peek().copied() {
            letters.next();
        }
    }
    letters.peek().is_none()
}

/// One number for each thing: the same entity, or the same unknown name.
fn number(units: &mut [Unit]) {
    let free = units.iter().enumerate().filter(|(_, unit)| !unit.embedded);
    let thing = |unit: &Unit| match (unit.best(), &unit.nil_name) {
        (Some(best), _) => Thing::Known(best.entity),
        (None, Some(name)) => Thing::Named(fold(name).into_text()),
        (None, None) => Thing::Named(format!("{}/{}", unit.code, unit.via)),
    };
    let mut things: Vec<(Thing, usize)> = free.map(|(u, unit)| (thing(unit), u)).collect();
    things.sort_unstable();
    // The first unit of each thing is numbered, and the others take its number.
    let mut first_of: Vec<usize> = (0..units.len()).collect();
    for pair in 1..things.len() {
        if things[pair].0 == things[pair - 1].0 {
            first_of[things[pair].1] = first_of[things[pair - 1].1];
        }
    }
    let mut last = 0;
    for u in 0..units.len() {
        if units[u].embedded {
            continue;
        }
        let first = first_of[u];
        last += u32::from(first == u);
        units[u].chain = if first == u { last } else { units[first].chain };
    }
}

/// What the units of one chain have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Known(EntityId),
    Named(String),
}
