//! Files of format version 1 with the scanner's tables of layout 2: opened and scanned for ever.

use entmatch_core::index::{Gazetteer, SectionId};
use entmatch_core::scan::{Policy, Scanner};

const GOLDEN: &[u8] = include_bytes!("data/format-1-scan-2.emx");
const OLDER: &[u8] = include_bytes!("data/format-1.emx");

#[test]
fn the_second_layout_is_still_scanned() {
    let golden = Gazetteer::from_bytes(GOLDEN.to_vec()).expect("opens");
    golden.verify().expect("is sound");
    assert_eq!((golden.format_version(), golden.section_version(SectionId::SCAN)), (1, Some(2)));
    let text = "В Сеуле and SEOUL: Ban Ki-moon of South Korea, 서울에서";
    let scanner = Scanner::new(&golden).expect("has tables");
    let found: Vec<&str> = scanner.find(text, Policy::LeftmostLongest).iter().map(|m| m.span.of(text)).collect();
    assert_eq!(found, ["Сеуле", "SEOUL", "Ban Ki-moon", "South Korea", "서울에서"]);
}

#[test]
fn the_first_layout_is_refused_with_the_cure() {
    let older = Gazetteer::from_bytes(OLDER.to_vec()).expect("opens");
    let error = Scanner::new(&older).err().expect("is refused");
    assert!(error.message().contains("layout 1") && error.message().contains("build the gazetteer again"));
}
