//! From raw pairs of spellings to the lessons that each table is learned from.
//!
//! Used by the training program only. Beside the pairs themselves there are lessons made of them:
//! - for Latin letters, every way in which the Russian of a name is romanised, beside its usual Latin spelling: so the
//!   table learns `Khayasi` = Hayashi, and what Palladius and Kontsevich did to Chinese and Korean names;
//! - for Latin letters, two Latin spellings of one native name;
//! - for Georgian and Armenian, of which there are few pairs, Russian ones written letter for letter in their script:
//!   foreign names go into all three by ear;
//! - for Tamil, pairs of the other Indian scripts with the letters that Tamil has.

use super::learn::{self, Segment};
use super::script;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Pairs by table: units of a name, Latin letters.
pub type Lessons = BTreeMap<&'static str, Vec<(Vec<char>, Vec<u8>)>>;

/// The schemes by which Russian names come into Latin letters, those of the press and of gazetteers more than once.
const RUSSIAN: &[&str] = &[
    "russian-bgn",
    "russian-press",
    "russian-icao",
    "russian-bgn",
    "russian-iso9",
    "russian-gost779b",
    "russian-scientific",
    "russian-alalc",
    "russian-telegram",
    "russian-gost52535",
    "russian-french",
    "russian-german",
    "russian-dutch",
    "russian-polish",
    "russian-gost1983",
    "russian-spanish",
    "russian-press",
];

const GEORGIAN: &[&str] = &[
    "а", "ა", "б", "ბ", "в", "ვ", "г", "გ", "д", "დ", "е", "ე", "ж", "ჟ", "з", "ზ", "и", "ი", "й", "ი", "к", "კ", "л",
    "ლ", "м", "მ", "н", "ნ", "о", "ო", "п", "პ", "р", "რ", "с", "ს", "т", "ტ", "у", "უ", "ф", "ფ", "х", "ხ", "ц", "ც",
    "ч", "ჩ", "ш", "შ", "щ", "შჩ", "ъ", "", "ы", "ი", "ь", "", "э", "ე", "ю", "იუ", "я", "ია",
];
const ARMENIAN: &[&str] = &[
    "а", "ա", "б", "բ", "в", "վ", "г", "գ", "д", "դ", "е", "ե", "ж", "ժ", "з", "զ", "и", "ի", "й", "յ", "к", "կ", "л",
    "լ", "м", "մ", "н", "ն", "о", "ո", "п", "պ", "р", "ր", "с", "ս", "т", "տ", "у", "ու", "ф", "ֆ", "х", "խ", "ц", "ց",
    "ч", "չ", "ш", "շ", "щ", "շչ", "ъ", "", "ы", "ի", "ь", "", "э", "է", "ю", "յու", "я", "յա",
];
/// How many Russian pairs go into a small script, and the most lessons of a table.
const BORROWED: usize = 3000;
const MOST: usize = 80_000;
const MOST_LATIN: usize = 40_000;
const MOST_MEDIATED: usize = 35_000;
const MOST_VARIANTS: usize = 12_000;

/// Makes the lessons of lines `native TAB Latin`. The same lines in any order give the same lessons.
pub fn lessons(text: &str) -> Lessons {
    let mut pairs: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once('\t')).collect();
    pairs.sort_by_key(|pair| (mix(pair.0) ^ mix(pair.1).rotate_left(7), *pair));
    let mut out = Lessons::new();
    let mut by_native: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut mediated = 0;
    let mut borrowed = 0;
    for &(native, latin) in &pairs {
        let Some(table) = script::table_name(native) else { continue };
        add(&mut out, table, native, latin);
        if table == "latin" {
            continue;
        }
        if table == "indic"
            && let Some((units, letters)) = lesson(native, latin)
        {
            let units = units.into_iter().map(|unit| as_tamil(unit, latin)).collect();
            out.entry("tamil").or_default().push((units, letters));
        }
        by_native.entry(native).or_default().push(latin);
        let folded = crate::text::fold(native);
        if table == "cyrillic" && folded.text().chars().all(|c| c == ' ' || ('а'..='я').contains(&c)) {
            if mediated < MOST_MEDIATED {
                let scheme = RUSSIAN[(mix(latin) % RUSSIAN.len() as u64) as usize];
                if let Ok(spelling) = crate::translit::transliterate(native, scheme) {
                    mediated += usize::from(add_limited(&mut out, &spelling, latin, usize::MAX));
                }
            }
            if borrowed < BORROWED {
                borrowed += 1;
                let mut georgian = respell(folded.text(), GEORGIAN);
                if !georgian.ends_with(['ა', 'ე', 'ი', 'ო', 'უ']) {
                    georgian.push('ი'); // the nominative
                }
                add(&mut out, "georgian", &georgian, latin);
                add(&mut out, "armenian", &respell(folded.text(), ARMENIAN), latin);
            }
        }
    }
    let mut variants = 0;
    for (native, spellings) in by_native {
        for pair in spellings.windows(2).take(2) {
            if variants < MOST_VARIANTS && mix(native).is_multiple_of(2) && alike(pair[0], pair[1]) > 0.5 {
                variants += usize::from(add_limited(&mut out, pair[0], pair[1], usize::MAX));
            }
        }
    }
    out
}

fn add(out: &mut Lessons, table: &'static str, native: &str, latin: &str) {
    if table == "latin" {
        add_limited(out, native, latin, MOST_LATIN);
        return;
    }
    let rows = out.entry(table).or_default();
    if rows.len() < MOST
        && let Some((units, letters)) = lesson(native, latin)
    {
        rows.push((units, letters));
    }
}

/// A pair of Latin spellings, if they are unlike, but not too unlike to be one name.
fn add_limited(out: &mut Lessons, spelling: &str, latin: &str, most: usize) -> bool {
    let rows = out.entry("latin").or_default();
    if rows.len() >= most || alike(spelling, latin) < 0.5 {
        return false;
    }
    match lesson(spelling, latin) {
        Some((units, letters)) if !units.iter().copied().eq(letters.iter().map(|&b| char::from(b))) => {
            rows.push((units, letters));
            true
        }
        _ => false,
    }
}

fn lesson(native: &str, latin: &str) -> Option<(Vec<char>, Vec<u8>)> {
    let units = script::writing(native)?.units;
    let mut letters = script::latin_form(latin);
    letters.push(b' ');
    (letters.len() > 1 && units.len() <= 33 && letters.len() <= 33).then_some((units, letters))
}

/// The letter that Tamil has for one of Devanagari: a row of stops has only its first, and s is often written as c.
fn as_tamil(unit: char, latin: &str) -> char {
    match unit {
        'ख' | 'ग' | 'घ' => 'क',
        'छ' | 'झ' => 'च',
        'ठ' | 'ड' | 'ढ' => 'ट',
        'थ' | 'द' | 'ध' => 'त',
        'फ' | 'ब' | 'भ' => 'प',
        'स' | 'श' if mix(latin).is_multiple_of(2) => 'च',
        'श' => 'ष',
        _ => unit,
    }
}

fn respell(word: &str, letters: &[&str]) -> String {
    word.chars()
        .map(|c| letters.chunks(2).find(|row| row[0].starts_with(c)).map_or_else(|| c.to_string(), |row| row[1].into()))
        .collect()
}

/// Share of letters in common: 1 less edit distance by length.
fn alike(a: &str, b: &str) -> f32 {
    1.0 - super::similarity::edits(&script::latin_form(a), &script::latin_form(b))
}

/// A fixed shuffle.
fn mix(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Learns one table.
pub fn learn(table: &str, lessons: &[(Vec<char>, Vec<u8>)]) -> Vec<Segment> {
    let units = if table == "kana" { 3 } else { 2 };
    learn::learn(lessons, &learn::Settings { units, ..learn::Settings::default() })
}

/// The letter model of all Latin names, as a file: trigrams, backed off to bigrams and single letters.
pub fn letter_model(lessons: &Lessons) -> String {
    const LETTERS: &[u8] = b" abcdefghijklmnopqrstuvwxyz";
    let class = |b: u8| LETTERS.iter().position(|l| *l == b);
    let mut words: Vec<&[u8]> = lessons
        .values()
        .flatten()
        .flat_map(|(_, latin)| latin.split(|b| *b == b' '))
        .filter(|w| !w.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut counts = vec![0.0_f64; 27 * 27 * 27];
    for word in words {
        let (mut a, mut b) = (0, 0);
        for c in word.iter().filter_map(|&l| class(l)).chain([0]) {
            counts[(a * 27 + b) * 27 + c] += 1.0;
            (a, b) = (b, c);
        }
    }
    let sum = |pick: &dyn Fn(usize, usize, usize) -> bool| -> f64 {
        counts.iter().enumerate().filter(|(i, _)| pick(i / 729, i / 27 % 27, i % 27)).map(|(_, n)| n).sum()
    };
    let all = sum(&|_, _, _| true).max(1.0);
    let single: Vec<f64> = (0..27).map(|c| (sum(&|_, _, z| z == c) + 1.0) / all).collect();
    let mut out = String::from(
        "# Cost of a letter after two others, hundredths of a nat; made by `make train-names`: do not edit.\n",
    );
    let pairs: Vec<f64> = (0..729).map(|i| sum(&|_, y, z| y * 27 + z == i)).collect();
    for a in 0..27 {
        for b in 0..27 {
            let row = &counts[(a * 27 + b) * 27..(a * 27 + b + 1) * 27];
            let total: f64 = row.iter().sum();
            let pair_total: f64 = pairs[b * 27..(b + 1) * 27].iter().sum();
            let name = |i: usize| char::from(if i == 0 { b'_' } else { LETTERS[i] });
            let _ = write!(out, "{}{}\t", name(a), name(b));
            for c in 0..27 {
                let pair = (pairs[b * 27 + c] + 8.0 * single[c]) / (pair_total + 8.0);
                let p = (row[c] + 8.0 * pair) / (total + 8.0);
                let _ = write!(out, "{}{}", if c == 0 { "" } else { " " }, (-100.0 * p.ln()).round());
            }
            out.push('\n');
        }
    }
    out
}
