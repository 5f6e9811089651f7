//! What one thread does with one task.

use super::encode::{Form, plain};
use super::feed::{Given, Load, Task};
use super::lines::{Reject, too_long};
use super::offsets::Offsets;
use super::ordered::Stop;
use super::parts::Place;
use super::record::{Columns, Record};
use super::row::Row;
use super::rows::{Entries, EntryColumns};
use crate::document::{Document, Normalizer, Scratch};
use crate::error::Result;
use crate::gazetteer::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is the same for all documents of a job.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which fields to read.
    pub columns: Columns,
    /// The form of the output.
    pub form: Form,
    /// What positions count.
    pub offsets: Offsets,
    /// Mentions less probable are left out.
    pub min_score: f64,
    /// The date of documents that do not say theirs.
    pub date: Option<Date>,
    /// The language of documents that do not say theirs.
    pub lang: Option<String>,
    /// Lines of more bytes are refused.
    pub max_record: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            columns: Columns::default(),
            form: Form::default(),
            offsets: Offsets::default(),
            min_score: 0.0,
            date: None,
            lang: None,
            max_record: MAX_RECORD,
        }
    }
}

/// Texts of more bytes are the exception.
const LONG: usize = 1 << 18;

/// The longest record that is read unless the caller says otherwise.
pub const MAX_RECORD: usize = 64 << 20;

/// What came of one task.
#[derive(Debug, Default)]
pub struct Done {
    /// The part that it belongs to.
    pub part: u64,
    /// The file that it is from.
    pub file: Arc<str>,
    /// Where its input ends.
    pub end: Place,
    /// How many bytes of input it took.
    pub bytes: u64,
    /// How many documents were judged.
    pub documents: u64,
    /// How many mentions they have.
    pub mentions: u64,
    /// The output, unless it is to be rows.
    pub encoded: Vec<u8>,
    /// The output as rows.
    pub rows: Entries,
    /// With rows: each document's id, number of rows and kept fields.
    pub index: Vec<Indexed>,
    /// Records that could not be read.
    pub rejects: Vec<Reject>,
    /// How often which actors were named.
    pub actors: Tally,
    /// How often which places were named.
    pub places: Tally,
}

/// Names and how often each was met.
pub type Tally = BTreeMap<String, u64>;

/// A document in the rows of a [`Done`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Its id.
    pub doc_id: String,
    /// How many of the rows are its.
    pub rows: usize,
    /// The kept fields: texts as they are, nothing for null, other values as JSON.
    pub keep: Vec<Option<String>>,
}

/// One thread's buffers, and what it shares with the others.
pub struct Worker {
    normalizer: Arc<Normalizer>,
    settings: Arc<Settings>,
    stop: Stop,
    scratch: Scratch,
    /// The rows of one document, unless the output is to be rows.
    entries: Entries,
}

impl Worker {
    /// A worker for one thread.
    pub fn new(normalizer: Arc<Normalizer>, settings: Arc<Settings>, stop: Stop) -> Self {
        Self { normalizer, settings, stop, scratch: Scratch::default(), entries: Entries::default() }
    }

    /// Judges all documents of a task. Given up between two documents when the job is stopped.
    pub fn work(&mut self, task: Task) -> Done {
        let bytes = task.bytes() as u64;
        let mut done = Done { part: task.part, file: task.file, end: task.end, bytes, ..Done::default() };
        match task.load {
            Load::Reject(reject) => done.rejects.push(reject),
            Load::Block(block) => {
                let settings = Arc::clone(&self.settings);
                for (line, offset, raw) in block.lines() {
                    if raw.trim_ascii().is_empty() {
                        continue;
                    }
                    if self.stop.is_raised() {
                        break;
                    }
                    let outcome = if raw.len() > settings.max_record {
                        Err(too_long(raw.len() as u64, settings.max_record))
                    } else {
                        let record = settings.columns.read(raw).map_err(|error| error.message().to_owned());
                        record.and_then(|record| self.judge(record, line, &mut done))
                    };
                    if let Err(reason) = outcome {
                        done.rejects.push(Reject { line, offset, reason, raw: raw.to_vec() });
                    }
                }
            }
            Load::Documents(documents) => {
                for document in documents {
                    if self.stop.is_raised() {
                        break;
                    }
                    let doc_id = document.doc_id.clone();
                    let outcome = if document.text.len() > self.settings.max_record {
                        Err(too_long(document.text.len() as u64, self.settings.max_record))
                    } else {
                        let record = record_of(document).map_err(|error| error.message().to_owned());
                        record.and_then(|record| self.judge(record, 0, &mut done))
                    };
                    if let Err(reason) = outcome {
                        let reason = format!("document {doc_id:?}: {reason}");
                        done.rejects.push(Reject { reason, ..Reject::default() });
                    }
                }
            }
        }
        done
    }

    fn judge(&mut self, record: Record<'_>, line: u64, done: &mut Done) -> std::result::Result<(), String> {
        let settings = &self.settings;
        let text = &*record.text;
        let document = Document {
            text,
            date: record.date.or(settings.date),
            lang: record.lang.as_deref().or(settings.lang.as_deref()),
        };
        let mentions = self.normalizer.normalize(&document, &mut self.scratch);
        let mentions = mentions.map_err(|error| error.message().to_owned())?;
        let doc_id = record.doc_id.unwrap_or_else(|| format!("{}:{line}", done.file).into());
        let gazetteer = self.normalizer.gazetteer();
        let Done { rows, actors, places, .. } = done;
        let entries = if settings.form == Form::Rows { rows } else { &mut self.entries };
        let first = entries.len();
        entries.of_document(&doc_id, text, settings.offsets).add_mentions(mentions, settings.min_score);
        for row in entries.rows_from(first, gazetteer) {
            count(row, actors, places);
        }
        let found = entries.len() - first;
        done.documents += 1;
        done.mentions += found as u64;
        if settings.form == Form::Rows {
            let keep = record.keep.iter().map(|json| (json != "null").then(|| plain(json).into_owned())).collect();
            done.index.push(Indexed { doc_id: doc_id.into_owned(), rows: found, keep });
        } else {
            let rows: Vec<Row<'_>> = self.entries.rows_from(0, gazetteer).map(EntryColumns::row).collect();
            let names = settings.columns.keep.iter().cloned();
            let kept: Vec<(String, Cow<'_, str>)> = names.zip(record.keep).collect();
            settings.form.write(&doc_id, &rows, &kept, &mut done.encoded);
            self.entries.clear();
        }
        if text.len() > LONG {
            // What it needed would stay as large as for this one for the rest of the job.
            self.scratch = Scratch::default();
            self.entries = Entries::default();
        }
        Ok(())
    }
}

fn record_of(document: Given) -> Result<Record<'static>> {
    Ok(Record {
        doc_id: Some(document.doc_id.into()),
        text: document.text.into(),
        date: document.date.as_deref().map(Date::parse).transpose()?,
        lang: document.lang.map(Cow::Owned),
        keep: document.keep.into_iter().map(Cow::Owned).collect(),
    })
}

fn count(row: EntryColumns<'_>, actors: &mut Tally, places: &mut Tally) {
    let tally = match row.reading() {
        Some("place") => places,
        Some("actor" | "person") if row.entity_id().is_some() || row.actor_id().is_some() => actors,
        _ => return,
    };
    match tally.get_mut(row.name()) {
        Some(count) => *count += 1,
        None => drop(tally.insert(row.name().to_owned(), 1)),
    }
}
