//! Counters of failures, by the rule of [`crate::domain::limit::Counter::debit`] in one conditional
//! update: however many ask at once, no more than the ceiling get through in one window.

use super::error::StoreError;
use super::sql::{Row, sql};
use super::{Close, Store, Subject, Tx};
use crate::domain::limit::{Ceiling, Counter, Scope};
use crate::domain::method::{Method, Standing};
use crate::domain::time::Moment;
use crate::transact;

/// The answer to a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debit {
    /// One failure more is counted, in the window that ends then.
    Raised { ends: Moment },
    /// Nothing was counted: the counter is full until then.
    Full { until: Moment },
}

impl Store {
    /// Makes the counters that a debit will need. Not in the transaction of the debit, because the race
    /// for a new row ends in a unique violation, and that would abort it in PostgreSQL; all in one of
    /// their own, because each commit waits for a disk.
    pub async fn prepare_counters(&self, subject: &Subject, standing: Standing, scopes: &[Scope]) -> Result<(), StoreError> {
        let missing = self.missing_counters(subject, standing, scopes).await?;
        if missing.is_empty() {
            return Ok(());
        }
        let added = transact!(self, |tx| async {
            for scope in &missing {
                tx.add_counter(subject, standing, *scope).await?;
            }
            Ok(Close::Commit(()))
        });
        unless_present(added)
    }

    async fn missing_counters(&self, subject: &Subject, standing: Standing, scopes: &[Scope]) -> Result<Vec<Scope>, StoreError> {
        let rows = sql!("SELECT scope FROM counter WHERE subject = ? AND standing = ?");
        let rows = rows.bind(subject.as_str()).bind(standing.name()).rows(&mut *self.connection().await?).await?;
        let present = rows.iter().map(|row| row.text("scope")).collect::<Result<Vec<_>, _>>()?;
        Ok(scopes.iter().copied().filter(|scope| !present.iter().any(|name| name == scope.name())).collect())
    }
}

impl Tx {
    /// Counts one failure more before it happened, unless the counter is full.
    pub async fn debit(
        &mut self,
        subject: &Subject,
        standing: Standing,
        scope: Scope,
        ceiling: Ceiling,
        now: Moment,
    ) -> Result<Debit, StoreError> {
        let raised = sql!(
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
        .await?;
        let ends = self.window_end(subject, standing, scope).await?;
        Ok(if raised { Debit::Raised { ends } } else { Debit::Full { until: ends } })
    }

    /// Gives a debit back after a right answer, if its window is still the same.
    pub async fn refund(&mut self, subject: &Subject, standing: Standing, scope: Scope, ends: Moment) -> Result<(), StoreError> {
        sql!(
            "UPDATE counter SET failures = failures - 1 \
             WHERE subject = ? AND standing = ? AND scope = ? AND ends_at = ? AND failures > 0"
        )
        .bind(subject.as_str())
        .bind(standing.name())
        .bind(scope.name())
        .bind(ends)
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

    async fn add_counter(&mut self, subject: &Subject, standing: Standing, scope: Scope) -> Result<(), StoreError> {
        sql!("INSERT INTO counter (subject, standing, scope, failures, ends_at) VALUES (?, ?, ?, 0, 0)")
            .bind(subject.as_str())
            .bind(standing.name())
            .bind(scope.name())
            .changed(self.connection())
            .await?;
        Ok(())
    }

    async fn window_end(&mut self, subject: &Subject, standing: Standing, scope: Scope) -> Result<Moment, StoreError> {
        let row = sql!("SELECT ends_at FROM counter WHERE subject = ? AND standing = ? AND scope = ?")
            .bind(subject.as_str())
            .bind(standing.name())
            .bind(scope.name())
            .row(self.connection())
            .await?;
        row.ok_or_else(|| StoreError::Damaged(format!("no counter was prepared for {}", scope.name())))?.moment("ends_at")
    }
}

/// Whoever else added the rows a moment ago did what was wanted: they add the same ones, or none.
fn unless_present(added: Result<(), StoreError>) -> Result<(), StoreError> {
    match added {
        Err(error) if error.is_unique_violation() => Ok(()),
        other => other,
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
