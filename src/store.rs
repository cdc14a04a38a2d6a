//! Where accounts, challenges, counters, letters and the audit are kept: SQLite, PostgreSQL or MariaDB,
//! by one text per statement.
//!
//! All SQL of the program stands below this module. It decides nothing that a rule in `domain` decides;
//! it must not know visitors, pages, clocks or randomness. Every state check lives inside its statement
//! and the rows it changed are compared, so it does not matter how many ask at once. Transactions take
//! rows in one order: challenge, account, contact, counter, letter, audit last.

mod accounts;
mod answers;
mod audit;
mod challenges;
mod check;
mod connect;
mod counters;
mod error;
mod help;
mod imports;
pub mod keys;
mod migrate;
mod outbox;
mod people;
mod pool;
mod recovery;
mod registration;
mod seal;
mod security_keys;
mod sign_ins;
mod sql;
mod suited;
mod sweep;
mod transaction;

use std::sync::Arc;

use sqlx::Connection;

pub use accounts::{ListedAccount, NewAccount, NewTotp, PasswordHashes};
pub use answers::NewAnswer;
pub use audit::{Anchor, AuditRow, AuditWish, ChainFault, Flaw};
pub use challenges::{ChallengeState, NewChallenge, StoredChallenge};
pub use check::{Finding, Topic};
pub use counters::{Debit, Tally};
pub use error::{SetupError, StoreError};
pub use help::{AddressOwner, HelpRequest, NewHelpRequest};
pub use imports::StagedPerson;
pub use keys::file::KeyFileError;
pub use keys::{BadKeyText, Keys, Subject};
pub use migrate::Migrated;
pub use outbox::{Channel, HeldLetter, NewLetter, OutboxCounts};
pub use people::{DirectoryContact, KnownElsewhere, PEOPLE_AT_ONCE, StoredPerson};
pub use security_keys::NewSecurityKey;
pub use transaction::{ATTEMPTS, Close, Tx, stand_back};

pub use crate::config::StoreSettings;
use crate::domain::login::LoginKey;
use connect::{Address, Database};
use pool::{Look, Pool};

/// An open store. Copies share its connections.
#[derive(Clone)]
pub struct Store {
    pool: Pool,
    keys: Arc<Keys>,
    node: Arc<str>,
    end: Arc<audit::KnownEnd>,
    place: Arc<str>,
    database: Database,
}

impl Store {
    /// Opens a store whose schema and key are right; names each thing about it that endangers what is
    /// acknowledged in the log.
    ///
    /// # Errors
    /// When it cannot be reached within 3 s, its schema is older or newer than this program's, or it is
    /// sealed with another key.
    pub async fn open(settings: &StoreSettings, keys: Keys) -> Result<Self, StoreError> {
        let address = Address::of(settings)?;
        let mut connection = address.connect().await?;
        migrate::demand_current(&mut connection).await?;
        migrate::demand_key(&mut connection, &keys).await?;
        audit::prepare_head(&mut connection, &settings.node, &keys).await?;
        for finding in check::durability(&mut connection, &address).await?.iter().filter(|finding| !finding.sound) {
            tracing::warn!(store = %address.place, "{}", finding.says);
        }
        connection.close().await?;
        Ok(Self {
            pool: Pool::of(&address),
            keys: Arc::new(keys),
            node: settings.node.as_str().into(),
            end: Arc::default(),
            place: address.place.as_str().into(),
            database: address.database,
        })
    }

    /// The host and port, socket or file of the database.
    pub fn place(&self) -> &str {
        &self.place
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Whose failures are counted for somebody who typed `login`.
    pub fn subject(&self, login: &LoginKey) -> Subject {
        self.keys.subject(login)
    }

    /// Ends what nobody uses, and all others as they come back.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// A connection for whoever only looks.
    async fn connection(&self) -> Result<Look, StoreError> {
        self.pool.look().await.map_err(|error| self.unreachable(error))
    }

    fn unreachable(&self, error: sqlx::Error) -> StoreError {
        match error {
            error if error::is_contention(&error) => StoreError::Database(error),
            error => StoreError::Unreachable { place: self.place.to_string(), why: error.to_string() },
        }
    }
}
