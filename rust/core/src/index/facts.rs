//! Facts of an entity: relations both ways, roles, codes, identifiers.
//!
//! A block is a run of groups, each a tag byte, the length of its payload, and the payload; tag 0 ends the block. A
//! reader skips groups that it does not know. Numbers are of variable length, texts have their length before them.
//! A day is 0 for none, or else one more than its zigzag number. Most entities have one or two facts, so that fixed
//! records would be mostly holes.

use super::bytes::{Cursor, put_text, put_varint};
use super::view::{EntityId, Gazetteer};
use crate::gazetteer::{Date, RelationKind};

/// A link to another entity: kind byte and entity.
const RELATIONS: u8 = 1;
/// The links that lead here: for each kind its byte, how many, and the entities' differences.
const INVERSE: u8 = 2;
const ROLES: u8 = 3;
const CODES: u8 = 4;
/// Scheme symbol and text; an empty text stands for what follows the colon in the entity's own id.
const IDS: u8 = 5;

/// An office that a person holds or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleRef<'g> {
    /// In English: `foreign minister`.
    pub office: &'g str,
    /// Whose office.
    pub of: EntityId,
    /// The role part of the actor code.
    pub code: Option<&'g str>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl RoleRef<'_> {
    /// True if the office is held on this day as far as is known.
    pub fn holds_on(&self, date: Date) -> bool {
        holds_on(self.from, self.to, date)
    }
}

/// An actor code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeRef<'g> {
    /// `cameo`.
    pub scheme: &'g str,
    /// `JPNGOV`.
    pub code: &'g str,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl CodeRef<'_> {
    /// True if the code holds on this day as far as is known.
    pub fn holds_on(&self, date: Date) -> bool {
        holds_on(self.from, self.to, date)
    }
}

/// True unless the day lies before `from` or after `to`.
pub(crate) fn holds_on(from: Option<Date>, to: Option<Date>, date: Date) -> bool {
    from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)
}

#[inline]
fn group(block: &[u8], wanted: u8) -> Cursor<'_> {
    let mut cursor = Cursor::new(block);
    while let Some(tag) = cursor.byte().filter(|tag| *tag != 0) {
        let Some(payload) = cursor.varint_u32().and_then(|length| cursor.take(length as usize)) else { break };
        if tag == wanted {
            return Cursor::new(payload);
        }
    }
    Cursor::default()
}

/// A day as it is stored: there, but possibly none.
struct Day(Option<Date>);

fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let number = cursor.varint()?;
    let Some(zigzag) = number.checked_sub(1) else { return Some(Day(None)) };
    let value = (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed();
    Some(Day(i32::try_from(value).ok().map(Date)))
}

fn put_day(out: &mut Vec<u8>, date: Option<Date>) {
    put_varint(out, date.map_or(0, |Date(day)| u64::from(((day << 1) ^ (day >> 31)) as u32) + 1));
}

fn optional(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

#[inline]
pub(super) fn relations(block: &[u8]) -> impl Iterator<Item = (RelationKind, EntityId)> + use<'_> {
    let mut cursor = group(block, RELATIONS);
    std::iter::from_fn(move || {
        let kind = cursor.byte()?;
        let to = cursor.varint_u32()?;
        Some((RelationKind::from_byte(kind), EntityId(to)))
    })
    .filter_map(|(kind, to)| Some((kind?, to)))
}

pub(super) fn inverse(block: &[u8], wanted: RelationKind) -> impl Iterator<Item = EntityId> + use<'_> {
    let mut cursor = group(block, INVERSE);
    let mut left = 0;
    while let (Some(kind), Some(count)) = (cursor.byte(), cursor.varint_u32()) {
        if kind == wanted as u8 {
            left = count;
            break;
        }
        if (0..count).any(|_| cursor.varint_u32().is_none()) {
            break;
        }
    }
    let mut last = 0_u32;
    std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        last = last.checked_add(cursor.varint_u32()?)?;
        Some(EntityId(last))
    })
}

pub(super) fn roles(block: &[u8]) -> impl Iterator<Item = RoleRef<'_>> {
    let mut cursor = group(block, ROLES);
    std::iter::from_fn(move || {
        Some(RoleRef {
            office: cursor.text()?,
            of: EntityId(cursor.varint_u32()?),
            code: optional(cursor.text()?),
            from: day(&mut cursor)?.0,
            to: day(&mut cursor)?.0,
        })
    })
}

pub(super) fn codes<'g>(gazetteer: &'g Gazetteer, block: &'g [u8]) -> impl Iterator<Item = CodeRef<'g>> {
    let mut cursor = group(block, CODES);
    std::iter::from_fn(move || {
        Some(CodeRef {
            scheme: gazetteer.symbol(cursor.varint_u32()?),
            code: cursor.text()?,
            from: day(&mut cursor)?.0,
            to: day(&mut cursor)?.0,
        })
    })
}

pub(super) fn ids<'g>(
    gazetteer: &'g Gazetteer,
    block: &'g [u8],
    own_id: &'g str,
) -> impl Iterator<Item = (&'g str, &'g str)> {
    let own = after_colon(own_id);
    let mut cursor = group(block, IDS);
    std::iter::from_fn(move || {
        let scheme = gazetteer.symbol(cursor.varint_u32()?);
        Some((scheme, optional(cursor.text()?).unwrap_or(own)))
    })
}

fn after_colon(id: &str) -> &str {
    id.split_once(':').map_or("", |(_, rest)| rest)
}

/// True if every group of the block reads to its end.
pub(super) fn is_sound(gazetteer: &Gazetteer, block: &[u8], entities: u32) -> bool {
    let mut cursor = Cursor::new(block);
    loop {
        match cursor.byte() {
            None => return false,
            Some(0) => break,
            Some(_) => {
                if cursor.varint_u32().and_then(|length| cursor.take(length as usize)).is_none() {
                    return false;
                }
            }
        }
    }
    let known = |id: EntityId| id.0 < entities;
    relations(block).all(|(_, to)| known(to))
        && RelationKind::ALL.iter().all(|kind| inverse(block, *kind).all(known))
        && roles(block).all(|role| known(role.of))
        && codes(gazetteer, block).all(|code| !code.code.is_empty())
}

/// Writes one block.
#[derive(Default)]
pub(super) struct FactsWriter {
    relations: Vec<u8>,
    inverse: Vec<u8>,
    roles: Vec<u8>,
    codes: Vec<u8>,
    ids: Vec<u8>,
}

impl FactsWriter {
    pub(super) fn relation(&mut self, kind: RelationKind, to: EntityId) {
        self.relations.push(kind as u8);
        put_varint(&mut self.relations, to.0.into());
    }

    /// The entities whose relation of this kind leads here, ascending.
    pub(super) fn inverse(&mut self, kind: RelationKind, from: &[EntityId]) {
        self.inverse.push(kind as u8);
        put_varint(&mut self.inverse, from.len() as u64);
        let mut last = 0;
        for id in from {
            put_varint(&mut self.inverse, (id.0 - last).into());
            last = id.0;
        }
    }

    pub(super) fn role(&mut self, role: &RoleRef<'_>) {
        put_text(&mut self.roles, role.office);
        put_varint(&mut self.roles, role.of.0.into());
        put_text(&mut self.roles, role.code.unwrap_or_default());
        put_day(&mut self.roles, role.from);
        put_day(&mut self.roles, role.to);
    }

    pub(super) fn code(&mut self, scheme: u32, code: &str, from: Option<Date>, to: Option<Date>) {
        put_varint(&mut self.codes, scheme.into());
        put_text(&mut self.codes, code);
        put_day(&mut self.codes, from);
        put_day(&mut self.codes, to);
    }

    pub(super) fn id(&mut self, scheme: u32, value: &str, own_id: &str) {
        put_varint(&mut self.ids, scheme.into());
        put_text(&mut self.ids, if value == after_colon(own_id) { "" } else { value });
    }

    /// Appends the block, if there is anything in it.
    pub(super) fn finish(self, out: &mut Vec<u8>) -> bool {
        let groups = [
            (RELATIONS, self.relations),
            (INVERSE, self.inverse),
            (ROLES, self.roles),
            (CODES, self.codes),
            (IDS, self.ids),
        ];
        let before = out.len();
        for (tag, payload) in groups.into_iter().filter(|(_, payload)| !payload.is_empty()) {
            out.push(tag);
            put_varint(out, payload.len() as u64);
            out.extend_from_slice(&payload);
        }
        let any = out.len() > before;
        if any {
            out.push(0);
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = FactsWriter::default();
        writer.relation(RelationKind::CapitalOf, EntityId(7));
        writer.inverse(RelationKind::PartOf, &[EntityId(1), EntityId(300)]);
        writer.inverse(RelationKind::SeatOf, &[EntityId(5)]);
        let role =
            RoleRef { office: "president", of: EntityId(9), code: Some("GOV"), from: Some(Date(-400)), to: None };
        writer.role(&role);
        let mut block = Vec::new();
        assert!(writer.finish(&mut block));
        assert_eq!(relations(&block).collect::<Vec<_>>(), [(RelationKind::CapitalOf, EntityId(7))]);
        assert_eq!(inverse(&block, RelationKind::PartOf).collect::<Vec<_>>(), [EntityId(1), EntityId(300)]);
        assert_eq!(inverse(&block, RelationKind::SeatOf).collect::<Vec<_>>(), [EntityId(5)]);
        assert_eq!(inverse(&block, RelationKind::MemberOf).count(), 0);
        assert_eq!(roles(&block).collect::<Vec<_>>(), [role]);
        assert!(role.holds_on(Date(0)) && !role.holds_on(Date(-401)));
        assert!(!FactsWriter::default().finish(&mut block));
    }

    #[test]
    fn any_bytes_end_every_iterator() {
        for seed in 0..2_000_u32 {
            let block: Vec<u8> =
                (0..40_u32).map(|n| (seed.wrapping_mul(n + 7).wrapping_mul(2_654_435_761) >> 23) as u8).collect();
            assert!(relations(&block).count() <= 40);
            assert!(inverse(&block, RelationKind::PartOf).count() <= 40);
            assert!(roles(&block).count() <= 40);
        }
    }
}
