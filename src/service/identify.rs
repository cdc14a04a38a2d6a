//! "This is my user ID": whether and how this person can go on.
//!
//! Where pages explain, the answer is about the account. Where they are uniform, it is about the policy
//! and what was typed, and never about the account, until a first gate is passed.

use std::slice;
use std::sync::Arc;

use super::{Seat, Service, troubled};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::code::Form;
use crate::domain::limit::{Counter, Scope};
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Identified, Offer, Person, Shortage, StopReason, Trouble, Way};
use crate::domain::policy::{Limits, Reset, Reveal, Rules, resolve};
use crate::domain::time::Moment;
use crate::store::{Close, Debit, StoreError, Subject, Tally, Tx};
use crate::transact;

/// The counters of one person at one standing, as they were read at a moment, and some read with them.
pub(super) struct Counters<'a> {
    of: Subject,
    all: Vec<(Subject, Scope, Counter)>,
    limits: &'a Limits,
    seat: &'a Seat,
    now: Moment,
}

impl Service {
    /// Finds the account that `typed` names, and what it may do now.
    pub async fn identify(&self, seat: &Seat, typed: &str) -> Result<Identified, Trouble> {
        let began = self.now();
        if let Some(asked) = self.riddle_first(seat).await? {
            return Ok(Identified::Captcha(asked));
        }
        let key = LoginKey::of(typed);
        let found = transact!(self.store, |tx| async { self.identify_in(tx, seat, &key).await });
        let found = match found {
            Ok(Err(reason)) => self.stopped(seat, None, reason).await.map(Identified::Stop),
            Ok(Ok(identified)) => Ok(identified),
            Err(error) => Err(error),
        };
        self.release(seat, began).await;
        found.map_err(|error| troubled(&error))
    }

    async fn identify_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        key: &LoginKey,
    ) -> Result<Close<Result<Identified, StopReason>>, StoreError> {
        let source = self.source_tally(seat, Scope::SourceIdentifies);
        let place: Vec<Subject> = source.iter().map(|tally| tally.subject.clone()).collect();
        let counters = self.counters(tx, seat, self.store.subject(key), &place).await?;
        if let Some(source) = &source
            && let Err(reason) = self.admit(tx, seat, source, &counters).await?
        {
            return Ok(Close::Undo(Err(reason)));
        }
        let account = tx.account_by_key(key).await?;
        let id = account.as_ref().map(|account| account.id.clone());
        let person = match (self.policy.reveal(seat.standing), &account) {
            (Reveal::Uniform, _) => self.anybody(key, &counters),
            (Reveal::Explain, Some(account)) => self.allowed(account, &counters, &[]),
            (Reveal::Explain, None) => {
                tx.audit(&self.entry(seat, None, Fact::UnknownLogin)).await?;
                return Ok(Close::Commit(Ok(Identified::Unknown)));
            }
        };
        let identified = match person {
            Ok(person) => {
                let fact = if id.is_some() { Fact::Identified } else { Fact::UnknownLogin };
                tx.audit(&self.entry(seat, id.as_ref(), fact)).await?;
                Identified::Welcome(person)
            }
            Err(reason) => Identified::Stop(self.stop(tx, seat, id.as_ref(), reason).await?),
        };
        Ok(Close::Commit(Ok(identified)))
    }

    /// Counts a user ID that was typed where this visitor sits, unless that place has to pause.
    async fn admit(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        source: &Tally,
        counters: &Counters<'_>,
    ) -> Result<Result<(), StopReason>, StoreError> {
        if let Some(until) = counters.blocked(&source.subject, Scope::SourceFailures) {
            return Ok(Err(StopReason::Blocked { scope: Scope::SourceFailures, until }));
        }
        Ok(match tx.debit_known(slice::from_ref(source), &counters.all, seat.standing, counters.now).await? {
            Debit::Raised => Ok(()),
            Debit::Full { scope, until } => Err(StopReason::Blocked { scope, until }),
        })
    }

    /// What `account` may do now under the rules as they are now, having `proved` something already.
    pub(super) async fn welcome(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        proved: &[Method],
    ) -> Result<Result<Person, StopReason>, StoreError> {
        let counters = self.counters(tx, seat, self.store.subject(&account.login.key()), &[]).await?;
        Ok(self.allowed(account, &counters, proved))
    }

    /// What `account` may do under the rules as they are now and with these counters.
    pub(super) fn allowed(&self, account: &Account, counters: &Counters<'_>, proved: &[Method]) -> Result<Person, StopReason> {
        let rules = resolve(&self.policy, account);
        self.may_reset(&rules, account, proved)?;
        let offers = offers(account, &rules, counters);
        if let Some(reason) = counters.too_few(&offers, proved, rules.gates.count()) {
            return Err(reason);
        }
        let words = self.words(account, &rules.password);
        Ok(Person {
            login: account.login.key(),
            gates: rules.gates,
            offers,
            password: rules.password,
            words,
            precise: true,
            has_password: account.has_password,
            may_unlock: self.policy.unlock && account.has_password,
            language: account.language,
        })
    }

    /// Whether the account's password can be reset here at all.
    pub(super) fn may_reset(&self, rules: &Rules, account: &Account, proved: &[Method]) -> Result<(), StopReason> {
        match rules.reset {
            Reset::Elsewhere => Err(StopReason::Elsewhere),
            Reset::AccountOff => Err(StopReason::AccountOff),
            Reset::NotForThisPerson => Err(StopReason::NotForThisPerson),
            Reset::Allowed if rules.is_registered(account, proved) => Ok(()),
            // Whoever registered enough is not told to register more: nothing here sends what they need.
            Reset::Allowed if resolve(&self.listed, account).is_registered(account, proved) => Err(StopReason::NoChannel),
            Reset::Allowed if account.has_password => Err(StopReason::Unregistered),
            Reset::Allowed => Err(StopReason::UnregisteredFirst),
        }
    }

    /// What whoever typed `key` may try, by the base policy and that key's counters alone.
    pub(super) fn anybody(&self, key: &LoginKey, counters: &Counters<'_>) -> Result<Person, StopReason> {
        let base = &self.policy.base;
        let ways = base.methods.iter().filter_map(|method| match method {
            Method::Email => Some(Way::Email { to: None }),
            Method::Totp => Some(Way::Totp),
            // Whoever has none is asked some all the same.
            Method::Questions => self.policy.questions.alone.then_some(Way::Questions { first: true }),
            Method::RecoveryCode => Some(Way::RecoveryCode),
            Method::Sms => Some(Way::Sms { to: None }),
        });
        let offers: Vec<Offer> = ways.map(|way| counters.offer(way)).collect();
        // One way is enough here: how many are needed is this person's own matter.
        if offers.is_empty() {
            return Err(StopReason::NoChannel);
        }
        match counters.too_few(&offers, &[], 1) {
            Some(reason) => Err(reason),
            None => Ok(Person {
                login: key.clone(),
                gates: base.gates,
                offers,
                password: base.password.clone(),
                words: Arc::default(),
                precise: false,
                has_password: true,
                may_unlock: self.policy.unlock,
                language: None,
            }),
        }
    }

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

    /// Whether pages may speak of this account at `gate`: where they explain, and behind the first gate.
    pub(super) const fn is_precise(&self, seat: &Seat, gate: Gate) -> bool {
        matches!(
            (self.policy.reveal(seat.standing), gate),
            (Reveal::Explain, _) | (Reveal::Uniform, Gate::Second | Gate::Settings | Gate::Registration)
        )
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
    fn blocked(&self, of: &Subject, scope: Scope) -> Option<Moment> {
        self.counter(of, scope).blocked(self.now)
    }

    /// All that were read, for a debit of some of them.
    pub(super) fn all(&self) -> &[(Subject, Scope, Counter)] {
        &self.all
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
        until(Scope::Account).or_else(|| until(Scope::Method(method)))
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
        Offer { blocked: self.closed(method), form, way }
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
    fn too_few(&self, offers: &[Offer], proved: &[Method], needed: usize) -> Option<StopReason> {
        let shortage = Shortage::among(offers, proved, needed, self.now)?;
        let by_account =
            shortage.closed().filter_map(|method| self.guessed_out(method)).find(|(scope, _)| *scope == Scope::Account);
        Some(match by_account {
            Some((scope, until)) => StopReason::Blocked { scope, until },
            None => StopReason::TooFewLeft(shortage),
        })
    }
}

fn offers(account: &Account, rules: &Rules, counters: &Counters<'_>) -> Vec<Offer> {
    let mut offers = Vec::new();
    for method in rules.usable_methods(account) {
        match method {
            Method::Email => offers.extend(rules.usable_contacts(account).map(|contact| {
                let to = Some((contact.id.clone(), contact.address.mask()));
                counters.offer(Way::Email { to })
            })),
            Method::Totp => offers.push(counters.offer(Way::Totp)),
            Method::Questions => offers.push(counters.offer(Way::Questions { first: rules.questions.alone })),
            Method::RecoveryCode => offers.push(counters.offer(Way::RecoveryCode)),
            Method::Sms => offers.extend(rules.usable_mobiles(account).map(|phone| {
                let to = Some((phone.id.clone(), phone.number.mask()));
                counters.offer(Way::Sms { to })
            })),
        }
    }
    offers
}
