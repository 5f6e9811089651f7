//! Makes the weights of [`similarity`](super::similarity()) a probability: on spellings of one name beside the names
//! that sound most like it. Used by the program `train_names_fit` only.
//!
//! Only the scale and the bias are fitted (Platt 1999). How the features weigh beside each other is a choice: a free
//! fit on the same pairs ranks worse on pairs of other sources, because two spellings of one list differ in fewer ways.

use super::names::{NameIndex, Scratch};
use super::similarity::{FEATURES, along, compare};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many pairs are looked at; of each, the nearest wrong names.
const PAIRS: usize = 24_000;
const WRONG: usize = 2;
const ROUNDS: usize = 30;
/// Keeps the weights small where the pairs say little.
const SHRINK: f64 = 1e-3;
/// Holds a script near all others until some hundreds of pairs say otherwise.
const LIKE_THE_REST: f64 = 5.0;
/// Scales differ less than biases.
const SAME_SCALE: f64 = 1e4;
/// Pairs less alike than this are two names of one thing, not two spellings of one name.
const UNRELATED: f32 = 0.15;

/// The fitted weights as a file, and how well they hold on the part that was not fitted on.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The file `tables/similarity.tsv`.
    pub table: String,
    /// A table: script, from, to, pairs, mean probability, share that is true.
    pub reliability: String,
}

struct Row {
    table: &'static str,
    features: [f32; FEATURES.len()],
    same: bool,
    weight: f64,
}

/// Fits on lines `native TAB Latin`. The same lines give the same bytes.
pub fn fit(text: &str) -> Fit {
    let mut pairs: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    pairs.sort_by_key(|pair| (mix(pair.0) ^ mix(pair.1).rotate_left(13), *pair));
    let mut names: Vec<String> = pairs.iter().map(|pair| pair.1.to_owned()).collect();
    names.sort();
    names.dedup();
    // every so manyth name: enough to have near neighbours
    let index = NameIndex::build(&names);
    let mut scratch = Scratch::default();
    let (mut fitted, mut held) = (Vec::new(), Vec::new());
    for (i, (native, latin)) in pairs.iter().take(PAIRS).enumerate() {
        let Some(table) = super::script::table_name(native) else { continue };
        let features = compare(native, latin, &mut scratch).features;
        if features[1] < UNRELATED {
            continue;
        }
        let rows = if i % 4 == 3 { &mut held } else { &mut fitted };
        rows.push(Row { table, features, same: true, weight: 1.0 });
        let wrong = index.search(native, WRONG + 4);
        let wrong = wrong.iter().map(|found| &names[found.0 as usize]).filter(|name| !alike(name, latin));
        for name in wrong.take(WRONG) {
            let features = compare(native, name, &mut scratch).features;
            rows.push(Row { table, features, same: false, weight: 0.7 / WRONG as f64 });
        }
        // and one that has nothing to do with it
        let other = pairs[(i * 7919 + 13) % pairs.len()].1;
        if !alike(other, latin) {
            let features = compare(native, other, &mut scratch).features;
            rows.push(Row { table, features, same: false, weight: 0.3 });
        }
    }
    let sums: Vec<f64> = fitted.iter().map(|row| shared(&row.features)).collect();
    let all: Vec<usize> = (0..fitted.len()).collect();
    let whole = fit_scale(&fitted, &sums, &all, (0.0, 0.0), SHRINK);
    // each script errs in its own way: its own scale and bias, as far as its pairs can tell
    let mut scripts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, row) in fitted.iter().enumerate() {
        scripts.entry(row.table).or_default().push(i);
    }
    let scales: BTreeMap<&str, (f64, f64)> = scripts
        .into_iter()
        .map(|(name, rows)| (name, fit_scale(&fitted, &sums, &rows, whole, LIKE_THE_REST)))
        .collect();
    let curve = bend(&scales, &fitted);
    Fit { table: table(&scales, &curve, fitted.len()), reliability: reliability(&scales, &curve, &held) }
}

/// Are the Latin letters the same?
fn alike(a: &str, b: &str) -> bool {
    super::script::latin_form(a) == super::script::latin_form(b)
}

fn mix(text: &str) -> u64 {
    text.bytes().fold(0x9e37_79b9_7f4a_7c15, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// What the features weigh beside each other.
const SHARES: [f64; FEATURES.len()] = [0.16, 4.0, 2.0, -0.4, -1.0, 0.0, -0.3, 0.5];

fn shared(features: &[f32]) -> f64 {
    SHARES.iter().zip(features).map(|(w, x)| w * f64::from(*x)).sum()
}

fn probability((scale, bias): (f64, f64), features: &[f32]) -> f64 {
    1.0 / (1.0 + (-(scale * shared(features) + bias)).exp())
}

/// The scale and the bias of some rows, by Newton's method in two dimensions; `shrink` holds them near `prior`.
fn fit_scale(rows: &[Row], sums: &[f64], chosen: &[usize], prior: (f64, f64), shrink: f64) -> (f64, f64) {
    let (mut scale, mut bias) = prior;
    for _ in 0..ROUNDS {
        let mut slope = [shrink * SAME_SCALE * (scale - prior.0), shrink * (bias - prior.1)];
        let mut bend = [shrink * SAME_SCALE, 0.0, shrink];
        for &i in chosen {
            let (row, sum) = (&rows[i], sums[i]);
            let p = 1.0 / (1.0 + (-(scale * sum + bias)).exp());
            let error = (p - f64::from(u8::from(row.same))) * row.weight;
            slope[0] += error * sum;
            slope[1] += error;
            let curve = p * (1.0 - p) * row.weight;
            bend[0] += curve * sum * sum;
            bend[1] += curve * sum;
            bend[2] += curve;
        }
        let determinant = bend[0] * bend[2] - bend[1] * bend[1];
        scale -= (bend[2] * slope[0] - bend[1] * slope[1]) / determinant;
        bias -= (bend[0] * slope[1] - bend[1] * slope[0]) / determinant;
    }
    (scale, bias)
}

/// What share of the fitted pairs is true where the straight fit says so much: points of a rising curve.
fn bend(scales: &BTreeMap<&str, (f64, f64)>, rows: &[Row]) -> Vec<(f64, f64)> {
    let mut bins = [[0.0_f64; 3]; 10];
    for row in rows {
        let p = scales.get(row.table).map_or(0.0, |scale| probability(*scale, &row.features));
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin[0] += row.weight;
        bin[1] += p * row.weight;
        bin[2] += f64::from(u8::from(row.same)) * row.weight;
    }
    // neighbours that fall instead of rise are one
    let mut parts: Vec<(usize, [f64; 3])> = Vec::new();
    for bin in bins.into_iter().filter(|bin| bin[0] > 0.0) {
        parts.push((1, bin));
        while let [.., (n, before), (m, last)] = parts[..]
            && before[2] / before[0] >= last[2] / last[0]
        {
            parts.truncate(parts.len() - 2);
            parts.push((n + m, [before[0] + last[0], before[1] + last[1], before[2] + last[2]]));
        }
    }
    parts.iter().map(|(_, [n, sum, same])| (sum / n, same / n)).collect()
}

fn table(scales: &BTreeMap<&str, (f64, f64)>, curve: &[(f64, f64)], rows: usize) -> String {
    let mut out = format!(
        "# Weights of similarity(), scale and bias by script, and what that comes to; fitted by `make fit-names` on {rows} pairs: do not edit.\n"
    );
    for (name, weight) in FEATURES.iter().zip(SHARES) {
        let _ = writeln!(out, "{name}\t{weight:.3}");
    }
    for (name, (scale, bias)) in scales {
        let _ = writeln!(out, "script {name}\t{scale:.3}\t{bias:.3}");
    }
    for (said, is) in curve {
        let _ = writeln!(out, "curve\t{said:.3}\t{is:.3}");
    }
    out
}

/// How well the probabilities hold, over all and by script.
fn reliability(scales: &BTreeMap<&str, (f64, f64)>, curve: &[(f64, f64)], rows: &[Row]) -> String {
    let mut out = String::from("| script | probability | pairs | mean | true |\n|---|---|---|---|---|\n");
    for name in std::iter::once("all").chain(scales.keys().copied()) {
        let width = if name == "all" { 10 } else { 4 };
        let mut bins = vec![[0.0_f64; 3]; width];
        for row in rows.iter().filter(|row| name == "all" || row.table == name) {
            let straight = scales.get(row.table).map_or(0.0, |scale| probability(*scale, &row.features));
            let p = f64::from(along(curve.iter().map(|p| (p.0 as f32, p.1 as f32)), straight as f32));
            let bin = &mut bins[((p * width as f64) as usize).min(width - 1)];
            bin[0] += row.weight;
            bin[1] += p * row.weight;
            bin[2] += f64::from(u8::from(row.same)) * row.weight;
        }
        for (i, [n, sum, same]) in bins.iter().enumerate().filter(|(_, bin)| bin[0] >= 10.0) {
            let edge = |i: usize| i as f64 / width as f64;
            let (low, high, mean, share) = (edge(i), edge(i + 1), sum / n, same / n);
            let _ = writeln!(out, "| {name} | {low:.2} to {high:.2} | {n:.0} | {mean:.2} | {share:.2} |");
        }
    }
    out
}
