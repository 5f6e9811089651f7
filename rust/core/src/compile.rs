//! Gazetteer to index: the one place that sees both.
//!
//! Reads a [`gazetteer::Gazetteer`](crate::gazetteer::Gazetteer) and gives the bytes of a `*.emx` file. Names are
//! folded to keys (on all cores), grouped, and each key's weight is shared out among the entities that it may mean.
//! Everything is ordered by id or by text, so that the bytes depend on the content alone.

mod back;
mod case;
mod fold;
mod group;
mod lexemes;
mod links;
mod prominence;
mod stages;
mod variants;

pub use back::add_compiled;

use crate::error::{Error, Result};
use crate::gazetteer::{Case, Date, Entity, Gazetteer, Lexeme, Name, NameKind};
use crate::index::{Counts, Marks, Meta, NameRow, SectionId, Tables, write_tables};
use crate::{resolve, scan};
use std::collections::{BTreeMap, HashSet};

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    /// A title for people, kept in the file.
    pub title: String,
    /// Threads for folding; all cores where absent. The bytes are the same with any number.
    pub threads: Option<usize>,
    /// Leave out what finds names by their sound: the file is a third smaller and made in half the time, and a name is
    /// resolved by the spellings that are in it only. Finding names in texts does not need it.
    pub without_sounds: bool,
    /// Spellings that the schemes of [`translit`](crate::translit) add to an entity, at most; none by default. Each
    /// says in its `via` how it came about, is a name of nothing else that is written, and costs about 130 bytes.
    pub variants: usize,
    /// Only for entities of this [prominence](crate::gazetteer::Entity::prominence) or more; all by default.
    pub variants_from: Option<f32>,
}

/// What was compiled, and what could not be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompileReport {
    /// Numbers of what is inside.
    pub counts: Counts,
    /// Relations and roles that lead to an id which is not there. They are left out.
    pub dangling: Vec<Dangling>,
    /// Spellings that were added, see [`CompileOptions::variants`].
    pub variants: u64,
    /// Names without a letter or digit, as entity id and text. They are kept, but never found.
    pub names_without_words: Vec<(String, String)>,
    /// Lexemes that are not one word, or carry an unknown mark. They are left out.
    pub bad_lexemes: Vec<String>,
}

/// A link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dangling {
    /// The entity that carries the link.
    pub from: String,
    /// What it says: `capital_of`, `role president`.
    pub link: String,
    /// The id that is not in the gazetteer.
    pub to: String,
}

/// Compiles a gazetteer into the bytes of a file.
///
/// # Errors
/// If two entities have the same id, an entity has no name or more than 65,535, or a date is not a date.
///
/// ```
/// use entmatch_core::compile::{CompileOptions, compile};
/// use entmatch_core::gazetteer::Gazetteer;
/// let file = compile(&Gazetteer::default(), &CompileOptions::default())?;
/// assert!(entmatch_core::index::Gazetteer::from_bytes(file)?.is_empty());
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
pub fn compile(gazetteer: &Gazetteer, options: &CompileOptions) -> Result<Vec<u8>> {
    compile_with_report(gazetteer, options).map(|(file, _)| file)
}

/// Compiles, and says what could not be used.
///
/// # Errors
/// As [`compile`].
pub fn compile_with_report(gazetteer: &Gazetteer, options: &CompileOptions) -> Result<(Vec<u8>, CompileReport)> {
    let mut report = CompileReport::default();
    let entities = sorted(&gazetteer.entities)?;
    let folded_lexemes = fold_lexemes(&gazetteer.lexemes, &mut report);
    let marks: Vec<(&str, Marks)> = folded_lexemes.iter().map(|(word, marks)| (word.as_str(), *marks)).collect();
    let common: HashSet<&str> = marks.iter().filter(|(_, marks)| marks.common_word()).map(|(word, _)| *word).collect();

    let prominence: Vec<f32> = entities.iter().map(|entity| prominence::of(entity)).collect();
    let wants: Vec<bool> =
        prominence.iter().map(|known| options.variants_from.is_none_or(|from| *known >= from)).collect();
    let marks_of = |word: &str| folded_lexemes.get(word).copied().unwrap_or_default();
    let variants = variants::derive(&entities, &wants, options.variants, threads(options), &marks_of);
    report.variants = variants.iter().map(|added| added.len() as u64).sum();
    let (mut names, first_names) = name_rows(&entities, &variants)?;
    let is_common = |word: &str| common.contains(word);
    let (folded, cases) = fold::fold_all(&names, threads(options), &is_common);
    for (row, case) in names.iter_mut().zip(cases) {
        row.case = case;
    }
    let groups = group::group(&folded, &names, &first_names, &prominence);
    for name in folded.names_without(names.len() as u32) {
        let entity = first_names.partition_point(|first| *first <= name) - 1;
        if let (Some(entity), Some(row)) = (entities.get(entity), names.get(name as usize)) {
            report.names_without_words.push((entity.id.clone(), row.text.to_owned()));
        }
    }
    let facts = links::resolve(&entities, &mut report.dangling)?;

    report.counts = Counts {
        entities: entities.len() as u64,
        names: names.len() as u64,
        keys: groups.keys.len() as u64,
        postings: groups.postings.len() as u64,
        relations: facts.iter().map(|facts| facts.relations.len() as u64).sum(),
        roles: facts.iter().map(|facts| facts.roles.len() as u64).sum(),
        codes: facts.iter().map(|facts| facts.codes.len() as u64).sum(),
        lexemes: marks.len() as u64,
        agents: gazetteer.agents.len() as u64,
    };
    let meta = Meta {
        made_by: format!("entmatch {}", env!("CARGO_PKG_VERSION")),
        title: options.title.clone(),
        counts: report.counts,
        attributions: gazetteer.attributions.clone(),
    };
    let tables = Tables {
        entities,
        prominence,
        names,
        first_names,
        keys: groups.keys,
        keyed_names: groups.keyed_names,
        postings: groups.postings,
        facts,
        marks,
        agents: &gazetteer.agents,
        meta,
    };
    // What takes most memory to make comes first, while the file is not there yet.
    let sounds = (!options.without_sounds).then(|| resolve::build(stages::sounding_keys(&tables)));
    let words = lexemes::build(&tables.marks);
    let (scan, writer) = beside(threads(options) > 1, || stages::scan_section(&tables), || write_tables(&tables));
    let scan = scan?;
    let mut writer = writer?;
    writer.section(SectionId::LEXEMES, 1, &words)?;
    writer.section(SectionId::SCAN, scan::SECTION_VERSION, &scan)?;
    if let Some(sounds) = sounds {
        writer.section(SectionId::RESOLVE, resolve::SECTION_VERSION, &sounds)?;
    }
    Ok((writer.finish(), report))
}

/// Both results; made at the same time if there are threads.
fn beside<A: Send, B>(threads: bool, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
    if !threads {
        return (a(), b());
    }
    std::thread::scope(|scope| {
        let a = scope.spawn(a);
        let b = b();
        (a.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), b)
    })
}

fn threads(options: &CompileOptions) -> usize {
    options.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
}

/// The entities by id, which must be unique.
fn sorted(entities: &[Entity]) -> Result<Vec<&Entity>> {
    let mut sorted: Vec<&Entity> = entities.iter().collect();
    // As a builder gives them.
    if sorted.is_sorted_by(|a, b| a.id < b.id) {
        return Ok(sorted);
    }
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(twice) = sorted.windows(2).find_map(|pair| (pair[0].id == pair[1].id).then_some(&pair[0].id)) {
        return Err(Error::data(format!(
            "two entities have the id {twice:?}; expected unique ids (GazetteerBuilder merges entities of one id)"
        )));
    }
    Ok(sorted)
}

/// The names of all entities, the canonical one of each first and the variants last; and where those of each begin.
fn name_rows<'t>(entities: &[&'t Entity], variants: &'t [Vec<Name>]) -> Result<(Vec<NameRow<'t>>, Vec<u32>)> {
    let mut rows = Vec::with_capacity(entities.iter().map(|entity| entity.names.len()).sum());
    let mut firsts = Vec::with_capacity(entities.len() + 1);
    for (at, entity) in entities.iter().enumerate() {
        firsts.push(rows.len() as u32);
        let bad = |what: String| Error::data(format!("entity {:?} {what}", entity.id));
        let canonical = entity.names.iter().position(|name| name.kind == NameKind::Preferred).unwrap_or(0);
        let others = entity.names.iter().enumerate().filter(|(index, _)| *index != canonical).map(|(_, name)| name);
        let variants = variants.get(at).into_iter().flatten();
        for name in entity.names.get(canonical).into_iter().chain(others).chain(variants) {
            if name.text.is_empty() {
                continue;
            }
            let (from, to) =
                dates(name.from.as_deref(), name.to.as_deref()).map_err(|e| bad(e.message().to_owned()))?;
            let case = name.case.unwrap_or(Case::Any);
            rows.push(NameRow { text: &name.text, kind: name.kind, name, source: &entity.source, case, from, to });
        }
        let count = rows.len() - firsts.last().map_or(0, |first| *first as usize);
        if entity.id.is_empty() || count == 0 {
            return Err(bad("has no id or no name; expected both".to_owned()));
        }
        if count > usize::from(u16::MAX) {
            return Err(bad(format!("has {count} names; expected at most {}", u16::MAX)));
        }
    }
    let count = u32::try_from(rows.len()).map_err(|_| Error::data("more than 4 thousand million names"))?;
    firsts.push(count);
    Ok((rows, firsts))
}

fn dates(from: Option<&str>, to: Option<&str>) -> Result<(Option<Date>, Option<Date>)> {
    Ok((from.map(Date::earliest).transpose()?, to.map(Date::latest).transpose()?))
}

fn fold_lexemes(lexemes: &[Lexeme], report: &mut CompileReport) -> BTreeMap<String, Marks> {
    let mut folded = BTreeMap::new();
    for lexeme in lexemes {
        let word = crate::text::key(&lexeme.lexeme);
        match Marks::from_words(lexeme.marks.iter().map(String::as_str)) {
            Ok(marks) if !word.is_empty() && !word.contains(' ') => {
                let entry: &mut Marks = folded.entry(word).or_default();
                *entry = entry.union(marks);
            }
            _ => report.bad_lexemes.push(lexeme.lexeme.clone()),
        }
    }
    folded
}

/// What a kind of name is worth as evidence for its entity, apart from how well known the entity is.
fn name_weight(kind: NameKind) -> f32 {
    match kind {
        NameKind::Preferred => 1.0,
        NameKind::Short | NameKind::Exonym => 0.9,
        NameKind::Demonym | NameKind::Adjective => 0.8,
        NameKind::Acronym => 0.7,
        NameKind::Alias => 0.5,
        NameKind::Transcription => 0.4,
        NameKind::Historical | NameKind::Nickname => 0.3,
        NameKind::Abbreviation => 0.2,
    }
}
