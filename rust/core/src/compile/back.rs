//! From a compiled gazetteer back to records, to build a larger one of it.

use crate::error::Result;
use crate::gazetteer::GazetteerBuilder;
use crate::index::Gazetteer;
use std::path::Path;

/// Adds everything of a compiled gazetteer to a builder, except its lexemes, of which a compiled file keeps no text.
///
/// # Errors
/// If the file is not sound; `name` is for the message.
pub fn add_compiled(builder: &mut GazetteerBuilder, gazetteer: &Gazetteer, name: impl AsRef<Path>) -> Result<()> {
    let path = name.as_ref();
    let found = gazetteer.verify().map_err(|error| error.at(path))?;
    for id in gazetteer.entities() {
        let entity = gazetteer.entity(id).to_model();
        builder.try_record(path, u64::from(id.0) + 1, gazetteer.entity(id).id(), |builder| builder.add(entity));
    }
    for agent in gazetteer.agents() {
        builder.add_agent(agent)?;
    }
    for attribution in gazetteer.attribution() {
        builder.add_attribution(attribution);
    }
    if found.counts.lexemes > 0 {
        builder.report_mut().notes.push(format!(
            "{}: its {} lexemes are left out, since a compiled file does not keep their text; give their source too",
            path.display(),
            found.counts.lexemes
        ));
    }
    Ok(())
}
