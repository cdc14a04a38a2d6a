//! What one thing proves is not taken for another, and what strangers leave behind keeps no owner out.

use kiosk::domain::account::{Address, Origin};
use kiosk::domain::limit::{IN_A_ROW, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, Opened, QuestionsAnswered, Resent, ResetAnswer, SignInAnswer, Way};
use kiosk::domain::proof::Proof;
use kiosk::domain::proof::answers::GivenAnswer;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::question::Question;
use kiosk::domain::registration::{Change, ChangeOutcome, Drafted, Entered, Wish};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;
use kiosk::service::source::Source;

use crate::limits::{opened, seat};
use crate::support::{ANSWERS, Kiosk, OLD_PASSWORD, Person, code_in};

const NEW: &str = "zebra copper lantern";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

async fn signed_in(kiosk: &Kiosk, seat: &Seat) -> SignedIn {
    match kiosk.service.sign_in(seat, "ada", &secret(OLD_PASSWORD), None).await {
        Ok(SignInAnswer::Welcome { signed_in, .. }) => signed_in,
        other => panic!("{other:?}"),
    }
}

async fn drafted(kiosk: &Kiosk, seat: &Seat, signed_in: SignedIn, address: &str) -> Option<(SignedIn, Challenge)> {
    let wish = Wish::Address(Address::parse(address).expect("an address"));
    match kiosk.service.draft(seat, signed_in, wish).await.expect("an answer") {
        Drafted::Code { signed_in, challenge } => Some((signed_in, challenge)),
        Drafted::Refused { .. } => None,
        other => panic!("{other:?}"),
    }
}

async fn proof(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, code: &str) -> Proof {
    match kiosk.service.answer(seat, challenge, &secret(code)).await {
        Ok(Answered::Proved { proof, .. }) => proof,
        other => panic!("{other:?}"),
    }
}

async fn app_proof(kiosk: &Kiosk, seat: &Seat, gate: Gate) -> Proof {
    let put = kiosk.service.open(seat, &LoginKey::of("ada"), gate, &Way::Totp).await;
    let Ok(Opened::Challenge(challenge)) = put else { panic!("{put:?}") };
    proof(kiosk, seat, challenge, &kiosk.totp()).await
}

/// Whoever set or handed out the password could leave a way of their own behind, and come back by it later.
#[tokio::test]
async fn nobody_registers_on_a_password_that_must_be_changed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { must_change: true, ..Person::named("ada") }).await;
    let seat = seat(&kiosk);
    let entered = kiosk.service.enter_settings(&seat, signed_in(&kiosk, &seat).await, None).await;
    assert!(matches!(entered, Ok(Entered::SignedOut)), "{entered:?}");
    let drafted = kiosk.service.draft(&seat, signed_in(&kiosk, &seat).await, Wish::App).await;
    assert!(matches!(drafted, Ok(Drafted::SignedOut)), "{drafted:?}");
}

/// Ten letters a day are what one account may send to addresses that were typed, new codes among them.
#[tokio::test]
async fn letters_to_typed_addresses_run_out_with_new_codes_too() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let mut letters = 0;
    for number in 0..8 {
        let seat = seat(&kiosk);
        let here = signed_in(&kiosk, &seat).await;
        let Some((_, mut challenge)) = drafted(&kiosk, &seat, here, &format!("victim{number}@example.net")).await else { break };
        letters += 1;
        loop {
            kiosk.ambient.advance(Span::minutes(1));
            challenge = match kiosk.service.resend(&seat, challenge).await.expect("an answer") {
                Resent::Challenge(newer) => newer,
                Resent::NotYet { .. } | Resent::SignedOut => break,
                Resent::Stop(stop) => panic!("{stop:?}"),
            };
            letters += 1;
        }
    }
    assert_eq!(letters, 10);
    assert_eq!(kiosk.rows("letter").await, 10);
}

/// Whoever reads a mailbox that they typed themselves showed nothing of the account.
#[tokio::test]
async fn an_address_that_was_typed_ends_no_row_of_failures() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    ends_no_row_of_failures(&kiosk, async |seat, here| {
        let code = drafted(&kiosk, seat, here, "thief@example.net").await;
        code.expect("a code").1
    })
    .await;
}

/// Who knows the password and reads the mailbox proves both to see the settings, and ends nothing for the next guess.
#[tokio::test]
async fn what_is_proved_before_the_settings_ends_no_row_of_failures() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "ada@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    ends_no_row_of_failures(&kiosk, async |seat, here| {
        let entered = kiosk.service.enter_settings(seat, here, None).await.expect("an answer");
        let Entered::Prove { offers, .. } = entered else { panic!("{entered:?}") };
        let put = kiosk.service.open(seat, &LoginKey::of("ada"), Gate::Settings, &offers[0].way).await;
        let Ok(Opened::Challenge(challenge)) = put else { panic!("{put:?}") };
        challenge
    })
    .await;
}

/// Somebody failed before: whoever signs in and types the code that `asked` has sent leaves that as it is, while
/// guesses are borne and when no more of them are.
async fn ends_no_row_of_failures(kiosk: &Kiosk, asked: impl AsyncFn(&Seat, SignedIn) -> Challenge) {
    for is_over in [false, true] {
        let seat = seat(kiosk);
        let put = opened(kiosk, &seat, "ada", Gate::First, Method::Email).await;
        kiosk.service.answer(&seat, put, &secret("wrong")).await.expect("an answer");
        if is_over {
            kiosk.sql("UPDATE counter SET in_a_row = 100 WHERE scope = 'account'").await;
        }
        let before = in_a_row(kiosk, Scope::Account).await;
        kiosk.mailbox().await;
        let challenge = asked(&seat, signed_in(kiosk, &seat).await).await;
        let mails = kiosk.mailbox().await;
        let code = if is_over { long_code_in(mails[0].body.expose()) } else { code_in(&mails[0]) };
        proof(kiosk, &seat, challenge, &code).await;
        assert_eq!((in_a_row(kiosk, Scope::Account).await, before > 0), (before, true), "over: {is_over}");
        kiosk.ambient.advance(Span::minutes(11));
    }
}

/// The twelve letters and digits in `body`.
fn long_code_in(body: &str) -> String {
    let words: Vec<&str> = body.split_whitespace().map(|word| word.trim_matches('.')).collect();
    let is_part = |word: &&str| word.len() == 4 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    words.windows(3).find(|three| three.iter().all(is_part)).unwrap_or_else(|| panic!("{body}")).concat()
}

async fn in_a_row(kiosk: &Kiosk, scope: Scope) -> u32 {
    let subject = kiosk.store.subject(&LoginKey::of("ada"));
    let counters = kiosk.store.counters_of(&[&subject], Standing::Trusted).await.expect("counters");
    counters.iter().find(|(_, counted, _)| *counted == scope).map_or(0, |(_, _, counter)| counter.in_a_row)
}

/// Who sits in the same network as a guesser comes back in by a completed reset, as in the hall.
#[tokio::test]
async fn a_reset_lets_its_owner_sign_in_where_a_stranger_guessed_for_days() {
    for standing in [Standing::Trusted, Standing::Open] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").totp()).await;
        let source = Source::Network("192.0.2.0".parse().expect("an address"));
        let there = |kiosk: &Kiosk| Seat { standing, source: source.clone(), ..seat(kiosk) };
        for _ in 0..IN_A_ROW {
            kiosk.service.sign_in(&there(&kiosk), "ada", &secret("wrong"), None).await.expect("an answer");
            kiosk.ambient.advance(Span::minutes(15));
        }
        let right = kiosk.service.sign_in(&there(&kiosk), "ada", &secret(OLD_PASSWORD), None).await;
        assert!(matches!(right, Ok(SignInAnswer::Stop(_))), "guessing is over: {right:?}");
        let here = there(&kiosk);
        let proof = app_proof(&kiosk, &here, Gate::First).await;
        let reset = kiosk.service.reset(&here, &LoginKey::of("ada"), vec![proof], secret(NEW)).await;
        assert!(matches!(reset, Ok(ResetAnswer::Done(..))), "{reset:?}");
        let right = kiosk.service.sign_in(&there(&kiosk), "ada", &secret(NEW), None).await;
        assert!(matches!(right, Ok(SignInAnswer::Welcome { .. })), "{standing:?}: {right:?}");
    }
}

/// Whose answers were found out changes them; what was proved by the old ones elsewhere is void with them.
#[tokio::test]
async fn new_answers_void_what_other_visits_proved_by_the_old_ones() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp().questions().group("two")).await;
    let thief = seat(&kiosk);
    let first = app_proof(&kiosk, &thief, Gate::First).await;
    let way = Way::Questions { first: false };
    let Ok(Opened::Questions(asked)) = kiosk.service.open(&thief, &LoginKey::of("ada"), Gate::Second, &way).await else {
        panic!()
    };
    let given = asked.questions.iter().map(|question| {
        let (_, answer) = ANSWERS.iter().find(|(topic, _)| Question::Topic(*topic) == question.question).expect("an answer");
        GivenAnswer { to: question.answer.clone(), typed: secret(answer) }
    });
    let given: Vec<GivenAnswer> = given.collect();
    let second = match kiosk.service.answer_questions(&thief, asked, given).await {
        Ok(QuestionsAnswered::Proved { proof, .. }) => proof,
        other => panic!("{other:?}"),
    };
    kiosk.ambient.advance(Span::seconds(30));
    let owner = seat(&kiosk);
    let here = signed_in(&kiosk, &owner).await;
    let opened = app_proof(&kiosk, &owner, Gate::Settings).await;
    let Ok(Entered::Open { signed_in: here, .. }) = kiosk.service.enter_settings(&owner, here, Some(opened)).await else {
        panic!()
    };
    let other = ANSWERS.iter().map(|(topic, _)| (Question::Topic(*topic), secret(&format!("{topic:?} of mine")))).collect();
    let changed = kiosk.service.change_registration(&owner, here, Change::Answers(other)).await;
    assert!(matches!(changed, Ok(ChangeOutcome::Done { .. })), "{changed:?}");
    let reset = kiosk.service.reset(&thief, &LoginKey::of("ada"), vec![first, second], secret(NEW)).await;
    assert!(matches!(reset, Ok(ResetAnswer::Again { .. })), "{reset:?}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

/// Questions come behind a gate of the reset, and not behind the way to the settings or a typed address.
#[tokio::test]
async fn what_was_proved_for_the_settings_brings_no_questions() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "a@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada").totp().questions().group("two") }).await;
    let seat = seat(&kiosk);
    let _here = signed_in(&kiosk, &seat).await;
    app_proof(&kiosk, &seat, Gate::Settings).await;
    let way = Way::Questions { first: false };
    let put = kiosk.service.open(&seat, &LoginKey::of("ada"), Gate::Second, &way).await;
    assert!(matches!(put, Ok(Opened::Changed(_))), "{put:?}");
    assert_eq!(kiosk.rows("challenge_questions").await, 0);
}
