//! "This is my user ID": whether and how this person can go on.

use super::{Seat, Service, troubled};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::limit::{Counter, Scope};
use crate::domain::login::LoginKey;
use crate::domain::method::{Class, Method};
use crate::domain::outcome::{Identified, Offer, Person, StopReason, Trouble, Way};
use crate::domain::policy::{Limits, Reset, Rules, resolve};
use crate::domain::time::Moment;
use crate::store::{Close, StoreError, Tx};
use crate::transact;

/// The counters of one person at one standing.
pub(super) type Counters = Vec<(Scope, Counter)>;

impl Service {
    /// Finds the account that `typed` names, and what it may do now.
    pub async fn identify(&self, seat: &Seat, typed: &str) -> Result<Identified, Trouble> {
        if let Some(asked) = self.riddle_first(seat).await? {
            return Ok(Identified::Captcha(asked));
        }
        let key = LoginKey::of(typed);
        let found: Result<_, StoreError> = transact!(self.store, |tx| async {
            let Some(account) = tx.account_by_key(&key).await? else {
                tx.audit(&self.entry(seat, None, Fact::UnknownLogin)).await?;
                return Ok(Close::Commit(Identified::Unknown));
            };
            let identified = match self.welcome(tx, seat, &account).await? {
                Ok(person) => {
                    tx.audit(&self.entry(seat, Some(&account.id), Fact::Identified)).await?;
                    Identified::Welcome(person)
                }
                Err(reason) => Identified::Stop(self.stop(tx, seat, &account.id, reason).await?),
            };
            Ok(Close::Commit(identified))
        });
        found.map_err(|error| troubled(&error))
    }

    /// What `account` may do now under the rules as they are now.
    pub(super) async fn welcome(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
    ) -> Result<Result<Person, StopReason>, StoreError> {
        let rules = resolve(&self.policy, account);
        if let Err(reason) = may_reset(&rules, account) {
            return Ok(Err(reason));
        }
        let subject = self.store.subject(&account.login.key());
        let counters = tx.counters(&subject, seat.standing).await?;
        Ok(person(account, &rules, &self.policy.limits, &counters, self.now()))
    }
}

/// Whether the account's password can be reset here at all.
pub(super) fn may_reset(rules: &Rules, account: &Account) -> Result<(), StopReason> {
    match rules.reset {
        Reset::Elsewhere => Err(StopReason::Elsewhere),
        Reset::AccountOff => Err(StopReason::AccountOff),
        Reset::NotForThisPerson => Err(StopReason::NotForThisPerson),
        Reset::Allowed if rules.is_registered(account) => Ok(()),
        Reset::Allowed => Err(StopReason::Unregistered),
    }
}

/// The person with the ways open to them, or the block that leaves too few.
fn person(account: &Account, rules: &Rules, limits: &Limits, counters: &Counters, now: Moment) -> Result<Person, StopReason> {
    if let Some(until) = full(counters, Scope::Account, limits, now) {
        return Err(StopReason::Blocked { scope: Scope::Account, until });
    }
    let offers = offers(account, rules, |method| full(counters, Scope::Method(method), limits, now));
    let blocked = offers.iter().filter_map(|offer| Some((offer.way.method(), offer.blocked?))).min_by_key(|(_, until)| *until);
    match blocked {
        Some((method, until)) if open_classes(&offers) < rules.gates.count() => {
            Err(StopReason::Blocked { scope: Scope::Method(method), until })
        }
        _ => Ok(Person { account: account.id.clone(), gates: rules.gates, offers, password: rules.password.clone() }),
    }
}

/// Until when the counter of `scope` lets nothing more through, when it does not.
pub(super) fn full(counters: &Counters, scope: Scope, limits: &Limits, now: Moment) -> Option<Moment> {
    let (_, counter) = counters.iter().find(|(of, _)| *of == scope)?;
    counter.full(limits.ceiling(scope), now)
}

/// How many failures the counter of `scope` still bears.
pub(super) fn left(counters: &Counters, scope: Scope, limits: &Limits, now: Moment) -> u32 {
    let counter = counters.iter().find(|(of, _)| *of == scope).map_or(Counter::empty(), |(_, counter)| *counter);
    counter.left(limits.ceiling(scope), now)
}

fn offers(account: &Account, rules: &Rules, blocked: impl Fn(Method) -> Option<Moment>) -> Vec<Offer> {
    let mut offers = Vec::new();
    for method in rules.usable_methods(account) {
        let blocked = blocked(method);
        match method {
            Method::Email => offers.extend(rules.usable_contacts(account).map(|contact| {
                let way = Way::Email { contact: contact.id.clone(), mask: contact.address.mask() };
                Offer { way, blocked }
            })),
            Method::Totp => offers.push(Offer { way: Way::Totp, blocked }),
        }
    }
    offers
}

fn open_classes(offers: &[Offer]) -> usize {
    let mut classes: Vec<Class> = Vec::new();
    for offer in offers.iter().filter(|offer| offer.blocked.is_none()) {
        if !classes.contains(&offer.way.class()) {
            classes.push(offer.way.class());
        }
    }
    classes.len()
}
