//! Feature classes and codes, as <https://www.geonames.org/export/codes.html> lists them.

use crate::gazetteer::Kind;

/// What a feature is; nothing for what has no class.
pub(super) fn kind(class: &str, code: &str) -> Option<Kind> {
    Some(match (class, code) {
        ("A", "PCLD" | "PCLF" | "PCLS" | "TERR" | "LTER" | "PCLIX") => Kind::Territory,
        ("A", _) if code.starts_with("PCL") => Kind::Country,
        ("A", "ADM1" | "ADM1H") => Kind::Admin1,
        ("A", "ADM2" | "ADM2H") => Kind::Admin2,
        ("A" | "L", _) => Kind::Region,
        ("P", _) => Kind::PopulatedPlace,
        ("H", _) => Kind::Water,
        ("T" | "U" | "V", _) => Kind::Landform,
        ("R" | "S", _) => Kind::Facility,
        _ => return None,
    })
}
