//! A clock that is corrected in the middle of a visit, by a second, an hour or ten years: it can end what
//! lives for a time, and never prolong it. A clock that was set to the epoch kept a ticket alive for ever
//! (sudo CVE-2013-1775).

use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, Opened, ResetAnswer, Way, WrongAnswer};
use kiosk::domain::proof::Proof;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Moment;
use kiosk::service::Seat;

use crate::limits::{opened, seat};
use crate::support::{Kiosk, Person, SEED, START};

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600 * SECOND;
const TEN_YEARS: i64 = 87_660 * HOUR;
const BACK: [i64; 4] = [-SECOND, -HOUR, -TEN_YEARS, -1_800_000_000_000];
const FORTH: [i64; 2] = [HOUR, TEN_YEARS];

async fn kiosk() -> (Kiosk, Seat) {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let seat = seat(&kiosk);
    (kiosk, seat)
}

fn jump(kiosk: &Kiosk, by: i64) {
    kiosk.ambient.jump_to(Moment::from_millis(START.millis() + by));
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// Whether a code that was sent at the start is good after a jump.
async fn code_works_after(by: i64) -> bool {
    let (kiosk, seat) = kiosk().await;
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let code = kiosk.code().await;
    jump(&kiosk, by);
    match kiosk.service.answer(&seat, challenge, &secret(&code)).await.expect("an answer") {
        Answered::Proved { .. } => true,
        Answered::Wrong { why: WrongAnswer::Dead, .. } => false,
        other => panic!("{by}: {other:?}"),
    }
}

#[tokio::test]
async fn a_code_outlives_no_jump_but_a_short_one_forth() {
    assert!(code_works_after(0).await && code_works_after(SECOND).await);
    for by in BACK.into_iter().chain(FORTH) {
        assert!(!code_works_after(by).await, "{by} ms");
    }
}

async fn proof(kiosk: &Kiosk, seat: &Seat) -> Proof {
    let challenge = opened(kiosk, seat, "ada", Gate::First, Method::Totp).await;
    match kiosk.service.answer(seat, challenge, &secret(&kiosk.totp())).await.expect("an answer") {
        Answered::Proved { proof, .. } => proof,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_proof_outlives_no_jump_but_a_short_one_forth() {
    for (by, good) in [(0, true), (SECOND, true)].into_iter().chain(BACK.into_iter().chain(FORTH).map(|by| (by, false))) {
        let (kiosk, seat) = kiosk().await;
        let proof = proof(&kiosk, &seat).await;
        jump(&kiosk, by);
        let new = secret("zebra copper lantern");
        let answer = kiosk.service.reset(&seat, &LoginKey::of("ada"), vec![proof], new).await.expect("an answer");
        assert_eq!(matches!(answer, ResetAnswer::Done(_)), good, "{by} ms: {answer:?}");
        assert_eq!(kiosk.audited("password-reset").await, usize::from(good), "{by} ms");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_brings_no_new_tries_and_no_end_of_a_block() {
    for by in BACK {
        let (kiosk, _) = kiosk().await;
        for _ in 0..6 {
            let seat = seat(&kiosk);
            let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
            kiosk.service.answer(&seat, challenge, &secret("000000")).await.expect("an answer");
        }
        jump(&kiosk, by);
        let late = seat(&kiosk);
        let opened = kiosk.service.open(&late, &LoginKey::of("ada"), Gate::First, &Way::Totp).await;
        assert!(matches!(opened, Ok(Opened::Stop(_))), "{by} ms: {opened:?}");
        assert_eq!(kiosk.audited("answer-wrong").await, 6, "{by} ms");
    }
}

#[tokio::test]
async fn an_app_s_codes_stay_spent_whatever_the_clock_says() {
    for by in BACK {
        let (kiosk, first) = kiosk().await;
        proof(&kiosk, &first).await;
        jump(&kiosk, by);
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        // What the app would show at the time that the clock says: a step before the one that was spent.
        let code = code_at(SEED, kiosk.service.now());
        let answer = kiosk.service.answer(&seat, challenge, &code).await.expect("an answer");
        assert!(matches!(answer, Answered::Wrong { why: WrongAnswer::Spent, .. }), "{by} ms: {answer:?}");
    }
}
