//! From an address in kiosk.toml to connections that behave alike on all three databases. Knows how
//! each is reached and what a session must be told; must not know the tables.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, ConnectOptions};

use super::StoreSettings;
use super::error::{SetupError, StoreError};
use crate::domain::secret::Secret;

/// How long a database may take to let us in.
pub(super) const REACH_LIMIT: Duration = Duration::from_secs(3);

/// How the drivers spell the way the server proves itself, and we to it.
const TLS_PARAMETERS: [&str; 9] =
    ["sslmode", "ssl-mode", "sslrootcert", "ssl-root-cert", "ssl-ca", "sslcert", "ssl-cert", "sslkey", "ssl-key"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Database {
    Sqlite,
    Postgres,
    MariaDb,
}

/// Where a store is, and how to get in.
pub(super) struct Address {
    pub database: Database,
    /// The host and port, socket or file, as operators are told: never a password.
    pub place: String,
    /// The file of a SQLite store.
    pub file: Option<PathBuf>,
    pub options: AnyConnectOptions,
}

impl Database {
    /// How a transaction is opened. SQLite takes the right to write at once: a transaction that reads
    /// first and then finds somebody else writing could only fail.
    pub(super) const fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres | Self::MariaDb => "BEGIN",
        }
    }

    /// What a session is told before it changes very many rows at once. SQLite keeps 2 MiB of pages in
    /// memory, and everybody waits while it writes the others out and reads them again.
    pub(super) const fn before_many_rows(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("PRAGMA cache_size = -131072"),
            Self::Postgres | Self::MariaDb => None,
        }
    }

    /// What a session is told after that. PostgreSQL plans by the rows that it counted last, and counts
    /// again by itself a minute later at the earliest.
    pub(super) const fn after_many_rows(self) -> Option<&'static str> {
        match self {
            Self::Postgres => Some("ANALYZE account, contact, account_group"),
            Self::Sqlite | Self::MariaDb => None,
        }
    }

    /// Connections of one process. Transactions are short, and no two visitors think inside one. SQLite
    /// lets in one writer at a time: its own processes wait by looking again and again, ours in a queue.
    pub(super) const fn most_connections(self) -> usize {
        match self {
            Self::Sqlite => 1,
            Self::Postgres | Self::MariaDb => 8,
        }
    }

    /// What every session is told first. MariaDB would assign from left to right within an update and
    /// cut text that is too long; all three are to wait 5 s for a lock and no more.
    const fn session(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"
            }
            Self::Postgres => {
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED; \
                 SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'"
            }
            Self::MariaDb => {
                "SET SESSION sql_mode = CONCAT(@@sql_mode, ',SIMULTANEOUS_ASSIGNMENT,STRICT_ALL_TABLES'); \
                 SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET SESSION innodb_lock_wait_timeout = 5"
            }
        }
    }
}

impl Address {
    pub(super) fn of(settings: &StoreSettings) -> Result<Self, SetupError> {
        match settings.url.split_once(':') {
            Some(("sqlite", path)) => Self::of_file(path),
            Some(("postgres" | "postgresql", _)) => Self::of_server(Database::Postgres, settings),
            Some(("mysql" | "mariadb", _)) => Self::of_server(Database::MariaDb, settings),
            _ => Err(refused("must begin with sqlite:, postgres:// or mariadb://")),
        }
    }

    fn of_file(path: &str) -> Result<Self, SetupError> {
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path == ":memory:" || path.chars().any(char::is_control) {
            return Err(refused("must name a file: sqlite:PATH"));
        }
        let file = std::path::absolute(path).map_err(|_| refused("must name a file: sqlite:PATH"))?;
        let place = file.display().to_string();
        let written = place.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
        let options = parsed(&format!("sqlite://{written}?mode=rw"))?;
        Ok(Self { database: Database::Sqlite, place, file: Some(file), options })
    }

    fn of_server(database: Database, settings: &StoreSettings) -> Result<Self, SetupError> {
        let mut options = parsed(&settings.url)?;
        if options.database_url.password().is_some() {
            return Err(refused("must not carry the password: put a reference to it into store.password"));
        }
        let socket = checked_parameters(database, &options)?;
        let place = match (&socket, options.database_url.host_str().filter(|host| !host.is_empty())) {
            (Some(socket), _) => socket.clone(),
            (None, Some(host)) => options.database_url.port().map_or(host.to_owned(), |port| format!("{host}:{port}")),
            (None, None) => return Err(refused("must name a host or a socket")),
        };
        let near = socket.is_some() || options.database_url.host_str().is_some_and(is_loopback);
        if !near && !settings.plain {
            demand_verified_tls(database, &mut options)?;
        }
        add_password(&mut options, settings.password.as_ref());
        Ok(Self { database, place, file: None, options })
    }

    /// A connection of its own, with the true reason when there is none.
    pub(super) async fn connect(&self) -> Result<AnyConnection, StoreError> {
        sqlx::any::install_default_drivers();
        match tokio::time::timeout(REACH_LIMIT, connected(&self.options, self.database)).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(self.unreachable(&error.to_string())),
            Err(_) => Err(self.unreachable("no answer in 3 seconds")),
        }
    }

    fn unreachable(&self, why: &str) -> StoreError {
        StoreError::Unreachable { place: self.place.clone(), why: why.to_owned() }
    }
}

/// A connection that was told what every session is told first.
pub(super) async fn connected(options: &AnyConnectOptions, database: Database) -> Result<AnyConnection, sqlx::Error> {
    let mut connection = options.connect().await?;
    sqlx::raw_sql(database.session()).execute(&mut connection).await?;
    Ok(connection)
}

/// The socket that the address names, if it does. Refuses every parameter that is not known to be
/// harmless: some would send us to another host than the one we judged.
fn checked_parameters(database: Database, options: &AnyConnectOptions) -> Result<Option<String>, SetupError> {
    let host = options.database_url.host_str().unwrap_or_default();
    let mut socket = host.to_ascii_lowercase().starts_with("%2f").then(|| host.replace("%2F", "/").replace("%2f", "/"));
    for (key, value) in options.database_url.query_pairs() {
        match (database, &*key) {
            (Database::Postgres, "host") | (Database::MariaDb, "socket") if value.starts_with('/') => {
                socket = Some(value.into_owned());
            }
            (Database::Postgres, "user") => {}
            (_, key) if TLS_PARAMETERS.contains(&key) => {}
            _ => return Err(refused(&format!("has a parameter that is not taken here: {key}"))),
        }
    }
    Ok(socket)
}

fn demand_verified_tls(database: Database, options: &mut AnyConnectOptions) -> Result<(), SetupError> {
    let verified = match database {
        Database::Postgres => "verify-full",
        Database::Sqlite | Database::MariaDb => "verify_identity",
    };
    let modes: Vec<String> = (options.database_url.query_pairs())
        .filter(|(key, _)| matches!(&**key, "sslmode" | "ssl-mode"))
        .map(|(_, mode)| mode.to_ascii_lowercase())
        .collect();
    if modes.iter().any(|mode| mode != verified) {
        return Err(refused(&format!("asks for weaker TLS than ssl-mode={verified}; only store.plain = true allows that")));
    }
    options.database_url.query_pairs_mut().append_pair("ssl-mode", verified);
    Ok(())
}

fn add_password(options: &mut AnyConnectOptions, password: Option<&Secret>) {
    let Some(password) = password else { return };
    if options.database_url.set_password(Some(password.expose())).is_err() {
        // An address without a host, only a socket, has no place for it but this.
        options.database_url.query_pairs_mut().append_pair("password", password.expose());
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn parsed(url: &str) -> Result<AnyConnectOptions, SetupError> {
    url.parse().map_err(|_| refused("is not an address: scheme://user@host:port/database"))
}

fn refused(why: &str) -> SetupError {
    SetupError::Address(why.to_owned())
}

#[cfg(test)]
mod tests;
