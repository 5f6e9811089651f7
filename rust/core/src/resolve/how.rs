//! The ways in which a surface form can lead to an entity.

use std::fmt;

/// How a surface form led to an entity: the first word of every explanation, and the `how` column of the output.
///
/// Ordered from the most literal to the least: a smaller value needs less belief.
///
/// ```
/// use entmatch_core::resolve::How;
/// assert_eq!(How::BackReference.as_str(), "back-reference");
/// assert!(How::Exact < How::Fuzzy);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum How {
    /// Letter for letter a name of the entity.
    Exact = 0,
    /// A name but for case, width, marks, dashes and the like.
    Folded = 1,
    /// A case form, or a form with a particle: `Пхеньяне`, `평양에서`.
    Inflected = 2,
    /// The same name by sound, in another script or romanisation: `Phenian`.
    Transliterated = 3,
    /// A misspelling, or words missing, added or in another order.
    Fuzzy = 4,
    /// An acronym that the text itself defines: `... Security Council (UNSC)`.
    Acronym = 5,
    /// A people or an adjective that stands for a country: `Koreans`, `Russian`.
    Demonym = 6,
    /// Put together from parts: `Japanese foreign minister`.
    Composed = 7,
    /// A shorter form of a name met before in the text: `Kim`, `the ministry`.
    BackReference = 8,
    /// A place that stands for whoever sits there: `Moscow said`, `the Kremlin`.
    Metonym = 9,
}

impl How {
    /// Every way, in order.
    pub const ALL: [Self; 10] = [
        Self::Exact,
        Self::Folded,
        Self::Inflected,
        Self::Transliterated,
        Self::Fuzzy,
        Self::Acronym,
        Self::Demonym,
        Self::Composed,
        Self::BackReference,
        Self::Metonym,
    ];

    /// The name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Inflected => "inflected",
            Self::Transliterated => "transliterated",
            Self::Fuzzy => "fuzzy",
            Self::Acronym => "acronym",
            Self::Demonym => "demonym",
            Self::Composed => "composed",
            Self::BackReference => "back-reference",
            Self::Metonym => "metonym",
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
