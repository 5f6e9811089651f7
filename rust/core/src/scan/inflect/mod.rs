//! Endings, particles and attached prefixes that news text hangs on names, as readable tables.
//!
//! A table says by what to replace an ending (or prefix) to come back to the form that a gazetteer lists. It proposes
//! generously: a proposal counts only if it is a name in the gazetteer.

use crate::text::Script;
use std::sync::LazyLock;

/// The tables, one for each group of languages. To add one: write the file, add it here.
const FILES: &[(&str, &str)] = &[
    ("cyrillic.txt", include_str!("cyrillic.txt")),
    ("korean.txt", include_str!("korean.txt")),
    ("semitic.txt", include_str!("semitic.txt")),
    ("caucasian.txt", include_str!("caucasian.txt")),
    ("latin.txt", include_str!("latin.txt")),
];

static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| FILES.iter().flat_map(|(name, text)| parse(name, text).unwrap_or_default()).collect());

/// The tables of each script, by its number.
static BY_SCRIPT: LazyLock<Vec<Vec<&'static Table>>> = LazyLock::new(|| {
    let of = |script: usize| TABLES.iter().filter(|table| table.script as usize == script).collect();
    (0..64).map(of).collect()
});

/// Which scripts' words are also tried without their endings.
///
/// Off for Latin letters unless asked for: in most languages written so, names are not inflected, and a word that is no
/// name would be tried in vain.
///
/// ```
/// use entmatch_core::scan::Inflection;
/// use entmatch_core::text::Script;
/// assert!(Inflection::default().has(Script::Cyrillic) && !Inflection::default().has(Script::Latin));
/// assert!(Inflection::default().with_latin().has(Script::Latin));
/// assert!(!Inflection::none().has(Script::Hangul));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inflection(u64);

impl Default for Inflection {
    fn default() -> Self {
        let scripts = TABLES.iter().map(|table| table.script).filter(|&script| script != Script::Latin);
        Self(scripts.fold(0, |set, script| set | bit(script)))
    }
}

impl Inflection {
    /// Names as they are, nothing else.
    pub const fn none() -> Self {
        Self(0)
    }

    /// Also the West Slavic and Baltic endings of names in Latin letters: for texts known to be in such a language.
    #[must_use]
    pub const fn with_latin(self) -> Self {
        Self(self.0 | bit(Script::Latin))
    }

    /// Are words of this script tried?
    pub const fn has(self, script: Script) -> bool {
        self.0 & bit(script) != 0
    }
}

const fn bit(script: Script) -> u64 {
    1 << (script as u8)
}

/// The rules for one script.
#[derive(Debug)]
struct Table {
    script: Script,
    /// Characters that must be left of a word when the ending is gone.
    stem: usize,
    /// The same of a word that goes on with a name: "압둘라 귈은".
    stem_behind: usize,
    prefixes: Vec<Rule>,
    /// By last character of the ending.
    suffixes: Vec<Rule>,
    /// The last characters, in order, and where the rules for each end.
    lasts: Vec<(Option<char>, usize)>,
    /// A bit for the low byte of each last character: most words have another.
    seen: [u64; 4],
}

#[derive(Debug)]
struct Rule {
    affix: &'static str,
    instead: Vec<&'static str>,
}

impl Rule {
    fn last(&self) -> Option<char> {
        self.affix.chars().next_back()
    }
}

/// Forms proposed for a word, kept in one buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    text: String,
    ends: Vec<usize>,
    /// The word that forms are proposed for.
    word: String,
}

impl Forms {
    pub(super) fn mark(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    pub(super) fn truncate(&mut self, mark: usize) {
        self.ends.truncate(mark);
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// The word itself, its ASCII capitals made small where it is not folded yet.
    pub(super) fn push_exact(&mut self, word: &str, has_capitals: bool) {
        let from = self.text.len();
        self.push(&[word]);
        if has_capitals {
            self.text[from..].make_ascii_lowercase();
        }
    }

    /// What the word that was pushed as `number` may be a form of; `behind` another word of the same name.
    pub(super) fn push_inflected(&mut self, number: usize, script: Script, behind: bool) {
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        word.push_str(self.get(number));
        for table in BY_SCRIPT.get(script as usize).into_iter().flatten() {
            table.propose(&word, if behind { table.stem_behind } else { table.stem }, self);
        }
        self.word = word;
    }

    fn push(&mut self, parts: &[&str]) {
        self.text.extend(parts.iter().copied());
        self.ends.push(self.text.len());
    }
}

impl Table {
    fn propose(&self, folded: &str, least: usize, out: &mut Forms) {
        let long_enough = |stem: &str| stem.chars().nth(least.saturating_sub(1)).is_some();
        for rule in &self.prefixes {
            if let Some(stem) = folded.strip_prefix(rule.affix).filter(|stem| long_enough(stem)) {
                rule.instead.iter().for_each(|instead| out.push(&[instead, stem]));
            }
        }
        for rule in self.ending_in(folded.chars().next_back()) {
            if let Some(stem) = folded.strip_suffix(rule.affix).filter(|stem| long_enough(stem)) {
                rule.instead.iter().for_each(|instead| out.push(&[stem, instead]));
            }
        }
        // Words without an ending may stand for ones that have one in the list.
        let bare = self.ending_in(None).iter();
        for instead in bare.flat_map(|rule| &rule.instead).filter(|_| long_enough(folded)) {
            out.push(&[folded, instead]);
        }
    }
}

impl Table {
    /// The rules for endings with this last character; those for no ending, if there is none.
    fn ending_in(&self, last: Option<char>) -> &[Rule] {
        if last.is_some_and(|last| self.seen[last as usize / 64 % 4] & (1 << (last as u64 % 64)) == 0) {
            return &[];
        }
        let Ok(at) = self.lasts.binary_search_by_key(&last, |(last, _)| *last) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.lasts[before].1);
        &self.suffixes[start..self.lasts[at].1]
    }
}

/// Reads a file: `script NAME`, `stem N`, `stem_behind N` after that, `prefix AFFIX = INSTEAD ...`,
/// `suffix AFFIX = INSTEAD ...`; `-` stands for nothing, `#` begins a comment.
fn parse(file: &str, text: &'static str) -> Result<Vec<Table>, String> {
    let mut tables: Vec<Table> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or("").trim();
        if line.is_empty() {
            continue;
        }
        let bad = |what: &str| format!("{file}:{}: {what}: {line:?}", number + 1);
        let (word, rest) = line.split_once(' ').ok_or_else(|| bad("expected a word and a value"))?;
        let affix = |part: &'static str| if part == "-" { "" } else { part };
        if word == "script" {
            let script = Script::ALL.iter().copied().find(|script| script.as_str() == rest);
            let script = script.ok_or_else(|| bad("unknown script"))?;
            tables.push(Table {
                script,
                stem: 2,
                stem_behind: 2,
                prefixes: Vec::new(),
                suffixes: Vec::new(),
                lasts: Vec::new(),
                seen: [0; 4],
            });
            continue;
        }
        let table = tables.last_mut().ok_or_else(|| bad("expected `script` first"))?;
        if matches!(word, "stem" | "stem_behind") {
            table.stem_behind = rest.parse().map_err(|_| bad("not a number"))?;
            if word == "stem" {
                table.stem = table.stem_behind;
            }
            continue;
        }
        let (from, to) = rest.split_once('=').ok_or_else(|| bad("expected `=`"))?;
        for from in from.split_whitespace() {
            let rule = Rule { affix: affix(from), instead: to.split_whitespace().map(affix).collect() };
            match word {
                "prefix" => table.prefixes.push(rule),
                "suffix" => table.suffixes.push(rule),
                _ => return Err(bad("expected `script`, `stem`, `stem_behind`, `prefix` or `suffix`")),
            }
        }
    }
    for table in &mut tables {
        table.suffixes.sort_by_key(Rule::last);
        for (at, rule) in table.suffixes.iter().enumerate() {
            match table.lasts.last_mut().filter(|(last, _)| *last == rule.last()) {
                Some((_, end)) => *end = at + 1,
                None => table.lasts.push((rule.last(), at + 1)),
            }
            if let Some(last) = rule.last() {
                table.seen[last as usize / 64 % 4] |= 1 << (last as u64 % 64);
            }
        }
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads() {
        for (name, text) in FILES {
            let tables = parse(name, text).expect("the file reads");
            assert!(!tables.is_empty(), "{name}");
            for rule in tables.iter().flat_map(|table| table.prefixes.iter().chain(&table.suffixes)) {
                assert_eq!(crate::text::fold(rule.affix).text(), rule.affix, "{name}: write endings folded");
                assert!(!rule.instead.is_empty(), "{name}: {rule:?}");
                assert!(
                    rule.instead.iter().all(|to| *to != rule.affix && crate::text::fold(to).text() == *to),
                    "{name}: {rule:?}"
                );
            }
        }
    }

    #[test]
    fn forms_lead_back_to_names() {
        for (form, script, name) in [
            ("пхеньяне", Script::Cyrillic, "пхеньян"),
            ("путиным", Script::Cyrillic, "путин"),
            ("северной", Script::Cyrillic, "северная"),
            ("кореей", Script::Cyrillic, "корея"),
            ("россии", Script::Cyrillic, "россия"),
            ("києві", Script::Cyrillic, "київ"),
            ("평양에서", Script::Hangul, "평양"),
            ("والعراق", Script::Arabic, "العراق"),
            ("للعراق", Script::Arabic, "العراق"),
            ("თბილისში", Script::Georgian, "თბილისი"),
            ("putinem", Script::Latin, "putin"),
            ("warszawie", Script::Latin, "warszawa"),
        ] {
            let mut forms = Forms::default();
            forms.push_exact(crate::text::fold(form).text(), false);
            forms.push_inflected(0, script, false);
            let all: Vec<&str> = (0..forms.mark()).map(|number| forms.get(number)).collect();
            assert!(all.contains(&crate::text::fold(name).text()), "{form}: {all:?}");
        }
    }
}
