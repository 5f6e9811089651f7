//! CAMEO dictionaries: actors and agents as TABARI, PETRARCH and Phoenix write them.
//!
//! Actors: a root with codes, synonyms, further codes. Words are joined by `_`; `#` and `;` begin remarks.
//! ```text
//! EXAMPLIA_ [EXA]
//! +REPUBLIC_OF_EXAMPLIA_
//! JANE_DOE_  # a remark
//! +MINISTER_JANE_DOE_
//!     [EXAGOV 010203-051231]     from 2001-02-03 to 2005-12-31
//!     [EXAELI >060101]           from 2006-01-01 on
//!     [EXAOPP <010202]           until 2001-02-02
//! ```
//! Dates are `yymmdd` (00 to 30 are of this century, as PETRARCH reads them) or `yyyymmdd`; a month or day that does
//! not exist is taken for the nearest that does. `[---]` says that a name is no actor.
//!
//! Agents: a phrase, its plural in braces if irregular (`{}`: none), and a code with `~` where the country's goes.
//! `!NAME!` stands for each member of a set.
//! ```text
//! !PERSON! = MAN, WOMAN
//! ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]
//! CLERGY!PERSON! [~REL]
//! ```
//!
//! Every line is blank, a remark, used, or in the report.

mod actors;
mod agents;
mod dates;

use super::{Emit, ImportOptions, Lines, Record, file_name, give, open};
use crate::error::{Error, Result};
use crate::gazetteer::{Attribution, BuildReport};
use std::path::{Path, PathBuf};

pub(in crate::gazetteer) const SOURCE: &str = "cameo";

/// Reads dictionaries; which are of agents is seen from what they hold.
///
/// # Errors
/// If a file cannot be read.
pub fn read(files: &[PathBuf], options: &ImportOptions, emit: Emit<'_>) -> Result<BuildReport> {
    let mut report = BuildReport::default();
    let attribution = Attribution {
        attribution: SOURCE.to_owned(),
        title: "CAMEO actor and agent dictionaries".to_owned(),
        license: "see the head of each file".to_owned(),
        url: "https://github.com/openeventdata/Dictionaries".to_owned(),
        ..Attribution::default()
    };
    give(Record::Attribution(attribution), emit, &mut report, Path::new(SOURCE), 0);
    for path in files {
        read_file(path, options, emit, &mut report)?;
    }
    Ok(report)
}

fn read_file(path: &Path, options: &ImportOptions, emit: Emit<'_>, report: &mut BuildReport) -> Result<()> {
    let mut lines = Lines::new(open(path, options.progress.as_ref())?, path);
    let mut actors = actors::Actors::new(path);
    let mut agents = agents::Agents::new(path);
    let is_agents = file_name(path).contains("agent");
    let mut in_comment = false;
    while let Some((number, bytes)) = lines.next()? {
        let Ok(line) = std::str::from_utf8(bytes) else {
            let error = Error::data("is not UTF-8; save the file as UTF-8");
            report.records += 1;
            report.reject(path, number, &error, &String::from_utf8_lossy(bytes));
            continue;
        };
        let Some(text) = without_remark(line, &mut in_comment) else {
            report.empty_records += 1;
            continue;
        };
        if is_agents {
            agents.line(number, text, emit, report);
        } else {
            actors.line(number, text, emit, report);
        }
    }
    actors.finish(emit, report);
    Ok(())
}

/// What a line says without its remark; nothing if it is blank or all remark.
fn without_remark<'l>(line: &'l str, in_comment: &mut bool) -> Option<&'l str> {
    if *in_comment {
        *in_comment = !line.contains("-->");
        return None;
    }
    if let Some((before, after)) = line.split_once("<!--") {
        *in_comment = !after.contains("-->");
        return Some(before).filter(|text| !text.trim().is_empty());
    }
    let end = line.find(['#', ';']).unwrap_or(line.len());
    line.get(..end).filter(|text| !text.trim().is_empty())
}

/// `KIM_JONG_UN_` as `KIM JONG UN`.
fn words(text: &str) -> String {
    // Control characters are what is left of letters that were lost on the way.
    let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    text.split(|c: char| c == '_' || c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
