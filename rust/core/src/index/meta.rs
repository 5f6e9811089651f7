//! Provenance: what the file was made of and by.

use crate::gazetteer::Attribution;
use serde::{Deserialize, Serialize};

/// The provenance of a gazetteer. Holds no time of making, so that equal sources give equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// Name and version of the program that compiled it.
    pub made_by: String,
    /// A title for people.
    pub title: String,
    /// Numbers of what is inside.
    pub counts: Counts,
    /// The sources and their terms.
    pub attributions: Vec<Attribution>,
}

/// Numbers of what a gazetteer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each is the number of what its name says")]
pub struct Counts {
    pub entities: u64,
    pub names: u64,
    pub keys: u64,
    pub postings: u64,
    pub relations: u64,
    pub roles: u64,
    pub codes: u64,
    pub lexemes: u64,
    pub agents: u64,
}

impl Meta {
    /// Reads the section; a damaged one is empty.
    pub(super) fn read(section: &[u8]) -> Self {
        serde_json::from_slice(section).unwrap_or_default()
    }
}
