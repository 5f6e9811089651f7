//! Many documents in, one table out, whatever happens: the same rows in the same order at any number of threads, and
//! a bad record is the matter of that record alone.
//!
//! `input` opens files, `lines` cuts them into blocks, `feed` hands these out, `parts` numbers them, `ordered` is the
//! threads, `record` reads one line, `work` judges it, `row`, `rows` and `offsets` describe what was found, `encode`
//! writes it, `pack` packs that; `run` holds the ends together.

mod encode;
mod feed;
mod input;
mod lines;
mod offsets;
mod ordered;
mod pack;
mod parts;
mod record;
mod row;
mod rows;
mod run;
mod work;

pub use encode::Form;
pub use feed::{Feed, Given, Load, Signals, Task};
pub use input::{OnSignal, Opened, is_damage, open, stopped, unpacked};
pub use lines::{Block, Lines, Piece, Reject};
pub use offsets::{Offsets, Positions};
pub use ordered::{Ordered, Stop, Taken};
pub use pack::{Packer, Packing};
pub use parts::{Parts, Place, Wanted};
pub use record::{Columns, Record};
pub use row::{Alternative, COLUMNS, Row, csv_header, write_csv, write_jsonl};
pub use rows::{Entries, EntryColumns, InDocument, candidates, path};
pub use run::{Run, Step, longest_record};
pub use work::{Done, Indexed, MAX_RECORD, Settings, Tally, Worker};
