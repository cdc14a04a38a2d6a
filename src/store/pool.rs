//! Connections that are kept for whoever asks next. Knows when one may be used again; must not know what is asked by it.

use std::ops::{Deref, DerefMut};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deadpool::managed::{self, Manager, Metrics, Object, PoolError, QueueMode, RecycleError, RecycleResult};
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, Connection};

use super::connect::{Address, Database, REACH_LIMIT, connected};

/// A connection that nobody took for longer is asked whether it still lives before it is used.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// How long it may take to answer that. Whoever waits for a connection waits longer.
const REPLY_LIMIT: Duration = Duration::from_secs(1);

/// A connection that is older is replaced, so that none stays with a server that another took the place of.
const KEPT_FOR: Duration = Duration::from_mins(30);

/// The one that came back last goes out first: a lone visitor is served by one whose statements are prepared, and the
/// others are made when they are needed. No task looks after them: what died meanwhile is found when it is wanted.
#[derive(Clone)]
pub(super) struct Pool(managed::Pool<Maker>);

/// Makes connections, and tells which may be used again.
struct Maker {
    options: AnyConnectOptions,
    database: Database,
    /// The file of a SQLite store.
    file: Option<PathBuf>,
    /// How often a connection kept silent when it was asked whether it lives.
    silences: AtomicUsize,
}

struct Kept {
    connection: AnyConnection,
    /// Whether whoever had it last waited for every answer.
    is_settled: bool,
    /// Which file it writes to.
    file: Option<Identity>,
    /// How often another had kept silent before it was made.
    silences: usize,
}

/// A device and a file on it.
type Identity = (u64, u64);

/// A connection for whoever only looks, and may leave before the answer.
pub(super) struct Look(Object<Maker>);

/// A connection for a transaction. Dropped before it is given back it is closed, and its database undoes what was begun.
pub(super) struct Lent(Option<Object<Maker>>);

impl Pool {
    #[expect(clippy::expect_used, reason = "refused are limits of the library's own without a runtime; there are none")]
    pub(super) fn of(address: &Address) -> Self {
        let database = address.database;
        let (options, file) = (address.options.clone(), address.file.clone());
        let maker = Maker { options, database, file, silences: AtomicUsize::new(0) };
        let kept = managed::Pool::builder(maker).max_size(database.most_connections()).queue_mode(QueueMode::Lifo);
        Self(kept.build().expect("a pool"))
    }

    pub(super) async fn look(&self) -> Result<Look, sqlx::Error> {
        self.next().await.map(Look)
    }

    pub(super) async fn lend(&self) -> Result<Lent, sqlx::Error> {
        self.next().await.map(|object| Lent(Some(object)))
    }

    /// Ends what nobody uses, and all others as they come back.
    pub(super) async fn close(&self) {
        let idle = self.0.retain(|_, _| false).removed;
        self.0.close();
        for kept in idle {
            // Whoever ends does not need to hear how that went.
            kept.connection.close().await.ok();
        }
    }

    async fn next(&self) -> Result<Object<Maker>, sqlx::Error> {
        match tokio::time::timeout(REACH_LIMIT, self.0.get()).await {
            Ok(Ok(object)) => Ok(object),
            Ok(Err(PoolError::Backend(error))) => Err(error),
            Ok(Err(PoolError::Closed)) => Err(sqlx::Error::PoolClosed),
            Ok(Err(_)) | Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }
}

impl Manager for Maker {
    type Type = Kept;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<Kept, sqlx::Error> {
        let (file, silences) = (self.identity(), self.silences.load(Ordering::Relaxed));
        let connection = connected(&self.options, self.database).await?;
        Ok(Kept { connection, is_settled: false, file, silences })
    }

    async fn recycle(&self, kept: &mut Kept, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.age() > KEPT_FOR || kept.file != self.identity() {
            return Err(RecycleError::message("its time is up, or its file is gone"));
        }
        // A firewall that forgot one line forgot them all, and whoever waits cannot wait for each.
        if kept.silences != self.silences.load(Ordering::Relaxed) {
            return Err(RecycleError::message("another kept silent"));
        }
        if !kept.is_settled || metrics.last_used() > TRUSTED_FOR {
            let Ok(reply) = tokio::time::timeout(REPLY_LIMIT, kept.connection.ping()).await else {
                self.silences.fetch_add(1, Ordering::Relaxed);
                return Err(RecycleError::Backend(sqlx::Error::PoolTimedOut));
            };
            reply?;
        }
        kept.is_settled = false;
        Ok(())
    }
}

impl Maker {
    /// Which file stands there now. One that was moved away or deleted still takes what is written to it, and what it
    /// acknowledged is gone with it.
    fn identity(&self) -> Option<Identity> {
        let metadata = std::fs::metadata(self.file.as_deref()?).ok()?;
        Some((metadata.dev(), metadata.ino()))
    }
}

impl Deref for Look {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.0.connection
    }
}

impl DerefMut for Look {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.0.connection
    }
}

impl Lent {
    #[expect(clippy::expect_used, reason = "only giving it back and dropping it take it away, and each is the last")]
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.0.as_mut().expect("a connection").connection
    }

    /// For the next, who need not ask whether it lives: every answer was waited for.
    pub(super) fn give_back(mut self) {
        if let Some(mut object) = self.0.take() {
            object.is_settled = true;
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

#[cfg(test)]
mod tests;
