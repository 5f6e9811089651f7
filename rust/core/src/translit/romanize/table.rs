//! The character table of the common ground: two array look-ups a character.

use std::sync::LazyLock;

use crate::translit::chars::lower;
use crate::translit::parse::parse;

/// An ASCII spelling of at most seven bytes, or [`Cell::UNKNOWN`].
#[derive(Clone, Copy)]
pub(super) struct Cell {
    bytes: [u8; 7],
    len: u8,
}

impl Cell {
    const UNKNOWN: Self = Self { bytes: [0; 7], len: u8::MAX };

    fn new(text: &str) -> Self {
        let mut cell = Self { bytes: [0; 7], len: 0 };
        for byte in text.bytes().filter(u8::is_ascii).take(7) {
            cell.bytes[usize::from(cell.len)] = byte;
            cell.len += 1;
        }
        cell
    }

    /// The spelling; `None` where the table has nothing for the character.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(..usize::from(self.len))?).ok()
    }
}

/// Cells of the Basic Multilingual Plane, by pages of 256 that exist only where a script is known.
pub(super) struct Table {
    page_of: [u8; 256],
    cells: Vec<Cell>,
}

impl Table {
    /// The table of `schemes/romanize.txt`, read at the first use.
    pub(super) fn common() -> &'static Self {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../schemes/romanize.txt")));
        &TABLE
    }

    fn read(text: &str) -> Self {
        let parsed = parse(text).unwrap_or_else(|error| unreachable!("romanize.txt, checked by a test: {error}"));
        // Page 0 of the cells is the empty one.
        let mut table = Self { page_of: [0; 256], cells: vec![Cell::UNKNOWN; 256] };
        for rule in &parsed.rules {
            if let ([c], [output]) = (&rule.source[..], &rule.outputs[..]) {
                table.set(*c, Cell::new(output));
            }
        }
        for mark in '\u{300}'..='\u{36F}' {
            table.set(mark, Cell::new(""));
        }
        for code in 0x80..=0xFFFF_u32 {
            let Some(c) = char::from_u32(code) else { continue };
            let small = lower(c);
            if small != c && table.get(c).text().is_none() {
                let cell = if small.is_ascii() { Cell::new(small.encode_utf8(&mut [0; 4])) } else { *table.get(small) };
                if cell.text().is_some() {
                    table.set(c, cell);
                }
            }
        }
        table
    }

    fn set(&mut self, c: char, cell: Cell) {
        let code = u32::from(c) as usize;
        let Some(page) = self.page_of.get(code >> 8).copied() else { return };
        let mut page = usize::from(page);
        if page == 0 {
            page = self.cells.len() / 256;
            self.cells.resize(self.cells.len() + 256, Cell::UNKNOWN);
            self.page_of[code >> 8] = page as u8;
        }
        self.cells[page * 256 + (code & 0xFF)] = cell;
    }

    pub(super) fn get(&self, c: char) -> &Cell {
        let code = u32::from(c) as usize;
        let page = self.page_of.get(code >> 8).copied().unwrap_or(0);
        &self.cells[usize::from(page) * 256 + (code & 0xFF)]
    }

    /// The spelling of `c`, nothing where there is none.
    pub(super) fn text(&self, c: char) -> &str {
        self.get(c).text().unwrap_or("")
    }
}
