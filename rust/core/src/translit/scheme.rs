//! A scheme: a header and its rules, ready to be applied.

use std::collections::HashMap;

use super::chars::{hiragana, jamo};
use super::parse::{Parsed, Rule, parse};
use crate::error::{Error, Result};

/// What is done to a text before the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prepare {
    /// Nothing but lower case and composition.
    Plain,
    /// Hangul syllables become conjoining jamo.
    Jamo,
    /// Katakana become hiragana.
    Kana,
    /// Han characters become Pinyin syllables, parted by `·`; Pinyin is cut into its syllables.
    Mandarin,
    /// Han characters become Cantonese syllables (Jyutping without tones), parted by blanks.
    Cantonese,
    /// Han characters become Hangul by their Korean readings, then jamo.
    KoreanHan,
    /// `ⓐ` marks the unwritten a of Indic consonants.
    Inherent,
    /// The same, less the schwas that Hindi drops.
    Schwa,
    /// `ⓐ` marks where Arabic or Hebrew leaves a vowel unwritten, `ⓔ` where perhaps.
    Unwritten,
    /// Thai vowels are put after their consonants, `ⓐ` and `ⓞ` mark the unwritten ones, `-` parts the syllables.
    Thai,
}

/// How capital letters come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    /// As in the source.
    Carry,
    /// The first letter of each word.
    Title,
}

/// How a person's given name of several syllables is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// `Jeongeun`
    Joined,
    /// `Chŏng-ŭn`
    Hyphen,
    /// `Jong Un`
    Spaced,
}

/// A way of writing one script's names in another: what it is called, where it is published, and its rules.
///
/// ```
/// let scheme = entmatch_core::translit::scheme("russian-bgn").expect("a known scheme");
/// assert_eq!((scheme.name(), scheme.language(), scheme.to()), ("BGN/PCGN", "ru", "Latin"));
/// ```
#[derive(Debug)]
pub struct Scheme {
    id: String,
    name: String,
    language: String,
    from: String,
    to: String,
    into: String,
    source: String,
    usual: f32,
    examples: Vec<(String, String)>,
    pub(super) prepare: Prepare,
    pub(super) casing: Casing,
    pub(super) given: Given,
    pub(super) first: Option<String>,
    pub(super) rules: Vec<Rule>,
    /// First character of the source -> rules to try, in order.
    pub(super) by_first: HashMap<char, Vec<u16>>,
}

impl Scheme {
    /// The name by which `transliterate` knows it: `russian-bgn`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it: `BGN/PCGN`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language whose names it writes (ISO 639-1, several separated by blanks).
    pub fn language(&self) -> &str {
        &self.language
    }

    /// True if it writes names of `language`.
    pub fn is_for(&self, language: &str) -> bool {
        self.language.split(' ').any(|own| own == language)
    }

    /// The script that it reads.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// The script that it writes.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// The language for whose readers it writes, where that matters: `ru` for Kontsevich; empty otherwise.
    pub fn into_language(&self) -> &str {
        &self.into
    }

    /// Where it is published.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How usual it is in news and lists, from 0 to 1.
    pub fn usual(&self) -> f32 {
        self.usual
    }

    /// Pairs of a name and its spelling; each is a test.
    pub fn examples(&self) -> &[(String, String)] {
        &self.examples
    }

    /// Reads a scheme file; `included` finds the rules of the file that it builds on.
    pub(super) fn read(text: &str, included: impl Fn(&str) -> Option<Parsed>) -> Result<Self> {
        let mut parsed = parse(text)?;
        if let Some(id) = parsed.header.get("include").cloned() {
            let base = included(&id).ok_or_else(|| Error::data(format!("includes `{id}`, which is not there")))?;
            let own: Vec<Vec<char>> = parsed.rules.iter().map(|rule| rule.source.clone()).collect();
            parsed.rules.extend(base.rules.into_iter().filter(|rule| !own.contains(&rule.source)));
        }
        let header = &parsed.header;
        let text = |key: &str| header.get(key).cloned().unwrap_or_default();
        let need =
            |key: &str| header.get(key).cloned().ok_or_else(|| Error::data(format!("the header has no `{key}:` line")));
        let prepare = match text("prepare").as_str() {
            "" => Prepare::Plain,
            "jamo" => Prepare::Jamo,
            "kana" => Prepare::Kana,
            "mandarin" => Prepare::Mandarin,
            "cantonese" => Prepare::Cantonese,
            "korean-han" => Prepare::KoreanHan,
            "inherent" => Prepare::Inherent,
            "schwa" => Prepare::Schwa,
            "unwritten" => Prepare::Unwritten,
            "thai" => Prepare::Thai,
            other => return Err(Error::data(format!("unknown preparation `{other}`"))),
        };
        let casing = match text("case").as_str() {
            "" | "carry" => Casing::Carry,
            "title" => Casing::Title,
            other => return Err(Error::data(format!("unknown case `{other}`: expected carry or title"))),
        };
        let given = match text("given").as_str() {
            "" | "joined" => Given::Joined,
            "hyphen" => Given::Hyphen,
            "spaced" => Given::Spaced,
            other => return Err(Error::data(format!("unknown `given: {other}`: expected joined, hyphen or spaced"))),
        };
        let usual = need("usual")?;
        let usual = usual.parse().map_err(|_| Error::data(format!("`usual: {usual}` is not a number")))?;
        let mut scheme = Self {
            id: need("id")?,
            name: need("name")?,
            language: need("language")?,
            from: need("from")?,
            to: need("to")?,
            into: text("into"),
            source: need("source")?,
            usual,
            prepare,
            casing,
            given,
            first: header.get("first").cloned(),
            examples: parsed.examples,
            rules: parsed.rules,
            by_first: HashMap::new(),
        };
        scheme.order();
        scheme.check()?;
        Ok(scheme)
    }

    /// Brings the rules into the order in which they are tried: long sources, then contexts, then as written.
    fn order(&mut self) {
        for rule in &mut self.rules {
            rule.source = prepare_source(&rule.source, self.prepare);
        }
        self.rules.sort_by_cached_key(|rule| {
            (std::cmp::Reverse(rule.source.len()), rule.source.clone(), rule.left.is_empty() && rule.right.is_empty())
        });
        for (index, rule) in self.rules.iter().enumerate() {
            if let Some(&first) = rule.source.first() {
                self.by_first.entry(first).or_default().push(index as u16);
            }
        }
    }
}

impl Scheme {
    /// Two rules for the same letters in the same context: the second would never be used.
    fn check(&self) -> Result<()> {
        for pair in self.rules.windows(2) {
            let [one, other] = pair else { continue };
            let same = one.source == other.source && one.left == other.left && one.right == other.right;
            if same {
                let source: String = one.source.iter().collect();
                return Err(Error::data(format!("`{source}` has two rules for one context")));
            }
        }
        Ok(())
    }
}

/// Rules may be written in whole syllables or katakana; they are matched in what the preparation makes of them.
fn prepare_source(source: &[char], prepare: Prepare) -> Vec<char> {
    let mut prepared = Vec::with_capacity(source.len());
    for &c in source {
        match prepare {
            Prepare::Jamo | Prepare::KoreanHan => push_jamo(c, &mut prepared),
            Prepare::Kana => prepared.push(hiragana(c)),
            _ => prepared.push(c),
        }
    }
    prepared
}

/// Appends `c`, a Hangul syllable as its jamo.
pub(super) fn push_jamo(c: char, out: &mut Vec<char>) {
    match jamo(c) {
        Some((initial, vowel, last)) => {
            out.extend([initial, vowel]);
            out.extend(last);
        }
        None => out.push(c),
    }
}
