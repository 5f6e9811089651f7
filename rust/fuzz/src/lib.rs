//! What must hold for any bytes: of folding, of the reader of gazetteer files, and of the scanner.
//!
//! `cargo run --release --bin drive -- --seconds 20` in this folder runs all three on any toolchain;
//! `cargo +nightly fuzz run --features libfuzzer scan seeds/scan` one of them under libFuzzer.

#[path = "../../core/tests/reference/mod.rs"]
mod reference;

use entmatch_core::compile::{CompileOptions, compile};
use entmatch_core::gazetteer::{Case, GazetteerBuilder};
use entmatch_core::index::{EntityId, Gazetteer, KeyId, Writer};
use entmatch_core::scan::{Matcher, MatcherOptions, Policy, Scanner};
use entmatch_core::text::{Span, fold, key, words};
use reference::Reference;
use std::sync::OnceLock;

/// Folding: the way back to the original is on character boundaries and never goes backwards; folding again changes
/// nothing; words lie one behind the other.
pub fn fold_target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let folded = fold(&text);
    let mut before = Span::new(0, 0);
    for (at, c) in folded.text().char_indices() {
        let span = folded.to_original(Span::new(at as u32, (at + c.len_utf8()) as u32));
        assert!(span.start <= span.end && span.end as usize <= text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        assert!(span.start >= before.start && span.end >= before.end, "{text:?} at {at}");
        before = span;
    }
    assert_eq!(fold(folded.text()).text(), folded.text(), "{text:?}");
    let mut end = 0;
    for word in words(&text) {
        assert!(word.span.start <= word.span.end && word.span.end as usize <= text.len());
        assert!(word.span.end >= end);
        end = word.span.end;
        let _ = key(word.span.of(&text));
    }
}

const WORLD: &str = include_str!("../../core/tests/data/world.jsonl");

fn sound() -> &'static Gazetteer {
    static SOUND: OnceLock<Gazetteer> = OnceLock::new();
    SOUND.get_or_init(|| {
        let mut builder = GazetteerBuilder::new();
        builder.read_jsonl_from(WORLD.as_bytes(), "world.jsonl").expect("lines");
        let file = compile(&builder.finish(), &CompileOptions::default()).expect("compiles");
        Gazetteer::from_bytes(file).expect("opens")
    })
}

/// Reading: the first byte chooses a section of a sound file, the rest says what is written into it where (two bytes of
/// place, one of value), or, with the highest bit of the first set, is the section. The container around it is right, so
/// that what lies behind its checks is reached.
pub fn index_target(data: &[u8]) {
    let _ = Gazetteer::from_bytes(data.to_vec());
    let Some((&choice, rest)) = data.split_first() else { return };
    let sound = sound();
    let mut writer = Writer::new();
    for (number, section) in sound.sections().iter().enumerate() {
        let mut bytes = sound.section(section.id).expect("a section").to_vec();
        if number == usize::from(choice & 0x7F) % sound.sections().len() {
            if choice & 0x80 != 0 {
                bytes = rest.to_vec();
            } else {
                let size = bytes.len();
                for change in rest.chunks_exact(3).filter(|_| size > 0) {
                    let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % size;
                    bytes[at] = change[2];
                }
            }
        }
        writer.section(section.id, section.version, &bytes).expect("a section");
    }
    let Ok(gazetteer) = Gazetteer::from_bytes(writer.finish()) else { return };
    let _ = gazetteer.verify();
    for entity in (0..gazetteer.len().min(30) as u32).map(|id| gazetteer.entity(EntityId(id))) {
        let names: usize = entity.names().take(50).map(|name| name.text().len() + name.lang().len()).sum();
        let _ = (names, entity.id(), entity.name(), entity.coordinates(), gazetteer.by_id(entity.id()));
        let _ = (entity.roles().count(), entity.codes().count(), entity.relations().count(), entity.ids().count());
    }
    for key in (0..gazetteer.key_count().min(60) as u32).map(|id| gazetteer.key(KeyId(id))) {
        let _ = (gazetteer.lookup(key.text()), key.postings().take(50).count());
    }
    if let Ok(scanner) = Scanner::new(&gazetteer) {
        const TEXT: &str = "Ban Ki-moon, SEOUL, в Сеуле, 서울에서, South Korea; Republic of Korea, 韓国";
        for policy in [Policy::All, Policy::LeftmostLongest] {
            for found in scanner.find(TEXT, policy) {
                assert!(TEXT.get(found.span.start as usize..found.span.end as usize).is_some());
            }
        }
    }
}

/// Scanning: the first byte chooses policy and case, up to the first line break stand names, behind it the text; the
/// answer must be that of the slow matcher.
pub fn scan_target(data: &[u8]) {
    let Some((&choice, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let Some((names, text)) = text.split_once('\n') else { return };
    let names: Vec<String> = names.split(';').take(40).map(str::to_owned).collect();
    let policy = if choice & 1 == 0 { Policy::LeftmostLongest } else { Policy::All };
    let case = [Case::Any, Case::Initial, Case::Exact][usize::from(choice >> 1) % 3];
    let matcher = Matcher::with_options(&names, MatcherOptions { policy, case, ..MatcherOptions::default() });
    let found: Vec<(Span, u32)> = matcher.expect("names").find(text).iter().map(|m| (m.span, m.name)).collect();
    assert_eq!(found, Reference::new(&names, case).find(text, policy), "{names:?} {case:?} {policy:?} in {text:?}");
}
