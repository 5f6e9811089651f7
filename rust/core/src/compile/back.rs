//! From a compiled gazetteer back to records, to build a larger one of it.

use super::lexemes;
use crate::error::Result;
use crate::gazetteer::{GazetteerBuilder, Lexeme};
use crate::index::{Gazetteer, SectionId};
use std::path::Path;

/// Adds everything of a compiled gazetteer to a builder. A file made before the format had a section of lexemes gives
/// none, which is noted.
///
/// # Errors
/// If the file is not sound; `name` is for the message.
pub fn add_compiled(builder: &mut GazetteerBuilder, gazetteer: &Gazetteer, name: impl AsRef<Path>) -> Result<()> {
    let path = name.as_ref();
    let found = gazetteer.verify().map_err(|error| error.at(path))?;
    for id in gazetteer.entities() {
        let entity = gazetteer.entity(id).to_model();
        builder.try_record(path, u64::from(id.0) + 1, || gazetteer.entity(id).id(), |builder| builder.add(entity));
    }
    for agent in gazetteer.agents() {
        builder.add_agent(agent)?;
    }
    for attribution in gazetteer.attribution() {
        builder.add_attribution(attribution);
    }
    let words = lexemes::words(gazetteer.section(SectionId::LEXEMES).unwrap_or_default());
    if (words.len() as u64) < found.counts.lexemes {
        builder.report_mut().notes.push(format!(
            "{}: {} of its {} lexemes are left out, since the file does not keep their text; give their source too",
            path.display(),
            found.counts.lexemes - words.len() as u64,
            found.counts.lexemes
        ));
    }
    for lexeme in words {
        let marks = gazetteer.marks(&lexeme).names().map(str::to_owned).collect();
        builder.add_lexeme(Lexeme { lexeme, marks })?;
    }
    Ok(())
}
