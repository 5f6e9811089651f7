//! The Wikidata JSON dump (plain, gzip, bzip2 or zstd): one item a line, in one large array.
//!
//! Taken are labels, aliases, short names (P1813) and demonyms (P1549) in the wanted languages; what the item is (P31,
//! by a table of common classes); country (P17, P27), place (P625), population (P1082), identifiers (`GeoNames` P1566,
//! ISO 3166 P297, P298); offices held (P39 with P580 and P582); capital of (P1376), located in (P131), part of (P361),
//! member of (P463), replaces (P1365). Items of other classes are counted as skipped.
//!
//! The dump is read twice: first for the countries and offices that items are linked to, looking only into lines that
//! may hold one; then for everything. What stays in memory is those two tables.

mod classes;
mod item;

use super::{Emit, ImportOptions, Lines, Record, give, open};
use crate::error::{Error, Result};
use crate::gazetteer::{Attribution, BuildReport, Entity, Kind, Name, NameKind, Place, Relation, RelationKind, Role};
use item::{Claim, Item};
use memchr::memmem::Finder;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

const SOURCE: &str = "wikidata";

/// What items are linked to.
#[derive(Default)]
struct Known {
    /// Item to ISO 3166-1 alpha-3.
    countries: HashMap<String, String>,
    /// Item to English label and jurisdiction.
    offices: HashMap<String, (String, Option<String>)>,
}

/// Reads dumps.
///
/// # Errors
/// If a file cannot be read.
pub fn read(files: &[PathBuf], options: &ImportOptions, emit: Emit<'_>) -> Result<BuildReport> {
    let mut report = BuildReport::default();
    let mut known = Known::default();
    for path in files {
        note_links(path, options, &mut known)?;
    }
    let attribution = Attribution {
        attribution: SOURCE.to_owned(),
        title: "Wikidata".to_owned(),
        license: "CC0-1.0".to_owned(),
        url: "https://www.wikidata.org".to_owned(),
        ..Attribution::default()
    };
    give(Record::Attribution(attribution), emit, &mut report, Path::new(SOURCE), 0);
    for path in files {
        let mut lines = Lines::new(open(path, options.progress.as_ref())?, path);
        while let Some((number, line)) = lines.next()? {
            let Some(json) = item_of(line) else {
                report.empty_records += 1;
                continue;
            };
            match serde_json::from_slice::<Item>(json) {
                Ok(item) => match entity(&item, options, &known) {
                    Some(entity) => give(Record::Entity(Box::new(entity)), emit, &mut report, path, number),
                    None => report.skipped += 1,
                },
                Err(error) => {
                    let error = Error::data(format!("{error}; expected an item of a Wikidata JSON dump"));
                    report.records += 1;
                    report.reject(path, number, &error, &String::from_utf8_lossy(json));
                }
            }
        }
    }
    Ok(report)
}

/// The item of a line; nothing for the brackets of the array.
fn item_of(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let line = line.strip_suffix(b",").unwrap_or(line);
    (!matches!(line, b"" | b"[" | b"]")).then_some(line)
}

fn note_links(path: &Path, options: &ImportOptions, known: &mut Known) -> Result<()> {
    let signs: Vec<Finder<'_>> =
        ["\"P298\"", "\"Q4164871\"", "\"Q294414\""].iter().map(|sign| Finder::new(sign.as_bytes())).collect();
    let mut lines = Lines::new(open(path, options.progress.as_ref())?, path);
    while let Some((_, line)) = lines.next()? {
        if !signs.iter().any(|sign| sign.find(line).is_some()) {
            continue;
        }
        let Some(Ok(item)) = item_of(line).map(serde_json::from_slice::<Item>) else { continue };
        if let Some(iso3) = item.claims.iso3.iter().find_map(Claim::text) {
            known.countries.insert(item.id.clone(), iso3.to_owned());
        }
        let is_office =
            item.claims.class.iter().filter_map(Claim::item).any(|class| matches!(class, "Q4164871" | "Q294414"));
        if let Some(label) = item.labels.get("en").filter(|_| is_office) {
            let jurisdiction = item.claims.jurisdiction.iter().chain(&item.claims.country).find_map(Claim::item);
            known.offices.insert(item.id.clone(), (label.value.clone(), jurisdiction.map(str::to_owned)));
        }
    }
    Ok(())
}

impl Known {
    /// The id under which an item is given.
    fn id(&self, item: &str) -> String {
        self.countries.get(item).map_or_else(|| format!("wikidata:{item}"), |iso3| format!("country:{iso3}"))
    }
}

fn entity(item: &Item, options: &ImportOptions, known: &Known) -> Option<Entity> {
    let claims = &item.claims;
    let kind = claims.class.iter().filter_map(Claim::item).find_map(classes::kind);
    let kind = kind.or_else(|| (!claims.geonames.is_empty()).then_some(Kind::Region))?;
    let population = claims.population.iter().filter_map(Claim::quantity).next_back();
    if kind == Kind::PopulatedPlace && population.unwrap_or(0) < options.min_population {
        return None;
    }
    let names = names(item, options);
    if names.is_empty() {
        return None;
    }
    let country = claims
        .country
        .iter()
        .chain(&claims.citizenship)
        .filter_map(Claim::item)
        .find_map(|country| known.countries.get(country));
    let own = known.countries.get(&item.id);
    let coordinates = claims.coordinates.iter().find_map(Claim::coordinates);
    let place = Place {
        lat: coordinates.map(|(lat, _)| lat),
        lon: coordinates.map(|(_, lon)| lon),
        country: own.or(country).cloned(),
        population,
    };
    Some(Entity {
        id: known.id(&item.id),
        kind: if own.is_some() { Kind::Country } else { kind },
        names,
        place: (place != Place::default()).then_some(place),
        roles: roles(item, known),
        relations: relations(item, kind, known),
        ids: ids(item),
        source: SOURCE.to_owned(),
        ..Entity::default()
    })
}

fn names(item: &Item, options: &ImportOptions) -> Vec<Name> {
    let name =
        |text: &str, lang: &str, kind| Name { text: text.to_owned(), lang: lang.to_owned(), kind, ..Name::default() };
    let mut names = Vec::new();
    // English first: the first preferred name is the canonical one.
    let wanted = |lang: &&String| options.wants(lang) && lang.as_str() != "en";
    let english = item.labels.get_key_value("en").filter(|_| options.wants("en"));
    for (lang, label) in english.into_iter().chain(item.labels.iter().filter(|(lang, _)| wanted(lang))) {
        names.push(name(&label.value, lang, NameKind::Preferred));
    }
    for (lang, aliases) in item.aliases.iter().filter(|(lang, _)| options.wants(lang)) {
        names.extend(aliases.iter().map(|alias| name(&alias.value, lang, NameKind::Alias)));
    }
    for (claims, kind) in [(&item.claims.short_name, NameKind::Short), (&item.claims.demonym, NameKind::Demonym)] {
        let texts = claims.iter().filter_map(Claim::monolingual).filter(|(_, lang)| options.wants(lang));
        names.extend(texts.map(|(text, lang)| name(text, lang, kind)));
    }
    names
}

fn roles(item: &Item, known: &Known) -> Vec<Role> {
    let role = |claim: &Claim| {
        let (label, jurisdiction) = known.offices.get(claim.item()?)?;
        Some(Role {
            office: label.clone(),
            of: known.id(jurisdiction.as_deref()?),
            from: claim.qualifier_date("P580"),
            to: claim.qualifier_date("P582"),
            ..Role::default()
        })
    };
    item.claims.office.iter().filter_map(role).collect()
}

fn relations(item: &Item, kind: Kind, known: &Known) -> Vec<Relation> {
    let claims = &item.claims;
    let of_country: &[Claim] = if kind.is_place() { &[] } else { &claims.country };
    let mut relations = Vec::new();
    for (claims, kind) in [
        (claims.capital_of.as_slice(), RelationKind::CapitalOf),
        (&claims.located_in, RelationKind::PartOf),
        (&claims.part_of, RelationKind::PartOf),
        (&claims.member_of, RelationKind::MemberOf),
        (&claims.replaces, RelationKind::SuccessorOf),
        (&claims.citizenship, RelationKind::OfCountry),
        (of_country, RelationKind::OfCountry),
    ] {
        // What ended is no relation of today, and relations have no dates.
        for claim in claims.iter().filter(|claim| claim.qualifier_date("P582").is_none()) {
            let Some(to) = claim.item() else { continue };
            let relation = Relation { kind, to: known.id(to) };
            if !relations.contains(&relation) {
                relations.push(relation);
            }
        }
    }
    relations
}

fn ids(item: &Item) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::from([(SOURCE.to_owned(), item.id.clone())]);
    for (claims, scheme) in
        [(&item.claims.geonames, "geonames"), (&item.claims.iso2, "iso2"), (&item.claims.iso3, "iso3")]
    {
        if let Some(id) = claims.iter().find_map(Claim::text) {
            ids.insert(scheme.to_owned(), id.to_owned());
        }
    }
    ids
}
