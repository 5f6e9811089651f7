//! The enumerations of the model as words (their JSON form) and as bytes (their form in a compiled file).

use super::model::{Case, Kind, NameKind, RelationKind};
use crate::error::{Error, Result};
use std::fmt;
use std::str::FromStr;

macro_rules! words_and_bytes {
    ($type:ident, $what:literal: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the JSON form.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The value with this byte in compiled files.
            pub(crate) const fn from_byte(byte: u8) -> Option<Self> {
                $(if byte == Self::$variant as u8 {
                    return Some(Self::$variant);
                })+
                None
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word).ok_or_else(|| {
                    let all: Vec<_> = Self::ALL.iter().map(|value| value.as_str()).collect();
                    Error::data(format!("{word:?} is not {}; expected one of: {}", $what, all.join(", ")))
                })
            }
        }
    };
}

words_and_bytes!(Kind, "a kind of entity":
    Country = "country", Territory = "territory", Admin1 = "admin1", Admin2 = "admin2",
    PopulatedPlace = "populated_place", Water = "water", Landform = "landform", Region = "region",
    Facility = "facility", Government = "government", Ministry = "ministry", Legislature = "legislature",
    Military = "military", Police = "police", Court = "court", Igo = "igo", Party = "party",
    ArmedGroup = "armed_group", Company = "company", Media = "media", Ngo = "ngo",
    Organization = "organization", Person = "person", Other = "other",
);

impl Kind {
    /// Somewhere: anything with a position on the map.
    pub const fn is_place(self) -> bool {
        (self as u8) < Self::Government as u8
    }

    /// Any organisation.
    pub const fn is_organization(self) -> bool {
        Self::Government as u8 <= self as u8 && (self as u8) < Self::Person as u8
    }

    /// Who can act: an organisation or a human being.
    pub const fn is_actor(self) -> bool {
        self.is_organization() || matches!(self, Self::Person)
    }
}

words_and_bytes!(NameKind, "a kind of name":
    Preferred = "preferred", Alias = "alias", Short = "short", Acronym = "acronym", Demonym = "demonym",
    Adjective = "adjective", Exonym = "exonym", Historical = "historical", Transcription = "transcription",
    Nickname = "nickname", Abbreviation = "abbreviation",
);

words_and_bytes!(Case, "a case policy": Any = "any", Initial = "initial", Exact = "exact");

words_and_bytes!(RelationKind, "a kind of relation":
    CapitalOf = "capital_of", PartOf = "part_of", GovernmentOf = "government_of", SeatOf = "seat_of",
    MemberOf = "member_of", SuccessorOf = "successor_of", OfCountry = "of_country",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_json_form_and_bytes_read_back() {
        for &kind in Kind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("{:?}", kind.as_str()));
            assert_eq!(Kind::from_byte(kind as u8), Some(kind));
            assert_eq!(kind.as_str().parse::<Kind>().unwrap(), kind);
        }
        for &kind in NameKind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("{:?}", kind.as_str()));
            assert_eq!(NameKind::from_byte(kind as u8), Some(kind));
        }
        for &kind in RelationKind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("{:?}", kind.as_str()));
            assert_eq!(RelationKind::from_byte(kind as u8), Some(kind));
        }
        for &case in Case::ALL {
            assert_eq!(serde_json::to_string(&case).unwrap(), format!("{:?}", case.as_str()));
            assert_eq!(Case::from_byte(case as u8), Some(case));
        }
        assert_eq!(Kind::from_byte(77), None);
        assert!("village".parse::<Kind>().unwrap_err().message().contains("populated_place"));
    }
}
