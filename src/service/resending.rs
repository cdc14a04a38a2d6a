//! A code that is sent again: another one, in the place of the one that a page shows.

use super::challenge::{Offered, Sent};
use super::gate::{At, codes_at, proved};
use super::{Seat, Service};
use crate::domain::id::ChallengeId;
use crate::domain::outcome::{Challenge, Resent, Stop, Trouble};
use crate::domain::time::Moment;
use crate::store::{ChallengeState, Close, StoreError, StoredChallenge, Tx};
use crate::transact;

/// What became of the wish for another code.
enum Again {
    Challenge(Challenge),
    NotBefore(Moment),
    Stop(Stop),
    SignedOut,
}

impl Service {
    /// Sends another code in place of the one of `challenge`.
    ///
    /// # Errors
    /// The challenge comes back with the trouble: nothing was sent.
    pub async fn resend(&self, seat: &Seat, challenge: Challenge) -> Result<Resent, (Challenge, Trouble)> {
        let began = self.now();
        let again = match transact!(self.store, |tx| async { self.resend_in(tx, seat, &challenge).await }) {
            // Once more: it shows the code that was sent, or sends one.
            Err(StoreError::CommitUnknown(_)) => transact!(self.store, |tx| async { self.resend_in(tx, seat, &challenge).await }),
            other => other,
        };
        self.release(seat, began).await;
        match self.ring(again) {
            Ok(Again::Challenge(newer)) => Ok(Resent::Challenge(newer)),
            Ok(Again::NotBefore(from)) => Ok(Resent::NotYet { challenge, from }),
            Ok(Again::Stop(stop)) => Ok(Resent::Stop(stop)),
            Ok(Again::SignedOut) => Ok(Resent::SignedOut),
            Err(trouble) => Err((challenge, trouble)),
        }
    }

    async fn resend_in(&self, tx: &mut Tx, seat: &Seat, old: &Challenge) -> Result<Close<Again>, StoreError> {
        let all = tx.challenges(&seat.visit).await?;
        let earlier = codes_at(&all, old.gate);
        let Some(latest) = earlier.first().filter(|latest| latest.open.id == old.id) else {
            // Where it was sent already and nobody could say so then, the page gets it now.
            let Some(latest) = replaced(&earlier, &old.id) else { return Ok(Close::Undo(Again::NotBefore(old.expires))) };
            let addressee = self.addressee(tx, seat, &old.login, old.gate, &old.way, &all).await?.at_phone_of(&old.way, latest);
            let counters = self.counters_of_opening(tx, seat, &old.login, &old.way, &addressee).await?;
            let at = At { seat, gate: old.gate, login: &old.login, way: &old.way, form: latest.form, addressee };
            return Ok(Close::Undo(Again::Challenge(self.shown_again(&at, latest, &counters))));
        };
        let addressee = self.addressee(tx, seat, &old.login, old.gate, &old.way, &all).await?.at_phone_of(&old.way, latest);
        let counters = self.counters_of_opening(tx, seat, &old.login, &old.way, &addressee).await?.past_number();
        let proved = proved(&all, addressee.id());
        let form = match self.offered(tx, seat, &old.login, &old.way, (&addressee, &proved), &counters).await? {
            Offered::Open(form) => form,
            Offered::Otherwise(_) => return Ok(Close::Undo(Again::NotBefore(old.expires))),
            Offered::Stop(stop) => return Ok(Close::Commit(Again::Stop(stop))),
            Offered::SignedOut => return Ok(Close::Undo(Again::SignedOut)),
        };
        // Whoever holds a code that is worth nothing need not wait as if one were still on its way.
        let (from, is_good) = (latest.open.opened + self.policy.code.resend_after, latest.takes_answers(self.now()));
        if is_good && latest.form == form && self.now() < from {
            return Ok(Close::Undo(Again::NotBefore(from)));
        }
        let at = At { seat, gate: old.gate, login: &old.login, way: &old.way, form, addressee };
        Ok(match self.send(tx, &at, &all, &counters).await? {
            Sent::Challenge(newer) => Close::Commit(Again::Challenge(newer)),
            Sent::TooMany { until, .. } => Close::Undo(Again::NotBefore(until)),
        })
    }
}

/// The code among `codes`, the latest first, that took the place of the one of `old`.
fn replaced<'a>(codes: &[&'a StoredChallenge], old: &ChallengeId) -> Option<&'a StoredChallenge> {
    let (latest, earlier) = codes.split_first()?;
    let before = earlier.iter().find(|code| code.open.id == *old && code.state == ChallengeState::Replaced)?;
    let is_alike = before.subject == latest.subject && before.open.method == latest.open.method;
    (is_alike && before.contact == latest.contact).then_some(latest)
}
