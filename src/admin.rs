//! What operators run, once and to an end. Each command writes what it found or did to the place it is
//! handed, and nothing else: what goes to standard error, and the exit code, is main's.

pub mod audit;
pub mod config;
pub mod courier;
pub mod host_key;
pub mod init;
pub mod plain;
pub mod policy;
pub mod request;
pub mod store;
pub mod users;

use std::io::Write;

use crate::config::Config;
use crate::store::{Keys, Store};

/// How a command ended that did not fail.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// What was looked at is not as it should be.
    Unsound,
    /// There is no such thing: says what was looked for.
    NotFound(String),
    /// It may not be: says why.
    Refused(String),
}

/// Where a command writes.
pub type Out<'o> = &'o mut dyn Write;

async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let keys = Keys::read_file(&config.key_file)?;
    Ok(Store::open(&config.store, keys).await?)
}
