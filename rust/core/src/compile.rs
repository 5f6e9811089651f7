//! Gazetteer to index: the one place that sees both.
