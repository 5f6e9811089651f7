//! The format of the scheme files.
//!
//! ```text
//! id: russian-bgn                      header: key, colon, value
//! usual: 0.9
//! @V = а е ё и о у ы э ю я             a class of characters
//! а = a, б = b                         rules, several on a line
//! е = ye / # _                         a rule with its context, as linguists write it
//! {ъь} = ∅                             each of the characters; ∅ is nothing
//! ق = q | k | g                        alternatives, the usual one first
//! > Екатеринбург = Yekaterinburg       an example, run as a test
//! ```
//!
//! In a context `#` is a word's edge, `@V` a class, `[abc]` a set, `!@V` its opposite (an edge included), `.` any
//! character of a word, and anything else stands for itself. Long sources win over short ones, rules with a context over
//! those without, earlier lines over later ones.

use std::collections::HashMap;

use crate::error::{Error, Result};

/// One place of a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The edge of a word.
    Edge,
    /// Any character of a word.
    Any,
    /// One of these characters (sorted).
    In(Vec<char>),
    /// None of these characters, or the edge.
    NotIn(Vec<char>),
}

/// `source = outputs / left _ right`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) source: Vec<char>,
    pub(super) outputs: Vec<String>,
    pub(super) left: Vec<Item>,
    pub(super) right: Vec<Item>,
}

/// A scheme file as read: header, rules in order of the file, examples.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) header: HashMap<String, String>,
    pub(super) rules: Vec<Rule>,
    pub(super) examples: Vec<(String, String)>,
}

type Classes = HashMap<String, Vec<char>>;

/// Reads a scheme file.
///
/// # Errors
/// Names the line that is neither header, class, rule nor example.
pub(super) fn parse(text: &str) -> Result<Parsed> {
    let mut parsed = Parsed::default();
    let mut classes = Classes::new();
    for (number, line) in (1u64..).zip(text.lines()) {
        parse_line(line.trim(), &mut parsed, &mut classes).map_err(|error| error.on_line(number))?;
    }
    Ok(parsed)
}

fn parse_line(line: &str, parsed: &mut Parsed, classes: &mut Classes) -> Result<()> {
    if line.is_empty() || line.starts_with("# ") || line == "#" {
        return Ok(());
    }
    if let Some(example) = line.strip_prefix("> ") {
        let (from, to) = split_equals(example)?;
        parsed.examples.push((from.to_owned(), to.to_owned()));
        return Ok(());
    }
    if line.starts_with('@') {
        let (name, members) = split_equals(line)?;
        let mut set = Vec::new();
        for member in members.split_whitespace() {
            match classes.get(member) {
                Some(other) => set.extend_from_slice(other),
                None => set.extend(decode(member)?),
            }
        }
        set.sort_unstable();
        classes.insert(name.to_owned(), set);
        return Ok(());
    }
    if let Some((key, value)) = line.split_once(": ")
        && key.chars().all(|c| c.is_ascii_lowercase())
    {
        parsed.header.insert(key.to_owned(), value.trim().to_owned());
        return Ok(());
    }
    for rule in line.split(", ") {
        parse_rule(rule.trim(), &mut parsed.rules, classes)?;
    }
    Ok(())
}

fn split_equals(text: &str) -> Result<(&str, &str)> {
    text.split_once(" = ")
        .or_else(|| text.strip_suffix(" =").map(|from| (from, "")))
        .map(|(from, to)| (from.trim(), to.trim()))
        .ok_or_else(|| Error::data(format!("expected `source = output`, found `{text}`")))
}

fn parse_rule(text: &str, rules: &mut Vec<Rule>, classes: &Classes) -> Result<()> {
    let (source, rest) = split_equals(text)?;
    let (outputs, context) = rest.split_once(" / ").unwrap_or((rest, "_"));
    let outputs = outputs.split(" | ").map(|output| Ok(decode(output.trim())?.into_iter().collect()));
    let outputs = outputs.collect::<Result<Vec<String>>>()?;
    let (left, right) =
        context.split_once('_').ok_or_else(|| Error::data(format!("expected `_` in the context `{context}`")))?;
    let left = parse_context(left, classes)?;
    let right = parse_context(right, classes)?;
    let sources: Vec<Vec<char>> = match source.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
        Some(inner) => inner.chars().map(|c| vec![c]).collect(),
        None => vec![decode(source)?],
    };
    for source in sources {
        if source.is_empty() {
            return Err(Error::data(format!("a rule without a source: `{text}`")));
        }
        rules.push(Rule { source, outputs: outputs.clone(), left: left.clone(), right: right.clone() });
    }
    Ok(())
}

fn parse_context(text: &str, classes: &Classes) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for token in text.split_whitespace() {
        let (negated, name) = match token.strip_prefix('!') {
            Some(name) if !name.is_empty() => (true, name),
            _ => (false, token),
        };
        let set = if name.starts_with('@') {
            classes.get(name).cloned().ok_or_else(|| Error::data(format!("no class `{name}` above this line")))?
        } else if let Some(inner) = name.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
            let mut set = decode(inner)?;
            set.sort_unstable();
            set
        } else if name == "#" {
            items.push(Item::Edge);
            continue;
        } else if name == "." {
            items.push(Item::Any);
            continue;
        } else {
            items.extend(decode(name)?.into_iter().map(|c| Item::In(vec![c])));
            continue;
        };
        items.push(if negated { Item::NotIn(set) } else { Item::In(set) });
    }
    Ok(items)
}

/// `∅` is nothing, `U+0301` a code point, `"x"` quotes blanks and commas; the rest is itself.
fn decode(text: &str) -> Result<Vec<char>> {
    if text == "∅" {
        return Ok(Vec::new());
    }
    if let Some(inner) = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        return Ok(inner.chars().collect());
    }
    if let Some(hex) = text.strip_prefix("U+") {
        let code = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        return code.map(|c| vec![c]).ok_or_else(|| Error::data(format!("not a code point: `{text}`")));
    }
    Ok(text.chars().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_contexts_and_examples() {
        let parsed = parse("id: x\n@V = а е\nе = ye | je / # _ @V\n{ъь} = ∅, а = a\n> Ева = Yeva")
            .unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(parsed.header["id"], "x");
        assert_eq!(parsed.rules.len(), 4);
        assert_eq!(parsed.rules[0].outputs, ["ye", "je"]);
        assert_eq!(parsed.rules[0].left, [Item::Edge]);
        assert_eq!(parsed.rules[0].right, [Item::In(vec!['а', 'е'])]);
        assert_eq!(parsed.rules[1].outputs, [""]);
        assert_eq!(parsed.examples, [("Ева".to_owned(), "Yeva".to_owned())]);
    }

    #[test]
    fn errors_name_the_line() {
        let error = parse("id: x\nа b").expect_err("no equals sign");
        assert_eq!(error.line(), Some(2));
        assert!(parse("а = b / x").is_err());
        assert!(parse("а = b / @V _").is_err());
    }
}
