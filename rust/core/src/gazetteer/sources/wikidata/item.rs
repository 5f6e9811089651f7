//! An item of the dump, as far as it is read; everything else is passed over.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Item {
    pub(super) id: String,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) labels: BTreeMap<String, Text>,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) aliases: BTreeMap<String, Vec<Text>>,
    #[serde(default, deserialize_with = "claims_or_list")]
    pub(super) claims: Claims,
}

#[derive(Deserialize)]
pub(super) struct Text {
    pub(super) value: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Claims {
    #[serde(rename = "P31")]
    pub(super) class: Vec<Claim>,
    #[serde(rename = "P17")]
    pub(super) country: Vec<Claim>,
    #[serde(rename = "P27")]
    pub(super) citizenship: Vec<Claim>,
    #[serde(rename = "P625")]
    pub(super) coordinates: Vec<Claim>,
    #[serde(rename = "P1082")]
    pub(super) population: Vec<Claim>,
    #[serde(rename = "P1566")]
    pub(super) geonames: Vec<Claim>,
    #[serde(rename = "P297")]
    pub(super) iso2: Vec<Claim>,
    #[serde(rename = "P298")]
    pub(super) iso3: Vec<Claim>,
    #[serde(rename = "P39")]
    pub(super) office: Vec<Claim>,
    #[serde(rename = "P1001")]
    pub(super) jurisdiction: Vec<Claim>,
    #[serde(rename = "P1376")]
    pub(super) capital_of: Vec<Claim>,
    #[serde(rename = "P131")]
    pub(super) located_in: Vec<Claim>,
    #[serde(rename = "P361")]
    pub(super) part_of: Vec<Claim>,
    #[serde(rename = "P463")]
    pub(super) member_of: Vec<Claim>,
    #[serde(rename = "P1365")]
    pub(super) replaces: Vec<Claim>,
    #[serde(rename = "P1813")]
    pub(super) short_name: Vec<Claim>,
    #[serde(rename = "P1549")]
    pub(super) demonym: Vec<Claim>,
}

#[derive(Deserialize)]
pub(super) struct Claim {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
    #[serde(default)]
    qualifiers: Value,
}

#[derive(Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Value,
}

impl Claim {
    /// The value, unless the claim is deprecated.
    fn value(&self) -> Option<&Value> {
        self.mainsnak.datavalue.get("value").filter(|_| self.rank != "deprecated")
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.value()?.as_str()
    }

    pub(super) fn item(&self) -> Option<&str> {
        self.value()?.get("id")?.as_str()
    }

    pub(super) fn monolingual(&self) -> Option<(&str, &str)> {
        let value = self.value()?;
        Some((value.get("text")?.as_str()?, value.get("language")?.as_str()?))
    }

    pub(super) fn quantity(&self) -> Option<u64> {
        self.value()?.get("amount")?.as_str()?.trim_start_matches('+').parse().ok()
    }

    pub(super) fn coordinates(&self) -> Option<(f64, f64)> {
        let value = self.value()?;
        Some((value.get("latitude")?.as_f64()?, value.get("longitude")?.as_f64()?))
    }

    /// A date of a qualifier, as exactly as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub(super) fn qualifier_date(&self, property: &str) -> Option<String> {
        let time = self.qualifiers.get(property)?.get(0)?.get("datavalue")?.get("value")?.get("time")?.as_str()?;
        let day = time.strip_prefix('+')?.get(..10)?;
        let exact = day.trim_end_matches("-00");
        crate::gazetteer::Date::earliest(exact).is_ok().then(|| exact.to_owned())
    }
}

/// The dump writes an empty map as an empty list.
fn map_or_list<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either<T> {
        Map(BTreeMap<String, T>),
        List([(); 0]),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Map(map) => map,
        Either::List([]) => BTreeMap::new(),
    })
}

fn claims_or_list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Claims, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Map(Box<Claims>),
        List([(); 0]),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Map(claims) => *claims,
        Either::List([]) => Claims::default(),
    })
}
