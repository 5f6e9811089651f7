//! What was found in a document, as rows of the output table.

use super::offsets::Positions;
use super::row::{Alternative, Row};
use crate::document::Mention;
use crate::index::{Entity, EntityId, Gazetteer, KeyId};
use crate::resolve::How;
use crate::scan::{Match, MatchHow};
use std::borrow::Cow;

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

/// The row of a name that the scanner found: its likeliest entity, the others as alternatives, no judgement.
pub fn found_row<'r>(
    gazetteer: &'r Gazetteer,
    doc_id: &'r str,
    text: &'r str,
    found: Match,
    positions: &mut Positions<'_>,
) -> Row<'r> {
    let candidates = candidates(gazetteer, found.key, found.span.of(text));
    let (start, end) = positions.of(found.span);
    let mut row = Row {
        doc_id: doc_id.into(),
        start,
        end,
        surface: found.span.of(text).into(),
        how: match found.how {
            MatchHow::Exact => How::Exact,
            MatchHow::Folded => How::Folded,
            MatchHow::Inflected => How::Inflected,
        }
        .as_str(),
        ..Row::default()
    };
    if let Some(&(id, share)) = candidates.first() {
        describe(&mut row, &gazetteer.entity(id));
        row.score = rounded(share);
    }
    row.alternatives = alternatives(gazetteer, candidates.iter().skip(1).copied());
    row
}

/// The row of a judged mention.
pub fn mention_row<'r>(
    gazetteer: &'r Gazetteer,
    doc_id: &'r str,
    text: &'r str,
    mention: Mention,
    positions: &mut Positions<'_>,
) -> Row<'r> {
    let (start, end) = positions.of(mention.span);
    let mut row = Row {
        doc_id: doc_id.into(),
        start,
        end,
        surface: mention.span.of(text).into(),
        reading: Some(mention.reading.as_str()),
        ..Row::default()
    };
    if let Some(id) = mention.entity {
        describe(&mut row, &gazetteer.entity(id));
    }
    row.name = mention.name.into();
    row.country = some(mention.country).or(row.country);
    row.actor_id = mention.actor.map(|id| gazetteer.entity(id).id().into());
    row.code = some(mention.code);
    row.how = mention.how.as_str();
    row.via = some(mention.via);
    row.score = rounded(mention.score);
    row.alternatives = alternatives(gazetteer, mention.alternatives.into_iter());
    row.chain = Some(mention.chain.into());
    row.evidence = mention.evidence;
    row
}

fn describe<'r>(row: &mut Row<'r>, entity: &Entity<'r>) {
    row.entity_id = Some(entity.id().into());
    row.name = entity.name().into();
    row.kind = Some(entity.kind().as_str());
    row.country = entity.country().map(Cow::Borrowed);
    if let Some((lat, lon)) = entity.coordinates() {
        row.lat = Some(decimal(lat));
        row.lon = Some(decimal(lon));
    }
    row.ids = entity.ids().map(|(scheme, id)| (scheme.into(), id.into())).collect();
}

fn alternatives(gazetteer: &Gazetteer, others: impl Iterator<Item = (EntityId, f32)>) -> Vec<Alternative<'_>> {
    others
        .map(|(id, score)| {
            let entity = gazetteer.entity(id);
            Alternative { entity_id: entity.id().into(), name: entity.name().into(), score: rounded(score) }
        })
        .collect()
}

fn some<'r>(text: String) -> Option<Cow<'r, str>> {
    Some(text).filter(|text| !text.is_empty()).map(Cow::Owned)
}

/// Four decimals: more would be noise, and would make equal answers look different.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// The shortest decimal number that an `f32` stands for: 39.03, not 39.029998779.
fn decimal(degrees: f32) -> f64 {
    degrees.to_string().parse().unwrap_or_default()
}
