//! Files of JSON lines as blocks of work, cut into numbered parts.

use super::input::{OnSignal, open};
use super::lines::{Block, Lines, Piece, Reject};
use crate::error::{Error, Result};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which parts of a job are to be done.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// This one of so many shares, counted from 0: part `n` belongs to share `n % shares`.
    pub share: u64,
    /// How many shares there are, at least one.
    pub shares: u64,
    /// Parts that are done already.
    pub done: std::collections::BTreeSet<u64>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { share: 0, shares: 1, done: std::collections::BTreeSet::new() }
    }
}

impl Wanted {
    /// True if the part is to be done.
    pub fn has(&self, part: u64) -> bool {
        part % self.shares.max(1) == self.share && !self.done.contains(&part)
    }
}

/// Counts input into parts. Which part a record is in depends on the input and the size of parts alone.
#[derive(Clone, Debug)]
pub struct Parts {
    /// A part is full when it has so many bytes of input.
    size: u64,
    part: u64,
    filled: u64,
}

impl Parts {
    /// Parts of about `size` bytes of input.
    pub fn new(size: u64) -> Self {
        Self { size: size.max(1), part: 0, filled: 0 }
    }

    /// The part that the next `bytes` bytes belong to.
    pub fn take(&mut self, bytes: u64) -> u64 {
        if self.filled >= self.size {
            self.part += 1;
            self.filled = 0;
        }
        self.filled += bytes;
        self.part
    }

    /// How many parts there are so far.
    pub fn count(&self) -> u64 {
        self.part + u64::from(self.filled > 0)
    }
}

/// Something for a thread to do, and the part that it belongs to.
#[derive(Debug)]
pub struct Task {
    /// The part.
    pub part: u64,
    /// The file that it is from, as messages name it.
    pub file: Arc<str>,
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
    files: std::vec::IntoIter<PathBuf>,
    current: Option<Current>,
    signals: Signals,
    parts: Parts,
    wanted: Wanted,
    block: usize,
    max_record: usize,
}

struct Current {
    path: PathBuf,
    name: Arc<str>,
    lines: Lines<Box<dyn Read + Send>>,
    empty: bool,
}

impl Feed {
    /// A feed of these files (`-` is standard input), in blocks of `block` bytes.
    pub fn new(files: Vec<PathBuf>, parts: Parts, wanted: Wanted, block: usize, max_record: usize) -> Self {
        let files = files.into_iter();
        Self { files, current: None, signals: Box::new(|| Box::new(|| Ok(()))), parts, wanted, block, max_record }
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

    /// The next task of a part that is wanted.
    ///
    /// # Errors
    /// If a file cannot be read.
    #[expect(clippy::should_implement_trait, reason = "an iterator of results would go on after an error")]
    pub fn next(&mut self) -> Result<Option<Task>> {
        loop {
            let Some(current) = &mut self.current else {
                let Some(path) = self.files.next() else { return Ok(None) };
                self.current = Some(self.start(path)?);
                continue;
            };
            let piece = current.lines.next().map_err(|error| Error::io(&current.path, &error))?;
            let (load, bytes) = match piece {
                Some(Piece::Block(block)) => {
                    current.empty = current.empty && block.bytes.iter().all(u8::is_ascii_whitespace);
                    let bytes = block.bytes.len() as u64;
                    (Load::Block(block), bytes)
                }
                Some(Piece::Reject(reject)) => {
                    current.empty = false;
                    (Load::Reject(reject), 1)
                }
                None if current.empty => {
                    current.empty = false;
                    (Load::Reject(Reject { reason: "no document in it".to_owned(), ..Reject::default() }), 1)
                }
                None => {
                    self.current = None;
                    continue;
                }
            };
            let part = self.parts.take(bytes);
            if self.wanted.has(part) {
                return Ok(Some(Task { part, file: Arc::clone(&current.name), load }));
            }
        }
    }

    fn start(&self, path: PathBuf) -> Result<Current> {
        let name = if path == Path::new("-") { "standard input".into() } else { path.display().to_string() };
        let lines = Lines::new(open(&path, (self.signals)())?, self.block, self.max_record);
        Ok(Current { path, name: name.into(), lines, empty: true })
    }
}
