//! Many documents in, one table out.

mod row;

pub use row::{Alternative, COLUMNS, Row, csv_header, write_csv, write_jsonl};
