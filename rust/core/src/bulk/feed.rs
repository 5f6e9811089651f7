//! Files of JSON lines as blocks of work, cut into numbered parts.

use super::input::{OnSignal, open};
use super::lines::{Block, Lines, Piece, Reject};
use super::parts::{Parts, Place, Wanted};
use crate::error::{Error, Result};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Something for a thread to do, and the part that it belongs to.
#[derive(Debug)]
pub struct Task {
    /// The part.
    pub part: u64,
    /// The file that it is from, as messages name it.
    pub file: Arc<str>,
    /// Where its input ends.
    pub end: Place,
    /// What to do.
    pub load: Load,
}

/// The material of a [`Task`].
#[derive(Debug)]
pub enum Load {
    /// Lines of JSON.
    Block(Block),
    /// Documents that were read elsewhere.
    Documents(Vec<Given>),
    /// A record that could not be read at all.
    Reject(Reject),
}

/// A document that was read elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Its id.
    pub doc_id: String,
    /// Its text.
    pub text: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Fields to pass through, as JSON.
    pub keep: Vec<String>,
}

impl Task {
    /// About how many bytes of memory the material takes.
    pub fn bytes(&self) -> usize {
        match &self.load {
            Load::Block(block) => block.bytes.len(),
            Load::Documents(documents) => documents.iter().map(|document| document.text.len()).sum(),
            Load::Reject(reject) => reject.raw.len(),
        }
    }
}

/// Makes the `on_signal` of each file that is opened.
pub type Signals = Box<dyn Fn() -> OnSignal + Send>;

/// Reads files one behind the other.
pub struct Feed {
    files: Vec<PathBuf>,
    /// Bytes on the disk before each file.
    before: Vec<u64>,
    next: usize,
    current: Option<Current>,
    read: Arc<AtomicU64>,
    signals: Signals,
    parts: Parts,
    wanted: Wanted,
    block: usize,
    max_record: usize,
}

struct Current {
    file: usize,
    name: Arc<str>,
    lines: Lines<Box<dyn Read + Send>>,
    blank: bool,
    packed: bool,
}

impl Current {
    /// Where reading goes on.
    fn place(&self) -> Place {
        if self.lines.is_over() && !self.blank {
            return Place::start_of(self.file + 1);
        }
        let (offset, line) = self.lines.place();
        Place { file: self.file, offset, line, blank: self.blank }
    }
}

impl Feed {
    /// A feed of these files (`-` is standard input), in blocks of `block` bytes.
    pub fn new(files: Vec<PathBuf>, parts: Parts, wanted: Wanted, block: usize, max_record: usize) -> Self {
        let mut before = vec![0];
        for path in &files {
            let size = path.metadata().map_or(0, |found| found.len());
            before.push(before.last().copied().unwrap_or_default() + size);
        }
        let signals: Signals = Box::new(|| Box::new(|| Ok(())));
        let read = Arc::default();
        Self { files, before, next: 0, current: None, read, signals, parts, wanted, block, max_record }
    }

    /// The same, with something to do when a signal comes while a file is read.
    #[must_use]
    pub fn on_signal(mut self, signals: Signals) -> Self {
        self.signals = signals;
        self
    }

    /// How many parts the input read so far has.
    pub fn parts(&self) -> u64 {
        self.parts.count()
    }

    /// How many bytes on the disk are read or passed over, of how many.
    pub fn position(&self) -> (u64, u64) {
        let file = self.current.as_ref().map(|current| current.file);
        let within = if file.is_some() { self.read.load(Ordering::Relaxed) } else { 0 };
        let before = self.before.get(file.unwrap_or(self.next)).copied().unwrap_or_default();
        (before + within, self.before.last().copied().unwrap_or_default())
    }

    /// The next task of a part that is wanted.
    ///
    /// # Errors
    /// If a file cannot be read.
    #[expect(clippy::should_implement_trait, reason = "an iterator of results would go on after an error")]
    pub fn next(&mut self) -> Result<Option<Task>> {
        loop {
            if let Some(place) = self.parts.pass_over(&self.wanted.done) {
                self.go_to(place)?;
            }
            let Some(current) = &mut self.current else {
                if self.next == self.files.len() {
                    return Ok(None);
                }
                self.go_to(Place::start_of(self.next))?;
                continue;
            };
            let piece = current.lines.next().map_err(|error| Error::io(&self.files[current.file], &error))?;
            let (load, bytes) = match piece {
                Some(Piece::Block(block)) => {
                    current.blank = current.blank && block.bytes.iter().all(u8::is_ascii_whitespace);
                    let bytes = block.bytes.len() as u64;
                    (Load::Block(block), bytes)
                }
                Some(Piece::Reject(reject)) => {
                    current.blank = false;
                    (Load::Reject(reject), 1)
                }
                None if current.blank => {
                    current.blank = false;
                    (Load::Reject(Reject { reason: "no document in it".to_owned(), ..Reject::default() }), 1)
                }
                None => {
                    self.current = None;
                    continue;
                }
            };
            let (file, end) = (Arc::clone(&current.name), current.place());
            let part = self.parts.take(bytes);
            if self.wanted.has(part) {
                return Ok(Some(Task { part, file, end, load }));
            }
        }
    }

    /// Goes on at a place, by seeking where the file is not packed.
    fn go_to(&mut self, place: Place) -> Result<()> {
        self.next = (place.file + 1).min(self.files.len());
        let Some(path) = self.files.get(place.file) else {
            self.current = None;
            return Ok(());
        };
        let failed = |error: std::io::Error| Error::io(path, &error);
        // What is unpacked so far need not be unpacked again.
        let mut current = match self.current.take() {
            Some(current) if current.file == place.file && current.packed => current,
            _ => {
                let name = if path == Path::new("-") { "standard input".into() } else { path.display().to_string() };
                self.read = Arc::default();
                let opened = open(path, place.offset, Arc::clone(&self.read), (self.signals)())?;
                let lines = Lines::new(opened.stream, self.block, self.max_record).begun_at(opened.offset);
                Current { file: place.file, name: name.into(), lines, blank: true, packed: opened.packed }
            }
        };
        current.lines.skip_to(place.offset, place.line).map_err(failed)?;
        current.blank = place.blank;
        self.current = Some(current);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::io::Write;

    type Seen = (u64, Place, Vec<u8>);

    fn tasks(files: &[PathBuf], done: BTreeMap<u64, Option<Place>>) -> Result<Vec<Seen>> {
        let wanted = Wanted { done, ..Wanted::default() };
        let mut feed = Feed::new(files.to_vec(), Parts::new(1000), wanted, 300, 10_000);
        let mut seen = Vec::new();
        while let Some(task) = feed.next()? {
            let bytes = match task.load {
                Load::Block(block) => block.bytes,
                Load::Reject(reject) => reject.reason.into_bytes(),
                Load::Documents(_) => Vec::new(),
            };
            seen.push((task.part, task.end, bytes));
        }
        let (behind, whole) = feed.position();
        assert_eq!(behind, whole);
        Ok(seen)
    }

    #[test]
    fn what_is_done_is_passed_over_to_the_same_rest() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("entmatch-feed-{}", std::process::id()));
        let failed = |error: std::io::Error| Error::io(&folder, &error);
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let text = "one line of it\n\nanother one\n".repeat(100);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).map_err(failed)?;
        let packed = gzip.finish().map_err(failed)?;
        let cut = packed[..packed.len() - 20].to_vec();
        let contents =
            [text.clone().into_bytes(), b" \n".to_vec(), packed, cut, b"\xff\xfea\0".to_vec(), text.into_bytes()];
        let mut files = Vec::new();
        for (number, content) in contents.iter().enumerate() {
            let path = folder.join(number.to_string());
            std::fs::write(&path, content).map_err(failed)?;
            files.push(path);
        }
        let whole = tasks(&files, BTreeMap::new())?;
        let ends: BTreeMap<u64, Option<Place>> = whole.iter().map(|(part, end, _)| (*part, Some(*end))).collect();
        assert!(ends.len() > 8);
        for first in ends.keys() {
            let done: BTreeMap<_, _> = ends.range(..=first).map(|(part, end)| (*part, *end)).collect();
            let wanted: Vec<_> = whole.iter().filter(|(part, ..)| part > first).cloned().collect();
            assert_eq!(tasks(&files, done)?, wanted, "behind part {first}");
            let holes: BTreeMap<_, _> = ends.iter().filter(|(part, _)| *part != first).map(|(p, e)| (*p, *e)).collect();
            let wanted: Vec<_> = whole.iter().filter(|(part, ..)| part == first).cloned().collect();
            assert_eq!(tasks(&files, holes)?, wanted, "part {first} alone");
        }
        std::fs::remove_dir_all(&folder).map_err(failed)
    }
}
