//! Cue tables: the words around a name that say what it is.
//!
//! One readable file a language in `cues/`: blocks `[class]` or `[class CODE]` followed by phrases, comma separated.
//! A phrase that ends in `*` is a stem: it also matches with up to three more letters (`министр*`). Phrases are folded
//! like names, so case, accents and hyphens do not matter. Six blocks are no classes: `[letters]` and `[letters_before]`
//! of states by one letter; `[envoys]`, parts of the offices of those who stand for a state abroad; `[words]`, ordinary
//! words that towns are called, too (`温泉`, hot spring); and of Chinese `[surnames]` and the characters of `[foreign]`
//! names, each on one line.

use super::hash_table::HashTable;
use super::role::Role;
use crate::gazetteer::Agent;
use crate::scan::{Seed, Words};
use crate::text::{fold, key};
use std::ops::Range;

/// What a cue says of the name beside it; a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $text:literal;)*) => {
        impl Classes {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
            fn named(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

classes! {
    /// A word of the grammar: says which language this is, and is no part of a name at the start of a sentence.
    FUNCTION = 0, "function";
    /// Before a name: the name is a place here.
    LOCATIVE = 1, "locative";
    /// Somewhere before `to`: the name after it is a place.
    MOTION = 2, "motion";
    /// Before a name: the name acts or is acted upon.
    ACTOR_PREPOSITION = 3, "actor_prep";
    /// Speech and act verbs: their subjects and objects are actors.
    VERB = 4, "verb";
    /// May stand between a subject and its verb.
    AUXILIARY = 5, "aux";
    /// Nouns that only an actor can own: `Moscow's allegations`.
    POLITICAL = 6, "political";
    /// `Mr.`, `Sgt.`: a person's name follows.
    HONORIFIC = 7, "honorific";
    /// An office or title: composes with a state, and with the name of who holds it.
    OFFICE = 8, "office";
    /// A noun for people who act: composes with a state.
    AGENT = 9, "agent";
    /// May stand between the state and the office or agent.
    MODIFIER = 10, "modifier";
    /// `former`, `ex`: the office is not held now.
    FORMER = 11, "former";
    /// The head of an organisation's name: the place in it is not the subject.
    ORGANIZATION = 12, "org";
    /// `County`, `River`: with its neighbour it names a place.
    PLACE_KIND = 13, "place_kind";
    /// `Street`: the name before it is a street's.
    STREET = 14, "street";
    /// Months and days: capitalised, never names.
    CALENDAR = 15, "calendar";
    /// Lower-case words inside names: `of`, `de`, `bin`.
    CONNECTOR = 16, "connector";
    /// Opens a pair of actors: `between A and B`.
    PAIR = 17, "pair";
    /// A place word that follows its name (`в городе` stands before, `市` after).
    LOCATIVE_AFTER = 18, "locative_after";
    /// `North`, `Central`: a part of many names, and no name alone.
    DIRECTION = 19, "direction";
    /// What marks the name before it as the subject: Korean `은`, Japanese `は`.
    SUBJECT_AFTER = 20, "subject_after";
    /// Opens a clause: the name after it may be its subject (`that`, `dass`).
    CLAUSE = 21, "clause";
    /// `was`: with the participle after it, its subject is acted upon.
    COPULA = 22, "copula";
    /// `from`: the name after it is a place, unless the word before is something that only an actor gives.
    ORIGIN = 23, "origin";
    /// `and` between two names.
    AND = 24, "and";
    /// The head of the name of an event or a law: `Olympics`, `Treaty`. The place in it is only where or of what.
    EVENT = 25, "event";
    /// What is named after a place and has nothing to do with it any more: `virus`, `sauce`.
    THING = 26, "thing";
    /// An ending of places that is written after an apostrophe: Turkish `'da`.
    LOCATIVE_SUFFIX = 27, "locative_suffix";
    /// Stands behind a person's name: Korean `씨`, Japanese `氏`.
    HONORIFIC_AFTER = 28, "honorific_after";
    /// `of`, between an office and its state.
    OF = 29, "of";
    /// A kind of place that stands before its name: `Lake`, `Mount`.
    PLACE_KIND_FIRST = 30, "place_kind_first";
    /// `the`: what stands before it says as much of the name behind it.
    ARTICLE = 31, "article";
}

impl Classes {
    pub(crate) const NONE: Self = Self(0);

    #[inline]
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A cue phrase found at a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cue {
    pub(crate) classes: Classes,
    /// Role part of the actor code, for offices.
    pub(crate) office: Option<Role>,
    /// Role part of the actor code, for agents.
    pub(crate) agent: Option<Role>,
    /// Role part of the actor code, for the heads of organisations' names.
    pub(crate) organization: Option<Role>,
    /// Words of the phrase; 0 = no cue here.
    pub(crate) words: u8,
}

impl Cue {
    /// Role part of the actor code, of an office before that of an agent.
    #[inline]
    pub(crate) fn role(&self) -> Option<&Role> {
        self.office.as_ref().or(self.agent.as_ref())
    }
}

/// The number of a cue in its table, 0 for no cue, and what is asked of most words without a look at the cue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CueId(u32);

impl CueId {
    const OFFICE: u32 = 1 << 31;
    const ROLE: u32 = 1 << 30;

    fn new(node: u32, cue: &Cue) -> Self {
        let office = if cue.office.is_some() { Self::OFFICE } else { 0 };
        let role = if cue.role().is_some() { Self::ROLE } else { 0 };
        Self(node | office | role)
    }

    /// True if the cue has [`Cue::office`].
    pub(crate) const fn is_office(self) -> bool {
        self.0 & Self::OFFICE != 0
    }

    /// True if the cue has a [role](Cue::role).
    pub(crate) const fn has_role(self) -> bool {
        self.0 & Self::ROLE != 0
    }

    const fn node(self) -> usize {
        (self.0 & !(Self::OFFICE | Self::ROLE)) as usize
    }
}

/// What is asked of every cue phrase of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    pub(crate) id: CueId,
    pub(crate) classes: Classes,
    /// Words of the phrase; 0 = no cue ends here.
    pub(crate) words: u8,
    /// Do longer phrases begin so?
    goes_on: bool,
}

/// The cue table of one language: phrases as paths from node 0, a word an edge.
pub(crate) struct Cues {
    lang: &'static str,
    seed: Seed,
    /// The cue of the phrase that ends at a node.
    phrases: Vec<Cue>,
    /// What is asked of most of them, side by side: the cues of a language are too many to stay near.
    nodes: Vec<Node>,
    /// From a node and a word to a node; see [`edge`].
    edges: HashTable,
    has_stems: bool,
    /// Letters that stand for states, with the codes of these.
    letters: Vec<(char, &'static str)>,
    /// What may follow two of them.
    letters_before: Vec<&'static str>,
    /// Parts of words for those who stand for a state abroad, folded.
    envoys: Vec<&'static str>,
    /// Ordinary words that towns are called, too, by the hash of all their letters.
    words: HashTable,
    /// Characters that foreign names are written with, and those that are surnames.
    foreign: &'static str,
    surnames: &'static str,
}

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("cues/en.txt")),
    ("ru", include_str!("cues/ru.txt")),
    ("uk", include_str!("cues/uk.txt")),
    ("de", include_str!("cues/de.txt")),
    ("fr", include_str!("cues/fr.txt")),
    ("es", include_str!("cues/es.txt")),
    ("it", include_str!("cues/it.txt")),
    ("pl", include_str!("cues/pl.txt")),
    ("tr", include_str!("cues/tr.txt")),
    ("ar", include_str!("cues/ar.txt")),
    ("zh", include_str!("cues/zh.txt")),
    ("ja", include_str!("cues/ja.txt")),
    ("ko", include_str!("cues/ko.txt")),
];

/// The plural of an English phrase whose dictionary gives none.
fn plural(phrase: &str) -> String {
    let vowel_before = |stem: &str| stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match phrase.strip_suffix('y').filter(|stem| !vowel_before(stem)) {
        Some(stem) => format!("{stem}ies"),
        None if phrase.ends_with(['s', 'x']) || phrase.ends_with("ch") || phrase.ends_with("sh") => {
            format!("{phrase}es")
        }
        None => format!("{phrase}s"),
    }
}

/// Phrases longer than this are not looked for.
const LONGEST: usize = 8;
/// Letters that may follow a stem.
const ENDING: usize = 3;

impl Cues {
    /// The tables of all languages, in the order of the files.
    pub(crate) fn all(seed: Seed) -> Vec<Self> {
        FILES.iter().map(|(lang, text)| Self::parse(lang, text, seed)).collect()
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.lang
    }

    /// Letters that stand for states, with the codes of these (`日`, `JPN`).
    pub(crate) fn letters(&self) -> &[(char, &'static str)] {
        &self.letters
    }

    /// What may follow two such letters side by side.
    pub(crate) fn letters_before(&self) -> &[&'static str] {
        &self.letters_before
    }

    /// False if [`is_word`](Self::is_word) holds of nothing: English towns are told from words by their capitals.
    pub(crate) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// True for an ordinary word of the language, folded, that is also the name of a town or two.
    pub(crate) fn is_word(&self, folded: &str) -> bool {
        self.words.get(whole(self.seed.hash(folded))).is_some()
    }

    /// True for a character that foreign names are written with in Chinese.
    pub(crate) fn writes_foreign(&self, word: &str) -> bool {
        !word.is_empty() && self.foreign.contains(word)
    }

    /// True if an office is that of someone who stands for a state abroad.
    pub(crate) fn is_envoy(&self, office: &str) -> bool {
        let folded = fold(office);
        self.envoys.iter().any(|part| folded.text().contains(part))
    }

    /// True for a character that is a Chinese surname.
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        !word.is_empty() && self.surnames.contains(word)
    }

    /// Keys of the single words that have a class, see [`whole`], in no order.
    pub(crate) fn words_of(&self, class: Classes) -> impl Iterator<Item = u64> + '_ {
        let from_root = self.edges.iter().filter(|(key, _)| key & OTHER == 0);
        from_root.filter(move |(_, node)| self.nodes[*node as usize].classes.has(class)).map(|(hash, _)| hash)
    }

    fn parse(lang: &'static str, text: &'static str, seed: Seed) -> Self {
        let mut cues = Self {
            lang,
            seed,
            phrases: vec![Cue::default()],
            nodes: vec![Node::default()],
            edges: HashTable::default(),
            has_stems: false,
            letters: Vec::new(),
            letters_before: Vec::new(),
            envoys: Vec::new(),
            words: HashTable::default(),
            foreign: "",
            surnames: "",
        };
        let (mut classes, mut role, mut block) = (Classes::NONE, None, "");
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let (class, code) = head.split_once(' ').unwrap_or((head, ""));
                block = class;
                if matches!(class, "letters" | "letters_before" | "envoys" | "words" | "foreign" | "surnames") {
                    continue;
                }
                classes = Classes::named(class).unwrap_or(Classes::NONE);
                debug_assert!(classes != Classes::NONE, "{lang}: unknown class {class:?}");
                role = Some(code).filter(|code| !code.is_empty()).and_then(Role::new);
                continue;
            }
            let list = match block {
                "foreign" => Some(&mut cues.foreign),
                "surnames" => Some(&mut cues.surnames),
                _ => None,
            };
            if let Some(list) = list {
                *list = line;
                continue;
            }
            for phrase in line.split([',', '，', '、']).map(str::trim).filter(|p| !p.is_empty()) {
                match block {
                    "letters" => {
                        let state = phrase.split_once(' ').and_then(|(c, iso3)| Some((c.chars().next()?, iso3)));
                        debug_assert!(
                            state.is_some(),
                            "{lang}: expected a letter and the code of a state, got {phrase:?}"
                        );
                        cues.letters.extend(state);
                    }
                    "letters_before" => cues.letters_before.push(phrase),
                    "envoys" => cues.envoys.push(phrase),
                    "words" => {
                        cues.words.get_or_insert(whole(seed.hash(fold(phrase).text())), 1);
                    }
                    _ => cues.add(phrase, classes, role),
                }
            }
        }
        cues
    }

    /// Adds an agent of a gazetteer, in the singular and the plural. Where the table has the phrase, its role yields;
    /// what ends with an office ("mines minister") is one.
    pub(crate) fn add_agent(&mut self, agent: &Agent) {
        let Some(role) = Role::of_agent(&agent.code) else { return };
        let regular = || (self.lang == "en").then(|| plural(&agent.agent));
        let plural = agent.plural.clone().or_else(regular);
        for phrase in [&agent.agent].into_iter().chain(&plural) {
            let last = phrase.rsplit(' ').next().unwrap_or(phrase);
            let class = if self.classes(&key(last)).has(Classes::OFFICE) { Classes::OFFICE } else { Classes::AGENT };
            self.add(phrase, class, Some(role));
        }
    }

    fn add(&mut self, phrase: &str, classes: Classes, role: Option<Role>) {
        let mut node = 0;
        let stem = phrase.ends_with('*');
        let mut words = Words::default();
        self.seed.split(phrase, &mut words);
        let words = words.list();
        for (i, word) in words.iter().enumerate() {
            let is_stem = (stem && i + 1 == words.len()) || phrase[word.end as usize..].starts_with('*');
            self.has_stems |= is_stem;
            let created = self.nodes.len() as u32;
            self.nodes[node as usize].goes_on = true;
            node = self.edges.get_or_insert(edge(node, word.hash, is_stem), created);
            if node == created {
                self.phrases.push(Cue::default());
                self.nodes.push(Node::default());
            }
        }
        if words.is_empty() {
            return;
        }
        let cue = &mut self.phrases[node as usize];
        cue.words = words.len() as u8;
        cue.classes = cue.classes.with(classes);
        match classes {
            Classes::OFFICE => cue.office = role,
            Classes::AGENT => cue.agent = role,
            Classes::ORGANIZATION => cue.organization = role.or(cue.organization),
            _ => {}
        }
        let here = &mut self.nodes[node as usize];
        (here.classes, here.words, here.id) = (cue.classes, cue.words, CueId::new(node, cue));
    }

    #[inline]
    fn step(&self, node: u32, keys: &WordKeys, word: usize) -> Option<u32> {
        let whole = self.edges.get(edge(node, *keys.hashes.get(word)?, false));
        if whole.is_none() && self.has_stems { self.step_by_stem(node, keys, word) } else { whole }
    }

    fn step_by_stem(&self, node: u32, keys: &WordKeys, word: usize) -> Option<u32> {
        keys.stems.get(word)?.iter().find_map(|stem| self.edges.get(edge(node, *stem, true)))
    }

    /// Calls `found` with every cue phrase that starts at word `first`, shorter ones first.
    #[inline]
    pub(crate) fn at(&self, keys: &WordKeys, first: usize, mut found: impl FnMut(&Node)) {
        let mut node = 0;
        for word in first..first + LONGEST {
            let Some(next) = self.step(node, keys, word) else { return };
            let mut here = next;
            // "прем'єр" begins "прем'єр-міністр", and is a stem of its own.
            if self.nodes[here as usize].words == 0 && self.has_stems {
                here = self.step_by_stem(node, keys, word).unwrap_or(here);
            }
            let phrase = &self.nodes[here as usize];
            if phrase.words > 0 {
                found(phrase);
            }
            if !self.nodes[next as usize].goes_on {
                return;
            }
            node = next;
        }
    }

    /// Where the longest phrase ends that starts at word `first` and goes on behind a gap: "ministère **congolais** des
    /// affaires étrangères".
    pub(crate) fn across(&self, keys: &WordKeys, first: usize, gap: Range<usize>) -> Option<usize> {
        let (mut node, mut end) = (0, None);
        for word in (first..gap.start).chain(gap.end..gap.end + LONGEST) {
            let Some(next) = self.step(node, keys, word) else { break };
            node = next;
            if word >= gap.end && self.nodes[node as usize].words > 0 {
                end = Some(word + 1);
            }
        }
        end
    }

    /// Classes of the cue that is this one folded word.
    pub(crate) fn classes(&self, folded: &str) -> Classes {
        let mut keys = WordKeys { hashes: vec![self.seed.hash(folded)], stems: Vec::new() };
        if self.has_stems {
            keys.stems.push(stems(folded, self.seed));
        }
        let mut classes = Classes::NONE;
        self.at(&keys, 0, |phrase| classes = phrase.classes);
        classes
    }

    /// The cue with this number.
    #[inline]
    pub(crate) fn cue(&self, id: CueId) -> &Cue {
        &self.phrases[id.node()]
    }
}

/// Hashes of the possible stems of a word: the word itself, and without its last letters, one to three.
pub(crate) type Stems = [u64; ENDING + 1];

fn stems(folded: &str, seed: Seed) -> Stems {
    let mut stems = Stems::default();
    let mut rest = folded;
    for stem in stems.iter_mut().take_while(|_| !rest.is_empty()) {
        *stem = seed.hash(rest);
        rest = &rest[..rest.floor_char_boundary(rest.len() - 1)];
    }
    stems
}

/// The words of a text as the cue tables see them: the hash of each, and its stems where the table has any.
#[derive(Default)]
pub(crate) struct WordKeys {
    pub(crate) hashes: Vec<u64>,
    stems: Vec<Stems>,
}

impl WordKeys {
    /// The hashes of words.
    pub(crate) fn fill(&mut self, words: &Words) {
        self.hashes.clear();
        self.hashes.extend(words.list().iter().map(|word| word.hash));
    }
}

impl Cues {
    /// Adds to the keys what this table wants of them beyond the hash. `folded` gives the folded form of a word.
    pub(crate) fn prepare<'t>(&self, folded: impl Fn(usize) -> &'t str, keys: &mut WordKeys) {
        if self.lang == "ar" {
            self.part_conjunctions(&folded, keys);
        }
        keys.stems.clear();
        if self.has_stems {
            keys.stems.extend((0..keys.hashes.len()).map(|i| stems(folded(i), self.seed)));
        }
    }
}

impl Cues {
    /// Arabic writes "and" together with the next word: what is no cue with it may be one without.
    fn part_conjunctions<'t>(&self, folded: impl Fn(usize) -> &'t str, keys: &mut WordKeys) {
        for (i, key) in keys.hashes.iter_mut().enumerate() {
            if let Some(bare) = self.without_conjunction(folded(i), *key) {
                *key = bare;
            }
        }
    }

    fn without_conjunction(&self, folded: &str, key: u64) -> Option<u64> {
        let known = |hash: u64| self.edges.get(edge(0, hash, false)).is_some();
        let bare = folded.strip_prefix(['و', 'ف'])?;
        if known(key) { None } else { Some(self.seed.hash(bare)).filter(|bare| known(*bare)) }
    }

    /// True for a folded Arabic word that is "and" and a cue.
    pub(crate) fn parts_conjunction(&self, folded: &str) -> bool {
        self.without_conjunction(folded, self.seed.hash(folded)).is_some()
    }
}

/// Marks the keys of edges that do not stand for a whole word at the root.
const OTHER: u64 = 1 << 63;

/// The key of a whole word at the root.
#[inline]
pub(crate) fn whole(hash: u64) -> u64 {
    hash & !OTHER
}

#[inline]
fn edge(node: u32, hash: u64, stem: bool) -> u64 {
    if node == 0 && !stem {
        return whole(hash);
    }
    let path = u64::from(node) * 2 + u64::from(stem) + 1;
    (hash ^ path.wrapping_mul(0x2545_f491_4f6c_dd1d)) | OTHER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_broken_at_the_end_of_a_line() {
        for (lang, text) in FILES {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            for pair in lines.windows(2) {
                let goes_on = pair.iter().all(|line| !line.is_empty() && !line.starts_with(['[', '#']));
                assert!(!goes_on || pair[0].ends_with([',', '，', '、']), "{lang}.txt: {:?}", pair[0]);
            }
        }
    }
}
