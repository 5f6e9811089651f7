//! Names that came by way of another language, brought back: exact finds that no sound comparison makes.
//!
//! `Chzhenchzhou` shares little with Zhengzhou, but Palladius makes it of nothing else. The readings of
//! [`romanizations`] are looked up as they stand; what is found is as like as an equal name, less what the reading
//! costs. A few look-ups a query, whatever its length.

use super::script::latin_form;
use super::view::View;
use crate::translit::romanizations;

/// Readings of one query that are looked up.
pub(crate) const MOST: usize = 48;
/// What a reading costs that the schemes make likely, and for each nat that it is less likely than the best; hundredths.
const READ: f32 = 200.0;
const LESS: f32 = 110.0;
/// What McCune-Reischauer costs beside Revised Romanization, and a word that says what sort of place it is.
const SPELLED: f32 = 60.0;
const SORT: f32 = 120.0;

/// Words that lists put behind names of places which nobody else does.
const SORTS: [&str; 4] = [" city", " si", " shi", " xian"];

/// A form of the index that is a reading of the query.
pub(crate) struct Read {
    pub(crate) form: u32,
    /// What the reading costs, hundredths of a nat.
    pub(crate) cost: i32,
}

/// The forms that are readings of a query, the likeliest first.
pub(crate) fn readings(view: &View<'_>, query: &str) -> Vec<Read> {
    let mut found: Vec<Read> = Vec::new();
    let mut add = |form: &[u8], cost: f32| {
        let mut text = form.to_vec();
        for (sort, cost) in std::iter::once(("", cost)).chain(SORTS.map(|sort| (sort, cost + SORT))) {
            text.truncate(form.len());
            text.extend_from_slice(sort.as_bytes());
            let Some(form) = view.find(&text) else {
                if sort.is_empty() && !view.begins(&text) {
                    return;
                }
                continue;
            };
            match found.iter_mut().find(|read| read.form == form) {
                Some(known) if known.cost as f32 <= cost => {}
                Some(known) => known.cost = cost as i32,
                None => found.push(Read { form, cost: cost as i32 }),
            }
        }
    };
    for reading in romanizations(query, MOST).into_iter().skip(1) {
        let cost = READ + LESS * -(reading.weight / 0.6).ln();
        let form = latin_form(&reading.text);
        add(&form, cost);
        if form.contains(&b' ') {
            let joined: Vec<u8> = form.iter().copied().filter(|b| *b != b' ').collect();
            add(&joined, cost);
        }
        if let Some(other) = mccune_reischauer(&form) {
            add(&other, cost + SPELLED);
        }
    }
    found.sort_by_key(|read| (read.cost, read.form));
    found
}

/// Revised Romanization in the older spelling without marks: `jeonju` = `chonju`. Nothing if it is the same.
fn mccune_reischauer(form: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(form.len());
    let mut at = 0;
    while at < form.len() {
        let start = at == 0 || form[at - 1] == b' ';
        match form[at..] {
            [b'e', vowel @ (b'o' | b'u'), ..] => {
                out.push(vowel);
                at += 1;
            }
            [b'g', ..] if start => out.push(b'k'),
            [b'd', ..] if start => out.push(b't'),
            [b'b', ..] if start => out.push(b'p'),
            [b'j', ..] if start => out.extend(b"ch"),
            [letter, ..] => out.push(letter),
            [] => {}
        }
        at += 1;
    }
    (out != form).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::NameIndex;

    #[test]
    fn the_two_spellings_of_korean() {
        for (revised, other) in [("jeonju", "chonju"), ("gaeseong", "kaesong"), ("pyeongyang", "pyongyang")] {
            assert_eq!(mccune_reischauer(revised.as_bytes()).as_deref(), Some(other.as_bytes()));
        }
        assert_eq!(mccune_reischauer(b"wonsan"), None);
    }

    #[test]
    fn names_by_way_of_russian() {
        let names = ["Zhengzhou", "Shenzhen", "Chongjin", "Hwaseong", "Pizhou", "Hualien City", "Rach Gia", "Himeji"];
        let index = NameIndex::build(&names.map(String::from));
        for (query, record) in
            [("Chzhenchzhou", 0), ("Chkhondzhin", 2), ("Pichzhou", 4), ("Khualyan'", 5), ("Ratzya", 6), ("Himedzi", 7)]
        {
            assert_eq!(index.search(query, 1).first().map(|found| found.0), Some(record), "{query}");
        }
    }
}
