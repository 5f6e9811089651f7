//! Transliteration by one scheme or a chain of them.

use super::catalogue::scheme;
use super::chars::syllables_of_jamo;
use super::engine::{apply, units};
use super::prepare::prepare;
use super::scheme::Scheme;
use crate::error::{Error, Result};

/// Writes `text` as the scheme says. `a>b` applies one after the other. Linear in the text.
///
/// # Errors
/// If there is no scheme of that id.
///
/// ```
/// use entmatch_core::translit::transliterate;
/// # fn main() -> entmatch_core::error::Result<()> {
/// assert_eq!(transliterate("청주", "korean-kontsevich")?, "Чхонджу");
/// assert_eq!(transliterate("청주", "korean-kontsevich>russian-bgn")?, "Chkhondzhu");
/// # Ok(()) }
/// ```
pub fn transliterate(text: &str, scheme_id: &str) -> Result<String> {
    let mut text = text.to_owned();
    for id in scheme_id.split('>') {
        let id = id.trim();
        let scheme = scheme(id)
            .ok_or_else(|| Error::data(format!("no transliteration scheme `{id}`; schemes() lists those there are")))?;
        text = forward(scheme, &text);
    }
    Ok(text)
}

/// The usual spelling of `text`.
pub(super) fn forward(scheme: &Scheme, text: &str) -> String {
    forward_choosing(scheme, text, &|_| 0, None)
}

/// A spelling of `text` with these choices among the alternatives of the rules; see [`apply`].
pub(super) fn forward_choosing(
    scheme: &Scheme,
    text: &str,
    choose: &dyn Fn(usize) -> usize,
    used: Option<&mut Vec<usize>>,
) -> String {
    let mut prepared = prepare(text, scheme);
    if let Some(first) = scheme.first.as_deref().and_then(super::catalogue::scheme) {
        prepared = units(&apply(first, &prepared, &|_| 0, None));
    }
    let out = apply(scheme, &prepared, choose, used);
    if scheme.to() == "Jamo" { syllables_of_jamo(&out) } else { out }
}
