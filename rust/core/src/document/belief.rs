//! How far a place is believed: a logistic model over what can be read of the name and around it.
//!
//! A gazetteer has a place for almost every surname and for many words. Whether one is meant is weighed, not ruled: each
//! feature speaks for it or against it. The weights in `weights/place.tsv` were learned by the program `train_places` from
//! articles whose places people have marked; buildings, which these did not mark, have no feature of their own.

use super::cues::Classes;
use super::page::{CaseMode, Page};
use super::unit::{Candidate, Unit, is_place};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{EntityId, Gazetteer};
use crate::resolve::How;
use crate::text::{Joiner, Script, Shape, Span};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a place is judged by: 1 for what holds and 0 for what does not, unless it says otherwise.
pub const FEATURES: [&str; 48] = [
    "always",
    "prominence, by ten",
    "share of the name, logarithm",
    "support of other names, logarithm",
    "no other name supports it",
    "country",
    "territory",
    "first-level division",
    "second-level division",
    "town",
    "water",
    "landform or region",
    "fewer people than 100,000",
    "several words",
    "short for a longer name",
    "one word in Latin letters, and not its usual name",
    "acronym or abbreviation",
    "folded",
    "inflected",
    "a word",
    "a word with a capital within a sentence",
    "a surname",
    "a given name",
    "a word and a small place",
    "a surname and a small place",
    "a word that opens a sentence",
    "a small place in letters without capitals",
    "an ordinary word where it may be one",
    "after a word of place",
    "after to or from",
    "placed by the text",
    "beside another place",
    "before a kind of place",
    "before a verb",
    "opens a sentence",
    "in a headline",
    "after a title or office",
    "after of",
    "after the English article",
    "after an article of another language",
    "a region after the article",
    "before a capital",
    "after a capital",
    "possessive or compound",
    "a person bears it",
    "a person named before bears it",
    "has a reason elsewhere",
    "named again, logarithm",
];

/// The values of [`FEATURES`] for one name.
pub type Features = [f32; FEATURES.len()];

/// Least probability of a place that is kept: near the best F1 of the articles learned from, on the side of recall.
const BELIEVED: f32 = 0.4;
/// Places less sure than this say what speaks against them.
const SURE: f32 = 0.75;

/// A name that may be a place where it stands, and what it is judged by.
#[derive(Clone, Debug)]
pub struct Belief {
    /// Where, in bytes.
    pub span: Span,
    /// The likeliest place of that name.
    pub entity: EntityId,
    /// What that is.
    pub kind: Kind,
    /// Its features.
    pub features: Features,
    /// The probability that a place is meant.
    pub probability: f32,
}

impl Belief {
    fn new(span: Span, best: &Candidate, features: Features) -> Self {
        let odds: f32 = WEIGHTS.iter().zip(&features).map(|(weight, value)| weight * value).sum();
        Self { span, entity: best.entity, kind: best.kind, features, probability: 1.0 / (1.0 + (-odds).exp()) }
    }

    /// True if it is kept.
    pub fn is_held(&self) -> bool {
        self.probability >= BELIEVED
    }

    /// The features that hold and what each says, as a logarithm of odds; those that say most come first.
    pub fn reasons(&self) -> Vec<(&'static str, f32)> {
        let said = FEATURES.iter().zip(WEIGHTS.iter().zip(&self.features));
        let mut said: Vec<(&str, f32)> = said.map(|(name, (weight, value))| (*name, weight * value)).collect();
        said.retain(|(_, said)| *said != 0.0);
        said.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        said
    }
}

/// What each feature says: the logarithm of the odds of a place.
static WEIGHTS: LazyLock<Features> = LazyLock::new(|| {
    let mut weights = [0.0; FEATURES.len()];
    for (name, weight) in TABLE.lines().filter_map(|line| line.split_once('\t')) {
        let at = FEATURES.iter().position(|feature| *feature == name);
        if let (Some(at), Ok(weight)) = (at, weight.parse()) {
            weights[at] = weight;
        }
    }
    weights
});

const TABLE: &str = include_str!("weights/place.tsv");

/// Leaves out places that are not believed. `supports` are those of [`disambiguate`](super::places::disambiguate).
pub(crate) fn judge(page: &Page<'_>, gazetteer: &Gazetteer, units: &mut [Unit], supports: &[f32]) {
    for (u, belief) in beliefs(page, units, supports) {
        let lonely = units[u].word && !has_reason(page, gazetteer, units, u);
        let unit = &mut units[u];
        if lonely || !belief.is_held() {
            unit.discard();
            continue;
        }
        unit.belief = belief.probability;
        if belief.probability < SURE
            && let Some((against, _)) = belief.reasons().into_iter().find(|(_, said)| *said < 0.0)
        {
            unit.note(format!("believed in spite of: {against}"));
        }
    }
}

/// "云南安宁", "安宁市 ... 安宁": a town that is called like a word stands behind a place or is named elsewhere with more.
fn has_reason(page: &Page<'_>, gazetteer: &Gazetteer, units: &[Unit], u: usize) -> bool {
    let unit = &units[u];
    let entity = unit.best().map(|best| best.entity);
    let country = |unit: &Unit| unit.best().and_then(|best| gazetteer.entity(best.entity).country());
    let follows = |x: &Unit| x.end == unit.first && x.is(is_place) && country(x) == country(unit);
    let behind = u > 0 && page.joined(unit.first) && follows(&units[u - 1]);
    let same = |x: &Unit| !x.word && !x.embedded && x.best().map(|best| best.entity) == entity;
    unit.placed || beside(page, units, u) || behind || units.iter().any(same)
}

/// The beliefs in all places that stand free, with the numbers of their units.
pub(crate) fn beliefs(page: &Page<'_>, units: &[Unit], supports: &[f32]) -> Vec<(usize, Belief)> {
    let names = names(page, units);
    // What no name of the gazetteer was met for is a place by how it was found.
    let free = |unit: &Unit| unit.key.is_some() && unit.is(is_place) && !unit.embedded && !unit.is_adjective();
    let mut beliefs = Vec::new();
    for (u, unit) in units.iter().enumerate().filter(|(_, unit)| free(unit)) {
        let name = names.get(page.folded(unit.end - 1)).copied().unwrap_or_default();
        let Some(best) = unit.best() else { continue };
        let features = features(page, units, (u, best), name, supports[u]);
        beliefs.push((u, Belief::new(unit.span, best, features)));
    }
    beliefs
}

/// What a document says of a name in all its mentions.
#[derive(Clone, Copy, Default)]
struct Name {
    /// The first word of the first person who bears it.
    bearer: Option<usize>,
    reason: bool,
    count: u32,
}

/// By last word.
fn names<'t>(page: &Page<'t>, units: &[Unit]) -> BTreeMap<&'t str, Name> {
    let mut names: BTreeMap<&str, Name> = BTreeMap::new();
    for (u, unit) in units.iter().enumerate() {
        if unit.is_person() {
            names.entry(page.folded(unit.end - 1)).or_default().bearer.get_or_insert(unit.first);
        } else if unit.is(is_place) && !unit.embedded {
            let name = names.entry(page.folded(unit.end - 1)).or_default();
            name.count += 1;
            name.reason |= unit.placed
                || page.before(unit.first).has(Classes::LOCATIVE)
                || beside(page, units, u)
                || before_kind(page, unit);
        }
    }
    names
}

fn features(page: &Page<'_>, units: &[Unit], (u, best): (usize, &Candidate), name: Name, support: f32) -> Features {
    let unit = &units[u];
    let kind = best.kind;
    let one = unit.end - unit.first == 1;
    let ordinary = page.mode(unit.first) == CaseMode::Ordinary;
    let marks = page.marks(unit.first);
    let obscure = best.is_obscure();
    let before = page.before(unit.first);
    let ends = page.joined(unit.end);
    let after = if ends { page.single[unit.end] } else { Classes::NONE };
    // "Президент РФ", "президент Азербайджана": what the office is of.
    let owner = kind == Kind::Country || unit.how == How::Inflected;
    let of_office = owner && before.has(Classes::OFFICE);
    let titled = before.has(Classes::HONORIFIC.with(Classes::OFFICE)) && !of_office;
    // "US" is not the word "us".
    let acronym = page.words[unit.first].shape == Shape::Upper && ordinary;
    // There are kremlins and pentagons, but few with a capital.
    let well_known = kind == Kind::Facility && best.is_major();
    // A suffix behind an apostrophe is one of names in Turkish: "Van'da" is no word, whatever it is in English.
    let suffixed = page.lang() == "tr" && page.words.get(unit.end).is_some_and(|w| w.joiner == Joiner::Apostrophe);
    // "Россия", "Çin", "Island": whatever a word is in another language, here it is what a state is called.
    let own = || {
        page.lang() != "en" && best.is_major() && best.is_called(page.gazetteer(), unit.span.of(page.text), page.lang())
    };
    let word = unit.word || (one && marks.common_word() && !acronym && !well_known && !suffixed && !own());
    // In German every noun has a capital.
    let marked = page.lang() != "de"
        && page.mode(unit.first) == CaseMode::Ordinary
        && page.capital(unit.first)
        && !page.opens(unit.first);
    let bit = |holds: bool| f32::from(u8::from(holds));
    let name_at = |i: usize| ordinary && page.capital(i) && page.single[i] == Classes::NONE;
    let article = before.has(Classes::ARTICLE);
    let english = page.lang() == "en";
    // Mrs Kong does not make a doubt of Hong Kong.
    let bearer = name.bearer.filter(|_| one);
    [
        1.0,
        best.prominence / 10.0,
        best.score.max(1e-3).ln(),
        support,
        bit(support < 0.1),
        bit(kind == Kind::Country),
        bit(kind == Kind::Territory),
        bit(kind == Kind::Admin1),
        bit(kind == Kind::Admin2),
        bit(kind == Kind::PopulatedPlace),
        bit(kind == Kind::Water),
        bit(matches!(kind, Kind::Landform | Kind::Region)),
        bit(obscure),
        bit(!one),
        bit(best.name.kind == NameKind::Short),
        // Lists of names in other letters do not say which is usual.
        bit(one && best.name.kind == NameKind::Alias && page.words[unit.first].script == Script::Latin),
        bit(matches!(best.name.kind, NameKind::Acronym | NameKind::Abbreviation)),
        bit(unit.how == How::Folded),
        // Of several words the endings agree by more than chance, and a word of place demands one.
        bit(one && unit.how == How::Inflected && !before.has(Classes::LOCATIVE)),
        bit(word),
        bit(word && marked),
        bit(one && marks.surname()),
        bit(one && marks.given_name()),
        bit(word && obscure),
        bit(one && marks.surname() && obscure),
        bit(word && page.opens(unit.first)),
        bit(one && obscure && page.words[unit.first].shape == Shape::Caseless),
        bit(unit.weak),
        bit(before.has(Classes::LOCATIVE)),
        bit(page.ending_phrase(unit.first, "to") || page.ending_phrase(unit.first, "from")),
        bit(unit.placed),
        bit(beside(page, units, u)),
        bit(before_kind(page, unit)),
        bit(after.has(Classes::VERB)),
        bit(page.opens(unit.first)),
        bit(!ordinary),
        bit(titled),
        bit(before.has(Classes::OF)),
        bit(article && english),
        bit(article && !english),
        bit(article && kind == Kind::Region),
        bit(ends && name_at(unit.end)),
        bit(page.joined(unit.first) && name_at(unit.first - 1)),
        bit(ends && !suffixed && matches!(page.words[unit.end].joiner, Joiner::Apostrophe | Joiner::Hyphen)),
        bit(bearer.is_some()),
        bit(bearer.is_some_and(|bearer| bearer < unit.first)),
        bit(name.reason),
        (name.count.max(1) as f32).ln(),
    ]
}

fn before_kind(page: &Page<'_>, unit: &Unit) -> bool {
    page.joined(unit.end) && page.single[unit.end].has(Classes::PLACE_KIND.with(Classes::LOCATIVE_AFTER))
}

/// "Mansfield, La.": a place set beside it.
fn beside(page: &Page<'_>, units: &[Unit], u: usize) -> bool {
    let set_apart = |v: usize, at: usize| {
        units.get(v).is_some_and(|x| !x.embedded && x.is(is_place))
            && matches!(page.gap(at).trim(), "," | "(" | "-" | "–")
    };
    let unit = &units[u];
    let (previous, next) = (u.wrapping_sub(1), u + 1);
    (units.get(next).is_some_and(|x| x.first == unit.end) && set_apart(next, unit.end))
        || (units.get(previous).is_some_and(|x| x.end == unit.first) && set_apart(previous, unit.first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_weight() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let named: Vec<&str> = lines.filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        assert_eq!(named, FEATURES);
        assert!(WEIGHTS.iter().all(|weight| weight.is_finite()));
    }
}
