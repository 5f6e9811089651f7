//! The gazetteer as people write it: entities with names, roles, relations and codes, every fact with its source.

mod date;
mod model;
pub mod sources;

pub use date::Date;
pub use model::{Case, Code, Entity, Kind, Lexeme, Name, NameKind, Place, Relation, RelationKind, Role};
