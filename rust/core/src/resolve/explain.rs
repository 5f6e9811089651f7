//! The path from a query to a name of the gazetteer, in words.

use super::align::Piece;
use super::how::How;
use super::readings::MOST;
use super::script;
use super::similarity::pieces;
use crate::gazetteer::NameKind;
use crate::index::{Entity, NameRef};
use crate::text::{key, main_script};
use crate::translit::{romanizations, romanize, variants};

/// For an equal name: what the gazetteer says of it. Of the entity's names with these letters, the one that is spelt so.
pub(crate) fn written(query: &str, entity: &Entity<'_>, met: NameRef<'_>) -> (How, String) {
    let spelt = if met.text() == query { Some(met) } else { entity.spelt(query) };
    let name = spelt.unwrap_or(met);
    let how = match spelt {
        _ if name.kind() == NameKind::Transcription => How::Transliterated,
        Some(_) => How::Exact,
        None => How::Folded,
    };
    let via = match name.via() {
        Some(via) => via.to_owned(),
        None if name.text() == entity.name() => "its usual name".to_owned(),
        None if name.lang().is_empty() => "a name of it".to_owned(),
        None => format!("its name in {}", name.lang()),
    };
    (how, via)
}

/// For a name found by sound. The path of a published scheme where one leads from a name of the entity to the query
/// (`평양, Kontsevich to Пхеньян, then BGN/PCGN`), else the letters that stand for each other.
pub(crate) fn sound(query: &str, entity: &Entity<'_>, spelling: &str) -> (How, String) {
    let wanted = key(query);
    let plain = script::latin_form(query);
    let mut near: Option<String> = None;
    for name in entity.names().filter(|n| !n.text().is_ascii()).take(40) {
        for variant in variants(name.text(), name.lang()) {
            if key(&variant.text) == wanted {
                return (How::Transliterated, variant.via);
            }
            if near.is_none() && script::latin_form(&variant.text) == plain {
                near = Some(variant.via);
            }
        }
    }
    if let Some(via) = near {
        return (How::Transliterated, format!("{via}, marks left out"));
    }
    let letters = script::latin_form(spelling);
    let read =
        romanizations(query, MOST).into_iter().skip(1).find(|reading| script::latin_form(&reading.text) == letters);
    if let Some(reading) = read {
        return (How::Transliterated, format!("{query}, {}: {}", reading.via, reading.text));
    }
    let Some(writing) = script::writing(query) else { return (How::Fuzzy, String::new()) };
    let pieces = pieces(&writing, spelling);
    let errors = pieces.iter().any(Piece::is_error);
    let changed: Vec<String> = pieces.iter().filter(|p| p.is_change()).map(Piece::to_string).collect();
    let how = if errors { How::Fuzzy } else { How::Transliterated };
    let mut via = if writing.latin.is_some() {
        String::new()
    } else {
        format!("{:?} {query}, plainly {}; ", main_script(query), romanize(query))
    };
    if changed.is_empty() {
        via.push_str("the same letters");
    } else {
        via.push_str(&changed.join(" "));
    }
    (how, via)
}
