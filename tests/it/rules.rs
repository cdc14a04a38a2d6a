//! The rules that may never be broken, tried past the screen: the service is asked what no page asks.

use kiosk::domain::id::ChallengeId;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, Challenge, Ending, Opened, Resent, ResetAnswer, StopReason, Trouble};
use kiosk::domain::policy::GroupPolicy;
use kiosk::domain::proof::Proof;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;

use crate::limits::{offers, opened, seat, twin};
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

const NEW: &str = "zebra copper lantern";

async fn answered(kiosk: &Kiosk, seat: &Seat, login: &str, gate: Gate, method: Method) -> Proof {
    let challenge = opened(kiosk, seat, login, gate, method).await;
    let code = if method == Method::Totp { kiosk.totp() } else { kiosk.code().await };
    match kiosk.service.answer(seat, challenge, &Secret::new(code)).await.expect("an answer") {
        Answered::Proved { proof, .. } => proof,
        other => panic!("{other:?}"),
    }
}

async fn reset(kiosk: &Kiosk, seat: &Seat, account: &LoginKey, proofs: Vec<Proof>) -> ResetAnswer {
    kiosk.service.reset(seat, account, proofs, Secret::new(NEW.to_owned())).await.expect("an answer")
}

/// Nothing changed, and the gates are asked again with `kept` proofs left.
async fn assert_refused(kiosk: &Kiosk, answer: ResetAnswer, kept: usize) {
    let ResetAnswer::Again { proofs, .. } = answer else { panic!("{answer:?}") };
    assert_eq!(proofs.len(), kept);
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    assert_eq!(kiosk.audited("password-reset").await, 0);
}

async fn two_gates() -> (Kiosk, LoginKey) {
    let kiosk = Kiosk::new().await;
    let ada = Person::named("ada").email("ada@example.org").email("lovelace@example.com").totp().group("two");
    kiosk.add(ada).await;
    (kiosk, LoginKey::of("ada"))
}

#[tokio::test]
async fn no_proof_no_password() {
    let (kiosk, account) = two_gates().await;
    let seat = seat(&kiosk);
    let answer = reset(&kiosk, &seat, &account, vec![]).await;
    assert_refused(&kiosk, answer, 0).await;
}

#[tokio::test]
async fn one_proof_does_not_pass_two_gates() {
    let (kiosk, account) = two_gates().await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let answer = reset(&kiosk, &seat, &account, vec![proof]).await;
    assert_refused(&kiosk, answer, 1).await;
}

#[tokio::test]
async fn two_mailboxes_are_one_class() {
    let (kiosk, account) = two_gates().await;
    let seat = seat(&kiosk);
    let first = answered(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let second = answered(&kiosk, &seat, "ada", Gate::Second, Method::Email).await;
    let answer = reset(&kiosk, &seat, &account, vec![first, second]).await;
    assert_refused(&kiosk, answer, 1).await;
}

#[tokio::test]
async fn a_proof_is_worth_nothing_in_another_visit() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let proof = answered(&kiosk, &seat(&kiosk), "ada", Gate::First, Method::Totp).await;
    let answer = reset(&kiosk, &seat(&kiosk), &account, vec![proof]).await;
    assert_refused(&kiosk, answer, 0).await;
}

#[tokio::test]
async fn a_proof_is_worth_nothing_for_another_account() {
    let kiosk = Kiosk::new().await;
    let ada = kiosk.add(Person::named("ada").totp()).await;
    kiosk.add(Person::named("eve").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "eve", Gate::First, Method::Totp).await;
    let answer = reset(&kiosk, &seat, &ada, vec![proof]).await;
    assert_refused(&kiosk, answer, 0).await;
}

#[tokio::test]
async fn a_proof_lives_for_a_quarter_of_an_hour() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.ambient.advance(Span::minutes(15));
    let answer = reset(&kiosk, &seat, &account, vec![proof]).await;
    assert_refused(&kiosk, answer, 0).await;
}

#[tokio::test]
async fn a_proof_dies_with_its_visit() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.service.leave(&seat, Ending::Abandoned).await.expect("an end");
    let answer = reset(&kiosk, &seat, &account, vec![proof]).await;
    assert_refused(&kiosk, answer, 0).await;
}

#[tokio::test]
async fn a_proof_survives_a_refused_password() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    let refused = kiosk.service.reset(&seat, &account, vec![proof], Secret::new("short".to_owned())).await;
    let Ok(ResetAnswer::Refused { proofs, .. }) = refused else { panic!("{refused:?}") };
    let refused = kiosk.service.reset(&seat, &account, proofs, Secret::new(OLD_PASSWORD.to_owned())).await;
    let Ok(ResetAnswer::Refused { proofs, .. }) = refused else { panic!("{refused:?}") };
    assert!(matches!(reset(&kiosk, &seat, &account, proofs).await, ResetAnswer::Done(..)));
}

#[tokio::test]
async fn an_account_switched_off_meanwhile_stays_as_it_is() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.sql("UPDATE account SET enabled = 0, revision = revision + 1").await;
    let answer = reset(&kiosk, &seat, &account, vec![proof]).await;
    assert!(matches!(answer, ResetAnswer::Stop(stop) if stop.reason == StopReason::AccountOff));
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

#[tokio::test]
async fn a_second_gate_that_appears_meanwhile_is_asked() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp().email("ada@example.org")).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.sql("UPDATE account SET role = 'administrator', revision = revision + 1").await;
    let answer = reset(&kiosk, &seat, &account, vec![proof]).await;
    assert_refused(&kiosk, answer, 1).await;
}

#[tokio::test]
async fn a_method_that_is_closed_meanwhile_proves_nothing_any_more() {
    let mut making = Making::default();
    making.policy.groups =
        vec![GroupPolicy { name: "staff".to_owned(), methods: Some(vec![Method::Email]), ..GroupPolicy::default() }];
    let kiosk = Kiosk::made(making).await;
    let account = kiosk.add(Person::named("ada").totp().email("ada@example.org")).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.sql("INSERT INTO account_group (account_id, group_name) SELECT id, 'staff' FROM account").await;
    let answer = reset(&kiosk, &seat, &account, vec![proof]).await;
    assert_refused(&kiosk, answer, 0).await;
}

#[tokio::test]
async fn a_second_proof_that_was_used_up_leaves_the_first() {
    let (kiosk, account) = two_gates().await;
    let seat = seat(&kiosk);
    let first = answered(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let second = answered(&kiosk, &seat, "ada", Gate::Second, Method::Totp).await;
    kiosk.sql("UPDATE challenge SET state = 'used' WHERE gate = 2").await;
    let answer = reset(&kiosk, &seat, &account, vec![first, second]).await;
    assert_refused(&kiosk, answer, 1).await;
}

#[tokio::test]
async fn a_contact_of_somebody_else_is_not_written_to() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    kiosk.add(Person::named("eve").email("eve@example.org")).await;
    let seat = seat(&kiosk);
    let (ada, _) = offers(&kiosk, &seat, "ada").await;
    let (_, eves) = offers(&kiosk, &seat, "eve").await;
    let answer = kiosk.service.open(&seat, &ada, Gate::First, &eves[0].way).await.expect("an answer");
    assert!(matches!(answer, Opened::Changed(_)), "{answer:?}");
    assert!(kiosk.mailbox().await.is_empty());
}

#[tokio::test]
async fn a_code_is_sent_again_only_where_one_was_sent() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    kiosk.add(Person::named("eve").email("eve@example.org")).await;
    let seat = seat(&kiosk);
    let first = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let too_soon = kiosk.service.resend(&seat, twin(&first)).await;
    assert!(matches!(too_soon, Ok(Resent::NotYet { .. })), "{too_soon:?}");
    kiosk.ambient.advance(Span::seconds(30));
    let (_, eves) = offers(&kiosk, &seat, "eve").await;
    let forged = [
        Challenge { way: eves[0].way.clone(), ..twin(&first) },
        Challenge { gate: Gate::Second, ..twin(&first) },
        Challenge { id: ChallengeId::from_stored("another".to_owned()), ..twin(&first) },
    ];
    for challenge in forged {
        let refused = kiosk.service.resend(&seat, challenge).await;
        assert!(matches!(refused, Ok(Resent::NotYet { .. })), "{refused:?}");
    }
    let stranger = crate::limits::seat(&kiosk);
    assert!(matches!(kiosk.service.resend(&stranger, twin(&first)).await, Ok(Resent::NotYet { .. })));
    assert_eq!(kiosk.audited("code-sent-again").await, 0);
    assert!(matches!(kiosk.service.resend(&seat, first).await, Ok(Resent::Challenge(_))));
}

#[tokio::test]
async fn a_code_is_not_sent_again_to_an_address_that_does_not_count_any_more() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let seat = seat(&kiosk);
    let first = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    kiosk.ambient.advance(Span::seconds(30));
    kiosk.sql("DELETE FROM contact").await;
    assert!(matches!(kiosk.service.resend(&seat, first).await, Ok(Resent::NotYet { .. })));
    assert_eq!(kiosk.audited("code-sent-again").await, 0);
}

#[tokio::test]
async fn a_store_whose_file_was_taken_away_acknowledges_nothing() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    let (file, away) = (kiosk.folder().join("kiosk.db"), kiosk.folder().join("away.db"));
    std::fs::rename(&file, &away).expect("taken away");
    let answer = kiosk.service.reset(&seat, &account, vec![proof], Secret::new(NEW.to_owned())).await;
    let Err((proofs, Trouble::Unavailable)) = answer else { panic!("{answer:?}") };
    std::fs::rename(&away, &file).expect("given back");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    assert!(matches!(reset(&kiosk, &seat, &account, proofs).await, ResetAnswer::Done(..)), "and it goes on");
}

#[tokio::test]
async fn of_two_resets_at_once_one_is_made_and_the_other_proves_itself_again() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp().email("ada@example.org")).await;
    let (one, two) = (seat(&kiosk), seat(&kiosk));
    let first = answered(&kiosk, &one, "ada", Gate::First, Method::Totp).await;
    let second = answered(&kiosk, &two, "ada", Gate::First, Method::Email).await;
    let other = Secret::new("meadow violin thunder".to_owned());
    let (a, b) =
        tokio::join!(reset(&kiosk, &one, &account, vec![first]), kiosk.service.reset(&two, &account, vec![second], other));
    let b = b.expect("an answer");
    let made = [&a, &b].map(|answer| matches!(answer, ResetAnswer::Done(..)));
    let sent_back = [&a, &b].map(|answer| matches!(answer, ResetAnswer::Again { proofs, .. } if proofs.is_empty()));
    assert!(made[0] ^ made[1] && made == sent_back.map(|again| !again), "{a:?} {b:?}");
    assert_eq!(kiosk.audited("password-reset").await, 1);
    assert_eq!([kiosk.accepts("ada", NEW).await, kiosk.accepts("ada", "meadow violin thunder").await], made);
}

#[tokio::test]
async fn an_app_can_be_fetched_as_long_as_the_visit_lasts() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.ambient.advance(Span::minutes(44));
    let answer = kiosk.service.answer(&seat, challenge, &Secret::new(kiosk.totp())).await;
    assert!(matches!(answer, Ok(Answered::Proved { .. })), "{answer:?}");
}

/// Otherwise anybody could try what somebody's password is.
#[tokio::test]
async fn without_good_proofs_nothing_is_said_of_a_password() {
    let kiosk = Kiosk::new().await;
    let ada = kiosk.add(Person::named("ada").totp()).await;
    kiosk.add(Person::named("eve").totp()).await;
    let (mine, hers) = (seat(&kiosk), seat(&kiosk));
    let of_another = answered(&kiosk, &mine, "eve", Gate::First, Method::Totp).await;
    let of_another_visit = answered(&kiosk, &hers, "ada", Gate::First, Method::Totp).await;
    kiosk.ambient.advance(Span::minutes(1));
    let expired = answered(&kiosk, &mine, "ada", Gate::First, Method::Totp).await;
    let guess = async |proof| kiosk.service.reset(&mine, &ada, vec![proof], Secret::new(OLD_PASSWORD.to_owned())).await;
    assert!(matches!(guess(of_another).await, Ok(ResetAnswer::Again { .. })));
    assert!(matches!(guess(of_another_visit).await, Ok(ResetAnswer::Again { .. })));
    kiosk.ambient.advance(Span::minutes(15));
    assert!(matches!(guess(expired).await, Ok(ResetAnswer::Again { .. })));
}

#[tokio::test]
async fn an_account_that_changes_at_the_last_moment_is_not_said_to_be_reset() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk
        .sql(
            "CREATE TRIGGER meanwhile AFTER UPDATE ON challenge WHEN NEW.state = 'used' \
             BEGIN UPDATE account SET revision = revision + 1; END",
        )
        .await;
    let answer = kiosk.service.reset(&seat, &account, vec![proof], Secret::new(NEW.to_owned())).await;
    let Err((proofs, Trouble::Unavailable)) = answer else { panic!("{answer:?}") };
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    assert_eq!(kiosk.audited("password-reset").await, 0);
    kiosk.sql("DROP TRIGGER meanwhile").await;
    assert!(matches!(reset(&kiosk, &seat, &account, proofs).await, ResetAnswer::Done(..)), "the proof was not used up");
}

#[tokio::test]
async fn a_commit_that_failed_is_no_success() {
    let kiosk = Kiosk::new().await;
    let account = kiosk.add(Person::named("ada").totp()).await;
    let seat = seat(&kiosk);
    let proof = answered(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.sql("CREATE TABLE checked_late (id TEXT REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED)").await;
    kiosk
        .sql(
            "CREATE TRIGGER refused AFTER UPDATE ON challenge WHEN NEW.state = 'used' \
             BEGIN INSERT INTO checked_late VALUES ('nobody'); END",
        )
        .await;
    let answer = kiosk.service.reset(&seat, &account, vec![proof], Secret::new(NEW.to_owned())).await;
    assert!(matches!(answer, Err((_, Trouble::Unavailable))), "{answer:?}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    assert_eq!(kiosk.audited("password-reset").await, 0);
}
