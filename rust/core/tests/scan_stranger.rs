//! The scanner's tables may be damaged or made to harm: an error or a harmless answer, never a panic.

use entmatch_core::scan::{KeyId, MatchHow, Names, Policy, Scanner, build};

struct Keys(Vec<&'static str>);

impl Names for Keys {
    fn key(&self, key: KeyId) -> &[u8] {
        self.0.get(key.0 as usize).copied().unwrap_or_default().as_bytes()
    }

    fn judge(&self, _key: KeyId, _surface: &str, inflected: bool) -> Option<(MatchHow, u32)> {
        Some((if inflected { MatchHow::Inflected } else { MatchHow::Folded }, 0))
    }
}

const TEXT: &str = "Sana’a, Sanaa; New York City, 東京 и Северной Кореи, 평양에서 U.S. St. Paul";

fn tables() -> (Keys, Vec<u8>) {
    let keys = vec!["sana'a", "new york", "new york city", "東京", "северная корея", "평양", "u s", "st paul"];
    let section = build((0..).map(KeyId).zip(keys.iter().copied())).expect("keys");
    (Keys(keys), section)
}

#[test]
fn every_flipped_bit_and_every_length() {
    let (keys, section) = tables();
    let right = Scanner::from_parts(&section, &keys).expect("tables").find(TEXT, Policy::All);
    assert_eq!(right.len(), 9);
    for at in 0..section.len() {
        for bit in 0..8 {
            let mut damaged = section.clone();
            damaged[at] ^= 1 << bit;
            if let Ok(scanner) = Scanner::from_parts(&damaged, &keys) {
                // Whatever is found is a name: a match was compared with the text of its key.
                for found in scanner.find(TEXT, Policy::All) {
                    assert!(right.iter().any(|m| (m.span, m.key) == (found.span, found.key)), "byte {at}, bit {bit}");
                }
            }
        }
    }
    for length in 0..section.len() {
        let cut = Scanner::from_parts(&section[..length], &keys);
        assert!(cut.is_err() || length > section.len() - 64, "length {length}");
    }
}

#[test]
fn tables_full_of_one_byte() {
    let (keys, section) = tables();
    for byte in [0, 0x55, 0xAA, 0xFF] {
        let mut hostile = section.clone();
        hostile[64..].fill(byte);
        if let Ok(scanner) = Scanner::from_parts(&hostile, &keys) {
            assert!(scanner.find(TEXT, Policy::LeftmostLongest).is_empty());
        }
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_order_of_keys() {
    let keys = [(KeyId(0), "a b"), (KeyId(1), "a"), (KeyId(2), "d'e"), (KeyId(3), "de")];
    let mut other = keys;
    other.reverse();
    assert_eq!(build(keys).expect("keys"), build(other).expect("keys"));
    assert!(build([(KeyId(0), "a"), (KeyId(1), "a")]).is_err());
}
