//! Spellings across scripts.

use crate::args::Text;
use crate::error::Result;
use entmatch_core::translit;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// The text spelled by a published scheme; `schemes()` lists them.
///
/// >>> import entmatch
/// >>> entmatch.transliterate("Пхеньян", "russian-bgn")
/// "Pkhen'yan"
#[pyfunction]
pub(crate) fn transliterate(text: Text, scheme: &str) -> Result<String> {
    Ok(translit::transliterate(&text, scheme)?)
}

/// The spellings that known schemes give a name, the most usual first, each with the way it came about. `lang` is the
/// language of the name (ISO 639-1), guessed by its script if not given.
///
/// >>> import entmatch
/// >>> dict(entmatch.variants("평양", "ko"))["Pkhen'yan"]
/// '평양, Kontsevich to Пхеньян, then BGN/PCGN'
#[pyfunction]
#[pyo3(signature = (name, lang=""))]
pub(crate) fn variants(name: Text, lang: &str) -> Vec<(String, String)> {
    translit::variants(&name, lang).into_iter().map(|variant| (variant.text, variant.via)).collect()
}

/// Plain Latin readings of a text in any script, the default one first.
///
/// >>> import entmatch
/// >>> entmatch.romanizations("Пхеньян")[:2]
/// ['pkhenyan', 'pyeongyang']
#[pyfunction]
#[pyo3(signature = (text, limit=8))]
pub(crate) fn romanizations(text: Text, limit: usize) -> Vec<String> {
    translit::romanizations(&text, limit).into_iter().map(|reading| reading.text).collect()
}

/// The schemes that `transliterate` knows: id, name, language, scripts, source, examples.
#[pyfunction]
#[pyo3(signature = () -> "list[dict[str, typing.Any]]")]
pub(crate) fn schemes(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let list = PyList::empty(py);
    for scheme in translit::schemes() {
        let dict = PyDict::new(py);
        dict.set_item("id", scheme.id())?;
        dict.set_item("name", scheme.name())?;
        dict.set_item("language", scheme.language())?;
        dict.set_item("from", scheme.from())?;
        dict.set_item("to", scheme.to())?;
        dict.set_item("source", scheme.source())?;
        dict.set_item("examples", scheme.examples())?;
        list.append(dict)?;
    }
    Ok(list)
}
