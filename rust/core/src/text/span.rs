//! Positions in a text.

/// A half-open range of bytes, `start..end`, in an original (unfolded) text.
///
/// ```
/// use entmatch_core::text::Span;
/// let text = "in Pyongyang";
/// assert_eq!(Span::new(3, 12).of(text), "Pyongyang");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// In debug builds, if `end < start`.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// True for a span of no bytes.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if the two spans share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True if `other` lies inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text of this span.
    ///
    /// # Panics
    /// If the span is not on character boundaries of `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}
