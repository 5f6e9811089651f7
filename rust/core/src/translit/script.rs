//! Which script a name is in, and which language that suggests.

use super::chars::{is_han, is_hangul, is_kana};

/// The script of one letter by the name that scheme files use; empty for what belongs to none.
pub(super) fn of(c: char) -> &'static str {
    if c.is_ascii_alphabetic() {
        return "Latin";
    }
    match u32::from(c) {
        0xC0..=0x24F | 0x1E00..=0x1EFF if c.is_alphabetic() => "Latin",
        0x370..=0x3FF | 0x1F00..=0x1FFF => "Greek",
        0x400..=0x52F => "Cyrillic",
        0x531..=0x58A => "Armenian",
        0x591..=0x5F4 => "Hebrew",
        0x600..=0x6FF | 0x750..=0x77F => "Arabic",
        0x900..=0x97F => "Devanagari",
        0x980..=0x9FF => "Bengali",
        0xA00..=0xA7F => "Gurmukhi",
        0xA80..=0xAFF => "Gujarati",
        0xB00..=0xB7F => "Oriya",
        0xB80..=0xBFF => "Tamil",
        0xC00..=0xC7F => "Telugu",
        0xC80..=0xCFF => "Kannada",
        0xD00..=0xD7F => "Malayalam",
        0xE00..=0xE7F => "Thai",
        0x10A0..=0x10FF => "Georgian",
        _ if is_han(c) => "Han",
        _ if is_kana(c) => "Kana",
        _ if is_hangul(c) => "Hangul",
        _ => "",
    }
}

/// The script of most letters of a text (kana before Han, for Japanese); empty without letters.
pub(super) fn main(text: &str) -> &'static str {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for script in text.chars().map(of).filter(|script| !script.is_empty()) {
        match counts.iter_mut().find(|count| count.0 == script) {
            Some(count) => count.1 += 1,
            None => counts.push((script, 1)),
        }
    }
    // The first of equals, so that the answer is the same every time.
    counts.iter().rev().max_by_key(|count| count.1).map_or("", |count| count.0)
}

/// The language whose names are most likely written like this, where nobody says which it is.
pub(super) fn likely_language(script: &str, text: &str) -> &'static str {
    let has = |letters: &str| text.chars().any(|c| letters.contains(c));
    match script {
        "Cyrillic" if has("іїєґІЇЄҐ") && !has("ўыэЎЫЭ") => "uk",
        "Cyrillic" if has("ўЎ") && has("іыІЫ") => "be",
        "Cyrillic" if has("ђћЂЋ") => "sr",
        "Cyrillic" if has("ѓќѕЃЌЅ") => "mk",
        "Cyrillic" if has("љњџјЉЊЏЈ") => "sr",
        "Cyrillic" if has("әқғұҢңіӘҚҒҰ") => "kk",
        "Cyrillic" if has("ўқғҳЎҚҒҲ") => "uz",
        "Cyrillic" if has("ҷӣӯҶӢӮ") => "tg",
        "Cyrillic" if has("өүӨҮ") => "mn",
        "Cyrillic" => "ru",
        "Greek" => "el",
        "Armenian" => "hy",
        "Georgian" => "ka",
        "Hebrew" => "he",
        "Arabic" if has("ٹڈڑںےھ") => "ur",
        "Arabic" if has("ټډړڼښږځڅ") => "ps",
        "Arabic" if has("پچژگی") => "fa",
        "Arabic" => "ar",
        "Devanagari" => "hi",
        "Bengali" => "bn",
        "Tamil" => "ta",
        "Thai" => "th",
        "Han" => "zh",
        "Kana" => "ja",
        "Hangul" => "ko",
        "Latin" if has("ăâđêôơưĐƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") => {
            "vi"
        }
        _ => "",
    }
}
