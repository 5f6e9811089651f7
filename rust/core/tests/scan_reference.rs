//! The scanner against a slow and obvious matcher, on generated texts and (where a folder is given) on real articles.
//!
//! `ENTMATCH_ARTICLES=DIR ENTMATCH_NAMES=FILE cargo test -p entmatch-core --release --test scan_reference -- --ignored`

use entmatch_core::gazetteer::Case;
use entmatch_core::scan::{Matcher, MatcherOptions, NameMatch, Policy, Scratch};
use entmatch_core::text::{Span, fold, key};
use proptest::prelude::*;
use reference::Reference;

mod reference;

fn compare(reference: &Reference, matcher: &Matcher, text: &str, policy: Policy, scratch: &mut Scratch) -> usize {
    let mut found: Vec<NameMatch> = Vec::new();
    matcher.find_into(text, scratch, &mut found);
    let fast: Vec<(Span, u32)> = found.iter().map(|m| (m.span, m.name)).collect();
    let slow = reference.find(text, policy);
    let shown = |list: &[(Span, u32)]| -> Vec<String> {
        list.iter()
            .map(|(span, name)| format!("{span:?} {:?} = {:?}", span.of(text), reference.names[*name as usize]))
            .collect()
    };
    if fast != slow {
        let (fast, slow) = (shown(&fast), shown(&slow));
        let only =
            |a: &[String], b: &[String]| -> Vec<String> { a.iter().filter(|x| !b.contains(x)).cloned().collect() };
        panic!("only fast: {:#?}\nonly slow: {:#?}\nin {text:?}", only(&fast, &slow), only(&slow, &fast));
    }
    for &(span, _) in &slow {
        assert_eq!(key(span.of(text)), key(fold(span.of(text)).text()));
    }
    slow.len()
}

const POLICIES: [Policy; 2] = [Policy::LeftmostLongest, Policy::All];
const CASES: [Case; 3] = [Case::Any, Case::Initial, Case::Exact];

/// Few letters and signs, so that names and texts meet often.
const NAME: &str = "[aAbBéЙи\u{306}가東京ク・ß㍻½ \\-'’.,\n\u{AD}]{1,5}";
const TEXT: &str = "[aAbBéЙи\u{306}가東京ク・ß㍻½ \\-'’.,\n\u{AD}]{0,60}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn agrees_on_texts_full_of_traps(
        names in prop::collection::vec(NAME, 1..12),
        text in TEXT,
        case in 0_usize..3,
        policy in 0_usize..2,
    ) {
        let (case, policy) = (CASES[case], POLICIES[policy]);
        let reference = Reference::new(&names, case);
        let matcher = Matcher::with_options(&names, MatcherOptions { case, policy, ..Default::default() }).expect("names");
        compare(&reference, &matcher, &text, policy, &mut Scratch::default());
    }

    #[test]
    fn agrees_on_long_words_and_long_gaps(
        names in prop::collection::vec("[ab]{1,20}( [ab]{1,20}){0,3}", 1..40),
        joins in prop::collection::vec((0_usize..40, "[ \\-,.\u{2019}]{1,70}"), 0..40),
    ) {
        let mut text = String::new();
        for (number, gap) in joins {
            text.push_str(&names[number % names.len()]);
            text.push_str(&gap);
        }
        for policy in POLICIES {
            let reference = Reference::new(&names, Case::Any);
            let matcher = Matcher::with_options(&names, MatcherOptions { policy, ..Default::default() }).expect("names");
            compare(&reference, &matcher, &text, policy, &mut Scratch::default());
        }
    }
}

#[test]
#[ignore = "needs a folder of articles and a list of names"]
fn agrees_on_real_articles() {
    let folder = std::env::var("ENTMATCH_ARTICLES").expect("ENTMATCH_ARTICLES");
    let names = std::fs::read_to_string(std::env::var("ENTMATCH_NAMES").expect("ENTMATCH_NAMES")).expect("names");
    let names: Vec<String> = names.lines().map(str::to_owned).collect();
    for (policy, case) in [(Policy::LeftmostLongest, Case::Any), (Policy::All, Case::Initial)] {
        let reference = Reference::new(&names, case);
        let matcher =
            Matcher::with_options(&names, MatcherOptions { policy, case, ..Default::default() }).expect("names");
        let mut scratch = Scratch::default();
        for entry in std::fs::read_dir(&folder).expect("folder") {
            let path = entry.expect("entry").path();
            let (mut texts, mut found) = (0, 0);
            for line in std::fs::read_to_string(&path).expect("articles as JSON lines").lines() {
                let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
                found += compare(&reference, &matcher, row["text"].as_str().expect("text"), policy, &mut scratch);
                texts += 1;
            }
            assert!(texts > 0 && found > 0, "{} has nothing to compare", path.display());
        }
    }
}
