//! Writes the small file that later versions of the reader must still read: `golden SOURCE.jsonl OUT.emx`.
//!
//! Run once for a new format version, under a new name; the files of older versions stay as they are.

#![allow(clippy::unwrap_used, reason = "a program to be read, not used")]

use entmatch_core::compile::{CompileOptions, compile};
use entmatch_core::gazetteer::GazetteerBuilder;
use entmatch_core::index::write_atomically;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl(Path::new(&arguments[1])).unwrap();
    let file = compile(&builder.finish(), &CompileOptions::default()).unwrap();
    write_atomically(Path::new(&arguments[2]), &file).unwrap();
}
