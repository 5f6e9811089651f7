//! Spellings that schemes add to a compiled gazetteer.

use entmatch_core::compile::{CompileOptions, compile_with_report};
use entmatch_core::gazetteer::GazetteerBuilder;
use entmatch_core::index::Gazetteer;
use entmatch_core::resolve::{How, Query, Resolver};

const LINES: &str = r#"
{"id":"city:1","kind":"populated_place","names":[{"text":"평양","lang":"ko"}],"place":{"country":"PRK"}}
{"id":"city:2","kind":"populated_place","names":[{"text":"Xiamen"}],"place":{"country":"CHN"}}
{"id":"city:3","kind":"populated_place","names":[{"text":"Харків","lang":"uk"}],"place":{"country":"UKR"}}
{"id":"city:4","kind":"populated_place","names":[{"text":"Charkow"}],"place":{"country":"POL"}}
{"id":"city:5","kind":"populated_place","names":[{"text":"Рим","lang":"uk"},{"text":"ローマ","lang":"ja"}],"place":{"country":"ITA"}}
{"id":"city:6","kind":"populated_place","names":[{"text":"Ош","lang":"ky"},{"text":"Балыкчы","lang":"ky"}],"place":{"country":"KGZ"}}
{"id":"person:1","kind":"person","names":[{"text":"김정은","lang":"ko"},{"text":"Kim Jong Un","lang":"en"}]}
{"lexeme":"balykchy","marks":["common_word"]}
"#;

fn compiled(variants: usize, variants_from: Option<f32>, threads: usize) -> (Vec<u8>, u64) {
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl_from(LINES.trim().as_bytes(), "example").expect("a list");
    let threads = Some(threads);
    let options = CompileOptions { variants, variants_from, threads, ..CompileOptions::default() };
    let (bytes, report) = compile_with_report(&builder.finish(), &options).expect("a gazetteer");
    (bytes, report.variants)
}

#[test]
fn a_spelling_leads_to_its_entity_and_says_how() {
    let gazetteer = Gazetteer::from_bytes(compiled(8, None, 2).0).unwrap();
    let resolver = Resolver::new(&gazetteer).unwrap();
    for (name, id, via) in [
        ("Pkhen'yan", "city:1", "평양, Kontsevich to Пхеньян, then BGN/PCGN"),
        ("Pkhenyan", "city:1", "평양, Kontsevich to Пхеньян, then BGN/PCGN"),
        ("Syamen", "city:2", "Xiamen, Palladius to Сямэнь, then English press"),
        ("Сямэнь", "city:2", "Xiamen, Palladius"),
        ("Charkiw", "city:3", "Харків, German press"),
        ("Kim Chong-un", "person:1", "김정은, McCune-Reischauer without breves and apostrophes"),
    ] {
        let found = resolver.resolve(&Query::new(name));
        let best = found.first().unwrap_or_else(|| panic!("{name} is found"));
        assert_eq!((gazetteer.entity(best.entity).id(), best.via.as_str()), (id, via), "{name}");
        assert_eq!(best.how, How::Transliterated, "{name}");
    }
}

#[test]
fn what_is_written_comes_first() {
    let gazetteer = Gazetteer::from_bytes(compiled(32, None, 1).0).unwrap();
    let only = |name: &str| {
        let postings = gazetteer.key(gazetteer.lookup(name)?).postings();
        Some(postings.map(|posting| gazetteer.entity(posting.entity).id()).collect::<Vec<_>>())
    };
    // Kharkiv is Charkow in Poland by way of Russian, but another town is written so.
    assert_eq!(only("Charkow"), Some(vec!["city:4"]));
    assert_eq!(only("Kharkov"), Some(vec!["city:3"]));
    // Short words, known words, and what Japanese made of an Italian city.
    for name in ["Osh", "Balykchy", "Rim", "Roma"] {
        assert_eq!(only(name), None, "{name}");
    }
}

#[test]
fn they_are_bounded_and_the_same_on_any_number_of_threads() {
    let (one, count) = compiled(3, None, 1);
    assert!((6..=3 * 7).contains(&count), "{count}");
    assert_eq!(one, compiled(3, None, 4).0);
    assert_eq!(compiled(0, None, 1).1, 0);
    assert_eq!(compiled(8, Some(30.0), 1).1, 0);
    let gazetteer = Gazetteer::from_bytes(one).unwrap();
    for id in gazetteer.entities() {
        let made = gazetteer.entity(id).names().filter(|name| name.via().is_some()).count();
        assert!(made <= 3, "{made} of {}", gazetteer.entity(id).id());
    }
}
