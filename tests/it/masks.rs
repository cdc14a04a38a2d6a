//! Addresses as they are shown: told apart where they look alike, the same everywhere, once each; and whole for
//! whoever has just typed one.

use kiosk::domain::account::Origin;
use kiosk::domain::time::Span;
use kiosk::page::{Page, PageId};

use crate::registering::{at_settings, pick};
use crate::story::choose;
use crate::support::{Kiosk, Person, Sitting, code_in};

fn with(emails: &[(Origin, &'static str)]) -> Person {
    Person { emails: emails.to_vec(), ..Person::named("ada") }
}

fn choices(visit: &Sitting<'_>) -> Vec<String> {
    visit.page().choices.iter().map(|choice| visit.said(choice)).collect()
}

/// Ada, who adds an address that looks like the one she has; before its code is typed.
async fn typing_one_alike(kiosk: &Kiosk) -> Sitting<'_> {
    kiosk.add(with(&[(Origin::Authentication, "ada@example.org")])).await;
    kiosk.ambient.advance(Span::hours(48));
    let mut visit = at_settings(kiosk).await;
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    pick(&mut visit, "Add an email").await;
    visit.press("adalbert@example.org⏎").await;
    visit
}

/// The list of somebody whose addresses look alike.
pub async fn pages() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    let mut visit = typing_one_alike(&kiosk).await;
    let mut pages = vec![("enter-code, a typed address", visit.page())];
    visit.press(&kiosk.code().await).await.press("⏎").await;
    pages.push(("methods, addresses that look alike", visit.page()));
    visit.press("2").await;
    pages.push(("confirm-remove, one of two alike", visit.page()));
    pages
}

#[tokio::test]
async fn whoever_typed_an_address_sees_it_whole_until_its_code_is_typed() {
    let kiosk = Kiosk::new().await;
    let mut visit = typing_one_alike(&kiosk).await;
    assert!(visit.words().contains("adalbert@example.org"), "{}", visit.words());
    kiosk.mailbox().await;
    visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
    assert!(visit.words().contains("We sent code C to adalbert@example.org"), "{}", visit.words());
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert!(!visit.words().contains("adalbert"), "{}", visit.words());
}

/// Somebody at a terminal that a colleague left may not read an address that the operator entered.
#[tokio::test]
async fn an_address_that_is_adopted_stays_masked() {
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&[(Origin::Directory, "ada.peeters@example.org")])).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "choose this to show that it is yours").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    assert!(visit.words().contains("a***@example.org") && !visit.words().contains("peeters"), "{}", visit.words());
}

#[tokio::test]
async fn addresses_of_the_directory_that_look_alike_have_their_numbers_where_they_are_adopted() {
    let kiosk = Kiosk::new().await;
    let house = [(Origin::Directory, "ada.peeters@example.org"), (Origin::Directory, "adalbert@example.org")];
    kiosk.add(with(&house)).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "a***@example.org #2").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    assert!(visit.words().contains("a***@example.org #2"), "{}", visit.words());
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert!(visit.words().contains("a***@example.org #2"), "{}", visit.words());
    let list = choices(&visit);
    let [first, second] = ["Email to a***@example.org #1 (from", "Email to a***@example.org #2 (new"];
    assert!(list[0].starts_with(first) && list[1].starts_with(second), "adopting one moves nothing: {list:?}");
    let told = kiosk.account("ada").await;
    let told: Vec<&str> = told.contacts_as_they_came().iter().map(|contact| contact.address.as_str()).collect();
    assert_eq!(told, ["ada.peeters@example.org", "adalbert@example.org"], "the same for operators");
}

/// What its owner proved gets codes first; the others follow as they came, whoever entered them.
#[tokio::test]
async fn adopting_an_address_moves_none_of_the_others_where_a_way_is_chosen() {
    let kiosk = Kiosk::new().await;
    let house = ["ada.peeters@example.org", "adalbert@example.org", "adam@example.org"];
    kiosk.add(with(&house.map(|address| (Origin::Directory, address)))).await;
    for place in ["#3", "#2"] {
        let mut visit = at_settings(&kiosk).await;
        if visit.id() == PageId::ChooseMethod {
            visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
        }
        pick(&mut visit, place).await;
        visit.press(&kiosk.code().await).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
        kiosk.mailbox().await;
        kiosk.ambient.advance(Span::hours(1));
    }
    let mut reset = kiosk.visit();
    reset.press("1ada⏎").await;
    let ways = choices(&reset);
    let numbers: Vec<&str> = ways.iter().filter_map(|way| Some(way.split_once('#')?.1.split_once(')')?.0)).collect();
    assert_eq!(numbers, ["3", "1", "2"], "{ways:?}");
}

#[tokio::test]
async fn addresses_that_look_alike_have_their_numbers_everywhere() {
    let kiosk = Kiosk::new().await;
    let mut visit = typing_one_alike(&kiosk).await;
    let news = |text: &str, visit: &Sitting<'_>| assert!(visit.words().contains(text), "{text}: {}", visit.words());
    visit.press(&kiosk.code().await).await.press("⏎").await;
    news("this address counts: a***@example.org #2", &visit);
    let letters = kiosk.mailbox().await;
    assert!(letters[0].body.expose().contains("a***@example.org #2 was added"), "{}", letters[0].body.expose());
    let list = choices(&visit);
    assert!(list[0].contains("a***@example.org #1") && list[1].contains("a***@example.org #2"), "{list:?}");

    pick(&mut visit, "a***@example.org #2").await;
    news("Email to a***@example.org #2. What would you like", &visit);
    pick(&mut visit, "Send codes").await;
    news("codes go to a***@example.org #2 first", &visit);
    let list = choices(&visit);
    assert!(list[0].contains("a***@example.org #1") && !list[0].contains("go here first"), "{list:?}");
    assert!(list[1].contains("a***@example.org #2") && list[1].contains("codes go here first"), "{list:?}");
    let told: Vec<String> = kiosk.mailbox().await.iter().map(|letter| letter.body.expose().to_owned()).collect();
    assert!(told.iter().all(|body| body.contains("the address a***@example.org #2 first")), "{told:?}");

    let mut reset = kiosk.visit();
    reset.press("1ada⏎").await;
    let ways = choices(&reset);
    assert!(ways[0].contains("(a***@example.org #2)") && ways[1].contains("(a***@example.org #1)"), "{ways:?}");
    reset.press("1").await;
    news("to a***@example.org #2", &reset);
    reset.press(&kiosk.code().await).await.press("⏎").await;
    choose(&mut reset, "zebra copper lantern").await;
    news("a***@example.org #1 and a***@example.org #2", &reset);

    kiosk.mailbox().await;
    kiosk.ambient.advance(Span::minutes(11));
    let mut visit = kiosk.visit();
    visit.press("3ada⏎zebra copper lantern⏎2").await;
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    pick(&mut visit, "a***@example.org #2").await;
    pick(&mut visit, "Remove it").await;
    news("this address was removed: a***@example.org #2", &visit);
    assert!(choices(&visit)[0].starts_with("Email to a***@example.org (new password"), "alone again: {:?}", choices(&visit));
    let told = kiosk.mailbox().await;
    assert!(told[0].body.expose().contains("a***@example.org #2 was removed"), "{}", told[0].body.expose());
    assert_eq!(kiosk.account("ada").await.contacts[0].address.as_str(), "ada@example.org");
}

/// What was entered in one go came at one time, and still one after another.
#[tokio::test]
async fn addresses_keep_the_order_in_which_they_came_whichever_gets_codes_first() {
    const ENTERED: [&str; 5] = ["e@example.org", "d@example.org", "c@example.org", "b@example.org", "a@example.org"];
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&ENTERED.map(|address| (Origin::Authentication, address)))).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    for preferred in ["b***@example.org", "c***@example.org"] {
        pick(&mut visit, preferred).await;
        pick(&mut visit, "Send codes").await;
    }
    let masks = |texts: &[String]| -> String {
        texts.iter().filter_map(|text| text.split_once("***@").and_then(|(before, _)| before.chars().last())).collect()
    };
    assert_eq!(masks(&choices(&visit)), "edcba");
    let first: Vec<String> = choices(&visit).into_iter().filter(|line| line.contains("codes go here first")).collect();
    assert_eq!(masks(&first), "c");

    let mut reset = kiosk.visit();
    reset.press("1ada⏎").await;
    assert_eq!(masks(&choices(&reset)), "cedba", "what gets codes first is offered first");
    kiosk.mailbox().await;
    reset.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    choose(&mut reset, "zebra copper lantern").await;
    let words = reset.words();
    let told = words.lines().find(|line| line.contains("e***@example.org")).unwrap_or_default();
    let told: Vec<String> = told.split(' ').map(str::to_owned).collect();
    assert_eq!(masks(&told), "edcba", "{words}");
}

#[tokio::test]
async fn telephones_that_look_alike_have_their_numbers_too() {
    let kiosk = Kiosk::new().await;
    let person = Person::named("ada").mobile("+31612345678").mobile("+31687654378").mobile("+31611111142");
    kiosk.add(person).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    let ways: String = choices(&visit).join("\n");
    for told in ["(*** 78 #1)", "(*** 78 #2)", "(*** 42)"] {
        assert_eq!(ways.matches(told).count(), 1, "{told}: {ways}");
    }
    pick(&mut visit, "*** 78 #2").await;
    assert_eq!(visit.id(), PageId::ConfirmPhone, "{}", visit.words());
    assert!(visit.words().contains("*** 78 #2"), "{}", visit.words());
    let page = visit.page();
    let aloud: Vec<String> = page.lead.iter().map(|text| visit.said_aloud(text)).collect();
    assert!(aloud.join(" ").contains("the number ending in 78, number 2 of those"), "{aloud:?}");
    let mut alike = kiosk.account("ada").await.phones;
    alike.retain(|phone| phone.number.as_str().ends_with("78"));
    alike.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
    visit.press(alike[1].number.as_str()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode, "it is the second that came: {}", visit.words());
    let texts = kiosk.texts().await;
    assert_eq!(texts.iter().map(|text| text.to.as_str()).collect::<Vec<_>>(), [alike[1].number.as_str()]);
}

#[tokio::test]
async fn an_address_of_the_directory_and_of_ones_own_is_there_once() {
    let kiosk = Kiosk::new().await;
    kiosk.add(with(&[(Origin::Directory, "ADA@example.org"), (Origin::Authentication, "ada@example.org")]).totp()).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    let list = choices(&visit);
    assert_eq!(list.iter().filter(|choice| choice.contains("@example.org")).count(), 1, "{list:?}");
    pick(&mut visit, "Add an email").await;
    visit.press("ada.b@example.net⏎").await.press(&code_in(&kiosk.mailbox().await[0])).await.press("⏎").await;
    let told = kiosk.mailbox().await;
    let told: Vec<&str> = told.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(told, ["ada@example.org"], "and each letter comes once");
}
