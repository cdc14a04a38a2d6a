//! Recovery codes at a gate: each is good once, nobody guesses one, and no page tells who has a sheet.

use std::sync::Arc;

use kiosk::domain::account::Managed;
use kiosk::domain::code::{draw_recovery, grouped};
use kiosk::domain::limit::{IN_A_ROW, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Opened, Way, WrongAnswer};
use kiosk::domain::proof::recovery::ON_A_SHEET;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;
use kiosk::store::{Close, StoreError};
use kiosk::transact;

use crate::limits::{opened, seat};
use crate::story::choose;
use crate::support::{Kiosk, Making, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";
/// As long as a code, and of its letters.
const WRONG: &str = "ACDEF-GHJKM-NPQRT-VWXY3-46794";

/// A sheet for `login`, in the place of an earlier one. How people make theirs is looked at in `sheets`.
pub async fn sheet(kiosk: &Kiosk, login: &str) -> Vec<String> {
    let (owner, key) = (kiosk.account(login).await.id, kiosk.store.keys().recovery_key());
    let entropy = || kiosk.ambient.entropy().expect("bytes");
    let codes: Vec<Secret> = (0..ON_A_SHEET).map(|_| draw_recovery([entropy(), entropy()])).collect();
    let macs: Vec<_> = codes.iter().map(|code| key.mac(&owner, code)).collect();
    let made: Result<_, StoreError> = transact!(kiosk.store, |tx| async {
        Ok(Close::Commit(tx.replace_recovery_codes(&owner, &macs, kiosk.service.now()).await?))
    });
    made.expect("a sheet");
    codes.iter().map(|code| code.expose().to_owned()).collect()
}

async fn kiosk_with(person: Person) -> (Kiosk, Vec<String>) {
    let kiosk = Kiosk::new().await;
    let login = person.login;
    kiosk.add(person).await;
    let codes = sheet(&kiosk, login).await;
    (kiosk, codes)
}

async fn answered(kiosk: &Kiosk, seat: &Seat, typed: &str) -> Answered {
    let challenge = opened(kiosk, seat, "ada", Gate::First, Method::RecoveryCode).await;
    kiosk.service.answer(seat, challenge, &Secret::new(typed.to_owned())).await.expect("an answer")
}

#[tokio::test]
async fn a_code_opens_the_account_once() {
    let (kiosk, codes) = kiosk_with(Person::named("ada")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    assert_eq!(visit.id(), PageId::EnterRecoveryCode, "{}", visit.words());
    visit.press(WRONG).await.press("⏎").await;
    assert!(visit.words().contains("That is no code from your sheet."), "{}", visit.words());
    assert!(!visit.words().contains("You can try"), "there is always another: {}", visit.words());
    visit.press("⎋⏎").await;
    assert!(visit.words().contains("Type all 25"), "{}", visit.words());
    assert_eq!(kiosk.account("ada").await.recovery_codes, 10);
    visit.press(&grouped(&codes[0]).to_lowercase().replace(' ', "-")).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    choose(&mut visit, NEW).await;
    assert!(kiosk.accepts("ada", NEW).await);
    assert_eq!(kiosk.account("ada").await.recovery_codes, 9);
    assert!(visit.words().contains("Cross out the code that you used: 9 are left"), "{}", visit.words());
    let mut again = kiosk.visit();
    again.press("1ada⏎1").await.press(&codes[0]).await.press("⏎").await;
    assert!(again.words().contains("You used that code before"), "{}", again.words());
    again.press("⎋").await.press(&codes[1]).await.press("⏎").await;
    assert_eq!(again.id(), PageId::NewPassword, "{}", again.words());
}

#[tokio::test]
async fn the_last_code_is_as_good_as_the_first() {
    let (kiosk, codes) = kiosk_with(Person::named("ada").totp().group("two")).await;
    kiosk.sql("UPDATE recovery_code SET used_at = 1").await;
    let owner = kiosk.account("ada").await.id;
    assert_eq!(kiosk.account("ada").await.recovery_codes, 0);
    let key = kiosk.store.keys().recovery_key();
    let last = key.mac(&owner, &Secret::new(codes[9].clone()));
    let put: Result<(), StoreError> = transact!(kiosk.store, |tx| async {
        tx.replace_recovery_codes(&owner, std::slice::from_ref(&last), kiosk.service.now()).await?;
        Ok(Close::Commit(()))
    });
    put.expect("a sheet with one code");
    let mut visit = kiosk.visit();
    visit.press("1ada⏎2").await.press(&codes[9]).await.press("⏎").await;
    assert_eq!(kiosk.account("ada").await.recovery_codes, 0, "it is spent with the proof");
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterTotp, "{}", visit.words());
    visit.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(visit.words().contains("That was the last code of your sheet."), "{}", visit.words());
    let mut late = kiosk.visit();
    late.press("1ada⏎").await;
    assert_eq!(late.id(), PageId::StopUnregistered, "one class is left: {}", late.words());
}

#[tokio::test]
async fn a_new_sheet_makes_the_old_one_worthless() {
    let (kiosk, old) = kiosk_with(Person::named("ada")).await;
    let new = sheet(&kiosk, "ada").await;
    assert!(new.iter().all(|code| !old.contains(code)));
    assert!(matches!(answered(&kiosk, &seat(&kiosk), &old[3]).await, Answered::Wrong { why: WrongAnswer::Code, .. }));
    assert!(matches!(answered(&kiosk, &seat(&kiosk), &new[3]).await, Answered::Proved { .. }));
}

#[tokio::test]
async fn a_code_of_somebody_else_is_no_code() {
    let (kiosk, _) = kiosk_with(Person::named("ada")).await;
    kiosk.add(Person::named("eve")).await;
    let eves = sheet(&kiosk, "eve").await;
    assert!(matches!(answered(&kiosk, &seat(&kiosk), &eves[0]).await, Answered::Wrong { why: WrongAnswer::Code, .. }));
    assert_eq!(kiosk.account("eve").await.recovery_codes, 10, "nor is it spent");
}

/// Wrong codes count where they come from and with the fleet, never against the person.
#[tokio::test]
async fn a_hundred_wrong_codes_keep_nobody_from_the_right_one() {
    let (kiosk, codes) = kiosk_with(Person::named("ada").totp()).await;
    for _ in 0..=IN_A_ROW {
        let said = answered(&kiosk, &seat(&kiosk), WRONG).await;
        assert!(matches!(said, Answered::Wrong { why: WrongAnswer::Code, .. }), "{said:?}");
    }
    let subject = kiosk.store.subject(&LoginKey::of("ada"));
    let counters = kiosk.store.counters_of(&[&subject], Standing::Trusted).await.expect("counters");
    let of_codes = counters.iter().find(|(_, scope, _)| *scope == Scope::Method(Method::RecoveryCode));
    assert!(of_codes.is_none(), "{counters:?}");
    let fleet = kiosk.store.keys().fleet();
    let counters = kiosk.store.counters_of(&[&fleet], Standing::Trusted).await.expect("counters");
    let counted = counters.iter().find(|(_, scope, _)| *scope == Scope::FleetFailures).map(|(_, _, counter)| counter.recent);
    assert!(counted >= Some(IN_A_ROW), "{counted:?}");
    assert!(matches!(answered(&kiosk, &seat(&kiosk), &codes[0]).await, Answered::Proved { .. }));
}

/// After a hundred failures in a row of something else only what nobody guesses is taken, and it ends the row.
#[tokio::test]
async fn a_code_is_taken_when_guessing_is_over_and_ends_that() {
    let (kiosk, codes) = kiosk_with(Person::named("ada").totp()).await;
    for _ in 0..IN_A_ROW {
        loop {
            let seat = seat(&kiosk);
            match kiosk.service.open(&seat, &LoginKey::of("ada"), Gate::First, &Way::Totp).await.expect("an answer") {
                Opened::Challenge(challenge) => {
                    kiosk.service.answer(&seat, challenge, &Secret::new("000000".to_owned())).await.expect("an answer");
                    break;
                }
                _ => kiosk.ambient.advance(Span::hours(1)),
            }
            if is_over(&kiosk).await {
                break;
            }
        }
    }
    assert!(is_over(&kiosk).await, "guessing goes on");
    assert!(matches!(answered(&kiosk, &seat(&kiosk), &codes[0]).await, Answered::Proved { .. }));
    assert!(!is_over(&kiosk).await, "the row is not broken");
}

/// Whether so many failures came in a row that nothing that can be guessed is taken.
async fn is_over(kiosk: &Kiosk) -> bool {
    let subject = kiosk.store.subject(&LoginKey::of("ada"));
    let counters = kiosk.store.counters_of(&[&subject], Standing::Trusted).await.expect("counters");
    counters.iter().any(|(_, scope, counter)| *scope == Scope::Account && counter.in_a_row >= IN_A_ROW)
}

#[tokio::test]
async fn a_source_that_fails_too_often_has_to_pause() {
    let (kiosk, codes) = kiosk_with(Person::named("ada")).await;
    let mut stopped = false;
    for _ in 0..40 {
        let seat = Seat { source: Source::Terminal("tty1".to_owned()), ..seat(&kiosk) };
        let put = kiosk.service.open(&seat, &LoginKey::of("ada"), Gate::First, &Way::RecoveryCode).await;
        let Ok(Opened::Challenge(challenge)) = put else { panic!("{put:?}") };
        let said = kiosk.service.answer(&seat, challenge, &Secret::new(WRONG.to_owned())).await.expect("an answer");
        stopped |= matches!(said, Answered::Stop(_));
    }
    assert!(stopped, "nobody had to pause");
    assert!(matches!(answered(&kiosk, &seat(&kiosk), &codes[0]).await, Answered::Proved { .. }), "the owner elsewhere");
}

/// Many at once with one code: one proof.
pub async fn one_winner(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada")).await;
    let code = sheet(kiosk, "ada").await.swap_remove(0);
    let mut ready = Vec::new();
    for _ in 0..16 {
        let seat = seat(kiosk);
        let challenge = opened(kiosk, &seat, "ada", Gate::First, Method::RecoveryCode).await;
        ready.push((seat, challenge));
    }
    let start = Arc::new(tokio::sync::Barrier::new(ready.len()));
    let mut racers = Vec::new();
    for (seat, challenge) in ready {
        let (service, typed, start) = (Arc::clone(&kiosk.service), Secret::new(code.clone()), Arc::clone(&start));
        racers.push(tokio::spawn(async move {
            start.wait().await;
            service.answer(&seat, challenge, &typed).await
        }));
    }
    let (mut proved, mut spent) = (0, 0);
    for racer in racers {
        match racer.await.expect("a racer").expect("an answer") {
            Answered::Proved { .. } => proved += 1,
            Answered::Wrong { why: WrongAnswer::Spent, .. } => spent += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((proved, spent), (1, 15));
    assert_eq!(kiosk.account("ada").await.recovery_codes, 9);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_with_one_code_one_is_let_in() {
    one_winner(&Kiosk::new().await).await;
}

/// What can stand behind a user ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum World {
    Known,
    Unknown,
    Disabled,
    Elsewhere,
    WithoutSheet,
    UsedUp,
}

const WORLDS: [World; 6] = [World::Known, World::Unknown, World::Disabled, World::Elsewhere, World::WithoutSheet, World::UsedUp];

async fn settle(kiosk: &Kiosk, world: World) -> String {
    let ada = Person::named("ada").totp();
    match world {
        World::Unknown => return WRONG.to_owned(),
        World::Known | World::WithoutSheet | World::UsedUp => kiosk.add(ada).await,
        World::Disabled => kiosk.add(Person { enabled: false, ..ada }).await,
        World::Elsewhere => kiosk.add(Person { managed: Managed::Elsewhere, ..ada }).await,
    };
    if world == World::WithoutSheet {
        return WRONG.to_owned();
    }
    let code = sheet(kiosk, "ada").await.swap_remove(0);
    if world == World::UsedUp {
        kiosk.sql("UPDATE recovery_code SET used_at = 1").await;
    }
    if world == World::Known { WRONG.to_owned() } else { code }
}

/// The page as it stands, but for support codes.
fn seen(visit: &Sitting<'_>) -> String {
    let mut page = visit.page();
    page.lead.retain(|text| text.id != "support-code");
    format!("{page:?}")
}

/// What a stranger sees and leaves behind. Where nothing can come of it the code is even the right one.
async fn transcript(world: World) -> Vec<String> {
    let kiosk = Kiosk::made(Making { policy: policy(), ..Making::default() }).await;
    let typed = settle(&kiosk, world).await;
    let mut told = Vec::new();
    let before = kiosk.traces().await;
    for _ in 0..2 {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1ada⏎").await;
        told.push(seen(&visit));
        let choices = visit.page().choices;
        let place = choices.iter().position(|choice| choice.id == "choose-recovery-code").expect("it is offered") + 1;
        visit.press(&place.to_string()).await;
        told.push(seen(&visit));
        for _ in 0..7 {
            visit.press(&typed).await.press("⏎").await;
            told.push(seen(&visit).replace(&typed, "what was typed"));
            visit.press("⎋").await;
            if visit.id() != PageId::EnterRecoveryCode {
                break;
            }
        }
        let after = kiosk.traces().await;
        told.push(format!("{:?}", std::array::from_fn::<i64, 4, _>(|place| after[place] - before[place])));
    }
    told
}

#[tokio::test]
async fn nobody_learns_who_has_a_sheet() {
    let known = transcript(World::Known).await;
    assert!(known.iter().any(|page| page.contains("recovery-wrong")), "{known:#?}");
    for world in WORLDS {
        for (step, (known, other)) in known.iter().zip(transcript(world).await).enumerate() {
            assert_eq!(*known, other, "step {step} tells {world:?} apart");
        }
    }
}

#[tokio::test]
async fn a_code_opens_the_account_over_the_open_standing_too() {
    let (kiosk, codes) = kiosk_with(Person::named("ada")).await;
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎3").await.press(&codes[7]).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
}

/// Where nothing may be told before it, a right code may lead nowhere: it is gone all the same, and that is said.
#[tokio::test]
async fn a_code_that_leads_nowhere_is_said_to_be_used_up() {
    let (kiosk, codes) = kiosk_with(Person::named("ada").totp().group("two")).await;
    let stranger = Seat { standing: Standing::Open, ..seat(&kiosk) };
    let login = LoginKey::of("ada");
    for _ in 0..6 {
        let opened = kiosk.service.open(&stranger, &login, Gate::First, &Way::Totp).await;
        let Ok(Opened::Challenge(challenge)) = opened else { panic!("{opened:?}") };
        kiosk.service.answer(&stranger, challenge, &Secret::new("000000".to_owned())).await.expect("an answer");
    }
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎3").await.press(&codes[0]).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Blocked, "{}", visit.words());
    assert!(visit.words().contains("is used up: cross it out"), "{}", visit.words());
    assert_eq!(kiosk.account("ada").await.recovery_codes, 9);
}
