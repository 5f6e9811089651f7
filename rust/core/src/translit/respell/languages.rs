//! The inventories: syllables of Chinese, morae of Japanese, letters of Korean, initials and rimes of Vietnamese.

use std::sync::LazyLock;

use super::learn::{Counts, Way, directly, through_russian};
use super::{Class, Respeller};
use crate::translit::catalogue::scheme;
use crate::translit::han::{self, Reading};
use crate::translit::pinyin;
use crate::translit::romanize::romanize;

/// All respellers: those through Russian, then those of Latin schemes other than the default.
pub(in crate::translit) fn respellers() -> &'static [Respeller] {
    static RESPELLERS: LazyLock<Vec<Respeller>> = LazyLock::new(|| {
        vec![
            chinese("read back through Palladius", &through_russian("chinese-palladius")),
            japanese(
                "read back through Polivanov",
                &[through_russian("japanese-polivanov"), through_russian("japanese-russian-press")].concat(),
            ),
            korean("read back through Kontsevich", &through_russian("korean-kontsevich")),
            vietnamese("read back through Russian", &through_russian("vietnamese-russian")),
            chinese(
                "Wade-Giles or postal to Pinyin",
                &directly(&["chinese-wade-giles", "chinese-wade-giles-plain", "chinese-postal", "chinese-tongyong"]),
            ),
            japanese("Kunrei to Hepburn", &directly(&["japanese-kunrei", "japanese-nihon"])),
            korean(
                "McCune-Reischauer or habit to Revised Romanization",
                &directly(&[
                    "korean-mccune-reischauer",
                    "korean-mccune-reischauer-plain",
                    "korean-north",
                    "korean-habit",
                    "korean-yale",
                ]),
            ),
        ]
    });
    &RESPELLERS
}

fn chinese(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    let mut syllables: Vec<(String, String)> = han::inventory(Reading::Mandarin)
        .into_iter()
        .map(|reading| (romanize(&reading), pinyin::syllables(&reading)))
        .filter(|(_, syllable)| pinyin::cut(syllable).is_some_and(|parts| parts.len() == 1))
        .collect();
    syllables.sort();
    syllables.dedup();
    let all: Vec<String> = syllables.iter().map(|syllable| syllable.0.clone()).collect();
    for (plain, syllable) in &syllables {
        let contexts: &[&str] = if plain.starts_with(['a', 'e', 'o', 'y', 'w']) { &["", "da'"] } else { &["da'"] };
        let prior = Counts::common().share("zh", plain, &all);
        respeller.learn(syllable, plain, Class::Syllable, contexts, ways, prior);
    }
    respeller
}

fn japanese(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    let Some(hepburn) = scheme("japanese-hepburn-plain") else { return respeller };
    let mut morae: Vec<String> = hepburn.rules.iter().map(|rule| rule.source.iter().collect()).collect();
    morae.sort();
    morae.dedup();
    let small = |mora: &str| mora.starts_with(['っ', 'ー', 'ゃ', 'ゅ', 'ょ', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ']);
    morae.retain(|mora| !small(mora));
    let all: Vec<String> = morae.iter().map(|mora| romanize(mora)).collect();
    for (mora, plain) in morae.iter().zip(&all) {
        let first = mora.chars().next().unwrap_or('あ');
        let vowel = "あいうえおやゆよ".contains(first);
        let contexts: &[&str] = if vowel { &["", "か"] } else { &["か"] };
        let prior = Counts::common().share("ja", plain, &all);
        respeller.learn(mora, plain, Class::Syllable, contexts, ways, prior);
        if !vowel && first != 'ん' {
            let doubled = format!("っ{mora}");
            respeller.learn(&doubled, &romanize(&doubled), Class::Syllable, &["か"], ways, prior * 0.05);
        }
        if first == 'ん' {
            respeller.add("m", "n", Class::Syllable, prior * 0.2);
        }
    }
    respeller
}

fn korean(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    respeller.prior = -1.0;
    let letters = |range: std::ops::RangeInclusive<char>| range.map(String::from).collect::<Vec<String>>();
    let Some(revised) = scheme("korean-revised") else { return respeller };
    let plain = |jamo: &str| crate::translit::apply::forward(revised, jamo).to_lowercase();
    let initials = letters('\u{1100}'..='\u{1112}');
    for initial in initials.iter().filter(|initial| *initial != "\u{110B}") {
        let prior = Counts::common().share("ko", initial, &initials);
        respeller.learn(initial, &plain(initial), Class::Initial, &["", "ᅡ"], ways, prior);
    }
    let vowels = letters('\u{1161}'..='\u{1175}');
    for vowel in &vowels {
        let prior = Counts::common().share("ko", vowel, &vowels);
        // A vowel without an initial counts the silent one.
        let silent = Counts::common().share("ko", "\u{110B}", &initials);
        respeller.learn(&format!("\u{110B}{vowel}"), &plain(vowel), Class::Vowel, &["", "ᅡ"], ways, prior * silent);
        respeller.learn(vowel, &plain(vowel), Class::Vowel, &["ᄀ", "ᄆ"], ways, prior);
    }
    if respeller.russian {
        // The older habit of names of the North: Ир for 일.
        respeller.add("r", "l", Class::Final, 0.01);
    }
    let finals = ["ᆨ", "ᆫ", "ᆮ", "ᆯ", "ᆷ", "ᆸ", "ᆼ"].map(String::from);
    for last in &finals {
        let prior = Counts::common().share("ko", last, &finals) * 0.6;
        respeller.learn(last, &plain(last), Class::Final, &["ᅡ"], ways, prior);
    }
    respeller.learn("ᆯᄅ", "ll", Class::Joint, &["ᅡ"], ways, 0.01);
    respeller
}

/// Initials and rimes of Vietnamese, without tones.
const VIETNAMESE_INITIALS: &str = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";
const VIETNAMESE_RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e en eo ep et \
    ê êm ên ênh êp êt êu i ia ich iên iêng iêt iêu im in inh ip it iu o oa oai oan oang oat oc oi om on ong op ot ô ôc ôi ôm ôn \
    ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât uc uê ui um un ung uôc uôi uôn uông uôt up ut uy uyên uyêt uynh ư ưa ưc ưng ươc ươi \
    ươm ươn ương ươt ưt ưu y yên yêu";

fn vietnamese(name: &'static str, ways: &[Way]) -> Respeller {
    let mut respeller = Respeller::new(name);
    respeller.separator = " ";
    respeller.prior = -2.0;
    for initial in VIETNAMESE_INITIALS.split_whitespace() {
        // The letters of an initial are seen before a vowel.
        respeller.learn(initial, &romanize(initial), Class::Initial, &[""], ways, 1.0 / 27.0);
    }
    for rime in VIETNAMESE_RIMES.split_whitespace() {
        respeller.learn(rime, &romanize(rime), Class::Vowel, &["", "t", "gi", "nh"], ways, 1.0 / 120.0);
    }
    // ня is nha, where the scheme has нья
    respeller.add("n", "nh", Class::Initial, 0.2 / 27.0);
    for rime in VIETNAMESE_RIMES.split_whitespace().map(romanize).filter(|rime| rime.starts_with(['a', 'o', 'u'])) {
        for glide in ["y", "i", "j"] {
            respeller.add(&format!("{glide}{rime}"), &rime, Class::Vowel, 0.1 / 120.0);
        }
    }
    respeller
}
