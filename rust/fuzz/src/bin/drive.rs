//! Runs the fuzz targets on any toolchain: seeds, and changes of them by a generator that always gives the same.
//!
//! ```text
//! drive [--seconds N] [--start N] [TARGET ...]
//! ```
//! Without coverage it finds less than libFuzzer in the same time; what it finds, it finds again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

type Target = (&'static str, fn(&[u8]));
const TARGETS: [Target; 3] = [
    ("fold", entmatch_fuzz::fold_target),
    ("index", entmatch_fuzz::index_target),
    ("scan", entmatch_fuzz::scan_target),
];
/// Pieces that texts are made of where things go wrong.
const PIECES: [&str; 32] = [
    " ",
    "-",
    "’",
    ".",
    ";",
    "\n",
    "a",
    "A",
    "Korea",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "и\u{306}",
    "Й",
    "ё",
    "東",
    "京",
    "ク\u{3099}",
    "・",
    "평양",
    "에서",
    "ㄱ",
    "\u{1161}",
    "\u{AD}",
    "\u{200B}",
    "㍻",
    "½",
    "ﷺ",
    "«",
    "ា",
    "\u{10FFFF}",
];

fn main() -> ExitCode {
    let (mut seconds, mut start, mut wanted) = (20, 0, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|value| value.parse().ok()).expect("a number");
        match argument.as_str() {
            "--seconds" => seconds = number(),
            "--start" => start = number(),
            _ => wanted.push(argument),
        }
    }
    let mut failed = false;
    for (name, target) in TARGETS.into_iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|w| w == name))
    {
        match run(name, target, start, Duration::from_secs(seconds)) {
            Ok(runs) => println!("{name}: {runs} inputs, none failed"),
            Err(input) => {
                failed = true;
                println!("{name}: failed on {:?}", String::from_utf8_lossy(&input));
                println!("as bytes: {input:?}");
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

fn run(name: &str, target: fn(&[u8]), start: u64, limit: Duration) -> Result<u64, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect();
    let check = |input: Vec<u8>| catch_unwind(AssertUnwindSafe(|| target(&input))).map_err(|_| input);
    for seed in &seeds {
        check(seed.clone())?;
    }
    let (begin, mut number) = (Instant::now(), start);
    while begin.elapsed() < limit {
        let mut random = Random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        check(changed(&seeds, &mut random))?;
        number += 1;
    }
    Ok(number - start)
}

/// A seed with a few changes.
fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(input.len() + 1);
        let until = (at + random.below(8)).min(input.len());
        match random.below(6) {
            0 if at < input.len() => input[at] = random.next() as u8,
            1 if at < input.len() => input[at] ^= 1 << random.below(8),
            2 => drop(input.drain(at..until)),
            3 => {
                let copy = input[at..until].to_vec();
                let to = random.below(input.len() + 1);
                input.splice(to..to, copy);
            }
            4 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let piece = other[from..(from + random.below(20)).min(other.len())].to_vec();
                input.splice(at..at, piece);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())].bytes();
                input.splice(at..at, piece);
            }
        }
    }
    input
}

/// xorshift64*.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}
