//! Who holds an office: "President Bush" and "Chancellor Merkel" name people by surname and office, at a date.

use super::codes::{Codes, holds};
use crate::gazetteer::Kind;
use crate::index::{EntityId, Gazetteer};
use std::collections::BTreeMap;

/// The people of a gazetteer who hold or held offices, by the last word of their names.
#[derive(Default)]
pub(crate) struct Holders(BTreeMap<String, Vec<EntityId>>);

impl Holders {
    /// Reads all people of a gazetteer.
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let mut by_surname: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
        for id in (0..gazetteer.len() as u32).map(EntityId) {
            let person = gazetteer.entity(id);
            if person.kind() != Kind::Person || person.roles().next().is_none() {
                continue;
            }
            for name in person.names() {
                let key = crate::text::key(name.text());
                let Some(last) = key.split(' ').next_back() else { continue };
                let people = by_surname.entry(last.to_owned()).or_default();
                if people.last() != Some(&id) {
                    people.push(id);
                }
            }
        }
        Self(by_surname)
    }

    /// The one person of this folded surname who holds an office on the day, in the state with this ISO 3166-1 alpha-3
    /// code if one is given.
    pub(crate) fn find(&self, codes: &Codes<'_>, surname: &str, state: Option<&str>) -> Option<EntityId> {
        let gazetteer = codes.gazetteer;
        let mut fitting = self.0.get(surname)?.iter().filter(|id| {
            gazetteer.entity(**id).roles().any(|role| {
                let of = gazetteer.entity(role.of).country();
                holds(role.from, role.to, codes.date) && (state.is_none() || of == state)
            })
        });
        let found = *fitting.next()?;
        fitting.next().is_none().then_some(found)
    }
}
