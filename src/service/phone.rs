//! "This is my telephone number": before a text goes out, its whole number is typed. A number is debited like
//! any other answer and looked at afterwards. Where nothing may be told of an account, whatever is typed goes on
//! as if it were right, with the same rows, and stays counted until a completed reset: so nobody learns by the
//! counters either which number is somebody's.

use super::addressee::Addressee;
use super::challenge::{Offered, Opening};
use super::counters::Counters;
use super::gate::{At, proved};
use super::shortfall::OutOfLetters;
use super::verify::{Attempt, Verdict};
use super::{Seat, Service, troubled};
use crate::domain::audit::Fact;
use crate::domain::id::ContactId;
use crate::domain::outcome::{Challenge, Opened, Person, PhoneAnswer, Stop, Trouble, Way, WrongAnswer};
use crate::domain::phone::Phone;
use crate::domain::policy::resolve;
use crate::store::{Close, StoreError, StoredChallenge, Tx};
use crate::transact;

/// What became of a number.
enum Confirmed {
    Sent(Challenge),
    /// It is none of theirs, and may be said to be so.
    Miss,
    TooMany {
        out: OutOfLetters,
        owes: bool,
    },
    Stop(Stop),
    Changed {
        person: Person,
        /// Whether a right number gets its debit back: what gave it back is undone with the rest.
        owes: bool,
    },
}

impl Service {
    /// Takes the number that is to prove that somebody knows where the text of `challenge` goes.
    ///
    /// # Errors
    /// The challenge comes back with the trouble; the attempt may have been counted.
    pub async fn confirm_phone(
        &self,
        seat: &Seat,
        challenge: Challenge,
        typed: &Phone,
    ) -> Result<PhoneAnswer, (Challenge, Trouble)> {
        let began = self.now();
        let answer = self.try_phone(seat, challenge, typed).await;
        self.release(seat, began).await;
        self.bell.notify_one();
        answer
    }

    async fn try_phone(&self, seat: &Seat, challenge: Challenge, typed: &Phone) -> Result<PhoneAnswer, (Challenge, Trouble)> {
        let attempt = match self.pay(seat, &challenge).await {
            Ok(Ok(attempt)) => attempt,
            Ok(Err(verdict)) => return Ok(refused(challenge, verdict)),
            Err(error) => return Err((challenge, troubled(&error))),
        };
        let confirmed = match self.confirm(seat, &challenge, &attempt, typed).await {
            // Once more: it shows the code that was sent, or sends one.
            Err(StoreError::CommitUnknown(_)) => self.confirm(seat, &challenge, &attempt, typed).await,
            other => other,
        };
        let settled = match confirmed {
            Ok(Confirmed::Sent(code)) => return Ok(PhoneAnswer::Sent(code)),
            Ok(Confirmed::Changed { person, owes }) => {
                self.pay_back(seat, &attempt, owes).await;
                return Ok(PhoneAnswer::Changed(person));
            }
            Ok(Confirmed::Stop(stop)) => return Ok(PhoneAnswer::Stop(stop)),
            Ok(Confirmed::Miss) => self.miss(seat, &attempt, WrongAnswer::Code).await,
            Ok(Confirmed::TooMany { out, owes }) => {
                self.pay_back(seat, &attempt, owes).await;
                self.stopped_for_letters(seat, &out).await.map(Verdict::Stop)
            }
            Err(error) => Err(error),
        };
        match settled {
            Ok(verdict) => Ok(refused(challenge, verdict)),
            Err(error) => Err((challenge, troubled(&error))),
        }
    }

    /// Gives the debit of `attempt` back once more, where it is owed. Where that fails it stays counted: no page says
    /// otherwise.
    async fn pay_back(&self, seat: &Seat, attempt: &Attempt, owes: bool) {
        if owes {
            let paid: Result<(), StoreError> = transact!(self.store, |tx| async {
                tx.take_back(&attempt.tallies, seat.standing, attempt.debited).await.map(Close::Commit)
            });
            paid.ok();
        }
    }

    async fn confirm(
        &self,
        seat: &Seat,
        challenge: &Challenge,
        attempt: &Attempt,
        typed: &Phone,
    ) -> Result<Confirmed, StoreError> {
        transact!(self.store, |tx| async { self.confirm_in(tx, seat, challenge, (attempt, typed)).await })
    }

    async fn confirm_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        asked: &Challenge,
        (attempt, typed): (&Attempt, &Phone),
    ) -> Result<Close<Confirmed>, StoreError> {
        let Challenge { login, gate, way, .. } = asked;
        let earlier = tx.challenges(&seat.visit).await?;
        let addressee = self.addressee(tx, seat, login, *gate, way, &earlier).await?;
        let found = self.found(&addressee, way, typed);
        if addressee.precise().is_some() && found.is_none() {
            return Ok(Close::Undo(Confirmed::Miss));
        }
        // False where the commit of this was lost, and had been made: it gave back then.
        let is_new = tx.replace_challenge(&asked.id, &seat.visit).await?;
        let owes = is_new && addressee.precise().is_some();
        if owes {
            // The page says that it was right, so the counters may. Whoever knows a number proved nothing by it.
            tx.take_back(&attempt.tallies, seat.standing, attempt.debited).await?;
        }
        let known = found.is_some();
        let addressee = addressee.at_phone(found);
        let counters = self.counters_of_opening(tx, seat, login, way, &addressee).await?.past_number();
        let proved = proved(&earlier, addressee.id());
        let form = match self.offered(tx, seat, login, way, (&addressee, &proved), &counters).await? {
            Offered::Open(form) => form,
            Offered::Otherwise(person) => return Ok(Close::Undo(Confirmed::Changed { person, owes })),
            Offered::Stop(stop) => return Ok(Close::Commit(Confirmed::Stop(stop))),
            // No text goes to somebody who signed in.
            Offered::SignedOut => return Ok(Close::Undo(Confirmed::Miss)),
        };
        let fact = Fact::PhoneTyped { gate: *gate, known };
        tx.audit(&self.entry(seat, addressee.id(), fact)).await?;
        let at = At { seat, gate: *gate, login, way, form, addressee };
        self.text(tx, &at, &earlier, &counters, (is_new, owes)).await
    }

    /// Sends the text for a number, or shows its code again where it `is_new` no more.
    async fn text(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        earlier: &[StoredChallenge],
        counters: &Counters<'_>,
        (is_new, owes): (bool, bool),
    ) -> Result<Close<Confirmed>, StoreError> {
        // Where nothing may be told, each number brings a code of its own: one that is shown again for the same
        // telephone, and not for another, would tell which number is on file.
        let (Close::Commit(opening) | Close::Undo(opening)) = if is_new && at.addressee.precise().is_none() {
            self.send_code(tx, at, earlier, counters).await?
        } else {
            self.open_code(tx, at, earlier, counters).await?
        };
        Ok(match opening {
            Opening::Answered(Opened::Challenge(code)) => Close::Commit(Confirmed::Sent(code)),
            Opening::Answered(Opened::Stop(stop)) => Close::Commit(Confirmed::Stop(stop)),
            Opening::Answered(Opened::Changed(person)) => Close::Undo(Confirmed::Changed { person, owes }),
            // No code is questions.
            Opening::Answered(Opened::Questions(_) | Opened::SignedOut) => Close::Undo(Confirmed::Miss),
            Opening::TooMany(out) => Close::Undo(Confirmed::TooMany { out, owes }),
        })
    }

    /// The one place where a typed number meets those on file: which of the telephones that texts may go to, and
    /// that `way` names, it is.
    fn found(&self, addressee: &Addressee, way: &Way, typed: &Phone) -> Option<ContactId> {
        let account = addressee.account()?;
        let is_meant = |id: &ContactId| match way {
            Way::Sms { to: Some((chosen, _)) } => chosen == id,
            Way::Sms { to: None } => addressee.precise().is_none(),
            Way::Email { .. } | Way::Totp | Way::Questions { .. } | Way::RecoveryCode | Way::SecurityKey => false,
        };
        let rules = resolve(&self.policy, account);
        let mut mobiles = rules.usable_mobiles(account).filter(|phone| is_meant(&phone.id));
        mobiles.find(|phone| phone.number.reaches(typed)).map(|phone| phone.id.clone())
    }
}

/// What a visitor is told whose number was not looked at, or is wrong.
fn refused(challenge: Challenge, verdict: Verdict) -> PhoneAnswer {
    match verdict {
        Verdict::Wrong { why, tries_left } => PhoneAnswer::Wrong { challenge: Challenge { tries_left, ..challenge }, why },
        Verdict::Stop(stop) => PhoneAnswer::Stop(stop),
        // A number is no proof; nothing here makes one.
        Verdict::Proved(..) => PhoneAnswer::Wrong { challenge, why: WrongAnswer::Dead },
    }
}
