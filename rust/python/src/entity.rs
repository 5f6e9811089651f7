//! An entity, with everything that the gazetteer knows of it.

use crate::json::to_python;
use entmatch_core::gazetteer::{Entity as Record, NameKind};
use entmatch_core::index;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// An entity of a gazetteer: a country, a place, an organisation, a person.
#[pyclass(frozen, eq, module = "entmatch")]
#[derive(PartialEq)]
pub(crate) struct Entity {
    record: Record,
    name: String,
}

impl Entity {
    pub(crate) fn new(entity: &index::Entity<'_>) -> Self {
        Self { record: entity.to_model(), name: entity.name().to_owned() }
    }
}

#[pymethods]
impl Entity {
    /// Unique and stable: `country:PRK`, `geonames:1871859`.
    #[getter]
    fn id(&self) -> &str {
        &self.record.id
    }

    /// What it is: `country`, `populated_place`, `person` ...
    #[getter]
    fn kind(&self) -> &str {
        self.record.kind.as_str()
    }

    /// The canonical name.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// ISO 3166-1 alpha-3 of the country that it lies in or belongs to.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.record.place.as_ref()?.country.as_deref()
    }

    /// Degrees north.
    #[getter]
    fn lat(&self) -> Option<f64> {
        self.record.place.as_ref()?.lat
    }

    /// Degrees east.
    #[getter]
    fn lon(&self) -> Option<f64> {
        self.record.place.as_ref()?.lon
    }

    /// Inhabitants.
    #[getter]
    fn population(&self) -> Option<u64> {
        self.record.place.as_ref()?.population
    }

    /// How often it is meant when it is named: 0 a village, about 10 a large country.
    #[getter]
    fn prominence(&self) -> Option<f32> {
        self.record.prominence
    }

    /// Every name as it is written, the canonical one first.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.record.names.iter().map(|name| name.text.as_str()).collect()
    }

    /// Identifiers elsewhere, by scheme: `{"geonames": "1871859"}`.
    #[getter]
    fn ids(&self) -> &BTreeMap<String, String> {
        &self.record.ids
    }

    /// The source of its facts; the attribution of the gazetteer has its terms.
    #[getter]
    fn source(&self) -> &str {
        &self.record.source
    }

    /// The names in a language (BCP 47), the preferred one first.
    fn names_in(&self, lang: &str) -> Vec<&str> {
        let (preferred, others): (Vec<_>, Vec<_>) = self
            .record
            .names
            .iter()
            .filter(|name| name.lang == lang)
            .partition(|name| name.kind == NameKind::Preferred);
        preferred.into_iter().chain(others).map(|name| name.text.as_str()).collect()
    }

    /// Everything, with kinds, languages, dates and sources of names, roles, relations and codes: the form in which
    /// `entmatch build` reads entities.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.record)
    }

    fn __repr__(&self) -> String {
        format!("<Entity {} {:?} ({})>", self.record.id, self.name, self.record.kind.as_str())
    }
}
