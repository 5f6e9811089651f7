//! Which language a document is in: by script, then by its function words.

use super::cues::{Classes, Cues, whole};
use super::hash_table::HashTable;
use crate::gazetteer::Agent;
use crate::scan::Seed;
use crate::text::{Script, Word};
use std::collections::BTreeMap;

/// Bytes of the text looked at.
const SAMPLE: u32 = 2_400;

/// The cue tables of all languages, and which of them have a word in their grammar.
pub(crate) struct Languages {
    tables: Vec<Cues>,
    /// For the hash of a function word, the set of the tables that list it.
    grammar: HashTable,
}

impl Languages {
    /// The tables that ship, with the agents of a gazetteer added to those of their languages.
    pub(crate) fn new(agents: impl Iterator<Item = Agent>, seed: Seed) -> Self {
        let mut tables = Cues::all(seed);
        for agent in agents {
            let lang = agent.lang.as_deref().unwrap_or("en");
            if let Some(table) = tables.iter_mut().find(|table| table.lang() == lang) {
                table.add_agent(&agent);
            }
        }
        let mut sets: BTreeMap<u64, u32> = BTreeMap::new();
        for (i, table) in tables.iter().enumerate() {
            for hash in table.words_of(Classes::FUNCTION) {
                *sets.entry(hash).or_default() |= 1 << i;
            }
        }
        let mut grammar = HashTable::default();
        for (hash, set) in sets {
            grammar.get_or_insert(hash, set);
        }
        Self { tables, grammar }
    }

    /// The table to use: of `lang` if it is given and known, else of the language guessed from the words.
    pub(crate) fn choose(&self, text: &str, words: &[Word], hashes: &[u64], lang: Option<&str>) -> &Cues {
        let lang = lang.map(|l| l.split(['-', '_']).next().unwrap_or(l));
        let named = lang.and_then(|l| self.tables.iter().find(|table| table.lang().eq_ignore_ascii_case(l)));
        named.unwrap_or_else(|| self.guess(text, words, hashes))
    }

    fn guess(&self, text: &str, words: &[Word], hashes: &[u64]) -> &Cues {
        let words = &words[..words.partition_point(|word| word.span.end <= SAMPLE)];
        let script = main_script(words);
        let mut hits = vec![0; self.tables.len()];
        for hash in &hashes[..words.len()] {
            let mut set = self.grammar.get(whole(*hash)).unwrap_or_default();
            while set != 0 {
                hits[set.trailing_zeros() as usize] += 1;
                set &= set - 1;
            }
        }
        let head = words.last().map_or("", |last| &text[..last.span.end as usize]);
        let mut best = (0, 0);
        for (i, table) in self.tables.iter().enumerate() {
            let hits = 1 + hits[i] + letters_of(table.lang(), script, head);
            if fits(table.lang(), script) && hits > best.1 {
                best = (i, hits);
            }
        }
        &self.tables[best.0]
    }
}

/// The script of most of the letters. Kana marks Japanese, however many Han characters stand between.
fn main_script(words: &[Word]) -> Script {
    let mut letters: Vec<(Script, u32)> = Vec::new();
    for word in words {
        let width = match word.script {
            Script::Latin | Script::Other => 1,
            Script::Cyrillic | Script::Greek | Script::Arabic | Script::Hebrew | Script::Armenian => 2,
            _ => 3,
        };
        let count = word.span.len() / width;
        match letters.iter_mut().find(|(script, _)| *script == word.script) {
            Some((_, sum)) => *sum += count,
            None => letters.push((word.script, count)),
        }
    }
    letters.retain(|(script, _)| *script != Script::Other);
    let kana = letters.iter().any(|(script, _)| matches!(script, Script::Hiragana | Script::Katakana));
    let main = letters.iter().rev().max_by_key(|(_, count)| *count).map_or(Script::Latin, |(script, _)| *script);
    if main == Script::Han && kana { Script::Hiragana } else { main }
}

fn fits(lang: &str, script: Script) -> bool {
    match script {
        Script::Cyrillic => matches!(lang, "ru" | "uk"),
        Script::Arabic => lang == "ar",
        Script::Han => lang == "zh",
        Script::Hiragana | Script::Katakana => lang == "ja",
        Script::Hangul => lang == "ko",
        _ => !matches!(lang, "ru" | "uk" | "ar" | "zh" | "ja" | "ko"),
    }
}

/// Letters that only one of two neighbours uses.
fn letters_of(lang: &str, script: Script, text: &str) -> usize {
    let own: &[char] = match (lang, script) {
        ("uk", Script::Cyrillic) => &['і', 'ї', 'є', 'ґ'],
        ("ru", Script::Cyrillic) => &['ы', 'э', 'ъ', 'ё'],
        _ => return 0,
    };
    text.chars().filter(|c| own.contains(c)).count()
}
