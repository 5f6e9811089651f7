//! Two records of one entity become one.

use super::model::{Entity, Place};
use std::collections::HashSet;

/// Adds `other` to `entity`; where the two disagree, `entity` is right.
///
/// Names, roles, relations, codes and ids of both are kept. Returns how many names of `other` were there already.
pub(super) fn merge(entity: &mut Entity, other: Entity) -> u64 {
    let Entity { id: _, kind, names, place, roles, relations, codes, ids, prominence, source } = other;
    if entity.kind == super::Kind::Other {
        entity.kind = kind;
    }
    // A name keeps its source when it moves to an entity of another one.
    let same_source = entity.source == source;
    let mut duplicates = 0;
    let known: HashSet<_> = entity.names.iter().map(|name| (name.text.clone(), name.lang.clone(), name.kind)).collect();
    for mut name in names {
        if known.contains(&(name.text.clone(), name.lang.clone(), name.kind)) {
            duplicates += 1;
            continue;
        }
        if name.source.is_none() && !same_source && !source.is_empty() {
            name.source = Some(source.clone());
        }
        entity.names.push(name);
    }
    match (&mut entity.place, place) {
        (Some(place), Some(other)) => merge_place(place, other),
        (place @ None, other) => *place = other,
        (Some(_), None) => {}
    }
    extend_new(&mut entity.roles, roles);
    extend_new(&mut entity.relations, relations);
    extend_new(&mut entity.codes, codes);
    for (scheme, value) in ids {
        entity.ids.entry(scheme).or_insert(value);
    }
    entity.prominence = entity.prominence.or(prominence);
    if entity.source.is_empty() {
        entity.source = source;
    }
    duplicates
}

fn merge_place(place: &mut Place, other: Place) {
    // Both coordinates or none: half of each would be a third place.
    if place.lat.is_none() || place.lon.is_none() {
        (place.lat, place.lon) = (other.lat, other.lon);
    }
    place.country = place.country.take().or(other.country);
    place.population = place.population.or(other.population);
}

fn extend_new<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
