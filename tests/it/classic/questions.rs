//! Questions that may be alone: they open an account by themselves, bring others after a miss, and are
//! never an administrator's.

use std::collections::BTreeSet;

use kiosk::domain::account::Role;
use kiosk::domain::id::AnswerId;
use kiosk::domain::method::{Gate, Gates};
use kiosk::domain::outcome::{Opened, QuestionSet, QuestionsAnswered, Way};
use kiosk::domain::proof::answers::GivenAnswer;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;

use super::kiosk;
use crate::limits::{offers, seat};
use crate::questions::answer_the_page;
use crate::story::choose;
use crate::support::{Kiosk, Person};

const ALONE: Way = Way::Questions { first: true };

async fn put(kiosk: &Kiosk, seat: &Seat) -> QuestionSet {
    let (login, _) = offers(kiosk, seat, "ada").await;
    match kiosk.service.open(seat, &login, Gate::First, &ALONE).await.expect("an answer") {
        Opened::Questions(asked) => asked,
        other => panic!("{other:?}"),
    }
}

async fn miss(kiosk: &Kiosk, seat: &Seat, asked: QuestionSet) -> QuestionsAnswered {
    let wrong = |id: &AnswerId| GivenAnswer { to: id.clone(), typed: Secret::new("something else".to_owned()) };
    let given = asked.questions.iter().map(|asked| wrong(&asked.answer)).collect();
    kiosk.service.answer_questions(seat, asked, given).await.expect("an answer")
}

fn ids(asked: &QuestionSet) -> Vec<AnswerId> {
    asked.questions.iter().map(|asked| asked.answer.clone()).collect()
}

#[tokio::test]
async fn questions_alone_open_an_account() {
    let kiosk = kiosk().await;
    kiosk.add(Person::named("ada").questions()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    assert_eq!(visit.id(), PageId::AnswerQuestions);
    assert_eq!(visit.page().fields.len(), 3, "three of five");
    assert!(visit.words().contains("You can try 5 times."), "{}", visit.words());
    answer_the_page(&mut visit).await;
    choose(&mut visit, "zebraQ92").await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", "zebraQ92").await);
}

#[tokio::test]
async fn a_miss_brings_other_questions_and_looking_brings_none() {
    let kiosk = kiosk().await;
    kiosk.add(Person::named("ada").questions()).await;
    let mut seen = BTreeSet::new();
    let mut sets = 0;
    for _ in 0..4 {
        let seat = seat(&kiosk);
        let mut asked = put(&kiosk, &seat).await;
        assert_eq!(ids(&put(&kiosk, &seat).await), ids(&asked), "looking alone");
        for left in [4, 3, 2, 1] {
            seen.insert(ids(&asked));
            sets += 1;
            let QuestionsAnswered::Wrong(next) = miss(&kiosk, &seat, asked).await else { panic!("not wrong") };
            assert_eq!(next.challenge.tries_left, left);
            asked = next;
        }
        assert!(matches!(miss(&kiosk, &seat, asked).await, QuestionsAnswered::Stop(_)), "the fifth closes them for a day");
        kiosk.ambient.advance(Span::hours(24));
    }
    // Sixty draws are possible, so some of them may come twice.
    assert!(seen.len() > sets / 2, "{} of {sets}", seen.len());
}

#[tokio::test]
async fn administrators_are_never_asked_any() {
    let kiosk = kiosk().await;
    let root = |person: Person| Person { login: "root", role: Role::Administrator, ..person };
    kiosk.add(root(Person::named("root").questions().email("root@example.org"))).await;
    let mut visit = kiosk.visit();
    visit.press("1root⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered, "a letter and questions are one proof: {}", visit.words());
    let seat = seat(&kiosk);
    let login = kiosk::domain::login::LoginKey::of("root");
    let forced = kiosk.service.open(&seat, &login, Gate::First, &ALONE).await;
    assert!(!matches!(forced, Ok(Opened::Questions(_))), "nor past the page: {forced:?}");
    kiosk
        .add(Person {
            login: "admin",
            role: Role::Administrator,
            ..Person::named("admin").questions().email("a@example.org").totp()
        })
        .await;
    let (_, offers) = offers(&kiosk, &seat, "admin").await;
    assert!(offers.iter().all(|offer| !matches!(offer.way, Way::Questions { .. })) && offers.len() == 2, "{offers:?}");
}

#[tokio::test]
async fn with_two_gates_questions_may_be_the_first() {
    let kiosk = super::changed(|policy| policy.base.gates = Gates::Two).await;
    kiosk.add(Person::named("ada").questions().totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎2").await;
    answer_the_page(&mut visit).await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
}
