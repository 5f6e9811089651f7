//! A compiled gazetteer.

use crate::args::{DateArg, Text};
use crate::entity::Entity;
use crate::error::{Failure, Result};
use crate::find::{Match, Search};
use crate::json::to_python;
use crate::resolve::{Conditions, Resolution};
use crate::table::MentionTable;
use entmatch_core::index::{self, write_atomically};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A compiled gazetteer: immutable, shared by threads, and by processes where it is a file.
///
/// >>> import entmatch
/// >>> world = entmatch.Gazetteer.default()
/// >>> world["country:PRK"].name
/// 'North Korea'
#[pyclass(frozen, mapping, module = "entmatch")]
pub(crate) struct Gazetteer {
    inner: index::Gazetteer,
    path: Option<PathBuf>,
}

impl Gazetteer {
    pub(crate) fn new(inner: index::Gazetteer, path: Option<PathBuf>) -> Self {
        Self { inner, path }
    }

    pub(crate) fn inner(&self) -> &index::Gazetteer {
        &self.inner
    }
}

#[pymethods]
impl Gazetteer {
    /// Opens a file by mapping it into memory: it is not read through, and all processes share it.
    #[staticmethod]
    #[pyo3(signature = (path: "str | os.PathLike[str]") -> "Gazetteer")]
    fn open(py: Python<'_>, path: PathBuf) -> Result<Self> {
        let inner = py.detach(|| index::Gazetteer::open(&path))?;
        // Absolute, so that it can be opened again by a process that runs elsewhere.
        let path = std::path::absolute(&path).unwrap_or(path);
        Ok(Self::new(inner, Some(path)))
    }

    /// The gazetteer that comes with the package, opened once.
    #[staticmethod]
    #[pyo3(signature = () -> "Gazetteer")]
    pub(crate) fn default(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        py.import("entmatch.embedded")?.call_method0("gazetteer")
    }

    /// Takes the bytes of a gazetteer file.
    #[staticmethod]
    fn from_bytes(data: &[u8]) -> Result<Self> {
        Ok(Self::new(index::Gazetteer::from_bytes(data.to_vec())?, None))
    }

    /// The bytes of the gazetteer file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.inner.as_bytes())
    }

    /// Writes the gazetteer to a file, which appears only when it is complete.
    #[pyo3(signature = (path: "str | os.PathLike[str]"))]
    fn save(&self, py: Python<'_>, path: PathBuf) -> Result<()> {
        Ok(py.detach(|| write_atomically(&path, self.inner.as_bytes()))?)
    }

    /// The file, where there is one.
    #[getter]
    fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Names the content: gazetteers of the same digest are equal.
    #[getter]
    fn digest(&self) -> String {
        self.inner.digest()
    }

    /// Checks every byte of it, and counts what is inside; raises `GazetteerFormatError` if anything is not sound.
    fn verify(&self, py: Python<'_>) -> Result<BTreeMap<&'static str, u64>> {
        let report = py.detach(|| self.inner.verify()).map_err(|error| match &self.path {
            Some(path) => error.at(path),
            None => error,
        })?;
        let counts = report.counts;
        Ok(BTreeMap::from([
            ("entities", counts.entities),
            ("names", counts.names),
            ("keys", counts.keys),
            ("postings", counts.postings),
            ("relations", counts.relations),
            ("roles", counts.roles),
            ("codes", counts.codes),
            ("lexemes", counts.lexemes),
            ("agents", counts.agents),
        ]))
    }

    /// What is in the file, by its own account: provenance, counts, sections, sources with their terms.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn inspect<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let meta = self.inner.meta();
        let sections: serde_json::Map<_, _> =
            self.inner.sections().iter().map(|section| (section.id.to_string(), json!(section.length))).collect();
        let about = json!({
            "path": self.path.as_ref().map(|path| path.display().to_string()),
            "title": meta.title,
            "made_by": meta.made_by,
            "format_version": self.inner.format_version(),
            "bytes": self.inner.as_bytes().len(),
            "digest": self.inner.digest(),
            "counts": meta.counts,
            "sections": sections,
            "attribution": meta.attributions,
        });
        to_python(py, &about)
    }

    /// The entity with this id; raises `KeyError` if there is none.
    fn entity(&self, entity_id: &str) -> PyResult<Entity> {
        self.by_id(entity_id).ok_or_else(|| PyKeyError::new_err(entity_id.to_owned()))
    }

    /// The entity with this id, or None.
    fn by_id(&self, entity_id: &str) -> Option<Entity> {
        self.inner.by_id(entity_id).map(|id| Entity::new(&self.inner.entity(id)))
    }

    fn __getitem__(&self, entity_id: &str) -> PyResult<Entity> {
        self.entity(entity_id)
    }

    fn __contains__(&self, entity_id: &str) -> bool {
        self.inner.by_id(entity_id).is_some()
    }

    /// Every name of the gazetteer in a text, raw: which of its entities is meant, and whether the name is one here, is
    /// for `Normalizer` to judge. Of overlapping names the leftmost and longest, unless `overlapping`.
    #[pyo3(signature = (text, *, overlapping=false, byte_offsets=false))]
    fn find(&self, py: Python<'_>, text: Text, overlapping: bool, byte_offsets: bool) -> Result<Vec<Match>> {
        let texts = [text];
        let mut found = py.detach(|| Search::new(overlapping, byte_offsets).matches(&self.inner, &texts))?;
        Ok(found.pop().unwrap_or_default())
    }

    /// The names in each of some texts.
    #[pyo3(signature = (texts, *, overlapping=false, byte_offsets=false))]
    fn find_many(
        &self,
        py: Python<'_>,
        texts: Vec<Text>,
        overlapping: bool,
        byte_offsets: bool,
    ) -> Result<Vec<Vec<Match>>> {
        py.detach(|| Search::new(overlapping, byte_offsets).matches(&self.inner, &texts))
    }

    /// The names in some texts as one table, with the ids of the texts: the likeliest entity of each name, the others
    /// as alternatives.
    #[pyo3(signature = (texts, *, ids=None, overlapping=false, byte_offsets=false))]
    fn find_batch(
        &self,
        py: Python<'_>,
        texts: Vec<Text>,
        ids: Option<Vec<Text>>,
        overlapping: bool,
        byte_offsets: bool,
    ) -> Result<MentionTable> {
        let ids = ids.unwrap_or_default();
        py.detach(|| Search::new(overlapping, byte_offsets).table(&self.inner, &texts, &ids))
    }

    /// The entities that a name in any script or romanisation may mean, the likeliest first.
    ///
    /// >>> import entmatch
    /// >>> entmatch.Gazetteer.default().resolve("Phenian")[0].name
    /// 'Pyongyang'
    #[expect(clippy::too_many_arguments, reason = "keywords in Python")]
    #[pyo3(signature = (
        name, *, kind=None, country=None, lang=None, date: "str | datetime.date | None" = None, limit=5, min_score=0.05
    ))]
    fn resolve(
        &self,
        py: Python<'_>,
        name: Text,
        kind: Option<&str>,
        country: Option<&str>,
        lang: Option<&str>,
        date: Option<DateArg>,
        limit: usize,
        min_score: f32,
    ) -> Result<Vec<Resolution>> {
        let conditions = Conditions::new(kind, country, lang, date, limit, min_score)?;
        let names = [name];
        let mut found = py.detach(|| conditions.resolve(&self.inner, &names, 1))?;
        Ok(found.pop().unwrap_or_default())
    }

    /// The entities of each of some names, on as many threads as `jobs` says; the answers do not depend on it.
    #[expect(clippy::too_many_arguments, reason = "keywords in Python")]
    #[pyo3(signature = (
        names, *, kind=None, country=None, lang=None, date: "str | datetime.date | None" = None, limit=5,
        min_score=0.05, jobs=1
    ))]
    fn resolve_many(
        &self,
        py: Python<'_>,
        names: Vec<Text>,
        kind: Option<&str>,
        country: Option<&str>,
        lang: Option<&str>,
        date: Option<DateArg>,
        limit: usize,
        min_score: f32,
        jobs: usize,
    ) -> Result<Vec<Vec<Resolution>>> {
        let conditions = Conditions::new(kind, country, lang, date, limit, min_score)?;
        py.detach(|| conditions.resolve(&self.inner, &names, jobs))
    }

    /// Number of entities.
    fn __len__(&self) -> usize {
        self.inner.len()
    }

    /// The ids of all entities, sorted.
    fn ids(&self) -> Vec<&str> {
        self.inner.entities().map(|id| self.inner.entity(id).id()).collect()
    }

    /// Pickles as path and digest: the other process maps the same file.
    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str, str]]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (PathBuf, String))> {
        let Some(path) = &self.path else {
            return Err(PyTypeError::new_err("a gazetteer in memory cannot be pickled: save it, and open the file"));
        };
        let path = path.clone().into_os_string().into_string().map_err(|_| {
            Failure::Python(PyTypeError::new_err("the gazetteer's path is not valid Unicode and cannot be pickled"))
        });
        Ok((py.import("entmatch.embedded")?.getattr("reopen")?, (path?.into(), self.inner.digest())))
    }

    fn __repr__(&self) -> String {
        let place = self.path.as_ref().map_or_else(|| "in memory".to_owned(), |path| path.display().to_string());
        format!("<Gazetteer of {} entities, {place}>", self.inner.len())
    }
}
