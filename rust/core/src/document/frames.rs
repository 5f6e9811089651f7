//! What the words around a name make of it: somewhere, or someone who acts.

use super::cues::Classes;
use super::page::{CaseMode, Page};
use super::unit::{Unit, is_place};
use crate::text::{Joiner, Script, Shape};

/// How far a verb may stand from its subject, with only auxiliaries and adverbs between.
const REACH: usize = 4;
/// How far the verb of two joined subjects may stand.
const FAR: usize = 8;
/// How far before "to" a word of motion may stand.
const MOTION: usize = 6;

/// Words from a name to the verb that ends its sentence, at most.
const SENTENCE: usize = 24;
/// Words between an actor and the one that it speaks to.
const DATIVE: usize = 5;
/// Names joined by commas before the one whose verb is seen, at most.
const LIST: usize = 8;

/// Small words behind a name before what it is about.
const TO_WHAT: Classes = Classes::LOCATIVE_AFTER.with(Classes::OF);

/// Why the first name after "between" acts.
const PAIR: &str = "one side of a pair";

/// What the words around a name say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    Place(&'static str),
    Actor(&'static str),
    Open,
}

/// The frame of every unit; open for those that are no free places. `acts` says of a place whether it can act at all.
pub(super) fn frames(page: &Page<'_>, units: &[Unit], acts: impl Fn(&Unit) -> bool) -> Vec<Frame> {
    let joined: Vec<Option<usize>> = (0..units.len()).map(|u| coordinated(page, units, u)).collect();
    let mut frames: Vec<Frame> = Vec::with_capacity(units.len());
    for (u, unit) in units.iter().enumerate() {
        let judged = unit.is(is_place) && !unit.embedded;
        let frame = match judged.then(|| frame_of(page, units, u, &joined, &frames)) {
            // "the train between Nice and Paris", unlike "talks between Kyiv and Donetsk"
            Some(Frame::Actor(PAIR)) if !is_pair_of_actors(page, units, u, &joined, &acts) => {
                Frame::Place("one of two places")
            }
            Some(frame) => frame,
            None => Frame::Open,
        };
        frames.push(frame);
    }
    // "Warsaw, Budapest and Bratislava left": the verb is seen by the last of them only.
    for u in (1..units.len()).rev() {
        if let (Some(before), Frame::Actor(_)) = (joined[u], frames[u])
            && frames[before] == Frame::Open
            && units[before].is(is_place)
            && !units[before].embedded
        {
            frames[before] = Frame::Actor("joined to another actor");
        }
    }
    frames
}

/// True unless one of the two names after "between" is a town that governs nothing, and nothing is said that only actors have.
fn is_pair_of_actors(
    page: &Page<'_>,
    units: &[Unit],
    u: usize,
    joined: &[Option<usize>],
    acts: impl Fn(&Unit) -> bool,
) -> bool {
    let political = units[u].first > 1 && page.single[units[u].first - 2].has(Classes::POLITICAL);
    let other = units.get(u + 1).filter(|other| joined[u + 1] == Some(u) && other.is(is_place));
    political || (acts(&units[u]) && other.is_none_or(acts))
}

fn frame_of(page: &Page<'_>, units: &[Unit], u: usize, joined: &[Option<usize>], frames: &[Frame]) -> Frame {
    let unit = &units[u];
    if unit.placed {
        return Frame::Place("dateline, or placed by the text");
    }
    let before = before_article(page, unit.first);
    let after = page.after(unit.span.end, unit.end);
    if after.has(Classes::LOCATIVE_AFTER) {
        // "ロシアへの制裁": sanctions against Russia.
        let at = (unit.end..page.words.len().min(unit.end + 3)).find(|&i| !page.single[i].has(TO_WHAT));
        let political = at.is_some_and(|i| page.joined(i) && page.class_at(i).has(Classes::POLITICAL));
        return if political && at > Some(unit.end + 1) {
            Frame::Actor("before what is done to an actor")
        } else {
            Frame::Place("before a word of place")
        };
    }
    // "between A and B", "A and B": the second takes the frame of the first.
    if let Some(previous) = joined[u] {
        let agent = units[previous].is_adjective() && units[previous].end < unit.first - 1;
        match frames.get(previous) {
            _ if agent => return Frame::Actor("joined to another actor"),
            Some(Frame::Actor(_)) => return Frame::Actor("joined to another actor"),
            // "In Cairo, and Beijing urges calm": a new clause.
            Some(Frame::Place(_)) if opens_after_comma(page, unit.first) => {
                let own = subject(page, units, u, joined, after);
                return if matches!(own, Frame::Actor(_)) { own } else { Frame::Place("joined to another place") };
            }
            // "After talks in Paris, Berlin said"
            Some(Frame::Place(_)) => {
                let comma = units[previous].end == unit.first;
                let own = if comma { verb_behind(page, unit) } else { None };
                return own.unwrap_or(Frame::Place("joined to another place"));
            }
            _ => {}
        }
    }
    if page.ending_phrase(unit.first, "to") {
        return if motion_before(page, unit.first) {
            Frame::Place("motion to it")
        } else {
            subject(page, units, u, joined, after)
        };
    }
    if before.has(Classes::ORIGIN) {
        let given = unit.first > 1 && page.single[unit.first - 2].has(Classes::POLITICAL);
        return if given { Frame::Actor("who it came from") } else { Frame::Place("after a word of place") };
    }
    // "la de Argentina": the one that is there.
    let first = unit.first;
    if first > 1 && before.has(Classes::OF) && page.joined(first) && page.before(first - 1).has(Classes::ARTICLE) {
        return Frame::Place("the one of it");
    }
    // "з Москвою" is with Moscow, "з Москви" from it.
    if before.has(Classes::ACTOR_PREPOSITION) && before.has(Classes::LOCATIVE) && is_instrumental(page, unit) {
        return Frame::Actor("after a word that joins actors");
    }
    if dative(page, units, u, frames) {
        return Frame::Actor("whom another actor speaks to or acts upon");
    }
    if before.has(Classes::LOCATIVE) {
        return Frame::Place("after a word of place");
    }
    if before.has(Classes::PAIR) {
        return Frame::Actor(PAIR);
    }
    if before.has(Classes::ACTOR_PREPOSITION) {
        return Frame::Actor("after a word that joins actors");
    }
    if owns_before(page, unit) {
        return Frame::Actor("owner of what only an actor has");
    }
    // "military-ruled Myanmar" is nothing that anybody ruled in the sentence.
    let participle = unit.first > 0 && page.words[unit.first - 1].joiner == Joiner::Hyphen;
    if before.has(Classes::VERB) && !participle && !page.opens(unit.first) {
        // "rejected the West's allegations": what was rejected is not the West.
        let owner = page.possessive(unit.end);
        return Frame::Actor(if owner {
            "owner of what is acted upon"
        } else {
            "object of a verb of speech or action"
        });
    }
    if is_bracketed(page, unit) || (is_accusative(page, unit.end) && ends_with_verb(page, unit)) {
        return Frame::Actor("object of a verb of speech or action");
    }
    if as_well(page, units, u, frames) {
        return Frame::Actor("does as another actor does");
    }
    subject(page, units, u, joined, after)
}

/// "Berlin hat am Montag Moskau vor einem Angriff gewarnt": in German the auxiliary stands early and the verb at the end of
/// the clause.
fn is_bracketed(page: &Page<'_>, unit: &Unit) -> bool {
    if page.lang() != "de" || unit.first == 0 {
        return false;
    }
    let small = Classes::AUXILIARY.with(Classes::ARTICLE);
    let back = (0..unit.first).rev().take_while(|&i| page.joined(i + 1) && page.single[i].has(small)).take(LIST);
    let auxiliary = back.into_iter().any(|i| page.single[i].has(Classes::SUBJECT_AFTER));
    let end = (unit.end..page.words.len().min(unit.end + FAR)).find(|&i| !page.joined(i + 1));
    auxiliary && page.joined(unit.end) && end.is_some_and(|i| page.single[i].has(Classes::VERB))
}

/// "Tahran, Viyana**'yı** casuslukla suçladı": the Turkish ending of whom something is done to.
fn is_accusative(page: &Page<'_>, end: usize) -> bool {
    let suffix = page.lang() == "tr" && page.words.get(end).is_some_and(|word| word.joiner == Joiner::Apostrophe);
    suffix && matches!(page.word(end), "ı" | "i" | "u" | "ü" | "yı" | "yi" | "yu" | "yü")
}

/// In Turkish the verb of the sentence is its last word.
fn ends_with_verb(page: &Page<'_>, unit: &Unit) -> bool {
    let (_, end, _) = page.sentences[page.sentence[unit.first] as usize];
    let last = end as usize - 1;
    page.lang() == "tr" && last >= unit.end && last - unit.end < SENTENCE && page.ending[last].has(Classes::VERB)
}

/// "Varsovie respire, Berlin aussi": the verb is that of the name before.
fn as_well(page: &Page<'_>, units: &[Unit], u: usize, frames: &[Frame]) -> bool {
    let unit = &units[u];
    let too = page.joined(unit.end) && page.single[unit.end].has(Classes::AUXILIARY) && !page.joined(unit.end + 1);
    let previous = |v: &usize| units[*v].is(is_place) && !units[*v].embedded;
    let before = if too && page.gap(unit.first).trim() == "," { (0..u).rev().find(previous) } else { None };
    before.is_some_and(|v| {
        matches!(frames[v], Frame::Actor(_)) && page.sentence[units[v].first] == page.sentence[unit.first]
    })
}

/// In Ukrainian and Polish one preposition says "with" before an instrumental and "from" before a genitive.
fn is_instrumental(page: &Page<'_>, unit: &Unit) -> bool {
    let word = page.word(unit.end - 1);
    let endings: &[&str] = match page.lang() {
        "uk" => &["ою", "ею", "єю", "ом", "ем", "єм", "им", "ами", "ями"],
        "pl" => &["ą", "em", "im", "ym", "ami"],
        _ => return false,
    };
    endings.iter().any(|ending| word.ends_with(ending))
}

/// The verb of speech or action right behind a name.
fn verb_behind(page: &Page<'_>, unit: &Unit) -> Option<Frame> {
    let verb = page.joined(unit.end) && page.single[unit.end].has(Classes::VERB);
    verb.then_some(Frame::Actor("subject of a verb of speech or action"))
}

/// "Paris reproche à Bamako", "Madrid da ocho días a Caracas": the preposition of place is that of the dative, too, behind
/// what another actor does.
fn dative(page: &Page<'_>, units: &[Unit], u: usize, frames: &[Frame]) -> bool {
    let first = units[u].first;
    let Some(previous) = u.checked_sub(1) else { return false };
    let between = units[previous].end..first;
    first > 0
        && matches!(page.lang(), "fr" | "es" | "it")
        && matches!(page.folded(first - 1), "a" | "au" | "al")
        && page.sentence[units[previous].first] == page.sentence[first]
        && between.len() <= DATIVE
        && between.clone().skip(1).all(|i| page.joined(i))
        && ((matches!(frames[previous], Frame::Actor(_)) && is_verb_form(page, between.start))
            || accuses(page, &units[previous], between))
}

/// "Maduro acusó este martes a Washington", but "Gil viajó a Pekín".
fn accuses(page: &Page<'_>, person: &Unit, between: std::ops::Range<usize>) -> bool {
    person.is_person()
        && page.single[between.start].has(Classes::VERB)
        && between.into_iter().all(|i| !page.single[i].has(Classes::MOTION))
}

/// ", and" before word `first`.
fn opens_after_comma(page: &Page<'_>, first: usize) -> bool {
    first > 0 && page.single[first - 1].has(Classes::AND) && page.gap(first - 1).trim() == ","
}

/// Classes of what stands before a name, over its article: "in den USA", "vers le Niger".
fn before_article(page: &Page<'_>, first: usize) -> Classes {
    let article = first > 1 && page.joined(first) && page.single[first - 1].has(Classes::ARTICLE);
    let before = page.before(first);
    if article { before.with(page.before(first - 1)) } else { before }
}

/// Verbs, possessions and marks of the subject after the name.
fn subject(page: &Page<'_>, units: &[Unit], u: usize, joined: &[Option<usize>], after: Classes) -> Frame {
    let unit = &units[u];
    let n = page.words.len();
    let here = page.sentence[unit.first];
    let opens = opens_clause(page, units, u, joined);
    let caseless = page.words[unit.first].shape == Shape::Caseless;
    if after.has(Classes::SUBJECT_AFTER) && (caseless || opens) {
        return Frame::Actor("subject of the sentence");
    }
    let start = unit.end;
    // "서울의 용기", "Ankara'nın kararı": the owner first.
    if after.has(Classes::OF) {
        let owned = start + usize::from(page.single.get(start).is_some_and(|class| class.has(Classes::OF)));
        let near = page.sentence.get(owned) == Some(&here);
        return if near && page.class_at(owned).has(Classes::POLITICAL) {
            Frame::Actor("owner of what only an actor has")
        } else {
            Frame::Open
        };
    }
    if page.possessive(start) {
        let owned = (start + 1..n.min(start + 4)).take_while(|&j| page.sentence[j] == here);
        let political = owned
            .into_iter()
            .any(|j| page.single[j].has(Classes::POLITICAL.with(Classes::AGENT).with(Classes::OFFICE)));
        return if political { Frame::Actor("owner of what only an actor has") } else { Frame::Open };
    }
    if opens && is_set_to(page, start) {
        return Frame::Actor("subject of the sentence");
    }
    for i in start..n.min(start + REACH) {
        if page.sentence[i] != here || !page.joined(i) {
            break;
        }
        let participle = is_participle(page, i) || is_irregular_participle(page.word(i));
        let passive = i > start && page.single[i - 1].has(Classes::COPULA) && participle;
        if passive {
            return Frame::Open;
        }
        if page.single[i].has(Classes::VERB) {
            return Frame::Actor("subject of a verb of speech or action");
        }
        if !page.single[i].has(Classes::AUXILIARY) {
            break;
        }
    }
    // "Ереван и Баку при посредничестве Москвы договорились": two at the start, and what they do.
    let two = joined[u].is_some() && opens;
    if two
        && (start..n.min(start + FAR))
            .take_while(|&i| page.sentence[i] == here)
            .any(|i| page.single[i].has(Classes::VERB))
    {
        return Frame::Actor("subject of the sentence");
    }
    // "Tahran, Viyana'yı casuslukla suçladı"
    let bare = page.words.get(start).is_none_or(|word| word.joiner != Joiner::Apostrophe);
    if opens && bare && ends_with_verb(page, unit) {
        return Frame::Actor("subject of the sentence");
    }
    // "Kyiv, which worries about"
    let relative = page.words.get(start).is_some_and(|_| page.gap(start).trim() == ",") && page.sentence[start] == here;
    let verb = page.single.get(start + 1).is_some_and(|c| c.has(Classes::VERB));
    if opens && relative && verb && page.single[start].has(Classes::CLAUSE) {
        return Frame::Actor("subject of a verb of speech or action");
    }
    if opens && is_verb_form(page, start) {
        return Frame::Actor("subject of the sentence");
    }
    Frame::Open
}

/// At the start of a sentence or clause, where a subject stands; or joined to a name that does.
fn opens_clause(page: &Page<'_>, units: &[Unit], u: usize, joined: &[Option<usize>]) -> bool {
    let mut u = u;
    for _ in 0..LIST {
        let Some(before) = joined[u] else { break };
        u = before;
    }
    let first = units[u].first;
    page.opens(first)
        || page.single[first - 1].has(Classes::CLAUSE)
        || page.gap(first).contains(';')
        || (page.words[first].script == Script::Han && page.words[first].joiner == Joiner::Other)
}

/// May word `i`, right after a name that opens a clause, be the verb of the name? In English only by its form, since a
/// noun may follow a name there ("London police"); elsewhere a small word that belongs to no name.
fn is_verb_form(page: &Page<'_>, i: usize) -> bool {
    if i >= page.words.len() || !page.joined(i) {
        return false;
    }
    let small = Classes::FUNCTION
        .with(Classes::LOCATIVE)
        .with(Classes::CONNECTOR)
        .with(Classes::AUXILIARY)
        .with(Classes::COPULA)
        .with(Classes::LOCATIVE_AFTER)
        .with(Classes::AND);
    match page.words[i].script {
        Script::Han => !page.single[i].has(small),
        _ if page.words[i].shape != Shape::Lower || page.words[i].joiner != Joiner::Space => false,
        _ if page.lang() == "en" => is_participle(page, i),
        _ => !page.single[i].has(small),
    }
}

/// "Hanoi **is known to worry**", "London **is ready to** talk", but "Oslo is close to" and "is expected to be".
fn is_set_to(page: &Page<'_>, i: usize) -> bool {
    let (how, verb) = (i + 1, i + 3);
    verb < page.words.len()
        && (i..=verb).all(|i| page.joined(i) && page.words[i].shape == Shape::Lower)
        && page.single[i].has(Classes::COPULA)
        && !page.single[how].has(Classes::LOCATIVE.with(Classes::MOTION))
        && page.word(how + 1) == "to"
        && !page.single[verb].has(Classes::FUNCTION)
}

/// An English past form.
fn is_participle(page: &Page<'_>, i: usize) -> bool {
    page.words[i].shape == Shape::Lower && page.word(i).len() > 4 && page.word(i).ends_with("ed")
}

/// An English participle that is not formed by rule.
#[rustfmt::skip]
fn is_irregular_participle(word: &str) -> bool {
    matches!(
        word,
        "beaten" | "cut" | "driven" | "given" | "hit" | "left" | "seen" | "sent" | "set" | "shaken" | "struck" | "swept"
            | "taken" | "told" | "torn"
    )
}

/// "позиция Тегерана", "la position de Paris": behind what only an actor has, in the genitive or after "of". English has
/// too many maps and citizens of towns for that.
fn owns_before(page: &Page<'_>, unit: &Unit) -> bool {
    let first = unit.first;
    let owned = match page.lang() {
        "fr" | "es" | "it" | "de" | "ar" if page.before(first).has(Classes::OF) => first - 1,
        "ru" | "uk" | "pl" | "ar" => first,
        _ => return false,
    };
    owned > 0 && page.joined(owned) && page.single[owned - 1].has(Classes::POLITICAL)
}

fn motion_before(page: &Page<'_>, first: usize) -> bool {
    let from = first.saturating_sub(MOTION);
    (from..first).any(|i| page.sentence[i] == page.sentence[first] && page.single[i].has(Classes::MOTION))
}

/// The unit that this one is joined to by "and" or a comma.
fn coordinated(page: &Page<'_>, units: &[Unit], u: usize) -> Option<usize> {
    let unit = &units[u];
    let previous = u.checked_sub(1)?;
    let other = &units[previous];
    let between = unit.first.checked_sub(other.end)?;
    let joined = match between {
        0 => {
            let gap = page.gap(unit.first).trim();
            let suffix = page.after(other.span.end, other.end).has(Classes::AND);
            // Arabic writes "and" together with the name.
            let prefix = &page.text[page.words[unit.first].span.start as usize..unit.span.start as usize] == "و";
            prefix || (matches!(gap, "," | "、" | "，" | "·" | "،") && !page.opens(unit.first)) || suffix
        }
        1 => page.single[other.end].has(Classes::AND) || (page.single[unit.first - 1].has(Classes::AND)),
        // "Colombian rebels and Bogotá"
        2 => {
            let agent = other.is_adjective() && page.single[other.end].has(Classes::AGENT);
            agent && page.single[unit.first - 1].has(Classes::AND)
        }
        _ => false,
    };
    (joined && page.sentence[unit.first] == page.sentence[other.first]).then_some(previous)
}

impl Page<'_> {
    /// True if the word before `i` is `word`.
    pub(crate) fn ending_phrase(&self, i: usize, word: &str) -> bool {
        i > 0
            && i < self.words.len()
            && self.sentence[i] == self.sentence[i - 1]
            && self.word(i - 1).eq_ignore_ascii_case(word)
    }

    /// True where capitals mark names.
    pub(crate) fn ordinary(&self, i: usize) -> bool {
        self.mode(i) == CaseMode::Ordinary
    }
}
