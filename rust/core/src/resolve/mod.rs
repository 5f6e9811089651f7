//! Ranked entities for one name in any script or romanisation.

mod aliases;
mod align;
mod beam;
mod build;
pub mod calibrate;
mod decode;
mod explain;
mod generic;
mod how;
pub mod learn;
pub mod lessons;
mod letters;
mod names;
mod parallel;
mod readings;
mod resolver;
mod score;
mod script;
mod similarity;
mod sound;
mod spelling;
mod table;
mod trie;
mod units;
mod view;

pub use how::How;
pub use names::{NameIndex, Scratch, Settings};
pub use resolver::{Evidence, Query, Resolution, Resolver, prominence};
pub use similarity::{FEATURES, Similarity, similarities, similarity};

/// The version of the section that [`build`] makes.
pub const SECTION_VERSION: u32 = 1;

/// Builds the resolver's section from keys, as [`text::key`](crate::text::key) gives them, each with its number.
///
/// Deterministic: the bytes depend on the set of pairs alone.
pub fn build<'t>(keys: impl IntoIterator<Item = (u32, &'t str)>) -> Vec<u8> {
    let forms = keys.into_iter().map(|(record, key)| (record, script::latin_form(key)));
    build::build(forms.filter(|(_, form)| form.len() > 1).collect())
}
