//! How long a visit may take: idle warning, total time, and what a key adds. Pure: told the time,
//! never asks for it.

use crate::domain::time::{Moment, Span};
use crate::domain::times::VisitTimes;

/// How long before the end of a visit it is announced.
const ANNOUNCED: Span = Span::seconds(60);

/// How patient a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Nobody is there yet, or the program itself is at work.
    Endless,
    Typing,
    Waiting,
    /// The visit is over; the page goes by itself.
    Closing,
}

/// What the times come to at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    /// Nobody pressed a key for long; the visit is wiped at `until`.
    Idle {
        until: Moment,
    },
    /// The visit's whole time is nearly used up.
    TimeUp {
        until: Moment,
        behind: Behind,
    },
    Over,
}

/// What there is behind the time of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// So much more of it, for a key.
    More(Span),
    /// Another visit.
    Another,
    /// None: the house closes.
    Nothing,
}

/// The clockwork of one visit.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    times: Option<VisitTimes>,
    last_key: Moment,
    ends: Moment,
    /// What a key can still add to it, how often.
    extensions: u32,
    /// The last announcement was answered with a key.
    noticed: bool,
    /// Every page is as patient as one where somebody waits for a letter.
    unhurried: bool,
    house_closes: bool,
}

impl Pace {
    /// A visit that begins `now`; one without `times` waits for ever.
    pub fn new(times: Option<VisitTimes>, now: Moment) -> Self {
        let ends = times.map_or(now, |times| now + times.total);
        let extensions = times.map_or(0, |times| times.extensions);
        Self { times, last_key: now, ends, extensions, noticed: false, unhurried: false, house_closes: false }
    }

    /// The visit begins only `now`.
    pub fn begin_again(&mut self, times: Option<VisitTimes>, now: Moment) {
        *self = Self { unhurried: self.unhurried, ..Self::new(times, now) };
    }

    /// Whether the visitor is given the longer time everywhere.
    pub const fn take_time(&mut self, longer: bool) {
        self.unhurried = longer;
    }

    /// Somebody pressed a key; answers an announced end too.
    pub fn key(&mut self, patience: Patience, now: Moment) {
        match self.verdict(patience, now) {
            Verdict::TimeUp { behind: Behind::More(extension), .. } => {
                self.extensions -= 1;
                self.ends = self.ends + extension;
            }
            Verdict::TimeUp { behind: Behind::Another | Behind::Nothing, .. } => self.noticed = true,
            Verdict::Fine | Verdict::Idle { .. } | Verdict::Over => {}
        }
        self.last_key = now;
    }

    /// The program had the visitor wait until `now`: that was no idling.
    pub const fn resume(&mut self, now: Moment) {
        self.last_key = now;
    }

    /// The house closes at `moment`, and no key puts that off.
    pub fn close_at(&mut self, moment: Moment) {
        (self.ends, self.house_closes, self.noticed) = (self.ends.min(moment), true, false);
    }

    /// The clock went back by `span`: what is left is what was left before.
    pub fn go_back(&mut self, span: Span) {
        (self.last_key, self.ends) = (self.last_key - span, self.ends - span);
    }

    pub fn verdict(&self, patience: Patience, now: Moment) -> Verdict {
        let Some((warn, wipe)) = self.idle_bounds(patience) else { return Verdict::Fine };
        if now >= wipe || (now >= self.ends && patience != Patience::Closing) {
            return Verdict::Over;
        }
        if now >= warn {
            return Verdict::Idle { until: wipe };
        }
        if patience != Patience::Closing && !self.noticed && now.until(self.ends) <= ANNOUNCED {
            return Verdict::TimeUp { until: self.ends, behind: self.behind() };
        }
        Verdict::Fine
    }

    fn behind(&self) -> Behind {
        match self.times {
            _ if self.house_closes => Behind::Nothing,
            Some(times) if self.extensions > 0 => Behind::More(times.extension),
            _ => Behind::Another,
        }
    }

    /// The next moment at which the verdict, or the countdown it shows, becomes another.
    pub fn wake(&self, patience: Patience, now: Moment) -> Option<Moment> {
        let (warn, wipe) = self.idle_bounds(patience)?;
        match self.verdict(patience, now) {
            Verdict::Over => Some(now),
            Verdict::Idle { until } | Verdict::TimeUp { until, .. } => Some(next_second(now, until)),
            Verdict::Fine if patience == Patience::Closing => Some(wipe),
            Verdict::Fine if self.noticed => Some(warn.min(self.ends)),
            Verdict::Fine => Some(warn.min(Moment::from_millis(self.ends.millis() - ANNOUNCED.millis()))),
        }
    }

    /// When to warn and when to wipe, counted from the last key.
    fn idle_bounds(&self, patience: Patience) -> Option<(Moment, Moment)> {
        let times = self.times?;
        let (idle, grace) = match patience {
            Patience::Endless => return None,
            Patience::Typing if !self.unhurried => (times.idle, times.warning),
            Patience::Closing if self.unhurried => (times.farewell.max(times.idle_waiting), Span::NONE),
            Patience::Typing | Patience::Waiting => (times.idle_waiting, times.warning_waiting),
            Patience::Closing => (times.farewell, Span::NONE),
        };
        Some((self.last_key + idle, self.last_key + idle + grace))
    }
}

/// The moment at which a countdown to `end` shows one second less.
pub fn next_second(now: Moment, end: Moment) -> Moment {
    let shown = now.until(end).whole_seconds();
    Moment::from_millis(end.millis() - (shown - 1).max(0) * 1_000)
}

/// The moment at which a countdown in minutes shows one less, in seconds once it is below one.
pub fn next_minute(now: Moment, end: Moment) -> Moment {
    let shown = now.until(end).whole_minutes();
    if shown <= 1 {
        return next_second(now, end);
    }
    Moment::from_millis(end.millis() - (shown - 1) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMES: VisitTimes = VisitTimes::USUAL;

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1_000)
    }

    #[test]
    fn typing_is_warned_after_a_minute_and_wiped_half_a_minute_later() {
        let pace = Pace::new(Some(TIMES), at(0));
        assert_eq!(pace.verdict(Patience::Typing, at(59)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Typing, at(60)), Verdict::Idle { until: at(90) });
        assert_eq!(pace.verdict(Patience::Typing, at(90)), Verdict::Over);
        assert_eq!(pace.wake(Patience::Typing, at(0)), Some(at(60)));
        assert_eq!(pace.wake(Patience::Typing, at(60)), Some(at(61)));
    }

    #[test]
    fn waiting_for_a_letter_is_given_longer() {
        let pace = Pace::new(Some(TIMES), at(0));
        assert_eq!(pace.verdict(Patience::Waiting, at(179)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Waiting, at(180)), Verdict::Idle { until: at(240) });
        assert_eq!(pace.verdict(Patience::Waiting, at(240)), Verdict::Over);
    }

    #[test]
    fn whoever_takes_their_time_is_given_longer_everywhere() {
        let mut pace = Pace::new(Some(TIMES), at(0));
        pace.take_time(true);
        pace.begin_again(Some(TIMES), at(100));
        assert_eq!(pace.verdict(Patience::Typing, at(279)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Typing, at(280)), Verdict::Idle { until: at(340) });
        assert_eq!(pace.verdict(Patience::Closing, at(279)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Closing, at(280)), Verdict::Over);
        pace.take_time(false);
        assert_eq!(pace.verdict(Patience::Typing, at(160)), Verdict::Idle { until: at(190) });
    }

    #[test]
    fn a_key_adds_ten_minutes_three_times_and_then_no_more() {
        let mut pace = Pace::new(Some(TIMES), at(0));
        for round in 0..3 {
            let end = 900 + round * 600;
            pace.key(Patience::Typing, at(end - 61));
            assert_eq!(
                pace.verdict(Patience::Typing, at(end - 60)),
                Verdict::TimeUp { until: at(end), behind: Behind::More(TIMES.extension) }
            );
            pace.key(Patience::Typing, at(end - 60));
            assert_eq!(pace.verdict(Patience::Typing, at(end - 60)), Verdict::Fine);
        }
        pace.key(Patience::Typing, at(2_639));
        assert_eq!(pace.verdict(Patience::Typing, at(2_640)), Verdict::TimeUp { until: at(2_700), behind: Behind::Another });
        pace.key(Patience::Typing, at(2_640));
        assert_eq!(pace.verdict(Patience::Typing, at(2_650)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Typing, at(2_700)), Verdict::Over);
    }

    #[test]
    fn a_house_that_closes_waits_for_nobody() {
        let mut pace = Pace::new(Some(TIMES), at(0));
        pace.close_at(at(30));
        assert_eq!(pace.verdict(Patience::Typing, at(1)), Verdict::TimeUp { until: at(30), behind: Behind::Nothing });
        pace.key(Patience::Typing, at(1));
        assert_eq!(pace.verdict(Patience::Typing, at(29)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Typing, at(30)), Verdict::Over);
        pace.close_at(at(3_600));
        assert_eq!(pace.verdict(Patience::Typing, at(30)), Verdict::Over, "an end that comes before stays");
    }

    #[test]
    fn a_finished_page_goes_by_itself_and_a_demo_never_does() {
        let pace = Pace::new(Some(TIMES), at(0));
        assert_eq!(pace.verdict(Patience::Closing, at(29)), Verdict::Fine);
        assert_eq!(pace.verdict(Patience::Closing, at(30)), Verdict::Over);
        let endless = Pace::new(None, at(0));
        assert_eq!(endless.verdict(Patience::Typing, at(1_000_000)), Verdict::Fine);
        assert_eq!(endless.wake(Patience::Typing, at(0)), None);
    }

    #[test]
    fn countdowns_change_by_the_minute_and_then_by_the_second() {
        assert_eq!(next_minute(at(0), at(600)), at(60));
        assert_eq!(next_minute(at(30), at(600)), at(60));
        assert_eq!(next_minute(at(545), at(600)), at(546));
        assert_eq!(next_second(at(599), at(600)), at(600));
    }
}
