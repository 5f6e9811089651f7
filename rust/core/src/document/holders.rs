//! People by surname: "President Bush" and "Chancellor Merkel" name who holds an office at a date, and "Dmitriy Peskov" is
//! Dmitry Peskov.

use super::codes::{Codes, holds};
use super::unit::{Candidate, Unit, What, country_of};
use crate::gazetteer::Kind;
use crate::index::{EntityId, Gazetteer, NameRef};
use crate::resolve::How;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Consonants that a surname must have to be known by them alone.
const LONG: usize = 3;

/// The people of one gazetteer who hold or held offices. They are read when one is first asked for: most of the time of
/// opening a gazetteer would go into it.
#[derive(Default)]
pub(crate) struct Holders(OnceLock<People>);

/// By the last word of their names, and by its consonants.
#[derive(Default)]
struct People {
    by_surname: BTreeMap<String, Vec<EntityId>>,
    by_consonants: BTreeMap<String, Vec<EntityId>>,
}

impl People {
    fn read(gazetteer: &Gazetteer) -> Self {
        let mut holders = Self::default();
        for id in (0..gazetteer.len() as u32).map(EntityId) {
            let person = gazetteer.entity(id);
            if person.kind() != Kind::Person || person.roles().next().is_none() {
                continue;
            }
            for name in person.names() {
                let key = crate::text::key(name.text());
                let Some(last) = key.split(' ').next_back() else { continue };
                let consonants = consonants(last);
                for people in [
                    holders.by_surname.entry(last.to_owned()).or_default(),
                    holders.by_consonants.entry(consonants).or_default(),
                ] {
                    if people.last() != Some(&id) {
                        people.push(id);
                    }
                }
            }
        }
        holders
    }
}

impl Holders {
    fn people(&self, gazetteer: &Gazetteer) -> &People {
        self.0.get_or_init(|| People::read(gazetteer))
    }

    /// Links people whose names the gazetteer spells otherwise: the same consonants in given name and surname.
    /// Only people of the states that the text speaks of.
    pub(crate) fn link<'g>(&self, gazetteer: &'g Gazetteer, units: &mut [Unit<'g>]) {
        if !units.iter().any(|unit| unit.what == What::Person) {
            return;
        }
        let states: BTreeSet<&str> =
            units.iter().filter_map(|unit| country_of(gazetteer, unit.best()?.entity)).collect();
        for unit in units.iter_mut().filter(|unit| unit.what == What::Person) {
            let Some(name) = &unit.nil_name else { continue };
            let key = crate::text::key(name);
            let Some(wanted) = two_words(&key) else { continue };
            let Some((person, spelt)) = self.spelt_otherwise(gazetteer, wanted) else { continue };
            if !country_of(gazetteer, person).is_some_and(|state| states.contains(state)) {
                continue;
            }
            unit.candidates.push(Candidate { entity: person, kind: Kind::Person, name: spelt, prior: 1.0, score: 0.9 });
            unit.what = What::Known;
            unit.how = How::Transliterated;
            unit.via = format!("{name}: another spelling of {}", spelt.text());
            unit.nil_name = None;
        }
    }

    fn spelt_otherwise<'g>(&self, gazetteer: &'g Gazetteer, wanted: (&str, &str)) -> Option<(EntityId, NameRef<'g>)> {
        let wanted = (consonants(wanted.0), consonants(wanted.1));
        if wanted.1.len() < LONG || wanted.0.is_empty() {
            return None;
        }
        let mut found = None;
        for id in self.people(gazetteer).by_consonants.get(&wanted.1)? {
            let spelt = gazetteer.entity(*id).names().find(|name| {
                let key = crate::text::key(name.text());
                two_words(&key).is_some_and(|(given, surname)| (consonants(given), consonants(surname)) == wanted)
            });
            if let Some(spelt) = spelt {
                if found.is_some() {
                    return None;
                }
                found = Some((*id, spelt));
            }
        }
        found
    }

    /// The one person of this folded surname who holds an office on the day, in the state with this ISO 3166-1 alpha-3
    /// code if one is given.
    pub(crate) fn find(&self, codes: &Codes<'_>, surname: &str, state: Option<&str>) -> Option<EntityId> {
        let gazetteer = codes.gazetteer;
        let mut fitting = self.people(gazetteer).by_surname.get(surname)?.iter().filter(|id| {
            gazetteer.entity(**id).roles().any(|role| {
                let of = gazetteer.entity(role.of).country();
                holds(role.from, role.to, codes.date) && (state.is_none() || of == state)
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

/// What romanisations agree on: the consonants, with those that they exchange taken for one.
fn consonants(folded: &str) -> String {
    let mut out = String::new();
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let sound = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | '\'' | '-' => continue,
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
    out
}
