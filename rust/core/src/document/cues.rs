//! Cue tables: the words around a name that say what it is.
//!
//! One readable file a language in `cues/`: blocks `[class]` or `[class CODE]` followed by phrases, comma separated.
//! A phrase that ends in `*` is a stem: it also matches with up to three more letters (`министр*`). Phrases are folded
//! like names, so case, accents and hyphens do not matter.

use crate::text::{Word, fold};
use std::collections::HashMap;

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
}

impl Classes {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A cue phrase found at a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cue {
    pub(crate) classes: Classes,
    /// Role part of the actor code, for offices.
    pub(crate) office: Option<&'static str>,
    /// Role part of the actor code, for agents.
    pub(crate) agent: Option<&'static str>,
    /// Words of the phrase; 0 = no cue here.
    pub(crate) words: u8,
}

#[derive(Default)]
struct Node {
    cue: Cue,
    next: HashMap<u64, u32>,
    stems: HashMap<u64, u32>,
}

/// The cue table of one language.
pub(crate) struct Cues {
    lang: &'static str,
    nodes: Vec<Node>,
    has_stems: bool,
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

/// Phrases longer than this are not looked for.
const LONGEST: usize = 8;
/// Letters that may follow a stem.
const ENDING: usize = 3;

impl Cues {
    /// The tables of all languages, in the order of the files.
    pub(crate) fn all() -> Vec<Self> {
        FILES.iter().map(|(lang, text)| Self::parse(lang, text)).collect()
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.lang
    }

    fn parse(lang: &'static str, text: &'static str) -> Self {
        let mut cues = Self { lang, nodes: vec![Node::default()], has_stems: false };
        let (mut classes, mut code) = (Classes::NONE, "");
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let (class, role) = head.split_once(' ').unwrap_or((head, ""));
                classes = Classes::named(class).unwrap_or(Classes::NONE);
                debug_assert!(classes != Classes::NONE, "{lang}: unknown class {class:?}");
                code = role;
                continue;
            }
            for phrase in line.split([',', '，', '、']).map(str::trim).filter(|p| !p.is_empty()) {
                cues.add(phrase, classes, code);
            }
        }
        cues
    }

    fn add(&mut self, phrase: &str, classes: Classes, code: &'static str) {
        let mut node = 0;
        let mut count = 0;
        let stem = phrase.ends_with('*');
        let words = crate::text::words(phrase);
        for (i, word) in words.iter().enumerate() {
            let hash = hash(&fold_word(word.span.of(phrase)));
            let created = self.nodes.len() as u32;
            let parent: &mut Node = &mut self.nodes[node as usize];
            let is_stem = (stem && i + 1 == words.len()) || phrase[word.span.end as usize..].starts_with('*');
            self.has_stems |= is_stem;
            let edges = if is_stem { &mut parent.stems } else { &mut parent.next };
            node = *edges.entry(hash).or_insert(created);
            if node == created {
                self.nodes.push(Node::default());
            }
            count += 1;
        }
        if count == 0 {
            return;
        }
        let cue = &mut self.nodes[node as usize].cue;
        cue.words = count;
        cue.classes = cue.classes.with(classes);
        if classes == Classes::OFFICE {
            cue.office = Some(code);
        }
        if classes == Classes::AGENT {
            cue.agent = Some(code);
        }
    }

    fn step(&self, node: u32, word: &WordKey) -> Option<u32> {
        let node = &self.nodes[node as usize];
        node.next.get(&word.hash).copied().or_else(|| {
            if node.stems.is_empty() {
                return None;
            }
            word.stems.iter().find_map(|stem| node.stems.get(stem).copied())
        })
    }

    /// Calls `found` with every cue phrase that starts at `keys[0]`, shorter ones first.
    pub(crate) fn at(&self, keys: &[WordKey], mut found: impl FnMut(Cue)) {
        let mut node = 0;
        for key in keys.iter().take(LONGEST) {
            match self.step(node, key) {
                None => return,
                Some(next) => node = next,
            }
            let cue = self.nodes[node as usize].cue;
            if cue.words > 0 {
                found(cue);
            }
        }
    }
}

/// A word as the cue tables see it: the hash of its folded form, and of its possible stems.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordKey {
    hash: u64,
    stems: [u64; ENDING + 1],
}

impl WordKey {
    pub(crate) fn new(text: &str, word: &Word, stems: bool) -> Self {
        let surface = word.span.of(text);
        if surface.is_ascii() && !stems {
            let mut hash = START;
            for byte in surface.bytes() {
                hash = mix(hash, byte.to_ascii_lowercase());
            }
            return Self { hash, stems: [0; ENDING + 1] };
        }
        let folded = fold_word(surface);
        let mut key = Self { hash: hash(&folded), stems: [0; ENDING + 1] };
        if stems {
            let mut end = folded.len();
            for slot in &mut key.stems {
                *slot = hash(&folded[..end]);
                match folded[..end].char_indices().next_back() {
                    Some((i, _)) if i > 0 => end = i,
                    _ => break,
                }
            }
        }
        key
    }
}

impl Cues {
    /// The keys of all words of a text.
    pub(crate) fn keys(&self, text: &str, words: &[Word], out: &mut Vec<WordKey>) {
        out.clear();
        out.extend(words.iter().map(|word| WordKey::new(text, word, self.has_stems)));
    }
}

fn fold_word(word: &str) -> String {
    fold(word).text().to_owned()
}

// FNV-1a: short keys, no dependency, the same on every machine.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(START, mix)
}
