//! A bulk job as an iterator: Python reads what Rust does not read, writes what comes out, and is asked once a batch.

use crate::args::DateArg;
use crate::error::{Failure, Result, data_error};
use crate::gazetteer::Gazetteer;
use crate::input::Cause;
use crate::table::MentionTable;
use entmatch_core::bulk::{
    self, Columns, Done, Feed, Form, Given, Load, Offsets, Parts, Place, Run, Settings, Step, Task, Wanted,
};
use entmatch_core::document::{Normalizer, Options};
use entmatch_core::error::Error;
use entmatch_core::index;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// About how many bytes of JSON lines a thread gets at a time: some 25 ms of work.
const BLOCK: usize = 1 << 18;

/// The attributes of the options that are read here; `entmatch.bulk.options` says what they mean.
#[derive(FromPyObject)]
struct BulkOptions {
    form: String,
    jobs: usize,
    memory: usize,
    record_limit: usize,
    min_score: f64,
    byte_offsets: bool,
    embedded: bool,
    date: Option<DateArg>,
    lang: Option<String>,
    text_column: Option<String>,
    id_column: Option<String>,
    date_column: Option<String>,
    lang_column: Option<String>,
    keep: Vec<String>,
    part_size: u64,
    share: u64,
    shares: u64,
}

/// What a Python source gives of a document: id, text, date, language, kept fields as JSON.
type PyDocument = (String, String, Option<String>, Option<String>, Vec<String>);

enum Source {
    Files(Box<Feed>),
    Python { batches: Py<PyIterator> },
}

/// A place in the input as accounts keep it: file, byte, line, and whether the file was blank so far.
type PyPlace = (usize, u64, u64, bool);

struct State {
    run: Run,
    source: Source,
    cause: Cause,
}

/// Judges documents on several threads, and gives the results batch by batch in the order of the input.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct BulkRun {
    state: Mutex<State>,
    gazetteer: index::Gazetteer,
    head: String,
    tail: &'static str,
}

/// The columns of an output of this form, without kept fields.
#[pyfunction]
pub(crate) fn bulk_columns(form: &str) -> PyResult<Vec<&'static str>> {
    Ok(form_of(form)?.columns().to_vec())
}

/// The longest record that a job may take in, if its process is to stay below `memory` whatever the record holds.
#[pyfunction]
pub(crate) fn longest_record(memory: usize) -> usize {
    bulk::longest_record(memory)
}

#[pymethods]
impl BulkRun {
    /// A job over files of JSON lines (a list of paths), or over an iterator of lists of documents, each
    /// (id, text, date, language, kept fields as JSON).
    #[new]
    #[pyo3(signature = (gazetteer, source, options: "typing.Any", done=BTreeMap::new()))]
    fn new(
        gazetteer: &Gazetteer,
        source: Bound<'_, PyAny>,
        options: Bound<'_, PyAny>,
        done: BTreeMap<u64, Option<PyPlace>>,
    ) -> Result<Self> {
        let options: BulkOptions = options.extract()?;
        let form = form_of(&options.form)?;
        let settings = Settings {
            columns: Columns {
                text: options.text_column,
                id: options.id_column,
                date: options.date_column,
                lang: options.lang_column,
                keep: options.keep,
            },
            form,
            offsets: if options.byte_offsets { Offsets::Bytes } else { Offsets::CodePoints },
            min_score: options.min_score,
            date: options.date.map(|date| date.0),
            lang: options.lang,
            max_record: options.record_limit,
        };
        let head = form.head(&settings.columns.keep);
        let cause = Cause::default();
        let source = if let Ok(files) = source.extract::<Vec<PathBuf>>() {
            let place = |(file, offset, line, blank)| Place { file, offset, line, blank };
            let done = done.into_iter().map(|(part, end)| (part, end.map(place))).collect();
            let wanted = Wanted { share: options.share, shares: options.shares, done };
            let feed = Feed::new(files, Parts::new(options.part_size), wanted, BLOCK, settings.max_record);
            let cause = cause.clone();
            Source::Files(Box::new(feed.on_signal(Box::new(move || cause.on_signal()))))
        } else {
            Source::Python { batches: source.try_iter()?.unbind() }
        };
        let normalizer = Normalizer::new(gazetteer.inner().clone(), Options { embedded: options.embedded })?;
        let run = Run::new(Arc::new(normalizer), settings, options.jobs, options.memory)?;
        let state = Mutex::new(State { run, source, cause });
        Ok(Self { state, gazetteer: gazetteer.inner().clone(), head, tail: form.tail() })
    }

    /// What stands before the first document of an output file.
    #[getter]
    fn head<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.head.as_bytes())
    }

    /// What stands behind the last document of an output file.
    #[getter]
    fn tail<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.tail.as_bytes())
    }

    /// How many parts the files have that were read so far.
    #[getter]
    fn parts(&self) -> u64 {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.source {
            Source::Files(feed) => feed.parts(),
            Source::Python { .. } => 0,
        }
    }

    /// How many bytes of the files, as they lie on the disk, are read or passed over, and how many there are.
    #[getter]
    fn position(&self) -> Option<(u64, u64)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.source {
            Source::Files(feed) => Some(feed.position()),
            Source::Python { .. } => None,
        }
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<BulkBatch>> {
        loop {
            // The lock is taken without the interpreter's, so that two threads cannot wait for each other.
            match py.detach(|| self.state.lock().unwrap_or_else(PoisonError::into_inner).step())? {
                Step::Done(done) => return BulkBatch::new(*done, &self.gazetteer).map(Some),
                Step::NotYet => py.check_signals()?,
                Step::End => return Ok(None),
            }
        }
    }
}

impl State {
    fn step(&mut self) -> PyResult<Step> {
        let (source, cause) = (&mut self.source, &self.cause);
        let step = self.run.step(|| match source {
            Source::Files(feed) => feed.next(),
            Source::Python { batches } => pull(batches).map_err(|error| {
                let stopped = cause.keep(error);
                Error::data(stopped.to_string())
            }),
        });
        step.map_err(|error| cause.take().unwrap_or_else(|| Failure::from(error).into()))
    }
}

fn pull(batches: &Py<PyIterator>) -> PyResult<Option<Task>> {
    Python::attach(|py| {
        let Some(batch) = batches.bind(py).clone().next() else { return Ok(None) };
        let documents = batch?.extract::<Vec<PyDocument>>()?;
        let given = |(doc_id, text, date, lang, keep)| Given { doc_id, text, date, lang, keep };
        let load = Load::Documents(documents.into_iter().map(given).collect());
        Ok(Some(Task { part: 0, file: Arc::default(), end: Place::default(), load }))
    })
}

fn form_of(name: &str) -> PyResult<Form> {
    Ok(match name {
        "rows" => Form::Rows,
        "jsonl" => Form::Jsonl,
        "csv" => Form::Csv(b','),
        "tsv" => Form::Csv(b'\t'),
        "nested" => Form::Nested,
        "geojson" => Form::GeoJson,
        "counts" => Form::Counts,
        "counts-csv" => Form::CountsCsv(b','),
        "counts-tsv" => Form::CountsCsv(b'\t'),
        other => return Err(data_error(format!("no form {other:?}"))),
    })
}

/// What came of one batch of documents.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct BulkBatch {
    done: Done,
    table: Py<MentionTable>,
}

impl BulkBatch {
    fn new(mut done: Done, gazetteer: &index::Gazetteer) -> PyResult<Self> {
        let rows = std::mem::take(&mut done.rows);
        let table = Python::attach(|py| Py::new(py, MentionTable::new(rows, gazetteer)))?;
        Ok(Self { done, table })
    }
}

#[pymethods]
impl BulkBatch {
    /// The part that it belongs to.
    #[getter]
    fn part(&self) -> u64 {
        self.done.part
    }

    /// The file that it is from.
    #[getter]
    fn file(&self) -> &str {
        &self.done.file
    }

    /// Where its input ends: file, byte, line, and whether the file was blank so far.
    #[getter]
    fn end(&self) -> PyPlace {
        let Place { file, offset, line, blank } = self.done.end;
        (file, offset, line, blank)
    }

    /// How many bytes of input it took.
    #[getter]
    fn size(&self) -> u64 {
        self.done.bytes
    }

    /// How many documents were judged.
    #[getter]
    fn documents(&self) -> u64 {
        self.done.documents
    }

    /// How many mentions they have.
    #[getter]
    fn mentions(&self) -> u64 {
        self.done.mentions
    }

    /// The output, unless the form is `rows`.
    #[getter]
    fn encoded<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.done.encoded)
    }

    /// The output as rows, if the form is `rows`.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<MentionTable> {
        self.table.clone_ref(py)
    }

    /// With rows: each document's id, number of rows, and kept fields.
    #[getter]
    fn index(&self) -> Vec<(&str, usize, Vec<Option<&str>>)> {
        let index = self.done.index.iter();
        index.map(|d| (d.doc_id.as_str(), d.rows, d.keep.iter().map(Option::as_deref).collect())).collect()
    }

    /// Records that could not be read: line, byte offset, reason, bytes. Line 0: the file as a whole.
    #[getter]
    fn rejects<'py>(&self, py: Python<'py>) -> Vec<(u64, u64, &str, Bound<'py, PyBytes>)> {
        let rejects = self.done.rejects.iter();
        rejects.map(|r| (r.line, r.offset, r.reason.as_str(), PyBytes::new(py, &r.raw))).collect()
    }

    /// How often which actors were named.
    #[getter]
    fn actors(&self) -> &BTreeMap<String, u64> {
        &self.done.actors
    }

    /// How often which places were named.
    #[getter]
    fn places(&self) -> &BTreeMap<String, u64> {
        &self.done.places
    }
}
