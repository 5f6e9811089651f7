//! Romanisation and cyrillisation schemes as data, and the engine that applies them.

#[allow(dead_code, reason = "the scheme engine uses the rest")]
mod chars;
#[allow(dead_code, reason = "the scheme engine uses the rest")]
mod han;
mod parse;
mod romanize;

pub use romanize::{romanize, romanize_into};
