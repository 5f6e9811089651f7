//! What a matcher found in many texts.

use crate::arrow;
use entmatch_core::scan::{FoundMany, MatchHow, NameMatch};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyString};
use std::sync::Arc;

/// The names that a `Matcher` found in many texts: a sequence with a list for each text, and an Arrow stream of columns.
///
/// >>> from entmatch import Matcher
/// >>> table = Matcher.from_names(["Tokyo"], ids=["JPN-T"]).find_many(["in Tokyo", "in Seoul"])
/// >>> len(table), table[0], table.count
/// (2, [(3, 8, 'JPN-T')], 1)
/// >>> import pyarrow
/// >>> pyarrow.table(table).to_pylist()
/// [{'text': 0, 'start': 3, 'end': 8, 'name': 0, 'id': 'JPN-T', 'how': 'exact'}]
#[pyclass(frozen, module = "entmatch", sequence)]
pub(crate) struct FoundTable {
    found: FoundMany,
    ids: Option<Arc<Vec<Py<PyString>>>>,
}

#[pymethods]
impl FoundTable {
    /// How many names were found.
    #[getter]
    fn count(&self) -> usize {
        self.found.all().len()
    }

    /// How many texts there were.
    fn __len__(&self) -> usize {
        self.found.len()
    }

    /// The names in one text, as `Matcher.find` gives them.
    fn __getitem__<'py>(&self, py: Python<'py>, index: isize) -> PyResult<Bound<'py, PyList>> {
        let count = self.found.len();
        let at = if index < 0 { count.checked_add_signed(index) } else { usize::try_from(index).ok() };
        let at =
            at.filter(|at| *at < count).ok_or_else(|| PyIndexError::new_err(format!("text {index} of {count}")))?;
        let found = self.found.of(at);
        match &self.ids {
            None => PyList::new(py, found.iter().map(|one| (one.span.start, one.span.end, one.name))),
            Some(ids) => {
                PyList::new(py, found.iter().map(|one| (one.span.start, one.span.end, &ids[one.name as usize])))
            }
        }
    }

    /// The columns as an Arrow stream.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let ids = match &self.ids {
            Some(ids) => {
                let id = |one: &NameMatch| ids[one.name as usize].bind(py).to_cow().map(std::borrow::Cow::into_owned);
                Some(self.found.all().iter().map(id).collect::<PyResult<Vec<String>>>()?)
            }
            None => None,
        };
        arrow::found_capsule(py, &self.found, ids)
    }

    fn __repr__(&self) -> String {
        format!("<FoundTable of {} names in {} texts>", self.found.all().len(), self.found.len())
    }
}

impl FoundTable {
    pub(crate) fn new(found: FoundMany, ids: Option<Arc<Vec<Py<PyString>>>>) -> Self {
        Self { found, ids }
    }
}

/// How alike a name and the text are, in a word.
pub(crate) const fn how(how: MatchHow) -> &'static str {
    match how {
        MatchHow::Exact => "exact",
        MatchHow::Folded => "folded",
        MatchHow::Inflected => "inflected",
    }
}
