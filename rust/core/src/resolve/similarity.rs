//! How likely it is that two spellings are of one name.

use super::align::{Pattern, Piece, Room};
use super::names::Scratch;
use super::score::Scorer;
use super::script::{self, Writing};

/// The answer of [`similarity`].
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// Probability that the two are one name, where half of the pairs that are asked are.
    pub score: f32,
    /// What spoke for and against.
    pub features: [f32; FEATURES],
    /// The letters that stand for each other: `х=h а=a я=ya ...`.
    pub alignment: String,
}

/// How many features the probability rests on.
pub const FEATURES: usize = 6;

/// Weights of the features, and of nothing: logistic regression on held-out pairs and their nearest wrong names.
const WEIGHTS: [f32; FEATURES] = [0.16, 4.0, 0.0, -0.3, -0.3, 0.5];
const BIAS: f32 = -2.5;

/// Compares two names in any scripts.
///
/// ```
/// use entmatch_core::resolve::similarity;
/// assert!(similarity("Хаяси", "Hayashi").score > 0.9);
/// assert!(similarity("Khayasi", "Hayashi").score > similarity("Khayasi", "Kansas").score);
/// assert!(similarity("Niger", "Nigeria").score < similarity("Niger", "Нигер").score);
/// ```
pub fn similarity(a: &str, b: &str) -> Similarity {
    let mut found = compare(a, b, &mut Scratch::default());
    if let Some((writing, spelling)) = sides(a, b) {
        let pieces: Vec<String> = pieces(&writing, spelling).iter().map(Piece::to_string).collect();
        found.alignment = pieces.join(" ");
    }
    found
}

/// The scores of many pairs, on `threads` threads.
pub fn similarities(pairs: &[(&str, &str)], threads: usize) -> Vec<f32> {
    super::parallel::map(pairs, threads, |(a, b)| super::names::with_scratch(|scratch| compare(a, b, scratch).score))
}

/// The alignment of a query with a spelling.
pub(crate) fn pieces(writing: &Writing, spelling: &str) -> Vec<Piece> {
    let mut name = script::latin_form(spelling);
    name.push(b' ');
    Pattern::new(&writing.units, &writing.words, writing.table).trace(&name, &script::parts_of(&name))
}

/// The side that a table reads, and the side that is written (or romanised) in Latin letters.
fn sides<'t>(a: &'t str, b: &'t str) -> Option<(Writing, &'t str)> {
    let (left, right) = (script::writing(a)?, script::writing(b)?);
    Some(if left.latin.is_some() && right.latin.is_none() { (right, a) } else { (left, b) })
}

pub(crate) fn compare(a: &str, b: &str, scratch: &mut Scratch) -> Similarity {
    let none = Similarity { score: 0.0, features: [0.0; FEATURES], alignment: String::new() };
    let Some((mut writing, spelling)) = sides(a, b) else { return none };
    let form = script::latin_form(spelling);
    if form.is_empty() {
        return none;
    }
    // two names in one native script are compared by their romanisations
    if writing.latin.is_none()
        && script::table_name(spelling) == Some(writing.table.name)
        && let Some(romanised) = script::latin_writing(if spelling == a { b } else { a })
    {
        writing = romanised;
    }
    let features = features(&mut writing, &form, &mut scratch.room);
    let sum: f32 = BIAS + WEIGHTS.iter().zip(features).map(|(w, x)| w * x).sum::<f32>();
    Similarity { score: 1.0 / (1.0 + (-sum).exp()), features, alignment: String::new() }
}

/// Likeness in nats; the same as a share of what the longer name could reach; logarithm of the length; words on the one
/// side more than on the other; is the first letter another; are the letters the same.
fn features(writing: &mut Writing, form: &[u8], room: &mut Room) -> [f32; FEATURES] {
    let words = |letters: usize| letters as f32;
    let query_words = words(writing.units.iter().filter(|c| **c == ' ').count());
    let form_words = words(form.split(|b| *b == b' ').count());
    let latin = writing.latin.clone();
    let mut scorer = Scorer::new(writing, None);
    let likeness = scorer.score(form, room) as f32 / 100.0;
    let most = scorer.most(form) as f32 / 100.0;
    [
        likeness.clamp(-30.0, 40.0),
        (likeness / most.max(1.0)).clamp(-1.0, 1.5),
        (form.len() as f32).ln(),
        (query_words - form_words).abs().min(4.0),
        f32::from(u8::from(latin.as_ref().is_some_and(|l| l.first() != form.first()))),
        f32::from(u8::from(latin.is_some_and(|l| l == form))),
    ]
}
