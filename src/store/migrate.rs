//! Bringing a store up to this program's schema, and refusing every store that is not at it.

use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection};

use super::connect::{Address, Database};
use super::error::{SetupError, StoreError, is_missing_table};
use super::keys::Keys;
use super::sql::sql;
use super::{Close, Store, StoreSettings, suited};
use crate::domain::audit::{Entry, Fact};
use crate::domain::time::Moment;

static MIGRATOR: Migrator = sqlx::migrate!("assets/migrations");

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema version before; none when there was nothing.
    pub from: Option<i64>,
    pub to: i64,
}

/// The place by which `kiosk store migrate` is known in the audit.
const PLACE: &str = "admin";

impl Store {
    /// Creates what is missing: the file of a SQLite store, the schema, the registration of the key.
    /// An up-to-date store is left as it is.
    ///
    /// # Errors
    /// As [`Store::open`]; and when the database was created with a collation or encoding under which
    /// logins would not match alike on all databases.
    pub async fn migrate(settings: &StoreSettings, keys: Keys, now: Moment) -> Result<Migrated, StoreError> {
        let address = Address::of(settings)?;
        create_file(&address)?;
        let mut connection = address.connect().await?;
        let from = applied_version(&mut connection).await?;
        refuse_newer(from)?;
        demand_suited(&mut connection, address.database).await?;
        let is_registered = key_rows(&mut connection).await?.is_some_and(|rows| !rows.is_empty());
        if is_registered {
            demand_key(&mut connection, &keys).await?;
        }
        if address.database == Database::Sqlite {
            sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut connection).await?;
        }
        // `Migrator::run` would do, but for its future, which no caller can show to be `Send`.
        MIGRATOR.run_direct(None, &mut connection, false).await.map_err(SetupError::from)?;
        if !is_registered {
            register_key(&mut connection, &keys, now).await?;
        }
        connection.close().await?;
        let migrated = Migrated { from, to: known_version() };
        let store = Store::open(settings, keys).await?;
        let finished = finish(&store, migrated, now).await;
        store.close().await;
        finished.map(|()| migrated)
    }
}

/// Refuses a store that is not at this program's schema.
pub(super) async fn demand_current(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let found = applied_version(connection).await?;
    refuse_newer(found)?;
    match (found, known_version()) {
        (None, _) => Err(SetupError::Empty.into()),
        (Some(found), known) if found < known => Err(SetupError::Older { found, known }.into()),
        (Some(_), _) => Ok(()),
    }
}

/// Refuses a key that is not the store's. A store without a key was not set up to its end.
pub(super) async fn demand_key(connection: &mut AnyConnection, keys: &Keys) -> Result<(), StoreError> {
    let rows = key_rows(connection).await?.unwrap_or_default();
    let Some((needed, _)) = rows.last() else { return Err(SetupError::Empty.into()) };
    if rows.iter().any(|(id, check)| id == keys.id() && *check == keys.check_value()) {
        return Ok(());
    }
    Err(SetupError::WrongKey { needed: needed.clone(), given: keys.id().to_owned() }.into())
}

/// The schema version that this program was built with.
pub(super) fn known_version() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0)
}

async fn applied_version(connection: &mut AnyConnection) -> Result<Option<i64>, StoreError> {
    let row = sql!("SELECT MAX(version) AS version FROM _sqlx_migrations WHERE success").row(connection).await;
    match row {
        Ok(Some(row)) => row.maybe_number("version"),
        Ok(None) => Ok(None),
        Err(StoreError::Database(error)) if is_missing_table(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn refuse_newer(found: Option<i64>) -> Result<(), SetupError> {
    match (found, known_version()) {
        (Some(found), known) if found > known => Err(SetupError::Newer { found, known }),
        _ => Ok(()),
    }
}

/// The registered keys, id and check value, in their order; none where there is no table for them yet.
async fn key_rows(connection: &mut AnyConnection) -> Result<Option<Vec<(String, String)>>, StoreError> {
    match sql!("SELECT key_id, check_value FROM store_key ORDER BY ordinal").rows(connection).await {
        Ok(rows) => {
            rows.iter().map(|row| Ok((row.text("key_id")?, row.text("check_value")?))).collect::<Result<_, _>>().map(Some)
        }
        Err(StoreError::Database(error)) if is_missing_table(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Registers the first key. Of two hosts that do so at once with different keys one is refused.
async fn register_key(connection: &mut AnyConnection, keys: &Keys, now: Moment) -> Result<(), StoreError> {
    let inserted = sql!("INSERT INTO store_key (key_id, ordinal, check_value, created_at) VALUES (?, 1, ?, ?)")
        .bind(keys.id())
        .bind(keys.check_value())
        .bind(now)
        .changed(connection)
        .await;
    match inserted {
        Err(error) if error.is_unique_violation() => demand_key(connection, keys).await,
        other => other.map(|_| ()),
    }
}

/// What no statement of a migration can do: the MACs of earlier rows, and the row in the audit. The MACs are
/// looked after even where the schema was right, for whoever was interrupted here comes back.
async fn finish(store: &Store, migrated: Migrated, now: Moment) -> Result<(), StoreError> {
    store.fill_marks().await?;
    if migrated.from == Some(migrated.to) {
        return Ok(());
    }
    let fact = Fact::StoreMigrated { version: migrated.to };
    let entry = Entry { at: now, account: None, visit: None, place: PLACE.to_owned(), fact };
    crate::transact!(store, |tx| async {
        tx.audit(&entry).await?;
        Ok(Close::Commit(()))
    })
}

/// Makes the file of a SQLite store, which only its owner can read; SQLite gives its log the same mode.
fn create_file(address: &Address) -> Result<(), SetupError> {
    use std::os::unix::fs::OpenOptionsExt;

    let Some(path) = &address.file else { return Ok(()) };
    let opened = std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    opened.map(|_| ()).map_err(|why| SetupError::File { path: address.place.clone(), why })
}

/// Refuses to build on a database in which texts would be compared or kept otherwise.
async fn demand_suited(connection: &mut AnyConnection, database: Database) -> Result<(), StoreError> {
    match suited::collation(connection, database).await? {
        Some(unsuited) => Err(unsuited.into()),
        None => Ok(()),
    }
}
