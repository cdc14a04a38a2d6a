//! To whom questions are put, and which of them on which day.

use std::collections::BTreeSet;

use kiosk::domain::account::Role;
use kiosk::domain::limit::Ceiling;
use kiosk::domain::method::Gates;
use kiosk::domain::outcome::{Opened, QuestionSet, QuestionsAnswered, Way};
use kiosk::domain::time::Span;
use kiosk::page::PageId;

use super::{LATER, NEW, answer_the_page, guess, ids, proved, put, quiz, try_put, with};
use crate::limits::{seat, twin};
use crate::story::choose;
use crate::support::{Kiosk, Person};

#[tokio::test]
async fn the_same_questions_are_put_a_hundred_times_and_others_after_a_day() {
    let kiosk = with(|policy| policy.limits.account = Ceiling { failures: 200, window: Span::hours(24) }).await;
    kiosk.add(quiz()).await;
    let first = put(&kiosk, &proved(&kiosk).await).await;
    let mut questions = BTreeSet::from([ids(&first)]);
    for visit in 0..100 {
        let seat = proved(&kiosk).await;
        let asked = put(&kiosk, &seat).await;
        questions.insert(ids(&asked));
        if visit % 25 == 0 {
            guess(&kiosk, &seat, asked, &[0]).await;
            kiosk.ambient.advance(Span::hours(23));
        }
    }
    assert_eq!(questions.len(), 1, "each miss begins the day again");
    for _ in 0..40 {
        kiosk.ambient.advance(Span::hours(24));
        questions.insert(ids(&put(&kiosk, &proved(&kiosk).await).await));
    }
    assert!(questions.len() > 10, "{} of 60", questions.len());
}

#[tokio::test]
async fn looking_at_questions_without_answering_shows_no_others() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let mut questions = BTreeSet::new();
    for _ in 0..20 {
        let seat = proved(&kiosk).await;
        questions.insert(ids(&put(&kiosk, &seat).await));
        questions.insert(ids(&put(&kiosk, &seat).await));
    }
    assert_eq!(questions.len(), 1);
}

#[tokio::test]
async fn a_miss_brings_other_questions_where_the_policy_says_so() {
    let kiosk = with(|policy| {
        policy.questions.sticky = false;
        policy.limits.method = Ceiling { failures: 100, window: Span::hours(1) };
        policy.limits.account = Ceiling { failures: 100, window: Span::hours(24) };
    })
    .await;
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let mut asked = put(&kiosk, &seat).await;
    assert_eq!(ids(&put(&kiosk, &seat).await), ids(&asked), "looking alone brings none");
    let mut questions = BTreeSet::from([ids(&asked)]);
    for left in (80..100).rev() {
        let (old, challenge) = (ids(&asked), asked.challenge.id.clone());
        let QuestionsAnswered::Wrong(next) = guess(&kiosk, &seat, asked, &[0]).await else { panic!("not wrong") };
        assert_eq!(next.challenge.tries_left, left);
        assert!(next.challenge.id != challenge, "a set of its own, {old:?}");
        questions.insert(ids(&next));
        asked = next;
    }
    assert!(questions.len() > 10, "{}", questions.len());
    assert!(matches!(guess(&kiosk, &seat, asked, &[]).await, QuestionsAnswered::Proved { .. }), "the last set proves");
}

#[tokio::test]
async fn a_set_that_was_replaced_takes_no_answers() {
    let kiosk = with(|policy| policy.questions.sticky = false).await;
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let asked = put(&kiosk, &seat).await;
    let copy = QuestionSet { challenge: twin(&asked.challenge), questions: asked.questions.clone() };
    guess(&kiosk, &seat, asked, &[0]).await;
    assert!(!matches!(guess(&kiosk, &seat, copy, &[]).await, QuestionsAnswered::Proved { .. }));
}

#[tokio::test]
async fn questions_are_never_put_before_another_proof() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let seat = seat(&kiosk);
    let early = try_put(&kiosk, &seat, &LATER).await;
    assert!(matches!(early, Ok(Opened::Changed(_))), "whatever gate the page believes in: {early:?}");
    let pretended = try_put(&kiosk, &seat, &Way::Questions { first: true }).await;
    assert!(matches!(pretended, Ok(Opened::Changed(_))), "nor by saying that they may: {pretended:?}");
    assert_eq!(kiosk.audited("challenge-opened").await, 0);
}

#[tokio::test]
async fn questions_alone_open_nothing() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").questions()).await;
    kiosk.add(Person::named("bob").questions().group("two")).await;
    kiosk.add(Person::named("cas").totp().questions()).await;
    for login in ["ada", "bob"] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::StopUnregistered, "{login}");
    }
    let mut visit = kiosk.visit();
    visit.press("1cas⏎").await;
    assert_eq!(visit.page().choices.len(), 1, "the only gate is the first");
}

#[tokio::test]
async fn questions_are_alone_where_the_policy_says_so() {
    let kiosk = with(|policy| policy.questions.alone = true).await;
    kiosk.add(Person::named("ada").questions()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    assert_eq!(visit.id(), PageId::AnswerQuestions);
    answer_the_page(&mut visit).await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
}

#[tokio::test]
async fn administrators_are_never_asked() {
    let kiosk = with(|policy| {
        policy.questions.alone = true;
        policy.base.gates = Gates::One;
    })
    .await;
    kiosk.add(Person { role: Role::Administrator, ..quiz() }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered, "an app is one proof, and administrators give two");
    kiosk.add(Person { login: "root", role: Role::Administrator, ..quiz() }.email("root@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1root⏎").await;
    assert_eq!(visit.page().choices.len(), 2, "{}", visit.words());
}

#[tokio::test]
async fn who_has_fewer_answers_than_are_asked_is_not_asked() {
    let kiosk = with(|policy| policy.questions.ask = 4).await;
    let answers = quiz().answers.into_iter().take(3).collect();
    kiosk.add(Person { answers, ..quiz() }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered);
}
