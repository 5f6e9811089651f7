//! A searchable list of names, apart from any gazetteer.

use super::aliases::Aliases;
use super::align::Room;
use super::decode;
use super::readings::{Read, readings};
use super::score::Scorer;
use super::script;
use super::spelling::{Sieve, Spelling};
use super::view::{Tally, View};
use super::{beam, build};
use crate::index::Gazetteer;
use std::cell::RefCell;
use std::sync::OnceLock;

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
    aliases: Option<Aliases>,
    /// Filled by the first search that wants it.
    spelling: OnceLock<Spelling>,
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
    /// Spellings whose likeness is worked out exactly.
    pub answers: usize,
    /// The share of what two equal names would reach that makes further search needless.
    pub enough: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { candidates: 80, spellings: 4, width: 100, answers: 12, enough: 1.05 }
    }
}

/// Working memory of a search, re-used by the next.
#[derive(Debug, Default)]
pub struct Scratch {
    tally: Tally,
    pub(crate) room: Room,
    levels: beam::Levels,
    sieve: Sieve,
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
        Self {
            bytes: build::build(pairs.collect()),
            weights: prominence.to_vec(),
            settings: Settings::default(),
            aliases: None,
            spelling: OnceLock::new(),
        }
    }

    /// The same index, which also finds the names in the list of what a query names in a gazetteer. `names` are those that
    /// it was built of.
    ///
    /// ```
    /// # use entmatch_core::compile::{CompileOptions, compile};
    /// # use entmatch_core::gazetteer::GazetteerBuilder;
    /// # use entmatch_core::index::Gazetteer;
    /// # use entmatch_core::resolve::NameIndex;
    /// # let mut builder = GazetteerBuilder::new();
    /// # let line = r#"{"id":"x:1","kind":"populated_place","names":[{"text":"Rome"},{"text":"Рим"}]}"#;
    /// # builder.read_jsonl_from(line.as_bytes(), "example")?;
    /// # let gazetteer = Gazetteer::from_bytes(compile(&builder.finish(), &CompileOptions::default())?)?;
    /// let names = ["Rimini", "Rome", "Rimbo"].map(String::from);
    /// let index = NameIndex::build(&names).with_aliases(&names, &gazetteer);
    /// assert_eq!(index.search("Рим", 1)[0].0, 1);
    /// # Ok::<(), entmatch_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn with_aliases(mut self, names: &[String], gazetteer: &Gazetteer) -> Self {
        self.aliases = View::new(&self.bytes).ok().map(|view| Aliases::build(names, &view, gazetteer));
        self
    }

    /// The same index, searching with other limits.
    #[must_use]
    pub fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Size in bytes.
    pub fn size(&self) -> usize {
        let aliases = self.aliases.as_ref().map_or(0, Aliases::size);
        self.bytes.len() + self.weights.len() * 4 + aliases + self.spelling.get().map_or(0, Spelling::size)
    }

    /// Up to `k` records whose spelling is at most two typing errors away from the query's, each with the number of
    /// errors, the likeliest first: for plain misspellings, many times as fast as [`search`](Self::search).
    ///
    /// The first call files all names, 120 bytes each.
    ///
    /// ```
    /// use entmatch_core::resolve::NameIndex;
    /// let index = NameIndex::build(&["Pyongyang", "Kyiv", "Nairobi"].map(String::from));
    /// assert_eq!(index.misspelt("Pyognyagn", 1), [(0, 2)]);
    /// ```
    pub fn misspelt(&self, query: &str, k: usize) -> Vec<(u32, u8)> {
        let Ok(view) = View::new(&self.bytes) else { return Vec::new() };
        let form = script::latin_form(query);
        let spelling = self.spelling.get_or_init(|| Spelling::build(&view));
        let near = with_scratch(|scratch| spelling.near(&form, &view, &mut scratch.sieve));
        let records = |(form, errors): (u32, u8)| view.records(form).map(move |record| (record, errors));
        near.into_iter().flat_map(records).take(k).collect()
    }

    /// The same for many queries on `threads` threads.
    pub fn misspelt_many(&self, queries: &[&str], k: usize, threads: usize) -> Vec<Vec<(u32, u8)>> {
        super::parallel::map(queries, threads, |query| self.misspelt(query, k))
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
        let aliases = self.aliases.as_ref().map(|aliases| aliases.read(query)).unwrap_or_default();
        let ranked = rank(&view, query, self.settings, &Known { aliases, spelling: Some(&self.spelling) }, scratch);
        let least = ranked.first().map_or(0.0, |r| r.1) - FARTHEST as f32 / 100.0;
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

/// The share of what two equal names would reach below which a query may be a slip of the pen, and how many names that
/// slips lead to are looked at.
const SLIP: f32 = 0.9;
const SLIPS: usize = 24;

/// What a list knows beyond its names.
#[derive(Default)]
pub(crate) struct Known<'a> {
    /// Forms that are names of what the query names.
    pub(crate) aliases: Vec<Read>,
    /// Finds slips of the pen.
    pub(crate) spelling: Option<&'a OnceLock<Spelling>>,
}

/// Candidate forms and how alike they are (nats), best first.
pub(crate) fn rank(
    view: &View<'_>,
    query: &str,
    settings: Settings,
    known: &Known<'_>,
    scratch: &mut Scratch,
) -> Vec<(u32, f32)> {
    let Some(mut writing) = script::writing(query) else { return Vec::new() };
    let mut scorer = Scorer::new(&mut writing, Some(*view));
    let mut found = Found::new(settings.answers);
    let readings = readings(view, query);
    if !(readings.is_empty() && known.aliases.is_empty()) {
        // as like as the query is to itself: a longer reading is no better for its length
        let likeness = equal(view, &script::latin_form(query), &mut scratch.room);
        for read in known.aliases.iter().chain(&readings) {
            found.add(read.form, likeness - read.cost);
        }
    }
    if settings.width > 0 && !found.is_enough(&scorer, view, settings.enough) {
        let most = (settings.width / 4).max(1);
        for form in beam::walk(view, &scorer.pattern, settings.width, most, &mut scratch.levels) {
            found.score(form, view, &mut scorer, &mut scratch.room);
        }
    }
    // What the walk cannot read (a wrong letter, words in another order) is found by the sounds that it shares.
    if settings.candidates > 0 && !found.is_enough(&scorer, view, settings.enough) {
        let spellings: Vec<(Vec<u8>, bool, f32)> = match &writing.latin {
            Some(latin) => vec![(latin.clone(), false, 1.0), (latin.clone(), true, 0.7)],
            None => decode::decode(&writing.units, writing.table, 8, settings.spellings)
                .into_iter()
                .map(|s| (s.latin, false, 1.0 - (s.cost as f32 / 1000.0).min(0.6)))
                .collect(),
        };
        let refs: Vec<(&[u8], bool, f32)> = spellings.iter().map(|(s, o, w)| (s.as_slice(), *o, *w)).collect();
        for (form, _) in view.candidates(&refs, settings.candidates, &mut scratch.tally) {
            found.score(form, view, &mut scorer, &mut scratch.room);
        }
    }
    // Two errors leave little of the sound: such names have an index of their own.
    if let (Some(latin), Some(spelling)) = (&writing.latin, known.spelling)
        && !found.is_enough(&scorer, view, SLIP)
    {
        let spelling = spelling.get_or_init(|| Spelling::build(view));
        let form = latin.strip_suffix(b" ").unwrap_or(latin);
        for (form, _) in spelling.near(form, view, &mut scratch.sieve).into_iter().take(SLIPS) {
            found.score(form, view, &mut scorer, &mut scratch.room);
        }
    }
    found.ranked()
}

/// Forms and how alike they are, hundredths of a nat.
struct Found {
    forms: Vec<(u32, i32)>,
    best: Vec<i32>,
    answers: usize,
    floor: i32,
    seen: std::collections::HashSet<u32>,
}

impl Found {
    fn new(answers: usize) -> Self {
        Self {
            forms: Vec::with_capacity(4 * answers),
            best: Vec::with_capacity(answers + 1),
            answers: answers.max(1),
            floor: i32::MIN / 4,
            seen: std::collections::HashSet::with_capacity(256),
        }
    }

    fn score(&mut self, form: u32, view: &View<'_>, scorer: &mut Scorer<'_>, room: &mut Room) {
        if self.seen.insert(form) {
            let likeness = scorer.score(view.form(form), self.floor, room);
            self.add(form, likeness);
        }
    }

    fn add(&mut self, form: u32, likeness: i32) {
        if likeness < self.floor {
            return;
        }
        self.forms.push((form, likeness));
        let place = self.best.partition_point(|best| *best >= likeness);
        self.best.insert(place, likeness);
        self.best.truncate(self.answers);
        self.floor = self.best[0] - FARTHEST;
        if self.best.len() == self.answers {
            self.floor = self.floor.max(self.best[self.answers - 1]);
        }
    }

    fn is_enough(&self, scorer: &Scorer<'_>, view: &View<'_>, share: f32) -> bool {
        let best = self.forms.iter().max_by_key(|f| f.1);
        best.is_some_and(|&(form, likeness)| likeness as f32 >= share * scorer.most(view.form(form)) as f32)
    }

    fn ranked(mut self) -> Vec<(u32, f32)> {
        self.forms.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        self.forms.dedup_by_key(|f| f.0);
        self.forms.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        self.forms.into_iter().map(|(form, likeness)| (form, likeness as f32 / 100.0)).collect()
    }
}

/// How like a name is to itself.
fn equal(view: &View<'_>, letters: &[u8], room: &mut Room) -> i32 {
    let writing = std::str::from_utf8(letters).ok().and_then(script::writing);
    writing.map_or(0, |mut writing| Scorer::new(&mut writing, Some(*view)).score(letters, i32::MIN / 4, room))
}

/// How much less alike than the best an answer may be, hundredths of a nat.
const FARTHEST: i32 = 1600;

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
