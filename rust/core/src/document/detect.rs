//! Mention detection: which gazetteer matches stand in this text as names.

use super::cues::Classes;
use super::page::{CaseMode, Page};
use super::recall::{Letters, Reading, Recall, Setting};
use super::surface::Surface;
use super::unit::{Candidate, Unit, What, is_country, is_person, is_place, share};
use crate::gazetteer::{Kind, NameKind};
use crate::index::{EntityId, Gazetteer, NameRef, Posting};
use crate::resolve::How;
use crate::scan::{Match, MatchHow};
use crate::text::{Joiner, Script, Shape, Span, fold};

/// Prominence from which a person is known by one name.
const FAMOUS: f32 = 7.0;
/// What is left of the share of a name that belongs to another language than that of the text.
const FOREIGN: f32 = 0.1;

/// Turns matches into units: case checked, overlaps settled, words that are no names here left out.
pub(crate) fn detect(page: &Page<'_>, gazetteer: &Gazetteer, matches: &[Match], recall: &mut Recall) -> Vec<Unit> {
    recall.open(gazetteer);
    let standing = standing(page, matches);
    let mut units: Vec<Unit> = Vec::with_capacity(standing.len());
    let strange = |standing: &&Standing<'_, '_>| !recall.may_know(&standing.setting);
    gazetteer.expect(standing.iter().filter(strange).map(|standing| standing.found.key));
    for Standing { first, end, found, surface, setting } in standing {
        let reading = recall.read(surface, &setting).unwrap_or_else(|| {
            let reading = read(gazetteer, surface, &setting);
            recall.keep(surface, setting, &reading);
            reading
        });
        if reading.candidates.is_empty() {
            continue;
        }
        let mut unit = Unit::new(page, first, end, What::Known);
        unit.span = found.span;
        unit.key = Some(found.key);
        unit.adjective_too = reading.adjective_too;
        unit.candidates = reading.candidates;
        unit.how = reading.how;
        trim(page, gazetteer, found, &mut unit);
        if is_name(page, gazetteer, &mut unit) {
            if let Some(via) = unit.best().filter(|b| b.name.derived).and_then(|b| b.name.of(gazetteer).via()) {
                via.clone_into(&mut unit.via);
            }
            units.push(unit);
        }
    }
    drop_possessives(page, &mut units);
    settle_overlaps(units)
}

/// A match that may stand as a name.
struct Standing<'m, 't> {
    /// Its words, the last one plus one.
    first: usize,
    end: usize,
    found: &'m Match,
    surface: &'t str,
    setting: Setting,
}

/// The matches that may stand as names.
fn standing<'m, 't>(page: &Page<'t>, matches: &'m [Match]) -> Vec<Standing<'m, 't>> {
    let mut standing = Vec::with_capacity(matches.len() / 2);
    let mut word = 0;
    for found in matches {
        while word < page.words.len() && page.words[word].span.end <= found.span.start {
            word += 1;
        }
        let mut end = word;
        while end < page.words.len() && page.words[end].span.start < found.span.end {
            end += 1;
        }
        if end > word && plausible(page, word, end) && !page.gap(end).starts_with('$') {
            let setting = Setting {
                key: found.key,
                lang: page.lang(),
                mode: page.mode(word),
                letters: letters(page, word, end),
                inflected: found.how == MatchHow::Inflected,
            };
            standing.push(Standing { first: word, end, found, surface: found.span.of(page.text), setting });
        }
    }
    standing
}

/// Reads what a key may stand for where it was met.
fn read(gazetteer: &Gazetteer, text: &str, setting: &Setting) -> Reading {
    let Setting { key, lang, .. } = *setting;
    let mut reading = Reading { candidates: Vec::new(), adjective_too: false, how: How::Exact };
    let candidates = &mut reading.candidates;
    let surface = Surface::new(text, setting.mode, setting.inflected);
    if !surface.is_judged(gazetteer, key) {
        return reading;
    }
    // Some candidates have the name in another language only.
    let mut foreign = false;
    let mut previous = None;
    for posting in gazetteer.key(key).postings() {
        let name = posting.name;
        // Adjectives are those of this language only: "indiana" is Indian in Italian.
        let again = previous.replace(posting.entity) == Some(posting.entity);
        if name.kind().is_adjectival() {
            if !name.lang().is_empty() && name.lang() != lang {
                continue;
            }
            reading.adjective_too |= again && candidates.first().is_some_and(|c| c.entity == posting.entity);
        }
        if !surface.fits(name) || !letters_fit(gazetteer, setting, posting) {
            continue;
        }
        // The postings of one entity stand together.
        match candidates.last_mut().filter(|c| c.entity == posting.entity) {
            None => {
                let mut candidate = Candidate::of(gazetteer, posting);
                // "Mexico" is the city in French; a text in another language rarely means that.
                if candidate.is_foreign(lang, gazetteer) {
                    candidate.prior *= FOREIGN;
                    foreign = true;
                }
                candidates.push(candidate);
            }
            Some(known) if is_adjective_here(known.name.of(gazetteer), name, lang) => known.name = name.into(),
            Some(_) => {}
        }
    }
    if foreign | facets(candidates) {
        share(candidates);
    }
    if let Some(best) = candidates.first() {
        reading.how = how(gazetteer, best, setting.inflected, text);
    }
    reading
}

/// A city, its district, its canton and its lake speak for each other: whoever of them is meant, it is there. Each gets the
/// shares of all, in proportion to the first of them. True if there are any such.
fn facets(candidates: &mut [Candidate]) -> bool {
    if candidates.len() < 3 {
        return false;
    }
    let mut any = false;
    let near = |a: &Candidate, b: &Candidate| match (a.place.cell, b.place.cell) {
        (Some(a), Some(b)) => a.0.abs_diff(b.0) < 2 && a.1.abs_diff(b.1) < 2,
        _ => false,
    };
    let old: Vec<f32> = candidates.iter().map(|c| c.prior).collect();
    for i in 0..candidates.len() {
        let here = candidates[i];
        let all: Vec<usize> = (0..candidates.len()).filter(|&j| near(&here, &candidates[j])).collect();
        if let Some(&first) = all.first().filter(|_| all.len() > 1) {
            let sum: f32 = all.iter().map(|&j| old[j]).sum();
            candidates[i].prior = sum * old[i] / old[first];
            any = true;
        }
    }
    any
}

fn letters_fit(gazetteer: &Gazetteer, setting: &Setting, posting: Posting<'_>) -> bool {
    let name = posting.name;
    match setting.letters {
        // "laws" is Laos somewhere: what other languages write small is no name here.
        Letters::Small => {
            !is_place(gazetteer.entity(posting.entity).kind())
                || name.lang().is_empty()
                || name.lang() == setting.lang
                || name.text().chars().any(char::is_uppercase)
        }
        Letters::Acronym => !name.text().chars().any(char::is_lowercase),
        Letters::Other => true,
    }
}

fn letters(page: &Page<'_>, first: usize, end: usize) -> Letters {
    let word = &page.words[first];
    if (first..end).all(|i| page.words[i].shape == Shape::Lower) {
        Letters::Small
    } else if end - first == 1
        && word.shape == Shape::Upper
        && (2..=4).contains(&word.span.len())
        && page.mode(first) == CaseMode::Ordinary
        && !(first == 0 || page.gap(first).contains('\n'))
    {
        Letters::Acronym
    } else {
        Letters::Other
    }
}

/// Leaves to a unit what is the name and no particle, prefix or article.
fn trim(page: &Page<'_>, gazetteer: &Gazetteer, found: &Match, unit: &mut Unit) {
    let script = page.words[unit.first].script;
    if found.how == MatchHow::Inflected && script == Script::Hangul {
        // A particle is no part of the name: 평양에서.
        let name = gazetteer.key(found.key).text();
        if unit.span.of(page.text).starts_with(name) {
            unit.span.end = unit.span.start + name.len() as u32;
        }
    }
    if found.how == MatchHow::Inflected && script == Script::Arabic {
        drop_prefix(page, gazetteer.key(found.key).text(), unit);
    }
    capital_noun(page, gazetteer, found, unit);
    drop_article(page, gazetteer, unit);
    drop_class_noun(page, gazetteer, unit);
}

/// "la de Argentina": adjectives are written small in most languages; with a capital within a sentence it is the state.
fn capital_noun(page: &Page<'_>, gazetteer: &Gazetteer, found: &Match, unit: &mut Unit) {
    let small = matches!(page.lang(), "es" | "it" | "fr" | "pl" | "ru" | "uk");
    if !small
        || !unit.is_adjective()
        || !page.capital(unit.first)
        || !page.ordinary(unit.first)
        || page.opens(unit.first)
    {
        return;
    }
    let Some(best) = unit.candidates.first_mut().filter(|best| is_country(best.kind)) else { return };
    let noun = |posting: &Posting<'_>| posting.entity == best.entity && !posting.name.kind().is_adjectival();
    let spoken = |posting: &Posting<'_>| matches!(posting.name.lang(), "" | "en") || posting.name.lang() == page.lang();
    if let Some(posting) = gazetteer.key(found.key).postings().find(|posting| noun(posting) && spoken(posting)) {
        best.name = posting.name.into();
        unit.how = how(gazetteer, best, found.how == MatchHow::Inflected, unit.span.of(page.text));
    }
}

/// "قناة الجزيرة": what kind of medium it is is no part of its name, if it is called so without it as well.
fn drop_class_noun(page: &Page<'_>, gazetteer: &Gazetteer, unit: &mut Unit) {
    let second = unit.first + 1;
    let Some(best) = unit.best().filter(|best| best.kind == Kind::Media && unit.end > second) else { return };
    let noun = page.single[unit.first].has(Classes::AGENT) && page.words[unit.first].shape != Shape::Title;
    if noun && called(page, gazetteer, second, unit.span.end, best.entity) {
        unit.first = second;
        unit.name_first = second;
        unit.span.start = page.words[second].span.start;
    }
}

/// True if what stands from word `first` to byte `end` is a name of the entity.
fn called(page: &Page<'_>, gazetteer: &Gazetteer, first: usize, end: u32, entity: EntityId) -> bool {
    let key = gazetteer.lookup(Span::new(page.words[first].span.start, end).of(page.text));
    key.is_some_and(|key| gazetteer.key(key).postings().any(|posting| posting.entity == entity))
}

/// "Israeli" names the country in Swahili; in an English text it is the adjective.
fn is_adjective_here(noun: NameRef<'_>, adjective: NameRef<'_>, lang: &str) -> bool {
    adjective.kind().is_adjectival() && adjective.lang() == lang && !noun.lang().is_empty() && noun.lang() != lang
}

/// Quick refusals that need no gazetteer: a lone grammar word, a number.
fn plausible(page: &Page<'_>, first: usize, end: usize) -> bool {
    if end - first > 1 {
        // "В'єтнам" is one name, though "в" is in.
        if page.words[first].script == Script::Cyrillic && page.words[first + 1].joiner == Joiner::Apostrophe {
            return true;
        }
        // "in Niger", "Ontario to": names of other languages that are a name and a small word of this one.
        let small = Classes::LOCATIVE.with(Classes::ORIGIN).with(Classes::AND).with(Classes::CLAUSE);
        // Not "Eastern Europe": eastern is a word of place, but none of the grammar.
        let is_small = |i: usize| {
            let opens = || page.opens(i) && page.single[i].has(Classes::FUNCTION);
            page.single[i].has(small) && (page.words[i].shape == Shape::Lower || opens())
        };
        // "Moon Jae-in" ends with a syllable, not with a small word.
        let last = &page.words[end - 1];
        let ends_small =
            last.shape == Shape::Lower && last.joiner != Joiner::Hyphen && page.single[end - 1].has(Classes::FUNCTION);
        return !is_small(first) && !ends_small;
    }
    page.may_name(first)
}

/// "وحماس": the conjunction or preposition that is written together with a name is no part of it.
fn drop_prefix(page: &Page<'_>, key: &str, unit: &mut Unit) {
    let surface = unit.span.of(page.text);
    let folded = fold(surface);
    let Some(prefix) = folded.text().strip_suffix(key) else { return };
    if matches!(prefix, "و" | "ف" | "ب" | "ل" | "ك") {
        let name = folded.to_original(Span::new(prefix.len() as u32, folded.text().len() as u32));
        unit.span.start += name.start;
    } else if let Some(letter) = prefix.strip_suffix("ال").filter(|letter| matches!(*letter, "و" | "ف" | "ب" | "ك"))
    {
        // "والقدس": the article stays.
        unit.span.start += folded.to_original(Span::new(letter.len() as u32, folded.text().len() as u32)).start;
    }
}

/// "the Gambia", "L'Élysée", "il Parlamento": the article is matched, but is no part of the mention if the thing is called
/// so without it as well.
fn drop_article(page: &Page<'_>, gazetteer: &Gazetteer, unit: &mut Unit) {
    let second = unit.first + 1;
    if unit.end <= second || !page.single[unit.first].has(Classes::ARTICLE) {
        return;
    }
    let Some(best) = unit.best().copied() else { return };
    let called_so = || called(page, gazetteer, second, unit.span.end, best.entity);
    // Of towns the article is a part: La Habana, The Hague.
    let place = is_place(best.kind) && best.kind != Kind::Facility;
    let town = place && (page.lang() != "en" || gazetteer.entity(best.entity).name().starts_with("The "));
    if page.word(unit.first) == "the" || (!town && called_so()) {
        unit.first = second;
        unit.span.start = page.words[second].span.start;
    }
}

fn how(gazetteer: &Gazetteer, best: &Candidate, inflected: bool, surface: &str) -> How {
    match best.name.kind {
        NameKind::Demonym | NameKind::Adjective => How::Demonym,
        NameKind::Acronym => How::Acronym,
        _ if inflected => How::Inflected,
        NameKind::Transcription => How::Transliterated,
        _ if best.name.of(gazetteer).text() == surface => How::Exact,
        // The spelling without marks and signs stands for those with some that are names too.
        _ if !is_bare(surface) && gazetteer.entity(best.entity).spelt(surface).is_some() => How::Exact,
        _ => How::Folded,
    }
}

/// Nothing but letters of ASCII and blanks.
fn is_bare(surface: &str) -> bool {
    surface.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ')
}

/// Does this match stand as a name? Words that are also names are marked as weak, which [`belief`](super::belief) weighs.
fn is_name(page: &Page<'_>, gazetteer: &Gazetteer, unit: &mut Unit) -> bool {
    let (first, end) = (unit.first, unit.end);
    let surface = unit.span.of(page.text);
    let mode = page.mode(first);
    let letters = surface.chars().filter(|c| c.is_alphanumeric()).count();
    let Some(best) = unit.best().copied() else { return false };
    let script = page.words[first].script;
    let cased = page.words[first].shape != Shape::Caseless;
    if letters < 2 && !(script == Script::Han && is_country(best.kind)) {
        return false;
    }
    // "Marburg virus", "Worcester sauce": named after the place, and nothing there.
    let thing = page.joined(end) && page.single[end].has(Classes::THING);
    if thing && is_place(best.kind) && !best.name.kind.is_adjectival() {
        return false;
    }
    unit.word = is_word(page, unit);
    if end - first > 1 {
        // "the U.S. District Court for the Southern District"
        let somewhere = Classes::DIRECTION.with(Classes::PLACE_KIND);
        unit.weak = unit.word || (first..end).all(|i| page.single[i].has(somewhere));
        // "May Day", "In New": a phrase of grammar words is a name only in capitals.
        let names =
            (first..end).any(|i| !page.single[i].has(Classes::FUNCTION) && page.words[i].shape != Shape::Number);
        return names || (first..end).all(|i| page.capital(i));
    }
    // "Lula" and "Sisi" are given names, too, but in the news they are two men.
    let famous = || best.prominence >= FAMOUS;
    if is_person(best.kind) && page.marks(first).given_name() && !famous() {
        return false;
    }
    if is_person(best.kind) || matches!(best.name.kind, NameKind::Acronym | NameKind::Abbreviation) {
        return abbreviation_stands(page, unit);
    }
    let marks = page.marks(first);
    // "People were hurt": no magazine.
    let word = marks.common_word() && page.mode(first) == CaseMode::Ordinary && page.opens(first);
    if cased && word && best.kind == Kind::Media {
        return false;
    }
    if best.kind == Kind::Media && page.is_word(surface) && !is_medium(page, unit) {
        return false;
    }
    if !cased {
        // "العاصمة", the capital, is a division elsewhere; "وخرج", and he went out, a town with "and" before it.
        let kind = Classes::PLACE_KIND.with(Classes::ORGANIZATION).with(Classes::VERB);
        if page.single[first].has(kind) && is_place(best.kind) && best.kind != Kind::Country {
            return false;
        }
        // "وفدا" is a delegation before it is a town of Chad with "and" before it.
        unit.weak = unit.word || (unit.how == How::Inflected && script == Script::Arabic && best.is_obscure());
        // One Han character, or a Hangul word of one syllable, says nothing alone.
        return letters > 1 || is_country(best.kind);
    }
    let major = || best.is_major();
    let suffixed = page.lang() == "tr" && page.words.get(end).is_some_and(|w| w.joiner == Joiner::Apostrophe);
    let common = unit.word
        || (marks.common_word() && !suffixed)
        || page.single[first].has(Classes::VERB.with(Classes::OFFICE).with(Classes::AGENT).with(Classes::MODIFIER));
    let locative = page.before(first).has(Classes::LOCATIVE);
    match mode {
        CaseMode::Lower | CaseMode::Upper | CaseMode::Title => !common || major(),
        CaseMode::Ordinary => {
            let part = Classes::ORGANIZATION.with(Classes::PLACE_KIND).with(Classes::DIRECTION).with(Classes::EVENT);
            if page.single[first].has(part) {
                return best.kind == Kind::Region && page.before(first).has(Classes::FUNCTION);
            }
            let word =
                if page.opens(first) { common && best.kind != Kind::Country } else { common && !locative && !major() };
            // "Simian" is no Şimian: a small place whose signs were left out is believed with a reason only.
            let bare = unit.how == How::Folded && surface.is_ascii() && !best.name.of(gazetteer).text().is_ascii();
            unit.weak = word || (bare && best.is_obscure());
            !word || !best.is_obscure()
        }
    }
}

/// "sagte dem Spiegel", "laut „Welt“": a mirror and the world, unless someone says something there.
fn is_medium(page: &Page<'_>, unit: &Unit) -> bool {
    let first = unit.first;
    let quoted = |gap: &str| gap.contains(['"', '“', '”', '„', '«', '»']);
    let article = first > 1 && page.joined(first) && page.single[first - 1].has(Classes::ARTICLE);
    let said = page.before(if article { first - 1 } else { first });
    (quoted(page.gap(first)) && quoted(page.gap(unit.end))) || said.has(Classes::VERB)
}

/// "联合声明", a joint statement, is not of the town of Lianhe, and "温泉で" is at a hot spring: towns that are called like an
/// ordinary word of the language, with no word of place before it and no kind of place behind it.
fn is_word(page: &Page<'_>, unit: &Unit) -> bool {
    let Some(best) = unit.best().filter(|best| is_place(best.kind) && !is_country(best.kind)) else { return false };
    if !page.is_word(unit.span.of(page.text)) || best.is_major() {
        return false;
    }
    // Japanese has the same particles behind all nouns.
    let kind =
        if page.lang() == "ja" { Classes::PLACE_KIND } else { Classes::PLACE_KIND.with(Classes::LOCATIVE_AFTER) };
    let before = page.before(unit.first);
    // "في وقف إطلاق النار": without capitals, a small word says "in" of anything.
    let small = before.has(Classes::FUNCTION) && page.words[unit.first].shape == Shape::Caseless;
    (small || !before.has(Classes::LOCATIVE)) && !page.after(unit.span.end, unit.end).has(kind)
}

fn abbreviation_stands(page: &Page<'_>, unit: &Unit) -> bool {
    let only_abbreviation = unit.candidates.iter().all(|c| c.name.kind == NameKind::Abbreviation);
    // `Tex.`, `LAX`: read after a comma that follows a place, or in figures of speech that the place stage knows.
    !only_abbreviation
        || page.is_seat(unit.first)
        || (unit.first > 0 && page.gap(unit.first).trim_start().starts_with(','))
}

/// "Saint Lucia's minister" is of the state, though there is a Saint Lucia's in Malta.
fn drop_possessives(page: &Page<'_>, units: &mut Vec<Unit>) {
    let is_major = |unit: &Unit| unit.best().is_some_and(Candidate::is_major);
    // Matches that begin together stand together.
    let owned = |&i: &usize| {
        let unit = &units[i];
        let owner = |x: &Unit| x.first == unit.first && x.end + 1 == unit.end && is_major(x);
        let beside = [i.wrapping_sub(1), i + 1].into_iter().filter_map(|i| units.get(i));
        page.possessive(unit.end - 1) && !is_major(unit) && beside.into_iter().any(owner)
    };
    let owned: Vec<usize> = (0..units.len()).filter(owned).collect();
    let mut i = 0..;
    if !owned.is_empty() {
        units.retain(|_| i.next().is_some_and(|i| owned.binary_search(&i).is_err()));
    }
}

/// Longest first; of two of the same length, the one that begins first. A longer name wins over an earlier shorter
/// one, so that "Kim Jong Un" is never read as a town before it is read as a man.
fn settle_overlaps(units: Vec<Unit>) -> Vec<Unit> {
    let apart = |pair: &[Unit]| pair[0].end <= pair[1].first && pair[0].span.start <= pair[1].span.start;
    if units.windows(2).all(apart) {
        return units;
    }
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_unstable_by_key(|&i| {
        let u = &units[i];
        (std::cmp::Reverse(u.end - u.first), std::cmp::Reverse(u.span.len()), u.span.start, i)
    });
    let last_word = units.iter().map(|u| u.end).max().unwrap_or(0);
    let mut taken = vec![false; last_word];
    let mut keep = vec![false; units.len()];
    for i in order {
        let u = &units[i];
        if taken[u.first..u.end].iter().all(|t| !t) {
            taken[u.first..u.end].fill(true);
            keep[i] = true;
        }
    }
    let mut kept = keep.iter();
    let mut units = units;
    units.retain(|_| *kept.next().unwrap_or(&false));
    units.sort_by_key(|u| u.span.start);
    units
}
