//! Thai writing cut into syllables, by rule.
//!
//! Thai writes no word or syllable boundaries and leaves short vowels out. What is done here is the reading that the
//! letters suggest: a vowel sign claims the consonant (or cluster) that it is written around, a consonant that no
//! vowel claims closes the syllable before it, two consonants by themselves have an o between them, one has an a.
//! Loan words and Indic compounds are read wrongly now and then; a dictionary would be needed.

/// A Thai text in spoken order: onset letters, the vowel in Latin letters (RTGS), the final consonant followed by a
/// phinthu (`กฺ`). Other characters pass.
pub(super) fn syllables(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|&c| !is_silent_mark(c)).collect();
    let chars = without_silent_letters(&chars);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let read = syllable(&chars[at..], &mut out);
        if read == 0 {
            if !matches!(chars[at], '\u{E3A}' | '\u{E4D}' | 'ๆ' | 'ฯ') {
                out.push(chars[at]);
            }
            at += 1;
        } else {
            at += read;
        }
    }
    out
}

fn is_silent_mark(c: char) -> bool {
    matches!(c, '\u{E48}'..='\u{E4B}')
}

/// Drops letters under a thanthakhat, with the vowel sign between them.
fn without_silent_letters(chars: &[char]) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(chars.len());
    for &c in chars {
        if c == '\u{E4C}' {
            while kept.last().is_some_and(|&c| matches!(c, 'ิ' | 'ุ' | 'ี')) {
                kept.pop();
            }
            let silent = kept.pop_if(|c| is_consonant(*c));
            // ทร์ and ตร์ after a consonant are silent together.
            if silent == Some('ร') && kept.len() > 1 && is_consonant(kept[kept.len() - 2]) {
                kept.pop_if(|c| matches!(c, 'ท' | 'ต'));
            }
        } else {
            kept.push(c);
        }
    }
    kept
}

pub(super) fn is_consonant(c: char) -> bool {
    matches!(c, 'ก'..='ฮ')
}

fn is_leading(c: char) -> bool {
    matches!(c, 'เ'..='ไ')
}

/// A sign that makes the consonant before it an onset.
fn is_following(c: char) -> bool {
    matches!(c, 'ะ'..='ู' | '็')
}

/// Reads one syllable at the start of `chars`; gives the number of characters read, 0 if none starts here.
fn syllable(chars: &[char], out: &mut String) -> usize {
    let get = |at: usize| chars.get(at).copied().unwrap_or('\0');
    let leading = if is_leading(get(0)) { get(0) } else { '\0' };
    let start = usize::from(leading != '\0');
    if !is_consonant(get(start)) {
        return 0;
    }
    let onset = onset_length(&chars[start..], leading != '\0');
    let mut at = start + onset;
    for (index, &c) in chars[start..at].iter().enumerate() {
        // ห before a sonorant only sets the tone.
        if !(onset == 2 && index == 0 && c == 'ห') {
            out.push(c);
        }
    }
    let (vowel, read, closed) = vowel(leading, &chars[at..]);
    at += read;
    out.push_str(vowel);
    if closed {
        return at;
    }
    if takes_final(&chars[at..]) {
        let last = get(at);
        // Written vowel + ย or ว are diphthongs: their own rules as finals.
        out.push(last);
        out.push('\u{E3A}');
        at += 1;
        // รร is read an, or a before a final.
        if last == 'ร' && vowel.is_empty() && get(at) == 'ร' {
            at += 1;
        }
    }
    at
}

/// One consonant, or two where they are a cluster that a vowel follows.
fn onset_length(chars: &[char], leading: bool) -> usize {
    let (Some(&first), Some(&second)) = (chars.first(), chars.get(1)) else { return 1 };
    if !is_consonant(second) {
        return 1;
    }
    let cluster = match second {
        'ร' => "กขคตปพทสผ".contains(first),
        'ล' => "กขคปพผ".contains(first),
        'ว' => "กขค".contains(first) && chars.get(2).is_some_and(|&c| is_following(c)),
        _ => false,
    } || (first == 'ห' && "งญนมยรลว".contains(second));
    let third = chars.get(2).copied().unwrap_or('\0');
    let carried =
        is_following(third) || leading || (is_consonant(third) && !chars.get(3).is_some_and(|&c| is_following(c)));
    if cluster && carried && !(second == 'ร' && third == 'ร') { 2 } else { 1 }
}

/// The vowel after an onset: its spelling, the characters read, and whether no final can follow.
#[expect(clippy::match_same_arms, reason = "one line for each way of writing a vowel")]
fn vowel(leading: char, rest: &[char]) -> (&'static str, usize, bool) {
    let get = |at: usize| rest.get(at).copied().unwrap_or('\0');
    match leading {
        'เ' => match (get(0), get(1), get(2)) {
            ('ี', 'ย', 'ะ') => ("ia", 3, true),
            ('ี', 'ย', _) => ("ia", 2, false),
            ('ื', 'อ', _) => ("uea", 2, false),
            ('า', 'ะ', _) => ("o", 2, true),
            ('า', _, _) => ("ao", 1, true),
            ('อ', 'ะ', _) => ("oe", 2, true),
            ('อ', _, _) => ("oe", 1, false),
            ('ิ', _, _) => ("oe", 1, false),
            ('ย', next, _) if !is_following(next) => ("oei", 1, true),
            ('ะ', _, _) => ("e", 1, true),
            ('็', _, _) => ("e", 1, false),
            _ => ("e", 0, false),
        },
        'แ' => match get(0) {
            'ะ' => ("ae", 1, true),
            '็' => ("ae", 1, false),
            _ => ("ae", 0, false),
        },
        'โ' => {
            if get(0) == 'ะ' {
                ("o", 1, true)
            } else {
                ("o", 0, false)
            }
        }
        'ใ' => ("ai", 0, true),
        'ไ' => {
            if get(0) == 'ย' && !is_following(get(1)) {
                ("ai", 1, true)
            } else {
                ("ai", 0, true)
            }
        }
        _ => match (get(0), get(1)) {
            ('ั', 'ว') => {
                if get(2) == 'ะ' {
                    ("ua", 3, true)
                } else {
                    ("ua", 2, true)
                }
            }
            ('ั', 'ย') => ("ai", 2, true),
            ('ั', _) => ("a", 1, false),
            ('ะ', _) => ("a", 1, true),
            ('า', 'ย') if !is_following(get(2)) => ("ai", 2, true),
            ('า', 'ว') if !is_following(get(2)) => ("ao", 2, true),
            ('า', _) => ("a", 1, false),
            ('ำ', _) => ("am", 1, true),
            ('ิ', 'ว') if !is_following(get(2)) => ("io", 2, true),
            ('ิ' | 'ี', _) => ("i", 1, false),
            ('ึ', _) => ("ue", 1, false),
            ('ื', 'อ') => ("ue", 2, true),
            ('ื', _) => ("ue", 1, false),
            ('ุ', 'ย') => ("ui", 2, true),
            ('ุ' | 'ู', _) => ("u", 1, false),
            ('็', 'อ') => ("o", 2, false),
            ('อ', 'ย') if !is_following(get(2)) => ("oi", 2, true),
            ('อ', next) if !is_following(next) => ("o", 1, false),
            ('ว', next) if is_consonant(next) && !is_following(get(2)) => ("ua", 1, false),
            ('ร', 'ร') => {
                if takes_final(&rest[2..]) {
                    ("a", 2, false)
                } else {
                    ("an", 2, true)
                }
            }
            // Nothing written: o before a final, a otherwise.
            _ => {
                if takes_final(rest) {
                    ("o", 0, false)
                } else {
                    ("a", 0, true)
                }
            }
        },
    }
}

/// True if the next consonant closes the syllable: no vowel claims it as an onset.
fn takes_final(chars: &[char]) -> bool {
    let Some(&c) = chars.first() else { return false };
    if !is_consonant(c) || c == 'อ' || c == 'ห' || c == 'ฮ' || c == 'ผ' || c == 'ฝ' || c == 'ฉ' {
        return false;
    }
    let next = chars.get(1).copied().unwrap_or('\0');
    if is_following(next) {
        return false;
    }
    // A cluster before a vowel, or อ as a vowel, makes it an onset.
    let after = chars.get(2).copied().unwrap_or('\0');
    let cluster = is_consonant(next) && onset_length(chars, false) == 2 && is_following(after);
    let o_follows = next == 'อ' && !is_following(after);
    !cluster && !o_follows
}
