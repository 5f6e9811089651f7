//! Romanised Asian names read back into the default romanisation: `Syamen'` into `xiamen`, `P'ing-chiang` into `pingjiang`.
//!
//! A Russian spelling of a Chinese name is a string of some 400 syllables, each with a handful of romanisations. So the
//! schemes are run forwards over the inventory of syllables (for Korean: of initials, vowels and finals), and a
//! word is read as a sequence of what they wrote: a small beam over a table, linear in the word. Reading the schemes
//! backwards letter by letter instead (`reverse`) would allow what no syllable is.

mod languages;
mod learn;

use std::collections::HashMap;

pub(super) use languages::respellers;

/// Partial readings kept at each position.
const BEAM: usize = 16;
/// A longer word is no name of a few syllables.
const LONGEST_WORD: usize = 40;

/// What a syllable without an initial costs in Vietnamese, where few have none.
const BARE: f32 = 1.5;

/// What a unit is within a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A whole syllable.
    Syllable,
    Initial,
    Vowel,
    Final,
    /// A final with the next syllable's initial, written as one: ll.
    Joint,
}

struct Unit {
    /// The unit in the default romanisation.
    plain: String,
    class: Class,
    /// Logarithm of how often the unit occurs and how usual this spelling of it is.
    score: f32,
    /// `plain` as the step of a polynomial hash: what the hash so far is multiplied by, and what is added.
    power: u64,
    hash: u64,
}

/// A node of the tree of spellings.
#[derive(Default)]
struct Node {
    children: Vec<(u8, u32)>,
    /// Numbers of the units that are spelled like this.
    units: Vec<u32>,
}

/// A habit of spelling one language's names.
pub(super) struct Respeller {
    /// What the reading is called, for `via`.
    pub(super) name: &'static str,
    /// Logarithm of how common names of this kind are beside the others.
    pub(super) prior: f32,
    /// What stands between the syllables of a reading.
    separator: &'static str,
    /// Whether its spellings are romanised Russian: â is ya there, and a in Japan.
    russian: bool,
    nodes: Vec<Node>,
    units: Vec<Unit>,
    /// Spelling and plain form -> number of the unit, while it is built.
    known: HashMap<(String, String), u32>,
}

/// A partial reading; its text is the chain of links behind it.
#[derive(Clone, Copy)]
struct State {
    score: f32,
    class: Class,
    /// Number of the last link plus one; 0 for none.
    link: u32,
    hash: u64,
}

/// A unit and the link before it.
struct Link {
    before: u32,
    unit: u32,
    parted: bool,
}

/// The best states at one position of the word, sorted.
#[derive(Clone)]
struct Beam {
    states: [State; BEAM],
    len: usize,
}

const EMPTY: State = State { score: 0.0, class: Class::Syllable, link: 0, hash: 0 };
const BASE: u64 = 0x0000_0100_0000_01B3;

impl Respeller {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            prior: 0.0,
            separator: "",
            russian: false,
            nodes: vec![Node::default()],
            units: Vec::new(),
            known: HashMap::new(),
        }
    }

    fn add(&mut self, spelling: &str, plain: &str, class: Class, weight: f32) {
        let spelling = spelling.trim();
        if spelling.is_empty() || !spelling.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
            return;
        }
        let score = weight.max(1e-6).ln();
        let key = (spelling.to_owned(), format!("{class:?} {plain}"));
        if let Some(&number) = self.known.get(&key) {
            let unit = &mut self.units[number as usize];
            unit.score = unit.score.max(score);
            return;
        }
        let number = self.units.len() as u32;
        let (power, hash) = hash(plain);
        self.units.push(Unit { plain: plain.to_owned(), class, score, power, hash });
        self.known.insert(key, number);
        let mut node = 0;
        for byte in spelling.bytes() {
            node = self.child(node, byte).unwrap_or_else(|| {
                let child = self.nodes.len() as u32;
                self.nodes.push(Node::default());
                self.nodes[node as usize].children.push((byte, child));
                child
            });
        }
        self.nodes[node as usize].units.push(number);
    }

    fn child(&self, node: u32, byte: u8) -> Option<u32> {
        self.nodes[node as usize].children.iter().find(|child| child.0 == byte).map(|child| child.1)
    }

    /// Readings of one word, the likeliest first, with the logarithm of their likelihood, which can be compared with
    /// those of other respellers.
    pub(super) fn read(&self, word: &str, most: usize) -> Vec<(String, f32)> {
        let word = self.letters(word);
        let word = word.as_bytes();
        if word.len() > LONGEST_WORD {
            return Vec::new();
        }
        let mut beams = vec![Beam { states: [EMPTY; BEAM], len: 0 }; word.len() + 1];
        beams[0].len = 1;
        let mut links: Vec<Link> = Vec::new();
        for at in 0..word.len() {
            let here = beams[at].clone();
            let here = &here.states[..here.len];
            if here.is_empty() {
                continue;
            }
            if matches!(word[at], b'-' | b'\'') {
                // An apostrophe that no syllable accounts for is unlikely; a hyphen is not.
                let loss = if word[at] == b'-' { 0.0 } else { 2.0 };
                for state in here {
                    beams[at + 1].push(State { score: state.score - loss, ..*state });
                }
            }
            let mut node = 0;
            for end in at..word.len() {
                let Some(child) = self.child(node, word[end]) else { break };
                node = child;
                for &number in &self.nodes[node as usize].units {
                    let unit = &self.units[number as usize];
                    for state in here.iter().filter(|state| follows(state.class, unit.class)) {
                        let next = self.step(*state, unit);
                        if let Some(place) = beams[end + 1].push(next) {
                            let parted = !self.separator.is_empty() && state.link > 0 && opens(state.class, unit.class);
                            links.push(Link { before: state.link, unit: number, parted });
                            beams[end + 1].states[place].link = links.len() as u32;
                        }
                    }
                }
            }
        }
        let Some(last) = beams.last() else { return Vec::new() };
        let complete =
            |state: &&State| matches!(state.class, Class::Syllable | Class::Vowel | Class::Final) && state.link > 0;
        let found = last.states[..last.len].iter().filter(complete).take(most);
        found.map(|state| (self.text(&links, state.link), state.score)).collect()
    }

    /// `state` followed by `unit`, its link still to be set.
    fn step(&self, state: State, unit: &Unit) -> State {
        let mut hash = state.hash;
        if !self.separator.is_empty() && opens(state.class, unit.class) {
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(b' '));
        }
        let hash = hash.wrapping_mul(unit.power).wrapping_add(unit.hash);
        let mut score = state.score + unit.score;
        if !self.separator.is_empty() && unit.class == Class::Vowel && opens(state.class, unit.class) {
            score -= BARE;
        }
        State { score, class: unit.class, link: 0, hash }
    }

    /// The text behind a link.
    fn text(&self, links: &[Link], link: u32) -> String {
        let mut pieces = Vec::new();
        let mut at = link;
        while let Some(link) = at.checked_sub(1).and_then(|index| links.get(index as usize)) {
            pieces.push(self.units[link.unit as usize].plain.as_str());
            if link.parted {
                pieces.push(self.separator);
            }
            at = link.before;
        }
        pieces.iter().rev().copied().collect()
    }
}

impl Beam {
    /// Keeps the best [`BEAM`] states, sorted, each text once; says where the state went.
    fn push(&mut self, state: State) -> Option<usize> {
        let states = &self.states[..self.len];
        let same = states.iter().position(|known| known.hash == state.hash && known.class == state.class);
        let place = states.partition_point(|known| known.score >= state.score);
        // What is shifted away: the worse twin, or the last.
        let until = match same {
            Some(same) if same < place => return None,
            Some(same) => same,
            None if self.len < BEAM => {
                self.len += 1;
                self.len - 1
            }
            None => BEAM - 1,
        };
        if place > until {
            return None;
        }
        self.states.copy_within(place..until, place + 1);
        self.states[place] = state;
        Some(place)
    }
}

/// The multiplier and the summand that append `text` to a polynomial hash.
fn hash(text: &str) -> (u64, u64) {
    text.bytes().fold((1, 0), |(power, hash): (u64, u64), byte| {
        (power.wrapping_mul(BASE), hash.wrapping_mul(BASE).wrapping_add(u64::from(byte)))
    })
}

fn follows(before: Class, next: Class) -> bool {
    use Class::{Final, Initial, Joint, Syllable, Vowel};
    match before {
        Initial | Joint => next == Vowel,
        Vowel => next != Syllable,
        Syllable | Final => matches!(next, Syllable | Initial | Vowel),
    }
}

/// True if `next` begins a syllable.
fn opens(before: Class, next: Class) -> bool {
    match next {
        Class::Syllable | Class::Initial => true,
        Class::Vowel => matches!(before, Class::Final | Class::Vowel | Class::Syllable),
        Class::Final | Class::Joint => false,
    }
}
