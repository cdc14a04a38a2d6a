//! What is wrong with a kiosk.toml, and where: `FILE:LINE:COLUMN: KEY: what is wrong; what was expected`.
//!
//! Knows nothing of any key, and never repeats a secret: whoever makes a fault of a secret leaves it out.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset in the file.
    pub at: usize,
    /// The key with its section, `limits.code_tries`.
    pub key: String,
    /// Reads on after the key: "is 12; expected a whole number from 1 to 5".
    pub message: String,
}

/// Everything that is wrong with one file, in the order of its lines.
#[derive(Debug, thiserror::Error)]
pub struct ConfigFaults {
    lines: Vec<String>,
}

impl ConfigFaults {
    /// The faults of a file that was read.
    pub fn located(file: &Path, text: &str, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.at);
        let lines = faults.iter().map(|fault| located(file, text, fault)).collect();
        Self { lines }
    }

    /// A file that could not be read at all.
    pub fn unreadable(file: &Path, why: &dyn fmt::Display) -> Self {
        Self { lines: vec![format!("{}: cannot be read: {why}", file.display())] }
    }

    /// No file where one is looked for.
    pub fn missing(places: &[PathBuf]) -> Self {
        let places: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
        Self {
            lines: vec![
                format!("kiosk: no configuration: looked for {}", places.join(" and ")),
                "kiosk: `kiosk init` makes one in this folder; `kiosk demo` needs none".to_owned(),
            ],
        }
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

impl fmt::Display for ConfigFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

fn located(file: &Path, text: &str, fault: &Fault) -> String {
    let (line, column) = position(text, fault.at);
    format!("{}:{line}:{column}: {}: {}", file.display(), fault.key, fault.message)
}

/// Line and column of a byte offset, both from 1; a column is a character.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(line_start..).unwrap_or("").chars().count();
    (before.matches('\n').count() + 1, column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "a = 1\nnäme = 2\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, text.find("= 2").expect("there")), (2, 6));
        assert_eq!(position(text, 999), (3, 1));
    }
}
