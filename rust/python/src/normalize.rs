//! Documents into judged mentions.

use crate::args::{DateArg, Text};
use crate::arrow::{Strings, TableColumns, batches};
use crate::belief::Belief;
use crate::error::{Failure, Result, data_error};
use crate::gazetteer::Gazetteer;
use crate::table::{Mention, MentionTable};
use entmatch_core::bulk::{Entries, Offsets, Positions};
use entmatch_core::document::{self, Document, Options, Scratch};
use entmatch_core::gazetteer::Date;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Turns documents into judged, linked mentions. Make one and use it for all, from any number of threads.
///
/// >>> import entmatch
/// >>> normalizer = entmatch.Normalizer()
/// >>> mentions = normalizer.normalize("Tokyo accuses Moscow of violating UNSC resolutions.", date="2024-06-20")
/// >>> [(mention.surface, mention.reading, mention.code) for mention in mentions]
/// [('Tokyo', 'actor', 'JPNGOV'), ('Moscow', 'actor', 'RUSGOV'), ('UNSC', 'actor', 'IGOUNO')]
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Normalizer {
    inner: document::Normalizer,
    gazetteer: Py<Gazetteer>,
    settings: Settings,
    /// Of calls that have ended, one for each that ran at the same time.
    scratches: Mutex<Vec<Scratch>>,
}

#[derive(Clone, Copy)]
struct Settings {
    min_score: f64,
    offsets: Offsets,
    embedded: bool,
}

#[pymethods]
impl Normalizer {
    /// Over a gazetteer, the embedded one if none is given. Mentions less probable than `min_score` are left out;
    /// `embedded` also gives the places inside longer names ("England" in "Bank of England"); `byte_offsets` counts
    /// positions in bytes of UTF-8 instead of characters.
    #[new]
    #[pyo3(signature = (gazetteer=None, *, min_score=0.0, embedded=false, byte_offsets=false))]
    fn new(
        py: Python<'_>,
        gazetteer: Option<Py<Gazetteer>>,
        min_score: f64,
        embedded: bool,
        byte_offsets: bool,
    ) -> Result<Self> {
        let gazetteer = match gazetteer {
            Some(gazetteer) => gazetteer,
            None => Gazetteer::default(py)?.cast_into::<Gazetteer>().map_err(PyErr::from)?.unbind(),
        };
        if !(0.0..=1.0).contains(&min_score) {
            return Err(data_error(format!("min_score is {min_score}, expected a probability from 0 to 1")).into());
        }
        let inner = document::Normalizer::new(gazetteer.get().inner().clone(), Options { embedded })?;
        let offsets = if byte_offsets { Offsets::Bytes } else { Offsets::CodePoints };
        let settings = Settings { min_score, offsets, embedded };
        Ok(Self { inner, gazetteer, settings, scratches: Mutex::default() })
    }

    /// The gazetteer in use.
    #[getter]
    fn gazetteer(&self, py: Python<'_>) -> Py<Gazetteer> {
        self.gazetteer.clone_ref(py)
    }

    /// The mentions of a text, in its order. `date` is the day on which it was written: offices and codes are those of
    /// that day. `lang` is its language (BCP 47), guessed if not given.
    #[pyo3(signature = (text, *, date: "str | datetime.date | None" = None, lang=None))]
    fn normalize(&self, py: Python<'_>, text: Text, date: Option<DateArg>, lang: Option<Text>) -> Result<Vec<Mention>> {
        let rows = py.detach(|| {
            let mut rows = Entries::default();
            let document = Document { text: &text, date: date.map(|date| date.0), lang: lang.as_deref() };
            self.with_scratch(|scratch| self.append("", &document, scratch, &mut rows))?;
            Ok::<_, Failure>(rows)
        })?;
        Ok(self.table(rows).mentions().collect())
    }

    /// The names of a text that may be places, also those left out of its mentions, and what each was judged by: a
    /// logistic model over some forty features of the name and its surroundings.
    ///
    /// >>> import entmatch
    /// >>> found = entmatch.Normalizer().beliefs("Reading on the train, she lives in Reading.")
    /// >>> [(belief.surface, belief.held) for belief in found]
    /// [('Reading', False), ('Reading', True)]
    #[pyo3(signature = (text, *, date: "str | datetime.date | None" = None, lang=None))]
    fn beliefs(&self, py: Python<'_>, text: Text, date: Option<DateArg>, lang: Option<Text>) -> Result<Vec<Belief>> {
        py.detach(|| {
            let document = Document { text: &text, date: date.map(|date| date.0), lang: lang.as_deref() };
            let mut positions = Positions::new(&text, self.settings.offsets);
            let beliefs = self.with_scratch(|scratch| self.inner.beliefs(&document, scratch))?;
            let gazetteer = self.inner.gazetteer();
            Ok(beliefs.into_iter().map(|belief| Belief::new(gazetteer, &text, belief, &mut positions)).collect())
        })
    }

    /// The mentions of each of some texts; `dates` and `langs` hold as many items as there are texts.
    #[pyo3(signature = (texts, *, dates: "collections.abc.Sequence[str | datetime.date | None] | None" = None, langs=None))]
    fn normalize_many(
        &self,
        py: Python<'_>,
        texts: Vec<Text>,
        dates: Option<Vec<Option<DateArg>>>,
        langs: Option<Vec<Option<Text>>>,
    ) -> Result<Vec<Vec<Mention>>> {
        let documents = Documents::new(texts, None, dates, langs)?;
        let table = |scratch: &mut Scratch, (id, document): (&str, Document<'_>)| {
            let mut rows = Entries::default();
            self.append(id, &document, scratch, &mut rows)?;
            Ok(self.table(rows))
        };
        let tables = py.detach(|| {
            self.with_scratch(|scratch| documents.iter().map(|one| table(scratch, one)).collect::<Result<Vec<_>>>())
        })?;
        Ok(tables.iter().map(|table| table.mentions().collect()).collect())
    }

    /// The mentions of some texts as one table, with the ids of the texts: the quick way for many.
    #[pyo3(signature = (texts, *, ids=None, dates: "collections.abc.Sequence[str | datetime.date | None] | None" = None, langs=None))]
    fn normalize_batch(
        &self,
        py: Python<'_>,
        texts: Vec<Text>,
        ids: Option<Vec<Text>>,
        dates: Option<Vec<Option<DateArg>>>,
        langs: Option<Vec<Option<Text>>>,
    ) -> Result<MentionTable> {
        let documents = Documents::new(texts, ids, dates, langs)?;
        py.detach(|| {
            let mut rows = Entries::default();
            self.with_scratch(|scratch| {
                documents.iter().try_for_each(|(id, document)| self.append(id, &document, scratch, &mut rows))
            })?;
            Ok(self.table(rows))
        })
    }

    /// The mentions of the documents in a table: anything with `__arrow_c_stream__`, such as a table of pyarrow, a data
    /// frame of polars or pandas, a relation of duckdb. `text`, `id`, `date` and `lang` name its columns; documents
    /// without an id have the number of their row. Rows without a text give no mentions.
    #[pyo3(signature = (table: "typing.Any", *, text="text", id=None, date=None, lang=None))]
    fn normalize_table(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        text: &str,
        id: Option<&str>,
        date: Option<&str>,
        lang: Option<&str>,
    ) -> Result<MentionTable> {
        let name = |column: Option<&str>| column.map(str::to_owned);
        let columns = TableColumns { text: text.to_owned(), id: name(id), date: name(date), lang: name(lang) };
        let (mut rows, mut number) = (Entries::default(), 0);
        for batch in batches(table, columns)? {
            let batch = batch?;
            py.check_signals()?;
            let mut read = |scratch: &mut Scratch| {
                for row in 0..batch.texts.len() {
                    let numbered = number.to_string();
                    number += 1;
                    let Some(text) = batch.texts.get(row) else { continue };
                    let date = cell(batch.dates.as_ref(), row).filter(|date| !date.is_empty());
                    let date = date.map(Date::parse).transpose().map_err(|error| error.on_line(number))?;
                    let document = Document { text, date, lang: cell(batch.langs.as_ref(), row) };
                    self.append(cell(batch.ids.as_ref(), row).unwrap_or(&numbered), &document, scratch, &mut rows)?;
                }
                Ok::<_, Failure>(())
            };
            py.detach(|| self.with_scratch(&mut read))?;
        }
        Ok(self.table(rows))
    }

    /// Pickles as gazetteer and settings.
    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Remade<'py>> {
        let settings = PyDict::new(py);
        settings.set_item("min_score", self.settings.min_score)?;
        settings.set_item("embedded", self.settings.embedded)?;
        settings.set_item("byte_offsets", self.settings.offsets == Offsets::Bytes)?;
        let remake = py.import("entmatch.embedded")?.getattr("remake")?;
        Ok((remake, (self.gazetteer.clone_ref(py), settings)))
    }

    fn __repr__(&self) -> String {
        format!("<Normalizer over {} entities>", self.inner.gazetteer().len())
    }
}

impl Normalizer {
    fn append(&self, id: &str, document: &Document<'_>, scratch: &mut Scratch, rows: &mut Entries) -> Result<()> {
        let mentions = self.inner.normalize(document, scratch)?;
        let mut rows = rows.of_document(id, document.text, self.settings.offsets);
        rows.add_mentions(mentions, self.settings.min_score);
        Ok(())
    }

    /// Does something with the scratch of an earlier call, which knows the names that it met.
    fn with_scratch<T>(&self, job: impl FnOnce(&mut Scratch) -> T) -> T {
        let mut scratch = lock(&self.scratches).pop().unwrap_or_default();
        let done = job(&mut scratch);
        scratch.shrink();
        lock(&self.scratches).push(scratch);
        done
    }

    fn table(&self, rows: Entries) -> MentionTable {
        MentionTable::new(rows, self.inner.gazetteer())
    }
}

/// A scratch is whole in any case: a call that panicked has not put its own back.
fn lock(scratches: &Mutex<Vec<Scratch>>) -> MutexGuard<'_, Vec<Scratch>> {
    scratches.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cell(column: Option<&Strings>, row: usize) -> Option<&str> {
    column?.get(row)
}

/// A function and its arguments.
type Remade<'py> = (Bound<'py, PyAny>, (Py<Gazetteer>, Bound<'py, PyDict>));

/// Texts with what is known of each.
struct Documents {
    texts: Vec<Text>,
    ids: Option<Vec<Text>>,
    dates: Option<Vec<Option<DateArg>>>,
    langs: Option<Vec<Option<Text>>>,
}

impl Documents {
    fn new(
        texts: Vec<Text>,
        ids: Option<Vec<Text>>,
        dates: Option<Vec<Option<DateArg>>>,
        langs: Option<Vec<Option<Text>>>,
    ) -> Result<Self> {
        let lengths = [
            ("ids", ids.as_ref().map(Vec::len)),
            ("dates", dates.as_ref().map(Vec::len)),
            ("langs", langs.as_ref().map(Vec::len)),
        ];
        match lengths.into_iter().find(|(_, length)| length.is_some_and(|length| length != texts.len())) {
            Some((name, length)) => {
                let length = length.unwrap_or_default();
                Err(data_error(format!("{length} {name} for {} texts; give as many, or none", texts.len())).into())
            }
            None => Ok(Self { texts, ids, dates, langs }),
        }
    }

    fn iter(&self) -> impl Iterator<Item = (&str, Document<'_>)> {
        self.texts.iter().enumerate().map(|(at, text)| {
            let id = self.ids.as_ref().and_then(|ids| ids.get(at)).map_or("", |id| id);
            let date = self.dates.as_ref().and_then(|dates| *dates.get(at)?).map(|date| date.0);
            let lang = self.langs.as_ref().and_then(|langs| langs.get(at)?.as_deref());
            (id, Document { text, date, lang })
        })
    }
}
