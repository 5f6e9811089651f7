//! The native form behind a romanised Asian name, where the romanisation says enough.

use super::apply::transliterate;
use super::chars::{is_hangul, is_kana};
use super::reverse::reverse;
use super::romanize::romanize;
use super::{pinyin, script};

/// What the schemes of `lang` can be applied to: the name itself in its own script, or what a Latin spelling stands for
/// (Pinyin as it is, Hepburn as kana, Revised Romanization as Hangul) if it can be taken back without doubt.
pub(super) fn form(name: &str, lang: &str) -> Option<(String, &'static str)> {
    let own = script::main(name);
    if own != "Latin" {
        return Some((name.to_owned(), own));
    }
    match lang.split(['-', '_']).next().unwrap_or("") {
        "zh" => is_pinyin(name).then(|| (name.to_owned(), "Han")),
        "ja" => {
            let kana = transliterate(name, "romaji-kana").ok()?;
            kana.chars().all(|c| is_kana(c) || c == ' ').then_some((kana, "Kana"))
        }
        "ko" => {
            let hangul = reverse(name, "korean-revised", 1).ok()?.pop()?;
            let back = transliterate(&hangul, "korean-revised").ok()?;
            let all = hangul.chars().all(|c| is_hangul(c) || c == ' ' || c == '-');
            (all && romanize(&back) == romanize(name)).then_some((hangul, "Hangul"))
        }
        _ => Some((name.to_owned(), own)),
    }
}

/// True if every word is Pinyin, written as Pinyin is written.
fn is_pinyin(name: &str) -> bool {
    let plain = romanize(name);
    plain.split([' ', '-']).all(|word| pinyin::cut(word).is_some_and(|syllables| !syllables.is_empty()))
        && transliterate(name, "chinese-pinyin").is_ok_and(|back| romanize(&back) == plain)
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn only_what_can_be_taken_back() {
        assert_eq!(form("Xi'an", "zh"), Some(("Xi'an".to_owned(), "Han")));
        assert_eq!(form("Shaanxi", "zh"), None);
        assert_eq!(form("Harbin", "zh"), None);
        assert_eq!(form("Himeji", "ja"), Some(("ひめじ".to_owned(), "Kana")));
        assert_eq!(form("London", "ja"), None);
        assert_eq!(form("Incheon", "ko"), Some(("인천".to_owned(), "Hangul")));
        assert_eq!(form("Seattle", "ko"), None);
        assert_eq!(form("Тула", "ru"), Some(("Тула".to_owned(), "Cyrillic")));
    }
}
