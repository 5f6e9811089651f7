//! A slow and obvious matcher, which says what should be found.
#![allow(unreachable_pub, reason = "a module of the fuzz targets, too")]

use entmatch_core::gazetteer::Case;
use entmatch_core::scan::Policy;
use entmatch_core::text::{Span, fold, joined_key, key, words};
use std::collections::HashMap;

/// Tries at every word every stretch of as many words as a name that begins with this word may have.
pub struct Reference {
    keys: HashMap<String, Vec<usize>>,
    pub names: Vec<String>,
    longest: HashMap<String, usize>,
    case: Case,
}

impl Reference {
    pub fn new(names: &[String], case: Case) -> Self {
        let mut keys: HashMap<String, Vec<usize>> = HashMap::new();
        let mut longest: HashMap<String, usize> = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            for key in [Some(key(name)), joined_key(name)].into_iter().flatten().filter(|key| !key.is_empty()) {
                let words = words(&key);
                let length = longest.entry(words[0].span.of(&key).to_owned()).or_default();
                *length = words.len().max(*length);
                keys.entry(key).or_default().push(number);
            }
        }
        Self { keys, names: names.to_vec(), longest, case }
    }

    pub fn find(&self, text: &str, policy: Policy) -> Vec<(Span, u32)> {
        let found = words(text);
        let mut out: Vec<(Span, u32)> = Vec::new();
        let mut next = 0;
        for start in 0..found.len() {
            if policy == Policy::LeftmostLongest && start < next {
                continue;
            }
            let first = fold(found[start].span.of(text));
            // One character that becomes several words (`㍻`) begins with the first of them.
            let first = words(first.text()).first().map_or("", |word| word.span.of(first.text())).to_owned();
            let longest = self.longest.get(&first).copied().unwrap_or(0);
            for end in (start..found.len().min(start + longest)).rev() {
                let span = Span::new(found[start].span.start, found[end].span.end);
                let surface = span.of(text);
                // A span that begins or ends inside one original character has more words than were asked for.
                if words(surface).len() != end - start + 1 {
                    continue;
                }
                let Some(numbers) = self.keys.get(&key(surface)) else { continue };
                let exact = numbers.iter().find(|&&number| self.names[number] == surface);
                let accepted = || numbers.iter().find(|&&number| self.case.accepts(&self.names[number], surface));
                if let Some(&number) = exact.or_else(accepted) {
                    out.push((span, number as u32));
                    if policy == Policy::LeftmostLongest {
                        next = end + 1;
                        break;
                    }
                }
            }
        }
        out
    }
}
