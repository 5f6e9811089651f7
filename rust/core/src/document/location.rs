//! Where an entity is: in which country and division, and in which cell of the map.

use super::unit::{is_country, is_place, with_country};
use crate::gazetteer::{Kind, RelationKind};
use crate::index::{EntityId, Gazetteer};

/// Side of a map cell, degrees.
const CELL: f32 = 2.0;

/// Where an entity is. Candidates carry it, so that it is read once for the many texts that name them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Location {
    /// See [`Entity::country_number`](crate::index::Entity::country_number).
    pub(crate) country: Option<u16>,
    /// Of the first level.
    pub(crate) division: Option<EntityId>,
    /// Row and column.
    pub(crate) cell: Option<(i16, i16)>,
}

impl Location {
    pub(crate) fn of(gazetteer: &Gazetteer, id: EntityId, kind: Kind) -> Self {
        if !is_place(kind) {
            let country = with_country(gazetteer, id).and_then(|entity| entity.country_number());
            return Self { country, ..Self::default() };
        }
        let entity = gazetteer.entity(id);
        let division = if kind == Kind::Admin1 {
            Some(id)
        } else {
            ancestors(gazetteer, id).find(|&a| gazetteer.entity(a).kind() == Kind::Admin1)
        };
        // A whole country is nowhere in particular.
        let cell = if is_country(kind) || kind == Kind::Region { None } else { entity.coordinates().map(cell_of) };
        Self { country: entity.country_number(), division, cell }
    }
}

fn cell_of((lat, lon): (f32, f32)) -> (i16, i16) {
    ((lat / CELL).floor() as i16, (lon / CELL).floor() as i16)
}

/// The places that contain a place, nearest first; bounded, so that a circle in the data does no harm.
pub(crate) fn ancestors(gazetteer: &Gazetteer, id: EntityId) -> impl Iterator<Item = EntityId> + '_ {
    let parent = |id: EntityId| {
        gazetteer.entity(id).relations().find(|(kind, _)| *kind == RelationKind::PartOf).map(|(_, to)| to)
    };
    std::iter::successors(parent(id), move |&id| parent(id)).take(6)
}
