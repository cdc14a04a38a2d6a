//! Clocks that jump in mid-visit: by a second, an hour, ten years, to and fro, on every page of a reset.
//! Nothing that lets somebody in lives longer for it, and nothing that keeps somebody out is forgotten.
//! Time is told twice here: as it really passes, and as the clock shows it.

use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Gates, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, ResetAnswer};
use kiosk::domain::proof::Proof;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::session::perform::reply_to;

use crate::limits::{opened, seat, twin};
use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting};

const NEW: &str = "zebra copper lantern";
const HOUR: i64 = 3_600_000;
const TEN_YEARS: i64 = 10 * 365 * 24 * HOUR;
/// Where the clock jumps to, in milliseconds.
const JUMPS: [i64; 6] = [-TEN_YEARS, -HOUR, -1_000, 1_000, HOUR, TEN_YEARS];

/// Every page of a reset on which time runs, with the keys that lead to it from the page before.
const PAGES: [(PageId, &str); 8] = [
    (PageId::Identify, "1"),
    (PageId::Captcha, "ada⏎"),
    (PageId::ChooseMethod, "RIDDLE⏎"),
    (PageId::EnterCode, "1"),
    (PageId::ChooseMethod, "CODE⏎"),
    (PageId::EnterTotp, "1"),
    (PageId::NewPassword, "TOTP⏎"),
    (PageId::DoneReset, "PASSWORD"),
];

/// A kiosk that asks for everything on the way to a new password.
async fn kiosk() -> Kiosk {
    let mut making = Making { captcha: CaptchaPolicy { trusted: When::Always, open: When::Always }, ..Making::default() };
    making.policy.base.gates = Gates::Two;
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().questions()).await;
    kiosk
}

/// Goes to the page of that number.
async fn lead_to(kiosk: &Kiosk, visit: &mut Sitting<'_>, place: usize) {
    for (page, keys) in &PAGES[..=place] {
        // Everything on the way takes its second.
        visit.wait(Span::seconds(1)).await;
        match *keys {
            "RIDDLE⏎" => visit.press(&kiosk.riddle()).await.press("⏎").await,
            "CODE⏎" => visit.press(&kiosk.code().await).await.press("⏎").await,
            "TOTP⏎" => visit.press(&kiosk.totp()).await.press("⏎").await,
            "PASSWORD" => visit.press(&format!("{NEW}⏎{NEW}⏎")).await,
            keys => visit.press(keys).await,
        };
        assert_eq!(visit.id(), *page, "{}", visit.words());
    }
}

/// Has the clock jump by so many milliseconds.
fn jump(kiosk: &Kiosk, millis: i64) {
    kiosk.ambient.set(Moment::from_millis(kiosk.ambient.now().millis() + millis));
}

#[tokio::test]
async fn a_visit_is_never_idle_for_longer_and_every_page_can_still_be_drawn() {
    for (place, (page, _)) in PAGES.iter().enumerate() {
        for by in JUMPS {
            let kiosk = kiosk().await;
            let mut visit = kiosk.visit();
            lead_to(&kiosk, &mut visit, place).await;
            jump(&kiosk, by);
            assert!(!visit.words().is_empty());
            visit.event(Event::Tick).await;
            // Nobody touches a key: the longest page waits three minutes, and warns for one.
            for _ in 0..4 {
                if !visit.over {
                    assert!(!visit.words().is_empty());
                    visit.wait(Span::minutes(1)).await;
                }
            }
            assert!(visit.over, "{page:?} after a jump of {by} ms: {}", visit.words());
        }
    }
}

#[tokio::test]
async fn a_visit_never_lasts_longer_however_often_its_clock_jumps() {
    for (place, (page, _)) in PAGES.iter().enumerate().take(PAGES.len() - 1) {
        for by in JUMPS {
            let kiosk = kiosk().await;
            let mut visit = kiosk.visit();
            lead_to(&kiosk, &mut visit, place).await;
            jump(&kiosk, by);
            // Ten minutes more, three times, is what a visitor gets who is there.
            for _ in 0..=2 * 45 {
                if !visit.over {
                    visit.wait(Span::seconds(30)).await.press("⇥").await;
                }
            }
            assert!(visit.over, "{page:?} after a jump of {by} ms");
        }
    }
}

#[tokio::test]
async fn without_a_jump_code_and_proof_live_as_long_as_they_should() {
    let kiosk = kiosk().await;
    let mut visit = kiosk.visit();
    lead_to(&kiosk, &mut visit, 3).await;
    let code = kiosk.code().await;
    keep_awake(&mut visit, 599).await;
    visit.press(&code).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    keep_awake(&mut visit, 899).await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
}

#[tokio::test]
async fn no_code_is_taken_after_its_ten_minutes() {
    for by in JUMPS {
        for age in [0, 300, 599] {
            let kiosk = kiosk().await;
            let mut visit = kiosk.visit();
            lead_to(&kiosk, &mut visit, 3).await;
            let code = kiosk.code().await;
            keep_awake(&mut visit, age).await;
            jump(&kiosk, by);
            keep_awake(&mut visit, 600 - age).await;
            if !visit.over {
                visit.press(&code).await.press("⏎").await;
            }
            assert!(visit.over || visit.id() == PageId::EnterCode, "aged {age} s, by {by} ms: {}", visit.words());
        }
    }
}

#[tokio::test]
async fn no_proof_opens_anything_after_its_quarter_of_an_hour() {
    for by in JUMPS {
        for age in [0, 450, 899] {
            let kiosk = kiosk().await;
            let mut visit = kiosk.visit();
            lead_to(&kiosk, &mut visit, 6).await;
            keep_awake(&mut visit, age).await;
            jump(&kiosk, by);
            keep_awake(&mut visit, 900 - age).await;
            if !visit.over && visit.id() == PageId::NewPassword {
                choose(&mut visit, NEW).await;
            }
            assert!(kiosk.accepts("ada", OLD_PASSWORD).await, "aged {age} s, by {by} ms: {}", visit.words());
            assert_eq!(kiosk.audited("password-reset").await, 0);
        }
    }
}

/// Lets so many seconds pass, with a key now and then.
async fn keep_awake(visit: &mut Sitting<'_>, seconds: u32) {
    let mut left = seconds;
    while left > 0 && !visit.over {
        let step = left.min(50);
        left -= step;
        visit.wait(Span::seconds(step)).await;
        if !visit.over {
            visit.event(Event::Input(Input::Key(Key::F(5)))).await;
        }
    }
}

/// A challenge of that method, and its right answer.
async fn asked(kiosk: &Kiosk, seat: &Seat, method: Method) -> (Challenge, Secret) {
    let challenge = opened(kiosk, seat, "ada", Gate::First, method).await;
    let right = if method == Method::Email { kiosk.code().await } else { kiosk.totp() };
    (challenge, Secret::new(right))
}

/// Whatever a page thinks of it, the authority knows: asked at the moment of the jump, and for as long as
/// the clock takes to get back to where it was.
#[tokio::test]
async fn the_authority_takes_no_proof_that_was_made_later_than_now() {
    for by in [-HOUR, -TEN_YEARS] {
        for later in [Span::NONE, Span::minutes(14), Span::minutes(44)] {
            let kiosk = Kiosk::new().await;
            kiosk.add(Person::named("ada").email("ada@example.org")).await;
            let seat = seat(&kiosk);
            let (challenge, right) = asked(&kiosk, &seat, Method::Email).await;
            let login = challenge.login.clone();
            let answered = kiosk.service.answer(&seat, challenge, &right).await.expect("an answer");
            let Answered::Proved { proof, .. } = answered else { panic!("{answered:?}") };
            jump(&kiosk, by);
            kiosk.ambient.advance(later);
            let reset = reset(&kiosk, &seat, &login, proof).await;
            assert!(matches!(reset, ResetAnswer::Again { .. }), "{later:?} after {by} ms: {reset:?}");
            assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
        }
    }
}

async fn reset(kiosk: &Kiosk, seat: &Seat, login: &LoginKey, proof: Proof) -> ResetAnswer {
    kiosk.service.reset(seat, login, vec![proof], Secret::new(NEW.to_owned())).await.expect("an answer")
}

/// A reset that is under way is finished, and the visitor is told; anything else ends with its answer.
#[tokio::test]
async fn what_is_asked_while_the_clock_goes_back_is_answered_and_nothing_follows() {
    for (place, keys, told) in [(6, format!("{NEW}⏎{NEW}"), true), (3, "000000".to_owned(), false)] {
        let kiosk = kiosk().await;
        let mut visit = kiosk.visit();
        lead_to(&kiosk, &mut visit, place).await;
        visit.press(&keys).await;
        let asked = visit.event_unanswered(Event::Input(Input::Key(Key::Enter))).pop().expect("a question");
        let reply = reply_to(&kiosk.service, &visit.seat, asked).await.expect("an answer");
        jump(&kiosk, -HOUR);
        visit.event(Event::Tick).await;
        assert!(!visit.over, "an answer is on its way");
        visit.event(Event::Reply(reply)).await;
        assert_eq!(visit.over, !told, "{}", visit.words());
        assert!(!told || visit.id() == PageId::DoneReset);
    }
}

#[tokio::test]
async fn a_code_that_an_app_showed_is_not_taken_again_by_a_clock_that_went_back() {
    for by in [-1_000, -30_000, -60_000, -HOUR, -TEN_YEARS] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").totp()).await;
        let before = seat(&kiosk);
        let (challenge, right) = asked(&kiosk, &before, Method::Totp).await;
        let first = kiosk.service.answer(&before, challenge, &right).await.expect("an answer");
        assert!(matches!(first, Answered::Proved { .. }), "{first:?}");
        jump(&kiosk, by);
        let after = seat(&kiosk);
        let (challenge, shown) = asked(&kiosk, &after, Method::Totp).await;
        for code in [right, shown] {
            let again = kiosk.service.answer(&after, twin(&challenge), &code).await.expect("an answer");
            assert!(matches!(again, Answered::Wrong { .. }), "by {by} ms: {again:?}");
        }
    }
}

#[tokio::test]
async fn failures_and_blocks_are_not_forgotten_by_a_clock_that_went_back() {
    for by in JUMPS.into_iter().filter(|by| *by < HOUR) {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").totp()).await;
        for failure in 0..6 {
            // Half of them before the jump.
            if failure == 3 {
                jump(&kiosk, by);
            }
            let seat = seat(&kiosk);
            let (challenge, _) = asked(&kiosk, &seat, Method::Totp).await;
            let answered = kiosk.service.answer(&seat, challenge, &Secret::new("000000".to_owned())).await;
            assert_eq!(matches!(answered, Ok(Answered::Stop(_))), failure == 5, "{failure}, by {by} ms: {answered:?}");
        }
        for again in [0, -1_000, -HOUR, 1_000] {
            jump(&kiosk, again);
            let subject = kiosk.store.subject(&LoginKey::of("ada"));
            let mut tx = kiosk.store.begin().await.expect("a transaction");
            let counters = tx.counters(&subject, Standing::Trusted).await.expect("counters");
            let (_, totp) = counters.iter().find(|(scope, _)| *scope == Scope::Method(Method::Totp)).expect("a counter");
            assert!(totp.blocked(kiosk.service.now()).is_some() && totp.failures == 6, "by {by} ms: {totp:?}");
        }
    }
}
