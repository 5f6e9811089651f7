//! Threads for one run: items go in, results come out in the order in which the items went in.
//!
//! The caller reads and writes, the threads work, so that reading needs no lock and writing no sorting. The threads
//! belong to the run and end with it. Not a global pool (rayon): a process that forks after one was used leaves
//! children that hang, and pipelines in Python fork all the time.

use crate::error::{Error, Result};
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A flag that long work looks at to see whether anybody still wants its result.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Raises the flag.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True once the flag is raised.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What [`Ordered::take`] found.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<O> {
    /// The result of the oldest item that had not been taken.
    Item(O),
    /// It is not ready yet.
    NotYet,
    /// Nothing is under way.
    Idle,
}

/// Threads that work on items and give results in order.
///
/// ```
/// use entmatch_core::bulk::{Ordered, Stop, Taken};
/// use std::time::Duration;
/// let mut squares = Ordered::new(2, Stop::default(), || |n: u64| n * n)?;
/// (1..=3).for_each(|n| squares.submit(n));
/// let mut out = Vec::new();
/// loop {
///     match squares.take(Duration::from_secs(1))? {
///         Taken::Item(square) => out.push(square),
///         Taken::NotYet => continue,
///         Taken::Idle => break,
///     }
/// }
/// assert_eq!(out, [1, 4, 9]);
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
pub struct Ordered<I, O> {
    shared: Arc<Shared<I, O>>,
    threads: Vec<JoinHandle<()>>,
    stop: Stop,
    submitted: u64,
    taken: u64,
}

struct Shared<I, O> {
    state: Mutex<State<I, O>>,
    to_do: Condvar,
    done: Condvar,
}

struct State<I, O> {
    waiting: VecDeque<(u64, I)>,
    finished: BTreeMap<u64, std::result::Result<O, String>>,
    closed: bool,
}

impl<I, O> Shared<I, O> {
    fn lock(&self) -> MutexGuard<'_, State<I, O>> {
        // Nothing under the lock can leave the state half changed, so a poisoned lock is as good as another.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Option<(u64, I)> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(item) = state.waiting.pop_front() {
                return Some(item);
            }
            state = self.to_do.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<I: Send + 'static, O: Send + 'static> Ordered<I, O> {
    /// `jobs` threads (at least one), each with its own worker: `worker` is called in each thread once, so what it
    /// returns can own buffers. `stop` is raised when this is dropped, for workers that look at it.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn new<W>(jobs: usize, stop: Stop, worker: impl Fn() -> W + Send + Sync + 'static) -> Result<Self>
    where
        W: FnMut(I) -> O,
    {
        let state = State { waiting: VecDeque::new(), finished: BTreeMap::new(), closed: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), to_do: Condvar::new(), done: Condvar::new() });
        let worker = Arc::new(worker);
        let mut ordered = Self { shared, threads: Vec::new(), stop, submitted: 0, taken: 0 };
        for number in 0..jobs.max(1) {
            let (shared, worker) = (Arc::clone(&ordered.shared), Arc::clone(&worker));
            let thread = std::thread::Builder::new().name(format!("entmatch-{number}"));
            let started = thread.spawn(move || serve(&shared, worker()));
            ordered.threads.push(started.map_err(|error| Error::data(format!("no thread to work in: {error}")))?);
        }
        Ok(ordered)
    }

    /// Hands an item to the threads.
    pub fn submit(&mut self, item: I) {
        self.shared.lock().waiting.push_back((self.submitted, item));
        self.submitted += 1;
        self.shared.to_do.notify_one();
    }

    /// The number of items handed in and not taken yet.
    pub fn under_way(&self) -> usize {
        (self.submitted - self.taken) as usize
    }

    /// The next result in order, waiting for it up to `patience`.
    ///
    /// # Errors
    /// If the worker panicked over the item.
    pub fn take(&mut self, patience: Duration) -> Result<Taken<O>> {
        if self.under_way() == 0 {
            return Ok(Taken::Idle);
        }
        let (state, next) = (self.shared.lock(), self.taken);
        let waited = self.shared.done.wait_timeout_while(state, patience, |state| !state.finished.contains_key(&next));
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let Some(result) = state.finished.remove(&next) else { return Ok(Taken::NotYet) };
        self.taken += 1;
        result.map(Taken::Item).map_err(|message| Error::data(format!("a fault in entmatch itself: {message}")))
    }
}

fn serve<I, O>(shared: &Shared<I, O>, mut worker: impl FnMut(I) -> O) {
    while let Some((number, item)) = shared.next() {
        let result = catch_unwind(AssertUnwindSafe(|| worker(item))).map_err(|panic| {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
        });
        shared.lock().finished.insert(number, result);
        shared.done.notify_all();
    }
}

impl<I, O> Drop for Ordered<I, O> {
    /// Lets the threads go. They are not waited for when work is left, so that an interrupt is not held up by a long
    /// document; they own all that they use, and end with the document that they are in.
    fn drop(&mut self) {
        self.stop.raise();
        let mut state = self.shared.lock();
        state.closed = true;
        state.waiting.clear();
        drop(state);
        self.shared.to_do.notify_all();
        if self.submitted == self.taken {
            for thread in self.threads.drain(..) {
                // A worker's panic has been told with its result.
                drop(thread.join());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<O: Send + 'static>(ordered: &mut Ordered<u64, O>) -> Result<Vec<O>> {
        let mut out = Vec::new();
        loop {
            match ordered.take(Duration::from_mins(1))? {
                Taken::Item(item) => out.push(item),
                Taken::NotYet => {}
                Taken::Idle => return Ok(out),
            }
        }
    }

    #[test]
    fn slow_items_keep_their_place() -> Result<()> {
        let mut ordered = Ordered::new(4, Stop::default(), || {
            |n: u64| {
                std::thread::sleep(Duration::from_micros(if n.is_multiple_of(7) { 500 } else { 0 }));
                n
            }
        })?;
        (0..200).for_each(|n| ordered.submit(n));
        assert_eq!(all(&mut ordered)?, (0..200).collect::<Vec<_>>());
        Ok(())
    }

    #[test]
    fn a_panic_is_an_error_of_its_item_alone() -> Result<()> {
        let mut ordered = Ordered::new(1, Stop::default(), || {
            |n: u64| {
                assert!(n != 1, "one");
                n
            }
        })?;
        (0..3).for_each(|n| ordered.submit(n));
        assert_eq!(ordered.take(Duration::from_mins(1))?, Taken::Item(0));
        let error = ordered.take(Duration::from_mins(1)).map_err(|error| error.to_string());
        assert_eq!(error, Err("a fault in entmatch itself: one".to_owned()));
        assert_eq!(all(&mut ordered)?, [2]);
        Ok(())
    }

    #[test]
    fn what_is_dropped_stops() -> Result<()> {
        let stop = Stop::default();
        let seen = stop.clone();
        let mut ordered = Ordered::new(2, stop.clone(), move || {
            let seen = seen.clone();
            move |_: u64| {
                while !seen.is_raised() {
                    std::thread::yield_now();
                }
            }
        })?;
        (0..10).for_each(|n| ordered.submit(n));
        assert_eq!(ordered.take(Duration::ZERO)?, Taken::NotYet);
        drop(ordered);
        assert!(stop.is_raised());
        Ok(())
    }
}
