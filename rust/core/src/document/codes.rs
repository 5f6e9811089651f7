//! Actor codes in the form of CAMEO and PLOVER: three letters of a state or organisation type, then roles of three
//! letters (`JPNGOV`, `IGOUNO`), as they hold on a day.

use super::unit::{Candidate, country_of, is_country, is_place};
use crate::gazetteer::{Date, Kind, RelationKind};
use crate::index::{EntityId, Gazetteer, holds_on};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The states of a gazetteer by their ISO 3166-1 alpha-3 codes, and their governments, read when one is first asked for.
#[derive(Default)]
pub(crate) struct States {
    by_code: OnceLock<HashMap<String, EntityId>>,
    /// Governments by their states, ascending. In a state's own record its places come before its government.
    governments: OnceLock<Vec<(EntityId, EntityId)>>,
}

impl States {
    fn find(&self, gazetteer: &Gazetteer, iso3: &str) -> Option<EntityId> {
        let states = self.by_code.get_or_init(|| {
            let states = gazetteer.with_prefix("country:");
            states.map(|state| (state.id()["country:".len()..].to_owned(), state.index())).collect()
        });
        states.get(iso3).copied()
    }

    fn government(&self, gazetteer: &Gazetteer, state: EntityId) -> EntityId {
        let read = |state| gazetteer.entity(state).related_to_this(RelationKind::GovernmentOf).next().unwrap_or(state);
        let all = self.governments.get_or_init(|| {
            gazetteer.with_prefix("country:").map(|state| (state.index(), read(state.index()))).collect()
        });
        all.binary_search_by_key(&state, |(state, _)| *state).map_or_else(|_| read(state), |at| all[at].1)
    }
}

/// Makes the codes of one document.
pub(crate) struct Codes<'g> {
    all_states: &'g States,
    pub(crate) gazetteer: &'g Gazetteer,
    /// The day on which they hold; without one, they are those of now.
    pub(crate) date: Option<Date>,
    /// Codes of the states met so far, by their ISO 3166-1 alpha-3 code.
    states: RefCell<Vec<(&'g str, &'g str)>>,
}

impl<'g> Codes<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, all_states: &'g States, date: Option<Date>) -> Self {
        Self { all_states, gazetteer, date, states: RefCell::default() }
    }

    /// The state with this ISO 3166-1 alpha-3 code.
    pub(crate) fn find_state(&self, iso3: &str) -> Option<EntityId> {
        self.all_states.find(self.gazetteer, iso3)
    }

    /// The government of a state: the state itself if the gazetteer has none apart from it.
    pub(crate) fn government(&self, state: EntityId) -> EntityId {
        self.all_states.government(self.gazetteer, state)
    }

    /// The code of a state, by its ISO 3166-1 alpha-3 code.
    pub(crate) fn state(&self, iso3: &'g str) -> &'g str {
        if let Some((_, code)) = self.states.borrow().iter().find(|(known, _)| *known == iso3) {
            return code;
        }
        let country = self.find_state(iso3);
        let code = country.and_then(|id| self.listed(id)).unwrap_or(iso3);
        self.states.borrow_mut().push((iso3, code));
        code
    }

    /// A state's code followed by a role: `JPN` + `GOV`.
    pub(crate) fn acting(&self, iso3: &'g str, role: &str) -> String {
        [self.state(iso3), role].concat()
    }

    /// The code that the gazetteer lists for an entity.
    pub(crate) fn listed(&self, id: EntityId) -> Option<&'g str> {
        let mut codes = self.gazetteer.entity(id).codes();
        codes.find(|c| c.scheme == "cameo" && holds(c.from, c.to, self.date)).map(|c| c.code)
    }

    /// The code of whatever a candidate is, acting; empty if it has none.
    pub(crate) fn of(&self, candidate: &Candidate) -> String {
        if let Some(code) = self.listed(candidate.entity) {
            return code.to_owned();
        }
        if candidate.kind == Kind::Person {
            return self.person(candidate.entity);
        }
        let Some(iso3) = country_of(self.gazetteer, candidate.entity) else {
            return if candidate.kind == Kind::Igo { "IGO".to_owned() } else { String::new() };
        };
        if is_country(candidate.kind) || is_place(candidate.kind) {
            return self.state(iso3).to_owned();
        }
        self.acting(iso3, role_of(candidate.kind))
    }

    /// A person's code follows the office held on the day; who held one before is of the elite (`ELI`).
    fn person(&self, id: EntityId) -> String {
        let mut past = None;
        for role in self.gazetteer.entity(id).roles() {
            let of = self.gazetteer.entity(role.of);
            let Some(base) = self.listed(role.of).or_else(|| of.country().map(|c| self.state(c))) else {
                continue;
            };
            let base = if of.kind() == Kind::Igo {
                base
            } else {
                base.char_indices().nth(3).map_or(base, |(end, _)| &base[..end])
            };
            let code = if of.kind() == Kind::Igo { "" } else { role.code.unwrap_or("GOV") };
            if holds(role.from, role.to, self.date) {
                return [base, code].concat();
            }
            let began = role.from.is_none_or(|from| self.date.is_none_or(|d| from <= d));
            if began && past.is_none() {
                past = Some(if of.kind() == Kind::Igo { base.to_owned() } else { [base, "ELI"].concat() });
            }
        }
        past.or_else(|| country_of(self.gazetteer, id).map(|c| self.state(c).to_owned())).unwrap_or_default()
    }
}

/// The role part of an institution's code.
fn role_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Government | Kind::Ministry => "GOV",
        Kind::Legislature => "LEG",
        Kind::Military => "MIL",
        Kind::Police => "COP",
        Kind::Court => "JUD",
        Kind::Party => "PTY",
        Kind::ArmedGroup => "REB",
        Kind::Company => "BUS",
        Kind::Media => "MED",
        Kind::Ngo => "NGO",
        _ => "",
    }
}

/// True if a fact with these bounds holds on a day; without a day, if it holds still.
pub(crate) fn holds(from: Option<Date>, to: Option<Date>, date: Option<Date>) -> bool {
    match date {
        Some(day) => holds_on(from, to, day),
        None => to.is_none(),
    }
}
