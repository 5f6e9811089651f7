//! Many texts at once, on many cores.

use super::{Matcher, NameMatch, Scratch};
use crate::text::CodePointSpans;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Bytes of text for which it does not pay to start a thread.
const SMALL: usize = 128 << 10;
/// Parts for each thread, so that none waits long for another.
const PARTS: usize = 8;

/// The names found in each of many texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundMany {
    found: Vec<NameMatch>,
    /// Where the names of each text end.
    ends: Vec<usize>,
}

impl FoundMany {
    /// How many texts there were.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True if there were no texts.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The names of all texts, one text after the other.
    pub fn all(&self) -> &[NameMatch] {
        &self.found
    }

    /// The names of one text; none if there is no such text.
    pub fn of(&self, text: usize) -> &[NameMatch] {
        let start = text.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(self.found.len()));
        self.ends.get(text).and_then(|&end| self.found.get(start..end)).unwrap_or_default()
    }

    fn append(&mut self, other: &Self) {
        let before = self.found.len();
        self.found.extend_from_slice(&other.found);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }
}

impl Matcher {
    /// The names in each of `count` texts, `text` giving each. Spans count code points if so asked, else bytes. Uses as
    /// many threads as said, or all cores; the result is the same with any number.
    ///
    /// ```
    /// use entmatch_core::scan::Matcher;
    /// let texts = ["в Токио и Сеуле", "Токио"];
    /// let found = Matcher::from_names(["Токио"])?.find_many(texts.len(), |text| texts[text], None, true);
    /// assert_eq!(found.of(0)[0].span.start, 2);
    /// assert_eq!(found.of(1)[0].span.end, 5);
    /// # Ok::<(), entmatch_core::error::Error>(())
    /// ```
    pub fn find_many<'t>(
        &self,
        count: usize,
        text: impl Fn(usize) -> &'t str + Sync,
        threads: Option<usize>,
        code_points: bool,
    ) -> FoundMany {
        let wanted = threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
        let bytes: usize = (0..count).map(|number| text(number).len()).sum();
        let threads = wanted.min(bytes / SMALL + 1).min(count.max(1));
        let parts = if threads == 1 { 1 } else { (threads * PARTS).min(count) };
        let range = |part: usize| part * count / parts..(part + 1) * count / parts;
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut scratch, mut buffer) = (Scratch::default(), Vec::new());
            let mut done = Vec::new();
            loop {
                let part = next.fetch_add(1, Ordering::Relaxed);
                if part >= parts {
                    return done;
                }
                let mut out = FoundMany::default();
                for number in range(part) {
                    let text = text(number);
                    self.find_into(text, &mut scratch, &mut buffer);
                    if code_points {
                        count_code_points(text, &mut buffer);
                    }
                    out.found.extend_from_slice(&buffer);
                    out.ends.push(out.found.len());
                }
                done.push((part, out));
            }
        };
        let mut done = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            // A thread ends early only if scanning panics, which it does on no input; its parts would be missing.
            for other in others {
                match other.join() {
                    Ok(more) => done.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        });
        done.sort_unstable_by_key(|(part, _)| *part);
        let mut all = FoundMany::default();
        for (_, found) in &done {
            all.append(found);
        }
        all
    }
}

/// Turns byte positions into code point positions.
pub fn count_code_points(text: &str, found: &mut [NameMatch]) {
    if found.is_empty() || text.is_ascii() {
        return;
    }
    let mut spans = CodePointSpans::new(text);
    for one in found {
        one.span = spans.of(one.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_finds_the_same() {
        let matcher = Matcher::from_names(["Tokyo", "North Korea", "Сеул"]).expect("names");
        let texts: Vec<String> =
            (0..500).map(|n| format!("{n} Сеул, Tokyo and North Korea; ").repeat(n % 40)).collect();
        let with = |threads| matcher.find_many(texts.len(), |n| &texts[n], Some(threads), true);
        let one = with(1);
        assert_eq!(one.len(), texts.len());
        assert_eq!(one.of(41).len(), 3);
        assert!(one.of(40).is_empty() && one.of(500).is_empty());
        for threads in [2, 3, 16] {
            assert_eq!(with(threads), one);
        }
        assert!(matcher.find_many(0, |_| "", None, false).is_empty());
    }
}
