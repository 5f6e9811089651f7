//! Other names of what a query names, for lists whose names a gazetteer knows: "Рим" is no spelling of Rome, but a
//! gazetteer has both.

use super::readings::Read;
use super::script::latin_form;
use super::view::View;
use crate::index::{EntityId, Gazetteer};

/// Entities of one name that are read, the likeliest first.
const MOST: usize = 8;
/// What another name costs, and for each nat that its entity is less likely meant; hundredths.
const OTHER: f32 = 100.0;
const LESS: f32 = 60.0;

/// Which names of a list each entity of a gazetteer has.
#[derive(Clone, Debug)]
pub(crate) struct Aliases {
    gazetteer: Gazetteer,
    /// Entities, each with a form of the list that is a name of it; sorted.
    forms: Vec<(EntityId, u32)>,
}

impl Aliases {
    /// Looks up every name. About a microsecond each.
    pub(crate) fn build(names: &[String], view: &View<'_>, gazetteer: &Gazetteer) -> Self {
        let mut forms = Vec::new();
        for name in names {
            if let (Some(key), Some(form)) = (gazetteer.lookup(name), view.find(&latin_form(name))) {
                forms.extend(gazetteer.key(key).postings().take(MOST).map(|posting| (posting.entity, form)));
            }
        }
        forms.sort_unstable();
        forms.dedup();
        Self { gazetteer: gazetteer.clone(), forms }
    }

    /// The forms that are names of what the query names.
    pub(crate) fn read(&self, query: &str) -> Vec<Read> {
        let mut found: Vec<Read> = Vec::new();
        let postings = self.gazetteer.lookup(query).map(|key| self.gazetteer.key(key).postings());
        for posting in postings.into_iter().flatten().take(MOST) {
            let cost = (OTHER - LESS * posting.prior.max(0.001).ln()) as i32;
            let from = self.forms.partition_point(|(entity, _)| *entity < posting.entity);
            let own = self.forms.iter().skip(from).take_while(|(entity, _)| *entity == posting.entity);
            found.extend(own.map(|&(_, form)| Read { form, cost }));
        }
        found
    }

    /// Size in bytes.
    pub(crate) fn size(&self) -> usize {
        self.forms.len() * size_of::<(EntityId, u32)>()
    }
}
