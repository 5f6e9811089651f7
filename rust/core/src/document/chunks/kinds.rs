//! Longer names around a known one: kinds of places ("Kharkov Region"), organisations ("Bank of England"), streets.

use super::View;
use crate::document::cues::Classes;
use crate::document::location::ancestors;
use crate::document::unit::{Candidate, Unit, What, is_place};
use crate::gazetteer::Kind;
use crate::index::EntityId;
use crate::resolve::How;
use crate::text::Shape;

impl View<'_> {
    /// "England" in "Bank of England", "California" in "California Street", "Geneva" in "Geneva Convention": a name in the
    /// longer name of something else, over words `left..right`.
    pub(super) fn part_of_thing(
        &self,
        units: &mut [Unit],
        u: usize,
        (left, right): (usize, usize),
        found: &mut Vec<Unit>,
    ) -> bool {
        let page = self.page;
        let (first, end) = (units[u].first, units[u].end);
        let place = units[u].is(is_place);
        if self.of_head(units, first).is_some_and(|head| self.organization(head, right.max(end), found)) {
            return true;
        }
        if place && right > end {
            let last = right - 1;
            if self.class(last).has(Classes::STREET) && !page.opens(last) {
                units[u].embedded = true;
                units[u].note("part of a street's name");
                return true;
            }
            if self.class(last).has(Classes::EVENT) && !page.opens(last) {
                units[u].note("in the name of an event or a law");
                return true;
            }
            if (end..right).any(|i| self.class(i).has(Classes::ORGANIZATION)) {
                self.organization(first, right, found);
                return true;
            }
        }
        // "Asamblea Nacional", "Banco Santander": where the head of an organisation's name comes first.
        let head = (left..first).find(|&i| self.class(i).has(Classes::ORGANIZATION) && !page.opens(i));
        if let Some(head) = head.filter(|_| place && matches!(page.lang(), "es" | "fr" | "it")) {
            let institution = page.cue(head).is_some_and(|cue| head + usize::from(cue.words) >= end);
            if institution && page.has_role(head) {
                units[u].discard();
                return true;
            }
            if self.organization(head, right.max(end), found) {
                return true;
            }
        }
        false
    }

    /// "Kharkov Region", "Naf River", "River Tay": with its kind, a known name is that kind of place or none.
    pub(super) fn extend_by_kind(
        &self,
        units: &mut [Unit],
        u: usize,
        left: usize,
        right: usize,
        found: &mut Vec<Unit>,
    ) -> bool {
        let (first, end) = (units[u].first, units[u].end);
        let after = right > end && self.class(end).has(Classes::PLACE_KIND) && self.page.capital(end);
        let before = first > left && self.class(first - 1).has(Classes::PLACE_KIND) && !self.page.opens(first - 1);
        let (from, to, kind) = match (after, before) {
            (true, _) => (first, end + 1, end),
            (_, true) => (first - 1, end, first - 1),
            _ => return false,
        };
        let word = self.page.word(kind).to_lowercase();
        let fits = |k: Kind| is_kind(&word, k);
        let division = matches!(word.as_str(), "region" | "province" | "oblast" | "state");
        // "Sangamon County State's Attorney": the county has its kind already.
        let named = end - first > 1 && self.class(end - 1).has(Classes::PLACE_KIND);
        if named && division {
            return false;
        }
        if !units[u].candidates.iter().any(|c| fits(c.kind)) && division {
            self.division_around(&mut units[u]);
        }
        if units[u].keep(|c| fits(c.kind)) {
            units[u].first = from;
            units[u].end = to;
            units[u].span = self.page.span(from, to);
            return true;
        }
        self.kind_of_place(from, to, found)
    }

    /// "Владимирской области": Slavic languages write the kind of a division small, and its name as an adjective.
    pub(super) fn extend_by_small_kind(&self, units: &mut [Unit], u: usize) -> bool {
        let (page, end) = (self.page, units[u].end);
        let small = page.joined(end)
            && page.words[end].shape == Shape::Lower
            && self.class(end).has(Classes::PLACE_KIND)
            && matches!(page.lang(), "ru" | "uk");
        let division = |k: Kind| matches!(k, Kind::Admin1 | Kind::Admin2);
        if !small || !units[u].keep(|c| division(c.kind)) {
            return false;
        }
        units[u].end = end + 1;
        units[u].span = page.span(units[u].first, end + 1);
        true
    }

    /// "Kharkov Region" where only the city is called so: the division in which the city lies.
    pub(super) fn division_around(&self, unit: &mut Unit) {
        let admin1 = |&id: &EntityId| self.gazetteer.entity(id).kind() == Kind::Admin1;
        let Some(best) = unit.best().copied() else { return };
        let Some(division) = ancestors(self.gazetteer, best.entity).find(admin1) else { return };
        let Some(name) = self.gazetteer.entity(division).names().next() else { return };
        let around = Candidate::new(self.gazetteer, division, Kind::Admin1, name, best.prior);
        unit.candidates.insert(0, Candidate { score: best.score, ..around });
        unit.how = How::Composed;
        unit.via = format!("the division around {}", self.gazetteer.entity(best.entity).name());
    }

    /// "Casco Bay", "River Tay": a capitalised kind of place with a name that the gazetteer does not have.
    pub(super) fn kind_of_place(&self, first: usize, end: usize, found: &mut Vec<Unit>) -> bool {
        let kind = |i: usize| self.class(i).has(Classes::PLACE_KIND) && self.page.capital(i);
        let before = kind(first) && self.class(first).has(Classes::PLACE_KIND_FIRST);
        if end - first < 2 || !(before || kind(end - 1)) || (first..end).all(kind) {
            return false;
        }
        // "Susan Hall"
        if end - first == 2 && !before && self.can_be_given(first) && self.marks(end - 1).surname() {
            return false;
        }
        // "US State department"
        if self.adjacent(end) && self.class(end).has(Classes::ORGANIZATION.with(Classes::AGENT)) {
            return false;
        }
        found.push(self.stranger(What::Place, first, end, 0.7, "a name with its kind of place"));
        true
    }

    /// For "Bank of England": the first word of the capitalised run before "of", if it names an organisation.
    pub(super) fn of_head(&self, units: &[Unit], first: usize) -> Option<usize> {
        let mut of = first.checked_sub(1)?;
        if self.page.word(of) == "the" {
            of = of.checked_sub(1)?;
        }
        if !matches!(self.page.word(of), "of" | "for" | "de" | "di" | "del") || !self.page.joined(of) {
            return None;
        }
        let head = of.checked_sub(1)?;
        let named = self.class(head).has(Classes::ORGANIZATION) && self.page.capital(head);
        (named && !self.class(head).has(Classes::OFFICE)).then(|| self.left_start(units, head))
    }

    pub(super) fn organization(&self, first: usize, end: usize, found: &mut Vec<Unit>) -> bool {
        let first = if self.page.opens(first) && self.class(first).has(Classes::FUNCTION) { first + 1 } else { first };
        let end = self.goes_on(end);
        if end <= first + 1 {
            return false;
        }
        found.push(self.stranger(
            What::Organization,
            first,
            end,
            0.7,
            "a longer name with the head of an organisation",
        ));
        true
    }

    /// "Missouri Department **of Transportation**": where the name of an organisation ends whose head is the last word.
    pub(super) fn goes_on(&self, end: usize) -> usize {
        let page = self.page;
        let of = end < page.words.len() && page.joined(end) && page.words[end].shape == Shape::Lower;
        let head = self.class(end - 1).has(Classes::ORGANIZATION);
        if of && head && self.class(end).has(Classes::OF) && end + 1 < page.words.len() && self.free(end + 1) {
            self.right_end(end + 2)
        } else {
            end
        }
    }
}

/// True if a place of `kind` may be called by this word for kinds of places.
pub(super) fn is_kind(word: &str, kind: Kind) -> bool {
    match word {
        "county" | "parish" | "district" => kind == Kind::Admin2,
        "region" | "province" | "oblast" | "state" | "territory" | "prefecture" => {
            matches!(kind, Kind::Admin1 | Kind::Region)
        }
        "river" | "lake" | "creek" | "bay" | "gulf" | "sea" | "ocean" | "strait" => kind == Kind::Water,
        "mount" | "mountain" | "mountains" | "island" | "islands" | "peninsula" | "valley" => kind == Kind::Landform,
        "city" | "town" | "village" | "township" => kind == Kind::PopulatedPlace,
        _ => false,
    }
}
