//! Whatever the text: an answer, in bounded size, without a panic.

use entmatch_core::translit::{
    derived_names, reverse, romanizations, romanize, scheme, schemes, transliterate, variants,
};

/// Texts of a kind that no name is.
fn hostile() -> Vec<String> {
    let mut texts = vec![
        String::new(),
        " ".repeat(1000),
        "'".repeat(1000),
        "\u{301}".repeat(10_000),
        "習".repeat(10_000),
        "aЯ平יก".repeat(2_000),
        "न्".repeat(5_000),
        "กร".repeat(5_000),
        "เ".repeat(5_000),
        "ㅎ힣\u{1100}\u{11A8}".repeat(2_000),
        "っ".repeat(5_000),
        "ー々ヶ".repeat(3_000),
        "ال".repeat(5_000),
        "وي".repeat(5_000),
        "\u{202E}\u{200D}\u{FEFF}".repeat(3_000),
        "'-'-".repeat(1_000),
        "İıſẞŉǰ".repeat(1_000),
    ];
    // Every script beside every other, from a generator that is the same everywhere.
    let blocks = [0x20, 0xC0, 0x300, 0x370, 0x400, 0x530, 0x590, 0x600, 0x900, 0xB80, 0xE00, 0x10A0, 0x1100, 0x1200];
    let blocks = blocks.iter().chain(&[0x2000, 0x3040, 0x4E00, 0xAC00, 0xFB50, 0xFF00, 0x1_F600, 0x2_0000]);
    let blocks: Vec<u32> = blocks.copied().collect();
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    for length in [1, 2, 3, 5, 9, 40, 400] {
        for _ in 0..60 {
            let pick = |next: &mut dyn FnMut() -> u32| {
                char::from_u32(blocks[next() as usize % blocks.len()] + next() % 0x70).unwrap_or('?')
            };
            texts.push((0..length).map(|_| pick(&mut next)).collect());
        }
    }
    texts
}

#[test]
fn every_scheme_answers() {
    for text in hostile() {
        let bound = 64 + 16 * text.len();
        for scheme in schemes() {
            let short: String = text.chars().take(400).collect();
            let out = transliterate(&short, scheme.id()).unwrap_or_else(|error| panic!("{}: {error}", scheme.id()));
            assert!(out.len() <= bound, "{} grows {short}", scheme.id());
        }
    }
}

#[test]
fn long_texts_stay_linear() {
    for text in hostile() {
        assert!(romanize(&text).len() <= 64 + 8 * text.len());
        for id in [
            "russian-bgn",
            "korean-kontsevich>russian-bgn",
            "chinese-palladius",
            "thai-rtgs",
            "arabic-bgn",
            "hindi-hunterian",
        ] {
            assert!(transliterate(&text, id).is_ok_and(|out| out.len() <= 64 + 16 * text.len()));
        }
    }
}

#[test]
fn variants_and_readings_are_bounded() {
    for text in hostile() {
        for lang in ["", "ru", "zh", "ja", "ko", "ar", "vi", "xx"] {
            assert!(variants(&text, lang).len() <= 32);
            assert!(derived_names(&text, lang, 6).len() <= 6);
        }
        assert!(romanizations(&text, 8).len() <= 8);
    }
}

#[test]
fn schemes_are_read_backwards_without_harm() {
    for text in hostile().iter().filter(|text| text.chars().count() <= 40) {
        for scheme in schemes() {
            let sources = reverse(text, scheme.id(), 3).unwrap_or_else(|error| panic!("{}: {error}", scheme.id()));
            assert!(sources.len() <= 3);
        }
    }
}

#[test]
fn an_unknown_scheme_is_an_error_that_names_it() {
    let error = transliterate("x", "klingon").expect_err("no such scheme");
    assert!(error.message().contains("klingon"));
    assert!(scheme("klingon").is_none());
    assert!(reverse("x", "klingon", 1).is_err());
}
