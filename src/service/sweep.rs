//! What nobody needs any more is swept out: challenges whose visit is long over, counters that have
//! nothing left to count, letters that were sent, requests for help that are old. Beside that, contacts get the
//! marks by which they are found, where an older program wrote them. The courier does it on its rounds.

use super::Service;
use crate::domain::time::{Moment, Span};
use crate::store::StoreError;

/// How often it is done.
const EVERY: Span = Span::minutes(10);
/// How long a challenge is kept after its end: for whoever asks what happened in a visit.
const CHALLENGES: Span = Span::hours(24);
/// How long a counter remembers that there were blocks, or failures in a row, after the last of them.
const COUNTERS: Span = Span::days(30);
/// How long sent and given-up letters are kept, without their codes.
const LETTERS: Span = Span::days(30);

/// When it was last done.
#[derive(Default)]
pub struct Broom {
    last: Option<Moment>,
}

impl Broom {
    /// Sweeps when it is time to.
    pub async fn sweep_when_due(&mut self, service: &Service) {
        let now = service.now();
        if self.last.is_some_and(|last| now < last + EVERY) {
            return;
        }
        self.last = Some(now);
        let swept = service.store.sweep(now, [now - CHALLENGES, now - COUNTERS, now - LETTERS]).await;
        told(swept, "nothing could be swept");
        let requests = service.store.sweep_help_requests(now - service.policy.limits.help_kept).await;
        told(requests, "no request for help could be swept");
        told(service.store.fill_marks().await, "the marks of contacts could not be made");
    }
}

fn told(swept: Result<u64, StoreError>, otherwise: &'static str) {
    match swept {
        Ok(rows) if rows > 0 => tracing::debug!(rows, "swept"),
        Ok(_) => {}
        Err(error) => tracing::error!(%error, "{otherwise}"),
    }
}
