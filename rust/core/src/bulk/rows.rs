//! What was found in a document, as rows of the output table.

use super::offsets::{Offsets, Positions};
use super::row::{Alternative, Row};
use crate::document::{Mention, Reading};
use crate::gazetteer::NameKind;
use crate::index::{Entity, EntityId, Gazetteer, KeyId, Posting};
use crate::resolve::How;
use crate::scan::{Match, MatchHow};
use crate::text::Span;
use std::sync::Arc;

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

/// A row before its columns are made: what was found and where. It outlives its document; what the gazetteer knows
/// stays there until a column is asked for, since most readers of a table want few of the twenty.
#[derive(Clone, Debug)]
pub struct Entry {
    doc_id: Arc<str>,
    start: i64,
    end: i64,
    surface: Box<str>,
    finding: Finding,
}

#[derive(Clone, Debug)]
enum Finding {
    /// A name that the scanner found, the path of its spelling if it has one, and the entities it may stand for, the
    /// likeliest first.
    Name { how: How, via: Option<Box<str>>, candidates: Vec<(EntityId, f32)> },
    /// A judged mention.
    Mention(Mention),
}

/// The entries of one document are made by this.
pub struct Entries<'t> {
    doc_id: Arc<str>,
    text: &'t str,
    positions: Positions<'t>,
}

impl<'t> Entries<'t> {
    /// For what is found in this text, which costs least in ascending order.
    pub fn new(doc_id: &str, text: &'t str, offsets: Offsets) -> Self {
        Self { doc_id: doc_id.into(), text, positions: Positions::new(text, offsets) }
    }

    /// The entry of a name that the scanner found: its likeliest entity, the others as alternatives, no judgement.
    pub fn name(&mut self, gazetteer: &Gazetteer, found: Match) -> Entry {
        let surface = found.span.of(self.text);
        let (how, via) = path(gazetteer, found, surface);
        let candidates = candidates(gazetteer, found.key, surface);
        self.entry(found.span, Finding::Name { how, via: via.map(Into::into), candidates })
    }

    /// The entry of a judged mention.
    pub fn mention(&mut self, mention: Mention) -> Entry {
        self.entry(mention.span, Finding::Mention(mention))
    }

    fn entry(&mut self, span: Span, finding: Finding) -> Entry {
        let (start, end) = self.positions.of(span);
        Entry { doc_id: Arc::clone(&self.doc_id), start, end, surface: span.of(self.text).into(), finding }
    }
}

impl Entry {
    /// The columns, with the gazetteer that the entry was found with.
    pub fn columns<'r>(&'r self, gazetteer: &'r Gazetteer) -> EntryColumns<'r> {
        EntryColumns { entry: self, gazetteer }
    }

    /// The probability that this is right.
    pub fn score(&self) -> f64 {
        rounded(match &self.finding {
            Finding::Name { candidates, .. } => candidates.first().map_or(0.0, |(_, share)| *share),
            Finding::Mention(mention) => mention.score,
        })
    }
}

/// The columns of an entry, each made when it is asked for; see [`Row`] for what they hold.
#[derive(Clone, Copy)]
pub struct EntryColumns<'r> {
    entry: &'r Entry,
    gazetteer: &'r Gazetteer,
}

#[allow(missing_docs, reason = "the columns are described at the fields of `Row`")]
impl<'r> EntryColumns<'r> {
    pub fn doc_id(self) -> &'r str {
        &self.entry.doc_id
    }

    pub fn start(self) -> i64 {
        self.entry.start
    }

    pub fn end(self) -> i64 {
        self.entry.end
    }

    pub fn surface(self) -> &'r str {
        &self.entry.surface
    }

    pub fn reading(self) -> Option<&'static str> {
        self.mention().map(|mention| mention.reading).map(Reading::as_str)
    }

    pub fn entity_id(self) -> Option<&'r str> {
        self.entity().map(|entity| entity.id())
    }

    pub fn name(self) -> &'r str {
        match self.mention() {
            Some(mention) => mention.name(self.gazetteer),
            None => self.entity().map_or("", |entity| entity.name()),
        }
    }

    pub fn kind(self) -> Option<&'static str> {
        self.entity().map(|entity| entity.kind().as_str())
    }

    pub fn country(self) -> Option<&'r str> {
        match self.mention() {
            Some(mention) => mention.country(self.gazetteer),
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
        Some(self.gazetteer.entity(self.mention()?.actor?).id())
    }

    pub fn code(self) -> Option<&'r str> {
        some(&self.mention()?.code)
    }

    pub fn ids(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.entity().into_iter().flat_map(|entity| entity.ids())
    }

    pub fn how(self) -> &'static str {
        match &self.entry.finding {
            Finding::Name { how, .. } => *how,
            Finding::Mention(mention) => mention.how,
        }
        .as_str()
    }

    pub fn via(self) -> Option<&'r str> {
        match &self.entry.finding {
            Finding::Name { via, .. } => via.as_deref(),
            Finding::Mention(mention) => some(&mention.via),
        }
    }

    pub fn score(self) -> f64 {
        self.entry.score()
    }

    pub fn alternatives(self) -> impl Iterator<Item = Alternative<'r>> {
        let others = match &self.entry.finding {
            Finding::Name { candidates, .. } => candidates.get(1..).unwrap_or_default(),
            Finding::Mention(mention) => &mention.alternatives,
        };
        others.iter().map(move |&(id, score)| {
            let entity = self.gazetteer.entity(id);
            Alternative { entity_id: entity.id(), name: entity.name(), score: rounded(score) }
        })
    }

    pub fn chain(self) -> Option<i64> {
        self.mention().map(|mention| mention.chain.into())
    }

    pub fn evidence(self) -> impl Iterator<Item = &'r str> {
        self.mention().into_iter().flat_map(|mention| &mention.evidence).map(AsRef::as_ref)
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

    fn mention(self) -> Option<&'r Mention> {
        match &self.entry.finding {
            Finding::Name { .. } => None,
            Finding::Mention(mention) => Some(mention),
        }
    }

    fn entity(self) -> Option<Entity<'r>> {
        let id = match &self.entry.finding {
            Finding::Name { candidates, .. } => candidates.first().map(|(id, _)| *id),
            Finding::Mention(mention) => mention.entity,
        };
        id.map(|id| self.gazetteer.entity(id))
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
