//! Time and memory of compiling and opening, on a JSONL file or on a number of made-up names.
//!
//! ```text
//! cargo run --release --example scale -- world.jsonl [out.emx]
//! cargo run --release --example scale -- 1000000
//! ```

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program to be read, not used")]

use entmatch_core::compile::{CompileOptions, compile_with_report};
use entmatch_core::gazetteer::{Entity, GazetteerBuilder, Kind, Name, Place};
use entmatch_core::index::{Gazetteer, write_atomically};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let input = arguments.next().unwrap_or_else(|| "100000".to_owned());
    let output = arguments.next().map_or_else(|| std::env::temp_dir().join("scale.emx"), PathBuf::from);
    let mut builder = GazetteerBuilder::new();
    let start = Instant::now();
    match input.parse::<u32>() {
        Ok(count) => made_up(&mut builder, count),
        Err(_) => builder.read_jsonl(Path::new(&input)).unwrap(),
    }
    println!("read      {:>8.2} s   {}", start.elapsed().as_secs_f64(), memory());
    println!("{}", builder.report());
    for reject in builder.report().rejects.iter().take(5) {
        println!("{reject}");
    }
    let source = builder.finish();
    let start = Instant::now();
    let (file, report) = compile_with_report(&source, &CompileOptions::default()).unwrap();
    println!("compile   {:>8.2} s   {}", start.elapsed().as_secs_f64(), memory());
    println!("{:?}", report.counts);
    println!("{} dangling links, {} names without words", report.dangling.len(), report.names_without_words.len());
    let start = Instant::now();
    write_atomically(&output, &file).unwrap();
    println!("write     {:>8.2} s   {} MB", start.elapsed().as_secs_f64(), file.len() / 1_000_000);
    drop((source, file));
    let start = Instant::now();
    let gazetteer = Gazetteer::open(&output).unwrap();
    println!("open      {:>8.3} ms", start.elapsed().as_secs_f64() * 1e3);
    for section in gazetteer.sections() {
        println!("  {:<22} {:>12}", section.id.to_string(), section.length);
    }
    let start = Instant::now();
    gazetteer.verify().unwrap();
    println!("verify    {:>8.2} s", start.elapsed().as_secs_f64());
}

/// Names of two to four made-up syllables in three scripts; ten names an entity; always the same ones.
fn made_up(builder: &mut GazetteerBuilder, count: u32) {
    const SYLLABLES: [&[&str]; 3] = [
        &["Ka", "lo", "mir", "ta", "ne", "su", "dor", "vi", "an", "po", "el", "gra", "hu", "ri", "ber", "osh"],
        &["Ка", "ло", "мир", "та", "не", "су", "дор", "ви", "ан", "по", "ел", "гра", "ху", "ри", "бер", "ош"],
        &["가", "로", "미", "타", "네", "수", "도", "비", "안", "포", "엘", "그", "후", "리", "베", "오"],
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    for entity in 0..count / 10 {
        let mut name = |number: usize| {
            let syllables = SYLLABLES[number % 3];
            let mut text = String::new();
            for word in 0..=next(2) {
                if word > 0 {
                    text.push(' ');
                }
                for _ in 0..2 + next(3) {
                    text.push_str(syllables[next(16)]);
                }
            }
            Name { text, ..Name::default() }
        };
        let names = (0..10).map(&mut name).collect();
        let place = Place {
            lat: Some(next(180) as f64 - 90.0),
            lon: Some(next(360) as f64 - 180.0),
            country: Some("KOR".to_owned()),
            population: Some(next(1_000_000) as u64),
        };
        let entity = Entity {
            id: format!("made-up:{entity}"),
            kind: Kind::PopulatedPlace,
            names,
            place: Some(place),
            ..Entity::default()
        };
        builder.add(entity).unwrap();
    }
}

/// Highest and present memory of this process, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"));
    let cpu = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Hundredths of a second in user and system mode, on any usual Linux.
    let ticks: u64 = cpu.split(' ').skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    let memory = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("  ");
    format!("(CPU so far {:.2} s)  {memory}", ticks as f64 / 100.0)
}
