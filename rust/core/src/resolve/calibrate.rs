//! Makes the weights of [`similarity`](super::similarity()) a probability: on spellings of one name beside the names
//! that sound most like it. Used by the program `train_names_fit` only.
//!
//! Only the scale and the bias are fitted (Platt 1999). How the features weigh beside each other is a choice: a free
//! fit on the same pairs ranks worse on pairs of other sources, because two spellings of one list differ in fewer ways.

use super::names::{NameIndex, Scratch};
use super::similarity::{FEATURES, compare};
use std::fmt::Write as _;

/// How many pairs are looked at; of each, the nearest wrong names.
const PAIRS: usize = 6000;
const WRONG: usize = 2;
const ROUNDS: usize = 30;
/// Keeps the weights small where the pairs say little.
const SHRINK: f64 = 1e-3;
/// Pairs less alike than this are two names of one thing, not two spellings of one name.
const UNRELATED: f32 = 0.15;

/// The fitted weights as a file, and how well they hold on the part that was not fitted on.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The file `tables/similarity.tsv`.
    pub table: String,
    /// Lines `from to, pairs, mean probability, share that is true`.
    pub reliability: String,
}

struct Row {
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
        let features = compare(native, latin, &mut scratch).features;
        if features[1] < UNRELATED {
            continue;
        }
        let rows = if i % 4 == 3 { &mut held } else { &mut fitted };
        rows.push(Row { features, same: true, weight: 1.0 });
        let wrong = index.search(native, WRONG + 4);
        let wrong = wrong.iter().map(|found| &names[found.0 as usize]).filter(|name| !alike(name, latin));
        for name in wrong.take(WRONG) {
            let features = compare(native, name, &mut scratch).features;
            rows.push(Row { features, same: false, weight: 0.7 / WRONG as f64 });
        }
        // and one that has nothing to do with it
        let other = pairs[(i * 7919 + 13) % pairs.len()].1;
        if !alike(other, latin) {
            rows.push(Row { features: compare(native, other, &mut scratch).features, same: false, weight: 0.3 });
        }
    }
    let weights = fit_scale(&fitted);
    Fit { table: table(&weights, fitted.len()), reliability: reliability(&weights, &held) }
}

/// Are the Latin letters the same?
fn alike(a: &str, b: &str) -> bool {
    super::script::latin_form(a) == super::script::latin_form(b)
}

fn mix(text: &str) -> u64 {
    text.bytes().fold(0x9e37_79b9_7f4a_7c15, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn probability(weights: &[f64], features: &[f32]) -> f64 {
    let sum: f64 = weights[FEATURES.len()] + weights.iter().zip(features).map(|(w, x)| w * f64::from(*x)).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}

/// What the features weigh beside each other.
const SHARES: [f64; FEATURES.len()] = [0.16, 4.0, 1.0, -0.4, -1.0, 0.0, -0.3, 0.5];

/// The scaled weights and the bias, by Newton's method in two dimensions.
fn fit_scale(rows: &[Row]) -> Vec<f64> {
    let sums: Vec<f64> =
        rows.iter().map(|row| SHARES.iter().zip(row.features).map(|(w, x)| w * f64::from(x)).sum()).collect();
    let (mut scale, mut bias) = (0.0_f64, 0.0_f64);
    for _ in 0..ROUNDS {
        let (mut slope, mut bend) = ([SHRINK * scale, SHRINK * bias], [SHRINK, 0.0, SHRINK]);
        for (row, sum) in rows.iter().zip(&sums) {
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
    SHARES.iter().map(|share| share * scale).chain([bias]).collect()
}

fn table(weights: &[f64], rows: usize) -> String {
    let mut out = format!("# Weights of similarity(); fitted by `make fit-names` on {rows} pairs: do not edit.\n");
    for (name, weight) in FEATURES.iter().chain(&["nothing"]).zip(weights) {
        let _ = writeln!(out, "{name}\t{weight:.3}");
    }
    out
}

fn reliability(weights: &[f64], rows: &[Row]) -> String {
    let mut bins = [[0.0_f64; 3]; 10];
    for row in rows {
        let p = probability(weights, &row.features);
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin[0] += row.weight;
        bin[1] += p * row.weight;
        bin[2] += f64::from(u8::from(row.same)) * row.weight;
    }
    let mut out = String::from("probability\tpairs\tmean\ttrue\n");
    for (i, [n, sum, same]) in bins.iter().enumerate().filter(|(_, bin)| bin[0] > 0.0) {
        let _ = writeln!(
            out,
            "{:.1} to {:.1}\t{n:.0}\t{:.2}\t{:.2}",
            i as f64 / 10.0,
            (i + 1) as f64 / 10.0,
            sum / n,
            same / n
        );
    }
    out
}
