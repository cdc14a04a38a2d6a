//! Who is signed in in which visit. Every change that is made on the strength of it asks for the row within
//! its own transaction.

use super::Tx;
use super::error::StoreError;
use super::sql::sql;
use crate::domain::id::{AccountId, VisitId};
use crate::domain::proof::PROOF_LIFE;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::time::Moment;

impl Tx {
    /// Keeps that somebody signed in with the password that was set as the `times_set`th, and whether they also
    /// `proved` what guards their settings; whoever was signed in in this visit before is not any more.
    pub async fn sign_in(&mut self, signed_in: &SignedIn, times_set: i64, proved: bool, now: Moment) -> Result<(), StoreError> {
        self.sign_out(signed_in.visit()).await?;
        sql!("INSERT INTO sign_in (visit_id, account_id, proved, times_set, signed_in_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(signed_in.visit())
            .bind(signed_in.account())
            .bind(proved)
            .bind(times_set)
            .bind(now)
            .bind(signed_in.until())
            .changed(self.connection())
            .await?;
        Ok(())
    }

    /// Whether `account` is signed in in this visit at `now`, with the password that it still has. Holds its row until the transaction ends.
    pub async fn is_signed_in(&mut self, visit: &VisitId, account: &AccountId, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE sign_in SET proved = proved WHERE visit_id = ? AND account_id = ? \
             AND signed_in_at <= ? AND ends_at > ? AND ends_at <= ? \
             AND times_set = (SELECT times_set FROM account WHERE account.id = sign_in.account_id)"
        )
        .bind(visit)
        .bind(account)
        .bind(now)
        .bind(now)
        .bind(now + PROOF_LIFE)
        .holds(self.connection())
        .await
    }

    /// Nobody is signed in in this visit any more.
    pub async fn sign_out(&mut self, visit: &VisitId) -> Result<(), StoreError> {
        sql!("DELETE FROM sign_in WHERE visit_id = ?").bind(visit).changed(self.connection()).await?;
        Ok(())
    }
}
