//! From byte positions to the code point positions that Python and our tables count in.

use super::Span;

/// Turns ascending byte offsets of a text into code point offsets, counting each byte once.
///
/// ```
/// use entmatch_core::text::CodePoints;
/// let mut points = CodePoints::new("в Токио, 20 июня");
/// assert_eq!(points.at(3), 2); // "в " has three bytes
/// assert_eq!(points.at(13), 7);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    bytes: &'t [u8],
    at: usize,
    points: u32,
}

impl<'t> CodePoints<'t> {
    /// A counter that stands at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, points: 0 }
    }

    /// The code point offset of a byte offset. An offset inside a character counts the character; one past the end
    /// counts as the end; one before the last asked for costs counting from the start again.
    pub fn at(&mut self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.bytes.len());
        if byte < self.at {
            (self.at, self.points) = (0, 0);
        }
        self.points += starts(&self.bytes[self.at..byte]);
        self.at = byte;
        self.points
    }

    /// Goes to where another counter of the same text stands, if that is ahead and not past `byte`.
    fn skip_to(&mut self, other: &Self, byte: u32) {
        if self.at < other.at && other.at <= byte as usize {
            (self.at, self.points) = (other.at, other.points);
        }
    }
}

/// Turns spans of a text in bytes into spans in code points, least work in ascending order.
///
/// Starts and ends ascend each for themselves, together they need not; the one behind goes on from the one ahead, so that
/// of spans that do not overlap every byte is counted once.
///
/// ```
/// use entmatch_core::text::{CodePointSpans, Span};
/// let mut spans = CodePointSpans::new("в Токио");
/// assert_eq!(spans.of(Span::new(3, 13)), Span::new(2, 7));
/// ```
#[derive(Clone, Debug)]
pub struct CodePointSpans<'t> {
    starts: CodePoints<'t>,
    ends: CodePoints<'t>,
}

impl<'t> CodePointSpans<'t> {
    /// For spans of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { starts: CodePoints::new(text), ends: CodePoints::new(text) }
    }

    /// The span in code points.
    pub fn of(&mut self, span: Span) -> Span {
        self.starts.skip_to(&self.ends, span.start);
        let start = self.starts.at(span.start);
        self.ends.skip_to(&self.starts, span.end);
        Span::new(start, self.ends.at(span.end))
    }
}

/// How many characters begin in the bytes: all but continuation bytes, which are 0x80..=0xBF. Counted in runs of which
/// the sum is a byte, so that the compiler adds up a vector of bytes at a time.
fn starts(bytes: &[u8]) -> u32 {
    bytes.chunks(255).map(|run| u32::from(run.iter().map(|&b| u8::from((b & 0xC0) != 0x80)).sum::<u8>())).sum()
}
