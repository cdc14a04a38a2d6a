//! Visits on one line, one after another: what goes over from one to the next, which is nothing.

use std::sync::Arc;
use std::time::Duration;

use kiosk::domain::method::Standing;
use kiosk::domain::place::Place;
use kiosk::domain::time::Span;
use kiosk::flow::House;
use kiosk::input::{Incoming, Outgoing, Size};
use kiosk::render::House as Sign;
use kiosk::render::look::{Colours, GlyphSet, Look};
use kiosk::render::screen::Easel;
use kiosk::service::source::Source;
use kiosk::session::manner::Manner;
use kiosk::session::{self, Ended, Front, Line};
use kiosk::texts::Zone;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::support::{Kiosk, OLD_PASSWORD, Person};

/// A session that shows nothing for this long, when something is awaited, has failed.
const PATIENCE: Duration = Duration::from_secs(20);
const WINDOW: Size = Size { columns: 80, rows: 24 };
/// Everything in sight and everything above it.
const WIPED: &[u8] = b"\x1b[2J\x1b[3J";

/// A session on a line of which this is the visitor's end.
pub struct Visitor {
    keys: mpsc::Sender<Incoming>,
    screen: mpsc::Receiver<Outgoing>,
    session: JoinHandle<Ended>,
}

impl Visitor {
    /// Sits down where `keys` wait already, packet by packet.
    pub fn at(kiosk: &Kiosk, keys: &[&str]) -> Self {
        Self::on_line_for(1_024, kiosk, keys)
    }

    /// On a line that takes so many drawings before somebody looks at them.
    fn on_line_for(drawings: usize, kiosk: &Kiosk, keys: &[&str]) -> Self {
        Self::with(drawings, Look::of(GlyphSet::Vt, Colours::Mono), kiosk, keys)
    }

    fn with(drawings: usize, look: Look, kiosk: &Kiosk, keys: &[&str]) -> Self {
        let (sender, incoming) = mpsc::channel(64);
        let (outgoing, screen) = mpsc::channel(drawings);
        for packet in keys {
            sender.try_send(Incoming::Bytes(packet.as_bytes().to_vec().into())).expect("room for it");
        }
        Self::of(Line { incoming, outgoing, size: WINDOW }, sender, screen, look, kiosk.house(), kiosk)
    }

    /// At the end of a line, which one visit has.
    fn on_their_own_line(kiosk: &Kiosk) -> Self {
        let (sender, incoming) = mpsc::channel(64);
        let (outgoing, screen) = mpsc::channel(1_024);
        let house = House { start_waits: false, ..House::clone(&kiosk.house()) };
        let look = Look::of(GlyphSet::Vt, Colours::Mono);
        Self::of(Line { incoming, outgoing, size: WINDOW }, sender, screen, look, Arc::new(house), kiosk)
    }

    fn of(
        line: Line,
        keys: mpsc::Sender<Incoming>,
        screen: mpsc::Receiver<Outgoing>,
        look: Look,
        house: Arc<House>,
        kiosk: &Kiosk,
    ) -> Self {
        let sign = Sign { name: "Contoso".to_owned(), zone: Zone::utc() };
        let front = Front {
            service: Arc::clone(&kiosk.service),
            standing: Standing::Trusted,
            may_paste: false,
            source: Source::Exempt,
            place: Place::Terminal("Hall B".to_owned()),
            look,
            reveal: None,
            easel: Easel::default(),
            mouse: true,
            manner: Manner::FULL_SCREEN,
            sign,
            house,
            beside: None,
        };
        let session = tokio::spawn(session::run(front, line));
        Self { keys, screen, session }
    }

    /// Every byte that is drawn until the keys still to come are forgotten.
    async fn until_forgotten(&mut self) -> Vec<u8> {
        let forgotten = async {
            let mut drawn = Vec::new();
            while let Outgoing::Bytes(bytes) = self.screen.recv().await.expect("a session") {
                drawn.extend_from_slice(&bytes);
            }
            drawn
        };
        tokio::time::timeout(PATIENCE, forgotten).await.expect("the keys are forgotten")
    }

    /// The line is cut; everything that was still drawn, and how it ended.
    async fn leave(mut self) -> (Vec<u8>, Ended) {
        drop(self.keys);
        let ended = self.session.await.expect("an end");
        let mut drawn = Vec::new();
        while let Some(outgoing) = self.screen.recv().await {
            if let Outgoing::Bytes(bytes) = outgoing {
                drawn.extend_from_slice(&bytes);
            }
        }
        (drawn, ended)
    }
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[tokio::test]
async fn nothing_goes_over_to_the_next_visit() {
    let kiosk = Kiosk::new().await;
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &["1", "wilhelmina"]), window());
    visitor.see(&mut window, "wilhelmina").await;
    for keys in ["\x1b[21~", "\t\r", "\r", "1hunter2"] {
        visitor.press(keys).await;
    }
    let drawn = visitor.until_forgotten().await;
    assert!(drawn.ends_with(MOUSE) && holds(&drawn[drawn.len() - 40..], WIPED), "the last thing is a wiped screen");
    let (after, ended) = visitor.leave().await;
    assert_eq!(ended, Ended::HungUp);
    assert!(holds(&after, b"Contoso"), "the next start page");
    assert!(!holds(&after, b"hunter2") && !holds(&after, b"wilhelmina"), "{}", String::from_utf8_lossy(&after));
}

/// A page for each of many keys would make whoever floods us dear, and whoever holds a key down wait for all of them;
/// and no page before the last key would leave them without an answer.
#[tokio::test]
async fn keys_that_wait_together_are_drawn_together() {
    let kiosk = Kiosk::new().await;
    let keys: Vec<&str> = std::iter::once("1").chain(std::iter::repeat_n("a", 62)).chain(["z"]).collect();
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &keys), window());
    let mut seen = 0;
    let all = async {
        while !window.screen().contents().contains("aaz") {
            if let Outgoing::Bytes(bytes) = visitor.screen.recv().await.expect("a session") {
                window.process(&bytes);
                seen += usize::from(window.screen().contents().contains("aaa"));
            }
        }
    };
    tokio::time::timeout(PATIENCE, all).await.expect("all are drawn");
    assert!((2..4).contains(&seen), "typing was seen {seen} times");
}

/// Whoever types ahead has not seen how far a page goes: nothing of it is passed over.
#[tokio::test]
async fn what_was_not_drawn_was_not_seen() {
    let kiosk = Kiosk::new().await;
    let small = Size { columns: 40, rows: 12 };
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &[]), window_of(small));
    visitor.keys.try_send(Incoming::Resize(small)).expect("room for it");
    visitor.see(&mut window, "3 lines below (Page Down)").await;
    for help_and_down in ["\x1bOP", "\x1b[6~"] {
        visitor.keys.try_send(Incoming::Bytes(help_and_down.as_bytes().to_vec().into())).expect("room for it");
    }
    visitor.see(&mut window, "Back Esc").await;
    assert!(window.screen().contents().contains("Here you get back"), "{}", window.screen().contents());
}

#[tokio::test]
async fn whoever_comes_back_to_their_own_line_is_told_that_their_time_was_up() {
    const TIME_UP: &str = "This visit has ended, because its time was up. You can begin again.";
    let kiosk = Kiosk::new().await;
    let (mut visitor, mut window) = (Visitor::on_their_own_line(&kiosk), window());
    visitor.see(&mut window, "can't sign in").await;
    visitor.press("1").await;
    visitor.see(&mut window, "Who are you?").await;
    kiosk.ambient.advance(Span::minutes(2));
    visitor.press("x").await;
    visitor.see(&mut window, TIME_UP).await;
    assert!(!window.screen().alternate_screen());
    assert_eq!(visitor.leave().await.1, Ended::Once);

    let mut hall = Visitor::at(&kiosk, &["1"]);
    hall.see(&mut window, "Who are you?").await;
    kiosk.ambient.advance(Span::minutes(2));
    hall.press("x").await;
    hall.see(&mut window, "can't sign in").await;
    let (told, ended) = hall.leave().await;
    assert!(ended == Ended::HungUp && !holds(&told, TIME_UP.as_bytes()), "the next one is there: nobody is told");
}

#[tokio::test]
async fn a_line_that_takes_nothing_any_more_is_a_hang_up() {
    let kiosk = Kiosk::new().await;
    let visitor = Visitor::on_line_for(1, &kiosk, &["1", "a", "b"]);
    let ended = tokio::time::timeout(PATIENCE, visitor.session).await.expect("it does not wait for ever");
    assert_eq!(ended.expect("an end"), Ended::HungUp);
}

#[tokio::test]
async fn whoever_hangs_up_leaves_nothing_proved() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let visitor = Visitor::at(&kiosk, &["1ada\r"]);
    while kiosk.audited("identified").await == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(visitor.leave().await.1, Ended::HungUp);
    assert_eq!(kiosk.audited("visit-ended").await, 1);
}

#[tokio::test]
async fn half_a_paste_does_not_swallow_what_the_next_visitor_types() {
    let kiosk = Kiosk::new().await;
    let mut visitor = Visitor::at(&kiosk, &["1", "\x1b[21~", "\r\x1b[200~"]);
    visitor.until_forgotten().await;
    visitor.keys.send(Incoming::Bytes(b"1wilhelmina".to_vec().into())).await.expect("a session");
    let typed = async {
        let mut drawn = Vec::new();
        while !holds(&drawn, b"wilhelmina") {
            if let Outgoing::Bytes(bytes) = visitor.screen.recv().await.expect("a session") {
                drawn.extend_from_slice(&bytes);
            }
        }
    };
    tokio::time::timeout(PATIENCE, typed).await.expect("it is shown");
}

const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

impl Visitor {
    pub async fn press(&self, bytes: &str) {
        self.keys.send(Incoming::Bytes(bytes.as_bytes().to_vec().into())).await.expect("a session");
    }

    /// Draws on `window` until it shows `text`.
    pub async fn see(&mut self, window: &mut vt100::Parser, text: &str) {
        let shown = async {
            while !window.screen().contents().contains(text) {
                if let Outgoing::Bytes(bytes) = self.screen.recv().await.expect("a session") {
                    window.process(&bytes);
                }
            }
        };
        let came = tokio::time::timeout(PATIENCE, shown).await;
        assert!(came.is_ok(), "{text:?} does not come:\n{}", window.screen().contents());
    }
}

pub fn window() -> vt100::Parser {
    window_of(WINDOW)
}

fn window_of(size: Size) -> vt100::Parser {
    vt100::Parser::new(size.rows.try_into().expect("rows"), size.columns.try_into().expect("columns"), 0)
}

/// The report of a click on the first letter of `text` on the window.
fn click_on(window: &vt100::Parser, text: &str) -> String {
    let rows: Vec<String> = window.screen().rows(0, WINDOW.columns).collect();
    let row = rows.iter().position(|row| row.contains(text)).unwrap_or_else(|| panic!("no {text:?} in {rows:#?}"));
    let column = rows[row].split(text).next().unwrap_or_default().chars().count();
    format!("\x1b[<0;{};{}M\x1b[<0;{};{}m", column + 1, row + 1, column + 1, row + 1)
}

#[tokio::test]
async fn what_is_clicked_on_is_chosen_and_pressed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &[]), window());
    let steps = [
        ("can't sign in", "Who are you?"),
        ("Help", "Help: Who are you?"),
        ("Back", "Type the user ID that you have"),
        ("Next", "Type your user ID first"),
        ("Nederlands", "Typ eerst uw gebruikers-ID"),
        ("Stoppen", "U bent gestopt"),
    ];
    visitor.see(&mut window, "can't sign in").await;
    for (target, result) in steps {
        kiosk.ambient.advance(Span::seconds(1));
        visitor.press(&click_on(&window, target)).await;
        visitor.see(&mut window, result).await;
    }
    assert_eq!(visitor.leave().await.1, Ended::HungUp);
}

/// Two clicks are one where the first changed the page, in one packet or in two.
#[tokio::test]
async fn a_double_click_does_not_press_what_comes_up() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    for packets in [1, 2] {
        let (mut visitor, mut window) = (Visitor::at(&kiosk, &["1ada"]), window());
        visitor.see(&mut window, "[ada").await;
        kiosk.ambient.advance(Span::seconds(1));
        let twice = click_on(&window, "Next");
        if packets == 1 {
            visitor.press(&format!("{twice}{twice}")).await;
            visitor.see(&mut window, "Show that it is you").await;
        } else {
            visitor.press(&twice).await;
            visitor.see(&mut window, "Show that it is you").await;
            let row = |click: &str| click.rsplit(';').next().map(str::to_owned);
            assert_eq!(row(&click_on(&window, "Back")), row(&twice), "another button stands there now");
            visitor.press(&twice).await;
        }
        visitor.press("\t").await;
        visitor.see(&mut window, ">  2").await;
        assert!(window.screen().contents().contains("Show that it is you"), "{}", window.screen().contents());
    }
}

/// The page is the same with the code for the camera alone on it, and yet another to whoever points.
#[tokio::test]
async fn a_double_click_does_not_hide_the_picture_that_comes_up() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let look = Look::of(GlyphSet::Unicode, Colours::Ansi16);
    let signed_in = format!("{OLD_PASSWORD}\r");
    let (mut visitor, mut window) = (Visitor::with(1_000, look, &kiosk, &["3ada\r", &signed_in]), window());
    for (seen, target) in [
        ("Get our letters", "My ways to prove"),
        ("With these you get back in", "Add an authenticator app"),
        ("Type this key into", "Picture]"),
    ] {
        visitor.see(&mut window, seen).await;
        kiosk.ambient.advance(Span::seconds(1));
        visitor.press(&click_on(&window, target)).await;
    }
    visitor.see(&mut window, "Any key brings you back.").await;
    visitor.press("\x1b[<0;9;9M\x1b[<0;9;9m").await;
    // This closes it. Had the click done that, the page would be Dutch now.
    visitor.press("\x1bOQ").await;
    visitor.press("1").await;
    visitor.see(&mut window, "[1]").await;
    assert!(window.screen().contents().contains("Type this key into"), "{}", window.screen().contents());
}

/// Only once it was drawn is it known whether a window has room for a code, even alone. Nobody presses a key for that.
#[tokio::test]
async fn what_a_window_has_no_room_for_is_offered_again_once_it_is_larger() {
    // All else of the page has room there, so what is offered is seen.
    const SMALL: Size = Size { columns: 80, rows: 20 };
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let look = Look::of(GlyphSet::Unicode, Colours::Ansi16);
    let signed_in = format!("{OLD_PASSWORD}\r");
    let (mut visitor, mut window) = (Visitor::with(1_000, look, &kiosk, &["3ada\r", &signed_in]), window());
    for (seen, target) in [("Get our letters", "My ways to prove"), ("With these you get back in", "Add an authenticator app")] {
        visitor.see(&mut window, seen).await;
        kiosk.ambient.advance(Span::seconds(1));
        visitor.press(&click_on(&window, target)).await;
    }
    visitor.see(&mut window, "Picture]").await;
    visitor.keys.send(Incoming::Resize(SMALL)).await.expect("a session");
    let mut small = window_of(SMALL);
    visitor.see(&mut small, "[Stop F10]").await;
    assert!(!small.screen().contents().contains("Picture]"), "it stays:\n{}", small.screen().contents());
    visitor.keys.send(Incoming::Resize(WINDOW)).await.expect("a session");
    visitor.see(&mut self::window(), "Picture]").await;
}

/// Reports from anywhere, of anything: nothing is typed, chosen or pressed by them.
#[tokio::test]
async fn reports_that_mean_nothing_do_nothing() {
    let kiosk = Kiosk::new().await;
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &[]), window());
    visitor.see(&mut window, "can't sign in").await;
    kiosk.ambient.advance(Span::seconds(1));
    let reports = ["0;81;1M", "0;1;25M", "0;65535;65535M", "0;1;1M", "2;10;9M", "1;10;9M", "0;10;9m", "32;10;9M", "M", ";;;M"];
    for report in reports {
        visitor.press(&format!("\x1b[<{report}")).await;
    }
    // Were anything pressed by them, the page for which this is a character would be shown.
    visitor.press("\x1b[M !75").await;
    visitor.see(&mut window, "Geen paniek").await;
}

#[tokio::test]
async fn the_mouse_is_asked_for_as_long_as_a_session_lasts() {
    let kiosk = Kiosk::new().await;
    let mut visitor = Visitor::at(&kiosk, &["1", "\x1b[21~", "\r"]);
    let drawn = visitor.until_forgotten().await;
    assert!(holds(&drawn, MOUSE));
    assert!(drawn.ends_with(MOUSE) && holds(&drawn, NO_MOUSE), "the wipe lets go of half a report");
    let mut window = window();
    window.process(&drawn);
    assert_ne!(window.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    window.process(&visitor.leave().await.0);
    assert_eq!(window.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}
