//! Two fixed inputs for counting instructions: `instructions english|scripts ROUNDS`; see `benches/instructions.py`.

#![allow(clippy::print_stdout, reason = "the answer is the output")]

use entmatch_core::scan::{Matcher, Scratch};
use std::hint::black_box;

const ENGLISH: [&str; 24] = [
    "pyong", "yang", "mos", "kow", "to", "kyo", "ber", "lin", "pa", "ris", "san", "ta", "ma", "dri", "du", "bai",
    "new", "york", "the", "of", "in", "said", "on", "and",
];
const SCRIPTS: [&str; 20] = [
    "Мос", "ква", "Пхе", "ньян", "ский", "ого", "в", "и", "평", "양", "에서", "서울", "은", "北", "京", "東", "é", "ü",
    "ş", "ñ",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let input = arguments.next().unwrap_or_default();
    let rounds: usize = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(1);
    let (syllables, apart): (&[&str], &str) = if input == "english" { (&ENGLISH, ", ") } else { (&SCRIPTS, " — ") };
    let names: Vec<String> = (0..20_000).map(|number| phrase(syllables, number)).collect();
    let texts: Vec<String> = (0..40).map(|number| text(syllables, apart, number)).collect();
    let Ok(matcher) = Matcher::from_names(&names) else { return };
    let (mut scratch, mut found, mut count) = (Scratch::default(), Vec::new(), 0);
    for _ in 0..rounds {
        count = 0;
        for text in &texts {
            matcher.find_into(black_box(text), &mut scratch, &mut found);
            count += found.len();
        }
    }
    println!("{count} names in {} bytes", texts.iter().map(String::len).sum::<usize>());
}

/// One to three words of one to three syllables, the same for the same number.
fn phrase(syllables: &[&str], number: usize) -> String {
    let mut rest = number.wrapping_mul(2_654_435_761) % 1_000_003;
    let mut words = Vec::new();
    for _ in 0..=number % 3 {
        let mut word = String::new();
        for _ in 0..=rest % 3 {
            word.push_str(syllables[rest % syllables.len()]);
            rest = rest * 7 / 5 + 11;
        }
        if number.is_multiple_of(2) {
            word = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        }
        words.push(word);
    }
    words.join(" ")
}

fn text(syllables: &[&str], apart: &str, number: usize) -> String {
    let phrases: Vec<String> = (0..200).map(|at| phrase(syllables, number * 977 + at * 131)).collect();
    phrases.chunks(5).map(|chunk| chunk.join(" ")).collect::<Vec<_>>().join(apart)
}
