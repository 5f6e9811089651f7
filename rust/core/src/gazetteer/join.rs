//! Dictionaries of codes give their actors no ids: whom they mean is found among the entities of other sources by name.

use super::Kind;
use super::merge::merge;
use super::model::Entity;
use super::sources::cameo;
use crate::text::key;
use std::collections::HashMap;

/// One entity of a name, or `None` where several have it.
type ByName = HashMap<(String, bool), Option<usize>>;

/// Merges each actor of a dictionary into the one entity of another source that has a name, the state and the kind of it;
/// a person only by two or more words. Codes of the entity with the lower rank stand first. Returns how many were merged.
///
/// `ranks` are those of the entities, in the same order, before and after.
pub(super) fn dictionaries(entities: &mut Vec<Entity>, ranks: &mut Vec<u32>) -> u64 {
    if !entities.iter().any(is_of_dictionary) {
        return 0;
    }
    let known = by_name(entities);
    let mut targets: Vec<Option<usize>> = entities.iter().map(|actor| target(actor, entities, &known)).collect();
    let mut joined = 0;
    for at in 0..entities.len() {
        let Some(target) = targets[at] else { continue };
        let actor = std::mem::take(&mut entities[at]);
        let first = ranks[at] < ranks[target];
        let entity = &mut entities[target];
        let codes = if first { std::mem::take(&mut entity.codes) } else { Vec::new() };
        merge(entity, actor);
        entity.codes.extend(codes);
        joined += 1;
    }
    let mut gone = targets.drain(..);
    ranks.retain(|_| gone.next().flatten().is_none());
    entities.retain(|entity| !entity.id.is_empty());
    joined
}

fn is_of_dictionary(entity: &Entity) -> bool {
    entity.source == cameo::SOURCE && entity.ids.is_empty() && entity.kind.is_actor()
}

/// Folded names that identify an actor; all of an organisation, those of two words of a person.
fn names(entity: &Entity) -> impl Iterator<Item = (String, bool)> {
    let person = entity.kind == Kind::Person;
    let keys = entity.names.iter().map(|name| key(&name.text));
    keys.filter(move |key| !person || key.contains(' ')).map(move |key| (key, person))
}

fn by_name(entities: &[Entity]) -> ByName {
    let mut known = ByName::new();
    for (at, entity) in entities.iter().enumerate().filter(|(_, e)| e.kind.is_actor() && !is_of_dictionary(e)) {
        for name in names(entity) {
            known.entry(name).and_modify(|one| *one = one.filter(|one| *one == at)).or_insert(Some(at));
        }
    }
    known
}

fn target(actor: &Entity, entities: &[Entity], known: &ByName) -> Option<usize> {
    if !is_of_dictionary(actor) {
        return None;
    }
    let mut found = names(actor).filter_map(|name| known.get(&name).copied().flatten());
    let first = found.next()?;
    // Its own name says more than a synonym, of which some are other people's too.
    let by_own_name = names(actor).next().is_some_and(|name| known.get(&name) == Some(&Some(first)));
    let same_state = match (state(actor), state(&entities[first])) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    (same_state && (by_own_name || found.all(|other| other == first))).then_some(first)
}

/// The state of an entity, or the one in which a person holds an office (`country:JPN`, `gov:JPN`).
fn state(entity: &Entity) -> Option<&str> {
    let own = entity.place.as_ref().and_then(|place| place.country.as_deref());
    own.or_else(|| entity.roles.first()?.of.split(':').nth(1).filter(|code| code.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Code, GazetteerBuilder, Name, Place};

    fn entity(id: &str, source: &str, state: &str, names: &[&str], code: &str) -> Entity {
        let name = |text: &&str| Name { text: (*text).to_owned(), ..Name::default() };
        let code = Code { scheme: "cameo".to_owned(), code: code.to_owned(), from: None, to: None };
        Entity {
            id: id.to_owned(),
            kind: if id.starts_with("person") { Kind::Person } else { Kind::ArmedGroup },
            names: names.iter().map(name).collect(),
            place: Some(Place { country: Some(state.to_owned()), ..Place::default() }),
            codes: vec![code],
            source: source.to_owned(),
            ..Entity::default()
        }
    }

    fn joined(entities: Vec<Entity>) -> Vec<(String, Vec<String>)> {
        let mut builder = GazetteerBuilder::new();
        for (rank, entity) in (0..).zip(entities) {
            builder.set_rank(rank);
            builder.add(entity).unwrap();
        }
        builder.join_dictionaries();
        let codes = |e: &Entity| e.codes.iter().map(|c| c.code.clone()).collect();
        builder.finish().entities.iter().map(|e| (e.id.clone(), codes(e))).collect()
    }

    #[test]
    fn codes_of_a_dictionary_come_first_if_it_was_named_first() {
        let of_dictionary = entity("armed:a", "cameo", "SOM", &["Al-Shabab", "Shabaab"], "SOMUAF");
        let known = entity("group:a", "curated", "SOM", &["al-Shabaab", "Al Shabab"], "SOMREB");
        let codes = |codes: [&str; 2]| vec![("group:a".to_owned(), codes.map(str::to_owned).to_vec())];
        assert_eq!(joined(vec![of_dictionary.clone(), known.clone()]), codes(["SOMUAF", "SOMREB"]));
        assert_eq!(joined(vec![known, of_dictionary]), codes(["SOMREB", "SOMUAF"]));
    }

    #[test]
    fn another_state_a_surname_and_two_of_a_name_are_not_joined() {
        let apart = |dictionary: Entity, others: &[Entity]| {
            let all: Vec<Entity> = std::iter::once(dictionary).chain(others.iter().cloned()).collect();
            let count = all.len();
            assert_eq!(joined(all).len(), count);
        };
        let front = |id, source, state| entity(id, source, state, &["Liberation Front"], "XXXREB");
        apart(front("armed:a", "cameo", "SOM"), &[front("group:b", "curated", "PHL")]);
        apart(front("armed:a", "cameo", "SOM"), &[front("group:b", "x", "SOM"), front("group:c", "x", "SOM")]);
        let person = |id, source| entity(id, source, "USA", &["Examplar"], "USAGOV");
        apart(person("person:a", "cameo"), &[person("person:b", "curated")]);
    }
}
