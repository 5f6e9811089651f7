//! Ordered work on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Items that a thread takes at a time.
const STRIDE: usize = 64;

/// The results of `work` in the order of the items, whatever the number of threads.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.clamp(1, 256).min(items.len().div_ceil(STRIDE).max(1));
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let mut parts: Vec<(usize, Vec<R>)> = std::thread::scope(|scope| {
        let run = || {
            let mut done = Vec::new();
            loop {
                let start = next.fetch_add(STRIDE, Ordering::Relaxed);
                if start >= items.len() {
                    return done;
                }
                let part = &items[start..items.len().min(start + STRIDE)];
                done.push((start, part.iter().map(&work).collect()));
            }
        };
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        handles.into_iter().flat_map(|h| h.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    parts.sort_by_key(|p| p.0);
    parts.into_iter().flat_map(|p| p.1).collect()
}
