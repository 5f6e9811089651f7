//! One line of JSON as a document, or the reason why it is none.

use crate::error::Error;
use crate::gazetteer::Date;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

const TEXT: &[&str] = &["text", "body", "content", "article"];
const ID: &[&str] = &["doc_id", "id"];
const DATE: &[&str] = &["date", "published"];
const LANG: &[&str] = &["lang", "language"];
const LISTED: usize = 12;

/// Which fields of a record hold what. Without a name, the usual ones are looked for: `text`, `body`, `content`,
/// `article`; `doc_id`, `id`; `date`, `published`; `lang`, `language`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The field with the text.
    pub text: Option<String>,
    /// The field with the id.
    pub id: Option<String>,
    /// The field with the date.
    pub date: Option<String>,
    /// The field with the language.
    pub lang: Option<String>,
    /// Fields to pass through to the output.
    pub keep: Vec<String>,
}

/// A document as a record gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record<'l> {
    /// Its id, if it has one.
    pub doc_id: Option<Cow<'l, str>>,
    /// Its text.
    pub text: Cow<'l, str>,
    /// Its date.
    pub date: Option<Date>,
    /// Its language.
    pub lang: Option<Cow<'l, str>>,
    /// The fields to pass through, as JSON, in the order asked for; `null` where it has none.
    pub keep: Vec<Cow<'l, str>>,
}

impl Columns {
    /// The document in one line.
    ///
    /// # Errors
    /// If the line holds none: the message is the reason, without a place.
    ///
    /// ```
    /// use entmatch_core::bulk::Columns;
    /// let record = Columns::default().read(br#"{"id": 7, "body": "Tokyo", "date": "2024-06-20T08:00:00Z"}"#)?;
    /// assert_eq!((record.doc_id.as_deref(), &*record.text), (Some("7"), "Tokyo"));
    /// let reason = Columns::default().read(b"[1]").unwrap_err();
    /// assert!(reason.message().starts_with("not a JSON object"));
    /// # Ok::<(), entmatch_core::error::Error>(())
    /// ```
    pub fn read<'l>(&self, line: &'l [u8]) -> Result<Record<'l>, Error> {
        let line = std::str::from_utf8(line).map_err(|error| {
            let at = error.valid_up_to();
            Error::data(format!("not UTF-8: byte 0x{:02x} at byte {at} of the record", line[at]))
        })?;
        let fields: Fields = serde_json::from_str(line).map_err(|error| not_an_object(line, &error))?;
        let text = fields.pick("text", self.text.as_deref(), TEXT)?;
        let Some((name, value)) = text else {
            return Err(Error::data(format!(
                "no field 'text'; found {}; name the one that holds the text with --text-column",
                fields.listed()
            )));
        };
        let text = string(value).ok_or_else(|| unfit(name, value, "a text"))??;
        let date = fields.pick("date", self.date.as_deref(), DATE)?.and_then(|(name, value)| {
            let date = scalar(value)?.and_then(|date| {
                let date = date.trim();
                if date.is_empty() { Ok(None) } else { Date::parse(date).map(Some) }
            });
            date.map_err(|_| unfit(name, value, "a date; write YYYY-MM-DD")).transpose()
        });
        let id = fields.pick("id", self.id.as_deref(), ID)?;
        let lang = fields.pick("lang", self.lang.as_deref(), LANG)?;
        let filled = |field: Option<(&str, &'l str)>| -> Result<Option<Cow<'l, str>>, Error> {
            let value = field.and_then(|(_, value)| scalar(value)).transpose()?;
            Ok(value.filter(|value| !value.is_empty()))
        };
        Ok(Record {
            doc_id: filled(id)?,
            text,
            date: date.transpose()?,
            lang: filled(lang)?,
            keep: self.keep.iter().map(|name| fields.get(name).unwrap_or("null").into()).collect(),
        })
    }
}

/// The fields of an object, their values unread.
struct Fields<'l>(Vec<(Cow<'l, str>, &'l str)>);

#[derive(Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

impl<'l> Fields<'l> {
    /// The value of a field; the last one where there are several, as most readers have it.
    fn get(&self, name: &str) -> Option<&'l str> {
        self.0.iter().rev().find(|(field, _)| field == name).map(|&(_, value)| value)
    }

    /// The name and the value of the field that plays a role: the one named, or the first of the usual ones.
    fn pick<'f>(
        &'f self,
        role: &str,
        wanted: Option<&'f str>,
        usual: &[&'static str],
    ) -> Result<Option<(&'f str, &'l str)>, Error> {
        let Some(name) = wanted else {
            return Ok(usual.iter().find_map(|&name| Some((name, self.get(name)?))));
        };
        let Some(value) = self.get(name) else {
            let found = self.listed();
            return Err(Error::data(format!("no field {name:?}; found {found} (--{role}-column names another)")));
        };
        Ok(Some((name, value)))
    }

    fn listed(&self) -> String {
        let names: Vec<String> = self.0.iter().take(LISTED).map(|(name, _)| format!("{name:?}")).collect();
        match self.0.len() {
            0 => "no fields".to_owned(),
            all if all > LISTED => format!("{} and {} more", names.join(", "), all - LISTED),
            _ => names.join(", "),
        }
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(8);
                while let Some((name, value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    fields.push((name.0, value.get()));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

fn not_an_object(line: &str, error: &serde_json::Error) -> Error {
    if error.is_data() && !line.trim_start().starts_with('{') {
        return Error::data(
            "not a JSON object; expected one object a line, such as {\"id\": \"1\", \"text\": \"...\"}",
        );
    }
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    Error::data(format!("not JSON: {what} at byte {} of the record", error.column()))
}

/// The text of a JSON string; none for any other value, an error for one that is no Unicode.
fn string(json: &str) -> Option<Result<Cow<'_, str>, Error>> {
    json.starts_with('"').then(|| match serde_json::from_str::<Text>(json) {
        Ok(Text(text)) => Ok(text),
        Err(error) => Err(Error::data(format!("not valid Unicode: {error}"))),
    })
}

/// The text of a string or a number; none for null, an error for anything else.
fn scalar(json: &str) -> Option<Result<Cow<'_, str>, Error>> {
    match json.as_bytes().first() {
        Some(b'n') => None,
        Some(b'"') => string(json),
        Some(b'[' | b'{' | b't' | b'f') => Some(Err(unfit("id", json, "a text or a number"))),
        _ => Some(Ok(json.into())),
    }
}

fn unfit(name: &str, value: &str, wanted: &str) -> Error {
    let found = match value.as_bytes().first() {
        Some(b'n') => "nothing",
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        Some(b't' | b'f') => "a truth value",
        Some(b'"') => &value.chars().take(40).collect::<String>(),
        _ => "a number",
    };
    Error::data(format!("field {name:?} holds {found}, not {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Record<'_>, String> {
        let columns = Columns { keep: vec!["url".into(), "n".into()], ..Columns::default() };
        columns.read(line.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn fields_are_found_and_kept() -> Result<(), String> {
        let record = read(r#"{"article":"caf\u00e9","id":12345678901234567890,"n":1.50,"date":null,"lang":""}"#)?;
        assert_eq!(record.text, "café");
        assert_eq!(record.doc_id.as_deref(), Some("12345678901234567890"));
        assert_eq!(record.keep, ["null", "1.50"]);
        assert_eq!((record.date, record.lang), (None, None));
        assert_eq!(read(r#"{"text":"a","text":"b"}"#)?.text, "b");
        Ok(())
    }

    #[test]
    fn every_refusal_says_why() {
        for (line, reason) in [
            ("", "not JSON: EOF while parsing a value at byte 0"),
            ("{", "not JSON: EOF while parsing an object at byte 1"),
            ("7", "not a JSON object"),
            ("{}", "no field 'text'; found no fields"),
            (r#"{"title":"a"}"#, r#"no field 'text'; found "title""#),
            (r#"{"text":null}"#, r#"field "text" holds nothing, not a text"#),
            (r#"{"text":["a"]}"#, r#"field "text" holds a list, not a text"#),
            (r#"{"text":"a"} x"#, "not JSON: trailing characters at byte 14"),
            (r#"{"text":"\ud800"}"#, "not valid Unicode: "),
            (r#"{"text":"a","date":"yesterday"}"#, r#"field "date" holds "yesterday", not a date; write YYYY-MM-DD"#),
            (r#"{"text":"a","date":20240620}"#, r#"field "date" holds a number, not a date"#),
            (r#"{"text":"a","id":[1]}"#, r#"field "id" holds a list, not a text or a number"#),
        ] {
            let found = read(line).err().unwrap_or_default();
            assert!(found.starts_with(reason), "{line}: {found}");
        }
        let error = Columns::default().read(b"{\"text\":\"a\xff\"}").map_err(|error| error.to_string());
        assert_eq!(error, Err("not UTF-8: byte 0xff at byte 10 of the record".to_owned()));
    }

    #[test]
    fn deep_nesting_beside_the_text_does_no_harm() {
        let line = format!(r#"{{"x":{}{},"text":"a"}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(&line).map(|record| record.text.into_owned()), Ok("a".to_owned()));
    }
}
