//! The rows that `--partial` did not take, with the reason, as a file that can be mended and imported.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use csv::{Writer, WriterBuilder};

use super::columns::REFUSED;

/// Made when there is something to write. Only its owner can read it: it may hold hashes of passwords.
pub struct RefusedRows {
    path: PathBuf,
    header: Vec<String>,
    separator: u8,
    rows: Option<Writer<File>>,
}

impl RefusedRows {
    pub const fn at(path: PathBuf, header: Vec<String>, separator: u8) -> Self {
        Self { path, header, separator, rows: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes `row`, and why it was refused.
    pub fn write(&mut self, row: &[String], why: &str) -> anyhow::Result<()> {
        let told = || format!("{} cannot be written", self.path.display());
        // Mended once and refused again, a row says why it was now.
        let old = self.header.iter().position(|name| name == REFUSED);
        let kept = |cells: &[String]| -> Vec<String> {
            (0..).zip(cells).filter(|(place, _)| Some(*place) != old).map(|(_, cell)| cell.clone()).collect()
        };
        if self.rows.is_none() {
            let file =
                OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&self.path).with_context(told)?;
            let mut rows = WriterBuilder::new().delimiter(self.separator).flexible(true).from_writer(file);
            rows.write_record(kept(&self.header).iter().map(String::as_str).chain([REFUSED])).with_context(told)?;
            self.rows = Some(rows);
        }
        let Some(rows) = &mut self.rows else { return Ok(()) };
        // The reason stands below its name, however few cells the row has.
        let mut cells = kept(row);
        cells.resize(self.header.len() - usize::from(old.is_some()), String::new());
        rows.write_record(cells.iter().map(String::as_str).chain([why])).with_context(told)
    }

    /// Ends the file: only then is it known that it could be written.
    pub fn finish(&mut self) -> anyhow::Result<()> {
        let Some(rows) = &mut self.rows else { return Ok(()) };
        rows.flush().with_context(|| format!("{} cannot be written", self.path.display()))
    }
}
