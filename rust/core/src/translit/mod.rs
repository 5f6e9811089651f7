//! Romanisation and cyrillisation schemes as data, and the engine that applies them.
//!
//! A scheme is a readable file under `schemes/`: a header that says where it is published, rules as linguists write
//! them (`е = ye / # _`), and examples that run as tests. See `parse.rs` for the format.

mod apply;
mod catalogue;
mod chars;
mod engine;
mod han;
mod japanese;
mod native;
mod parse;
mod pinyin;
mod prepare;
mod respell;
mod reverse;
mod romanizations;
mod romanize;
mod scheme;
mod script;
mod thai;
mod variants;

pub use apply::transliterate;
pub use catalogue::{scheme, schemes};
pub use reverse::reverse;
pub use romanizations::{Romanization, romanizations};
pub use romanize::{romanize, romanize_into};
pub use scheme::Scheme;
pub use variants::{Variant, derived_names, variants};
