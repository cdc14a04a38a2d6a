//! The time that the program spends in one kind of work: in its spans of that name.

use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, WallTime};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static WORK: Mutex<Work> =
    Mutex::new(Work { threads: 0, since: None, spent: Spent { work: Duration::ZERO, busy: Duration::ZERO } });

/// What was spent in such spans.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    /// In all of them together.
    pub work: Duration,
    /// While there was one at least: less than the work, where two run beside each other.
    pub busy: Duration,
}

/// How many threads are in such a span, since when, and what was spent before.
struct Work {
    threads: u32,
    since: Option<Instant>,
    spent: Spent,
}

impl Work {
    /// From now on there are so many.
    fn go_on_with(&mut self, threads: impl FnOnce(u32) -> u32) {
        let passed = self.since.map(|since| WallTime.end(since)).unwrap_or_default();
        self.spent.work += passed * self.threads;
        self.spent.busy += passed * self.threads.min(1);
        (self.threads, self.since) = (threads(self.threads), Some(WallTime.start()));
    }
}

/// Hears of one kind of span.
struct Clock(&'static str);

impl Subscriber for Clock {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.name() == self.0
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn enter(&self, _: &Id) {
        work().go_on_with(|threads| threads + 1);
    }

    fn exit(&self, _: &Id) {
        work().go_on_with(|threads| threads - 1);
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}
}

/// From now on, in this process, the spans called `name` are timed.
pub fn start(name: &'static str) {
    tracing::subscriber::set_global_default(Clock(name)).expect("the only one");
}

/// What was spent since the last time, while nobody is at it.
pub fn take() -> Spent {
    std::mem::take(&mut work().spent)
}

fn work() -> MutexGuard<'static, Work> {
    WORK.lock().expect("nobody panics with it")
}
