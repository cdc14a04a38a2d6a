//! Texts to mobile telephones: the whole number is typed first, a wrong one is a failure, and where nothing may
//! be told of an account every number goes on as if it were right.

mod alike;
mod counted;

use kiosk::domain::account::Origin;
use kiosk::domain::code::Form;
use kiosk::domain::limit::{Counter, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, Opened, PhoneAnswer, StopReason, Way, WrongAnswer};
use kiosk::domain::phone::{ContactKind, Country, Phone};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;

use crate::limits::{offers, opened, seat};
use crate::story::choose;
use crate::support::{Kiosk, Making, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";
const NUMBER: &str = "+31612345678";

fn number(text: &str) -> Phone {
    Phone::typed(text, Country::from_code("NL")).expect("a number")
}

/// The code in the latest text, and how many came.
async fn texted(kiosk: &Kiosk) -> (String, usize) {
    let texts = kiosk.texts().await;
    let latest = texts.last().expect("a text");
    let code = kiosk::domain::code::normalise(
        latest.body.expose().split(" is ").nth(1).and_then(|rest| rest.split('.').next()).expect("a code"),
    );
    (code.expose().to_owned(), texts.len())
}

async fn confirmed(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str) -> PhoneAnswer {
    kiosk.service.confirm_phone(seat, challenge, &number(typed)).await.expect("an answer")
}

async fn counter(kiosk: &Kiosk, scope: Scope) -> Counter {
    let subject = kiosk.store.subject(&LoginKey::of("ada"));
    let counters = kiosk.store.counters_of(&[&subject], Standing::Trusted).await.expect("counters");
    counters.iter().find(|(_, counted, _)| *counted == scope).map_or(Counter::empty(), |(_, _, counter)| *counter)
}

pub async fn a_text_opens_the_account(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada").mobile(NUMBER).totp().group("two")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert!(visit.words().contains("*** 78") && !visit.words().contains("12345"), "{}", visit.words());
    visit.press("2").await;
    assert_eq!(visit.id(), PageId::ConfirmPhone, "{}", visit.words());
    visit.press("06-1234 56 78⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    let (code, count) = texted(kiosk).await;
    assert_eq!(count, 1);
    assert_eq!(kiosk.failures("ada").await, 0, "a right number is no failure");
    visit.press(&code).await.press("⏎1").await.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn a_text_is_sent_to_whoever_knows_the_number() {
    a_text_opens_the_account(&Kiosk::new().await).await;
}

#[tokio::test]
async fn a_text_says_what_it_is_and_fits_into_one_message() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎10612345678⏎").await;
    let texts = kiosk.texts().await;
    let [text] = texts.as_slice() else { panic!("{} texts", texts.len()) };
    assert_eq!(text.to.as_str(), NUMBER);
    let body = text.body.expose();
    assert!(body.starts_with("Contoso: code A is ") && body.contains("5 minutes") && body.chars().count() <= 160, "{body}");
    assert!(kiosk.mailbox().await.is_empty());
}

#[tokio::test]
async fn what_is_no_number_costs_no_try() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    for (typed, said) in [
        ("", "Type your phone number"),
        ("call me", "no letters"),
        ("0612345678 x12", "without an extension"),
        ("06123456789012345678901", "too long"),
        ("06", "too short"),
        ("06*12345678", "no phone number"),
    ] {
        visit.press(typed).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::ConfirmPhone);
        assert!(visit.words().contains(said), "{typed}: {}", visit.words());
        if !typed.is_empty() {
            visit.press("⎋").await;
        }
    }
    assert_eq!(kiosk.failures("ada").await, 0);
    assert!(kiosk.texts().await.is_empty());
}

#[tokio::test]
async fn a_wrong_number_is_a_failure_and_nothing_is_sent() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎106 12345679⏎").await;
    assert_eq!(visit.id(), PageId::ConfirmPhone);
    assert!(visit.words().contains("5 more times"), "{}", visit.words());
    assert_eq!(counter(&kiosk, Scope::Method(Method::Sms)).await.failures, 1);
    assert_eq!(counter(&kiosk, Scope::Account).await.failures, 1);
    assert_eq!(kiosk.audited("answer-wrong").await, 1);
    assert!(kiosk.texts().await.is_empty());
}

/// Types wrong numbers until nothing more is to be typed: how many tries the page told of before each, and the end.
async fn miss_all(kiosk: &Kiosk, seat: &Seat, mut challenge: Challenge) -> (Vec<u32>, PhoneAnswer) {
    let mut told = vec![];
    for miss in 0.. {
        told.push(challenge.tries_left);
        match confirmed(kiosk, seat, challenge, &format!("06 9999 99{miss:02}")).await {
            PhoneAnswer::Wrong { challenge: next, why: WrongAnswer::Code } => challenge = next,
            other => return (told, other),
        }
    }
    unreachable!("somebody typed for ever")
}

/// Six numbers are looked at and no more, however often the way is chosen: not even the right one then.
#[tokio::test]
async fn too_many_wrong_numbers_close_the_way() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let mine = seat(&kiosk);
    let other = opened(&kiosk, &mine, "ada", Gate::First, Method::Sms).await;
    let challenge = opened(&kiosk, &mine, "ada", Gate::First, Method::Sms).await;
    let (told, end) = miss_all(&kiosk, &mine, challenge).await;
    assert_eq!(told, [6, 5, 4, 3, 2, 1]);
    let PhoneAnswer::Stop(stop) = end else { panic!("{end:?}") };
    let until = kiosk.service.now() + Span::minutes(15);
    let closed = StopReason::Blocked { scope: Scope::Method(Method::Sms), until };
    assert_eq!((stop.reason, stop.missed), (closed, true));
    let PhoneAnswer::Stop(stop) = confirmed(&kiosk, &mine, other, "06 12345678").await else { panic!("it was looked at") };
    assert_eq!((stop.reason, stop.missed), (closed, false), "a page that was open before");
    assert!(kiosk.texts().await.is_empty());
    let (_, offers) = offers(&kiosk, &seat(&kiosk), "ada").await;
    let blocked: Vec<_> = offers.iter().map(|offer| (offer.way.method(), offer.blocked)).collect();
    assert!(blocked.contains(&(Method::Sms, Some(until))) && blocked.contains(&(Method::Totp, None)), "{blocked:?}");
    let way = offers.into_iter().find(|offer| offer.way.method() == Method::Sms).expect("offered").way;
    let Opened::Stop(stop) = kiosk.service.open(&mine, &LoginKey::of("ada"), Gate::First, &way).await.expect("an answer") else {
        panic!("six more could be typed")
    };
    assert_eq!(stop.reason, closed);
    kiosk.ambient.advance(Span::minutes(15));
    let challenge = opened(&kiosk, &seat(&kiosk), "ada", Gate::First, Method::Sms).await;
    assert_eq!(challenge.tries_left, 4, "the block is over, and the account bore six of its ten");
}

/// The number that fills the account's counter was looked at like any other, though the codes are long from then on.
#[tokio::test]
async fn the_number_that_ends_all_guessing_is_called_wrong() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let mine = seat(&kiosk);
    for _ in 0..5 {
        let challenge = opened(&kiosk, &mine, "ada", Gate::First, Method::Totp).await;
        kiosk.service.answer(&mine, challenge, &Secret::new("000000".to_owned())).await.expect("an answer");
    }
    let mut challenge = opened(&kiosk, &mine, "ada", Gate::First, Method::Sms).await;
    for left in [4, 3, 2, 1, 0] {
        let answer = confirmed(&kiosk, &mine, challenge, &format!("06 9999 990{left}")).await;
        let PhoneAnswer::Wrong { challenge: next, why } = answer else { panic!("{answer:?}") };
        assert_eq!((why, next.tries_left), (WrongAnswer::Code, left));
        challenge = next;
    }
    let answer = confirmed(&kiosk, &mine, challenge, "06 12345678").await;
    assert!(matches!(answer, PhoneAnswer::Wrong { why: WrongAnswer::NeedsLong, .. }), "not looked at: {answer:?}");
}

#[tokio::test]
async fn whoever_typed_six_wrong_numbers_reads_that_texts_are_closed_and_takes_another_way() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let mut visit = to_the_number(&kiosk, Standing::Trusted, 2).await;
    for miss in 0..6 {
        assert_eq!(visit.id(), PageId::ConfirmPhone, "{}", visit.words());
        if miss > 0 {
            visit.press("⎋").await;
        }
        visit.press(&format!("06 9999 990{miss}⏎")).await;
    }
    assert_eq!(visit.id(), PageId::Blocked, "{}", visit.words());
    assert!(visit.words().contains("Too many attempts went wrong in this way"), "{}", visit.words());
    visit.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    assert!(visit.words().contains("Text my mobile phone (*** 78) (closed until "), "{}", visit.words());
    visit.press("2").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "a closed way is not taken: {}", visit.words());
}

/// Codes that somebody guessed close no text: a longer code comes, once the number is right.
#[tokio::test]
async fn wrong_codes_leave_texts_open_with_longer_codes() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    for _ in 0..2 {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
        let PhoneAnswer::Sent(mut code) = confirmed(&kiosk, &seat, challenge, "06 12345678").await else { panic!("not sent") };
        for _ in 0..3 {
            let answered = kiosk.service.answer(&seat, code, &Secret::new("000000".to_owned())).await.expect("an answer");
            let Answered::Wrong { challenge, .. } = answered else { panic!("{answered:?}") };
            code = challenge;
        }
        kiosk.ambient.advance(Span::minutes(1));
    }
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
    assert_eq!(challenge.tries_left, 6, "no number was wrong");
    let PhoneAnswer::Sent(code) = confirmed(&kiosk, &seat, challenge, "06 12345678").await else { panic!("not sent") };
    assert_eq!(code.form, Form::Long);
    let (typed, _) = texted(&kiosk).await;
    assert_eq!(typed.len(), 12);
    let answered = kiosk.service.answer(&seat, code, &Secret::new(typed)).await.expect("an answer");
    assert!(matches!(answered, Answered::Proved { .. }), "{answered:?}");
}

/// A page tells no more tries than the place bears, and says so when it bears none.
#[tokio::test]
async fn a_place_that_bears_few_failures_is_told_of() {
    let mut policy = policy();
    policy.limits.source_failures.failures = 2;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let seat = Seat { source: Source::Terminal("Hall B".to_owned()), ..seat(&kiosk) };
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
    let (told, end) = miss_all(&kiosk, &seat, challenge).await;
    assert_eq!(told, [2, 1]);
    let PhoneAnswer::Stop(stop) = end else { panic!("{end:?}") };
    assert!(matches!(stop.reason, StopReason::Blocked { scope: Scope::SourceFailures, .. }), "{stop:?}");
}

/// Who knows somebody's number could end a row of failures with it, and guess on for ever.
#[tokio::test]
async fn a_right_number_ends_no_row_of_failures() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let seat = seat(&kiosk);
    let app = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    kiosk.service.answer(&seat, app, &Secret::new("000000".to_owned())).await.expect("an answer");
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
    assert!(matches!(confirmed(&kiosk, &seat, challenge, "06 12345678").await, PhoneAnswer::Sent(_)));
    let account = counter(&kiosk, Scope::Account).await;
    assert_eq!((account.failures, account.in_a_row), (1, 1));
}

#[tokio::test]
async fn only_the_chosen_telephone_will_do_where_pages_are_precise() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).mobile("+32470123456")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.page().choices.len(), 2);
    visit.press("206 12345678⏎").await;
    assert!(visit.words().contains("not the number"), "{}", visit.words());
    visit.press("⎋+32 470 12 34 56⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    assert_eq!(kiosk.texts().await[0].to.as_str(), "+32470123456");
}

#[tokio::test]
async fn a_telephone_on_a_desk_gets_no_texts() {
    let kiosk = Kiosk::new().await;
    let office = (Origin::Directory, ContactKind::Office, "+31201234567");
    kiosk.add(Person { phones: vec![office], ..Person::named("ada").totp() }).await;
    let (_, offers) = offers(&kiosk, &seat(&kiosk), "ada").await;
    assert!(offers.iter().all(|offer| offer.way == Way::Totp), "{offers:?}");
}

/// A number that was asked for is no code: nothing that is typed there passes a gate.
#[tokio::test]
async fn a_number_passes_no_gate() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    for typed in ["", "000000", NUMBER, "0612345678"] {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
        let answered = kiosk.service.answer(&seat, challenge, &Secret::new(typed.to_owned())).await.expect("an answer");
        assert!(matches!(answered, Answered::Wrong { .. }), "{typed}: {answered:?}");
    }
}

#[tokio::test]
async fn a_code_in_a_text_lives_five_minutes() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎10612345678⏎").await;
    let (code, _) = texted(&kiosk).await;
    kiosk.ambient.advance(Span::minutes(5));
    visit.press(&code).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    assert!(visit.words().contains("no longer works"), "{}", visit.words());
}

#[tokio::test]
async fn a_new_text_goes_where_the_old_one_went() {
    for standing in [Standing::Trusted, Standing::Open] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").mobile("+32470123456").mobile(NUMBER)).await;
        let mut visit = to_the_number(&kiosk, standing, 2).await;
        visit.press("06 12345678⏎").await;
        let (first, _) = texted(&kiosk).await;
        visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
        let texts = kiosk.texts().await;
        assert_eq!(texts.iter().map(|text| text.to.as_str()).collect::<Vec<_>>(), [NUMBER], "{standing:?}");
        assert!(!texts[0].body.expose().contains(&kiosk::domain::code::grouped(&first)));
    }
}

/// Somebody at the page that asks for the number; in the hall with the telephone at `place` chosen.
async fn to_the_number(kiosk: &Kiosk, standing: Standing, place: usize) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.seat.standing = standing;
    visit.press("1ada⏎").await;
    let offered = visit.page().choices.iter().position(|choice| choice.id == "choose-sms-on-file");
    visit.press(&offered.map_or(place, |at| at + 1).to_string()).await;
    assert_eq!(visit.id(), PageId::ConfirmPhone, "{}", visit.words());
    visit
}

#[tokio::test]
async fn any_of_their_numbers_will_do_where_none_is_shown() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").mobile(NUMBER).mobile("+32470123456")).await;
    let mut visit = to_the_number(&kiosk, Standing::Open, 1).await;
    visit.press("0032 470 12 34 56⏎").await;
    let (code, _) = texted(&kiosk).await;
    visit.press(&code).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
}

/// Where a mailed code goes to nobody, and a text too, one is not taken for the other.
#[tokio::test]
async fn a_mailed_code_is_not_shown_as_a_text() {
    let kiosk = Kiosk::new().await;
    let seat = Seat { standing: Standing::Open, ..seat(&kiosk) };
    let login = LoginKey::of("nobody");
    let mail = kiosk.service.open(&seat, &login, Gate::First, &Way::Email { to: None }).await.expect("opened");
    let Opened::Challenge(mail) = mail else { panic!("{mail:?}") };
    let put = kiosk.service.open(&seat, &login, Gate::First, &Way::Sms { to: None }).await.expect("opened");
    let Opened::Challenge(asked) = put else { panic!("{put:?}") };
    let PhoneAnswer::Sent(text) = confirmed(&kiosk, &seat, asked, NUMBER).await else { panic!("not sent") };
    assert!(text.id != mail.id && text.tag != mail.tag);
}

#[tokio::test]
async fn classic_closes_texts_for_a_day_like_everything_else() {
    let kiosk = crate::classic::kiosk_with_texts().await;
    kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    let seat = seat(&kiosk);
    let mut challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Sms).await;
    for _ in 0..4 {
        let answer = confirmed(&kiosk, &seat, challenge, "06 87654321").await;
        let PhoneAnswer::Wrong { challenge: next, .. } = answer else { panic!("{answer:?}") };
        challenge = next;
    }
    let PhoneAnswer::Stop(stop) = confirmed(&kiosk, &seat, challenge, "06 87654321").await else { panic!("not stopped") };
    let StopReason::Blocked { until, .. } = stop.reason else { panic!("{stop:?}") };
    assert_eq!(until, kiosk.service.now() + Span::hours(24));
}

/// Whoever reads two letters of one visit tells them apart, whichever gate each is for.
#[tokio::test]
async fn no_two_codes_of_a_visit_have_the_same_letter() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("tom").mobile("+31612345642").email("tom@example.org").group("two")).await;
    let mut visit = kiosk.visit();
    visit.press("1tom⏎").await;
    for (id, tag) in [("choose-email", "code A"), ("choose-sms", "code B")] {
        let place = visit.page().choices.iter().position(|choice| choice.id == id).expect("offered") + 1;
        visit.press(&place.to_string()).await;
        if id == "choose-sms" {
            visit.press("06 12345642⏎").await;
            assert!(visit.words().contains(tag), "{}", visit.words());
        } else {
            assert!(visit.words().contains(tag), "{}", visit.words());
            visit.press(&kiosk.code().await).await.press("⏎").await;
        }
    }
}
