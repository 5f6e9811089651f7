//! Memory for tables that are looked into at random: in huge pages where the system has them.
//!
//! A table of tens of megabytes in pages of 4 KiB costs a miss of the page tables' cache beside nearly every miss of the
//! data cache: a quarter of the time of a scan with a million names.

use std::ops::Deref;
use std::sync::Arc;

/// Below this, pages of any size are in reach.
const WORTH_IT: usize = 4 << 20;

/// Bytes that do not change any more. Cheap to clone.
#[derive(Clone)]
pub(super) struct Pages(Arc<Storage>);

enum Storage {
    Huge(memmap2::Mmap),
    Plain(Vec<u8>),
}

impl From<Vec<u8>> for Pages {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(huge(&bytes).map_or(Storage::Plain(bytes), Storage::Huge)))
    }
}

impl Deref for Pages {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &*self.0 {
            Storage::Huge(map) => map,
            Storage::Plain(bytes) => bytes,
        }
    }
}

/// A copy in huge pages; nothing if it is not worth it or cannot be had.
fn huge(bytes: &[u8]) -> Option<memmap2::Mmap> {
    if !cfg!(target_os = "linux") || bytes.len() < WORTH_IT {
        return None;
    }
    let mut map = memmap2::MmapMut::map_anon(bytes.len()).ok()?;
    // Without them the copy serves as well as the original.
    #[cfg(target_os = "linux")]
    let _ = map.advise(memmap2::Advice::HugePage);
    map.copy_from_slice(bytes);
    map.make_read_only().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_large_tables_keep_their_bytes() {
        for len in [0, 1, 100, WORTH_IT, WORTH_IT + 12_345] {
            let bytes: Vec<u8> = (0..len).map(|at| (at % 251) as u8).collect();
            assert_eq!(&*Pages::from(bytes.clone()), bytes);
        }
    }
}
