//! The compiled gazetteer: one file, used where it lies.
//!
//! Reads a `*.emx` file (mapped, or bytes in memory) and gives views of it: entities, their names, the keys under
//! which names are found. Nothing is decoded when a file is opened, so that a gazetteer of ten million names opens as
//! fast as one of ten, and all processes share one copy.
//!
//! A file is a stranger: it may have been cut, damaged or made to harm. Opening checks the header and that every
//! section lies inside the file. After that every accessor checks what it reads; what does not make sense is answered
//! by something harmless (an empty text, no names), never by a panic. [`Gazetteer::verify`] tells the two apart.
//!
//! Why not serde and an archive crate (rkyv, `FlatBuffers`): their checks read the whole file at opening, or are
//! skipped. Why texts are checked to be UTF-8 on every read: they are short, and it costs less than the cache miss
//! before it.

mod agents;
mod bytes;
mod container;
mod entity;
mod facts;
mod file;
mod key;
mod map;
mod marks;
mod meta;
mod places;
mod strings;
mod verify;
mod view;
mod write;

pub use container::{FORMAT_VERSION, Section, SectionId, Writer};
pub use entity::{Entity, NameRef};
pub(crate) use facts::holds_on;
pub use facts::{CodeRef, RoleRef};
pub use file::write_atomically;
pub use key::{Key, Posting, Postings};
pub(crate) use marks::Asked;
pub use marks::Marks;
pub use meta::{Counts, Meta};
pub(crate) use places::owners;
pub use verify::Report;
pub use view::{EntityId, Gazetteer, KeyId};
pub(crate) use write::{Facts, KeyRow, NameRow, PostingRow, Tables, write_tables};
