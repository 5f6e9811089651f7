//! Python bindings of entmatch: conversion, exceptions, releasing the interpreter lock; nothing else.

mod args;
mod arrow;
mod error;
#[expect(dead_code, reason = "the normalizer fills it")]
mod table;

use pyo3::prelude::*;

/// The compiled part of entmatch.
#[pymodule]
mod _core {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
    /// True when compiled without optimisation: right answers, slowly.
    #[pymodule_export]
    const DEBUG_BUILD: bool = cfg!(debug_assertions);

    #[pymodule_export]
    use super::table::{Mention, MentionTable};
}
