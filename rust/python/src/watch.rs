//! Long work beside the interpreter: told to Python a few times a second, ended by Ctrl-C.

use crate::error::{Failure, Result};
use entmatch_core::gazetteer::sources::Progress;
use pyo3::prelude::*;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

const EVERY: Duration = Duration::from_millis(100);

/// Runs `work` on another thread without the interpreter lock. Meanwhile `tell` is called with the bytes read and the
/// bytes there are, and signals are looked at; what either raises stops the work and is raised here.
pub(crate) fn watched<T: Send>(
    py: Python<'_>,
    progress: &Arc<Progress>,
    total: u64,
    tell: Option<&Py<PyAny>>,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    py.detach(|| {
        std::thread::scope(|scope| {
            // Nothing is sent: that the sender is gone says that the work has ended, be it by a panic.
            let (working, ended) = sync_channel::<()>(0);
            let worker = scope.spawn(move || {
                let _working = working;
                work()
            });
            let mut raised = None;
            while ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                let asked = Python::attach(|py| {
                    py.check_signals()?;
                    tell.map_or(Ok(()), |tell| tell.call1(py, (progress.read(), total)).map(drop))
                });
                if let Err(error) = asked {
                    raised.get_or_insert(error);
                    progress.stop();
                }
            }
            let done = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            raised.map_or(done, |error| Err(Failure::Python(error)))
        })
    })
}
