//! Alternate names, held compactly: texts in one arena, rows sorted by place.

use super::{ImportOptions, Row};
use crate::error::{Error, Result};
use crate::gazetteer::{Date, Name, NameKind};
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Default)]
pub(super) struct Alternates {
    text: String,
    languages: Vec<String>,
    rows: Vec<Alternate>,
    /// By where the text of the row starts.
    dates: BTreeMap<u32, (Option<String>, Option<String>)>,
}

struct Alternate {
    place: u32,
    /// Where its text starts in the arena: ascending in the order of the file.
    start: u32,
    length: u16,
    language: u16,
    kind: NameKind,
}

/// Pseudo-languages whose text is an identifier elsewhere.
const IDENTIFIERS: [(&str, &str); 4] = [("wkdt", "wikidata"), ("iata", "iata"), ("icao", "icao"), ("unlc", "unlocode")];
/// Pseudo-languages whose text is neither name nor identifier.
const NO_NAMES: [&str; 7] = ["link", "post", "faac", "tcid", "phon", "piny", "abbr"];

impl Alternates {
    pub(super) fn add(&mut self, place: u32, row: &Row<'_>, options: &ImportOptions) -> Result<()> {
        let language = row.text(2).unwrap_or_default();
        let text = row.text(3).ok_or_else(|| Error::data("has no name in the fourth column"))?;
        let is_abbreviation = language == "abbr";
        let is_identifier = IDENTIFIERS.iter().any(|(code, _)| *code == language);
        if (NO_NAMES.contains(&language) && !is_abbreviation) || !(is_identifier || options.wants(language)) {
            return Ok(());
        }
        let length = u16::try_from(text.len()).map_err(|_| Error::data("the name has more than 65,535 bytes"))?;
        let is = |column: usize| row.text(column) == Some("1");
        let kind = match () {
            () if is_abbreviation => NameKind::Abbreviation,
            () if is(7) => NameKind::Historical,
            () if is(6) => NameKind::Nickname,
            () if is(5) => NameKind::Short,
            () if is(4) => NameKind::Preferred,
            () => NameKind::Alias,
        };
        let start = u32::try_from(self.text.len())
            .map_err(|_| Error::data("more than 4 GB of names; take fewer languages or places"))?;
        let date = |column: usize| row.text(column).filter(|text| Date::earliest(text).is_ok()).map(str::to_owned);
        let (from, to) = (date(8), date(9));
        if from.is_some() || to.is_some() {
            self.dates.insert(start, (from, to));
        }
        let language = if is_abbreviation { "" } else { language };
        let language = self.language(language)?;
        self.rows.push(Alternate { place, start, length, language, kind });
        self.text.push_str(text);
        Ok(())
    }

    fn language(&mut self, language: &str) -> Result<u16> {
        let at = self.languages.iter().position(|known| known == language).unwrap_or_else(|| {
            self.languages.push(language.to_owned());
            self.languages.len() - 1
        });
        u16::try_from(at).map_err(|_| Error::data("more than 65,535 languages; is the third column a language?"))
    }

    pub(super) fn finish(&mut self) {
        self.rows.sort_unstable_by_key(|row| (row.place, row.start));
    }

    fn of(&self, place: u32) -> Range<usize> {
        let start = self.rows.partition_point(|row| row.place < place);
        start..start + self.rows.get(start..).map_or(0, |rest| rest.partition_point(|row| row.place == place))
    }

    /// Adds the names of a place, and the identifiers among them.
    pub(super) fn add_to(&self, place: u32, names: &mut Vec<Name>, ids: &mut BTreeMap<String, String>) {
        for row in self.rows.get(self.of(place)).unwrap_or_default() {
            let start = row.start as usize;
            let text = self.text.get(start..start + usize::from(row.length)).unwrap_or_default().to_owned();
            let lang = self.languages.get(usize::from(row.language)).cloned().unwrap_or_default();
            if let Some((_, scheme)) = IDENTIFIERS.iter().find(|(code, _)| *code == lang) {
                // Wikidata is linked by an address in some rows.
                let id = text.rsplit('/').next().unwrap_or(&text).to_owned();
                ids.entry((*scheme).to_owned()).or_insert(id);
                continue;
            }
            let (from, to) = self.dates.get(&row.start).cloned().unwrap_or_default();
            let ordered = match (&from, &to) {
                (Some(from), Some(to)) => Date::earliest(from).ok() <= Date::latest(to).ok(),
                _ => true,
            };
            let (from, to) = if ordered { (from, to) } else { (None, None) };
            names.push(Name { text, lang, kind: row.kind, from, to, ..Name::default() });
        }
    }
}
