//! Codes with their dates: `[EXAGOV 010203-051231]`.

use crate::error::{Error, Result};
use crate::gazetteer::{Code, Date};

/// Two-digit years up to this one are of this century.
const PIVOT: i32 = 30;

/// The code inside a pair of brackets; `None` for `---`, which says that the name is no actor.
pub(super) fn code(text: &str) -> Result<Option<Code>> {
    let text = text.trim();
    let (code, span) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if code.starts_with("--") {
        return Ok(None);
    }
    if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Error::data(format!("the code {code:?} is not made of letters and digits")));
    }
    let (from, to) = dates(span.trim())?;
    Ok(Some(Code {
        scheme: "cameo".to_owned(),
        code: code.to_ascii_uppercase(),
        from: from.map(|date| date.to_string()),
        to: to.map(|date| date.to_string()),
    }))
}

fn dates(span: &str) -> Result<(Option<Date>, Option<Date>)> {
    if span.is_empty() {
        return Ok((None, None));
    }
    if let Some(date) = span.strip_prefix('>') {
        return Ok((Some(date_of(date)?.0), None));
    }
    if let Some(date) = span.strip_prefix('<') {
        return Ok((None, Some(date_of(date)?.0)));
    }
    // One date alone is one day.
    let (from, to) = span.split_once('-').unwrap_or((span, span));
    let ((from, from_is_short), (to, _)) = (date_of(from)?, date_of(to)?);
    if from <= to {
        return Ok((Some(from), Some(to)));
    }
    // A two-digit year before 1931 was taken for one of this century.
    let this_century = Date::parse("2000-01-01")?;
    let earlier = if from_is_short && from >= this_century { a_century_before(from) } else { None };
    match earlier.filter(|earlier| *earlier <= to) {
        Some(from) => Ok((Some(from), Some(to))),
        None => Err(Error::data(format!("the dates {span:?} end before they begin; are they exchanged?"))),
    }
}

fn a_century_before(date: Date) -> Option<Date> {
    let text = date.to_string();
    let (year, rest) = text.split_once('-')?;
    let year: i32 = year.parse().ok()?;
    Date::parse(&format!("{:04}-{rest}", year - 100)).ok()
}

/// A date, and whether its year has two digits.
fn date_of(text: &str) -> Result<(Date, bool)> {
    let text = text.trim();
    let bad = || Error::data(format!("the date {text:?} has {} digits; expected yymmdd or yyyymmdd", text.len()));
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::data(format!("the date {text:?} is not made of digits; expected yymmdd or yyyymmdd")));
    }
    let (year, rest) = match text.len() {
        6 => text.split_at(2),
        8 => text.split_at(4),
        _ => return Err(bad()),
    };
    let is_short = year.len() == 2;
    let mut number: i32 = year.parse().map_err(|_| bad())?;
    if is_short {
        number += if number <= PIVOT { 2000 } else { 1900 };
    }
    let (month, day) = rest.split_at(2);
    let month: u32 = month.parse().map_err(|_| bad())?;
    let day: u32 = day.parse().map_err(|_| bad())?;
    let month = month.clamp(1, 12);
    // The last day of the month that exists; a date that is given as the 31st of June means its end.
    let date = (0..4).find_map(|less| {
        Date::parse(&format!("{number:04}-{month:02}-{:02}", day.clamp(1, 31).saturating_sub(less))).ok()
    });
    date.map(|date| (date, is_short)).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String, String) {
        let code = code(text).unwrap().unwrap();
        (code.code, code.from.unwrap_or_default(), code.to.unwrap_or_default())
    }

    fn is(code: &str, from: &str, to: &str) -> (String, String, String) {
        (code.to_owned(), from.to_owned(), to.to_owned())
    }

    #[test]
    fn each_form_of_dates() {
        assert_eq!(read("EXA"), is("EXA", "", ""));
        assert_eq!(read("exagov 010203-051231"), is("EXAGOV", "2001-02-03", "2005-12-31"));
        assert_eq!(read("EXAGOV >20070101"), is("EXAGOV", "2007-01-01", ""));
        assert_eq!(read("EXAGOV  < 900101"), is("EXAGOV", "", "1990-01-01"));
        assert_eq!(read("EXAGOV 20040117-061231"), is("EXAGOV", "2004-01-17", "2006-12-31"));
        assert_eq!(read("EXAGOV 990631-000000"), is("EXAGOV", "1999-06-30", "2000-01-01"));
        assert_eq!(read("EXAGOV 291016-331108"), is("EXAGOV", "1929-10-16", "1933-11-08"));
    }

    #[test]
    fn what_is_no_code_or_no_date() {
        assert_eq!(code("---").unwrap(), None);
        for text in ["", "EX~GOV", "EXAGOV 2004017-20061201", "EXAGOV >12", "EXAGOV 990101-980101", "EXAGOV soon"] {
            assert!(code(text).is_err(), "{text}");
        }
    }
}
