//! A searchable list of names, apart from any gazetteer.

use super::align::Room;
use super::decode;
use super::score::Scorer;
use super::script;
use super::view::{Tally, View};
use super::{beam, build};
use std::cell::RefCell;

/// Names, indexed by sound: finds the ones that a query in any script or romanisation may mean.
///
/// ```
/// use entmatch_core::resolve::NameIndex;
/// let names: Vec<String> = ["Pyongyang", "Paris", "Kyiv"].map(String::from).to_vec();
/// let index = NameIndex::build(&names);
/// assert_eq!(index.search("Phenian", 1)[0].0, 0);
/// ```
#[derive(Clone, Debug)]
pub struct NameIndex {
    bytes: Vec<u8>,
    weights: Vec<f32>,
    settings: Settings,
}

/// How much work a search may do.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Candidates that share sounds with the query.
    pub candidates: usize,
    /// Latin spellings of a native query whose sounds are looked for.
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
#[derive(Debug, Default)]
pub struct Scratch {
    tally: Tally,
    pub(crate) room: Room,
    levels: beam::Levels,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Runs something with this thread's working memory.
pub(crate) fn with_scratch<R>(work: impl FnOnce(&mut Scratch) -> R) -> R {
    SCRATCH.with_borrow_mut(work)
}

impl NameIndex {
    /// Indexes a list of names; a record is its position in the list. About 5 microseconds a name.
    pub fn build(names: &[String]) -> Self {
        Self::build_weighted(names, &[])
    }

    /// The same, with the prominence of each record (natural logarithm, as
    /// [`Entity::prominence`](crate::index::Entity::prominence)): of two names that sound alike the better known one
    /// comes first.
    pub fn build_weighted(names: &[String], prominence: &[f32]) -> Self {
        let pairs = names.iter().enumerate().filter_map(|(i, name)| {
            let form = script::latin_form(name);
            (!form.is_empty()).then_some((i as u32, form))
        });
        Self { bytes: build::build(pairs.collect()), weights: prominence.to_vec(), settings: Settings::default() }
    }

    /// The same index, searching with other limits.
    #[must_use]
    pub fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Size in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len() + self.weights.len() * 4
    }

    /// The `k` records that are likeliest meant, best first, each with its probability.
    pub fn search(&self, query: &str, k: usize) -> Vec<(u32, f32)> {
        with_scratch(|scratch| self.search_with(query, k, scratch))
    }

    /// Searches for many names on `threads` threads; the answers do not depend on how many.
    pub fn search_many(&self, queries: &[&str], k: usize, threads: usize) -> Vec<Vec<(u32, f32)>> {
        super::parallel::map(queries, threads, |query| self.search(query, k))
    }

    /// As [`search`](Self::search), with the caller's working memory.
    pub fn search_with(&self, query: &str, k: usize, scratch: &mut Scratch) -> Vec<(u32, f32)> {
        let Ok(view) = View::new(&self.bytes) else { return Vec::new() };
        let mut out: Vec<(u32, f32)> = Vec::new();
        let ranked = rank(&view, query, self.settings, scratch);
        let least = ranked.first().map_or(0.0, |r| r.1) - 25.0;
        for (form, likeness) in ranked.into_iter().take_while(|r| r.1 >= least) {
            if self.weights.is_empty() && out.len() >= k.max(20) {
                break;
            }
            out.extend(view.records(form).map(|r| {
                let known = self.weights.get(r as usize).copied().unwrap_or(0.0);
                (r, likeness * LIKENESS + known * PROMINENCE)
            }));
        }
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = out.first().map_or(0.0, |o| o.1);
        let sum: f32 = (ELSE - best).exp() + out.iter().map(|o| (o.1 - best).exp()).sum::<f32>();
        out.truncate(k);
        for answer in &mut out {
            answer.1 = (answer.1 - best).exp() / sum;
        }
        out
    }
}

/// What a nat of likeness and a nat of prominence weigh, and what "none of them" does; fitted on held-out names.
pub(crate) const LIKENESS: f32 = 0.55;
pub(crate) const PROMINENCE: f32 = 0.45;
pub(crate) const ELSE: f32 = 7.0;

/// Candidate forms and how alike they are (nats), best first.
pub(crate) fn rank(view: &View<'_>, query: &str, settings: Settings, scratch: &mut Scratch) -> Vec<(u32, f32)> {
    let Some(mut writing) = script::writing(query) else { return Vec::new() };
    let mut scorer = Scorer::new(&mut writing, Some(*view));
    let spellings: Vec<(Vec<u8>, bool, f32)> = match &writing.latin {
        Some(latin) => vec![(latin.clone(), false, 1.0), (latin.clone(), true, 0.7)],
        None => decode::decode(&writing.units, writing.table, 8, settings.spellings)
            .into_iter()
            .map(|s| (s.latin, false, 1.0 - (s.cost as f32 / 1000.0).min(0.6)))
            .collect(),
    };
    let refs: Vec<(&[u8], bool, f32)> = spellings.iter().map(|(s, o, w)| (s.as_slice(), *o, *w)).collect();
    let mut candidates: Vec<u32> = Vec::new();
    if settings.candidates > 0 {
        candidates.extend(view.candidates(&refs, settings.candidates, &mut scratch.tally).iter().map(|c| c.0));
    }
    if settings.width > 0 {
        let walked = beam::walk(view, &scorer.pattern, settings.width, settings.width / 2, &mut scratch.levels);
        candidates.extend(walked);
        candidates.sort_unstable();
        candidates.dedup();
    }
    let mut out: Vec<(u32, f32)> = candidates
        .into_iter()
        .map(|form| (form, scorer.score(view.form(form), &mut scratch.room) as f32 / 100.0))
        .collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> NameIndex {
        let names = ["Pyongyang", "Himeji", "Kim Jong Un", "Kim Jong Il", "Niger", "Nigeria", "San Luis", "San Juan"];
        NameIndex::build(&names.map(String::from))
    }

    #[test]
    fn names_are_found_through_scripts_misspellings_and_order() {
        let index = index();
        for (query, record) in
            [("Пхеньян", 0), ("Khimedzi", 1), ("Un Kim Jong", 2), ("Ким Чен Ир", 3), ("Nigreia", 5), ("サンフアン", 7)]
        {
            assert_eq!(index.search(query, 1).first().map(|r| r.0), Some(record), "{query}");
        }
    }

    #[test]
    fn of_two_that_sound_alike_the_better_known_comes_first() {
        let names = ["Melburn", "Melbourne"].map(String::from);
        assert_eq!(NameIndex::build_weighted(&names, &[0.0, 10.0]).search("Мельбурн", 1)[0].0, 1);
    }

    #[test]
    fn damaged_bytes_give_an_answer_or_none() {
        let whole = index();
        for at in 0..whole.bytes.len() {
            for value in [0, 255, whole.bytes[at] ^ 1] {
                let mut damaged = whole.clone();
                damaged.bytes[at] = value;
                let _ = damaged.search("Kim Chen Un", 3);
            }
            let mut short = whole.clone();
            short.bytes.truncate(at);
            let _ = short.search("Пхеньян", 3);
        }
    }

    #[test]
    fn many_threads_answer_as_one() {
        let index = index();
        let queries: Vec<&str> = ["Phenian", "Нигер", "San Huan", "", "kim"].repeat(40);
        assert_eq!(index.search_many(&queries, 3, 1), index.search_many(&queries, 3, 4));
    }
}
