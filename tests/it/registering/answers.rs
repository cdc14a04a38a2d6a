//! Answers to questions that people register: which are asked for, and which are refused.

use kiosk::domain::account::Origin;
use kiosk::domain::limit::Ceiling;
use kiosk::domain::method::Standing;
use kiosk::domain::outcome::SignInAnswer;
use kiosk::domain::phone::ContactKind;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::question::{BadAnswer, Question, Topic};
use kiosk::domain::registration::{Change, ChangeOutcome, Unfit};
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;

use super::{at_settings, change, held, pick, secret, signed_in};
use crate::support::{ANSWERS, Kiosk, Making, OLD_PASSWORD, Person};

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
    let all: Vec<(Question, &str)> = ANSWERS.iter().map(|(topic, answer)| (Question::Topic(*topic), *answer)).collect();
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

/// The usual answers, with `last` in the place of the fifth.
fn ending_with(last: &str) -> Change {
    let texts = ANSWERS.iter().take(4).map(|(_, answer)| *answer).chain([last]);
    Change::Answers(ANSWERS.iter().zip(texts).map(|((topic, _), text)| (Question::Topic(*topic), secret(text))).collect())
}

async fn refused(kiosk: &Kiosk, seat: &Seat, here: SignedIn, last: &str) -> (SignedIn, Unfit) {
    match change(kiosk, seat, here, ending_with(last)).await {
        ChangeOutcome::Refused { signed_in, why, .. } => (signed_in, why),
        other => panic!("{last}: {other:?}"),
    }
}

/// Whoever knows a password alone could guess at what is on file: each look takes a try of the place, right or wrong.
#[tokio::test]
async fn what_is_on_file_is_guessed_at_no_more_often_than_the_place_bears() {
    let mut making = Making::default();
    making.policy.limits.source_identifies = Ceiling { failures: 5, window: Span::hours(1) };
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("a.peeters@example.org").mobile("+31612345642").group("two")).await;
    let seat = Seat { source: Source::Terminal("Hall B".to_owned()), ..kiosk.visit().seat };
    let mut here = signed_in(&kiosk, &seat).await;
    let (on_file, of_house) = ([BadAnswer::IsKnown; 4], [BadAnswer::TooShort, BadAnswer::IsKnown]);
    let free = ["ab", "Contoso"].into_iter().zip(of_house);
    let paid = ["06 1234 5642", "+31 (0)6\u{2013}12345642", "A.Peeters@example.org", "a.peeters"].into_iter().zip(on_file);
    for (guess, why) in free.clone().chain(paid).chain(free) {
        let (back, said) = refused(&kiosk, &seat, here, guess).await;
        assert_eq!(said, Unfit::Answer { place: 4, why }, "{guess}");
        here = back;
    }
    let outcome = change(&kiosk, &seat, here, ending_with("Minoes")).await;
    let ChangeOutcome::Done { signed_in: here, .. } = outcome else { panic!("{outcome:?}") };
    let (_, why) = refused(&kiosk, &seat, here, "a.peeters").await;
    assert!(matches!(why, Unfit::Tried { .. }), "what is none of them is learnt too: {why:?}");
}

/// Nothing is counted where the page judges: whoever knows a password alone asks it for no address and no number.
#[tokio::test]
async fn the_page_knows_the_addresses_that_were_proved_and_where_it_tells_little_nothing() {
    let mut making = Making::default();
    making.policy.reminders.required = true;
    let kiosk = Kiosk::made(making).await;
    let mut ada = Person::named("ada").email("desk.peeters@example.org").group("two");
    ada.phones.push((Origin::Directory, ContactKind::Office, "+31201234567"));
    ada.emails.push((Origin::Authentication, "own.ada@example.net"));
    kiosk.add(ada).await;
    for (standing, of_its_owner) in [(Standing::Trusted, Err(BadAnswer::IsKnown)), (Standing::Open, Ok(()))] {
        let seat = Seat { standing, ..kiosk.visit().seat };
        let welcome = kiosk.service.sign_in(&seat, "ada", &secret(OLD_PASSWORD), None).await;
        let Ok(SignInAnswer::Welcome { home, .. }) = welcome else { panic!("{welcome:?}") };
        let rules = home.due.expect("a reminder").registration.asks.expect("questions").rules;
        for (answer, expected) in [
            ("desk.peeters@example.org", Ok(())),
            ("desk.peeters", Ok(())),
            ("peeters", Ok(())),
            ("020 1234567", Ok(())),
            ("own.ada@example.net", of_its_owner),
            ("own.ada", of_its_owner),
            ("Contoso", of_its_owner),
        ] {
            assert_eq!(rules.judge(&secret(answer), &[], [].into_iter()), expected, "{standing:?}: {answer}");
        }
    }
}
