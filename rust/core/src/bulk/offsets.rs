//! Positions as the reader of the output counts them.

use crate::text::{CodePointSpans, Span};

/// What positions count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offsets {
    /// Code points, as Python's `str` does.
    #[default]
    CodePoints,
    /// Bytes of UTF-8.
    Bytes,
}

/// Turns the spans of one text into positions of either sort.
///
/// ```
/// use entmatch_core::bulk::{Offsets, Positions};
/// use entmatch_core::text::Span;
/// let text = "в Токио";
/// assert_eq!(Positions::new(text, Offsets::CodePoints).of(Span::new(3, 13)), Span::new(2, 7));
/// assert_eq!(Positions::new(text, Offsets::Bytes).of(Span::new(3, 13)), Span::new(3, 13));
/// ```
pub struct Positions<'t> {
    points: Option<CodePointSpans<'t>>,
}

impl<'t> Positions<'t> {
    /// For the spans of this text, which cost least in ascending order.
    pub fn new(text: &'t str, offsets: Offsets) -> Self {
        // In ASCII the two are the same.
        let points = (offsets == Offsets::CodePoints && !text.is_ascii()).then(|| CodePointSpans::new(text));
        Self { points }
    }

    /// Start and end of a span of bytes.
    pub fn of(&mut self, span: Span) -> Span {
        self.points.as_mut().map_or(span, |points| points.of(span))
    }
}
