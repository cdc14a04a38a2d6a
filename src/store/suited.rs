//! Whether a database compares and keeps texts as we do, so that user IDs match alike on all three.

use sqlx::AnyConnection;

use super::connect::Database;
use super::error::{SetupError, StoreError};
use super::sql::{Statement, sql};

/// What MariaDB must be created with: it compares code point by code point, trailing blanks included.
pub(super) const MARIADB_COLLATION: &str = "utf8mb4_nopad_bin";

/// What is wrong with the way the database compares or keeps texts, if anything is.
pub(super) async fn collation(connection: &mut AnyConnection, database: Database) -> Result<Option<SetupError>, StoreError> {
    let (is, needs, remedy) = match database {
        Database::Sqlite => return Ok(None),
        Database::Postgres => (
            setting(connection, sql!("SELECT current_setting('server_encoding') AS value")).await?,
            "UTF8",
            "create it with ENCODING 'UTF8' TEMPLATE template0",
        ),
        Database::MariaDb => (
            setting(connection, sql!("SELECT CAST(@@collation_database AS CHAR) AS value")).await?,
            MARIADB_COLLATION,
            "run ALTER DATABASE ... CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
        ),
    };
    Ok((is != needs).then_some(SetupError::Unsuited { is, needs, remedy }))
}

pub(super) async fn setting(connection: &mut AnyConnection, statement: Statement) -> Result<String, StoreError> {
    statement.row(connection).await?.map_or(Ok(String::new()), |row| row.text("value"))
}
