//! The core's errors as Python exceptions.

use entmatch_core::error::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// The result of anything here that Python sees fail.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Either sort of error on its way to Python.
pub(crate) enum Failure {
    /// Raised by the core.
    Core(Error),
    /// Raised by Python itself, or made to look so.
    Python(PyErr),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Core(error) => Python::attach(|py| raise(py, &error)),
            Failure::Python(error) => error,
        }
    }
}

/// A `DataError` with this message.
pub(crate) fn data_error(message: impl Into<String>) -> PyErr {
    Failure::Core(Error::data(message)).into()
}

fn raise(py: Python<'_>, error: &Error) -> PyErr {
    match build(py, error) {
        Ok(raised) => raised,
        // Only when the package around this module is incomplete.
        Err(failure) => failure,
    }
}

fn build(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    static DATA: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static FORMAT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static IO: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (cell, name) = match error.kind() {
        ErrorKind::Data => (&DATA, "DataError"),
        ErrorKind::Format => (&FORMAT, "GazetteerFormatError"),
        ErrorKind::Io => (&IO, "FileAccessError"),
    };
    let class = cell.import(py, "entmatch.exceptions", name)?;
    let raised = PyErr::from_type(class.clone(), error.to_string());
    if let Some(path) = error.path() {
        raised.value(py).setattr("path", path.display().to_string())?;
    }
    if let Some(line) = error.line() {
        raised.value(py).setattr("line", line)?;
    }
    Ok(raised)
}
