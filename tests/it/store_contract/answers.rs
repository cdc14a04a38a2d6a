//! Answers to questions, the draw of the day, and what a challenge put.

use std::sync::Arc;

use kiosk::domain::id::{AccountId, AnswerId};
use kiosk::domain::login::LoginKey;
use kiosk::domain::outcome::AskedQuestion;
use kiosk::domain::proof::answers::Form;
use kiosk::domain::question::{Draw, Question, Topic};
use kiosk::store::{Close, NewAccount, NewAnswer, Store, StoreError, Subject};
use kiosk::transact;
use sqlx::Row;

use super::ground::{Ground, account_id, add, after, answer_id, new_account, new_challenge, put, race, visit_id};

/// An answer to a question that comes with the program.
pub fn topic(topic: Topic) -> NewAnswer {
    let hash = "$argon2id$answer".to_owned();
    NewAnswer { id: answer_id(), question: Question::Topic(topic), form: Form::V1, hash, must_replace: false }
}

fn own(text: &str) -> NewAnswer {
    let question = Question::Own(text.to_owned());
    NewAnswer { question, form: Form::V1Unpunctuated, must_replace: true, ..topic(Topic::FirstPet) }
}

fn drawn(answers: &[&AnswerId], seconds: u32) -> Draw {
    Draw { answers: answers.iter().map(|id| (*id).clone()).collect(), until: after(seconds) }
}

async fn questions(store: &Store, owner: &AccountId) -> Result<Vec<AskedQuestion>, StoreError> {
    transact!(store, |tx| async { Ok(Close::Undo(tx.questions(owner).await?)) })
}

async fn draw_of(store: &Store, subject: &Subject) -> Option<Draw> {
    transact!(store, |tx| async { Ok(Close::Undo(tx.question_draw(subject).await?)) }).expect("asked")
}

async fn replace(store: &Store, subject: &Subject, old: Option<&Draw>, fresh: &Draw) -> bool {
    let replaced: Result<bool, StoreError> =
        transact!(store, |tx| async { Ok(Close::Commit(tx.replace_question_draw(subject, old, fresh).await?)) });
    replaced.expect("asked")
}

pub async fn questions_and_answers_come_back_for_their_owner_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let answers = vec![topic(Topic::FirstCar), own("Which room did you begin in?")];
    let ids: Vec<_> = answers.iter().map(|answer| answer.id.clone()).collect();
    let ada = NewAccount { answers, ..new_account("ada") };
    add(&store, &ada).await.expect("added");
    add(&store, &NewAccount { answers: vec![topic(Topic::FirstCar)], ..new_account("bob") }).await.expect("added");
    let found = questions(&store, &ada.id).await.expect("asked");
    let of_ada = ada.answers.iter().map(|new| AskedQuestion { answer: new.id.clone(), question: new.question.clone() });
    assert_eq!(found, of_ada.collect::<Vec<_>>());
    let kept = transact!(store, |tx| async { Ok(Close::Undo(tx.answers(&ada.id).await?)) }).expect("asked");
    let kept: Vec<_> = kept.into_iter().map(|answer| (answer.id, answer.form, answer.hash)).collect();
    let hash = || "$argon2id$answer".to_owned();
    assert_eq!(kept, [(ids[0].clone(), Form::V1, hash()), (ids[1].clone(), Form::V1Unpunctuated, hash())]);
    let marked = ground.look("SELECT must_replace FROM answer WHERE own IS NOT NULL").await;
    assert_eq!(marked[0].get::<i64, _>(0), 1);
    assert!(questions(&store, &account_id()).await.expect("asked").is_empty());
}

pub async fn an_own_question_opens_for_its_account_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = NewAccount { answers: vec![own("Which room did you begin in?")], ..new_account("ada") };
    let bob = NewAccount { answers: vec![own("Which floor?")], ..new_account("bob") };
    add(&store, &ada).await.expect("added");
    add(&store, &bob).await.expect("added");
    let swap = format!("UPDATE answer SET account_id = '{}' WHERE account_id = '{}'", ada.id, bob.id);
    assert_eq!(ground.tamper(&swap).await, 1);
    assert!(matches!(questions(&store, &ada.id).await, Err(StoreError::Damaged(_))));
}

pub async fn no_question_is_kept_twice(ground: Arc<Ground>) {
    let store = ground.store().await;
    let twice = NewAccount { answers: vec![topic(Topic::FirstCar), topic(Topic::FirstCar)], ..new_account("ada") };
    assert!(add(&store, &twice).await.is_err());
    assert!(ground.look("SELECT id FROM account").await.is_empty(), "nothing of it stays");
    let owns = NewAccount { answers: vec![own("Which room?"), own("Which floor?")], ..new_account("ada") };
    add(&store, &owns).await.expect("different questions of the operator's");
}

pub async fn a_draw_is_replaced_by_one_and_prolonged_by_a_miss(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = store.subject(&LoginKey::of("ada"));
    assert_eq!(draw_of(&store, &ada).await, None);
    let (one, two) = (answer_id(), answer_id());
    let (first, second) = (drawn(&[&one, &two], 60), drawn(&[&two, &one], 120));
    assert!(replace(&store, &ada, None, &first).await);
    assert_eq!(draw_of(&store, &ada).await, Some(first.clone()), "in the order in which they were drawn");
    assert!(!replace(&store, &ada, Some(&second), &first).await, "that is not what is there");
    assert!(replace(&store, &ada, Some(&first), &second).await);
    let prolonged = |seconds| {
        let (store, subject) = (&store, &ada);
        async move {
            let done: Result<(), StoreError> = transact!(store, |tx| async {
                tx.prolong_question_draw(subject, after(seconds)).await?;
                Ok(Close::Commit(()))
            });
            done.expect("prolonged");
            draw_of(store, subject).await.expect("there").until
        }
    };
    assert_eq!(prolonged(300).await, after(300));
    assert_eq!(prolonged(200).await, after(300), "never shortened");
    let dropped: Result<(), StoreError> = transact!(store, |tx| async {
        tx.drop_question_draw(&ada).await?;
        Ok(Close::Commit(()))
    });
    dropped.expect("dropped");
    assert_eq!(draw_of(&store, &ada).await, None);
}

pub async fn of_many_first_draws_one_stays(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let ada = stores[0].subject(&LoginKey::of("ada"));
    let won = race(&stores, 16, |store, number| {
        let subject = ada.clone();
        let fresh = drawn(&[&answer_id()], u32::try_from(number).expect("small"));
        async move {
            // As the service does it: look, and draw where there is nothing.
            let drew: Result<bool, StoreError> = transact!(store, |tx| async {
                let is_there = tx.question_draw(&subject).await?.is_some();
                Ok(Close::Commit(!is_there && tx.replace_question_draw(&subject, None, &fresh).await?))
            });
            drew.unwrap_or(false)
        }
    });
    assert_eq!(won.await, 1);
    assert!(draw_of(&stores[1], &ada).await.is_some());
}

pub async fn a_challenge_knows_what_it_put_as_long_as_it_is_there(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (one, other) = (new_challenge(&account_id(), &visit_id()), new_challenge(&account_id(), &visit_id()));
    put(&store, &one).await;
    put(&store, &other).await;
    let ids: Vec<_> = (0..5).map(|_| answer_id()).collect();
    let done: Result<(), StoreError> = transact!(store, |tx| async {
        tx.put_questions(&one.open.id, &ids).await?;
        Ok(Close::Commit(()))
    });
    done.expect("put");
    let found: Result<_, StoreError> = transact!(store, |tx| async {
        Ok(Close::Undo((tx.questions_put(&one.open.id).await?, tx.questions_put(&other.open.id).await?)))
    });
    assert_eq!(found.expect("asked"), (ids, vec![]));
    assert_eq!(ground.tamper("DELETE FROM challenge").await, 2);
    assert!(ground.look("SELECT challenge_id FROM challenge_questions").await.is_empty(), "swept with its challenge");
}
