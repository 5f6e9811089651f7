//! Files as streams of bytes: plain, gzip, zstd, and standard input.
//!
//! What a file is packed with is told by its first bytes, not by its name: names lie, and standard input has none.

use crate::error::{Error, Result};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;

const BUFFER: usize = 1 << 18;
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Called when a signal has interrupted a read; an error ends the reading.
pub type OnSignal = Box<dyn FnMut() -> io::Result<()> + Send>;

/// A stream of the unpacked bytes of a file, or of standard input where the path is `-`.
///
/// # Errors
/// If the file cannot be opened or its first bytes cannot be read.
pub fn open(path: &Path, on_signal: OnSignal) -> Result<Box<dyn Read + Send>> {
    let file = if path == Path::new("-") { standard_input() } else { File::open(path) };
    let file = file.map_err(|error| Error::io(path, &error))?;
    unpacked(Patient { inner: file, on_signal }).map_err(|error| Error::io(path, &error))
}

/// The unpacked form of a stream.
///
/// # Errors
/// If the first bytes cannot be read.
pub fn unpacked(stream: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let (mut stream, mut head) = (stream, vec![0; ZSTD.len()]);
    let mut filled = 0;
    while filled < head.len() {
        let read = stream.read(&mut head[filled..])?;
        if read == 0 {
            head.truncate(filled);
        }
        filled += read;
    }
    let packed = (head.starts_with(GZIP), head.starts_with(ZSTD));
    let whole = BufReader::with_capacity(BUFFER, io::Cursor::new(head).chain(stream));
    Ok(match packed {
        (true, _) => Box::new(MultiGzDecoder::new(whole)),
        (_, true) => Box::new(zstd::Decoder::with_buffer(whole)?),
        _ => Box::new(whole),
    })
}

/// True if an error says that the packed bytes are damaged, false if they could not be read at all.
pub(super) fn is_damage(error: &io::Error) -> bool {
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
    on_signal: OnSignal,
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => (self.on_signal)()?,
                other => return other,
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
