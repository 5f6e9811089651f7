//! The mentions of one document in each of the forms that a job writes.

use super::row::{COLUMNS, Csv, Row, append_json, csv_header, write_csv, write_jsonl};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Rows as they are, for whoever makes columns of them.
    #[default]
    Rows,
    /// One JSON line a mention.
    Jsonl,
    /// One CSV record a mention, with this delimiter.
    Csv(u8),
    /// One JSON line a document, with the list of its mentions.
    Nested,
    /// One feature a mention of a place that has coordinates; each after a comma and a newline.
    GeoJson,
    /// One JSON line for each entity of a document, with the number of its mentions.
    Counts,
    /// The same as CSV.
    CountsCsv(u8),
}

const COUNTS: [&str; 8] = ["doc_id", "entity_id", "name", "kind", "country", "actor_id", "code", "mentions"];

impl Form {
    /// What stands before the first document: the header of CSV, the opening of `GeoJSON`.
    ///
    /// ```
    /// use entmatch_core::bulk::Form;
    /// assert!(Form::Csv(b',').head(&["url".into()]).ends_with("chain,evidence,url\n"));
    /// ```
    pub fn head(self, keep: &[String]) -> String {
        let with_kept = |header: &str, delimiter: u8| {
            let mut out = header.trim_end().as_bytes().to_vec();
            let mut csv = Csv { out: &mut out, delimiter, first: false };
            for name in keep {
                csv.text(name);
            }
            out.push(b'\n');
            String::from_utf8_lossy(&out).into_owned()
        };
        match self {
            Self::Csv(delimiter) => with_kept(&csv_header(delimiter), delimiter),
            Self::CountsCsv(delimiter) => {
                with_kept(&COUNTS.join(char::from(delimiter).encode_utf8(&mut [0; 4])), delimiter)
            }
            Self::GeoJson => "{\"type\":\"FeatureCollection\",\"features\":[".to_owned(),
            _ => String::new(),
        }
    }

    /// What stands behind the last document.
    pub fn tail(self) -> &'static str {
        if self == Self::GeoJson { "\n]}\n" } else { "" }
    }

    /// The names that a kept field cannot have in this form, because a column has it.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Nested => &["doc_id", "mentions"],
            Self::Counts | Self::CountsCsv(_) => &COUNTS,
            _ => &COLUMNS,
        }
    }

    /// Appends one document. `kept` are the fields to pass through, as name and JSON.
    pub(super) fn write(self, doc_id: &str, rows: &[Row<'_>], kept: &[(String, Cow<'_, str>)], out: &mut Vec<u8>) {
        match self {
            Self::Rows => {}
            Self::Jsonl => rows.iter().for_each(|row| {
                write_jsonl(row, out);
                reopen(out, kept);
            }),
            Self::Csv(delimiter) => rows.iter().for_each(|row| {
                write_csv(row, delimiter, out);
                continue_csv(out, delimiter, kept);
            }),
            Self::Nested => {
                append_json(&Nested { doc_id, mentions: rows }, out);
                out.push(b'\n');
                reopen(out, kept);
            }
            Self::GeoJson => rows.iter().for_each(|row| write_feature(row, kept, out)),
            Self::Counts => counted(rows).iter().for_each(|count| {
                append_json(count, out);
                out.push(b'\n');
                reopen(out, kept);
            }),
            Self::CountsCsv(delimiter) => counted(rows).iter().for_each(|count| {
                let mut csv = Csv { out, delimiter, first: true };
                csv.text(count.doc_id);
                csv.option(count.entity_id);
                csv.text(count.name);
                csv.option(count.kind);
                csv.option(count.country);
                csv.option(count.actor_id);
                csv.option(count.code);
                csv.display(&count.mentions);
                out.push(b'\n');
                continue_csv(out, delimiter, kept);
            }),
        }
    }
}

#[derive(Serialize)]
struct Nested<'r> {
    doc_id: &'r str,
    mentions: &'r [Row<'r>],
}

/// One entity of one document.
#[derive(Serialize)]
struct Count<'r> {
    doc_id: &'r str,
    entity_id: Option<&'r str>,
    name: &'r str,
    kind: Option<&'r str>,
    country: Option<&'r str>,
    actor_id: Option<&'r str>,
    code: Option<&'r str>,
    mentions: u64,
}

/// The entities of a document in the order of their first mention. A capital named as a place and the same one named
/// as a government are two.
fn counted<'r>(rows: &[Row<'r>]) -> Vec<Count<'r>> {
    let mut places = BTreeMap::new();
    let mut counts: Vec<Count<'_>> = Vec::new();
    for row in rows {
        let entity = row.entity_id;
        let name = if entity.is_none() { row.name } else { "" };
        let key = (entity, name, row.actor_id, row.code);
        let place = *places.entry(key).or_insert_with(|| {
            counts.push(Count {
                doc_id: row.doc_id,
                entity_id: entity,
                name: row.name,
                kind: row.kind,
                country: row.country,
                actor_id: row.actor_id,
                code: row.code,
                mentions: 0,
            });
            counts.len() - 1
        });
        counts[place].mentions += 1;
    }
    counts
}

/// Adds fields to the JSON object that `out` ends with.
fn reopen(out: &mut Vec<u8>, kept: &[(String, Cow<'_, str>)]) {
    if kept.is_empty() {
        return;
    }
    out.truncate(out.len().saturating_sub(2));
    for (name, value) in kept {
        out.push(b',');
        append_json(name, out);
        out.push(b':');
        out.extend_from_slice(value.as_bytes());
    }
    out.extend_from_slice(b"}\n");
}

/// Adds fields to the CSV record that `out` ends with.
fn continue_csv(out: &mut Vec<u8>, delimiter: u8, kept: &[(String, Cow<'_, str>)]) {
    if kept.is_empty() {
        return;
    }
    out.pop();
    let mut csv = Csv { out, delimiter, first: false };
    for (_, value) in kept {
        csv.text(&plain(value));
    }
    out.push(b'\n');
}

/// A JSON value as it stands in a table: texts without their quotes, nothing for null, anything else as JSON.
pub(super) fn plain(json: &str) -> Cow<'_, str> {
    match json.as_bytes().first() {
        Some(b'n') => "".into(),
        Some(b'"') => serde_json::from_str::<String>(json).map_or(json.into(), Cow::Owned),
        _ => json.into(),
    }
}

fn write_feature(row: &Row<'_>, kept: &[(String, Cow<'_, str>)], out: &mut Vec<u8>) {
    let (Some(lat), Some(lon), Some("place")) = (row.lat, row.lon, row.reading) else { return };
    out.extend_from_slice(b",\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":");
    append_json(&[lon, lat], out);
    out.extend_from_slice(b"},\"properties\":");
    append_json(row, out);
    out.push(b'\n');
    reopen(out, kept);
    out.pop();
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: Form) -> String {
        let row = Row {
            doc_id: "1",
            surface: "Tokyo",
            name: "Tokyo",
            reading: Some("place"),
            entity_id: Some("geonames:1850147"),
            lat: Some(35.5),
            lon: Some(139.75),
            how: "exact",
            ..Row::default()
        };
        let rows = [row.clone(), Row { lat: None, ..row }];
        let kept = [("url".to_owned(), "\"a,b\"".into()), ("n".to_owned(), "[1]".into())];
        let mut out = Vec::new();
        form.write("1", &rows, &kept, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn kept_fields_come_last() {
        assert!(written(Form::Jsonl).lines().all(|line| line.ends_with("\"evidence\":[],\"url\":\"a,b\",\"n\":[1]}")));
        assert!(written(Form::Csv(b',')).lines().all(|line| line.ends_with(",[],\"a,b\",[1]")));
        let nested = written(Form::Nested);
        assert!(
            nested.starts_with("{\"doc_id\":\"1\",\"mentions\":[{")
                && nested.ends_with("],\"url\":\"a,b\",\"n\":[1]}\n")
        );
        assert_eq!(nested.lines().count(), 1);
    }

    #[test]
    fn counts_are_of_entities() {
        let line = "\"geonames:1850147\",\"name\":\"Tokyo\",\"kind\":null,\"country\":null,\"actor_id\":null,\"code\":null,\"mentions\":2,";
        assert!(written(Form::Counts).contains(line), "{}", written(Form::Counts));
        assert_eq!(written(Form::CountsCsv(b'\t')), "1\tgeonames:1850147\tTokyo\t\t\t\t\t2\ta,b\t[1]\n");
    }

    #[test]
    fn geojson_is_one_document() {
        let features = written(Form::GeoJson);
        let whole = format!("{}{}{}", Form::GeoJson.head(&[]), features.trim_start_matches(','), Form::GeoJson.tail());
        let value: serde_json::Value = serde_json::from_str(&whole).unwrap_or_default();
        assert_eq!(value["features"][0]["geometry"]["coordinates"], serde_json::json!([139.75, 35.5]));
        assert_eq!(value["features"][0]["properties"]["url"], "a,b");
        assert_eq!(value["features"].as_array().map(Vec::len), Some(1));
    }
}
