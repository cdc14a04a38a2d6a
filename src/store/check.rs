//! What `kiosk store check` looks at: whether the database keeps what it acknowledges, compares texts
//! as we do, and holds what we wrote.

use std::os::unix::fs::PermissionsExt;

use sqlx::{AnyConnection, Connection};

use super::connect::{Address, Database};
use super::error::StoreError;
use super::sql::sql;
use super::suited::{MARIADB_COLLATION, collation, setting};
use super::{Store, StoreSettings, audit, keys::Keys, migrate};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub topic: Topic,
    pub sound: bool,
    /// One line for operators.
    pub says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Schema,
    Key,
    Collation,
    Durability,
    File,
    Audit,
}

impl Store {
    /// Looks at everything, sound or not. Schema and key are sound when this can be called at all.
    ///
    /// # Errors
    /// As [`Store::open`]: a store that cannot be opened is not looked at further.
    pub async fn check(settings: &StoreSettings, keys: &Keys) -> Result<Vec<Finding>, StoreError> {
        let address = Address::of(settings)?;
        let mut connection = address.connect().await?;
        migrate::demand_current(&mut connection).await?;
        migrate::demand_key(&mut connection, keys).await?;
        let mut findings = vec![
            sound(Topic::Schema, format!("schema version {}", migrate::known_version())),
            sound(Topic::Key, format!("sealed with key {}", keys.id())),
        ];
        findings.extend(collation_finding(&mut connection, address.database).await?);
        findings.extend(durability(&mut connection, &address).await?);
        findings.extend(file_mode(&address));
        findings.extend(audit_findings(&mut connection, keys).await?);
        connection.close().await?;
        Ok(findings)
    }
}

/// The settings on which it depends that a commit survives a power cut.
pub(super) async fn durability(connection: &mut AnyConnection, address: &Address) -> Result<Vec<Finding>, StoreError> {
    match address.database {
        Database::Sqlite => sqlite_durability(connection).await,
        Database::Postgres => postgres_durability(connection).await,
        Database::MariaDb => mariadb_durability(connection).await,
    }
}

async fn collation_finding(connection: &mut AnyConnection, database: Database) -> Result<Vec<Finding>, StoreError> {
    let foreign = match database {
        Database::Sqlite => return Ok(Vec::new()),
        Database::Postgres => 0,
        Database::MariaDb => foreign_columns(connection).await?,
    };
    let finding = match collation(connection, database).await? {
        Some(unsuited) => unsound(Topic::Collation, unsuited.to_string()),
        None if foreign > 0 => unsound(Topic::Collation, format!("{foreign} columns do not have {MARIADB_COLLATION}")),
        None => sound(Topic::Collation, "texts are compared code point by code point".to_owned()),
    };
    Ok(vec![finding])
}

/// Columns that were altered after the schema was made.
async fn foreign_columns(connection: &mut AnyConnection) -> Result<u32, StoreError> {
    let row = sql!(
        "SELECT COUNT(*) AS foreign_columns FROM information_schema.columns WHERE table_schema = DATABASE() \
         AND collation_name IS NOT NULL AND collation_name <> 'utf8mb4_nopad_bin'"
    );
    row.row(connection).await?.map_or(Ok(0), |row| row.count("foreign_columns"))
}

async fn sqlite_durability(connection: &mut AnyConnection) -> Result<Vec<Finding>, StoreError> {
    let journal = sql!("PRAGMA journal_mode").row(connection).await?.map_or(Ok(String::new()), |row| row.text("journal_mode"))?;
    let synchronous = sql!("PRAGMA synchronous").row(connection).await?.map_or(Ok(0), |row| row.number("synchronous"))?;
    Ok(vec![
        expect_setting("journal_mode", &journal, &["wal"]),
        expect_setting("synchronous", &synchronous.to_string(), &["2", "3"]),
    ])
}

async fn postgres_durability(connection: &mut AnyConnection) -> Result<Vec<Finding>, StoreError> {
    let fsync = setting(connection, sql!("SELECT current_setting('fsync') AS value")).await?;
    let pages = setting(connection, sql!("SELECT current_setting('full_page_writes') AS value")).await?;
    let commit = setting(connection, sql!("SELECT current_setting('synchronous_commit') AS value")).await?;
    Ok(vec![
        expect_setting("fsync", &fsync, &["on"]),
        expect_setting("full_page_writes", &pages, &["on"]),
        expect_setting("synchronous_commit", &commit, &["on", "remote_apply", "remote_write", "local"]),
    ])
}

async fn mariadb_durability(connection: &mut AnyConnection) -> Result<Vec<Finding>, StoreError> {
    let flush = setting(connection, sql!("SELECT CAST(@@innodb_flush_log_at_trx_commit AS CHAR) AS value")).await?;
    let mut findings = vec![expect_setting("innodb_flush_log_at_trx_commit", &flush, &["1", "3"])];
    if setting(connection, sql!("SELECT CAST(@@log_bin AS CHAR) AS value")).await? == "1" {
        let binlog = setting(connection, sql!("SELECT CAST(@@sync_binlog AS CHAR) AS value")).await?;
        findings.push(expect_setting("sync_binlog", &binlog, &["1"]));
    }
    Ok(findings)
}

fn expect_setting(name: &str, is: &str, durable: &[&str]) -> Finding {
    if durable.contains(&is) {
        return sound(Topic::Durability, format!("{name} = {is}"));
    }
    let should = durable.first().copied().unwrap_or_default();
    unsound(Topic::Durability, format!("{name} = {is}: a power cut can undo what was acknowledged; set it to {should}"))
}

fn file_mode(address: &Address) -> Option<Finding> {
    let file = address.file.as_ref()?;
    let mode = std::fs::metadata(file).ok()?.permissions().mode() & 0o777;
    Some(match mode & 0o077 {
        0 => sound(Topic::File, format!("{} has mode {mode:03o}", address.place)),
        _ => unsound(Topic::File, format!("{} can be opened by others (mode {mode:03o}): run `chmod 600`", address.place)),
    })
}

async fn audit_findings(connection: &mut AnyConnection, keys: &Keys) -> Result<Vec<Finding>, StoreError> {
    let faults = audit::faults(connection, keys).await?;
    if faults.is_empty() {
        return Ok(vec![sound(Topic::Audit, "every row is as it was written".to_owned())]);
    }
    Ok(faults.iter().map(|fault| unsound(Topic::Audit, fault.to_string())).collect())
}

fn sound(topic: Topic, says: String) -> Finding {
    Finding { topic, sound: true, says }
}

fn unsound(topic: Topic, says: String) -> Finding {
    Finding { topic, sound: false, says }
}
