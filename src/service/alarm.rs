//! The alarms of the fleet: when so much fails, or so many codes are sent, that somebody must be at work.
//! Said in the log when one begins and when it is over; pages ask everybody for a captcha meanwhile.

use super::Service;
use crate::domain::limit::{Counter, Scope};
use crate::domain::method::Standing;
use crate::domain::time::Moment;
use crate::store::StoreError;

/// What can be too much for the whole fleet.
const WATCHED: [(Standing, Scope); 4] = [
    (Standing::Trusted, Scope::FleetFailures),
    (Standing::Trusted, Scope::FleetLetters),
    (Standing::Open, Scope::FleetFailures),
    (Standing::Open, Scope::FleetLetters),
];

/// Which alarms are on, as this process last saw them.
#[derive(Default)]
pub struct Alarms {
    on: Vec<(Standing, Scope)>,
}

impl Alarms {
    /// Logs every alarm that began or ended since the last look.
    pub async fn log_changes(&mut self, service: &Service) {
        for (standing, scope) in WATCHED {
            match service.is_alarmed(standing, scope).await {
                Ok(on) => self.note(standing, scope, on),
                Err(error) => return tracing::error!(%error, "the counters of the fleet cannot be read"),
            }
        }
    }

    fn note(&mut self, standing: Standing, scope: Scope, on: bool) {
        let was_on = self.on.contains(&(standing, scope));
        if on && !was_on {
            tracing::error!(standing = standing.name(), counter = scope.name(), "ALARM: the fleet's limit is reached");
            self.on.push((standing, scope));
        }
        if !on && was_on {
            tracing::warn!(standing = standing.name(), counter = scope.name(), "the alarm is over");
            self.on.retain(|known| *known != (standing, scope));
        }
    }
}

impl Service {
    /// Whether the fleet's counter of `scope` is at its ceiling now.
    pub(super) async fn is_alarmed(&self, standing: Standing, scope: Scope) -> Result<bool, StoreError> {
        let fleet = self.store.keys().fleet();
        let counters = self.store.counters_of(&[&fleet], standing).await?;
        let counter = counters.into_iter().find(|(_, of, _)| *of == scope).map(|(_, _, counter)| counter);
        Ok(counter.is_some_and(|counter| self.is_at_ceiling(counter, scope, standing, self.now())))
    }

    pub(super) fn is_at_ceiling(&self, counter: Counter, scope: Scope, standing: Standing, now: Moment) -> bool {
        let limit = self.policy.limits.limit(scope, standing);
        counter.blocked(now).is_some() || (now < counter.ends && counter.failures >= limit.ceiling.failures)
    }
}
