//! The time that the program spends in one kind of work: in its spans of that name.

use std::cell::Cell;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, WallTime};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static SPENT: Mutex<Duration> = Mutex::new(Duration::ZERO);

thread_local! {
    static ENTERED: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Hears of one kind of span, each entered once and on one thread.
struct Clock(&'static str);

impl Subscriber for Clock {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.name() == self.0
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn enter(&self, _: &Id) {
        ENTERED.set(Some(WallTime.start()));
    }

    fn exit(&self, _: &Id) {
        if let Some(entered) = ENTERED.take() {
            *SPENT.lock().expect("nobody panics with it") += WallTime.end(entered);
        }
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}
}

/// From now on, in this process, the spans called `name` are timed.
pub fn start(name: &'static str) {
    tracing::subscriber::set_global_default(Clock(name)).expect("the only one");
}

/// What was spent since the last time.
pub fn take() -> Duration {
    std::mem::take(&mut *SPENT.lock().expect("nobody panics with it"))
}
