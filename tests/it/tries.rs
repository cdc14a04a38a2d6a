//! How many tries a page tells somebody of who has not tried yet: never more than are borne.

use kiosk::domain::code::Form;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, Opened, Resent, Way};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;

use crate::limits::{opened, seat};
use crate::support::{Kiosk, Making, Person, policy};

async fn miss(kiosk: &Kiosk, seat: &Seat, challenge: Challenge) -> Answered {
    kiosk.service.answer(seat, challenge, &Secret::new("000000".to_owned())).await.expect("an answer")
}

/// Fails `count` times by `method`, each in a visit of its own.
async fn fail(kiosk: &Kiosk, method: Method, count: usize) {
    for _ in 0..count {
        let seat = seat(kiosk);
        let challenge = opened(kiosk, &seat, "ada", Gate::First, method).await;
        miss(kiosk, &seat, challenge).await;
        kiosk.ambient.advance(Span::minutes(4));
    }
}

#[tokio::test]
async fn a_page_begins_with_the_tries_that_the_method_still_bears() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").mobile("+31612345642").totp()).await;
    for (method, misses, expected) in [(Method::Totp, 4, 2), (Method::Email, 4, 2)] {
        fail(&kiosk, method, misses).await;
        let challenge = opened(&kiosk, &seat(&kiosk), "ada", Gate::First, method).await;
        assert_eq!(challenge.tries_left, expected, "{method:?}");
    }
}

#[tokio::test]
async fn a_page_begins_with_the_tries_that_the_account_still_bears() {
    let mut policy = policy();
    policy.questions.alone = true;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    let ada = Person::named("ada").email("ada@example.org").mobile("+31612345642").totp().questions();
    kiosk.add(ada).await;
    fail(&kiosk, Method::Totp, 5).await;
    fail(&kiosk, Method::Email, 4).await;
    for method in [Method::Totp, Method::Email, Method::Sms] {
        let challenge = opened(&kiosk, &seat(&kiosk), "ada", Gate::First, method).await;
        assert_eq!(challenge.tries_left, 1, "nine of ten are used up, whichever way they went: {method:?}");
    }
    let way = Way::Questions { first: true };
    let put = kiosk.service.open(&seat(&kiosk), &LoginKey::of("ada"), Gate::First, &way).await.expect("an answer");
    let Opened::Questions(set) = put else { panic!("{put:?}") };
    assert_eq!(set.challenge.tries_left, 1);
}

#[tokio::test]
async fn a_code_that_is_shown_or_sent_again_has_no_more_tries_than_are_borne() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mine = seat(&kiosk);
    let challenge = opened(&kiosk, &mine, "ada", Gate::First, Method::Email).await;
    assert_eq!(challenge.tries_left, 3);
    kiosk.ambient.advance(Span::minutes(10));
    fail(&kiosk, Method::Email, 5).await;
    kiosk.ambient.advance(Span::minutes(10));
    let again = opened(&kiosk, &mine, "ada", Gate::First, Method::Email).await;
    assert_eq!(again.tries_left, 1, "another");
    assert_eq!(opened(&kiosk, &mine, "ada", Gate::First, Method::Email).await.tries_left, 1, "the same once more");
    kiosk.ambient.advance(Span::seconds(30));
    let resent = kiosk.service.resend(&mine, again).await.expect("an answer");
    let Resent::Challenge(resent) = resent else { panic!("{resent:?}") };
    assert_eq!(resent.tries_left, 1, "sent again");
}

/// A long code is nobody's to guess, and leaves the counters alone: its tries are its own.
#[tokio::test]
async fn a_long_code_has_all_its_tries() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    fail(&kiosk, Method::Email, 6).await;
    let challenge = opened(&kiosk, &seat(&kiosk), "ada", Gate::First, Method::Email).await;
    assert_eq!((challenge.form, challenge.tries_left), (Form::Long, 3));
}

#[tokio::test]
async fn where_nothing_may_be_told_a_page_begins_alike_for_everybody() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    for login in ["ada", "nobody"] {
        let mut told = Vec::new();
        for way in [Way::Totp, Way::Email { to: None }, Way::Totp, Way::Totp, Way::Totp, Way::Email { to: None }] {
            let seat = Seat { standing: Standing::Open, ..seat(&kiosk) };
            let put = kiosk.service.open(&seat, &LoginKey::of(login), Gate::First, &way).await.expect("an answer");
            let Opened::Challenge(challenge) = put else { panic!("{put:?}") };
            told.push(challenge.tries_left);
            miss(&kiosk, &seat, challenge).await;
        }
        assert_eq!(told, [6, 3, 5, 4, 3, 3], "{login}");
    }
}
