//! The clock and the source of randomness: the one home of both. Everything else is handed a moment
//! or some bytes, so tests can hand it theirs.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::id::Entropy;
use crate::domain::time::{Moment, Span};

/// What surrounds the program: time and chance.
pub struct Ambient {
    clock: Clock,
    chance: Chance,
    steps: Mutex<Steps>,
}

/// How the clock went, measured by one that does not jump.
#[derive(Clone, Copy, Default)]
struct Steps {
    /// How far it is ahead, in milliseconds.
    ahead: i64,
    /// By how much it went back until now, all in all.
    back: i64,
}

/// Two clocks that are read in whole milliseconds may seem to differ by so many more.
const BLUR: i64 = 5;

enum Clock {
    /// The wall clock, which may jump, held up by the monotonic one, which may not: what is shown
    /// never falls behind the time that really passed, so a jump can only shorten a lifetime.
    Real { wall_at_start: i64, start: Instant },
    /// Moved by hand.
    Fixed(AtomicI64),
}

enum Chance {
    Real,
    /// HMAC of a counter: the same bytes in every run.
    Seeded(AtomicU64),
}

impl Ambient {
    pub fn real() -> Self {
        let clock = Clock::Real { wall_at_start: wall_clock(), start: monotonic_clock() };
        Self { clock, chance: Chance::Real, steps: Mutex::default() }
    }

    /// A clock that stands still at `now`, and randomness that is the same in every run.
    pub fn fixed(now: Moment) -> Self {
        Self {
            clock: Clock::Fixed(AtomicI64::new(now.millis())),
            chance: Chance::Seeded(AtomicU64::new(0)),
            steps: Mutex::default(),
        }
    }

    pub fn now(&self) -> Moment {
        match &self.clock {
            Clock::Real { wall_at_start, start } => {
                let unmoved = || {
                    let passed = monotonic_clock().duration_since(*start).as_millis();
                    wall_at_start.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX))
                };
                // The wall clock was read at some time between the two, however long that took.
                let (before, wall, after) = (unmoved(), wall_clock(), unmoved());
                let ahead = |unmoved: i64| wall.max(unmoved).saturating_sub(unmoved);
                self.steps().note(ahead(after), ahead(before));
                Moment::from_millis(wall.max(before))
            }
            Clock::Fixed(millis) => Moment::from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock; a real one goes by itself.
    pub fn advance(&self, span: Span) {
        if let Clock::Fixed(millis) = &self.clock {
            millis.fetch_add(span.millis(), Ordering::SeqCst);
        }
    }

    /// Sets a fixed clock to any time, as somebody might set the machine's.
    pub fn set(&self, now: Moment) {
        if let Clock::Fixed(millis) = &self.clock {
            let before = millis.swap(now.millis(), Ordering::SeqCst);
            self.steps().back += Moment::from_millis(now.millis()).until(Moment::from_millis(before)).millis();
        }
    }

    /// By how much the clock went back until now, all in all. It does when it was ahead and is put right.
    pub fn set_back(&self) -> Span {
        self.now();
        Span::from_millis(self.steps().back)
    }

    fn steps(&self) -> MutexGuard<'_, Steps> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long a task has to sleep until `moment`.
    pub fn wait_until(&self, moment: Moment) -> Duration {
        self.now().until(moment).duration()
    }

    /// Sleeps until `moment`; not at all on a fixed clock, where it would never come.
    pub async fn rest_until(&self, moment: Moment) {
        match &self.clock {
            Clock::Real { .. } => tokio::time::sleep(self.wait_until(moment)).await,
            Clock::Fixed(_) => {}
        }
    }

    /// Sixteen random bytes.
    ///
    /// # Errors
    /// When the system has none; then nothing that needs them may happen.
    pub fn entropy(&self) -> Result<Entropy, NoEntropy> {
        match &self.chance {
            Chance::Real => random_bytes(),
            Chance::Seeded(counter) => Ok(seeded_bytes(counter.fetch_add(1, Ordering::SeqCst))),
        }
    }
}

impl Steps {
    /// The clock shows at least and at most so many milliseconds more than if it had never jumped.
    fn note(&mut self, least: i64, most: i64) {
        if self.ahead > most.saturating_add(BLUR) {
            self.back = self.back.saturating_add(self.ahead - most);
            self.ahead = most;
        }
        self.ahead = self.ahead.max(least);
    }
}

/// The system has no randomness to give.
#[derive(Debug, thiserror::Error)]
#[error("the system's random source failed")]
pub struct NoEntropy;

/// A key's worth of random bytes, for `init`.
pub fn random_key() -> Result<[u8; 32], NoEntropy> {
    let (low, high) = (random_bytes()?, random_bytes()?);
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().zip(low.into_iter().chain(high)) {
        *place = byte;
    }
    Ok(key)
}

#[expect(clippy::disallowed_methods, reason = "this is the random source's one home")]
fn random_bytes() -> Result<Entropy, NoEntropy> {
    let mut bytes = Entropy::default();
    getrandom::fill(&mut bytes).map_err(|_| NoEntropy)?;
    Ok(bytes)
}

fn seeded_bytes(counter: u64) -> Entropy {
    let mut mac = Hmac::<Sha256>::new(&[0x5e; 64].into());
    mac.update(&counter.to_be_bytes());
    let mut bytes = Entropy::default();
    for (place, byte) in bytes.iter_mut().zip(mac.finalize().into_bytes()) {
        *place = byte;
    }
    bytes
}

#[expect(clippy::disallowed_methods, reason = "this is the wall clock's one home")]
fn wall_clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "this is the monotonic clock's one home")]
fn monotonic_clock() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_that_fell_back_does_not_hold_time_up() {
        let hour_ahead = wall_clock() + 3_600_000;
        let clock = Clock::Real { wall_at_start: hour_ahead, start: monotonic_clock() };
        let ambient = Ambient { clock, chance: Chance::Real, steps: Mutex::default() };
        assert!(ambient.now().millis() >= hour_ahead);
        assert!(ambient.set_back().is_over(), "what is shown never went back");
    }

    #[test]
    fn a_clock_that_was_ahead_and_is_put_right_went_back() {
        let mut steps = Steps::default();
        for (ahead, back) in [(0, 0), (BLUR, 0), (0, 0), (3_600_000, 0), (3_599_999, 0), (1_000, 3_599_000), (0, 3_600_000)] {
            steps.note(ahead, ahead);
            assert_eq!(steps.back, back, "{ahead} ms ahead");
        }
    }

    #[test]
    fn a_machine_that_is_slow_to_read_its_clocks_did_not_go_back() {
        let mut steps = Steps::default();
        for (least, most) in [(0, 0), (0, 2_000), (0, 0), (0, 5_000), (0, 1)] {
            steps.note(least, most);
            assert_eq!(steps.back, 0, "between {least} and {most} ms ahead");
        }
    }

    #[test]
    fn a_fixed_clock_goes_back_when_it_is_set_back() {
        let ambient = Ambient::fixed(Moment::from_millis(10_000));
        for (set, back) in [(9_000, 1_000), (20_000, 1_000), (19_999, 1_001)] {
            ambient.set(Moment::from_millis(set));
            assert_eq!((ambient.now().millis(), ambient.set_back().millis()), (set, back));
        }
    }

    #[test]
    fn chance_is_chance_unless_it_is_seeded() {
        let real = Ambient::real();
        assert_ne!(real.entropy().expect("bytes"), real.entropy().expect("bytes"));
        let fixed = || Ambient::fixed(Moment::from_millis(0));
        assert_eq!(fixed().entropy().expect("bytes"), fixed().entropy().expect("bytes"));
        let one = fixed();
        assert_ne!(one.entropy().expect("bytes"), one.entropy().expect("bytes"));
    }
}
