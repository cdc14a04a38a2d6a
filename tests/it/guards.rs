//! Guards that stand behind one another, each by itself: that another would hold is no reason not to see one fall.

mod settings;

use std::sync::Arc;

use kiosk::domain::account::Address;
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::help::HelpWish;
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{
    Answered, Challenge, ChangeAnswer, Opened, PhoneAnswer, ResetAnswer, SignInAnswer, StopReason, UnlockAnswer, Way, WrongAnswer,
};
use kiosk::domain::phone::Phone;
use kiosk::domain::proof::Proof;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::registration::{Change, ChangeOutcome, Drafted, Unfit, Wish};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;
use kiosk::service::source::Source;

use crate::limits::{opened, seat, twin};
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, START, code_in, policy};

const NEW: &str = "zebra copper lantern";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn ada() -> LoginKey {
    LoginKey::of("ada")
}

/// A kiosk where accounts can be unlocked.
async fn unlocking() -> Kiosk {
    let mut policy = policy();
    policy.unlock = true;
    Kiosk::made(Making { policy, ..Making::default() }).await
}

fn locked(login: &'static str) -> Person {
    Person { locked_until: Some(START + Span::hours(9)), ..Person::named(login) }
}

async fn app_proof(kiosk: &Kiosk, seat: &Seat, login: &str, gate: Gate) -> Proof {
    let put = kiosk.service.open(seat, &LoginKey::of(login), gate, &Way::Totp).await;
    let Ok(Opened::Challenge(challenge)) = put else { panic!("{put:?}") };
    proof(kiosk, seat, challenge, &kiosk.totp()).await
}

async fn proof(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str) -> Proof {
    match kiosk.service.answer(seat, challenge, &secret(typed)).await {
        Ok(Answered::Proved { proof, .. }) => proof,
        other => panic!("{other:?}"),
    }
}

async fn mail_proof(kiosk: &Kiosk, seat: &Seat, login: &str, gate: Gate, place: usize) -> Proof {
    let contact = kiosk.account(login).await.contacts[place].clone();
    let way = Way::Email { to: Some((contact.id, contact.address.mask())) };
    let put = kiosk.service.open(seat, &LoginKey::of(login), gate, &way).await;
    let Ok(Opened::Challenge(challenge)) = put else { panic!("{put:?}") };
    proof(kiosk, seat, challenge, &kiosk.code().await).await
}

async fn signed_in(kiosk: &Kiosk, seat: &Seat, login: &str) -> SignedIn {
    match kiosk.service.sign_in(seat, login, &secret(OLD_PASSWORD), None).await {
        Ok(SignInAnswer::Welcome { signed_in, .. }) => signed_in,
        other => panic!("{other:?}"),
    }
}

async fn change(kiosk: &Kiosk, seat: &Seat, signed_in: SignedIn, change: Change) -> ChangeOutcome {
    kiosk.service.change_registration(seat, signed_in, change).await.expect("an answer")
}

/// A challenge for an address that was typed, and the sign-in again.
async fn typed(kiosk: &Kiosk, seat: &Seat, signed_in: SignedIn, address: &str) -> Result<(SignedIn, Challenge), Unfit> {
    let wish = Wish::Address(Address::parse(address).expect("an address"));
    match kiosk.service.draft(seat, signed_in, wish).await.expect("an answer") {
        Drafted::Code { signed_in, challenge } => Ok((signed_in, challenge)),
        Drafted::Refused { why, .. } => Err(why),
        other => panic!("{other:?}"),
    }
}

/// The code in the latest letter to `address`.
async fn code_to(kiosk: &Kiosk, address: &str) -> String {
    let mails = kiosk.mailbox().await;
    code_in(mails.iter().rfind(|mail| mail.to.as_str() == address).expect("a letter"))
}

#[tokio::test]
async fn an_unlock_uses_its_proofs_up() {
    let kiosk = unlocking().await;
    kiosk.add(locked("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = app_proof(&kiosk, &seat, "ada", Gate::First).await;
    let answer = kiosk.service.unlock(&seat, &ada(), vec![proof]).await;
    assert!(matches!(answer, Ok(UnlockAnswer::Done(_))), "{answer:?}");
    assert_eq!(kiosk.rows("challenge WHERE state = 'used'").await, 1);
}

#[tokio::test]
async fn a_used_or_dropped_proof_unlocks_and_resets_nothing() {
    for state in ["UPDATE challenge SET state = 'used'", "UPDATE challenge SET state = 'dropped'"] {
        let kiosk = unlocking().await;
        kiosk.add(locked("ada").totp()).await;
        let seat = seat(&kiosk);
        let proof = app_proof(&kiosk, &seat, "ada", Gate::First).await;
        kiosk.sql(state).await;
        let answer = kiosk.service.unlock(&seat, &ada(), vec![proof]).await;
        let Ok(UnlockAnswer::Again { proofs, .. }) = answer else { panic!("{answer:?}") };
        assert!(proofs.is_empty() && kiosk.account("ada").await.locked_until.is_some(), "{state}");
        kiosk.ambient.advance(Span::seconds(30));
        let proof = app_proof(&kiosk, &seat, "ada", Gate::First).await;
        kiosk.sql(state).await;
        let answer = kiosk.service.reset(&seat, &ada(), vec![proof], secret(NEW)).await;
        assert!(matches!(answer, Ok(ResetAnswer::Again { .. })), "{answer:?}");
        assert!(kiosk.accepts("ada", OLD_PASSWORD).await, "{state}");
    }
}

/// Whether an account is locked is nobody's business who did not prove to be its owner, here and now.
#[tokio::test]
async fn a_proof_of_somebody_else_of_another_visit_or_of_yesterday_does_not_even_look() {
    for what in ["another account", "another visit", "too late", "the wrong gate"] {
        let kiosk = unlocking().await;
        kiosk.add(Person::named("ada").totp()).await;
        kiosk.add(Person::named("bob").totp()).await;
        let (mine, other) = (seat(&kiosk), seat(&kiosk));
        let owner = if what == "another account" { "bob" } else { "ada" };
        let gate = if what == "the wrong gate" { Gate::Second } else { Gate::First };
        let given = app_proof(&kiosk, &mine, owner, gate).await;
        let asking = if what == "another visit" { &other } else { &mine };
        if what == "too late" {
            kiosk.ambient.advance(Span::minutes(15));
        }
        let answer = kiosk.service.unlock(asking, &ada(), vec![given]).await;
        let Ok(UnlockAnswer::Again { proofs, .. }) = answer else { panic!("{what}: {answer:?}") };
        assert!(proofs.is_empty(), "{what}: it must not come back as good");
        assert_eq!(kiosk.audited("nothing-to-unlock").await, 0, "{what}");
    }
}

/// Two mailboxes are one kind of proof.
#[tokio::test]
async fn two_addresses_pass_one_gate_of_two() {
    let kiosk = unlocking().await;
    kiosk.add(locked("ada").email("one@example.org").email("two@example.org").totp().group("two")).await;
    let seat = seat(&kiosk);
    let first = mail_proof(&kiosk, &seat, "ada", Gate::First, 0).await;
    let second = mail_proof(&kiosk, &seat, "ada", Gate::Second, 1).await;
    let answer = kiosk.service.unlock(&seat, &ada(), vec![first, second]).await;
    let Ok(UnlockAnswer::Again { proofs, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!((proofs.len(), kiosk.account("ada").await.locked_until.is_some()), (1, true));
    let second = mail_proof(&kiosk, &seat, "ada", Gate::Second, 1).await;
    let both = proofs.into_iter().chain([second]).collect();
    let answer = kiosk.service.reset(&seat, &ada(), both, secret(NEW)).await;
    assert!(matches!(answer, Ok(ResetAnswer::Again { .. })), "{answer:?}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

/// Of many who prove at once that they may, one opens the account, and the others find it open.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_unlocks_at_once_one_is_made() {
    let kiosk = unlocking().await;
    kiosk.add(locked("ada").totp()).await;
    let mut ready = Vec::new();
    for _ in 0..8 {
        let seat = seat(&kiosk);
        let proof = app_proof(&kiosk, &seat, "ada", Gate::First).await;
        kiosk.ambient.advance(Span::seconds(30));
        ready.push((seat, proof));
    }
    let start = Arc::new(tokio::sync::Barrier::new(ready.len()));
    let mut unlocking = tokio::task::JoinSet::new();
    for (seat, proof) in ready {
        let (service, start) = (Arc::clone(&kiosk.service), Arc::clone(&start));
        unlocking.spawn(async move {
            start.wait().await;
            service.unlock(&seat, &ada(), vec![proof]).await
        });
    }
    let done = unlocking.join_all().await.into_iter().filter(|answer| matches!(answer, Ok(UnlockAnswer::Done(_)))).count();
    assert_eq!((done, kiosk.audited("account-unlocked").await), (1, 1));
}

/// Neither does whoever is signed in no more learn whether a password is the one that somebody has.
#[tokio::test]
async fn a_password_is_not_compared_for_whoever_is_not_signed_in() {
    for what in ["another account", "another visit", "too late"] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada")).await;
        kiosk.add(Person::named("bob")).await;
        let (mine, other) = (seat(&kiosk), seat(&kiosk));
        let here = signed_in(&kiosk, &mine, if what == "another account" { "bob" } else { "ada" }).await;
        let asking = if what == "another visit" { &other } else { &mine };
        if what == "too late" {
            kiosk.ambient.advance(Span::minutes(15));
        }
        let answer = kiosk.service.change(asking, &ada(), here, secret(OLD_PASSWORD)).await;
        assert_eq!(answer, Ok(ChangeAnswer::SignedOut), "{what}");
        assert_eq!(kiosk.audited("password-refused").await, 0, "{what}");
    }
}

#[tokio::test]
async fn a_riddle_stands_before_a_password() {
    let captcha = CaptchaPolicy { trusted: When::Always, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    kiosk.add(Person::named("ada")).await;
    let seat = seat(&kiosk);
    for solution in [None, Some(secret("wrong"))] {
        for password in ["wrong", OLD_PASSWORD] {
            let answer = kiosk.service.sign_in(&seat, "ada", &secret(password), solution.as_ref()).await;
            assert!(matches!(answer, Ok(SignInAnswer::Captcha(_))), "{answer:?}");
        }
    }
    assert_eq!((kiosk.audited("sign-in-wrong").await, kiosk.audited("signed-in").await), (0, 0), "nothing was looked at");
    let solution = secret(&kiosk.riddle());
    let answer = kiosk.service.sign_in(&seat, "ada", &secret(OLD_PASSWORD), Some(&solution)).await;
    assert!(matches!(answer, Ok(SignInAnswer::Welcome { .. })), "{answer:?}");
}

/// One password for many user IDs is a guess at each of them: the place has to pause.
#[tokio::test]
async fn wrong_passwords_count_where_they_are_typed_with_the_fleet_and_in_the_audit() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let there = |kiosk: &Kiosk| Seat { source: Source::Terminal("tty1".to_owned()), ..seat(kiosk) };
    for number in 0..30 {
        let answer = kiosk.service.sign_in(&there(&kiosk), &format!("somebody{number}"), &secret("spring"), None).await;
        assert!(matches!(answer, Ok(SignInAnswer::Wrong { .. })), "{number}: {answer:?}");
    }
    let answer = kiosk.service.sign_in(&there(&kiosk), "ada", &secret(OLD_PASSWORD), None).await;
    assert!(matches!(answer, Ok(SignInAnswer::Stop(_))), "{answer:?}");
    signed_in(&kiosk, &seat(&kiosk), "ada").await;
    assert_eq!(kiosk.audited("sign-in-wrong").await, 30);
    let fleet = kiosk.store.keys().fleet();
    let counters = kiosk.store.counters_of(&[&fleet], Standing::Trusted).await.expect("counters");
    let counted = counters.iter().find(|(_, scope, _)| *scope == Scope::FleetFailures).map(|(_, _, counter)| counter.recent);
    assert_eq!(counted, Some(30));
}

/// Nobody who typed a right code a moment later than another is let in by it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_with_one_app_code_one_is_let_in() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut ready = Vec::new();
    for _ in 0..5 {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        ready.push((seat, challenge));
    }
    let start = Arc::new(tokio::sync::Barrier::new(ready.len()));
    let mut answering = tokio::task::JoinSet::new();
    for (seat, challenge) in ready {
        let (service, code, start) = (Arc::clone(&kiosk.service), secret(&kiosk.totp()), Arc::clone(&start));
        answering.spawn(async move {
            start.wait().await;
            service.answer(&seat, challenge, &code).await
        });
    }
    let answers = answering.join_all().await;
    let proved = answers.iter().filter(|answer| matches!(answer, Ok(Answered::Proved { .. }))).count();
    assert_eq!(proved, 1, "{answers:?}");
}

/// What was proved for an address that was typed makes nobody registered who is not.
#[tokio::test]
async fn a_typed_address_is_no_gate_on_the_way_to_a_password() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile("+31612345678").group("two")).await;
    let seat = seat(&kiosk);
    let here = signed_in(&kiosk, &seat, "ada").await;
    let (_, challenge) = typed(&kiosk, &seat, here, "thief@example.net").await.expect("a code");
    proof(&kiosk, &seat, challenge, &code_to(&kiosk, "thief@example.net").await).await;
    let phone = kiosk.account("ada").await.phones[0].clone();
    let way = Way::Sms { to: Some((phone.id, phone.number.mask())) };
    let put = kiosk.service.open(&seat, &ada(), Gate::First, &way).await;
    let Ok(Opened::Stop(stop)) = put else { panic!("{put:?}") };
    assert_eq!(stop.reason, StopReason::Unregistered);
}

/// Over the open standing pages speak of an account behind its own first gate, and behind nothing else.
#[tokio::test]
async fn a_gate_of_another_account_or_of_the_settings_opens_no_mouth() {
    for what in ["another account", "the settings"] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
        kiosk.add(Person::named("bob").totp().group("two").email("bob@example.org")).await;
        let seat = Seat { standing: Standing::Open, ..seat(&kiosk) };
        if what == "the settings" {
            let here = signed_in(&kiosk, &seat, "ada").await;
            app_proof(&kiosk, &seat, "ada", Gate::Settings).await;
            drop(here);
        } else {
            app_proof(&kiosk, &seat, "bob", Gate::First).await;
        }
        let put = kiosk.service.open(&seat, &ada(), Gate::Second, &Way::Email { to: None }).await;
        let Ok(Opened::Challenge(challenge)) = put else { panic!("{what}: {put:?}") };
        assert_eq!(challenge.way, Way::Email { to: None }, "{what}");
    }
}

/// A number that is none of theirs brings a challenge that is nobody's, and each number is asked for anew.
#[tokio::test]
async fn behind_a_wrong_number_stands_nobody_and_behind_none_two_codes() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile("+31612345678")).await;
    let seat = Seat { standing: Standing::Open, ..seat(&kiosk) };
    let put = kiosk.service.open(&seat, &ada(), Gate::First, &Way::Sms { to: None }).await;
    let Ok(Opened::Challenge(asked)) = put else { panic!("{put:?}") };
    let again = twin(&asked);
    let wrong = Phone::parse("+31687654321", None).expect("a number");
    let answer = kiosk.service.confirm_phone(&seat, asked, &wrong).await;
    assert!(matches!(answer, Ok(PhoneAnswer::Sent(_))), "{answer:?}");
    assert_eq!(kiosk.rows("challenge WHERE code_mac IS NOT NULL AND account_id IS NOT NULL").await, 0);
    let right = Phone::parse("+31612345678", None).expect("a number");
    let answer = kiosk.service.confirm_phone(&seat, again, &right).await;
    assert!(matches!(answer, Ok(PhoneAnswer::Wrong { why: WrongAnswer::Dead, .. })), "{answer:?}");
    assert!(kiosk.texts().await.is_empty());
}

/// Whoever types an address for their settings does not become one of those who have it.
#[tokio::test]
async fn no_user_id_is_sent_to_an_address_that_was_typed_and_not_proved() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let seat = seat(&kiosk);
    let here = signed_in(&kiosk, &seat, "ada").await;
    typed(&kiosk, &seat, here, "victim@example.net").await.expect("a code");
    assert_eq!(kiosk.mailbox().await.len(), 1);
    let address = Address::parse("victim@example.net").expect("an address");
    kiosk.service.send_user_id(&seat, &address, None).await.expect("an answer");
    assert!(kiosk.mailbox().await.is_empty());
}

#[tokio::test]
async fn a_letter_to_the_desk_is_one_of_the_fleets() {
    let kiosk = Kiosk::made(crate::help::desk_is_mailed()).await;
    let wish = HelpWish { login: "ada".to_owned(), words: String::new(), page: "start", support: None };
    kiosk.service.ask_help(&seat(&kiosk), &wish, None).await.expect("an answer");
    let counters = kiosk.store.counters_of(&[&kiosk.store.keys().fleet()], Standing::Trusted).await.expect("counters");
    let counted = counters.iter().find(|(_, scope, _)| *scope == Scope::FleetLetters).map(|(_, _, counter)| counter.failures);
    assert_eq!(counted, Some(1));
}
