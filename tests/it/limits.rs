//! Limits: how many secrets are looked at, and what a full counter does.

use std::sync::Arc;

use kiosk::domain::id::VisitId;
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, Identified, Offer, Opened, StopReason, ToSign, Way, WrongAnswer};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;

use crate::story::choose;
use crate::support::{Kiosk, Person};

const NEW: &str = "zebra copper lantern";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// A seat of its own visit.
pub fn seat(kiosk: &Kiosk) -> Seat {
    kiosk.visit().seat
}

/// The ways that `login` is offered.
pub async fn offers(kiosk: &Kiosk, seat: &Seat, login: &str) -> (LoginKey, Vec<Offer>) {
    match kiosk.service.identify(seat, login).await.expect("an answer") {
        Identified::Welcome(person) => (person.login, person.offers),
        other => panic!("{other:?}"),
    }
}

/// A challenge of `method` at `gate`, as a visit would open it.
pub async fn opened(kiosk: &Kiosk, seat: &Seat, login: &str, gate: Gate, method: Method) -> Challenge {
    let (account, offers) = offers(kiosk, seat, login).await;
    let way = offers.into_iter().map(|offer| offer.way).find(|way| way.method() == method).expect("a way");
    match kiosk.service.open(seat, &account, gate, &way).await.expect("an answer") {
        Opened::Challenge(challenge) => challenge,
        other => panic!("{other:?}"),
    }
}

/// A guess that is surely wrong.
fn wrong(right: &str) -> Secret {
    secret(if right == "000000" { "000001" } else { "000000" })
}

async fn guess(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str) -> Answered {
    kiosk.service.answer(seat, challenge, &secret(typed)).await.expect("an answer")
}

#[tokio::test]
async fn a_code_bears_three_tries_and_the_fourth_is_not_looked_at() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let seat = seat(&kiosk);
    let mut challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let right = kiosk.code().await;
    for left in [2, 1, 0] {
        match kiosk.service.answer(&seat, challenge, &wrong(&right)).await.expect("an answer") {
            Answered::Wrong { challenge: back, why: WrongAnswer::Code } => {
                assert_eq!(back.tries_left, left);
                challenge = back;
            }
            other => panic!("{other:?}"),
        }
    }
    let Answered::Wrong { why, .. } = guess(&kiosk, &seat, challenge, &right).await else {
        panic!("a dead code proved something")
    };
    assert_eq!(why, WrongAnswer::Dead);
}

#[tokio::test]
async fn the_tries_that_are_left_are_those_of_the_counters_too() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    for left in [5, 4, 3, 2, 1] {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        let Answered::Wrong { challenge, .. } = guess(&kiosk, &seat, challenge, "000000").await else { panic!("blocked") };
        assert_eq!(challenge.tries_left, left, "a new visit brings no new tries");
    }
}

#[tokio::test]
async fn six_failures_block_the_method_for_a_quarter_of_an_hour_and_not_the_other() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    for failure in 1..=6 {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        match guess(&kiosk, &seat, challenge, "000000").await {
            Answered::Wrong { .. } => assert!(failure < 6),
            Answered::Stop(stop) => {
                assert_eq!(failure, 6, "the last failure borne says so at once");
                assert!(matches!(stop.reason, StopReason::Blocked { .. }));
            }
            other @ Answered::Proved { .. } => panic!("{other:?}"),
        }
    }
    let (_, offered) = offers(&kiosk, &seat(&kiosk), "ada").await;
    let blocked: Vec<Method> = offered.iter().filter(|offer| offer.blocked.is_some()).map(|offer| offer.way.method()).collect();
    assert_eq!(blocked, [Method::Totp]);
    let another = seat(&kiosk);
    let (account, _) = offers(&kiosk, &another, "ada").await;
    let refused = kiosk.service.open(&another, &account, Gate::First, &Way::Totp).await;
    assert!(matches!(refused, Ok(Opened::Stop(_))), "{refused:?}");
    kiosk.ambient.advance(Span::minutes(14));
    assert!(offers(&kiosk, &seat(&kiosk), "ada").await.1.iter().any(|offer| offer.blocked.is_some()));
    kiosk.ambient.advance(Span::minutes(1));
    assert!(offers(&kiosk, &seat(&kiosk), "ada").await.1.iter().all(|offer| offer.blocked.is_none()), "the block is over");
}

#[tokio::test]
async fn ten_failures_in_a_day_block_the_account() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    for _ in 0..2 {
        kiosk.ambient.advance(Span::minutes(61));
        for _ in 0..5 {
            let seat = seat(&kiosk);
            let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
            guess(&kiosk, &seat, challenge, "000000").await;
        }
    }
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::Blocked);
    assert!(visit.words().contains("for this account"), "{}", visit.words());
    kiosk.ambient.advance(Span::minutes(15));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
}

#[tokio::test]
async fn a_right_answer_gives_back_its_own_debit_and_no_other() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    for _ in 0..5 {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        guess(&kiosk, &seat, challenge, "000000").await;
    }
    for _ in 0..3 {
        kiosk.ambient.advance(Span::minutes(2));
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        assert!(matches!(guess(&kiosk, &seat, challenge, &kiosk.totp()).await, Answered::Proved { .. }));
    }
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    assert!(matches!(guess(&kiosk, &seat, challenge, "000000").await, Answered::Stop(_)), "five failures stay five");
}

#[tokio::test]
async fn only_a_completed_reset_clears_the_counters() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let failures = async || {
        let subject = kiosk.store.subject(&LoginKey::of("ada"));
        let mut tx = kiosk.store.begin().await.expect("a transaction");
        let counters = tx.counters(&subject, Standing::Trusted).await.expect("counters");
        counters.iter().map(|(_, counter)| counter.failures).sum::<u32>()
    };
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await.press("000000⏎").await;
    assert_eq!(failures().await, 2, "one of the method, one of the account");
    visit.press("⎋⎋").await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(failures().await, 2, "neither a new visit nor a proof clears a failure");
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset);
    assert_eq!(failures().await, 0);
}

/// How many failures stand in the counters of `ada`, by scope.
async fn failures(kiosk: &Kiosk) -> Vec<(Scope, u32)> {
    let subject = kiosk.store.subject(&LoginKey::of("ada"));
    let mut tx = kiosk.store.begin().await.expect("a transaction");
    let counters = tx.counters(&subject, Standing::Trusted).await.expect("counters");
    counters.into_iter().map(|(scope, counter)| (scope, counter.failures)).filter(|(_, failures)| *failures > 0).collect()
}

#[tokio::test]
async fn a_new_code_brings_no_new_failures() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let Answered::Wrong { challenge, .. } = guess(&kiosk, &seat, challenge, "x").await else { panic!("not wrong") };
    kiosk.ambient.advance(Span::seconds(30));
    kiosk.service.resend(&seat, challenge).await.expect("another code");
    assert_eq!(failures(&kiosk).await, [(Scope::Account, 1), (Scope::Method(Method::Email), 1)]);
}

#[tokio::test]
async fn the_row_says_which_method_failed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let seat = seat(&kiosk);
    let (_, offers) = offers(&kiosk, &seat, "ada").await;
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    guess(&kiosk, &seat, Challenge { way: offers[0].way.clone(), ..challenge }, "000000").await;
    assert_eq!(failures(&kiosk).await, [(Scope::Account, 1), (Scope::Method(Method::Totp), 1)]);
}

#[tokio::test]
async fn each_standing_has_its_own_counters() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    for _ in 0..6 {
        let seat = Seat { standing: Standing::Open, ..seat(&kiosk) };
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        guess(&kiosk, &seat, challenge, "000000").await;
    }
    let open = Seat { standing: Standing::Open, ..seat(&kiosk) };
    let Ok(Identified::Welcome(person)) = kiosk.service.identify(&open, "ada").await else { panic!("not welcome") };
    let totp = person.offers.iter().find(|offer| offer.way == Way::Totp).expect("the app");
    assert!(totp.blocked.is_some());
    let (_, offered) = offers(&kiosk, &seat(&kiosk), "ada").await;
    assert!(offered.iter().all(|offer| offer.blocked.is_none()), "what fails elsewhere never blocks the hall");
}

#[tokio::test]
async fn one_contact_gets_three_letters_in_ten_minutes_and_then_waits() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    for _ in 0..3 {
        opened(&kiosk, &seat(&kiosk), "ada", Gate::First, Method::Email).await;
    }
    let seat = seat(&kiosk);
    let (account, offers) = offers(&kiosk, &seat, "ada").await;
    let refused = kiosk.service.open(&seat, &account, Gate::First, &offers[0].way).await.expect("an answer");
    assert!(matches!(refused, Opened::Stop(stop) if matches!(stop.reason, StopReason::Blocked { .. })));
    assert_eq!(kiosk.mailbox().await.len(), 3);
    kiosk.ambient.advance(Span::minutes(10));
    assert!(matches!(kiosk.service.open(&seat, &account, Gate::First, &offers[0].way).await, Ok(Opened::Challenge(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_ask_at_once_get_no_more_letters_than_one() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let (account, offers) = offers(&kiosk, &seat(&kiosk), "ada").await;
    let mut wishes = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (service, seat, account, way) = (Arc::clone(&kiosk.service), seat(&kiosk), account.clone(), offers[0].way.clone());
        wishes.spawn(async move { service.open(&seat, &account, Gate::First, &way).await });
    }
    let opened = wishes.join_all().await.into_iter().filter(|answer| matches!(answer, Ok(Opened::Challenge(_)))).count();
    assert_eq!(opened, 3);
    assert_eq!(kiosk.mailbox().await.len(), 3);
}

/// As many guesses at once as there are tasks, each in a visit and on a challenge of its own.
pub async fn looked_at(kiosk: Arc<Kiosk>, tasks: usize) -> usize {
    let mut challenges = Vec::new();
    for _ in 0..tasks {
        let seat = seat(&kiosk);
        challenges.push((opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await, seat));
    }
    let mut guesses = tokio::task::JoinSet::new();
    for (challenge, seat) in challenges {
        let service = Arc::clone(&kiosk.service);
        guesses.spawn(async move { service.answer(&seat, challenge, &secret("000000")).await });
    }
    let answers = guesses.join_all().await;
    let audit_counts = kiosk.audited("answer-wrong").await;
    let refused = answers.iter().filter(|answer| matches!(answer, Ok(Answered::Stop(_)))).count();
    assert!(refused >= tasks - 6 - answers.iter().filter(|answer| answer.is_err()).count());
    audit_counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_guesses_at_once_never_exceed_the_limit() {
    let kiosk = Arc::new(Kiosk::new().await);
    kiosk.add(Person::named("ada").totp()).await;
    assert_eq!(looked_at(Arc::clone(&kiosk), 64).await, 6, "exactly as many secrets as the limit were looked at");
}

/// What an attacker who copied the page would have.
pub fn twin(challenge: &Challenge) -> Challenge {
    let Challenge { id, login, gate, way, form, tag, expires, resend_from, tries_left, to_sign } = challenge;
    Challenge {
        id: id.clone(),
        login: login.clone(),
        gate: *gate,
        way: way.clone(),
        form: *form,
        tag: *tag,
        expires: *expires,
        resend_from: *resend_from,
        tries_left: *tries_left,
        to_sign: to_sign.as_ref().map(|ToSign(text)| ToSign(text.duplicate())),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_right_answers_at_once_one_wins() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let twin = twin(&challenge);
    let code = secret(&kiosk.code().await);
    let (one, two) = tokio::join!(kiosk.service.answer(&seat, challenge, &code), kiosk.service.answer(&seat, twin, &code));
    let proved = [one, two].into_iter().filter(|answer| matches!(answer, Ok(Answered::Proved { .. }))).count();
    assert_eq!(proved, 1);
}

#[tokio::test]
async fn a_code_is_worth_nothing_in_another_visit() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mine = seat(&kiosk);
    let challenge = opened(&kiosk, &mine, "ada", Gate::First, Method::Email).await;
    let code = kiosk.code().await;
    let stranger = Seat { visit: VisitId::from_stored("01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned()), ..mine };
    let answer = guess(&kiosk, &stranger, challenge, &code).await;
    assert!(matches!(answer, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{answer:?}");
}

#[tokio::test]
async fn an_app_s_code_works_once_whichever_visit_asks() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let code = kiosk.totp();
    for (wait, works) in [(0, true), (0, false), (30, false)] {
        kiosk.ambient.advance(Span::seconds(wait));
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        let answer = guess(&kiosk, &seat, challenge, &code).await;
        assert_eq!(matches!(answer, Answered::Proved { .. }), works, "{answer:?}");
        if !works {
            assert!(matches!(answer, Answered::Wrong { why: WrongAnswer::Spent, .. }), "{answer:?}");
        }
    }
}

/// A code that was right once is not called wrong, not even where it is the last that is borne.
#[tokio::test]
async fn a_code_that_was_used_is_no_miss() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let right = kiosk.totp();
    let answer = async |code: &str| {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        guess(&kiosk, &seat, challenge, code).await
    };
    assert!(matches!(answer(&right).await, Answered::Proved { .. }));
    for last in [right.as_str(), "000000"] {
        for _ in 0..5 {
            assert!(matches!(answer("000000").await, Answered::Wrong { why: WrongAnswer::Code, .. }));
        }
        let Answered::Stop(stop) = answer(last).await else { panic!("six are borne") };
        assert_eq!((stop.missed, stop.spent), (last != right, false));
        kiosk.sql("UPDATE counter SET failures = 0, ends_at = 0, blocked_until = 0, blocks = 0").await;
    }
}
