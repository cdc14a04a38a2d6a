//! The counters of one person, as they stand: what is closed by them, what is borne yet, and what that leaves.

use super::{Seat, Service};
use crate::domain::code::Form;
use crate::domain::limit::{Counter, Scope};
use crate::domain::method::Method;
use crate::domain::outcome::{Offer, Shortage, StopReason, Way};
use crate::domain::policy::Limits;
use crate::domain::time::Moment;
use crate::store::{StoreError, Subject, Tally, Tx};

/// The counters of one person at one standing, as they were read at a moment, and some read with them.
pub(super) struct Counters<'a> {
    of: Subject,
    all: Vec<(Subject, Scope, Counter)>,
    limits: &'a Limits,
    seat: &'a Seat,
    now: Moment,
}

impl Service {
    /// The counters of `of`, and those of `beside`, which are asked for in the same breath.
    pub(super) async fn counters<'a>(
        &'a self,
        tx: &mut Tx,
        seat: &'a Seat,
        of: Subject,
        beside: &[Subject],
    ) -> Result<Counters<'a>, StoreError> {
        let subjects: Vec<&Subject> = [&of].into_iter().chain(beside).collect();
        let all = tx.counters_of(&subjects, seat.standing).await?;
        Ok(Counters { of, all, limits: &self.policy.limits, seat, now: self.now() })
    }
}

impl Counters<'_> {
    fn of(&self, scope: Scope) -> Counter {
        self.counter(&self.of, scope)
    }

    fn counter(&self, of: &Subject, scope: Scope) -> Counter {
        let found = self.all.iter().find(|(subject, counted, _)| (subject, *counted) == (of, scope));
        found.map_or(Counter::empty(), |(_, _, counter)| *counter)
    }

    /// Until when the counter of `of` is full, when it is.
    pub(super) fn blocked(&self, of: &Subject, scope: Scope) -> Option<Moment> {
        self.counter(of, scope).blocked(self.now)
    }

    /// All that were read, for a debit of some of them.
    pub(super) fn all(&self) -> &[(Subject, Scope, Counter)] {
        &self.all
    }

    /// Until when one of `tallies` bears nothing more, where one does not.
    pub(super) fn shut(&self, tallies: &[Tally]) -> Option<Moment> {
        tallies.iter().filter_map(|tally| self.blocked(&tally.subject, tally.scope)).max()
    }

    /// The same after a debit of `tallies` that was made since these were read.
    pub(super) fn shut_by(&self, tallies: &[Tally]) -> Option<Moment> {
        let after = |tally: &Tally| self.counter(&tally.subject, tally.scope).debit(tally.limit, self.now).ok();
        tallies.iter().filter_map(|tally| after(tally)?.blocked(self.now)).max()
    }

    /// Until when `method` bears no more guesses, and by which counter, when it does not.
    pub(super) fn guessed_out(&self, method: Method) -> Option<(Scope, Moment)> {
        if !method.can_be_guessed() {
            return None;
        }
        let account = self.of(Scope::Account);
        if account.in_a_row >= self.limits.in_a_row() {
            return Some((Scope::Account, Moment::NEVER));
        }
        let until = |scope| self.of(scope).blocked(self.now).map(|until| (scope, until));
        // The longer one holds; of two that are as long, the account's.
        let blocks = [until(Scope::Method(method)), until(Scope::Account)];
        blocks.into_iter().flatten().max_by_key(|(_, until)| *until)
    }

    /// Until when `method` cannot be used at all: mail goes on with codes that nobody guesses.
    pub(super) fn closed(&self, method: Method) -> Option<Moment> {
        self.guessed_out(method).filter(|_| !self.limits.goes_on(method)).map(|(_, until)| until)
    }

    /// `way`, as it can be taken now.
    pub(super) fn offer(&self, way: Way) -> Offer {
        let method = way.method();
        let is_short = method.can_be_guessed() && self.guessed_out(method).is_none();
        let form = if is_short { Form::Short } else { Form::Long };
        let outlasts = !method.can_be_guessed() || self.limits.goes_on(method);
        Offer { blocked: self.closed(method), form, outlasts, way }
    }

    /// How many guesses by `method` are still borne.
    pub(super) fn left(&self, method: Method) -> u32 {
        let left = |scope| self.of(scope).left(self.limits.limit(scope, self.seat.standing), self.now);
        left(Scope::Account).min(left(Scope::Method(method)))
    }

    /// How many of `tries` at a code are borne: a long one leaves the person's own counters alone.
    pub(super) fn borne(&self, form: Form, method: Method, tries: u32) -> u32 {
        match form {
            Form::Short => tries.min(self.left(method)),
            Form::Long => tries,
        }
    }

    /// Why fewer than `needed` classes are open or `proved`, when a full counter is why.
    pub(super) fn too_few(&self, offers: &[Offer], proved: &[Method], needed: usize) -> Option<StopReason> {
        let shortage = Shortage::among(offers, proved, needed, self.now)?;
        let by_account =
            shortage.closed().filter_map(|method| self.guessed_out(method)).find(|(scope, _)| *scope == Scope::Account);
        Some(match by_account {
            Some((scope, until)) => StopReason::Blocked { scope, until },
            None => StopReason::TooFewLeft(shortage),
        })
    }
}
