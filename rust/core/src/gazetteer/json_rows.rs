//! JSON lines whose objects are rows of a table: what an export of a database or a Parquet file gives.

use super::builder::GazetteerBuilder;
use super::sources::Lines;
use super::table::{IDS, TableMapping, check_field, entity};
use crate::error::{Error, Result};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

pub(super) fn read(
    builder: &mut GazetteerBuilder,
    stream: impl Read,
    path: &Path,
    mapping: &TableMapping,
    first_line: u64,
) -> Result<()> {
    for field in mapping.columns.keys().chain(mapping.values.keys()) {
        check_field(field).map_err(|error| error.at(path))?;
    }
    let mut lines = Lines::new(stream, path);
    let mut any = false;
    while let Some((number, line)) = lines.next()? {
        any = true;
        if line.trim_ascii().is_empty() {
            builder.report_mut().empty_records += 1;
            continue;
        }
        let number = number + first_line - 1;
        let text = String::from_utf8_lossy(line);
        builder.try_record(
            path,
            number,
            || &text,
            |builder| {
                let row: Map<String, Value> = serde_json::from_slice(line).map_err(|error| {
                    let what = error.to_string();
                    let what = what.split(" at line ").next().unwrap_or_default().to_owned();
                    Error::data(format!("{what} (column {}); expected one JSON object a line", error.column()))
                })?;
                let get = |field: &str| value(&row, mapping, field);
                if get("name").is_none() && get("aliases").is_none() {
                    builder.report_mut().empty_names += 1;
                    let found: Vec<&str> = row.keys().map(String::as_str).collect();
                    return Err(Error::data(format!(
                        "the name is empty; the row has: {}; say which is the name in the mapping",
                        found.join(", ")
                    )));
                }
                let fields = row.keys().chain(mapping.columns.keys()).chain(mapping.values.keys());
                let ids = fields.filter(|field| field.starts_with(IDS)).cloned();
                builder.add(entity(get, ids, mapping.separator)?)
            },
        );
    }
    if any { Ok(()) } else { Err(Error::data("is empty; expected one JSON object a line").at(path)) }
}

/// A field of a row as text: numbers as they are written, a list joined by the separator.
fn value<'r>(row: &'r Map<String, Value>, mapping: &'r TableMapping, field: &str) -> Option<Cow<'r, str>> {
    let column = mapping.columns.get(field).map_or(field, String::as_str);
    let text = match row.get(column) {
        Some(Value::String(text)) => Some(Cow::Borrowed(text.trim())),
        Some(Value::Number(number)) => Some(Cow::Owned(written(number))),
        Some(Value::Array(list)) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            Some(Cow::Owned(texts.join(&mapping.separator.to_string())))
        }
        _ => None,
    };
    text.filter(|text| !text.is_empty())
        .or_else(|| mapping.values.get(field).map(|value| Cow::Borrowed(value.as_str())))
}

/// A whole number without a point: a column of numbers with gaps is one of floats in many exports.
fn written(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 => float.to_string(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_a_mapping() {
        let mapping = TableMapping::default().column("name", "label").column("ids.lei", "lei").value("kind", "company");
        let text = concat!(
            "{\"label\":\"Acme Works\",\"aliases\":[\"Acme\",\"ACME\"],\"country\":\"US\",\"population\":12.0,\"lei\":\"X1\"}\n",
            "\n{\"title\":\"no name\"}\n[1]\n{\"label\"",
        );
        let mut builder = GazetteerBuilder::new();
        read(&mut builder, text.as_bytes(), Path::new("rows.jsonl"), &mapping, 1).unwrap();
        let acme = builder.get("list:Acme Works").unwrap();
        assert_eq!(acme.place.as_ref().unwrap().population, Some(12));
        assert_eq!((acme.names.len(), acme.kind.as_str(), acme.ids["lei"].as_str()), (3, "company", "X1"));
        let rejects: Vec<(u64, &str)> = builder.report().rejects.iter().map(|r| (r.line, r.reason.as_str())).collect();
        assert_eq!(rejects.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5]);
        assert!(rejects[0].1.contains("the row has: title"), "{}", rejects[0].1);
        let error = read(&mut builder, b"".as_slice(), Path::new("rows.jsonl"), &mapping, 1).unwrap_err();
        assert!(error.message().contains("is empty"));
        let wrong = TableMapping::default().column("nmae", "label");
        let error = read(&mut builder, b"{}".as_slice(), Path::new("rows.jsonl"), &wrong, 1).unwrap_err();
        assert!(error.message().contains("\"nmae\""));
    }
}
