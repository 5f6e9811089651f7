//! Entity matching for news text.
//!
//! The folders are the stages of the pipeline, and each stage uses only the stages before it:
//! `text -> translit -> gazetteer -> index -> scan -> resolve -> document -> bulk`.
//! `compile` is the one place that sees both a gazetteer (mutable, readable) and an index (immutable, mapped).

pub mod bulk;
pub mod compile;
pub mod document;
pub mod error;
pub mod gazetteer;
pub mod index;
pub mod resolve;
pub mod scan;
pub mod text;
pub mod translit;
