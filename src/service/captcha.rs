//! A riddle before anybody is looked up: whether one is due, whether it was solved. Decided by where
//! the visitor sits and never by the account that was named, so a riddle tells nothing about it; and a
//! missed one counts for no account.

pub mod riddles;

use tokio::sync::watch;

use self::riddles::Riddles;
use super::{Seat, Service, troubled};
use crate::domain::audit::Fact;
use crate::domain::captcha::words::Word;
use crate::domain::captcha::{CaptchaPolicy, Kind, Riddle, When};
use crate::domain::limit::Scope;
use crate::domain::outcome::{Asked, Identified, Trouble};
use crate::domain::secret::Secret;
use crate::store::{Close, StoreError, Subject};
use crate::texts::word;
use crate::transact;

/// User IDs typed, and failures, in ten minutes at one place from which a person is asked for.
const IDENTIFIES: u32 = 20;
const FAILURES: u32 = 3;

/// Is shown the answer to each riddle, where somebody plays visitor: in the demo. Nobody else has one.
pub type Prompter = watch::Sender<Option<Secret>>;

/// What the authority holds for its riddles.
pub struct Captcha {
    pub policy: CaptchaPolicy,
    pub prompter: Option<Prompter>,
    riddles: Riddles,
}

impl Captcha {
    pub fn new(policy: CaptchaPolicy, prompter: Option<Prompter>) -> Self {
        Self { policy, prompter, riddles: Riddles::default() }
    }

    /// A visit is over: nothing of it is kept.
    pub fn forget(&self, seat: &Seat) {
        self.riddles.forget(&seat.visit);
    }
}

impl Service {
    /// The riddle that this visit has to solve before it may ask who somebody is; none when it need not,
    /// or did already.
    pub(super) async fn riddle_first(&self, seat: &Seat) -> Result<Option<Asked>, Trouble> {
        let riddles = &self.captcha.riddles;
        if riddles.is_solved(&seat.visit) || !self.is_riddle_due(seat).await? {
            return Ok(None);
        }
        // Whoever asked for questions before is not shown pictures again.
        let kind = riddles.kind(&seat.visit).unwrap_or(Kind::Picture);
        self.record(seat, Fact::CaptchaAsked { kind }).await?;
        self.put_riddle(seat, kind, false).map(Some)
    }

    /// Another riddle, of `kind`.
    pub fn riddle(&self, seat: &Seat, kind: Kind) -> Result<Asked, Trouble> {
        self.put_riddle(seat, kind, false)
    }

    /// Takes an answer to the riddle in force. A right one is good for the whole visit, and who `login` is
    /// follows at once; a wrong one is followed by another riddle, as is one to no riddle of this visit.
    pub async fn solve(&self, seat: &Seat, login: &str, typed: &Secret) -> Result<Identified, Trouble> {
        match self.look_at(seat, typed).await? {
            Some(asked) => Ok(Identified::Captcha(asked)),
            None => self.identify(seat, login).await,
        }
    }

    /// The riddle that stands before anything but a user ID is looked up, once `solution` to the one before was
    /// looked at, where there is one.
    pub(super) async fn riddle_before(&self, seat: &Seat, solution: Option<&Secret>) -> Result<Option<Asked>, Trouble> {
        if let Some(solution) = solution
            && let Some(asked) = self.look_at(seat, solution).await?
        {
            return Ok(Some(asked));
        }
        self.riddle_first(seat).await
    }

    /// Looks at an answer to the riddle in force: another riddle, unless it was right or there was none.
    async fn look_at(&self, seat: &Seat, typed: &Secret) -> Result<Option<Asked>, Trouble> {
        // Taken out before it is looked at: of answers at the same time one is looked at.
        let Some(riddle) = self.captcha.riddles.take(&seat.visit) else { return Ok(None) };
        let kind = riddle.kind();
        if riddle.is_solved_by(typed.expose(), &said(seat)) {
            self.record(seat, Fact::CaptchaSolved { kind }).await?;
            self.captcha.riddles.solved(&seat.visit);
            return Ok(None);
        }
        self.record(seat, Fact::CaptchaMissed { kind }).await?;
        self.put_riddle(seat, kind, true).map(Some)
    }

    async fn is_riddle_due(&self, seat: &Seat) -> Result<bool, Trouble> {
        match self.captcha.policy.when(seat.standing) {
            When::Never => Ok(false),
            When::Suspicious => self.is_suspicious(seat).await.map_err(|error| troubled(&error)),
            When::Always => Ok(true),
        }
    }

    /// Whether more comes from where the visitor sits than people do, or the fleet's alarm is on.
    async fn is_suspicious(&self, seat: &Seat) -> Result<bool, StoreError> {
        let (fleet, now) = (self.store.keys().fleet(), self.now());
        let source = seat.source.subject(self.store.keys());
        let subjects: Vec<&Subject> = source.iter().chain([&fleet]).collect();
        let counters = self.store.counters_of(&subjects, seat.standing).await?;
        Ok(counters.iter().any(|(_, scope, counter)| match scope {
            Scope::SourceIdentifies => counter.recently(now) >= IDENTIFIES,
            Scope::SourceFailures => counter.recently(now) >= FAILURES,
            Scope::FleetFailures => self.is_at_ceiling(*counter, *scope, seat.standing, now),
            Scope::Method(_)
            | Scope::Account
            | Scope::LettersShort
            | Scope::LettersLong
            | Scope::FleetLetters
            | Scope::SignIn
            | Scope::HelpAccount
            | Scope::HelpSource
            | Scope::Numbers
            | Scope::Changes => false,
        }))
    }

    fn put_riddle(&self, seat: &Seat, kind: Kind, missed: bool) -> Result<Asked, Trouble> {
        let riddle = Riddle::draw(kind, self.entropy()?);
        if let Some(prompter) = &self.captcha.prompter {
            prompter.send_replace(Some(riddle.answer(&said(seat))));
        }
        let asked = Asked { riddle: riddle.shown(), missed };
        self.captcha.riddles.put(&seat.visit, riddle);
        Ok(asked)
    }

    async fn record(&self, seat: &Seat, fact: Fact) -> Result<(), Trouble> {
        let entry = self.entry(seat, None, fact);
        let done: Result<(), StoreError> = transact!(self.store, |tx| async {
            tx.audit(&entry).await?;
            Ok(Close::Commit(()))
        });
        done.map_err(|error| troubled(&error))
    }
}

/// Words as the visitor reads them.
fn said(seat: &Seat) -> impl Fn(Word) -> String {
    let language = seat.language;
    move |named| word(named.id(), language)
}
