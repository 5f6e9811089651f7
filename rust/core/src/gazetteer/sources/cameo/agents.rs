//! Agent dictionaries: phrases with part of a code.

use super::{SOURCE, words};
use crate::error::{Error, Result};
use crate::gazetteer::sources::{Emit, Record, give};
use crate::gazetteer::{Agent, BuildReport};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the lines of one dictionary.
pub(super) struct Agents<'p> {
    path: &'p Path,
    sets: BTreeMap<String, Vec<String>>,
}

impl<'p> Agents<'p> {
    pub(super) fn new(path: &'p Path) -> Self {
        Self { path, sets: BTreeMap::new() }
    }

    pub(super) fn line(&mut self, number: u64, text: &str, emit: Emit<'_>, report: &mut BuildReport) {
        let text = text.trim();
        let result = if let Some((name, members)) = text.split_once('=').filter(|_| text.starts_with('!')) {
            self.sets.insert(
                name.trim().to_owned(),
                members.split(',').map(|member| member.trim().to_owned()).filter(|member| !member.is_empty()).collect(),
            );
            report.others += 1;
            Ok(Vec::new())
        } else {
            self.agents(text)
        };
        match result {
            Ok(agents) => {
                for agent in agents {
                    give(Record::Agent(agent), emit, report, self.path, number);
                }
            }
            Err(error) => {
                report.records += 1;
                report.reject(self.path, number, &error, text);
            }
        }
    }

    fn agents(&self, text: &str) -> Result<Vec<Agent>> {
        let (head, code) =
            text.split_once('[').ok_or_else(|| Error::data("has no code in brackets; expected PHRASE [~CODE]"))?;
        let code = code
            .split_once(']')
            .map(|(code, _)| code.trim())
            .filter(|code| !code.is_empty())
            .ok_or_else(|| Error::data("the bracket of the code is not closed, or empty; expected [~CODE]"))?;
        if !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'~') {
            return Err(Error::data(format!("the code {code:?} is not made of letters, digits and ~")));
        }
        let (phrase, plural) = match head.split_once('{') {
            None => (head, None),
            Some((phrase, plural)) => {
                let plural =
                    plural.split_once('}').ok_or_else(|| Error::data("the brace of the plural is not closed"))?;
                (phrase, Some(words(plural.0).to_lowercase()))
            }
        };
        let phrases = self.expand(phrase.trim())?;
        Ok(phrases
            .into_iter()
            .map(|phrase| Agent {
                agent: words(&phrase).to_lowercase(),
                code: code.to_owned(),
                lang: None,
                plural: plural.clone(),
                source: SOURCE.to_owned(),
            })
            .collect())
    }

    /// A phrase with each member of the sets that it names.
    fn expand(&self, phrase: &str) -> Result<Vec<String>> {
        let Some((before, rest)) = phrase.split_once('!') else { return Ok(vec![phrase.to_owned()]) };
        let (name, after) =
            rest.split_once('!').ok_or_else(|| Error::data("the name of a set is not closed; expected !NAME!"))?;
        let members = self
            .sets
            .get(&format!("!{name}!"))
            .ok_or_else(|| Error::data(format!("the set !{name}! is not defined above; expected !{name}! = A, B")))?;
        let mut all = Vec::new();
        for tail in self.expand(after)? {
            all.extend(members.iter().map(|member| format!("{before}{member}{tail}")));
        }
        Ok(all)
    }
}
