//! JRC-Names, the European Commission's list of entities and their spellings in the news.
//!
//! Tab-separated: number, type (`P` person, `O` organisation; others are events and products), languages (`u` for
//! any), name with `+` between words. Rows of one number follow each other; the first is the main spelling.
//! ```text
//! 9000001<tab>P<tab>u<tab>Jane+Doe
//! 9000001<tab>P<tab>el,ru<tab>Τζέιν+Ντόου
//! ```

use super::zipped::open_text;
use super::{Emit, ImportOptions, Lines, Record, give};
use crate::error::{Error, Result};
use crate::gazetteer::{Attribution, BuildReport, Entity, Kind, Name, NameKind};
use std::path::{Path, PathBuf};

const SOURCE: &str = "jrc-names";

/// Reads files of names.
///
/// # Errors
/// If a file cannot be read.
pub fn read(files: &[PathBuf], options: &ImportOptions, emit: Emit<'_>) -> Result<BuildReport> {
    let mut report = BuildReport::default();
    let attribution = Attribution {
        attribution: SOURCE.to_owned(),
        title: "JRC-Names".to_owned(),
        license: "see the terms of the Joint Research Centre".to_owned(),
        url: "https://data.europa.eu/data/datasets/jrc-emm-jrc-names".to_owned(),
        text: "JRC-Names, European Commission, Joint Research Centre.".to_owned(),
        ..Attribution::default()
    };
    give(Record::Attribution(attribution), emit, &mut report, Path::new(SOURCE), 0);
    for path in files {
        let mut lines = Lines::new(
            open_text(path, options.progress.as_ref(), |entry| !entry.to_lowercase().contains("readme"))?,
            path,
        );
        let mut current: Option<(u64, Entity)> = None;
        while let Some((number, bytes)) = lines.next()? {
            if bytes.trim_ascii().is_empty() || bytes.starts_with(b"#") {
                report.empty_records += 1;
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            match row(&text) {
                Ok((id, kind, languages, name)) => {
                    let id = format!("jrc:{id}");
                    if current.as_ref().is_none_or(|(_, entity)| entity.id != id) {
                        if let Some((line, entity)) = current.take() {
                            give(Record::Entity(Box::new(entity)), emit, &mut report, path, line);
                        }
                        current = Some((number, Entity { id, kind, source: SOURCE.to_owned(), ..Entity::default() }));
                    }
                    if let Some((_, entity)) = &mut current {
                        add(entity, languages, &name, options);
                    }
                }
                Err(error) => {
                    report.records += 1;
                    report.reject(path, number, &error, &text);
                }
            }
        }
        if let Some((line, entity)) = current {
            give(Record::Entity(Box::new(entity)), emit, &mut report, path, line);
        }
    }
    Ok(report)
}

fn row(text: &str) -> Result<(u64, Kind, &str, String)> {
    let mut fields = text.split('\t');
    let (Some(id), Some(kind), Some(languages), Some(name)) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        let found = text.split('\t').count();
        return Err(Error::data(format!("has {found} columns; expected number, type, languages, name")));
    };
    let id = id.parse().map_err(|_| Error::data(format!("the number is {id:?}; expected digits")))?;
    let kind = match kind {
        "P" => Kind::Person,
        "O" => Kind::Organization,
        _ => Kind::Other,
    };
    Ok((id, kind, languages, name.replace('+', " ")))
}

fn add(entity: &mut Entity, languages: &str, name: &str, options: &ImportOptions) {
    let kind = if entity.names.is_empty() { NameKind::Preferred } else { NameKind::Alias };
    for language in languages.split(',').map(|language| if language == "u" { "" } else { language.trim() }) {
        if options.wants(language) || kind == NameKind::Preferred {
            entity.names.push(Name { text: name.to_owned(), lang: language.to_owned(), kind, ..Name::default() });
        }
    }
}
