//! Ceilings, windows and blocks, to the millisecond.

use super::*;

const START: Moment = Moment::from_millis(1_000);
const THREE_AN_HOUR: Ceiling = Ceiling { failures: 3, window: Span::hours(1) };

const fn limit(then: Then) -> Limit {
    Limit { ceiling: THREE_AN_HOUR, then }
}

/// The counter after `times` failures at `now`.
fn failed(mut counter: Counter, times: u32, limit: Limit, now: Moment) -> Counter {
    for _ in 0..times {
        counter = counter.debit(limit, now).expect("below the ceiling");
    }
    counter
}

fn just_before(moment: Moment) -> Moment {
    Moment::from_millis(moment.millis() - 1)
}

#[test]
fn the_ceiling_is_exact_and_ends_with_its_window() {
    let counter = failed(Counter::empty(), 3, limit(Then::Wait), START);
    let end = START + Span::hours(1);
    assert_eq!(counter.debit(limit(Then::Wait), START), Err(end));
    assert_eq!(counter.blocked(just_before(end)), Some(end));
    assert_eq!(counter.debit(limit(Then::Wait), end).map(|c| c.failures), Ok(1));
}

#[test]
fn each_block_is_longer_until_a_day_and_begins_again_at_zero() {
    let (mut counter, mut now) = (Counter::empty(), START);
    for block in [15, 60, 240, 1_440, 1_440, 1_440].map(Span::minutes) {
        counter = failed(counter, 3, limit(Then::Rise), now);
        assert_eq!(counter.debit(limit(Then::Rise), now), Err(now + block));
        assert_eq!(counter.left(limit(Then::Rise), now), 0);
        now = now + block;
        assert_eq!(counter.left(limit(Then::Rise), now), 3, "it begins again at zero");
    }
}

#[test]
fn a_pause_has_the_same_length_each_time() {
    let pause = limit(Then::Pause(Span::minutes(10)));
    let (mut counter, mut now) = (Counter::empty(), START);
    for _ in 0..3 {
        counter = failed(counter, 3, pause, now);
        now = now + Span::minutes(10);
        assert_eq!(counter.blocked(just_before(now)), Some(now));
    }
}

#[test]
fn what_only_counts_is_never_full() {
    let counter = failed(Counter::empty(), 1_000, limit(Then::Count), START);
    assert_eq!((counter.failures, counter.blocks, counter.blocked(START)), (1_000, 0, None));
}

#[test]
fn a_window_begins_with_the_first_failure_that_stays() {
    let given_back = Counter { failures: 0, ends: START + Span::minutes(1), ..Counter::empty() };
    let counter = failed(given_back, 1, limit(Then::Wait), START);
    assert_eq!((counter.failures, counter.ends), (1, START + Span::hours(1)));
}

#[test]
fn a_right_answer_takes_back_its_own_failure_and_the_block_it_began() {
    let before = failed(Counter::empty(), 2, limit(Then::Rise), START);
    let attempt = failed(before, 1, limit(Then::Rise), START);
    assert!(attempt.blocked(START).is_some());
    let after = attempt.refund(limit(Then::Rise), START);
    assert_eq!((after.failures, after.blocked(START), after.blocks), (2, None, 0));
    assert_eq!(after.in_a_row, 0, "a success ends the row");
    let later = START + Span::hours(2);
    let next = failed(Counter::empty(), 1, limit(Then::Rise), later);
    assert_eq!(next.refund(limit(Then::Rise), START).failures, 1, "the next window is another");
}

#[test]
fn failures_in_a_row_go_on_over_windows_and_blocks() {
    let (mut counter, mut now) = (Counter::empty(), START);
    for _ in 0..10 {
        counter = failed(counter, 3, limit(Then::Rise), now);
        now = now + Span::hours(24);
    }
    assert_eq!(counter.in_a_row, 30);
}

#[test]
fn recent_failures_are_those_of_ten_minutes() {
    let counter = failed(Counter::empty(), 2, limit(Then::Count), START);
    assert_eq!(counter.recently(START + Span::minutes(9)), 2);
    assert_eq!(counter.recently(START + Span::minutes(10)), 0);
    assert_eq!(failed(counter, 1, limit(Then::Count), START + Span::minutes(10)).recent, 1);
}

#[test]
fn every_scope_is_found_by_its_name() {
    for scope in Method::ALL.map(Scope::Method).into_iter().chain(Scope::OTHERS) {
        assert_eq!(Scope::from_name(scope.name()), Some(scope));
    }
}
