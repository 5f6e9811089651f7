//! Writing systems, as far as matching has to tell them apart.

use super::chars::{self, Class};

macro_rules! scripts {
    ($($name:ident = $number:literal),+ $(,)?) => {
        /// A writing system. Digits, punctuation and the scripts that news names rarely use are [`Script::Other`].
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each variant is named by the script itself")]
        pub enum Script {
            $($name = $number,)+
            #[default]
            Other = 0,
        }

        impl Script {
            /// Every script, in the order of its number in the generated table.
            pub const ALL: &'static [Script] = &[Script::Other, $(Script::$name),+];

            /// The name of the script, as Unicode spells it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Script::$name => stringify!($name),)+
                    Script::Other => "Other",
                }
            }
        }
    };
}

scripts! {
    Latin = 1, Cyrillic = 2, Greek = 3, Arabic = 4, Hebrew = 5, Han = 6, Hiragana = 7, Katakana = 8, Hangul = 9,
    Thai = 10, Lao = 11, Khmer = 12, Myanmar = 13, Devanagari = 14, Bengali = 15, Gurmukhi = 16, Gujarati = 17,
    Oriya = 18, Tamil = 19, Telugu = 20, Kannada = 21, Malayalam = 22, Sinhala = 23, Tibetan = 24, Georgian = 25,
    Armenian = 26, Ethiopic = 27, Mongolian = 28, Bopomofo = 29, Syriac = 30, Thaana = 31,
}

impl Script {
    /// True for scripts written without spaces between words, where every character counts as a word.
    ///
    /// ```
    /// use entmatch_core::text::Script;
    /// assert!(Script::Han.is_unspaced() && !Script::Hangul.is_unspaced());
    /// ```
    pub const fn is_unspaced(self) -> bool {
        matches!(
            self,
            Self::Han
                | Self::Hiragana
                | Self::Katakana
                | Self::Thai
                | Self::Lao
                | Self::Khmer
                | Self::Myanmar
                | Self::Bopomofo
        )
    }

    /// True for Han characters and kana.
    pub const fn is_han_or_kana(self) -> bool {
        matches!(self, Self::Han | Self::Hiragana | Self::Katakana)
    }

    /// True for scripts with capital and small letters in ordinary use.
    pub const fn is_cased(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic | Self::Greek | Self::Armenian)
    }
}

/// The script of a character; [`Script::Other`] for digits and everything that several scripts share.
///
/// ```
/// use entmatch_core::text::{Script, script_of};
/// assert_eq!(script_of('Й'), Script::Cyrillic);
/// assert_eq!(script_of('양'), Script::Hangul);
/// assert_eq!(script_of('7'), Script::Other);
/// ```
pub fn script_of(c: char) -> Script {
    Class::of(c).script()
}

/// The script that most letters of a text are in; among equals the first one met. [`Script::Other`] without letters.
///
/// ```
/// use entmatch_core::text::{Script, main_script};
/// assert_eq!(main_script("Пхеньян (Pyongyang), 평양"), Script::Latin);
/// assert_eq!(main_script("2024"), Script::Other);
/// ```
pub fn main_script(text: &str) -> Script {
    let mut counts = [0_u32; chars::SCRIPT_LIMIT];
    let mut order: Vec<Script> = Vec::new();
    for c in text.chars() {
        let script = script_of(c);
        if script != Script::Other {
            let count = &mut counts[script as usize];
            if *count == 0 {
                order.push(script);
            }
            *count += 1;
        }
    }
    let mut best = Script::Other;
    for script in order {
        if best == Script::Other || counts[script as usize] > counts[best as usize] {
            best = script;
        }
    }
    best
}
