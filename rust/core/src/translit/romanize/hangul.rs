//! Hangul by Revised Romanization with its sound changes between syllables.

use std::sync::LazyLock;

use crate::translit::chars::jamo;

const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
/// Finals as they sound at the end of a word.
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];
/// Finals before a vowel: what stays and what moves on.
const LINKED: [&str; 28] = [
    "", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b", "ps", "s", "ss",
    "ng", "j", "ch", "k", "t", "p", "",
];

/// Romanises the run of Hangul syllables at the start of `rest`; gives the number of bytes read.
pub(super) fn push(rest: &str, out: &mut String) -> usize {
    static JOINTS: LazyLock<Vec<String>> = LazyLock::new(joints);
    let joints = &*JOINTS;
    let mut taken = 0;
    let mut previous = 0;
    for c in rest.chars() {
        let Some((initial, vowel, last)) = jamo(c) else { break };
        let initial = (u32::from(initial) - 0x1100) as usize;
        if taken == 0 {
            out.push_str(INITIALS[initial]);
        } else {
            out.push_str(&joints[previous * 19 + initial]);
        }
        out.push_str(VOWELS[(u32::from(vowel) - 0x1161) as usize]);
        previous = last.map_or(0, |last| (u32::from(last) - 0x11A7) as usize);
        taken += c.len_utf8();
    }
    out.push_str(FINALS[previous]);
    taken
}

/// The spelling of every final with every following initial.
fn joints() -> Vec<String> {
    let mut table = Vec::with_capacity(28 * 19);
    for last in 0..28 {
        for initial in 0..19 {
            table.push(joint(last, initial));
        }
    }
    table
}

fn joint(last: usize, initial: usize) -> String {
    let (end, start) = (FINALS[last], INITIALS[initial]);
    match (end, start) {
        ("", _) => start.to_owned(),
        (_, "") => LINKED[last].to_owned(),
        ("k", "n" | "m") => format!("ng{start}"),
        ("t", "n" | "m") => format!("n{start}"),
        ("p", "n" | "m") => format!("m{start}"),
        ("k", "r") => "ngn".to_owned(),
        ("t", "r") => "nn".to_owned(),
        ("p", "r") => "mn".to_owned(),
        ("m" | "ng", "r") => format!("{end}n"),
        ("n" | "l", "r") | ("l", "n") => "ll".to_owned(),
        // Aspiration: ㅎ with a plain stop, in either order (in names RR keeps "kh", "ph" for ㄱ, ㅂ + ㅎ).
        ("t", "h") if last == 22 => "ch".to_owned(),
        _ if last == 27 || last == 6 || last == 15 => {
            let kept = match last {
                6 => "n",
                15 => "l",
                _ => "",
            };
            let start = match start {
                "g" => "k",
                "d" => "t",
                "j" => "ch",
                other => other,
            };
            format!("{kept}{start}")
        }
        _ => format!("{end}{start}"),
    }
}
