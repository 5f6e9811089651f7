//! Packing what a job writes.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

/// Packs a stream piece by piece. The same pieces give the same bytes: there is no time in them, and no name.
///
/// One gzip member or zstd frame for the whole stream, not one for each piece, which threads could make side by side:
/// some readers stop behind the first frame, and would lose the rest without a word.
///
/// ```
/// use entmatch_core::bulk::{Packer, Packing, unpacked};
/// use std::io::Read;
/// let mut packer = Packer::new(Packing::Zstd)?;
/// let packed = [packer.pack(b"Tokyo ")?, packer.pack(b"Seoul")?, packer.finish()?].concat();
/// let mut text = String::new();
/// unpacked(std::io::Cursor::new(packed))?.read_to_string(&mut text)?;
/// assert_eq!(text, "Tokyo Seoul");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Packer(Encoder);

enum Encoder {
    Gzip(GzEncoder<Vec<u8>>),
    Zstd(zstd::Encoder<'static, Vec<u8>>),
}

impl Packer {
    /// A packer for one stream.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn new(packing: Packing) -> io::Result<Self> {
        Ok(Self(match packing {
            // Tables of mentions repeat themselves: the quicker levels lose little.
            Packing::Gzip => Encoder::Gzip(GzEncoder::new(Vec::new(), Compression::new(4))),
            Packing::Zstd => {
                let mut encoder = zstd::Encoder::new(Vec::new(), 3)?;
                encoder.include_checksum(true)?;
                Encoder::Zstd(encoder)
            }
        }))
    }

    /// Takes the next bytes, gives those packed bytes that are ready.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn pack(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        Ok(std::mem::take(match &mut self.0 {
            Encoder::Gzip(encoder) => {
                encoder.write_all(bytes)?;
                encoder.get_mut()
            }
            Encoder::Zstd(encoder) => {
                encoder.write_all(bytes)?;
                encoder.get_mut()
            }
        }))
    }

    /// The packed bytes that are left.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        match self.0 {
            Encoder::Gzip(encoder) => encoder.finish(),
            Encoder::Zstd(encoder) => encoder.finish(),
        }
    }
}
