//! The compiled gazetteer: one memory-mapped file.
