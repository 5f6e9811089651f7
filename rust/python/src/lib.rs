//! Python bindings of entmatch: conversion, exceptions, releasing the interpreter lock; nothing else.

use pyo3::prelude::*;

/// The compiled part of entmatch.
#[pymodule]
mod _core {
    use super::{Bound, PyModule, PyResult};
    use pyo3::types::PyModuleMethods;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
