//! The marked words as texts, so that a larger gazetteer can be built from a compiled one.
//!
//! What searches needs only fingerprints of them (`index::Marks`), and never opens this section. Words are sorted, each
//! without the beginning that it shares with the word before it:
//! ```text
//! bytes shared (u8) | bytes that follow (u8) | these bytes
//! ```
//! The marks of a word are those that the fingerprints give.

use crate::index::Marks;

/// What a word has at most to be kept; nobody's name is longer.
const LONGEST: usize = 255;

/// The section of words in ascending order.
pub(super) fn build(words: &[(&str, Marks)]) -> Vec<u8> {
    let mut section = Vec::new();
    let mut before = "";
    for (word, _) in words.iter().filter(|(word, _)| word.len() <= LONGEST) {
        let shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        let rest = word.as_bytes().get(shared..).unwrap_or_default();
        section.extend([shared as u8, rest.len() as u8]);
        section.extend_from_slice(rest);
        before = word;
    }
    section
}

/// The words of a section. Ends where the bytes make no sense.
pub(super) fn words(section: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Vec<u8> = Vec::new();
    let mut rest = section;
    while let [shared, length, more @ ..] = rest {
        let Some((new, after)) = more.split_at_checked(usize::from(*length)) else { break };
        if usize::from(*shared) > word.len() {
            break;
        }
        word.truncate((*shared).into());
        word.extend_from_slice(new);
        let Ok(text) = std::str::from_utf8(&word) else { break };
        words.push(text.to_owned());
        rest = after;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_damage_ends_them() {
        let marks = Marks::from_words(["surname"]).unwrap();
        let all = ["nice", "nicer", "żółw", "한국"];
        let section = build(&all.map(|word| (word, marks)));
        assert_eq!(words(&section), all);
        for cut in 0..section.len() {
            assert!(words(&section[..cut]).len() < all.len());
        }
        assert!(words(&[3, 1, b'a']).is_empty());
        assert!(words(&[0, 1, 0xff]).is_empty());
    }
}
