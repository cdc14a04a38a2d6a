//! Whole resets, from the first page to the committed password, and the pages at which people stop.

use kiosk::domain::account::{Language, Managed, Origin, Role};
use kiosk::domain::policy::Enabled;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Action, PageId};

use crate::desk::support_code;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, START, Sitting, code_in};

const NEW: &str = "zebra copper lantern";

/// Types the new password twice and sends it.
pub async fn choose(visit: &mut Sitting<'_>, password: &str) {
    visit.press(password).await.press("⏎").await.press(password).await.press("⏎").await;
}

#[tokio::test]
async fn a_forgotten_password_is_reset_by_mail() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").email("lovelace@example.com")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert!(visit.words().contains("a***@example.org"), "{}", visit.words());
    assert!(!visit.words().contains("ada@example.org"), "an address is never shown whole");
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    let letters = kiosk.mailbox().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.as_str(), "ada@example.org");
    visit.press(&code_in(&letters[0])).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await);
    assert!(!kiosk.accepts("ada", OLD_PASSWORD).await);
    let notices = kiosk.mailbox().await;
    let told: Vec<&str> = notices.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(told, ["ada@example.org", "lovelace@example.com"], "every address is told");
    assert!(notices[0].from_name.contains("on behalf of Contoso"));
    for word in ["ada", "15 January 2027", "Hall B", "555 0100"] {
        assert!(notices[0].body.expose().contains(word), "{word} in {}", notices[0].body.expose());
    }
}

#[tokio::test]
async fn two_gates_are_never_of_one_class() {
    let kiosk = Kiosk::new().await;
    let person = Person::named("ada").email("ada@example.org").email("lovelace@example.com").totp().group("two");
    kiosk.add(person).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.page().choices.len(), 3);
    assert!(visit.words().contains("Step 1 of 2"));
    visit.press("2").await.press(&kiosk.code().await).await.press("⏎").await;
    assert!(visit.words().contains("Step 2 of 2"));
    assert_eq!(visit.page().choices.len(), 1, "no second address after the first");
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterTotp);
    visit.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset);
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn an_administrator_with_one_address_cannot_reset() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { role: Role::Administrator, ..Person::named("root").email("root@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.press("1root⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered);
}

#[tokio::test]
async fn who_cannot_go_on_is_told_why_and_who_helps() {
    let mut making = Making::default();
    making.policy.base.enabled = Enabled::Groups(vec!["staff".to_owned()]);
    let kiosk = Kiosk::made(making).await;
    let staff = |login| Person::named(login).group("staff").email("x@example.org");
    kiosk.add(Person { managed: Managed::Elsewhere, ..staff("else") }).await;
    kiosk.add(Person { enabled: false, ..staff("off") }).await;
    kiosk.add(Person { emails: vec![], ..staff("new") }).await;
    kiosk.add(Person::named("outside").email("o@example.org")).await;
    for (login, id, words) in [
        ("else", PageId::StopElsewhere, "another system"),
        ("off", PageId::StopDisabled, "switched off"),
        ("outside", PageId::StopDisabled, "not enabled"),
        ("new", PageId::StopUnregistered, "not registered enough ways"),
    ] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await;
        assert_eq!(visit.id(), id, "{login}");
        for word in [words, "555 0100", "Room 12", "9:00-17:00"] {
            assert!(visit.words().contains(word), "{word} for {login} in {}", visit.words());
        }
        let code = support_code(&visit.words());
        assert!(kiosk.audit_holds(&code).await, "the support code stands in the audit");
        assert!(kiosk.mailbox().await.is_empty(), "nobody is written to");
    }
    let mut visit = kiosk.visit();
    visit.press("1nobody⏎").await;
    assert_eq!(visit.id(), PageId::Identify);
    assert!(visit.words().contains("nobody"));
}

#[tokio::test]
async fn letters_follow_the_page_and_notices_the_person() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { language: Some(Language::English), ..Person::named("ada").email("ada@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.event(Event::Input(Input::Key(Key::F(2)))).await;
    assert!(visit.words().contains("Geen paniek"), "{}", visit.words());
    visit.press("1ada⏎").await.press("1").await;
    let letters = kiosk.mailbox().await;
    assert!(letters[0].from_name.contains("namens Contoso"), "{}", letters[0].from_name);
    visit.press(&code_in(&letters[0])).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert!(kiosk.mailbox().await[0].from_name.contains("on behalf of Contoso"));
}

#[tokio::test]
async fn afterwards_the_person_can_sign_in_at_once() {
    let kiosk = Kiosk::new().await;
    let locked_until = Some(START + Span::hours(9));
    kiosk.add(Person { locked_until, must_change: true, ..Person::named("ada").email("ada@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert!(visit.words().contains("It is open again"), "{}", visit.words());
    let account = kiosk.account("ada").await;
    assert_eq!((account.must_change, account.locked_until), (false, None));
}

#[tokio::test]
async fn a_proved_address_is_offered_before_the_directory_s() {
    let kiosk = Kiosk::new().await;
    let mut person = Person::named("ada").email("work@example.org");
    person.emails.push((Origin::Authentication, "home@example.com"));
    kiosk.add(person).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await;
    assert_eq!(kiosk.mailbox().await[0].to.as_str(), "home@example.com");
}

#[tokio::test]
async fn a_resend_makes_the_older_code_worthless_and_says_which_counts() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await;
    let first = kiosk.code().await;
    visit.wait(Span::seconds(30)).await.press("⇥⇥⏎").await;
    let letters = kiosk.mailbox().await;
    assert!(letters[0].subject.contains('B'), "{}", letters[0].subject);
    visit.press(&first).await.press("⏎").await;
    assert!(visit.words().contains("Use code B"), "{}", visit.words());
    visit.press(&code_in(&letters[0])).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword);
}

#[tokio::test]
async fn going_back_and_forth_sends_one_letter() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1⎋1⎋1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    assert_eq!(kiosk.mailbox().await.len(), 1);
}

#[tokio::test]
async fn one_address_that_got_too_many_letters_leaves_the_other_open() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").email("lovelace@example.com")).await;
    for _ in 0..3 {
        kiosk.visit().press("1ada⏎").await.press("1").await;
    }
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await;
    assert_eq!(visit.id(), PageId::Blocked);
    visit.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    visit.press("2").await;
    assert_eq!(visit.id(), PageId::EnterCode);
}

#[tokio::test]
async fn a_weak_known_or_common_password_is_refused_with_its_reason() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    for (password, reason) in [
        ("short", "too short"),
        (&"zebra copper lantern ".repeat(12), "too long"),
        ("lovelace zebra copper", "your name"),
        ("wingtip zebra copper", "our organisation"),
        ("zebra c0nt0s0 copper", "our organisation"),
        ("password1234", "Many people"),
        ("aaaaaaaaaaaaaaa", "too easy to guess"),
        (OLD_PASSWORD, "the password that you have now"),
    ] {
        visit.press("x⎋").await;
        choose(&mut visit, password).await;
        assert_eq!(visit.id(), PageId::NewPassword);
        assert!(visit.words().contains(reason), "{reason} for {password} in {}", visit.words());
    }
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

/// What is wrong with it by itself comes before that it is the one of today.
#[tokio::test]
async fn of_two_reasons_against_a_password_its_own_is_told() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("violet").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1violet⏎").await.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, OLD_PASSWORD).await;
    assert_eq!(visit.id(), PageId::NewPassword);
    assert!(visit.words().contains("your name"), "{}", visit.words());
    assert!(!visit.words().contains("the password that you have now"), "{}", visit.words());
}

#[tokio::test]
async fn the_password_before_is_refused_too() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    for (password, id) in [(NEW, PageId::DoneReset), (OLD_PASSWORD, PageId::NewPassword)] {
        kiosk.ambient.advance(Span::minutes(2));
        let mut visit = kiosk.visit();
        visit.press("1ada⏎").await.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
        choose(&mut visit, password).await;
        assert_eq!(visit.id(), id, "{}", visit.words());
    }
}

#[tokio::test]
async fn a_finished_visit_offers_only_the_start() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.page().actions.first(), Some(&Action::StartOver));
    visit.press("⏎").await;
    assert!(visit.over);
}
