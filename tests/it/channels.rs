//! A kiosk without a mail server, or without anything that sends texts: what cannot be sent is not offered, and
//! whoever has nothing else is told so, and who can help.

use kiosk::domain::account::Origin;
use kiosk::domain::method::{Gates, Method, Standing};
use kiosk::domain::registration::{Drafted, Unfit, Wish};
use kiosk::domain::secret::Secret;
use kiosk::domain::{account::Address, outcome::SignInAnswer};
use kiosk::page::PageId;

use crate::desk::support_code;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

const CANNOT_SEND: &str = "this kiosk cannot send codes";

async fn without_mail() -> Kiosk {
    Kiosk::made(Making { mails: false, ..Making::default() }).await
}

#[tokio::test]
async fn mail_is_not_offered_where_nothing_sends_it() {
    let kiosk = without_mail().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!((visit.id(), visit.page().choices.len()), (PageId::ChooseMethod, 1), "{}", visit.words());
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    assert!(kiosk.mailbox().await.is_empty());
}

#[tokio::test]
async fn whoever_has_nothing_but_mail_is_told_that_none_goes_out_and_who_helps() {
    let kiosk = without_mail().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    kiosk.add(Person::named("grace").email("grace@example.org").totp().group("two")).await;
    kiosk.add(Person::named("new").email("new@example.org").group("two")).await;
    for (login, words) in [("ada", CANNOT_SEND), ("grace", CANNOT_SEND), ("new", "You have not registered enough ways")] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::StopUnregistered, "{login}");
        for word in [words, "ask an administrator", "555 0100"] {
            assert!(visit.words().contains(word), "{word} for {login} in {}", visit.words());
        }
        assert!(kiosk.audit_holds(&support_code(&visit.words())).await, "{login}");
        assert!(kiosk.mailbox().await.is_empty(), "{login}");
    }
    assert!(kiosk.audit_holds("\"reason\":\"no-channel\"").await);
}

#[tokio::test]
async fn a_text_is_not_offered_where_nothing_sends_it() {
    let kiosk = Kiosk::made(Making { texts: false, ..Making::default() }).await;
    kiosk.add(Person::named("ada").mobile("+31612345678")).await;
    kiosk.add(Person::named("grace").mobile("+31612345679").email("grace@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered);
    assert!(visit.words().contains(CANNOT_SEND), "{}", visit.words());
    let mut visit = kiosk.visit();
    visit.press("1grace⏎").await;
    assert_eq!(visit.page().choices.len(), 1, "{}", visit.words());
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
}

#[tokio::test]
async fn where_no_way_is_left_at_all_a_uniform_page_says_so_to_everybody() {
    let mut making = Making { mails: false, ..Making::default() };
    making.policy.base.methods = vec![Method::Email];
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let mut pages = Vec::new();
    for login in ["ada", "nobody"] {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1").await.press(login).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::StopUnregistered, "{login}");
        let words = visit.words();
        pages.push(words.replace(&support_code(&words), ""));
    }
    assert!(pages[0].contains(CANNOT_SEND));
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn in_uniform_an_account_that_needs_mail_passes_no_gate_where_none_goes_out() {
    let mut making = Making { mails: false, ..Making::default() };
    making.policy.base.gates = Gates::Two;
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎1").await;
    assert_eq!(visit.id(), PageId::EnterTotp);
    visit.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::EnterTotp, "{}", visit.words());
}

#[tokio::test]
async fn settings_that_only_mail_opens_stay_shut_and_say_why() {
    let kiosk = without_mail().await;
    kiosk.add(Person { emails: vec![(Origin::Authentication, "ada@example.org")], ..Person::named("ada") }).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    assert_eq!(visit.id(), PageId::MyAccount);
    assert!(visit.words().contains("no mail can be sent from here"), "{}", visit.words());
}

#[tokio::test]
async fn settings_are_opened_by_the_next_best_that_can_be_proved() {
    let kiosk = without_mail().await;
    let own = vec![(Origin::Authentication, "ada@example.org")];
    kiosk.add(Person { emails: own, ..Person::named("ada").questions() }).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎21").await;
    assert_eq!(visit.id(), PageId::AnswerQuestions, "{}", visit.words());
}

#[tokio::test]
async fn no_address_is_added_where_no_code_can_prove_it() {
    let kiosk = without_mail().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    assert_eq!(visit.id(), PageId::Methods);
    let choices: Vec<String> = visit.page().choices.iter().map(|text| visit.said(text)).collect();
    assert!(!choices.iter().any(|choice| choice.contains("Add an email address")), "{choices:?}");
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::Methods);
    assert!(visit.words().contains("No mail can be sent from here"), "{}", visit.words());

    let seat = kiosk.visit().seat;
    let answer = kiosk.service.sign_in(&seat, "ada", &Secret::new(OLD_PASSWORD.to_owned()), None).await;
    let Ok(SignInAnswer::Welcome { signed_in, .. }) = answer else { panic!("{answer:?}") };
    let wish = Wish::Address(Address::parse("new@example.org").expect("an address"));
    let drafted = kiosk.service.draft(&seat, signed_in, wish).await.expect("an answer");
    assert!(matches!(drafted, Drafted::Refused { why: Unfit::NoMail, .. }), "{drafted:?}");
    assert!(kiosk.mailbox().await.is_empty());
}
