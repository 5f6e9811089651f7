//! Speed of folding, splitting and scanning: medians of CPU time, in MB of text a second.
//!
//! ```text
//! cargo bench -p entmatch-core --bench scan -- --names NAMES.txt --articles FILE.jsonl ...
//! ```
//! Without arguments, generated names and texts are used. Why not criterion: it takes longer to build than to run, and
//! what is wanted here is one number for each stage and size.

#![allow(clippy::print_stdout, reason = "the figures are the output")]

use entmatch_core::scan::{Matcher, Scratch};
use entmatch_core::text::{fold, words_into};
use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

const SIZES: [usize; 5] = [1_000, 10_000, 100_000, 500_000, 1_000_000];
const RUNS: usize = 5;
/// Seconds of one measurement.
const LEAST: f64 = 0.1;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let names = match arguments.iter().position(|argument| argument == "--names") {
        Some(at) => lines(&arguments[at + 1]),
        None => (0..200_000).map(generated_name).collect(),
    };
    let mut corpora: Vec<(String, Vec<String>)> = Vec::new();
    if let Some(at) = arguments.iter().position(|argument| argument == "--articles") {
        for path in arguments[at + 1..].iter().take_while(|argument| !argument.starts_with("--")) {
            let texts = lines(path).iter().filter_map(|line| text_of(line)).collect();
            corpora.push((path.rsplit('/').next().unwrap_or(path).to_owned(), texts));
        }
    } else {
        let text = |number: usize| (0..300).map(|word| generated_name(number * 7 + word * 13) + ", and ").collect();
        corpora.push(("generated".to_owned(), (0..200).map(text).collect()));
    }

    for (corpus, texts) in &corpora {
        let bytes: usize = texts.iter().map(String::len).sum();
        println!("{corpus}: {} texts, {bytes} bytes", texts.len());
        let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
        let folding = median(|| texts.iter().map(|text| fold(text).text().len()).sum::<usize>());
        println!("  fold                 {:7.0} MB/s", speed(folding));
        let mut buffer = Vec::new();
        let splitting = median(|| {
            texts.iter().fold(0, |count, text| {
                words_into(text, &mut buffer);
                count + buffer.len()
            })
        });
        println!("  words                {:7.0} MB/s", speed(splitting));
    }
    for size in SIZES.into_iter().filter(|&size| size <= names.len()) {
        let start = cpu_seconds();
        let matcher = Matcher::from_names(&names[..size]).expect("names");
        println!("{size} names: compiled in {:.2} s, {:.1} MB", cpu_seconds() - start, matcher.memory() as f64 / 1e6);
        for (corpus, texts) in &corpora {
            let bytes: usize = texts.iter().map(String::len).sum();
            let (mut scratch, mut out, mut found) = (Scratch::default(), Vec::new(), 0);
            let seconds = median(|| {
                found = 0;
                for text in texts {
                    matcher.find_into(text, &mut scratch, &mut out);
                    found += out.len();
                }
                found
            });
            println!("  find in {corpus:20} {:7.1} MB/s, {found} names", bytes as f64 / seconds / 1e6);
        }
    }
}

/// Seconds that this thread has run, where the system says so; else those that have passed.
fn cpu_seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next().and_then(|field| field.parse::<u64>().ok()));
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |ns| ns as f64 / 1e9)
}

/// The system counts CPU time in steps of milliseconds, so that each measurement is of many runs.
fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let (start, mut runs) = (cpu_seconds(), 0);
            loop {
                black_box(run());
                runs += 1;
                let spent = cpu_seconds() - start;
                if spent >= LEAST {
                    return spent / f64::from(runs);
                }
            }
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn lines(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().map(str::to_owned).collect()
}

fn text_of(line: &str) -> Option<String> {
    let row: serde_json::Value = serde_json::from_str(line).ok()?;
    row["text"].as_str().map(str::to_owned)
}

/// Two or three syllables, the same for the same number.
fn generated_name(number: usize) -> String {
    let syllables =
        ["pyong", "yang", "mos", "kow", "to", "kyo", "ber", "lin", "pa", "ris", "san", "ta", "ma", "dri", "du"];
    let mut rest = number.wrapping_mul(2_654_435_761) % 1_000_003;
    let mut name = String::new();
    for at in 0..3 + number % 3 {
        name.push_str(syllables[rest % syllables.len()]);
        rest = rest / syllables.len() + at * 31;
    }
    name[..1].to_uppercase() + &name[1..]
}
