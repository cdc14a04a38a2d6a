//! What can go wrong with the store, in words for operators. Knows which failures pass by themselves,
//! and must not know what visitors are told.

use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;

/// Why the store did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Setup(#[from] SetupError),
    #[error("the database at {place} does not answer: {why}")]
    Unreachable { place: String, why: String },
    #[error("another account has this login")]
    LoginTaken,
    #[error("the database did not say whether the change was made: {0}")]
    CommitUnknown(String),
    #[error("the store holds something unexpected: {0}")]
    Damaged(String),
    #[error("the account is gone")]
    AccountGone,
    #[error("the system's random source failed")]
    NoEntropy,
    #[error("the database refused: {0}")]
    Database(#[from] sqlx::Error),
}

/// Why a store cannot be opened or migrated at all.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("store.url {0}")]
    Address(String),
    #[error("the store file {path} cannot be made: {why}")]
    File { path: String, why: std::io::Error },
    #[error("the database has no kiosk schema yet: run `kiosk store migrate`")]
    Empty,
    #[error("the store has schema version {found}, this program needs {known}: run `kiosk store migrate`")]
    Older { found: i64, known: i64 },
    #[error(
        "the store has schema version {found}, this program knows only {known}: install the newer program here (`kiosk store migrate` cannot go back)"
    )]
    Newer { found: i64, known: i64 },
    #[error("the store is sealed with key {needed}, and the key file holds key {given}: copy the key file of key {needed} here")]
    WrongKey { needed: String, given: String },
    #[error("the database is created with {is}, and the store needs {needs}: {remedy}")]
    Unsuited { is: String, needs: &'static str, remedy: &'static str },
    #[error("the schema was not brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl StoreError {
    /// Whether the same transaction may well succeed when it is repeated: two got in each other's way.
    pub fn is_contention(&self) -> bool {
        matches!(self, Self::Database(error) if is_contention(error))
    }

    /// Whether a row was not inserted because another has what must be unique.
    pub(super) fn is_unique_violation(&self) -> bool {
        let Self::Database(error) = self else { return false };
        error.as_database_error().is_some_and(DatabaseError::is_unique_violation)
    }
}

/// A row that is there already counts too: somebody made it a moment ago, and a repeated transaction
/// finds it.
pub(super) fn is_contention(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.is_unique_violation() || is_serialisation_failure(error) || is_lock_timeout(error))
}

/// A refusal for the sake of another transaction. By code: SQLSTATE in PostgreSQL and MariaDB, result
/// codes in SQLite, where BUSY is 5 and LOCKED is 6, alone or in the low byte.
fn is_serialisation_failure(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "261" | "517" | "6" | "262"))
}

/// Another transaction held a row for longer than we wait. MariaDB has no SQLSTATE of its own for it.
fn is_lock_timeout(error: &dyn DatabaseError) -> bool {
    let in_mariadb = error.try_downcast_ref::<MySqlDatabaseError>().is_some_and(|error| error.number() == 1205);
    in_mariadb || error.code().as_deref() == Some("55P03")
}

/// Whether the other end closed the connection: by the socket, or with a word before (PostgreSQL's class
/// 57P, MariaDB's 1927).
pub(super) fn has_hung_up(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() != std::io::ErrorKind::TimedOut,
        sqlx::Error::Protocol(_) => true,
        error => error.as_database_error().is_some_and(|error| {
            let in_mariadb = error.try_downcast_ref::<MySqlDatabaseError>().is_some_and(|error| error.number() == 1927);
            in_mariadb || error.code().is_some_and(|code| code.starts_with("57P"))
        }),
    }
}

/// Whether a statement failed because its table is not there.
pub(super) fn is_missing_table(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| match error.code().as_deref() {
        Some("42P01" | "42S02") => true,
        Some("1") => error.message().starts_with("no such table"),
        _ => false,
    })
}
