//! Reading the audit as operators do: the latest rows that fit what they look for, the earliest first.

use serde_json::{Map, Value};

use super::super::Store;
use super::super::error::StoreError;
use super::super::sql::{Row, sql};
use super::Link;
use crate::domain::id::AccountId;
use crate::domain::support::SupportCode;
use crate::domain::time::Moment;

/// What an operator looks for.
#[derive(Clone, Debug, Default)]
pub struct AuditWish {
    /// Everything that happened in the visits in which this code was shown.
    pub support: Option<SupportCode>,
    pub account: Option<AccountId>,
    pub since: Option<Moment>,
    /// How many rows at most.
    pub most: u32,
}

/// A row of the audit.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRow {
    pub node: String,
    pub seq: i64,
    pub at: Moment,
    /// None where it is about nobody, or the account is gone.
    pub login: Option<String>,
    pub visit: Option<String>,
    pub place: String,
    pub fact: String,
    pub details: Map<String, Value>,
}

impl Store {
    /// The latest rows of all nodes that fit `wish`, the earliest first.
    pub async fn audit_rows(&self, wish: &AuditWish) -> Result<Vec<AuditRow>, StoreError> {
        // Values are bound once for each place they stand in, so an empty one means that nothing is asked.
        let code = wish.support.as_ref().map_or(String::new(), |code| format!("%\"support\":\"{code}\"%"));
        let account = wish.account.as_ref().map_or(String::new(), |id| id.as_str().to_owned());
        let rows = sql!(
            "SELECT audit.node, audit.seq, audit.at_time, audit.visit_id, audit.place, audit.fact, audit.body, \
             audit.account_id, account.login \
             FROM audit LEFT JOIN account ON account.id = audit.account_id \
             WHERE audit.at_time >= ? AND (? = '' OR audit.account_id = ?) AND (? = '' OR audit.body LIKE ? \
             OR audit.visit_id IN (SELECT coded.visit_id FROM audit coded WHERE coded.visit_id IS NOT NULL AND coded.body LIKE ?)) \
             ORDER BY audit.at_time DESC, audit.node DESC, audit.seq DESC LIMIT ?"
        )
        .bind(wish.since.unwrap_or(Moment::from_millis(0)))
        .bind(account.as_str())
        .bind(account.as_str())
        .bind(code.as_str())
        .bind(code.as_str())
        .bind(code.as_str())
        .bind(wish.most)
        .rows(&mut *self.connection().await?)
        .await?;
        rows.iter().rev().map(row_of).collect()
    }
}

fn row_of(row: &Row) -> Result<AuditRow, StoreError> {
    let Link { seq, at, account: _, visit, place, fact, body } = Link::from_row(row)?;
    // A row that somebody tampered with is shown all the same.
    let details = serde_json::from_str(&body).unwrap_or_else(|_| Map::from_iter([("body".to_owned(), Value::String(body))]));
    Ok(AuditRow {
        node: row.text("node")?,
        seq,
        at: Moment::from_millis(at),
        login: row.maybe_text("login")?,
        visit,
        place,
        fact,
        details,
    })
}
