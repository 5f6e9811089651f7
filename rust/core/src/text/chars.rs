//! What folding and word splitting ask of one character: two look-ups in generated tables.

use super::Script;
use super::fold_table::{
    ACTION_BLOCKS, ACTION_INDEX, CLASS_BLOCKS, CLASS_INDEX, EXPANSIONS, MARK_ORDER, POOL, UNICODE_VERSION,
};

/// The version of Unicode that folding and word splitting follow.
pub const UNICODE: (u8, u8, u8) = UNICODE_VERSION;

/// One more than the largest number of a script in the table.
pub(super) const SCRIPT_LIMIT: usize = 64;

const BLOCK_BITS: u32 = 6;
const FIRST_EXPANSION: u16 = 5;

/// What a character does to the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Stays as it is.
    Same,
    /// Dropped; belongs to the letter before it.
    DropMark,
    /// Dropped; invisible, belongs to nothing.
    DropIgnorable,
    /// White space.
    Space,
    /// The combining breve: makes й of и, else dropped like any mark.
    Breve,
    /// Becomes these characters.
    To(&'static str),
}

impl Action {
    pub(crate) fn of(c: char) -> Self {
        match look_up(&ACTION_INDEX, &ACTION_BLOCKS, c) {
            0 => Self::Same,
            1 => Self::DropMark,
            2 => Self::DropIgnorable,
            3 => Self::Space,
            4 => Self::Breve,
            number => {
                let packed = EXPANSIONS[usize::from(number - FIRST_EXPANSION)];
                let (start, len) = ((packed >> 8) as usize, (packed & 0xFF) as usize);
                Self::To(&POOL[start..start + len])
            }
        }
    }
}

/// Kind and script of a character, in one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u8);

impl Class {
    pub(crate) fn of(c: char) -> Self {
        Self(look_up(&CLASS_INDEX, &CLASS_BLOCKS, c))
    }

    /// Letters, numbers and marks: what words are made of.
    pub(crate) const fn is_word(self) -> bool {
        self.0 >= 1 << 6
    }

    pub(crate) const fn is_mark(self) -> bool {
        self.0 >> 6 == 2
    }

    pub(crate) const fn is_number(self) -> bool {
        self.0 >> 6 == 3
    }

    pub(crate) fn script(self) -> Script {
        Script::ALL.get(usize::from(self.0 & 0x3F)).copied().unwrap_or(Script::Other)
    }
}

/// Canonical combining class of a mark that folding keeps; 0 for everything else.
pub(crate) fn mark_order(c: char) -> u8 {
    MARK_ORDER.binary_search_by_key(&u32::from(c), |&(mark, _)| mark).map_or(0, |at| MARK_ORDER[at].1)
}

/// A second character that joins the one before it: kana voicing marks and Hangul jamo. й is made of `Action::Breve`.
pub(crate) fn compose(first: char, second: char) -> Option<char> {
    const L: u32 = 0x1100;
    const V: u32 = 0x1161;
    const T: u32 = 0x11A7;
    const S: u32 = 0xAC00;
    let (a, b) = (u32::from(first), u32::from(second));
    match second {
        '\u{1161}'..='\u{1175}' if (L..L + 19).contains(&a) => char::from_u32(S + ((a - L) * 21 + (b - V)) * 28),
        '\u{11A8}'..='\u{11C2}' if (S..S + 11_172).contains(&a) && (a - S).is_multiple_of(28) => {
            char::from_u32(a + (b - T))
        }
        '\u{3099}' => voiced(first),
        '\u{309A}' => match first {
            'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => char::from_u32(a + 2),
            _ => None,
        },
        _ => None,
    }
}

fn voiced(kana: char) -> Option<char> {
    match kana {
        'う' => Some('ゔ'),
        'ウ' => Some('ヴ'),
        'ワ' => Some('ヷ'),
        'ヰ' => Some('ヸ'),
        'ヱ' => Some('ヹ'),
        'ヲ' => Some('ヺ'),
        'か' | 'き' | 'く' | 'け' | 'こ' | 'さ' | 'し' | 'す' | 'せ' | 'そ' | 'た' | 'ち' | 'つ' | 'て' | 'と'
        | 'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' | 'ゝ' | 'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ'
        | 'ソ' | 'タ' | 'チ' | 'ツ' | 'テ' | 'ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' | 'ヽ' => {
            char::from_u32(u32::from(kana) + 1)
        }
        _ => None,
    }
}

fn look_up<T: Copy + Default>(index: &[u16], blocks: &[T], c: char) -> T {
    let code = u32::from(c);
    let low = (code & ((1 << BLOCK_BITS) - 1)) as usize;
    match index.get((code >> BLOCK_BITS) as usize) {
        Some(&block) => blocks[(usize::from(block) << BLOCK_BITS) | low],
        None => T::default(),
    }
}
