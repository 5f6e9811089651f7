//! Datelines: "TOKYO, June 20. /TASS/." places what follows; the city is a place, whatever the next verb says.

use super::page::{CaseMode, Page};
use super::unit::{Unit, is_place};
use crate::gazetteer::Kind;
use crate::text::Shape;

/// Words of a dateline at most: "WASHINGTON, D.C., Sept. 12, 2024 (AP) —".
const LONGEST: usize = 9;

/// Shares are multiplied by this for the best known city of a name in the dateline of an agency.
const KNOWN: f32 = 20.0;

/// Marks the places that open a dateline.
pub(crate) fn mark(page: &Page<'_>, units: &mut [Unit]) {
    for u in 0..units.len() {
        let by_agency = units.get(u + 1).is_some_and(|next| next.is(is_media) && next.end == units[u].end + 1);
        let unit = &mut units[u];
        if unit.embedded || !unit.is(is_place) {
            continue;
        }
        if opens_paragraph(page, unit.first) && closes(page, unit) {
            unit.placed = true;
            unit.note("opens a dateline");
            if by_agency {
                raise_best(unit);
            }
        } else if follows_city(page, unit) {
            unit.placed = true;
            unit.note("in a dateline");
        }
    }
}

/// "GENEVA (Reuters)": the datelines of news agencies say where a city is unless all the world knows it.
fn raise_best(unit: &mut Unit) {
    if let Some(best) = unit.candidates.first_mut() {
        best.prior *= KNOWN;
    }
    unit.share();
}

fn is_media(kind: Kind) -> bool {
    kind == Kind::Media
}

/// "GOMA, DR Congo —": the state behind a city in capitals, known or not, at the start of a line.
fn follows_city(page: &Page<'_>, unit: &Unit) -> bool {
    let Some(city_end) = unit.first.checked_sub(1) else { return false };
    let dash = || page.gap(unit.end).contains(['—', '–', '(']) || page.gap(unit.end).contains("--");
    if page.gap(unit.first).trim() != "," || !dash() {
        return false;
    }
    let upper = |i: usize| page.words[i].shape == Shape::Upper;
    let first = (0..=city_end).rev().take_while(|&i| upper(i) && city_end - i < 4).last();
    first.is_some_and(|first| first == 0 || page.gap(first).contains('\n'))
}

/// At the start of the text, of a line, or of a sentence in which the place stands in capitals.
fn opens_paragraph(page: &Page<'_>, first: usize) -> bool {
    if first == 0 || page.gap(first).contains(['\n', '【']) {
        return true;
    }
    let capitals = page.words[first].shape == Shape::Upper && page.word(first).chars().count() > 3;
    capitals && page.opens(first) && page.mode(first) != CaseMode::Upper
}

/// A dash, an agency in brackets or slashes, or a colon within reach, with only a date or a state between.
fn closes(page: &Page<'_>, unit: &Unit) -> bool {
    let upper = (unit.first..unit.end).all(|i| page.words[i].shape == Shape::Upper);
    for i in unit.end..page.words.len().min(unit.end + LONGEST) {
        let gap = page.gap(i);
        if gap.contains(['—', '–', '/', '(', '=', '＝'])
            || gap.contains("--")
            || gap.contains(" - ")
            || gap.contains(": ")
        {
            return true;
        }
        let date = page.single[i].has(super::cues::Classes::CALENDAR)
            || page.words[i].shape == Shape::Number
            || page.gap(unit.end).trim_start().starts_with([',', '.', '(']);
        if !date || gap.contains('\n') {
            return false;
        }
        if i == unit.end && !gap.starts_with([',', ' ', '.']) {
            return false;
        }
    }
    upper && page.gap(unit.end).trim_start().starts_with(',')
}
