//! Pinyin syllables: from Han characters, and out of Pinyin written together.

use super::chars::{in_word, is_han};
use super::han::{self, Reading};
use super::romanize::romanize;

const ONSETS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w",
];
const RIMES: [&str; 38] = [
    "iang", "iong", "uang", "ueng", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "üan", "uen", "van", "ai",
    "an", "ao", "ei", "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "üe", "ui", "un", "uo", "a", "e", "i", "o",
    "u", "ü",
];

/// Family names of one character so common that three characters beginning with one are taken for a person.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱林何郭罗羅郑鄭谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘袁于董余蒋蔣杜叶葉魏程吕呂丁沈任姚卢盧傅钟鐘姜崔谭譚廖范陆陸邹鄒邱贾賈习習温溫胡";
/// Last characters that make it a place after all.
const PLACE_ENDINGS: &str =
    "省市县縣区區镇鎮乡鄉村山河江湖岛島州海港寨屯堡店庄莊桥橋路街关關门門口坪沟溝岭嶺峡峽洲旗盟营營铺鋪集湾灣城家";

/// The text with every Han character and every stretch of Pinyin as syllables parted by `·`, without tones.
pub(super) fn syllables(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut word = String::new();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if is_han(c) {
            let end = chars[at..].iter().position(|&c| !is_han(c)).map_or(chars.len(), |length| at + length);
            push_han(&chars[at..end], &mut out);
            at = end;
            continue;
        }
        let end = chars[at..].iter().position(|&c| is_han(c) || !in_word(c)).map_or(chars.len(), |length| at + length);
        if end > at {
            word.clear();
            word.extend(&chars[at..end]);
            push_latin(&word, &mut out);
            at = end;
        } else {
            out.push(if matches!(c, '·' | '・' | '　') { ' ' } else { c });
            at += 1;
        }
    }
    out
}

/// True if the characters look like a Chinese person's name: a common family name and two more, no place's ending.
pub(super) fn is_person(chars: &[char]) -> bool {
    chars.len() == 3 && SURNAMES.contains(chars[0]) && !PLACE_ENDINGS.contains(chars[2])
}

fn push_han(chars: &[char], out: &mut String) {
    let person = is_person(chars);
    for (index, reading) in han::read_name(chars, Reading::Mandarin).iter().enumerate() {
        if index > 0 {
            out.push(if person && index == 1 { ' ' } else { '·' });
        }
        out.push_str(reading);
    }
}

/// Cuts one Pinyin word into syllables; a word that is none stays whole.
fn push_latin(word: &str, out: &mut String) {
    let plain: String = word.to_lowercase().chars().map(without_tone).collect();
    match cut(&plain) {
        Some(syllables) => {
            for (index, syllable) in syllables.iter().enumerate() {
                if index > 0 {
                    out.push('·');
                }
                out.push_str(syllable);
            }
        }
        None => out.push_str(word),
    }
}

fn without_tone(c: char) -> char {
    match c {
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'ü',
        _ if c.is_ascii() => c,
        _ => romanize(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c),
    }
}

/// The syllables of a Pinyin word in lower case without tones, longest first, or `None` if it is not Pinyin.
///
/// A consonant between vowels opens the next syllable (`jinan` is ji·nan), as the orthography demands.
pub(super) fn cut(word: &str) -> Option<Vec<&str>> {
    let mut syllables = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('\'') {
            rest = after;
            continue;
        }
        let length = syllable(rest)?;
        syllables.push(&rest[..length]);
        rest = &rest[length..];
    }
    Some(syllables)
}

/// The length of the syllable at the start of `text`.
fn syllable(text: &str) -> Option<usize> {
    let onset = ONSETS.iter().find(|onset| text.starts_with(**onset)).map_or(0, |onset| onset.len());
    let rest = &text[onset..];
    let vowel = |text: &str| text.starts_with(['a', 'e', 'i', 'o', 'u', 'ü']);
    RIMES
        .iter()
        .filter(|rime| rest.starts_with(**rime))
        .map(|rime| onset + rime.len())
        .find(|&length| !(text[..length].ends_with(['n', 'g', 'r']) && vowel(&text[length..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_is_cut_as_its_spelling_demands() {
        let cases = [
            ("xi'an", "xi·an"),
            ("Xiamen", "xia·men"),
            ("jinan", "ji·nan"),
            ("Chang'an", "chang·an"),
            ("Tiānjīn", "tian·jin"),
            ("lüshun", "lü·shun"),
            ("Harbin", "Harbin"),
            ("北京", "bei·jing"),
            ("习近平", "xi jin·ping"),
        ];
        for (text, expected) in cases {
            assert_eq!(syllables(text), expected);
        }
    }
}
