//! Learns the transliteration costs anew: `cargo run --release --example train_names -- PAIRS FOLDER [TABLE...]`.
//!
//! PAIRS holds lines `native TAB Latin` (see `gazetteer/name_pairs.py`); FOLDER gets a file for each table. The same
//! pairs give the same bytes. About three minutes on one core for a million pairs.

use entmatch_core::resolve::{learn, lessons};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pairs, folder, only @ ..] = arguments.as_slice() else {
        return Err("usage: train_names PAIRS FOLDER [TABLE...]".into());
    };
    let text = std::fs::read_to_string(pairs).map_err(|e| format!("{pairs}: {e}"))?;
    let all = lessons::lessons(&text);
    let wanted = |table: &str| only.is_empty() || only.iter().any(|name| name == table);
    if wanted("letters") {
        std::fs::write(Path::new(folder).join("letters.tsv"), lessons::letter_model(&all))?;
    }
    for (table, rows) in all.iter().filter(|(table, rows)| rows.len() > 500 && wanted(table)) {
        let segments = lessons::learn(table, rows);
        let head = [
            format!("Costs of segments of {table} writing beside Latin letters, hundredths of a nat; `_` ends a word."),
            format!("Learned by `make train-names` from {} pairs of names: do not edit.", rows.len()),
            "From Wikidata (CC0) and GeoNames (CC BY 4.0, https://www.geonames.org).".to_owned(),
        ];
        std::fs::write(Path::new(folder).join(format!("{table}.tsv")), learn::write(&segments, &head))?;
        writeln_stderr(&format!("{table}: {} pairs, {} segments", rows.len(), segments.len()));
    }
    Ok(())
}

fn writeln_stderr(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{line}");
}
