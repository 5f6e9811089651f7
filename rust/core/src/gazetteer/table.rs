//! Tables: comma- or tab-separated values, with a mapping from fields to columns.

use super::builder::GazetteerBuilder;
use super::model::{Code, Entity, Name, Place};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Which column holds which field.
///
/// Fields: `id`, `name`, `aliases` (several, separated), `lang`, `kind`, `name_kind`, `case`, `from`, `to`, `country`,
/// `lat`, `lon`, `population`, `prominence`, `code`, `scheme` (of the code; else `cameo`), `source`, and
/// `ids.SCHEME` for an identifier elsewhere. Only `name` must be there. Rows of one id make one entity; without an id
/// column every distinct name is an entity `list:NAME`.
///
/// ```
/// use entmatch_core::gazetteer::{GazetteerBuilder, TableMapping};
/// let mapping = TableMapping::default().column("name", "organisation").value("kind", "company");
/// let mut builder = GazetteerBuilder::new();
/// builder.read_csv_from("organisation,country\n\"Example, Inc.\",USA\n".as_bytes(), "list.csv", &mapping)?;
/// assert_eq!(builder.get("list:Example, Inc.").unwrap().kind.as_str(), "company");
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableMapping {
    /// Field to column; a field that is not here is looked for in a column of its own name.
    pub columns: BTreeMap<String, String>,
    /// Values of fields that have no column.
    pub values: BTreeMap<String, String>,
    /// What separates columns; where absent, a tab in `*.tsv` and `*.tab` files and a comma in others.
    pub delimiter: Option<u8>,
    /// What separates the names in `aliases`.
    pub separator: char,
}

impl Default for TableMapping {
    fn default() -> Self {
        Self { columns: BTreeMap::new(), values: BTreeMap::new(), delimiter: None, separator: '|' }
    }
}

impl TableMapping {
    /// The same mapping with a column for a field.
    #[must_use]
    pub fn column(mut self, field: &str, column: &str) -> Self {
        self.columns.insert(field.to_owned(), column.to_owned());
        self
    }

    /// The same mapping with a value for a field that has no column.
    #[must_use]
    pub fn value(mut self, field: &str, value: &str) -> Self {
        self.values.insert(field.to_owned(), value.to_owned());
        self
    }
}

const FIELDS: [&str; 17] = [
    "id",
    "name",
    "aliases",
    "lang",
    "kind",
    "name_kind",
    "case",
    "from",
    "to",
    "country",
    "lat",
    "lon",
    "population",
    "prominence",
    "code",
    "scheme",
    "source",
];
pub(super) const IDS: &str = "ids.";

/// Where each field is in this table.
struct Columns<'m> {
    places: BTreeMap<&'m str, usize>,
    mapping: &'m TableMapping,
}

impl<'m> Columns<'m> {
    fn find(mapping: &'m TableMapping, header: &'m csv::StringRecord) -> Result<Self> {
        let place_of = |column: &str| header.iter().position(|name| name.trim() == column);
        let mut places = BTreeMap::new();
        for (field, column) in &mapping.columns {
            check_field(field)?;
            let place = place_of(column).ok_or_else(|| no_column(column, header))?;
            places.insert(field.as_str(), place);
        }
        for field in mapping.values.keys() {
            check_field(field)?;
        }
        for (place, name) in header.iter().enumerate() {
            if FIELDS.contains(&name.trim()) || name.trim().starts_with(IDS) {
                places.entry(name.trim()).or_insert(place);
            }
        }
        if !places.contains_key("name") {
            return Err(no_column("name", header));
        }
        Ok(Self { places, mapping })
    }

    fn get<'r>(&'r self, row: &'r csv::StringRecord, field: &str) -> Option<&'r str> {
        let in_row = self.places.get(field).and_then(|place| row.get(*place));
        let text = in_row.map(str::trim).filter(|text| !text.is_empty());
        text.or_else(|| self.mapping.values.get(field).map(String::as_str))
    }
}

pub(super) fn check_field(field: &str) -> Result<()> {
    if FIELDS.contains(&field) || field.starts_with(IDS) {
        return Ok(());
    }
    Err(Error::data(format!("the mapping names a field {field:?}; expected one of: {}, ids.SCHEME", FIELDS.join(", "))))
}

fn no_column(column: &str, header: &csv::StringRecord) -> Error {
    let found: Vec<&str> = header.iter().collect();
    Error::data(format!(
        "has no column {column:?}; found: {}; name the right column in the mapping, and check the delimiter",
        found.join(", ")
    ))
    .on_line(1)
}

pub(super) fn read(
    builder: &mut GazetteerBuilder,
    stream: impl Read,
    path: &Path,
    mapping: &TableMapping,
) -> Result<()> {
    let suffix = path.to_string_lossy().to_lowercase();
    let has_tabs = [".tsv", ".tab"].iter().any(|tab| suffix.trim_end_matches(".gz").ends_with(tab));
    let delimiter = mapping.delimiter.unwrap_or(if has_tabs { b'\t' } else { b',' });
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(stream);
    let header = reader.byte_headers().map_err(|error| explain(&error).at(path))?.clone();
    if header.is_empty() {
        return Err(Error::data("is empty; expected a table whose first line names the columns").at(path));
    }
    let header = csv::StringRecord::from_byte_record(header).map_err(|_| {
        Error::data("the line of column names is not UTF-8; save the file as UTF-8").at(path).on_line(1)
    })?;
    let header: csv::StringRecord =
        header.iter().map(|name| name.strip_prefix('\u{feff}').unwrap_or(name)).collect::<Vec<_>>().into();
    let columns = Columns::find(mapping, &header).map_err(|error| error.at(path))?;
    let mut row = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = row.position().map_or(0, csv::Position::line);
                read_row(builder, &columns, &row, header.len(), path, line);
            }
            Err(error) => return Err(explain(&error).at(path)),
        }
    }
}

fn read_row(
    builder: &mut GazetteerBuilder,
    columns: &Columns<'_>,
    row: &csv::ByteRecord,
    width: usize,
    path: &Path,
    line: u64,
) {
    if row.iter().all(|field| field.trim_ascii().is_empty()) {
        builder.report_mut().empty_records += 1;
        return;
    }
    let as_text = || row.iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(",");
    builder.try_record(path, line, as_text, |builder| {
        let row = csv::StringRecord::from_byte_record(row.clone())
            .map_err(|_| Error::data("is not UTF-8; save the file as UTF-8"))?;
        if row.len() != width {
            return Err(Error::data(format!(
                "has {} columns, expected {width} as in the first line; is a delimiter inside a text not quoted?",
                row.len()
            )));
        }
        if columns.get(&row, "name").is_none() && columns.get(&row, "aliases").is_none() {
            builder.report_mut().empty_names += 1;
            return Err(Error::data("the name is empty"));
        }
        let fields = columns.places.keys().copied().chain(columns.mapping.values.keys().map(String::as_str));
        let ids = fields.filter(|field| field.starts_with(IDS)).map(str::to_owned);
        let get = |field: &str| columns.get(&row, field).map(Cow::Borrowed);
        builder.add(entity(get, ids, columns.mapping.separator)?)
    });
}

/// An entity of what `get` says of each field.
pub(super) fn entity<'r>(
    get: impl Fn(&str) -> Option<Cow<'r, str>>,
    ids: impl Iterator<Item = String>,
    separator: char,
) -> Result<Entity> {
    let owned = |field: &str| get(field).map(Cow::into_owned);
    let text = owned("name").unwrap_or_default();
    if let Some(lines) = text.lines().count().checked_sub(2) {
        return Err(Error::data(format!(
            "the name runs over {} lines; expected one; a quote before it is probably never closed",
            lines + 2
        )));
    }
    let name = Name {
        text: text.clone(),
        lang: owned("lang").unwrap_or_default(),
        kind: get("name_kind").map(|kind| kind.parse()).transpose()?.unwrap_or_default(),
        case: get("case").map(|case| case.parse()).transpose()?,
        from: owned("from"),
        to: owned("to"),
        ..Name::default()
    };
    let aliases = owned("aliases").unwrap_or_default();
    let aliases = aliases.split(separator).map(str::trim).filter(|alias| !alias.is_empty());
    // Most rows have one name, and a list that grows by itself would begin with room for four.
    let mut names = Vec::with_capacity(1);
    let lang = name.lang.clone();
    names.extend(Some(name).filter(|name| !name.text.is_empty()));
    names.extend(aliases.map(|alias| Name { text: alias.to_owned(), lang: lang.clone(), ..Name::default() }));
    let place = Place {
        lat: number(&get, "lat")?,
        lon: number(&get, "lon")?,
        country: owned("country"),
        population: number(&get, "population")?,
    };
    let codes = owned("code").map(|code| Code {
        scheme: owned("scheme").unwrap_or_else(|| "cameo".to_owned()),
        code,
        ..Code::default()
    });
    let ids = ids.filter_map(|field| Some((field.strip_prefix(IDS)?.to_owned(), owned(&field)?))).collect();
    let id = owned("id").unwrap_or_else(|| format!("list:{text}"));
    Ok(Entity {
        id,
        kind: get("kind").map(|kind| kind.parse()).transpose()?.unwrap_or_default(),
        names,
        place: (place != Place::default()).then_some(place),
        codes: codes.into_iter().collect(),
        ids,
        prominence: number(&get, "prominence")?,
        source: owned("source").unwrap_or_default(),
        ..Entity::default()
    })
}

fn number<'r, T: std::str::FromStr>(get: impl Fn(&str) -> Option<Cow<'r, str>>, field: &str) -> Result<Option<T>> {
    let Some(text) = get(field) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Error::data(format!("{field} is {text:?}; expected a number")))
}

fn explain(error: &csv::Error) -> Error {
    let line = error.position().map(csv::Position::line);
    let error = Error::data(format!("could not be read as a table: {error}"));
    line.map_or_else(|| Error::data(error.message().to_owned()), |line| Error::data(error.message()).on_line(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str, name: &str, mapping: &TableMapping) -> (GazetteerBuilder, Result<()>) {
        let mut builder = GazetteerBuilder::new();
        let result = read(&mut builder, text.as_bytes(), Path::new(name), mapping);
        (builder, result)
    }

    #[test]
    fn rows_of_one_id_make_one_entity() {
        let text = "id,name,lang,country,ids.wikidata\nq:1,Pyongyang,en,KP,Q18808\nq:1,평양,ko,,\n,,,,\n";
        let (builder, result) = read_text(text, "a.csv", &TableMapping::default());
        result.unwrap();
        let entity = builder.get("q:1").unwrap();
        assert_eq!((entity.names.len(), entity.ids["wikidata"].as_str()), (2, "Q18808"));
        assert_eq!(entity.place.as_ref().unwrap().country.as_deref(), Some("PRK"));
        assert_eq!(builder.report().empty_records, 1);
    }

    #[test]
    fn bad_rows_are_reported_with_line_and_reason() {
        let text = "name\tlat\tlon\nA\tnorth\t1\nB\t1\nC\t91\t0\n\t1\t1\nD\t1\t1\n";
        let (builder, result) = read_text(text, "a.tsv", &TableMapping::default());
        result.unwrap();
        let report = builder.report();
        let lines: Vec<u64> = report.rejects.iter().map(|reject| reject.line).collect();
        assert_eq!((report.added, report.empty_names), (1, 1));
        assert_eq!(lines, [2, 3, 4, 5]);
        assert!(report.rejects[0].reason.contains("\"north\""));
        assert!(report.rejects[1].reason.contains("2 columns, expected 3"));
    }

    #[test]
    fn a_missing_column_names_those_there_are() {
        let mapping = TableMapping::default().column("name", "title");
        let error = read_text("a,b\n1,2\n", "a.csv", &mapping).1.unwrap_err();
        assert_eq!(error.to_string().split(';').next(), Some("a.csv:1: has no column \"title\""));
        assert!(error.message().contains("found: a, b"));
        let mapping = TableMapping::default().column("nmae", "a");
        assert!(read_text("a\n1\n", "a.csv", &mapping).1.unwrap_err().message().contains("\"nmae\""));
        assert!(read_text("", "a.csv", &TableMapping::default()).1.unwrap_err().message().contains("is empty"));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named() {
        let (builder, result) = read_text("name\n\"A\nB\nC\n", "a.csv", &TableMapping::default());
        result.unwrap();
        assert!(builder.report().rejects[0].reason.contains("never closed"));
    }
}
