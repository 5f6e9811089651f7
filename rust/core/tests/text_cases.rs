//! What folding, words and keys are for: examples, each with the reason it is here.

use entmatch_core::text::{CodePoints, Joiner, Script, Shape, fold, joined_key, key, script_of, words};

#[test]
fn spellings_that_a_reader_takes_for_the_same_fold_to_the_same() {
    for (text, folded) in [
        ("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"),
        ("Straße STRASSE", "strasse strasse"),
        ("Ærøskøbing, Łódź, Đà Nẵng, Þingvellir", "aeroskobing, lodz, da nang, thingvellir"),
        ("ﬁnland Ｔｏｋｙｏ Ⅷ", "finland tokyo viii"),
        ("Новый Йошкар-Ола, Орёл, Київ", "новый йошкар-ола, орел, киів"),
        ("И\u{306}ошкар", "йошкар"),
        ("Άθως ΑΘΩΣ", "αθωσ αθωσ"),
        ("إيران أفغانستان آسيا", "ايران افغانستان اسيا"),
        ("مُحَمَّد ســوريا كوريا الشمالیة", "محمد سوريا كوريا الشماليه"),
        ("ירושלַיִם ת־א", "ירושלים ת-א"),
        ("\u{1111}\u{1167}\u{11BC}\u{110B}\u{1163}\u{11BC} 평양", "평양 평양"),
        ("ﾄｳｷｮｳ ｶﾞ カ\u{3099}", "トウキョウ ガ ガ"),
        ("٢٠٢٤ ۲۰۲۴ २०२४", "2024 2024 2024"),
        ("P‘yŏngyang – Ust’—x\u{AD}y\u{200B}z", "p'yongyang - ust'-xyz"),
        ("a\t \n\u{A0}b", "a b"),
        ("दिल्ली", "दिल्ली"),
    ] {
        assert_eq!(fold(text).text(), folded);
    }
}

#[test]
fn words_of_many_scripts() {
    let split = |text: &str| -> Vec<String> { words(text).iter().map(|w| w.span.of(text).to_owned()).collect() };
    assert_eq!(split("Russian-North Korean"), ["Russian", "North", "Korean"]);
    assert_eq!(split("U.S. troops’ base"), ["U", "S", "troops", "base"]);
    assert_eq!(split("KBS는 9월 김정은"), ["KBS", "는", "9월", "김정은"]);
    assert_eq!(split("東京・ロシア"), ["東", "京", "ロ", "シ", "ア"]);
    assert_eq!(split("กรุง\u{E49}"), ["ก", "รุ", "ง\u{E49}"]);
    assert_eq!(split("दिल्ली में"), ["दिल्ली", "में"]);
    assert_eq!(split("Пу\u{301}тин"), ["Пу\u{301}тин"]);
    assert_eq!(split("½ cup, 50% ™"), ["½", "cup", "50"]);
    assert!(split("\u{200B} — …").is_empty());
}

#[test]
fn what_stands_between_words() {
    let last = |text: &str| words(text).last().map(|w| w.joiner);
    for (text, joiner) in [
        ("one", Joiner::Start),
        ("a b", Joiner::Space),
        ("a\n b", Joiner::Space),
        ("Al ʻAyn", Joiner::Space),
        ("players' union", Joiner::Space),
        ("a-b", Joiner::Hyphen),
        ("a—b", Joiner::Hyphen),
        ("Ust'-Omchug", Joiner::Hyphen),
        ("J.-P", Joiner::Hyphen),
        ("d’Ivoire", Joiner::Apostrophe),
        ("צה\"ל", Joiner::Apostrophe),
        ("U.S", Joiner::Dot),
        ("St. Paul", Joiner::Dot),
        ("KBS는", Joiner::None),
        ("東京", Joiner::None),
        ("東・京", Joiner::Space),
        ("a, b", Joiner::Other),
        ("a - b", Joiner::Other),
        ("a\n\nb", Joiner::Other),
        ("a.\n\nb", Joiner::Other),
        ("a \"b", Joiner::Other),
    ] {
        assert_eq!(last(text), Some(joiner), "{text:?}");
    }
}

#[test]
fn shapes() {
    let shape = |text: &str| words(text)[0].shape;
    assert_eq!(shape("river"), Shape::Lower);
    assert_eq!(shape("River"), Shape::Title);
    assert_eq!(shape("Ёлка"), Shape::Title);
    assert_eq!(shape("TASS"), Shape::Upper);
    assert_eq!(shape("I"), Shape::Upper);
    assert_eq!(shape("G20"), Shape::Upper);
    assert_eq!(shape("McDonald"), Shape::Mixed);
    assert_eq!(shape("iPhone"), Shape::Mixed);
    assert_eq!(shape("평양"), Shape::Caseless);
    assert_eq!(shape("თბილისი"), Shape::Caseless);
    assert_eq!(shape("2024"), Shape::Number);
}

#[test]
fn names_with_the_same_key_are_the_same_name() {
    for (a, b) in [
        ("North-Korea", "north  korea"),
        ("St. Petersburg", "St Petersburg"),
        ("Gen. Santos", "Gen Santos"),
        ("U.S.", "U. S."),
        ("AT&T", "AT & T"),
        ("Al-ʻAyn", "Al Ayn"),
        ("弗拉基米尔·普京", "弗拉基米尔普京"),
        ("Ust'-Omchug", "Ust-Omchug"),
        ("P’yŏngyang", "P'yongyang"),
    ] {
        assert_eq!(key(a), key(b));
    }
    for (a, b) in [
        ("US", "U.S."),
        ("Iran Air", "Iran. Air"),
        ("Iran Air", "Iran, Air"),
        ("Iran Air", "Iran\n\nAir"),
        ("O'Brien", "O Brien"),
        ("O'Brien", "OBrien"),
        ("Nikopol", "Niko pol"),
    ] {
        assert_ne!(key(a), key(b));
    }
    assert_eq!(joined_key("Kyo'ng-t'aek").as_deref(), Some("kyong taek"));
    assert_eq!(joined_key("Ust'-Omchug"), None);
}

#[test]
fn scripts() {
    for (c, script) in [
        ('é', Script::Latin),
        ('ﬀ', Script::Latin),
        ('ї', Script::Cyrillic),
        ('ש', Script::Hebrew),
        ('ﷺ', Script::Arabic),
        ('ー', Script::Katakana),
        ('の', Script::Hiragana),
        ('々', Script::Han),
        ('ᄀ', Script::Hangul),
        ('ა', Script::Georgian),
        ('Ա', Script::Armenian),
        ('ก', Script::Thai),
        ('-', Script::Other),
    ] {
        assert_eq!(script_of(c), script, "{c}");
    }
}

#[test]
fn code_points_are_counted_like_python_does() {
    let text = "aé東🇰🇵 x";
    let mut points = CodePoints::new(text);
    for (count, (at, _)) in text.char_indices().enumerate() {
        assert_eq!(points.at(at as u32) as usize, count);
    }
    assert_eq!(points.at(999) as usize, text.chars().count());
    assert_eq!(points.at(1), 1);
}
