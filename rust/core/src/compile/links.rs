//! Relations and roles: from ids to numbers, and the way back.

use super::{Dangling, dates};
use crate::error::{Error, Result};
use crate::gazetteer::{Entity, RelationKind};
use crate::index::{EntityId, Facts, RoleRef};

/// The facts of each entity with their links resolved. Links to ids that are not there go to `dangling`.
pub(super) fn resolve<'t>(entities: &[&'t Entity], dangling: &mut Vec<Dangling>) -> Result<Vec<Facts<'t>>> {
    let find =
        |id: &str| entities.binary_search_by(|entity| entity.id.as_str().cmp(id)).ok().map(|at| EntityId(at as u32));
    let mut all = Vec::with_capacity(entities.len());
    let mut inverse: Vec<(EntityId, RelationKind, EntityId)> = Vec::new();
    for (index, entity) in entities.iter().enumerate() {
        let here = EntityId(index as u32);
        let bad = |error: Error| Error::data(format!("entity {:?}: {}", entity.id, error.message()));
        let mut facts = Facts::default();
        let mut miss = |link: String, to: &str| {
            dangling.push(Dangling { from: entity.id.clone(), link, to: to.to_owned() });
        };
        for relation in &entity.relations {
            match find(&relation.to) {
                Some(to) if facts.relations.contains(&(relation.kind, to)) => {}
                Some(to) => {
                    facts.relations.push((relation.kind, to));
                    inverse.push((to, relation.kind, here));
                }
                None => miss(relation.kind.to_string(), &relation.to),
            }
        }
        for role in &entity.roles {
            let (from, to) = dates(role.from.as_deref(), role.to.as_deref()).map_err(bad)?;
            match find(&role.of) {
                Some(of) => {
                    facts.roles.push(RoleRef { office: &role.office, of, code: role.code.as_deref(), from, to });
                }
                None => miss(format!("role {}", role.office), &role.of),
            }
        }
        for code in entity.codes.iter().filter(|code| !code.code.is_empty()) {
            let (from, to) = dates(code.from.as_deref(), code.to.as_deref()).map_err(bad)?;
            facts.codes.push((&code.scheme, &code.code, from, to));
        }
        all.push(facts);
    }
    inverse.sort_unstable();
    for (to, kind, from) in inverse {
        if let Some(facts) = all.get_mut(to.0 as usize) {
            facts.inverse.push((kind, from));
        }
    }
    Ok(all)
}
