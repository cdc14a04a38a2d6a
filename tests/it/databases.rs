//! The same service on real SQLite, PostgreSQL and MariaDB: a whole reset, and the limits under
//! attack. Each database runs all cases as one test, so that a server is started once.

use std::sync::Arc;

use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::Answered;
use kiosk::domain::secret::Secret;
use kiosk::page::PageId;

use crate::each_database::on_each_database;
use crate::limits::{looked_at, offers, opened, seat, twin};
use crate::lookalikes;
use crate::phones;
use crate::recovery;
use crate::registering;
use crate::reminding;
use crate::replay;
use crate::security_keys;
use crate::security_keys::soft_key::Kind;
use crate::sheets;
use crate::signing_in;
use crate::store_contract::ground::{Engine, Ground};
use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};
use crate::thrown_out;
use crate::unlock;

const NEW: &str = "zebra copper lantern";

on_each_database!(run);

fn run(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let engine = Arc::new(engine);
        a_whole_reset(&kiosk(&engine, 1).await.1).await;
        sixty_four_guesses(kiosk(&engine, 2).await).await;
        thrown_out::of_two_behind_both_gates_one_is_left(&kiosk(&engine, 13).await.1).await;
        two_right_answers(&kiosk(&engine, 3).await.1).await;
        two_resets_with_one_app_code(&kiosk(&engine, 4).await.1).await;
        sixteen_letters(kiosk(&engine, 5).await).await;
        sixty_four_right_answers(kiosk(&engine, 6).await).await;
        phones::a_text_opens_the_account(&kiosk(&engine, 12).await.1).await;
        recovery::one_winner(&kiosk(&engine, 11).await.1).await;
        let (ground, kiosk_there) = kiosk(&engine, 7).await;
        lookalikes::each_spelling_is_one_account(&kiosk_there, &ground).await;
        replay::nothing_counts_twice_or_elsewhere(&Ground::new(Arc::clone(&engine), 8).await).await;
        signing_in::a_known_password_is_changed(
            &signing_in::kiosk_on(Ground::new(Arc::clone(&engine), 10).await.settings()).await,
        )
        .await;
        for (number, step) in [(31, 0), (32, 1), (33, 2)] {
            let ground = Ground::new(Arc::clone(&engine), number).await;
            let kiosk = reminding::kiosk_on(ground.settings()).await;
            match step {
                0 => reminding::what_is_missing_is_set_up(&kiosk).await,
                1 => reminding::it_is_put_off_as_often_as_the_policy_says(&kiosk).await,
                _ => reminding::onward::a_first_password_is_followed_by_a_first_way(&kiosk).await,
            }
        }
        let grounds = [Ground::new(Arc::clone(&engine), 21).await, Ground::new(Arc::clone(&engine), 22).await];
        let [first, second] = &grounds;
        registering::a_first_address_is_registered(&registering::kiosk_on(first.settings()).await).await;
        registering::an_app_is_registered(&registering::kiosk_on(second.settings()).await).await;
        for (number, kind) in [(41, Kind::Ed25519), (42, Kind::P256)] {
            let kiosk = kiosk(&engine, number).await;
            security_keys::a_key_is_registered_and_resets(&kiosk.1, kind).await;
        }
        let (_ground, raced) = kiosk(&engine, 43).await;
        security_keys::of_sixty_four_one_wins(Arc::new(raced)).await;
        sheets::a_sheet_is_made(&registering::kiosk_on(Ground::new(Arc::clone(&engine), 23).await.settings()).await).await;
        unlock::the_password_is_kept(&unlock::kiosk_on(Ground::new(Arc::clone(&engine), 9).await.settings()).await).await;
    });
}

/// A kiosk on an empty database of its own, which lives as long as the ground.
async fn kiosk(engine: &Arc<Engine>, number: usize) -> (Ground, Kiosk) {
    let ground = Ground::new(Arc::clone(engine), number).await;
    let kiosk = Kiosk::on(ground.settings(), Making::default()).await;
    (ground, kiosk)
}

async fn a_whole_reset(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let mut visit = kiosk.visit();
    visit.press("1ADA⏎").await.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await && !kiosk.accepts("ada", OLD_PASSWORD).await);
    assert_eq!(kiosk.audited("password-reset").await, 1);
    assert_eq!(kiosk.mailbox().await.len(), 1, "the notice");
}

async fn sixty_four_guesses((_ground, kiosk): (Ground, Kiosk)) {
    kiosk.add(Person::named("ada").totp()).await;
    assert_eq!(looked_at(Arc::new(kiosk), 64).await, 6, "exactly as many secrets as the limit were looked at");
}

async fn two_right_answers(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let seat = seat(kiosk);
    let challenge = opened(kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let (twin, code) = (twin(&challenge), Secret::new(kiosk.code().await));
    let (one, two) = tokio::join!(kiosk.service.answer(&seat, challenge, &code), kiosk.service.answer(&seat, twin, &code));
    assert_eq!(proofs(&[one.ok(), two.ok()]), 1);
}

/// A secret that was read, compared and only then deleted was good for as many as were quick enough (MISP
/// CVE-2026-107276).
async fn sixty_four_right_answers((_ground, kiosk): (Ground, Kiosk)) {
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let (seat, kiosk) = (seat(&kiosk), Arc::new(kiosk));
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    kiosk.sql("UPDATE challenge SET max_tries = 64").await;
    let code = kiosk.code().await;
    let mut answering = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let (service, seat, copy, code) = (Arc::clone(&kiosk.service), seat.clone(), twin(&challenge), Secret::new(code.clone()));
        answering.spawn(async move { service.answer(&seat, copy, &code).await.ok() });
    }
    assert_eq!(proofs(&answering.join_all().await), 1);
    assert_eq!(kiosk.audited("gate-passed").await, 1);
}

/// As many letters at once as there are kiosks: one contact gets no more than its budget.
async fn sixteen_letters((_ground, kiosk): (Ground, Kiosk)) {
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let kiosk = Arc::new(kiosk);
    let (account, offers) = offers(&kiosk, &seat(&kiosk), "ada").await;
    let mut opening = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (service, seat, account, way) = (Arc::clone(&kiosk.service), seat(&kiosk), account.clone(), offers[0].way.clone());
        opening.spawn(async move { service.open(&seat, &account, Gate::First, &way).await });
    }
    opening.join_all().await;
    assert_eq!(kiosk.mailbox().await.len(), 3, "what one contact gets in ten minutes");
}

/// Two kiosks of a fleet, one app, one code.
async fn two_resets_with_one_app_code(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada").totp()).await;
    let (here, there) = (seat(kiosk), seat(kiosk));
    let one = opened(kiosk, &here, "ada", Gate::First, Method::Totp).await;
    let two = opened(kiosk, &there, "ada", Gate::First, Method::Totp).await;
    let code = Secret::new(kiosk.totp());
    let (one, two) = tokio::join!(kiosk.service.answer(&here, one, &code), kiosk.service.answer(&there, two, &code));
    assert_eq!(proofs(&[one.ok(), two.ok()]), 1);
}

fn proofs(answers: &[Option<Answered>]) -> usize {
    answers.iter().filter(|answer| matches!(answer, Some(Answered::Proved { .. }))).count()
}
