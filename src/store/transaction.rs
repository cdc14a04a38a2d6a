//! Transactions: all or nothing, repeated whole when two got in each other's way.

use std::sync::Arc;
use std::time::Duration;

use sqlx::AnyConnection;

use super::Store;
use super::audit::KnownEnd;
use super::error::{StoreError, has_hung_up, is_contention};
use super::keys::Keys;
use super::pool::Lent;
use super::sql::answered;

/// How often a transaction is tried before its contention is told.
pub const ATTEMPTS: u32 = 3;

/// How a transaction ends that went well.
#[derive(Debug)]
pub enum Close<T> {
    Commit(T),
    /// Nothing of it shall stay.
    Undo(T),
}

/// An open transaction. Dropped, it leaves nothing.
pub struct Tx {
    lent: Lent,
    pub(super) keys: Arc<Keys>,
    pub(super) node: Arc<str>,
    pub(super) end: Arc<KnownEnd>,
}

/// Runs a body in a transaction of `store`: `transact!(store, |tx| async { .. Ok(Close::Commit(..)) })`.
///
/// The body is a `Result<Close<T>, StoreError>`, the whole a `Result<T, StoreError>`. On contention the
/// body runs again, at most [`ATTEMPTS`] times in all, so it must not give away what it borrows. It is a
/// macro because the future of an `AsyncFnMut` argument cannot be shown to be `Send` for every lifetime
/// of the transaction it is lent.
#[macro_export]
macro_rules! transact {
    ($store:expr, |$tx:ident| async $body:block) => {{
        let store = &$store;
        let mut attempt = 1;
        loop {
            let outcome = match store.begin().await {
                Ok(mut transaction) => {
                    let $tx = &mut transaction;
                    let wish: Result<$crate::store::Close<_>, $crate::store::StoreError> = async $body.await;
                    transaction.close(wish).await
                }
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if attempt < $crate::store::ATTEMPTS && error.is_contention() => {
                    $crate::store::stand_back(attempt).await;
                    attempt += 1;
                }
                settled => break settled,
            }
        }
    }};
}

/// A pause before a transaction is repeated: at once, it could take the same row again before the one
/// that it made way for has it.
pub async fn stand_back(attempt: u32) {
    tokio::time::sleep(Duration::from_millis(25) * attempt).await;
}

impl Store {
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let lent = self.begun().await.map_err(|error| self.unreachable(error))?;
        Ok(Tx { lent, keys: Arc::clone(&self.keys), node: Arc::clone(&self.node), end: Arc::clone(&self.end) })
    }

    /// A connection that was alive a moment ago may be dead by now, after a restart all of them. That is
    /// found out here, where nothing is lost yet: the next may live.
    async fn begun(&self) -> Result<Lent, sqlx::Error> {
        for _ in 0..self.database.most_connections() {
            match self.begin_once().await {
                Err(error) if has_hung_up(&error) => {}
                begun => return begun,
            }
        }
        self.begin_once().await
    }

    async fn begin_once(&self) -> Result<Lent, sqlx::Error> {
        let mut lent = self.pool.lend().await?;
        told(&mut lent, self.database.begin()).await?;
        Ok(lent)
    }
}

/// Says `word` about the transaction, and waits until it is done.
async fn told(lent: &mut Lent, word: &'static str) -> Result<(), sqlx::Error> {
    answered(sqlx::raw_sql(word).execute(lent.connection())).await.map(|_| ())
}

impl Tx {
    /// Commits or undoes as wished; an error undoes.
    ///
    /// # Errors
    /// The error wished for; contention; or [`StoreError::CommitUnknown`] when the answer to the commit
    /// was lost, so that nobody can say whether it happened without looking.
    pub async fn close<T>(self, wish: Result<Close<T>, StoreError>) -> Result<T, StoreError> {
        match wish {
            Ok(Close::Commit(value)) => self.commit().await.map(|()| value),
            Ok(Close::Undo(value)) => {
                self.undo().await;
                Ok(value)
            }
            Err(error) => {
                self.undo().await;
                Err(error)
            }
        }
    }

    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        self.lent.connection()
    }

    async fn commit(mut self) -> Result<(), StoreError> {
        match told(&mut self.lent, "COMMIT").await {
            Ok(()) => {
                self.lent.give_back();
                Ok(())
            }
            Err(error) if is_contention(&error) => {
                self.undo().await;
                Err(StoreError::Database(error))
            }
            Err(error) => Err(StoreError::CommitUnknown(error.to_string())),
        }
    }

    /// A connection that cannot even undo is closed, and the transaction is gone with it. SQLite ends one by itself when
    /// the disk fails.
    async fn undo(mut self) {
        if told(&mut self.lent, "ROLLBACK").await.is_ok() {
            self.lent.give_back();
        }
    }
}
