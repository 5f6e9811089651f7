//! Public sources, one file each; and how files of any compression are opened.
//!
//! An importer reads a user's own download as a stream and gives entities one by one, so that memory does not grow
//! with the file beyond what joining needs. It reports every record that it could not use. The sources are
//! [`geonames`], [`wikidata`], [`followthemoney`], [`cameo`], [`jrc`].
//!
//! To add one: a file with a function `read(files, options, emit)`, a variant of [`Source`], and a test with a small
//! file of the true format, written by hand.

pub mod cameo;
pub mod followthemoney;
pub mod geonames;
pub mod jrc;
mod stream;
pub mod wikidata;
mod zipped;

use super::model::{Agent, Attribution, Entity, Lexeme};
use super::report::BuildReport;
use crate::error::{Error, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

pub use stream::Progress;
pub(crate) use stream::{Lines, open};

/// One thing that a source gives. Its JSON form is that of the thing itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each variant is named by the thing itself")]
pub enum Record {
    Entity(Box<Entity>),
    Agent(Agent),
    Lexeme(Lexeme),
    Attribution(Attribution),
}

/// Takes what a source gives. An error says that the record cannot be used; it is reported, and reading goes on.
pub type Emit<'e> = &'e mut dyn FnMut(Record) -> Result<()>;

/// What to take from a source.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Languages to take names in (BCP 47); all where empty. Names without a language are always taken.
    pub languages: BTreeSet<String>,
    /// Populated places of fewer inhabitants are left out.
    pub min_population: u64,
    /// Told how far the reading is.
    pub progress: Option<Arc<Progress>>,
}

impl ImportOptions {
    pub(crate) fn wants(&self, language: &str) -> bool {
        self.languages.is_empty() || language.is_empty() || self.languages.contains(language)
    }
}

/// A public source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The `GeoNames` dump: places, with alternate names, administrative codes and hierarchy where given.
    GeoNames,
    /// The Wikidata JSON dump.
    Wikidata,
    /// `FollowTheMoney` entities as JSON lines: `OpenSanctions` and others.
    FollowTheMoney,
    /// Actor and agent dictionaries of CAMEO coders: Phoenix, PETRARCH, TABARI.
    Cameo,
    /// JRC-Names.
    Jrc,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 5] = [Self::GeoNames, Self::Wikidata, Self::FollowTheMoney, Self::Cameo, Self::Jrc];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GeoNames => "geonames",
            Self::Wikidata => "wikidata",
            Self::FollowTheMoney => "followthemoney",
            Self::Cameo => "cameo",
            Self::Jrc => "jrc",
        }
    }

    /// How many bytes reading these files will take: some are read twice. 0 for what cannot be asked.
    pub fn bytes_to_read(self, files: &[PathBuf]) -> u64 {
        let length = |path: &PathBuf| std::fs::metadata(path).map_or(0, |about| about.len());
        let times = |path: &PathBuf| match self {
            Self::Wikidata => 2,
            Self::GeoNames => geonames::passes(path),
            _ => 1,
        };
        files.iter().map(|path| length(path) * times(path)).sum()
    }

    /// Reads files of this source and gives everything in them to `emit`.
    ///
    /// # Errors
    /// If a file cannot be read or is not of this source.
    pub fn read(self, files: &[PathBuf], options: &ImportOptions, emit: Emit<'_>) -> Result<BuildReport> {
        if files.is_empty() {
            return Err(Error::data(format!("no file given for the source {}", self.as_str())));
        }
        match self {
            Self::GeoNames => geonames::read(files, options, emit),
            Self::Wikidata => wikidata::read(files, options, emit),
            Self::FollowTheMoney => followthemoney::read(files, options, emit),
            Self::Cameo => cameo::read(files, options, emit),
            Self::Jrc => jrc::read(files, options, emit),
        }
    }
}

impl FromStr for Source {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == name).ok_or_else(|| {
            let all = Self::ALL.map(Self::as_str).join(", ");
            Error::data(format!("{name:?} is not a source; expected one of: {all}"))
        })
    }
}

/// Gives a record, and reports it if it cannot be used.
fn give(record: Record, emit: Emit<'_>, report: &mut BuildReport, path: &Path, line: u64) {
    report.records += 1;
    let what = match &record {
        Record::Entity(entity) => entity.id.clone(),
        Record::Agent(agent) => agent.agent.clone(),
        Record::Lexeme(lexeme) => lexeme.lexeme.clone(),
        Record::Attribution(attribution) => attribution.attribution.clone(),
    };
    match emit(record) {
        Ok(()) => report.added += 1,
        Err(error) => report.reject(path, line, &error, &what),
    }
}

/// The name of a file without its folder, in lower case.
fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}
