//! Walks a parsed kiosk.toml section by section, takes the keys it is asked for, and collects every
//! fault on the way. What was never asked for is unknown.
//!
//! The file is not deserialised in one go: that would end at the first fault, and an operator with
//! five mistakes would need five runs.

use std::cell::RefCell;
use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;
use super::kind::Taken;

type Entry<'t> = Spanned<DeValue<'t>>;

/// The faults found so far.
#[derive(Default)]
pub struct Reading {
    faults: RefCell<Vec<Fault>>,
}

impl Reading {
    fn complain(&self, at: usize, key: &str, wrong: impl Display, expected: impl Display) {
        let message = format!("{wrong}; expected {expected}");
        self.faults.borrow_mut().push(Fault { at, key: key.to_owned(), message });
    }

    pub fn into_faults(self) -> Vec<Fault> {
        self.faults.into_inner()
    }
}

/// A table of the file, or an absent one in which every key has its default.
pub struct Section<'r, 't> {
    reading: &'r Reading,
    path: String,
    at: usize,
    table: Option<&'r DeTable<'t>>,
    asked: Vec<&'static str>,
}

impl<'r, 't> Section<'r, 't> {
    /// The file itself.
    pub fn root(reading: &'r Reading, table: &'r DeTable<'t>) -> Self {
        Self { reading, path: String::new(), at: 0, table: Some(table), asked: Vec::new() }
    }

    /// The value of `name` as `kind` takes it; none when the key is absent or wrong.
    pub fn key<T>(&mut self, name: &'static str, kind: impl Fn(&DeValue<'_>) -> Taken<T>) -> Option<T> {
        let entry = self.ask(name)?;
        match kind(entry.get_ref()) {
            Ok(value) => Some(value),
            Err(refusal) => {
                self.reading.complain(entry.span().start, &self.name(name), refusal.wrong, refusal.expected);
                None
            }
        }
    }

    /// The section `name` within this one.
    pub fn section(&mut self, name: &'static str) -> Self {
        let entry = self.ask(name);
        let table = entry.and_then(|entry| self.table_of(name, entry));
        self.inner(self.name(name), entry.map_or(self.at, |entry| entry.span().start), table)
    }

    /// Every `[[name]]`.
    pub fn sections(&mut self, name: &'static str) -> Vec<Self> {
        let Some(entry) = self.ask(name) else { return Vec::new() };
        let Some(array) = entry.get_ref().as_array() else {
            self.reading.complain(entry.span().start, name, "is no list of sections", format!("[[{name}]]"));
            return Vec::new();
        };
        let opened = |entry: &'r Entry<'t>| self.inner(self.name(name), entry.span().start, self.table_of(name, entry));
        array.iter().map(opened).collect()
    }

    /// Says that what stands in `name` does not go with something else.
    pub fn complain(&self, name: &'static str, wrong: impl Display, expected: impl Display) {
        let at = self.entry(name).map_or(self.at, |entry| entry.span().start);
        self.reading.complain(at, &self.name(name), wrong, expected);
    }

    /// Whether something stands in `name`, be it right or wrong.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Says which keys were never asked for, with the nearest one that exists.
    pub fn finish(self) {
        for key in self.table.into_iter().flat_map(DeTable::keys) {
            let written: &str = key.get_ref();
            if !self.asked.contains(&written) {
                let written = crate::domain::visible::visible(written, 60);
                self.reading.complain(key.span().start, &self.name(&written), "is unknown", suggestion(&written, &self.asked));
            }
        }
    }

    fn ask(&mut self, name: &'static str) -> Option<&'r Entry<'t>> {
        self.asked.push(name);
        self.entry(name)
    }

    fn entry(&self, name: &str) -> Option<&'r Entry<'t>> {
        self.table.and_then(|table| table.get(name))
    }

    fn table_of(&self, name: &str, entry: &'r Entry<'t>) -> Option<&'r DeTable<'t>> {
        let table = entry.get_ref().as_table();
        if table.is_none() {
            self.reading.complain(entry.span().start, &self.name(name), "is no section", format!("[{}]", self.name(name)));
        }
        table
    }

    fn inner(&self, path: String, at: usize, table: Option<&'r DeTable<'t>>) -> Self {
        Self { reading: self.reading, path, at, table, asked: Vec::new() }
    }

    fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

/// "did you mean `x`?", or everything it could have been.
fn suggestion(written: &str, known: &[&'static str]) -> String {
    let near = known.iter().map(|name| (strsim::damerau_levenshtein(written, name), *name)).min();
    match near {
        Some((distance, name)) if distance <= 1 + name.len() / 4 => format!("a known key: did you mean `{name}`?"),
        _ => format!("one of {}", known.join(", ")),
    }
}
