//! What the scanner finds and what it does not: each case one that peers get wrong or that news is full of.

use entmatch_core::gazetteer::Case;
use entmatch_core::scan::{Inflection, MatchHow, Matcher, MatcherOptions, Policy};

fn find(names: &[&str], options: MatcherOptions, text: &str) -> Vec<(String, usize, MatchHow)> {
    let matcher = Matcher::with_options(names, options).expect("names");
    matcher.find(text).iter().map(|m| (m.span.of(text).to_owned(), m.name as usize, m.how)).collect()
}

fn surfaces(names: &[&str], text: &str) -> Vec<String> {
    find(names, MatcherOptions::default(), text).into_iter().map(|found| found.0).collect()
}

#[test]
fn whole_words_only() {
    assert_eq!(surfaces(&["lt"], "erhält LT lt."), ["LT", "lt"]);
    assert_eq!(surfaces(&["Лахор"], "в Лахоре"), [] as [&str; 0]);
    assert_eq!(surfaces(&["Iran"], "Iranian Tirana Iran"), ["Iran"]);
}

#[test]
fn possessives_elisions_and_compounds() {
    assert_eq!(
        surfaces(&["Russia", "North Korea"], "Russia's, Russia’s and l'North-Korea"),
        ["Russia", "Russia", "North-Korea"]
    );
    assert_eq!(surfaces(&["North Korean", "Russian"], "Russian-North Korean"), ["Russian", "North Korean"]);
    assert_eq!(surfaces(&["Türkiye"], "TÜRKİYE'de"), ["TÜRKİYE"]);
}

#[test]
fn apostrophes_in_names_may_be_left_out() {
    assert_eq!(surfaces(&["P'yŏngyang"], "P’yongyang, Pyongyang, P yongyang"), ["P’yongyang", "Pyongyang"]);
    assert_eq!(
        surfaces(&["Al ʻAyn", "Ust’-Omchug"], "Al Ayn, Al-'Ayn; Ust-Omchug"),
        ["Al Ayn", "Al-'Ayn", "Ust-Omchug"]
    );
}

#[test]
fn a_sentence_end_is_no_part_of_a_name() {
    let names = ["Iran Air", "St. Petersburg", "Mount Fuji", "U.S.", "Washington, D.C."];
    assert_eq!(surfaces(&names, "He flew to Iran. Air traffic; Iran, Air; Iran\n\nAir; Iran\nAir"), ["Iran\nAir"]);
    assert_eq!(
        surfaces(&names, "St Petersburg, St. Petersburg, the U.S., U. S.; us, US"),
        ["St Petersburg", "St. Petersburg", "U.S", "U. S"]
    );
    assert_eq!(surfaces(&names, "Washington, D.C."), ["Washington, D.C"]);
}

#[test]
fn the_longest_name_or_all() {
    let names = ["New York", "York", "New York City", "City Hall"];
    assert_eq!(surfaces(&names, "New York City Hall"), ["New York City"]);
    let all = MatcherOptions { policy: Policy::All, ..MatcherOptions::default() };
    let found: Vec<String> = find(&names, all, "New York City Hall").into_iter().map(|found| found.0).collect();
    assert_eq!(found, ["New York City", "New York", "York", "City Hall"]);
    // A long name that does not come to its end leaves the short one inside.
    assert_eq!(surfaces(&["a b c d", "b", "a"], "a b c x"), ["a", "b"]);
}

#[test]
fn letter_case() {
    let found = |case, text| {
        let options = MatcherOptions { case, ..MatcherOptions::default() };
        find(&["US", "Nice", "Republic of Korea"], options, text).into_iter().map(|found| found.0).collect::<Vec<_>>()
    };
    let text = "us Us US nice Nice NICE republic of korea Republic of Korea REPUBLIC OF KOREA";
    assert_eq!(found(Case::Any, text).len(), 9);
    assert_eq!(found(Case::Initial, text), ["Us", "US", "Nice", "NICE", "Republic of Korea", "REPUBLIC OF KOREA"]);
    assert_eq!(found(Case::Exact, text), ["US", "Nice", "Republic of Korea"]);
}

#[test]
fn how_alike() {
    let found = find(&["Zürich", "Kraków"], MatcherOptions::default(), "Zürich ZURICH Krakow");
    let how: Vec<MatchHow> = found.into_iter().map(|found| found.2).collect();
    assert_eq!(how, [MatchHow::Exact, MatchHow::Folded, MatchHow::Folded]);
    let strict = MatcherOptions { fold: false, case: Case::Exact, ..MatcherOptions::default() };
    assert_eq!(find(&["Zürich", "Kraków"], strict, "Zürich ZURICH Krakow").len(), 1);
}

#[test]
fn the_first_of_equal_names_is_reported_unless_another_is_the_very_same() {
    let found = find(&["NATO", "Nato", "", "…"], MatcherOptions::default(), "nato Nato");
    assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn scripts_without_spaces() {
    assert_eq!(
        surfaces(&["北京", "ロシア", "林芳正", "ไทย"], "在北京的ロシア大使 林 芳正 ประเทศไทย"),
        ["北京", "ロシア", "林 芳正", "ไทย"]
    );
    assert_eq!(
        surfaces(&["弗拉基米尔·普京"], "总统弗拉基米尔·普京、弗拉基米尔普京"),
        ["弗拉基米尔·普京", "弗拉基米尔普京"]
    );
    // No part of one character.
    assert_eq!(surfaces(&["平"], "㍻ 平"), ["平"]);
    assert_eq!(surfaces(&["平成"], "㍻"), ["㍻"]);
}

#[test]
fn offsets_are_those_of_the_original() {
    let text = "İİİ ﬁﬁ İstanbul \u{200B}Пу\u{301}тин\u{200B}";
    assert_eq!(surfaces(&["istanbul", "Путин"], text), ["İstanbul", "Пу\u{301}тин"]);
}

#[test]
fn inflected_names() {
    let options = MatcherOptions { inflection: Inflection::default(), ..MatcherOptions::default() };
    let names = [
        "Пхеньян",
        "Путин",
        "Северная Корея",
        "Россия",
        "Москва",
        "Київ",
        "평양",
        "김정은",
        "العراق",
        "თბილისი",
        "Нижний Новгород",
    ];
    let text = "В Пхеньяне с Путиным о Северной Корее, Россией и Москвы; у Києві; 평양에서 김정은이 والعراق თბილისში, \
                в Нижнем Новгороде";
    let found: Vec<usize> = find(&names, options, text).iter().map(|found| found.1).collect();
    assert_eq!(found, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert!(find(&names, options, text).iter().all(|found| found.2 == MatchHow::Inflected));
    // Names as they are come first, and common words in small letters are not taken for names.
    let found = find(&names, options, "Путин, москвы, Северная Корея");
    assert!(found.iter().all(|found| found.2 == MatchHow::Exact) && found.len() == 2);
    // Without being asked for, nothing is inflected.
    assert!(surfaces(&names, text).is_empty());
    let latin = MatcherOptions { inflection: Inflection::none().with_latin(), ..options };
    assert_eq!(find(&["Putin", "Warszawa"], latin, "z Putinem w Warszawie").len(), 2);
    // A name does not hide a longer one that begins with it.
    let all = MatcherOptions { policy: Policy::All, ..options };
    let found = find(&["도미니카", "도미니카 공화국"], all, "도미니카 공화국과");
    assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn nothing_to_find_and_nowhere_to_look() {
    assert!(surfaces(&[], "text").is_empty());
    assert!(surfaces(&["x"], "").is_empty());
    assert!(surfaces(&["", " ", "…"], "… text").is_empty());
    let long = "a".repeat(60_000);
    assert_eq!(surfaces(&["aa", &long], &format!("aa {long} aa")).len(), 3);
}

#[test]
fn a_gazetteer_is_scanned_where_it_lies() {
    use entmatch_core::compile::{CompileOptions, compile};
    use entmatch_core::gazetteer::GazetteerBuilder;
    use entmatch_core::index::Gazetteer;
    use entmatch_core::scan::Scanner;
    let mut builder = GazetteerBuilder::new();
    let lines = r#"{"id":"a","kind":"country","names":[{"text":"United States"},{"text":"US","kind":"acronym"},{"text":"США","kind":"acronym"}]}
{"id":"b","kind":"populated_place","names":[{"text":"Sana'a"},{"text":"Nice"},{"text":"Северная Корея"}]}
{"lexeme":"nice","marks":["common_word"]}"#;
    builder.read_jsonl_from(lines.as_bytes(), "lines").expect("lines");
    let file = compile(&builder.finish(), &CompileOptions::default()).expect("compiles");
    let gazetteer = Gazetteer::from_bytes(file).expect("opens");
    let scanner = Scanner::new(&gazetteer).expect("has tables");
    let text = "us US Us, nice Nice, Sanaa Sana’a, united states; США сша; в Северной Корее";
    let found: Vec<&str> = scanner.find(text, Policy::LeftmostLongest).iter().map(|m| m.span.of(text)).collect();
    assert_eq!(found, ["US", "Nice", "Sanaa", "Sana’a", "united states", "США", "Северной Корее"]);
}
