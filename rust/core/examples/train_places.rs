//! Learns how far a place is believed: `cargo run --release --example train_places -- WORLD.emx FOLDER FILES...`.
//!
//! FILES hold one document a line, `{"text": ..., "date": ..., "lang": ..., "mentions": [{"start": ..., "end": ...}]}`, with
//! every place marked, in code points. FOLDER gets `place.tsv`. How well the weights do on documents that were left out is
//! printed. The same documents give the same bytes.

use entmatch_core::document::learn::{self, Example};
use entmatch_core::document::{Document, Normalizer, Options, Scratch};
use entmatch_core::gazetteer::{Date, Kind};
use entmatch_core::index::Gazetteer;
use entmatch_core::text::CodePoints;
use std::io::Write as _;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Marked {
    text: String,
    date: Option<String>,
    lang: Option<String>,
    mentions: Vec<Mark>,
}

#[derive(serde::Deserialize)]
struct Mark {
    start: u32,
    end: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [world, folder, files @ ..] = arguments.as_slice() else {
        return Err("usage: train_places WORLD.emx FOLDER FILES...".into());
    };
    let normalizer = Normalizer::new(Gazetteer::open(Path::new(world))?, Options::default())?;
    let (mut examples, mut scratch) = (Vec::new(), Scratch::default());
    let mut document = 0;
    for file in files {
        let lines = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
        for (number, line) in lines.lines().enumerate() {
            let marked: Marked = serde_json::from_str(line).map_err(|e| format!("{file}:{}: {e}", number + 1))?;
            let date = marked.date.as_deref().and_then(|date| Date::parse(date).ok());
            let text = Document { text: &marked.text, date, lang: marked.lang.as_deref() };
            let mut code_points = CodePoints::new(&marked.text);
            // Those who mark places differ on buildings.
            for belief in normalizer.beliefs(&text, &mut scratch)?.iter().filter(|b| b.kind != Kind::Facility) {
                let start = code_points.at(belief.span.start);
                let end = start + belief.span.of(&marked.text).chars().count() as u32;
                let place = marked.mentions.iter().any(|mark| mark.start < end && start < mark.end);
                examples.push(Example { document, features: belief.features, place });
            }
            document += 1;
        }
    }
    let fit = learn::fit(&examples);
    std::fs::write(Path::new(folder).join("place.tsv"), &fit.table)?;
    write!(std::io::stdout(), "{}", fit.report)?;
    Ok(())
}
