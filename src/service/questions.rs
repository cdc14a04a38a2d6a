//! Questions at a gate: which are put, and what becomes of the answers.
//!
//! The same questions are put for a day, whoever asks and however often, so that nobody can wait for those
//! they know the answers to. The answers to a set are one attempt: paid for first, then all looked at.

use super::counters::Counters;
use super::gate::At;
use super::hashing::Reserved;
use super::verify::{Attempt, Right, Verdict};
use super::{Seat, Service, troubled};
use crate::domain::audit::Fact;
use crate::domain::code::Tag;
use crate::domain::id::{AccountId, AnswerId};
use crate::domain::method::{Class, Gate, Method};
use crate::domain::outcome::{AskedQuestion, Opened, QuestionSet, QuestionsAnswered, Trouble, Way, WrongAnswer};
use crate::domain::proof::Proof;
use crate::domain::proof::answers::{self, Form, GivenAnswer, Pretence, Refusal};
use crate::domain::question::{self, Draw, STICKS};
use crate::domain::time::Span;
use crate::store::{ChallengeState, Close, StoreError, StoredChallenge, Subject, Tx};
use crate::transact;

/// How long questions take answers: longer than any visit, with which they end. Thinking of an answer may
/// take a while, and nothing about it grows old.
const LIFE: Span = Span::hours(24);

/// An attempt whose answers were looked at.
struct Looked {
    attempt: Attempt,
    verdict: Result<Proof, Refusal>,
}

impl Service {
    /// Puts questions to the visitor, unless something else is to be proved before.
    pub(super) async fn open_questions(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        earlier: &[StoredChallenge],
        counters: &Counters<'_>,
    ) -> Result<Opened, StoreError> {
        let may_be_first = matches!(at.way, Way::Questions { first: true });
        if !may_be_first {
            // Where nothing may be told of an account, no page offers them unless they may be first.
            let account = at.addressee.precise().ok_or(StoreError::AccountGone)?;
            if !has_proved_otherwise(earlier, &account.id) {
                return Ok(match self.welcome(tx, at.seat, account, &[]).await? {
                    Ok(person) => Opened::Changed(person),
                    Err(reason) => Opened::Stop(self.stop(tx, at.seat, Some(&account.id), reason).await?),
                });
            }
        }
        self.put(tx, at, counters).await.map(Opened::Questions)
    }

    /// A new challenge with the questions that are asked now.
    async fn put(&self, tx: &mut Tx, at: &At<'_>, counters: &Counters<'_>) -> Result<QuestionSet, StoreError> {
        // A set can be tried again as it is: the method's own counter is the limit.
        let tries = self.policy.limits.method.failures;
        let challenge = self.new_challenge(at, Method::Questions, self.now() + LIFE, tries)?;
        tx.add_challenge(&challenge).await?;
        let registered = self.registered(tx, at).await?;
        let drawn = self.drawn(tx, &challenge.subject, &registered).await?;
        tx.put_questions(&challenge.open.id, &drawn).await?;
        let fact = Fact::ChallengeOpened { gate: at.gate, method: Method::Questions, contact: None };
        tx.audit(&self.entry(at.seat, at.addressee.id(), fact)).await?;
        let of = |id: &AnswerId| registered.iter().find(|question| question.answer == *id).cloned();
        let questions = drawn.iter().filter_map(of).collect();
        let tries = counters.borne(at.form, Method::Questions, tries);
        Ok(QuestionSet { challenge: self.shown(at, &challenge.open, Tag::FIRST, tries), questions })
    }

    /// The questions that whoever this is put to has registered. Where pages may not tell, only those that are
    /// still in use, as another would show that somebody chose it once; and whoever has too few of them is
    /// given some that nobody can answer.
    async fn registered(&self, tx: &mut Tx, at: &At<'_>) -> Result<Vec<AskedQuestion>, StoreError> {
        let known = match at.addressee.id() {
            Some(account) => tx.questions(account).await?,
            None => Vec::new(),
        };
        if at.addressee.precise().is_some() {
            return Ok(known);
        }
        let (policy, pool) = (self.policy.questions, &self.questions.pool);
        let in_use: Vec<_> = known.into_iter().filter(|asked| pool.holds(&asked.question)).collect();
        if in_use.len() >= policy.ask {
            return Ok(in_use);
        }
        Ok(question::pretended(pool, policy, |text| self.store.keys().mark(at.login, text)))
    }

    /// Which of the `registered` questions are asked: those of the day, or new ones.
    async fn drawn(&self, tx: &mut Tx, subject: &Subject, registered: &[AskedQuestion]) -> Result<Vec<AnswerId>, StoreError> {
        let ids: Vec<_> = registered.iter().map(|question| question.answer.clone()).collect();
        let (ask, now) = (self.policy.questions.ask, self.now());
        let last = tx.question_draw(subject).await?;
        if let Some(draw) = last.as_ref().filter(|draw| draw.holds(&ids, ask, now)) {
            return Ok(draw.answers.clone());
        }
        let fresh = Draw { answers: question::draw(&ids, ask, self.ambient.entropy()?), until: now + STICKS };
        if tx.replace_question_draw(subject, last.as_ref(), &fresh).await? {
            return Ok(fresh.answers);
        }
        let other = tx.question_draw(subject).await?;
        Ok(other.ok_or_else(|| StoreError::Damaged("the questions of the day went away".to_owned()))?.answers)
    }

    /// Takes the answers to a set of questions.
    ///
    /// # Errors
    /// The set comes back with the trouble. Where the hashing queue is full nothing was counted; otherwise
    /// the attempt may have been.
    pub async fn answer_questions(
        &self,
        seat: &Seat,
        asked: QuestionSet,
        given: Vec<GivenAnswer>,
    ) -> Result<QuestionsAnswered, (QuestionSet, Trouble)> {
        // Nobody shall lose a try because others are many: the place comes before the debit.
        let place = match self.hashing.reserve() {
            Ok(place) => place,
            Err(trouble) => return Err((asked, trouble)),
        };
        let began = self.now();
        let verdict = self.try_answers(seat, &asked, given, place).await;
        self.release(seat, began).await;
        match verdict {
            Ok(Verdict::Proved(proof, person)) => Ok(QuestionsAnswered::Proved { proof, person }),
            Ok(Verdict::Stop(stop)) => {
                self.miss_questions(&asked).await;
                Ok(QuestionsAnswered::Stop(stop))
            }
            Ok(Verdict::Wrong { why: WrongAnswer::Dead, .. }) => {
                self.miss_questions(&asked).await;
                Ok(QuestionsAnswered::Dead(with_tries(asked, 0)))
            }
            Ok(Verdict::Wrong { tries_left, .. }) => {
                self.miss_questions(&asked).await;
                Ok(QuestionsAnswered::Wrong(self.after_miss(seat, asked, tries_left).await))
            }
            Err(trouble) => Err((asked, trouble)),
        }
    }

    async fn try_answers(
        &self,
        seat: &Seat,
        asked: &QuestionSet,
        given: Vec<GivenAnswer>,
        place: Reserved,
    ) -> Result<Verdict, Trouble> {
        let attempt = match self.pay(seat, &asked.challenge).await.map_err(|error| troubled(&error))? {
            Ok(attempt) => attempt,
            Err(verdict) => return Ok(verdict),
        };
        let Looked { attempt, verdict } = self.look_at_answers(attempt, given, place).await?;
        let settled = match verdict {
            Ok(proof) => self.credit(seat, &attempt, Right { proof, spends: None }).await,
            Err(Refusal::Wrong) => self.miss(seat, &attempt, WrongAnswer::Code).await,
            Err(Refusal::Expired) => self.miss(seat, &attempt, WrongAnswer::Dead).await,
        };
        settled.map_err(|error| troubled(&error))
    }

    /// The one place where answers meet their hashes, off the async threads.
    async fn look_at_answers(&self, attempt: Attempt, given: Vec<GivenAnswer>, place: Reserved) -> Result<Looked, Trouble> {
        let open = &attempt.stored.open;
        let kept: Result<_, StoreError> = transact!(self.store, |tx| async {
            let stored = match &open.account {
                Some(account) => tx.answers(account).await?,
                None => Vec::new(),
            };
            Ok(Close::Undo((tx.questions_put(&open.id).await?, stored)))
        });
        let (put, stored) = kept.map_err(|error| troubled(&error))?;
        let (key, now) = (self.store.keys().answer_key(), self.now());
        let form = Form::current(self.policy.questions.ignore_punctuation);
        let pretence = Pretence { form, cost: self.questions.cost };
        let look = move || {
            let verdict = answers::verify(&attempt.stored.open, &put, &stored, &given, (&key, pretence), now);
            Looked { attempt, verdict }
        };
        place.run(look).await
    }

    /// The day of these questions begins again, or is over where the policy wants others after a miss. The
    /// day that began when they were put goes on should this fail.
    async fn miss_questions(&self, asked: &QuestionSet) {
        let until = self.now() + STICKS;
        let noted: Result<(), StoreError> = transact!(self.store, |tx| async {
            let subject = self.store.subject(&asked.challenge.login);
            if self.policy.questions.sticky {
                tx.prolong_question_draw(&subject, until).await?;
            } else {
                tx.drop_question_draw(&subject).await?;
            }
            Ok(Close::Commit(()))
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "a miss was not noted with its questions");
        }
    }

    /// What is to be answered next: the same set, or another where the policy says so.
    async fn after_miss(&self, seat: &Seat, asked: QuestionSet, tries_left: u32) -> QuestionSet {
        let asked = with_tries(asked, tries_left);
        if self.policy.questions.sticky || tries_left == 0 {
            return asked;
        }
        match self.replaced(seat, &asked).await {
            Ok(other) => with_tries(other, tries_left),
            Err(error) => {
                tracing::warn!(%error, "no other questions could be put");
                asked
            }
        }
    }

    /// Another set in the place of `old`, whose challenge dies.
    async fn replaced(&self, seat: &Seat, old: &QuestionSet) -> Result<QuestionSet, StoreError> {
        let challenge = &old.challenge;
        transact!(self.store, |tx| async {
            tx.replace_challenge(&challenge.id, &seat.visit).await?;
            let (login, way, gate) = (&challenge.login, &challenge.way, challenge.gate);
            let earlier = tx.challenges(&seat.visit).await?;
            let addressee = self.addressee(tx, seat, login, gate, way, &earlier).await?;
            if addressee.is_signed_out() {
                return Err(StoreError::AccountGone);
            }
            let counters = self.counters(tx, seat, self.store.subject(login), &[]).await?;
            let at = At { seat, gate, login, way, form: challenge.form, addressee };
            Ok(Close::Commit(self.put(tx, &at, &counters).await?))
        })
    }
}

fn with_tries(asked: QuestionSet, tries_left: u32) -> QuestionSet {
    let QuestionSet { challenge, questions } = asked;
    QuestionSet { challenge: crate::domain::outcome::Challenge { tries_left, ..challenge }, questions }
}

/// Whether a first gate was passed in this visit by something of another kind, whatever gate its page believes
/// to stand at. What opened the settings, or an address that was typed, is no such gate.
fn has_proved_otherwise(challenges: &[StoredChallenge], account: &AccountId) -> bool {
    challenges.iter().any(|challenge| {
        challenge.open.gate == Gate::First
            && challenge.open.method.class() != Class::Knowledge
            && challenge.state == ChallengeState::Proved
            && challenge.open.account.as_ref() == Some(account)
    })
}
