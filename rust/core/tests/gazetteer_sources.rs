//! Importers on small files of the true formats, written for these tests.

#![allow(clippy::unwrap_used, missing_docs)]

use entmatch_core::gazetteer::sources::{ImportOptions, Source};
use entmatch_core::gazetteer::{Date, Entity, Gazetteer, GazetteerBuilder, Kind, NameKind, RelationKind};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("entmatch-sources-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn import(source: Source, files: &[PathBuf]) -> (Gazetteer, GazetteerBuilder) {
    let mut builder = GazetteerBuilder::new();
    builder.import(source, files, &ImportOptions::default()).unwrap();
    let mut again = GazetteerBuilder::new();
    again.import(source, files, &ImportOptions::default()).unwrap();
    (builder.finish(), again)
}

fn get<'g>(gazetteer: &'g Gazetteer, id: &str) -> &'g Entity {
    gazetteer.entities.iter().find(|entity| entity.id == id).unwrap_or_else(|| {
        panic!("{id} is not among {:?}", gazetteer.entities.iter().map(|entity| &entity.id).collect::<Vec<_>>())
    })
}

fn texts(entity: &Entity) -> Vec<&str> {
    entity.names.iter().map(|name| name.text.as_str()).collect()
}

const ACTORS: &str = "\
# Actors for the tests
KOREA_ [KOR]
+KOREAN_REPUBLIC_   # a remark
+THE_(ROK)

BAN_KI-MOON_  # two offices
+B._KI-MOON_
\t[KORGOV 040117-061231]
\t[IGOUNO >20070101]
\t[KORBUS <900101]

SEOUL_ [KOR]
GOSEUNG_BRIGADES_(GB)_ [KORREB] [IMG] ; a remark
NOBODY_ [---]
NO_CODE_AT_ALL_
BAD_DATE_ [KORGOV 2004017-20061201]
\tLOST_LINE
+\u{1a}
";

#[test]
fn cameo_actors_keep_their_dates_and_every_line_is_accounted_for() {
    let folder = Folder::new("actors");
    let file = folder.file("test.actors.txt", ACTORS);
    let (gazetteer, builder) = import(Source::Cameo, &[file]);
    let ban = get(&gazetteer, "cameo:ban-ki-moon");
    assert_eq!((ban.kind, texts(ban)), (Kind::Person, vec!["Ban Ki-Moon", "B. Ki-Moon"]));
    let on = |day: &str| {
        let day = Date::parse(day).unwrap();
        let holds = |code: &&entmatch_core::gazetteer::Code| {
            code.from.as_ref().is_none_or(|from| Date::earliest(from).unwrap() <= day)
                && code.to.as_ref().is_none_or(|to| day <= Date::latest(to).unwrap())
        };
        ban.codes.iter().filter(holds).map(|code| code.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(on("1985-01-01"), ["KORBUS"]);
    assert_eq!(on("2004-01-17"), ["KORGOV"]);
    assert_eq!(on("2006-12-31"), ["KORGOV"]);
    assert_eq!(on("2007-01-01"), ["IGOUNO"]);
    assert_eq!(on("2000-01-01"), Vec::<&str>::new());

    let korea = get(&gazetteer, "country:KOR");
    assert_eq!((korea.kind, texts(korea)), (Kind::Country, vec!["Korea", "Korean Republic", "The", "ROK"]));
    assert_eq!(korea.names[3].kind, NameKind::Acronym);
    assert_eq!(get(&gazetteer, "cameo:seoul").kind, Kind::Country);
    assert_eq!(get(&gazetteer, "cameo:goseung-brigades-(gb)").kind, Kind::ArmedGroup);

    let report = builder.report();
    let reasons: Vec<(u64, &str)> = report.rejects.iter().map(|reject| (reject.line, reject.reason.as_str())).collect();
    let lines: Vec<u64> = reasons.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [15, 16, 17, 18, 16], "{reasons:?}");
    assert!(reasons[1].1.contains("7 digits"));
    // Of 18 lines: 3 blank or remarks, 10 used, 1 that says nobody, 4 with a reason.
    assert_eq!((report.empty_records, report.skipped), (3, 1));
}

#[test]
fn cameo_agents_are_expanded() {
    let folder = Folder::new("agents");
    let text = "!PERSON! = MAN, WOMAN\nATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV] # x\nPOLICE {} [~COP]\nCLERGY!PERSON! [~REL]\n\
                BAD [~GOV}\nA_!NONE! [~GOV]\n";
    let (gazetteer, builder) = import(Source::Cameo, &[folder.file("test.agents.txt", text)]);
    let agents: Vec<(&str, &str, Option<&str>)> = gazetteer
        .agents
        .iter()
        .map(|agent| (agent.agent.as_str(), agent.code.as_str(), agent.plural.as_deref()))
        .collect();
    assert_eq!(
        agents,
        [
            ("attorney general", "~GOV", Some("attorneys general")),
            ("police", "~COP", Some("")),
            ("clergyman", "~REL", None),
            ("clergywoman", "~REL", None),
        ]
    );
    assert_eq!(builder.report().rejects.iter().map(|reject| reject.line).collect::<Vec<_>>(), [5, 6]);
}

fn geonames_row(id: u32, name: &str, class: &str, code: &str, admin: (&str, &str), population: u64) -> String {
    format!(
        "{id}\t{name}\t{name}\tother {name},{name}burg\t37.5\t127.0\t{class}\t{code}\tKR\t\t{}\t{}\t\t\t{population}\t\t10\tAsia/Seoul\t2024-01-01\n",
        admin.0, admin.1
    )
}

fn geonames_places() -> String {
    [
        geonames_row(1, "Korea", "A", "PCLI", ("00", ""), 51_000_000),
        geonames_row(2, "Northside", "A", "ADM1", ("11", ""), 9_000_000),
        geonames_row(3, "Capital", "P", "PPLC", ("11", "110"), 8_000_000),
        geonames_row(4, "River", "H", "STM", ("11", ""), 0),
        "5\tcut\n".to_owned(),
        geonames_row(6, "Nothing", "", "", ("", ""), 0),
    ]
    .concat()
}

#[test]
fn geonames_places_join_their_divisions_and_names() {
    let folder = Folder::new("geonames");
    let files = [
        folder.file("KR.txt", geonames_places()),
        folder.file("alternateNamesV2.txt", concat!(
            "1\t3\tko\t수도\t1\t\t\t\t\t\n2\t3\t\tOldtown\t\t\t\t1\t1910\t1945-08-15\n3\t3\twkdt\tQ99\t\t\t\t\t\t\n",
            "4\t3\tlink\thttps://example.org\t\t\t\t\t\t\n5\t77\ten\tElsewhere\t\t\t\t\t\t\n6\tx\ten\tBad\t\t\t\t\t\t\n",
        )),
        folder.file("admin2Codes.txt", "KR.11.110\tDistrict\tDistrict\t9\n"),
        folder.file("hierarchy.txt", "2\t4\t\n77\t3\t\n1\t2\tADM\n"),
    ];
    let (gazetteer, builder) = import(Source::GeoNames, &files);
    let capital = get(&gazetteer, "geonames:3");
    assert_eq!(texts(capital), ["Capital", "수도", "Oldtown"]);
    let old = &capital.names[2];
    assert_eq!(
        (old.kind, old.from.as_deref(), old.to.as_deref()),
        (NameKind::Historical, Some("1910"), Some("1945-08-15"))
    );
    assert_eq!(capital.ids["wikidata"], "Q99");
    let links = |entity: &Entity| entity.relations.iter().map(|link| (link.kind, link.to.clone())).collect::<Vec<_>>();
    assert_eq!(
        links(capital),
        [(RelationKind::PartOf, "geonames:9".to_owned()), (RelationKind::CapitalOf, "country:KOR".to_owned())]
    );
    assert_eq!(links(get(&gazetteer, "geonames:2")), [(RelationKind::PartOf, "country:KOR".to_owned())]);
    assert_eq!(links(get(&gazetteer, "geonames:4")), [(RelationKind::PartOf, "geonames:2".to_owned())]);
    assert_eq!(links(get(&gazetteer, "geonames:9")), [(RelationKind::PartOf, "geonames:2".to_owned())]);
    assert_eq!(get(&gazetteer, "country:KOR").kind, Kind::Country);
    let rejects: Vec<(u64, &str)> = builder
        .report()
        .rejects
        .iter()
        .map(|reject| (reject.line, reject.path.file_name().unwrap().to_str().unwrap()))
        .collect();
    assert_eq!(rejects, [(6, "alternateNamesV2.txt"), (5, "KR.txt")]);
}

#[test]
fn geonames_reads_zip_archives_and_leaves_out_small_places() {
    let folder = Folder::new("zip");
    let zip = folder.file("KR.zip", zip_of(&[("readme.txt", b"read me"), ("KR.txt", geonames_places().as_bytes())]));
    let (gazetteer, _) = import(Source::GeoNames, std::slice::from_ref(&zip));
    assert_eq!(texts(get(&gazetteer, "geonames:3")), ["Capital", "other Capital", "Capitalburg"]);
    let mut builder = GazetteerBuilder::new();
    let options = ImportOptions { min_population: 8_000_001, ..ImportOptions::default() };
    builder.import(Source::GeoNames, &[zip], &options).unwrap();
    assert!(builder.get("geonames:3").is_none() && builder.get("geonames:4").is_some());
}

/// An archive of stored entries.
fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let offset = file.len() as u32;
        let sizes = [(bytes.len() as u32).to_le_bytes(), (bytes.len() as u32).to_le_bytes()].concat();
        file.extend([&b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"[..], &sizes].concat());
        file.extend((name.len() as u16).to_le_bytes());
        file.extend([0, 0]);
        file.extend(name.as_bytes());
        file.extend(*bytes);
        directory.extend([&b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"[..], &sizes].concat());
        directory.extend((name.len() as u16).to_le_bytes());
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (offset, size) = (file.len() as u32, directory.len() as u32);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([(entries.len() as u16).to_le_bytes(), (entries.len() as u16).to_le_bytes()].concat());
    file.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    file.extend([0, 0]);
    file
}

#[test]
fn damaged_zip_archives_are_clear_errors() {
    let folder = Folder::new("badzip");
    let whole = zip_of(&[("KR.txt", geonames_places().as_bytes())]);
    for length in (4..whole.len() - 22).step_by(7) {
        let file = folder.file("KR.zip", &whole[..length]);
        let mut builder = GazetteerBuilder::new();
        let error = builder.import(Source::GeoNames, &[file], &ImportOptions::default()).unwrap_err();
        assert!(error.to_string().contains("KR.zip"), "{error}");
    }
    for at in (0..whole.len()).step_by(3) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x41;
        let file = folder.file("KR.zip", damaged);
        let _ = GazetteerBuilder::new().import(Source::GeoNames, &[file], &ImportOptions::default());
    }
    let file = folder.file("KR.zip", zip_of(&[("../../evil.txt", b"x"), ("/etc/evil.txt", b"x")]));
    let error = GazetteerBuilder::new().import(Source::GeoNames, &[file], &ImportOptions::default()).unwrap_err();
    assert!(error.message().contains("no entry that can be read"), "{error}");
}

const WIKIDATA: &str = r#"[
{"id":"Q884","labels":{"en":{"language":"en","value":"South Korea"},"ko":{"language":"ko","value":"대한민국"}},"aliases":{"en":[{"language":"en","value":"ROK"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q3624078"}}},"rank":"normal"}],"P298":[{"mainsnak":{"datavalue":{"value":"KOR"}},"rank":"normal"}],"P1549":[{"mainsnak":{"datavalue":{"value":{"text":"South Korean","language":"en"}}},"rank":"normal"}],"P9999":[{"odd":true}]}},
{"id":"Q9000","labels":{"en":{"value":"minister of tests"}},"aliases":[],"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q294414"}}}}],"P1001":[{"mainsnak":{"datavalue":{"value":{"id":"Q884"}}}}]}},
{"id":"Q9001","labels":{"de":{"value":"Erika Muster"},"en":{"value":"Erika Example"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}},"rank":"normal"}],"P27":[{"mainsnak":{"datavalue":{"value":{"id":"Q884"}}},"rank":"normal"}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q9000"}}},"rank":"normal","qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2001-02-00T00:00:00Z","precision":10}}}],"P582":[{"datavalue":{"value":{"time":"+2005-03-04T00:00:00Z","precision":11}}}]}}]}},
{"id":"Q9002","labels":{"en":{"value":"Testville"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q515"}}},"rank":"normal"}],"P17":[{"mainsnak":{"datavalue":{"value":{"id":"Q884"}}},"rank":"normal"}],"P625":[{"mainsnak":{"datavalue":{"value":{"latitude":1.5,"longitude":2.5}}},"rank":"normal"}],"P1082":[{"mainsnak":{"datavalue":{"value":{"amount":"+1234"}}},"rank":"normal"}],"P1566":[{"mainsnak":{"datavalue":{"value":"42"}},"rank":"normal"}],"P1376":[{"mainsnak":{"datavalue":{"value":{"id":"Q884"}}},"rank":"normal"}]}},
{"id":"Q9003","labels":{"en":{"value":"a colour"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q1075"}}}}]}},
{"id":"Q9004","labels":[],"claims":[]},
{"id":"Q9005"
]
"#;

#[test]
fn wikidata_items_of_any_compression() {
    let folder = Folder::new("wikidata");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(WIKIDATA.as_bytes()).unwrap();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(WIKIDATA.as_bytes()).unwrap();
    let zstd = zstd::stream::encode_all(WIKIDATA.as_bytes(), 1).unwrap();
    let plain = folder.file("dump.json", WIKIDATA);
    let (gazetteer, builder) = import(Source::Wikidata, &[plain]);
    for (name, bytes) in [("a.gz", gzip.finish().unwrap()), ("b.bz2", bzip2.finish().unwrap()), ("c.zst", zstd)] {
        assert_eq!(import(Source::Wikidata, &[folder.file(name, bytes)]).0, gazetteer, "{name}");
    }
    let korea = get(&gazetteer, "country:KOR");
    assert_eq!(texts(korea), ["South Korea", "대한민국", "ROK", "South Korean"]);
    assert_eq!(korea.names[3].kind, NameKind::Demonym);
    let person = get(&gazetteer, "wikidata:Q9001");
    assert_eq!(texts(person), ["Erika Example", "Erika Muster"]);
    let role = &person.roles[0];
    assert_eq!(
        (role.office.as_str(), role.of.as_str(), role.from.as_deref(), role.to.as_deref()),
        ("minister of tests", "country:KOR", Some("2001-02"), Some("2005-03-04"))
    );
    let city = get(&gazetteer, "wikidata:Q9002");
    let place = city.place.as_ref().unwrap();
    assert_eq!((place.lat, place.population, place.country.as_deref()), (Some(1.5), Some(1234), Some("KOR")));
    assert_eq!((city.relations[0].kind, city.relations[0].to.as_str()), (RelationKind::CapitalOf, "country:KOR"));
    assert_eq!(city.ids["geonames"], "42");
    let report = builder.report();
    assert_eq!((report.skipped, report.rejected, report.rejects[0].line), (3, 1, 8));
}

#[test]
fn followthemoney_people_and_companies() {
    let folder = Folder::new("ftm");
    let text = concat!(
        r#"{"id":"p1","schema":"Person","caption":"Jane Doe","properties":{"name":["DOE, Jane","Jane Doe"],"alias":["Джейн Доу"],"nationality":["ru"],"title":["Dr"],"wikidataId":["Q1"]}}"#,
        "\n",
        r#"{"id":"o1","schema":"Ownership","properties":{"owner":["p1"]}}"#,
        "\n\n",
        r#"{"id":"c1","schema":"Company","properties":{"name":[]}}"#,
        "\n{}\n",
    );
    let (gazetteer, builder) = import(Source::FollowTheMoney, &[folder.file("entities.ftm.json", text)]);
    let jane = get(&gazetteer, "ftm:p1");
    assert_eq!(texts(jane), ["Jane Doe", "DOE, Jane", "Джейн Доу"]);
    assert_eq!((jane.kind, jane.place.as_ref().unwrap().country.as_deref()), (Kind::Person, Some("RUS")));
    let report = builder.report();
    assert_eq!((report.skipped, report.empty_records), (1, 1));
    assert_eq!(report.rejects.iter().map(|reject| reject.line).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn jrc_names_of_one_number_are_one_entity() {
    let folder = Folder::new("jrc");
    let text = "9000001\tP\tu\tJane+Doe\n9000001\tP\tel,ru\tΤζέιν+Ντόου\n9000002\tO\tu\tTest+Office\nbad row\n";
    let (gazetteer, builder) = import(Source::Jrc, &[folder.file("entities", text)]);
    let jane = get(&gazetteer, "jrc:9000001");
    assert_eq!(texts(jane), ["Jane Doe", "Τζέιν Ντόου", "Τζέιν Ντόου"]);
    assert_eq!(jane.names[1].lang, "el");
    assert_eq!(get(&gazetteer, "jrc:9000002").kind, Kind::Organization);
    assert_eq!(builder.report().rejects[0].line, 4);
}

#[test]
fn an_unknown_source_names_those_there_are() {
    let error = "geoname".parse::<Source>().unwrap_err();
    assert!(error.message().contains("geonames, wikidata"));
    assert!(Source::Jrc.read(&[], &ImportOptions::default(), &mut |_| Ok(())).is_err());
}
