//! `kiosk config check`: whether kiosk.toml can be used, and what it leaves unprotected.

use std::path::Path;

use super::{Out, Outcome};
use crate::config::{load, weaknesses};

/// # Errors
/// Everything that is wrong with the file.
pub fn check(path: &Path, out: Out<'_>) -> anyhow::Result<Outcome> {
    let config = load(path)?;
    writeln!(out, "OK: {}", path.display())?;
    for weakness in weaknesses(&config) {
        writeln!(out, "off: {weakness}")?;
    }
    Ok(Outcome::Done)
}
