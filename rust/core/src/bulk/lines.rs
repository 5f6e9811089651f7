//! A stream of bytes as blocks of whole lines, each with its place in the file.
//!
//! Ready-made readers of JSON lines disagree about malformed lines, stop at the first, or refuse long ones. Here a
//! line is what stands between two newlines, and what is wrong with it is the matter of that line alone.

use super::input::is_damage;
use memchr::{memchr, memrchr};
use std::io::{self, Read};

const READ: usize = 1 << 17;
const HEAD: usize = 200;
const WIDE: [(&[u8], &str); 4] = [
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
];
/// What some programs put before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Whole lines, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The lines with their newlines; the last line of a file may have none.
    pub bytes: Vec<u8>,
    /// The number of the first line, counted from 1.
    pub line: u64,
    /// Where the first line begins in the (unpacked) file, in bytes.
    pub offset: u64,
}

impl Block {
    /// The lines with number and offset, without their newlines and without the mark that some programs put at the start
    /// of a file.
    ///
    /// ```
    /// use entmatch_core::bulk::Block;
    /// let block = Block { bytes: b"a\r\nbc\nd".to_vec(), line: 7, offset: 100 };
    /// let lines: Vec<_> = block.lines().collect();
    /// assert_eq!(lines, [(7, 100, &b"a"[..]), (8, 103, b"bc"), (9, 106, b"d")]);
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = (u64, u64, &[u8])> {
        let (mut line, mut at) = (self.line, 0);
        std::iter::from_fn(move || {
            if at == self.bytes.len() {
                return None;
            }
            let rest = &self.bytes[at..];
            let end = memchr(b'\n', rest).unwrap_or(rest.len());
            let mut text = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            if self.offset + at as u64 == 0 {
                text = text.strip_prefix(BOM).unwrap_or(text);
            }
            let found = (line, self.offset + at as u64, text);
            line += 1;
            at += (end + 1).min(rest.len());
            Some(found)
        })
    }
}

/// A record that cannot be read: where it is, why, and its bytes, so that nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reject {
    /// The line, counted from 1.
    pub line: u64,
    /// Where it begins in the (unpacked) file, in bytes.
    pub offset: u64,
    /// Why it cannot be read.
    pub reason: String,
    /// Its bytes, or the first of them where it is very long.
    pub raw: Vec<u8>,
}

/// What [`Lines::next`] gives.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines to read.
    Block(Block),
    /// A line that is too long to be held, or the place where a packed file is damaged.
    Reject(Reject),
}

/// Cuts a stream into blocks.
///
/// ```
/// use entmatch_core::bulk::{Lines, Piece};
/// let mut lines = Lines::new(&b"one\ntwo\nthree"[..], 4, 1 << 20);
/// while let Some(piece) = lines.next()? {
///     let Piece::Block(block) = piece else { panic!() };
///     assert!(block.bytes.len() <= 8);
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Lines<R> {
    source: R,
    held: Vec<u8>,
    block: usize,
    limit: usize,
    line: u64,
    offset: u64,
    at_end: bool,
    damage: Option<String>,
}

impl<R: Read> Lines<R> {
    /// Blocks of about `block` bytes, of lines of at most `limit` bytes.
    pub fn new(source: R, block: usize, limit: usize) -> Self {
        let block = block.min(limit).max(1);
        Self { source, held: Vec::new(), block, limit, line: 1, offset: 0, at_end: false, damage: None }
    }

    /// The same over a source whose first byte is not the file's first.
    #[must_use]
    pub fn begun_at(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// How many bytes are behind, and the number of the next line.
    pub fn place(&self) -> (u64, u64) {
        (self.offset, self.line)
    }

    /// True if nothing more comes (false may also mean that this is not known yet).
    pub fn is_over(&self) -> bool {
        self.at_end && self.held.is_empty()
    }

    /// Reads on, without looking, to a byte at which the line of this number begins.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn skip_to(&mut self, offset: u64, line: u64) -> io::Result<()> {
        while self.offset < offset && !self.is_over() {
            self.fill(1)?;
            let skipped = self.held.len().min(usize::try_from(offset - self.offset).unwrap_or(usize::MAX));
            self.held.drain(..skipped);
            self.offset += skipped as u64;
        }
        self.line = line;
        Ok(())
    }

    /// The next piece of the file; none at its end.
    ///
    /// # Errors
    /// If the file cannot be read.
    #[expect(clippy::should_implement_trait, reason = "an iterator of results would go on after an error")]
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut searched = 0;
        loop {
            self.fill(self.block.max(searched + 1))?;
            if self.offset == 0
                && let Some(reject) = self.wide()
            {
                return Ok(Some(Piece::Reject(reject)));
            }
            // Where a block ends depends on the bytes alone, never on how many of them a read happened to give.
            let head = self.block.min(self.held.len());
            if searched == 0
                && let Some(end) = memrchr(b'\n', &self.held[..head])
            {
                return Ok(Some(Piece::Block(self.cut(end + 1))));
            }
            let from = searched.max(head);
            match memchr(b'\n', &self.held[from..]).map(|end| from + end) {
                Some(end) if end <= self.limit => return Ok(Some(Piece::Block(self.cut(end + 1)))),
                None if self.held.len() <= self.limit => {}
                _ => return self.skip_line().map(Some),
            }
            if self.at_end {
                return Ok(self.rest());
            }
            searched = self.held.len();
        }
    }

    /// Reads until so many bytes are held, or to the end, which is where a packed file is damaged if it is.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        while self.held.len() < wanted && !self.at_end {
            let before = self.held.len();
            self.held.resize(before + READ, 0);
            let read = self.source.read(&mut self.held[before..]);
            self.held.truncate(before + read.as_ref().copied().unwrap_or_default());
            self.at_end = match read {
                Ok(read) => read == 0,
                Err(error) if is_damage(&error) => {
                    self.damage = Some(format!("the compressed file is damaged here: {error}"));
                    true
                }
                Err(error) => return Err(error),
            };
        }
        Ok(())
    }

    fn cut(&mut self, end: usize) -> Block {
        let rest = self.held.split_off(end);
        let bytes = std::mem::replace(&mut self.held, rest);
        let block = Block { bytes, line: self.line, offset: self.offset };
        self.line += memchr::memchr_iter(b'\n', &block.bytes).count() as u64;
        self.offset += block.bytes.len() as u64;
        block
    }

    fn skip_line(&mut self) -> io::Result<Piece> {
        let mut reject = Reject { line: self.line, offset: self.offset, ..Reject::default() };
        let mut size = 0;
        loop {
            let end = memchr(b'\n', &self.held);
            let taken = end.unwrap_or(self.held.len());
            let head = HEAD.saturating_sub(reject.raw.len()).min(taken);
            reject.raw.extend_from_slice(&self.held[..head]);
            size += taken as u64;
            self.held.drain(..end.map_or(taken, |end| end + 1));
            if end.is_some() || self.at_end {
                reject.reason = too_long(size, self.limit);
                self.line += 1;
                self.offset += size + u64::from(end.is_some());
                return Ok(Piece::Reject(reject));
            }
            self.fill(1)?;
        }
    }

    /// The last line if it has no newline; for a damaged file, the reject that says so.
    fn rest(&mut self) -> Option<Piece> {
        if let Some(reason) = self.damage.take() {
            let mut raw = std::mem::take(&mut self.held);
            raw.truncate(HEAD);
            return Some(Piece::Reject(Reject { line: self.line, offset: self.offset, reason, raw }));
        }
        let rest = self.held.len();
        (rest > 0).then(|| Piece::Block(self.cut(rest)))
    }

    /// A file in a wide encoding is refused as a whole: each of its lines would be refused otherwise.
    fn wide(&mut self) -> Option<Reject> {
        let (_, encoding) = WIDE.iter().find(|(bom, _)| self.held.starts_with(bom))?;
        self.held.clear();
        self.at_end = true;
        let reason = format!("the file is {encoding}; convert it: iconv -f {encoding} -t UTF-8");
        Some(Reject { line: 1, offset: 0, reason, raw: Vec::new() })
    }
}

/// The reason to refuse a long line.
pub(super) fn too_long(size: u64, limit: usize) -> String {
    format!("a record of {size} bytes; at most {limit} are read (--max-record, --memory)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], block: usize, limit: usize) -> io::Result<Vec<Piece>> {
        let mut lines = Lines::new(bytes, block, limit);
        let mut out = Vec::new();
        while let Some(piece) = lines.next()? {
            out.push(piece);
        }
        Ok(out)
    }

    #[test]
    fn any_block_size_gives_the_same_lines() -> io::Result<()> {
        let text = b"one\n\r\n\ntwo two\r\nthree\xff\n\n\nfour".repeat(3);
        let whole = Block { bytes: text.clone(), line: 1, offset: 0 };
        for block in 1..40 {
            let mut found = Vec::new();
            for piece in pieces(&text, block, 1000)? {
                let Piece::Block(block) = piece else { return Err(io::Error::other("a reject")) };
                found.extend(block.lines().map(|(n, at, line)| (n, at, line.to_vec())));
            }
            let wanted: Vec<_> = whole.lines().map(|(n, at, line)| (n, at, line.to_vec())).collect();
            assert_eq!(found, wanted, "{block}");
        }
        Ok(())
    }

    #[test]
    fn a_long_line_is_left_out_alone() -> io::Result<()> {
        let text = [b"a\n", &b"x".repeat(300_000)[..], b"\nb\n", &b"y".repeat(400_000)[..]].concat();
        let found = pieces(&text, 100, 150_000)?;
        let block = |bytes: &[u8], line, offset| Piece::Block(Block { bytes: bytes.to_vec(), line, offset });
        let reject = |byte: u8, size: u64, line, offset| {
            let reason = too_long(size, 150_000);
            Piece::Reject(Reject { line, offset, reason, raw: vec![byte; HEAD] })
        };
        let wanted = [
            block(b"a\n", 1, 0),
            reject(b'x', 300_000, 2, 2),
            block(b"b\n", 3, 300_003),
            reject(b'y', 400_000, 4, 300_005),
        ];
        assert_eq!(found, wanted);
        Ok(())
    }

    #[test]
    fn blocks_do_not_depend_on_the_size_of_reads() -> io::Result<()> {
        struct Drops<'t>(&'t [u8], usize);
        impl Read for Drops<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let size = self.1.min(buffer.len());
                self.0.read(&mut buffer[..size])
            }
        }
        let text = b"one\n\ntwo two two\nthree three three three three\nfour\nfive".repeat(40);
        let wanted = pieces(&text, 20, 25)?;
        for size in [1, 2, 3, 7, 19, 20, 21, 64] {
            let mut lines = Lines::new(Drops(&text, size), 20, 25);
            let mut found = Vec::new();
            while let Some(piece) = lines.next()? {
                found.push(piece);
            }
            assert_eq!(found, wanted, "{size}");
        }
        Ok(())
    }

    #[test]
    fn a_place_is_found_again() -> io::Result<()> {
        let text = b"one\ntwo two\n\nthree\nfour\nfive".repeat(20_000);
        let mut lines = Lines::new(&text[..], 100, 1000);
        let (mut places, mut wanted) = (Vec::new(), Vec::new());
        while let Some(piece) = lines.next()? {
            wanted.push(piece);
            places.push(lines.place());
        }
        for (number, &(offset, line)) in places.iter().enumerate().step_by(777) {
            for start in [0, offset.min(5)] {
                let mut lines = Lines::new(&text[start as usize..], 100, 1000).begun_at(start);
                lines.skip_to(offset, line)?;
                assert_eq!(lines.next()?.as_ref(), wanted.get(number + 1));
            }
        }
        Ok(())
    }

    #[test]
    fn wide_files_are_refused_once() -> io::Result<()> {
        for bytes in [&b"\xff\xfea\0\n\0"[..], b"\xfe\xff\0a\0\n"] {
            let found = pieces(bytes, 10, 100)?;
            assert!(matches!(&found[..], [Piece::Reject(reject)] if reject.reason.contains("UTF-16")), "{found:?}");
        }
        Ok(())
    }
}
