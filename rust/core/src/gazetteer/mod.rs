//! The gazetteer as people write it: entities with names, roles, relations and codes, every fact with its source.

mod builder;
mod check;
pub(crate) mod countries;
mod date;
mod ids;
mod join;
mod json_rows;
mod kinds;
mod lines;
mod merge;
mod model;
mod report;
pub mod sources;
mod table;

pub use builder::GazetteerBuilder;
pub(crate) use builder::head;
pub use date::Date;
pub use model::{
    Agent, Attribution, Case, Code, Entity, Gazetteer, Kind, Lexeme, Name, NameKind, Place, Relation, RelationKind,
    Role,
};
pub use report::{BuildReport, Reject};
pub use table::TableMapping;
