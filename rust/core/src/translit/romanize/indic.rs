//! Scripts whose consonants carry an unwritten a.

use super::Table;

/// What follows a consonant letter.
#[derive(Clone, Copy, PartialEq)]
enum Vowel {
    /// The unwritten a.
    Inherent,
    /// A written vowel sign, or a vowel letter by itself.
    Written,
    /// Killed by a virama, or dropped as schwa.
    None,
}

struct Unit {
    consonant: char,
    vowel: Vowel,
    sign: char,
    nasal: bool,
}

/// The letter of Devanagari that stands at the same place of its block.
fn devanagari(c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0x900..=0xD7F => match code {
            // What the other blocks have of their own stays itself.
            0x9CE | 0x9F0 | 0x9F1 | 0xA70..=0xA73 | 0xD7A..=0xD7F => Some(c),
            _ => char::from_u32(0x900 + (code & 0x7F)),
        },
        _ => None,
    }
}

/// Romanises the word of an Indian script at the start of `rest`; gives the number of bytes read.
pub(super) fn push(table: &Table, rest: &str, out: &mut String) -> usize {
    // A word longer than this is no name; the bound keeps the buffer small and changes only schwas.
    const LONGEST: usize = 64;
    let mut units: Vec<Unit> = Vec::new();
    let mut taken = 0;
    let mut block = 0;
    for c in rest.chars() {
        let Some(letter) = devanagari(c).filter(|_| units.len() < LONGEST) else { break };
        let code = u32::from(letter);
        if matches!(code, 0x964..=0x96F) {
            break;
        }
        block = u32::from(c) >> 7;
        taken += c.len_utf8();
        match code {
            0x915..=0x939 | 0x958..=0x95F | 0x9CE..=0x9F1 | 0xD7A..=0xD7F => {
                let vowel = if code > 0x960 && !matches!(code, 0x9F0 | 0x9F1) { Vowel::None } else { Vowel::Inherent };
                units.push(Unit { consonant: letter, vowel, sign: '\0', nasal: false });
            }
            0x93C => nukta(units.last_mut()),
            0x93E..=0x94C | 0x957 => {
                if let Some(unit) = units.last_mut() {
                    // Au length marks and two-part vowels written in two signs keep the first.
                    if unit.vowel != Vowel::Written {
                        unit.vowel = Vowel::Written;
                        unit.sign = letter;
                    }
                }
            }
            0x94D => {
                if let Some(unit) = units.last_mut() {
                    unit.vowel = Vowel::None;
                }
            }
            0x901 | 0x902 | 0xA70 => {
                if let Some(unit) = units.last_mut() {
                    unit.nasal = true;
                }
            }
            _ => units.push(Unit { consonant: '\0', vowel: Vowel::Written, sign: letter, nasal: false }),
        }
    }
    if units.is_empty() {
        return taken;
    }
    drop_schwas(&mut units, block);
    for index in 0..units.len() {
        let unit = &units[index];
        if unit.consonant != '\0' {
            out.push_str(consonant(table, &units, index, block));
        }
        match unit.vowel {
            Vowel::Inherent => out.push('a'),
            Vowel::Written => out.push_str(table.text(unit.sign)),
            Vowel::None => {}
        }
        if unit.nasal {
            let next = units.get(index + 1).map_or("", |next| table.text(next.consonant));
            out.push(if next.starts_with(['p', 'b', 'm']) { 'm' } else { 'n' });
        }
    }
    taken
}

fn nukta(unit: Option<&mut Unit>) {
    let Some(unit) = unit else { return };
    unit.consonant = match unit.consonant {
        'क' => '\u{958}',
        'ख' => '\u{959}',
        'ग' => '\u{95A}',
        'ज' => '\u{95B}',
        'ड' => '\u{95C}',
        'ढ' => '\u{95D}',
        'फ' => '\u{95E}',
        'य' => '\u{95F}',
        other => other,
    };
}

/// The schwa falls at the end of a word, and (from right to left) in `VC_CV`, in the northern languages.
fn drop_schwas(units: &mut [Unit], block: u32) {
    let northern = matches!(block, 0x12 | 0x14 | 0x15);
    if !(northern || block == 0x13 || block == 0x16) {
        return;
    }
    let last = units.len() - 1;
    // After a cluster the last a is heard: Narendra, Krishna.
    let cluster = last > 0 && units[last - 1].vowel == Vowel::None;
    if last > 0 && !cluster && units[last].vowel == Vowel::Inherent && !units[last].nasal && block != 0x16 {
        units[last].vowel = Vowel::None;
    }
    if !northern {
        return;
    }
    for index in (1..last).rev() {
        let after = &units[index + 1];
        let open = after.consonant != '\0' && after.vowel != Vowel::None;
        let before = units[index - 1].vowel != Vowel::None && !units[index - 1].nasal;
        if units[index].vowel == Vowel::Inherent && !units[index].nasal && open && before {
            units[index].vowel = Vowel::None;
        }
    }
}

/// A consonant's spelling; Tamil writes one letter for voiced and voiceless, told apart by their place.
fn consonant<'t>(table: &'t Table, units: &[Unit], index: usize, block: u32) -> &'t str {
    let letter = units[index].consonant;
    if block != 0x17 || index == 0 {
        return table.text(letter);
    }
    let before = &units[index - 1];
    let soft = before.vowel != Vowel::None || "ङञणनमऩ".contains(before.consonant);
    // A doubled letter is voiceless: its first half carries the pulli.
    let halved = units[index].vowel == Vowel::None;
    match letter {
        'क' if soft && !halved => "g",
        'ट' | 'त' if soft && !halved => "d",
        'प' if soft && !halved => "b",
        'च' if before.vowel != Vowel::None && !halved => "s",
        _ => table.text(letter),
    }
}

/// Sinhala, Burmese, Khmer: an a after a consonant that nothing follows up.
pub(super) fn push_plain(table: &Table, rest: &str, out: &mut String) -> usize {
    let mut chars = rest.chars();
    let Some(c) = chars.next() else { return 0 };
    let Some(spelling) = table.get(c).text() else { return 0 };
    out.push_str(spelling);
    let consonant = match u32::from(c) {
        0xD9A..=0xDC6 | 0x1000..=0x1020 => true,
        0x1780..=0x17A2 => c != 'អ',
        _ => false,
    };
    let next = chars.next();
    let bare = next.is_none_or(
        |next| !matches!(u32::from(next), 0xDCA..=0xDDF | 0x102B..=0x1032 | 0x1039..=0x103E | 0x17B6..=0x17C5 | 0x17D2),
    );
    let khmer_end = c > '\u{1780}' && next.is_none_or(|next| !matches!(u32::from(next), 0x1780..=0x17FF));
    if consonant && bare && !khmer_end {
        out.push('a');
    }
    c.len_utf8()
}
