//! The units of writing that learned tables speak of.
//!
//! Letters are good units of an alphabet; a syllable sign that is put together by rule is taken apart by that rule
//! (Hangul, Ethiopic), hiragana are read as katakana, and the scripts of India, whose blocks in Unicode are parallel by
//! design, as Devanagari: so that what is learned on one serves the others.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Each Han character to the first of those that sound like it in Mandarin, so that 尔 and 爾, or 彼 and 笔, are one unit.
static HAN: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for line in include_str!("../translit/readings/mandarin.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t').skip(1).map(str::chars);
        let usual = columns.next();
        let Some(first) = line.split('\t').skip(1).flat_map(str::chars).next() else { continue };
        for c in usual.into_iter().flatten() {
            out.insert(c, first);
        }
        for c in columns.flatten() {
            out.entry(c).or_insert(first);
        }
    }
    out
});

/// Appends the units of one folded word of native writing.
pub(crate) fn push_units(word: &str, out: &mut Vec<char>) {
    for c in word.chars() {
        let code = u32::from(c);
        match code {
            0xAC00..=0xD7A3 => {
                let s = code - 0xAC00;
                push(out, 0x1100 + s / 588);
                push(out, 0x1161 + s % 588 / 28);
                if s % 28 != 0 {
                    push(out, 0x11A7 + s % 28);
                }
            }
            0x1200..=0x135A => {
                push(out, 0x1200 + (code - 0x1200) / 8 * 8);
                push(out, 0x1380 + (code - 0x1200) % 8);
            }
            0x3041..=0x3096 => push(out, code + 0x60),
            0x0D7A..=0x0D7E => chillu(code, out),
            0x0D80..=0x0DDF | 0x0F40..=0x0FBC | 0x1000..=0x103F | 0x1780..=0x17D2 => kin(c, out),
            // Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam
            0x0980..=0x0D7F => push(out, 0x0900 + code % 0x80),
            0x0E80..=0x0EFF => push(out, code - 0x80),
            0x3400..=0x9FFF => out.push(HAN.get(&c).copied().unwrap_or(c)),
            // the dots and strokes of Tibetan; what has no width
            0x0F00..=0x0F3F | 0x200B..=0x200F => {}
            _ => out.push(c),
        }
    }
}

/// A Malayalam letter that ends a syllable: the letter and the sign that no vowel follows.
fn chillu(code: u32, out: &mut Vec<char>) {
    out.push(['ण', 'न', 'र', 'ल', 'ळ'][(code - 0x0D7A) as usize]);
    out.push('्');
}

/// Consonants in the order that all scripts of Indian descent teach them, as Devanagari (`.`: none).
const DEVANAGARI: &str = "कखगघङचछजझञटठडढणतथदधनपफबभम";
const BURMESE: &str = "ကခဂဃငစဆဇဈဉဋဌဍဎဏတထဒဓနပဖဗဘမ";
const KHMER: &str = "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភម";
const SINHALA: &str = "කඛගඝඞචඡජඣඤටඨඩඪණතථදධනපඵබභම";
const TIBETAN: &str = "ཀཁག\u{F43}ངཅཆཇ.ཉཊཋཌ\u{F4D}ཎཏཐད\u{F52}ནཔཕབ\u{F57}མ";
/// The other letters and the signs, each before what it counts as.
const OTHERS: &str = "ညञ ယय ရर လल ဝव သस ဟह ဠळ အअ ဣइ ဥउ ာा ါा ိि ီी ုु ူू ေे ဲै ံं ့. း. ္् ်् ျय ြर ွव ှह ဿस \
    យय រर លल វव ឝश ឞष សस ហह ឡळ អअ ឥइ ឧउ ឯए ាा ិि ីी ឹि ឺी ុु ូू ួो ើे ឿे ៀे េे ែे ៃै ោो ៅौ ំं ះः ៉. ៊. ់. ៌र ៍् ៏. ័. ្् \
    යय රर ලल වव ශश ෂष සस හह ළळ ෆफ ංं අअ ආआ ඇअ ඈआ ඉइ ඊई උउ ඌऊ එए ඒए ඔओ ඕओ ඖऔ ්् ාा ැा ෑा ිि ීी ුु ූू ෙे ේे ෛै ොो ෝो ෞौ ඳद ඬड ඟग ඹब \
    ཙच ཚच ཛज ཝव ཞश ཟज འअ ཡय རर ལल ཤश ཥष སस ཧह ཨअ ཱा ིि ུु ེे ཻै ོो ཽौ ཾं ཿः";

/// Letters of Burmese, Khmer, Sinhala and Tibetan to letters of Devanagari.
static KIN: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for row in [BURMESE, KHMER, SINHALA, TIBETAN] {
        out.extend(row.chars().zip(DEVANAGARI.chars()));
    }
    for pair in OTHERS.split_whitespace() {
        let mut letters = pair.chars();
        if let (Some(from), Some(to)) = (letters.next(), letters.next()) {
            out.insert(from, to);
        }
    }
    out
});

fn kin(c: char, out: &mut Vec<char>) {
    let code = u32::from(c);
    // Tibetan writes the second consonant of a cluster below the first, with a code of its own.
    let below = (0x0F90..=0x0FBC).contains(&code);
    let base = if below { char::from_u32(code - 0x50).unwrap_or(c) } else { c };
    if let Some(&letter) = KIN.get(&base).filter(|letter| **letter != '.') {
        if below {
            out.push('्');
        }
        out.push(letter);
    }
}

fn push(out: &mut Vec<char>, code: u32) {
    out.extend(char::from_u32(code));
}

#[cfg(test)]
mod tests {
    use super::push_units;

    fn units(word: &str) -> String {
        let mut out = Vec::new();
        push_units(word, &mut out);
        out.into_iter().collect()
    }

    #[test]
    fn composed_signs_are_taken_apart() {
        assert_eq!(units("한"), "\u{1112}\u{1161}\u{11ab}");
        assert_eq!(units("ひろ"), "ヒロ");
        assert_eq!(units("ঢাকা"), "ढाका");
        assert_eq!(units("москва"), "москва");
    }

    #[test]
    fn scripts_of_one_descent_are_one() {
        assert_eq!(units("බටහිර"), "बटहिर");
        assert_eq!(units("བུ་ད་ཕེ"), "बुदफे");
        assert_eq!(units("မန္တလေး"), "मन्तले");
        assert_eq!(units("កំពត"), "कंबत");
        assert_eq!(units("കൊല്ലം ർ"), "कॊल्लं र्");
    }
}
