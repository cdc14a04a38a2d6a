//! The time that the program spends in one kind of work: in its spans of that name.

use std::cell::Cell;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, WallTime};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static SPENT: Mutex<Spent> = Mutex::new(Spent { work: Duration::ZERO, busy: Duration::ZERO });
static AT_WORK: Mutex<AtWork> = Mutex::new(AtWork { threads: 0, since: None });

thread_local! {
    static ENTERED: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// What was spent in such spans.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    /// In all of them together.
    pub work: Duration,
    /// While there was one at least: less than the work, where two run beside each other.
    pub busy: Duration,
}

/// How many threads are in such a span, and since when there is one.
struct AtWork {
    threads: usize,
    since: Option<Instant>,
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
        let entered = WallTime.start();
        ENTERED.set(Some(entered));
        let mut at_work = AT_WORK.lock().expect("nobody panics with it");
        at_work.threads += 1;
        at_work.since.get_or_insert(entered);
    }

    fn exit(&self, _: &Id) {
        let mut at_work = AT_WORK.lock().expect("nobody panics with it");
        let mut spent = SPENT.lock().expect("nobody panics with it");
        spent.work += ENTERED.take().map(|entered| WallTime.end(entered)).unwrap_or_default();
        at_work.threads -= 1;
        if at_work.threads == 0 {
            spent.busy += at_work.since.take().map(|since| WallTime.end(since)).unwrap_or_default();
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
pub fn take() -> Spent {
    std::mem::take(&mut *SPENT.lock().expect("nobody panics with it"))
}
