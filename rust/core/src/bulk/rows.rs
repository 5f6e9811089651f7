//! What was found in a document, as rows of the output table.

use super::offsets::{Offsets, Positions};
use super::row::{Alternative, Row};
use crate::document::{Mention, Reading, state_of};
use crate::gazetteer::NameKind;
use crate::index::{Entity, EntityId, Gazetteer, KeyId, Posting};
use crate::resolve::How;
use crate::scan::{Match, MatchHow};
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// The entities that a key found as `surface` may stand for, the likeliest first, with their shares: those with a name
/// whose letter case the surface meets.
pub fn candidates(gazetteer: &Gazetteer, key: KeyId, surface: &str) -> Vec<(EntityId, f32)> {
    let mut all: Vec<(EntityId, f32)> = Vec::new();
    let mut fitting: Vec<(EntityId, f32)> = Vec::new();
    for posting in gazetteer.key(key).postings() {
        // Two postings of one entity stand together.
        let next = (posting.entity, posting.prior);
        if all.last().is_none_or(|last| last.0 != next.0) {
            all.push(next);
        }
        let fits = posting.name.case().accepts(posting.name.text(), surface);
        if fits && fitting.last().is_none_or(|last| last.0 != next.0) {
            fitting.push(next);
        }
    }
    // An inflected form may meet no name's case by itself; the scanner has judged it.
    let mut chosen = if fitting.is_empty() { all } else { fitting };
    let total: f32 = chosen.iter().map(|(_, prior)| prior).sum();
    if total > 0.0 {
        for (_, prior) in &mut chosen {
            *prior /= total;
        }
    }
    chosen
}

/// How a match leads to the likeliest entity, and the path of the name that was met, if it has one.
pub fn path<'g>(gazetteer: &'g Gazetteer, found: Match, surface: &str) -> (How, Option<&'g str>) {
    let postings = || gazetteer.key(found.key).postings();
    let fits = |posting: &Posting<'_>| posting.name.case().accepts(posting.name.text(), surface);
    let name = postings().find(fits).or_else(|| postings().next()).map(|posting| posting.name);
    let how = match found.how {
        MatchHow::Inflected => How::Inflected,
        _ if name.is_some_and(|name| name.kind() == NameKind::Transcription) => How::Transliterated,
        MatchHow::Exact => How::Exact,
        MatchHow::Folded => How::Folded,
    };
    (how, name.and_then(|name| name.via()))
}

/// Rows before their columns are made: what was found in some documents and where. They outlive the documents; what the
/// gazetteer knows stays there until a column is asked for, since most readers of a table want few of the twenty.
///
/// Rows are many and short, so that what they have of texts and lists lies side by side for all of them.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    list: Vec<Entry>,
    /// The ids of the documents, and of each entry the surface, the name as written, the code and the path.
    texts: String,
    others: Vec<(EntityId, f32)>,
    evidence: Vec<Cow<'static, str>>,
}

#[derive(Clone, Debug)]
struct Entry {
    doc_id: Range<usize>,
    /// Where its texts begin, and how long each is.
    texts: usize,
    surface: u32,
    written: u32,
    code: u32,
    via: u32,
    others: Range<usize>,
    evidence: Range<usize>,
    /// As the reader of the output counts.
    position: Span,
    entity: Option<EntityId>,
    actor: Option<EntityId>,
    score: f32,
    chain: u32,
    /// None for a name that the scanner found, which is not judged.
    reading: Option<Reading>,
    how: How,
}

impl Entries {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes all rows out, and keeps the room for others.
    pub fn clear(&mut self) {
        self.list.clear();
        self.texts.clear();
        self.others.clear();
        self.evidence.clear();
    }

    /// The columns of a row, with the gazetteer that it was found with.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn columns<'r>(&'r self, index: usize, gazetteer: &'r Gazetteer) -> EntryColumns<'r> {
        EntryColumns { entries: self, entry: &self.list[index], gazetteer }
    }

    /// The columns of all rows from one on.
    pub fn rows_from<'r>(&'r self, first: usize, gazetteer: &'r Gazetteer) -> impl Iterator<Item = EntryColumns<'r>> {
        self.list.iter().skip(first).map(move |entry| EntryColumns { entries: self, entry, gazetteer })
    }

    /// Adds what is found in this text, which costs least in ascending order.
    pub fn of_document<'e, 't>(&'e mut self, doc_id: &str, text: &'t str, offsets: Offsets) -> InDocument<'e, 't> {
        let start = self.texts.len();
        self.texts.push_str(doc_id);
        InDocument { doc_id: start..self.texts.len(), entries: self, text, positions: Positions::new(text, offsets) }
    }

    fn put(&mut self, text: &str) -> u32 {
        self.texts.push_str(text);
        // A document has at most 4 GiB, and a path a little more than one of its names.
        u32::try_from(text.len()).unwrap_or(u32::MAX)
    }
}

/// Adds the entries of one document.
pub struct InDocument<'e, 't> {
    entries: &'e mut Entries,
    doc_id: Range<usize>,
    text: &'t str,
    positions: Positions<'t>,
}

impl InDocument<'_, '_> {
    /// Adds a name that the scanner found: its likeliest entity, the others as alternatives, no judgement.
    pub fn add_name(&mut self, gazetteer: &Gazetteer, found: Match) {
        let surface = found.span.of(self.text);
        let (how, via) = path(gazetteer, found, surface);
        let candidates = candidates(gazetteer, found.key, surface);
        let best = candidates.first().copied();
        let entry = self.entry(found.span, how, ["", "", via.unwrap_or_default()]);
        let entry = Entry { entity: best.map(|best| best.0), score: best.map_or(0.0, |best| best.1), ..entry };
        self.add(entry, candidates.into_iter().skip(1), []);
    }

    /// Adds the judged mentions that are at least so probable.
    pub fn add_mentions(&mut self, mentions: Vec<Mention>, min_score: f64) {
        let (mut texts, mut others, mut evidence) = (0, 0, 0);
        for mention in &mentions {
            texts += mention.span.len() as usize + mention.written.len() + mention.code.len() + mention.via.len();
            others += mention.alternatives.len();
            evidence += mention.evidence.len();
        }
        self.entries.list.reserve(mentions.len());
        self.entries.texts.reserve(texts);
        self.entries.others.reserve(others);
        self.entries.evidence.reserve(evidence);
        for mention in mentions.into_iter().filter(|mention| rounded(mention.score) >= min_score) {
            let entry = self.entry(mention.span, mention.how, [&mention.written, &mention.code, &mention.via]);
            let entry = Entry {
                entity: mention.entity,
                actor: mention.actor,
                score: mention.score,
                chain: mention.chain,
                reading: Some(mention.reading),
                ..entry
            };
            self.add(entry, mention.alternatives, mention.evidence);
        }
    }

    fn entry(&mut self, span: Span, how: How, [written, code, via]: [&str; 3]) -> Entry {
        let position = self.positions.of(span);
        let entries = &mut *self.entries;
        Entry {
            doc_id: self.doc_id.clone(),
            texts: entries.texts.len(),
            surface: entries.put(span.of(self.text)),
            written: entries.put(written),
            code: entries.put(code),
            via: entries.put(via),
            others: 0..0,
            evidence: 0..0,
            position,
            entity: None,
            actor: None,
            score: 0.0,
            chain: 0,
            reading: None,
            how,
        }
    }

    fn add(
        &mut self,
        mut entry: Entry,
        others: impl IntoIterator<Item = (EntityId, f32)>,
        evidence: impl IntoIterator<Item = Cow<'static, str>>,
    ) {
        let entries = &mut *self.entries;
        let (first_other, first_reason) = (entries.others.len(), entries.evidence.len());
        entries.others.extend(others);
        entries.evidence.extend(evidence);
        entry.others = first_other..entries.others.len();
        entry.evidence = first_reason..entries.evidence.len();
        entries.list.push(entry);
    }
}

/// The columns of an entry, each made when it is asked for; see [`Row`] for what they hold.
#[derive(Clone, Copy)]
pub struct EntryColumns<'r> {
    entries: &'r Entries,
    entry: &'r Entry,
    gazetteer: &'r Gazetteer,
}

#[allow(missing_docs, reason = "the columns are described at the fields of `Row`")]
impl<'r> EntryColumns<'r> {
    pub fn doc_id(self) -> &'r str {
        self.entries.texts.get(self.entry.doc_id.clone()).unwrap_or_default()
    }

    pub fn start(self) -> i64 {
        self.entry.position.start.into()
    }

    pub fn end(self) -> i64 {
        self.entry.position.end.into()
    }

    pub fn surface(self) -> &'r str {
        self.text([], self.entry.surface)
    }

    pub fn reading(self) -> Option<&'static str> {
        self.entry.reading.map(Reading::as_str)
    }

    pub fn entity_id(self) -> Option<&'r str> {
        self.entity().map(|entity| entity.id())
    }

    pub fn name(self) -> &'r str {
        self.entity().map_or_else(|| self.text([self.entry.surface], self.entry.written), |entity| entity.name())
    }

    pub fn kind(self) -> Option<&'static str> {
        self.entity().map(|entity| entity.kind().as_str())
    }

    pub fn country(self) -> Option<&'r str> {
        match self.entry.reading {
            Some(_) => state_of(self.gazetteer, self.entry.entity, self.entry.actor),
            None => self.entity()?.country(),
        }
    }

    pub fn lat(self) -> Option<f64> {
        Some(decimal(self.entity()?.coordinates()?.0))
    }

    pub fn lon(self) -> Option<f64> {
        Some(decimal(self.entity()?.coordinates()?.1))
    }

    pub fn actor_id(self) -> Option<&'r str> {
        Some(self.gazetteer.entity(self.entry.actor?).id())
    }

    pub fn code(self) -> Option<&'r str> {
        some(self.text([self.entry.surface, self.entry.written], self.entry.code))
    }

    pub fn ids(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.entity().into_iter().flat_map(|entity| entity.ids())
    }

    pub fn how(self) -> &'static str {
        self.entry.how.as_str()
    }

    pub fn via(self) -> Option<&'r str> {
        some(self.text([self.entry.surface, self.entry.written, self.entry.code], self.entry.via))
    }

    pub fn score(self) -> f64 {
        rounded(self.entry.score)
    }

    pub fn alternatives(self) -> impl Iterator<Item = Alternative<'r>> {
        let others = self.entries.others.get(self.entry.others.clone()).unwrap_or_default();
        others.iter().map(move |&(id, score)| {
            let entity = self.gazetteer.entity(id);
            Alternative { entity_id: entity.id(), name: entity.name(), score: rounded(score) }
        })
    }

    pub fn chain(self) -> Option<i64> {
        self.entry.reading.map(|_| self.entry.chain.into())
    }

    pub fn evidence(self) -> impl Iterator<Item = &'r str> {
        self.entries.evidence.get(self.entry.evidence.clone()).unwrap_or_default().iter().map(AsRef::as_ref)
    }

    /// All of them.
    pub fn row(self) -> Row<'r> {
        Row {
            doc_id: self.doc_id(),
            start: self.start(),
            end: self.end(),
            surface: self.surface(),
            reading: self.reading(),
            entity_id: self.entity_id(),
            name: self.name(),
            kind: self.kind(),
            country: self.country(),
            lat: self.lat(),
            lon: self.lon(),
            actor_id: self.actor_id(),
            code: self.code(),
            ids: self.ids().collect(),
            how: self.how(),
            via: self.via(),
            score: self.score(),
            alternatives: self.alternatives().collect(),
            chain: self.chain(),
            evidence: self.evidence().collect(),
        }
    }

    /// The text of this length that stands behind those of these lengths.
    fn text<const N: usize>(self, behind: [u32; N], len: u32) -> &'r str {
        let start = behind.iter().fold(self.entry.texts, |start, len| start + *len as usize);
        self.entries.texts.get(start..start + len as usize).unwrap_or_default()
    }

    fn entity(self) -> Option<Entity<'r>> {
        self.entry.entity.map(|id| self.gazetteer.entity(id))
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Four decimals: more would be noise, and would make equal answers look different.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// The shortest decimal number that an `f32` stands for: 39.03, not 39.029998779.
fn decimal(degrees: f32) -> f64 {
    degrees.to_string().parse().unwrap_or_default()
}
