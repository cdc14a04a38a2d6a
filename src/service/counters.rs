//! The counters of one person, as they stand: what is closed by them, what is borne yet, and what that leaves.

use super::{Seat, Service};
use crate::domain::account::Account;
use crate::domain::code::Form;
use crate::domain::limit::{Counter, Scope};
use crate::domain::method::Method;
use crate::domain::outcome::{Offer, Shortage, StopReason, Way};
use crate::domain::policy::Limits;
use crate::domain::time::Moment;
use crate::store::{Debit, StoreError, Subject, Tally, Tx};

/// The counters of one person at one standing, as they were read at a moment, and some read with them.
pub(super) struct Counters<'a> {
    of: Subject,
    all: Vec<(Subject, Scope, Counter)>,
    /// Where the visitor comes from, if that is counted.
    place: Option<Subject>,
    /// Whether a text takes a number that is still to be typed.
    takes_number: bool,
    limits: &'a Limits,
    seat: &'a Seat,
    now: Moment,
}

impl Service {
    /// Counts one more change of `account`, of which all its addresses hear, within the change; until when there may be
    /// none, where there may be no more.
    pub(super) async fn count_change(&self, tx: &mut Tx, seat: &Seat, account: &Account) -> Result<Option<Moment>, StoreError> {
        let tally = self.tally(self.store.subject(&account.login.key()), Scope::Changes, seat.standing);
        Ok(match tx.debit(&[tally], seat.standing, self.now()).await? {
            Debit::Raised => None,
            Debit::Full { until, .. } => Some(until),
        })
    }

    /// The counters of `of`, of the place, and those of `beside`, which are asked for in the same breath.
    pub(super) async fn counters<'a>(
        &'a self,
        tx: &mut Tx,
        seat: &'a Seat,
        of: Subject,
        beside: &[Subject],
    ) -> Result<Counters<'a>, StoreError> {
        let place = seat.source.subject(self.store.keys());
        let subjects: Vec<&Subject> = [&of].into_iter().chain(beside).chain(&place).collect();
        let all = tx.counters_of(&subjects, seat.standing).await?;
        Ok(Counters { of, all, place, takes_number: true, limits: &self.policy.limits, seat, now: self.now() })
    }
}

impl Counters<'_> {
    /// The same for whoever typed a number: that it was the last one borne closes nothing for them.
    pub(super) fn past_number(self) -> Self {
        Self { takes_number: false, ..self }
    }

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

    /// Whose they are.
    pub(super) const fn seat(&self) -> &Seat {
        self.seat
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

    /// Until when `method` cannot be used at all: mail and texts go on with codes that nobody guesses, but the number
    /// before a text can be guessed.
    pub(super) fn closed(&self, method: Method) -> Option<Moment> {
        let by_guesses = self.guessed_out(method).filter(|_| !self.limits.goes_on(method)).map(|(_, until)| until);
        by_guesses.max(self.numbered_out().filter(|_| self.takes_number && method == Method::Sms))
    }

    /// Until when no more numbers are looked at, when none are.
    pub(super) fn numbered_out(&self) -> Option<Moment> {
        self.of(Scope::Numbers).blocked(self.now)
    }

    /// Until when the place bears no more failures, when it does not.
    pub(super) fn failed_out(&self) -> Option<Moment> {
        self.blocked(self.place.as_ref()?, Scope::SourceFailures)
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
        self.left_of(&self.of, Scope::Account).min(self.left_of(&self.of, Scope::Method(method)))
    }

    fn left_of(&self, of: &Subject, scope: Scope) -> u32 {
        self.counter(of, scope).left(self.limits.limit(scope, self.seat.standing), self.now)
    }

    /// How many of `tries` at a code are borne: a long one leaves the person's own counters alone.
    pub(super) fn borne(&self, form: Form, method: Method, tries: u32) -> u32 {
        let here = self.place.as_ref().map_or(tries, |place| tries.min(self.left_of(place, Scope::SourceFailures)));
        match form {
            Form::Short => here.min(self.left(method)),
            Form::Long => here,
        }
    }

    /// [`Counters::borne`] of numbers that are typed before a text.
    pub(super) fn borne_numbers(&self, form: Form, tries: u32) -> u32 {
        self.borne(form, Method::Sms, tries).min(self.left_of(&self.of, Scope::Numbers))
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
