//! What every file of people comes to, whatever its format: records, and lines at which it cannot be read.

use crate::domain::person::Cells;

/// The longest record, in bytes of UTF-8. One that is longer is no person but a quote that is not closed.
pub const LONGEST: u64 = 1_024 * 1_024;

/// One person of a file.
pub struct Record {
    /// Where it begins, from 1.
    pub line: u64,
    /// As it was written, for whoever gets it back.
    pub written: Vec<String>,
    /// What it says, or everything for which it cannot be taken.
    pub cells: Result<Cells, Vec<String>>,
}

/// A place in a file, and what is wrong there. Repeats nothing that was read there but names of columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineFault {
    pub line: u64,
    pub why: String,
}

impl LineFault {
    pub fn new(line: u64, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}
