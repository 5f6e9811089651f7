//! A searchable list of names, apart from any gazetteer.

use super::align::{Pattern, Room};
use super::decode;
use super::letters::Letters;
use super::script::{self, Part};
use super::view::{Tally, View};
use super::{beam, build};

/// Names, indexed by sound: finds the ones that a query in any script or romanisation may mean.
///
/// ```
/// use entmatch_core::resolve::NameIndex;
/// let names: Vec<String> = ["Pyongyang", "Paris", "Kyiv"].map(String::from).to_vec();
/// let index = NameIndex::build(&names);
/// assert_eq!(index.search("Phenian", 1)[0].0, 0);
/// ```
pub struct NameIndex {
    bytes: Vec<u8>,
    settings: Settings,
}

/// How much work a search may do.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Candidates that are aligned with the query.
    pub candidates: usize,
    /// Spellings of a native query.
    pub spellings: usize,
    /// States of the walk along the learned costs.
    pub width: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { candidates: 100, spellings: 4, width: 200 }
    }
}

/// Working memory of a search, re-used by the next.
#[derive(Default)]
pub struct Scratch {
    tally: Tally,
    room: Room,
    levels: beam::Levels,
}

impl NameIndex {
    /// Indexes a list of names; a record is its position in the list.
    pub fn build(names: &[String]) -> Self {
        let pairs = names.iter().enumerate().filter_map(|(i, name)| {
            let form = script::latin_form(name);
            (!form.is_empty()).then_some((i as u32, form))
        });
        Self { bytes: build::build(pairs.collect()), settings: Settings::default() }
    }

    /// The same index, searching with other limits.
    #[must_use]
    pub fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Size in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The `k` records that are likeliest meant, best first, with a score.
    pub fn search(&self, query: &str, k: usize) -> Vec<(u32, f32)> {
        self.search_with(query, k, &mut Scratch::default())
    }

    /// The same, with working memory.
    pub fn search_with(&self, query: &str, k: usize, scratch: &mut Scratch) -> Vec<(u32, f32)> {
        let Ok(view) = View::new(&self.bytes) else { return Vec::new() };
        let mut out = Vec::new();
        for (form, score) in rank(&view, query, self.settings, scratch) {
            out.extend(view.records(form).map(|r| (r, score)));
            if out.len() >= k {
                break;
            }
        }
        out.truncate(k);
        out
    }
}

/// Candidate forms and scores, best first.
pub(crate) fn rank(view: &View<'_>, query: &str, settings: Settings, scratch: &mut Scratch) -> Vec<(u32, f32)> {
    let Some(mut writing) = script::writing(query) else { return Vec::new() };
    let spellings: Vec<(Vec<u8>, bool, f32)> = match &writing.latin {
        Some(latin) => vec![(latin.clone(), false, 1.0), (latin.clone(), true, 0.7)],
        None => decode::decode(&writing.units, writing.table, 24, settings.spellings)
            .into_iter()
            .map(|s| (s.latin, false, 1.0 - (s.cost as f32 / 1000.0).min(0.6)))
            .collect(),
    };
    if let Some(latin) = &writing.latin {
        for part in &mut writing.words {
            let word = &latin[part.start as usize..(part.end as usize - 1).min(latin.len())];
            part.cost = part.cost.min(omission(view, word));
        }
    }
    let refs: Vec<(&[u8], bool, f32)> = spellings.iter().map(|(s, o, w)| (s.as_slice(), *o, *w)).collect();
    let pattern = Pattern::new(&writing.units, &writing.words, writing.table);
    let mut candidates: Vec<u32> = Vec::new();
    if settings.candidates > 0 {
        candidates.extend(view.candidates(&refs, settings.candidates, &mut scratch.tally).iter().map(|c| c.0));
    }
    if settings.width > 0 {
        candidates.extend(beam::walk(view, &pattern, settings.width, settings.width, &mut scratch.levels));
        candidates.sort_unstable();
        candidates.dedup();
    }
    let mut name = Vec::new();
    let mut parts = Vec::new();
    let mut out: Vec<(u32, f32)> = candidates
        .into_iter()
        .map(|form| {
            let alone = prepare(view, view.form(form), &mut name, &mut parts);
            let score = alone - pattern.cost(&name, &parts, &mut scratch.room) + pattern.alone;
            (form, score as f32 / 100.0)
        })
        .collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out
}

/// Makes a candidate ready for alignment; returns what its letters cost by themselves.
fn prepare(view: &View<'_>, form: &[u8], name: &mut Vec<u8>, parts: &mut Vec<Part>) -> i32 {
    name.clear();
    name.extend_from_slice(form);
    name.push(b' ');
    parts.clear();
    if !form.contains(&b' ') {
        return alone(name);
    }
    let mut sum = 0;
    let mut start = 0;
    for end in 0..name.len() {
        if name[end] != b' ' {
            continue;
        }
        let alone = alone(&name[start..=end]);
        sum += alone;
        let cost = alone + omission(view, &name[start..end]);
        parts.push(Part { start: start as u16, end: end as u16 + 1, cost });
        start = end + 1;
    }
    sum
}

/// What the letters of a word cost by themselves: between what the letter model and what single letters say, which
/// ranks better than either (measured on held-out names).
fn alone(word: &[u8]) -> i32 {
    (Letters::get().cost(word) * 3 + script::letters_alone(word) * 2) / 5
}

/// What it costs to leave out a word: the less, the more names have it.
fn omission(view: &View<'_>, word: &[u8]) -> i32 {
    (script::OMITTED - (view.commonness(word) * 42.0) as i32).max(100)
}
