//! Importers on what downloads are like at their worst: cut, packed, padded, made to fill memory; and on records as full
//! as those of the real dumps. The files are written here.

#![allow(clippy::unwrap_used, missing_docs)]

use entmatch_core::gazetteer::sources::{ImportOptions, Progress, Source};
use entmatch_core::gazetteer::{Entity, GazetteerBuilder, Kind, NameKind};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// A file in a folder of its own.
struct Temporary(PathBuf);

impl Temporary {
    fn new(test: &str, name: &str, content: &[u8]) -> Self {
        let folder = std::env::temp_dir().join(format!("entmatch-imports-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), content).unwrap();
        Self(folder.join(name))
    }

    fn import(&self, source: Source) -> Result<GazetteerBuilder, String> {
        let mut builder = GazetteerBuilder::new();
        let done = builder.import(source, std::slice::from_ref(&self.0), &ImportOptions::default());
        done.map(|()| builder).map_err(|error| error.to_string())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A row of a `GeoNames` file as the readme orders its columns.
fn place(id: u32, name: &str, code: &str) -> String {
    format!(
        "{id}\t{name}\t{name}\t\t39.03\t125.75\tP\t{code}\tKP\t\t12\t\t\t\t3222000\t\t27\tAsia/Pyongyang\t2024-01-01\n"
    )
}

fn many_places() -> Vec<u8> {
    (1..2000).map(|id| place(id, &format!("Place {id}"), "PPL")).collect::<String>().into_bytes()
}

#[test]
fn a_cut_download_is_an_error_that_names_the_file() {
    let text = many_places();
    let packed = [("a.gz", gzip(&text)), ("a.bz2", bzip2(&text)), ("a.zst", zstd::encode_all(&*text, 1).unwrap())];
    for (suffix, whole) in packed {
        let name = format!("KP.txt.{suffix}");
        let file = Temporary::new("whole", &name, &whole);
        assert_eq!(file.import(Source::GeoNames).unwrap().len(), 1999, "{suffix}");
        let file = Temporary::new("cut", &name, &whole[..whole.len() / 2]);
        let error = file.import(Source::GeoNames).err().unwrap();
        assert!(error.contains(&name), "{error}");
    }
    // A plain file that is cut has a last row with too few columns, which is a reject.
    let file = Temporary::new("plain", "KP.txt", &text[..text.len() - 40]);
    let builder = file.import(Source::GeoNames).unwrap();
    assert_eq!((builder.len(), builder.report().rejects[0].line), (1998, 1999));
    assert!(builder.report().rejects[0].reason.contains("columns, expected the 19"));
}

#[test]
fn a_line_without_end_fills_no_memory() {
    // 80 MB of one letter are 80 kB when packed.
    let packed = gzip(&vec![b'a'; 80 << 20]);
    for (source, name) in
        [(Source::GeoNames, "XX.txt.gz"), (Source::Wikidata, "dump.json.gz"), (Source::Jrc, "entities.gz")]
    {
        let error = Temporary::new("long", name, &packed).import(source).err().unwrap();
        assert!(error.contains(name) && error.contains("64 MB"), "{error}");
    }
}

/// An archive of one deflated entry that states this length.
fn zip_stating(name: &str, content: &[u8], stated: u32) -> Vec<u8> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).unwrap();
    let packed = packed.finish().unwrap();
    let sizes = [(packed.len() as u32).to_le_bytes(), stated.to_le_bytes()].concat();
    let length = (name.len() as u16).to_le_bytes();
    let mut file =
        [&b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0"[..], &sizes, &length, &[0, 0], name.as_bytes()].concat();
    file.extend(&packed);
    let offset = (file.len() as u32).to_le_bytes();
    let head = &b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0"[..];
    let entry = [head, &sizes, &length, &[0; 16], name.as_bytes()].concat();
    let size = (entry.len() as u32).to_le_bytes();
    [&file[..], &entry, b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &size, &offset, &[0, 0]].concat()
}

#[test]
fn an_archive_gives_no_more_than_it_states() {
    let text = many_places();
    let whole = zip_stating("KP.txt", &text, text.len() as u32);
    assert_eq!(Temporary::new("zip", "KP.zip", &whole).import(Source::GeoNames).unwrap().len(), 1999);
    // A bomb: one that states a thousand bytes gives a thousand.
    let bomb = zip_stating("KP.txt", &text, 1000);
    assert!(Temporary::new("bomb", "KP.zip", &bomb).import(Source::GeoNames).unwrap().len() < 15);
    let huge = zip_stating("KP.txt", &text, u32::MAX);
    let error = Temporary::new("huge", "KP.zip", &huge).import(Source::GeoNames).err().unwrap();
    assert!(error.contains("4 GB"), "{error}");
    let elsewhere = zip_stating("../KP.txt", &text, text.len() as u32);
    let error = Temporary::new("path", "KP.zip", &elsewhere).import(Source::GeoNames).err().unwrap();
    assert!(error.contains("../KP.txt"), "{error}");
}

#[test]
fn wrong_columns_are_rejects_with_what_was_expected() {
    let text = [place(1, "Right", "PPL"), place(2, "One more", "PPL").replace('\n', "\tx\n"), "id,name\n".to_owned()];
    let builder = Temporary::new("columns", "XX.txt", text.concat().as_bytes()).import(Source::GeoNames).unwrap();
    let reasons: Vec<&str> = builder.report().rejects.iter().map(|reject| reject.reason.as_str()).collect();
    assert_eq!((builder.len(), reasons.len()), (1, 2), "{reasons:?}");
    assert!(reasons[0].contains("20 columns"));
    let text = place(1, "North", "PPL").replace("39.03", "north");
    let builder = Temporary::new("number", "XX.txt", text.as_bytes()).import(Source::GeoNames).unwrap();
    assert!(builder.report().rejects[0].reason.contains("column 5 is \"north\""));
}

/// A statement as the dump writes it, with hash and rank.
fn statement(property: &str, value: &str, qualifiers: &str) -> String {
    format!(
        r#"{{"mainsnak":{{"snaktype":"value","property":"{property}","hash":"0","datavalue":{{"value":{value},"type":"x"}},"datatype":"x"}},"type":"statement","id":"Q1$0","rank":"normal"{qualifiers}}}"#
    )
}

fn item(id: u32) -> String {
    format!(r#"{{"entity-type":"item","numeric-id":{id},"id":"Q{id}"}}"#)
}

fn time(property: &str, day: &str, precision: u8) -> String {
    format!(
        r#""{property}":[{{"snaktype":"value","property":"{property}","hash":"0","datavalue":{{"value":{{"time":"{day}T00:00:00Z","timezone":0,"before":0,"after":0,"precision":{precision},"calendarmodel":"http://www.wikidata.org/entity/Q1985727"}},"type":"time"}},"datatype":"time"}}]"#
    )
}

#[test]
fn a_full_item_of_wikidata() {
    let unknown = r#"{"mainsnak":{"snaktype":"somevalue","property":"P625","hash":"0","datatype":"globe-coordinate"},"type":"statement","id":"x","rank":"normal"}"#;
    let deprecated = statement("P1566", "\"1\"", "").replace("\"normal\"", "\"deprecated\"");
    let dates = format!(r#","qualifiers":{{{},{}}}"#, time("P580", "+2011-12-17", 11), time("P582", "+2012-04-00", 10));
    let text = |text: &str, lang: &str| format!(r#"{{"text":"{text}","language":"{lang}"}}"#);
    let dump = [
        "[\n".to_owned(),
        r#"{"type":"property","datatype":"wikibase-item","id":"P31","labels":{},"claims":{}},"#.to_owned(),
        "\n".to_owned(),
        format!(
            r#"{{"type":"item","id":"Q90","labels":{{"en":{{"language":"en","value":"Testland"}}}},"descriptions":[],"aliases":[],"claims":{{"P31":[{}],"P298":[{}],"P1549":[{},{}],"P1813":[{}],"P625":[{unknown}],"P1566":[{deprecated},{}]}},"sitelinks":{{"enwiki":{{"site":"enwiki","title":"Testland","badges":[]}}}},"lastrevid":1}},"#,
            statement("P31", &item(3_624_078), ""),
            statement("P298", "\"PRK\"", ""),
            statement("P1549", &text("Testlander", "en"), ""),
            statement("P1549", &text("тестландец", "ru"), ""),
            statement("P1813", &text("TL", "en"), ""),
            statement("P1566", "\"1873107\"", ""),
        ),
        "\n".to_owned(),
        format!(
            r#"{{"type":"item","id":"Q91","labels":{{"en":{{"language":"en","value":"head of Testland"}}}},"claims":{{"P31":[{}],"P1001":[{}]}}}},"#,
            statement("P31", &item(4_164_871), ""),
            statement("P1001", &item(90), ""),
        ),
        "\n".to_owned(),
        format!(
            r#"{{"type":"item","id":"Q92","labels":{{"en":{{"language":"en","value":"Test Holder"}}}},"claims":{{"P31":[{}],"P27":[{}],"P39":[{}]}}}}"#,
            statement("P31", &item(5), ""),
            statement("P27", &item(90), ""),
            statement("P39", &item(91), &dates),
        ),
        "\n]\n".to_owned(),
    ]
    .concat();
    let file = Temporary::new("item", "latest-all.json.bz2", &bzip2(dump.as_bytes()));
    let builder = file.import(Source::Wikidata).unwrap();
    assert_eq!(builder.report().rejects, []);
    let land = builder.get("country:PRK").unwrap();
    assert_eq!((land.kind, land.ids["geonames"].as_str()), (Kind::Country, "1873107"));
    let of_kind = |entity: &Entity, kind| {
        entity.names.iter().filter(|name| name.kind == kind).map(|name| name.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of_kind(land, NameKind::Demonym), ["Testlander", "тестландец"]);
    assert_eq!(of_kind(land, NameKind::Short), ["TL"]);
    let role = &builder.get("wikidata:Q92").unwrap().roles[0];
    assert_eq!((role.office.as_str(), role.of.as_str()), ("head of Testland", "country:PRK"));
    assert_eq!((role.from.as_deref(), role.to.as_deref()), (Some("2011-12-17"), Some("2012-04")));
}

#[test]
fn reading_is_counted_and_can_be_stopped() {
    let file = Temporary::new("stop", "KP.txt", &many_places());
    let files = std::slice::from_ref(&file.0);
    let progress = Arc::new(Progress::default());
    let options = ImportOptions { progress: Some(Arc::clone(&progress)), ..ImportOptions::default() };
    GazetteerBuilder::new().import(Source::GeoNames, files, &options).unwrap();
    // What was looked at to know the format is not counted.
    assert!(progress.read().abs_diff(Source::GeoNames.bytes_to_read(files)) < 16);
    progress.stop();
    let error = GazetteerBuilder::new().import(Source::GeoNames, files, &options).unwrap_err();
    assert!(error.to_string().contains("stopped on request"), "{error}");
}
