//! Deleting rows that count for nothing any more.

use super::error::StoreError;
use super::sql::sql;
use super::{Close, Store};
use crate::domain::limit::IN_A_ROW;
use crate::domain::time::Moment;
use crate::transact;

impl Store {
    /// Deletes draws of questions whose day is over and sign-ins that ended, challenges that ended before the
    /// first moment and addresses that were typed and not proved until then, counters that were last touched before the second, and letters that were done before the third. Counters that say nothing go at `now`; those
    /// of so many failures in a row that guessing is over stay for ever. How many rows went.
    pub async fn sweep(&self, now: Moment, [challenges, counters, letters]: [Moment; 3]) -> Result<u64, StoreError> {
        transact!(self, |tx| async {
            let connection = tx.connection();
            let gone = [
                sql!("DELETE FROM question_draw WHERE ends_at < ?").bind(now).changed(connection).await?,
                sql!("DELETE FROM sign_in WHERE ends_at < ?").bind(now).changed(connection).await?,
                sql!("DELETE FROM challenge WHERE expires_at < ?").bind(challenges).changed(connection).await?,
                sql!("DELETE FROM contact WHERE kind = 'unproved' AND created_at < ?")
                    .bind(challenges)
                    .changed(connection)
                    .await?,
                sql!("DELETE FROM contact WHERE kind = 'removed' AND created_at < ?").bind(letters).changed(connection).await?,
                sql!(
                    "DELETE FROM counter WHERE ends_at < ? AND blocked_until < ? AND recent_ends < ? \
                     AND blocks = 0 AND in_a_row <= 1"
                )
                .bind(now)
                .bind(now)
                .bind(now)
                .changed(connection)
                .await?,
                sql!("DELETE FROM counter WHERE ends_at < ? AND blocked_until < ? AND in_a_row < ?")
                    .bind(counters)
                    .bind(counters)
                    .bind(IN_A_ROW)
                    .changed(connection)
                    .await?,
                sql!("DELETE FROM letter WHERE state <> 'open' AND done_at < ?").bind(letters).changed(connection).await?,
            ];
            Ok(Close::Commit(gone.iter().sum()))
        })
    }
}
