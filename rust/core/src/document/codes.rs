//! Actor codes in the form of CAMEO and PLOVER: three letters of a state or organisation type, then roles of three
//! letters (`JPNGOV`, `IGOUNO`), as they hold on a day.

use super::unit::{Candidate, country_of, is_country, is_place};
use crate::gazetteer::{Date, Kind};
use crate::index::{EntityId, Gazetteer};

/// The code of a state, by its ISO 3166-1 alpha-3 code.
pub(crate) fn state(gazetteer: &Gazetteer, iso3: &str, date: Option<Date>) -> String {
    let country = gazetteer.by_id(&format!("country:{iso3}"));
    country.and_then(|id| listed(gazetteer, id, date)).unwrap_or_else(|| iso3.to_owned())
}

/// A state's code followed by a role: `JPN` + `GOV`.
pub(crate) fn acting(gazetteer: &Gazetteer, iso3: &str, role: &str, date: Option<Date>) -> String {
    state(gazetteer, iso3, date) + role
}

/// The code that the gazetteer lists for an entity on a day.
pub(crate) fn listed(gazetteer: &Gazetteer, id: EntityId, date: Option<Date>) -> Option<String> {
    gazetteer.entity(id).codes().find(|c| c.scheme == "cameo" && holds(c.from, c.to, date)).map(|c| c.code.to_owned())
}

/// The code of whatever a candidate is, acting on a day; empty if it has none.
pub(crate) fn of(gazetteer: &Gazetteer, candidate: &Candidate<'_>, date: Option<Date>) -> String {
    if let Some(code) = listed(gazetteer, candidate.entity, date) {
        return code;
    }
    if candidate.kind == Kind::Person {
        return person(gazetteer, candidate.entity, date);
    }
    let Some(iso3) = country_of(gazetteer, candidate.entity) else {
        return if candidate.kind == Kind::Igo { "IGO".to_owned() } else { String::new() };
    };
    if is_country(candidate.kind) || is_place(candidate.kind) {
        return state(gazetteer, iso3, date);
    }
    acting(gazetteer, iso3, role_of(candidate.kind), date)
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

/// A person's code follows the office held on the day; who held one before is of the elite (`ELI`).
fn person(gazetteer: &Gazetteer, id: EntityId, date: Option<Date>) -> String {
    let mut past = None;
    for role in gazetteer.entity(id).roles() {
        let of = gazetteer.entity(role.of);
        let Some(base) = listed(gazetteer, role.of, date).or_else(|| of.country().map(|c| state(gazetteer, c, date)))
        else {
            continue;
        };
        let base = if of.kind() == Kind::Igo { base } else { base.chars().take(3).collect() };
        let code = if of.kind() == Kind::Igo { "" } else { role.code.unwrap_or("GOV") };
        if holds(role.from, role.to, date) {
            return base + code;
        }
        let began = role.from.is_none_or(|from| date.is_none_or(|d| from <= d));
        if began && past.is_none() {
            past = Some(if of.kind() == Kind::Igo { base } else { base + "ELI" });
        }
    }
    past.or_else(|| country_of(gazetteer, id).map(|c| state(gazetteer, c, date))).unwrap_or_default()
}

/// True if a fact with these bounds holds on a day; without a day, if it holds still.
pub(crate) fn holds(from: Option<Date>, to: Option<Date>, date: Option<Date>) -> bool {
    match date {
        Some(day) => from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t),
        None => to.is_none(),
    }
}
