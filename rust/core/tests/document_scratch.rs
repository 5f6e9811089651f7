//! What a thread keeps between documents says nothing of a document but what it would say alone.

use entmatch_core::compile::{CompileOptions, compile};
use entmatch_core::document::{Document, Normalizer, Options, Scratch};
use entmatch_core::error::Result;
use entmatch_core::gazetteer::GazetteerBuilder;
use entmatch_core::index::Gazetteer;

const TEXT: &str = "The talks in Ruritania failed on Monday. Ruritania said that RURITANIA was not to blame.";

fn normalizer(id: &str) -> Result<Normalizer> {
    let country = format!(
        r#"{{"id":"{id}","kind":"country","names":[{{"text":"Ruritania"}}],"place":{{"country":"RUR"}},"prominence":9.0}}"#
    );
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl_from(country.as_bytes(), "test")?;
    let file = compile(&builder.finish(), &CompileOptions::default())?;
    Normalizer::new(Gazetteer::from_bytes(file)?, Options::default())
}

fn rows(normalizer: &Normalizer, scratch: &mut Scratch) -> Result<Vec<String>> {
    let document = Document { text: TEXT, ..Document::default() };
    let mentions = normalizer.normalize(&document, scratch)?;
    let gazetteer = normalizer.gazetteer();
    Ok(mentions
        .iter()
        .map(|mention| format!("{:?} {mention:?}", mention.entity.map(|id| gazetteer.entity(id).id())))
        .collect())
}

#[test]
fn documents_and_gazetteers_do_not_mix() -> Result<()> {
    let (one, other) = (normalizer("country:ONE")?, normalizer("country:OTHER")?);
    let alone = (rows(&one, &mut Scratch::default())?, rows(&other, &mut Scratch::default())?);
    assert!(!alone.0.is_empty() && alone.0 != alone.1, "{alone:?}");
    let mut scratch = Scratch::default();
    for _ in 0..2 {
        assert_eq!(rows(&one, &mut scratch)?, alone.0);
        assert_eq!(rows(&one, &mut scratch)?, alone.0);
        assert_eq!(rows(&other, &mut scratch)?, alone.1);
    }
    Ok(())
}
