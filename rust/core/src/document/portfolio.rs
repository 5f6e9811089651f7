//! What an office is for, where the cue tables do not have it: "ministre des **Transports** Élisabeth Borne", "міністр
//! **аграрної політики** Микола Сольський".

use super::cues::Classes;
use super::page::Page;

/// Most words of a portfolio, those between "of" and the name.
const MOST: usize = 5;
/// Endings of Slavic verbs, which no noun or adjective in the genitive has.
const VERBS: &[&str] = &[
    "л", "ла", "ло", "ли", "лся", "лась", "лись", "ет", "ют", "ит", "ят", "ть", "ся", "ив", "ав", "ує", "ють", "ить",
    "ł", "ła", "ło", "li", "ły", "ć", "je", "się",
];

/// Where the portfolio that begins at word `end`, right behind an office, ends: at the capital of a name. `named` says of
/// a word that it belongs to a name that is known ("president of France ...").
pub(crate) fn portfolio_end(page: &Page<'_>, end: usize, named: impl Fn(usize) -> bool) -> Option<usize> {
    let n = page.words.len();
    let class = |i: usize| page.single[i];
    if end >= n || !page.joined(end) {
        return None;
    }
    let of = class(end).has(Classes::OF);
    let genitive = !of && !page.capital(end) && matches!(page.lang(), "ru" | "uk" | "pl");
    let mut begin = end;
    while of && begin < n && begin < end + 3 && class(begin).has(Classes::FUNCTION) && page.joined(begin) {
        begin += 1;
    }
    let mut i = begin;
    while i < n && i < begin + MOST && page.joined(i) && !named(i) {
        let marks = page.marks(i);
        if page.capital(i) && (marks.given_name() || (i > begin && !marks.common_word())) {
            return (i > begin).then_some(i);
        }
        let word = page.word(i);
        let stops = if genitive {
            page.capital(i) || class(i).has(Classes::FUNCTION) || VERBS.iter().any(|ending| word.ends_with(ending))
        } else {
            !of || class(i).has(Classes::OFFICE)
        };
        if stops {
            return None;
        }
        i += 1;
    }
    // A name that is known ends it, too.
    (i > begin && i < n && named(i) && page.joined(i) && page.capital(i)).then_some(i)
}
