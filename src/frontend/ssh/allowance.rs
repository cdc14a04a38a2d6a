//! How much of something a client may do: so much at once, and so much a second for long.

use std::time::Duration;

use tokio::time::Instant;

/// A bucket that fills up with time.
pub struct Allowance {
    at_once: usize,
    each_second: usize,
    left: usize,
    since: Instant,
}

impl Allowance {
    /// A full one.
    pub const fn new(at_once: usize, each_second: usize, now: Instant) -> Self {
        Self { at_once, each_second, left: at_once, since: now }
    }

    /// How much there is at `now`.
    pub fn left(&mut self, now: Instant) -> usize {
        let passed = usize::try_from(now.saturating_duration_since(self.since).as_millis()).unwrap_or(usize::MAX);
        let grown = passed.saturating_mul(self.each_second) / 1_000;
        if grown > 0 {
            self.left = self.left.saturating_add(grown).min(self.at_once);
            self.since = now;
        }
        self.left
    }

    pub const fn spend(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
    }

    /// How long it takes until there is so much of it.
    pub fn time_for(&self, count: usize) -> Duration {
        Duration::from_millis(u64::try_from((count * 1_000).div_ceil(self.each_second)).unwrap_or(u64::MAX))
    }

    /// Spends one as soon as there is one.
    pub async fn take(&mut self) {
        while self.left(Instant::now()) == 0 {
            tokio::time::sleep(self.time_for(1)).await;
        }
        self.spend(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_at_once_comes_back_with_time_and_never_more_of_it() {
        let begun = Instant::now();
        let mut allowance = Allowance::new(10, 50, begun);
        allowance.spend(10);
        assert_eq!(allowance.left(begun), 0);
        assert_eq!(allowance.left(begun + allowance.time_for(5)), 5);
        assert_eq!(allowance.left(begun + Duration::from_mins(1)), 10);
    }

    #[tokio::test]
    async fn whoever_takes_more_than_there_is_waits_for_it() {
        let begun = Instant::now();
        let mut allowance = Allowance::new(5, 50, begun);
        for _ in 0..10 {
            allowance.take().await;
        }
        assert!(begun.elapsed() >= allowance.time_for(5), "five more took {:?}", begun.elapsed());
    }
}
