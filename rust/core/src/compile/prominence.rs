//! How often an entity is meant when it is named, where the source does not say.

use crate::gazetteer::{Entity, Kind, RelationKind};

/// What a capital is more prominent, since it is named for its government, too. With 1 or 2.5 as many places are found right
/// in two corpora of news; with 1 Washington is as often the state.
const CAPITAL: f32 = 2.0;

/// The prominence of an entity: its own, or one computed from kind, population and being a capital.
///
/// The scale is that of [`Entity::prominence`]: natural logarithm, 0 a village of a hundred people, about 10 a large
/// country. People are named less often than in proportion to their number, hence the factors below 1: a city of ten
/// million is named some thousand times as often as a village of a hundred, not a hundred thousand times.
pub(super) fn of(entity: &Entity) -> f32 {
    if let Some(stated) = entity.prominence {
        return if stated.is_finite() { stated.clamp(-10.0, 30.0) } else { 0.0 };
    }
    let population = entity.place.as_ref().and_then(|place| place.population).unwrap_or(0);
    let size = (population.max(50) as f32 / 100.0).ln();
    let base = match entity.kind {
        Kind::Country => 6.0 + 0.25 * size.max(0.0),
        Kind::Territory => 3.5 + 0.25 * size.max(0.0),
        Kind::Admin1 => 1.5 + 0.4 * size.max(0.0),
        Kind::Admin2 => 0.4 * size.max(0.0),
        Kind::PopulatedPlace => 0.6 * size,
        Kind::Water | Kind::Landform => 3.0 + 0.3 * size.max(0.0),
        // The West, the Balkans: regions that have a record of their own are named like states.
        Kind::Region => 5.0 + 0.25 * size.max(0.0),
        Kind::Facility => 1.5,
        Kind::Igo => 6.0,
        Kind::Government => 5.0,
        Kind::Ministry | Kind::Legislature | Kind::Military | Kind::Party | Kind::ArmedGroup | Kind::Person => 4.0,
        Kind::Police | Kind::Court | Kind::Media | Kind::Ngo | Kind::Company | Kind::Organization => 3.0,
        Kind::Other => 1.0,
    };
    let has = |wanted| entity.relations.iter().any(|relation| relation.kind == wanted);
    let governs = has(RelationKind::CapitalOf) || (entity.kind == Kind::PopulatedPlace && has(RelationKind::SeatOf));
    base + if governs { CAPITAL } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Place;

    fn prominence(kind: Kind, population: u64) -> f32 {
        let place = Some(Place { population: Some(population), ..Place::default() });
        of(&Entity { kind, place, ..Entity::default() })
    }

    #[test]
    fn the_scale_is_that_of_the_model() {
        assert!(prominence(Kind::PopulatedPlace, 100).abs() < 0.01);
        assert!((9.0..11.0).contains(&prominence(Kind::Country, 1_400_000_000)));
        assert!(prominence(Kind::Country, 38_000) > prominence(Kind::PopulatedPlace, 38_000));
    }
}
