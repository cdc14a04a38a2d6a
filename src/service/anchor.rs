//! The end of the audit chain, written to the log: kept where the store's owner cannot reach, it shows
//! when the chain is later shorter or another.

use super::Service;
use crate::domain::time::{Moment, Span};
use crate::store::Anchor;

/// Logged after so many rows, or so long after the last when there are new ones.
const ROWS: i64 = 100;
const PAUSE: Span = Span::minutes(5);

/// What was logged last.
#[derive(Default)]
pub struct Anchors {
    last: Option<(Moment, i64)>,
}

impl Anchors {
    /// Logs the end of this node's chain when it is time to.
    pub async fn log_when_due(&mut self, service: &Service) {
        let now = service.now();
        match service.store.anchor().await {
            Ok(anchor) if self.is_due(&anchor, now) => {
                tracing::info!(node = anchor.node, seq = anchor.seq, mac = anchor.mac, "anchor of the audit");
                self.last = Some((now, anchor.seq));
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the audit's end cannot be read"),
        }
    }

    fn is_due(&self, anchor: &Anchor, now: Moment) -> bool {
        match self.last {
            None => true,
            Some((logged, seq)) => anchor.seq >= seq + ROWS || (anchor.seq > seq && logged + PAUSE <= now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_due(rows: i64, minutes: u32) -> bool {
        let start = Moment::from_millis(1_000);
        let anchors = Anchors { last: Some((start, 7)) };
        let anchor = Anchor { node: "hall".to_owned(), seq: 7 + rows, mac: String::new() };
        anchors.is_due(&anchor, start + Span::minutes(minutes))
    }

    #[test]
    fn a_hundred_rows_or_five_minutes_with_news() {
        assert!(!is_due(99, 4));
        assert!(is_due(100, 0));
        assert!(is_due(1, 5));
        assert!(!is_due(0, 60), "an idle night writes nothing");
    }
}
