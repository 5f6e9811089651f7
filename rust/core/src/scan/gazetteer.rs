//! The scanner over a compiled gazetteer.

use super::table::prefetch;
use super::{KeyId, MatchHow, Names, SECTION_VERSION, Scanner};
use crate::error::{Error, Result};
use crate::gazetteer::Case;
use crate::index::{Gazetteer, SectionId};
use crate::text::main_script;

impl<'g> Scanner<'g> {
    /// The scanner of a gazetteer, over the tables in its file.
    ///
    /// # Errors
    /// If the file has no such tables, or of another version, or they are cut.
    ///
    /// ```
    /// use entmatch_core::compile::{CompileOptions, compile};
    /// use entmatch_core::gazetteer::GazetteerBuilder;
    /// use entmatch_core::index::Gazetteer;
    /// use entmatch_core::scan::{Policy, Scanner};
    ///
    /// let mut builder = GazetteerBuilder::new();
    /// let line = r#"{"id":"x:1","kind":"populated_place","names":[{"text":"Pyongyang"},{"text":"Пхеньян"}]}"#;
    /// builder.read_jsonl_from(line.as_bytes(), "example")?;
    /// let gazetteer = Gazetteer::from_bytes(compile(&builder.finish(), &CompileOptions::default())?)?;
    /// let text = "PYONGYANG; в Пхеньяне";
    /// let found = Scanner::new(&gazetteer)?.find(text, Policy::LeftmostLongest);
    /// assert_eq!(found.iter().map(|m| m.span.of(text)).collect::<Vec<_>>(), ["PYONGYANG", "Пхеньяне"]);
    /// # Ok::<(), entmatch_core::error::Error>(())
    /// ```
    pub fn new(gazetteer: &'g Gazetteer) -> Result<Self> {
        Self::over(gazetteer, gazetteer)
    }

    /// The same with names that are judged otherwise than [`Gazetteer`] judges them.
    pub(crate) fn over(gazetteer: &'g Gazetteer, names: &'g dyn Names) -> Result<Self> {
        let cure = "build the gazetteer again with this version of entmatch";
        let section = gazetteer
            .section(SectionId::SCAN)
            .ok_or_else(|| Error::format(format!("the gazetteer has no tables to find names in texts; {cure}")))?;
        let version = gazetteer.section_version(SectionId::SCAN).unwrap_or(0);
        if version != SECTION_VERSION {
            return Err(Error::format(format!(
                "the scan section has layout {version}, this build reads {SECTION_VERSION}; {cure}"
            )));
        }
        Self::from_parts(section, names)
    }
}

impl Names for Gazetteer {
    #[inline]
    fn expect(&self, key: KeyId) {
        let (keys, at) = self.place_of_key(key);
        prefetch(keys, at);
    }

    #[inline]
    fn expect_text(&self, key: KeyId) {
        let (texts, at) = self.key(key).place_of_text();
        prefetch(texts, at);
    }

    fn key(&self, key: KeyId) -> &[u8] {
        self.key(key).bytes()
    }

    fn judge(&self, key: KeyId, surface: &str, inflected: bool) -> Option<(MatchHow, u32)> {
        let mut how = None;
        for (number, posting) in (0..).zip(self.key(key).postings()) {
            let (name, case) = (posting.name.text(), posting.name.case());
            if name == surface {
                return Some((MatchHow::Exact, number));
            }
            // An acronym that is inflected is not letter for letter what it was.
            let strict = inflected && case == Case::Exact && main_script(name).is_cased();
            if how.is_none() && !strict && case.accepts(name, surface) {
                how = Some((if inflected { MatchHow::Inflected } else { MatchHow::Folded }, number));
            }
        }
        how
    }
}
