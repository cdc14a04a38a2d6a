//! Answers to questions that somebody registers: looked at one by one, and hashed before the transaction.

use super::super::{Seat, Service, troubled};
use super::Owner;
use crate::domain::account::{Account, Language};
use crate::domain::id::AnswerId;
use crate::domain::limit::Scope;
use crate::domain::outcome::Trouble;
use crate::domain::policy::resolve;
use crate::domain::proof::answers::{self, Form};
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::question::{AnswerRules, BadAnswer, Known, Question, QuestionPool, fit};
use crate::domain::registration::{Choosable, QuestionWish, Registration, Unfit};
use crate::domain::secret::Secret;
use crate::page::Text;
use crate::store::{Close, Debit, NewAnswer, StoreError};
use crate::texts::{Zone, say};
use crate::transact;

impl Service {
    /// What is kept of `given`, where every answer is one that may be kept.
    pub(super) async fn hashed_answers(
        &self,
        seat: &Seat,
        signed_in: &SignedIn,
        given: &[(Question, Secret)],
    ) -> Result<Result<Vec<NewAnswer>, Unfit>, Trouble> {
        let owner: Result<Owner, StoreError> =
            transact!(self.store, |tx| async { Ok(Close::Undo(self.owner(tx, seat, signed_in).await?)) });
        // Nothing is hashed for whoever may not keep it; the change says why.
        let Owner::May(account) = owner.map_err(|error| troubled(&error))? else { return Ok(Ok(Vec::new())) };
        let form = Form::current(self.policy.questions.ignore_punctuation);
        let known = self.known(&account, &resolve(&self.policy, &account).password);
        let mut fitting: Vec<Secret> = Vec::new();
        for (place, (question, answer)) in given.iter().enumerate() {
            match fit(answer, form, (&account.login, &known), &spelled(question), &fitting) {
                Ok(answer) => fitting.push(answer),
                Err(why) => return Ok(Err(Unfit::Answer { place, why })),
            }
        }
        let hasher = self.hashing.reserve()?;
        if let Some(why) = self.on_file(seat, &account, given).await.map_err(|error| troubled(&error))? {
            return Ok(Err(why));
        }
        let mut drawn = Vec::new();
        for _ in given {
            drawn.push((AnswerId::new(self.now(), self.entropy()?), self.entropy()?));
        }
        let (key, cost) = (self.store.keys().answer_key(), self.questions.cost);
        let questions: Vec<Question> = given.iter().map(|(question, _)| question.clone()).collect();
        let hash = move || {
            let all = fitting.iter().zip(questions).zip(drawn);
            all.map(|((answer, question), (id, salt))| {
                let hash = answers::hashed(answer, form, &key, cost, &salt)?;
                Some(NewAnswer { id, question, form, hash, must_replace: false })
            })
            .collect::<Option<Vec<_>>>()
        };
        hasher.run(hash).await?.ok_or(Trouble::Unavailable).map(Ok)
    }

    /// Which of `given` is an address or a number that `account` has on file. Whoever knows no more than its password
    /// could guess those here: it counts against the place before they are looked at, as a user ID that is typed there,
    /// and nothing is given back, for what is none of them is learnt too.
    async fn on_file(&self, seat: &Seat, account: &Account, given: &[(Question, Secret)]) -> Result<Option<Unfit>, StoreError> {
        let place: Vec<_> = self.source_tally(seat, Scope::SourceIdentifies).into_iter().collect();
        let paid = transact!(self.store, |tx| async {
            Ok(match tx.debit(&place, seat.standing, self.now()).await? {
                Debit::Raised => Close::Commit(None),
                Debit::Full { until, .. } => Close::Undo(Some(Unfit::Tried { until })),
            })
        })?;
        let known = Known {
            names: Vec::new(),
            addresses: account.contacts.iter().map(|contact| contact.address.clone()).collect(),
            phones: account.phones.iter().map(|phone| phone.number.clone()).collect(),
        };
        let found = || given.iter().position(|(_, answer)| known.holds(answer));
        Ok(paid.or_else(|| found().map(|place| Unfit::Answer { place, why: BadAnswer::IsKnown })))
    }
}

/// Whether `new` are as many answers as the policy wants, each to another question of the pool.
pub(super) fn are_taken(registration: &Registration, new: &[NewAnswer]) -> bool {
    let Some(asks) = &registration.asks else { return false };
    let is_new = |(place, answer): (usize, &NewAnswer)| new.iter().take(place).all(|earlier| earlier.question != answer.question);
    new.len() == asks.count
        && new.iter().all(|answer| asks.pool.iter().any(|known| known.question == answer.question))
        && new.iter().enumerate().all(is_new)
}

/// What somebody is asked who registers `count` answers by these `rules`.
pub(super) fn wish(pool: &QuestionPool, rules: AnswerRules, count: usize) -> QuestionWish {
    let choosable = |question: Question| Choosable { spelled: spelled(&question), question };
    QuestionWish { pool: pool.all().map(choosable).collect(), count, rules }
}

/// How the question reads in every language.
fn spelled(question: &Question) -> Vec<String> {
    match question {
        Question::Topic(topic) => Language::ALL.map(|language| say(&Text::new(topic.message()), language, &Zone::utc())).to_vec(),
        Question::Own(text) => vec![text.clone()],
    }
}
