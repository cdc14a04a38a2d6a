//! Counters of failures, by the rule of [`crate::domain::limit::Counter::debit`] in one conditional
//! update: however many ask at once, no more than the ceiling get through in one window.

use super::error::StoreError;
use super::sql::{Row, sql};
use super::{Store, Subject, Tx};
use crate::domain::limit::{Ceiling, Counter, Scope};
use crate::domain::method::{Method, Standing};
use crate::domain::time::Moment;

/// The answer to a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debit {
    /// One failure more is counted, in the window that ends then.
    Raised { ends: Moment },
    /// Nothing was counted: the counter is full until then.
    Full { until: Moment },
}

impl Store {
    /// Makes the counters that a debit will need. Not in a transaction, because the race for a new row
    /// ends in a unique violation, and that would abort a transaction in PostgreSQL.
    pub async fn prepare_counters(&self, subject: &Subject, standing: Standing, scopes: &[Scope]) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let rows = sql!("SELECT scope FROM counter WHERE subject = ? AND standing = ?");
        let rows = rows.bind(subject.as_str()).bind(standing.name()).rows(&mut connection).await?;
        let present = rows.iter().map(|row| row.text("scope")).collect::<Result<Vec<_>, _>>()?;
        for scope in scopes.iter().filter(|scope| !present.iter().any(|name| name == scope.name())) {
            let inserted = sql!("INSERT INTO counter (subject, standing, scope, failures, ends_at) VALUES (?, ?, ?, 0, 0)")
                .bind(subject.as_str())
                .bind(standing.name())
                .bind(scope.name())
                .changed(&mut connection)
                .await;
            unless_present(inserted)?;
        }
        Ok(())
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

/// Whoever else inserted the row a moment ago did what was wanted.
fn unless_present(inserted: Result<u64, StoreError>) -> Result<(), StoreError> {
    match inserted {
        Err(error) if error.is_unique_violation() => Ok(()),
        other => other.map(|_| ()),
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
