//! Verifying the audit chains of all nodes, while kiosks may be writing to them.

use std::cmp::Ordering;
use std::fmt;

use sqlx::AnyConnection;

use super::super::error::StoreError;
use super::super::keys::{Keys, MacKey};
use super::super::sql::sql;
use super::{BROKEN, Link, head};

/// The first thing that is wrong with a node's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainFault {
    pub node: String,
    /// The row that is wrong; for a head, the row that it stands at.
    pub seq: i64,
    pub flaw: Flaw,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The row is not what was written, or stands in another's place.
    Edited,
    /// The row is not there.
    Missing,
    /// The head does not belong to the chain, or did not when this row was written.
    HeadRewritten,
}

/// How far a chain was found sound.
struct Verified {
    seq: i64,
    mac: String,
}

impl fmt::Display for ChainFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { node, seq, flaw } = self;
        match flaw {
            Flaw::Edited => write!(f, "node {node}, row {seq}: edited"),
            Flaw::Missing => write!(f, "node {node}, row {seq}: missing"),
            Flaw::HeadRewritten => write!(f, "node {node}, row {seq}: the head was rewritten, rows after it may be missing"),
        }
    }
}

/// The first fault of each node's chain; nothing when all is sound.
pub(in crate::store) async fn faults(connection: &mut AnyConnection, keys: &Keys) -> Result<Vec<ChainFault>, StoreError> {
    let key = keys.audit_key();
    let nodes = sql!("SELECT node FROM audit_head UNION SELECT node FROM audit ORDER BY node").rows(connection).await?;
    let mut faults = Vec::new();
    for row in nodes {
        let node = row.text("node")?;
        let fault = fault_of(connection, &key, &node).await?;
        faults.extend(fault.map(|(seq, flaw)| ChainFault { node, seq, flaw }));
    }
    Ok(faults)
}

/// Rows first, then the head: a head that is ahead of the rows read may only be newer than they are, so
/// the rows are read on once more before any is called missing.
async fn fault_of(connection: &mut AnyConnection, key: &MacKey, node: &str) -> Result<Option<(i64, Flaw)>, StoreError> {
    let mut verified = Verified { seq: 0, mac: String::new() };
    let mut head_was_ahead = false;
    loop {
        let from = verified.seq;
        if let Some(fault) = verify_rows(connection, key, node, &mut verified).await? {
            return Ok(Some(fault));
        }
        let Some(head) = head(connection, node).await? else { return Ok(Some((verified.seq, Flaw::HeadRewritten))) };
        let is_sound = head.is_sealed(key, node);
        match head.seq.cmp(&verified.seq) {
            Ordering::Greater if head_was_ahead && from == verified.seq => return Ok(Some((verified.seq + 1, Flaw::Missing))),
            Ordering::Greater => head_was_ahead = true,
            Ordering::Equal if is_sound && head.mac == verified.mac => return Ok(None),
            Ordering::Equal | Ordering::Less => return Ok(Some((head.seq, Flaw::HeadRewritten))),
        }
    }
}

/// Goes on from where the chain was verified to, as far as there are rows.
async fn verify_rows(
    connection: &mut AnyConnection,
    key: &MacKey,
    node: &str,
    verified: &mut Verified,
) -> Result<Option<(i64, Flaw)>, StoreError> {
    loop {
        let rows = sql!(
            "SELECT seq, at_time, account_id, visit_id, place, fact, body, mac FROM audit \
             WHERE node = ? AND seq > ? ORDER BY seq LIMIT 500"
        );
        let rows = rows.bind(node).bind(verified.seq).rows(connection).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for row in rows {
            let (link, mac) = (Link::from_row(&row)?, row.text("mac")?);
            if let Some(flaw) = flaw_of(key, node, verified, &link, &mac) {
                return Ok(Some(flaw));
            }
            *verified = Verified { seq: link.seq, mac };
        }
    }
}

fn flaw_of(key: &MacKey, node: &str, verified: &Verified, link: &Link, mac: &str) -> Option<(i64, Flaw)> {
    let expected = verified.seq + 1;
    if link.seq != expected {
        Some((expected, Flaw::Missing))
    } else if link.mac(key, node, &verified.mac) == mac {
        None
    } else if link.mac(key, node, BROKEN) == mac {
        Some((verified.seq, Flaw::HeadRewritten))
    } else {
        Some((link.seq, Flaw::Edited))
    }
}
