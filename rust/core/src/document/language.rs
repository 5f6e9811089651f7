//! Which language a document is in: by script, then by its function words.

use super::cues::{Classes, Cues};
use crate::text::{Script, main_script, script_of, words};

/// Words looked at.
const SAMPLE: usize = 300;

/// The place in `cues` of the table to use: of `lang` if it is given and known, else a guess.
pub(crate) fn choose(cues: &[Cues], text: &str, lang: Option<&str>) -> usize {
    let lang = lang.map(|l| l.split(['-', '_']).next().unwrap_or(l).to_ascii_lowercase());
    if let Some(found) = lang.and_then(|l| cues.iter().position(|c| c.lang() == l)) {
        return found;
    }
    let head = sample(text);
    let words = words(head);
    // Kana marks Japanese, however many Han characters stand between.
    let kana = head.chars().any(|c| matches!(script_of(c), Script::Hiragana | Script::Katakana));
    let script = match main_script(head) {
        Script::Han if kana => Script::Hiragana,
        script => script,
    };
    let mut keys = Vec::new();
    let mut best = (0, 0);
    for (i, table) in cues.iter().enumerate() {
        if !fits(table.lang(), script) {
            continue;
        }
        table.keys(head, &words, &mut keys);
        let mut hits = 1 + letters_of(table.lang(), head);
        for at in 0..keys.len() {
            table.at(&keys[at..=at], |cue| hits += usize::from(cue.classes.has(Classes::FUNCTION)));
        }
        if hits > best.1 {
            best = (i, hits);
        }
    }
    best.0
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE * 8);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn fits(lang: &str, script: Script) -> bool {
    match script {
        Script::Cyrillic => matches!(lang, "ru" | "uk"),
        Script::Arabic => lang == "ar",
        Script::Han => lang == "zh",
        Script::Hiragana | Script::Katakana => lang == "ja",
        Script::Hangul => lang == "ko",
        _ => !matches!(lang, "ru" | "uk" | "ar" | "zh" | "ja" | "ko"),
    }
}

/// Letters that only one of two neighbours uses.
fn letters_of(lang: &str, text: &str) -> usize {
    let own: &[char] = match lang {
        "uk" => &['і', 'ї', 'є', 'ґ'],
        "ru" => &['ы', 'э', 'ъ', 'ё'],
        _ => return 0,
    };
    text.chars().filter(|c| own.contains(c)).count()
}
