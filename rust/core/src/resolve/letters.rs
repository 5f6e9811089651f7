//! How likely a row of Latin letters is in a name: a trigram model, learned with the tables.

use super::align::{CLASSES, DIGIT, SPACE, class};
use std::sync::LazyLock;

/// Costs of a letter after two others, hundredths of a nat, by the classes of [`super::align::class`].
pub(crate) struct Letters {
    costs: Vec<u16>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters::parse(include_str!("tables/letters.tsv")));

/// What stands before the first letter of a word: the class of a space, twice.
pub(crate) const NOTHING: u16 = (SPACE * CLASSES + SPACE) as u16;
/// The cost of a letter where the file says nothing.
const UNKNOWN: u16 = 700;

impl Letters {
    /// The shipped model.
    pub(crate) fn get() -> &'static Self {
        &LETTERS
    }

    /// Lines of two letters (`_` for the edge of a word), and the costs of the next, `_` first, then a to z. A digit
    /// counts as an edge.
    fn parse(text: &str) -> Self {
        let mut costs = vec![UNKNOWN; CLASSES * CLASSES * CLASSES];
        let classes = |letter: u8| if letter == b'_' { vec![SPACE, DIGIT] } else { vec![class(letter)] };
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split(['\t', ' ']);
            let Some(&[a, b]) = fields.next().map(str::as_bytes) else { continue };
            for (letter, cost) in b"_abcdefghijklmnopqrstuvwxyz".iter().zip(fields) {
                for (a, b) in classes(a).into_iter().flat_map(|a| classes(b).into_iter().map(move |b| (a, b))) {
                    for c in classes(*letter) {
                        costs[(a * CLASSES + b) * CLASSES + c] = cost.parse().unwrap_or(UNKNOWN);
                    }
                }
            }
        }
        Self { costs }
    }

    /// The costs of the next letter by its class, after what [`then`](Self::then) brought together.
    #[inline]
    pub(crate) fn row(&self, before: u16) -> &[u16] {
        &self.costs[usize::from(before) * CLASSES..][..CLASSES]
    }

    /// What stands before the next letter: `before`, then a letter of a class.
    #[inline]
    pub(crate) fn then(before: u16, class: usize) -> u16 {
        if class == SPACE { NOTHING } else { before % CLASSES as u16 * CLASSES as u16 + class as u16 }
    }

    /// The cost of a whole name, a space after each word.
    pub(crate) fn cost(&self, name: &[u8]) -> i32 {
        let mut before = NOTHING;
        let mut sum = 0;
        for class in name.iter().map(|&b| class(b)) {
            sum += i32::from(self.row(before)[class]);
            before = Self::then(before, class);
        }
        sum
    }
}
