//! The audit: one chain of rows per node. Each row's MAC covers the row before it, and a sealed head
//! says where the chain ends, so what is edited, taken out or cut off shows.
//!
//! What it cannot show: that the whole database was put back to an earlier state. That takes an anchor
//! outside the store, see [`Store::anchor`].

mod list;
mod verify;

use std::sync::Mutex;

use serde_json::{Map, Value};
use sqlx::AnyConnection;

pub use list::{AuditRow, AuditWish};
pub(super) use verify::faults;
pub use verify::{ChainFault, Flaw};

use super::error::StoreError;
use super::keys::{Keys, MacKey};
use super::sql::{Row, sql};
use super::{Store, Tx};
use crate::domain::audit::Entry;
use crate::domain::id::{AccountId, VisitId};

/// Stands for the MAC of the row before in a row that was written on a head somebody had tampered
/// with: the break stays visible, and visitors are served.
const BROKEN: &str = "broken";

/// The end of a node's chain, to be kept outside the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub node: String,
    pub seq: i64,
    pub mac: String,
}

/// A row as its MAC covers it.
struct Link {
    seq: i64,
    at: i64,
    account: Option<String>,
    visit: Option<String>,
    place: String,
    fact: String,
    body: String,
}

/// The end of a chain as the store has it.
#[derive(Clone)]
struct Head {
    seq: i64,
    mac: String,
    seal: String,
}

/// Where this process left its node's chain. Only a guess, good for one look less: another process may
/// have written since, or the transaction that wrote it left nothing. The row in the store decides.
#[derive(Default)]
pub(super) struct KnownEnd(Mutex<Option<Head>>);

impl KnownEnd {
    fn known(&self) -> Option<Head> {
        self.0.lock().ok()?.clone()
    }

    fn remember(&self, head: Head) {
        if let Ok(mut known) = self.0.lock() {
            *known = Some(head);
        }
    }
}

impl Tx {
    /// Records a fact: the last thing a transaction does, because it takes the lock that every
    /// transaction of this node needs.
    pub async fn audit(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let node = self.node.to_string();
        if let Some(end) = self.end.known()
            && self.extend(&node, &end, entry).await?
        {
            return Ok(());
        }
        let locked = sql!("UPDATE audit_head SET seq = seq WHERE node = ?");
        locked.bind(node.as_str()).changed(self.connection()).await?;
        let end = demanded(head(self.connection(), &node).await?, &node)?;
        self.extend(&node, &end, entry).await.map(|_| ())
    }

    /// Adds a row behind `before`; false, and nothing added, when that is no longer the end.
    async fn extend(&mut self, node: &str, before: &Head, entry: &Entry) -> Result<bool, StoreError> {
        let key = self.keys.audit_key();
        let link = Link::of(entry, before.seq + 1);
        let mac = link.mac(&key, node, if before.is_sealed(&key, node) { &before.mac } else { BROKEN });
        let after = Head { seq: link.seq, seal: seal(&key, node, link.seq, &mac), mac };
        let moved = sql!("UPDATE audit_head SET seq = ?, mac = ?, seal = ? WHERE node = ? AND seq = ? AND mac = ? AND seal = ?")
            .bind(after.seq)
            .bind(after.mac.as_str())
            .bind(after.seal.as_str())
            .bind(node)
            .bind(before.seq)
            .bind(before.mac.as_str())
            .bind(before.seal.as_str())
            .holds(self.connection())
            .await?;
        if moved {
            insert(self.connection(), node, &link, &after.mac).await?;
            self.end.remember(after);
        }
        Ok(moved)
    }
}

impl Store {
    /// The end of this node's chain. Kept outside the store (in a log elsewhere), it shows when the
    /// chain is later shorter or another.
    pub async fn anchor(&self) -> Result<Anchor, StoreError> {
        let head = demanded(head(&mut *self.connection().await?, &self.node).await?, &self.node)?;
        Ok(Anchor { node: self.node.to_string(), seq: head.seq, mac: head.mac })
    }
}

/// Makes the head of a node that has none. Where rows are there already, somebody took it away: the new
/// one carries no seal, and the break shows.
pub(super) async fn prepare_head(connection: &mut AnyConnection, node: &str, keys: &Keys) -> Result<(), StoreError> {
    if head(connection, node).await?.is_some() {
        return Ok(());
    }
    let last = sql!("SELECT COALESCE(MAX(seq), 0) AS last_seq FROM audit WHERE node = ?");
    let seq = last.bind(node).row(connection).await?.map_or(Ok(0), |row| row.number("last_seq"))?;
    let seal = if seq == 0 { seal(&keys.audit_key(), node, 0, "") } else { String::new() };
    let inserted = sql!("INSERT INTO audit_head (node, seq, mac, seal) VALUES (?, ?, '', ?)")
        .bind(node)
        .bind(seq)
        .bind(seal)
        .changed(connection)
        .await;
    match inserted {
        Err(error) if error.is_unique_violation() => Ok(()),
        other => other.map(|_| ()),
    }
}

impl Link {
    fn of(entry: &Entry, seq: i64) -> Self {
        let details = entry.fact.details().into_iter().map(|(key, value)| (key.to_owned(), Value::String(value)));
        Self {
            seq,
            at: entry.at.millis(),
            account: entry.account.as_ref().map(|id| AccountId::as_str(id).to_owned()),
            visit: entry.visit.as_ref().map(|id| VisitId::as_str(id).to_owned()),
            place: entry.place.clone(),
            fact: entry.fact.name().to_owned(),
            // The keys of a map come out sorted, and nothing is indented: one text for one fact.
            body: Value::Object(details.collect::<Map<_, _>>()).to_string(),
        }
    }

    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.number("seq")?,
            at: row.number("at_time")?,
            account: row.maybe_text("account_id")?,
            visit: row.maybe_text("visit_id")?,
            place: row.text("place")?,
            fact: row.text("fact")?,
            body: row.text("body")?,
        })
    }

    fn mac(&self, key: &MacKey, node: &str, before: &str) -> String {
        let (seq, at) = (self.seq.to_string(), self.at.to_string());
        let account = self.account.as_deref().unwrap_or_default();
        let visit = self.visit.as_deref().unwrap_or_default();
        key.over(&["row", before, node, &seq, &at, account, visit, &self.place, &self.fact, &self.body])
    }
}

impl Head {
    fn is_sealed(&self, key: &MacKey, node: &str) -> bool {
        self.seal == seal(key, node, self.seq, &self.mac)
    }
}

fn seal(key: &MacKey, node: &str, seq: i64, mac: &str) -> String {
    key.over(&["head", node, &seq.to_string(), mac])
}

fn demanded(head: Option<Head>, node: &str) -> Result<Head, StoreError> {
    head.ok_or_else(|| StoreError::Damaged(format!("the audit of {node} has no head")))
}

async fn head(connection: &mut AnyConnection, node: &str) -> Result<Option<Head>, StoreError> {
    let row = sql!("SELECT seq, mac, seal FROM audit_head WHERE node = ?").bind(node).row(connection).await?;
    row.map(|row| Ok(Head { seq: row.number("seq")?, mac: row.text("mac")?, seal: row.text("seal")? })).transpose()
}

async fn insert(connection: &mut AnyConnection, node: &str, link: &Link, mac: &str) -> Result<(), StoreError> {
    sql!(
        "INSERT INTO audit (node, seq, at_time, account_id, visit_id, place, fact, body, mac) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    .bind(node)
    .bind(link.seq)
    .bind(link.at)
    .bind(link.account.clone())
    .bind(link.visit.clone())
    .bind(link.place.as_str())
    .bind(link.fact.as_str())
    .bind(link.body.as_str())
    .bind(mac)
    .changed(connection)
    .await?;
    Ok(())
}
