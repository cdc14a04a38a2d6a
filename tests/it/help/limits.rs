//! How often administrators are asked, and how long it is kept.

use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::method::Standing;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::source::Source;

use super::{desk_is_mailed, number_on, request, sweeps};
use crate::support::{Kiosk, Making, Person};

#[tokio::test]
async fn three_a_day_about_one_user_id_whether_anybody_has_it_or_not() {
    for known in [true, false] {
        let kiosk = Kiosk::made(desk_is_mailed()).await;
        if known {
            kiosk.add(Person::named("ada").email("ada@example.org")).await;
        }
        let asked = async |login: &str, standing| {
            let mut visit = kiosk.visit();
            visit.seat.standing = standing;
            visit.press("4").await.press(login).await.press("⏎⏎").await;
            visit
        };
        for login in ["ada", "ADA", " ada "] {
            assert_eq!(asked(login, Standing::Open).await.id(), PageId::HelpSent);
            kiosk.ambient.advance(Span::minutes(1));
        }
        let fourth = asked("ada", Standing::Open).await;
        assert!(fourth.id() == PageId::HelpRequest && fourth.words().contains("several times already"), "{}", fourth.words());
        assert!(fourth.words().contains("16 January 2027, 09:00"), "{}", fourth.words());
        assert_eq!(kiosk.rows("help_request").await, 3, "what is refused leaves nothing");
        assert_eq!(kiosk.mailbox().await.len(), 3);
        assert_eq!(asked("ada", Standing::Trusted).await.id(), PageId::HelpSent, "strangers close nothing in the hall");
        assert_eq!(asked("bob", Standing::Open).await.id(), PageId::HelpSent, "nor for anybody else");
        kiosk.ambient.advance(Span::hours(24));
        assert_eq!(asked("ada", Standing::Open).await.id(), PageId::HelpSent);
    }
}

#[tokio::test]
async fn ten_an_hour_from_one_place() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    let asked = async |number: usize, hall: &str| {
        let mut visit = kiosk.visit();
        visit.seat.source = Source::Terminal(hall.to_owned());
        visit.press("4").await.press(&format!("somebody-{number}⏎⏎")).await;
        visit.id()
    };
    for number in 0..10 {
        assert_eq!(asked(number, "Hall B").await, PageId::HelpSent, "{number}");
    }
    assert_eq!(asked(10, "Hall B").await, PageId::HelpRequest);
    assert_eq!(asked(11, "Hall C").await, PageId::HelpSent);
    kiosk.ambient.advance(Span::hours(1));
    assert_eq!(asked(12, "Hall B").await, PageId::HelpSent);
}

#[tokio::test]
async fn a_finished_reset_does_not_make_requests_free() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    kiosk.add(Person::named("ada").totp()).await;
    for _ in 0..3 {
        let mut visit = kiosk.visit();
        visit.press("4ada⏎⏎").await;
        assert_eq!(visit.id(), PageId::HelpSent);
    }
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎").await;
    crate::story::choose(&mut visit, "zebra copper lantern").await;
    assert_eq!(visit.id(), PageId::DoneReset);
    let mut visit = kiosk.visit();
    visit.press("4ada⏎⏎").await;
    assert_eq!(visit.id(), PageId::HelpRequest, "{}", visit.words());
}

#[tokio::test]
async fn where_riddles_are_asked_one_stands_before_a_request_too() {
    let captcha = CaptchaPolicy { trusted: When::Always, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..desk_is_mailed() }).await;
    let mut visit = kiosk.visit();
    visit.press("4ada⏎help me⏎").await;
    assert_eq!(visit.id(), PageId::Captcha);
    visit.press("wrong⏎").await;
    assert_eq!(visit.id(), PageId::Captcha);
    assert_eq!(kiosk.rows("help_request").await, 0);
    visit.press("⎋").await;
    assert!(format!("{:?}", visit.page()).contains("help me"), "nothing that was typed is lost");
    visit.press("⏎").await;
    let answer = kiosk.riddle();
    visit.press(&answer).await.press("⏎").await;
    assert_eq!(request(&kiosk, number_on(&visit)).await.words, "help me");
    visit.press("⎋1ada⏎").await;
    assert_eq!(visit.id(), PageId::Identify, "one riddle is enough for a visit: {}", visit.words());
}

#[tokio::test]
async fn requests_are_kept_as_long_as_the_operator_says() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    let mut visit = kiosk.visit();
    visit.press("4ada⏎⏎").await;
    let number = number_on(&visit);
    sweeps(&kiosk).await;
    assert!(kiosk.store.help_request(number).await.expect("asked").is_some());
    kiosk.ambient.advance(Span::days(179));
    sweeps(&kiosk).await;
    assert!(kiosk.store.help_request(number).await.expect("asked").is_some());
    kiosk.ambient.advance(Span::hours(25));
    sweeps(&kiosk).await;
    assert!(kiosk.store.help_request(number).await.expect("asked").is_none());
}
