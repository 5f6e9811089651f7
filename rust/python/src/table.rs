//! The output as Python sees it: one mention, or a table of them.

use crate::arrow;
use crate::error::data_error;
use entmatch_core::bulk::{Entries, EntryColumns, Row, csv_header, write_csv, write_jsonl};
use entmatch_core::index::Gazetteer;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Entries, and the gazetteer that has the rest of their columns.
pub(crate) struct Rows {
    entries: Entries,
    gazetteer: Gazetteer,
}

impl Rows {
    fn len(&self) -> usize {
        self.entries.len()
    }

    fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.entries.rows_from(0, &self.gazetteer).map(EntryColumns::row)
    }
}

/// One mention of an entity in a text: where, of what, as what, how sure, and why.
#[pyclass(frozen, module = "entmatch", eq)]
pub(crate) struct Mention {
    rows: Arc<Rows>,
    index: usize,
}

impl Mention {
    fn row(&self) -> EntryColumns<'_> {
        self.rows.entries.columns(self.index, &self.rows.gazetteer)
    }
}

impl PartialEq for Mention {
    fn eq(&self, other: &Self) -> bool {
        self.row().row() == other.row().row()
    }
}

#[pymethods]
impl Mention {
    /// The document that the mention is in; empty when a single text was given.
    #[getter]
    fn doc_id(&self) -> &str {
        self.row().doc_id()
    }

    /// Where it begins, in characters of the text.
    #[getter]
    fn start(&self) -> i64 {
        self.row().start()
    }

    /// Where it ends: `text[start:end] == surface`.
    #[getter]
    fn end(&self) -> i64 {
        self.row().end()
    }

    /// The text between the two.
    #[getter]
    fn surface(&self) -> &str {
        self.row().surface()
    }

    /// `place`, `actor`, `person` or `other`; None in the output of `find`, which does not judge.
    #[getter]
    fn reading(&self) -> Option<&str> {
        self.row().reading()
    }

    /// The entity; None for a name that the gazetteer does not have.
    #[getter]
    fn entity_id(&self) -> Option<&str> {
        self.row().entity_id()
    }

    /// The entity's canonical name, or the name as the text has it.
    #[getter]
    fn name(&self) -> &str {
        self.row().name()
    }

    /// The entity's kind: `country`, `populated_place`, `person` ...
    #[getter]
    fn kind(&self) -> Option<&str> {
        self.row().kind()
    }

    /// ISO 3166-1 alpha-3.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.row().country()
    }

    /// Degrees north.
    #[getter]
    fn lat(&self) -> Option<f64> {
        self.row().lat()
    }

    /// Degrees east.
    #[getter]
    fn lon(&self) -> Option<f64> {
        self.row().lon()
    }

    /// The actor meant, where a place or a person stands for one.
    #[getter]
    fn actor_id(&self) -> Option<&str> {
        self.row().actor_id()
    }

    /// The actor code at the document's date: `JPNGOV`.
    #[getter]
    fn code(&self) -> Option<&str> {
        self.row().code()
    }

    /// Identifiers elsewhere, by scheme: `{"geonames": "1850147"}`.
    #[getter]
    fn ids(&self) -> BTreeMap<&str, &str> {
        self.row().ids().collect()
    }

    /// How the surface led to the entity: `exact`, `transliterated`, `metonym` ...
    #[getter]
    fn how(&self) -> &str {
        self.row().how()
    }

    /// The same in words.
    #[getter]
    fn via(&self) -> Option<&str> {
        self.row().via()
    }

    /// The probability that this is right.
    #[getter]
    fn score(&self) -> f64 {
        self.row().score()
    }

    /// What else it could be, the likeliest first: (entity id, name, probability).
    #[getter]
    fn alternatives(&self) -> Vec<(&str, &str, f64)> {
        self.row().alternatives().map(|other| (other.entity_id, other.name, other.score)).collect()
    }

    /// Mentions of one document with the same number are of the same entity.
    #[getter]
    fn chain(&self) -> Option<i64> {
        self.row().chain()
    }

    /// The reasons, each a short phrase.
    #[getter]
    fn evidence(&self) -> Vec<&str> {
        self.row().evidence().collect()
    }

    /// All columns, in the order of the table.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let row = self.row();
        let dict = PyDict::new(py);
        dict.set_item("doc_id", row.doc_id())?;
        dict.set_item("start", row.start())?;
        dict.set_item("end", row.end())?;
        dict.set_item("surface", row.surface())?;
        dict.set_item("reading", row.reading())?;
        dict.set_item("entity_id", row.entity_id())?;
        dict.set_item("name", row.name())?;
        dict.set_item("kind", row.kind())?;
        dict.set_item("country", row.country())?;
        dict.set_item("lat", row.lat())?;
        dict.set_item("lon", row.lon())?;
        dict.set_item("actor_id", row.actor_id())?;
        dict.set_item("code", row.code())?;
        dict.set_item("ids", self.ids())?;
        dict.set_item("how", row.how())?;
        dict.set_item("via", row.via())?;
        dict.set_item("score", row.score())?;
        dict.set_item("alternatives", self.alternatives())?;
        dict.set_item("chain", row.chain())?;
        dict.set_item("evidence", self.evidence())?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        let row = self.row();
        let mut text = format!("<Mention {}:{} {:?}", row.start(), row.end(), row.surface());
        let parts = [row.reading(), row.entity_id().or(Some("not in the gazetteer")), row.code()];
        for part in parts.into_iter().flatten() {
            text.push(' ');
            text.push_str(part);
        }
        format!("{text} ({}, {:.2})>", row.how(), row.score())
    }
}

/// A table of mentions: a sequence in Python, and columns for everything that speaks Arrow (pyarrow, polars, pandas,
/// duckdb ...) through the Arrow `PyCapsule` interface, without a copy on their side and as often as they ask.
#[pyclass(frozen, module = "entmatch", sequence)]
pub(crate) struct MentionTable {
    rows: Arc<Rows>,
}

impl MentionTable {
    pub(crate) fn new(entries: Entries, gazetteer: &Gazetteer) -> Self {
        Self { rows: Arc::new(Rows { entries, gazetteer: gazetteer.clone() }) }
    }

    /// The rows as mentions.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = Mention> {
        (0..self.rows.len()).map(|index| Mention { rows: Arc::clone(&self.rows), index })
    }
}

#[pymethods]
impl MentionTable {
    fn __len__(&self) -> usize {
        self.rows.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<Mention> {
        let found = if index < 0 { self.rows.len().checked_add_signed(index) } else { index.try_into().ok() };
        match found {
            Some(index) if index < self.rows.len() => Ok(Mention { rows: Arc::clone(&self.rows), index }),
            _ => Err(PyIndexError::new_err(format!("row {index} of a table of {}", self.rows.len()))),
        }
    }

    fn __iter__(&self) -> MentionIterator {
        MentionIterator { rows: Arc::clone(&self.rows), next: AtomicUsize::new(0) }
    }

    fn __repr__(&self) -> String {
        format!("<MentionTable of {} mentions>", self.rows.len())
    }

    /// The rows as JSON lines, in UTF-8.
    fn to_jsonl<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let out = py.detach(|| {
            let mut out = Vec::new();
            self.rows.iter().for_each(|row| write_jsonl(&row, &mut out));
            out
        });
        PyBytes::new(py, &out)
    }

    /// The rows as CSV, in UTF-8, with or without the line of column names.
    #[pyo3(signature = (delimiter=",", header=true))]
    fn to_csv<'py>(&self, py: Python<'py>, delimiter: &str, header: bool) -> PyResult<Bound<'py, PyBytes>> {
        let &[delimiter] = delimiter.as_bytes() else {
            return Err(data_error(format!("the delimiter {delimiter:?} is not one ASCII character")));
        };
        let out = py.detach(|| {
            let mut out = if header { csv_header(delimiter).into_bytes() } else { Vec::new() };
            self.rows.iter().for_each(|row| write_csv(&row, delimiter, &mut out));
            out
        });
        Ok(PyBytes::new(py, &out))
    }

    /// The table's schema, for Arrow consumers.
    #[expect(clippy::unused_self, reason = "a method in Python")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema_capsule(py)
    }

    /// The table, for Arrow consumers; a schema that is asked for is not heeded, as the interface allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        arrow::stream_capsule(py, || self.rows.iter().collect())
    }
}

/// Goes through a table.
#[pyclass(frozen)]
pub(crate) struct MentionIterator {
    rows: Arc<Rows>,
    next: AtomicUsize,
}

#[pymethods]
impl MentionIterator {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self) -> Option<Mention> {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        (index < self.rows.len()).then(|| Mention { rows: Arc::clone(&self.rows), index })
    }
}
