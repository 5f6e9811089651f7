//! JSON lines: one record a line, whose marker field says what it is.

use super::builder::GazetteerBuilder;
use super::model::{Agent, Attribution, Entity, Lexeme};
use super::sources::Lines;
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::io::Read;
use std::path::Path;

pub(super) fn read(builder: &mut GazetteerBuilder, stream: impl Read, path: &Path) -> Result<()> {
    let mut lines = Lines::new(stream, path);
    let mut any = false;
    while let Some((number, line)) = lines.next()? {
        any = true;
        match std::str::from_utf8(line) {
            Ok(text) if text.trim().is_empty() => builder.report_mut().empty_records += 1,
            Ok(text) => builder.try_record(path, number, || text, |builder| read_line(builder, text)),
            Err(error) => {
                let error = Error::data(format!(
                    "is not UTF-8 after byte {}; expected JSON in UTF-8; save the file as UTF-8",
                    error.valid_up_to()
                ));
                builder.try_record(path, number, || String::from_utf8_lossy(line), |_| Err(error));
            }
        }
    }
    if any { Ok(()) } else { Err(Error::data("is empty; expected one JSON object a line").at(path)) }
}

fn read_line(builder: &mut GazetteerBuilder, line: &str) -> Result<()> {
    // Nearly all lines are entities, and the others fail at their first field.
    match serde_json::from_str::<Entity>(line) {
        Ok(entity) => builder.add(entity),
        Err(_) if line.contains("\"lexeme\"") => builder.add_lexeme(parse::<Lexeme>(line)?),
        Err(_) if line.contains("\"attribution\"") => {
            builder.add_attribution(parse::<Attribution>(line)?);
            Ok(())
        }
        Err(_) if line.contains("\"agent\"") => builder.add_agent(parse::<Agent>(line)?),
        Err(error) => Err(explain(&error)),
    }
}

fn parse<T: DeserializeOwned>(line: &str) -> Result<T> {
    serde_json::from_str(line).map_err(|error| explain(&error))
}

fn explain(error: &serde_json::Error) -> Error {
    let text = error.to_string();
    // The line is that of the record, always 1.
    let what = text.split(" at line ").next().unwrap_or(&text);
    let cure = if error.is_data() {
        "expected the fields of an entity (id, kind, names), a lexeme, an agent or an attribution"
    } else {
        "expected one JSON object a line"
    };
    Error::data(format!("{what} (column {}); {cure}", error.column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (GazetteerBuilder, Result<()>) {
        let mut builder = GazetteerBuilder::new();
        let result = read(&mut builder, text.as_bytes(), Path::new("names.jsonl"));
        (builder, result)
    }

    #[test]
    fn records_of_each_sort_are_read_and_bad_ones_kept_with_their_line() {
        let (builder, result) = read_text(concat!(
            "\u{feff}{\"id\":\"a:1\",\"kind\":\"igo\",\"names\":[{\"text\":\"IAEA\"},{\"text\":\" \"},{\"text\":\"IAEA\"}]}\n",
            "\n",
            "{\"lexeme\":\"nice\",\"marks\":[\"common_word\"]}\r\n",
            "{\"id\":\"a:2\",\"kind\":\"village\",\"names\":[]}\n",
            "{\"agent\":\"police\",\"code\":\"~COP\"}\n",
            "{\"attribution\":\"geonames\",\"license\":\"CC-BY-4.0\"}\n",
            "{\"id\":\"a:3\"",
        ));
        result.unwrap();
        let report = builder.report();
        assert_eq!((report.records, report.added, report.others, report.empty_records), (6, 1, 3, 1));
        assert_eq!((report.empty_names, report.duplicate_names, report.rejected), (1, 1, 2));
        assert_eq!((report.rejects[0].line, report.rejects[1].line), (4, 7));
        assert!(report.rejects[0].reason.contains("`village`"), "{}", report.rejects[0].reason);
        assert!(report.rejects[1].to_string().starts_with("names.jsonl:7: EOF"), "{}", report.rejects[1]);
    }

    #[test]
    fn an_empty_file_is_an_error() {
        assert!(read_text("").1.unwrap_err().to_string().contains("names.jsonl: is empty"));
    }

    #[test]
    fn lines_that_are_not_utf8_are_rejected() {
        let mut builder = GazetteerBuilder::new();
        read(&mut builder, b"{\"id\":\"\xff\"}\n".as_slice(), Path::new("x")).unwrap();
        assert!(builder.report().rejects[0].reason.contains("UTF-8 after byte 7"));
    }
}
