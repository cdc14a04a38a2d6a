//! `kiosk store migrate` and `kiosk store check`.

use serde_json::{Value, json};

use super::{Out, Outcome};
use crate::config::Config;
use crate::domain::time::Moment;
use crate::store::{Finding, Keys, Migrated, Store};

/// Brings the store up to this program's schema.
///
/// # Errors
/// When the store cannot be reached, is newer, or is sealed with another key.
pub async fn migrate(config: &Config, now: Moment, out: Out<'_>) -> anyhow::Result<Outcome> {
    let keys = Keys::read_file(&config.key_file)?;
    match Store::migrate(&config.store, keys, now).await? {
        Migrated { from: None, to } => writeln!(out, "made the schema, version {to}")?,
        Migrated { from: Some(from), to } if from == to => writeln!(out, "nothing to do: the schema has version {to}")?,
        Migrated { from: Some(from), to } => writeln!(out, "brought the schema from version {from} to {to}")?,
    }
    Ok(Outcome::Done)
}

/// Looks at everything in the store on which its promises rest.
///
/// # Errors
/// When the store cannot be opened at all.
pub async fn check(config: &Config, json: bool, out: Out<'_>) -> anyhow::Result<Outcome> {
    let keys = Keys::read_file(&config.key_file)?;
    let findings = Store::check(&config.store, &keys).await?;
    if json {
        writeln!(out, "{}", findings.iter().map(record).collect::<Value>())?;
    } else {
        for finding in &findings {
            writeln!(out, "{}: {}", if finding.sound { "OK" } else { "BAD" }, finding.says)?;
        }
    }
    let sound = findings.iter().all(|finding| finding.sound);
    Ok(if sound { Outcome::Done } else { Outcome::Unsound })
}

fn record(finding: &Finding) -> Value {
    let topic = format!("{:?}", finding.topic).to_lowercase();
    json!({ "topic": topic, "sound": finding.sound, "says": finding.says })
}
