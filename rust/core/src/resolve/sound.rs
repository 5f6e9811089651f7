//! Sound forms: what is left of a Latin spelling when the habits of its romanisation are taken away.
//!
//! Two strengths. The *voice* form keeps the order of vowels and consonants but merges the letters that romanisations
//! exchange (`dzh`/`j`, `ts`/`c`, `ou`/`u`, `ph`/`f`). The *bone* form keeps consonants only, in nine classes, so that
//! it also bridges scripts that do not write vowels. Neither decides anything: they only bring candidates to the
//! learned costs, hence a few wrong merges cost a little time and a wrong split costs a lost name.

use std::sync::LazyLock;

/// What a group of letters sounds like: letters, voice class, bone class (`\0`: nothing).
///
/// The longest group that fits wins. Kept small on purpose: a group earns its line by lost candidates that it brings back.
const GROUPS: &[(&str, &str, &str)] = &[
    ("tsch", "c", "s"),
    ("shch", "s", "s"),
    ("szcz", "s", "s"),
    ("chkh", "c", "s"),
    ("chzh", "c", "s"),
    ("tzsch", "c", "s"),
    ("sch", "s", "s"),
    ("tch", "c", "s"),
    ("tsh", "c", "s"),
    ("tsz", "c", "s"),
    ("tzs", "c", "s"),
    ("tcz", "c", "s"),
    ("dzh", "c", "s"),
    ("dsh", "c", "s"),
    ("dsch", "c", "s"),
    ("tsi", "ci", "s"),
    ("sz", "s", "s"),
    ("sh", "s", "s"),
    ("ch", "c", "s"),
    ("cz", "c", "s"),
    ("ts", "c", "s"),
    ("tz", "c", "s"),
    ("tc", "c", "s"),
    ("zh", "c", "s"),
    ("dz", "c", "s"),
    ("dj", "c", "s"),
    ("dg", "c", "s"),
    ("ds", "c", "s"),
    ("ce", "se", "s"),
    ("ci", "si", "s"),
    ("cy", "si", "s"),
    ("ck", "k", "k"),
    ("qu", "k", "k"),
    ("kh", "h", "k"),
    ("gh", "g", "k"),
    ("ph", "f", "f"),
    ("th", "t", "t"),
    ("dh", "t", "t"),
    ("bh", "b", "p"),
    ("x", "ks", "ks"),
    ("s", "s", "s"),
    ("z", "s", "s"),
    ("c", "k", "k"),
    ("j", "c", "s"),
    ("q", "k", "k"),
    ("k", "k", "k"),
    ("g", "g", "k"),
    ("p", "b", "p"),
    ("b", "b", "p"),
    ("f", "f", "f"),
    ("v", "v", "f"),
    ("w", "v", "f"),
    ("t", "t", "t"),
    ("d", "t", "t"),
    ("h", "h", ""),
    ("l", "l", "l"),
    ("r", "r", "r"),
    ("m", "m", "n"),
    ("n", "n", "n"),
    ("a", "a", ""),
    ("e", "e", ""),
    ("i", "e", ""),
    ("y", "e", ""),
    ("o", "o", ""),
    ("u", "o", ""),
];

/// The second hearing of a query: letters that stand for quite another sound in another language.
const OTHER: &[(&str, &str, &str)] = &[
    ("kh", "k", ""),
    ("ch", "k", "k"),
    ("gh", "", ""),
    ("j", "e", ""),
    ("x", "s", "s"),
    ("w", "o", ""),
    ("v", "o", ""),
    ("q", "c", "s"),
    ("ge", "ce", "s"),
    ("gi", "ce", "s"),
    ("g", "h", ""),
    ("h", "", "k"),
    ("zh", "s", "s"),
    ("c", "c", "s"),
    ("z", "c", "s"),
    ("s", "c", "s"),
    ("l", "r", "r"),
    ("b", "v", "f"),
    ("y", "c", "s"),
];

/// The voice form and the bone form of one word, each between `^` and `$`; re-used from word to word.
#[derive(Debug, Default)]
struct Sound {
    voice: Vec<u8>,
    bone: Vec<u8>,
}

/// How one word sounds. `other` chooses the second hearing.
fn sound(word: &[u8], other: bool, Sound { voice, bone }: &mut Sound) {
    voice.clear();
    voice.push(b'^');
    bone.clear();
    bone.push(b'^');
    let mut at = 0;
    while at < word.len() {
        let rest = &word[at..];
        let found = if other { find(&OTHER_BY_LETTER, rest) } else { None };
        let (length, v, b) = found.or_else(|| find(&GROUPS_BY_LETTER, rest)).unwrap_or((1, &rest[..1], &rest[..1]));
        for &x in v {
            let vowel = matches!(x, b'a' | b'e' | b'o');
            match voice.last() {
                Some(&last) if last == x => {}
                // a run of vowels keeps its last; "ia" and "ya" are "a"
                Some(&last) if vowel && matches!(last, b'a' | b'e' | b'o') => {
                    if last == b'e' {
                        voice.pop();
                        if voice.last() != Some(&x) {
                            voice.push(x);
                        }
                    }
                }
                _ => voice.push(x),
            }
        }
        for &x in b {
            if bone.last() != Some(&x) {
                bone.push(x);
            }
        }
        at += length;
    }
    voice.push(b'$');
    bone.push(b'$');
}

/// A row of a table: the letters and a mask of their length as numbers, the length, and what it sounds like.
#[derive(Clone, Copy)]
struct Row {
    letters: u64,
    mask: u64,
    length: usize,
    voice: &'static [u8],
    bone: &'static [u8],
}

/// The rows of a table by their first letter, the longest first.
type ByLetter = [Vec<Row>; 26];

static GROUPS_BY_LETTER: LazyLock<ByLetter> = LazyLock::new(|| by_letter(GROUPS));
static OTHER_BY_LETTER: LazyLock<ByLetter> = LazyLock::new(|| by_letter(OTHER));

fn by_letter(table: &[(&'static str, &'static str, &'static str)]) -> ByLetter {
    let mut out = ByLetter::default();
    for (letters, voice, bone) in table {
        let length = letters.len();
        out[(letters.as_bytes()[0] - b'a') as usize].push(Row {
            letters: number(letters.as_bytes()),
            mask: (1 << (8 * length)) - 1,
            length,
            voice: voice.as_bytes(),
            bone: bone.as_bytes(),
        });
    }
    for rows in &mut out {
        rows.sort_by_key(|row| std::cmp::Reverse(row.length));
    }
    out
}

/// The first letters of a word as a number, the first in the lowest byte; no group is longer.
fn number(word: &[u8]) -> u64 {
    word.iter().take(7).rev().fold(0, |n, &b| (n << 8) | u64::from(b))
}

fn find(table: &'static ByLetter, rest: &[u8]) -> Option<(usize, &'static [u8], &'static [u8])> {
    let rows = table.get(usize::from(rest[0].wrapping_sub(b'a')))?;
    let ahead = number(rest);
    let row = rows.iter().find(|row| ahead & row.mask == row.letters)?;
    Some((row.length, row.voice, row.bone))
}

/// Calls `visit` with the key of every gram of a name: words separated by spaces.
pub(crate) fn grams(name: &[u8], other: bool, mut visit: impl FnMut(u32)) {
    let mut heard = Sound::default();
    for word in name.split(|&b| b == b' ').filter(|w| !w.is_empty()) {
        sound(word, other, &mut heard);
        let Sound { voice, bone } = &heard;
        if voice.len() < 3 {
            visit(key(b'v', voice));
        }
        for gram in voice.windows(3) {
            visit(key(b'v', gram));
        }
        if bone.len() < 5 {
            visit(key(b'w', bone));
        }
        for gram in bone.windows(3).chain(bone.windows(4)) {
            visit(key(b'b', gram));
        }
    }
}

fn key(kind: u8, gram: &[u8]) -> u32 {
    let mut h = 0x811c_9dc5_u32 ^ u32::from(kind);
    for &b in gram {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}
