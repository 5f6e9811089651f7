//! Files as streams: decompressed by what they begin with, cut into lines of bounded length.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const BUFFER: usize = 1 << 16;
/// No line of a source is longer; the largest item of a Wikidata dump has about 4 MB.
const LONGEST_LINE: u64 = 64 << 20;

type Rewound = Chain<Cursor<Vec<u8>>, Counted>;

/// How far a reading is: asked by another thread, which may also end it.
#[derive(Debug, Default)]
pub struct Progress {
    read: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    /// Bytes read from the files so far, as they lie on the disk.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Lets the reading fail at its next block.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// True once [`stop`](Self::stop) was called.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// A file whose bytes are counted.
pub(super) struct Counted {
    file: File,
    progress: Option<Arc<Progress>>,
}

impl Counted {
    pub(super) fn new(file: File, progress: Option<&Arc<Progress>>) -> Self {
        Self { file, progress: progress.cloned() }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.file.read(buffer)?;
        if let Some(progress) = &self.progress {
            progress.read.fetch_add(length as u64, Ordering::Relaxed);
            if progress.is_stopped() {
                return Err(std::io::Error::other("stopped on request"));
            }
        }
        Ok(length)
    }
}

/// Opens a file, decompressing gzip, bzip2 and zstd. The first bytes decide, not the suffix.
pub(crate) fn open(path: &Path, progress: Option<&Arc<Progress>>) -> Result<Box<dyn Read + Send>> {
    let io = |cause: std::io::Error| Error::io(path, &cause);
    let mut file = File::open(path).map_err(io)?;
    if file.metadata().map_err(io)?.is_dir() {
        return Err(Error::new(crate::error::ErrorKind::Io, "is a folder; expected a file").at(path));
    }
    let mut head = Vec::with_capacity(4);
    Read::by_ref(&mut file).take(4).read_to_end(&mut head).map_err(io)?;
    let stream: Rewound = Cursor::new(head.clone()).chain(Counted::new(file, progress));
    Ok(match head.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(flate2::read::MultiGzDecoder::new(stream)),
        [b'B', b'Z', b'h', ..] => Box::new(bzip2::read::MultiBzDecoder::new(stream)),
        [0x28, 0xb5, 0x2f, 0xfd] => Box::new(zstd::stream::read::Decoder::new(stream).map_err(io)?),
        [b'P', b'K', 3, 4] => {
            return Err(
                Error::data("is a zip archive; unpack it first, or import it as the source that it is").at(path)
            );
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            return Err(Error::data("is UTF-16 text; expected UTF-8; save the file as UTF-8").at(path));
        }
        _ => Box::new(stream),
    })
}

/// The lines of a stream, without their ends and without a byte order mark, in one buffer.
pub(crate) struct Lines<'p, R> {
    stream: BufReader<R>,
    path: &'p Path,
    line: Vec<u8>,
    number: u64,
}

impl<'p, R: Read> Lines<'p, R> {
    pub(crate) fn new(stream: R, path: &'p Path) -> Self {
        Self { stream: BufReader::with_capacity(BUFFER, stream), path, line: Vec::new(), number: 0 }
    }

    /// The next line and its number, counted from 1.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, &[u8])>> {
        self.line.clear();
        let here = |error: Error, number: u64| error.at(self.path).on_line(number);
        let length = self
            .stream
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut self.line)
            .map_err(|cause| here(Error::io(self.path, &cause), self.number + 1))?;
        if length == 0 {
            return Ok(None);
        }
        self.number += 1;
        if length as u64 == LONGEST_LINE && !self.line.ends_with(b"\n") {
            let cure = "expected lines of at most 64 MB; is the file text, with one record a line?";
            return Err(here(Error::data(format!("has no end within 64 MB; {cure}")), self.number));
        }
        let mut line = self.line.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.number == 1 {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        Ok(Some((self.number, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_their_ends_and_the_byte_order_mark() {
        let mut lines = Lines::new(b"\xef\xbb\xbfone\r\ntwo\n\nlast".as_slice(), Path::new("x"));
        let mut all = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            all.push((number, String::from_utf8(line.to_vec()).unwrap()));
        }
        let texts: Vec<&str> = all.iter().map(|(_, line)| line.as_str()).collect();
        assert_eq!(texts, ["one", "two", "", "last"]);
        assert_eq!(all[3].0, 4);
    }

    #[test]
    fn a_missing_file_and_a_folder_are_clear_errors() {
        assert!(open(Path::new("/no/such/file"), None).err().unwrap().to_string().contains("/no/such/file"));
        assert!(open(Path::new("/"), None).err().unwrap().to_string().contains("folder"));
    }
}
