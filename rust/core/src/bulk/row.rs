//! The row of the output table: the same columns in the same order in every format.
//!
//! A row borrows what its entry and the gazetteer hold, which is all that encoding needs.

use serde::{Serialize, Serializer};

/// The columns, in order.
pub const COLUMNS: [&str; 20] = [
    "doc_id",
    "start",
    "end",
    "surface",
    "reading",
    "entity_id",
    "name",
    "kind",
    "country",
    "lat",
    "lon",
    "actor_id",
    "code",
    "ids",
    "how",
    "via",
    "score",
    "alternatives",
    "chain",
    "evidence",
];

/// One mention, with everything that is said of it.
///
/// ```
/// use entmatch_core::bulk::{Row, write_jsonl};
/// let row = Row { doc_id: "1", start: 0, end: 5, surface: "Tokyo", how: "exact", score: 0.97, ..Row::default() };
/// let mut out = Vec::new();
/// write_jsonl(&row, &mut out);
/// assert!(out.starts_with(br#"{"doc_id":"1","start":0,"end":5,"surface":"Tokyo","reading":null,"#));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row<'r> {
    /// The document.
    pub doc_id: &'r str,
    /// Where the mention begins: code points of the text, or bytes of its UTF-8 where asked for.
    pub start: i64,
    /// Where it ends (the first position after it).
    pub end: i64,
    /// The text between the two.
    pub surface: &'r str,
    /// `place`, `actor`, `person` or `other`; none in the output of `find`, which does not judge.
    pub reading: Option<&'static str>,
    /// The entity; none for a name that the gazetteer does not have.
    pub entity_id: Option<&'r str>,
    /// The entity's canonical name, or the name as the text has it.
    pub name: &'r str,
    /// The entity's kind: `populated_place`.
    pub kind: Option<&'static str>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'r str>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// The actor meant, where a place or a person stands for one.
    pub actor_id: Option<&'r str>,
    /// The actor code at the document's date.
    pub code: Option<&'r str>,
    /// Identifiers elsewhere, as (scheme, id).
    #[serde(serialize_with = "as_object")]
    pub ids: Vec<(&'r str, &'r str)>,
    /// How the surface led to the entity: `exact`, `transliterated`, `metonym` ...
    pub how: &'static str,
    /// The same in words.
    pub via: Option<&'r str>,
    /// The probability that this is right.
    pub score: f64,
    /// What else it could be, the likeliest first.
    pub alternatives: Vec<Alternative<'r>>,
    /// Mentions of one document with the same number are of the same entity; none in the output of `find`.
    pub chain: Option<i64>,
    /// The reasons, each a short phrase.
    pub evidence: Vec<&'r str>,
}

/// Another entity that a mention could be of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Alternative<'r> {
    /// Its id.
    pub entity_id: &'r str,
    /// Its canonical name.
    pub name: &'r str,
    /// Its probability.
    pub score: f64,
}

/// Appends the row as one JSON line.
pub fn write_jsonl(row: &Row<'_>, out: &mut Vec<u8>) {
    append_json(row, out);
    out.push(b'\n');
}

/// The header line of the CSV form.
///
/// ```
/// assert!(entmatch_core::bulk::csv_header(b'\t').starts_with("doc_id\tstart\tend\tsurface"));
/// ```
pub fn csv_header(delimiter: u8) -> String {
    let mut header = COLUMNS.join(char::from(delimiter).encode_utf8(&mut [0; 4]));
    header.push('\n');
    header
}

/// Appends the row as one CSV record (RFC 4180 with a newline instead of CR LF). `ids`, `alternatives` and `evidence`
/// are JSON in their fields.
pub fn write_csv(row: &Row<'_>, delimiter: u8, out: &mut Vec<u8>) {
    let mut csv = Csv { out, delimiter, first: true };
    csv.text(row.doc_id);
    csv.display(&row.start);
    csv.display(&row.end);
    csv.text(row.surface);
    csv.option(row.reading);
    csv.option(row.entity_id);
    csv.text(row.name);
    csv.option(row.kind);
    csv.option(row.country);
    csv.number(row.lat);
    csv.number(row.lon);
    csv.option(row.actor_id);
    csv.option(row.code);
    csv.text(&row.ids_json());
    csv.text(row.how);
    csv.option(row.via);
    csv.display(&row.score);
    csv.json(&row.alternatives);
    csv.option(row.chain.map(|chain| chain.to_string()).as_deref());
    csv.json(&row.evidence);
    out.push(b'\n');
}

impl Row<'_> {
    /// The identifiers as a JSON object, for formats without a type for them.
    pub fn ids_json(&self) -> String {
        let mut out = Vec::new();
        append_json(&Ids(&self.ids), &mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

pub(super) struct Csv<'o> {
    pub(super) out: &'o mut Vec<u8>,
    pub(super) delimiter: u8,
    pub(super) first: bool,
}

impl Csv<'_> {
    fn next(&mut self) {
        if !self.first {
            self.out.push(self.delimiter);
        }
        self.first = false;
    }

    pub(super) fn text(&mut self, text: &str) {
        self.next();
        let bytes = text.as_bytes();
        if !bytes.iter().any(|&b| b == self.delimiter || matches!(b, b'"' | b'\n' | b'\r')) {
            self.out.extend_from_slice(bytes);
            return;
        }
        self.out.push(b'"');
        for &byte in bytes {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }

    pub(super) fn option(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    pub(super) fn display(&mut self, value: &impl ToString) {
        self.text(&value.to_string());
    }

    fn number(&mut self, value: Option<f64>) {
        match value {
            Some(value) => self.display(&value),
            None => self.text(""),
        }
    }

    fn json(&mut self, value: &impl Serialize) {
        let mut out = Vec::new();
        append_json(value, &mut out);
        self.text(&String::from_utf8(out).unwrap_or_default());
    }
}

type Pairs<'r> = [(&'r str, &'r str)];

struct Ids<'r>(&'r Pairs<'r>);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(scheme, id)| (scheme, id)))
    }
}

fn as_object<S: Serializer>(ids: &Pairs<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    Ids(ids).serialize(serializer)
}

pub(super) fn append_json(value: &impl Serialize, out: &mut Vec<u8>) {
    // Neither a vector nor strings, numbers and lists of them can fail to be written.
    let written = serde_json::to_writer(out, value);
    debug_assert!(written.is_ok());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row<'static> {
        Row {
            doc_id: "a,b",
            start: 3,
            end: 8,
            surface: "say \"T\"\n",
            reading: Some("place"),
            lat: Some(35.6895),
            ids: vec![("geonames", "1850147")],
            how: "exact",
            score: 0.5,
            alternatives: vec![Alternative { entity_id: "x", name: "X", score: 0.25 }],
            chain: Some(0),
            evidence: vec!["dateline"],
            ..Row::default()
        }
    }

    #[test]
    fn json_has_every_column_in_order() {
        let mut out = Vec::new();
        write_jsonl(&row(), &mut out);
        let text = String::from_utf8(out).unwrap_or_default();
        let mut at = 0;
        for column in COLUMNS {
            let found = text[at..].find(&format!("\"{column}\":"));
            assert!(found.is_some(), "{column} in {text}");
            at += found.unwrap_or_default();
        }
        assert!(text.contains(r#""ids":{"geonames":"1850147"}"#));
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        let mut out = Vec::new();
        write_csv(&row(), b',', &mut out);
        let text = String::from_utf8(out).unwrap_or_default();
        assert_eq!(
            text,
            concat!(
                "\"a,b\",3,8,\"say \"\"T\"\"\n\",place,,,,,35.6895,,,,\"{\"\"geonames\"\":\"\"1850147\"\"}\",exact,,0.5,",
                "\"[{\"\"entity_id\"\":\"\"x\"\",\"\"name\"\":\"\"X\"\",\"\"score\"\":0.25}]\",0,\"[\"\"dateline\"\"]\"\n"
            )
        );
        assert_eq!(csv_header(b',').matches(',').count(), COLUMNS.len() - 1);
    }
}
