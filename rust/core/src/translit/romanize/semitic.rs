//! Arabic and Hebrew scripts: letters that are now consonants, now vowels, and vowels that nobody wrote.

use super::Table;

/// The longest word that is looked at as one; longer runs are cut.
const LONGEST: usize = 48;

/// Reads the word at the start of `rest` whose characters pass `belongs`, without marks that pass `drop`.
fn word(rest: &str, belongs: impl Fn(char) -> bool) -> ([char; LONGEST], usize, usize) {
    let mut letters = ['\0'; LONGEST];
    let (mut len, mut taken) = (0, 0);
    for c in rest.chars() {
        if !belongs(c) || len == LONGEST {
            break;
        }
        taken += c.len_utf8();
        letters[len] = c;
        len += 1;
    }
    (letters, len, taken)
}

fn arabic_letter(c: char) -> bool {
    matches!(u32::from(c), 0x620..=0x65F | 0x66E..=0x6D3 | 0x6D5 | 0x6EE..=0x6FF | 0x750..=0x77F)
}

/// Romanises the word of Arabic script at the start of `rest`; gives the number of bytes read.
pub(super) fn arabic(table: &Table, rest: &str, out: &mut String) -> usize {
    let (letters, len, taken) = word(rest, arabic_letter);
    let mut letters = &letters[..len];
    if len > 4 && letters[0] == 'ا' && letters[1] == 'ل' && letters[2] != 'ا' {
        out.push_str("al-");
        letters = &letters[2..];
    }
    let from = out.len();
    for (index, &c) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before)).copied();
        let after = letters.get(index + 1).copied();
        let vowel_before = out.len() > from && out.ends_with(['a', 'e', 'i', 'o', 'u']);
        match c {
            'ي' | 'ی' | 'و' => {
                let glide = if c == 'و' { "w" } else { "y" };
                let vowel = if c == 'و' { "u" } else { "i" };
                let starts = before.is_none();
                let after_hamza = before == Some('إ') && index == 1;
                let before_vowel =
                    after.is_some_and(|after| "اآىةهوي\u{64E}\u{64F}\u{650}".contains(after) && after != 'ه');
                let doubled = before == Some(c);
                out.push_str(if after_hamza {
                    vowel
                } else if starts || (before_vowel && !doubled) || (vowel_before && after.is_none()) {
                    glide
                } else if doubled && vowel_before && !before_vowel {
                    ""
                } else if vowel_before && before.is_some_and(|before| "اآ".contains(before)) {
                    glide
                } else {
                    vowel
                });
            }
            'ا' | 'أ' | 'آ' | 'إ' | 'ٱ' if vowel_before && index + 1 < letters.len() && before != Some('و') => {
                if !out.ends_with('a') {
                    out.push('a');
                }
            }
            'ة' if vowel_before => out.push('t'),
            'ة' => out.push('a'),
            'ه' if after.is_none() && !vowel_before && before.is_some() && letters.len() > 2 => out.push_str("ah"),
            'ع' if vowel_before && after.is_some() => {}
            'إ' if before.is_none() => {
                if !after.is_some_and(|after| "يی".contains(after)) {
                    out.push('i');
                }
            }
            _ => {
                let spelling = table.text(c);
                if index > 0 && !vowel_before && starts_consonant(spelling) && !closes(out, from) {
                    out.push('a');
                }
                out.push_str(spelling);
            }
        }
    }
    taken
}

fn starts_consonant(spelling: &str) -> bool {
    !spelling.is_empty() && !spelling.starts_with(['a', 'e', 'i', 'o', 'u'])
}

fn hebrew_letter(c: char) -> bool {
    matches!(u32::from(c), 0x591..=0x5BD | 0x5BF | 0x5C1 | 0x5C2 | 0x5C4..=0x5C7 | 0x5D0..=0x5F4)
}

/// Romanises the Hebrew word at the start of `rest`; gives the number of bytes read.
pub(super) fn hebrew(table: &Table, rest: &str, out: &mut String) -> usize {
    let (letters, len, taken) = word(rest, hebrew_letter);
    let letters = &letters[..len];
    let from = out.len();
    let mut index = 0;
    while let Some(&c) = letters.get(index) {
        let after = letters.get(index + 1).copied();
        let vowel_before = out.len() > from && out.ends_with(['a', 'e', 'i', 'o', 'u']);
        let initial = out.len() == from;
        let geresh = matches!(after, Some('׳' | '\''));
        match c {
            'ו' if after == Some('ו') => {
                out.push('v');
                index += 1;
            }
            'ו' if initial || (vowel_before && after.is_none()) => out.push('v'),
            'ו' => out.push_str(if vowel_before { "v" } else { "o" }),
            'י' if after == Some('י') => {
                out.push_str(if initial { "y" } else { "ay" });
                index += 1;
            }
            'י' if initial || vowel_before => out.push('y'),
            'י' => out.push('i'),
            'א' | 'ע' if vowel_before => {}
            'א' | 'ע' if after == Some('ו') => {}
            'א' if after == Some('י') && initial => {
                out.push('i');
                index += 1;
            }
            'ה' if after.is_none() && !initial => out.push_str(if vowel_before { "h" } else { "a" }),
            'ג' if geresh => out.push('j'),
            'צ' | 'ץ' if geresh => out.push_str("ch"),
            'ז' if geresh => out.push_str("zh"),
            _ => {
                let spelling = match c {
                    'ב' if !initial => "v",
                    'פ' if !initial && vowel_before => "f",
                    'ף' => "f",
                    'כ' | 'ך' if !initial => "kh",
                    _ => table.text(c),
                };
                if !initial && !vowel_before && starts_consonant(spelling) && !closes(out, from) {
                    out.push('a');
                }
                out.push_str(spelling);
            }
        }
        index += 1;
    }
    taken
}

/// True if what was written since `from` ends in vowel + consonant: a syllable that is closed already.
fn closes(out: &str, from: usize) -> bool {
    let written = &out[from..];
    let stem = written.trim_end_matches(|c: char| !"aeiou".contains(c));
    let tail = &written[stem.len()..];
    !stem.is_empty()
        && matches!(
            tail,
            "b" | "g"
                | "d"
                | "v"
                | "z"
                | "h"
                | "t"
                | "y"
                | "k"
                | "l"
                | "m"
                | "n"
                | "s"
                | "p"
                | "f"
                | "r"
                | "ts"
                | "sh"
                | "kh"
                | "th"
                | "j"
                | "ch"
                | "zh"
                | "q"
                | "dh"
                | "gh"
        )
}
