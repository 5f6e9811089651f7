//! Calendar dates, whole or partial.

use crate::error::{Error, Result};
use std::fmt;

/// A calendar date of the proleptic Gregorian calendar, as a day number (0 = 1970-01-01).
///
/// ```
/// use entmatch_core::gazetteer::Date;
/// let date: Date = Date::parse("2024-06-20")?;
/// assert!(Date::earliest("2024-06")? <= date && date <= Date::latest("2024")?);
/// assert_eq!(date.to_string(), "2024-06-20");
/// # Ok::<(), entmatch_core::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub i32);

impl Date {
    /// Reads `YYYY-MM-DD`; a longer text such as an ISO 8601 timestamp is read up to its tenth character.
    ///
    /// # Errors
    /// If the text is not a date of that form, or the day does not exist.
    pub fn parse(text: &str) -> Result<Self> {
        match parts(text)? {
            (y, Some(m), Some(d)) => Ok(Self(days(y, m, d))),
            _ => Err(bad(text)),
        }
    }

    /// The first day of a whole or partial date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`).
    ///
    /// # Errors
    /// If the text is none of these.
    pub fn earliest(text: &str) -> Result<Self> {
        let (y, m, d) = parts(text)?;
        Ok(Self(days(y, m.unwrap_or(1), d.unwrap_or(1))))
    }

    /// The last day of a whole or partial date.
    ///
    /// # Errors
    /// If the text is none of these.
    pub fn latest(text: &str) -> Result<Self> {
        let (y, m, d) = parts(text)?;
        let m = m.unwrap_or(12);
        Ok(Self(days(y, m, d.unwrap_or_else(|| month_length(y, m)))))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = civil(self.0);
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

fn bad(text: &str) -> Error {
    Error::data(format!("{text:?} is not a date; write YYYY-MM-DD"))
}

fn parts(text: &str) -> Result<(i32, Option<u32>, Option<u32>)> {
    let head: String = text.chars().take(10).collect();
    let mut fields = head.split('-');
    let mut number = |length: usize| -> Result<Option<u32>> {
        match fields.next() {
            None => Ok(None),
            Some(f) if f.len() == length && f.bytes().all(|b| b.is_ascii_digit()) => {
                f.parse().map(Some).map_err(|_| bad(text))
            }
            Some(_) => Err(bad(text)),
        }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let year = i32::try_from(year.ok_or_else(|| bad(text))?).map_err(|_| bad(text))?;
    if month.is_some_and(|m| !(1..=12).contains(&m))
        || day.is_some_and(|d| d < 1 || d > month_length(year, month.unwrap_or(1)))
    {
        return Err(bad(text));
    }
    Ok((year, month, day))
}

fn month_length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

// Day numbers from civil dates and back: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days(year: i32, month: u32, day: u32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let m = i32::try_from(month).unwrap_or(1);
    let day_of_year = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + i32::try_from(day).unwrap_or(1) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil(day: i32) -> (i32, i32, i32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i32::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_reads_back() {
        for day in -150_000..80_000 {
            assert_eq!(Date::parse(&Date(day).to_string()).map(|d| d.0).ok(), Some(day));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2023-02-29", "2023-13-01", "2023-00-01", "20230101", "2023-1-1", "", "yesterday"] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
        assert!(Date::parse("2024-02-29T10:00:00Z").is_ok());
    }
}
