//! People by surname: "President Bush" and "Chancellor Merkel" name who holds an office at a date, and "Dmitriy Peskov" is
//! Dmitry Peskov.

use super::codes::{Codes, holds};
use super::unit::{Candidate, Unit, What, country_of};
use crate::gazetteer::Kind;
use crate::index::{EntityId, Gazetteer, NameRef, RoleRef};
use crate::resolve::How;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// What stands between the names of foreigners in Chinese and Japanese.
pub(super) const DOTS: [char; 3] = ['·', '・', '‧'];

/// Consonants that a surname must have to be known by them alone.
const LONG: usize = 3;

/// The people of one gazetteer who hold or held offices. They are read when one is first asked for: most of the time of
/// opening a gazetteer would go into it.
#[derive(Default)]
pub(crate) struct Holders(OnceLock<People>);

/// By the last word of their names, and by the consonants of given name and surname.
#[derive(Default)]
struct People {
    by_surname: HashMap<String, Vec<EntityId>>,
    /// With the first of the person's names that has these.
    by_consonants: HashMap<String, Vec<(EntityId, usize)>>,
}

impl People {
    fn read(gazetteer: &Gazetteer) -> Self {
        let mut holders = Self::default();
        for id in (0..gazetteer.len() as u32).map(EntityId) {
            let person = gazetteer.entity(id);
            if person.kind() != Kind::Person || person.roles().next().is_none() {
                continue;
            }
            for (number, name) in (0..).zip(person.names()) {
                let key = crate::text::key(name.text());
                // "多米尼克·拉布": the key has no dots.
                let last = match name.text().rsplit_once(DOTS) {
                    Some((_, last)) => crate::text::key(last),
                    None => key.rsplit(' ').next().unwrap_or_default().to_owned(),
                };
                let people = holders.by_surname.entry(last).or_default();
                if people.last() != Some(&id) {
                    people.push(id);
                }
                let Some(consonants) = two_words(&key).and_then(consonants_of_both) else { continue };
                let people = holders.by_consonants.entry(consonants).or_default();
                if people.last().is_none_or(|(last, _)| *last != id) {
                    people.push((id, number));
                }
            }
        }
        holders
    }

    /// The one person whose given name and surname have the consonants of this name, and how it is spelt.
    fn spelt_otherwise<'g>(&self, gazetteer: &'g Gazetteer, name: &str) -> Option<(EntityId, NameRef<'g>)> {
        let key = crate::text::key(name);
        let consonants = consonants_of_both(two_words(&key)?)?;
        let [(person, number)] = self.by_consonants.get(&consonants)?[..] else { return None };
        Some((person, gazetteer.entity(person).names().nth(number)?))
    }
}

/// The states that a text speaks of.
fn states<'g>(gazetteer: &'g Gazetteer, units: &[Unit]) -> BTreeSet<&'g str> {
    units.iter().filter_map(|unit| country_of(gazetteer, unit.best()?.entity)).collect()
}

impl Holders {
    fn people(&self, gazetteer: &Gazetteer) -> &People {
        self.0.get_or_init(|| People::read(gazetteer))
    }

    /// Links people whose names the gazetteer spells otherwise: the same consonants in given name and surname.
    /// Only people of the states that the text speaks of.
    pub(crate) fn link(&self, gazetteer: &Gazetteer, units: &mut [Unit]) {
        if !units.iter().any(|unit| unit.what == What::Person) {
            return;
        }
        let people = self.people(gazetteer);
        let mut spoken_of = None;
        for u in 0..units.len() {
            let unit = &units[u];
            let Some(name) = unit.nil_name.as_ref().filter(|_| unit.what == What::Person) else { continue };
            let Some((person, spelt)) = people.spelt_otherwise(gazetteer, name) else { continue };
            let Some(state) = country_of(gazetteer, person) else { continue };
            if !spoken_of.get_or_insert_with(|| states(gazetteer, units)).contains(state) {
                continue;
            }
            let via = format!("{name}: another spelling of {}", spelt.text());
            let unit = &mut units[u];
            let candidate = Candidate::new(gazetteer, person, Kind::Person, spelt, 1.0);
            unit.candidates.push(Candidate { score: 0.9, ..candidate });
            unit.what = What::Known;
            unit.how = How::Transliterated;
            unit.via = via;
            unit.nil_name = None;
        }
    }

    /// The one person of a state who holds an office on the day for which `fits` holds, and whose name has the consonants
    /// of this one: "تشين قانغ" is the minister whom the gazetteer writes "تشين غانغ".
    pub(crate) fn sounding<'g>(
        &self,
        codes: &Codes<'g>,
        name: &str,
        state: &str,
        fits: impl Fn(&RoleRef<'_>) -> bool,
    ) -> Option<(EntityId, NameRef<'g>)> {
        let gazetteer = codes.gazetteer;
        let key = crate::text::key(name);
        let known = self.people(gazetteer).by_consonants.get(&consonants_of_both(two_words(&key)?)?)?;
        let mut fitting = known.iter().filter(|(person, _)| {
            let entity = gazetteer.entity(*person);
            country_of(gazetteer, *person) == Some(state)
                && entity.roles().any(|role| holds(role.from, role.to, codes.date) && fits(&role))
        });
        let (person, number) = *fitting.next()?;
        let spelt = gazetteer.entity(person).names().nth(number)?;
        fitting.next().is_none().then_some((person, spelt))
    }

    /// The one person of this folded surname who holds an office on the day for which `fits` holds, in the state with this
    /// ISO 3166-1 alpha-3 code if one is given.
    pub(crate) fn find(
        &self,
        codes: &Codes<'_>,
        surname: &str,
        state: Option<&str>,
        fits: impl Fn(&RoleRef<'_>) -> bool,
    ) -> Option<EntityId> {
        let gazetteer = codes.gazetteer;
        let mut fitting = self.people(gazetteer).by_surname.get(surname)?.iter().filter(|id| {
            gazetteer.entity(**id).roles().any(|role| {
                let of = gazetteer.entity(role.of).country();
                holds(role.from, role.to, codes.date) && (state.is_none() || of == state) && fits(&role)
            })
        });
        let found = *fitting.next()?;
        fitting.next().is_none().then_some(found)
    }
}

/// Given name and surname of a name that has no more than initials between them.
fn two_words(key: &str) -> Option<(&str, &str)> {
    let (given, rest) = key.split_once(' ')?;
    let (middle, surname) = rest.rsplit_once(' ').unwrap_or(("", rest));
    middle.split(' ').all(|word| word.chars().count() < 2).then_some((given, surname))
}

/// The consonants of given name and surname, if they say enough.
fn consonants_of_both((given, surname): (&str, &str)) -> Option<String> {
    let mut out = String::with_capacity(given.len() + surname.len() + 1);
    put_consonants(given, &mut out);
    if out.is_empty() {
        return None;
    }
    out.push(' ');
    let start = out.len();
    put_consonants(surname, &mut out);
    // Other letters take two bytes, and say more each.
    let surname = &out[start..];
    let long = if surname.is_ascii() { LONG } else { LONG - 1 };
    (surname.chars().count() >= long).then_some(out)
}

/// [`put_consonants`] of one word.
pub(super) fn consonants(folded: &str) -> String {
    let mut out = String::new();
    put_consonants(folded, &mut out);
    out
}

/// Vowels, and what stands for nothing.
fn is_unheard(c: char) -> bool {
    let latin = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | '\'' | '-');
    let arabic = matches!(c, 'ا' | 'و' | 'ي' | 'ه' | 'ء');
    latin || arabic || matches!(c, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'й' | 'і' | 'є' | 'ь' | 'ъ')
}

/// What romanisations agree on: the consonants, with those that they exchange taken for one.
fn put_consonants(folded: &str, out: &mut String) {
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let sound = match c {
            _ if is_unheard(c) => continue,
            'ґ' => "г",
            // Arabic writes foreign names as it hears them.
            'ق' | 'غ' | 'ج' | 'ك' => "ك",
            'ط' | 'ت' => "ت",
            'ص' | 'س' | 'ث' => "س",
            'ض' | 'د' => "د",
            'ذ' | 'ظ' | 'ز' => "ز",
            'x' => "ks",
            'p' if chars.peek() == Some(&'h') => "f",
            'c' | 'q' => "k",
            'w' => "v",
            'z' => "s",
            _ => {
                if !out.ends_with(c) {
                    out.push(c);
                }
                continue;
            }
        };
        if !out.ends_with(sound) {
            out.push_str(sound);
        }
    }
}
