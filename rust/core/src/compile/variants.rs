//! Further spellings of an entity, made of its written names by the schemes of [`translit`](crate::translit).
//!
//! They are names like any other, so that a hit costs what an exact name costs, and each says in its `via` which schemes
//! lead to it. What is written comes first: a spelling that is a name of any entity already is left out, and so is one
//! that is a known word, since nothing but a table says that somebody uses it.

use crate::gazetteer::{Entity, Kind, Name, NameKind, RelationKind};
use crate::index::Marks;
use crate::text::{Script, joined_key, key, main_script, script_of};
use crate::translit::{Variant, derived_names};
use std::collections::HashSet;

/// Spellings made of one name, and names of one entity that are read: of the others nothing new would come.
const OF_A_NAME: usize = 12;
const NAMES_READ: usize = 48;

/// Shorter words are everything in some language; by way of Russian, Tân Kỳ is its tanks.
const SHORTEST: usize = 4;
const SHORTEST_BY_RUSSIAN: usize = 6;

/// Spellings less usual than this are met less often than what is spelt so by chance.
const LEAST: f32 = 0.35;

/// The new names of each entity, at most `most`, the most usual first; none of an entity of which `wants` is false. The
/// result does not depend on the number of threads. `marks` knows words.
pub(super) fn derive(
    entities: &[&Entity],
    wants: &[bool],
    most: usize,
    threads: usize,
    marks: &(dyn Fn(&str) -> Marks + Sync),
) -> Vec<Vec<Name>> {
    if most == 0 {
        return Vec::new();
    }
    let names = entities.iter().flat_map(|entity| &entity.names);
    let written = names.flat_map(|name| keys(&name.text)).collect();
    let maker = Maker { entities, written, marks, most };
    let of_some = |(some, wants): (&[&Entity], &[bool])| -> Vec<Vec<Name>> {
        some.iter().zip(wants).map(|(entity, wants)| if *wants { maker.names(entity) } else { Vec::new() }).collect()
    };
    let share = entities.len().div_ceil(threads).max(1);
    let shares = entities.chunks(share).zip(wants.chunks(share));
    std::thread::scope(|scope| {
        let of_some = &of_some;
        let workers: Vec<_> = shares.map(|some| scope.spawn(move || of_some(some))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// What is read back from Latin letters is a little less sure than what is written.
const READ_BACK: f32 = 0.99;

struct Maker<'t> {
    entities: &'t [&'t Entity],
    /// The keys of all names that are written.
    written: HashSet<String>,
    marks: &'t (dyn Fn(&str) -> Marks + Sync),
    most: usize,
}

impl Maker<'_> {
    /// The new names of an entity, none with a key that another one has.
    fn names(&self, entity: &Entity) -> Vec<Name> {
        let country = country(entity, self.entities);
        let mut found: Vec<(f32, Name)> = Vec::new();
        for name in entity.names.iter().filter(|name| is_full(name.kind)).take(NAMES_READ) {
            let origin = origin(name, entity, country);
            if origin == Origin::Foreign {
                continue;
            }
            // Only the first step of a native name may be any scheme: what was Russian before travels on in three ways.
            let own = usize::from(origin == Origin::Home);
            let travels = |variant: &Variant| variant.path.iter().skip(own).all(|step| RUSSIAN.contains(step));
            let made = derived_names(&name.text, language(name, country), OF_A_NAME).into_iter();
            let made = made.filter(|variant| travels(variant) && is_usual(variant) && self.stands_alone(variant));
            let share =
                super::name_weight(name.kind) * if main_script(&name.text) == Script::Latin { READ_BACK } else { 1.0 };
            found.extend(made.map(|variant| (variant.weight * share, new_name(name, variant))));
        }
        found.sort_by(|(a, one), (b, other)| {
            b.total_cmp(a).then_with(|| (&one.text, &one.via).cmp(&(&other.text, &other.via)))
        });
        let mut seen = HashSet::new();
        let room = self.most.min(usize::from(u16::MAX).saturating_sub(entity.names.len()));
        let is_new = |name: &Name| keys(&name.text).into_iter().all(|key| seen.insert(key));
        found.into_iter().map(|(_, name)| name).filter(is_new).take(room).collect()
    }

    /// Is nothing else that is known spelt so? No name that is written, no short or known word, no words that are all
    /// common words or given names.
    fn stands_alone(&self, variant: &Variant) -> bool {
        let by_russian = variant.path.len() > 1 || variant.lang == "ru";
        let shortest = if by_russian { SHORTEST_BY_RUSSIAN } else { SHORTEST };
        let says_little = |word: &str| (self.marks)(word).common_word() || (self.marks)(word).given_name();
        let is_free = |key: &String| {
            let is_name = if key.contains([' ', '\'']) {
                !key.split([' ', '\'']).all(says_little)
            } else {
                key.chars().count() >= shortest && (self.marks)(key).is_empty()
            };
            is_name && !self.written.contains(key)
        };
        let keys = keys(&variant.text);
        !keys.is_empty() && keys.iter().all(is_free)
    }
}

/// The keys that a name is found by.
fn keys(name: &str) -> Vec<String> {
    std::iter::once(key(name)).chain(joined_key(name)).filter(|key| !key.is_empty()).collect()
}

fn new_name(of: &Name, variant: Variant) -> Name {
    Name {
        text: variant.text,
        lang: variant.lang.to_owned(),
        kind: NameKind::Transcription,
        case: None,
        from: of.from.clone(),
        to: of.to.clone(),
        via: Some(variant.via),
        source: of.source.clone(),
    }
}

/// Names that say all of what they name: schemes write neither acronyms nor adjectives.
fn is_full(kind: NameKind) -> bool {
    use NameKind::{Alias, Exonym, Historical, Preferred, Short};
    matches!(kind, Preferred | Alias | Short | Exonym | Historical)
}

/// Usual enough, and written in one script from end to end.
fn is_usual(variant: &Variant) -> bool {
    let script = main_script(&variant.text);
    variant.weight >= LEAST && variant.text.chars().filter(|c| c.is_alphabetic()).all(|c| script_of(c) == script)
}

/// Where a name stands to the entity that it names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Written as names of its country are.
    Home,
    /// What Russian made of the name of a place or person: from there it travels on, as English agencies write Russian.
    Russian,
    /// What another script made of it. No start for a scheme: Sunak by way of Chinese is "Sunake".
    Foreign,
}

/// The schemes by which Russian names of foreign places and people reach English readers.
const RUSSIAN: [&str; 3] = ["russian-bgn", "russian-press", "russian-icao"];

fn origin(name: &Name, entity: &Entity, country: Option<&str>) -> Origin {
    let script = main_script(&name.text);
    let lang = name.lang.split('-').next().unwrap_or_default();
    let Some(country) = country else {
        let is_alone = || !entity.names.iter().any(|name| main_script(&name.text) == Script::Latin);
        return if entity.kind == Kind::Person || is_alone() { Origin::Home } else { Origin::Foreign };
    };
    let home: &[&str] = match script {
        Script::Latin => match lang {
            "zh" => &["CHN", "TWN"],
            "ja" => &["JPN"],
            "ko" => &["KOR", "PRK"],
            "vi" => &["VNM"],
            _ => return Origin::Home,
        },
        Script::Cyrillic => &[
            "RUS", "UKR", "BLR", "BGR", "SRB", "MKD", "MNE", "BIH", "KAZ", "KGZ", "TJK", "UZB", "TKM", "MNG", "AZE",
            "MDA",
        ],
        Script::Han => &["CHN", "TWN", "HKG", "MAC", "SGP", "JPN", "KOR", "PRK"],
        Script::Hiragana | Script::Katakana => &["JPN"],
        Script::Hangul => &["KOR", "PRK"],
        Script::Greek => &["GRC", "CYP"],
        Script::Georgian => &["GEO"],
        Script::Armenian => &["ARM"],
        Script::Thai => &["THA"],
        _ => &["IND", "NPL", "BGD", "LKA", "PAK"],
    };
    let is_of_agencies = lang == "ru" && (entity.kind == Kind::Person || entity.kind < Kind::Government);
    match home.contains(&country) {
        true => Origin::Home,
        false if is_of_agencies => Origin::Russian,
        false => Origin::Foreign,
    }
}

/// The language of a name; of one in Latin letters that is in English or says nothing, the language of the country
/// whose names the schemes can read in Latin letters.
fn language<'n>(name: &'n Name, country: Option<&str>) -> &'n str {
    match country {
        _ if !matches!(name.lang.as_str(), "" | "en") => &name.lang,
        Some("CHN" | "TWN") => "zh",
        Some("JPN") => "ja",
        Some("KOR" | "PRK") => "ko",
        Some("VNM") => "vi",
        _ => &name.lang,
    }
}

/// The country that an entity lies in, belongs to or holds an office of.
fn country<'t>(entity: &'t Entity, entities: &[&'t Entity]) -> Option<&'t str> {
    let own = |entity: &'t Entity| entity.place.as_ref().and_then(|place| place.country.as_deref());
    let belongs = entity.relations.iter().find(|relation| relation.kind == RelationKind::OfCountry);
    let linked = belongs.map(|relation| &relation.to).or(entity.roles.first().map(|role| &role.of));
    own(entity).or_else(|| {
        let linked = linked?;
        let at = entities.binary_search_by(|other| other.id.cmp(linked)).ok()?;
        own(entities.get(at)?)
    })
}
