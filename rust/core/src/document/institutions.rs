//! Which institution of a state is called so: "the Senate", of the United States.

use super::unit::is_organization;
use crate::index::{EntityId, Gazetteer, NameRef, Posting};
use std::collections::HashMap;
use std::sync::RwLock;

/// Answers that are kept; the words for institutions are few.
const MOST: usize = 1 << 14;

/// The institutions of one gazetteer that were asked for. A state has hundreds of names, and each is tried with what the
/// institution is called.
#[derive(Default)]
pub(crate) struct Institutions(RwLock<HashMap<Asked, Option<Kept>>>);

/// The state, the language of the text, and what the institution is called.
type Asked = (EntityId, &'static str, String);

/// An institution that was found.
#[derive(Clone, Copy)]
pub(crate) struct Institution<'g> {
    pub(crate) posting: Posting<'g>,
    /// "Congress" alone is that of one state.
    pub(crate) alone: bool,
}

/// The same without the gazetteer.
#[derive(Clone, Copy)]
struct Kept {
    entity: EntityId,
    name: u32,
    prior: f32,
    alone: bool,
}

impl Institutions {
    /// What is called so in a state, in texts of a language.
    pub(crate) fn find<'g>(
        &self,
        gazetteer: &'g Gazetteer,
        state: EntityId,
        lang: &'static str,
        called: &str,
    ) -> Option<Institution<'g>> {
        let asked = (state, lang, called.to_owned());
        let known = self.0.read().ok().and_then(|known| known.get(&asked).copied());
        let kept = known.unwrap_or_else(|| {
            let found = find(gazetteer, state, lang, called);
            if let Ok(mut known) = self.0.write()
                && known.len() < MOST
            {
                known.insert(asked, found);
            }
            found
        })?;
        let posting = Posting { entity: kept.entity, name: gazetteer.name(kept.name), prior: kept.prior };
        Some(Institution { posting, alone: kept.alone })
    }
}

fn find(gazetteer: &Gazetteer, state: EntityId, lang: &str, called: &str) -> Option<Kept> {
    let institution = |name: &str| {
        let mut postings = gazetteer.key(gazetteer.lookup(name)?).postings();
        postings.find(|p| is_organization(gazetteer.entity(p.entity).kind()))
    };
    let of_state =
        |state: &str| institution(&format!("{state} {called}")).or_else(|| institution(&format!("{called} {state}")));
    let kept = |posting: Posting<'_>, alone: bool| Kept {
        entity: posting.entity,
        name: posting.name.index(),
        prior: posting.prior,
        alone,
    };
    if let Some(posting) = institution(called) {
        return Some(kept(posting, true));
    }
    // Few names of a state are in the language of the text.
    let spoken = |name: &NameRef<'_>| name.lang().is_empty() || name.lang() == lang;
    let mut names = gazetteer.entity(state).names().filter(spoken);
    names.find_map(|name| of_state(name.text())).map(|posting| kept(posting, false))
}
