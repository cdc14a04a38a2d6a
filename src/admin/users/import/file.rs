//! A file of people, whichever of the formats it has. Knows how to tell them apart.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use super::columns::Mapping;
use super::ldif::Ldif;
use super::record::{LineFault, Record};
use super::table::Table;
use super::text::{ReadSoFar, Text};
use crate::domain::person::Column;

/// How much of a file is looked at to tell what it is.
const TASTE: u64 = 4_096;

/// Where the bytes of a file come from.
pub struct Origin {
    /// As faults call it.
    pub name: String,
    pub bytes: Box<dyn Read + Send>,
    /// How many there are, where that is known.
    pub length: Option<u64>,
}

impl Origin {
    /// The file at `path`; `-` is `input`.
    pub fn at(path: &Path, input: Box<dyn Read + Send>) -> std::io::Result<Self> {
        if path == Path::new("-") {
            return Ok(Self { name: "standard input".to_owned(), bytes: input, length: None });
        }
        let file = File::open(path)?;
        let length = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
        Ok(Self { name: path.display().to_string(), bytes: Box::new(file), length })
    }
}

/// The people of a file, one after another.
pub struct PeopleFile {
    form: Form,
    read: ReadSoFar,
}

enum Form {
    Table(Table),
    Ldif(Ldif),
}

impl PeopleFile {
    /// # Errors
    /// When it is no such file.
    pub fn open(origin: Origin, mapping: &Mapping) -> Result<Self, LineFault> {
        let unreadable = |error: std::io::Error| LineFault::new(1, format!("cannot be read: {error}"));
        let is_named_ldif = Path::new(&origin.name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ldif"));
        let mut text = Text::of(origin.bytes).map_err(unreadable)?;
        let read = text.read_so_far();
        let mut taste = Vec::new();
        text.by_ref().take(TASTE).read_to_end(&mut taste).map_err(unreadable)?;
        let is_ldif = is_named_ldif || looks_like_ldif(&taste);
        let whole = Cursor::new(taste).chain(text);
        let form = if is_ldif { Form::Ldif(Ldif::open(whole, mapping)) } else { Form::Table(Table::open(whole, mapping)?) };
        Ok(Self { form, read })
    }

    pub fn next(&mut self) -> Result<Option<Record>, LineFault> {
        match &mut self.form {
            Form::Table(table) => table.next(),
            Form::Ldif(ldif) => ldif.next(),
        }
    }

    pub fn bytes_read(&self) -> u64 {
        self.read.bytes()
    }

    /// Whether the file says what `column` is of; an entry of LDIF may.
    pub fn has(&self, column: Column) -> bool {
        match &self.form {
            Form::Table(table) => table.has(column),
            Form::Ldif(_) => true,
        }
    }

    /// The names of the columns by which records are written, and what separates them.
    pub fn writing(&self) -> (Vec<String>, u8) {
        match &self.form {
            Form::Table(table) => (table.header().to_vec(), table.separator()),
            Form::Ldif(_) => (Column::ALL.map(|column| column.name().to_owned()).to_vec(), b','),
        }
    }
}

/// The first line that says anything is a version or a name.
fn looks_like_ldif(taste: &[u8]) -> bool {
    let lines = taste.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with(b"# ") && *line != b"#");
    first.is_some_and(|line| line.starts_with(b"dn:") || line.starts_with(b"version:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logins(name: &str, bytes: &[u8]) -> Vec<String> {
        let origin = Origin { name: name.to_owned(), bytes: Box::new(Cursor::new(bytes.to_vec())), length: None };
        let mut file = PeopleFile::open(origin, &Mapping::default()).expect("a file");
        let mut found = Vec::new();
        while let Some(record) = file.next().expect("a row") {
            found.push(record.cells.expect("cells")[&Column::Login].clone());
        }
        found
    }

    #[test]
    fn ldif_is_known_by_its_name_or_its_first_line() {
        for (name, text) in [
            ("people.ldif", "uid: ada\n\nuid: bob\n"),
            ("x", "version: 1\ndn: x\nuid: ada\n\ndn: y\nuid: bob\n"),
            ("x", "# extended LDIF\n#\n\ndn: x\nuid: ada\n\ndn: y\nuid: bob\n"),
            ("x.csv", "login\nada\nbob\n"),
        ] {
            assert_eq!(logins(name, text.as_bytes()), ["ada", "bob"], "{name} {text:?}");
        }
        let utf16: Vec<u8> = "\u{feff}login;name\r\nada;Ada\r\nbob;Zoë\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(logins("x", &utf16), ["ada", "bob"]);
    }
}
