//! Whom a gate's challenge is put to: an account of which pages may speak, one of which they must not
//! speak yet, or nobody who could pass.

use super::{Seat, Service};
use crate::domain::account::{Account, Origin};
use crate::domain::id::{AccountId, ContactId};
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{StopReason, Way};
use crate::domain::policy::{Reveal, resolve};
use crate::store::{ChallengeState, StoreError, StoredChallenge, Subject, Tx};

pub(super) struct Addressee {
    account: Option<Account>,
    /// Whether pages may speak of the account.
    precise: bool,
    /// Why a hidden account cannot pass this gate, when it cannot.
    hindrance: Option<StopReason>,
    /// Where a letter goes.
    contact: Option<ContactId>,
    /// At which gate somebody stands who signed in.
    member: Option<Gate>,
    /// Whether somebody had signed in, and is not any more. What is put to them is nobody's.
    signed_out: bool,
    /// Whose letters it counts as, where that is not the contact.
    recipient: Option<Subject>,
}

impl Addressee {
    /// The account, where pages may speak of it.
    pub(super) const fn precise(&self) -> Option<&Account> {
        if self.precise { self.account.as_ref() } else { None }
    }

    /// The account, for the audit.
    pub(super) fn id(&self) -> Option<&AccountId> {
        self.account.as_ref().map(|account| &account.id)
    }

    /// The account whose answer can be right.
    pub(super) fn answerable(&self) -> Option<&AccountId> {
        self.id().filter(|_| self.hindrance.is_none())
    }

    pub(super) const fn contact(&self) -> Option<&ContactId> {
        self.contact.as_ref()
    }

    /// The account with the contact that a letter goes to.
    pub(super) const fn reachable(&self) -> Option<(&Account, &ContactId)> {
        match (&self.account, &self.contact) {
            (Some(account), Some(contact)) => Some((account, contact)),
            (Some(_) | None, _) => None,
        }
    }

    pub(super) const fn hindrance(&self) -> Option<StopReason> {
        self.hindrance
    }

    /// The gate, where somebody stands at it who signed in.
    pub(super) const fn of_member(&self) -> Option<Gate> {
        self.member
    }

    /// Whether somebody had signed in, and is not any more: their password was replaced, or it took too long.
    pub(super) const fn is_signed_out(&self) -> bool {
        self.signed_out
    }

    /// Whose letters it counts as, where that is not the contact.
    pub(super) const fn recipient(&self) -> Option<&Subject> {
        self.recipient.as_ref()
    }

    /// The same with the telephone that was found under the number that was typed; whoever has none there is
    /// reached nowhere, and no answer of theirs is right.
    pub(super) fn at_phone(self, found: Option<ContactId>) -> Self {
        let hindrance = if found.is_some() { self.hindrance } else { Some(StopReason::Unregistered) };
        Self { contact: found, hindrance, ..self }
    }

    /// The same for another code in the place of `latest`: a text goes where the one before went, for that number was
    /// typed, and is not asked for again.
    pub(super) fn at_phone_of(self, way: &Way, latest: &StoredChallenge) -> Self {
        match way {
            Way::Sms { to: None } => self.at_phone(latest.contact.clone()),
            Way::Sms { to: Some(_) }
            | Way::Email { .. }
            | Way::Totp
            | Way::Questions { .. }
            | Way::RecoveryCode
            | Way::SecurityKey => self,
        }
    }

    /// The account, to look up what it has.
    pub(super) const fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    fn of_nobody() -> Self {
        Self { account: None, precise: false, hindrance: None, contact: None, member: None, signed_out: false, recipient: None }
    }

    /// Somebody who had signed in.
    fn signed_out() -> Self {
        Self { signed_out: true, ..Self::of_nobody() }
    }

    /// One of whom pages may speak.
    fn known(account: Account, contact: Option<ContactId>) -> Self {
        Self { account: Some(account), precise: true, contact, ..Self::of_nobody() }
    }
}

impl Service {
    /// Whom a challenge for whoever typed `login` is put to at `gate`, in a visit with `earlier` challenges.
    pub(super) async fn addressee(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        login: &LoginKey,
        gate: Gate,
        way: &Way,
        earlier: &[StoredChallenge],
    ) -> Result<Addressee, StoreError> {
        if gate.is_of_member() {
            return self.member(tx, seat, login, gate, way).await;
        }
        let account = tx.account_by_key(login).await?;
        let explains = matches!(self.reveal(seat), Reveal::Explain);
        match account {
            Some(account) if explains || (gate == Gate::Second && has_passed(earlier, &account.id)) => {
                Ok(Addressee::known(account, named_in(way)))
            }
            None if explains => Err(StoreError::AccountGone),
            Some(account) => Ok(self.hidden(seat, account, way)),
            None => Ok(Addressee::of_nobody()),
        }
    }

    /// An account of which pages must not speak yet. Its default address is taken; one that cannot pass
    /// the gate still has an address, at which it is told why.
    fn hidden(&self, seat: &Seat, account: Account, way: &Way) -> Addressee {
        let rules = resolve(self.policy_at(seat), &account);
        let method = way.method();
        let hindrance = match self.may_reset(&rules, &account, &[]) {
            Err(reason) => Some(reason),
            Ok(()) if rules.usable_methods(&account).contains(&method) => None,
            Ok(()) => Some(StopReason::Unregistered),
        };
        let usable = rules.usable_contacts(&account).next().or_else(|| account.contacts.first());
        let contact = usable.filter(|_| method == Method::Email).map(|contact| contact.id.clone());
        Addressee { account: Some(account), hindrance, contact, ..Addressee::of_nobody() }
    }

    /// Somebody who signed in as `login` in this visit: before their settings, or with something to register.
    async fn member(&self, tx: &mut Tx, seat: &Seat, login: &LoginKey, gate: Gate, way: &Way) -> Result<Addressee, StoreError> {
        let Some(account) = tx.account_by_key(login).await? else { return Ok(Addressee::signed_out()) };
        if !tx.is_signed_in(&seat.visit, &account.id, self.now()).await? || self.shut_out(&account).is_some() {
            return Ok(Addressee::signed_out());
        }
        let contact = named_in(way);
        let recipient = match (gate, &contact) {
            // Another visit registered a first way meanwhile: the password alone is not enough any more.
            (Gate::Registration, Some(_)) if self.has_to_prove(tx, seat, &account).await? => return Ok(Addressee::signed_out()),
            (Gate::Registration, Some(contact)) => Some(self.recipient_of_draft(tx, &account, contact).await?),
            (Gate::Registration, None) => return Err(StoreError::AccountGone),
            (Gate::First | Gate::Second | Gate::Settings, _) => None,
        };
        Ok(Addressee { member: Some(gate), recipient, ..Addressee::known(account, contact) })
    }

    /// Whether the owner of `account` has a way of their own and did not prove it in this visit.
    async fn has_to_prove(&self, tx: &mut Tx, seat: &Seat, account: &Account) -> Result<bool, StoreError> {
        Ok(self.strongest(account).is_some() && !tx.has_proved_more(&seat.visit, &account.id).await?)
    }

    /// Whose letters those are to an address that `account` is registering: the address's own, for somebody who
    /// types ten addresses has ten contacts.
    async fn recipient_of_draft(&self, tx: &mut Tx, account: &Account, contact: &ContactId) -> Result<Subject, StoreError> {
        let known = account.contacts.iter().find(|known| known.id == *contact && known.origin == Origin::Directory);
        let address = match known {
            Some(known) => Some(known.address.clone()),
            None => tx.unproved_address(&account.id, contact).await?,
        };
        Ok(self.store.keys().recipient_by_address(&address.ok_or(StoreError::AccountGone)?))
    }
}

/// The contact that `way` goes to, where it names one.
fn named_in(way: &Way) -> Option<ContactId> {
    match way {
        Way::Email { to } | Way::Sms { to } => to.as_ref().map(|(contact, _)| contact.clone()),
        Way::Totp | Way::Questions { .. } | Way::RecoveryCode | Way::SecurityKey => None,
    }
}

/// Whether the first gate of this visit was passed by `account`, as its rows say.
fn has_passed(challenges: &[StoredChallenge], account: &AccountId) -> bool {
    challenges.iter().any(|challenge| {
        challenge.state == ChallengeState::Proved
            && challenge.open.gate == Gate::First
            && challenge.open.account.as_ref() == Some(account)
    })
}
