//! Learns the weights of [`FEATURES`] from articles whose places people have marked; used by the program `train_places`
//! only.
//!
//! Logistic regression with a ridge, by Newton's method. The same examples give the same bytes.

use super::belief::{FEATURES, Features};
use std::fmt::Write as _;

const N: usize = FEATURES.len();
const ROUNDS: usize = 30;
/// The ridge: keeps the weights small where the articles say little.
const RIDGE: f64 = 2.0;
/// Parts of which each is judged by the weights of the others.
const FOLDS: usize = 5;

/// One name that may be a place.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The document it stands in, counted from 0; parts are made of whole documents.
    pub document: usize,
    /// What it is judged by.
    pub features: Features,
    /// True if a place was marked there.
    pub place: bool,
}

/// The weights as a file, and how well they do on what they were not learned from.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The file `weights/place.tsv`.
    pub table: String,
    /// Tables in Markdown: precision, recall and F1 by least probability; probability and truth.
    pub report: String,
}

/// Fits the weights.
pub fn fit(examples: &[Example]) -> Fit {
    let all: Vec<&Example> = examples.iter().collect();
    let weights = weights(&all);
    let mut table = format!(
        "# What each feature of a place says, logarithm of odds; learned by `make train-places` from {} names: do not edit.\n",
        examples.len()
    );
    for (name, weight) in FEATURES.iter().zip(weights) {
        let _ = writeln!(table, "{name}\t{weight:.3}");
    }
    Fit { table, report: report(&left_out(examples)) }
}

/// Each example's probability by the weights of the other parts, and whether it is a place.
fn left_out(examples: &[Example]) -> Vec<(f64, bool)> {
    let mut judged = Vec::with_capacity(examples.len());
    for fold in 0..FOLDS {
        let (held, rest): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|e| e.document % FOLDS == fold);
        let weights = weights(&rest);
        judged.extend(held.iter().map(|e| (probability(&weights, &e.features), e.place)));
    }
    judged
}

fn report(judged: &[(f64, bool)]) -> String {
    let places = judged.iter().filter(|(_, place)| *place).count() as f64;
    let mut out = String::from("| kept from | precision | recall | F1 |\n|---|---|---|---|\n");
    for least in (0..=8).map(|i| f64::from(i) / 10.0) {
        let kept = judged.iter().filter(|(p, _)| *p >= least).count() as f64;
        let right = judged.iter().filter(|(p, place)| *p >= least && *place).count() as f64;
        let (precision, recall) = (right / kept.max(1.0), right / places.max(1.0));
        let f1 = 2.0 * right / (kept + places).max(1.0);
        let _ = writeln!(out, "| {least:.1} | {precision:.3} | {recall:.3} | {f1:.3} |");
    }
    out.push_str("\n| probability | names | mean | places |\n|---|---|---|---|\n");
    for bin in 0..10 {
        let within = |p: f64| ((p * 10.0) as usize).min(9) == bin;
        let (mut n, mut sum, mut right) = (0.0, 0.0, 0.0);
        for (p, place) in judged.iter().filter(|(p, _)| within(*p)) {
            n += 1.0;
            sum += p;
            right += f64::from(u8::from(*place));
        }
        let (low, high) = (bin as f64 / 10.0, (bin + 1) as f64 / 10.0);
        let _ = writeln!(out, "| {low:.1} to {high:.1} | {n} | {:.2} | {:.2} |", sum / n, right / n);
    }
    out
}

fn probability(weights: &[f64; N], features: &Features) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(w, x)| w * f64::from(*x)).sum();
    1.0 / (1.0 + (-sum).exp())
}

fn weights(examples: &[&Example]) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..ROUNDS {
        let mut slope: [f64; N] = weights.map(|w| RIDGE * w);
        let mut bend = vec![[0.0; N]; N];
        for (i, row) in bend.iter_mut().enumerate() {
            row[i] = RIDGE;
        }
        for example in examples {
            let p = probability(&weights, &example.features);
            let error = p - f64::from(u8::from(example.place));
            let x = example.features.map(f64::from);
            for i in (0..N).filter(|i| x[*i] != 0.0) {
                slope[i] += error * x[i];
                for j in 0..=i {
                    bend[i][j] += p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        let step = solve(bend, slope);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight -= step;
        }
    }
    weights
}

/// Solves `a x = b` for a symmetric positive definite `a`, of which the lower half is given (Cholesky).
fn solve(mut a: Vec<[f64; N]>, mut b: [f64; N]) -> [f64; N] {
    for i in 0..N {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            a[i][j] = if i == j { (a[i][i] - sum).sqrt() } else { (a[i][j] - sum) / a[j][j] };
        }
        let sum: f64 = (0..i).map(|k| a[i][k] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i][i];
    }
    for i in (0..N).rev() {
        let sum: f64 = (i + 1..N).map(|k| a[k][i] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i][i];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_places_apart_gets_the_weight() {
        let example = |n: usize, second: bool, place: bool| {
            let mut features = [0.0; N];
            features[0] = 1.0;
            features[1] = f32::from(u8::from(second));
            features[2] = (n % 3) as f32;
            Example { document: n, features, place }
        };
        // Nine of ten with the second feature are places, one of ten without.
        let examples: Vec<Example> = (0..400).map(|n| example(n, n % 2 == 0, (n % 2 == 0) == (n % 20 < 18))).collect();
        let weights = weights(&examples.iter().collect::<Vec<_>>());
        let with = probability(&weights, &examples[0].features);
        assert!((0.85..0.93).contains(&with), "{with}");
        assert!(weights[1] > 3.0 && weights[2].abs() < 0.2, "{weights:?}");
        assert_eq!(fit(&examples).table, fit(&examples).table);
        assert!(fit(&examples).report.contains("| 0.5 | 0.9"), "{}", fit(&examples).report);
    }
}
