//! Uniform pages: until a first gate is passed nobody can tell whether a user ID exists, is switched off,
//! is managed elsewhere or has registered nothing.

use std::sync::Arc;

use kiosk::delivery::Post;
use kiosk::delivery::letter::Letter;
use kiosk::domain::account::{Address, Managed, Origin};
use kiosk::domain::help::{HelpAnswer, HelpWish};
use kiosk::domain::method::{Gate, Standing};
use kiosk::domain::outcome::{Answered, Identified, Opened, SignInAnswer, Way};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::input::Key;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::courier::Courier;
use kiosk::store::{Close, StoreError};
use kiosk::transact;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::secrets::Log;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting};

const SCENARIOS: usize = 200;

/// What can stand behind a user ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum World {
    Known,
    KnownWithMailOnly,
    Unknown,
    Disabled,
    Elsewhere,
    Unregistered,
}

const WORLDS: [World; 6] =
    [World::Known, World::KnownWithMailOnly, World::Unknown, World::Disabled, World::Elsewhere, World::Unregistered];

/// What a stranger does at a page; a right answer is not among it.
#[derive(Clone, Debug)]
enum Deed {
    Press(&'static str),
    AskHelp,
    Wait(u32),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        12 => prop::sample::select(vec!["1", "2", "3", "4", "06 12345678⏎", "+31 20 123 4567⏎", "000000⏎", "2", "000000⏎", "2000000⏎", "000000⏎", "x⏎", "⏎", "⎋", "⎋⎋", "⇥⏎", "⇥⇥⏎", "123 456⏎"]).prop_map(Deed::Press),
        1 => Just(Deed::Press("⎋⎋⇥⇥⇥⏎SOMEBODY@example.org⏎")),
        1 => Just(Deed::Press("⎋2000000⏎000000⏎000000⏎")),
        1 => Just(Deed::AskHelp),
        1 => prop::sample::select(vec![1_u32, 31, 40]).prop_map(Deed::Wait),
    ];
    prop::collection::vec(deed, 4..16)
}

/// The same scenarios in every run.
fn scenarios() -> Vec<Vec<Deed>> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..SCENARIOS).map(|_| deeds().new_tree(&mut runner).expect("a scenario").current()).collect()
}

async fn settle(kiosk: &Kiosk, world: World, login: &'static str) {
    let person = Person::named(login).email("somebody@example.org").mobile("+31612345678");
    match world {
        World::Unknown => return,
        World::Known => kiosk.add(person.totp()).await,
        World::KnownWithMailOnly => kiosk.add(person).await,
        World::Disabled => kiosk.add(Person { enabled: false, ..person.totp() }).await,
        World::Elsewhere => kiosk.add(Person { managed: Managed::Elsewhere, ..person.totp() }).await,
        World::Unregistered => kiosk.add(Person::named(login)).await,
    };
}

/// The page as it stands, but for what is drawn by chance: support codes and the numbers of requests.
fn seen(visit: &Sitting<'_>) -> String {
    let mut page = visit.page();
    page.lead.retain(|text| text.id != "support-code");
    page.notices.retain(|notice| notice.text.id != "help-sent-number");
    format!("{page:?}")
}

/// Everything that a stranger sees in every scenario, in one world.
async fn transcript(world: World) -> Vec<String> {
    let kiosk = Kiosk::new().await;
    let mut told = Vec::new();
    for (number, deeds) in scenarios().iter().enumerate() {
        let login: &'static str = format!("person{number}").leak();
        settle(&kiosk, world, login).await;
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1").await.press(login).await.press("⏎").await;
        let mut lines = vec![seen(&visit)];
        for deed in deeds {
            // Nobody does two things at once, and codes are told apart by when they were sent.
            kiosk.ambient.advance(Span::seconds(1));
            match deed {
                Deed::Press(keys) => visit.press(keys).await,
                Deed::AskHelp => visit.presses(Key::F(3)).await,
                Deed::Wait(seconds) => visit.wait(Span::seconds(*seconds)).await,
            };
            if visit.over {
                break;
            }
            lines.push(seen(&visit));
        }
        told.push(lines.join("\n"));
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_scenarios_look_the_same_whatever_stands_behind_a_user_id() {
    let tasks: Vec<_> = WORLDS.into_iter().map(|world| (world, tokio::spawn(transcript(world)))).collect();
    let mut transcripts = Vec::new();
    for (world, task) in tasks {
        transcripts.push((world, task.await.expect("a transcript")));
    }
    let (_, known) = transcripts.first().expect("a world");
    for (world, transcript) in &transcripts {
        for (number, (here, there)) in known.iter().zip(transcript).enumerate() {
            let differs = here.lines().zip(there.lines()).find(|(here, there)| here != there);
            assert!(here == there, "scenario {number} tells {world:?} apart: {differs:#?} in {:?}", scenarios()[number]);
        }
    }
    // What was typed as a user ID may be said again.
    let all = known.concat().replace("(\"login\", Text(\"somebody@example.org\"))", "");
    let seen = [
        PageId::ChooseMethod,
        PageId::EnterCode,
        PageId::EnterTotp,
        PageId::EnterRecoveryCode,
        PageId::ConfirmPhone,
        PageId::Blocked,
    ];
    for page in seen.into_iter().chain([PageId::HelpRequest, PageId::HelpSent, PageId::ForgotUserId, PageId::UserIdSent]) {
        assert!(all.contains(&format!("{page:?}")), "{page:?} is never seen: the scenarios show little");
    }
    assert!(!all.contains("somebody") && !all.contains("***"), "nothing of a contact");
}

/// What a request leaves behind, in one world.
async fn traces_of_a_request(world: World) -> Vec<(String, [i64; 6])> {
    let mut making = Making::default();
    making.organisation.desk.email = Address::parse("desk@contoso.com");
    let kiosk = Kiosk::made(making).await;
    settle(&kiosk, world, "ada").await;
    let mut told = Vec::new();
    for _ in 0..5 {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1ada⏎").await.presses(Key::F(3)).await.press("it does not work⏎").await;
        let mut rows = [0; 6];
        for (rows, table) in rows.iter_mut().zip(["letter", "audit", "counter", "challenge", "help_request", "question_draw"]) {
            *rows = kiosk.rows(table).await;
        }
        told.push((seen(&visit), rows));
        kiosk.mailbox().await;
    }
    told
}

#[tokio::test]
async fn a_request_for_help_leaves_the_same_rows_whatever_stands_behind_a_user_id() {
    let known = traces_of_a_request(World::Known).await;
    for world in WORLDS {
        assert_eq!(traces_of_a_request(world).await, known, "{world:?}");
    }
    let sent = known.iter().filter(|(page, _)| page.contains("help-sent-title")).count();
    assert_eq!((sent, known[4].1[4]), (3, 3), "three a day");
}

/// A visit of a stranger who types `login` and chooses mail.
async fn asks_by_mail<'k>(kiosk: &'k Kiosk, login: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1").await.press(login).await.press("⏎1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    visit
}

#[tokio::test]
async fn behind_the_first_gate_the_person_s_own_rules_hold() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let mut visit = asks_by_mail(&kiosk, "ada").await;
    assert!(!visit.words().contains("of 2") && visit.words().contains("the address we have on file"), "{}", visit.words());
    let code = kiosk.code().await;
    visit.press(&code).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    assert!(visit.words().contains("Step 2 of 2"), "{}", visit.words());
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    crate::story::choose(&mut visit, "zebra copper lantern").await;
    assert_eq!(visit.id(), PageId::DoneReset);
    assert!(kiosk.accepts("ada", "zebra copper lantern").await);
}

#[tokio::test]
async fn an_account_that_cannot_be_reset_is_told_why_where_nobody_else_reads_it() {
    let kiosk = Kiosk::new().await;
    for (world, login, why) in [(World::Disabled, "disabled", "switched off"), (World::Elsewhere, "elsewhere", "another system")]
    {
        settle(&kiosk, world, login).await;
        asks_by_mail(&kiosk, login).await;
        let mails = kiosk.mailbox().await;
        let [mail] = mails.as_slice() else { panic!("{} letters", mails.len()) };
        assert!(mail.body.expose().contains(why), "{}", mail.body.expose());
        assert_eq!(mail.to.as_str(), "somebody@example.org");
    }
}

/// It goes where its owner proved to read, else where the operator says; to one that does not count for a
/// reset only where there is no other. What was typed is no address, even where it looks like one.
#[tokio::test]
async fn an_explanation_goes_to_the_address_that_a_code_would_go_to() {
    let mut making = Making::default();
    making.policy.base.directory_contacts = false;
    for (making, home, work, to) in [
        (Making::default(), true, true, "home@example.com"),
        (Making::default(), false, true, "work@example.org"),
        (making, false, true, "work@example.org"),
    ] {
        let kiosk = Kiosk::made(making).await;
        let contact = |is_there: bool, origin, address| is_there.then_some((origin, address));
        let emails = [
            contact(work, Origin::Directory, "work@example.org"),
            contact(work, Origin::Directory, "second@example.org"),
            contact(home, Origin::Authentication, "home@example.com"),
        ];
        let login = "ada@elsewhere.test";
        let emails = emails.into_iter().flatten().collect();
        kiosk.add(Person { enabled: false, emails, ..Person::named(login).totp() }).await;
        kiosk.add(Person::named("bob").email("bob@example.org")).await;
        asks_by_mail(&kiosk, login).await;
        let letters = kiosk.mailbox().await;
        let recipients: Vec<&str> = letters.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(recipients, [to]);
        assert!(letters[0].subject.contains("why you get no code"), "{}", letters[0].subject);
    }
}

/// The answer of a mail server told who has an address (Django).
#[tokio::test]
async fn a_mail_server_that_fails_tells_nobody_apart() {
    let mut told = Vec::new();
    for world in [World::Known, World::Unknown, World::Disabled] {
        let (kiosk, (log, _guard)) = (Kiosk::new().await, Log::heard());
        settle(&kiosk, world, "ada").await;
        let failing = Courier::new(Arc::clone(&kiosk.service), Post::Off, "failing".to_owned());
        let mut visit = asks_by_mail(&kiosk, "ada").await;
        let mut lines = vec![seen(&visit)];
        for deed in [Deed::Wait(5), Deed::Press("000000⏎"), Deed::Wait(31), Deed::Press("⇥⇥⏎"), Deed::Wait(50), Deed::Wait(100)]
        {
            failing.deliver_due().await;
            match deed {
                Deed::Press(keys) => visit.press(keys).await,
                Deed::AskHelp => visit.presses(Key::F(3)).await,
                Deed::Wait(seconds) => visit.wait(Span::seconds(seconds)).await,
            };
            lines.push(seen(&visit));
        }
        told.push((lines, log.text().matches("could not be delivered yet").count()));
    }
    let (known, failed) = &told[0];
    for (others, _) in &told[1..] {
        assert_eq!(known, others);
    }
    assert!(*failed > 2, "{failed} letters failed");
}

/// Each answer of a uniform page waits for the grid, on the clock on the wall.
#[tokio::test]
async fn every_answer_before_the_first_gate_takes_half_a_second_at_least() {
    let kiosk = Kiosk::made(Making { real_clock: true, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let seat = Seat { standing: Standing::Open, ..kiosk.visit().seat };
    let service = &kiosk.service;
    let mut begun = service.now();
    let mut took = || {
        let before = std::mem::replace(&mut begun, service.now());
        before.until(begun).millis()
    };
    let Ok(Identified::Welcome(person)) = service.identify(&seat, "ada").await else { panic!("not welcome") };
    assert!(took() >= 500, "identify");
    let way = Way::Email { to: None };
    let Ok(Opened::Challenge(code)) = service.open(&seat, &person.login, Gate::First, &way).await else { panic!("not opened") };
    assert!(took() >= 500, "open");
    let answered = service.answer(&seat, code, &Secret::new("x".to_owned())).await;
    let Ok(Answered::Wrong { challenge, .. }) = answered else { panic!("{answered:?}") };
    assert!(took() >= 500, "answer");
    service.resend(&seat, challenge).await.expect("an answer");
    assert!(took() >= 500, "resend");
    let wish = HelpWish { login: "ada".to_owned(), words: String::new(), page: "enter-code", support: None };
    assert!(matches!(service.ask_help(&seat, &wish, None).await, Ok(HelpAnswer::Sent(_))));
    assert!(took() >= 500, "a request for help");
    assert!(service.sign_in(&seat, "ada", &Secret::new("x".to_owned()), None).await.is_ok());
    assert!(took() >= 500, "a password");
    let put = service.open(&seat, &person.login, Gate::First, &Way::Sms { to: None }).await;
    let Ok(Opened::Challenge(asked)) = put else { panic!("{put:?}") };
    took();
    let number = kiosk::domain::phone::Phone::parse("+31612345678", None).expect("a number");
    assert!(service.confirm_phone(&seat, asked, &number).await.is_ok());
    assert!(took() >= 500, "a number");
    let nobody = Seat { visit: service.begin().expect("a name"), ..seat };
    took();
    assert!(service.identify(&nobody, "nobody").await.is_ok());
    assert!(took() >= 500, "identify, of nobody");
}

/// Whether somebody has that user ID, and whether the password was theirs, shows in no time that an answer takes.
#[tokio::test]
async fn every_answer_to_a_sign_in_takes_half_a_second_at_least() {
    let kiosk = Kiosk::made(Making { real_clock: true, ..Making::default() }).await;
    kiosk.add(Person::named("ada")).await;
    for (login, password) in [("ada", OLD_PASSWORD), ("ada", "not it"), ("nobody", "not it")] {
        let seat = Seat { standing: Standing::Open, ..kiosk.visit().seat };
        let begun = kiosk.service.now();
        let answer = kiosk.service.sign_in(&seat, login, &Secret::new(password.to_owned()), None).await;
        let took = begun.until(kiosk.service.now()).millis();
        let is_right = matches!(answer, Ok(SignInAnswer::Welcome { .. }));
        assert_eq!((is_right, answer.is_ok()), (password == OLD_PASSWORD, true), "{login}: {answer:?}");
        assert!(took >= 500, "{login} with {password:?}: {took} ms");
    }
}

#[tokio::test]
async fn a_letter_to_nobody_goes_nowhere_and_troubles_nobody() {
    let kiosk = Kiosk::new().await;
    asks_by_mail(&kiosk, "nobody").await;
    assert!(kiosk.mailbox().await.is_empty());
    assert_eq!(kiosk.audited("letter-given-up").await, 0);
    assert_eq!(kiosk.store.next_due().await.expect("asked"), None, "nor is it tried again");
}

/// The codes in the letters that wait in the outbox, taken out as a courier would.
async fn codes_in_the_outbox(kiosk: &Kiosk) -> Vec<String> {
    let (now, mut codes) = (kiosk.service.now(), Vec::new());
    for id in kiosk.store.due_letters(now, 16).await.expect("letters") {
        let held: Result<_, StoreError> = transact!(kiosk.store, |tx| async {
            Ok(Close::Commit(tx.claim_letter(&id, "a thief", now, now + Span::minutes(1)).await?))
        });
        let payload = held.expect("claimed").expect("due").payload.expect("a payload");
        let Some(Letter::Code(letter)) = Letter::from_payload(&payload) else { panic!("no code") };
        codes.push(letter.code.expose().to_owned());
    }
    codes
}

#[tokio::test]
async fn the_very_code_that_nobody_was_sent_is_wrong() {
    let kiosk = Kiosk::new().await;
    let mut visit = asks_by_mail(&kiosk, "nobody").await;
    let codes = codes_in_the_outbox(&kiosk).await;
    let [code] = codes.as_slice() else { panic!("{} codes", codes.len()) };
    visit.press(code).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    assert!(visit.words().contains("That is not the code"), "{}", visit.words());
}

/// A visit of a stranger who types `login` and chooses the app.
async fn asks_by_app<'k>(kiosk: &'k Kiosk, login: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1").await.press(login).await.press("⏎2").await;
    assert_eq!(visit.id(), PageId::EnterTotp);
    visit
}

#[tokio::test]
async fn the_right_code_of_somebody_who_cannot_reset_is_as_wrong_as_any() {
    let kiosk = Kiosk::new().await;
    for (world, login) in [(World::Disabled, "disabled"), (World::Elsewhere, "elsewhere")] {
        settle(&kiosk, world, login).await;
        let mut visit = asks_by_app(&kiosk, login).await;
        visit.press(&kiosk.totp()).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::EnterTotp, "{world:?}");
        assert!(visit.words().contains("That is not the code"), "{}", visit.words());
    }
}

#[tokio::test]
async fn a_code_that_was_used_before_is_only_wrong() {
    let kiosk = Kiosk::new().await;
    settle(&kiosk, World::Known, "ada").await;
    let code = kiosk.totp();
    asks_by_app(&kiosk, "ada").await.press(&code).await.press("⏎").await;
    let mut visit = asks_by_app(&kiosk, "ada").await;
    visit.press(&code).await.press("⏎").await;
    assert!(visit.words().contains("That is not the code"), "it would show that there is an app: {}", visit.words());
}
