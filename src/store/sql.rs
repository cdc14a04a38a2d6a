//! One text per statement for three databases, the values that go into it and the rows that come out.
//! Knows nothing of what the statements are about.
//!
//! A statement is written once, with `?` for its values. PostgreSQL wants `$1`, `$2`, ...: that text is
//! derived while compiling, so both stay `&'static str` and no statement is ever put together from
//! parts at run time.

mod numbered;

use std::time::Duration;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Row as _};

pub(super) use numbered::{numbered, numbered_length};

use super::error::StoreError;
use crate::domain::id::{AccountId, AnswerId, ChallengeId, ContactId, ImportId, LetterId, SecurityKeyId, TotpId, VisitId};
use crate::domain::time::Moment;

/// A statement may wait for locks (5 s, see `connect`); one that takes longer than this is not
/// answered at all.
pub(super) const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// A statement with the values bound so far.
pub(super) struct Statement {
    marked: &'static str,
    numbered: &'static str,
    values: Vec<Value>,
}

/// What all three databases store alike. A NULL needs its type, or PostgreSQL refuses it.
pub(super) enum Value {
    Text(Option<String>),
    Number(Option<i64>),
}

/// A row of an answer.
pub(super) struct Row(AnyRow);

/// `sql!("... WHERE id = ?")`: a [`Statement`] in both spellings.
macro_rules! sql {
    ($text:expr) => {{
        const MARKED: &str = $text;
        const BYTES: [u8; $crate::store::sql::numbered_length(MARKED)] = $crate::store::sql::numbered(MARKED);
        const NUMBERED: &str = match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => MARKED,
        };
        $crate::store::sql::Statement::new(MARKED, NUMBERED)
    }};
}
pub(super) use sql;

/// A piece of a statement 64 times: what is asked of, or put in for, that many rows at once.
macro_rules! many {
    ($piece:expr) => {
        concat!(many!(16, $piece), many!(16, $piece), many!(16, $piece), many!(16, $piece))
    };
    (16, $piece:expr) => {
        concat!(many!(4, $piece), many!(4, $piece), many!(4, $piece), many!(4, $piece))
    };
    (4, $piece:expr) => {
        concat!($piece, $piece, $piece, $piece)
    };
}
pub(super) use many;

impl Statement {
    pub(super) const fn new(marked: &'static str, numbered: &'static str) -> Self {
        Self { marked, numbered, values: Vec::new() }
    }

    pub(super) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it and tells how many rows it changed (matched, where the new values equal the old).
    pub(super) async fn changed(self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        let query = self.on(connection);
        Ok(answered(query.execute(connection)).await?.rows_affected())
    }

    /// [`Statement::changed`] for a statement about very many rows.
    pub(super) async fn changed_in_time(self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        let query = self.on(connection);
        let done = tokio::time::timeout(LONG_WORK_LIMIT, query.execute(connection)).await;
        Ok(done.unwrap_or_else(|_| Err(silent("no answer in 10 minutes")))?.rows_affected())
    }

    /// Runs a conditional update that is about one row, and tells whether the condition held.
    pub(super) async fn holds(self, connection: &mut AnyConnection) -> Result<bool, StoreError> {
        Ok(self.changed(connection).await? == 1)
    }

    pub(super) async fn row(self, connection: &mut AnyConnection) -> Result<Option<Row>, StoreError> {
        let query = self.on(connection);
        Ok(answered(query.fetch_optional(connection)).await?.map(Row))
    }

    pub(super) async fn rows(self, connection: &mut AnyConnection) -> Result<Vec<Row>, StoreError> {
        let query = self.on(connection);
        Ok(answered(query.fetch_all(connection)).await?.into_iter().map(Row).collect())
    }

    fn on(self, connection: &AnyConnection) -> Query<'static, Any, AnyArguments> {
        let text = if connection.backend_name() == "PostgreSQL" { self.numbered } else { self.marked };
        self.values.into_iter().fold(sqlx::query(text), |query, value| match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        })
    }
}

/// How long a statement may take that moves a whole import over. No visitor waits for its answer.
const LONG_WORK_LIMIT: Duration = Duration::from_mins(10);

/// What `answer` brings, or an error when the database stays silent: a visitor is waiting.
pub(super) async fn answered<T>(answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    tokio::time::timeout(ANSWER_LIMIT, answer).await.unwrap_or_else(|_| Err(silent("no answer in 10 seconds")))
}

fn silent(why: &'static str) -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, why))
}

impl Row {
    pub(super) fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(self.0.try_get(column)?)
    }

    pub(super) fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.try_get(column)?)
    }

    pub(super) fn number(&self, column: &str) -> Result<i64, StoreError> {
        Ok(self.0.try_get(column)?)
    }

    pub(super) fn maybe_number(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(self.0.try_get(column)?)
    }

    pub(super) fn count(&self, column: &str) -> Result<u32, StoreError> {
        let number = self.number(column)?;
        u32::try_from(number).map_err(|_| StoreError::Damaged(format!("{number} in column {column}")))
    }

    pub(super) fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }

    pub(super) fn moment(&self, column: &str) -> Result<Moment, StoreError> {
        Ok(Moment::from_millis(self.number(column)?))
    }

    pub(super) fn maybe_moment(&self, column: &str) -> Result<Option<Moment>, StoreError> {
        Ok(self.maybe_number(column)?.map(Moment::from_millis))
    }

    /// A column that holds one of a closed set of names.
    pub(super) fn named<T>(&self, column: &str, from_name: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let name = self.text(column)?;
        from_name(&name).ok_or_else(|| StoreError::Damaged(format!("{name:?} in column {column}")))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<Option<bool>> for Value {
    fn from(flag: Option<bool>) -> Self {
        Self::Number(flag.map(Into::into))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(Some(number.into()))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Number(Some(flag.into()))
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::Number(Some(moment.millis()))
    }
}

impl From<Option<Moment>> for Value {
    fn from(moment: Option<Moment>) -> Self {
        Self::Number(moment.map(Moment::millis))
    }
}

macro_rules! id_values {
    ($($id:ty),*) => {$(
        impl From<&$id> for Value {
            fn from(id: &$id) -> Self {
                Self::from(id.as_str())
            }
        }

        impl From<Option<&$id>> for Value {
            fn from(id: Option<&$id>) -> Self {
                Self::Text(id.map(|id| id.as_str().to_owned()))
            }
        }
    )*};
}
id_values!(AccountId, AnswerId, ContactId, TotpId, SecurityKeyId, VisitId, ChallengeId, LetterId, ImportId);
