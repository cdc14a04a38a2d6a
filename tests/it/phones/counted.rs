//! What a right number costs where no text goes out for it: nothing.

use kiosk::domain::mask::Mask;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Challenge, PhoneAnswer, Way};
use kiosk::domain::time::Span;
use kiosk::page::PageId;

use super::{NUMBER, confirmed, to_the_number};
use crate::limits::{opened, seat};
use crate::support::{Kiosk, Person};

/// Whoever types the right number while no more texts may go out has not failed.
#[tokio::test]
async fn a_right_number_is_no_failure_while_no_text_may_go_out() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    for _ in 0..3 {
        let mut visit = to_the_number(&kiosk, Standing::Trusted, 1).await;
        visit.press("06 12345678⏎").await;
        assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
        kiosk.ambient.advance(Span::seconds(61));
    }
    let mut visit = to_the_number(&kiosk, Standing::Trusted, 1).await;
    visit.press("06 12345678⏎").await;
    assert_eq!((visit.id(), kiosk.texts().await.len()), (PageId::Blocked, 3), "{}", visit.words());
    assert_eq!(kiosk.failures("ada").await, 0);
}

/// Nothing is sent that way any more, and the number was right all the same.
#[tokio::test]
async fn a_right_number_is_no_failure_where_that_way_is_gone() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
    let Way::Sms { to: Some((telephone, _)) } = &challenge.way else { panic!("{challenge:?}") };
    let way = Way::Sms { to: Some((telephone.clone(), Mask::Veiled)) };
    let answer = confirmed(&kiosk, &seat, Challenge { way, ..challenge }, "06 12345678").await;
    assert!(matches!(answer, PhoneAnswer::Changed(_)), "{answer:?}");
    assert_eq!(kiosk.failures("ada").await, 0);
}
