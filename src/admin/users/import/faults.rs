//! What is wrong with a file, as operators are told: by file and line, and no more than they can read.

use std::fmt;

use super::record::LineFault;

/// How many faults are named. Whoever has more of them has one cause for many.
const NAMED: usize = 20;

/// Why a file was not imported. Nothing was changed.
#[derive(Debug, Default)]
pub struct ImportFaults {
    file: String,
    named: Vec<LineFault>,
    count: usize,
}

impl ImportFaults {
    pub fn in_file(name: &str) -> Self {
        Self { file: name.to_owned(), ..Self::default() }
    }

    pub fn add(&mut self, fault: LineFault) {
        self.count += 1;
        let place = self.named.partition_point(|known| *known <= fault);
        if place < NAMED {
            self.named.insert(place, fault);
            self.named.truncate(NAMED);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl std::error::Error for ImportFaults {}

impl fmt::Display for ImportFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, LineFault { line, why }) in self.named.iter().enumerate() {
            let end = if number == 0 { "" } else { "\n" };
            write!(f, "{end}{}:{line}: {why}", self.file)?;
        }
        match self.count.saturating_sub(self.named.len()) {
            0 => Ok(()),
            more => write!(f, "\n{}: and {more} more", self.file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_faults_are_named_by_line_and_the_others_counted() {
        let mut faults = ImportFaults::in_file("people.csv");
        assert!(faults.is_empty());
        faults.add(LineFault::new(17, "login: a login cannot be empty"));
        assert_eq!(faults.to_string(), "people.csv:17: login: a login cannot be empty");
        for line in (18..100).rev() {
            faults.add(LineFault::new(line, "x"));
        }
        let told = faults.to_string();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(
            (lines.len(), lines[0], lines[20]),
            (21, "people.csv:17: login: a login cannot be empty", "people.csv: and 63 more")
        );
        assert_eq!(lines[19], "people.csv:36: x");
    }
}
