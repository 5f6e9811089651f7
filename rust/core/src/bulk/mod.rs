//! Many documents in, one table out, whatever happens: the same rows in the same order at any number of threads, and
//! a bad record is the matter of that record alone.
//!
//! `input` opens files, `lines` cuts them into blocks, `record` reads one line, `ordered` is the threads, `row` the
//! output.

mod input;
mod lines;
mod ordered;
mod record;
mod row;

pub use input::{OnSignal, open, unpacked};
pub use lines::{Block, Lines, Piece, Reject};
pub use ordered::{Ordered, Stop, Taken};
pub use record::{Columns, Record};
pub use row::{Alternative, COLUMNS, Row, csv_header, write_csv, write_jsonl};
