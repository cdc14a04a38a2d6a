//! How many changes of one account are made in a day, for each of them is told to every address: whoever knows a
//! password and one way could else fill mailboxes, and keep those waiting who want a code.

use kiosk::domain::account::Origin;
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{ChangeAnswer, ResetAnswer, SignInAnswer, StopReason};
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::registration::{Change, ChangeOutcome, Changed, Unfit};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;

use crate::registering::{change, pick, signed_in};
use crate::support::{Kiosk, OLD_PASSWORD, Person};

/// As many as an empty kiosk.toml lets one account have in 24 h.
const MOST: usize = 20;

async fn kiosk() -> Kiosk {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "a@example.org"), (Origin::Authentication, "b@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada").totp() }).await;
    kiosk
}

/// Somebody who proved all that is asked for.
async fn at_home(kiosk: &Kiosk) -> (Seat, SignedIn) {
    let seat = kiosk.visit().seat;
    let here = signed_in(kiosk, &seat).await;
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    (seat, here)
}

/// Sends codes to the second address first, over and over, until that is refused: how often it was done, and why it is
/// not any more.
async fn until_refused(kiosk: &Kiosk, seat: &Seat, mut here: SignedIn) -> (usize, Unfit) {
    for done in 0..2 * MOST {
        let last = kiosk.account("ada").await.contacts[1].id.clone();
        here = match change(kiosk, seat, here, Change::Prefer(last)).await {
            ChangeOutcome::Done { signed_in, .. } => signed_in,
            ChangeOutcome::Refused { why, .. } => return (done, why),
            other => panic!("{other:?}"),
        };
    }
    panic!("nothing ends it")
}

#[tokio::test]
async fn twenty_changes_a_day_are_made_and_told_and_no_more() {
    let kiosk = kiosk().await;
    let (seat, here) = at_home(&kiosk).await;
    let until = kiosk.service.now() + Span::hours(24);
    assert_eq!(until_refused(&kiosk, &seat, here).await, (MOST, Unfit::Tried { until }));
    assert_eq!(kiosk.rows("letter").await, 2 * i64::try_from(MOST).expect("few"), "each that was made was told");
    assert_eq!(kiosk.audited("registration-changed").await, MOST);
    kiosk.ambient.advance(Span::hours(24));
    let (seat, here) = at_home(&kiosk).await;
    assert_eq!(until_refused(&kiosk, &seat, here).await.0, MOST, "and as many on the next day");
}

#[tokio::test]
async fn a_password_that_is_known_is_changed_as_seldom_as_all_else_and_a_reset_is_made() {
    let kiosk = kiosk().await;
    let (seat, here) = at_home(&kiosk).await;
    let until = kiosk.service.now() + Span::hours(24);
    until_refused(&kiosk, &seat, here).await;
    let (seat, here) = at_home(&kiosk).await;
    let login = LoginKey::of("ada");
    let new = || Secret::new("zebra copper lantern".to_owned());
    let changed = kiosk.service.change(&seat, &login, here, new()).await;
    let Ok(ChangeAnswer::Stop(stop)) = changed else { panic!("{changed:?}") };
    assert_eq!(stop.reason, StopReason::Blocked { scope: Scope::Changes, until });
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    let proof = crate::unlock::proof(&kiosk, &seat, &login, Gate::First, Method::Totp).await;
    let reset = kiosk.service.reset(&seat, &login, vec![proof], new()).await;
    assert!(matches!(reset, Ok(ResetAnswer::Done(..))), "who proves who they are is let in: {reset:?}");
    let here = match kiosk.service.sign_in(&seat, "ada", &new(), None).await {
        Ok(SignInAnswer::Welcome { signed_in, .. }) => signed_in,
        other => panic!("{other:?}"),
    };
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    assert_eq!(until_refused(&kiosk, &seat, here).await.0, 0, "the letters of a day are not forgotten with the failures");
}

#[tokio::test]
async fn a_change_of_the_password_counts_as_one() {
    let kiosk = kiosk().await;
    let (seat, here) = at_home(&kiosk).await;
    let changed = kiosk.service.change(&seat, &LoginKey::of("ada"), here, Secret::new("zebra copper lantern".to_owned())).await;
    assert!(matches!(changed, Ok(ChangeAnswer::Done(..))), "{changed:?}");
    kiosk.sql("UPDATE account SET times_set = times_set").await;
    let here = match kiosk.service.sign_in(&seat, "ada", &Secret::new("zebra copper lantern".to_owned()), None).await {
        Ok(SignInAnswer::Welcome { signed_in, .. }) => signed_in,
        other => panic!("{other:?}"),
    };
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    assert_eq!(until_refused(&kiosk, &seat, here).await.0, MOST - 1);
}

#[tokio::test]
async fn to_send_codes_where_they_go_anyway_is_no_change() {
    let kiosk = kiosk().await;
    let (seat, here) = at_home(&kiosk).await;
    let before = kiosk.account("ada").await;
    let outcome = change(&kiosk, &seat, here, Change::Prefer(before.contacts[0].id.clone())).await;
    let ChangeOutcome::Done { what: Changed::AddressPreferred, notified: 0, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(kiosk.account("ada").await, before, "nor does anybody begin again because of it");
    assert_eq!((kiosk.rows("letter").await, kiosk.audited("registration-changed").await), (0, 0));
}

/// The page of whoever made so many says what is true of all of them.
#[tokio::test]
async fn whoever_made_so_many_reads_when_there_may_be_more() {
    let kiosk = kiosk().await;
    let (seat, here) = at_home(&kiosk).await;
    until_refused(&kiosk, &seat, here).await;
    let mut visit = crate::registering::at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    pick(&mut visit, "b***@example.org").await;
    pick(&mut visit, "Send codes to this one first").await;
    assert!(visit.words().contains("You can make changes again from"), "{}", visit.words());
}
