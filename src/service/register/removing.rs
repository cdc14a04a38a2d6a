//! What can be taken away of what somebody registered, and taking it: never what the policy needs, nor the last thing
//! that keeps others out.

use super::super::{Seat, Service};
use super::making::Told;
use crate::domain::account::{Account, Origin};
use crate::domain::method::Method;
use crate::domain::policy::{Reset, count_classes, resolve};
use crate::domain::registration::{Changed, Item, Unfit};
use crate::store::{StoreError, Tx};

impl Service {
    /// Takes `item` away, unless the policy needs it. What other visits began with its like is void.
    pub(super) async fn remove(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        item: &Item,
    ) -> Result<Result<Told, Unfit>, StoreError> {
        if let Some(why) = self.why_kept(account, item) {
            return Ok(Err(why));
        }
        let (is_gone, method, what, mask) = match item {
            Item::Contact(id) => {
                let mask =
                    account.contacts.iter().find(|contact| contact.id == *id).map(|contact| account.mask_of(contact).to_string());
                let is_gone = tx.remove_contact(&account.id, id, self.now()).await?;
                (is_gone, Method::Email, Changed::AddressRemoved, mask.unwrap_or_default())
            }
            Item::App(id) => (tx.remove_app(&account.id, id).await?, Method::Totp, Changed::AppRemoved, String::new()),
            Item::Key(id) => {
                let is_gone = tx.remove_security_key(&account.id, id).await?;
                (is_gone, Method::SecurityKey, Changed::KeyRemoved, String::new())
            }
            Item::Questions => {
                let is_gone = tx.replace_answers(&account.id, &[], self.now()).await?;
                (is_gone, Method::Questions, Changed::AnswersRemoved, String::new())
            }
            Item::Sheet => {
                let is_gone = tx.replace_recovery_codes(&account.id, &[], self.now()).await?;
                (is_gone, Method::RecoveryCode, Changed::SheetRemoved, String::new())
            }
        };
        if !is_gone {
            return Ok(Err(Unfit::Gone));
        }
        tx.drop_challenges_by(&account.id, method, &seat.visit).await?;
        Ok(Ok((what, mask)))
    }

    /// Why `item` is not taken away from `account`; none where it can be.
    pub(super) fn why_kept(&self, account: &Account, item: &Item) -> Option<Unfit> {
        let Some(left) = without(account, item) else { return Some(Unfit::Gone) };
        if self.is_needed(account, &left) {
            return Some(Unfit::Needed);
        }
        // The policy could do without, but these settings would open to the password alone: whoever learned it
        // could make their own way in the one that stays. Another phone is added before the old one goes, and
        // whoever wants nothing kept here asks the help desk.
        let opens = self.strongest(&left).is_none() && self.strongest(account).is_some();
        opens.then_some(Unfit::LastOwn)
    }

    /// Whether what is `left` is below what the policy needs, and less than before: of what is of use once the password
    /// is forgotten, or of what a reset takes as long as somebody reads the mailbox behind it.
    fn is_needed(&self, account: &Account, left: &Account) -> bool {
        let rules = resolve(&self.policy, account);
        let domains = &self.organisation.mail_domains;
        let lasting = |account: &Account| count_classes(rules.lasting_methods(account, domains));
        let usable = |account: &Account| count_classes(rules.usable_methods(account));
        let falls_short = |before, after| after < rules.gates.count() && after < before;
        let is_short = falls_short(lasting(account), lasting(left)) || falls_short(usable(account), usable(left));
        rules.reset == Reset::Allowed && is_short
    }
}

/// `account` as it would be without `item`; none where it has no such thing, or an operator entered it.
fn without(account: &Account, item: &Item) -> Option<Account> {
    let mut left = account.clone();
    match item {
        Item::Contact(id) => left.contacts.retain(|contact| contact.id != *id || contact.origin == Origin::Directory),
        Item::App(id) => left.totps.retain(|app| app != id),
        Item::Key(id) => left.security_keys.retain(|key| key.id != *id),
        Item::Questions => left.questions = 0,
        Item::Sheet => left.recovery_codes = 0,
    }
    (left != *account).then_some(left)
}
