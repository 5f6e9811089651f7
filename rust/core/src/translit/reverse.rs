//! A scheme read backwards: what may have been written like this.

use std::collections::HashMap;

use super::apply::forward;
use super::catalogue::scheme;
use super::chars::syllables_of_jamo;
use super::romanize::romanize;
use super::scheme::{Prepare, Scheme};
use crate::error::{Error, Result};

/// Partial readings kept at each position.
const BEAM: usize = 12;

/// The sources that `text` may come from by the scheme (or chain `a>b`), the likeliest first, at most `limit`.
///
/// Best effort: schemes lose what they merge or leave out. Those sources that the scheme takes back to exactly `text` come
/// first. Pinyin is what can be had of Chinese, hiragana of Japanese.
///
/// # Errors
/// If there is no scheme of that id.
///
/// ```
/// use entmatch_core::translit::reverse;
/// # fn main() -> entmatch_core::error::Result<()> {
/// assert_eq!(reverse("Khabarovsk", "russian-bgn", 3)?[0], "Хабаровск");
/// assert_eq!(reverse("Инчхон", "korean-kontsevich", 3)?[0], "인천");
/// assert_eq!(reverse("Khimedzi", "japanese-polivanov>russian-bgn", 3)?[0], "ひめじ");
/// # Ok(()) }
/// ```
pub fn reverse(text: &str, scheme_id: &str, limit: usize) -> Result<Vec<String>> {
    let mut texts = vec![text.to_owned()];
    for id in scheme_id.rsplit('>') {
        let id = id.trim();
        let scheme = scheme(id)
            .ok_or_else(|| Error::data(format!("no transliteration scheme `{id}`; schemes() lists those there are")))?;
        let inverse = Inverse::of(scheme);
        let mut sources: Vec<(usize, String)> = Vec::new();
        for (rank, text) in texts.iter().enumerate() {
            for (index, source) in inverse.read(scheme, text).into_iter().enumerate() {
                if !sources.iter().any(|known| known.1 == source) {
                    sources.push((rank + index, source));
                }
            }
        }
        sources.sort_by_key(|source| source.0);
        texts = sources.into_iter().map(|source| source.1).take(limit.clamp(1, BEAM)).collect();
    }
    texts.truncate(limit);
    Ok(texts)
}

struct Inverse {
    /// Output in plain letters -> sources with what they cost.
    by_output: HashMap<String, Vec<(String, u32)>>,
    longest: usize,
}

impl Inverse {
    fn of(scheme: &Scheme) -> Self {
        let mut inverse = Self { by_output: HashMap::new(), longest: 1 };
        for rule in &scheme.rules {
            let source: String = rule.source.iter().collect();
            for (rank, output) in rule.outputs.iter().enumerate() {
                let output = fold(output);
                if output.is_empty() {
                    continue;
                }
                inverse.longest = inverse.longest.max(output.chars().count());
                // A long rule says more than two short ones; alternatives are rarer.
                let cost = 4 + rank as u32 * 2 + u32::from(!rule.left.is_empty() || !rule.right.is_empty());
                let sources = inverse.by_output.entry(output).or_default();
                if !sources.iter().any(|known| known.0 == source) {
                    sources.push((source.clone(), cost));
                }
            }
        }
        inverse
    }

    /// Sources of `text`, best first, at most [`BEAM`].
    fn read(&self, scheme: &Scheme, text: &str) -> Vec<String> {
        let folded: Vec<char> = fold(text).chars().collect();
        let mut beams: Vec<Vec<(u32, String)>> = vec![Vec::new(); folded.len() + 1];
        beams[0].push((0, String::new()));
        for at in 0..folded.len() {
            let mut here = std::mem::take(&mut beams[at]);
            here.sort();
            here.dedup_by(|a, b| a.1 == b.1);
            here.truncate(BEAM);
            if here.is_empty() {
                continue;
            }
            let mut output = String::new();
            let mut known = false;
            for length in 1..=self.longest.min(folded.len() - at) {
                output.push(folded[at + length - 1]);
                for (source, cost) in self.by_output.get(&output).into_iter().flatten() {
                    known = true;
                    for (before, text) in here.iter().filter(|state| may_follow(&state.1, source)) {
                        beams[at + length].push((before + cost, format!("{text}{source}")));
                    }
                }
            }
            if !known {
                for (before, text) in here {
                    beams[at + 1].push((before + 20, format!("{text}{}", folded[at])));
                }
            }
        }
        let mut found = beams.pop().unwrap_or_default();
        found.retain(|state| !state.1.ends_with(is_initial));
        found.sort();
        found.truncate(BEAM * 4);
        let target = fold(text);
        let mut ranked: Vec<(bool, u32, String)> = found
            .into_iter()
            .map(|(cost, source)| (cost, finish(scheme, &source)))
            .map(|(cost, source)| (fold(&forward(scheme, &source)) != target, cost, source))
            .collect();
        ranked.sort();
        let mut sources: Vec<String> = Vec::new();
        for (_, _, source) in ranked {
            let source = capitals(text, &source);
            if !sources.contains(&source) && sources.len() < BEAM {
                sources.push(source);
            }
        }
        sources
    }
}

/// Lower case without marks in the text's own script; Latin in plain letters. Cyrillic э counts as е, which most
/// romanisations make of it.
fn fold(text: &str) -> String {
    let small: String = text.chars().filter(|&c| c != '^').flat_map(char::to_lowercase).collect();
    let latin = small.chars().all(|c| c.is_ascii() || super::script::of(c) == "Latin" || !c.is_alphabetic());
    if latin { romanize(&small) } else { small.replace('э', "е") }
}

/// Jamo to syllables; the marks of a preparation taken out.
fn finish(scheme: &Scheme, source: &str) -> String {
    match scheme.prepare {
        Prepare::Jamo | Prepare::KoreanHan => syllables_of_jamo(&with_initials(source)),
        _ => source.replace(['·', 'ⓐ', 'ⓔ', '\u{E3A}'], "").replace('ⓤ', "و").replace('ⓘ', "ي"),
    }
}

/// A vowel without an initial gets the silent one.
fn with_initials(jamo: &str) -> String {
    let mut out = String::with_capacity(jamo.len());
    for c in jamo.chars() {
        if is_vowel(c) && !out.ends_with(is_initial) {
            out.push('\u{110B}');
        }
        out.push(c);
    }
    out
}

/// Jamo make syllables: an initial asks for a vowel, a final for a vowel before it. Anything else may follow anything.
fn may_follow(before: &str, next: &str) -> bool {
    let Some(next) = next.chars().next() else { return true };
    let last = before.chars().next_back();
    if last.is_some_and(is_initial) {
        return is_vowel(next);
    }
    !is_final(next) || last.is_some_and(is_vowel)
}

fn is_initial(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{1112}')
}

fn is_vowel(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}')
}

fn is_final(c: char) -> bool {
    matches!(c, '\u{11A8}'..='\u{11C2}')
}

/// The first letter of each word in upper case, where the text's is.
fn capitals(text: &str, source: &str) -> String {
    if !text.chars().next().is_some_and(char::is_uppercase) {
        return source.to_owned();
    }
    let mut out = String::with_capacity(source.len());
    let mut start = true;
    for c in source.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = c.is_whitespace() || c == '-';
    }
    out
}
