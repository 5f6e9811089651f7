//! Text as the matcher sees it: folded, split into words, with positions that lead back to the original.

mod span;

pub use span::Span;
