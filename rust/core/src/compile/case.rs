//! The case policy of a name that states none.

use crate::gazetteer::{Case, Name, NameKind};

/// How a name's letter case must be met. `key` is its folded form; `is_common` knows common words.
///
/// Acronyms and short names in capitals must be met letter for letter (`US` is not `us`), and so a name of one common
/// word or of three letters must at least begin as it does (`Nice`, `Omo`). Everything else may be met in any case:
/// headlines and sloppy writers ask for it, and what follows the scan judges more finely.
pub(super) fn policy(name: &Name, key: &str, is_common: impl Fn(&str) -> bool) -> Case {
    if let Some(case) = name.case {
        return case;
    }
    if !name.text.chars().any(|c| c.is_lowercase() || c.is_uppercase()) {
        return Case::Any;
    }
    let letters = name.text.chars().filter(|c| c.is_alphabetic()).count();
    let in_capitals = !name.text.chars().any(char::is_lowercase);
    if matches!(name.kind, NameKind::Acronym | NameKind::Abbreviation) || (in_capitals && letters <= 5) {
        Case::Exact
    } else if !key.contains(' ') && (key.chars().count() <= 3 || is_common(key)) {
        Case::Initial
    } else {
        Case::Any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_capitals_common_words_and_long_names() {
        let policy_of = |text: &str, kind| {
            let name = Name { text: text.to_owned(), kind, ..Name::default() };
            policy(&name, &crate::text::key(text), |word| word == "nice")
        };
        assert_eq!(policy_of("US", NameKind::Alias), Case::Exact);
        assert_eq!(policy_of("США", NameKind::Alias), Case::Exact);
        assert_eq!(policy_of("Unesco", NameKind::Acronym), Case::Exact);
        assert_eq!(policy_of("Nice", NameKind::Preferred), Case::Initial);
        assert_eq!(policy_of("Omo", NameKind::Preferred), Case::Initial);
        assert_eq!(policy_of("Tokyo", NameKind::Preferred), Case::Any);
        assert_eq!(policy_of("東京", NameKind::Preferred), Case::Any);
        let stated = Name { text: "US".into(), case: Some(Case::Any), ..Name::default() };
        assert_eq!(policy(&stated, "us", |_| false), Case::Any);
    }
}
