//! "I forgot my user ID": whoever names an address is written to there, if it is a contact of an account.
//! Nothing else tells whether it is: the same page at the same time, the same rows, the same counters.

use super::{Seat, Service, release_of};
use crate::delivery::letter::Letter;
use crate::delivery::letter::user_id::UserIdLetter;
use crate::domain::account::Address;
use crate::domain::audit::Fact;
use crate::domain::help::UserIdAnswer;
use crate::domain::id::LetterId;
use crate::domain::limit::Scope;
use crate::domain::outcome::{StopReason, Trouble};
use crate::domain::secret::Secret;
use crate::store::{AddressOwner, Close, Debit, NewLetter, StoreError, Tally, Tx};
use crate::transact;

/// User IDs in one letter: a family shares an address, and hardly more.
const MOST: u32 = 10;

impl Service {
    /// Sends the user IDs of `address` there; with `solution`, where a riddle stood before it. Answers on the
    /// grid of time wherever the visitor sits: who has an account here is nobody's business in the hall either.
    pub async fn send_user_id(&self, seat: &Seat, address: &Address, solution: Option<&Secret>) -> Result<UserIdAnswer, Trouble> {
        let began = self.now();
        if let Some(asked) = self.riddle_before(seat, solution).await? {
            return Ok(UserIdAnswer::Captcha(asked));
        }
        let answer = match transact!(self.store, |tx| async { self.send_user_id_in(tx, seat, address).await }) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(reason)) => self.stopped(seat, None, reason).await.map(UserIdAnswer::Stop),
            Err(error) => Err(error),
        };
        self.ambient.rest_until(release_of(began, self.now())).await;
        self.ring(answer)
    }

    async fn send_user_id_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        address: &Address,
    ) -> Result<Close<Result<UserIdAnswer, StopReason>>, StoreError> {
        let owners = tx.owners_of(address, MOST).await?;
        let now = self.now();
        match tx.debit(&self.user_id_tallies(seat, address), seat.standing, now).await? {
            Debit::Raised => {}
            Debit::Full { scope: Scope::LettersShort | Scope::LettersLong, until } => {
                return Ok(Close::Undo(Ok(UserIdAnswer::Enough { until })));
            }
            Debit::Full { scope, until } => return Ok(Close::Undo(Err(StopReason::Blocked { scope, until }))),
        }
        tx.add_letter(&self.user_id_letter(seat, &owners)?).await?;
        let account = owners.first().filter(|_| owners.len() == 1).map(|owner| &owner.account);
        tx.audit(&self.entry(seat, account, Fact::UserIdAsked { found: owners.len() })).await?;
        Ok(Close::Commit(Ok(UserIdAnswer::Sent)))
    }

    /// What it counts against: the place, as a user ID that is typed there, the address, and everybody's letters.
    /// The address has a budget of its own, or a stranger could use up the one of its owner's codes.
    fn user_id_tallies(&self, seat: &Seat, address: &Address) -> Vec<Tally> {
        let recipient = self.store.keys().recipient_by_address(address);
        let tally = |subject, scope| self.tally(subject, scope, seat.standing);
        let place = self.source_tally(seat, Scope::SourceIdentifies);
        let letters = [
            tally(recipient.clone(), Scope::LettersShort),
            tally(recipient, Scope::LettersLong),
            tally(self.store.keys().fleet(), Scope::FleetLetters),
        ];
        place.into_iter().chain(letters).collect()
    }

    /// A letter to the first owner's stored contact; where there is none, one that goes nowhere.
    fn user_id_letter(&self, seat: &Seat, owners: &[AddressOwner]) -> Result<NewLetter, StoreError> {
        let now = self.now();
        let letter = Letter::UserId(UserIdLetter {
            language: seat.language,
            name: owners.first().filter(|_| owners.len() == 1).map_or_else(String::new, |owner| owner.name.clone()),
            place: seat.place.clone(),
            logins: owners.iter().map(|owner| owner.login.clone()).collect(),
        });
        let first = owners.first();
        Ok(NewLetter {
            id: LetterId::new(now, self.ambient.entropy()?),
            account: first.map(|owner| owner.account.clone()),
            contact: first.map(|owner| owner.contact.clone()),
            challenge: None,
            payload: letter.to_payload(),
            created: now,
            give_up_at: now + self.notice_life,
        })
    }
}
