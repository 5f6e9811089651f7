//! A list of names found in texts, without a gazetteer.

use crate::args::Text;
use crate::error::Result;
use entmatch_core::bulk::{Offsets, Positions};
use entmatch_core::gazetteer::Case;
use entmatch_core::scan::{self, Inflection, MatcherOptions, Policy, Scratch};
use pyo3::prelude::*;

/// Finds a list of names in texts: whole words in any script, accents, width and case folded, positions in the original.
///
/// >>> from entmatch import Matcher
/// >>> matcher = Matcher.from_names(["Pyongyang", "North Korea", "Korea"])
/// >>> text = "PYŎNGYANG, North-Korea’s capital"
/// >>> [(text[start:end], name) for start, end, name in matcher.find(text)]
/// [('PYŎNGYANG', 0), ('North-Korea', 1)]
#[pyclass(frozen, module = "entmatch")]
pub(crate) struct Matcher {
    inner: scan::Matcher,
    offsets: Offsets,
}

#[pymethods]
impl Matcher {
    /// A matcher for names. Of overlapping names the leftmost and longest is reported, unless `overlapping`; with
    /// `ignore_case=False` letter case must be as in the name, with `fold=False` accents and width, too; with
    /// `inflected`, words are also tried without the endings of their language (Russian cases, Korean particles ...).
    #[expect(clippy::fn_params_excessive_bools, reason = "keywords in Python")]
    #[staticmethod]
    #[pyo3(signature = (
        names, *, overlapping=false, ignore_case=true, fold=true, inflected=false, byte_offsets=false
    ) -> "Matcher")]
    fn from_names(
        py: Python<'_>,
        names: Vec<Text>,
        overlapping: bool,
        ignore_case: bool,
        fold: bool,
        inflected: bool,
        byte_offsets: bool,
    ) -> Result<Self> {
        let options = MatcherOptions {
            policy: if overlapping { Policy::All } else { Policy::LeftmostLongest },
            case: if ignore_case { Case::Any } else { Case::Exact },
            fold,
            inflection: if inflected { Inflection::default() } else { Inflection::none() },
        };
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        let inner = py.detach(|| scan::Matcher::with_options(names, options))?;
        Ok(Self { inner, offsets: if byte_offsets { Offsets::Bytes } else { Offsets::CodePoints } })
    }

    /// The names in a text: (start, end, number of the name in the list).
    fn find(&self, py: Python<'_>, text: Text) -> Vec<(i64, i64, u32)> {
        py.detach(|| self.search(&text, &mut Scratch::default()))
    }

    /// The names in each of some texts.
    fn find_many(&self, py: Python<'_>, texts: Vec<Text>) -> Vec<Vec<(i64, i64, u32)>> {
        py.detach(|| {
            let mut scratch = Scratch::default();
            texts.iter().map(|text| self.search(text, &mut scratch)).collect()
        })
    }

    /// How many different names there are.
    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        format!("<Matcher of {} names>", self.inner.len())
    }
}

impl Matcher {
    fn search(&self, text: &str, scratch: &mut Scratch) -> Vec<(i64, i64, u32)> {
        let mut found = Vec::new();
        self.inner.find_into(text, scratch, &mut found);
        let mut positions = Positions::new(text, self.offsets);
        let place = |one: &scan::NameMatch| {
            let (start, end) = positions.of(one.span);
            (start, end, one.name)
        };
        found.iter().map(place).collect()
    }
}
