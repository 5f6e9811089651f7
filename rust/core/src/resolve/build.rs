//! Building the candidate index: distinct Latin forms, their records, and the postings of their sound grams.

use super::{sound, trie};
use std::collections::BTreeMap;

/// First bytes of the section.
pub(crate) const MAGIC: u32 = 0x3152_5345; // "ESR1"
/// `u32` fields of the header: magic, forms, grams, words, records, then the byte offsets of the ten arrays and the end.
pub(crate) const HEADER: usize = 20;

/// Builds the index of `(record, form)` pairs; a form is Latin letters, a space between words.
///
/// ```text
/// header | text | ends u32[forms] | weight u16[forms] | first u32[forms+1] | records u32[]
///        | gram u32[grams] sorted | count u32[grams] | at u32[grams+1] | postings (varint deltas)
///        | word u32[words] sorted | ln count * 16, u8[words]
///        | trie: labels u8[nodes] | links u32[nodes]
/// ```
/// Every array begins at a multiple of four bytes; numbers are little-endian.
pub(crate) fn build(mut pairs: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    pairs.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    pairs.dedup();
    let mut forms: Vec<&[u8]> = Vec::new();
    let mut first: Vec<u32> = Vec::new();
    let mut records: Vec<u32> = Vec::with_capacity(pairs.len());
    for (record, form) in &pairs {
        if forms.last() != Some(&form.as_slice()) {
            forms.push(form);
            first.push(records.len() as u32);
        }
        records.push(*record);
    }
    first.push(records.len() as u32);

    let mut grams: BTreeMap<u32, Postings> = BTreeMap::new();
    let mut words: BTreeMap<u32, u32> = BTreeMap::new();
    for (id, form) in forms.iter().enumerate() {
        sound::grams(form, false, |gram| grams.entry(gram).or_default().push(id as u32));
        for word in form.split(|&b| b == b' ') {
            *words.entry(word_key(word)).or_default() += 1;
        }
    }
    words.retain(|_, n| *n > 4);
    let (total, gram_count) = (forms.len(), grams.len() as u32);
    let mut weights = vec![0.0_f32; total];
    for list in grams.values() {
        let idf = rarity(total, list.count as usize);
        list.each(|id| weights[id as usize] += idf);
    }

    let mut out = vec![0_u8; HEADER * 4];
    let mut offsets = Vec::new();
    let mut section = |out: &mut Vec<u8>, bytes: &mut dyn Iterator<Item = u8>| {
        out.resize(out.len().next_multiple_of(4), 0);
        offsets.push(out.len() as u32);
        out.extend(bytes);
    };
    let mut ends = Vec::with_capacity(total);
    let mut end = 0_u32;
    for form in &forms {
        end += form.len() as u32;
        ends.push(end);
    }
    section(&mut out, &mut forms.iter().flat_map(|f| f.iter().copied()));
    section(&mut out, &mut ends.iter().flat_map(|n| n.to_le_bytes()));
    section(&mut out, &mut weights.iter().flat_map(|w| ((w * 64.0).min(65535.0) as u16).to_le_bytes()));
    section(&mut out, &mut first.iter().flat_map(|n| n.to_le_bytes()));
    section(&mut out, &mut records.iter().flat_map(|n| n.to_le_bytes()));
    section(&mut out, &mut grams.keys().flat_map(|n| n.to_le_bytes()));
    section(&mut out, &mut grams.values().flat_map(|list| list.count.to_le_bytes()));
    let mut postings = Vec::new();
    let mut starts = vec![0_u32];
    for list in grams.values() {
        postings.extend_from_slice(&list.bytes);
        starts.push(postings.len() as u32);
    }
    section(&mut out, &mut starts.iter().flat_map(|n| n.to_le_bytes()));
    section(&mut out, &mut postings.iter().copied());
    drop((grams, postings));
    section(&mut out, &mut words.keys().flat_map(|n| n.to_le_bytes()));
    section(&mut out, &mut words.values().map(|&n| ((n as f32).ln() * 16.0) as u8));
    let (labels, links) = trie::build(&forms);
    section(&mut out, &mut labels.iter().copied());
    section(&mut out, &mut links.iter().flat_map(|n| n.to_le_bytes()));
    out.resize(out.len().next_multiple_of(4), 0);
    let mut header = vec![MAGIC, total as u32, gram_count, words.len() as u32, records.len() as u32];
    header.extend(&offsets);
    header.push(labels.len() as u32);
    for (slot, value) in out.chunks_exact_mut(4).zip(&header) {
        slot.copy_from_slice(&value.to_le_bytes());
    }
    out
}

/// The forms of a gram, ascending, each as the distance from the one before it: there are fifty for each form.
#[derive(Default)]
struct Postings {
    bytes: Vec<u8>,
    count: u32,
    last: u32,
}

impl Postings {
    fn push(&mut self, id: u32) {
        if self.count > 0 && self.last == id {
            return;
        }
        push_varint(&mut self.bytes, id - self.last);
        self.count += 1;
        self.last = id;
    }

    fn each(&self, mut visit: impl FnMut(u32)) {
        let (mut id, mut distance, mut shift) = (0, 0, 0);
        for byte in &self.bytes {
            distance |= u32::from(byte & 127) << shift;
            shift += 7;
            if byte & 128 == 0 {
                id += distance;
                visit(id);
                (distance, shift) = (0, 0);
            }
        }
    }
}

/// What a gram that `count` of `total` forms share is worth, in nats.
pub(crate) fn rarity(total: usize, count: usize) -> f32 {
    ((total as f32 + 1.0) / (count as f32 + 0.5)).ln().max(0.1)
}

/// The key under which the frequency of a word is kept.
pub(crate) fn word_key(word: &[u8]) -> u32 {
    word.iter().fold(0x811c_9dc5_u32, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

fn push_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 128 {
        out.push((n & 127) as u8 | 128);
        n >>= 7;
    }
    out.push(n as u8);
}
