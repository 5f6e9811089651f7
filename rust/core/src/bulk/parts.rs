//! Which part of the output a piece of input belongs to, and where in the input a part ends.

use std::collections::BTreeMap;

/// A place between two lines of the input, from which reading can go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, counted from 0.
    pub file: usize,
    /// Bytes of the (unpacked) file before the place.
    pub offset: u64,
    /// The number of the line that begins here, counted from 1.
    pub line: u64,
    /// True if the file held nothing but white space so far.
    pub blank: bool,
}

impl Place {
    /// The beginning of a file.
    pub fn start_of(file: usize) -> Self {
        Self { file, offset: 0, line: 1, blank: true }
    }
}

/// Which parts of a job are to be done.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// This one of so many shares, counted from 0: part `n` belongs to share `n % shares`.
    pub share: u64,
    /// How many shares there are, at least one.
    pub shares: u64,
    /// Parts that are done already, and where the next one begins if that is known: their input is passed over there.
    pub done: BTreeMap<u64, Option<Place>>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { share: 0, shares: 1, done: BTreeMap::new() }
    }
}

impl Wanted {
    /// True if the part is to be done.
    pub fn has(&self, part: u64) -> bool {
        part % self.shares.max(1) == self.share && !self.done.contains_key(&part)
    }
}

/// Counts input into parts. Which part a record is in depends on the input and the size of parts alone.
#[derive(Clone, Debug)]
pub struct Parts {
    /// A part is full when it has so many bytes of input.
    size: u64,
    part: u64,
    filled: u64,
}

impl Parts {
    /// Parts of about `size` bytes of input.
    pub fn new(size: u64) -> Self {
        Self { size: size.max(1), part: 0, filled: 0 }
    }

    /// The part that the next `bytes` bytes belong to.
    pub fn take(&mut self, bytes: u64) -> u64 {
        if self.filled >= self.size {
            self.part += 1;
            self.filled = 0;
        }
        self.filled += bytes;
        self.part
    }

    /// How many parts there are so far.
    pub fn count(&self) -> u64 {
        self.part + u64::from(self.filled > 0)
    }

    /// Passes over the parts that begin here, are done, and are known to end somewhere; gives that place.
    pub fn pass_over(&mut self, done: &BTreeMap<u64, Option<Place>>) -> Option<Place> {
        let mut to = None;
        while let Some(part) = self.begins()
            && let Some(&Some(end)) = done.get(&part)
        {
            (self.part, self.filled) = (part, self.size);
            to = Some(end);
        }
        to
    }

    /// The part that begins here, if one does.
    fn begins(&self) -> Option<u64> {
        match self.filled {
            0 => Some(self.part),
            filled => (filled >= self.size).then_some(self.part + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_are_done_are_passed_over_from_their_beginning_alone() {
        let place = |offset| Some(Place { offset, ..Place::default() });
        let done = BTreeMap::from([(0, place(10)), (1, place(20)), (3, None), (4, place(50))]);
        let mut parts = Parts::new(10);
        assert_eq!(parts.pass_over(&done), place(20));
        assert_eq!((parts.count(), parts.pass_over(&done)), (2, None));
        assert_eq!(parts.take(4), 2);
        assert_eq!(parts.pass_over(&done), None, "in the middle of a part");
        assert_eq!((parts.take(9), parts.take(10)), (2, 3));
        assert_eq!(parts.pass_over(&done), place(50));
        assert_eq!(parts.take(1), 5);
    }
}
