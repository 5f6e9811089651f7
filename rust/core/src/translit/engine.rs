//! The engine: applies the rules of a scheme to a text, left to right, once.
//!
//! At each position the rules of that character are tried in their order (long sources first, contexts before none)
//! and the first that fits is taken. Contexts look at the source, never at the output, so the order of
//! application cannot matter. Time is linear in the text: sources and contexts are short.

use super::chars::{compose, in_word, is_latin_mark, lower, push_upper};
use super::parse::{Item, Rule};
use super::scheme::{Casing, Scheme};

/// A character of the prepared source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) c: char,
    pub(super) upper: bool,
}

/// Lower case with a note of what was a capital, letters and their marks composed, foreign marks dropped.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len());
    for c in text.chars() {
        let small = lower(c);
        if let Some(last) = units.last_mut()
            && let Some(composed) = compose(last.c, small)
        {
            last.c = composed;
            continue;
        }
        // A stress mark or the like on a letter of a script that does not compose with it.
        if is_latin_mark(small) && units.last().is_some_and(|last| !last.c.is_ascii()) {
            continue;
        }
        units.push(Unit { c: small, upper: small != c });
    }
    units
}

/// Applies the rules. `choose` says which of a rule's outputs to take (by the rule's number); `used` collects the
/// numbers of those applied rules that leave a choice.
pub(super) fn apply(
    scheme: &Scheme,
    units: &[Unit],
    choose: &dyn Fn(usize) -> usize,
    mut used: Option<&mut Vec<usize>>,
) -> String {
    let mut writer = Writer { out: String::with_capacity(units.len() * 2), capital: false, casing: scheme.casing };
    let mut at = 0;
    while at < units.len() {
        let unit = units[at];
        if let Some((number, rule)) = find(scheme, units, at) {
            let output = rule.outputs.get(choose(number)).or_else(|| rule.outputs.first()).map_or("", String::as_str);
            if rule.outputs.len() > 1
                && let Some(used) = used.as_deref_mut()
                && !used.contains(&number)
            {
                used.push(number);
            }
            let end = at + rule.source.len();
            writer.write(output, upper_case(units, at, end));
            at = end;
        } else {
            let mut buffer = [0; 4];
            writer.write(unit.c.encode_utf8(&mut buffer), if unit.upper { Case::First } else { Case::Lower });
            at += 1;
        }
    }
    writer.out
}

fn find<'s>(scheme: &'s Scheme, units: &[Unit], at: usize) -> Option<(usize, &'s Rule)> {
    let numbers = scheme.by_first.get(&units[at].c)?;
    numbers.iter().map(|&number| (usize::from(number), &scheme.rules[usize::from(number)])).find(|(_, rule)| {
        let end = at + rule.source.len();
        units.get(at..end).is_some_and(|here| here.iter().map(|unit| unit.c).eq(rule.source.iter().copied()))
            && rule.right.iter().enumerate().all(|(index, item)| fits(item, units.get(end + index)))
            && rule
                .left
                .iter()
                .rev()
                .enumerate()
                .all(|(index, item)| fits(item, at.checked_sub(index + 1).and_then(|before| units.get(before))))
    })
}

fn fits(item: &Item, unit: Option<&Unit>) -> bool {
    let letter = unit.map(|unit| unit.c).filter(|&c| in_word(c));
    match item {
        Item::Edge => letter.is_none(),
        Item::Any => letter.is_some(),
        // Sets may name signs as well, a hyphen for instance.
        Item::In(set) => unit.is_some_and(|unit| set.binary_search(&unit.c).is_ok()),
        Item::NotIn(set) => unit.is_none_or(|unit| set.binary_search(&unit.c).is_err()),
    }
}

/// What capitals a piece of output gets.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Lower,
    First,
    All,
}

/// A capital source gives a capital first letter, and capitals throughout where the letters beside it are capitals.
fn upper_case(units: &[Unit], start: usize, end: usize) -> Case {
    let source = &units[start..end];
    if !source.iter().any(|unit| unit.upper) {
        return Case::Lower;
    }
    let letter = |unit: &&Unit| unit.upper || unit.c.is_lowercase();
    let after = units.get(end).filter(letter);
    let before = start.checked_sub(1).and_then(|before| units.get(before)).filter(letter);
    let neighbour = after.or(before);
    let whole = source.iter().filter(letter).all(|unit| unit.upper);
    if whole && neighbour.is_some_and(|unit| unit.upper) { Case::All } else { Case::First }
}

struct Writer {
    out: String,
    /// The next letter is to be a capital: its source was one, but gave no letter of its own yet.
    capital: bool,
    casing: Casing,
}

impl Writer {
    fn write(&mut self, piece: &str, case: Case) {
        if self.casing == Casing::Title && self.out.chars().next_back().is_none_or(|c| !in_word(c) && c != '-') {
            self.capital = true;
        }
        if case != Case::Lower && !piece.is_empty() {
            self.capital = true;
        }
        for c in piece.chars() {
            if c == '^' {
                self.capital = true;
            } else if let Some(composed) = self.composed(c) {
                self.out.pop();
                self.out.push(composed);
            } else if c.is_alphabetic() && (self.capital || case == Case::All) {
                push_upper(&mut self.out, c);
                self.capital = false;
            } else {
                self.out.push(c);
            }
        }
        // What is no word's letter takes no capital along: "3-я".
        if piece.chars().any(|c| c.is_numeric() || c.is_whitespace()) {
            self.capital = false;
        }
    }

    /// The last letter written together with `mark`.
    fn composed(&self, mark: char) -> Option<char> {
        if !is_latin_mark(mark) {
            return None;
        }
        let last = self.out.chars().next_back()?;
        let small = lower(last);
        let composed = compose(small, mark)?;
        if small == last { Some(composed) } else { composed.to_uppercase().next() }
    }
}
