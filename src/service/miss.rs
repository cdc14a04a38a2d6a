//! "That is not it": a wrong answer stays counted, and whoever gave it hears what is still borne, or until when
//! nothing is.

use super::counters::Counters;
use super::verify::{Attempt, Verdict};
use super::{Seat, Service};
use crate::domain::audit::Fact;
use crate::domain::code::Form;
use crate::domain::limit::Scope;
use crate::domain::outcome::{Stop, StopReason, WrongAnswer};
use crate::domain::proof::signature::BadSignature;
use crate::store::{Close, StoreError, StoredChallenge};
use crate::transact;

impl Service {
    /// A wrong answer: the debit stays. When it was the last one borne, says so at once.
    pub(super) async fn miss(&self, seat: &Seat, attempt: &Attempt, why: WrongAnswer) -> Result<Verdict, StoreError> {
        let Attempt { stored, .. } = attempt;
        let open = &stored.open;
        let fell = why == WrongAnswer::Signature(BadSignature::CounterFell);
        let why = if self.is_precise(seat, open.gate) { why } else { plain(why) };
        transact!(self.store, |tx| async {
            let counters = self.counters(tx, seat, stored.subject.clone(), &[]).await?;
            let verdict = match self.judged(&counters, stored, why) {
                Ok(wrong) => wrong,
                Err(reason) => {
                    let stop = self.stop_at(tx, seat, stored, reason).await?;
                    Verdict::Stop(Stop { missed: is_wrong(why), ..stop })
                }
            };
            // It refuses nobody, so it need not know before: only what failed is counted.
            let fleet = self.tally(self.store.keys().fleet(), Scope::FleetFailures, seat.standing);
            tx.debit(&[fleet], seat.standing, self.now()).await?;
            let wrong = Fact::AnswerWrong { gate: open.gate, method: open.method };
            // In the place of the other row: how many there are says nothing of an account.
            let fact = if fell { Fact::KeyMayBeCopied { gate: open.gate } } else { wrong };
            tx.audit(&self.entry(seat, open.account.as_ref(), fact)).await?;
            Ok(Close::Commit(verdict))
        })
    }

    /// What a wrong answer to `stored` comes to by the counters as they are after it.
    fn judged(&self, counters: &Counters<'_>, stored: &StoredChallenge, why: WrongAnswer) -> Result<Verdict, StopReason> {
        let method = stored.open.method;
        if let Some(until) = counters.numbered_out().filter(|_| stored.asks_number()) {
            return Err(StopReason::Blocked { scope: Scope::Method(method), until });
        }
        match counters.guessed_out(method).filter(|_| stored.form == Form::Short) {
            Some(_) if self.policy.limits.goes_on(method) => {
                // Before a text it is a number that was wrong: the code that follows will be long by itself.
                let why = if stored.asks_number() { why } else { WrongAnswer::NeedsLong };
                return Ok(Verdict::Wrong { why, tries_left: 0 });
            }
            Some((scope, until)) => return Err(StopReason::Blocked { scope, until }),
            None => {}
        }
        if let Some(until) = counters.failed_out() {
            return Err(StopReason::Blocked { scope: Scope::SourceFailures, until });
        }
        let borne = if stored.asks_number() {
            counters.borne_numbers(stored.form, stored.tries_left())
        } else {
            counters.borne(stored.form, method, stored.tries_left())
        };
        Ok(Verdict::Wrong { why, tries_left: if why == WrongAnswer::Dead { 0 } else { borne } })
    }
}

/// Whether an answer was looked at and wrong: one that was right once was not, nor one that came too late.
const fn is_wrong(why: WrongAnswer) -> bool {
    match why {
        WrongAnswer::Code | WrongAnswer::OlderCode { .. } | WrongAnswer::Signature(_) => true,
        WrongAnswer::Spent | WrongAnswer::Dead | WrongAnswer::NeedsLong => false,
    }
}

/// Why an answer is wrong, without what only somebody who knows the account could tell: that an app's
/// code was used before shows that there is an app, and so does one of a sheet, or what a key counted.
const fn plain(why: WrongAnswer) -> WrongAnswer {
    match why {
        WrongAnswer::Spent => WrongAnswer::Code,
        WrongAnswer::Signature(BadSignature::CounterFell) => WrongAnswer::Signature(BadSignature::OtherKey),
        WrongAnswer::Code
        | WrongAnswer::OlderCode { .. }
        | WrongAnswer::Dead
        | WrongAnswer::NeedsLong
        | WrongAnswer::Signature(_) => why,
    }
}
