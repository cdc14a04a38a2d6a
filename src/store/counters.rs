//! Counters of failures, by the rule of [`Counter::debit`] in one conditional update: however many ask
//! at once, no more than the ceiling get through in one window.

use super::error::StoreError;
use super::sql::{Row, sql};
use super::{Subject, Tx};
use crate::domain::limit::{Ceiling, Counter, Scope};
use crate::domain::method::{Method, Standing};
use crate::domain::time::Moment;

/// The answer to a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debit {
    /// One failure more is counted in each scope.
    Raised,
    /// This counter is full until then. What was counted in the scopes before it is the transaction's to
    /// undo.
    Full { scope: Scope, until: Moment },
}

impl Tx {
    /// Counts one failure more in each of `scopes` before it happened, unless a counter is full.
    ///
    /// # Errors
    /// Contention, too, when somebody else made a missing counter a moment before.
    pub async fn debit(
        &mut self,
        subject: &Subject,
        standing: Standing,
        scopes: &[(Scope, Ceiling)],
        now: Moment,
    ) -> Result<Debit, StoreError> {
        let present = self.counters(subject, standing).await?;
        for (scope, ceiling) in scopes {
            if !present.iter().any(|(of, _)| of == scope) {
                self.first_failure(subject, standing, *scope, now + ceiling.window).await?;
            } else if !self.next_failure(subject, standing, (*scope, *ceiling), now).await? {
                let until = self.window_end(subject, standing, *scope).await?;
                return Ok(Debit::Full { scope: *scope, until });
            }
        }
        Ok(Debit::Raised)
    }

    /// Gives a debit of two scopes, made at `debited`, back after a right answer; in windows open then.
    pub async fn refund(
        &mut self,
        subject: &Subject,
        standing: Standing,
        [(one, of_one), (other, of_other)]: [(Scope, Ceiling); 2],
        debited: Moment,
    ) -> Result<(), StoreError> {
        // A window that was opened later ends later.
        sql!(
            "UPDATE counter SET failures = failures - 1 WHERE subject = ? AND standing = ? AND failures > 0 \
             AND ((scope = ? AND ends_at <= ?) OR (scope = ? AND ends_at <= ?))"
        )
        .bind(subject.as_str())
        .bind(standing.name())
        .bind(one.name())
        .bind(debited + of_one.window)
        .bind(other.name())
        .bind(debited + of_other.window)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// Forgets the failures of somebody who proved who they are, of every standing. How many letters
    /// were sent is not forgotten.
    pub async fn clear_counters(&mut self, subject: &Subject) -> Result<(), StoreError> {
        sql!("UPDATE counter SET failures = 0, ends_at = 0 WHERE subject = ? AND scope NOT LIKE 'letters:%'")
            .bind(subject.as_str())
            .changed(self.connection())
            .await?;
        Ok(())
    }

    pub async fn counters(&mut self, subject: &Subject, standing: Standing) -> Result<Vec<(Scope, Counter)>, StoreError> {
        let rows = sql!("SELECT scope, failures, ends_at FROM counter WHERE subject = ? AND standing = ? ORDER BY scope");
        let rows = rows.bind(subject.as_str()).bind(standing.name()).rows(self.connection()).await?;
        rows.iter().map(counter).collect()
    }

    async fn first_failure(
        &mut self,
        subject: &Subject,
        standing: Standing,
        scope: Scope,
        ends: Moment,
    ) -> Result<(), StoreError> {
        sql!("INSERT INTO counter (subject, standing, scope, failures, ends_at) VALUES (?, ?, ?, 1, ?)")
            .bind(subject.as_str())
            .bind(standing.name())
            .bind(scope.name())
            .bind(ends)
            .changed(self.connection())
            .await?;
        Ok(())
    }

    /// False when the counter is full at `now`.
    async fn next_failure(
        &mut self,
        subject: &Subject,
        standing: Standing,
        (scope, ceiling): (Scope, Ceiling),
        now: Moment,
    ) -> Result<bool, StoreError> {
        sql!(
            "UPDATE counter SET failures = CASE WHEN ends_at <= ? THEN 1 ELSE failures + 1 END, \
             ends_at = CASE WHEN ends_at <= ? OR failures = 0 THEN ? ELSE ends_at END \
             WHERE subject = ? AND standing = ? AND scope = ? AND (ends_at <= ? OR failures = 0 OR failures < ?)"
        )
        .bind(now)
        .bind(now)
        .bind(now + ceiling.window)
        .bind(subject.as_str())
        .bind(standing.name())
        .bind(scope.name())
        .bind(now)
        .bind(ceiling.failures)
        .holds(self.connection())
        .await
    }

    async fn window_end(&mut self, subject: &Subject, standing: Standing, scope: Scope) -> Result<Moment, StoreError> {
        let row = sql!("SELECT ends_at FROM counter WHERE subject = ? AND standing = ? AND scope = ?")
            .bind(subject.as_str())
            .bind(standing.name())
            .bind(scope.name())
            .row(self.connection())
            .await?;
        row.ok_or_else(|| StoreError::Damaged(format!("the counter {} went away", scope.name())))?.moment("ends_at")
    }
}

fn counter(row: &Row) -> Result<(Scope, Counter), StoreError> {
    let counter = Counter { failures: row.count("failures")?, ends: row.moment("ends_at")? };
    Ok((row.named("scope", scope_named)?, counter))
}

fn scope_named(name: &str) -> Option<Scope> {
    let scopes = [Scope::Account, Scope::LettersShort, Scope::LettersLong];
    scopes.into_iter().chain(Method::ALL.map(Scope::Method)).find(|scope| scope.name() == name)
}
