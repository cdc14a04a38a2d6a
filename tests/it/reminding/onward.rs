//! What whoever chose a new password is offered, and what their proofs are worth there.

use super::*;
use crate::unlock::proof;
use kiosk::domain::outcome::{Onward, ResetAnswer};

/// Through one gate to a new password.
pub async fn reset(kiosk: &Kiosk, method: Method) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.press("1pia⏎").await;
    let id = if method == Method::Totp { "choose-totp" } else { "choose-email" };
    let place = visit.page().choices.iter().position(|choice| choice.id == id).expect("offered") + 1;
    visit.press(&place.to_string()).await;
    let code = if method == Method::Totp { kiosk.totp() } else { kiosk.code().await };
    visit.press(&code).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    visit
}

#[tokio::test]
async fn after_a_reset_the_most_secure_proof_opens_the_settings_and_a_weaker_one_does_not() {
    for (method, led_to) in [(Method::Totp, PageId::Methods), (Method::Email, PageId::ChooseMethod)] {
        let kiosk = kiosk().await;
        kiosk.add(pia()).await;
        kiosk.ambient.advance(HALF_A_YEAR);
        let mut visit = reset(&kiosk, method).await;
        shows(&visit, "Look at how I get back in");
        visit.press("1").await;
        assert_eq!(visit.id(), PageId::Reconfirm, "{}", visit.words());
        visit.press("2").await;
        assert_eq!(visit.id(), led_to, "{method:?}: {}", visit.words());
    }
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_reset_where_nothing_is_offered() {
    let kiosk = kiosk().await;
    kiosk.add(pia()).await;
    let visit = reset(&kiosk, Method::Totp).await;
    assert!(visit.page().choices.is_empty(), "{}", visit.words());
    assert_eq!(kiosk.rows("sign_in").await, 0);
}

#[tokio::test]
async fn whoever_leaves_after_a_reset_is_not_signed_in_any_more() {
    let kiosk = kiosk().await;
    kiosk.add(pia()).await;
    kiosk.ambient.advance(HALF_A_YEAR);
    let mut visit = reset(&kiosk, Method::Totp).await;
    assert_eq!(kiosk.rows("sign_in").await, 1);
    visit.press("⇥⏎").await;
    assert!(visit.over, "{}", visit.words());
    assert_eq!(kiosk.rows("sign_in").await, 0);
    assert_eq!(kiosk.audited("visit-ended").await, 1);
}

/// What is another one when the sign-in that a reset made is used.
enum Spoilt {
    Password,
    Time,
    Visit,
}

#[tokio::test]
async fn a_reset_signs_in_its_own_visit_for_a_quarter_of_an_hour_with_the_new_password_only() {
    for how in [Spoilt::Password, Spoilt::Time, Spoilt::Visit] {
        sign_in_of_a_reset(&kiosk().await, how).await;
    }
}

async fn sign_in_of_a_reset(kiosk: &Kiosk, how: Spoilt) {
    let login = kiosk.add(pia()).await;
    kiosk.ambient.advance(HALF_A_YEAR);
    let seat = kiosk.visit().seat;
    let proof = proof(kiosk, &seat, &login, Gate::First, Method::Totp).await;
    let reset = kiosk.service.reset(&seat, &login, vec![proof], Secret::new(NEW.to_owned())).await;
    let Ok(ResetAnswer::Done(_, Some(onward))) = reset else { panic!("{reset:?}") };
    let Onward { signed_in, .. } = *onward;
    let Ok(Entered::Open { signed_in, .. }) = kiosk.service.enter_settings(&seat, signed_in, None).await else {
        panic!("the proofs of the reset count")
    };
    let (seat, why) = match how {
        Spoilt::Password => {
            kiosk.sql("UPDATE account SET times_set = times_set + 1").await;
            (seat, "the password was replaced since")
        }
        Spoilt::Time => {
            kiosk.ambient.advance(Span::minutes(15));
            (seat, "it is over")
        }
        Spoilt::Visit => (kiosk.visit().seat, "it is another's"),
    };
    let entered = kiosk.service.enter_settings(&seat, signed_in, None).await.expect("an answer");
    assert_eq!(entered, Entered::SignedOut, "{why}");
}

pub async fn a_first_password_is_followed_by_a_first_way(kiosk: &Kiosk) {
    kiosk.add(Person { password: None, ..Person::named("pia").email("pia@example.org") }).await;
    let mut visit = reset(kiosk, Method::Email).await;
    shows(&visit, "Add another way to get back in");
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::Methods, "nothing of their own is to be proved: {}", visit.words());
}

#[tokio::test]
async fn whoever_got_their_first_password_sets_up_a_way_back() {
    a_first_password_is_followed_by_a_first_way(&kiosk().await).await;
}

#[tokio::test]
async fn a_changed_password_opens_no_settings_by_itself() {
    let kiosk = kiosk().await;
    kiosk.add(pia()).await;
    kiosk.ambient.advance(HALF_A_YEAR);
    let mut visit = kiosk.visit();
    visit.press("2pia⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneChange, "{}", visit.words());
    visit.press("12").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
}

/// Others read a mailbox that an operator entered: a code from there lets its owner in, and opens what is theirs to no one.
#[tokio::test]
async fn only_a_code_to_an_address_of_one_s_own_opens_the_settings_after_a_reset() {
    for (mask, led_to) in [("l***@example.net", PageId::Methods), ("d***@example.org", PageId::ChooseMethod)] {
        let kiosk = kiosk().await;
        let emails = vec![(Origin::Authentication, "lou@example.net"), (Origin::Directory, "desk@example.org")];
        kiosk.add(Person { emails, ..Person::named("lou").questions() }).await;
        kiosk.ambient.advance(HALF_A_YEAR);
        let mut visit = kiosk.visit();
        visit.press("1lou⏎").await;
        crate::registering::pick(&mut visit, mask).await;
        visit.press(&kiosk.code().await).await.press("⏎").await;
        choose(&mut visit, NEW).await;
        assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
        visit.press("1").await;
        assert_eq!(visit.id(), PageId::Reconfirm, "{}", visit.words());
        visit.press("2").await;
        assert_eq!(visit.id(), led_to, "{mask}: {}", visit.words());
    }
}
