//! The few facts about characters that the rules need.

/// True for what belongs to a word: letters, digits, marks and apostrophes inside it.
///
/// Signs of Indic and Thai scripts are not all "alphabetic" to Unicode, so everything past the Latin blocks that is
/// neither white space nor known punctuation counts.
pub(super) fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '\'';
    }
    if is_apostrophe(c) || c.is_alphanumeric() {
        return true;
    }
    let code = u32::from(c);
    code >= 0x300
        && !c.is_whitespace()
        && !matches!(code, 0x37E | 0x387 | 0x589 | 0x58A | 0x5BE | 0x5C0 | 0x5C3 | 0x60C | 0x61B | 0x61F | 0x6D4)
        && !matches!(code, 0x964 | 0x965 | 0x0E2F | 0x104A | 0x104B | 0x17D4..=0x17D6)
        && !matches!(code, 0x2000..=0x206F | 0x3000..=0x303F | 0x30FB | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20)
}

/// The apostrophes and half rings that stand inside names.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʾ' | 'ʿ' | 'ʽ' | '`' | '´' | '′' | 'ˈ')
}

/// Combining marks of Latin, Greek and Cyrillic.
pub(super) fn is_latin_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Lower case, one character for one (`İ` and its kind keep their first character).
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Appends `c` in upper case.
pub(super) fn push_upper(out: &mut String, c: char) {
    out.extend(c.to_uppercase());
}

/// Composes the pairs that the rules of Cyrillic, Greek and the macron-writing schemes speak of; lower case.
pub(super) fn compose(base: char, mark: char) -> Option<char> {
    let pairs: &[(char, char)] = match mark {
        '\u{306}' => &[('и', 'й'), ('у', 'ў'), ('o', 'ŏ'), ('u', 'ŭ'), ('a', 'ă'), ('e', 'ĕ'), ('i', 'ĭ'), ('g', 'ğ')],
        '\u{308}' => &[('е', 'ё'), ('і', 'ї'), ('ι', 'ϊ'), ('υ', 'ϋ'), ('a', 'ä'), ('o', 'ö'), ('u', 'ü'), ('e', 'ë')],
        '\u{301}' => &[
            ('α', 'ά'),
            ('ε', 'έ'),
            ('η', 'ή'),
            ('ι', 'ί'),
            ('ο', 'ό'),
            ('υ', 'ύ'),
            ('ω', 'ώ'),
            ('ϊ', 'ΐ'),
            ('ϋ', 'ΰ'),
            ('г', 'ѓ'),
            ('к', 'ќ'),
            ('c', 'ć'),
            ('s', 'ś'),
            ('z', 'ź'),
            ('n', 'ń'),
            ('a', 'á'),
            ('e', 'é'),
            ('i', 'í'),
            ('o', 'ó'),
            ('u', 'ú'),
            ('y', 'ý'),
        ],
        '\u{304}' => &[('a', 'ā'), ('e', 'ē'), ('i', 'ī'), ('o', 'ō'), ('u', 'ū'), ('и', 'ӣ'), ('у', 'ӯ')],
        '\u{302}' => &[('a', 'â'), ('e', 'ê'), ('i', 'î'), ('o', 'ô'), ('u', 'û'), ('s', 'ŝ'), ('z', 'ẑ')],
        '\u{30C}' => &[('c', 'č'), ('s', 'š'), ('z', 'ž'), ('j', 'ǰ'), ('g', 'ǧ'), ('e', 'ě')],
        '\u{3099}' => &[
            ('か', 'が'),
            ('き', 'ぎ'),
            ('く', 'ぐ'),
            ('け', 'げ'),
            ('こ', 'ご'),
            ('さ', 'ざ'),
            ('し', 'じ'),
            ('す', 'ず'),
            ('せ', 'ぜ'),
            ('そ', 'ぞ'),
            ('た', 'だ'),
            ('ち', 'ぢ'),
            ('つ', 'づ'),
            ('て', 'で'),
            ('と', 'ど'),
            ('は', 'ば'),
            ('ひ', 'び'),
            ('ふ', 'ぶ'),
            ('へ', 'べ'),
            ('ほ', 'ぼ'),
            ('う', 'ゔ'),
        ],
        '\u{309A}' => &[('は', 'ぱ'), ('ひ', 'ぴ'), ('ふ', 'ぷ'), ('へ', 'ぺ'), ('ほ', 'ぽ')],
        _ => &[],
    };
    pairs.iter().find(|pair| pair.0 == base).map(|pair| pair.1)
}

/// Katakana to hiragana; other characters as they are.
pub(super) fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The conjoining jamo of a Hangul syllable: initial, vowel, final (`None` without one).
pub(super) fn jamo(c: char) -> Option<(char, char, Option<char>)> {
    let index = u32::from(c).checked_sub(0xAC00).filter(|&index| index < 11_172)?;
    let initial = char::from_u32(0x1100 + index / 588)?;
    let vowel = char::from_u32(0x1161 + index % 588 / 28)?;
    let last = match index % 28 {
        0 => None,
        position => char::from_u32(0x11A7 + position),
    };
    Some((initial, vowel, last))
}

/// Conjoining jamo put together into Hangul syllables.
pub(super) fn syllables_of_jamo(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let last = out.chars().next_back().map_or(0, u32::from);
        let joined = match u32::from(c) {
            vowel @ 0x1161..=0x1175 if (0x1100..0x1113).contains(&last) => {
                char::from_u32(0xAC00 + (last - 0x1100) * 588 + (vowel - 0x1161) * 28)
            }
            end @ 0x11A8..=0x11C2 if (0xAC00..0xD7A4).contains(&last) && (last - 0xAC00).is_multiple_of(28) => {
                char::from_u32(last + end - 0x11A7)
            }
            _ => None,
        };
        if let Some(joined) = joined {
            out.pop();
            out.push(joined);
        } else {
            out.push(c);
        }
    }
    out
}

/// True for Han characters, the iteration mark included.
pub(super) fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF | 0x3005 | 0x3007)
}

/// True for Hangul syllables.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// True for hiragana and katakana.
pub(super) fn is_kana(c: char) -> bool {
    matches!(u32::from(c), 0x3041..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF)
}
