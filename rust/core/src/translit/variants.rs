//! The systematic spellings of a name, each with the path that made it.

use super::apply::{forward, forward_choosing};
use super::catalogue::schemes;
use super::romanize::romanize;
use super::scheme::{Prepare, Scheme};
use super::{native, script};

/// At most so many variants of one name.
const MOST: usize = 32;
/// At most so many spellings by one scheme whose rules leave a choice.
const MOST_ALTERNATIVES: usize = 4;
/// A name longer than this (in bytes) is no name: it gets no variants.
const LONGEST: usize = 160;

/// A spelling of a name and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The spelling.
    pub text: String,
    /// The schemes applied, one after the other.
    pub path: Vec<&'static str>,
    /// The path in words: `평양, Kontsevich to Пхеньян, then BGN/PCGN`.
    pub via: String,
    /// The language whose readers it is for, where that matters: `ru` for what Kontsevich writes; empty otherwise.
    pub lang: &'static str,
    /// How usual it is, from 0 to 1.
    pub weight: f32,
}

/// The spellings that known schemes give a name in `lang` (ISO 639-1; empty if unknown: guessed by the script).
///
/// A name in Latin letters counts as its native form where that is certain: `Xiamen` in `zh`, `Himeji` in `ja`, `Incheon` in
/// `ko`. At most 32, the most usual first, none twice after folding, the name itself left out. Schemes that write for
/// Russian readers are followed by the romanisations of Russian, since that is how such names travel.
///
/// ```
/// use entmatch_core::translit::variants;
/// let found = variants("평양", "ko");
/// let phenian = found.iter().find(|variant| variant.text == "Pkhen'yan").expect("the Russian way");
/// assert_eq!(phenian.path, ["korean-kontsevich", "russian-bgn"]);
/// assert_eq!(phenian.via, "평양, Kontsevich to Пхеньян, then BGN/PCGN");
/// ```
pub fn variants(name: &str, lang: &str) -> Vec<Variant> {
    let mut found = Vec::new();
    if name.len() > LONGEST {
        return found;
    }
    let Some((native, script)) = native::form(name, lang) else { return found };
    for scheme in applicable(script, lang, name) {
        for (text, weight) in alternatives(scheme, &native) {
            let via = format!("{name}, {}", scheme.name());
            if scheme.into_language() == "ru" {
                push_romanised(name, scheme, &text, weight, &mut found);
            }
            found.push(Variant { text, path: vec![scheme.id()], via, lang: scheme.into_language(), weight });
        }
    }
    rank(name, found)
}

/// The schemes for names of this script and language; those for its likeliest language where none is known.
fn applicable(script: &str, lang: &str, name: &str) -> Vec<&'static Scheme> {
    let lang = lang.split(['-', '_']).next().unwrap_or("");
    let by = |lang: &str| -> Vec<&'static Scheme> {
        let fits = |scheme: &&Scheme| scheme.from() == script && scheme.usual() > 0.0 && scheme.is_for(lang);
        schemes().iter().filter(fits).collect()
    };
    let found = by(lang);
    if !found.is_empty() {
        return found;
    }
    match (script, lang) {
        ("Latin", _) => Vec::new(),
        // Han characters of another language than Chinese or Korean: no scheme knows their reading.
        ("Han", lang) if !lang.is_empty() => Vec::new(),
        _ => by(script::likely_language(script, name)),
    }
}

/// The spelling by `scheme` and those by its alternative rules, one choice a rule through the whole name.
pub(super) fn alternatives(scheme: &'static Scheme, name: &str) -> Vec<(String, f32)> {
    let mut used = Vec::new();
    let usual = forward_choosing(scheme, name, &|_| 0, Some(&mut used));
    let mut found = vec![(usual, scheme.usual())];
    used.truncate(6);
    let mut push = |choose: &dyn Fn(usize) -> usize, share: f32| {
        if found.len() < MOST_ALTERNATIVES {
            let text = forward_choosing(scheme, name, choose, None);
            if !found.iter().any(|known| known.0 == text) {
                found.push((text, scheme.usual() * share));
            }
        }
    };
    for &rule in &used {
        push(&|number| usize::from(number == rule), 0.6);
    }
    if used.len() > 1 {
        push(&|_| 1, 0.4);
    }
    for &rule in used.iter().filter(|&&rule| scheme.rules[rule].outputs.len() > 2) {
        push(&|number| if number == rule { 2 } else { 0 }, 0.35);
    }
    found
}

/// The Russian spelling of a foreign name, romanised as Russian is.
fn push_romanised(name: &str, first: &'static Scheme, russian: &str, weight: f32, found: &mut Vec<Variant>) {
    for second in schemes().iter().filter(|scheme| scheme.is_for("ru") && scheme.to() == "Latin") {
        found.push(Variant {
            text: forward(second, russian),
            path: vec![first.id(), second.id()],
            via: format!("{name}, {} to {russian}, then {}", first.name(), second.name()),
            lang: "",
            weight: weight * second.usual() * 0.6,
        });
    }
}

/// Best first, each spelling once, at most [`MOST`].
fn rank(name: &str, mut found: Vec<Variant>) -> Vec<Variant> {
    found.sort_by(|a, b| {
        b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)).then_with(|| a.path.cmp(&b.path))
    });
    let mut seen = vec![key(name)];
    found.retain(|variant| {
        let key = key(&variant.text);
        let fresh = !key.is_empty() && !seen.contains(&key);
        if fresh {
            seen.push(key);
        }
        fresh
    });
    found.truncate(MOST);
    found
}

/// What two spellings share if folding makes them one: case and marks aside, in their own script.
fn key(text: &str) -> String {
    if script::main(text) == "Latin" { romanize(text) } else { text.to_lowercase() }
}

/// The spellings of a name that are worth an entry of their own in a gazetteer: at most `most` of [`variants`], without
/// those whose vowels are guessed, since nobody may ever have written them.
///
/// ```
/// use entmatch_core::translit::derived_names;
/// let found: Vec<String> = derived_names("청주", "ko", 4).into_iter().map(|variant| variant.text).collect();
/// assert_eq!(found, ["Cheongju", "Чхонджу", "Chongju", "Ch'ŏngju"]);
/// assert!(derived_names("دمشق", "ar", 4).is_empty());
/// ```
pub fn derived_names(name: &str, lang: &str, most: usize) -> Vec<Variant> {
    let guesses = |id: &&str| super::catalogue::scheme(id).is_some_and(|scheme| scheme.prepare == Prepare::Unwritten);
    let mut found = variants(name, lang);
    found.retain(|variant| !variant.path.iter().any(guesses));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_russian_way_is_told() {
        let spellings: Vec<String> = variants("厦门", "zh").into_iter().map(|variant| variant.text).collect();
        for expected in ["Xiamen", "Сямэнь", "Syamen'", "Hsia-men", "Amoy"] {
            assert!(spellings.iter().any(|spelling| spelling == expected), "{expected} in {spellings:?}");
        }
        assert!(spellings.len() <= MOST);
    }

    #[test]
    fn latin_spellings_stand_for_native_names() {
        let names = |name: &str, lang: &str| -> Vec<String> {
            derived_names(name, lang, 6).into_iter().map(|variant| variant.text).collect()
        };
        assert_eq!(names("Xiamen", "zh")[..3], ["Сямэнь", "Hsia-men", "Syamen"]);
        assert_eq!(names("Himeji", "ja")[..2], ["Химэдзи", "Khimedzi"]);
        assert_eq!(names("Cheongju", "ko")[..2], ["Чхонджу", "Chongju"]);
        assert!(names("Hải Phòng", "vi").contains(&"Khay Fong".to_owned()));
        assert!(names("London", "zh").is_empty());
    }

    #[test]
    fn hostile_names_give_little_and_end() {
        assert!(variants(&"習".repeat(10_000), "zh").is_empty());
        assert!(variants("", "").is_empty());
        assert!(variants("\u{301}\u{301}", "ru").is_empty());
        assert!(derived_names("12345", "ko", 6).is_empty());
    }
}
