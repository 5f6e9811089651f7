//! Public sources into gazetteer JSON lines.

use crate::builder::report_json;
use crate::error::Result;
use crate::json::to_python;
use entmatch_core::error::Error;
use entmatch_core::gazetteer::sources::{ImportOptions, Record, Source};
use pyo3::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes what a public source holds as gazetteer JSON lines, which `GazetteerBuilder.read` reads, record by record as
/// it is read; gives a report of what was used and what could not be. `source` is `geonames`, `wikidata`,
/// `followthemoney`, `cameo` or `jrc`, `files` the user's own downloads; `languages` (BCP 47) and `min_population` leave
/// out names and small places.
#[pyfunction]
#[pyo3(signature = (
    source, files: "collections.abc.Sequence[str | os.PathLike[str]]", output: "str | os.PathLike[str]", *,
    languages: "collections.abc.Sequence[str] | None" = None, min_population=0
) -> "dict[str, typing.Any]")]
pub(crate) fn import_source<'py>(
    py: Python<'py>,
    source: &str,
    files: Vec<PathBuf>,
    output: PathBuf,
    languages: Option<Vec<String>>,
    min_population: u64,
) -> Result<Bound<'py, PyAny>> {
    let source: Source = source.parse()?;
    let options = ImportOptions { languages: languages.unwrap_or_default().into_iter().collect(), min_population };
    let report = py.detach(|| {
        let partial = output.with_extension(format!("{}.partial", std::process::id()));
        let done = write(source, &files, &options, &partial)
            .and_then(|report| std::fs::rename(&partial, &output).map(|()| report).map_err(|e| Error::io(&output, &e)));
        if done.is_err() {
            // Nothing to do about a file that cannot be removed either; the first failure is the one to tell.
            let _ = std::fs::remove_file(&partial);
        }
        done.map(|report| report_json(&report))
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
