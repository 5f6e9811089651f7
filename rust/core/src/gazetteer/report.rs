//! What happened while a gazetteer was read: nothing is left out without a word.

use crate::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// A record that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The file, or the name of the stream.
    pub path: PathBuf,
    /// The line, counted from 1; 0 where records have no lines.
    pub line: u64,
    /// What was found, what was expected, and the cure.
    pub reason: String,
    /// The record as it was, cut after 200 characters.
    pub record: String,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.reason)
    }
}

/// How many rejects are kept; the others are only counted.
const KEPT_REJECTS: usize = 10_000;
const KEPT_TEXT: usize = 200;

/// Counts and rejects of everything that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Records read: lines of JSON, rows of a table, items of a dump.
    pub records: u64,
    /// Records that added an entity.
    pub added: u64,
    /// Records that were merged into an entity of the same id.
    pub merged: u64,
    /// Actors of dictionaries that were merged into an entity of their name.
    pub joined: u64,
    /// Records of lexemes, agents and attributions.
    pub others: u64,
    /// Records that a source leaves out by its own rules, such as entities without a name in a dump.
    pub skipped: u64,
    /// Empty lines and rows.
    pub empty_records: u64,
    /// Names without text.
    pub empty_names: u64,
    /// Names that the entity had already.
    pub duplicate_names: u64,
    /// Records that could not be used.
    pub rejected: u64,
    /// The first ten thousand of them.
    pub rejects: Vec<Reject>,
    /// Things to know that cost no record, such as a file that was expected beside another.
    pub notes: Vec<String>,
}

impl BuildReport {
    pub(crate) fn reject(&mut self, path: &Path, line: u64, error: &Error, record: &str) {
        self.rejected += 1;
        if self.rejects.len() < KEPT_REJECTS {
            self.rejects.push(Reject {
                path: path.into(),
                line,
                reason: error.message().to_owned(),
                record: record.chars().take(KEPT_TEXT).collect(),
            });
        }
    }

    /// Adds what another report counted.
    pub fn absorb(&mut self, other: Self) {
        self.records += other.records;
        self.added += other.added;
        self.merged += other.merged;
        self.joined += other.joined;
        self.others += other.others;
        self.skipped += other.skipped;
        self.empty_records += other.empty_records;
        self.empty_names += other.empty_names;
        self.duplicate_names += other.duplicate_names;
        self.rejected += other.rejected;
        let room = KEPT_REJECTS.saturating_sub(self.rejects.len());
        self.rejects.extend(other.rejects.into_iter().take(room));
        self.notes.extend(other.notes);
    }
}

impl fmt::Display for BuildReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} records: {} entities added, {} merged", self.records, self.added, self.merged)?;
        for (count, what) in [
            (self.joined, "joined by name"),
            (self.others, "lexemes, agents and attributions"),
            (self.skipped, "skipped by the rules of the source"),
            (self.empty_records, "empty"),
            (self.empty_names, "empty names"),
            (self.duplicate_names, "duplicate names"),
            (self.rejected, "rejected"),
        ] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}
