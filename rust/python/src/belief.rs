//! What places are judged by, as Python sees it.

use entmatch_core::bulk::Positions;
use entmatch_core::document;
use entmatch_core::index::Gazetteer;
use entmatch_core::text::Span;
use pyo3::prelude::*;

/// A name that may be a place where it stands, and what speaks for and against it.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Belief {
    /// Where it begins, in characters of the text.
    #[pyo3(get)]
    start: u32,
    /// Where it ends: `text[start:end] == surface`.
    #[pyo3(get)]
    end: u32,
    /// The text between the two.
    #[pyo3(get)]
    surface: String,
    /// The likeliest place of that name.
    #[pyo3(get)]
    entity_id: String,
    /// Its canonical name.
    #[pyo3(get)]
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
        let Span { start, end } = positions.of(judged.span);
        let entity = gazetteer.entity(judged.entity);
        let (entity_id, name) = (entity.id().to_owned(), entity.name().to_owned());
        Self { start, end, surface: judged.span.of(text).to_owned(), entity_id, name, judged }
    }
}

#[pymethods]
impl Belief {
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
