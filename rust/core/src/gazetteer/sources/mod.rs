//! Readers of gazetteer sources, one file a source.
