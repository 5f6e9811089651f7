//! A unit: one stretch of words that may become a mention, with everything that could be meant by it.

use super::location::Location;
use super::page::Page;
use super::{Mention, Reading};
use crate::gazetteer::{Kind, NameKind, RelationKind};
use crate::index::{Entity, EntityId, Gazetteer, KeyId, NameRef, Posting};
use crate::resolve::How;
use crate::text::Span;
use std::borrow::Cow;

/// What a unit is, apart from which entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A gazetteer name.
    Known,
    /// A person that the gazetteer does not know.
    Person,
    /// An organisation that the gazetteer does not know.
    Organization,
    /// A place that the gazetteer does not know.
    Place,
    /// A noun for people who act, with the state they act for.
    Agent,
}

/// One entity that a unit may mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) entity: EntityId,
    pub(crate) kind: Kind,
    pub(crate) name: Called,
    /// See [`Entity::prominence`].
    pub(crate) prominence: f32,
    pub(crate) rank: Rank,
    /// Share among the candidates, before the document is looked at.
    pub(crate) prior: f32,
    /// Share after it.
    pub(crate) score: f32,
    pub(crate) place: Location,
}

/// How readily a name is believed to be meant as an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    Major,
    Middle,
    Obscure,
}

/// People per place below which a one-word name needs evidence that it is meant as a place.
const SMALL: u64 = 100_000;
/// People per place from which its name is not to be doubted.
const LARGE: u64 = 1_000_000;
/// Prominence from which a building is of first rank.
const WELL_KNOWN: f32 = 6.0;

impl Rank {
    fn of(entity: Entity<'_>, kind: Kind) -> Self {
        match kind {
            Kind::Country | Kind::Igo => Self::Major,
            // The Kremlin, the Pentagon.
            Kind::Facility if entity.prominence() >= WELL_KNOWN => Self::Major,
            kind if !is_place(kind) => Self::Middle,
            _ if kind != Kind::Facility && entity.population() >= LARGE => Self::Major,
            Kind::Territory | Kind::Admin1 | Kind::Water | Kind::Landform | Kind::Region => Self::Middle,
            _ if entity.population() < SMALL && !is_capital(entity) => Self::Obscure,
            _ => Self::Middle,
        }
    }
}

/// True for the capital of a state.
pub(crate) fn is_capital(entity: Entity<'_>) -> bool {
    entity.relations().any(|(kind, _)| kind == RelationKind::CapitalOf)
}

/// The name that an entity was met by, with what is asked of it again and again: its record lies anywhere in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Called {
    /// Its number in the gazetteer.
    index: u32,
    pub(crate) kind: NameKind,
    /// See [`NameRef::is_dated`].
    pub(crate) dated: bool,
    /// True if it has a [`NameRef::via`].
    pub(crate) derived: bool,
}

impl Called {
    pub(crate) fn of(self, gazetteer: &Gazetteer) -> NameRef<'_> {
        gazetteer.name(self.index)
    }
}

impl From<NameRef<'_>> for Called {
    fn from(name: NameRef<'_>) -> Self {
        Self { index: name.index(), kind: name.kind(), dated: name.is_dated(), derived: name.via().is_some() }
    }
}

/// See the module.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "facts about a unit that do not depend on each other")]
pub(crate) struct Unit {
    /// First word, and one past the last.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Where the name itself begins, after titles.
    pub(crate) name_first: usize,
    pub(crate) span: Span,
    pub(crate) what: What,
    /// The gazetteer name met, for known units.
    pub(crate) key: Option<KeyId>,
    /// Best first; the first one is the answer.
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) how: How,
    pub(crate) reading: Reading,
    /// The entity it acts for, where that is another than the one named.
    pub(crate) actor: Option<EntityId>,
    pub(crate) code: String,
    /// The name within the unit, for people and organisations that the gazetteer does not know.
    pub(crate) nil_name: Option<String>,
    /// Part of a longer name, and no mention of its own.
    pub(crate) embedded: bool,
    /// The name is spelt like its adjective: `US`, `New Zealand`.
    pub(crate) adjective_too: bool,
    /// An ordinary word that is also a name, where it may be just that: to be believed only with a reason.
    pub(crate) weak: bool,
    /// A town that is called like an ordinary word of the language of the text, with nothing beside it that says town.
    pub(crate) word: bool,
    /// The text itself says where it is, or it opens a dateline.
    pub(crate) placed: bool,
    /// The place that the text says it lies in, here or elsewhere.
    pub(crate) container: Option<EntityId>,
    pub(crate) chain: u32,
    /// How sure that this is a mention at all.
    pub(crate) belief: f32,
    pub(crate) via: String,
    pub(crate) evidence: Vec<Cow<'static, str>>,
}

impl Unit {
    /// A unit over words `first..end` with no candidates.
    pub(crate) fn new(page: &Page<'_>, first: usize, end: usize, what: What) -> Self {
        Self {
            first,
            end,
            name_first: first,
            span: page.span(first, end),
            what,
            key: None,
            candidates: Vec::new(),
            how: How::Exact,
            reading: Reading::Other,
            actor: None,
            code: String::new(),
            nil_name: None,
            embedded: false,
            adjective_too: false,
            weak: false,
            word: false,
            placed: false,
            container: None,
            chain: 0,
            belief: 1.0,
            via: String::new(),
            evidence: Vec::new(),
        }
    }

    /// The answer as it stands.
    pub(crate) fn best(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    /// Notes why something was decided.
    pub(crate) fn note(&mut self, why: impl Into<Cow<'static, str>>) {
        self.evidence.push(why.into());
    }

    /// True if the best candidate is of a kind for which `test` holds.
    pub(crate) fn is(&self, test: fn(Kind) -> bool) -> bool {
        self.what == What::Known && self.best().is_some_and(|c| test(c.kind))
    }

    /// True if the name met is an adjective or a word for the people of a place.
    pub(crate) fn is_adjective(&self) -> bool {
        self.best().is_some_and(|c| c.name.kind.is_adjectival())
    }

    /// True for a person, known or not.
    pub(crate) fn is_person(&self) -> bool {
        self.what == What::Person || self.is(is_person)
    }

    /// Makes it mean what another unit means: the same entities, or the same unknown name.
    pub(crate) fn mean(&mut self, other: &Self) {
        self.what = other.what;
        self.candidates.clone_from(&other.candidates);
        self.nil_name.clone_from(&other.nil_name);
    }

    /// True if the best candidates are the same entity, and unknown names the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let entity = |unit: &Self| unit.best().map(|best| best.entity);
        entity(self) == entity(other) && self.nil_name == other.nil_name
    }

    /// Puts the candidates for which `keep` holds first, if there are any, and drops the others.
    pub(crate) fn keep(&mut self, keep: impl Fn(&Candidate) -> bool) -> bool {
        let any = self.candidates.iter().any(&keep);
        if any {
            self.candidates.retain(keep);
        }
        any
    }

    /// Makes it no mention, and nothing that is meant: "Jordan" in "Jordan Smith".
    pub(crate) fn discard(&mut self) {
        self.embedded = true;
        self.candidates.clear();
    }

    /// See [`share`].
    pub(crate) fn share(&mut self) {
        share(&mut self.candidates);
    }

    /// The mention that this unit has become.
    pub(crate) fn into_mention(self, page: &Page<'_>) -> Mention {
        let best = self.best().copied();
        let written = match best {
            Some(_) => String::new(),
            None => self.nil_name.unwrap_or_else(|| self.span.of(page.text).to_owned()),
        };
        let share = best.map_or(1.0, |b| b.score);
        Mention {
            span: self.span,
            reading: self.reading,
            entity: best.map(|b| b.entity),
            actor: self.actor,
            written,
            code: self.code,
            how: self.how,
            via: self.via,
            score: (self.belief * share).clamp(0.0, 1.0),
            alternatives: self.candidates.iter().skip(1).take(3).map(|c| (c.entity, c.score)).collect(),
            chain: self.chain,
            evidence: self.evidence,
        }
    }
}

/// Makes the shares of candidates sum to 1 again, and puts the largest first.
pub(crate) fn share(candidates: &mut [Candidate]) {
    let total: f32 = candidates.iter().map(|c| c.prior).sum();
    for c in candidates.iter_mut() {
        c.prior /= total.max(f32::MIN_POSITIVE);
        c.score = c.prior;
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
}

impl Candidate {
    pub(crate) fn of(gazetteer: &Gazetteer, posting: Posting<'_>) -> Self {
        let kind = gazetteer.entity(posting.entity).kind();
        Self::new(gazetteer, posting.entity, kind, posting.name, posting.prior)
    }

    /// An entity of this kind, under one of its names, with a share of the candidates.
    pub(crate) fn new(gazetteer: &Gazetteer, entity: EntityId, kind: Kind, name: NameRef<'_>, prior: f32) -> Self {
        let known = gazetteer.entity(entity);
        Self {
            entity,
            kind,
            name: name.into(),
            prominence: known.prominence(),
            rank: Rank::of(known, kind),
            prior,
            score: prior,
            place: Location::of(gazetteer, entity, kind),
        }
    }
}

impl Candidate {
    /// True if that is its name in a language, letter for letter.
    pub(crate) fn is_called(&self, gazetteer: &Gazetteer, surface: &str, lang: &str) -> bool {
        let mut names = gazetteer.entity(self.entity).names();
        names.any(|name| name.text() == surface && name.lang() == lang && !name.kind().is_adjectival())
    }

    /// Of first-rank importance: not to be doubted because its name is also a word.
    pub(crate) fn is_major(&self) -> bool {
        self.rank == Rank::Major
    }

    /// True for a place that few people will mean when they write its name.
    pub(crate) fn is_obscure(&self) -> bool {
        self.rank == Rank::Obscure
    }

    /// True if the name met is one of another language than that of the text, and not the one used internationally.
    pub(crate) fn is_foreign(&self, lang: &str, gazetteer: &Gazetteer) -> bool {
        let name = self.name.of(gazetteer);
        let usual = matches!(name.lang(), "" | "en") || name.lang() == lang;
        !usual && gazetteer.entity(self.entity).name() != name.text()
    }
}

/// Somewhere: anything with a position on the map.
pub(crate) fn is_place(kind: Kind) -> bool {
    kind.is_place()
}

/// A state, or what is treated as one.
pub(crate) fn is_country(kind: Kind) -> bool {
    matches!(kind, Kind::Country | Kind::Territory)
}

/// Any organisation.
pub(crate) fn is_organization(kind: Kind) -> bool {
    kind.is_organization()
}

/// A human being.
pub(crate) fn is_person(kind: Kind) -> bool {
    kind == Kind::Person
}

/// The country of an entity: itself, the one it lies in or belongs to, or the one whose office a person holds.
pub(crate) fn country_of(gazetteer: &Gazetteer, id: EntityId) -> Option<&str> {
    with_country(gazetteer, id)?.country()
}

/// The entity from which an entity has its country.
pub(crate) fn with_country(gazetteer: &Gazetteer, id: EntityId) -> Option<Entity<'_>> {
    let entity: Entity<'_> = gazetteer.entity(id);
    if entity.country_number().is_some() {
        return Some(entity);
    }
    let of = |kind| entity.relations().find(|(k, _)| *k == kind).map(|(_, to)| to);
    let state = of(RelationKind::OfCountry)
        .or_else(|| of(RelationKind::PartOf))
        .or_else(|| entity.roles().next().map(|r| r.of));
    state.map(|state| gazetteer.entity(state))
}

/// For every word, the unit that covers it and is no part of a longer one.
///
/// Its number and one; 0 is none.
pub(crate) struct Owners(Vec<u32>);

impl Owners {
    pub(crate) fn of(page: &Page<'_>, units: &[Unit]) -> Self {
        let mut owners = vec![0; page.words.len()];
        for (u, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.embedded) {
            owners[unit.first..unit.end].fill(u as u32 + 1);
        }
        Self(owners)
    }

    /// The unit over word `i`.
    #[inline]
    pub(crate) fn over(&self, i: usize) -> Option<usize> {
        self.0.get(i)?.checked_sub(1).map(|u| u as usize)
    }

    /// The unit that starts with word `i`.
    pub(crate) fn starting(&self, units: &[Unit], i: usize) -> Option<usize> {
        self.over(i).filter(|&u| units[u].first == i)
    }

    /// The unit that ends just before word `i`.
    pub(crate) fn ending(&self, units: &[Unit], i: usize) -> Option<usize> {
        self.over(i.checked_sub(1)?).filter(|&u| units[u].end == i)
    }
}

/// Text order; of units that start together, the free one before those inside it.
pub(crate) fn in_text_order(units: &mut [Unit]) {
    units.sort_by_key(|u| (u.span.start, u.embedded, std::cmp::Reverse(u.span.end)));
}
