//! Being let in with the password that one has, and getting a first one.

use kiosk::config::StoreSettings;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, Identified, Opened, StopReason, UnlockAnswer};
use kiosk::domain::proof::Proof;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::{Action, PageId};
use kiosk::service::Seat;

use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, START, Sitting, policy};

const NEW: &str = "zebra copper lantern";

/// A kiosk at which accounts can be unlocked.
fn making() -> Making {
    let mut policy = policy();
    policy.unlock = true;
    Making { policy, ..Making::default() }
}

pub async fn kiosk_on(settings: StoreSettings) -> Kiosk {
    Kiosk::on(settings, making()).await
}

pub async fn kiosk() -> Kiosk {
    Kiosk::made(making()).await
}

fn locked(login: &'static str) -> Person {
    Person { locked_until: Some(START + Span::hours(9)), ..Person::named(login).email("ada@example.org") }
}

/// Through the one gate of somebody with one address.
async fn prove<'k>(kiosk: &'k Kiosk, login: &str, wish: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.press("1").await.press(login).await.press("⏎").await.press(wish).await.press("1").await;
    visit.press(&kiosk.code().await).await.press("⏎").await;
    visit
}

pub async fn the_password_is_kept(kiosk: &Kiosk) {
    kiosk.add(locked("ada")).await;
    let before = kiosk.account("ada").await;
    let visit = prove(kiosk, "ada", "2").await;
    assert_eq!(visit.id(), PageId::DoneUnlock, "{}", visit.words());
    assert!(visit.words().contains("is not locked any more"), "{}", visit.words());
    let account = kiosk.account("ada").await;
    assert_eq!(account.locked_until, None);
    assert!(account.revision > before.revision, "whoever saw it before begins again");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    let notices = kiosk.mailbox().await;
    assert_eq!(notices.len(), 1, "its addresses are told");
    assert!(notices[0].subject.contains("unlocked"), "{}", notices[0].subject);
    for word in ["ada", "15 January 2027", "Hall B", "Was this not you?"] {
        assert!(notices[0].body.expose().contains(word), "{word} in {}", notices[0].body.expose());
    }
    assert_eq!((kiosk.audited("account-unlocked").await, kiosk.audited("password-reset").await), (1, 0));
}

#[tokio::test]
async fn who_was_locked_out_keeps_the_password() {
    the_password_is_kept(&kiosk().await).await;
}

#[tokio::test]
async fn failures_are_forgotten_with_the_lock() {
    let kiosk = kiosk().await;
    kiosk.add(locked("ada")).await;
    kiosk.visit().press("1ada⏎21000000⏎000000⏎").await;
    assert_ne!(kiosk.failures("ada").await, 0);
    prove(&kiosk, "ada", "2").await;
    assert_eq!(kiosk.failures("ada").await, 0);
}

#[tokio::test]
async fn what_an_operator_switched_off_stays_off() {
    let kiosk = kiosk().await;
    kiosk.add(Person { enabled: false, ..locked("ada") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::StopDisabled);
    assert!(kiosk.account("ada").await.locked_until.is_some());
}

#[tokio::test]
async fn an_operator_who_switches_it_off_in_between_is_obeyed() {
    let kiosk = kiosk().await;
    kiosk.add(locked("ada")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎21").await;
    kiosk.sql("UPDATE account SET enabled = 0, revision = revision + 1").await;
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::StopDisabled, "{}", visit.words());
    assert!(kiosk.account("ada").await.locked_until.is_some());
}

#[tokio::test]
async fn an_account_that_was_not_locked_is_told_so_and_may_get_a_new_password() {
    let kiosk = kiosk().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = prove(&kiosk, "ada", "2").await;
    assert_eq!(visit.id(), PageId::DoneUnlock);
    assert!(visit.words().contains("was not locked"), "{}", visit.words());
    assert!(kiosk.mailbox().await.is_empty(), "nothing was done that anybody must know of");
    assert_eq!(kiosk.audited("nothing-to-unlock").await, 1);
    visit.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn who_remembers_it_at_last_keeps_it() {
    let kiosk = kiosk().await;
    kiosk.add(locked("ada")).await;
    let mut visit = prove(&kiosk, "ada", "1").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    let place = visit.page().actions.iter().position(|action| *action == Action::OnlyUnlock).expect("the offer");
    visit.press(&"⇥".repeat(2 + place)).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::DoneUnlock, "{}", visit.words());
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await && kiosk.account("ada").await.locked_until.is_none());
}

/// What `login` proves by `method` at `gate`.
pub async fn proof(kiosk: &Kiosk, seat: &Seat, login: &LoginKey, gate: Gate, method: Method) -> Proof {
    let identified = kiosk.service.identify(seat, login.as_str()).await;
    let Ok(Identified::Welcome(person)) = identified else { panic!("{identified:?}") };
    let offer = person.offers.iter().find(|offer| offer.way.method() == method).expect("a way");
    let opened = kiosk.service.open(seat, &person.login, gate, &offer.way).await;
    let Ok(Opened::Challenge(challenge)) = opened else { panic!("{opened:?}") };
    let code = match method {
        Method::Email => kiosk.code().await,
        Method::Totp | Method::Questions | Method::RecoveryCode | Method::Sms | Method::SecurityKey => kiosk.totp(),
    };
    let answered = kiosk.service.answer(seat, challenge, &Secret::new(code)).await;
    let Ok(Answered::Proved { proof, .. }) = answered else { panic!("{answered:?}") };
    proof
}

/// Whatever a screen asked for: the authority counts the gates itself.
#[tokio::test]
async fn one_proof_of_two_unlocks_nothing_nor_do_two_twice() {
    let kiosk = kiosk().await;
    let login = kiosk.add(locked("ada").totp().group("two")).await;
    let seat = kiosk.visit().seat;
    let first = proof(&kiosk, &seat, &login, Gate::First, Method::Email).await;
    let answer = kiosk.service.unlock(&seat, &login, vec![first]).await;
    let Ok(UnlockAnswer::Again { mut proofs, .. }) = answer else { panic!("{answer:?}") };
    assert!(kiosk.account("ada").await.locked_until.is_some());
    let elsewhere = kiosk.visit().seat;
    proofs.push(proof(&kiosk, &seat, &login, Gate::Second, Method::Totp).await);
    let answer = kiosk.service.unlock(&elsewhere, &login, proofs).await;
    assert!(matches!(answer, Ok(UnlockAnswer::Again { .. })), "{answer:?}");
    assert!(kiosk.account("ada").await.locked_until.is_some(), "proofs are good in their own visit");
}

#[tokio::test]
async fn where_it_is_switched_off_no_proof_unlocks() {
    let kiosk = Kiosk::new().await;
    let login = kiosk.add(locked("ada")).await;
    let seat = kiosk.visit().seat;
    let proof = proof(&kiosk, &seat, &login, Gate::First, Method::Email).await;
    let answer = kiosk.service.unlock(&seat, &login, vec![proof]).await;
    let Ok(UnlockAnswer::Stop(stop)) = answer else { panic!("{answer:?}") };
    assert_eq!(stop.reason, StopReason::NotForThisPerson);
    assert!(kiosk.account("ada").await.locked_until.is_some());
}

#[tokio::test]
async fn who_never_had_a_password_gets_one_and_hears_of_no_forgotten_one() {
    let kiosk = kiosk().await;
    kiosk.add(Person { password: None, ..Person::named("ada").email("ada@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "there is nothing to unlock: {}", visit.words());
    assert!(visit.words().contains("choose a password"), "{}", visit.words());
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    assert!(!visit.words().contains("new password") && !visit.page().actions.contains(&Action::OnlyUnlock), "{}", visit.words());
    choose(&mut visit, NEW).await;
    assert!(visit.words().contains("Your password is set"), "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await);
    let notices = kiosk.mailbox().await;
    assert!(notices[0].body.expose().contains("A first password was chosen"), "{}", notices[0].body.expose());
}

#[tokio::test]
async fn with_two_gates_one_address_is_not_enough_for_a_first_password() {
    let kiosk = kiosk().await;
    kiosk.add(Person { password: None, ..Person::named("ada").email("ada@example.org").group("two") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::StopUnregistered);
}
