//! Fits the weights of `similarity`: `cargo run --release --example train_names_fit -- PAIRS FOLDER`.
//!
//! PAIRS holds lines `native TAB Latin` (see `gazetteer/name_pairs.py`); FOLDER gets `similarity.tsv`. How well the
//! probabilities hold on pairs that were left out is printed. The same pairs give the same bytes.

use entmatch_core::resolve::calibrate;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::Write as _;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pairs, folder] = arguments.as_slice() else {
        return Err("usage: train_names_fit PAIRS FOLDER".into());
    };
    let text = std::fs::read_to_string(pairs).map_err(|e| format!("{pairs}: {e}"))?;
    let fit = calibrate::fit(&text);
    std::fs::write(Path::new(folder).join("similarity.tsv"), &fit.table)?;
    write!(std::io::stdout(), "{}", fit.reliability)?;
    Ok(())
}
