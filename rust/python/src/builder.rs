//! Making a gazetteer.

use crate::args::Text;
use crate::error::{Result, data_error};
use crate::gazetteer::Gazetteer;
use crate::json::to_python;
use crate::watch::watched;
use entmatch_core::compile::{CompileOptions, CompileReport, add_compiled, compile_with_report};
use entmatch_core::gazetteer::sources::{self, ImportOptions, Progress};
use entmatch_core::gazetteer::{BuildReport, GazetteerBuilder as Builder, TableMapping};
use entmatch_core::index;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Collects entities from files and from code, merges those of one id, and compiles them.
///
/// >>> from entmatch import GazetteerBuilder
/// >>> builder = GazetteerBuilder()
/// >>> builder.add({"id": "org:iaea", "kind": "igo", "names": [{"text": "IAEA"}, {"text": "МАГАТЭ"}]})
/// >>> gazetteer = builder.build()
/// >>> [match.surface for match in gazetteer.find("Глава МАГАТЭ")]
/// ['МАГАТЭ']
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct GazetteerBuilder {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    builder: Builder,
    /// The reports of the last build, whose builder is gone.
    built: Option<(BuildReport, CompileReport)>,
}

impl GazetteerBuilder {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A builder is not left half changed by a panic, so that one in another thread is no reason to fail here.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl GazetteerBuilder {
    #[new]
    fn new() -> Self {
        Self { state: Mutex::default() }
    }

    /// Adds an entity, lexeme, agent or attribution: a dict or its JSON text, in the form that `Entity.to_dict` gives.
    /// An entity with an id that is there already is merged into it.
    #[pyo3(signature = (record: "dict[str, typing.Any] | str"))]
    fn add(&self, py: Python<'_>, record: &Bound<'_, PyAny>) -> Result<()> {
        let json = match record.cast::<PyDict>() {
            Ok(dict) => py.import("json")?.call_method1("dumps", (dict,))?.extract::<Text>()?,
            Err(_) => record.extract::<Text>()?,
        };
        let builder = &mut self.lock().builder;
        let before = builder.report().rejected;
        builder.read_jsonl_from(json.replace('\n', " ").as_bytes(), "record")?;
        let report = builder.report();
        match report.rejects.last() {
            Some(reject) if report.rejected > before => Err(data_error(reject.reason.clone()).into()),
            _ => Ok(()),
        }
    }

    /// Adds one name of an entity, which is made if it is not there.
    #[pyo3(signature = (name, id=None, *, kind="other", lang="", country=None))]
    fn add_name(&self, name: Text, id: Option<&str>, kind: &str, lang: &str, country: Option<&str>) -> Result<()> {
        let mut entity = json!({
            "id": id.map_or_else(|| format!("list:{}", &*name), str::to_owned),
            "kind": kind,
            "names": [{"text": &*name, "lang": lang}],
        });
        if let Some(country) = country {
            entity["place"] = json!({"country": country});
        }
        let entity = serde_json::from_value(entity).map_err(|error| data_error(error.to_string()))?;
        Ok(self.lock().builder.add(entity)?)
    }

    /// Reads a file: JSON lines (one entity a line), a table with a header (CSV, TSV), or a gazetteer file; any but the
    /// last compressed with gzip, bzip2 or zstd if it likes. Where two records of one entity disagree, the lower rank
    /// is right. Records that cannot be used are in the report.
    ///
    /// `columns` says which column of a table holds a field, `values` what a field without a column is; given with
    /// JSON lines, these are rows of a table too. `progress` is called a few times a second with the bytes read and the
    /// bytes there are.
    #[pyo3(signature = (path: "str | os.PathLike[str]", *, columns=None, values=None, rank=0, progress: "collections.abc.Callable[[int, int], object] | None" = None))]
    fn read(
        &self,
        py: Python<'_>,
        path: PathBuf,
        columns: Option<BTreeMap<String, String>>,
        values: Option<BTreeMap<String, String>>,
        rank: u32,
        progress: Option<Py<PyAny>>,
    ) -> Result<()> {
        let mapping = mapping(columns, values);
        let watch = Arc::new(Progress::default());
        let total = std::fs::metadata(&path).map_or(0, |about| about.len());
        watched(py, &watch, total, progress.as_ref(), || {
            let builder = &mut self.lock().builder;
            builder.set_rank(rank);
            builder.set_progress(Some(Arc::clone(&watch)));
            let is_mapped = !(mapping.columns.is_empty() && mapping.values.is_empty());
            let done = match Source::of(&path) {
                Source::Compiled => index::Gazetteer::open(&path).and_then(|old| add_compiled(builder, &old, &path)),
                Source::Table => builder.read_csv(&path, &mapping),
                Source::Json if is_mapped => builder.read_json_rows(&path, &mapping),
                Source::Json => builder.read_jsonl(&path),
            };
            builder.set_progress(None);
            builder.set_rank(0);
            Ok(done?)
        })
    }

    /// Reads rows that were read elsewhere, each a JSON object on a line of `text`, as `read` reads those of a table.
    /// `name` and `first_line` are for the report.
    #[pyo3(signature = (text, name, *, columns=None, values=None, rank=0, first_line=1))]
    #[expect(clippy::too_many_arguments, reason = "named ones in Python")]
    fn read_rows(
        &self,
        py: Python<'_>,
        text: Text,
        name: PathBuf,
        columns: Option<BTreeMap<String, String>>,
        values: Option<BTreeMap<String, String>>,
        rank: u32,
        first_line: u64,
    ) -> Result<()> {
        let mapping = mapping(columns, values);
        let text: &str = &text;
        py.detach(|| {
            let builder = &mut self.lock().builder;
            builder.set_rank(rank);
            let done = builder.read_json_rows_from(text.as_bytes(), &name, &mapping, first_line);
            builder.set_rank(0);
            Ok(done?)
        })
    }

    /// Reads files of a public source together: `geonames`, `wikidata`, `followthemoney`, `cameo` or `jrc`. Records that
    /// cannot be used are in the report.
    ///
    /// `languages` limits the names that have one; populated places of fewer than `min_population` inhabitants are left
    /// out; `rank` is as for `read`.
    #[pyo3(signature = (source, files: "collections.abc.Sequence[str | os.PathLike[str]]", *, languages=None, min_population=0, rank=0))]
    fn read_source(
        &self,
        py: Python<'_>,
        source: &str,
        files: Vec<PathBuf>,
        languages: Option<Vec<String>>,
        min_population: u64,
        rank: u32,
    ) -> Result<()> {
        let source: sources::Source = source.parse()?;
        let languages = languages.unwrap_or_default().into_iter().collect();
        let options = ImportOptions { languages, min_population, progress: None };
        py.detach(|| {
            let builder = &mut self.lock().builder;
            builder.set_rank(rank);
            let done = builder.import(source, &files, &options);
            builder.set_rank(0);
            Ok(done?)
        })
    }

    /// Number of entities so far.
    fn __len__(&self) -> usize {
        self.lock().builder.len()
    }

    fn __repr__(&self) -> String {
        format!("<GazetteerBuilder of {} entities>", self.lock().builder.len())
    }

    /// What was read, and what could not be used and why; after `build`, the report of what was built.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let state = self.lock();
        let (report, compiled) = match &state.built {
            Some((read, compiled)) if state.builder.report().records == 0 => (read, Some(compiled)),
            _ => (state.builder.report(), None),
        };
        let mut about = report_json(report);
        if let Some(compiled) = compiled {
            let dangling = compiled.dangling.iter().map(|link| json!([link.from, link.link, link.to]));
            about["dangling"] = dangling.collect();
            about["variants"] = json!(compiled.variants);
            about["names_without_words"] = json!(compiled.names_without_words);
            about["bad_lexemes"] = json!(compiled.bad_lexemes);
        }
        to_python(py, &about)
    }

    /// Writes what was added as JSON lines, one record a line, entities by id, in the form that `read` reads; and
    /// empties the builder.
    #[pyo3(signature = (path: "str | os.PathLike[str]"))]
    fn write_jsonl(&self, py: Python<'_>, path: PathBuf) -> Result<()> {
        py.detach(|| {
            let mut builder = std::mem::take(&mut self.lock().builder);
            builder.join_dictionaries();
            let gazetteer = builder.finish();
            let mut lines = Vec::new();
            append(&mut lines, &gazetteer.attributions)?;
            append(&mut lines, &gazetteer.lexemes)?;
            append(&mut lines, &gazetteer.agents)?;
            append(&mut lines, &gazetteer.entities)?;
            Ok(index::write_atomically(&path, &lines)?)
        })
    }

    /// Compiles what was added into a gazetteer in memory, and empties the builder.
    ///
    /// With `sounds=False` it has nothing to find names by their sound: it is a third smaller and made in half the time,
    /// finds the same names in texts, and resolves a name by the spellings that are in it only.
    ///
    /// `variants` is how many spellings each entity gets at most from the schemes of transliteration, the most usual
    /// first; with `variants_from` only those of that prominence or more (0 a village, 10 a large country). They are found
    /// as fast as written names, are never the name of something else that is written, and say how they came about.
    ///
    /// >>> from entmatch import GazetteerBuilder
    /// >>> builder = GazetteerBuilder()
    /// >>> builder.add_name("평양", "city:pyongyang", kind="populated_place", lang="ko")
    /// >>> [found] = builder.build(variants=8).find("flights to Pkhenyan")
    /// >>> found.how, found.via
    /// ('transliterated', '평양, Kontsevich to Пхеньян, then BGN/PCGN')
    #[pyo3(signature = (*, title="", sounds=true, variants=0, variants_from=None))]
    fn build(
        &self,
        py: Python<'_>,
        title: &str,
        sounds: bool,
        variants: usize,
        variants_from: Option<f32>,
    ) -> Result<Gazetteer> {
        py.detach(|| {
            let mut state = self.lock();
            let mut builder = std::mem::take(&mut state.builder);
            builder.join_dictionaries();
            let read = builder.report().clone();
            let options = CompileOptions {
                title: title.to_owned(),
                without_sounds: !sounds,
                variants,
                variants_from,
                ..CompileOptions::default()
            };
            let (bytes, compiled) = compile_with_report(&builder.finish(), &options)?;
            state.built = Some((read, compiled));
            Ok(Gazetteer::new(index::Gazetteer::from_bytes(bytes)?, None))
        })
    }
}

/// What was read and what could not be used, as Python sees it.
pub(crate) fn report_json(report: &BuildReport) -> serde_json::Value {
    let rejects: Vec<_> = report
        .rejects
        .iter()
        .map(|reject| {
            json!({"file": reject.path.display().to_string(), "line": reject.line, "reason": reject.reason,
                   "raw": reject.record})
        })
        .collect();
    json!({
        "summary": report.to_string(),
        "records": report.records,
        "added": report.added,
        "merged": report.merged,
        "joined": report.joined,
        "others": report.others,
        "skipped": report.skipped,
        "empty_records": report.empty_records,
        "empty_names": report.empty_names,
        "duplicate_names": report.duplicate_names,
        "rejected": report.rejected,
        "rejects": rejects,
        "notes": report.notes,
    })
}

fn mapping(columns: Option<BTreeMap<String, String>>, values: Option<BTreeMap<String, String>>) -> TableMapping {
    TableMapping { columns: columns.unwrap_or_default(), values: values.unwrap_or_default(), ..TableMapping::default() }
}

fn append(lines: &mut Vec<u8>, records: &[impl Serialize]) -> Result<()> {
    for record in records {
        serde_json::to_writer(&mut *lines, record).map_err(|error| data_error(error.to_string()))?;
        lines.push(b'\n');
    }
    Ok(())
}

enum Source {
    Compiled,
    Table,
    Json,
}

impl Source {
    fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let name = [".gz", ".bz2", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
        match name.rsplit_once('.').map(|(_, suffix)| suffix) {
            Some("emx") => Self::Compiled,
            Some("csv" | "tsv" | "tab") => Self::Table,
            _ => Self::Json,
        }
    }
}
