//! Romanised Asian names read back into the default romanisation: `Syamen'` into `xiamen`, `P'ing-chiang` into `pingjiang`.
//!
//! A Russian spelling of a Chinese name is a string of some 400 syllables, each with a handful of romanisations. So the
//! schemes are run forwards over the inventory of syllables (for Korean: of initials, vowels and finals), and a
//! word is read as a sequence of what they wrote: a small beam over a table, linear in the word. Reading the schemes
//! backwards letter by letter instead (`reverse`) would allow what no syllable is.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::catalogue::{scheme, schemes};
use super::chars::compose;
use super::han::{self, Reading};
use super::pinyin;
use super::romanize::romanize;
use super::scheme::Scheme;
use super::variants::alternatives;

/// Partial readings kept at each position.
const BEAM: usize = 16;
/// A longer word is no name of a few syllables.
const LONGEST_WORD: usize = 40;

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
    units: HashMap<String, Vec<Unit>>,
    longest: usize,
}

#[derive(Clone)]
struct State {
    score: f32,
    units: u32,
    class: Class,
    out: String,
}

impl Respeller {
    fn new(name: &'static str) -> Self {
        Self { name, prior: 0.0, separator: "", russian: false, units: HashMap::new(), longest: 0 }
    }

    /// Adds what `ways` make of a unit, alone and after the contexts.
    fn learn(&mut self, unit: &str, plain: &str, class: Class, contexts: &[&str], ways: &[Way], prior: f32) {
        self.russian = ways.iter().any(|way| way.second.is_some());
        for way in ways {
            for context in contexts {
                let before = way.spellings(context).into_iter().next().map_or(String::new(), |spelling| spelling.0);
                let spellings = way.spellings(&format!("{context}{unit}"));
                for (whole, weight) in spellings.into_iter().take(4) {
                    // With its marks read as letters, and with its marks lost.
                    for (fold, weight) in [(self.letters(&whole), weight), (unmarked(&whole), weight * 0.5)] {
                        let before = if fold == unmarked(&whole) { unmarked(&before) } else { self.letters(&before) };
                        if let Some(rest) = fold.strip_prefix(before.as_str()) {
                            self.add(rest.trim_matches('-'), plain, class, weight * prior);
                        }
                    }
                }
            }
        }
    }

    /// Plain letters, but for the marks that tell sounds apart: breves of Korean vowels, hooks and hats of romanised Russian.
    fn letters(&self, text: &str) -> String {
        let pairs: &[(&str, &str)] = if self.russian {
            &[("č", "ch"), ("š", "sh"), ("ž", "zh"), ("ŝ", "shch"), ("â", "ya"), ("û", "yu")]
        } else {
            &[("ŏ", "eo"), ("ŭ", "eu")]
        };
        if text.is_ascii() {
            return unmarked(text);
        }
        let mut text = composed(text);
        for (from, to) in pairs {
            if text.contains(from) {
                text = text.replace(from, to);
            }
        }
        unmarked(&text)
    }

    fn add(&mut self, spelling: &str, plain: &str, class: Class, weight: f32) {
        let spelling = spelling.trim();
        if spelling.is_empty() || !spelling.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
            return;
        }
        self.longest = self.longest.max(spelling.len());
        let score = weight.max(1e-6).ln();
        let units = self.units.entry(spelling.to_owned()).or_default();
        match units.iter_mut().find(|unit| unit.plain == plain && unit.class == class) {
            Some(known) => known.score = known.score.max(score),
            None => units.push(Unit { plain: plain.to_owned(), class, score }),
        }
    }

    /// Readings of one word, the likeliest first, with the logarithm of
    /// their likelihood, which can be compared with those of other respellers.
    pub(super) fn read(&self, word: &str, most: usize) -> Vec<(String, f32)> {
        let word = &self.letters(word);
        if word.len() > LONGEST_WORD || !word.is_ascii() {
            return Vec::new();
        }
        let mut beams: Vec<Vec<State>> = vec![Vec::new(); word.len() + 1];
        beams[0].push(State { score: 0.0, units: 0, class: Class::Syllable, out: String::new() });
        for at in 0..word.len() {
            let here = std::mem::take(&mut beams[at]);
            if here.is_empty() {
                continue;
            }
            if matches!(word.as_bytes()[at], b'-' | b'\'') {
                // An apostrophe that no syllable accounts for is unlikely; a hyphen is not.
                let loss = if word.as_bytes()[at] == b'-' { 0.0 } else { 2.0 };
                for state in &here {
                    push(&mut beams[at + 1], State { score: state.score - loss, ..state.clone() });
                }
            }
            for length in 1..=self.longest.min(word.len() - at) {
                let Some(units) = self.units.get(&word[at..at + length]) else { continue };
                for unit in units {
                    for state in here.iter().filter(|state| follows(state.class, unit.class)) {
                        let opens = !state.out.is_empty() && matches!(unit.class, Class::Syllable | Class::Initial)
                            || (unit.class == Class::Vowel && matches!(state.class, Class::Final | Class::Vowel));
                        let separator = if opens { self.separator } else { "" };
                        let out = format!("{}{separator}{}", state.out, unit.plain);
                        let score = state.score + unit.score;
                        push(&mut beams[at + length], State { score, units: state.units + 1, class: unit.class, out });
                    }
                }
            }
        }
        let complete =
            |state: &State| matches!(state.class, Class::Syllable | Class::Vowel | Class::Final) && state.units > 0;
        let found = beams.pop().unwrap_or_default();
        found.into_iter().filter(complete).take(most).map(|state| (state.out, state.score)).collect()
    }
}

/// Keeps the best [`BEAM`] states, sorted, each output once.
fn push(beam: &mut Vec<State>, state: State) {
    if let Some(known) = beam.iter().position(|known| known.out == state.out && known.class == state.class) {
        if beam[known].score >= state.score {
            return;
        }
        beam.remove(known);
    }
    let place = beam.partition_point(|known| known.score >= state.score);
    if place < BEAM {
        beam.insert(place, state);
        beam.truncate(BEAM);
    }
}

fn follows(before: Class, next: Class) -> bool {
    use Class::{Final, Initial, Joint, Syllable, Vowel};
    match before {
        Initial | Joint => next == Vowel,
        Vowel => next != Syllable,
        Syllable | Final => matches!(next, Syllable | Initial | Vowel),
    }
}

/// The default romanisation with hard signs as apostrophes.
fn unmarked(text: &str) -> String {
    romanize(text).replace(['"', '`'], "'")
}

/// Lower case, each letter and its mark as one character.
fn composed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match out.chars().next_back().and_then(|last| compose(last, c)) {
            Some(composed) => {
                out.pop();
                out.push(composed);
            }
            None => out.push(c),
        }
    }
    out
}

/// A scheme, or a cyrillisation and what Russian is romanised by.
#[derive(Clone, Copy)]
struct Way {
    first: &'static Scheme,
    second: Option<&'static Scheme>,
}

impl Way {
    /// All spellings of `text` with how usual they are.
    fn spellings(self, text: &str) -> Vec<(String, f32)> {
        if text.is_empty() {
            return vec![(String::new(), 1.0)];
        }
        let mut found = Vec::new();
        for (written, weight) in alternatives(self.first, text) {
            match self.second {
                None => found.push((written.to_lowercase(), weight)),
                Some(second) => {
                    let weight = weight / self.first.usual().max(0.1);
                    let romanised = alternatives(second, &written.to_lowercase()).into_iter();
                    found.extend(romanised.map(|(latin, usual)| (latin, usual * weight)));
                }
            }
        }
        found
    }
}

fn through_russian(id: &str) -> Vec<Way> {
    let Some(first) = scheme(id) else { return Vec::new() };
    let russian = schemes().iter().filter(|scheme| scheme.is_for("ru") && scheme.to() == "Latin");
    russian.map(|second| Way { first, second: Some(second) }).collect()
}

fn directly(ids: &[&str]) -> Vec<Way> {
    ids.iter().filter_map(|id| scheme(id)).map(|first| Way { first, second: None }).collect()
}

/// All respellers: those through Russian, then those of Latin schemes other than the default.
pub(super) fn respellers() -> &'static [Respeller] {
    static RESPELLERS: LazyLock<Vec<Respeller>> = LazyLock::new(|| {
        vec![
            chinese("read back through Palladius", &through_russian("chinese-palladius")),
            japanese(
                "read back through Polivanov",
                &[through_russian("japanese-polivanov"), through_russian("japanese-russian-press")].concat(),
            ),
            korean("read back through Kontsevich", &through_russian("korean-kontsevich")),
            vietnamese("read back through Russian", &through_russian("vietnamese-russian")),
            chinese(
                "Wade-Giles or postal to Pinyin",
                &directly(&["chinese-wade-giles", "chinese-wade-giles-plain", "chinese-postal", "chinese-tongyong"]),
            ),
            japanese("Kunrei to Hepburn", &directly(&["japanese-kunrei", "japanese-nihon"])),
            korean(
                "McCune-Reischauer or habit to Revised Romanization",
                &directly(&[
                    "korean-mccune-reischauer",
                    "korean-mccune-reischauer-plain",
                    "korean-north",
                    "korean-habit",
                    "korean-yale",
                ]),
            ),
        ]
    });
    &RESPELLERS
}

/// How often units occur in names of places.
struct Counts(HashMap<(&'static str, &'static str), f32>);

impl Counts {
    fn common() -> &'static Self {
        static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
            let rows = include_str!("readings/unit-counts.tsv").lines().filter(|line| !line.starts_with('#'));
            let cells = rows.filter_map(|row| {
                let mut columns = row.split('\t');
                Some(((columns.next()?, columns.next()?), columns.next()?.parse().ok()?))
            });
            Counts(cells.collect())
        });
        &COUNTS
    }

    fn get(&self, lang: &str, unit: &str) -> f32 {
        self.0.get(&(lang, unit)).copied().unwrap_or(0.0) + 0.5
    }

    /// The share of `unit` among `all`.
    fn share(&self, lang: &str, unit: &str, all: &[String]) -> f32 {
        let sum: f32 = all.iter().map(|other| self.get(lang, other)).sum();
        self.get(lang, unit) / sum.max(1.0)
    }
}

fn chinese(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    let mut syllables: Vec<(String, String)> = han::inventory(Reading::Mandarin)
        .into_iter()
        .map(|reading| (romanize(&reading), pinyin::syllables(&reading)))
        .filter(|(_, syllable)| pinyin::cut(syllable).is_some_and(|parts| parts.len() == 1))
        .collect();
    syllables.sort();
    syllables.dedup();
    let all: Vec<String> = syllables.iter().map(|syllable| syllable.0.clone()).collect();
    for (plain, syllable) in &syllables {
        let contexts: &[&str] = if plain.starts_with(['a', 'e', 'o', 'y', 'w']) { &["", "da'"] } else { &["da'"] };
        let prior = Counts::common().share("zh", plain, &all);
        respeller.learn(syllable, plain, Class::Syllable, contexts, ways, prior);
    }
    respeller
}

fn japanese(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    let Some(hepburn) = scheme("japanese-hepburn-plain") else { return respeller };
    let mut morae: Vec<String> = hepburn.rules.iter().map(|rule| rule.source.iter().collect()).collect();
    morae.sort();
    morae.dedup();
    let small = |mora: &str| mora.starts_with(['っ', 'ー', 'ゃ', 'ゅ', 'ょ', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ']);
    morae.retain(|mora| !small(mora));
    let all: Vec<String> = morae.iter().map(|mora| romanize(mora)).collect();
    for (mora, plain) in morae.iter().zip(&all) {
        let first = mora.chars().next().unwrap_or('あ');
        let vowel = "あいうえおやゆよ".contains(first);
        let contexts: &[&str] = if vowel { &["", "か"] } else { &["か"] };
        let prior = Counts::common().share("ja", plain, &all);
        respeller.learn(mora, plain, Class::Syllable, contexts, ways, prior);
        if !vowel && first != 'ん' {
            let doubled = format!("っ{mora}");
            respeller.learn(&doubled, &romanize(&doubled), Class::Syllable, &["か"], ways, prior * 0.05);
        }
        if first == 'ん' {
            respeller.add("m", "n", Class::Syllable, prior * 0.2);
        }
    }
    respeller
}

fn korean(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    respeller.prior = -1.0;
    let letters = |range: std::ops::RangeInclusive<char>| range.map(String::from).collect::<Vec<String>>();
    let Some(revised) = scheme("korean-revised") else { return respeller };
    let plain = |jamo: &str| super::apply::forward(revised, jamo).to_lowercase();
    let initials = letters('\u{1100}'..='\u{1112}');
    for initial in initials.iter().filter(|initial| *initial != "\u{110B}") {
        let prior = Counts::common().share("ko", initial, &initials);
        respeller.learn(initial, &plain(initial), Class::Initial, &["", "ᅡ"], ways, prior);
    }
    let vowels = letters('\u{1161}'..='\u{1175}');
    for vowel in &vowels {
        let prior = Counts::common().share("ko", vowel, &vowels);
        // A vowel without an initial counts the silent one.
        let silent = Counts::common().share("ko", "\u{110B}", &initials);
        respeller.learn(&format!("\u{110B}{vowel}"), &plain(vowel), Class::Vowel, &["", "ᅡ"], ways, prior * silent);
        respeller.learn(vowel, &plain(vowel), Class::Vowel, &["ᄀ", "ᄆ"], ways, prior);
    }
    let finals = ["ᆨ", "ᆫ", "ᆮ", "ᆯ", "ᆷ", "ᆸ", "ᆼ"].map(String::from);
    for last in &finals {
        let prior = Counts::common().share("ko", last, &finals) * 0.6;
        respeller.learn(last, &plain(last), Class::Final, &["ᅡ"], ways, prior);
    }
    respeller.learn("ᆯᄅ", "ll", Class::Joint, &["ᅡ"], ways, 0.01);
    respeller
}

/// Initials and rimes of Vietnamese, without tones.
const VIETNAMESE_INITIALS: &str = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";
const VIETNAMESE_RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e en eo ep et \
    ê êm ên ênh êp êt êu i ia ich iên iêng iêt iêu im in inh ip it iu o oa oai oan oang oat oc oi om on ong op ot ô ôc ôi ôm ôn \
    ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât uc uê ui um un ung uôc uôi uôn uông uôt up ut uy uyên uyêt uynh ư ưa ưc ưng ươc ươi \
    ươm ươn ương ươt ưt ưu y yên yêu";

fn vietnamese(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    respeller.separator = " ";
    respeller.prior = -2.0;
    for initial in VIETNAMESE_INITIALS.split_whitespace() {
        // The letters of an initial are seen before a vowel.
        respeller.learn(initial, &romanize(initial), Class::Initial, &[""], ways, 1.0 / 27.0);
    }
    for rime in VIETNAMESE_RIMES.split_whitespace() {
        respeller.learn(rime, &romanize(rime), Class::Vowel, &["", "t"], ways, 1.0 / 120.0);
    }
    respeller
}
