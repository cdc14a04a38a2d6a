//! Answers to questions that people register: which are asked for, and which are refused.

use kiosk::domain::question::{BadAnswer, Question, Topic};
use kiosk::domain::registration::{Change, ChangeOutcome, Unfit};
use kiosk::page::PageId;

use super::{at_settings, change, held, pick, secret, signed_in};
use crate::support::{Kiosk, Person};

#[tokio::test]
async fn questions_are_answered_one_by_one_and_bad_answers_refused() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org").group("two")).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "Answer security").await;
    assert_eq!(visit.page().choices.len(), 9, "eight, and the way to the others");
    let first = visit.page().choices[0].id;
    pick(&mut visit, "other questions").await;
    assert_eq!(visit.page().choices.len(), 8, "the other seven");
    pick(&mut visit, "other questions").await;
    let mut chosen = Vec::new();
    for answer in ["Ghent", "Vermeer", "ghent", "Fiat Panda", "Minoes"] {
        assert!(visit.page().choices.iter().all(|text| !chosen.contains(&text.id)), "no question twice");
        chosen.push(visit.page().choices[0].id);
        visit.press("1").await.press(answer).await.press("⏎").await;
        if answer == "ghent" {
            assert!(visit.words().contains("gave that answer before"), "{}", visit.words());
            visit.press("⎋Bobbie⏎").await;
        }
    }
    assert_eq!(chosen[0], first);
    assert!(!visit.words().contains("Ghent"));
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert_eq!(held(&kiosk).await.2, 5);
    assert_eq!(kiosk.mailbox().await.len(), 1);
    let mut other = at_settings(&kiosk).await;
    other.press("1").await;
    assert_eq!(other.id(), PageId::AnswerQuestions, "they guard the settings at once: {}", other.words());
}

#[tokio::test]
async fn the_service_takes_no_answers_that_its_pages_would_not_ask_for() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile("+31612345642").group("two")).await;
    let all: Vec<(Question, &str)> =
        crate::support::ANSWERS.iter().map(|(topic, answer)| (Question::Topic(*topic), *answer)).collect();
    let seat = kiosk.visit().seat;
    let mut signed_in = signed_in(&kiosk, &seat).await;
    let fewer = all[..4].to_vec();
    let twice = [&all[..4], &[(all[0].0.clone(), "Delft")]].concat();
    let foreign = [&all[..4], &[(Question::Own("Made up?".to_owned()), "Delft")]].concat();
    let unused = [&all[..4], &[(Question::Topic(Topic::MaternalGrandmother), "Delft")]].concat();
    let login = [&all[..4], &[(all[4].0.clone(), "ADA")]].concat();
    let name = [&all[..4], &[(all[4].0.clone(), "Contoso")]].concat();
    let number = [&all[..4], &[(all[4].0.clone(), "06 1234 5642")]].concat();
    let bad = Unfit::Answer { place: 4, why: BadAnswer::IsLogin };
    let known = Unfit::Answer { place: 4, why: BadAnswer::IsKnown };
    for (given, expected) in [
        (fewer, Unfit::Questions),
        (twice, Unfit::Questions),
        (foreign, Unfit::Questions),
        (unused, Unfit::Questions),
        (login, bad),
        (name, known),
        (number, known),
    ] {
        let given = given.into_iter().map(|(question, answer)| (question, secret(answer))).collect();
        let outcome = change(&kiosk, &seat, signed_in, Change::Answers(given)).await;
        let ChangeOutcome::Refused { signed_in: back, why, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(why, expected);
        signed_in = back;
    }
    assert_eq!(kiosk.rows("answer").await, 0);
}
