//! Public sources, one file each; and how files of any compression are opened.

mod stream;

pub(crate) use stream::{Lines, open};
