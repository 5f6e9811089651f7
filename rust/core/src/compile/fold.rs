//! Folding all names on several threads.

use super::case;
use crate::gazetteer::Case;
use crate::index::NameRow;
use crate::text;

/// The keys of all names, one after the other.
///
/// A name has one key, or two if it has an apostrophe that a text may leave out, or none if it has no words.
pub(super) struct Keys {
    text: String,
    /// Where each key ends; it begins where the one before it ends.
    ends: Vec<usize>,
    /// The name that each key is of, ascending.
    names: Vec<u32>,
}

impl Keys {
    pub(super) fn len(&self) -> u32 {
        self.names.len() as u32
    }

    pub(super) fn key(&self, at: u32) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before as usize)).copied().unwrap_or(0);
        self.ends.get(at as usize).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    pub(super) fn name(&self, at: u32) -> u32 {
        self.names.get(at as usize).copied().unwrap_or_default()
    }

    /// The names that have no key.
    pub(super) fn names_without(&self, count: u32) -> Vec<u32> {
        let mut keyed = self.names.iter().copied().peekable();
        let mut without = Vec::new();
        for name in 0..count {
            if keyed.peek() == Some(&name) {
                while keyed.next_if_eq(&name).is_some() {}
            } else {
                without.push(name);
            }
        }
        without
    }

    fn push(&mut self, key: &str, name: u32) {
        self.text.push_str(key);
        self.ends.push(self.text.len());
        self.names.push(name);
    }
}

/// Folds every name and settles its case policy. The result does not depend on the number of threads.
pub(super) fn fold_all(
    names: &[NameRow<'_>],
    threads: usize,
    is_common: &(dyn Fn(&str) -> bool + Sync),
) -> (Keys, Vec<Case>) {
    let chunk_size = names.len().div_ceil(threads).max(1);
    let parts: Vec<(Keys, Vec<Case>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = names
            .chunks(chunk_size)
            .enumerate()
            .map(|(chunk, rows)| scope.spawn(move || fold_chunk(rows, (chunk * chunk_size) as u32, is_common)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut parts = parts.into_iter();
    let empty = || (Keys { text: String::new(), ends: Vec::new(), names: Vec::new() }, Vec::new());
    let (mut keys, mut cases) = parts.next().unwrap_or_else(empty);
    for (more, more_cases) in parts {
        let start = keys.text.len();
        keys.text.push_str(&more.text);
        keys.ends.extend(more.ends.iter().map(|end| start + end));
        keys.names.extend(more.names);
        cases.extend(more_cases);
    }
    (keys, cases)
}

fn fold_chunk(rows: &[NameRow<'_>], first: u32, is_common: &(dyn Fn(&str) -> bool + Sync)) -> (Keys, Vec<Case>) {
    let mut keys = Keys {
        text: String::with_capacity(rows.len() * 16),
        ends: Vec::with_capacity(rows.len()),
        names: Vec::with_capacity(rows.len()),
    };
    let mut cases = Vec::with_capacity(rows.len());
    for (name, row) in (first..).zip(rows) {
        let key = text::key(row.text);
        cases.push(case::policy(row.name, &key, is_common));
        if key.is_empty() {
            continue;
        }
        keys.push(&key, name);
        if let Some(joined) = text::joined_key(row.text).filter(|joined| *joined != key) {
            keys.push(&joined, name);
        }
    }
    (keys, cases)
}
