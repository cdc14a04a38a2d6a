//! "This is the code": debited first, looked at afterwards, given back only to a right answer.

use super::{Seat, Service, identify, troubled};
use crate::domain::audit::Fact;
use crate::domain::limit::{Ceiling, Scope};
use crate::domain::method::Method;
use crate::domain::outcome::{Answered, Challenge, Stop, StopReason, Trouble, WrongAnswer};
use crate::domain::proof::Proof;
use crate::domain::proof::code::{self, OlderCode};
use crate::domain::proof::totp::{self, Authenticator};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::store::{Close, Debit, StoreError, StoredChallenge, Tx};
use crate::transact;

/// An attempt that was paid for: what the verifier needs, and what to give back to a right answer.
pub(super) struct Attempt {
    pub(super) stored: StoredChallenge,
    older: Vec<OlderCode>,
    apps: Vec<Authenticator>,
    debited: Moment,
}

/// Why nothing was looked at.
enum Unpaid {
    Dead,
    Full { scope: Scope, until: Moment },
}

/// A right answer: the proof, and the authenticator step that it spends.
pub(super) struct Right {
    pub(super) proof: Proof,
    pub(super) spends: Option<(crate::domain::id::TotpId, i64)>,
}

impl Service {
    /// Takes an answer to `challenge`.
    ///
    /// # Errors
    /// The challenge comes back with the trouble; the attempt may have been counted.
    pub async fn answer(&self, seat: &Seat, challenge: Challenge, typed: &Secret) -> Result<Answered, (Challenge, Trouble)> {
        match self.try_answer(seat, &challenge, typed).await {
            Ok(Verdict::Proved(proof)) => Ok(Answered::Proved(proof)),
            Ok(Verdict::Stop(stop)) => Ok(Answered::Stop(stop)),
            Ok(Verdict::Wrong { why, tries_left }) => {
                Ok(Answered::Wrong { challenge: Challenge { tries_left, ..challenge }, why })
            }
            Err(error) => Err((challenge, troubled(&error))),
        }
    }

    async fn try_answer(&self, seat: &Seat, challenge: &Challenge, typed: &Secret) -> Result<Verdict, StoreError> {
        let attempt = match self.pay(seat, challenge).await? {
            Ok(attempt) => attempt,
            Err(verdict) => return Ok(verdict),
        };
        match self.look(&attempt, typed) {
            Ok(right) => self.credit(seat, &attempt, right).await,
            Err(why) => self.miss(seat, &attempt, why).await,
        }
    }

    /// Debits an attempt, in a transaction of its own; or the verdict without one.
    pub(super) async fn pay(&self, seat: &Seat, challenge: &Challenge) -> Result<Result<Attempt, Verdict>, StoreError> {
        match transact!(self.store, |tx| async { self.debit(tx, seat, challenge).await })? {
            Ok(attempt) => Ok(Ok(attempt)),
            Err(Unpaid::Dead) => Ok(Err(Verdict::Wrong { why: WrongAnswer::Dead, tries_left: 0 })),
            Err(Unpaid::Full { scope, until }) => {
                let reason = StopReason::Blocked { scope, until };
                Ok(Err(Verdict::Stop(self.stopped(seat, &challenge.account, reason).await?)))
            }
        }
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
        let at_this_gate = others.iter().filter(|other| other.open.gate == stored.open.gate);
        let older = at_this_gate.filter_map(StoredChallenge::older_code).collect();
        // The row says what it is, not the page.
        let method = stored.open.method;
        let apps = if method == Method::Totp { tx.authenticators(&stored.open.account).await? } else { Vec::new() };
        match tx.debit(&stored.subject, seat.standing, &self.debited_by(method), now).await? {
            Debit::Raised => Ok(Close::Commit(Ok(Attempt { stored, older, apps, debited: now }))),
            Debit::Full { scope, until } => Ok(Close::Undo(Err(Unpaid::Full { scope, until }))),
        }
    }

    /// The counters that an answer by `method` touches.
    fn debited_by(&self, method: Method) -> [(Scope, Ceiling); 2] {
        [Scope::Method(method), Scope::Account].map(|scope| (scope, self.policy.limits.ceiling(scope)))
    }

    /// The one place where a code meets its secret.
    fn look(&self, attempt: &Attempt, typed: &Secret) -> Result<Right, WrongAnswer> {
        let (stored, now) = (&attempt.stored, self.now());
        match &stored.code {
            Some(mac) => code::verify(&stored.open, (mac, stored.tag), &attempt.older, typed, &self.store.keys().code_key(), now)
                .map(|proof| Right { proof, spends: None })
                .map_err(|refusal| match refusal {
                    code::Refusal::Wrong => WrongAnswer::Code,
                    code::Refusal::Older { current } => WrongAnswer::OlderCode { current },
                    code::Refusal::Expired => WrongAnswer::Dead,
                }),
            None => totp::verify(&stored.open, &attempt.apps, typed, now)
                .map(|accepted| Right { proof: accepted.proof, spends: Some((accepted.app, accepted.step)) })
                .map_err(|refusal| match refusal {
                    totp::Refusal::Wrong => WrongAnswer::Code,
                    totp::Refusal::Spent => WrongAnswer::Spent,
                    totp::Refusal::Expired => WrongAnswer::Dead,
                }),
        }
    }

    /// Makes the proof: one winner, its step spent, its debits given back, in one transaction.
    pub(super) async fn credit(&self, seat: &Seat, attempt: &Attempt, right: Right) -> Result<Verdict, StoreError> {
        let open = &attempt.stored.open;
        let fact = || Fact::GatePassed { gate: open.gate, method: open.method };
        let won = transact!(self.store, |tx| async {
            let now = self.now();
            if !tx.prove_challenge(&open.id, &seat.visit, now, right.proof.until()).await? {
                return Ok(Close::Undo(Err(WrongAnswer::Dead)));
            }
            if let Some((app, step)) = &right.spends
                && !tx.spend_step(app, *step).await?
            {
                return Ok(Close::Undo(Err(WrongAnswer::Spent)));
            }
            tx.refund(&attempt.stored.subject, seat.standing, self.debited_by(open.method), attempt.debited).await?;
            tx.audit(&self.entry(seat, Some(&open.account), fact())).await?;
            Ok(Close::Commit(Ok(())))
        })?;
        match won {
            Ok(()) => Ok(Verdict::Proved(right.proof)),
            Err(why) => self.miss(seat, attempt, why).await,
        }
    }

    /// A wrong answer: the debit stays. When it was the last one borne, says so at once.
    pub(super) async fn miss(&self, seat: &Seat, attempt: &Attempt, why: WrongAnswer) -> Result<Verdict, StoreError> {
        let open = &attempt.stored.open;
        let tries_left = match why {
            WrongAnswer::Dead => 0,
            WrongAnswer::Code | WrongAnswer::OlderCode { .. } | WrongAnswer::Spent => {
                attempt.stored.max_tries.saturating_sub(attempt.stored.tries)
            }
        };
        transact!(self.store, |tx| async {
            let fact = Fact::AnswerWrong { gate: open.gate, method: open.method };
            let counters = tx.counters(&attempt.stored.subject, seat.standing).await?;
            let full = |scope| identify::full(&counters, scope, &self.policy.limits, self.now()).map(|until| (scope, until));
            let left = |scope| identify::left(&counters, scope, &self.policy.limits, self.now());
            let verdict = if let Some((scope, until)) = full(Scope::Account).or_else(|| full(Scope::Method(open.method))) {
                Verdict::Stop(self.stop(tx, seat, &open.account, StopReason::Blocked { scope, until }).await?)
            } else {
                let borne = left(Scope::Account).min(left(Scope::Method(open.method)));
                Verdict::Wrong { why, tries_left: tries_left.min(borne) }
            };
            tx.audit(&self.entry(seat, Some(&open.account), fact)).await?;
            Ok(Close::Commit(verdict))
        })
    }
}

/// What an answer came to.
pub(super) enum Verdict {
    Proved(Proof),
    Wrong { why: WrongAnswer, tries_left: u32 },
    Stop(Stop),
}
