//! The data model, and its JSON form: one JSON object a line, an [`Entity`] or a [`Lexeme`].
//!
//! ```
//! use entmatch_core::gazetteer::{Entity, Kind};
//! let entity: Entity = serde_json::from_str(
//!     r#"{"id":"geonames:1871859","kind":"populated_place","source":"geonames",
//!         "names":[{"text":"Pyongyang","lang":"en","kind":"preferred"},{"text":"평양","lang":"ko"}],
//!         "place":{"lat":39.03,"lon":125.75,"country":"PRK","population":3222000},
//!         "relations":[{"kind":"capital_of","to":"country:PRK"}]}"#,
//! ).unwrap();
//! assert_eq!(entity.kind, Kind::PopulatedPlace);
//! ```

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an entity is. The JSON form is the variant in snake case (`populated_place`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[allow(missing_docs, reason = "each variant is named by the thing itself")]
pub enum Kind {
    Country = 0,
    Territory = 1,
    /// A state, province or region: the first level below a country.
    Admin1 = 2,
    /// A county or district: the second level.
    Admin2 = 3,
    PopulatedPlace = 4,
    Water = 5,
    Landform = 6,
    Region = 7,
    Facility = 8,
    Government = 20,
    Ministry = 21,
    Legislature = 22,
    Military = 23,
    Police = 24,
    Court = 25,
    /// An intergovernmental organisation or an organ of one.
    Igo = 26,
    Party = 27,
    ArmedGroup = 28,
    Company = 29,
    Media = 30,
    Ngo = 31,
    Organization = 32,
    Person = 40,
    #[default]
    Other = 50,
}

/// One thing of the world, with everything that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Unique and stable: `country:PRK`, `geonames:1871859`, `gov:JPN`, `org:un-security-council`, `person:kim-jong-un`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// At least one; the first `preferred` one (or else the first) is the canonical name.
    pub names: Vec<Name>,
    /// Where it is, for what is somewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Offices that a person holds or held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Links to other entities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Actor codes, possibly dated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// Identifiers elsewhere: `geonames`, `wikidata`, `iso3`, `iso2` ...
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
    /// How often it is meant when it is named, relative to other entities: natural logarithm, 0 = a village of a
    /// hundred people, about 10 = a large country. Computed from population and kind where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prominence: Option<f32>,
    /// The source of the facts that name none themselves; a key of the attribution table.
    #[serde(default)]
    pub source: String,
}

/// A name of an entity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// As written.
    pub text: String,
    /// BCP 47 language, or empty where the source does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// What sort of name.
    #[serde(default)]
    pub kind: NameKind,
    /// How its letter case must be met; chosen by rule where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Case>,
    /// First day of validity (`YYYY[-MM[-DD]]`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day of validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How this spelling came about, in words, for derived spellings (`Kontsevich, then BGN/PCGN`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// Where the name is from, if not the entity's source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The sort of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum NameKind {
    /// The usual name in its language.
    Preferred = 0,
    /// Any other full name.
    #[default]
    Alias = 1,
    /// A shortened form: `Russia` for `Russian Federation`.
    Short = 2,
    /// `UNSC`.
    Acronym = 3,
    /// A person of the place: `Korean`, `Muscovite`, `Finns`.
    Demonym = 4,
    /// The adjective: `Korean`, `корейский`.
    Adjective = 5,
    /// A foreign name that no sound bridges: `Germany` for Deutschland.
    Exonym = 6,
    /// `Saigon`, dated where known.
    Historical = 7,
    /// A systematic transcription, with `via`.
    Transcription = 8,
    /// `the Windy City`.
    Nickname = 9,
    /// A code rather than a name: `LAX`, `Tex.`; matched only with other evidence.
    Abbreviation = 10,
}

impl NameKind {
    /// An adjective, or a word for the people of a place.
    pub const fn is_adjectival(self) -> bool {
        matches!(self, Self::Adjective | Self::Demonym)
    }
}

/// How strictly a name's letter case must be met in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Case {
    /// Any case.
    Any = 0,
    /// Every word that the name capitalises must begin with a capital (`Nice`, never `nice`).
    Initial = 1,
    /// Letter for letter (`US`, never `us` or `Us`).
    Exact = 2,
}

/// Where something is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Latitude, degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Inhabitants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
}

/// An office held by a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// In English: `president`, `foreign minister`.
    pub office: String,
    /// The entity whose office it is: `country:RUS`, `org:un`.
    pub of: String,
    /// The role part of the actor code: `GOV`, `MIL`, `OPP` ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// First day (`YYYY[-MM[-DD]]`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A link to another entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// What the link says.
    pub kind: RelationKind,
    /// The id of the other entity.
    pub to: String,
}

/// What a link says, read from the entity that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[allow(missing_docs, reason = "each variant is a phrase: X is the capital of Y")]
pub enum RelationKind {
    CapitalOf = 0,
    /// Lies in (places), or is an organ of (organisations).
    PartOf = 1,
    GovernmentOf = 2,
    /// A building or place that stands for an institution: the Kremlin for the government of Russia.
    SeatOf = 3,
    MemberOf = 4,
    SuccessorOf = 5,
    /// The state that an organisation belongs to, or a person is of.
    OfCountry = 6,
}

/// An actor code in some scheme (`cameo`), possibly only for a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// `cameo` for actor codes of CAMEO and PLOVER.
    pub scheme: String,
    /// `JPNGOV`, `IGOUNO`.
    pub code: String,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What is known of a word apart from any entity: that it is a common word, a given name, a surname.
///
/// Its JSON form is told from an entity's by its `lexeme` field: `{"lexeme":"jordan","marks":["given_name","surname"]}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexeme {
    /// The word, any case.
    pub lexeme: String,
    /// Any of `common_word`, `given_name`, `surname`, `place_word`.
    pub marks: Vec<String>,
}

impl Lexeme {
    /// The marks there are.
    pub const MARKS: [&'static str; 4] = ["common_word", "given_name", "surname", "place_word"];
}

/// Where facts come from and under which terms, so that a gazetteer can print whom it owes thanks.
///
/// Its JSON form is told by its `attribution` field, the key that names and entities carry as their `source`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// The key: `geonames`.
    pub attribution: String,
    /// The source's own name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Version or date of what was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// SPDX name of the licence, or words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub license: String,
    /// Where it lives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The notice that the licence asks for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A phrase that says what somebody is and carries part of an actor code: `defence ministry`, `rebels`.
///
/// Its JSON form is told by its `agent` field: `{"agent":"defence ministry","code":"~GOVMIL"}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// The phrase, in the singular unless only the plural is meant.
    pub agent: String,
    /// The code: `~` where the code of the country goes, then up to five roles of three letters.
    pub code: String,
    /// BCP 47 language of the phrase; English where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Plural, where the rule (add an s) does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plural: Option<String>,
    /// Where it is from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A whole gazetteer in memory, ready to be compiled. [`GazetteerBuilder`](super::GazetteerBuilder) makes one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gazetteer {
    /// The entities; ids are unique.
    pub entities: Vec<Entity>,
    /// What is known of words.
    pub lexemes: Vec<Lexeme>,
    /// Agent phrases.
    pub agents: Vec<Agent>,
    /// The sources.
    pub attributions: Vec<Attribution>,
}
