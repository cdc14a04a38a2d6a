//! What somebody who signed in is reminded of, and what they may do about it without changing what is registered:
//! say that it is right, or put off what is missing. Neither takes more than the sign-in: nothing that lets
//! anybody in depends on it.

use super::super::{Seat, Service, troubled};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::method::Method;
use crate::domain::outcome::{Done, Home, Onward, Trouble};
use crate::domain::policy::{Reset, Reveal, resolve};
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::registration::{is_as_secure, own_methods};
use crate::domain::reminder::{Reminder, Settled, Settling, Why, due};
use crate::domain::time::Moment;
use crate::store::{Close, StoreError, Tx};
use crate::transact;

impl Service {
    /// What the owner of `account` is reminded of. They have proved nothing but their password yet: where pages
    /// tell little, their addresses stay hidden.
    pub(in crate::service) fn reminder(&self, seat: &Seat, account: &Account) -> Option<Reminder> {
        let may_reset = resolve(&self.policy, account).reset == Reset::Allowed;
        let is_shut = self.strongest(account).is_some() && self.settings_ways(seat, account).is_empty();
        if !may_reset || is_shut {
            // What is registered is of no use here, or nothing here can send what guards it.
            return None;
        }
        let registration = match self.reveal(seat) {
            Reveal::Explain => self.registration(seat, account),
            Reveal::Uniform => self.registration(seat, account).veiled(),
        };
        due(&self.policy.reminders, registration, account.reminded, self.now())
    }

    /// What is offered to whoever chose a new password at `at`: to be signed in with it and set up what is
    /// missing. Nothing where all is well.
    pub(in crate::service) fn onward(&self, seat: &Seat, account: &Account, done: Done, at: Moment) -> Option<Onward> {
        let due = self.reminder(seat, account);
        let has_none = own_methods(account, self.policy.questions.ask).is_empty();
        let is_offered = due.is_some() || (done == Done::FirstPassword && has_none);
        is_offered.then(|| {
            let home = Home { must_change: false, due: due.map(Box::new), ..self.home(account) };
            Onward { signed_in: SignedIn::of(account.id.clone(), seat.visit.clone(), at), home }
        })
    }

    /// Whether `methods`, just proved and of their owner alone, hold the one that guards the settings of `account`, or a
    /// better one.
    pub(in crate::service) fn opens_settings(&self, account: &Account, methods: &[Method]) -> bool {
        self.strongest(account).is_some_and(|strongest| methods.iter().any(|proved| is_as_secure(*proved, strongest)))
    }

    /// Does about a reminder what `how` says.
    ///
    /// # Errors
    /// The sign-in comes back with the trouble.
    pub async fn settle_reminder(&self, seat: &Seat, signed_in: SignedIn, how: Settling) -> Result<Settled, (SignedIn, Trouble)> {
        let settled = transact!(self.store, |tx| async { self.settle_in(tx, seat, &signed_in, how).await });
        match settled {
            Ok(Tried::Done) => Ok(Settled::Done { signed_in }),
            Ok(Tried::Refused(due)) => Ok(Settled::Refused { signed_in, due }),
            Ok(Tried::Out) => Ok(Settled::SignedOut),
            Err(error) => Err((signed_in, troubled(&error))),
        }
    }

    async fn settle_in(&self, tx: &mut Tx, seat: &Seat, signed_in: &SignedIn, how: Settling) -> Result<Close<Tried>, StoreError> {
        let id = signed_in.account();
        if !self.is_bound(seat, signed_in) || !tx.is_signed_in(&seat.visit, id, self.now()).await? {
            return Ok(Close::Undo(Tried::Out));
        }
        let Some(account) = tx.account(id).await?.filter(|account| self.shut_out(account).is_none()) else {
            return Ok(Close::Undo(Tried::Out));
        };
        let due = self.reminder(seat, &account);
        let (is_done, fact) = match (how, due.as_ref().map(|due| due.why)) {
            (_, None) => return Ok(Close::Undo(Tried::Done)),
            (Settling::Confirm, Some(Why::Unconfirmed)) => {
                (tx.confirm_registration(id, self.now()).await?, Fact::RegistrationConfirmed)
            }
            (Settling::PutOff, Some(Why::Missing { .. })) => {
                (tx.put_off(id, self.policy.reminders.skip, self.now()).await?, Fact::RegistrationPutOff)
            }
            (Settling::Confirm, Some(Why::Missing { .. })) | (Settling::PutOff, Some(Why::Unconfirmed)) => {
                return Ok(Close::Undo(Tried::Refused(due.map(Box::new))));
            }
        };
        if !is_done {
            // Another visit was quicker; what is left is read again.
            let now = tx.account(id).await?;
            return Ok(Close::Undo(Tried::Refused(now.and_then(|account| self.reminder(seat, &account)).map(Box::new))));
        }
        tx.audit(&self.entry(seat, Some(id), fact)).await?;
        Ok(Close::Commit(Tried::Done))
    }
}

/// What became of a [`Settling`].
enum Tried {
    Done,
    Refused(Option<Box<Reminder>>),
    Out,
}
