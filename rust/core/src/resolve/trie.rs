//! The forms of the index as a trie, so that learned costs can walk all of them at once.
//!
//! ```text
//! label u8[nodes]   the letter that leads here; the high bit marks the last of a row of siblings; 0 ends a form
//! next  u32[nodes]  the first child, or with the high bit set the one form that is left
//! ```
//! Level by level, the root's children first. A branch ends where only one form is left: its letters are read from the
//! form itself.

/// Marks the last sibling in a label, and a form instead of children in a link.
const LAST: u8 = 128;
pub(crate) const FORM: u32 = 1 << 31;

/// Builds the two arrays from sorted distinct forms.
pub(crate) fn build(forms: &[&[u8]]) -> (Vec<u8>, Vec<u32>) {
    let (mut labels, mut next) = (Vec::new(), Vec::new());
    // A node that waits for its children: its number (none for the root), its forms and its depth.
    let mut waiting = std::collections::VecDeque::from([(None, 0, forms.len(), 0)]);
    while let Some((node, low, high, depth)) = waiting.pop_front() {
        if let Some(node) = node {
            let link: &mut u32 = &mut next[node as usize];
            if high - low == 1 {
                *link = low as u32 | FORM;
                continue;
            }
            *link = labels.len() as u32;
        }
        let mut from = low;
        while from < high {
            let label = letter(forms[from], depth);
            let to = from + forms[from..high].partition_point(|f| letter(f, depth) == label);
            waiting.push_back((Some(labels.len() as u32), from, to, depth + 1));
            labels.push(if to == high { label | LAST } else { label });
            next.push(0_u32);
            from = to;
        }
    }
    (labels, next)
}

/// The letter of a form at a depth: a space behind its last letter, then zero.
fn letter(form: &[u8], depth: usize) -> u8 {
    match form.get(depth) {
        Some(&b) => b & 127,
        None if depth == form.len() => b' ',
        None => 0,
    }
}

/// A borrowed trie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trie<'b> {
    pub(crate) labels: &'b [u8],
    pub(crate) next: &'b [u8],
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Link {
    Children(u32),
    Form(u32),
}

impl Trie<'_> {
    /// Where a node leads. A damaged link leads nowhere that has not been checked again.
    pub(crate) fn link(&self, node: u32) -> Link {
        let at = node as usize * 4;
        let value = self.next.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(FORM, u32::from_le_bytes);
        if value & FORM != 0 { Link::Form(value & !FORM) } else { Link::Children(value) }
    }

    /// Calls `visit` with each of the siblings that begin at a node: letter, node. At most 64, whatever the bytes say.
    #[inline]
    pub(crate) fn each(&self, first: u32, mut visit: impl FnMut(u8, u32)) {
        for (&label, node) in self.labels.get(first as usize..).unwrap_or(&[]).iter().take(64).zip(first..) {
            visit(label & !LAST, node);
            if label & LAST != 0 {
                return;
            }
        }
    }

    /// The child with a letter.
    pub(crate) fn child(&self, first: u32, letter: u8) -> Option<u32> {
        for (&label, node) in self.labels.get(first as usize..)?.iter().take(64).zip(first..) {
            if label & !LAST == letter {
                return Some(node);
            }
            if label & LAST != 0 {
                return None;
            }
        }
        None
    }
}
