//! Thai and Lao: vowels written before their consonant are spoken after it.

use super::Table;

/// Romanises one written syllable onset at the start of `rest`; gives the number of bytes read.
pub(super) fn push(table: &Table, rest: &str, out: &mut String) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let leading = matches!(first, 'เ'..='ไ' | 'ເ'..='ໄ');
    let Some(second) = chars.next().filter(|_| leading) else { return 0 };
    out.push_str(table.text(second));
    out.push_str(table.text(first));
    first.len_utf8() + second.len_utf8()
}
