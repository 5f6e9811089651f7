//! Actor dictionaries: roots, synonyms, codes.

use super::{SOURCE, dates, words};
use crate::error::{Error, Result};
use crate::gazetteer::countries::iso3;
use crate::gazetteer::sources::{Emit, Record, give};
use crate::gazetteer::{BuildReport, Case, Code, Entity, Kind, Name, NameKind, Place};
use std::collections::BTreeSet;
use std::path::Path;

/// Collects the lines of one actor, and gives it when the next begins.
pub(super) struct Actors<'p> {
    path: &'p Path,
    block: Option<Block>,
    /// Countries that have their entity: the first actor with the bare code of a country is the country.
    countries: BTreeSet<String>,
}

struct Block {
    line: u64,
    root: String,
    synonyms: Vec<String>,
    codes: Vec<Code>,
    /// `[---]` was among the codes.
    is_none: bool,
    /// Lines that belong to it and were used.
    lines: u64,
}

impl<'p> Actors<'p> {
    pub(super) fn new(path: &'p Path) -> Self {
        Self { path, block: None, countries: BTreeSet::new() }
    }

    pub(super) fn line(&mut self, number: u64, text: &str, emit: Emit<'_>, report: &mut BuildReport) {
        let starts_with_blank = text.starts_with(char::is_whitespace);
        let trimmed = text.trim();
        let result = if let Some(synonym) = trimmed.strip_prefix('+') {
            self.synonym(synonym, number, report)
        } else if trimmed.starts_with('[') {
            self.codes(trimmed, number, report)
        } else if starts_with_blank {
            Err(Error::data("begins with white space but is neither a code in brackets nor a synonym (+NAME)"))
        } else {
            self.finish(emit, report);
            self.root(trimmed, number, report)
        };
        if let Err(error) = result {
            report.records += 1;
            report.reject(self.path, number, &error, text);
        }
    }

    fn root(&mut self, text: &str, line: u64, report: &mut BuildReport) -> Result<()> {
        let (name, codes) = text.split_at(text.find('[').unwrap_or(text.len()));
        let root = words(name);
        if root.is_empty() {
            return Err(Error::data("has no name before the code"));
        }
        self.block = Some(Block { line, root, synonyms: Vec::new(), codes: Vec::new(), is_none: false, lines: 1 });
        if codes.is_empty() {
            return Ok(());
        }
        self.codes(codes, line, report)
    }

    fn synonym(&mut self, text: &str, number: u64, report: &mut BuildReport) -> Result<()> {
        let (name, codes) = text.split_at(text.find('[').unwrap_or(text.len()));
        let name = words(name);
        let block = self.block.as_mut().ok_or_else(|| Error::data("is a synonym before any name"))?;
        if name.is_empty() {
            return Err(Error::data("is a synonym without text"));
        }
        block.synonyms.push(name);
        block.lines += 1;
        // Some dictionaries write the code behind the last synonym.
        if codes.is_empty() { Ok(()) } else { self.codes(codes, number, report) }
    }

    /// Reads one or more `[CODE dates]`. Each that cannot be read is reported; the others are used.
    fn codes(&mut self, text: &str, line: u64, report: &mut BuildReport) -> Result<()> {
        let block = self.block.as_mut().ok_or_else(|| Error::data("is a code before any name"))?;
        block.lines += 1;
        let mut rest = text.trim();
        while !rest.is_empty() {
            let Some((inside, after)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) else {
                return Err(Error::data(format!("{rest:?} is not a code in brackets: [CODE] or [CODE dates]")));
            };
            match dates::code(inside) {
                Ok(Some(code)) => block.codes.push(code),
                Ok(None) => block.is_none = true,
                Err(error) => {
                    report.records += 1;
                    report.reject(self.path, line, &error, text);
                }
            }
            rest = after.trim();
        }
        Ok(())
    }

    /// Gives the actor that was being collected.
    pub(super) fn finish(&mut self, emit: Emit<'_>, report: &mut BuildReport) {
        let Some(block) = self.block.take() else { return };
        if block.codes.is_empty() {
            if block.is_none {
                report.skipped += 1;
            } else {
                let lines = block.lines;
                let error = Error::data(format!("has no code that can be used; its {lines} lines are left out"));
                report.records += 1;
                report.reject(self.path, block.line, &error, &block.root);
            }
            return;
        }
        let line = block.line;
        let entity = self.entity(block);
        give(Record::Entity(Box::new(entity)), emit, report, self.path, line);
    }

    fn entity(&mut self, block: Block) -> Entity {
        let state = block.codes.iter().find_map(|code| iso3(code.code.get(..3)?));
        let bare = block.codes.iter().find(|code| code.from.is_none() && code.to.is_none());
        let bare = bare.and_then(|code| (code.code.len() == 3).then(|| iso3(&code.code)).flatten());
        let country = bare.filter(|country| self.countries.insert((*country).to_owned()));
        let id = match country {
            Some(country) => format!("country:{country}"),
            None => format!("cameo:{}", block.root.to_lowercase().replace(' ', "-")),
        };
        let kind = if country.is_some() { Kind::Country } else { kind(&block.codes) };
        let mut names = Vec::new();
        add_names(&mut names, &block.root, NameKind::Preferred);
        for synonym in &block.synonyms {
            add_names(&mut names, synonym, NameKind::Alias);
        }
        Entity {
            id,
            kind,
            names,
            place: state.map(|state| Place { country: Some(state.to_owned()), ..Place::default() }),
            codes: block.codes,
            source: SOURCE.to_owned(),
            ..Entity::default()
        }
    }
}

/// What an actor is, as far as its codes tell.
fn kind(codes: &[Code]) -> Kind {
    // Offices are held for a time, and by people.
    if codes.iter().any(|code| code.code.len() > 3 && (code.from.is_some() || code.to.is_some())) {
        return Kind::Person;
    }
    let Some(code) = codes.first().map(|code| code.code.as_str()) else { return Kind::Other };
    let (head, role) = (code.get(..3).unwrap_or_default(), code.get(3..6).unwrap_or_default());
    match (head, role) {
        ("IGO", _) => Kind::Igo,
        ("NGO" | "NGM", _) | (_, "NGO" | "NGM") => Kind::Ngo,
        ("MNC", _) | (_, "MNC" | "BUS") => Kind::Company,
        ("REB" | "SEP" | "UAF" | "INS", _) | (_, "REB" | "SEP" | "UAF" | "INS") => Kind::ArmedGroup,
        (_, "GOV") => Kind::Government,
        (_, "LEG") => Kind::Legislature,
        (_, "MIL") => Kind::Military,
        (_, "COP") => Kind::Police,
        (_, "JUD") => Kind::Court,
        (_, "MED") => Kind::Media,
        (_, "PTY" | "OPP") => Kind::Party,
        (_, "") if iso3(head).is_some() => Kind::Country,
        _ => Kind::Organization,
    }
}

/// Adds a name; an acronym in parentheses behind it is a name of its own.
fn add_names(names: &mut Vec<Name>, text: &str, kind: NameKind) {
    match text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((long, short)) if !long.trim().is_empty() && !short.trim().is_empty() && !short.contains(' ') => {
            names.push(name(long.trim(), kind));
            let short = short.trim().to_owned();
            names.push(Name { text: short, kind: NameKind::Acronym, case: Some(Case::Exact), ..Name::default() });
        }
        _ => names.push(name(text, kind)),
    }
}

/// A name of a dictionary, which are all capitals: `AL_JAZEERA` is written as `Al Jazeera`, `UNSC` and `U.N.` stay.
fn name(text: &str, kind: NameKind) -> Name {
    if is_acronym(text) {
        return Name { text: text.to_owned(), kind: NameKind::Acronym, case: Some(Case::Exact), ..Name::default() };
    }
    let words = text.split(' ').enumerate().map(|(at, word)| {
        let lower = word.to_lowercase();
        if at > 0 && SMALL_WORDS.contains(&lower.as_str()) { lower } else { titled(word) }
    });
    let titled = words.collect::<Vec<_>>().join(" ");
    Name { text: titled, lang: "en".to_owned(), kind, ..Name::default() }
}

/// Words that stay small inside a name.
const SMALL_WORDS: [&str; 15] =
    ["a", "and", "at", "de", "del", "des", "du", "for", "in", "of", "on", "the", "to", "von", "with"];

fn titled(word: &str) -> String {
    let mut titled = String::with_capacity(word.len());
    let mut at_start = true;
    for c in word.chars() {
        if at_start {
            titled.push(c);
        } else {
            titled.extend(c.to_lowercase());
        }
        at_start = !c.is_alphanumeric() && c != '\'';
    }
    titled
}

/// One word of two or three letters, or with dots between letters, or without a vowel.
fn is_acronym(text: &str) -> bool {
    let is_word = SMALL_WORDS.contains(&text.to_lowercase().as_str());
    if is_word || text.contains(' ') || text.chars().any(char::is_lowercase) {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let has_vowel = text.chars().any(|c| "AEIOUY".contains(c));
    (2..=3).contains(&letters) || text.contains('.') || (letters > 1 && !has_vowel)
}
