//! A small hash table for the many lookups of every word of a text.

/// Numbers other than 0 by keys that are hashes already, by open addressing.
#[derive(Default)]
pub(crate) struct HashTable {
    /// Key and number; number 0 marks a free place.
    slots: Vec<(u64, u32)>,
    count: usize,
    /// One bit for each value of a few bits of the keys that are there: most words of a text begin no phrase, and are
    /// turned away without a look at the slots.
    filter: Vec<u64>,
}

/// Bits of a key that choose its bit in the filter.
const FILTER: u32 = 16;

impl HashTable {
    #[inline]
    fn place(&self, key: u64) -> usize {
        // The highest bit of a key may say what sort of key it is.
        ((u128::from(key << 1) * self.slots.len() as u128) >> 64) as usize
    }

    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        let (word, bit) = Self::bit(key);
        if self.filter.get(word).is_none_or(|bits| bits & bit == 0) {
            return None;
        }
        let mut at = self.place(key);
        loop {
            match self.slots[at] {
                (_, 0) => return None,
                (found, number) if found == key => return Some(number),
                _ => at = if at + 1 == self.slots.len() { 0 } else { at + 1 },
            }
        }
    }

    /// The number of a key; `new` if it had none.
    pub(crate) fn get_or_insert(&mut self, key: u64, new: u32) -> u32 {
        if (self.count + 1) * 2 > self.slots.len() {
            let room = (self.slots.len() * 2).max(64);
            let old = std::mem::replace(&mut self.slots, vec![(0, 0); room]);
            for (key, number) in old.into_iter().filter(|(_, number)| *number != 0) {
                self.put(key, number);
            }
        }
        if let Some(found) = self.get(key) {
            return found;
        }
        self.put(key, new);
        self.count += 1;
        new
    }

    #[inline]
    fn bit(key: u64) -> (usize, u64) {
        let low = (key ^ (key >> 32)) as usize & ((1 << FILTER) - 1);
        (low / 64, 1 << (low % 64))
    }

    fn put(&mut self, key: u64, number: u32) {
        self.filter.resize((1 << FILTER) / 64, 0);
        let (word, bit) = Self::bit(key);
        self.filter[word] |= bit;
        let mut at = self.place(key);
        while self.slots[at].1 != 0 {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        self.slots[at] = (key, number);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, u32)> + '_ {
        self.slots.iter().copied().filter(|(_, number)| *number != 0)
    }
}
