//! What is to be registered, before it is proved: an address becomes a row that counts for nothing, and a code
//! goes to it; an app gets a seed, a sheet its codes and a key a text to sign, which are kept nowhere.

use super::super::challenge::Sent;
use super::super::gate::At;
use super::super::{Seat, Service};
use super::Owner;
use crate::domain::account::{Account, Address, Origin};
use crate::domain::code::draw_to_sign;
use crate::domain::id::{ContactId, SecurityKeyId, TotpId};
use crate::domain::limit::Scope;
use crate::domain::mask::Mask;
use crate::domain::method::Gate;
use crate::domain::outcome::{Challenge, Trouble, Way};
use crate::domain::proof::app_draft::AppDraft;
use crate::domain::proof::key_draft::KeyDraft;
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::registration::{Drafted, MOST_APPS, MOST_KEYS, Unfit, Wish};
use crate::domain::secret::Secret;
use crate::domain::security_key::SecurityKey;
use crate::domain::visible::visible;
use crate::store::{Close, Debit, StoreError, Tx};
use crate::transact;

/// How much of a typed address its page shows: no more than fits.
const LONGEST_SHOWN: usize = 60;

/// What became of a wish.
enum Begun {
    Code(Challenge),
    App(AppDraft),
    Sheet(SheetDraft),
    Key(KeyDraft),
    Refused(Unfit),
    Out,
}

impl Service {
    /// Begins to register something for somebody who signed in.
    ///
    /// # Errors
    /// The sign-in comes back with the trouble.
    pub async fn draft(&self, seat: &Seat, signed_in: SignedIn, wish: Wish) -> Result<Drafted, (SignedIn, Trouble)> {
        let begun = transact!(self.store, |tx| async { self.draft_in(tx, seat, &signed_in, &wish).await });
        match self.ring(begun) {
            Ok(Begun::Code(challenge)) => Ok(Drafted::Code { signed_in, challenge }),
            Ok(Begun::App(draft)) => Ok(Drafted::App { signed_in, draft }),
            Ok(Begun::Key(draft)) => Ok(Drafted::Key { signed_in, draft }),
            Ok(Begun::Sheet(draft)) => Ok(Drafted::Sheet { signed_in, draft }),
            Ok(Begun::Refused(why)) => Ok(Drafted::Refused { signed_in, why }),
            Ok(Begun::Out) => Ok(Drafted::SignedOut),
            Err(trouble) => Err((signed_in, trouble)),
        }
    }

    async fn draft_in(&self, tx: &mut Tx, seat: &Seat, signed_in: &SignedIn, wish: &Wish) -> Result<Close<Begun>, StoreError> {
        let Owner::May(account) = self.owner(tx, seat, signed_in).await? else { return Ok(Close::Undo(Begun::Out)) };
        match wish {
            Wish::Address(_) | Wish::Adopt(_) if !self.mails => Ok(Close::Undo(Begun::Refused(Unfit::NoMail))),
            Wish::App if account.totps.len() >= MOST_APPS => Ok(Close::Undo(Begun::Refused(Unfit::TooMany))),
            Wish::App => {
                let drawn = [self.ambient.entropy()?, self.ambient.entropy()?];
                let id = TotpId::new(self.now(), self.ambient.entropy()?);
                Ok(Close::Undo(Begun::App(AppDraft::draw(id, account.id, seat.visit.clone(), drawn))))
            }
            Wish::Key(line) => Ok(Close::Undo(self.draft_key(tx, seat, &account, line).await?)),
            Wish::Sheet if !self.registration(seat, &account).takes_sheets() => Ok(Close::Undo(Begun::Refused(Unfit::Gone))),
            Wish::Sheet => Ok(Close::Undo(Begun::Sheet(self.draw_sheet(seat, account.id)?))),
            Wish::Address(address) => self.draft_address(tx, seat, account, address).await,
            Wish::Adopt(contact) => {
                let known = account.contacts.iter().find(|known| known.id == *contact && known.origin == Origin::Directory);
                let Some(known) = known else { return Ok(Close::Undo(Begun::Refused(Unfit::Gone))) };
                if let Some(why) = self.unfit_address(&account, &known.address) {
                    return Ok(Close::Undo(Begun::Refused(why)));
                }
                let way = Way::Email { to: Some((contact.clone(), account.mask_of(known))) };
                self.send_to(tx, seat, account, &way).await
            }
        }
    }

    /// A key whose public line was pasted: it is to sign once before it counts, and is kept nowhere until then.
    async fn draft_key(&self, tx: &mut Tx, seat: &Seat, account: &Account, line: &Secret) -> Result<Begun, StoreError> {
        let Ok(read) = SecurityKey::read(line.expose()) else { return Ok(Begun::Refused(Unfit::Line)) };
        if let Some(why) = self.unfit_key(tx, seat, account, &read.0).await? {
            return Ok(Begun::Refused(why));
        }
        let id = SecurityKeyId::new(self.now(), self.ambient.entropy()?);
        let text = draw_to_sign(Gate::Registration, self.ambient.entropy()?);
        Ok(Begun::Key(KeyDraft::new(id, (account.id.clone(), seat.visit.clone()), read, text)))
    }

    /// Why nobody can register `key` for `account` from here.
    pub(super) async fn unfit_key(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        key: &SecurityKey,
    ) -> Result<Option<Unfit>, StoreError> {
        if !self.registration(seat, account).takes_keys {
            return Ok(Some(Unfit::Gone));
        }
        if tx.security_keys(&account.id).await?.iter().any(|known| known.key == *key) {
            return Ok(Some(Unfit::KnownKey));
        }
        Ok((account.security_keys.len() >= MOST_KEYS).then_some(Unfit::TooMany))
    }

    /// A typed address. One that an operator entered is answered like one that nobody knows: whoever knows no more than
    /// the password could else learn it letter by letter. Proved, it is adopted. It was typed in this visit, so its
    /// page may show it whole: a slip is found.
    async fn draft_address(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: Account,
        address: &Address,
    ) -> Result<Close<Begun>, StoreError> {
        if let Some(why) = self.unfit_address(&account, address) {
            return Ok(Close::Undo(Begun::Refused(why)));
        }
        let known = account.contacts.iter().find(|known| known.address.key() == address.key());
        let contact = match known.map(|known| known.id.clone()) {
            Some(contact) => contact,
            None => self.waiting_row(tx, &account, address).await?,
        };
        let way = Way::Email { to: Some((contact, Mask::Whole(visible(address.as_str(), LONGEST_SHOWN)))) };
        self.send_to(tx, seat, account, &way).await
    }

    /// The row of an address that counts for nothing yet.
    async fn waiting_row(&self, tx: &mut Tx, account: &Account, address: &Address) -> Result<ContactId, StoreError> {
        if let Some(contact) = tx.unproved_with(&account.id, address).await? {
            return Ok(contact);
        }
        let contact = ContactId::new(self.now(), self.ambient.entropy()?);
        tx.add_unproved(&account.id, &contact, address, self.now()).await?;
        Ok(contact)
    }

    /// A code to an address that waits to be proved. It counts against the address, whoever asks, against whoever
    /// asks, whatever the address, and against the place: nobody is pestered, and nobody pesters.
    async fn send_to(&self, tx: &mut Tx, seat: &Seat, account: Account, way: &Way) -> Result<Close<Begun>, StoreError> {
        let login = account.login.key();
        let earlier = tx.challenges(&seat.visit).await?;
        let addressee = self.addressee(tx, seat, &login, Gate::Registration, way, &earlier).await?;
        let counters = self.counters_of_opening(tx, seat, &login, way, &addressee).await?;
        let at = At { seat, gate: Gate::Registration, login: &login, way, form: counters.offer(way.clone()).form, addressee };
        if let Some(current) = self.current(&at, &earlier, &counters) {
            // Whoever came back to look at what they typed asked for no other letter.
            return Ok(Close::Commit(Begun::Code(current)));
        }
        let place: Vec<_> = self.source_tally(seat, Scope::SourceIdentifies).into_iter().collect();
        if let Debit::Full { until, .. } = tx.debit(&place, seat.standing, self.now()).await? {
            return Ok(Close::Undo(Begun::Refused(Unfit::Letters { until })));
        }
        Ok(match self.send(tx, &at, &earlier, &counters).await? {
            Sent::Challenge(challenge) => Close::Commit(Begun::Code(challenge)),
            Sent::TooMany { until, .. } => Close::Undo(Begun::Refused(Unfit::Letters { until })),
        })
    }
}
