//! `FollowTheMoney` entities as JSON lines: `OpenSanctions` and other collections.
//!
//! One entity a line: `{"id": ..., "schema": "Person", "properties": {"name": [...], "alias": [...], ...}}`. Taken are
//! people, organisations, companies, public bodies, vessels and aircraft; other schemata (ownership, sanctions,
//! addresses) are links between them and are counted as skipped.

use super::{Emit, ImportOptions, Lines, Record, give, open};
use crate::error::{Error, Result};
use crate::gazetteer::countries::iso3;
use crate::gazetteer::{Attribution, BuildReport, Entity, Kind, Name, NameKind, Place};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SOURCE: &str = "followthemoney";

#[derive(Deserialize)]
struct Item {
    id: String,
    schema: String,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<serde_json::Value>>,
}

impl Item {
    fn texts(&self, property: &str) -> impl Iterator<Item = &str> {
        self.properties.get(property).into_iter().flatten().filter_map(|value| value.as_str())
    }
}

/// Properties that are names, and what sort.
const NAMES: [(&str, NameKind); 5] = [
    ("name", NameKind::Preferred),
    ("alias", NameKind::Alias),
    ("weakAlias", NameKind::Nickname),
    ("abbreviation", NameKind::Acronym),
    ("previousName", NameKind::Historical),
];
/// Properties that are identifiers elsewhere.
const IDS: [(&str, &str); 7] = [
    ("wikidataId", "wikidata"),
    ("leiCode", "lei"),
    ("ogrnCode", "ogrn"),
    ("innCode", "inn"),
    ("imoNumber", "imo"),
    ("mmsi", "mmsi"),
    ("registrationNumber", "registration"),
];

/// Reads files of entities.
///
/// # Errors
/// If a file cannot be read.
pub fn read(files: &[PathBuf], options: &ImportOptions, emit: Emit<'_>) -> Result<BuildReport> {
    let mut report = BuildReport::default();
    let attribution = Attribution {
        attribution: SOURCE.to_owned(),
        title: "FollowTheMoney entities".to_owned(),
        license: "see the collection that they are from (OpenSanctions: CC-BY-NC-4.0)".to_owned(),
        url: "https://followthemoney.tech".to_owned(),
        ..Attribution::default()
    };
    give(Record::Attribution(attribution), emit, &mut report, Path::new(SOURCE), 0);
    for path in files {
        let mut lines = Lines::new(open(path, options.progress.as_ref())?, path);
        while let Some((number, line)) = lines.next()? {
            if line.trim_ascii().is_empty() {
                report.empty_records += 1;
                continue;
            }
            match serde_json::from_slice::<Item>(line)
                .map_err(|error| Error::data(format!("{error}; expected an entity")))
            {
                Ok(item) => match entity(&item) {
                    Some(entity) => give(Record::Entity(Box::new(entity)), emit, &mut report, path, number),
                    None => report.skipped += 1,
                },
                Err(error) => {
                    report.records += 1;
                    report.reject(path, number, &error, &String::from_utf8_lossy(line));
                }
            }
        }
    }
    Ok(report)
}

fn kind(schema: &str) -> Option<Kind> {
    Some(match schema {
        "Person" => Kind::Person,
        "Company" => Kind::Company,
        "PublicBody" => Kind::Government,
        "Organization" | "LegalEntity" => Kind::Organization,
        "Vessel" | "Airplane" | "Vehicle" => Kind::Other,
        _ => return None,
    })
}

fn entity(item: &Item) -> Option<Entity> {
    let kind = kind(&item.schema)?;
    let mut names: Vec<Name> = NAMES
        .into_iter()
        .flat_map(|(property, kind)| {
            item.texts(property).map(move |text| Name { text: text.to_owned(), kind, ..Name::default() })
        })
        .collect();
    if let Some(first) = names.iter().position(|name| name.text == item.caption) {
        names.swap(0, first);
        names.first_mut()?.kind = NameKind::Preferred;
    }
    let country = ["country", "nationality", "citizenship", "jurisdiction", "flag"]
        .into_iter()
        .flat_map(|property| item.texts(property))
        .find_map(iso3);
    let ids: BTreeMap<String, String> = IDS
        .into_iter()
        .filter_map(|(property, scheme)| Some((scheme.to_owned(), item.texts(property).next()?.to_owned())))
        .collect();
    Some(Entity {
        id: format!("ftm:{}", item.id),
        kind,
        names,
        place: country.map(|country| Place { country: Some(country.to_owned()), ..Place::default() }),
        ids,
        source: SOURCE.to_owned(),
        ..Entity::default()
    })
}
