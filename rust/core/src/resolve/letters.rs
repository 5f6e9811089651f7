//! How likely a row of Latin letters is in a name: a trigram model, learned with the tables.

use std::sync::LazyLock;

/// Costs of a letter after two others, hundredths of a nat.
pub(crate) struct Letters {
    costs: Vec<u16>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters::parse(include_str!("tables/letters.tsv")));

fn class(letter: u8) -> usize {
    if letter.is_ascii_lowercase() { (letter - b'a') as usize + 1 } else { 0 }
}

impl Letters {
    /// The shipped model.
    pub(crate) fn get() -> &'static Self {
        &LETTERS
    }

    /// Lines of two letters (`_` for the edge of a word), and the costs of the next, `_` first, then a to z.
    fn parse(text: &str) -> Self {
        let mut costs = vec![700; 27 * 27 * 27];
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split(['\t', ' ']);
            let Some(&[a, b]) = fields.next().map(str::as_bytes) else { continue };
            for (c, cost) in fields.enumerate().take(27) {
                costs[(class(a) * 27 + class(b)) * 27 + c] = cost.parse().unwrap_or(700);
            }
        }
        Self { costs }
    }

    /// The cost of `letter` after `before` (the last letter last).
    pub(crate) fn next(&self, before: [u8; 2], letter: u8) -> i32 {
        i32::from(self.costs[(class(before[0]) * 27 + class(before[1])) * 27 + class(letter)])
    }

    /// The cost of a whole name, a space after each word.
    pub(crate) fn cost(&self, name: &[u8]) -> i32 {
        let mut before = [b' ', b' '];
        let mut sum = 0;
        for &b in name {
            sum += self.next(before, b);
            before = if b == b' ' { [b' ', b' '] } else { [before[1], b] };
        }
        sum
    }
}
