//! What places are judged by, as Python sees it.

use entmatch_core::bulk::Positions;
use entmatch_core::document;
use entmatch_core::index::Gazetteer;
use pyo3::prelude::*;

/// A name that may be a place where it stands, and what speaks for and against it.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Belief {
    start: i64,
    end: i64,
    surface: String,
    entity_id: String,
    name: String,
    judged: document::Belief,
}

impl Belief {
    pub(crate) fn new(
        gazetteer: &Gazetteer,
        text: &str,
        judged: document::Belief,
        positions: &mut Positions<'_>,
    ) -> Self {
        let (start, end) = positions.of(judged.span);
        let entity = gazetteer.entity(judged.entity);
        let (entity_id, name) = (entity.id().to_owned(), entity.name().to_owned());
        Self { start, end, surface: judged.span.of(text).to_owned(), entity_id, name, judged }
    }
}

#[pymethods]
impl Belief {
    /// Where it begins, in characters of the text.
    #[getter]
    fn start(&self) -> i64 {
        self.start
    }

    /// Where it ends: `text[start:end] == surface`.
    #[getter]
    fn end(&self) -> i64 {
        self.end
    }

    /// The text between the two.
    #[getter]
    fn surface(&self) -> &str {
        &self.surface
    }

    /// The likeliest place of that name.
    #[getter]
    fn entity_id(&self) -> &str {
        &self.entity_id
    }

    /// Its canonical name.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// The probability that a place is meant here.
    #[getter]
    fn probability(&self) -> f32 {
        self.judged.probability
    }

    /// True if it is among the mentions, or part of one.
    #[getter]
    fn held(&self) -> bool {
        self.judged.is_held()
    }

    /// What holds here and what each says for a place (as a logarithm of odds), what says most first.
    #[getter]
    fn reasons(&self) -> Vec<(&str, f32)> {
        self.judged.reasons()
    }

    fn __repr__(&self) -> String {
        format!("<Belief {}:{} {:?} {:.2}>", self.start, self.end, self.surface, self.judged.probability)
    }
}
