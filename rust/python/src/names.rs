//! Lists of names and pairs of names, without a gazetteer.

use crate::args::Text;
use crate::error::{Result, data_error};
use crate::gazetteer::Gazetteer;
use entmatch_core::resolve::{self, FEATURES};
use pyo3::prelude::*;

/// A list of names, found by names in any script or romanisation.
///
/// >>> import entmatch
/// >>> from entmatch import NameIndex
/// >>> index = NameIndex(["Pyongyang", "Paris", "Kyiv"])
/// >>> index.search("Phenian", limit=1)[0][0]
/// 0
/// >>> [record for record, probability in index.search("Киев", limit=1)]
/// [2]
/// >>> index = NameIndex(["Rimini", "Rome", "Rimbo"], gazetteer=entmatch.Gazetteer.default(), aliases=True)
/// >>> index.search("Рим", limit=1)[0][0]
/// 1
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct NameIndex {
    inner: resolve::NameIndex,
    names: usize,
}

#[pymethods]
impl NameIndex {
    /// An index of names; a record is a position in the list. Of names that sound alike the better known comes first,
    /// where that is known: from `prominence` (natural logarithms, one for each name), or from the names that a
    /// `gazetteer` has too. With `aliases` that gazetteer also says which names are of one entity, and a search for one of
    /// them finds the others.
    #[new]
    #[pyo3(signature = (
        names, *, prominence: "list[float] | None" = None, gazetteer: "Gazetteer | None" = None, aliases = false
    ))]
    fn new(
        py: Python<'_>,
        names: Vec<Text>,
        prominence: Option<Vec<f32>>,
        gazetteer: Option<PyRef<'_, Gazetteer>>,
        aliases: bool,
    ) -> Result<Self> {
        let names: Vec<String> = names.iter().map(|name| (**name).to_owned()).collect();
        if let Some(given) = prominence.as_ref().filter(|given| given.len() != names.len()) {
            let message = format!("prominence has {} values for {} names, expected one each", given.len(), names.len());
            return Err(data_error(message).into());
        }
        let known = gazetteer.as_ref().map(|gazetteer| gazetteer.inner());
        let inner = py.detach(|| {
            let weights = known.map(|gazetteer| resolve::prominence(&names, gazetteer));
            let index = resolve::NameIndex::build_weighted(&names, &prominence.or(weights).unwrap_or_default());
            match known.filter(|_| aliases) {
                Some(gazetteer) => index.with_aliases(&names, gazetteer),
                None => index,
            }
        });
        Ok(Self { inner, names: names.len() })
    }

    /// Up to `limit` records that a name may mean, each with its probability, the likeliest first.
    #[pyo3(signature = (name, *, limit=5))]
    fn search(&self, py: Python<'_>, name: Text, limit: usize) -> Vec<(u32, f32)> {
        py.detach(|| self.inner.search(&name, limit))
    }

    /// The same for many names, on as many threads as `jobs` says; the answers do not depend on it.
    #[pyo3(signature = (names, *, limit=5, jobs=1))]
    fn search_many(&self, py: Python<'_>, names: Vec<Text>, limit: usize, jobs: usize) -> Vec<Vec<(u32, f32)>> {
        py.detach(|| {
            let names: Vec<&str> = names.iter().map(|name| &**name).collect();
            self.inner.search_many(&names, limit, jobs.max(1))
        })
    }

    /// For plain misspellings: up to `limit` records at most two typing errors away, each with the number of errors,
    /// the likeliest first. Many times as fast as `search`; the first call files all names, about 120 bytes each.
    ///
    /// >>> from entmatch import NameIndex
    /// >>> NameIndex(["Pyongyang", "Nairobi"]).misspelt("Pyognyagn")
    /// [(0, 2)]
    #[pyo3(signature = (name, *, limit=5))]
    fn misspelt(&self, py: Python<'_>, name: Text, limit: usize) -> Vec<(u32, u32)> {
        py.detach(|| wide(self.inner.misspelt(&name, limit)))
    }

    /// The same for many names.
    #[pyo3(signature = (names, *, limit=5, jobs=1))]
    fn misspelt_many(&self, py: Python<'_>, names: Vec<Text>, limit: usize, jobs: usize) -> Vec<Vec<(u32, u32)>> {
        py.detach(|| {
            let names: Vec<&str> = names.iter().map(|name| &**name).collect();
            self.inner.misspelt_many(&names, limit, jobs.max(1)).into_iter().map(wide).collect()
        })
    }

    /// Bytes of memory.
    #[getter]
    fn nbytes(&self) -> usize {
        self.inner.size()
    }

    fn __len__(&self) -> usize {
        self.names
    }

    fn __repr__(&self) -> String {
        format!("<NameIndex of {} names>", self.names)
    }
}

/// A list of bytes would become `bytes` in Python.
fn wide(found: Vec<(u32, u8)>) -> Vec<(u32, u32)> {
    found.into_iter().map(|(record, errors)| (record, u32::from(errors))).collect()
}

/// How likely it is that two spellings are of one name, and why.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Similarity {
    inner: resolve::Similarity,
}

#[pymethods]
impl Similarity {
    /// The probability, where half of the pairs that are asked are of one name.
    #[getter]
    fn score(&self) -> f64 {
        (f64::from(self.inner.score) * 10_000.0).round() / 10_000.0
    }

    /// The letters that stand for each other: `х=h а=a я=ya с=s и=i`.
    #[getter]
    fn alignment(&self) -> &str {
        &self.inner.alignment
    }

    /// The path by which a scheme of transliteration makes one of the other, if one does: `김정은, North Korean`.
    #[getter]
    fn via(&self) -> Option<&str> {
        self.inner.via.as_deref()
    }

    /// What was seen: (feature, value).
    #[getter]
    fn evidence(&self) -> Vec<(&'static str, f32)> {
        FEATURES.into_iter().zip(self.inner.features).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Similarity {:.4} {}>", self.inner.score, self.inner.alignment)
    }
}

/// How likely it is that two spellings, in any scripts, are of one name.
///
/// >>> import entmatch
/// >>> entmatch.similarity("Хаяси", "Hayashi").score > 0.7
/// True
/// >>> entmatch.similarity("Niger", "Nigeria").score < 0.5
/// True
#[pyfunction]
pub(crate) fn similarity(py: Python<'_>, a: Text, b: Text) -> Similarity {
    Similarity { inner: py.detach(|| resolve::similarity(&a, &b)) }
}

/// The probabilities of many pairs, on as many threads as `jobs` says.
#[pyfunction]
#[pyo3(signature = (pairs, *, jobs=1))]
pub(crate) fn similarities(py: Python<'_>, pairs: Vec<(Text, Text)>, jobs: usize) -> Vec<f32> {
    py.detach(|| {
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (&**a, &**b)).collect();
        resolve::similarities(&pairs, jobs.max(1))
    })
}
