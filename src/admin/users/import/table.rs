//! CSV as PowerShell and spreadsheets write it: any of three separators, a line before the names of the
//! columns or none, quotes. Knows where each row begins, and bounds how long one is.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::columns::{Layout, Mapping};
use super::record::{LONGEST, LineFault, Record};
use crate::domain::person::Column;

/// The longest first line.
const LONGEST_HEADER: u64 = 64 * 1_024;

/// Put behind the last row. A row that swallows it began a quote and did not end it. No file ends with
/// it: a zero is no text.
const END: &[u8] = b"\0end of people";

/// A table of people, row by row.
pub struct Table {
    rows: Reader<Bounded>,
    allowance: Arc<AtomicU64>,
    layout: Layout,
    header: Vec<String>,
    separator: u8,
    /// Lines before those that the reader counts.
    skipped: u64,
    row: ByteRecord,
}

/// Gives no more than is allowed until more is allowed.
struct Bounded {
    inner: Box<dyn Read + Send>,
    allowance: Arc<AtomicU64>,
}

impl Read for Bounded {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.allowance.load(Ordering::Relaxed) == 0 {
            return Err(io::Error::other(TooLong));
        }
        let count = self.inner.read(room)?;
        let spend = |left: u64| Some(left.saturating_sub(count as u64));
        self.allowance.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).ok();
        Ok(count)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("this row is longer than 1 MiB: is a quote not closed?")]
struct TooLong;

impl Table {
    /// A table whose first line names its columns.
    pub fn open(text: impl Read + Send + 'static, mapping: &Mapping) -> Result<Self, LineFault> {
        let mut text = BufReader::new(text);
        let mut opening = Opening::default();
        opening.read(&mut text)?;
        let separator = opening.separator.unwrap_or_else(|| separator_of(&opening.header));
        let header = header_of(&opening.header, separator).map_err(|why| LineFault::new(opening.line, why))?;
        let layout = mapping.layout(&header).map_err(|why| LineFault::new(opening.line, why))?;
        let allowance = Arc::new(AtomicU64::new(LONGEST));
        let ending = [b"\n", END, b"\n"].concat();
        let inner = Box::new(text.chain(Cursor::new(ending)));
        let bounded = Bounded { inner, allowance: Arc::clone(&allowance) };
        let rows = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(bounded);
        Ok(Self { rows, allowance, layout, header, separator, skipped: opening.line, row: ByteRecord::new() })
    }

    pub fn header(&self) -> &[String] {
        &self.header
    }

    pub const fn separator(&self) -> u8 {
        self.separator
    }

    pub fn has(&self, column: Column) -> bool {
        self.layout.columns.contains(&Some(column))
    }

    /// The next row in which anything is written; none after the last.
    pub fn next(&mut self) -> Result<Option<Record>, LineFault> {
        loop {
            self.allowance.store(LONGEST, Ordering::Relaxed);
            let begins = self.skipped + self.rows.position().line();
            let read = self.rows.read_byte_record(&mut self.row);
            let found = read.map_err(|error| LineFault::new(begins, reason(&error)))?;
            let breaks = self.row.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
            // Empty lines before the row were passed over with it.
            let line = (self.skipped + self.rows.position().line()).saturating_sub(breaks + 1).max(begins);
            let last = self.row.iter().next_back().unwrap_or_default();
            if !found || (self.row.len() == 1 && last == END) {
                return Ok(None);
            }
            if last.trim_ascii_end().ends_with(END) {
                return Err(LineFault::new(line, "a quote that is begun here is not closed"));
            }
            if self.row.iter().any(|cell| !cell.is_empty()) {
                return Ok(Some(self.record(line)));
            }
        }
    }

    fn record(&self, line: u64) -> Record {
        let written: Vec<String> = self.row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let garbled = self.row.iter().zip(&self.header).find(|(cell, _)| std::str::from_utf8(cell).is_err());
        let cells = match garbled {
            Some((_, column)) => Err(vec![format!("{column}: no UTF-8; save the file as CSV UTF-8")]),
            None => self.layout.cells(&written.iter().map(|cell| as_text(cell).to_owned()).collect::<Vec<_>>()),
        };
        Record { line, written, cells }
    }
}

/// A cell of which a spreadsheet was told that it is no formula, as the export tells it.
fn as_text(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// What stands before the first row.
#[derive(Default)]
struct Opening {
    /// The line of the header, from 1.
    line: u64,
    header: Vec<u8>,
    separator: Option<u8>,
}

impl Opening {
    /// Reads as far as the names of the columns: past PowerShell's `#TYPE`, a spreadsheet's `sep=;`, and
    /// empty lines.
    fn read(&mut self, text: &mut impl BufRead) -> Result<(), LineFault> {
        loop {
            self.line += 1;
            self.header.clear();
            let read = text.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut self.header);
            let count = read.map_err(|error| LineFault::new(self.line, format!("cannot be read: {error}")))?;
            if count as u64 == LONGEST_HEADER {
                return Err(LineFault::new(self.line, "the first line names the columns, and this one is longer than 64 KiB"));
            }
            match self.header.trim_ascii() {
                _ if count == 0 => return Err(LineFault::new(1, "the file is empty; its first line names the columns")),
                [] => {}
                line if line.starts_with(b"#TYPE") => {}
                [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] | [b'"', b's', b'e', b'p', b'=', separator, b'"'] => {
                    self.separator = Some(*separator);
                }
                _ => return Ok(()),
            }
        }
    }
}

/// The separator that a line of names has most of, outside quotes.
fn separator_of(line: &[u8]) -> u8 {
    let count = |separator: u8| {
        let (mut is_quoted, mut count) = (false, 0_usize);
        for byte in line {
            is_quoted ^= *byte == b'"';
            count += usize::from(!is_quoted && *byte == separator);
        }
        count
    };
    // Of equals the last is taken, and a lone column has none of them.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn header_of(line: &[u8], separator: u8) -> Result<Vec<String>, String> {
    let mut row = ByteRecord::new();
    let found = ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(line).read_byte_record(&mut row);
    if !found.is_ok_and(|found| found) {
        return Err("the first line names the columns, and this one is no row".to_owned());
    }
    let names = row.iter().map(|name| std::str::from_utf8(name).map(|name| name.trim().to_owned()));
    let names = names.collect::<Result<Vec<_>, _>>().map_err(|_| "no UTF-8; save the file as CSV UTF-8".to_owned())?;
    if names.iter().any(|name| name.chars().any(char::is_control)) {
        return Err("the name of a column has a control character: this is no CSV".to_owned());
    }
    Ok(names)
}

fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().and_then(|cause| cause.downcast_ref::<TooLong>()).is_some()
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) if is_too_long(error) => TooLong.to_string(),
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;

    fn open(text: &str) -> Result<Table, LineFault> {
        let text = Text::of(Box::new(Cursor::new(text.as_bytes().to_vec()))).expect("opened");
        Table::open(text, &Mapping::default())
    }

    /// Line, login and name of every row, and the fault at which it ended.
    fn rows(text: &str) -> (Vec<String>, Option<LineFault>) {
        let mut table = match open(text) {
            Ok(table) => table,
            Err(fault) => return (Vec::new(), Some(fault)),
        };
        let mut found = Vec::new();
        loop {
            match table.next() {
                Ok(Some(record)) => found.push(told(&record)),
                Ok(None) => return (found, None),
                Err(fault) => return (found, Some(fault)),
            }
        }
    }

    fn told(record: &Record) -> String {
        let cells = match &record.cells {
            Ok(cells) => cells.values().cloned().collect::<Vec<_>>().join("/"),
            Err(faults) => faults.join("; "),
        };
        format!("{} {cells}", record.line)
    }

    fn fault(text: &str) -> String {
        let fault = rows(text).1.unwrap_or_else(|| panic!("{text:?} is read"));
        format!("{}: {}", fault.line, fault.why)
    }

    #[test]
    fn separators_line_ends_quotes_and_first_lines_are_found() {
        let expected = (vec!["2 ada/Ada; \"x\", B.".to_owned(), "3 bob/Bob".to_owned()], None);
        for separator in [",", ";", "\t"] {
            for end in ["\n", "\r\n"] {
                let text =
                    format!("login{separator}name\nada{separator}\"Ada; \"\"x\"\", B.\"\nbob{separator}Bob").replace('\n', end);
                assert_eq!(rows(&text), expected, "{text:?}");
                assert_eq!(rows(&format!("{text}{end}")), expected, "{text:?}");
            }
        }
        for first in ["#TYPE System.Object\r\n", "sep=;\r\n", "\"sep=;\"\n", "\n"] {
            let shifted = rows(&format!("{first}\"login\";\"name\"\r\nada;x\r\n"));
            assert_eq!(shifted, (vec!["3 ada/x".to_owned()], None), "{first:?}");
        }
    }

    #[test]
    fn lines_are_counted_past_empty_ones_and_long_cells() {
        let text = "login,name\n\n\nada,\"A\n\nB\"\n,\nbob,B\n\ncas,C\n";
        assert_eq!(rows(text).0, ["4 ada/A\n\nB", "8 bob/B", "10 cas/C"]);
        assert_eq!(rows(&text.replace('\n', "\r\n")).0, ["4 ada/A\n\nB", "8 bob/B", "10 cas/C"]);
    }

    #[test]
    fn what_is_no_table_is_told_in_one_line() {
        assert_eq!(fault(""), "1: the file is empty; its first line names the columns");
        assert_eq!(fault("\n\n"), "1: the file is empty; its first line names the columns");
        assert!(fault("ada,Ada\nbob,Bob\n").starts_with("1: no column login"));
        assert!(fault("login,name\nada,\"Ada\nbob,Bob\n").starts_with("2: a quote that is begun here is not closed"));
        assert!(fault("login,name\nada,Ada\n\"bob").starts_with("3: a quote that is begun here is not closed"));
        let wide = vec!["x"; 300].join(",");
        assert!(fault(&format!("{wide}\n")).starts_with("1: 300 columns; at most 200"));
        assert!(fault(&"x".repeat(10_000_000)).starts_with("1: "));
        assert!(fault("PK\u{3}\u{4}\u{0}\nxx").starts_with("1: the name of a column has a control character"));
        let long = format!("login,name\nada,Ada\nbob,\"{}\"\ncas,C\n", "x".repeat(10_000_000));
        assert_eq!(fault(&long), "3: this row is longer than 1 MiB: is a quote not closed?");
    }

    #[test]
    fn what_is_wrong_in_one_row_is_told_of_that_row() {
        let (found, fault) = rows("login,name\nada\nbob,B,x\ncas,\0\ndirk,D\n");
        assert_eq!(fault, None);
        assert_eq!(found[0], "2 1 cells, and the first line has 2");
        assert_eq!(found[1], "3 3 cells, and the first line has 2");
        assert_eq!(found[2..], ["4 cas/\0".to_owned(), "5 dirk/D".to_owned()]);
        let text = Text::of(Box::new(Cursor::new(b"login,name\nada,Zo\xeb\n".to_vec()))).expect("opened");
        let record = Table::open(text, &Mapping::default()).expect("a table").next().expect("a row").expect("a row");
        assert!(told(&record).starts_with("2 name: no UTF-8"));
    }

    #[test]
    fn a_cell_that_was_kept_from_being_a_formula_is_itself_again() {
        let (found, _) = rows("login,phones\nada,'+31612345678\nbob,''=x\ncas,'t Veld\n");
        assert_eq!(found, ["2 ada/+31612345678", "3 bob/'=x", "4 cas/'t Veld"]);
        assert!(open("login\n").expect("a table").has(Column::Login));
    }
}
