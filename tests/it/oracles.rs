//! Whoever knows a password, and no more, learns by no refusal what is on file of its owner.

use std::sync::Arc;

use kiosk::domain::account::{Address, Origin};
use kiosk::domain::id::ContactId;
use kiosk::domain::limit::{Ceiling, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::outcome::{ChangeAnswer, Identified, SignInAnswer, StopReason};
use kiosk::domain::password::{Complaint, Words, assess};
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::registration::{Change, ChangeOutcome, Drafted, Wish};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;
use kiosk::store::{Close, StoreError};
use kiosk::transact;

use crate::registering::{at_settings, change, draft, pick, signed_in};
use crate::support::{ANSWERS, Kiosk, Making, OLD_PASSWORD, Person, code_in};

/// A kiosk whose terminal bears so many looks at what is on file.
async fn bearing(looks: u32) -> (Kiosk, Seat) {
    let mut making = Making::default();
    making.policy.limits.source_identifies = Ceiling { failures: looks, window: Span::hours(1) };
    let kiosk = Kiosk::made(making).await;
    let seat = Seat { source: Source::Terminal("Hall B".to_owned()), ..kiosk.visit().seat };
    (kiosk, seat)
}

/// What is seen and left behind by whoever types `typed` as an address of their own.
async fn seen(typed: &str) -> (PageId, String, [i64; 4]) {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada.peeters@example.org").group("two")).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "Add an email").await;
    let before = kiosk.traces().await;
    visit.press(typed).await.press("⏎").await;
    let after = kiosk.traces().await;
    let rows = std::array::from_fn(|place| after[place] - before[place]);
    (visit.id(), visit.words().replace(typed, "that address"), rows)
}

#[tokio::test]
async fn an_address_of_the_directory_is_answered_like_one_that_nobody_knows() {
    let known = seen("ada.peeters@example.org").await;
    assert_eq!(known.0, PageId::EnterCode, "{}", known.1);
    assert_eq!(known, seen("nobody@example.org").await);
}

#[tokio::test]
async fn whoever_types_the_address_that_an_operator_entered_makes_it_theirs() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada.peeters@example.org").group("two")).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "Add an email").await;
    visit.press("Ada.Peeters@example.org⏎").await.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert!(visit.words().contains("from now on this address counts: a***@example.org"), "{}", visit.words());
    assert_eq!(held(&kiosk).await, [(Origin::Authentication, "ada.peeters@example.org".to_owned())]);
}

async fn held(kiosk: &Kiosk) -> Vec<(Origin, String)> {
    let contacts = kiosk.account("ada").await.contacts;
    contacts.iter().map(|contact| (contact.origin, contact.address.as_str().to_owned())).collect()
}

/// An operator enters an address while its code is on its way: it is there once, and its owner's.
#[tokio::test]
async fn an_address_that_is_entered_while_its_code_is_on_its_way_is_there_once() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "Add an email").await;
    visit.press("ada@example.org⏎").await;
    let code = code_in(&kiosk.mailbox().await[0]);
    enter(&kiosk, "ada@example.org").await;
    assert_eq!(held(&kiosk).await, [(Origin::Directory, "ada@example.org".to_owned())]);
    visit.press(&code).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert_eq!(held(&kiosk).await, [(Origin::Authentication, "ada@example.org".to_owned())]);
}

/// Enters `address` for ada, as an import does: beside the row that waits for its code.
async fn enter(kiosk: &Kiosk, address: &str) {
    let owner = kiosk.account("ada").await.id;
    let address = Address::parse(address).expect("an address");
    kiosk.ambient.advance(Span::seconds(1));
    let id = ContactId::new(kiosk.service.now(), kiosk.ambient.entropy().expect("bytes"));
    let added: Result<(), StoreError> = transact!(kiosk.store, |tx| async {
        tx.add_unproved(&owner, &id, &address, kiosk.service.now()).await?;
        Ok(Close::Commit(()))
    });
    added.expect("an address");
    kiosk.sql("UPDATE contact SET kind = 'email', origin = 'directory' WHERE id = (SELECT MAX(id) FROM contact)").await;
}

fn words_of(home: &kiosk::domain::outcome::Home, password: &str) -> Vec<Complaint> {
    assess(password, &home.person.password, &home.person.words).complaints
}

async fn welcomed(kiosk: &Kiosk, seat: &Seat) -> (SignedIn, kiosk::domain::outcome::Home) {
    match kiosk.service.sign_in(seat, "ada", &Secret::new(OLD_PASSWORD.to_owned()), None).await {
        Ok(SignInAnswer::Welcome { signed_in, home }) => (signed_in, home),
        other => panic!("{other:?}"),
    }
}

async fn changed(kiosk: &Kiosk, seat: &Seat, here: SignedIn, password: &str) -> ChangeAnswer {
    let password = Secret::new(password.to_owned());
    kiosk.service.change(seat, &LoginKey::of("ada"), here, password).await.expect("an answer")
}

/// Made of what stands before the @ of one of her addresses, and good otherwise.
const OF_DIRECTORY: &str = "zwanenburg copper lantern";
const OF_HER_OWN: &str = "kwartel copper lantern";

/// A page judges whatever is typed and counts nothing: it knows no address of whoever only knows the password. Who has
/// it set is judged by all, and each look is paid for.
#[tokio::test]
async fn a_password_is_held_against_addresses_only_where_that_is_counted() {
    let (kiosk, seat) = bearing(3).await;
    let emails = vec![(Origin::Directory, "zwanenburg@example.org"), (Origin::Authentication, "kwartel@example.net")];
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    let (mut here, home) = welcomed(&kiosk, &seat).await;
    for password in [OF_DIRECTORY, OF_HER_OWN] {
        assert_eq!(words_of(&home, password), [], "{password}");
    }
    assert!(!words_of(&home, "lovelace copper lantern").is_empty(), "her name is no secret");
    for password in ["lovelace copper lantern"; 5].into_iter().chain([OF_DIRECTORY, OF_HER_OWN, OF_DIRECTORY]) {
        let answer = changed(&kiosk, &seat, here, password).await;
        let ChangeAnswer::Refused { signed_in, complaints } = answer else { panic!("{password}: {answer:?}") };
        assert!(!complaints.is_empty());
        here = signed_in;
    }
    let answer = changed(&kiosk, &seat, here, OF_DIRECTORY).await;
    let ChangeAnswer::Stop(stop) = answer else { panic!("{answer:?}") };
    assert!(matches!(stop.reason, StopReason::Blocked { scope: Scope::SourceIdentifies, .. }), "{stop:?}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

/// Behind the gates a page helps with the addresses that its owner proved once, and knows no others.
#[tokio::test]
async fn behind_the_gates_a_page_knows_what_its_owner_registered() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Directory, "zwanenburg@example.org"), (Origin::Authentication, "kwartel@example.net")];
    kiosk.add(Person { emails, ..Person::named("ada").totp() }).await;
    let found = kiosk.service.identify(&kiosk.visit().seat, "ada").await;
    let Ok(Identified::Welcome(person)) = found else { panic!("{found:?}") };
    let complaints = |password| assess(password, &person.password, &person.words).complaints;
    assert_eq!(complaints(OF_DIRECTORY), []);
    assert!(!complaints(OF_HER_OWN).is_empty());
}

/// Answers are no fewer because too much was tried: nothing was refused.
#[tokio::test]
async fn answers_stay_where_too_much_was_tried_and_are_saved_later() {
    let (kiosk, seat) = bearing(1).await;
    kiosk.add(Person::named("ada").email("ada@example.org").group("two")).await;
    let here = signed_in(&kiosk, &seat).await;
    let given: Vec<_> = ANSWERS
        .iter()
        .map(|(topic, text)| (kiosk::domain::question::Question::Topic(*topic), Secret::new((*text).to_owned())))
        .collect();
    let made = change(&kiosk, &seat, here, Change::Answers(given)).await;
    assert!(matches!(made, ChangeOutcome::Done { .. }), "{made:?}");
    kiosk.sql("DELETE FROM answer").await;
    let mut visit = kiosk.visit();
    visit.seat.source = seat.source.clone();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    pick(&mut visit, "security questions").await;
    for answer in ["Ghent", "Vermeer", "Bobbie", "Fiat Panda", "Minoes"] {
        visit.press("1").await.press(answer).await.press("⏎").await;
    }
    assert_eq!(visit.id(), PageId::AddMethod);
    assert!(visit.words().contains("in a short time") && visit.words().contains("5 of 5"), "{}", visit.words());
    // A quarter of an hour is as long as a sign-in: the pause of the place is shorter.
    visit.wait(Span::seconds(50)).await.press("x").await.presses(kiosk::input::Key::Backspace).await;
    kiosk.sql("UPDATE counter SET blocked_until = 0 WHERE scope = 'source:identifies'").await;
    visit.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert_eq!(kiosk.account("ada").await.questions, 5);
}

/// A code goes out for whatever is typed: what tells the two apart is who can read it.
#[tokio::test]
async fn a_code_to_the_directorys_address_counts_like_any_other() {
    let (kiosk, seat) = bearing(2).await;
    kiosk.add(Person::named("ada").email("ada.peeters@example.org").group("two")).await;
    let mut here = signed_in(&kiosk, &seat).await;
    for (typed, is_sent) in [("ada.peeters@example.org", true), ("b@example.org", true), ("ada.peeters@example.org", false)] {
        let drafted = draft(&kiosk, &seat, here, Wish::Address(Address::parse(typed).expect("an address"))).await;
        here = match drafted {
            Drafted::Code { signed_in, .. } if is_sent => signed_in,
            Drafted::Refused { signed_in, .. } if !is_sent => signed_in,
            other => panic!("{typed}: {other:?}"),
        };
    }
}

/// Its page knows no address that an operator entered, and what was suggested is refused by nothing behind it.
#[tokio::test]
async fn a_suggestion_holds_no_word_of_an_address_that_the_page_does_not_know() {
    let kiosk = Kiosk::new().await;
    let listed: Vec<&str> = include_str!("../../assets/words/en.txt").lines().step_by(8).collect();
    let addresses = listed.chunks(6).map(|words| format!("{}@example.org", words.join(".")));
    let emails = addresses.map(|address| (Origin::Directory, &*address.leak())).collect();
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    let seat = kiosk.visit().seat;
    let (_, home) = welcomed(&kiosk, &seat).await;
    let account = kiosk.account("ada").await;
    let all = Words::of(account.known_words(), []);
    for number in 0..12 {
        let suggested = kiosk
            .service
            .suggest(&seat, &LoginKey::of("ada"), home.person.password.clone(), Arc::clone(&home.person.words))
            .await;
        let suggestion = suggested.expect("an answer").expect("words enough");
        let assessed = assess(suggestion.expose(), &home.person.password, &all);
        assert_eq!(assessed.complaints, [], "number {number}: {}", suggestion.expose());
    }
}
