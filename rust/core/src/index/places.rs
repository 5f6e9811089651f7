//! Where the texts of keys, names and ids are in the pool.

use super::entity::name_in_id;
use super::strings::StringPool;
use super::write::{NameRow, Tables};
use crate::error::Result;

/// The places of all texts of a gazetteer.
pub(super) struct Places {
    pub(super) keys: Vec<u32>,
    pub(super) names: Vec<NamePlace>,
    /// 0 for those that are not in the pool yet.
    pub(super) ids: Vec<u32>,
}

/// Where the text of a name is, or the id that ends with it.
#[derive(Clone, Copy, Default)]
pub(super) struct NamePlace {
    pub(super) position: u32,
    pub(super) in_id: bool,
}

impl Places {
    /// Stores the texts of keys and names, each once, and of ids that end with their entity's name.
    ///
    /// Names that are found together stand together, beside their folded form: that is how they are read, and it is also
    /// what a general compressor makes most of. Equal names have equal keys, so that a look at the neighbours is enough
    /// to store each text once.
    pub(super) fn of(tables: &Tables<'_>, pool: &mut StringPool) -> Result<Self> {
        let mut places = Self {
            keys: Vec::with_capacity(tables.keys.len()),
            names: vec![NamePlace::default(); tables.names.len()],
            ids: vec![0; tables.entities.len()],
        };
        let owners = owners(&tables.first_names);
        let mut known: Vec<(&str, NamePlace)> = Vec::new();
        for (index, key) in tables.keys.iter().enumerate() {
            let position = pool.push(key.text)?;
            places.keys.push(position);
            known.clear();
            known.push((key.text, NamePlace { position, in_id: false }));
            let end = tables.keys.get(index + 1).map_or(tables.keyed_names.len(), |next| next.first_name as usize);
            for at in tables.keyed_names.get(key.first_name as usize..end).unwrap_or_default() {
                places.put(tables, *at as usize, &owners, &mut known, pool)?;
            }
        }
        // Names without a word have no key.
        for at in 0..tables.names.len() {
            places.put(tables, at, &owners, &mut Vec::new(), pool)?;
        }
        Ok(places)
    }

    /// Stores a name that is not stored yet, unless it is one of those that are known.
    fn put<'t>(
        &mut self,
        tables: &Tables<'t>,
        at: usize,
        owners: &[u32],
        known: &mut Vec<(&'t str, NamePlace)>,
        pool: &mut StringPool,
    ) -> Result<()> {
        let (Some(NameRow { text, .. }), Some(place), Some(owner)) =
            (tables.names.get(at), self.names.get_mut(at), owners.get(at).map(|owner| *owner as usize))
        else {
            return Ok(());
        };
        if place.position != 0 {
            return Ok(());
        }
        let (Some(entity), Some(id)) = (tables.entities.get(owner), self.ids.get_mut(owner)) else { return Ok(()) };
        if name_in_id(&entity.id) == Some(text) {
            if *id == 0 {
                *id = pool.push(&entity.id)?;
            }
            *place = NamePlace { position: *id, in_id: true };
        } else if let Some((_, same)) = known.iter().find(|(other, _)| other == text) {
            *place = *same;
            return Ok(());
        } else {
            *place = NamePlace { position: pool.push(text)?, in_id: false };
        }
        known.push((text, *place));
        Ok(())
    }

    /// Has every entity one name, the one that its own id ends with?
    pub(super) fn is_list(&self) -> bool {
        self.names.len() == self.ids.len()
            && self.names.iter().zip(&self.ids).all(|(name, id)| name.in_id && name.position == *id)
    }
}

/// For each name the number of its entity.
pub(crate) fn owners(first_names: &[u32]) -> Vec<u32> {
    let mut owners = Vec::with_capacity(first_names.last().map_or(0, |count| *count as usize));
    for (entity, window) in first_names.windows(2).enumerate() {
        owners.extend((window[0]..window[1]).map(|_| entity as u32));
    }
    owners
}
