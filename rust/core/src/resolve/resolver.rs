//! The entities that a name may mean.

use super::explain;
use super::how::How;
use super::names::{ELSE, Known, LIKENESS, PROMINENCE, Settings, rank, with_scratch};
use super::view::View;
use crate::error::Result;
use crate::gazetteer::{Date, Kind};
use crate::index::{EntityId, Gazetteer, KeyId, Posting, SectionId};
use crate::scan::{MatchHow, Policy, Scanner};

/// Finds the entities that a name in any script or romanisation may mean.
///
/// Borrows the gazetteer and is as cheap to make as a reference; see [`Resolver::resolve`].
#[derive(Clone, Copy, Debug)]
pub struct Resolver<'g> {
    gazetteer: &'g Gazetteer,
    view: Option<View<'g>>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Query<'q> {
    /// The name.
    pub name: &'q str,
    /// Only entities of this kind.
    pub kind: Option<Kind>,
    /// Only entities of this country (ISO 3166-1 alpha-3), or of none.
    pub country: Option<&'q str>,
    /// The language that the name is in (BCP 47), where known: names in it are preferred.
    pub lang: Option<&'q str>,
    /// The day for which a name must be valid.
    pub date: Option<Date>,
    /// At most so many answers.
    pub limit: usize,
    /// No answer less likely than this.
    pub min_score: f32,
}

impl<'q> Query<'q> {
    /// A query for a name, with no conditions: up to five answers that are likelier than 1 in 20.
    pub fn new(name: &'q str) -> Self {
        Self { name, kind: None, country: None, lang: None, date: None, limit: 5, min_score: 0.05 }
    }
}

/// An entity that the name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The entity.
    pub entity: EntityId,
    /// How likely it is meant: the answers of a query sum to at most 1, what is missing is "something else".
    pub score: f32,
    /// How the name leads to the entity.
    pub how: How,
    /// The same in words.
    pub via: String,
    /// The gazetteer's spelling.
    pub matched: String,
    /// What spoke for and against, in nats.
    pub evidence: Vec<Evidence>,
}

/// One reason for a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What was looked at: `sound`, `prominence`, `language` ...
    pub feature: &'static str,
    /// What was seen.
    pub value: String,
    /// Its weight in nats; positive speaks for the entity.
    pub weight: f32,
}

/// What a name loses by not being valid on the day that was asked for, and wins by being in the language.
const INVALID: f32 = -3.0;
/// Of a name that is not written in capitals, where one that is has the same letters.
const NO_ACRONYM: f32 = -2.5;
const SAME_LANGUAGE: f32 = 0.7;
/// What an equal name weighs: more than any likeness.
const EQUAL: f32 = 14.0;

struct Found<'g> {
    posting: Posting<'g>,
    how: Option<How>,
    total: f32,
    evidence: Vec<Evidence>,
}

impl<'g> Resolver<'g> {
    /// A resolver for a gazetteer.
    ///
    /// # Errors
    /// If the gazetteer has a name index that is damaged. One without a name index finds equal names only.
    pub fn new(gazetteer: &'g Gazetteer) -> Result<Self> {
        let view = gazetteer.section(SectionId::RESOLVE).map(View::new).transpose()?;
        Ok(Self { gazetteer, view })
    }

    /// The entities that a name may mean, likeliest first. Work is bounded whatever the name.
    pub fn resolve(&self, query: &Query<'_>) -> Vec<Resolution> {
        let name = super::script::bounded(query.name);
        let mut found: Vec<Found<'g>> = Vec::new();
        if let Some(key) = self.gazetteer.lookup(name) {
            self.add(query, key, None, EQUAL, &mut found);
        }
        if found.is_empty()
            && let Some((key, how)) = self.reshaped(name)
        {
            self.add(query, key, how, EQUAL, &mut found);
        }
        if found.is_empty()
            && let Some(view) = &self.view
        {
            let ranked = with_scratch(|scratch| rank(view, name, Settings::default(), &Known::default(), scratch));
            let best = ranked.first().map_or(0.0, |r| r.1);
            for (form, likeness) in ranked.into_iter().take(60).take_while(|r| r.1 > best - 15.0 && r.1 > 0.0) {
                for key in view.records(form).take(16) {
                    self.add(query, KeyId(key), Some(How::Transliterated), likeness, &mut found);
                }
            }
        }
        self.answer(name, query, found)
    }

    /// The name in another shape that is known letter for letter: without its case ending ("Путиным"), or with the
    /// surname that stands before a comma put behind ("Нурдли, Одвар").
    fn reshaped(&self, name: &str) -> Option<(KeyId, Option<How>)> {
        if let Some((surname, given)) = name.split_once(',') {
            let key = self.gazetteer.lookup(&format!("{} {}", given.trim(), surname.trim()));
            return key.map(|key| (key, None));
        }
        let name = name.trim();
        let scanner = Scanner::new(self.gazetteer).ok()?;
        let [only] = scanner.find(name, Policy::LeftmostLongest)[..] else { return None };
        let whole = only.span.len() as usize == name.len() && only.how == MatchHow::Inflected;
        whole.then_some((only.key, Some(How::Inflected)))
    }

    /// Answers many queries on `threads` threads; the answers do not depend on how many.
    pub fn resolve_many(&self, queries: &[Query<'_>], threads: usize) -> Vec<Vec<Resolution>> {
        super::parallel::map(queries, threads, |query| self.resolve(query))
    }

    fn add(&self, query: &Query<'_>, key: KeyId, how: Option<How>, likeness: f32, found: &mut Vec<Found<'g>>) {
        // "IRA" is first what is written so, and only then Irã.
        let is_acronym =
            how.is_none() && (2..=5).contains(&query.name.len()) && query.name.chars().all(char::is_uppercase);
        let written = |text: &str| text == query.name;
        let acronym = is_acronym && self.gazetteer.key(key).postings().any(|posting| written(posting.name.text()));
        for posting in self.gazetteer.key(key).postings().take(64) {
            let entity = self.gazetteer.entity(posting.entity);
            if query.kind.is_some_and(|kind| kind != entity.kind())
                || query.country.is_some_and(|c| entity.country().is_some_and(|own| own != c))
            {
                continue;
            }
            let prominence = entity.prominence();
            let mut evidence = vec![
                Evidence { feature: "likeness", value: posting.name.text().to_owned(), weight: likeness * LIKENESS },
                Evidence { feature: "prominence", value: format!("{prominence:.1}"), weight: prominence * PROMINENCE },
            ];
            if query.date.is_some_and(|date| !posting.name.holds_on(date)) {
                evidence.push(Evidence { feature: "date", value: "name not in use".to_owned(), weight: INVALID });
            }
            if query.lang.is_some_and(|lang| !lang.is_empty() && posting.name.lang() == lang) {
                evidence.push(Evidence {
                    feature: "language",
                    value: posting.name.lang().to_owned(),
                    weight: SAME_LANGUAGE,
                });
            }
            if acronym && !written(posting.name.text()) {
                evidence.push(Evidence { feature: "spelling", value: "no acronym".to_owned(), weight: NO_ACRONYM });
            }
            let total = evidence.iter().map(|e| e.weight).sum();
            match found.iter_mut().find(|f| f.posting.entity == posting.entity) {
                Some(old) if old.total >= total => {}
                Some(old) => *old = Found { posting, how, total, evidence },
                None => found.push(Found { posting, how, total, evidence }),
            }
        }
    }

    fn answer(&self, name: &str, query: &Query<'_>, mut found: Vec<Found<'g>>) -> Vec<Resolution> {
        found.sort_by(|a, b| b.total.total_cmp(&a.total).then(a.posting.entity.0.cmp(&b.posting.entity.0)));
        let Some(best) = found.first().map(|f| f.total) else { return Vec::new() };
        let rest = (ELSE - best).exp();
        let sum: f32 = rest + found.iter().map(|f| (f.total - best).exp()).sum::<f32>();
        found
            .into_iter()
            .map(|f| {
                let score = (f.total - best).exp() / sum;
                (score, f)
            })
            .take_while(|(score, _)| *score >= query.min_score)
            .take(query.limit)
            .map(|(score, f)| {
                let spelling = f.posting.name.text();
                let (how, via) = match f.how {
                    None => explain::written(name, &self.gazetteer.entity(f.posting.entity), f.posting.name),
                    Some(How::Inflected) => (How::Inflected, format!("{name}, a form of {spelling}")),
                    Some(_) => explain::sound(name, &self.gazetteer.entity(f.posting.entity), spelling),
                };
                Resolution {
                    entity: f.posting.entity,
                    score,
                    how,
                    via,
                    matched: spelling.to_owned(),
                    evidence: f.evidence,
                }
            })
            .collect()
    }
}

/// The prominence of each of some names, as far as a gazetteer knows one of that name: that of its best known entity,
/// less something where the entity has another name before it, since lists have the first name more often.
///
/// For [`NameIndex::build_weighted`]: a list of names seldom says which of them are well known.
pub fn prominence(names: &[String], gazetteer: &Gazetteer) -> Vec<f32> {
    let best = |name: &String| {
        let postings = gazetteer.key(gazetteer.lookup(name)?).postings();
        let known = postings.map(|posting| {
            let entity = gazetteer.entity(posting.entity);
            entity.prominence() - if entity.name() == name { 0.0 } else { SECOND }
        });
        known.reduce(f32::max)
    };
    names.iter().map(|name| best(name).unwrap_or(UNKNOWN).max(UNKNOWN)).collect()
}

/// What another name of an entity loses beside its first.
const SECOND: f32 = 4.0;

/// The prominence of what no gazetteer has: a hamlet.
const UNKNOWN: f32 = -0.4;
