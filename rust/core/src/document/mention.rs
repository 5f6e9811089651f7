//! What comes out: one mention of one entity.

use super::unit::country_of;
use crate::index::{EntityId, Gazetteer};
use crate::resolve::How;
use crate::text::Span;
use std::borrow::Cow;

/// What a name is meant as, where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Somewhere.
    Place,
    /// A state, organisation or group, or someone acting for one.
    Actor,
    /// A human being.
    Person,
    /// Named, but neither of these: a language, a cuisine, a law.
    Other,
}

impl Reading {
    /// The value of the `reading` column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Actor => "actor",
            Self::Person => "person",
            Self::Other => "other",
        }
    }
}

/// One judged mention. What the gazetteer knows of its entities stays there.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Where, in bytes of the document.
    pub span: Span,
    /// What is meant here.
    pub reading: Reading,
    /// The entity named; `None` = seen, but not in the gazetteer (NIL).
    pub entity: Option<EntityId>,
    /// The actor it stands for, where that is another entity: the government, for its capital.
    pub actor: Option<EntityId>,
    /// The name as written, for NIL; else empty.
    pub written: String,
    /// The actor code at the document's date (`JPNGOV`), or empty.
    pub code: String,
    /// How the name was met.
    pub how: How,
    /// The path from the text to the entity, in words; empty where it is plain.
    pub via: String,
    /// Probability that span, entity and reading are all right.
    pub score: f32,
    /// The next candidates with their shares, best first.
    pub alternatives: Vec<(EntityId, f32)>,
    /// Mentions of one document with the same chain are of the same thing.
    pub chain: u32,
    /// What decided, in words.
    pub evidence: Vec<Cow<'static, str>>,
}

impl Mention {
    /// The canonical name, or the name as written for NIL.
    pub fn name<'m>(&'m self, gazetteer: &'m Gazetteer) -> &'m str {
        self.entity.map_or(&self.written, |id| gazetteer.entity(id).name())
    }

    /// ISO 3166-1 alpha-3 of the state that it lies in, belongs to or acts for.
    pub fn country<'g>(&self, gazetteer: &'g Gazetteer) -> Option<&'g str> {
        state_of(gazetteer, self.entity, self.actor)
    }
}

/// ISO 3166-1 alpha-3 of the state that an entity lies in or belongs to, or that the actor it stands for is of.
pub(crate) fn state_of(gazetteer: &Gazetteer, entity: Option<EntityId>, actor: Option<EntityId>) -> Option<&str> {
    let own = entity.and_then(|id| country_of(gazetteer, id));
    own.or_else(|| gazetteer.entity(actor?).country())
}
