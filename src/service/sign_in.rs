//! "I know my password": looked at only after the attempt was debited, and answered alike whether the user ID
//! is unknown or the password wrong, in the hall too.

use super::{Seat, Service, troubled};
use crate::domain::account::{Account, Language, Managed};
use crate::domain::audit::Fact;
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::method::{Gates, Standing};
use crate::domain::outcome::{Home, LanguageSet, Person, SignInAnswer, StopReason, Trouble};
use crate::domain::policy::resolve;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::reminder::{Reminder, Why};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::store::{Close, Debit, StoreError, Subject, Tally, Tx};
use crate::transact;

/// An attempt that was paid for.
struct Paid {
    tallies: Vec<Tally>,
    at: Moment,
}

impl Service {
    /// Signs in whoever `typed` names, with `password`; with `solution`, where a riddle stood before it.
    pub async fn sign_in(
        &self,
        seat: &Seat,
        typed: &str,
        password: &Secret,
        solution: Option<&Secret>,
    ) -> Result<SignInAnswer, Trouble> {
        let began = self.now();
        if let Some(asked) = self.riddle_before(seat, solution).await? {
            return Ok(SignInAnswer::Captcha(asked));
        }
        let answer = self.try_sign_in(seat, &LoginKey::of(typed), password).await;
        self.release(seat, began).await;
        answer
    }

    async fn try_sign_in(&self, seat: &Seat, key: &LoginKey, password: &Secret) -> Result<SignInAnswer, Trouble> {
        // A place first: whoever finds the queue full has not tried.
        let place = self.hashing.reserve()?;
        let failed = |error: StoreError| troubled(&error);
        let paid = match self.pay_sign_in(seat, key).await.map_err(failed)? {
            Ok(paid) => paid,
            Err(reason) => return self.stopped(seat, None, reason).await.map(SignInAnswer::Stop).map_err(failed),
        };
        let found = self.store.account_with_passwords(key).await.map_err(failed)?;
        let hash = found.as_ref().and_then(|(_, passwords)| passwords.current.clone());
        let is_right = self.hashing.is_behind(place, password.duplicate(), hash).await?;
        match found.filter(|_| is_right) {
            Some((account, passwords)) => self.welcome_in(seat, account, passwords.times_set, paid).await.map_err(failed),
            None => self.miss_sign_in(seat, key).await.map_err(failed),
        }
    }

    /// Raises every counter that a password touches, or none.
    async fn pay_sign_in(&self, seat: &Seat, key: &LoginKey) -> Result<Result<Paid, StopReason>, StoreError> {
        let at = self.now();
        let own = self.tally(self.sign_in_subject(seat, key), Scope::SignIn, seat.standing);
        let tallies: Vec<Tally> = [own].into_iter().chain(self.source_tally(seat, Scope::SourceFailures)).collect();
        transact!(self.store, |tx| async {
            if let Some(until) = self.is_guessed_out(tx, seat, key).await? {
                return Ok(Close::Undo(Err(StopReason::Blocked { scope: Scope::SignIn, until })));
            }
            Ok(match tx.debit(&tallies, seat.standing, at).await? {
                Debit::Raised => Close::Commit(Ok(Paid { tallies: tallies.clone(), at })),
                Debit::Full { scope, until } => Close::Undo(Err(StopReason::Blocked { scope, until })),
            })
        })
    }

    /// In the hall a user ID's own counter; from outside one for each network, so that no stranger keeps the
    /// owner out.
    pub(super) fn sign_in_subject(&self, seat: &Seat, key: &LoginKey) -> Subject {
        let keys = self.store.keys();
        match (seat.standing, seat.source.subject(keys)) {
            (Standing::Open, Some(place)) => keys.subject_from(key, &place),
            (Standing::Open, None) | (Standing::Trusted, _) => keys.subject(key),
        }
    }

    /// Until when no more passwords are looked at after very many wrong ones in a row.
    async fn is_guessed_out(&self, tx: &mut Tx, seat: &Seat, key: &LoginKey) -> Result<Option<Moment>, StoreError> {
        let subject = self.sign_in_subject(seat, key);
        let counters = tx.counters(&subject, seat.standing).await?;
        let in_a_row = counters.iter().find(|(scope, _)| *scope == Scope::SignIn).map_or(0, |(_, counter)| counter.in_a_row);
        Ok((in_a_row >= self.policy.limits.in_a_row()).then_some(Moment::NEVER))
    }

    /// The password was right: its debit is given back, and the visit is signed in, unless there is nothing
    /// to be signed in to.
    async fn welcome_in(&self, seat: &Seat, account: Account, times_set: i64, paid: Paid) -> Result<SignInAnswer, StoreError> {
        let Paid { tallies, at } = paid;
        transact!(self.store, |tx| async {
            let now = self.now();
            tx.refund(&tallies, seat.standing, at).await?;
            if let Some(reason) = shut(&account, now) {
                let stop = self.stop(tx, seat, Some(&account.id), reason).await?;
                return Ok(Close::Commit(SignInAnswer::Stop(stop)));
            }
            let signed_in = SignedIn::of(account.id.clone(), seat.visit.clone(), now);
            tx.sign_in(&signed_in, times_set, false, now).await?;
            tx.audit(&self.entry(seat, Some(&account.id), Fact::SignedIn)).await?;
            let due = self.reminder(seat, &account);
            if matches!(due, Some(Reminder { why: Why::Missing { .. }, .. })) {
                tx.remind_since(&account.id, now).await?;
            }
            let home = Home { due: due.map(Box::new), ..self.home(&account) };
            Ok(Close::Commit(SignInAnswer::Welcome { signed_in, home }))
        })
    }

    /// What somebody who signed in sees and may choose.
    pub(super) fn home(&self, account: &Account) -> Home {
        let person = self.member_person(account);
        Home { person, name: account.name.clone(), must_change: account.must_change, language: account.language, due: None }
    }

    /// Somebody who signed in, as a gate of theirs sees them.
    pub(super) fn member_person(&self, account: &Account) -> Person {
        let rules = resolve(&self.policy, account);
        let words = self.words_of_page(account, &rules.password, false);
        Person {
            login: account.login.key(),
            gates: Gates::One,
            offers: Vec::new(),
            password: rules.password,
            words,
            precise: true,
            has_password: true,
            may_unlock: false,
            language: account.language,
        }
    }

    async fn miss_sign_in(&self, seat: &Seat, key: &LoginKey) -> Result<SignInAnswer, StoreError> {
        let subject = self.sign_in_subject(seat, key);
        transact!(self.store, |tx| async {
            let fleet = self.tally(self.store.keys().fleet(), Scope::FleetFailures, seat.standing);
            tx.debit(&[fleet], seat.standing, self.now()).await?;
            tx.audit(&self.entry(seat, None, Fact::SignInWrong)).await?;
            let counters = tx.counters(&subject, seat.standing).await?;
            let own = counters.iter().find(|(scope, _)| *scope == Scope::SignIn);
            let limit = self.policy.limits.limit(Scope::SignIn, seat.standing);
            let (blocked, left) =
                own.map_or((None, limit.most()), |(_, counter)| (counter.blocked(self.now()), counter.left(limit, self.now())));
            Ok(Close::Commit(match blocked {
                Some(until) => {
                    let reason = StopReason::Blocked { scope: Scope::SignIn, until };
                    SignInAnswer::Stop(self.stop(tx, seat, None, reason).await?)
                }
                None => SignInAnswer::Wrong { left },
            }))
        })
    }

    /// Keeps the language in which somebody who signed in is written to.
    ///
    /// # Errors
    /// The sign-in comes back with the trouble.
    pub async fn set_language(
        &self,
        seat: &Seat,
        signed_in: SignedIn,
        language: Language,
    ) -> Result<LanguageSet, (SignedIn, Trouble)> {
        let kept: Result<bool, StoreError> = transact!(self.store, |tx| async {
            let account = signed_in.account();
            if !tx.is_signed_in(&seat.visit, account, self.now()).await? || !tx.set_language(account, language).await? {
                return Ok(Close::Undo(false));
            }
            tx.audit(&self.entry(seat, Some(account), Fact::LanguageSet { language })).await?;
            Ok(Close::Commit(true))
        });
        match kept {
            Ok(true) => Ok(LanguageSet::Done { signed_in, language }),
            Ok(false) => Ok(LanguageSet::SignedOut),
            Err(error) => Err((signed_in, troubled(&error))),
        }
    }

    /// Whether whoever signed in may still be served, by the account as it is now.
    pub(super) fn shut_out(&self, account: &Account) -> Option<StopReason> {
        shut(account, self.now())
    }
}

/// Why nobody is signed in to `account`, when nobody is.
fn shut(account: &Account, now: Moment) -> Option<StopReason> {
    match (account.managed, account.enabled, account.locked_until.filter(|until| now < *until)) {
        (Managed::Elsewhere, _, _) => Some(StopReason::Elsewhere),
        (Managed::Here, false, _) => Some(StopReason::AccountOff),
        (Managed::Here, true, Some(until)) => Some(StopReason::Blocked { scope: Scope::SignIn, until }),
        (Managed::Here, true, None) => None,
    }
}
