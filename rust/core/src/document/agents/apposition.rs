//! "Khyber Pakhtunkhwa's chief minister, Ali Amin Gandapur": who is unknown has the code of the office set beside him.

use crate::document::page::Page;
use crate::document::unit::{Unit, What};

/// Words between a name and the office behind it: "Ali Khan, **the** Pakistani defence minister".
const BETWEEN: usize = 1;

/// Gives people that the gazetteer does not know the code of the office or agent set apart by a comma before or behind them.
pub(super) fn code(page: &Page<'_>, units: &mut [Unit]) {
    let standing: Vec<usize> = (0..units.len()).filter(|&u| !units[u].embedded).collect();
    for pair in standing.windows(2) {
        let Ok([before, after]) = units.get_disjoint_mut([pair[0], pair[1]]) else { continue };
        if !is_apart(page, before.end, after.first) {
            continue;
        }
        let closed = |end: usize| end >= page.words.len() || !page.gap(end).trim().is_empty();
        if is_office(before) && is_unknown(after) && before.end == after.first {
            lend(before, after);
        } else if is_unknown(before) && is_office(after) && closed(after.end) {
            lend(after, before);
        }
    }
}

/// A comma and at most an article between words `end` and `first`.
fn is_apart(page: &Page<'_>, end: usize, first: usize) -> bool {
    (end..=end + BETWEEN).contains(&first)
        && page.gap(end).trim() == ","
        && page.sentence[end] == page.sentence[end - 1]
        && (end + 1..=first).all(|i| page.joined(i))
}

fn is_office(unit: &Unit) -> bool {
    unit.what == What::Agent && unit.candidates.is_empty() && unit.nil_name.is_none() && !unit.code.is_empty()
}

fn is_unknown(unit: &Unit) -> bool {
    unit.what == What::Person && unit.code.is_empty()
}

fn lend(office: &Unit, person: &mut Unit) {
    person.code.clone_from(&office.code);
    person.actor = office.actor;
    person.note(format!("beside {}", office.via));
}
