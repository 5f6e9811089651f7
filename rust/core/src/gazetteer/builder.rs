//! Collects entities from anywhere and makes one gazetteer of them.

use super::check;
use super::ids::Ids;
use super::merge::merge;
use super::model::{Agent, Attribution, Entity, Gazetteer, Lexeme};
use super::report::BuildReport;
use super::sources::{ImportOptions, Progress, Record, Source};
use super::table::TableMapping;
use super::{join, json_rows, lines, table};
use crate::error::{Error, Result};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads entities from files and from code, merges those of one id, and reports what it could not use.
///
/// ```
/// use entmatch_core::gazetteer::{Entity, GazetteerBuilder, Name};
/// let mut builder = GazetteerBuilder::new();
/// let name = |text: &str| Name { text: text.to_owned(), ..Name::default() };
/// builder.add(Entity { id: "org:iaea".into(), names: vec![name("IAEA"), name("МАГАТЭ")], ..Entity::default() })?;
/// assert!(builder.add(Entity { id: "org:none".into(), ..Entity::default() }).is_err(), "it has no name");
/// assert_eq!(builder.finish().entities.len(), 1);
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct GazetteerBuilder {
    entities: Vec<Entity>,
    ranks: Vec<u32>,
    ids: Ids,
    lexemes: Vec<Lexeme>,
    agents: Vec<Agent>,
    attributions: Vec<Attribution>,
    rank: u32,
    progress: Option<Arc<Progress>>,
    report: BuildReport,
}

impl GazetteerBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the rank of what is added from now on: where two records of one entity disagree, the lower rank is right,
    /// and of equal ranks the earlier record. Names, roles, relations and codes of both are kept in any case.
    pub fn set_rank(&mut self, rank: u32) {
        self.rank = rank;
    }

    /// Lets another thread see how far the reading of files is.
    pub fn set_progress(&mut self, progress: Option<Arc<Progress>>) {
        self.progress = progress;
    }

    /// Adds an entity, or merges it into the one with the same id.
    ///
    /// # Errors
    /// If it has no id or no name, or a date, a coordinate or a country code is not one. Nothing is added then.
    pub fn add(&mut self, mut entity: Entity) -> Result<()> {
        let removed = check::tidy(&mut entity)?;
        self.report.empty_names += removed.empty;
        self.report.duplicate_names += removed.duplicates;
        // Readers leave room for four names, which most entities have not: a third of the memory of a long list.
        entity.names.shrink_to_fit();
        match self.ids.get(&entity.id, &self.entities) {
            None => {
                let number = u32::try_from(self.entities.len())
                    .map_err(|_| Error::data("more than 4 thousand million entities"))?;
                self.ids.insert(&entity.id, number);
                self.entities.push(entity);
                self.ranks.push(self.rank);
                self.report.added += 1;
            }
            Some(at) => {
                let at = at as usize;
                if let (Some(known), Some(rank)) = (self.entities.get_mut(at), self.ranks.get_mut(at)) {
                    if self.rank < *rank {
                        std::mem::swap(known, &mut entity);
                        *rank = self.rank;
                    }
                    self.report.duplicate_names += merge(known, entity);
                    self.report.merged += 1;
                }
            }
        }
        Ok(())
    }

    /// Adds what is known of a word.
    ///
    /// # Errors
    /// If the word is empty or a mark is unknown.
    pub fn add_lexeme(&mut self, lexeme: Lexeme) -> Result<()> {
        if lexeme.lexeme.trim().is_empty() {
            return Err(Error::data("the lexeme is empty; expected a word"));
        }
        if let Some(mark) = lexeme.marks.iter().find(|mark| !Lexeme::MARKS.contains(&mark.as_str())) {
            let known = Lexeme::MARKS.join(", ");
            return Err(Error::data(format!("the mark {mark:?} is unknown; expected any of: {known}")));
        }
        self.report.others += 1;
        self.lexemes.push(lexeme);
        Ok(())
    }

    /// Adds an agent phrase.
    ///
    /// # Errors
    /// If the phrase is empty, or the code is not `~` and one to five roles of three letters.
    pub fn add_agent(&mut self, agent: Agent) -> Result<()> {
        check::agent(&agent)?;
        self.report.others += 1;
        self.agents.push(agent);
        Ok(())
    }

    /// Adds a source with its terms; a second one with the same key replaces the first.
    pub fn add_attribution(&mut self, attribution: Attribution) {
        self.report.others += 1;
        self.attributions.retain(|known| known.attribution != attribution.attribution);
        self.attributions.push(attribution);
    }

    /// Reads a file of JSON lines (plain, gzip, bzip2 or zstd): entities, lexemes, agents, attributions.
    /// Lines that cannot be used are reported, not fatal.
    ///
    /// # Errors
    /// If the file cannot be read, is empty, or is not text.
    pub fn read_jsonl(&mut self, path: &Path) -> Result<()> {
        let stream = super::sources::open(path, self.progress.as_ref())?;
        self.read_jsonl_from(stream, path)
    }

    /// Reads JSON lines from a stream; `name` is for messages.
    ///
    /// # Errors
    /// As [`read_jsonl`](Self::read_jsonl).
    pub fn read_jsonl_from(&mut self, stream: impl Read, name: impl AsRef<Path>) -> Result<()> {
        lines::read(self, stream, name.as_ref())
    }

    /// Reads JSON lines whose objects are rows of a table (plain, gzip, bzip2 or zstd): the fields of the mapping, or
    /// those of the same names, as in [`read_csv`](Self::read_csv); `aliases` may be a list.
    ///
    /// # Errors
    /// As [`read_jsonl`](Self::read_jsonl), or if the mapping names an unknown field.
    pub fn read_json_rows(&mut self, path: &Path, mapping: &TableMapping) -> Result<()> {
        let stream = super::sources::open(path, self.progress.as_ref())?;
        self.read_json_rows_from(stream, path, mapping, 1)
    }

    /// Reads JSON rows from a stream; `name` is for messages, in which lines are counted from `first_line`.
    ///
    /// # Errors
    /// As [`read_json_rows`](Self::read_json_rows).
    pub fn read_json_rows_from(
        &mut self,
        stream: impl Read,
        name: impl AsRef<Path>,
        mapping: &TableMapping,
        first_line: u64,
    ) -> Result<()> {
        json_rows::read(self, stream, name.as_ref(), mapping, first_line)
    }

    /// Reads a table of comma- or tab-separated values (plain, gzip, bzip2 or zstd). Rows that cannot be used are
    /// reported, not fatal.
    ///
    /// # Errors
    /// If the file cannot be read or is empty, or has not the columns of the mapping.
    pub fn read_csv(&mut self, path: &Path, mapping: &TableMapping) -> Result<()> {
        let stream = super::sources::open(path, self.progress.as_ref())?;
        table::read(self, stream, path, mapping)
    }

    /// Reads a table from a stream; `name` is for messages, and its suffix `.tsv` says that tabs separate.
    ///
    /// # Errors
    /// As [`read_csv`](Self::read_csv).
    pub fn read_csv_from(&mut self, stream: impl Read, name: impl AsRef<Path>, mapping: &TableMapping) -> Result<()> {
        table::read(self, stream, name.as_ref(), mapping)
    }

    /// Reads files of a public source. Records that cannot be used are reported, not fatal.
    ///
    /// # Errors
    /// If a file cannot be read or is not of this source.
    pub fn import(&mut self, source: Source, files: &[PathBuf], options: &ImportOptions) -> Result<()> {
        let mut report = source.read(files, options, &mut |record| self.add_record(record))?;
        // The builder has counted what was added and merged, the source what was read.
        report.added = 0;
        report.merged = 0;
        report.others = 0;
        self.report.absorb(report);
        Ok(())
    }

    fn add_record(&mut self, record: Record) -> Result<()> {
        match record {
            Record::Entity(entity) => self.add(*entity),
            Record::Lexeme(lexeme) => self.add_lexeme(lexeme),
            Record::Agent(agent) => self.add_agent(agent),
            Record::Attribution(attribution) => {
                self.add_attribution(attribution);
                Ok(())
            }
        }
    }

    /// Merges the actors of dictionaries without ids (CAMEO) into the entities of other sources that have their names.
    pub fn join_dictionaries(&mut self) {
        let joined = join::dictionaries(&mut self.entities, &mut self.ranks);
        if joined > 0 {
            self.ids = Ids::of(&self.entities);
            self.report.joined += joined;
        }
    }

    /// The record of an entity, if there is one.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.ids.get(id, &self.entities).and_then(|at| self.entities.get(at as usize))
    }

    /// Number of entities so far.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// True if there is no entity yet.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// What was read and what could not be used.
    pub fn report(&self) -> &BuildReport {
        &self.report
    }

    pub(crate) fn report_mut(&mut self) -> &mut BuildReport {
        &mut self.report
    }

    /// Counts a record, uses it, and keeps it as a reject if that fails.
    pub(crate) fn try_record<S: AsRef<str>>(
        &mut self,
        path: &Path,
        line: u64,
        record: impl FnOnce() -> S,
        use_it: impl FnOnce(&mut Self) -> Result<()>,
    ) {
        self.report.records += 1;
        if let Err(error) = use_it(self) {
            self.report.reject(path, line, &error, record().as_ref());
        }
    }

    /// The gazetteer: entities by id, sources by key.
    pub fn finish(self) -> Gazetteer {
        let Self { entities, lexemes, agents, mut attributions, .. } = self;
        attributions.sort_by(|a, b| a.attribution.cmp(&b.attribution));
        Gazetteer { entities: by_id(entities), lexemes, agents, attributions }
    }
}

/// The entities in the order of their ids. Numbers are sorted in their place, which are smaller by far, and of ids that
/// begin alike the first bytes in which they may differ stand beside them, since most are told apart by those.
fn by_id(mut entities: Vec<Entity>) -> Vec<Entity> {
    let first = entities.first().map_or("", |entity| &entity.id).as_bytes();
    let alike = entities.iter().fold(first.len(), |alike, entity| {
        let pairs = first.iter().zip(entity.id.as_bytes()).take(alike);
        pairs.take_while(|(a, b)| a == b).count()
    });
    let head_of = |entity: &Entity| head(entity.id.as_bytes().get(alike..).unwrap_or_default());
    let mut order: Vec<(u128, usize)> = entities.iter().map(head_of).zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| entities[a.1].id.cmp(&entities[b.1].id)));
    order.into_iter().map(|(_, at)| std::mem::take(&mut entities[at])).collect()
}

/// The first sixteen bytes as a number that sorts as they do.
pub(crate) fn head(text: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    u128::from_be_bytes(bytes)
}
