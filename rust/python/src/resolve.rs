//! Names into ranked entities.

use crate::args::{DateArg, Text};
use crate::error::{Result, data_error};
use crate::json::to_python;
use entmatch_core::gazetteer::Kind;
use entmatch_core::index::Gazetteer;
use entmatch_core::resolve::{self, Query, Resolver};
use pyo3::prelude::*;
use serde_json::json;

/// An entity that a name may mean: how likely, how the name leads to it, and what spoke for and against.
#[pyclass(frozen, eq, module = "entmatch")]
#[derive(PartialEq)]
pub(crate) struct Resolution {
    entity_id: String,
    name: String,
    kind: &'static str,
    country: Option<String>,
    inner: resolve::Resolution,
}

#[pymethods]
impl Resolution {
    /// The entity: `gazetteer[entity_id]` has all of it.
    #[getter]
    fn entity_id(&self) -> &str {
        &self.entity_id
    }

    /// The entity's canonical name.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// The entity's kind: `populated_place`, `person` ...
    #[getter]
    fn kind(&self) -> &str {
        self.kind
    }

    /// ISO 3166-1 alpha-3.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The probability that this entity is meant; those of all answers sum to at most 1.
    #[getter]
    fn score(&self) -> f64 {
        (f64::from(self.inner.score) * 10_000.0).round() / 10_000.0
    }

    /// How the name leads to the entity: `exact`, `folded`, `transliterated`, `fuzzy` ...
    #[getter]
    fn how(&self) -> &str {
        self.inner.how.as_str()
    }

    /// The same in words.
    #[getter]
    fn via(&self) -> Option<&str> {
        Some(self.inner.via.as_str()).filter(|via| !via.is_empty())
    }

    /// The gazetteer's spelling that the name was matched with.
    #[getter]
    fn matched(&self) -> &str {
        &self.inner.matched
    }

    /// What spoke for and against: (feature, what was seen, weight in nats).
    #[getter]
    fn evidence(&self) -> Vec<(&str, &str, f32)> {
        self.inner.evidence.iter().map(|reason| (reason.feature, reason.value.as_str(), reason.weight)).collect()
    }

    /// All of it.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let evidence: Vec<_> = self
            .inner
            .evidence
            .iter()
            .map(|reason| json!({"feature": reason.feature, "value": reason.value, "weight": weight(reason.weight)}))
            .collect();
        let record = json!({
            "entity_id": self.entity_id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "score": self.score(),
            "how": self.how(),
            "via": self.via(),
            "matched": self.matched(),
            "evidence": evidence,
        });
        to_python(py, &record)
    }

    fn __repr__(&self) -> String {
        format!("<Resolution {} {:?} {:.2} ({})>", self.entity_id, self.name, self.inner.score, self.how())
    }
}

fn weight(nats: f32) -> f64 {
    (f64::from(nats) * 1_000.0).round() / 1_000.0
}

/// The conditions of a query, apart from the name.
pub(crate) struct Conditions {
    kind: Option<Kind>,
    country: Option<String>,
    lang: Option<String>,
    date: Option<DateArg>,
    limit: usize,
    min_score: f32,
}

impl Conditions {
    pub(crate) fn new(
        kind: Option<&str>,
        country: Option<&str>,
        lang: Option<&str>,
        date: Option<DateArg>,
        limit: usize,
        min_score: f32,
    ) -> Result<Self> {
        let kind = kind.map(str::parse::<Kind>).transpose().map_err(|error| data_error(error.to_string()))?;
        if let Some(country) = country.filter(|code| code.len() != 3 || !code.bytes().all(|b| b.is_ascii_alphabetic()))
        {
            return Err(data_error(format!("the country is {country:?}, expected ISO 3166-1 alpha-3: PRK")).into());
        }
        let country = country.map(str::to_ascii_uppercase);
        Ok(Self { kind, country, lang: lang.map(str::to_owned), date, limit, min_score })
    }

    /// The ranked entities of each name.
    pub(crate) fn resolve(&self, gazetteer: &Gazetteer, names: &[Text], jobs: usize) -> Result<Vec<Vec<Resolution>>> {
        let queries: Vec<Query<'_>> = names
            .iter()
            .map(|name| Query {
                name,
                kind: self.kind,
                country: self.country.as_deref(),
                lang: self.lang.as_deref(),
                date: self.date.map(|date| date.0),
                limit: self.limit,
                min_score: self.min_score,
            })
            .collect();
        let answers = Resolver::new(gazetteer)?.resolve_many(&queries, jobs.max(1));
        let describe = |inner: resolve::Resolution| {
            let entity = gazetteer.entity(inner.entity);
            Resolution {
                entity_id: entity.id().to_owned(),
                name: entity.name().to_owned(),
                kind: entity.kind().as_str(),
                country: entity.country().map(str::to_owned),
                inner,
            }
        };
        Ok(answers.into_iter().map(|answer| answer.into_iter().map(describe).collect()).collect())
    }
}
