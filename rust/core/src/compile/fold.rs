//! Folding all names, on several threads, into one arena a thread.

use crate::index::NameRow;
use crate::text;

/// The keys of names, by the number of the name.
pub(super) struct FoldedNames {
    chunks: Vec<Chunk>,
    chunk_size: usize,
}

#[derive(Default)]
struct Chunk {
    text: String,
    /// Where each key ends; it begins where the one before it ends.
    ends: Vec<usize>,
}

impl FoldedNames {
    /// The key of a name; empty if it has no words.
    pub(super) fn get(&self, name: usize) -> &str {
        let Some(chunk) = self.chunks.get(name / self.chunk_size) else { return "" };
        let at = name % self.chunk_size;
        let start = at.checked_sub(1).and_then(|before| chunk.ends.get(before)).copied().unwrap_or(0);
        chunk.ends.get(at).and_then(|end| chunk.text.get(start..*end)).unwrap_or_default()
    }
}

/// Folds every name. The result does not depend on the number of threads.
pub(super) fn fold_all(names: &[NameRow<'_>], threads: usize) -> FoldedNames {
    let chunk_size = names.len().div_ceil(threads).max(1);
    let chunks = std::thread::scope(|scope| {
        let workers: Vec<_> = names.chunks(chunk_size).map(|chunk| scope.spawn(move || fold_chunk(chunk))).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    FoldedNames { chunks, chunk_size }
}

fn fold_chunk(names: &[NameRow<'_>]) -> Chunk {
    let mut chunk = Chunk { text: String::new(), ends: Vec::with_capacity(names.len()) };
    for row in names {
        chunk.text.push_str(&text::key(&row.name.text));
        chunk.ends.push(chunk.text.len());
    }
    chunk
}
