//! The player alone: it waits for what it is to see, and gives up when that does not come.

use tokio::sync::Notify;
use zeroize::Zeroizing;

use super::*;
use crate::domain::password::{PasswordRules, Words, assess};
use crate::domain::time::Span;
use crate::frontend::demo::cast::{CAST, organisation, policy};
use crate::frontend::demo::premises::Premises;
use crate::page::{Focus, Page};
use crate::service::hashing::HashingCost;

const CHEAP: HashingCost = HashingCost { memory_kib: 8, passes: 1, lanes: 1, at_once: 2, queue: 32 };

struct Around {
    pages: watch::Sender<Option<Seen>>,
    pressed: mpsc::Receiver<Incoming>,
    /// Without them there is no store.
    _premises: Premises,
}

async fn player() -> (Player, Around) {
    let premises = Premises::open(Arc::new(Ambient::real()), CHEAP).await.expect("premises");
    let changes = Arc::new(Notify::new());
    let (pages, seen) = watch::channel(None);
    let (keys, pressed) = mpsc::channel(256);
    let player = Player {
        how: Autoplay { plays: &[Play::Reset], speed: 10_000.0, repeat: false },
        patience: Duration::from_millis(20),
        keys,
        pages: seen,
        inbox: Arc::new(Inbox::new(Arc::clone(&changes))),
        captions: Arc::new(Captions::new(changes)),
        app: App { login: STAR.login, seed: Zeroizing::new(vec![1; 20]) },
        apps: Arc::clone(&premises.apps),
        paper: Arc::clone(&premises.paper),
        witness: premises.witness.clone(),
        ambient: Arc::clone(&premises.ambient),
        drawing: Drawing::FullScreen,
        language: Language::English,
        answers: premises.answers.clone(),
        spent: 0,
    };
    (player, Around { pages, pressed, _premises: premises })
}

#[tokio::test]
async fn a_page_that_does_not_come_is_named() {
    let (player, around) = player().await;
    around.pages.send_replace(Some(Seen::of(&Page::new(PageId::Unavailable))));
    let gave_up = player.play().await.expect_err("nothing came");
    assert_eq!(gave_up.to_string(), "autoplay gave up: the page start did not come");
}

#[tokio::test]
async fn a_letter_that_does_not_come_is_missed() {
    let (player, _around) = player().await;
    assert!(matches!(player.code_after(0).await, Err(DemoError::Missed(_))));
}

#[tokio::test]
async fn a_session_that_is_gone_cuts_the_play_short() {
    let (player, around) = player().await;
    drop(around);
    assert!(matches!(player.play().await, Err(DemoError::CutShort)));
}

#[tokio::test]
async fn nothing_is_pressed_before_the_page_is_there() {
    let (mut player, mut around) = player().await;
    assert!(player.reset(&Secret::new("x".to_owned())).await.is_err());
    assert!(around.pressed.try_recv().is_err());
    around.pages.send_replace(Some(Seen::of(&start(&["start-cannot-sign-in"]))));
    assert!(player.reset(&Secret::new("x".to_owned())).await.is_err(), "identify never came");
    let pressed: Vec<Incoming> = std::iter::from_fn(|| around.pressed.try_recv().ok()).collect();
    assert_eq!(pressed.last(), Some(&Incoming::Bytes(b"1".to_vec().into())));
}

fn start(choices: &[&'static str]) -> Page {
    Page { choices: choices.iter().copied().map(Text::new).collect(), ..Page::new(PageId::Start) }
}

/// Whatever stands before it on the page, and though another thing has the number that it had.
#[tokio::test]
async fn what_is_chosen_is_chosen_by_what_it_is() {
    for (choices, number) in [
        (&["start-cannot-sign-in", "start-change"][..], "1"),
        (&["start-ask-for-help", "start-change", "start-cannot-sign-in"], "3"),
    ] {
        let (mut player, mut around) = player().await;
        around.pages.send_replace(Some(Seen::of(&start(choices))));
        player.choose("start-cannot-sign-in").await.expect("it is there");
        let pressed: Vec<Incoming> = std::iter::from_fn(|| around.pressed.try_recv().ok()).collect();
        assert_eq!(pressed, [Incoming::Bytes(number.as_bytes().to_vec().into())]);
        let missed = player.choose("start-my-account").await.expect_err("it is not there");
        assert_eq!(missed.to_string(), "autoplay gave up: the choice start-my-account did not come");
    }
}

#[tokio::test]
async fn a_button_is_gone_to_from_wherever_the_focus_is() {
    let (player, around) = player().await;
    let page = Page { actions: vec![Action::Help, Action::Finish], ..start(&["start-change", "start-language"]) };
    for (focus, tabs) in [(Focus::Choice(0), 3), (Focus::Action(1), 0), (Focus::Action(0), 1)] {
        around.pages.send_replace(Some(Seen::of(&Page { focus, ..page.clone() })));
        assert_eq!(player.tabs_to(Action::Finish).expect("a button"), tabs, "{focus:?}");
    }
    assert!(player.tabs_to(Action::Back).is_err(), "there is none");
}

#[tokio::test]
async fn a_pause_lasts_until_the_reader_goes_on() {
    let (player, _around) = player().await;
    let rest = |longest| timeout(Duration::from_millis(longest), player.rest(Duration::ZERO));
    player.captions.pause_or_go_on();
    assert!(rest(50).await.is_err(), "it waits for the reader");
    player.captions.pause_or_go_on();
    assert!(rest(20_000).await.is_ok());
}

#[tokio::test]
async fn the_store_must_take_the_new_password_and_refuse_the_old_one() {
    let (player, _around) = player().await;
    let secret = |text: &str| Secret::new(text.to_owned());
    let (taken, refused) = (secret(cast::PASSWORD), secret("something else"));
    assert!(player.verify(Play::Reset, &refused, &taken, 0).await.is_ok());
    for (old, new) in [(&taken, &taken), (&refused, &refused), (&taken, &refused)] {
        assert!(matches!(player.verify(Play::Reset, old, new, 0).await, Err(DemoError::NotChanged)));
    }
}

#[tokio::test]
async fn the_store_must_have_the_app_that_is_on_the_phone() {
    let (player, _around) = player().await;
    let secret = || Secret::new(cast::PASSWORD.to_owned());
    let verified = player.verify(Play::Register, &secret(), &secret(), 0).await;
    assert!(matches!(verified, Err(DemoError::NotChanged)), "nothing was registered");
    assert!(player.is_registered("carla").await.expect("an answer"));
    let stranger = App { login: "carla", seed: Zeroizing::new(vec![1; 20]) };
    let (real, other) = (Arc::clone(&player.apps), Arc::new(Apps::new(vec![stranger])));
    let player = Player { apps: other, ..player };
    assert!(!player.is_registered("carla").await.expect("an answer"), "the store has another");
    let player = Player { apps: real, ..player };
    player.witness.forget_apps("carla").await.expect("gone");
    assert!(!player.is_registered("carla").await.expect("an answer"), "the store has none");
}

#[tokio::test]
async fn the_store_must_have_the_sheet_that_is_on_paper_and_the_delay_that_was_asked_for() {
    let (player, _around) = player().await;
    let secret = || Secret::new(cast::PASSWORD.to_owned());
    for play in [Play::Remind, Play::Sheet] {
        let verified = player.verify(play, &secret(), &secret(), 0).await;
        assert!(matches!(verified, Err(DemoError::NotChanged)), "nothing was done: {play:?}");
    }
    let on_card = CAST.iter().find(|member| member.login == "carla").expect("somebody").codes;
    let written = |codes: &[&str]| codes.iter().map(|code| Secret::new((*code).to_owned())).collect::<Vec<_>>();
    let has = async |codes: &[&str]| player.witness.has_sheet("carla", &written(codes)).await.expect("an answer");
    assert!(has(on_card).await);
    assert!(!has(&[]).await, "nothing is on paper");
    assert!(!has(&["ACDEF-GHJKM-NPQRT-VWXY3-46799"]).await, "the store has another");
    assert!(!has(&[on_card[0], on_card[0]]).await, "the store has fewer");
    player.witness.forget_sheet("carla", player.ambient.now()).await.expect("gone");
    assert!(!has(on_card).await, "the store has none");
}

#[tokio::test]
async fn every_new_password_is_good_enough_and_another() {
    let (player, _around) = player().await;
    let name = organisation().name;
    let person = CAST.iter().flat_map(|member| [member.login, member.name]);
    let words = Words::of(person, [name.as_str()]);
    let rules: PasswordRules = policy().base.password;
    let mut earlier: Vec<String> = Vec::new();
    for _ in 0..50 {
        let password = player.another_password().expect("a password").expose().to_owned();
        assert_eq!(assess(&password, &rules, &words).complaints, [], "{password}");
        assert!(!earlier.contains(&password));
        earlier.push(password);
    }
}

#[tokio::test]
async fn a_code_that_was_used_is_not_used_again() {
    let (mut player, _around) = player().await;
    let just_before = Moment::from_millis(60_000 * STEP_SECONDS * 1_000 - 1);
    player.ambient = Arc::new(Ambient::fixed(just_before));
    player.spent = player.step() - 1;
    player.wait_for_unused_step().await;
    assert_eq!(player.captions.shown(), None, "there is nothing to wait for");
    player.spent = player.step();
    player.wait_for_unused_step().await;
    assert_eq!(player.captions.shown(), Some(Text::new("demo-play-next-code")));
}

#[tokio::test]
async fn a_code_that_grew_old_in_a_pause_is_typed_anew() {
    let (mut player, mut around) = player().await;
    player.ambient = Arc::new(Ambient::fixed(Moment::from_millis(1_800_000_000_000)));
    let (ambient, captions) = (Arc::clone(&player.ambient), Arc::clone(&player.captions));
    let old = player.code_in_app().expose().to_owned();
    captions.pause_or_go_on();
    let typing = tokio::spawn(async move { player.type_code_of_app().await.map(|()| player) });
    let mut typed = vec![around.pressed.recv().await.expect("a key")];
    ambient.advance(Span::minutes(2));
    captions.pause_or_go_on();
    let player = typing.await.expect("no panic").expect("typed");
    typed.extend(std::iter::from_fn(|| around.pressed.try_recv().ok()));
    let typed: Vec<u8> =
        typed.into_iter().flat_map(|key| if let Incoming::Bytes(bytes) = key { bytes.to_vec() } else { vec![] }).collect();
    assert_eq!(String::from_utf8(typed).expect("text"), format!("{old}\u{15}{}", player.code_in_app().expose()));
}
