//! Several plain romanisations of one text, for a search that must not miss the right one.

use super::chars::is_han;
use super::han::{self, Reading};
use super::respell::respellers;
use super::romanize::{romanize, romanize_into};
use super::{japanese, pinyin, script};

/// Texts longer than this (in bytes) get their default romanisation only.
const LONGEST: usize = 160;

/// At most so many readings of one word by one respeller.
const MOST_READINGS: usize = 8;

/// At most so many readings of a text by one respeller, so that each is heard.
const MOST_TEXTS: usize = 12;

/// One plain romanisation and how it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Romanization {
    /// Lower case, plain letters; see [`romanize`].
    pub text: String,
    /// How likely this reading is beside the default one, which has 1.
    pub weight: f32,
    /// The reading in words, empty for the default one.
    pub via: &'static str,
}

/// Up to `n` romanisations of `text`, the default one first, then by weight, none twice.
///
/// Han characters are read as Mandarin, Korean, Japanese and Cantonese. Words in Cyrillic or Latin letters that may be
/// Chinese, Japanese or Korean names come back in Pinyin, Hepburn or Revised Romanization, wherever
/// their spelling allows it. Linear in the text.
///
/// ```
/// use entmatch_core::translit::romanizations;
/// let has = |text: &str, expected: &str| romanizations(text, 8).iter().any(|found| found.text == expected);
/// assert!(has("Syamen'", "xiamen"));
/// assert!(has("Сямэнь", "xiamen"));
/// assert!(has("Khayasi", "hayashi"));
/// assert!(has("Chhondzhu", "cheongju"));
/// assert!(has("P'ing-chiang", "pingjiang"));
/// assert!(has("平壤", "pyeongyang"));
/// ```
pub fn romanizations(text: &str, n: usize) -> Vec<Romanization> {
    let default = romanize(text);
    let mut found = vec![Romanization { text: default.clone(), weight: 1.0, via: "" }];
    if n > 1 && text.len() <= LONGEST {
        if text.chars().any(is_han) {
            read_han(text, &mut found);
        }
        match script::main(text) {
            "Cyrillic" => respell(&cyrillic_letters(text), &mut found),
            "Latin" => respell(text, &mut found),
            _ => {}
        }
    }
    found[1..].sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    let mut kept: Vec<Romanization> = Vec::new();
    for romanization in found {
        if kept.len() < n && !kept.iter().any(|known| known.text == romanization.text) {
            kept.push(romanization);
        }
    }
    kept
}

/// Russian letters as BGN/PCGN writes them: it keeps the signs that tell нь from н.
fn cyrillic_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ь' | 'Ь' => out.push('\''),
            'ё' | 'Ё' => out.push_str("yo"),
            'ъ' | 'Ъ' => {}
            _ => romanize_into(c.encode_utf8(&mut [0; 4]), &mut out),
        }
    }
    out
}

/// Every reading of the Han characters but the default one.
fn read_han(text: &str, found: &mut Vec<Romanization>) {
    let chars: Vec<char> = text.chars().collect();
    if pinyin::is_person(&chars) {
        found.push(Romanization {
            text: pinyin::syllables(text).replace('·', ""),
            weight: 0.9,
            via: "read as a person's name",
        });
    }
    let ways = [
        (Reading::Mandarin, 0.8, "read as Mandarin"),
        (Reading::Korean, 0.4, "read as Korean"),
        (Reading::Cantonese, 0.3, "read as Cantonese"),
    ];
    for (text, share) in japanese::readings(text, 4) {
        found.push(Romanization { text, weight: 0.4 + 0.15 * share, via: "read as Japanese" });
    }
    for (reading, weight, via) in ways {
        let mut out = String::with_capacity(text.len());
        for &c in &chars {
            if !is_han(c) || han::push(c, reading, &mut out) == 0 {
                romanize_into(c.encode_utf8(&mut [0; 4]), &mut out);
            }
        }
        found.push(Romanization { text: out, weight, via });
    }
}

/// Reads each word back through the schemes that may have made it; words that none made stay.
fn respell(text: &str, found: &mut Vec<Romanization>) {
    let mut read: Vec<(String, f32, &'static str)> = Vec::new();
    for respeller in respellers() {
        let mut texts = vec![(String::with_capacity(text.len()), respeller.prior)];
        let mut letters = 0;
        for word in text.split_inclusive(' ') {
            let bare = word.trim_end();
            let gap = &word[bare.len()..];
            let mut readings = respeller.read(bare, MOST_READINGS);
            if readings.is_empty() {
                // About as unlikely as a bad reading, so that languages that read every word come first.
                readings.push((romanize(bare), -2.5 * bare.len() as f32));
            } else {
                letters += bare.len();
            }
            // Further readings of a word only while there are few texts.
            let alternatives = if texts.len() > 2 { 1 } else { MOST_READINGS };
            let mut longer = Vec::new();
            for (text, score) in &texts {
                for (reading, own) in readings.iter().take(alternatives) {
                    longer.push((format!("{text}{reading}{gap}"), score + own));
                }
            }
            longer.truncate(2 * MOST_READINGS);
            texts = longer;
        }
        // One short word reads as anything.
        if letters > 3 {
            read.extend(texts.into_iter().take(MOST_TEXTS).map(|(text, score)| (text, score, respeller.name)));
        }
    }
    let best = read.iter().map(|reading| reading.1).fold(f32::MIN, f32::max);
    // Likelihoods of long words lie far apart; the root keeps the order and something of the second.
    found.extend(read.into_iter().map(|(text, score, via)| Romanization {
        text,
        weight: 0.6 * ((score - best) / 2.0).exp(),
        via,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_came_through_russian() {
        let pairs = [
            ("Tszouchen", "zoucheng"),
            ("Tszinchzhou", "jinzhou"),
            ("Khumen'", "humen"),
            ("Tsyuan'chzhou", "quanzhou"),
            ("Czilin", "jilin"),
            ("Litszyan", "lijiang"),
            ("Chuntsin", "chongqing"),
            ("Czunʹi", "zunyi"),
            ("Hajlin", "hailin"),
            ("Chėndu", "chengdu"),
            ("tcinfen", "qingfeng"),
            ("Khimedzi", "himeji"),
            ("Sibukava", "shibukawa"),
            ("Onomiti", "onomichi"),
            ("Khatsukaiti", "hatsukaichi"),
            ("Taidzi", "taiji"),
            ("Toiohashi", "toyohashi"),
            ("fumikharu", "fumiharu"),
            ("sindzё", "shinjo"),
            ("Hayasi Yosimasa", "hayashi yoshimasa"),
            ("Хаяси Ёсимаса", "hayashi yoshimasa"),
            ("Си Цзиньпин", "xi jinping"),
            ("Chhondzhu", "cheongju"),
            ("Inchhon", "incheon"),
            ("Sinyydzhu", "sinuiju"),
            ("Kvandzhu", "gwangju"),
            ("Pkhenson", "pyeongseong"),
            ("Yu-hsi", "yuxi"),
            ("Guandzhou", "guangzhou"),
            ("Chzh\u{2ba}ntszyan", "zhengjiang"),
            ("Zyap", "giap"),
            ("Teybak", "tay bac"),
            ("Kim Chŏng-ŭn", "gim jeongeun"),
        ];
        let missed: Vec<String> = pairs
            .iter()
            .map(|(from, to)| (from, to, romanizations(from, 16)))
            .filter(|(_, to, found)| !found.iter().any(|found| found.text == **to))
            .map(|(from, to, found)| format!("{from} = {to}: {:?}", found.iter().map(|f| &f.text).collect::<Vec<_>>()))
            .collect();
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    #[test]
    fn hostile_texts_are_cut_short() {
        assert_eq!(romanizations(&"Сямэнь ".repeat(2000), 8).len(), 1);
        assert!(romanizations(&"chun".repeat(40), 8).len() <= 8);
    }
}
