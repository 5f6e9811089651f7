//! Files for the readers and writers in Python: unpacking, packing.

use crate::error::{Failure, Result, data_error};
use entmatch_core::bulk::{OnSignal, Packing, is_damage, open, stopped};
use entmatch_core::error::Error;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Why a step failed, where that is Python's own error and the core only knows that something did.
#[derive(Clone, Default)]
pub(crate) struct Cause(Arc<Mutex<Option<PyErr>>>);

impl Cause {
    /// Puts Python's error aside; the core is told that there is one.
    pub(crate) fn keep(&self, error: PyErr) -> io::Error {
        *lock(&self.0) = Some(error);
        stopped()
    }

    /// Python's error, if there is one.
    pub(crate) fn take(&self) -> Option<PyErr> {
        lock(&self.0).take()
    }

    /// What to do when a signal comes while a file is read: ask Python, which has an error once the user has pressed
    /// Ctrl-C.
    pub(crate) fn on_signal(&self) -> OnSignal {
        let cause = self.clone();
        Box::new(move || signals().map_err(|error| cause.keep(error)))
    }
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is not general enough in its lifetime"
)]
fn signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The unpacked bytes of a file, plain, gzip or zstd; `-` is standard input.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct InputFile {
    path: PathBuf,
    stream: Mutex<Box<dyn Read + Send>>,
    read: Arc<AtomicU64>,
    cause: Cause,
}

#[pymethods]
impl InputFile {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> Result<Self> {
        let (cause, read) = (Cause::default(), Arc::default());
        let opened = py.detach(|| open(&path, 0, Arc::clone(&read), cause.on_signal()))?;
        Ok(Self { path, stream: Mutex::new(opened.stream), read, cause })
    }

    /// The next bytes, at most `size`; none at the end. A damaged packed file is a `DataError`.
    fn read<'py>(&self, py: Python<'py>, size: usize) -> PyResult<Bound<'py, PyBytes>> {
        let got = py.detach(|| {
            let mut buffer = vec![0; size];
            let read = lock(&self.stream).read(&mut buffer)?;
            buffer.truncate(read);
            Ok(buffer)
        });
        match got {
            Ok(bytes) => Ok(PyBytes::new(py, &bytes)),
            Err(error) => Err(self.cause.take().unwrap_or_else(|| self.failure(&error))),
        }
    }

    /// How many bytes of the file as it lies on the disk are behind.
    #[getter]
    fn position(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }
}

impl InputFile {
    fn failure(&self, error: &io::Error) -> PyErr {
        if is_damage(error) {
            return data_error(format!("the compressed file is damaged here: {error}"));
        }
        Failure::from(Error::io(&self.path, error)).into()
    }
}

/// Packs a stream piece by piece: `gzip` or `zstd`.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Packer(Mutex<Option<entmatch_core::bulk::Packer>>);

#[pymethods]
impl Packer {
    #[new]
    fn new(packing: &str) -> PyResult<Self> {
        let packing = match packing {
            "gzip" => Packing::Gzip,
            "zstd" => Packing::Zstd,
            other => return Err(data_error(format!("no packing {other:?}; gzip and zstd are known"))),
        };
        Ok(Self(Mutex::new(Some(entmatch_core::bulk::Packer::new(packing)?))))
    }

    /// Takes the next bytes, gives those packed bytes that are ready.
    fn pack<'py>(&self, py: Python<'py>, data: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        let packed = py.detach(|| lock(&self.0).as_mut().map(|packer| packer.pack(data)).transpose())?;
        Ok(PyBytes::new(py, &packed.unwrap_or_default()))
    }

    /// The packed bytes that are left.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let whole = lock(&self.0).take();
        let rest = whole.map(entmatch_core::bulk::Packer::finish).transpose()?;
        Ok(PyBytes::new(py, &rest.unwrap_or_default()))
    }
}
