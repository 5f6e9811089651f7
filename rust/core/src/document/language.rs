//! Which language a document is in: by script, then by its function words.

use super::cues::{Classes, Cues, whole};
use super::hash_table::HashTable;
use crate::gazetteer::Agent;
use crate::scan::Seed;
use crate::text::{Joiner, Script, Word};

/// Bytes of the text looked at.
const SAMPLE: u32 = 2_400;

/// Words looked at before it is asked whether the language is clear.
const STEP: usize = 64;
/// Words of the grammar of one language, several times as many as of any other, from which on it is.
const CLEAR: u16 = 20;

/// The cue tables of all languages, and which of them have a word in their grammar.
pub(crate) struct Languages {
    tables: Vec<Cues>,
    /// For the hash of a function word, its place in `listed`.
    grammar: HashTable,
    /// For each table, 1 if it lists the word; the first word is in none.
    listed: Vec<[u16; TABLES]>,
}

/// No more tables than this.
const TABLES: usize = 16;

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
        let mut grammar = HashTable::default();
        let mut listed = vec![[0; TABLES]];
        for (i, table) in tables.iter().take(TABLES).enumerate() {
            for hash in table.words_of(Classes::FUNCTION) {
                let place = grammar.get_or_insert(hash, listed.len() as u32) as usize;
                listed.resize(listed.len().max(place + 1), [0; TABLES]);
                listed[place][i] = 1;
            }
        }
        Self { tables, grammar, listed }
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
        // The sample is too short for the counts to overflow.
        let mut hits = [0_u16; TABLES];
        for hashes in hashes[..words.len()].chunks(STEP) {
            for hash in hashes {
                if let Some(place) = self.grammar.get(whole(*hash)) {
                    let listed = &self.listed[place as usize];
                    hits.iter_mut().zip(listed).for_each(|(hits, listed)| *hits += listed);
                }
            }
            if is_clear(&hits) {
                break;
            }
        }
        let head = words.last().map_or("", |last| &text[..last.span.end as usize]);
        let mut best = (0, 0);
        for (i, table) in self.tables.iter().enumerate().take(TABLES) {
            let possessives = if table.lang() == "en" { possessives(text, words) } else { 0 };
            let hits = 1 + usize::from(hits[i]) + possessives + letters_of(table.lang(), script, head);
            if fits(table.lang(), script) && hits > best.1 {
                best = (i, hits);
            }
        }
        &self.tables[best.0]
    }
}

/// True if one language has so many of the words, and no other a third as many, that the rest need not be looked at.
fn is_clear(hits: &[u16; TABLES]) -> bool {
    let (mut first, mut second) = (0, 0);
    for &hits in hits {
        (first, second) = (hits.max(first), second.max(hits.min(first)));
    }
    first >= CLEAR && first >= 3 * second
}

/// The script of most of the letters. Kana marks Japanese, however many Han characters stand between.
fn main_script(words: &[Word]) -> Script {
    if words.iter().all(|word| matches!(word.script, Script::Latin | Script::Other)) {
        return Script::Latin;
    }
    let mut letters = [0; Script::ALL.len()];
    for word in words.iter().filter(|word| word.script != Script::Other) {
        let width = match word.script {
            Script::Latin => 1,
            Script::Cyrillic | Script::Greek | Script::Arabic | Script::Hebrew | Script::Armenian => 2,
            _ => 3,
        };
        letters[word.script as usize] += word.span.len() / width;
    }
    // Of as many letters, the script met first.
    let main = words.iter().rev().map(|word| word.script).max_by_key(|script| letters[*script as usize]);
    let kana = [Script::Hiragana, Script::Katakana].iter().any(|kana| letters[*kana as usize] > 0);
    match main {
        Some(Script::Han) if kana => Script::Hiragana,
        None | Some(Script::Other) => Script::Latin,
        Some(main) => main,
    }
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

/// "Oman's", "Oman’s"
fn possessives(text: &str, words: &[Word]) -> usize {
    words.iter().filter(|word| word.joiner == Joiner::Apostrophe && word.span.of(text) == "s").count()
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
