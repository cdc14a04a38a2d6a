//! What guards the settings: the most secure method that is their owner's own, and the ways in which it is proved.

use super::super::{Seat, Service};
use crate::domain::account::{Account, Contact, Origin};
use crate::domain::mask::Mask;
use crate::domain::method::Method;
use crate::domain::outcome::{Offer, Way};
use crate::domain::policy::Reveal;
use crate::domain::registration::own_methods;
use crate::store::{StoreError, Tx};

impl Service {
    /// The most secure method that the owner of `account` registered and can prove here. Where nothing here sends
    /// a code to any of it, it is still asked for: a password alone must not do.
    pub(in crate::service) fn strongest(&self, account: &Account) -> Option<Method> {
        let own = own_methods(account, self.policy.questions.ask);
        own.iter().find(|method| self.has_channel(**method)).or(own.first()).copied()
    }

    /// The ways in which its owner can prove the most secure method of `account`.
    pub(in crate::service) async fn settings_offers(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
    ) -> Result<Vec<Offer>, StoreError> {
        let counters = self.counters(tx, seat, self.store.subject(&account.login.key()), &[]).await?;
        Ok(self.settings_ways(seat, account).into_iter().map(|way| counters.offer(way)).collect())
    }

    /// The same, whatever the counters say. Whoever is asked for one of them has proved nothing but the password: where
    /// pages tell little, no address is told.
    pub(in crate::service) fn settings_ways(&self, seat: &Seat, account: &Account) -> Vec<Way> {
        match self.strongest(account) {
            Some(Method::Totp) => vec![Way::Totp],
            Some(Method::RecoveryCode) => vec![Way::RecoveryCode],
            // In the hall it guards them no less: else whoever wants them would ask for them there.
            Some(Method::SecurityKey) if !seat.may_paste => Vec::new(),
            Some(Method::SecurityKey) => vec![Way::SecurityKey],
            Some(Method::Questions) => vec![Way::Questions { first: true }],
            Some(Method::Email) if !self.mails => Vec::new(),
            Some(Method::Email) => {
                let mask = |contact| match self.reveal(seat) {
                    Reveal::Explain => account.mask_of(contact),
                    Reveal::Uniform => Mask::Veiled,
                };
                let own = account.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
                Contact::as_offered(own)
                    .into_iter()
                    .map(|contact| Way::Email { to: Some((contact.id.clone(), mask(contact))) })
                    .collect()
            }
            Some(Method::Sms) | None => Vec::new(),
        }
    }
}
