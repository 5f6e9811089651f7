//! Public sources into gazetteer JSON lines.

use crate::builder::report_json;
use crate::error::Result;
use crate::json::to_python;
use crate::watch::watched;
use entmatch_core::error::Error;
use entmatch_core::gazetteer::sources::{ImportOptions, Progress, Record, Source};
use pyo3::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes what a public source holds as gazetteer JSON lines, which `GazetteerBuilder.read` reads, record by record as
/// it is read; gives a report of what was used and what could not be. `source` is `geonames`, `wikidata`,
/// `followthemoney`, `cameo` or `jrc`, `files` the user's own downloads; `languages` (BCP 47) and `min_population` leave
/// out names and small places. `progress` is called a few times a second with the bytes read and the bytes there are.
#[pyfunction]
#[pyo3(signature = (
    source, files: "collections.abc.Sequence[str | os.PathLike[str]]", output: "str | os.PathLike[str]", *,
    languages: "collections.abc.Sequence[str] | None" = None, min_population=0,
    progress: "collections.abc.Callable[[int, int], object] | None" = None
) -> "dict[str, typing.Any]")]
pub(crate) fn import_source<'py>(
    py: Python<'py>,
    source: &str,
    files: Vec<PathBuf>,
    output: PathBuf,
    languages: Option<Vec<String>>,
    min_population: u64,
    progress: Option<Py<PyAny>>,
) -> Result<Bound<'py, PyAny>> {
    let source: Source = source.parse()?;
    let watch = Arc::new(Progress::default());
    let languages = languages.unwrap_or_default().into_iter().collect();
    let options = ImportOptions { languages, min_population, progress: Some(Arc::clone(&watch)) };
    let total = source.bytes_to_read(&files);
    let report = watched(py, &watch, total, progress.as_ref(), || {
        let partial = output.with_extension(format!("{}.partial", std::process::id()));
        let done = write(source, &files, &options, &partial)
            .and_then(|report| std::fs::rename(&partial, &output).map(|()| report).map_err(|e| Error::io(&output, &e)));
        if done.is_err() {
            // Nothing to do about a file that cannot be removed either; the first failure is the one to tell.
            let _ = std::fs::remove_file(&partial);
        }
        Ok(done.map(|report| report_json(&report))?)
    })?;
    Ok(to_python(py, &report)?)
}

fn write(
    source: Source,
    files: &[PathBuf],
    options: &ImportOptions,
    path: &Path,
) -> entmatch_core::error::Result<entmatch_core::gazetteer::BuildReport> {
    let failed = |error: std::io::Error| Error::io(path, &error);
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    // An error of the callback is for records that cannot be used; a full disk is another matter.
    let mut broken = None;
    let report = source.read(files, options, &mut |record: Record| {
        if broken.is_none() {
            let written = serde_json::to_writer(&mut out, &record).map_err(std::io::Error::from);
            broken = written.and_then(|()| out.write_all(b"\n")).err();
        }
        Ok(())
    })?;
    if let Some(error) = broken {
        return Err(failed(error));
    }
    out.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    Ok(report)
}
