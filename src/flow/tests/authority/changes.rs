//! What the authority does about a password when it is asked: sets it, refuses it, or keeps it and unlocks.

use super::{Authority, Lock, receipt, signed_in};
use crate::domain::outcome::{ChangeAnswer, Done, Home, Onward, Person, ResetAnswer, SignInAnswer, Trouble, UnlockAnswer};
use crate::domain::password::Complaint;
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

impl Authority {
    pub(super) fn reset(
        &mut self,
        proofs: Vec<Proof>,
        password: &Secret,
        now: Moment,
    ) -> Result<ResetAnswer, (Vec<Proof>, Trouble)> {
        self.resets.push(proofs.iter().map(Proof::method).collect());
        if let Some(trouble) = self.trouble {
            return Err((proofs, trouble));
        }
        if self.refuses {
            return Ok(ResetAnswer::Refused { proofs, complaints: vec![Complaint::Current] });
        }
        self.password = Some(password.expose().to_owned());
        Ok(ResetAnswer::Done(receipt(Done::Reset, now), self.onward(now)))
    }

    pub(super) fn sign_in(
        &mut self,
        login: &str,
        password: &Secret,
        solution: Option<&Secret>,
        now: Moment,
    ) -> Result<SignInAnswer, Trouble> {
        self.trouble.map_or(Ok(()), Err)?;
        if let Some(asked) = self.riddle_before(solution) {
            return Ok(SignInAnswer::Captcha(asked));
        }
        if (login, password.expose()) != ("ada", "violet") {
            return Ok(SignInAnswer::Wrong { left: 5 });
        }
        self.signed_in += 1;
        Ok(SignInAnswer::Welcome { signed_in: signed_in(now), home: self.home() })
    }

    pub fn home(&self) -> Home {
        let person = Person { may_unlock: false, ..self.person() };
        Home {
            person,
            name: "Ada".to_owned(),
            must_change: self.must_change,
            language: self.language,
            due: self.ledger.due.clone().map(Box::new),
        }
    }

    /// Where ada is to be reminded of something.
    fn onward(&self, now: Moment) -> Option<Box<Onward>> {
        self.ledger.due.as_ref().map(|_| Box::new(Onward { signed_in: signed_in(now), home: self.home() }))
    }

    pub(super) fn change(
        &mut self,
        signed_in: SignedIn,
        password: &Secret,
        now: Moment,
    ) -> Result<ChangeAnswer, (SignedIn, Trouble)> {
        self.changes += 1;
        if let Some(trouble) = self.trouble {
            return Err((signed_in, trouble));
        }
        if !signed_in.is_alive(now) {
            return Ok(ChangeAnswer::SignedOut);
        }
        if self.refuses {
            return Ok(ChangeAnswer::Refused { signed_in, complaints: vec![Complaint::Current] });
        }
        self.password = Some(password.expose().to_owned());
        Ok(ChangeAnswer::Done(receipt(Done::Change, now), self.onward(now)))
    }

    pub(super) fn unlock(&mut self, proofs: Vec<Proof>, now: Moment) -> Result<UnlockAnswer, (Vec<Proof>, Trouble)> {
        self.unlocks.push(proofs.iter().map(Proof::method).collect());
        match (self.trouble, self.unlock) {
            (Some(trouble), _) => Err((proofs, trouble)),
            (None, Some(Lock::Shut)) => Ok(UnlockAnswer::Done(receipt(Done::Unlock, now))),
            (None, Some(Lock::Open) | None) => Ok(UnlockAnswer::NotLocked { proofs }),
        }
    }
}
