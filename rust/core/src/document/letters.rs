//! States by one letter, as headlines of East Asia write them side by side: 日韓首脳会談, 中俄两国, 한·미·일.

use super::codes::Codes;
use super::page::Page;
use super::unit::{Candidate, Owners, Unit, What, in_text_order};
use crate::gazetteer::Kind;
use crate::resolve::How;
use crate::text::{Joiner, Script, Shape};

/// States in one compound, at most.
const MOST: usize = 4;

/// Adds a unit for each letter of two or more that stand together with nothing else of a word beside them.
pub(crate) fn add(page: &Page<'_>, codes: &Codes<'_>, units: &mut Vec<Unit>) {
    if page.letters().is_empty() {
        return;
    }
    let owners = Owners::of(page, units);
    let mut added = Vec::new();
    let mut i = 0;
    while i < page.words.len() {
        let state = |i: usize| (i < page.words.len() && owners.over(i).is_none()).then(|| page.state(i)).flatten();
        let dot = |i: usize| matches!(page.gap(i).trim(), "·" | "・" | "‧" | "ㆍ");
        let follows = |i: usize| {
            page.sentence.get(i) == Some(&page.sentence[i - 1]) && (page.words[i].joiner == Joiner::None || dot(i))
        };
        let end = (i..)
            .take(MOST + 1)
            .take_while(|&j| state(j).is_some() && (j == i || follows(j)))
            .last()
            .map_or(i, |j| j + 1);
        if end - i >= 2 && end - i <= MOST && stands(page, i, end, (i + 1..end).all(dot)) {
            for word in i..end {
                added.extend(state(word).and_then(|iso3| unit(page, codes, word, iso3)));
            }
        }
        i = end.max(i + 1);
    }
    units.append(&mut added);
    in_text_order(units);
}

/// Is this no part of another word? "今日中" is "within today", and only what states have follows a compound of theirs.
fn stands(page: &Page<'_>, first: usize, end: usize, dotted: bool) -> bool {
    if dotted {
        return true;
    }
    let before = first.checked_sub(1).filter(|_| page.words[first].joiner == Joiner::None);
    let free = before.is_none_or(|i| page.words[i].script != Script::Han || page.is_small(i));
    free && page.letters_followed(end)
}

fn unit(page: &Page<'_>, codes: &Codes<'_>, word: usize, iso3: &str) -> Option<Unit> {
    let entity = codes.find_state(iso3)?;
    let name = codes.gazetteer.entity(entity).names().next()?;
    let mut unit = Unit::new(page, word, word + 1, What::Known);
    unit.candidates.push(Candidate::new(codes.gazetteer, entity, Kind::Country, name, 1.0));
    unit.how = How::Acronym;
    unit.note("the letter of a state beside that of another");
    debug_assert_eq!(page.words[word].shape, Shape::Caseless);
    Some(unit)
}
