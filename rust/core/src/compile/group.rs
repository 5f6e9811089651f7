//! Names to keys: which names share a key, and how the key's weight is shared out.

use super::fold::Keys;
use super::name_weight;
use crate::gazetteer::{Case, NameKind, head};
use crate::index::{EntityId, KeyRow, NameRow, PostingRow, owners};

/// Names by key.
#[derive(Default)]
pub(super) struct Groups<'f> {
    /// By text.
    pub(super) keys: Vec<KeyRow<'f>>,
    /// All names in the order of their keys; a name with two keys occurs twice.
    pub(super) keyed_names: Vec<u32>,
    pub(super) postings: Vec<PostingRow>,
}

/// Groups the names by key, and shares out each key's weight.
pub(super) fn group<'f>(
    folded: &'f Keys,
    names: &[NameRow<'_>],
    first_names: &[u32],
    prominence: &[f32],
) -> Groups<'f> {
    let owners = owners(first_names);
    // The first bytes beside the number decide most comparisons without a visit to the text.
    let mut order: Vec<(u128, u32)> = (0..folded.len()).map(|at| (head(folded.key(at).as_bytes()), at)).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| folded.key(a.1).cmp(folded.key(b.1))).then(a.1.cmp(&b.1)));
    let keyed_names = order.iter().map(|(_, at)| folded.name(*at)).collect();
    let mut groups = Groups { keyed_names, postings: Vec::with_capacity(order.len()), ..Groups::default() };
    let mut first_name = 0;
    for same in order.chunk_by(|a, b| a.0 == b.0 && folded.key(a.1) == folded.key(b.1)) {
        if let Some((_, first)) = same.first() {
            let first_posting = groups.postings.len() as u32;
            groups.keys.push(KeyRow { text: folded.key(*first), first_posting, first_name });
        }
        first_name += same.len() as u32;
        let candidates: Vec<Candidate<'_>> = same
            .iter()
            .filter_map(|(_, at)| {
                let name = folded.name(*at);
                let (entity, row) = (*owners.get(name as usize)?, names.get(name as usize)?);
                let local = name - first_names.get(entity as usize)?;
                let known = prominence.get(entity as usize).copied().unwrap_or_default();
                let usual = row.text == names.get((name - local) as usize)?.text;
                let plain = same.len() == 1 || is_plain(row.text, folded.key(*at));
                Some(Candidate { entity, name, local, row, usual, plain, weight: weight(row, known) })
            })
            .collect();
        share_out(candidates, prominence, &mut groups.postings);
    }
    groups
}

/// Prominence below which a place is no large city.
const SMALL_TOWN: f32 = 5.0;

/// How often a name is used for its entity. Of a small town, an alias in no particular language is mostly a name that it
/// had once: Fort Ashby, West Virginia, was Alaska.
fn weight(row: &NameRow<'_>, prominence: f32) -> f32 {
    let former = row.kind == NameKind::Alias && row.name.lang.is_empty() && prominence < SMALL_TOWN;
    if former { name_weight(NameKind::Alias) / 10.0 } else { name_weight(row.kind) }
}

struct Candidate<'t> {
    entity: u32,
    name: u32,
    local: u32,
    row: &'t NameRow<'t>,
    /// Spelt as the canonical name.
    usual: bool,
    /// Without marks and signs that folding takes away.
    plain: bool,
    weight: f32,
}

/// True if a name is written as its key, but for case and what parts words: without marks and apostrophes of its own.
fn is_plain(text: &str, key: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace() && !"-.".contains(*c)).flat_map(char::to_lowercase).collect()
    };
    letters(text) == letters(key)
}

/// Appends the postings of one key: entities by share, of each its best name, and further names that accept letter
/// cases which that one does not, or are adjectives of other languages ("Israeli" is the country in Swahili).
fn share_out(mut candidates: Vec<Candidate<'_>>, prominence: &[f32], postings: &mut Vec<PostingRow>) {
    // The name itself before an adjective that is spelt the same; of the same name in many languages, the English one, or
    // one spelt as the entity is usually, and of these one without marks: a text has "Tokyo", not "Tōkyō".
    let rank = |c: &Candidate<'_>| {
        let foreign = !c.usual && c.row.name.lang != "en";
        (c.row.kind.is_adjectival(), foreign, !foreign && !c.plain)
    };
    candidates.sort_by(|a, b| {
        let by_entity = a.entity.cmp(&b.entity).then(rank(a).cmp(&rank(b)));
        by_entity.then(b.weight.total_cmp(&a.weight)).then(a.name.cmp(&b.name))
    });
    let mut shares: Vec<(f64, &[Candidate<'_>])> = candidates
        .chunk_by(|a, b| a.entity == b.entity)
        .map(|names| {
            let best = names.iter().map(|name| f64::from(name.weight)).fold(0.0, f64::max);
            let known =
                names.first().and_then(|name| prominence.get(name.entity as usize)).copied().unwrap_or_default();
            (best * f64::from(known).exp(), names)
        })
        .collect();
    let total: f64 = shares.iter().map(|(weight, _)| weight).sum();
    // Stable: equal shares stay in the order of ids.
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (weight, names) in shares {
        let prior = (weight / total) as f32;
        let mut kept: Vec<&Candidate<'_>> = Vec::new();
        for candidate in names {
            let says_more = |old: &&Candidate<'_>| {
                accepts_more(candidate.row, old.row) || is_other_adjective(candidate.row, old.row)
            };
            if kept.iter().all(says_more) {
                kept.push(candidate);
            }
        }
        postings.extend(kept.into_iter().map(|candidate| PostingRow {
            entity: EntityId(candidate.entity),
            local_name: candidate.local as u16,
            name: candidate.name,
            prior,
        }));
    }
}

/// True if `new` is an adjective and `old` none, or that of another language, or the noun beside it (`Russes`, `russes`).
fn is_other_adjective(new: &NameRow<'_>, old: &NameRow<'_>) -> bool {
    let same = old.kind.is_adjectival() && old.name.lang == new.name.lang && capitals(old.text) == capitals(new.text);
    new.kind.is_adjectival() && !same
}

/// True if a text may meet the case policy of `new` but not that of `old`, which has the same key.
fn accepts_more(new: &NameRow<'_>, old: &NameRow<'_>) -> bool {
    match (old.case, new.case) {
        (Case::Any, _) => false,
        (Case::Initial, Case::Any) | (Case::Exact, Case::Any | Case::Initial) => true,
        _ => capitals(new.text) != capitals(old.text),
    }
}

/// Which letters are capitals, in order.
fn capitals(text: &str) -> Vec<bool> {
    text.chars().filter(|c| c.is_alphanumeric()).map(char::is_uppercase).collect()
}
