//! Rows of tab-separated columns.

use super::{ImportOptions, Lines, Role, open_text, role};
use crate::error::{Error, Result};
use std::path::Path;
use std::str::FromStr;

pub(super) struct Row<'l> {
    pub(super) line: u64,
    pub(super) fields: Vec<&'l str>,
}

impl<'l> Row<'l> {
    /// A column, if it is there and not empty.
    pub(super) fn text(&self, column: usize) -> Option<&'l str> {
        self.fields.get(column).copied().filter(|text| !text.is_empty())
    }

    pub(super) fn number<T: FromStr>(&self, column: usize) -> Result<T> {
        let text = self.text(column).unwrap_or_default();
        text.parse().map_err(|_| Error::data(format!("column {} is {text:?}; expected a number", column + 1)))
    }
}

/// Calls `use_row` for every row of a file that is neither empty nor a remark.
pub(super) fn each_row(
    path: &Path,
    options: &ImportOptions,
    mut use_row: impl FnMut(Row<'_>) -> Result<()>,
) -> Result<()> {
    let is_alternates = role(path) == Role::Alternates;
    let stream = open_text(path, options.progress.as_ref(), |entry| {
        let entry = entry.to_lowercase();
        let is_it = if is_alternates { entry.starts_with("alternatenames") } else { !entry.contains("readme") };
        is_it && Path::new(&entry).extension().is_some_and(|suffix| suffix == "txt") && !entry.contains('/')
    })?;
    let mut lines = Lines::new(stream, path);
    while let Some((line, bytes)) = lines.next()? {
        if bytes.is_empty() || bytes.starts_with(b"#") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        use_row(Row { line, fields: text.split('\t').collect() })?;
    }
    Ok(())
}
