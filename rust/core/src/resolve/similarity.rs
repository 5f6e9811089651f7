//! How likely it is that two spellings are of one name.

use super::align::{Pattern, Piece, Room};
use super::generic;
use super::names::Scratch;
use super::score::Scorer;
use super::script::{self, Writing};
use crate::text::{Script, key, main_script};
use crate::translit::variants;
use std::sync::LazyLock;

/// The answer of [`similarity`].
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// Probability that the two are one name, where half of the pairs that are asked are.
    pub score: f32,
    /// What was seen, by the names of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
    /// The letters that stand for each other: `х=h а=a я=ya ...`.
    pub alignment: String,
    /// The path by which a scheme of transliteration makes one of the other, if one does: `김정은, North Korean`.
    pub via: Option<String>,
}

/// What the probability rests on: likeness in nats; the same as a share of what the longer name could reach; how like
/// the least like words are; words without a partner; edit distance as a share of the longer name; letters that one
/// name has beyond the end of the other; is the first letter another; are the letters the same.
pub const FEATURES: [&str; 8] =
    ["likeness", "share", "worst word", "lone words", "edits", "longer end", "other initial", "same letters"];

/// What the features weigh beside each other, and the scale and bias of each script: fitted by `make fit-names`.
struct Weights {
    shares: [f32; FEATURES.len()],
    scripts: Vec<(&'static str, f32, f32)>,
    /// Points of a rising curve: what the straight fit says, and what it comes to.
    curve: Vec<(f32, f32)>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let mut weights = Weights { shares: [0.0; FEATURES.len()], scripts: Vec::new(), curve: Vec::new() };
    for line in include_str!("tables/similarity.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let name = columns.next().unwrap_or_default();
        let mut numbers = columns.filter_map(|column| column.parse::<f32>().ok());
        match (name.strip_prefix("script "), FEATURES.iter().position(|feature| *feature == name)) {
            (Some(script), _) => {
                weights.scripts.extend(numbers.next().zip(numbers.next()).map(|(scale, bias)| (script, scale, bias)));
            }
            (None, Some(at)) => weights.shares[at] = numbers.next().unwrap_or(0.0),
            (None, None) if name == "curve" => weights.curve.extend(numbers.next().zip(numbers.next())),
            (None, None) => {}
        }
    }
    weights
});

impl Weights {
    fn probability(&self, script: &str, features: &[f32]) -> f32 {
        let sum: f32 = self.shares.iter().zip(features).map(|(w, x)| w * x).sum();
        let own = self.scripts.iter().find(|own| own.0 == script).or_else(|| self.scripts.first());
        let (scale, bias) = own.map_or((1.0, 0.0), |own| (own.1, own.2));
        along(self.curve.iter().copied(), 1.0 / (1.0 + (-(scale * sum + bias)).exp()))
    }
}

/// The height of a curve of straight pieces from (0, 0) to (1, 1).
pub(crate) fn along(points: impl Iterator<Item = (f32, f32)>, x: f32) -> f32 {
    let mut before = (0.0, 0.0);
    for point in points.chain([(1.0, 1.0)]) {
        if x <= point.0 && point.0 > before.0 {
            return before.1 + (x - before.0) / (point.0 - before.0) * (point.1 - before.1);
        }
        before = point;
    }
    x
}

/// What is left of the probability for names that are known to be two.
const KNOWN_APART: f32 = 0.03;
/// The same for two companies of two legal forms.
const OTHER_FORM: f32 = 0.6;

/// The probability of two names of which a scheme makes one of the other; of 822 such pairs in lists of names beside
/// their likest others 798 are of one name.
const BY_SCHEME: f32 = 0.97;

/// Compares two names in any scripts.
///
/// ```
/// use entmatch_core::resolve::similarity;
/// assert_eq!(similarity("김정은", "Kim Jong Un").via.as_deref(), Some("김정은, North Korean"));
/// assert!(similarity("Хаяси", "Hayashi").score > 0.7);
/// assert!(similarity("Khayasi", "Hayashi").score > similarity("Khayasi", "Kansas").score);
/// for (a, b) in [("Niger", "Nigeria"), ("Austria", "Australia"), ("Kim Jong Il", "Kim Jong Un")] {
///     assert!(similarity(a, b).score < 0.5, "{a} is not {b}");
/// }
/// ```
pub fn similarity(a: &str, b: &str) -> Similarity {
    let mut found = compare(a, b, &mut Scratch::default());
    found.via = by_scheme(a, b);
    if found.via.is_some() {
        found.score = found.score.max(BY_SCHEME);
    }
    if let Some((writing, spelling)) = sides(a, b) {
        let pieces: Vec<String> = pieces(&writing, spelling).iter().map(Piece::to_string).collect();
        found.alignment = pieces.join(" ");
    }
    found
}

/// The scores of many pairs, on `threads` threads.
pub fn similarities(pairs: &[(&str, &str)], threads: usize) -> Vec<f32> {
    super::parallel::map(pairs, threads, |(a, b)| {
        let score = super::names::with_scratch(|scratch| compare(a, b, scratch).score);
        if score < BY_SCHEME && by_scheme(a, b).is_some() { BY_SCHEME } else { score }
    })
}

/// The path by which a scheme makes one of two names of the other, of which one at least is not in Latin letters.
fn by_scheme(a: &str, b: &str) -> Option<String> {
    let made = |from: &str, to: &str| {
        if matches!(main_script(from), Script::Latin | Script::Other) {
            return None;
        }
        let wanted = key(to);
        let mut made = variants(script::bounded(from), "").into_iter();
        made.find(|variant| key(&variant.text) == wanted).map(|variant| variant.via)
    };
    made(a, b).or_else(|| made(b, a))
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
    // two companies: what they are called, then what they are
    if let (Some((left, form)), Some((right, other))) =
        (generic::without_form(script::bounded(a)), generic::without_form(script::bounded(b)))
    {
        let mut found = compare_names(&left, &right, scratch);
        found.score *= if form == other { 1.0 } else { OTHER_FORM };
        return found;
    }
    compare_names(a, b, scratch)
}

fn compare_names(a: &str, b: &str, scratch: &mut Scratch) -> Similarity {
    let none = Similarity { score: 0.0, features: [0.0; FEATURES.len()], alignment: String::new(), via: None };
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
    let apart = generic::are_apart(&script::latin_form(a), &script::latin_form(b));
    let score = WEIGHTS.probability(writing.table.name, &features) * if apart { KNOWN_APART } else { 1.0 };
    Similarity { score, features, alignment: String::new(), via: None }
}

fn features(writing: &mut Writing, form: &[u8], room: &mut Room) -> [f32; FEATURES.len()] {
    let latin = writing.latin.clone();
    let mut scorer = Scorer::new(writing, None);
    let found = scorer.closely(form, room);
    let likeness = found.likeness as f32 / 100.0;
    let most = scorer.most(form) as f32 / 100.0;
    let is = |yes: bool| f32::from(u8::from(yes));
    // Latin letters can be counted; of another script the learned share has to do
    let (edits, end) = match &latin {
        Some(latin) => (edits(latin, form), longer_end(latin, form)),
        None => ((1.0 - likeness / most.max(1.0)).clamp(0.0, 1.0) * 0.5, 0.0),
    };
    [
        likeness.clamp(-20.0, 30.0),
        (likeness / most.max(1.0)).clamp(-1.0, 1.5),
        found.worst.clamp(-0.5, 1.2),
        found.lone.min(4) as f32,
        edits,
        end,
        is(latin.as_ref().is_some_and(|l| l.first() != form.first())),
        is(latin.is_some_and(|l| l == form)),
    ]
}

/// Letters wrong, missing or added, as a share of the longer name.
pub(super) fn edits(a: &[u8], b: &[u8]) -> f32 {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()] as f32 / a.len().max(b.len()).max(1) as f32
}

/// Letters that a word has beyond the other, which is its beginning: one is a slip or a case ending, two are another
/// name (Niger, Nigeria).
fn longer_end(a: &[u8], b: &[u8]) -> f32 {
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if common == a.len().min(b.len()) { a.len().abs_diff(b.len()).min(4) as f32 } else { 0.0 }
}
