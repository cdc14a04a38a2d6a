//! What the list of one's ways says: which of them are of use, which is which, and why something cannot be had.

use std::collections::BTreeSet;

use data_encoding::BASE32_NOPAD;
use kiosk::domain::account::Origin;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::registration::{Change, Drafted, Wish};
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Page, PageId};

use crate::registering::{at_settings, change, draft, pick, signed_in};
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting};

fn with(emails: &[(Origin, &'static str)]) -> Person {
    Person { emails: emails.to_vec(), ..Person::named("ada") }
}

fn choices(visit: &Sitting<'_>) -> Vec<String> {
    visit.page().choices.iter().map(|choice| visit.said(choice)).collect()
}

/// At the list, once what is asked for before is proved by mail.
async fn at_list(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = at_settings(kiosk).await;
    if visit.id() == PageId::ChooseMethod {
        visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    }
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    visit
}

#[tokio::test]
async fn a_mailbox_of_the_organisation_is_shown_and_not_offered() {
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&[(Origin::Directory, "ada@contoso.com"), (Origin::Directory, "ada@example.org")])).await;
    let mut visit = at_list(&kiosk).await;
    let all = choices(&visit);
    assert!(all[0].contains("a***@example.org") && all[0].contains("choose this to show that it is yours"), "{all:?}");
    assert!(!all.iter().any(|choice| choice.contains("contoso")), "{all:?}");
    let truth = "Email to a***@contoso.com (may get codes; does not count)";
    assert!(visit.words().contains(truth), "{}", visit.words());
    let mut reset = kiosk.visit();
    reset.press("1ada⏎").await;
    assert!(choices(&reset)[0].contains("a***@contoso.com"), "a reset takes it: {:?}", choices(&reset));
    pick(&mut visit, "Add an email").await;
    visit.press("Ada@Contoso.com⏎").await;
    assert!(visit.words().contains("You could not read it"), "why, and not that it is there already: {}", visit.words());
    assert!(kiosk.mailbox().await.is_empty());
}

/// An operator may enter one as proved. It gets codes like any other, and is marked as such.
#[tokio::test]
async fn a_mailbox_of_the_organisation_that_gets_codes_first_is_marked() {
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&[(Origin::Authentication, "ada@contoso.com"), (Origin::Authentication, "ada@example.org")])).await;
    let visit = at_list(&kiosk).await;
    let all = choices(&visit);
    let good = "new password while you can read it, but does not count; these settings; codes go here first";
    assert!(all[0].contains("a***@contoso.com") && all[0].contains(good), "{all:?}");
    assert!(!all[1].contains("codes go here first"), "{all:?}");
}

/// Where addresses of the directory count for nothing, no code goes to one of the organisation either.
#[tokio::test]
async fn a_mailbox_of_the_organisation_that_gets_no_codes_is_not_said_to() {
    let mut making = Making::default();
    making.policy.base.directory_contacts = false;
    let kiosk = Kiosk::made(making).await;
    kiosk.add(with(&[(Origin::Directory, "ada@contoso.com")])).await;
    let visit = at_list(&kiosk).await;
    assert!(visit.words().contains("Email to a***@contoso.com (of your organisation; does not count)"), "{}", visit.words());
}

/// Ada with two addresses that look alike, two days apart, at the list.
async fn at_two_alike(kiosk: &Kiosk) -> Sitting<'_> {
    kiosk.add(with(&[(Origin::Authentication, "ada@example.org")])).await;
    kiosk.ambient.advance(Span::hours(48));
    let mut visit = at_list(kiosk).await;
    pick(&mut visit, "Add an email").await;
    visit.press("adalbert@example.org⏎").await.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    visit
}

/// Ada with five apps, a day apart from one another, at the list.
async fn at_five_apps(kiosk: &Kiosk) -> Sitting<'_> {
    kiosk.add(Person::named("ada")).await;
    for _ in 0..5 {
        kiosk.ambient.advance(Span::hours(24));
        let seat = kiosk.visit().seat;
        let first = signed_in(kiosk, &seat).await;
        kiosk.sql("UPDATE sign_in SET proved = 1").await;
        let drafted = draft(kiosk, &seat, first, Wish::App).await;
        let Drafted::App { signed_in, draft } = drafted else { panic!("{drafted:?}") };
        let seed = BASE32_NOPAD.decode(draft.spelled().replace(' ', "").as_bytes()).expect("base 32");
        let typed = code_at(&seed, kiosk.service.now());
        change(kiosk, &seat, signed_in, Change::App { draft, typed }).await;
    }
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    visit.press("2").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    visit
}

#[tokio::test]
async fn what_there_is_no_room_for_is_refused_and_not_hidden() {
    let kiosk = Kiosk::new().await;
    let mut visit = at_five_apps(&kiosk).await;
    let apps: Vec<String> = choices(&visit).into_iter().filter(|choice| choice.starts_with("Authenticator app ")).collect();
    assert_eq!(apps.len(), 5, "{apps:?}");
    let days: BTreeSet<&str> = apps.iter().filter_map(|app| app.split(", there since ").nth(1)).collect();
    assert_eq!(days.len(), 5, "each has its day: {apps:?}");
    pick(&mut visit, "Add another authenticator app").await;
    assert_eq!(visit.id(), PageId::Methods);
    assert!(visit.words().contains("There is no room for more"), "{}", visit.words());
}

#[tokio::test]
async fn a_sixth_address_is_refused_before_it_is_typed() {
    let kiosk = Kiosk::new().await;
    let own = ["a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org"];
    kiosk.add(with(&own.map(|address| (Origin::Authentication, address)))).await;
    let mut visit = at_list(&kiosk).await;
    pick(&mut visit, "Add an email").await;
    assert_eq!(visit.id(), PageId::Methods);
    assert!(visit.words().contains("There is no room for more"), "{}", visit.words());
}

/// With the last address goes the last that is told of what somebody does to the account.
#[tokio::test]
async fn whoever_removes_their_last_address_reads_that_nobody_warns_them_any_more() {
    for (emails, is_last) in [
        (vec![(Origin::Authentication, "ada@example.org")], true),
        (vec![(Origin::Authentication, "ada@example.org"), (Origin::Directory, "desk@example.org")], false),
    ] {
        let kiosk = Kiosk::new().await;
        kiosk.add(with(&emails).totp()).await;
        let mut visit = at_settings(&kiosk).await;
        visit.press("1").await.press(&kiosk.totp()).await.press("⏎1").await;
        assert_eq!(visit.id(), PageId::ConfirmRemove);
        assert_eq!(visit.words().contains("we cannot warn you any more"), is_last, "{}", visit.words());
        assert!(visit.words().contains("we tell all addresses"), "{}", visit.words());
    }
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    crate::recovery::sheet(&kiosk, "ada").await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎1").await;
    assert_eq!(visit.id(), PageId::ConfirmRemove);
    assert!(!visit.words().contains("we tell all addresses"), "there is none: {}", visit.words());
}

#[tokio::test]
async fn nobody_who_never_had_a_password_is_told_of_a_reset() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { password: None, ..Person::named("ada").email("ada@example.org").group("two") }).await;
    kiosk.add(Person::named("old").email("old@example.org").group("two")).await;
    let stopped = async |keys: &str| {
        let mut visit = kiosk.visit();
        visit.press(keys).await;
        assert_eq!(visit.id(), PageId::StopUnregistered, "{}", visit.words());
        let english = visit.words();
        visit.event(Event::Input(Input::Key(Key::F(2)))).await;
        (english, visit.words())
    };
    let (english, dutch) = stopped("1ada⏎").await;
    assert!(english.contains("You may set a password here") && !english.contains("reset"), "{english}");
    assert!(dutch.contains("een wachtwoord instellen") && !dutch.contains("opnieuw"), "{dutch}");
    assert!(stopped("1old⏎").await.0.contains("You may reset your password"));
}

/// What the list looks like with all of that, for the pages.
pub async fn pages() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    let mut visit = at_two_alike(&kiosk).await;
    let mut pages = vec![("methods, alike", visit.page())];
    visit.press("2").await;
    pages.push(("confirm-remove, alike", visit.page()));
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&[(Origin::Directory, "ada@contoso.com")]).mobile("+31612345642").mobile("+32470123456").group("two")).await;
    pages.push(("methods, of the organisation", at_list(&kiosk).await.page()));
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&[(Origin::Authentication, "ada@example.org")])).await;
    let mut visit = at_list(&kiosk).await;
    visit.press("1").await;
    pages.push(("confirm-remove, the last address", visit.page()));
    kiosk.add(Person { password: None, ..Person::named("new") }).await;
    let mut visit = kiosk.visit();
    visit.press("1new⏎").await;
    pages.push(("stop-unregistered, a first password", visit.page()));
    pages.push(("new-password, not as suggested", a_slip(&kiosk).await));
    pages
}

/// Somebody who left the dashes out of the password that was made up for them.
async fn a_slip(kiosk: &Kiosk) -> Page {
    kiosk.add(Person::named("eva").email("eva@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1eva⏎1").await.press(&kiosk.code().await).await.press("⏎").await;
    for key in [Key::F(7), Key::Char('x'), Key::Enter] {
        visit.event(Event::Input(Input::Key(key))).await;
    }
    visit.page()
}
