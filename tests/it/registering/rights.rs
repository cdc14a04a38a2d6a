//! Who may register something, and that nobody else may: another visit, a weaker proof, what was begun elsewhere.

use kiosk::domain::account::Origin;
use kiosk::domain::id::{ChallengeId, ContactId};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, Challenge, Ending, Opened, ResetAnswer, Way};
use kiosk::domain::proof::Proof;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::question::Question;
use kiosk::domain::registration::{Change, ChangeOutcome, Changed, Drafted, Entered, Item, Unfit, Wish};
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;

use super::{address, change, draft, held, own, secret, shown_now, signed_in};
use crate::support::{Kiosk, OLD_PASSWORD, Person, code_in};

/// What a visit that may not is refused, whatever it asks for, and nothing is changed by it.
async fn nothing_is_granted(kiosk: &Kiosk, seat: &Seat, how: &str, who: impl AsyncFn() -> Option<SignedIn>) {
    let before = held(kiosk).await;
    let account = kiosk.account("ada").await;
    let contact = account.contacts.first().map(|contact| contact.id.clone()).expect("a contact");
    let changes = || {
        [
            Change::Remove(Item::Contact(contact.clone())),
            Change::Remove(Item::Questions),
            Change::Remove(Item::Sheet),
            Change::Prefer(contact.clone()),
            Change::Answers(
                crate::support::ANSWERS.iter().map(|(topic, answer)| (Question::Topic(*topic), secret(answer))).collect(),
            ),
        ]
    };
    for place in 0..changes().len() {
        let Some(signed_in) = who().await else { return };
        let wanted = changes().into_iter().nth(place).expect("a change");
        let what = format!("{how}: {wanted:?}");
        let outcome = kiosk.service.change_registration(seat, signed_in, wanted).await;
        assert!(matches!(outcome, Ok(ChangeOutcome::SignedOut)), "{what}: {outcome:?}");
    }
    for wish in [Wish::App, Wish::Sheet, Wish::Address(address("thief@example.net")), Wish::Adopt(contact.clone())] {
        let Some(signed_in) = who().await else { return };
        let what = format!("{how}: {wish:?}");
        let outcome = kiosk.service.draft(seat, signed_in, wish).await;
        assert!(matches!(outcome, Ok(Drafted::SignedOut)), "{what}: {outcome:?}");
    }
    assert_eq!(held(kiosk).await, before, "{how}");
    assert!(kiosk.mailbox().await.is_empty(), "{how}");
    assert_eq!(kiosk.audited("registration-changed").await, 0, "{how}");
}

#[tokio::test]
async fn the_password_alone_changes_nothing_for_whoever_has_a_way() {
    let kiosk = Kiosk::new().await;
    kiosk.add(own("a@example.org").questions()).await;
    let seat = kiosk.visit().seat;
    nothing_is_granted(&kiosk, &seat, "the password alone", async || Some(signed_in(&kiosk, &seat).await)).await;
}

#[tokio::test]
async fn a_sign_in_that_does_not_hold_any_more_registers_nothing() {
    for way in ["expired", "left", "another visit", "reset meanwhile", "switched off"] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").email("desk@example.org")).await;
        let seat = kiosk.visit().seat;
        let elsewhere = if way == "another visit" { kiosk.visit().seat } else { seat.clone() };
        nothing_is_granted(&kiosk, &elsewhere, way, async || {
            kiosk.sql("UPDATE account SET enabled = 1").await;
            let signed_in = signed_in(&kiosk, &seat).await;
            match way {
                "expired" => kiosk.ambient.advance(Span::minutes(15)),
                "left" => kiosk.service.leave(&seat, Ending::Stopped).await.expect("told"),
                "reset meanwhile" => kiosk.sql("UPDATE account SET times_set = times_set + 1").await,
                "switched off" => kiosk.sql("UPDATE account SET enabled = 0").await,
                _ => {}
            }
            Some(signed_in)
        })
        .await;
    }
}

/// The proof of a mailbox opens the settings of whoever has nothing better, once, in its visit.
#[tokio::test]
async fn a_proof_opens_the_settings_of_its_own_visit_and_account_only() {
    let kiosk = Kiosk::new().await;
    kiosk.add(own("a@example.org")).await;
    kiosk.add(Person { emails: vec![(Origin::Authentication, "b@example.org")], ..Person::named("bob") }).await;
    let (mine, other) = (kiosk.visit().seat, kiosk.visit().seat);
    let here = signed_in(&kiosk, &mine).await;
    let there = signed_in(&kiosk, &other).await;
    let proof = proved(&kiosk, &mine, "ada", "a@example.org", Gate::Settings).await;
    assert_eq!(proof.method(), Method::Email);
    let entered = kiosk.service.enter_settings(&other, there, Some(proof)).await;
    assert!(matches!(entered, Ok(Entered::Prove { .. })), "not in another visit: {entered:?}");
    let entered = kiosk.service.enter_settings(&mine, here, None).await;
    let Ok(Entered::Prove { signed_in: here, .. }) = entered else { panic!("not without it: {entered:?}") };
    let proof = proved(&kiosk, &mine, "ada", "a@example.org", Gate::Settings).await;
    kiosk.ambient.advance(Span::minutes(14));
    kiosk.sql("UPDATE challenge SET proof_until = 0").await;
    let entered = kiosk.service.enter_settings(&mine, here, Some(proof)).await;
    assert!(matches!(entered, Ok(Entered::Prove { .. })), "not when it ran out: {entered:?}");
    assert_eq!(kiosk.audited("settings-opened").await, 0);
}

/// What was proved for another password is no key to the settings, and the weaker way is none either.
#[tokio::test]
async fn a_weaker_proof_opens_nothing() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { emails: vec![(Origin::Authentication, "a@example.org")], ..Person::named("ada").totp() }).await;
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let proof = proved(&kiosk, &seat, "ada", "a@example.org", Gate::First).await;
    let entered = kiosk.service.enter_settings(&seat, here, Some(proof)).await;
    let Ok(Entered::Prove { offers, .. }) = entered else { panic!("{entered:?}") };
    assert_eq!(offers.iter().map(|offer| offer.way.method()).collect::<Vec<_>>(), [Method::Totp]);
    let (login, way) = (LoginKey::of("ada"), mail_of(&kiosk, "ada").await);
    let opened = kiosk.service.open(&seat, &login, Gate::Settings, &way).await;
    assert!(matches!(opened, Ok(Opened::Changed(_))), "the way before the settings is the app: {opened:?}");
}

/// Whoever knows a password proves any address they type to be theirs; that gives no new password, and neither
/// does what opened the settings.
#[tokio::test]
async fn what_was_proved_for_the_settings_passes_no_gate_of_a_reset() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let typed = Wish::Address(address("thief@example.net"));
    let Drafted::Code { challenge, .. } = draft(&kiosk, &seat, here, typed).await else { panic!() };
    let registered = answered(&kiosk, &seat, challenge, &kiosk.code().await).await;
    passes_no_gate(&kiosk, &seat, registered).await;

    let kiosk = Kiosk::new().await;
    kiosk.add(own("a@example.org")).await;
    let seat = kiosk.visit().seat;
    let _here = signed_in(&kiosk, &seat).await;
    let opened = proved(&kiosk, &seat, "ada", "a@example.org", Gate::Settings).await;
    passes_no_gate(&kiosk, &seat, opened).await;
}

async fn passes_no_gate(kiosk: &Kiosk, seat: &Seat, proof: Proof) {
    let what = format!("{proof:?}");
    let answer = kiosk.service.reset(seat, &LoginKey::of("ada"), vec![proof], secret("zebra copper lantern")).await;
    let Ok(ResetAnswer::Again { proofs, .. }) = answer else { panic!("{what}: {answer:?}") };
    assert!(proofs.is_empty(), "{what}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await, "{what}");
    assert_eq!(kiosk.audited("password-reset").await, 0, "{what}");
}

async fn mail_of(kiosk: &Kiosk, login: &str) -> Way {
    let contact = kiosk.account(login).await.contacts.first().cloned().expect("a contact");
    Way::Email { to: Some((contact.id, contact.address.mask())) }
}

/// A mailed code at `gate`, typed.
async fn proved(kiosk: &Kiosk, seat: &Seat, login: &str, mailbox: &str, gate: Gate) -> Proof {
    let (key, way) = (LoginKey::of(login), mail_of(kiosk, login).await);
    let opened = kiosk.service.open(seat, &key, gate, &way).await;
    let Ok(Opened::Challenge(challenge)) = opened else { panic!("{opened:?}") };
    let letters = kiosk.mailbox().await;
    let letter = letters.iter().rfind(|mail| mail.to.as_str() == mailbox).expect("a letter");
    answered(kiosk, seat, challenge, &code_in(letter)).await
}

async fn answered(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, code: &str) -> Proof {
    match kiosk.service.answer(seat, challenge, &secret(code)).await {
        Ok(Answered::Proved { proof, .. }) => proof,
        other => panic!("{other:?}"),
    }
}

/// A visitor who only knows a password, and another who is first.
#[tokio::test]
async fn a_second_visit_is_shut_out_by_the_first_way_that_another_registers() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let (one, two) = (kiosk.visit().seat, kiosk.visit().seat);
    let (first, second) = (signed_in(&kiosk, &one).await, signed_in(&kiosk, &two).await);
    let Drafted::App { signed_in: first, draft: app } = draft(&kiosk, &one, first, Wish::App).await else { panic!() };
    let Drafted::App { signed_in: second, draft: late } = draft(&kiosk, &two, second, Wish::App).await else { panic!() };
    let (typed, typed_late) = (shown_now(&kiosk, &app), shown_now(&kiosk, &late));
    let done = change(&kiosk, &one, first, Change::App { draft: app, typed }).await;
    let ChangeOutcome::Done { signed_in: first, what: Changed::AppAdded, .. } = done else { panic!("{done:?}") };
    let shut = change(&kiosk, &two, second, Change::App { draft: late, typed: typed_late }).await;
    assert!(matches!(shut, ChangeOutcome::SignedOut), "{shut:?}");
    assert_eq!(kiosk.rows("totp").await, 1);
    let Ok(Entered::Open { .. }) = kiosk.service.enter_settings(&one, first, None).await else { panic!("its own visit goes on") };
}

/// A draft of one visit, an address of another account, a challenge that is not about registering.
#[tokio::test]
async fn what_was_begun_elsewhere_is_not_finished_here() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let (one, two) = (kiosk.visit().seat, kiosk.visit().seat);
    let (first, second) = (signed_in(&kiosk, &one).await, signed_in(&kiosk, &two).await);
    let Drafted::App { draft: app, .. } = draft(&kiosk, &one, first, Wish::App).await else { panic!() };
    let typed = shown_now(&kiosk, &app);
    let outcome = change(&kiosk, &two, second, Change::App { draft: app, typed }).await;
    let ChangeOutcome::Refused { signed_in: second, why: Unfit::Gone, .. } = outcome else { panic!("{outcome:?}") };
    let reset = proved(&kiosk, &two, "ada", "desk@example.org", Gate::First).await;
    let outcome = change(&kiosk, &two, second, Change::Address(reset)).await;
    let ChangeOutcome::Refused { signed_in: second, why: Unfit::Gone, .. } = outcome else { panic!("{outcome:?}") };
    let foreign = Change::Remove(Item::Contact(ContactId::from_stored("nobody's".to_owned())));
    let outcome = change(&kiosk, &two, second, foreign).await;
    assert!(matches!(outcome, ChangeOutcome::Refused { why: Unfit::Gone, .. }), "{outcome:?}");
    assert_eq!(held(&kiosk).await, (vec![(Origin::Directory, "desk@example.org".to_owned())], 0, 0));
}

/// An address that was typed and not proved is found by nothing, and goes.
#[tokio::test]
async fn an_address_without_its_code_counts_for_nothing_and_is_swept() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let Drafted::Code { signed_in: here, challenge } = draft(&kiosk, &seat, here, Wish::Address(address("a@example.net"))).await
    else {
        panic!()
    };
    assert_eq!((kiosk.rows("contact").await, held(&kiosk).await.0.len()), (1, 0));
    let stale: ChallengeId = challenge.id.clone();
    let proof = answered(&kiosk, &seat, challenge, &kiosk.code().await).await;
    assert_eq!(*proof.challenge(), stale);
    kiosk.sql("UPDATE challenge SET state = 'used'").await;
    let outcome = change(&kiosk, &seat, here, Change::Address(proof)).await;
    assert!(matches!(outcome, ChangeOutcome::Refused { why: Unfit::Gone, .. }), "a proof counts once: {outcome:?}");
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered);
    let later = kiosk.service.now() + Span::days(2);
    let sweep = [later - Span::hours(24), later - Span::days(30), later - Span::days(30)];
    kiosk.store.sweep(later, sweep).await.expect("swept");
    assert_eq!(kiosk.rows("contact").await, 0);
}
