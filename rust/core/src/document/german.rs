//! German forms of names that no ending of the scanner leads back to names: people in the genitive ("Putins Sprecher") and
//! towns as adjectives ("die Essener Polizei").

use super::cues::Classes;
use super::page::Page;
use super::unit::{Candidate, Owners, Unit, What, in_text_order, is_person};
use crate::gazetteer::{Kind, NameKind};
use crate::index::Gazetteer;
use crate::resolve::How;

/// People of a town whose police or government is named by it.
const TOWN: u64 = 50_000;

/// Adds such names where no other stands.
pub(crate) fn add(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut Vec<Unit>) {
    if page.lang() != "de" {
        return;
    }
    let owners = Owners::of(page, units);
    let mut added = Vec::new();
    for i in 0..page.words.len() {
        if !page.capital(i) || !page.ordinary(i) || owners.over(i).is_some() || page.single[i] != Classes::NONE {
            continue;
        }
        let word = page.word(i);
        let found = match word.strip_suffix('s') {
            Some(stem) => person(gazetteer, stem),
            None if word.ends_with("er") && page.joined(i + 1) && page.has_role(i + 1) => town(gazetteer, word),
            None => None,
        };
        let Some(candidate) = found else { continue };
        let mut unit = Unit::new(page, i, i + 1, What::Known);
        unit.candidates.push(candidate);
        unit.how = How::Inflected;
        added.push(unit);
    }
    units.append(&mut added);
    in_text_order(units);
}

/// "Putins": someone so well known that the surname alone is his name.
fn person(gazetteer: &Gazetteer, stem: &str) -> Option<Candidate> {
    let best = gazetteer.key(gazetteer.lookup(stem)?).postings().next()?;
    let known = is_person(gazetteer.entity(best.entity).kind()) && best.name.kind() == NameKind::Short;
    known.then(|| Candidate::of(gazetteer, best))
}

/// "Essener", "Münchner", "Bremer": the town, by what its adjective is made of.
fn town(gazetteer: &Gazetteer, word: &str) -> Option<Candidate> {
    let stem = word.strip_suffix("er")?;
    let of = |name: String| {
        let postings = gazetteer.key(gazetteer.lookup(&name)?).postings();
        let mut towns = postings.into_iter().filter(|posting| {
            let entity = gazetteer.entity(posting.entity);
            entity.kind() == Kind::PopulatedPlace && entity.population() >= TOWN
        });
        towns.next().map(|posting| Candidate::of(gazetteer, posting))
    };
    let short = stem.strip_suffix('n').map(|stem| format!("{stem}en"));
    of(stem.to_owned()).or_else(|| of(format!("{stem}en"))).or_else(|| of(short?))
}
