//! Files as streams of bytes: plain, gzip, zstd, and standard input.
//!
//! What a file is packed with is told by its first bytes, not by its name: names lie, and standard input has none.

use super::pack::Packing;
use crate::error::{Error, Result};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BUFFER: usize = 1 << 18;
const HEAD: usize = 4;

/// Called when a signal has interrupted a read; an error ends the reading.
pub type OnSignal = Box<dyn FnMut() -> io::Result<()> + Send>;

/// A file to read.
pub struct Opened {
    /// The unpacked bytes.
    pub stream: Box<dyn Read + Send>,
    /// The place of the first of them in the unpacked file.
    pub offset: u64,
    /// True if the file is packed, so that nobody can seek in it.
    pub packed: bool,
}

/// Opens a file, or standard input where the path is `-`: at `offset` if it is not packed, else at its beginning.
/// `read` tells how many bytes of the file, as it lies on the disk, are behind.
///
/// # Errors
/// If the file cannot be opened or its first bytes cannot be read.
pub fn open(path: &Path, offset: u64, read: Arc<AtomicU64>, on_signal: OnSignal) -> Result<Opened> {
    let failed = |error: io::Error| Error::io(path, &error);
    let file = if path == Path::new("-") { standard_input() } else { File::open(path) };
    let mut file = Patient { inner: file.map_err(failed)?, read, on_signal };
    let head = head(&mut file).map_err(failed)?;
    let packed = Packing::of(&head).is_some();
    if !packed && offset > 0 {
        let offset = file.inner.seek(SeekFrom::Start(offset)).map_err(failed)?;
        file.read.store(offset, Ordering::Relaxed);
        return Ok(Opened { stream: Box::new(BufReader::with_capacity(BUFFER, file)), offset, packed });
    }
    Ok(Opened { stream: behind(head, file).map_err(failed)?, offset: 0, packed })
}

/// The unpacked form of a stream.
///
/// # Errors
/// If the first bytes cannot be read.
pub fn unpacked(mut stream: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    behind(head(&mut stream)?, stream)
}

/// The first bytes, by which packing is told.
fn head(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    stream.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn behind(head: Vec<u8>, rest: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let packing = Packing::of(&head);
    let whole = BufReader::with_capacity(BUFFER, io::Cursor::new(head).chain(rest));
    Ok(match packing {
        Some(Packing::Gzip) => Box::new(MultiGzDecoder::new(whole)),
        Some(Packing::Zstd) => Box::new(zstd::Decoder::with_buffer(whole)?),
        None => Box::new(whole),
    })
}

impl Packing {
    /// The packing of a file that begins with these bytes.
    fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1f, 0x8b]) {
            return Some(Self::Gzip);
        }
        head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]).then_some(Self::Zstd)
    }
}

/// True if an error says that the packed bytes are damaged, false if they could not be read at all.
pub fn is_damage(error: &io::Error) -> bool {
    error.raw_os_error().is_none() && error.kind() != STOPPED
}

const STOPPED: ErrorKind = ErrorKind::ConnectionAborted;

/// What an [`OnSignal`] gives to end the reading. Not `Interrupted`: readers take that as a reason to try again.
pub fn stopped() -> io::Error {
    io::Error::new(STOPPED, "stopped")
}

#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    // Rust's own handle buffers behind a lock, and goes on reading when a signal comes.
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
}

/// Reads on after a signal, unless whoever handles the signal wants to end. Under the decoders, because these would
/// take an interrupted read for a damaged file.
struct Patient {
    inner: File,
    read: Arc<AtomicU64>,
    on_signal: OnSignal,
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => (self.on_signal)()?,
                Err(error) => return Err(error),
                Ok(read) => {
                    self.read.fetch_add(read as u64, Ordering::Relaxed);
                    return Ok(read);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        unpacked(io::Cursor::new(bytes))?.read_to_string(&mut text)?;
        Ok(text)
    }

    fn gzip(text: &str) -> io::Result<Vec<u8>> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes())?;
        encoder.finish()
    }

    fn zstd(text: &str) -> io::Result<Vec<u8>> {
        zstd::encode_all(text.as_bytes(), 1)
    }

    #[test]
    fn plain_gzip_and_zstd_read_the_same() -> io::Result<()> {
        for text in ["", "a", "Tokyo\nSeoul\n"] {
            assert_eq!(read(text.into())?, text);
            assert_eq!(read([gzip(text)?, gzip("b")?].concat())?, format!("{text}b"));
            assert_eq!(read([zstd(text)?, zstd("b")?].concat())?, format!("{text}b"));
        }
        Ok(())
    }

    #[test]
    fn a_cut_file_is_damage() -> io::Result<()> {
        let text = "Tokyo, Seoul, Beijing ".repeat(50);
        for packed in [gzip(&text)?, zstd(&text)?] {
            for end in 5..packed.len() {
                let error = read(packed[..end].to_vec()).err();
                assert!(error.as_ref().is_some_and(is_damage), "{end} of {}: {error:?}", packed.len());
            }
        }
        Ok(())
    }
}
