//! A small world, compiled and read back.

#![allow(clippy::unwrap_used, clippy::float_cmp, missing_docs)]

use entmatch_core::compile::{CompileOptions, add_compiled, compile, compile_with_report};
use entmatch_core::gazetteer::{self, Case, Date, GazetteerBuilder, Kind, NameKind, RelationKind};
use entmatch_core::index::Gazetteer;

const WORLD: &str = include_str!("data/world.jsonl");

fn source() -> gazetteer::Gazetteer {
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl_from(WORLD.as_bytes(), "world.jsonl").unwrap();
    assert_eq!(builder.report().rejects, []);
    builder.finish()
}

fn world() -> Gazetteer {
    Gazetteer::from_bytes(compile(&source(), &CompileOptions::default()).unwrap()).unwrap()
}

#[test]
fn entities_come_back_as_they_were() {
    let world = world();
    let seoul = world.entity(world.by_id("geonames:1835848").unwrap());
    assert_eq!((seoul.name(), seoul.kind(), seoul.country()), ("Seoul", Kind::PopulatedPlace, Some("KOR")));
    assert_eq!(seoul.coordinates(), Some((37.566, 126.9784)));
    assert_eq!(seoul.population(), 10_349_312);
    assert_eq!(seoul.ids().collect::<Vec<_>>(), [("geonames", "1835848"), ("wikidata", "Q8684")]);
    let asia = world.entity(world.by_id("geonames:6255147").unwrap());
    assert!(asia.population().abs_diff(4_700_000_000) <= 1024);
    assert_eq!(world.by_id("geonames:0"), None);
    assert!(world.by_id("country:KOR").is_some());
    world.verify().unwrap();
}

#[test]
fn relations_read_both_ways() {
    let world = world();
    let korea = world.by_id("country:KOR").unwrap();
    let seoul = world.by_id("geonames:1835848").unwrap();
    assert_eq!(world.entity(seoul).relations().collect::<Vec<_>>(), [(RelationKind::CapitalOf, korea)]);
    assert_eq!(world.entity(korea).related_to_this(RelationKind::CapitalOf).collect::<Vec<_>>(), [seoul]);
    let government = world.entity(korea).related_to_this(RelationKind::GovernmentOf).next().unwrap();
    assert_eq!(world.entity(government).id(), "gov:KOR");
}

#[test]
fn roles_and_codes_hold_at_their_dates() {
    let world = world();
    let ban = world.entity(world.by_id("person:ban-ki-moon").unwrap());
    let on = |date: &str| {
        let date = Date::parse(date).unwrap();
        ban.codes().filter(|code| code.holds_on(date)).map(|code| code.code).collect::<Vec<_>>()
    };
    assert_eq!(on("2005-05-05"), ["KORGOV"]);
    assert_eq!(on("2010-05-05"), ["IGOUNO"]);
    assert_eq!(on("2020-05-05"), Vec::<&str>::new());
    let role = ban.roles().next().unwrap();
    assert_eq!((role.office, world.entity(role.of).id(), role.code), ("secretary-general", "org:un", Some("IGO")));
    assert!(role.holds_on(Date::parse("2016-12-31").unwrap()) && !role.holds_on(Date::parse("2017-01-01").unwrap()));
}

#[test]
fn keys_share_their_weight() {
    let world = world();
    let key = world.key(world.lookup("GEORGIA").unwrap());
    let ids: Vec<&str> = key.postings().map(|posting| world.entity(posting.entity).id()).collect();
    assert_eq!(ids, ["country:GEO", "geonames:4197000"]);
    let priors: Vec<f32> = key.postings().map(|posting| posting.prior).collect();
    assert!((priors.iter().sum::<f32>() - 1.0).abs() < 1e-3 && priors[0] > priors[1], "{priors:?}");
    assert_eq!(world.lookup("Atlantis"), None);
}

#[test]
fn names_keep_language_kind_dates_and_policy() {
    let world = world();
    let posting = world.key(world.lookup("keijo").unwrap()).postings().next().unwrap();
    assert_eq!(posting.name.kind(), NameKind::Historical);
    assert_eq!(
        (posting.name.from(), posting.name.to()),
        (Date::parse("1910-01-01").ok(), Date::parse("1945-12-31").ok())
    );
    assert!(!posting.name.holds_on(Date::parse("2000-01-01").unwrap()));
    let un = world.key(world.lookup("UN").unwrap()).postings().next().unwrap();
    assert_eq!((un.name.case(), un.name.lang(), un.name.via()), (Case::Exact, "en", None));
    let nice = world.key(world.lookup("nice").unwrap()).postings().next().unwrap();
    assert_eq!(nice.name.case(), Case::Initial);
    let via = world.key(world.lookup("Seul").unwrap()).postings().next().unwrap();
    assert_eq!((via.name.via(), via.name.source()), (Some("Kontsevich"), "curated"));
}

#[test]
fn words_have_marks() {
    let world = world();
    assert!(world.marks("nice").common_word());
    let jordan = world.marks("jordan");
    assert!(jordan.given_name() && jordan.surname() && !jordan.common_word());
    assert!(world.marks("tokyo").is_empty());
}

#[test]
fn links_to_nowhere_are_reported() {
    let (_, report) = compile_with_report(&source(), &CompileOptions::default()).unwrap();
    let dangling: Vec<_> =
        report.dangling.iter().map(|link| (link.from.as_str(), link.link.as_str(), link.to.as_str())).collect();
    assert_eq!(dangling, [("geonames:1850147", "capital_of", "country:JPN")]);
}

#[test]
fn any_number_of_threads_and_any_order_give_the_same_bytes() {
    let mut shuffled = source();
    let one = compile(&shuffled, &CompileOptions { threads: Some(1), ..CompileOptions::default() }).unwrap();
    shuffled.entities.reverse();
    let many = compile(&shuffled, &CompileOptions { threads: Some(7), ..CompileOptions::default() }).unwrap();
    assert_eq!(one, many);
}

#[test]
fn a_compiled_gazetteer_can_be_built_upon() {
    let world = world();
    let mut builder = GazetteerBuilder::new();
    add_compiled(&mut builder, &world, "world.emx").unwrap();
    let again = builder.finish();
    let original = source();
    assert_eq!(again.entities.len(), original.entities.len());
    assert_eq!(again.attributions, original.attributions);
    assert_eq!(again.agents, original.agents);
    let file = compile(&again, &CompileOptions::default()).unwrap();
    let reread = Gazetteer::from_bytes(file).unwrap();
    for id in world.entities() {
        assert_eq!(world.entity(id).to_model(), reread.entity(id).to_model());
    }
}

#[test]
fn numbers_out_of_range_are_harmless() {
    let world = world();
    for number in [world.key_count() as u32, u32::MAX - 1, u32::MAX] {
        let entity = world.entity(entmatch_core::index::EntityId(number));
        assert_eq!((entity.id(), entity.name(), entity.names().len()), ("", "", 0));
        let key = world.key(entmatch_core::index::KeyId(number));
        assert_eq!((key.text(), key.postings().len()), ("", 0));
    }
}
