//! Arguments that need more than pyo3's own conversion: text with a readable refusal, dates in either form.

use crate::error::data_error;
use entmatch_core::gazetteer::Date;
use pyo3::exceptions::PyUnicodeEncodeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyString;
use std::ops::Deref;

/// A Python string that can be read with the interpreter lock released.
pub(crate) struct Text(PyBackedStr);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Text {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = <&str as FromPyObject>::INPUT_TYPE;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let string = object.cast::<PyString>()?.to_owned();
        PyBackedStr::try_from(string).map(Self).map_err(|error| explain(object.py(), error))
    }
}

/// "surrogates not allowed" says neither what to do nor that it is the text's fault.
fn explain(py: Python<'_>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyUnicodeEncodeError>(py) {
        return error;
    }
    let start = error.value(py).getattr("start").and_then(|start| start.extract::<usize>()).unwrap_or_default();
    data_error(format!(
        "the text has a lone surrogate at character {start}: not valid Unicode; decode it with errors='replace', or \
         repair it with text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')"
    ))
}

/// A date given as `datetime.date`, `datetime.datetime` or ISO text.
#[derive(Clone, Copy)]
pub(crate) struct DateArg(pub(crate) Date);

impl<'a, 'py> FromPyObject<'a, 'py> for DateArg {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let iso = match object.cast::<PyString>() {
            Ok(text) => text.to_owned(),
            Err(_) => object.call_method0("isoformat")?.cast_into::<PyString>()?,
        };
        Ok(Self(Date::parse(iso.to_str()?).map_err(crate::error::Failure::from)?))
    }
}
