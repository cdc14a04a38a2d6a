//! Counters of failures, by the rule of [`Counter::debit`] in one conditional update: however many ask
//! at once, no more than the ceiling get through before a block.

use sqlx::AnyConnection;

use super::error::StoreError;
use super::sql::{Row, Statement, sql};
use super::{Store, Subject, Tx};
use crate::domain::limit::{Counter, DOUBLING, Limit, RECENTLY, RISING, Scope, Then};
use crate::domain::method::Standing;
use crate::domain::time::Moment;

/// One counter that a debit touches, and what it bears.
#[derive(Clone, Debug)]
pub struct Tally {
    pub subject: Subject,
    pub scope: Scope,
    pub limit: Limit,
}

/// The answer to a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debit {
    /// One failure more is counted everywhere.
    Raised,
    /// This counter is full until then. What was counted before it is the transaction's to undo.
    Full { scope: Scope, until: Moment },
}

/// How many counters one statement makes or gives back to: as many as an answer touches at most, which are those of the
/// number typed before a text, the method, the account and the source.
const MOST: usize = 4;
const _: () = assert!(MOST == 4, "the statements that make counters and give back to them are written out for four");
/// How many subjects are asked for at once at most: a person, a letter's three, and the place.
const MOST_SUBJECTS: usize = 5;

/// The statement that makes one counter, and one more for each `ROW`.
macro_rules! made_counters {
    ($($row:ident)*) => {
        sql!(concat!(
            "INSERT INTO counter (subject, standing, scope, failures, ends_at, blocked_until, blocks, in_a_row, recent, \
             recent_ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            $(made_counters!(@ $row)),*
        ))
    };
    (@ ROW) => { ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
}

impl Store {
    /// The counters of up to five subjects, for whoever only looks.
    pub async fn counters_of(
        &self,
        subjects: &[&Subject],
        standing: Standing,
    ) -> Result<Vec<(Subject, Scope, Counter)>, StoreError> {
        counters_of(&mut *self.connection().await?, subjects, standing).await
    }
}

impl Tx {
    /// Counts one failure more in each of `tallies` before it happened, unless one is full.
    ///
    /// # Errors
    /// Contention, too, when somebody else made a missing counter a moment before.
    pub async fn debit(&mut self, tallies: &[Tally], standing: Standing, now: Moment) -> Result<Debit, StoreError> {
        let subjects: Vec<&Subject> = tallies.iter().map(|tally| &tally.subject).collect();
        let present = self.counters_of(&subjects, standing).await?;
        self.debit_known(tallies, &present, standing, now).await
    }

    /// [`Tx::debit`] of counters that were read in this transaction.
    pub async fn debit_known(
        &mut self,
        tallies: &[Tally],
        present: &[(Subject, Scope, Counter)],
        standing: Standing,
        now: Moment,
    ) -> Result<Debit, StoreError> {
        let is_present =
            |tally: &&Tally| present.iter().any(|(subject, scope, _)| *subject == tally.subject && *scope == tally.scope);
        let (known, new): (Vec<&Tally>, Vec<&Tally>) = tallies.iter().partition(is_present);
        for together in new.chunks(MOST) {
            self.first_failures(together, standing, now).await?;
        }
        for tally in known {
            if !self.next_failure(tally, standing, now).await? {
                let until = self.block_end(tally, standing).await?;
                return Ok(Debit::Full { scope: tally.scope, until });
            }
        }
        Ok(Debit::Raised)
    }

    /// Gives a debit made at `debited` back after a right answer, by the rule of [`Counter::refund`].
    pub async fn refund(&mut self, tallies: &[Tally], standing: Standing, debited: Moment) -> Result<(), StoreError> {
        self.give_back(tallies, standing, debited, true).await
    }

    /// The same for what was no failure, yet proves nothing: the row of failures is as long as before, and goes on.
    pub async fn take_back(&mut self, tallies: &[Tally], standing: Standing, debited: Moment) -> Result<(), StoreError> {
        self.give_back(tallies, standing, debited, false).await
    }

    async fn give_back(
        &mut self,
        tallies: &[Tally],
        standing: Standing,
        debited: Moment,
        breaks_row: bool,
    ) -> Result<(), StoreError> {
        for together in tallies.chunks(MOST) {
            let statement = giving_back().bind(breaks_row).bind(debited).bind(debited).bind(standing.name());
            // It has room for `MOST`: where there are fewer, one is named again.
            let filled = together.iter().cycle().take(MOST).fold(statement, |statement, tally| {
                let latest_end = debited + tally.limit.ceiling.window;
                statement.bind(tally.subject.as_str()).bind(tally.scope.name()).bind(latest_end)
            });
            filled.changed(self.connection()).await?;
        }
        Ok(())
    }

    /// Something that cannot be guessed succeeded: the row of failures is broken.
    pub async fn break_row(&mut self, subject: &Subject, standing: Standing) -> Result<(), StoreError> {
        sql!("UPDATE counter SET in_a_row = 0 WHERE subject = ? AND standing = ? AND in_a_row > 0")
            .bind(subject.as_str())
            .bind(standing.name())
            .changed(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets the failures and blocks of somebody who proved who they are, or whom an operator let off, of
    /// every standing. How many letters were sent, and how often help was asked for, is not forgotten. Whether there was anything to forget.
    pub async fn clear_counters(&mut self, subject: &Subject) -> Result<bool, StoreError> {
        let cleared = sql!(
            "UPDATE counter SET failures = 0, ends_at = 0, blocked_until = 0, blocks = 0, in_a_row = 0 \
             WHERE subject = ? AND scope NOT LIKE 'letters:%' AND scope NOT LIKE 'help:%' AND (failures > 0 OR blocks > 0 OR in_a_row > 0)"
        );
        Ok(cleared.bind(subject.as_str()).changed(self.connection()).await? > 0)
    }

    pub async fn counters(&mut self, subject: &Subject, standing: Standing) -> Result<Vec<(Scope, Counter)>, StoreError> {
        let counters = self.counters_of(&[subject], standing).await?;
        let mut counters: Vec<_> = counters.into_iter().map(|(_, scope, counter)| (scope, counter)).collect();
        counters.sort_by_key(|(scope, _)| scope.name());
        Ok(counters)
    }

    /// The counters of up to five subjects.
    pub async fn counters_of(
        &mut self,
        subjects: &[&Subject],
        standing: Standing,
    ) -> Result<Vec<(Subject, Scope, Counter)>, StoreError> {
        counters_of(self.connection(), subjects, standing).await
    }

    /// Makes up to [`MOST`] counters with their first failure, all in one statement.
    async fn first_failures(&mut self, tallies: &[&Tally], standing: Standing, now: Moment) -> Result<(), StoreError> {
        let statement = match tallies {
            [] => return Ok(()),
            [_] => made_counters!(),
            [_, _] => made_counters!(ROW),
            [_, _, _] => made_counters!(ROW ROW),
            [..] => made_counters!(ROW ROW ROW),
        };
        let filled = tallies.iter().fold(statement, |statement, tally| {
            // An empty counter takes a failure.
            let counter = Counter::empty().debit(tally.limit, now).unwrap_or(Counter::empty());
            statement
                .bind(tally.subject.as_str())
                .bind(standing.name())
                .bind(tally.scope.name())
                .bind(counter.failures)
                .bind(counter.ends)
                .bind(counter.blocked_until)
                .bind(counter.blocks)
                .bind(counter.in_a_row)
                .bind(counter.recent)
                .bind(counter.recent_ends)
        });
        filled.changed(self.connection()).await?;
        Ok(())
    }

    /// False when the counter is full at `now`.
    async fn next_failure(&mut self, tally: &Tally, standing: Standing, now: Moment) -> Result<bool, StoreError> {
        let Tally { subject, scope, limit } = tally;
        let (most, window_end) = (limit.most(), now + limit.ceiling.window);
        let begins_anew = |statement: Statement| statement.bind(now).bind(most);
        let is_last = |statement: Statement| statement.bind(most).bind(now).bind(most);
        // In the order of the columns that it sets.
        let statement = begins_anew(raising());
        let statement = begins_anew(statement).bind(window_end);
        let statement = is_last(statement);
        let statement = is_last(statement).bind(matches!(limit.then, Then::Wait));
        let statement = begins_anew(statement).bind(window_end);
        // The block that a failure would begin, by how many there were; none where it lasts as long as the window.
        let statement = blocks(*limit, now).into_iter().fold(statement, Statement::bind);
        let statement = statement.bind(now).bind(now).bind(now + RECENTLY);
        let statement = statement.bind(subject.as_str()).bind(standing.name()).bind(scope.name()).bind(now);
        statement.holds(self.connection()).await
    }

    async fn block_end(&mut self, tally: &Tally, standing: Standing) -> Result<Moment, StoreError> {
        let counters = self.counters(&tally.subject, standing).await?;
        let found = counters.into_iter().find(|(scope, _)| *scope == tally.scope);
        let (_, counter) = found.ok_or_else(|| StoreError::Damaged(format!("the counter {} went away", tally.scope.name())))?;
        Ok(counter.blocked_until)
    }
}

async fn counters_of(
    connection: &mut AnyConnection,
    subjects: &[&Subject],
    standing: Standing,
) -> Result<Vec<(Subject, Scope, Counter)>, StoreError> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = sql!(
        "SELECT subject, scope, failures, ends_at, blocked_until, blocks, in_a_row, recent, recent_ends FROM counter \
         WHERE standing = ? AND subject IN (?, ?, ?, ?, ?)"
    )
    .bind(standing.name());
    for subject in subjects.iter().cycle().take(MOST_SUBJECTS) {
        statement = statement.bind(subject.as_str());
    }
    statement.rows(connection).await?.iter().map(counter).collect()
}

/// Takes one failure off each of [`MOST`] counters.
fn giving_back() -> Statement {
    sql!(
        "UPDATE counter SET failures = failures - 1, \
         in_a_row = CASE WHEN ? = 1 OR in_a_row = 0 THEN 0 ELSE in_a_row - 1 END, \
         recent = CASE WHEN recent > 0 THEN recent - 1 ELSE 0 END, \
         blocks = CASE WHEN blocked_until > ? AND blocks > 0 THEN blocks - 1 ELSE blocks END, \
         blocked_until = CASE WHEN blocked_until > ? THEN 0 ELSE blocked_until END \
         WHERE standing = ? AND failures > 0 AND (\
         (subject = ? AND scope = ? AND ends_at <= ?) OR (subject = ? AND scope = ? AND ends_at <= ?) OR \
         (subject = ? AND scope = ? AND ends_at <= ?) OR (subject = ? AND scope = ? AND ends_at <= ?))"
    )
}

/// Counts one failure more in one counter, unless it is blocked, by the rule of [`Counter::debit`].
fn raising() -> Statement {
    sql!(
        "UPDATE counter SET \
         failures = CASE WHEN ends_at <= ? OR failures = 0 OR failures >= ? THEN 1 ELSE failures + 1 END, \
         ends_at = CASE WHEN ends_at <= ? OR failures = 0 OR failures >= ? THEN ? ELSE ends_at END, \
         blocks = CASE WHEN ? <= 1 OR (ends_at > ? AND failures = ? - 1) THEN blocks + 1 ELSE blocks END, \
         blocked_until = CASE WHEN ? <= 1 OR (ends_at > ? AND failures = ? - 1) THEN \
         CASE WHEN ? = 1 THEN CASE WHEN ends_at <= ? OR failures = 0 OR failures >= ? THEN ? ELSE ends_at END \
         WHEN blocks = 0 THEN ? WHEN blocks = 1 THEN ? WHEN blocks = 2 THEN ? WHEN blocks = 3 THEN ? ELSE ? END ELSE blocked_until END, \
         in_a_row = in_a_row + 1, \
         recent = CASE WHEN recent_ends <= ? THEN 1 ELSE recent + 1 END, \
         recent_ends = CASE WHEN recent_ends <= ? THEN ? ELSE recent_ends END \
         WHERE subject = ? AND standing = ? AND scope = ? AND blocked_until <= ?"
    )
}

/// The ends of the first blocks, and of every further one, that would begin at `now`.
fn blocks(limit: Limit, now: Moment) -> [Moment; 5] {
    match limit.then {
        Then::Count | Then::Wait => [now; 5],
        Then::Pause(span) => [now + span; 5],
        Then::Rise => RISING.map(|span| now + span),
        Then::Double => DOUBLING.map(|span| now + span),
    }
}

fn counter(row: &Row) -> Result<(Subject, Scope, Counter), StoreError> {
    let counter = Counter {
        failures: row.count("failures")?,
        ends: row.moment("ends_at")?,
        blocked_until: row.moment("blocked_until")?,
        blocks: row.count("blocks")?,
        in_a_row: row.count("in_a_row")?,
        recent: row.count("recent")?,
        recent_ends: row.moment("recent_ends")?,
    };
    Ok((Subject::from_stored(row.text("subject")?), row.named("scope", Scope::from_name)?, counter))
}
