//! The whole demo on a line in memory: no tty, the lowest cost of Argon2, the pauses divided away.

use std::fs;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use super::autoplay::Play;
use super::witness::Witness;
use super::*;
use crate::domain::secret::Secret;
use crate::input::{Incoming, Outgoing};
use crate::render::look::{Colours, GlyphSet};
use crate::session::manner::Medium;

const CHEAP: HashingCost = HashingCost { memory_kib: 8, passes: 1, lanes: 1, at_once: 2, queue: 32 };
const SIZE: Size = Size { columns: 80, rows: 24 };

async fn premises() -> Premises {
    Premises::open(Arc::new(Ambient::real()), CHEAP).await.expect("premises")
}

fn options(autoplay: Option<Autoplay>) -> DemoOptions {
    DemoOptions {
        autoplay,
        record: None,
        look: Look::of(GlyphSet::Vt, Colours::Mono),
        manner: Manner::FULL_SCREEN,
        language: Language::English,
    }
}

const SWIFT: Autoplay = Autoplay { plays: &[Play::Reset], speed: 1_000.0, repeat: false };
const SLOW: Autoplay = Autoplay { plays: &[Play::Reset], speed: 0.01, repeat: false };

/// A terminal without a screen: its keys, and what its window shows.
struct Terminal {
    keys: mpsc::Sender<Incoming>,
    window: watch::Receiver<String>,
    /// What a person reads out of a riddle.
    answers: watch::Receiver<Option<Secret>>,
}

impl Terminal {
    fn new(premises: &Premises) -> (Self, Line) {
        let (keys, incoming) = mpsc::channel(16);
        let (outgoing, mut drawn) = mpsc::channel(16);
        let (shown, window) = watch::channel(String::new());
        tokio::spawn(async move {
            let mut parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
            while let Some(outgoing) = drawn.recv().await {
                let Outgoing::Bytes(bytes) = outgoing else { continue };
                parser.process(&bytes);
                shown.send_replace(parser.screen().contents());
            }
        });
        (Self { keys, window, answers: premises.answers.clone() }, Line { incoming, outgoing, size: SIZE })
    }

    async fn press(&self, keys: &str) {
        self.keys.send(Incoming::Bytes(keys.as_bytes().to_vec().into())).await.expect("somebody listens");
    }

    async fn solve_riddle(&self) {
        let answer = self.answers.borrow().as_ref().expect("a riddle").expose().to_owned();
        self.press(&format!("{answer}\r")).await;
    }

    /// Waits until `text` is on the window.
    async fn shows(&mut self, text: &str) {
        let shown = self.window.wait_for(|window| window.contains(text));
        let came = tokio::time::timeout(Duration::from_secs(20), shown).await.is_ok_and(|shown| shown.is_ok());
        assert!(came, "no {text:?} in\n{}", *self.window.borrow());
    }
}

/// Runs the demo with `options` while `visit` sits at its terminal.
async fn demonstrate<V: Future<Output = ()>>(options: DemoOptions, visit: impl FnOnce(Terminal) -> V) -> Result<(), DemoError> {
    let premises = premises().await;
    let (terminal, line) = Terminal::new(&premises);
    let demonstrated = async { tokio::join!(show(premises, options, line), visit(terminal)) };
    let (shown, ()) = tokio::time::timeout(Duration::from_secs(40), demonstrated).await.expect("an end");
    shown
}

/// Stays until the demo is over.
async fn watches(mut terminal: Terminal) {
    while terminal.window.changed().await.is_ok() {}
}

async fn accepts(witness: &Witness, login: &str) -> bool {
    witness.accepts(login, &Secret::new(cast::PASSWORD.to_owned())).await.expect("an answer")
}

#[tokio::test]
async fn the_demo_plays_a_reset_that_the_store_confirms() {
    let premises = premises().await;
    let witness = premises.witness.clone();
    let (_terminal, line) = Terminal::new(&premises);
    let shown = Stage::set(&options(Some(SWIFT)), None).show(&premises, line).await;
    assert!(shown.is_ok(), "{shown:?}");
    assert!(!accepts(&witness, cast::STAR.login).await, "the old password is refused");
    assert!(accepts(&witness, "anna").await, "nobody else is touched");
    premises.close().await;
}

/// Each ends with a question to the store, and fails when that says otherwise.
#[tokio::test]
async fn everything_that_can_be_played_is_confirmed_in_both_languages_and_drawings() {
    let manners = [Manner::FULL_SCREEN, Manner::choose(true, Medium::Screen, false)];
    for (language, manner) in Language::ALL.into_iter().flat_map(|language| manners.map(|manner| (language, manner))) {
        let premises = premises().await;
        let (terminal, line) = Terminal::new(&premises);
        let all = Autoplay { plays: &Play::ALL, ..SWIFT };
        let options = DemoOptions { manner, language, ..options(Some(all)) };
        let shown = Stage::set(&options, None).show(&premises, line).await;
        assert!(shown.is_ok(), "{shown:?}: {}", *terminal.window.borrow());
        premises.close().await;
    }
}

#[tokio::test]
async fn the_demo_plays_in_plain_text_too() {
    for medium in [Medium::Screen, Medium::Typewriter] {
        let premises = premises().await;
        let witness = premises.witness.clone();
        let (terminal, line) = Terminal::new(&premises);
        let options = DemoOptions { manner: Manner::choose(true, medium, false), ..options(Some(SWIFT)) };
        let shown = Stage::set(&options, None).show(&premises, line).await;
        assert!(shown.is_ok(), "{shown:?}: {}", *terminal.window.borrow());
        assert!(!accepts(&witness, cast::STAR.login).await, "the old password is refused");
        premises.close().await;
    }
}

#[tokio::test]
async fn by_hand_people_and_letters_are_told_on_demand() {
    let by_hand = DemoOptions { manner: Manner::choose(true, Medium::Typewriter, false), ..options(None) };
    let shown = demonstrate(by_hand, async |mut terminal| {
        for (line, said) in [("people", "max: new here, never had a password"), ("1", "User ID:"), ("anna", "Take your time")] {
            terminal.press(&format!("{line}\r")).await;
            terminal.shows(said).await;
        }
        terminal.shows("/another").await;
        terminal.solve_riddle().await;
        terminal.shows("1. I forgot my password").await;
        terminal.press("1\r").await;
        terminal.shows("1. Email my alternate email").await;
        terminal.press("1\r").await;
        terminal.shows("1 new letter. The word for it is /inbox.").await;
        terminal.press("/inbox\r").await;
        terminal.shows("Dear Anna Smit").await;
        terminal.shows("Phone: codes of the apps").await;
        drop(terminal.keys);
    });
    assert!(shown.await.is_ok());
}

#[tokio::test]
async fn a_store_that_does_not_confirm_the_reset_fails_the_play() {
    let (mut premises, untouched) = (premises().await, premises().await);
    premises.witness = untouched.witness.clone();
    let (_terminal, line) = Terminal::new(&premises);
    let shown = Stage::set(&options(Some(SWIFT)), None).show(&premises, line).await;
    assert!(matches!(shown, Err(DemoError::NotChanged)), "{shown:?}");
}

#[tokio::test]
async fn a_key_takes_over_for_good_and_is_not_passed_on() {
    let shown = demonstrate(options(Some(SLOW)), async |mut terminal| {
        terminal.shows("This plays by itself").await;
        terminal.press(" ").await;
        terminal.shows("Paused").await;
        terminal.press("1").await;
        terminal.window.wait_for(|window| !window.contains("Paused")).await.expect("a window");
        terminal.press("\x1b[12~").await;
        terminal.shows("Geen paniek").await;
        terminal.press("\x1b[21~").await;
        watches(terminal).await;
    });
    assert!(shown.await.is_ok());
}

#[tokio::test]
async fn a_terminal_that_is_gone_cuts_the_play_short() {
    let shown = demonstrate(options(Some(SLOW)), async |mut terminal| {
        terminal.shows("This plays by itself").await;
        drop(terminal.keys);
    });
    let shown = shown.await;
    assert!(matches!(shown, Err(DemoError::CutShort)), "{shown:?}");
}

#[tokio::test]
async fn by_hand_people_and_letters_are_shown_on_demand() {
    let shown = demonstrate(options(None), async |mut terminal| {
        terminal.shows("Don't panic").await;
        terminal.press("\x1bOS").await;
        terminal.shows("has a very long name").await;
        terminal.press("\x1bOS1").await;
        terminal.shows("Who are you?").await;
        terminal.press("anna\r").await;
        terminal.shows("you are a person").await;
        terminal.solve_riddle().await;
        terminal.shows("I forgot my password").await;
        terminal.press("1").await;
        terminal.shows("a***@example.org").await;
        terminal.press("1").await;
        terminal.shows("1 new letter: F5").await;
        terminal.press("\x1b[15~").await;
        terminal.shows("Dear Anna Smit").await;
        drop(terminal.keys);
    });
    assert!(shown.await.is_ok(), "a terminal may go when a person plays");
}

/// Nothing sends texts outside the demo, so only here somebody comes to that page.
#[tokio::test]
async fn where_a_number_is_asked_for_a_window_may_change_and_a_terminal_go() {
    let shown = demonstrate(options(None), async |mut terminal| {
        terminal.shows("Don't panic").await;
        terminal.press("1").await;
        terminal.shows("Who are you?").await;
        terminal.press("daan\r").await;
        terminal.shows("you are a person").await;
        terminal.solve_riddle().await;
        terminal.shows("I forgot my password").await;
        terminal.press("1").await;
        terminal.shows("4 Text my mobile phone").await;
        terminal.press("4").await;
        terminal.shows("Type your phone number").await;
        terminal.press("06 555").await;
        for (columns, rows) in [(10, 5), (1, 1), (300, 100), (80, 24)] {
            terminal.keys.send(Incoming::Resize(Size { columns, rows })).await.expect("somebody listens");
        }
        terminal.press("\x1b[12~").await;
        terminal.shows("Typ uw telefoonnummer").await;
        terminal.shows("[06 555 ").await;
        drop(terminal.keys);
    });
    assert!(shown.await.is_ok());
}

#[tokio::test]
async fn what_is_seen_is_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("demo.cast");
    let options = DemoOptions { record: Some(path.clone()), ..options(Some(SWIFT)) };
    let shown = demonstrate(options, watches).await;
    assert!(shown.is_ok(), "{shown:?}");

    let mut parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    let (mut seen, mut last) = (String::new(), 0.0);
    for line in fs::read_to_string(&path).expect("a recording").lines().skip(1) {
        let (time, kind, output): (f64, String, String) = serde_json::from_str(line).expect("an event");
        assert!(time >= last && kind == "o", "{line}");
        parser.process(output.as_bytes());
        seen += &parser.screen().contents();
        last = time;
    }
    for text in ["Who are you?", "Dear Bram de Wit", "Your password has been reset", "Checked: the store takes"] {
        assert!(seen.contains(text), "{text}");
    }
    assert!(!parser.screen().alternate_screen(), "the window is given back at the end");
}

#[tokio::test]
async fn a_recording_overwrites_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dear.txt");
    fs::write(&path, "dear").expect("a file");
    let refused = demonstrate(DemoOptions { record: Some(path.clone()), ..options(None) }, watches).await;
    let said = refused.expect_err("a refusal").to_string();
    assert!(said.contains("dear.txt: it exists already"), "{said}");
    assert_eq!(fs::read_to_string(path).expect("the file"), "dear");
}
