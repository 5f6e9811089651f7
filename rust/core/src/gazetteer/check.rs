//! Is a record what an entity must be?

use super::countries;
use super::date::Date;
use super::model::{Agent, Entity};
use crate::error::{Error, Result};

/// What [`tidy`] removed.
#[derive(Clone, Copy, Default)]
pub(super) struct Removed {
    pub(super) empty: u64,
    pub(super) duplicates: u64,
}

/// Removes empty and duplicate names, makes two-letter country codes three-letter ones, and checks the rest.
pub(super) fn tidy(entity: &mut Entity) -> Result<Removed> {
    let mut removed = Removed::default();
    if entity.id.trim().is_empty() {
        return Err(Error::data("the id is empty; every entity needs a unique one, such as \"country:PRK\""));
    }
    if entity.id.chars().any(char::is_control) {
        return Err(Error::data(format!("the id {:?} holds control characters", entity.id)));
    }
    let before = entity.names.len();
    entity.names.retain_mut(|name| {
        let trimmed = name.text.trim();
        if trimmed.len() != name.text.len() {
            name.text = trimmed.to_owned();
        }
        !name.text.is_empty()
    });
    removed.empty = (before - entity.names.len()) as u64;
    if entity.names.is_empty() {
        return Err(Error::data(format!("{:?} has no name; expected at least one with text", entity.id)));
    }
    removed.duplicates = remove_duplicates(entity);
    for name in &entity.names {
        check_dates(name.from.as_deref(), name.to.as_deref(), &name.text)?;
    }
    for role in &entity.roles {
        check_dates(role.from.as_deref(), role.to.as_deref(), &role.office)?;
    }
    for code in &entity.codes {
        check_dates(code.from.as_deref(), code.to.as_deref(), &code.code)?;
    }
    check_place(entity)?;
    Ok(removed)
}

/// An agent has a phrase, and a code with a place for the state and roles behind it.
pub(super) fn agent(agent: &Agent) -> Result<()> {
    if agent.agent.trim().is_empty() {
        return Err(Error::data("the agent has no phrase"));
    }
    let roles = agent.code.strip_prefix('~').unwrap_or_default();
    let whole = !roles.is_empty() && roles.len() <= 15 && roles.len().is_multiple_of(3);
    if !whole || !roles.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Error::data(format!(
            "the code {:?} of {:?} is not ~ (for the state) and one to five roles of three letters, as in ~GOVMIL",
            agent.code, agent.agent
        )));
    }
    Ok(())
}

fn remove_duplicates(entity: &mut Entity) -> u64 {
    let before = entity.names.len();
    if before < 2 {
        return 0;
    }
    let names = std::mem::take(&mut entity.names);
    let mut kept: Vec<super::Name> = Vec::with_capacity(before);
    // Entities have few names; a set pays only for the largest.
    let mut seen = std::collections::HashSet::new();
    for name in names {
        let is_new = if before > 32 {
            seen.insert((name.text.clone(), name.lang.clone(), name.kind, name.from.clone(), name.to.clone()))
        } else {
            !kept.iter().any(|other| {
                (&other.text, &other.lang, other.kind, &other.from, &other.to)
                    == (&name.text, &name.lang, name.kind, &name.from, &name.to)
            })
        };
        if is_new {
            kept.push(name);
        }
    }
    entity.names = kept;
    (before - entity.names.len()) as u64
}

fn check_dates(from: Option<&str>, to: Option<&str>, of: &str) -> Result<()> {
    let bad = |error: Error| Error::data(format!("of {of:?}: {}", error.message()));
    let from = from.map(Date::earliest).transpose().map_err(bad)?;
    let to = to.map(Date::latest).transpose().map_err(bad)?;
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            Err(Error::data(format!("of {of:?}: ends on {to}, before it begins on {from}; are the dates exchanged?")))
        }
        _ => Ok(()),
    }
}

fn check_place(entity: &mut Entity) -> Result<()> {
    let Some(place) = &mut entity.place else { return Ok(()) };
    for (value, limit, what) in [(place.lat, 90.0, "latitude"), (place.lon, 180.0, "longitude")] {
        if let Some(value) = value.filter(|value| value.is_nan() || value.abs() > limit) {
            return Err(Error::data(format!("the {what} {value} is not between -{limit} and {limit} degrees")));
        }
    }
    if place.lat.is_some() != place.lon.is_some() {
        return Err(Error::data("only one of latitude and longitude is given; expected both or none"));
    }
    if let Some(country) = &mut place.country {
        match country.len() {
            3 if country.bytes().all(|byte| byte.is_ascii_uppercase()) => {}
            0 => place.country = None,
            _ => match countries::iso3(country) {
                Some(iso3) => iso3.clone_into(country),
                None => {
                    return Err(Error::data(format!(
                        "the country {country:?} is not an ISO 3166-1 code; expected three capitals such as PRK"
                    )));
                }
            },
        }
    }
    Ok(())
}
