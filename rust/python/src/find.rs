//! Names found in a text, without judgement.

use crate::args::Text;
use crate::error::Result;
use crate::table::MentionTable;
use entmatch_core::bulk::{Entries, Offsets, Positions, candidates, path};
use entmatch_core::index::Gazetteer;
use entmatch_core::scan::{self, Policy, Scanner, Scratch};
use entmatch_core::text::Span;
use pyo3::prelude::*;

/// A name of the gazetteer in a text: where, and which entities it may stand for.
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Match {
    gazetteer: Gazetteer,
    found: scan::Match,
    surface: String,
    position: Span,
}

#[pymethods]
impl Match {
    /// Where it begins, in characters of the text (bytes of its UTF-8 where asked for).
    #[getter]
    fn start(&self) -> u32 {
        self.position.start
    }

    /// Where it ends: `text[start:end] == surface`.
    #[getter]
    fn end(&self) -> u32 {
        self.position.end
    }

    /// The text between the two.
    #[getter]
    fn surface(&self) -> &str {
        &self.surface
    }

    /// The name as the gazetteer compares it: folded words.
    #[getter]
    fn key(&self) -> &str {
        self.gazetteer.key(self.found.key).text()
    }

    /// `exact`, `folded` (but for case, accents, width, dashes ...), `inflected` (but for an ending or a particle) or
    /// `transliterated` (a spelling that a scheme made).
    #[getter]
    fn how(&self) -> &str {
        path(&self.gazetteer, self.found, &self.surface).0.as_str()
    }

    /// How the spelling came about, where a scheme made it: `평양, Kontsevich to Пхеньян, then BGN/PCGN`.
    #[getter]
    fn via(&self) -> Option<&str> {
        path(&self.gazetteer, self.found, &self.surface).1
    }

    /// The likeliest entity of the name.
    #[getter]
    fn entity_id(&self) -> Option<String> {
        self.candidates().into_iter().next().map(|(id, _, _)| id)
    }

    /// All entities that the name may stand for, the likeliest first: (entity id, name, share of the name's uses).
    #[getter]
    fn candidates(&self) -> Vec<(String, String, f32)> {
        candidates(&self.gazetteer, self.found.key, &self.surface)
            .into_iter()
            .map(|(id, share)| {
                let entity = self.gazetteer.entity(id);
                (entity.id().to_owned(), entity.name().to_owned(), share)
            })
            .collect()
    }

    fn __repr__(&self) -> String {
        let id = self.entity_id().unwrap_or_default();
        format!("<Match {}:{} {:?} {} ({})>", self.start(), self.end(), self.surface, id, self.how())
    }
}

/// How to search.
#[derive(Clone, Copy)]
pub(crate) struct Search {
    policy: Policy,
    offsets: Offsets,
}

impl Search {
    pub(crate) fn new(overlapping: bool, byte_offsets: bool) -> Self {
        Self {
            policy: if overlapping { Policy::All } else { Policy::LeftmostLongest },
            offsets: if byte_offsets { Offsets::Bytes } else { Offsets::CodePoints },
        }
    }

    /// The matches in each of some texts.
    pub(crate) fn matches(self, gazetteer: &Gazetteer, texts: &[Text]) -> Result<Vec<Vec<Match>>> {
        let mut found = Vec::with_capacity(texts.len());
        self.each(gazetteer, texts, |text, matches| {
            let mut positions = Positions::new(text, self.offsets);
            let make = |&one: &scan::Match| {
                let position = positions.of(one.span);
                Match { gazetteer: gazetteer.clone(), found: one, surface: one.span.of(text).to_owned(), position }
            };
            found.push(matches.iter().map(make).collect());
        })?;
        Ok(found)
    }

    /// The same as a table; texts without an id have an empty one.
    pub(crate) fn table(self, gazetteer: &Gazetteer, texts: &[Text], ids: &[Text]) -> Result<MentionTable> {
        let mut entries = Entries::default();
        let mut number = 0;
        self.each(gazetteer, texts, |text, matches| {
            let id = ids.get(number).map_or("", |id| id);
            let mut document = entries.of_document(id, text, self.offsets);
            for &one in matches {
                document.add_name(gazetteer, one);
            }
            number += 1;
        })?;
        Ok(MentionTable::new(entries, gazetteer))
    }

    fn each(self, gazetteer: &Gazetteer, texts: &[Text], mut use_them: impl FnMut(&str, &[scan::Match])) -> Result<()> {
        let scanner = Scanner::new(gazetteer)?;
        let (mut scratch, mut matches) = (Scratch::default(), Vec::new());
        for text in texts {
            scanner.find_into(text, self.policy, &mut scratch, &mut matches);
            use_them(text, &matches);
        }
        Ok(())
    }
}
