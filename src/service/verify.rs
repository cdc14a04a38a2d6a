//! "This is the code": debited first, looked at afterwards, given back only to a right answer.

use super::{Seat, Service, troubled};
use crate::domain::audit::Fact;
use crate::domain::code::Form;
use crate::domain::id::{AccountId, SecurityKeyId, TotpId};
use crate::domain::limit::Scope;
use crate::domain::method::Method;
use crate::domain::outcome::{Answered, Challenge, Person, Stop, StopReason, ToSign, Trouble, WrongAnswer};
use crate::domain::proof::Proof;
use crate::domain::proof::code::{self, OlderCode};
use crate::domain::proof::recovery::{self, RecoveryMac, SheetCode};
use crate::domain::proof::signature::{self, BadSignature, RegisteredKey, Wanted};
use crate::domain::proof::totp::{self, Authenticator};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::store::{Close, Debit, StoreError, StoredChallenge, Tally, Tx};
use crate::transact;

/// An attempt that was paid for: what the verifier needs, and what to give back to a right answer.
pub(super) struct Attempt {
    pub(super) stored: StoredChallenge,
    older: Vec<OlderCode>,
    apps: Vec<Authenticator>,
    sheet: Vec<SheetCode>,
    keys: Vec<RegisteredKey>,
    pub(super) tallies: Vec<Tally>,
    pub(super) debited: Moment,
}

/// Why nothing was looked at.
enum Unpaid {
    Dead,
    Full {
        reason: StopReason,
        stored: Box<StoredChallenge>,
    },
    /// Enough codes of a few digits were guessed; a long one would be looked at.
    NeedsLong,
}

/// A right answer: the proof, and what it spends.
pub(super) struct Right {
    pub(super) proof: Proof,
    pub(super) spends: Option<Spends>,
}

impl Right {
    /// What is said where another was quicker with what it spends.
    const fn too_late(&self) -> WrongAnswer {
        match self.spends {
            Some(Spends::Counter(..)) => WrongAnswer::Signature(BadSignature::CounterFell),
            Some(Spends::Step(..) | Spends::Code(..)) | None => WrongAnswer::Spent,
        }
    }
}

/// What is good for one proof only.
pub(super) enum Spends {
    /// A step of an authenticator app, and all before it.
    Step(TotpId, i64),
    /// A code of a sheet.
    Code(AccountId, RecoveryMac),
    /// What a security key counted, and all before it.
    Counter(AccountId, SecurityKeyId, u32),
}

/// What an answer came to.
pub(super) enum Verdict {
    Proved(Proof, Option<Person>),
    Wrong { why: WrongAnswer, tries_left: u32 },
    Stop(Stop),
}

/// What became of a right answer.
enum Credited {
    Proved(Option<Person>),
    /// The gate is passed, and what was hidden before it is that nothing will come of it.
    Stop(Stop),
    /// Another was quicker with the same answer.
    TooLate(WrongAnswer),
}

impl Service {
    /// Takes an answer to `challenge`.
    ///
    /// # Errors
    /// The challenge comes back with the trouble; the attempt may have been counted.
    pub async fn answer(&self, seat: &Seat, challenge: Challenge, typed: &Secret) -> Result<Answered, (Challenge, Trouble)> {
        let began = self.now();
        let verdict = self.try_answer(seat, &challenge, typed).await;
        self.release(seat, began).await;
        match verdict {
            Ok(Verdict::Proved(proof, person)) => Ok(Answered::Proved { proof, person }),
            Ok(Verdict::Stop(stop)) => Ok(Answered::Stop(stop)),
            Ok(Verdict::Wrong { why, tries_left }) => {
                Ok(Answered::Wrong { challenge: self.with_left(challenge, tries_left), why })
            }
            Err(error) => Err((challenge, troubled(&error))),
        }
    }

    /// `challenge` with what is left of it: a dead code may be replaced at once, unless the budget of letters says later.
    fn with_left(&self, challenge: Challenge, tries_left: u32) -> Challenge {
        let now = self.now();
        let waits_for_budget = challenge.resend_from > now + self.policy.code.resend_after;
        let resend_from =
            if tries_left == 0 && !waits_for_budget { challenge.resend_from.min(now) } else { challenge.resend_from };
        Challenge { resend_from, tries_left, ..challenge }
    }

    async fn try_answer(&self, seat: &Seat, challenge: &Challenge, typed: &Secret) -> Result<Verdict, StoreError> {
        let attempt = match self.pay(seat, challenge).await? {
            Ok(attempt) => attempt,
            Err(verdict) => return Ok(verdict),
        };
        match self.look(&attempt, challenge.to_sign.as_ref(), typed) {
            Ok(right) => self.credit(seat, &attempt, right).await,
            Err(why) => self.miss(seat, &attempt, why).await,
        }
    }

    /// Debits an attempt, in a transaction of its own; or the verdict without one.
    pub(super) async fn pay(&self, seat: &Seat, challenge: &Challenge) -> Result<Result<Attempt, Verdict>, StoreError> {
        Ok(match transact!(self.store, |tx| async { self.debit(tx, seat, challenge).await })? {
            Ok(attempt) => Ok(attempt),
            Err(Unpaid::Dead) => Err(Verdict::Wrong { why: WrongAnswer::Dead, tries_left: 0 }),
            Err(Unpaid::NeedsLong) => Err(Verdict::Wrong { why: WrongAnswer::NeedsLong, tries_left: 0 }),
            Err(Unpaid::Full { reason, stored }) => Err(Verdict::Stop(self.stopped_at(seat, &stored, reason).await?)),
        })
    }

    /// Raises every counter that this attempt touches, or none.
    async fn debit(&self, tx: &mut Tx, seat: &Seat, challenge: &Challenge) -> Result<Close<Result<Attempt, Unpaid>>, StoreError> {
        let now = self.now();
        if !tx.debit_challenge(&challenge.id, &seat.visit, now).await? {
            return Ok(Close::Undo(Err(Unpaid::Dead)));
        }
        let mut others = tx.challenges(&seat.visit).await?;
        let place = others.iter().position(|other| other.open.id == challenge.id).ok_or(StoreError::AccountGone)?;
        let stored = others.swap_remove(place);
        let is_alike = |other: &&StoredChallenge| other.open.gate == stored.open.gate && other.subject == stored.subject;
        let at_this_gate = others.iter().filter(is_alike);
        let older = at_this_gate.filter_map(StoredChallenge::older_code).collect();
        // The row says what it is, not the page.
        let method = stored.open.method;
        if method == Method::SecurityKey && !seat.may_paste {
            return Ok(Close::Undo(Err(Unpaid::Dead)));
        }
        let apps = match (&stored.open.account, method) {
            (Some(account), Method::Totp) => tx.authenticators(account).await?,
            (Some(_), Method::Email | Method::Questions | Method::RecoveryCode | Method::Sms | Method::SecurityKey)
            | (None, _) => Vec::new(),
        };
        let sheet = match (&stored.open.account, method) {
            (Some(account), Method::RecoveryCode) => tx.recovery_codes(account).await?,
            (Some(_), Method::Email | Method::Questions | Method::Totp | Method::Sms | Method::SecurityKey) | (None, _) => {
                Vec::new()
            }
        };
        let keys = match (&stored.open.account, method) {
            (Some(account), Method::SecurityKey) => tx.security_keys(account).await?,
            (Some(_), Method::Email | Method::Questions | Method::Totp | Method::Sms | Method::RecoveryCode) | (None, _) => {
                Vec::new()
            }
        };
        let tallies = self.touched(seat, &stored);
        Ok(match tx.debit(&tallies, seat.standing, now).await? {
            Debit::Raised => Close::Commit(Ok(Attempt { stored, older, apps, sheet, keys, tallies, debited: now })),
            Debit::Full { scope: Scope::Method(_) | Scope::Account, .. } if self.policy.limits.goes_on(method) => {
                Close::Undo(Err(Unpaid::NeedsLong))
            }
            Debit::Full { scope, until } => {
                // Which of its counters is full is nobody's matter: that way is closed.
                let scope = if scope == Scope::Numbers { Scope::Method(method) } else { scope };
                let reason = StopReason::Blocked { scope, until };
                Close::Undo(Err(Unpaid::Full { reason, stored: Box::new(stored) }))
            }
        })
    }

    /// The counters that an answer touches. A code that nobody guesses leaves the person's own alone: so
    /// strangers cannot keep the owner out by filling them. A number that is typed before a text is no such code.
    fn touched(&self, seat: &Seat, stored: &StoredChallenge) -> Vec<Tally> {
        let own = [Scope::Method(stored.open.method), Scope::Account];
        let own = own.map(|scope| self.tally(stored.subject.clone(), scope, seat.standing));
        let own = own.into_iter().filter(|_| stored.form == Form::Short);
        let number = stored.asks_number().then(|| self.tally(stored.subject.clone(), Scope::Numbers, seat.standing));
        number.into_iter().chain(own).chain(self.source_tally(seat, Scope::SourceFailures)).collect()
    }

    /// The one place where an answer meets its secret.
    fn look(&self, attempt: &Attempt, to_sign: Option<&ToSign>, typed: &Secret) -> Result<Right, WrongAnswer> {
        let (stored, now) = (&attempt.stored, self.now());
        match (&stored.code, stored.open.method) {
            (_, Method::SecurityKey) => self.look_at_signature(attempt, to_sign, typed),
            (Some(mac), _) => {
                code::verify(&stored.open, (mac, stored.tag), &attempt.older, typed, &self.store.keys().code_key(), now)
                    .map(|proof| Right { proof, spends: None })
                    .map_err(|refusal| match refusal {
                        code::Refusal::Wrong => WrongAnswer::Code,
                        code::Refusal::Older { current } => WrongAnswer::OlderCode { current },
                        code::Refusal::Expired => WrongAnswer::Dead,
                    })
            }
            (None, Method::RecoveryCode) => {
                recovery::verify(&stored.open, &attempt.sheet, typed, &self.store.keys().recovery_key(), now)
                    .map(|accepted| Right { proof: accepted.proof, spends: Some(Spends::Code(accepted.owner, accepted.mac)) })
                    .map_err(|refusal| match refusal {
                        recovery::Refusal::Wrong => WrongAnswer::Code,
                        recovery::Refusal::Spent => WrongAnswer::Spent,
                        recovery::Refusal::Expired => WrongAnswer::Dead,
                    })
            }
            // A number was asked for and no code sent: none is right.
            (None, Method::Sms) => Err(WrongAnswer::Code),
            (None, Method::Email | Method::Totp | Method::Questions) => totp::verify(&stored.open, &attempt.apps, typed, now)
                .map(|accepted| Right { proof: accepted.proof, spends: Some(Spends::Step(accepted.app, accepted.step)) })
                .map_err(|refusal| match refusal {
                    totp::Refusal::Wrong => WrongAnswer::Code,
                    totp::Refusal::Spent => WrongAnswer::Spent,
                    totp::Refusal::Expired => WrongAnswer::Dead,
                }),
        }
    }

    /// The same for what a security key signed.
    fn look_at_signature(&self, attempt: &Attempt, to_sign: Option<&ToSign>, typed: &Secret) -> Result<Right, WrongAnswer> {
        let open = &attempt.stored.open;
        let (Some(mac), Some(ToSign(text))) = (&attempt.stored.code, to_sign) else {
            return Err(WrongAnswer::Signature(BadSignature::OtherText));
        };
        let namespace = self.organisation.namespace();
        let (code_key, wanted) = (self.store.keys().code_key(), Wanted { text, namespace: &namespace });
        let accepted = signature::verify(open, (mac, &code_key), wanted, &attempt.keys, typed, self.now());
        accepted
            .map(|accepted| {
                let owner = accepted.proof.account().clone();
                Right { proof: accepted.proof, spends: Some(Spends::Counter(owner, accepted.key, accepted.counter)) }
            })
            .map_err(|refusal| match refusal {
                signature::Refusal::Bad(bad) => WrongAnswer::Signature(bad),
                signature::Refusal::Expired => WrongAnswer::Dead,
            })
    }

    pub(super) async fn credit(&self, seat: &Seat, attempt: &Attempt, right: Right) -> Result<Verdict, StoreError> {
        let credited = match transact!(self.store, |tx| async { self.credit_in(tx, seat, attempt, &right).await }) {
            Err(StoreError::CommitUnknown(_)) => {
                transact!(self.store, |tx| async { self.credit_unless_done(tx, seat, attempt, &right).await })?
            }
            other => other?,
        };
        match credited {
            Credited::Proved(person) => Ok(Verdict::Proved(right.proof, person)),
            Credited::Stop(stop) => {
                let spent = matches!(right.spends, Some(Spends::Code(..)));
                Ok(Verdict::Stop(Stop { spent, ..stop }))
            }
            Credited::TooLate(why) => self.miss(seat, attempt, why).await,
        }
    }

    /// Makes the proof: one winner, its step spent, its debits given back, in one transaction.
    async fn credit_in(&self, tx: &mut Tx, seat: &Seat, attempt: &Attempt, right: &Right) -> Result<Close<Credited>, StoreError> {
        let Attempt { stored, tallies, debited, .. } = attempt;
        let open = &stored.open;
        if !tx.prove_challenge(&open.id, &seat.visit, self.now(), right.proof.until()).await? {
            return Ok(Close::Undo(Credited::TooLate(WrongAnswer::Dead)));
        }
        let is_spent = match &right.spends {
            None => true,
            Some(Spends::Step(app, step)) => tx.spend_step(app, *step).await?,
            Some(Spends::Code(owner, mac)) => tx.spend_recovery_code(owner, mac, self.now()).await?,
            Some(Spends::Counter(owner, key, counter)) => tx.spend_counter(owner, key, *counter).await?,
        };
        if !is_spent {
            return Ok(Close::Undo(Credited::TooLate(right.too_late())));
        }
        if open.gate.is_of_member() {
            // Whoever reads a mailbox that they typed themselves showed nothing of the account, and what is proved before
            // the settings lets nobody in: neither may buy another hundred guesses.
            tx.take_back(tallies, seat.standing, *debited).await?;
        } else {
            tx.refund(tallies, seat.standing, *debited).await?;
            if stored.form == Form::Long {
                tx.break_row(&stored.subject, seat.standing).await?;
            }
        }
        let introduced = self.introduced(tx, seat, stored).await?;
        let fact = Fact::GatePassed { gate: open.gate, method: open.method };
        tx.audit(&self.entry(seat, open.account.as_ref(), fact)).await?;
        Ok(Close::Commit(introduced))
    }

    /// The answer to the commit of a proof was lost: whoever gave the right answer is not asked for it again.
    async fn credit_unless_done(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        attempt: &Attempt,
        right: &Right,
    ) -> Result<Close<Credited>, StoreError> {
        let stored = &attempt.stored;
        if tx.proved_until(&stored.open.id, &seat.visit).await? == Some(right.proof.until()) {
            return Ok(Close::Commit(self.introduced(tx, seat, stored).await?));
        }
        self.credit_in(tx, seat, attempt, right).await
    }

    /// Behind a first gate at which nothing was told of the account: what it may do, by its own rules.
    async fn introduced(&self, tx: &mut Tx, seat: &Seat, stored: &StoredChallenge) -> Result<Credited, StoreError> {
        if self.is_precise(seat, stored.open.gate) {
            return Ok(Credited::Proved(None));
        }
        let id = stored.open.account.as_ref().ok_or(StoreError::AccountGone)?;
        let account = tx.account(id).await?.ok_or(StoreError::AccountGone)?;
        Ok(match self.welcome(tx, seat, &account, &[stored.open.method]).await? {
            Ok(person) => Credited::Proved(Some(person)),
            Err(reason) => Credited::Stop(self.stop(tx, seat, Some(id), reason).await?),
        })
    }
}
