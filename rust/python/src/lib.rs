//! Python bindings of entmatch: conversion, exceptions, releasing the interpreter lock; nothing else.
#![allow(clippy::needless_pass_by_value, reason = "pyo3 hands arguments over by value")]
#![allow(clippy::doc_link_with_quotes, reason = "doc comments here are Python's")]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod args;
mod arrow;
mod belief;
mod builder;
mod bulk;
mod entity;
mod error;
mod find;
mod found;
mod gazetteer;
mod input;
mod json;
mod matcher;
mod names;
mod normalize;
mod resolve;
mod sources;
mod table;
mod translit;
mod watch;

use pyo3::prelude::*;

/// The compiled part of entmatch.
#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
    /// True when compiled without optimisation: right answers, slowly.
    #[pymodule_export]
    const DEBUG_BUILD: bool = cfg!(debug_assertions);

    #[pymodule_export]
    use super::belief::Belief;
    #[pymodule_export]
    use super::builder::GazetteerBuilder;
    #[pymodule_export]
    use super::bulk::{BulkBatch, BulkRun, bulk_columns, longest_record};
    #[pymodule_export]
    use super::entity::Entity;
    #[pymodule_export]
    use super::find::Match;
    #[pymodule_export]
    use super::found::FoundTable;
    #[pymodule_export]
    use super::gazetteer::Gazetteer;
    #[pymodule_export]
    use super::input::{InputFile, Packer};
    #[pymodule_export]
    use super::matcher::Matcher;
    #[pymodule_export]
    use super::names::{NameIndex, Similarity, similarities, similarity};
    #[pymodule_export]
    use super::normalize::Normalizer;
    #[pymodule_export]
    use super::resolve::Resolution;
    #[pymodule_export]
    use super::sources::import_source;
    #[pymodule_export]
    use super::table::{Mention, MentionIterator, MentionTable};
    #[pymodule_export]
    use super::translit::{romanizations, schemes, transliterate, variants};
}
