//! All schemes, read once.

use std::sync::LazyLock;

use super::parse::{Parsed, parse};
use super::scheme::Scheme;

macro_rules! files {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("schemes/", $id, ".txt")))),*]
    };
}

/// Every scheme file, in the order of [`schemes`].
const FILES: &[(&str, &str)] = files![
    "arabic-alalc",
    "arabic-bgn",
    "arabic-egyptian",
    "arabic-french",
    "arabic-in-russian",
    "arabic-iso233",
    "arabic-press",
    "armenian-bgn",
    "armenian-in-russian",
    "armenian-iso",
    "armenian-press",
    "armenian-western",
    "azerbaijani-latin",
    "azerbaijani-marks",
    "azerbaijani-press",
    "belarusian-bgn",
    "belarusian-national",
    "belarusian-press",
    "bengali-iso15919",
    "bengali-press",
    "bulgarian-bgn",
    "bulgarian-german",
    "bulgarian-scientific",
    "bulgarian-streamlined",
    "chinese-cantonese",
    "chinese-palladius",
    "chinese-pinyin",
    "chinese-postal",
    "chinese-tongyong",
    "chinese-wade-giles",
    "chinese-wade-giles-plain",
    "georgian-bgn",
    "georgian-foreign",
    "georgian-in-russian",
    "georgian-national",
    "georgian-press",
    "greek-classical",
    "greek-elot",
    "greek-in-russian",
    "greek-press",
    "gujarati-iso15919",
    "gujarati-press",
    "hebrew-academy",
    "hebrew-german",
    "hebrew-in-russian",
    "hebrew-press",
    "hindi-hunterian",
    "hindi-in-russian",
    "hindi-iso15919",
    "hindi-press",
    "hindi-sanskrit",
    "japanese-hepburn",
    "japanese-hepburn-oh",
    "japanese-hepburn-plain",
    "japanese-kunrei",
    "japanese-nihon",
    "japanese-polivanov",
    "japanese-russian-press",
    "kannada-iso15919",
    "kannada-press",
    "kazakh-bgn",
    "kazakh-in-russian",
    "kazakh-latin",
    "korean-habit",
    "korean-han-kontsevich",
    "korean-han-revised",
    "korean-kontsevich",
    "korean-mccune-reischauer",
    "korean-mccune-reischauer-plain",
    "korean-north",
    "korean-revised",
    "korean-sandhi",
    "korean-yale",
    "kyrgyz-bgn",
    "macedonian-national",
    "macedonian-scientific",
    "malayalam-iso15919",
    "malayalam-press",
    "mongolian-bgn",
    "mongolian-in-russian",
    "mongolian-national",
    "odia-iso15919",
    "odia-press",
    "pashto-bgn",
    "persian-bgn",
    "persian-in-russian",
    "persian-press",
    "punjabi-iso15919",
    "punjabi-press",
    "romaji-kana",
    "russian-alalc",
    "russian-baltic",
    "russian-bgn",
    "russian-dutch",
    "russian-french",
    "russian-german",
    "russian-gost1983",
    "russian-gost52535",
    "russian-gost779b",
    "russian-hungarian",
    "russian-icao",
    "russian-iso9",
    "russian-nordic",
    "russian-polish",
    "russian-press",
    "russian-scientific",
    "russian-spanish",
    "russian-telegram",
    "russian-turkish",
    "serbian-gaj",
    "serbian-press",
    "tajik-bgn",
    "tajik-in-russian",
    "tamil-iso15919",
    "tamil-press",
    "telugu-iso15919",
    "telugu-press",
    "thai-rtgs",
    "turkish-plain",
    "turkmen-latin",
    "ukrainian-bgn",
    "ukrainian-german",
    "ukrainian-in-russian",
    "ukrainian-national",
    "ukrainian-polish",
    "ukrainian-press",
    "ukrainian-scientific",
    "urdu-press",
    "uzbek-bgn",
    "uzbek-in-russian",
    "uzbek-latin",
    "vietnamese-plain",
    "vietnamese-russian",
];

/// All schemes, grouped by the script that they read.
///
/// ```
/// use entmatch_core::translit::schemes;
/// assert!(schemes().iter().any(|scheme| scheme.id() == "korean-kontsevich"));
/// ```
pub fn schemes() -> &'static [Scheme] {
    static SCHEMES: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
        let read = |&(id, text): &(&str, &str)| {
            Scheme::read(text, included).unwrap_or_else(|error| unreachable!("{id}, checked by a test: {error}"))
        };
        FILES.iter().map(read).collect()
    });
    &SCHEMES
}

/// The scheme of this id.
pub fn scheme(id: &str) -> Option<&'static Scheme> {
    schemes().iter().find(|scheme| scheme.id() == id)
}

fn included(id: &str) -> Option<Parsed> {
    let (_, text) = FILES.iter().find(|file| file.0 == id)?;
    let mut parsed = parse(text).ok()?;
    if let Some(base) = parsed.header.get("include").and_then(|id| included(id)) {
        let own: Vec<Vec<char>> = parsed.rules.iter().map(|rule| rule.source.clone()).collect();
        parsed.rules.extend(base.rules.into_iter().filter(|rule| !own.contains(&rule.source)));
    }
    Some(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::translit::transliterate;

    #[test]
    fn every_file_is_read_and_listed() {
        for (id, text) in FILES {
            match Scheme::read(text, included) {
                Ok(scheme) => assert_eq!(scheme.id(), *id),
                Err(error) => panic!("schemes/{id}.txt: {error}"),
            }
        }
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/translit/schemes");
        let listing = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in listing.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let id = name.trim_end_matches(".txt");
            assert!(id == "romanize" || FILES.iter().any(|file| file.0 == id), "schemes/{name} is not in FILES");
        }
    }

    #[test]
    fn every_example_holds() {
        let mut wrong = Vec::new();
        for scheme in schemes() {
            assert!(!scheme.examples().is_empty(), "{} has no example", scheme.id());
            for (from, to) in scheme.examples() {
                match transliterate(from, scheme.id()) {
                    Ok(found) if found == *to => {}
                    found => wrong.push(format!("{}: {from} = {to}, found {found:?}", scheme.id())),
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }
}
