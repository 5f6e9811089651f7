//! The bytes of a gazetteer: mapped from a file, or held in memory.

use crate::error::{Error, Result};
use std::fs::File;
use std::path::Path;

/// Where the bytes are.
pub(super) enum Storage {
    Mapped(memmap2::Mmap),
    Owned(Vec<u8>),
}

impl Storage {
    /// Maps a file.
    pub(super) fn map(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|cause| Error::io(path, &cause))?;
        let metadata = file.metadata().map_err(|cause| Error::io(path, &cause))?;
        if !metadata.is_file() {
            return Err(Error::format("is not a file; give the path of a compiled gazetteer (*.emx)").at(path));
        }
        if metadata.len() == 0 {
            return Err(Error::format("is empty; expected a compiled gazetteer (`entmatch build` makes one)").at(path));
        }
        Ok(Self::Mapped(map_read_only(&file).map_err(|cause| Error::io(path, &cause))?))
    }

    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}

#[expect(unsafe_code, reason = "mapping is what makes opening free; there is no safe form of it")]
fn map_read_only(file: &File) -> std::io::Result<memmap2::Mmap> {
    // SAFETY: the map is private to this process and read-only. What remains is that another process may cut or
    // overwrite the file while it is mapped. Our own writer never does so: it renames a finished file into place,
    // which leaves the old map intact. No reader here relies on bytes staying the same between two reads: every
    // access is bounds-checked, and texts are checked to be UTF-8 each time they are read.
    unsafe { memmap2::Mmap::map(file) }
}
