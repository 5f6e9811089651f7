//! A list of names found in texts, without a gazetteer.

use crate::args::Text;
use crate::arrow::{self, Strings};
use crate::error::{Result, data_error};
use crate::found::FoundTable;
use entmatch_core::bulk::Offsets;
use entmatch_core::gazetteer::Case;
use entmatch_core::scan::{self, Inflection, MatcherOptions, NameMatch, Policy, Scratch, count_code_points};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList, PyString, PyType};
use std::cell::RefCell;
use std::sync::Arc;

/// Texts shorter than this are searched without releasing the interpreter lock: it costs more than the search.
const SHORT: usize = 16 << 10;

thread_local! {
    static BUFFERS: RefCell<(Scratch, Vec<NameMatch>)> = RefCell::default();
}

/// Finds a list of names in texts: whole words in any script, accents, width and case folded, positions in the original.
///
/// >>> from entmatch import Matcher
/// >>> matcher = Matcher.from_names(["Pyongyang", "North Korea", "Korea"])
/// >>> text = "PYŎNGYANG, North-Korea’s capital"
/// >>> [(text[start:end], name) for start, end, name in matcher.find(text)]
/// [('PYŎNGYANG', 0), ('North-Korea', 1)]
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Matcher {
    inner: Arc<scan::Matcher>,
    ids: Option<Arc<Vec<Py<PyString>>>>,
    offsets: Offsets,
    inflected: bool,
}

#[pymethods]
impl Matcher {
    /// A matcher for names. What is found carries the number of the name in the list, or its id if there are `ids`.
    ///
    /// `policy` is `longest` (of overlapping names the leftmost and longest) or `all`. `case` is `any`, `initial` (words
    /// that the name begins with a capital must begin with one) or `exact`. With `fold=False` accents and width must be
    /// as in the name. With `inflected`, words are also tried without the endings of their language (Russian cases,
    /// Korean particles ...). Of equal names the first counts.
    ///
    /// >>> from entmatch import Matcher
    /// >>> matcher = Matcher.from_names(["Seoul", "서울"], ids=["seoul", "seoul"], inflected=True)
    /// >>> matcher.find("서울에서")
    /// [(0, 4, 'seoul')]
    #[expect(clippy::too_many_arguments, reason = "keywords in Python")]
    #[staticmethod]
    #[pyo3(signature = (
        names, ids=None, *, policy="longest", case="any", fold=true, inflected=false, byte_offsets=false
    ) -> "Matcher")]
    fn from_names(
        py: Python<'_>,
        names: Vec<Text>,
        ids: Option<Vec<Py<PyString>>>,
        policy: &str,
        case: &str,
        fold: bool,
        inflected: bool,
        byte_offsets: bool,
    ) -> Result<Self> {
        if let Some(ids) = ids.as_ref().filter(|ids| ids.len() != names.len()) {
            return Err(data_error(format!("{} names have {} ids; give one for each", names.len(), ids.len())).into());
        }
        let options = MatcherOptions {
            policy: match policy {
                "longest" => Policy::LeftmostLongest,
                "all" => Policy::All,
                _ => return Err(data_error(format!("policy is {policy:?}; expected 'longest' or 'all'")).into()),
            },
            case: case.parse::<Case>()?,
            fold,
            inflection: if inflected { Inflection::default() } else { Inflection::none() },
        };
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        let inner = py.detach(|| scan::Matcher::with_options(names, options))?;
        let offsets = if byte_offsets { Offsets::Bytes } else { Offsets::CodePoints };
        Ok(Self { inner: Arc::new(inner), ids: ids.map(Arc::new), offsets, inflected })
    }

    /// The names in a text: (start, end, number or id of the name), by start.
    #[pyo3(signature = (text) -> "list[tuple[int, int, typing.Any]]")]
    fn find<'py>(&self, py: Python<'py>, text: Text) -> PyResult<Bound<'py, PyList>> {
        self.search(py, &text, |found| self.places(py, found))
    }

    /// The same, one after the other.
    #[pyo3(signature = (text) -> "collections.abc.Iterator[tuple[int, int, typing.Any]]")]
    fn find_iter<'py>(&self, py: Python<'py>, text: Text) -> PyResult<Bound<'py, PyIterator>> {
        self.find(py, text)?.try_iter()
    }

    /// The names in each of many texts, in one crossing, on `threads` cores (all, unless said otherwise). `texts` is a
    /// sequence of `str`, or a column of text with `__arrow_c_array__` or `__arrow_c_stream__` (pyarrow, polars), which is
    /// read where it lies; a missing text has no names.
    ///
    /// The table is a sequence with what `find` gives for each text, made when it is asked for, and an Arrow stream of
    /// columns: number of the text, start, end, number of the name, its id if there are any, and how it was found.
    ///
    /// >>> from entmatch import Matcher
    /// >>> matcher = Matcher.from_names(["Tokyo", "Seoul"])
    /// >>> table = matcher.find_many(["Tokyo and Seoul", "", "TOKYO"])
    /// >>> list(table)
    /// [[(0, 5, 0), (10, 15, 1)], [], [(0, 5, 0)]]
    #[pyo3(signature = (texts, *, threads=None))]
    fn find_many(&self, py: Python<'_>, texts: Bound<'_, PyAny>, threads: Option<usize>) -> Result<FoundTable> {
        let code_points = self.offsets == Offsets::CodePoints;
        let found = if let Some(columns) = arrow::columns(&texts)? {
            py.detach(|| {
                let starts: Vec<usize> =
                    columns.iter().scan(0, |sum, column| Some(std::mem::replace(sum, *sum + column.len()))).collect();
                let text = |row: usize| {
                    let column = starts.partition_point(|start| *start <= row) - 1;
                    columns[column].get(row - starts[column]).unwrap_or_default()
                };
                self.inner.find_many(columns.iter().map(Strings::len).sum(), text, threads, code_points)
            })
        } else {
            let texts: Vec<Text> = texts.extract()?;
            py.detach(|| self.inner.find_many(texts.len(), |row| &texts[row], threads, code_points))
        };
        Ok(FoundTable::new(found, self.ids.clone()))
    }

    /// The text with each name replaced by its id, or by what `by` has for its number.
    ///
    /// >>> from entmatch import Matcher
    /// >>> Matcher.from_names(["Pyongyang", "Phenian"], ids=["Pyongyang"] * 2).replace("From Phenian to Seoul")
    /// 'From Pyongyang to Seoul'
    #[pyo3(signature = (text, by=None))]
    fn replace(&self, py: Python<'_>, text: Text, by: Option<Vec<Text>>) -> Result<String> {
        if self.inner.options().policy == Policy::All {
            return Err(
                data_error("names that overlap cannot be replaced; make the matcher with policy='longest'").into()
            );
        }
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for found in self.inner.find(&text) {
            out.push_str(text.get(end..found.span.start as usize).unwrap_or_default());
            end = found.span.end as usize;
            let number = found.name as usize;
            match (&by, &self.ids) {
                (Some(by), _) => out.push_str(by.get(number).ok_or_else(|| {
                    data_error(format!("there is no replacement for name {number}; give one for each of the names"))
                })?),
                (None, Some(ids)) => out.push_str(&ids[number].bind(py).to_cow()?),
                (None, None) => {
                    return Err(data_error("what to put instead? give ids to from_names, or `by`").into());
                }
            }
        }
        out.push_str(text.get(end..).unwrap_or_default());
        Ok(out)
    }

    /// The names, those without a letter or digit empty.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.inner.names()
    }

    /// Bytes of memory in use for the tables.
    #[getter]
    fn memory(&self) -> usize {
        self.inner.memory()
    }

    /// How many different names there are.
    fn __len__(&self) -> usize {
        self.inner.len()
    }

    /// Pickles as its names, from which it is built again.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyType>,))> {
        let (py, this) = (slf.py(), slf.get());
        let options = this.inner.options();
        let keywords = PyDict::new(py);
        keywords.set_item("policy", if options.policy == Policy::All { "all" } else { "longest" })?;
        keywords.set_item("case", options.case.as_str())?;
        keywords.set_item("fold", options.fold)?;
        keywords.set_item("inflected", this.inflected)?;
        keywords.set_item("byte_offsets", this.offsets == Offsets::Bytes)?;
        let ids = this.ids.as_ref().map(|ids| PyList::new(py, ids.iter())).transpose()?;
        let caller = py.import("operator")?.getattr("methodcaller")?;
        let make = caller.call(("from_names", this.inner.names(), ids), Some(&keywords))?;
        Ok((make, (slf.get_type(),)))
    }

    fn __repr__(&self) -> String {
        format!("<Matcher of {} names>", self.inner.len())
    }
}

impl Matcher {
    /// Searches with the buffers of this thread.
    fn search<T>(&self, py: Python<'_>, text: &str, make: impl FnOnce(&[NameMatch]) -> PyResult<T>) -> PyResult<T> {
        let code_points = self.offsets == Offsets::CodePoints;
        let run = |scratch: &mut Scratch, found: &mut Vec<NameMatch>| {
            self.inner.find_into(text, scratch, found);
            if code_points {
                count_code_points(text, found);
            }
        };
        // Taken out, so that nothing is borrowed while Python may run.
        let (mut scratch, mut found) = BUFFERS.take();
        if text.len() < SHORT {
            run(&mut scratch, &mut found);
        } else {
            py.detach(|| run(&mut scratch, &mut found));
        }
        let answer = make(&found);
        BUFFERS.set((scratch, found));
        answer
    }

    fn places<'py>(&self, py: Python<'py>, found: &[NameMatch]) -> PyResult<Bound<'py, PyList>> {
        match &self.ids {
            None => PyList::new(py, found.iter().map(|one| (one.span.start, one.span.end, one.name))),
            Some(ids) => {
                PyList::new(py, found.iter().map(|one| (one.span.start, one.span.end, &ids[one.name as usize])))
            }
        }
    }
}
