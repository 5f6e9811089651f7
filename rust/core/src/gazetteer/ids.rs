//! Which entity has an id, without a second copy of the ids.

use super::model::Entity;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// Numbers of entities by the hash of their id. Only asked, never walked.
#[derive(Debug, Default)]
pub(super) struct Ids {
    by_hash: HashMap<u64, u32>,
    /// Ids whose hash another one has: none, unless somebody made them so.
    others: HashMap<String, u32>,
}

impl Ids {
    /// The numbers of entities in their order.
    pub(super) fn of(entities: &[Entity]) -> Self {
        let mut ids = Self::default();
        (0..).zip(entities).for_each(|(number, entity)| ids.insert(&entity.id, number));
        ids
    }

    /// The number of the entity with this id.
    pub(super) fn get(&self, id: &str, entities: &[Entity]) -> Option<u32> {
        let at = *self.by_hash.get(&xxh3_64(id.as_bytes()))?;
        let is_it = entities.get(at as usize).is_some_and(|entity| entity.id == id);
        if is_it { Some(at) } else { self.others.get(id).copied() }
    }

    /// Adds an id that is not there.
    pub(super) fn insert(&mut self, id: &str, number: u32) {
        let known = *self.by_hash.entry(xxh3_64(id.as_bytes())).or_insert(number);
        if known != number {
            self.others.insert(id.to_owned(), number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_hash_are_told_apart() {
        let entity = |id: &str| Entity { id: id.to_owned(), ..Entity::default() };
        let entities = [entity("a"), entity("b")];
        let mut ids = Ids::default();
        ids.insert("a", 0);
        // As if both had the hash of "b".
        ids.by_hash.insert(xxh3_64(b"b"), 0);
        ids.insert("b", 1);
        assert_eq!((ids.get("a", &entities), ids.get("b", &entities)), (Some(0), Some(1)));
        assert_eq!(ids.get("c", &entities), None);
    }
}
