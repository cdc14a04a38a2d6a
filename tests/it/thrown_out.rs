//! Whoever sets another password throws everybody out who was on the way to one by then: whoever else proved
//! something is led to prove it again, and strangers are told nothing.

use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, ResetAnswer, UnlockAnswer};
use kiosk::domain::proof::Proof;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;

use crate::limits::{opened, seat};
use crate::story::choose;
use crate::support::{Kiosk, OLD_PASSWORD, Person, Sitting};
use crate::unlock;

const NEW: &str = "zebra copper lantern";
const OTHER: &str = "walnut harbour candle";

/// Somebody with two gates before a new password.
fn ada() -> Person {
    Person::named("ada").email("ada@example.org").totp().group("two")
}

async fn pass_mail(kiosk: &Kiosk, visit: &mut Sitting<'_>) {
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
}

/// With a code of the app that was not used before.
async fn pass_app(kiosk: &Kiosk, visit: &mut Sitting<'_>) {
    visit.wait(Span::seconds(30)).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
}

async fn proved(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    pass_mail(kiosk, &mut visit).await;
    pass_app(kiosk, &mut visit).await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    visit
}

/// Both passed both gates. The first of them wins, and the other begins anew, as whoever they are.
pub async fn of_two_behind_both_gates_one_is_left(kiosk: &Kiosk) {
    kiosk.add(ada()).await;
    let (mut owner, mut other) = (proved(kiosk).await, proved(kiosk).await);
    choose(&mut owner, NEW).await;
    assert_eq!(owner.id(), PageId::DoneReset, "{}", owner.words());
    kiosk.mailbox().await;
    choose(&mut other, OTHER).await;
    assert_eq!(other.id(), PageId::ChooseMethod, "{}", other.words());
    assert!(other.words().contains("Step 1 of 2"), "{}", other.words());
    assert!(kiosk.accepts("ada", NEW).await);
    pass_mail(kiosk, &mut other).await;
    pass_app(kiosk, &mut other).await;
    choose(&mut other, OTHER).await;
    assert_eq!(other.id(), PageId::DoneReset, "{}", other.words());
    assert!(kiosk.accepts("ada", OTHER).await);
    assert_eq!(kiosk.audited("password-reset").await, 2);
}

#[tokio::test]
async fn a_finished_reset_throws_the_other_visit_out() {
    of_two_behind_both_gates_one_is_left(&Kiosk::new().await).await;
}

/// The code was under way, or one gate was passed, when somebody else was done, and it is right.
#[tokio::test]
async fn what_was_only_begun_counts_no_more() {
    for gates_passed in [0, 1] {
        let kiosk = Kiosk::new().await;
        kiosk.add(ada()).await;
        let mut owner = proved(&kiosk).await;
        let mut other = kiosk.visit();
        other.press("1ada⏎1").await;
        let code = kiosk.code().await;
        if gates_passed == 1 {
            other.press(&code).await.press("⏎").await;
        }
        choose(&mut owner, NEW).await;
        assert_eq!(owner.id(), PageId::DoneReset);
        if gates_passed == 0 {
            other.press(&code).await.press("⏎").await;
        }
        pass_app(&kiosk, &mut other).await;
        assert_eq!(other.id(), PageId::NewPassword, "{}", other.words());
        choose(&mut other, OTHER).await;
        assert_eq!(other.id(), PageId::ChooseMethod, "{gates_passed}: {}", other.words());
        assert!(kiosk.accepts("ada", NEW).await);
    }
}

/// Who knows the password, and replaces it because somebody else is at their mailbox, throws that somebody out too.
#[tokio::test]
async fn a_changed_password_throws_out_too() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut other = proved(&kiosk).await;
    let mut owner = kiosk.visit();
    owner.press("2ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    choose(&mut owner, NEW).await;
    assert_eq!(owner.id(), PageId::DoneChange, "{}", owner.words());
    choose(&mut other, OTHER).await;
    assert_eq!(other.id(), PageId::ChooseMethod, "{}", other.words());
    assert!(kiosk.accepts("ada", NEW).await);
}

async fn app_proof(kiosk: &Kiosk, seat: &kiosk::service::Seat) -> Proof {
    kiosk.ambient.advance(Span::seconds(30));
    let challenge = opened(kiosk, seat, "ada", Gate::First, Method::Totp).await;
    match kiosk.service.answer(seat, challenge, &Secret::new(kiosk.totp())).await {
        Ok(Answered::Proved { proof, .. }) => proof,
        other => panic!("{other:?}"),
    }
}

/// What was proved before another password opens no account either; an unlock sets none, and throws nobody out.
#[tokio::test]
async fn an_unlock_asks_for_proofs_of_this_password_and_leaves_others() {
    const LOCK: &str = "UPDATE account SET locked_until = 1900000000000, revision = revision + 1";
    let kiosk = unlock::kiosk().await;
    kiosk.add(Person::named("ada").totp()).await;
    let (login, seats) = (LoginKey::of("ada"), [(); 4].map(|()| seat(&kiosk)));
    let mut proofs = Vec::new();
    for seat in &seats {
        proofs.push(app_proof(&kiosk, seat).await);
    }
    let mut proofs = proofs.into_iter().map(|proof| vec![proof]);
    let mut proof = || proofs.next().expect("a proof");
    kiosk.sql(LOCK).await;
    let unlocked = kiosk.service.unlock(&seats[0], &login, proof()).await;
    assert!(matches!(unlocked, Ok(UnlockAnswer::Done(_))), "{unlocked:?}");
    let reset = kiosk.service.reset(&seats[1], &login, proof(), Secret::new(NEW.to_owned())).await;
    assert!(matches!(reset, Ok(ResetAnswer::Done(..))), "{reset:?}");
    kiosk.sql(LOCK).await;
    let unlocked = kiosk.service.unlock(&seats[2], &login, proof()).await;
    assert!(matches!(&unlocked, Ok(UnlockAnswer::Again { proofs, .. }) if proofs.is_empty()), "{unlocked:?}");
    let reset = kiosk.service.reset(&seats[3], &login, proof(), Secret::new(OTHER.to_owned())).await;
    assert!(matches!(&reset, Ok(ResetAnswer::Again { proofs, .. }) if proofs.is_empty()), "{reset:?}");
}

/// Where pages tell nothing, a code that waits to be typed goes on as one does behind which there is nobody: else whoever
/// guesses would see that somebody has an account here, and was just here.
#[tokio::test]
async fn strangers_do_not_see_that_somebody_was_here() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut owner = proved(&kiosk).await;
    let mut seen = Vec::new();
    for login in ["ada", "nobody"] {
        let mut stranger = kiosk.visit();
        stranger.seat.standing = Standing::Open;
        stranger.press("1").await.press(login).await.press("⏎1000000⏎").await;
        seen.push((stranger, Vec::new()));
    }
    choose(&mut owner, NEW).await;
    assert_eq!(owner.id(), PageId::DoneReset);
    for (stranger, words) in &mut seen {
        for keys in ["000000⏎", "⎋", "1", "000000⏎"] {
            stranger.press(keys).await;
            words.push((stranger.id(), stranger.words()));
        }
    }
    let [(_, ada), (_, nobody)] = seen.as_slice() else { panic!("two") };
    assert_eq!(ada, nobody);
    assert!(ada.iter().any(|(id, _)| *id == PageId::EnterCode), "{ada:?}");
}
