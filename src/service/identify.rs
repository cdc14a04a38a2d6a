//! "This is my user ID": whether and how this person can go on.
//!
//! Where pages explain, the answer is about the account. Where they are uniform, it is about the policy
//! and what was typed, and never about the account, until a first gate is passed.

use std::slice;
use std::sync::Arc;

use super::addressee::Addressee;
use super::counters::Counters;
use super::{Seat, Service, troubled};
use crate::domain::account::{Account, Contact};
use crate::domain::audit::Fact;
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Identified, Offer, Person, StopReason, Trouble, Way};
use crate::domain::policy::{Reset, Reveal, Rules, resolve};
use crate::store::{Close, Debit, StoreError, Subject, Tally, Tx};
use crate::transact;

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
        let person = match (self.reveal(seat), &account) {
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
        Ok(match tx.debit_known(slice::from_ref(source), counters.all(), seat.standing, self.now()).await? {
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
        let rules = resolve(self.policy_at(counters.seat()), account);
        self.may_reset(&rules, account, proved)?;
        let offers = offers(account, &rules, counters);
        if let Some(reason) = counters.too_few(&offers, proved, rules.gates.count()) {
            return Err(reason);
        }
        let words = self.words_of_page(account, &rules.password, true);
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
            // Whoever registered enough is not told to register more: they cannot use a key here, or nothing here sends what they need.
            Reset::Allowed if resolve(&self.policy, account).is_registered(account, proved) => Err(StopReason::KeyNotHere),
            Reset::Allowed if resolve(&self.listed, account).is_registered(account, proved) => Err(StopReason::NoChannel),
            Reset::Allowed if account.has_password => Err(StopReason::Unregistered),
            Reset::Allowed => Err(StopReason::UnregisteredFirst),
        }
    }

    /// What whoever typed `key` may try, by the base policy and that key's counters alone.
    pub(super) fn anybody(&self, key: &LoginKey, counters: &Counters<'_>) -> Result<Person, StopReason> {
        let base = &self.policy.base;
        let offers = self.base_offers(counters);
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

    /// What whoever stands at a gate may do there, by `way` or another, having `proved` something already.
    pub(super) fn at_gate(
        &self,
        (seat, login): (&Seat, &LoginKey),
        way: &Way,
        (addressee, proved): (&Addressee, &[Method]),
        counters: &Counters<'_>,
    ) -> Result<Person, StopReason> {
        match (addressee.of_member(), addressee.precise()) {
            (Some(gate), Some(account)) => {
                // Signed in: a way before their settings, or the one that is being registered.
                let ways = if gate == Gate::Registration { vec![way.clone()] } else { self.settings_ways(seat, account) };
                let offers = ways.into_iter().map(|way| counters.offer(way)).collect();
                Ok(Person { offers, ..self.member_person(account) })
            }
            (None, Some(account)) => self.allowed(account, counters, proved),
            (_, None) => self.anybody(login, counters),
        }
    }

    /// The ways that the base policy takes first, as these counters have them.
    pub(super) fn base_offers(&self, counters: &Counters<'_>) -> Vec<Offer> {
        let base = &self.policy_at(counters.seat()).base;
        let ways = base.methods.iter().filter_map(|method| match method {
            Method::Email => Some(Way::Email { to: None }),
            Method::Totp => Some(Way::Totp),
            // Whoever has none is asked some all the same.
            Method::Questions => self.policy.questions.alone.then_some(Way::Questions { first: true }),
            Method::RecoveryCode => Some(Way::RecoveryCode),
            Method::SecurityKey => Some(Way::SecurityKey),
            Method::Sms => Some(Way::Sms { to: None }),
        });
        ways.map(|way| counters.offer(way)).collect()
    }

    /// Whether pages may speak of this account at `gate`: where they explain, and behind the first gate.
    pub(super) fn is_precise(&self, seat: &Seat, gate: Gate) -> bool {
        matches!(
            (self.reveal(seat), gate),
            (Reveal::Explain, _) | (Reveal::Uniform, Gate::Second | Gate::Settings | Gate::Registration)
        )
    }
}

fn offers(account: &Account, rules: &Rules, counters: &Counters<'_>) -> Vec<Offer> {
    let mut offers = Vec::new();
    for method in rules.usable_methods(account) {
        match method {
            Method::Email => offers.extend(Contact::as_offered(rules.usable_contacts(account)).into_iter().map(|contact| {
                let to = Some((contact.id.clone(), account.mask_of(contact)));
                counters.offer(Way::Email { to })
            })),
            Method::Totp => offers.push(counters.offer(Way::Totp)),
            Method::Questions => offers.push(counters.offer(Way::Questions { first: rules.questions.alone })),
            Method::RecoveryCode => offers.push(counters.offer(Way::RecoveryCode)),
            Method::SecurityKey => offers.push(counters.offer(Way::SecurityKey)),
            Method::Sms => offers.extend(rules.usable_mobiles(account).map(|phone| {
                let to = Some((phone.id.clone(), account.mask_of_phone(phone)));
                counters.offer(Way::Sms { to })
            })),
        }
    }
    offers
}
