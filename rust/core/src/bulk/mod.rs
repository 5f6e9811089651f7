//! Many documents in, one table out.

mod offsets;
mod row;

pub use offsets::{Offsets, Positions};
pub use row::{Alternative, COLUMNS, Row, csv_header, write_csv, write_jsonl};
