//! From a corpus to a table: ordered, parallel, resumable.
