//! Arguments that need more than pyo3's own conversion: text with a readable refusal, dates in either form.

use crate::error::data_error;
use entmatch_core::gazetteer::Date;
use entmatch_core::text::from_utf16;
use pyo3::exceptions::PyUnicodeEncodeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString};
use std::ops::Deref;

/// The characters of a string from which on it pays to ask whether they are ASCII, and to read those that are not by way
/// of UTF-16.
const LONG: usize = 200;

/// A Python string that can be read with the interpreter lock released.
pub(crate) enum Text {
    /// Read where it lies: all ASCII, or short.
    There(PyBackedStr),
    /// A copy. The interpreter would make one too, four times as slowly, and keep it for as long as the string lives.
    Copied(String),
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::There(text) => text,
            Self::Copied(text) => text,
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Text {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = <&str as FromPyObject>::INPUT_TYPE;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let string = object.cast::<PyString>()?;
        let copied = if string.len()? < LONG { None } else { copy(&string)? };
        match copied {
            Some(text) => Ok(Self::Copied(text)),
            None => PyBackedStr::try_from(string.to_owned()).map(Self::There),
        }
        .map_err(|error| explain(object.py(), error))
    }
}

/// The text of a string that is not ASCII. A lone surrogate is left to the other way, which says where it is.
fn copy(string: &Bound<'_, PyString>) -> PyResult<Option<String>> {
    let py = string.py();
    if string.call_method0(intern!(py, "isascii"))?.is_truthy()? {
        return Ok(None);
    }
    let arguments = (intern!(py, "utf-16"), intern!(py, "surrogatepass"));
    let bytes = string.call_method1(intern!(py, "encode"), arguments)?.cast_into::<PyBytes>()?;
    // The first unit is the byte order mark; the order is that of the machine.
    Ok(from_utf16(bytes.as_bytes().as_chunks().0.get(1..).unwrap_or_default()))
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
