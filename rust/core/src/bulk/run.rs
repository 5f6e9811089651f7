//! A job under way: as much read ahead as threads and memory want, results in order.

use super::feed::Task;
use super::ordered::{Ordered, Stop, Taken};
use super::work::{Done, Settings, Worker};
use crate::document::Normalizer;
use crate::error::Result;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// How long [`Run::step`] waits before it lets the caller look whether the user wants to stop.
const PATIENCE: Duration = Duration::from_millis(50);
/// Tasks under way for each thread: one in work, some waiting for it or for their turn.
const AHEAD: usize = 4;
/// What a process takes that has read nothing: the interpreter, a mapped gazetteer, what threads and writers hold.
const BASE: usize = 320 << 20;
/// What a byte of text takes on its way at the worst: names end to end, a row for each. News takes a fifth.
const WORST: usize = 240;

/// The longest record that a job may take in, if its process is to stay below `memory` whatever the record holds.
///
/// ```
/// assert_eq!(entmatch_core::bulk::longest_record(2 << 30) >> 20, 7);
/// ```
pub fn longest_record(memory: usize) -> usize {
    memory.saturating_sub(BASE) / WORST
}

/// What [`Run::step`] gives.
#[derive(Debug)]
pub enum Step {
    /// The next result, in the order of the input.
    Done(Box<Done>),
    /// Nothing yet.
    NotYet,
    /// All is done.
    End,
}

/// Documents in, results out, with threads of its own.
pub struct Run {
    threads: Ordered<Task, Done>,
    sizes: VecDeque<usize>,
    /// Bytes of input under way.
    under_way: usize,
    ahead: usize,
    memory: usize,
    /// Read already, but there is no room for it yet.
    held: Option<Task>,
    at_end: bool,
}

impl Run {
    /// A run of `jobs` threads that reads ahead only as long as the process takes less than about `memory` bytes (one
    /// task is always let in; [`longest_record`] says how large it may be).
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(normalizer: Arc<Normalizer>, settings: Settings, jobs: usize, memory: usize) -> Result<Self> {
        let (stop, settings) = (Stop::default(), Arc::new(settings));
        let flag = stop.clone();
        let threads = Ordered::new(jobs, stop, move || {
            let mut worker = Worker::new(Arc::clone(&normalizer), Arc::clone(&settings), flag.clone());
            move |task| worker.work(task)
        })?;
        let ahead = jobs.max(1) * AHEAD;
        let memory = memory.saturating_sub(BASE);
        Ok(Self { threads, sizes: VecDeque::new(), under_way: 0, ahead, memory, held: None, at_end: false })
    }

    /// Fetches more work if there is room for it, and gives the next result if it is ready.
    ///
    /// # Errors
    /// Those of `more`; and if a thread failed.
    pub fn step(&mut self, mut more: impl FnMut() -> Result<Option<Task>>) -> Result<Step> {
        let mut patience = Duration::ZERO;
        loop {
            // Results first: reading may block (a slow pipe), and what is ready need not wait for it.
            match self.threads.take(patience)? {
                Taken::Item(done) => {
                    self.under_way -= self.sizes.pop_front().unwrap_or_default();
                    return Ok(Step::Done(Box::new(done)));
                }
                Taken::NotYet if patience > Duration::ZERO => return Ok(Step::NotYet),
                Taken::Idle if self.at_end && self.held.is_none() => return Ok(Step::End),
                Taken::NotYet | Taken::Idle => {}
            }
            if self.held.is_none() && !self.at_end && self.threads.under_way() < self.ahead {
                self.held = more()?;
                self.at_end = self.held.is_none();
            }
            match self
                .held
                .take_if(|task| self.threads.under_way() == 0 || fits(self.under_way + task.bytes(), self.memory))
            {
                Some(task) => {
                    self.under_way += task.bytes();
                    self.sizes.push_back(task.bytes());
                    self.threads.submit(task);
                }
                None => patience = PATIENCE,
            }
        }
    }
}

/// True if the results of so many bytes of input fit, whatever they hold.
fn fits(bytes: usize, memory: usize) -> bool {
    bytes.saturating_mul(WORST) <= memory
}
