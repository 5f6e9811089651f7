//! Names at most two typing errors away: letters wrong, missing, added, or two neighbours exchanged.
//!
//! Of two errors at least one half of a name has at most one. So each half is filed under itself and under itself
//! without each of its letters; a query does the same with its beginnings and ends and meets the half by an equal
//! entry, errors or not. What meets is sifted by length and set of letters and then measured, 64 letters a step.
//! Why not a neighbourhood of two deletions of the whole name, as others do: it has some forty entries a name, this
//! about fourteen.
//!
//! ```text
//! starts u32[buckets + 1] | entries (form u32, mark u32)[]   in memory only: filed at the first question
//! ```

use super::view::View;

/// Longer forms are not filed: the measure works on one machine word.
const LONGEST: usize = 64;
/// Shorter forms have no halves: they are filed whole, and found with one error.
const SHORTEST: usize = 4;
/// Entries of one query that are looked at: more share a half only in hostile lists.
const MOST: usize = 200_000;

/// The entries of all forms, by hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spelling {
    /// Where the entries of each bucket begin.
    starts: Vec<u32>,
    /// Forms, each with its mark: where the entries lie in a row, none has to be looked up.
    entries: Vec<(u32, u32)>,
    shift: u32,
}

/// Room for a search, re-used.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    met: Vec<u32>,
    rows: [Vec<u32>; 3],
}

/// A letter left out and two exchanged can happen in as many ways as there are places; a wrong letter and one too many in
/// 26 times as many, so that each of those is as much less likely. Tenths of a nat.
const SLIP: u32 = 35;
const STRAY: u32 = SLIP + 33;

/// How surprising it is that a name of these letters came out as the query.
fn surprise(query: &[u8], name: &[u8], [before, above, row]: &mut [Vec<u32>; 3]) -> u32 {
    let width = name.len() + 1;
    for cells in [&mut *before, &mut *above, &mut *row] {
        cells.clear();
        cells.resize(width, 0);
    }
    (0..width).for_each(|j| above[j] = j as u32 * SLIP);
    for i in 1..=query.len() {
        row[0] = i as u32 * STRAY;
        for j in 1..width {
            let same = query[i - 1] == name[j - 1];
            let mut least = above[j - 1] + if same { 0 } else { STRAY };
            least = least.min(above[j] + STRAY).min(row[j - 1] + SLIP);
            if i > 1 && j > 1 && query[i - 1] == name[j - 2] && query[i - 2] == name[j - 1] {
                least = least.min(before[j - 2] + SLIP);
            }
            row[j] = least;
        }
        std::mem::swap(before, above);
        std::mem::swap(above, row);
    }
    above[width - 1]
}

impl Spelling {
    /// Files every form. Linear in the letters.
    pub(crate) fn build(view: &View<'_>) -> Self {
        let forms = view.len() as u32;
        let mut count = 0_usize;
        for form in 0..forms {
            each_entry(view.form(form), |_| count += 1);
        }
        let bits = count.max(4).ilog2();
        let shift = 32 - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for form in 0..forms {
            each_entry(view.form(form), |hash| starts[(hash >> shift) as usize + 1] += 1);
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); count];
        for form in 0..forms {
            let entry = (form, mark(view.form(form)));
            each_entry(view.form(form), |hash| {
                let at = &mut next[(hash >> shift) as usize];
                entries[*at as usize] = entry;
                *at += 1;
            });
        }
        Self { starts, entries, shift }
    }

    /// Size in bytes.
    pub(crate) fn size(&self) -> usize {
        self.starts.len() * 4 + self.entries.len() * 8
    }

    /// The forms at most two errors away, and how many; the likeliest first.
    pub(crate) fn near(&self, query: &[u8], view: &View<'_>, sieve: &mut Sieve) -> Vec<(u32, u8)> {
        if query.is_empty() || query.len() > LONGEST || self.starts.is_empty() {
            return Vec::new();
        }
        let own = mark(query);
        sieve.met.clear();
        let mut looked = 0;
        each_question(query, |hash| {
            let bucket = (hash >> self.shift) as usize;
            let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
            looked += to - from;
            if looked <= MOST {
                let near = self.entries[from..to].iter().filter(|entry| can_be_near(own, entry.1));
                sieve.met.extend(near.map(|entry| entry.0));
            }
        });
        sieve.met.sort_unstable();
        sieve.met.dedup();
        let measure = Measure::new(query);
        let mut found: Vec<(u32, u32, u8)> = Vec::new();
        for &form in &sieve.met {
            let letters = view.form(form);
            let errors = measure.errors(letters);
            if errors <= 2 {
                found.push((surprise(query, letters, &mut sieve.rows), form, errors as u8));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, form, errors)| (form, errors)).collect()
    }
}

const LETTERS: u32 = (1 << 26) - 1;

/// The set of letters in the low bits, the length above them; digits and spaces are in the length alone.
fn mark(form: &[u8]) -> u32 {
    let letters = form.iter().filter(|b| b.is_ascii_lowercase()).fold(0, |set, b| set | 1 << (b - b'a'));
    letters | (form.len().min(63) as u32) << 26
}

/// Can two errors lead from a form to the query, by what their marks say? A letter that only the query has was added
/// or stands for another, one that only the form has was left out or replaced; the lengths say how many of each.
fn can_be_near(query: u32, form: u32) -> bool {
    let longer = (query >> 26).cast_signed() - (form >> 26).cast_signed();
    let added = (query & !form & LETTERS).count_ones().cast_signed();
    let missing = (form & !query & LETTERS).count_ones().cast_signed();
    longer.abs() <= 2 && added <= 2.min(2 + longer) && missing <= 2.min(2 - longer)
}

/// Calls `visit` with each hash that a form is filed under.
fn each_entry(form: &[u8], mut visit: impl FnMut(u32)) {
    match form.len() {
        0 => {}
        1..SHORTEST => each_deletion(form, b'w', &mut visit),
        SHORTEST..=LONGEST => {
            let (left, right) = form.split_at(form.len() / 2);
            each_deletion(left, b'l', &mut visit);
            each_deletion(right, b'r', &mut visit);
        }
        _ => {}
    }
}

/// Calls `visit` with each hash under which a form near the query may be filed.
fn each_question(query: &[u8], mut visit: impl FnMut(u32)) {
    let n = query.len();
    if n <= SHORTEST {
        each_deletion(query, b'w', &mut visit);
    }
    let (shortest, longest) = (n.saturating_sub(2).max(SHORTEST), n + 2);
    if longest < SHORTEST {
        return;
    }
    let clamp = |from: usize, to: usize| from.max(1)..=to.min(n);
    for length in clamp((shortest / 2).saturating_sub(1), longest / 2 + 1) {
        each_deletion(&query[..length], b'l', &mut visit);
    }
    for length in clamp(shortest.div_ceil(2).saturating_sub(1), longest.div_ceil(2) + 1) {
        each_deletion(&query[n - length..], b'r', &mut visit);
    }
}

/// The hashes of a text and of the text without each of its letters; a letter that is repeated is left out once.
fn each_deletion(text: &[u8], side: u8, visit: &mut impl FnMut(u32)) {
    let start = u64::from(side) ^ 0xcbf2_9ce4_8422_2325;
    let step = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    // the upper bits of a product are the well mixed ones
    let end = |h: u64| (h.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
    let mut before = start;
    for i in 0..text.len() {
        if i == 0 || text[i] != text[i - 1] {
            visit(end(text[i + 1..].iter().fold(before, |h, &b| step(h, b))));
        }
        before = step(before, text[i]);
    }
    visit(end(before));
}

/// The optimal string alignment distance from one query, bit-parallel (Hyyrö 2003).
struct Measure {
    places: [u64; 128],
    length: usize,
}

impl Measure {
    fn new(query: &[u8]) -> Self {
        let mut places = [0; 128];
        for (i, &b) in query.iter().enumerate().take(LONGEST) {
            places[(b & 127) as usize] |= 1 << i;
        }
        Self { places, length: query.len().min(LONGEST) }
    }

    fn errors(&self, text: &[u8]) -> usize {
        let last = 1_u64 << (self.length - 1);
        let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut errors = self.length;
        for &b in text {
            let here = self.places[(b & 127) as usize];
            let exchanged = ((!diagonal & here) << 1) & before;
            diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | exchanged;
            let plus = down | !(diagonal | up);
            let minus = diagonal & up;
            errors += usize::from(plus & last != 0);
            errors -= usize::from(minus & last != 0);
            let plus = (plus << 1) | 1;
            up = (minus << 1) | !(diagonal | plus);
            down = plus & diagonal;
            before = here;
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::build;

    /// The plain table that the bit-parallel measure must agree with.
    fn slow(a: &[u8], b: &[u8]) -> usize {
        let mut d = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = replaced.min(d[i - 1][j] + 1).min(d[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(d[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        d[a.len()][b.len()]
    }

    proptest::proptest! {
        #[test]
        fn measure_agrees_with_the_table(a in "[abc ]{1,20}", b in "[abc ]{0,20}") {
            proptest::prop_assert_eq!(Measure::new(a.as_bytes()).errors(b.as_bytes()), slow(a.as_bytes(), b.as_bytes()));
        }

        #[test]
        fn whatever_is_two_errors_away_is_found(names in proptest::collection::vec("[abcd]{4,12}", 1..30), query in "[abcd]{4,12}") {
            let names: std::collections::BTreeSet<String> = names.into_iter().collect();
            let bytes = build(names.iter().zip(0..).map(|(name, i)| (i, name.as_str())));
            let Ok(view) = View::new(&bytes) else { panic!("just built") };
            let spelling = Spelling::build(&view);
            let found = spelling.near(query.as_bytes(), &view, &mut Sieve::default());
            let mut forms: Vec<Vec<u8>> = found.iter().map(|f| view.form(f.0).to_vec()).collect();
            forms.sort();
            let near: Vec<Vec<u8>> = names
                .iter()
                .filter(|name| slow(query.as_bytes(), name.as_bytes()) <= 2)
                .map(|name| name.as_bytes().to_vec())
                .collect();
            proptest::prop_assert_eq!(forms, near);
        }
    }
}
