//! Judges what the scan found: which entity, read as what, and why.
