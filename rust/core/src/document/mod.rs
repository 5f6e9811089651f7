//! Judges what the scan found: which entity, read as what, and why.
//!
//! One module a judgement, in the order in which [`Normalizer::normalize`] asks them: `page` (words, cues, with
//! `language` and `sentences`), `detect` (matches that stand as names, by `surface` and `recall`; `letters` and
//! `german` add others), `chunks` (longer names around them), `holders` (people spelt otherwise), `people`,
//! `dateline`, `places` (which of the places of a name, by `ballot`), `belief` (whether a place at all), `metonymy`
//! (place or government, by `frames`), `organizations`, `agents` (offices and agents composed with states, by
//! `institutions`), `chains` (short forms). `codes` gives actor codes, `cues` the words of each language, `location`
//! where an entity is.

mod agents;
mod ballot;
mod belief;
mod chains;
mod chunks;
mod codes;
mod cues;
mod dateline;
mod detect;
mod frames;
mod german;
mod hash_table;
mod holders;
mod institutions;
mod language;
pub mod learn;
mod letters;
mod location;
mod mention;
mod metonymy;
mod organizations;
mod page;
mod people;
mod places;
mod portfolio;
mod recall;
mod role;
mod sentences;
mod surface;
mod unit;

pub use belief::{Belief, FEATURES, Features};
pub(crate) use mention::state_of;
pub use mention::{Mention, Reading};

use crate::error::{Error, Result};
use crate::gazetteer::Date;
use crate::index::Gazetteer;
use crate::scan::{Match, Policy, Scanner, Seed, Words};
use codes::{Codes, States};
use holders::Holders;
use institutions::Institutions;
use language::Languages;
use page::{Layout, Page};
use recall::Recall;
use surface::Proposed;
use unit::Unit;

/// A text to be judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Document<'d> {
    /// The text itself.
    pub text: &'d str,
    /// The day on which it was written: offices and codes are those of that day; without it, those of now.
    pub date: Option<Date>,
    /// BCP 47 language; guessed where absent.
    pub lang: Option<&'d str>,
}

/// How to judge.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Also give the names inside longer names ("England" in "Bank of England"), as places.
    pub embedded: bool,
}

/// Turns texts into mentions, with one gazetteer. Share it between threads; give each thread its own [`Scratch`].
pub struct Normalizer {
    gazetteer: Gazetteer,
    seed: Seed,
    languages: Languages,
    holders: Holders,
    institutions: Institutions,
    states: States,
    options: Options,
}

/// What one thread keeps between documents: buffers, and names that it has read.
#[derive(Default)]
pub struct Scratch {
    words: Words,
    layout: Layout,
    scan: crate::scan::Scratch,
    matches: Vec<Match>,
    recall: Recall,
}

impl Scratch {
    /// Gives the buffers back that a very long text has made, so that whoever keeps this keeps little.
    pub fn shrink(&mut self) {
        /// Words of a text longer than any article.
        const LONG: usize = 1 << 17;
        if self.words.capacity() > LONG {
            *self = Self { recall: std::mem::take(&mut self.recall), ..Self::default() };
        }
    }
}

/// A document before anything is judged.
struct Read<'s> {
    page: Page<'s>,
    matches: &'s [Match],
    recall: &'s mut Recall,
}

impl Normalizer {
    /// A normalizer over a gazetteer.
    ///
    /// # Errors
    /// If the gazetteer has no usable scan section.
    pub fn new(gazetteer: Gazetteer, options: Options) -> Result<Self> {
        let seed = Scanner::new(&gazetteer)?.seed();
        let languages = Languages::new(gazetteer.agents(), seed);
        Ok(Self {
            gazetteer,
            seed,
            languages,
            holders: Holders::default(),
            institutions: Institutions::default(),
            states: States::default(),
            options,
        })
    }

    /// The gazetteer in use.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The mentions of a document, in text order.
    ///
    /// # Errors
    /// If the text is longer than 4 GiB.
    pub fn normalize(&self, document: &Document<'_>, scratch: &mut Scratch) -> Result<Vec<Mention>> {
        let gazetteer = &self.gazetteer;
        let codes = Codes::new(gazetteer, &self.states, document.date);
        let Read { page, matches, recall } = self.read(document, scratch)?;
        let (mut units, supports) = self.places(&page, &codes, matches, recall);
        belief::judge(&page, gazetteer, &mut units, &supports);
        organizations::extend(&page, gazetteer, &mut units);
        metonymy::read(&page, &codes, &mut units);
        organizations::code(&page, &codes, &mut units);
        agents::compose(&page, &codes, (&self.holders, &self.institutions), &mut units);
        chains::link(&page, gazetteer, &mut units);
        units.retain(|u| !u.embedded || (self.options.embedded && u.is(unit::is_place) && !u.weak));
        Ok(units.into_iter().map(|u| u.into_mention(&page)).collect())
    }

    /// What the names of a document that may be places are judged by, also those that are not believed, in text order.
    ///
    /// # Errors
    /// If the text is longer than 4 GiB.
    pub fn beliefs(&self, document: &Document<'_>, scratch: &mut Scratch) -> Result<Vec<Belief>> {
        let codes = Codes::new(&self.gazetteer, &self.states, document.date);
        let Read { page, matches, recall } = self.read(document, scratch)?;
        let (units, supports) = self.places(&page, &codes, matches, recall);
        let beliefs = belief::beliefs(&page, &units, &supports);
        Ok(beliefs.into_iter().map(|(_, belief)| belief).collect())
    }

    /// The words of a document and the names in them.
    fn read<'s>(&'s self, document: &Document<'s>, scratch: &'s mut Scratch) -> Result<Read<'s>> {
        let text = document.text;
        if u32::try_from(text.len()).is_err() {
            return Err(Error::data("a document is at most 4 GiB long; split this one"));
        }
        self.seed.split(text, &mut scratch.words);
        let page =
            Page::lay(text, &self.gazetteer, &scratch.words, &self.languages, document.lang, &mut scratch.layout);
        let proposed = Proposed::new(&self.gazetteer, &page);
        let scanner = Scanner::over(&self.gazetteer, &proposed)?.with_inflection(page.inflection());
        scanner.find_among(text, &scratch.words, Policy::All, &mut scratch.scan, &mut scratch.matches);
        Ok(Read { page, matches: &scratch.matches, recall: &mut scratch.recall })
    }

    /// The names that stand, which places they are, and what other names say for these.
    fn places(
        &self,
        page: &Page<'_>,
        codes: &Codes<'_>,
        matches: &[Match],
        recall: &mut Recall,
    ) -> (Vec<Unit>, Vec<f32>) {
        let gazetteer = &self.gazetteer;
        let mut units = detect::detect(page, gazetteer, matches, recall);
        letters::add(page, codes, &mut units);
        german::add(page, gazetteer, &mut units);
        chunks::chunk(page, gazetteer, &mut units);
        self.holders.link(gazetteer, &mut units);
        people::choose(page, codes, &mut units);
        dateline::mark(page, &mut units);
        let supports = places::disambiguate(page, gazetteer, &mut units);
        (units, supports)
    }
}
