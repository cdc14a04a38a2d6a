//! Where the program's own words go: to a file, or to standard error as long as that is not the
//! terminal that a visitor looks at.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Mutex;

use anyhow::Context;
use tracing::level_filters::LevelFilter;

use crate::config::{Level, LogSettings};

/// Begins to log. Nothing is logged when the only place would be the terminal in use.
pub fn start(settings: &LogSettings) -> anyhow::Result<()> {
    start_beside(settings, io::stderr().is_terminal())
}

/// The same where standard error, whatever it is, is read by a visitor.
pub fn start_unseen(settings: &LogSettings) -> anyhow::Result<()> {
    start_beside(settings, true)
}

fn start_beside(settings: &LogSettings, is_seen: bool) -> anyhow::Result<()> {
    let level = match settings.level {
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
    };
    let log = tracing_subscriber::fmt().with_max_level(level).with_ansi(false);
    match &settings.file {
        Some(path) => {
            let file = append_to(path).with_context(|| format!("log.file: {}", path.display()))?;
            log.with_writer(Mutex::new(file)).init();
        }
        None if is_seen => {}
        None => log.with_writer(io::stderr).init(),
    }
    Ok(())
}

fn append_to(path: &std::path::Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)
}
