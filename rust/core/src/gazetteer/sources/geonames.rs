//! The `GeoNames` dump, as <https://download.geonames.org/export/dump/> describes it in its readme.
//!
//! Files are known by their names; each plain, compressed, or in its zip archive:
//! - `allCountries`, `XX` (a country), `cities500` and its like: the places, 19 columns. At least one is needed.
//! - `alternateNamesV2`: names with languages. Without it the places' own column of names, without languages, is used.
//! - `admin1CodesASCII`, `admin2Codes`: the divisions, which may be missing among the places.
//! - `hierarchy`: what lies in what. Without it the columns of division codes say so.
//! - `countryInfo`: the countries.
//!
//! Places are streamed, twice: first to know which there are and how their divisions are called, then to give them.
//! What stays in memory is four bytes a place and the alternate names of the places that are taken.

mod alternates;
mod columns;
mod features;

use super::zipped::open_text;
use super::{Emit, ImportOptions, Lines, Record, file_name, give};
use crate::error::{Error, Result};
use crate::gazetteer::countries::iso3;
use crate::gazetteer::{Attribution, BuildReport, Entity, Kind, Name, NameKind, Place, Relation, RelationKind};
use alternates::Alternates;
use columns::{Row, each_row};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

pub(super) const SOURCE: &str = "geonames";

/// What a file is, by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Places,
    Alternates,
    Divisions(Kind),
    Hierarchy,
    Countries,
}

fn role(path: &Path) -> Role {
    let name = file_name(path);
    match () {
        () if name.contains("alternatenames") => Role::Alternates,
        () if name.contains("admin1codes") => Role::Divisions(Kind::Admin1),
        () if name.contains("admin2codes") => Role::Divisions(Kind::Admin2),
        () if name.contains("hierarchy") => Role::Hierarchy,
        () if name.contains("countryinfo") => Role::Countries,
        () => Role::Places,
    }
}

/// How often a file is read.
pub(super) fn passes(path: &Path) -> u64 {
    if matches!(role(path), Role::Places | Role::Divisions(_)) { 2 } else { 1 }
}

/// The feature code of a state that is no more; it shares its ISO code with a living one.
const FORMER_STATE: &str = "PCLH";

/// What the first pass finds out.
#[derive(Default)]
struct Known {
    /// Ids of the places that are taken. Only asked, never walked.
    places: HashSet<u32>,
    /// Division code (`US.CA`, `US.CA.037`) to id.
    divisions: HashMap<String, u32>,
    /// ISO 3166-1 alpha-3.
    countries: HashSet<String>,
    /// The states among the places, which have that code for an id.
    states: HashMap<u32, String>,
    /// Child to parents.
    parents: BTreeMap<u32, Vec<u32>>,
    alternates: Option<Alternates>,
}

/// Reads the files together.
///
/// # Errors
/// If a file cannot be read, or there is none with places.
pub fn read(files: &[PathBuf], options: &ImportOptions, emit: Emit<'_>) -> Result<BuildReport> {
    let mut report = BuildReport::default();
    let of = |wanted: Role| files.iter().filter(move |path| role(path) == wanted);
    if of(Role::Places).next().is_none() {
        return Err(Error::data("no file of places is among these; give allCountries, a country (XX) or citiesN, too"));
    }
    let mut known = Known::default();
    for path in of(Role::Places) {
        each_row(path, options, |row| {
            note_place(&row, options, &mut known);
            Ok(())
        })?;
    }
    for path in files.iter().filter(|path| matches!(role(path), Role::Divisions(_))) {
        each_row(path, options, |row| {
            if let (Some(code), Ok(id)) = (row.text(0), row.number::<u32>(3)) {
                known.divisions.entry(code.to_owned()).or_insert(id);
            }
            Ok(())
        })?;
    }
    give(Record::Attribution(attribution()), emit, &mut report, Path::new(SOURCE), 0);
    for path in of(Role::Countries) {
        rows(path, options, &mut report, |row, report| country(row, path, &mut known, emit, report))?;
    }
    let (places, divisions): (_, HashSet<u32>) = (&known.places, known.divisions.values().copied().collect());
    let mut alternates = None;
    for path in of(Role::Alternates) {
        let kept = alternates.get_or_insert_with(Alternates::default);
        rows(path, options, &mut report, |row, report| {
            let id: u32 = row.number(1)?;
            if places.contains(&id) || divisions.contains(&id) { kept.add(id, row, options) } else { skip(report) }
        })?;
    }
    if let Some(alternates) = &mut alternates {
        alternates.finish();
    }
    known.alternates = alternates;
    for path in of(Role::Hierarchy) {
        rows(path, options, &mut report, |row, report| {
            let (parent, child): (u32, u32) = (row.number(0)?, row.number(1)?);
            if known.places.contains(&child) && known.places.contains(&parent) {
                known.parents.entry(child).or_default().push(parent);
                Ok(())
            } else {
                skip(report)
            }
        })?;
    }
    for path in of(Role::Places) {
        rows(path, options, &mut report, |row, report| place(row, path, options, &known, emit, report))?;
    }
    for path in files {
        if let Role::Divisions(level) = role(path) {
            rows(path, options, &mut report, |row, report| division(row, path, level, &known, emit, report))?;
        }
    }
    Ok(report)
}

fn attribution() -> Attribution {
    Attribution {
        attribution: SOURCE.to_owned(),
        title: "GeoNames".to_owned(),
        license: "CC-BY-4.0".to_owned(),
        url: "https://www.geonames.org".to_owned(),
        text: "Contains data of GeoNames (geonames.org), licensed under CC BY 4.0.".to_owned(),
        ..Attribution::default()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the last word of closures that give a result")]
fn skip(report: &mut BuildReport) -> Result<()> {
    report.skipped += 1;
    Ok(())
}

/// Every row; one that cannot be used is reported.
fn rows(
    path: &Path,
    options: &ImportOptions,
    report: &mut BuildReport,
    mut use_row: impl FnMut(&Row<'_>, &mut BuildReport) -> Result<()>,
) -> Result<()> {
    each_row(path, options, |row| {
        if let Err(error) = use_row(&row, report) {
            report.records += 1;
            report.reject(path, row.line, &error, &row.fields.join("\t"));
        }
        Ok(())
    })
}

fn is_wanted(row: &Row<'_>, options: &ImportOptions) -> Option<Kind> {
    let kind = features::kind(row.text(6).unwrap_or_default(), row.text(7).unwrap_or_default())?;
    let population: u64 = row.number(14).unwrap_or(0);
    (kind != Kind::PopulatedPlace || population >= options.min_population).then_some(kind)
}

fn note_place(row: &Row<'_>, options: &ImportOptions, known: &mut Known) {
    let (Ok(id), Some(kind)) = (row.number::<u32>(0), is_wanted(row, options)) else { return };
    known.places.insert(id);
    let part = |at: usize| row.text(at).filter(|code| *code != "00");
    match (kind, row.text(8), part(10), part(11)) {
        (Kind::Country | Kind::Territory, Some(country), ..) => {
            known.countries.extend(iso3(country).map(str::to_owned));
            if let Some(iso3) = iso3(country).filter(|_| row.text(7) != Some(FORMER_STATE)) {
                known.states.insert(id, iso3.to_owned());
            }
        }
        (Kind::Admin1, Some(country), Some(first), _) => {
            known.divisions.entry(format!("{country}.{first}")).or_insert(id);
        }
        (Kind::Admin2, Some(country), Some(first), Some(second)) => {
            known.divisions.entry(format!("{country}.{first}.{second}")).or_insert(id);
        }
        _ => {}
    }
}

fn country(row: &Row<'_>, path: &Path, known: &mut Known, emit: Emit<'_>, report: &mut BuildReport) -> Result<()> {
    let iso3 = row.text(1).ok_or_else(|| Error::data("has no ISO 3166-1 code in the second column"))?;
    let name = row.text(4).ok_or_else(|| Error::data("has no name in the fifth column"))?;
    let mut entity = Entity {
        id: format!("country:{iso3}"),
        kind: Kind::Country,
        names: vec![Name { text: name.to_owned(), lang: "en".into(), kind: NameKind::Preferred, ..Name::default() }],
        place: Some(Place { country: Some(iso3.to_owned()), population: row.number(7).ok(), ..Place::default() }),
        source: SOURCE.to_owned(),
        ..Entity::default()
    };
    entity.ids.insert("iso3".to_owned(), iso3.to_owned());
    entity.ids.extend(row.text(0).map(|iso2| ("iso2".to_owned(), iso2.to_owned())));
    entity.ids.extend(row.text(16).map(|id| (SOURCE.to_owned(), id.to_owned())));
    known.countries.insert(iso3.to_owned());
    give(Record::Entity(Box::new(entity)), emit, report, path, row.line);
    Ok(())
}

fn place(
    row: &Row<'_>,
    path: &Path,
    options: &ImportOptions,
    known: &Known,
    emit: Emit<'_>,
    report: &mut BuildReport,
) -> Result<()> {
    if row.fields.len() != 19 {
        return Err(Error::data(format!("has {} columns, expected the 19 of a GeoNames file", row.fields.len())));
    }
    let number: u32 = row.number(0)?;
    let Some(kind) = is_wanted(row, options) else { return skip(report) };
    let country = row.text(8).and_then(iso3);
    let is_state = matches!(kind, Kind::Country | Kind::Territory) && row.text(7) != Some(FORMER_STATE);
    let id = match country.filter(|_| is_state) {
        Some(country) => format!("country:{country}"),
        None => format!("geonames:{number}"),
    };
    let mut names = vec![];
    if let Some(name) = row.text(1) {
        names.push(Name { text: name.to_owned(), kind: NameKind::Preferred, ..Name::default() });
    }
    if let Some(plain) = row.text(2).filter(|plain| Some(*plain) != row.text(1)) {
        names.push(Name { text: plain.to_owned(), ..Name::default() });
    }
    let mut ids = BTreeMap::from([(SOURCE.to_owned(), number.to_string())]);
    match &known.alternates {
        Some(alternates) => alternates.add_to(number, &mut names, &mut ids),
        None => names.extend(
            row.text(3)
                .unwrap_or_default()
                .split(',')
                .filter(|name| !name.is_empty())
                .map(|name| Name { text: name.to_owned(), ..Name::default() }),
        ),
    }
    let mut relations = Vec::new();
    let mut part_of = |to: String| {
        let relation = Relation { kind: RelationKind::PartOf, to };
        if relation.to != id && !relations.contains(&relation) {
            relations.push(relation);
        }
    };
    match known.parents.get(&number) {
        Some(parents) => parents.iter().for_each(|parent| {
            part_of(match known.states.get(parent) {
                Some(iso3) => format!("country:{iso3}"),
                None => format!("geonames:{parent}"),
            });
        }),
        None => {
            if let Some(parent) = division_of(row, kind, number, known) {
                part_of(format!("geonames:{parent}"));
            } else if let Some(country) = country.filter(|country| known.countries.contains(*country)) {
                part_of(format!("country:{country}"));
            }
        }
    }
    if let Some(country) = country.filter(|country| row.text(7) == Some("PPLC") && known.countries.contains(*country)) {
        relations.push(Relation { kind: RelationKind::CapitalOf, to: format!("country:{country}") });
    }
    let entity = Entity {
        id,
        kind,
        names,
        place: Some(Place {
            lat: Some(row.number(4)?),
            lon: Some(row.number(5)?),
            country: country.map(str::to_owned),
            population: row.number(14).ok().filter(|number| *number > 0),
        }),
        relations,
        ids,
        source: SOURCE.to_owned(),
        ..Entity::default()
    };
    give(Record::Entity(Box::new(entity)), emit, report, path, row.line);
    Ok(())
}

/// The division that a place lies in by its codes.
fn division_of(row: &Row<'_>, kind: Kind, number: u32, known: &Known) -> Option<u32> {
    let country = row.text(8)?;
    let first = row.text(10).filter(|code| *code != "00")?;
    let second = row.text(11).filter(|_| kind != Kind::Admin2);
    let by_second = second.and_then(|second| known.divisions.get(&format!("{country}.{first}.{second}")));
    let by_first = || known.divisions.get(&format!("{country}.{first}")).filter(|_| kind != Kind::Admin1);
    by_second.or_else(by_first).copied().filter(|parent| *parent != number)
}

/// A division that is not among the places.
fn division(
    row: &Row<'_>,
    path: &Path,
    kind: Kind,
    known: &Known,
    emit: Emit<'_>,
    report: &mut BuildReport,
) -> Result<()> {
    let number: u32 = row.number(3)?;
    if known.places.contains(&number) {
        return skip(report);
    }
    let code = row.text(0).ok_or_else(|| Error::data("has no code in the first column"))?;
    let name = row.text(1).ok_or_else(|| Error::data("has no name in the second column"))?;
    let country = code.split('.').next().and_then(iso3);
    let mut names = vec![Name { text: name.to_owned(), kind: NameKind::Preferred, ..Name::default() }];
    names
        .extend(row.text(2).filter(|plain| *plain != name).map(|plain| Name { text: plain.into(), ..Name::default() }));
    let mut ids = BTreeMap::from([(SOURCE.to_owned(), number.to_string())]);
    if let Some(alternates) = &known.alternates {
        alternates.add_to(number, &mut names, &mut ids);
    }
    let parent = match code.rsplit_once('.') {
        Some((first, _)) if kind == Kind::Admin2 => known.divisions.get(first).map(|id| format!("geonames:{id}")),
        _ => country.filter(|country| known.countries.contains(*country)).map(|country| format!("country:{country}")),
    };
    let entity = Entity {
        id: format!("geonames:{number}"),
        kind,
        names,
        place: Some(Place { country: country.map(str::to_owned), ..Place::default() }),
        relations: parent.into_iter().map(|to| Relation { kind: RelationKind::PartOf, to }).collect(),
        ids,
        source: SOURCE.to_owned(),
        ..Entity::default()
    };
    give(Record::Entity(Box::new(entity)), emit, report, path, row.line);
    Ok(())
}
