//! A file is a stranger: damaged, cut or made to harm, it gives a clear error or a harmless answer, never a panic.

#![allow(clippy::unwrap_used, clippy::format_collect, missing_docs)]

use entmatch_core::compile::{CompileOptions, compile};
use entmatch_core::gazetteer::{Date, GazetteerBuilder, RelationKind};
use entmatch_core::index::{EntityId, Gazetteer, KeyId, SectionId, Writer};
use proptest::prelude::{ProptestConfig, any, prop, proptest};

const WORLD: &str = include_str!("data/world.jsonl");
const LIST: &str = include_str!("data/list.jsonl");

fn small() -> Vec<u8> {
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl_from(WORLD.as_bytes(), "world.jsonl").unwrap();
    compile(&builder.finish(), &CompileOptions::default()).unwrap()
}

/// A list of names and nothing else, which has a layout of its own.
fn list() -> Vec<u8> {
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl_from(LIST.as_bytes(), "list.jsonl").unwrap();
    compile(&builder.finish(), &CompileOptions::default()).unwrap()
}

/// A few thousand entities, so that sections are larger than any header.
fn larger() -> Vec<u8> {
    let mut builder = GazetteerBuilder::new();
    builder.read_jsonl_from(WORLD.as_bytes(), "world.jsonl").unwrap();
    let lines: String = (0..2_000)
        .map(|n| {
            format!(
                "{{\"id\":\"made-up:{n}\",\"kind\":\"populated_place\",\"names\":[{{\"text\":\"Ust-Place {n}\"}},{{\"text\":\"Место {n}\"}}],\
                 \"relations\":[{{\"kind\":\"part_of\",\"to\":\"country:KOR\"}}]}}\n"
            )
        })
        .collect();
    builder.read_jsonl_from(lines.as_bytes(), "made-up").unwrap();
    compile(&builder.finish(), &CompileOptions::default()).unwrap()
}

/// Calls every accessor and gives how much it met, which only keeps the calls from being removed.
fn walk(gazetteer: &Gazetteer, limit: u32) -> usize {
    let mut met = gazetteer.attribution().len() + gazetteer.agents().count();
    let date = Date(0);
    for id in (0..limit.min(gazetteer.len() as u32)).chain([u32::MAX]).map(EntityId) {
        let entity = gazetteer.entity(id);
        met += entity.id().len() + entity.name().len() + entity.source().len() + entity.country().map_or(0, str::len);
        met += usize::from(entity.coordinates().is_some()) + entity.population() as usize % 7;
        met += usize::from(entity.prominence() > 0.0) + entity.kind().as_str().len();
        for name in entity.names().take(100) {
            met += name.text().len() + name.lang().len() + name.via().map_or(0, str::len) + name.source().len();
            met += usize::from(name.holds_on(date)) + name.kind().as_str().len() + name.case().as_str().len();
        }
        met += entity.roles().filter(|role| role.holds_on(date)).count();
        met += entity.codes().map(|code| code.scheme.len() + code.code.len()).sum::<usize>();
        met += entity.ids().map(|(scheme, id)| scheme.len() + id.len()).sum::<usize>();
        met += entity.relations().count();
        met += RelationKind::ALL.iter().map(|kind| entity.related_to_this(*kind).count()).sum::<usize>();
        met += usize::from(gazetteer.by_id(entity.id()).is_some());
    }
    for id in (0..limit.min(gazetteer.key_count() as u32)).chain([u32::MAX]).map(KeyId) {
        let key = gazetteer.key(id);
        met += usize::from(gazetteer.lookup(key.text()).is_some());
        for posting in key.postings().take(100) {
            met += posting.name.text().len() + gazetteer.entity(posting.entity).name().len();
            assert!((0.0..=1.0).contains(&posting.prior));
        }
    }
    met + usize::from(gazetteer.marks("nice").common_word())
}

#[test]
fn every_truncation_of_a_small_file_is_refused() {
    let file = small();
    for length in 0..file.len() {
        let error = Gazetteer::from_bytes(file[..length].to_vec()).unwrap_err();
        assert!(!error.message().is_empty());
    }
}

#[test]
fn a_larger_file_cut_at_a_section_is_refused() {
    let file = larger();
    let gazetteer = Gazetteer::from_bytes(file.clone()).unwrap();
    for section in gazetteer.sections() {
        let (start, end) = (section.offset as usize, (section.offset + section.length) as usize);
        for length in [start - 1, start, start + 1, end - usize::from(end > start), end] {
            if length < file.len() {
                assert!(Gazetteer::from_bytes(file[..length].to_vec()).is_err(), "{} at {length}", section.id);
            }
        }
    }
}

#[test]
fn every_changed_byte_is_refused_or_harmless_and_verify_sees_it() {
    for file in [small(), list()] {
        change_every_byte(&file);
    }
}

fn change_every_byte(file: &[u8]) {
    let sound = Gazetteer::from_bytes(file.to_vec()).unwrap();
    sound.verify().unwrap();
    let in_section = |at: usize| {
        sound.sections().iter().any(|section| (section.offset..section.offset + section.length).contains(&(at as u64)))
    };
    for at in 0..file.len() {
        let mut damaged = file.to_vec();
        damaged[at] ^= 1 << (at % 8);
        match Gazetteer::from_bytes(damaged) {
            Err(error) => assert!(!error.message().is_empty()),
            Ok(gazetteer) => {
                if at % 5 == 0 {
                    walk(&gazetteer, 20);
                }
                assert_eq!(gazetteer.verify().is_err(), in_section(at), "byte {at}");
            }
        }
    }
}

/// The same sections with other bytes and right checksums: what a program made to harm would write.
fn forged(file: &[u8], change: impl Fn(SectionId, &mut Vec<u8>)) -> Vec<u8> {
    let gazetteer = Gazetteer::from_bytes(file.to_vec()).unwrap();
    let mut writer = Writer::new();
    for section in gazetteer.sections() {
        let mut bytes = gazetteer.section(section.id).unwrap().to_vec();
        change(section.id, &mut bytes);
        writer.section(section.id, section.version, &bytes).unwrap();
    }
    writer.finish()
}

#[test]
fn sections_of_nothing_zeros_and_ones_are_harmless() {
    for file in [small(), list()] {
        fill_every_section(&file);
    }
}

fn fill_every_section(file: &[u8]) {
    let sections: Vec<SectionId> =
        Gazetteer::from_bytes(file.to_vec()).unwrap().sections().iter().map(|s| s.id).collect();
    for target in sections {
        for fill in [None, Some(0x00), Some(0xff), Some(0x7f)] {
            let forged = forged(file, |id, bytes| match fill {
                _ if id != target => {}
                None => bytes.clear(),
                Some(byte) => bytes.fill(byte),
            });
            if let Ok(gazetteer) = Gazetteer::from_bytes(forged) {
                walk(&gazetteer, 50);
                // Sections of later stages are theirs to judge.
                let _ = gazetteer.verify();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn forged_sections_are_harmless(
        changes in prop::collection::vec((1_u32..13, any::<prop::sample::Index>(), any::<u8>()), 1..40),
        of_list in any::<bool>(),
    ) {
        thread_local! {
            static FILES: [Vec<u8>; 2] = [small(), list()];
        }
        let forged = FILES.with(|files| forged(&files[usize::from(of_list)], |id, bytes| {
            for (section, at, value) in &changes {
                if id.0 == *section && !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = *value;
                }
            }
        }));
        if let Ok(gazetteer) = Gazetteer::from_bytes(forged) {
            walk(&gazetteer, 50);
            let _ = gazetteer.verify();
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        assert!(Gazetteer::from_bytes(bytes).is_err());
    }
}

/// Written by format version 1. It is read for ever, by whatever version comes after.
const GOLDEN: &[u8] = include_bytes!("data/format-1.emx");

/// The same with keys and names of layout 2: a key that has one posting holds it.
const GOLDEN_KEYS: &[u8] = include_bytes!("data/format-1-keys-2.emx");

/// A list of names: entities of layout 3.
const GOLDEN_LIST: &[u8] = include_bytes!("data/format-1-list.emx");

#[test]
fn the_first_format_is_still_read() {
    for (golden, layout) in [(GOLDEN, 1), (GOLDEN_KEYS, 2)] {
        let golden = Gazetteer::from_bytes(golden.to_vec()).unwrap();
        assert_eq!(golden.section_version(SectionId::KEYS), Some(layout));
        is_the_world(&golden);
    }
}

#[test]
fn a_list_is_still_read() {
    let golden = Gazetteer::from_bytes(GOLDEN_LIST.to_vec()).unwrap();
    assert_eq!(golden.section_version(SectionId::ENTITIES), Some(3));
    assert_eq!(golden.verify().unwrap().counts.postings, 5);
    let names: Vec<(&str, &str)> =
        golden.entities().map(|id| (golden.entity(id).id(), golden.entity(id).name())).collect();
    assert_eq!(names.len(), 6);
    assert!(names.iter().all(|(id, name)| id.strip_prefix("list:") == Some(name)));
    let key = golden.key(golden.lookup("seoul").unwrap());
    let mut found: Vec<&str> = key.postings().map(|posting| posting.name.text()).collect();
    found.sort_unstable();
    assert_eq!(found, ["SEOUL", "Seoul"]);
    walk(&golden, 100);
}

fn is_the_world(golden: &Gazetteer) {
    golden.verify().unwrap();
    assert_eq!(golden.format_version(), 1);
    assert_eq!(golden.len(), 10);
    let posting = golden.key(golden.lookup("СЕУЛ").unwrap()).postings().next().unwrap();
    let seoul = golden.entity(posting.entity);
    assert_eq!((seoul.id(), seoul.name(), seoul.population()), ("geonames:1835848", "Seoul", 10_349_312));
    let capital_of: Vec<&str> = seoul.relations().map(|(_, to)| golden.entity(to).name()).collect();
    assert_eq!(capital_of, ["South Korea"]);
    let ban = golden.entity(golden.by_id("person:ban-ki-moon").unwrap());
    let day = Date::parse("2010-01-01").unwrap();
    assert_eq!(ban.codes().filter(|code| code.holds_on(day)).map(|code| code.code).collect::<Vec<_>>(), ["IGOUNO"]);
    assert!(golden.marks("jordan").surname());
    walk(golden, 100);
}
