//! Plain text from the real program: through a pipe, on a terminal, on one that can only print.

use std::fs;
use std::process::Command;

use kiosk::domain::account::Language;
use kiosk::page::{PageId, Text};
use kiosk::render::screen::CLOSE_WRITTEN;
use kiosk::texts::{Zone, say};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::tcgetattr;

use super::{F2, see};
use crate::installation::{Installation, NEW, OLD, ONE_GATE, PROGRAM, Person, Ran, ran, title};
use crate::terminal::Terminal;

const F9: &str = "\x1b[20~";
const TONE: &str = "\u{7}";
const PLAIN: &[&str] = &["--linear"];

/// The lines that lead from the start page to a new password.
fn reset(person: &Person) -> String {
    format!("1\n{}\n1\n1\n{}\n{NEW}\n{NEW}\n", person.login, person.code())
}

fn plainly(kiosk: &Installation, arguments: &[&str], input: &str) -> Ran {
    kiosk.fed(&[&["--linear"], arguments].concat(), input)
}

fn word(id: &'static str, language: Language) -> String {
    say(&Text::new(id), language, &Zone::utc())
}

#[test]
fn a_password_is_reset_through_a_pipe() {
    for language in Language::ALL {
        let kiosk = Installation::new(ONE_GATE);
        let person = kiosk.add_known("ada");
        let lines = format!("{}\n", reset(&person));
        let told = kiosk.fed(&["--lang", language.code(), "run", "--once"], &lines);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{told:?}");
        for page in [
            PageId::Start,
            PageId::Identify,
            PageId::Goal,
            PageId::ChooseMethod,
            PageId::EnterTotp,
            PageId::NewPassword,
            PageId::DoneReset,
        ] {
            let title = title(page, language);
            assert_eq!(told.out.lines().filter(|line| *line == title).count(), 1, "{title} in {}", told.out);
        }
        assert!(told.out.bytes().all(|byte| byte == b'\n' || byte >= b' '), "{told:?}");
        assert!(!told.out.contains("zebra") && !told.out.contains(&person.code()), "{told:?}");
        assert!(kiosk.accepts("ada", NEW) && !kiosk.accepts("ada", OLD));
        assert!(kiosk.is_sound());
    }
}

/// Nobody can take over what plays by itself where there is no terminal, and the end of the input is no key.
#[test]
fn the_demo_plays_to_its_end_where_nobody_is() {
    let demo = ["--linear", "demo", "--autoplay", "change", "--speed", "100"];
    let played = ran(Command::new(PROGRAM).args(demo), "");
    assert_eq!((played.code, played.err.as_str()), (0, ""), "{played:?}");
    assert!(played.out.contains(&title(PageId::DoneChange, Language::English)), "{played:?}");
}

/// Wherever the input ends, so does the visit, and what was asked for before has been done.
#[test]
fn the_end_of_the_input_is_the_end_of_the_visit() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add_known("ada");
    let whole = reset(&person);
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    for count in 0..lines.len() {
        let recorded = kiosk.audited("visit-ended {\"how\":\"hung-up\"}");
        // The last line has no end: half an answer is none.
        let fed = lines[..count].concat() + lines[count].trim_end();
        let told = plainly(&kiosk, &["run"], &fed);
        assert_eq!(told.code, 0, "{told:?}");
        assert!(told.out.ends_with(&format!("\n{}\n", word("linear-ended", Language::English))), "{told:?}");
        let more = kiosk.audited("visit-ended {\"how\":\"hung-up\"}") - recorded;
        assert_eq!(more, usize::from(count > 1), "{fed}");
        assert!(kiosk.accepts("ada", OLD), "{fed}");
    }
}

#[test]
fn garbage_through_a_pipe_is_answered_and_does_no_harm() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add_known("ada");
    for garbage in [
        "\u{0}\u{1}\u{8}\u{e}\u{1f}\u{7f}",
        "\u{1b}[2J\u{1b}]0;evil\u{7}\u{1b}Pevil\u{1b}\\\u{9b}31m",
        "\u{202e}\u{2066}\u{feff}\u{200b}",
        "\u{1b}[200~",
        &"é".repeat(500_000),
    ] {
        let broken = if garbage == "\u{1b}[200~" { "\u{1b}[201~" } else { "" };
        let told = plainly(&kiosk, &["run"], &format!("1\n{garbage}{broken}\n/back\n1\nada\n"));
        assert_eq!(told.code, 0, "{told:?}");
        assert!(!told.out.contains("evil") && told.out.bytes().all(|byte| byte == b'\n' || byte >= b' '), "{told:?}");
        assert!(told.out.contains(&title(PageId::Goal, Language::English)), "{told:?}");
        let errors = told.out.lines().filter(|line| line.starts_with("Error: ")).count();
        assert_eq!(errors, 1, "{told:?}");
    }
}

#[test]
fn the_demo_can_be_had_through_a_pipe() {
    let kiosk = Installation::new("");
    let told = ran(
        std::process::Command::new(PROGRAM).args(["demo", "--linear"]).current_dir(kiosk.path("")),
        "people\ninbox\n1\nanna\nnobody knows this word\n/stop\n",
    );
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{told:?}");
    for text in [
        "anna: one proof is enough: a code by mail",
        "No letters yet.",
        "Phone: codes of the apps",
        "Error: Not right. Here is a new one.",
        "Do you want to stop?",
    ] {
        assert_eq!(told.out.lines().filter(|line| line.starts_with(text)).count(), 1, "{text} in {}", told.out);
    }
}

fn settings(terminal: &Terminal) -> String {
    format!("{:?}", tcgetattr(fs::File::open(terminal.path()).unwrap()).unwrap())
}

/// Types a reset as a person does, each line when it is asked for.
fn type_reset(terminal: &mut Terminal, person: &Person) {
    for (prompt, line) in [
        ("Your choice: ", "1"),
        ("User ID: ", person.login.as_str()),
        ("I forgot my password", "1"),
        ("authenticator app", "1"),
        ("Code from your app: ", &person.code()),
        ("(1 of 2, hidden while you type): ", NEW),
        ("(2 of 2, hidden while you type): ", NEW),
    ] {
        terminal.wait_until(prompt, |terminal| terminal.shown().contains(prompt.trim_end()));
        terminal.press(&format!("{line}\r"));
    }
    terminal.wait_for("ada has a new password.");
}

#[test]
fn a_password_is_reset_on_a_terminal() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add_known("ada");
    let found = settings(&Terminal::empty(80, 24));
    let mut terminal = kiosk.run(&["--linear", "--once"], 80, 24);
    type_reset(&mut terminal, &person);
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(!sent.contains("zebra"), "a password is never echoed");
    assert!(sent.contains(&format!("User ID: {}\r\n", person.login)), "a user ID is");
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(terminal.sent().ends_with(CLOSE_WRITTEN));
    assert_eq!((terminal.shown().trim(), settings(&terminal)), ("", found));
    assert!(kiosk.accepts("ada", NEW));
}

#[test]
fn a_terminal_that_only_prints_is_sent_nothing_that_steers() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run_where(&["TERM=dumb"], 80, 24);
    type_reset(&mut terminal, &person);
    terminal.press(F9);
    terminal.wait_for(&word("linear-no-drawing", Language::English));
    terminal.press("\r");
    see(&mut terminal, PageId::Start);
    assert!(terminal.sent().iter().all(|byte| *byte >= b' ' || b"\r\n".contains(byte)), "{:?}", terminal.shown());
    assert!(!terminal.shown().contains("ada"), "what was said is out of sight");
}

#[test]
fn what_was_typed_goes_along_between_the_drawings() {
    let kiosk = Installation::new(ONE_GATE);
    let mut terminal = kiosk.run(&[], 80, 24);
    see(&mut terminal, PageId::Start);
    terminal.press("1");
    see(&mut terminal, PageId::Identify);
    terminal.press("wil");
    terminal.wait_for("[wil ");
    terminal.press(F9);
    terminal.wait_for("User ID: wil");
    terminal.press("hel");
    terminal.wait_for("User ID: wilhel");
    terminal.press(F9);
    terminal.wait_for("[wilhel ");
    terminal.press(&format!("m{F9}"));
    terminal.wait_for("User ID: wilhelm");
    terminal.press(F2);
    terminal.wait_for("Gebruikers-ID: wilhelm");
    terminal.press("\x7f\r");
    terminal.wait_for("\"wilhel\"");
}

/// Whoever comes next has what the kiosk is set to.
#[test]
fn the_next_visitor_has_the_full_screen_again() {
    let kiosk = Installation::new(ONE_GATE);
    let mut terminal = kiosk.run(&[], 80, 24);
    see(&mut terminal, PageId::Start);
    terminal.press(F9);
    terminal.wait_for("Your choice:");
    terminal.press("1\r");
    terminal.wait_for("User ID:");
    terminal.press("/stop\r");
    see(&mut terminal, PageId::Farewell);
    terminal.press("\r");
    terminal.wait_for("screen readers F9");
    assert!(!terminal.shown().contains("User ID"));
}

#[test]
fn a_paste_submits_nothing_and_is_text() {
    let kiosk = Installation::new(ONE_GATE);
    let mut terminal = kiosk.run(PLAIN, 80, 24);
    terminal.wait_for("Your choice:");
    terminal.press("1\r");
    terminal.wait_for("User ID:");
    terminal.press("\x1b[200~ada\r\nbob\r\x1b[201~");
    terminal.wait_for("User ID: ada");
    // What is typed next goes on where the paste ended.
    terminal.press("y");
    terminal.wait_for("User ID: aday");
    assert_eq!(kiosk.audited("unknown-login"), 0);
    terminal.press("\r");
    terminal.wait_for("\"aday\"");
}

#[test]
fn sigterm_in_plain_text_gives_the_terminal_back() {
    let kiosk = Installation::new("ui.linear = true\nlog.file = \"kiosk.log\"\n");
    let found = settings(&Terminal::empty(80, 24));
    let mut terminal = kiosk.run(&[], 80, 24);
    terminal.wait_for("Your choice:");
    terminal.press("1\r");
    terminal.wait_for("User ID:");
    kill_process(Pid::from_raw(terminal.process().try_into().unwrap()).unwrap(), Signal::TERM).unwrap();
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(terminal.sent().ends_with(CLOSE_WRITTEN));
    assert_eq!(settings(&terminal), found);
}

/// Switches of a terminal that plain text has no use for: the other screen, and the mouse in its two forms.
const SWITCHES: [&str; 3] = ["\u{1b}[?1049", "\u{1b}[?1000", "\u{1b}[?1006"];

/// How often a terminal was told to turn each of them.
fn turned(terminal: &Terminal) -> [usize; 3] {
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    SWITCHES.map(|switch| sent.matches(switch).count())
}

#[test]
fn plain_text_stays_on_the_window_that_was_found() {
    for (settings, arguments) in [("", PLAIN), ("ui.linear = true\n", &[])] {
        let kiosk = Installation::new(&format!("{settings}{ONE_GATE}"));
        let person = kiosk.add_known("ada");
        let mut terminal = kiosk.run(&[arguments, &["--once"]].concat(), 80, 24);
        type_reset(&mut terminal, &person);
        terminal.press("\r");
        assert_eq!(terminal.wait_for_end(), 0);
        assert_eq!(turned(&terminal), [0; 3], "{settings}{arguments:?}");
    }
}

#[test]
fn the_other_screen_and_the_mouse_come_and_go_with_the_drawn_pages() {
    let kiosk = Installation::new(ONE_GATE);
    let mut terminal = kiosk.run(PLAIN, 80, 24);
    let is_drawn_on = |terminal: &Terminal| {
        let tells_of_mouse = terminal.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        (terminal.screen().alternate_screen(), tells_of_mouse)
    };
    terminal.wait_for("Your choice:");
    terminal.press("1\r");
    terminal.wait_for("User ID:");
    for _ in 0..2 {
        assert_eq!(is_drawn_on(&terminal), (false, false));
        terminal.press(F9);
        terminal.wait_for("Stop F10");
        assert_eq!(is_drawn_on(&terminal), (true, true));
        terminal.press(F9);
        terminal.wait_until("plain text", |terminal| terminal.shown().trim_end().ends_with("User ID:"));
    }
    terminal.press(F9);
    terminal.wait_for("Stop F10");
    terminal.press("\u{1b}[21~");
    see(&mut terminal, PageId::Farewell);
    terminal.press("\r");
    // The next visitor has plain text again, and finds nothing of this visit.
    terminal.wait_for("Your choice:");
    assert_eq!(is_drawn_on(&terminal), (false, false));
    assert!(!terminal.shown().contains("User ID"), "{}", terminal.shown());
    assert_eq!(turned(&terminal)[0], 6);
}

/// How many tones sounded so far.
fn tones(terminal: &Terminal) -> usize {
    String::from_utf8_lossy(terminal.sent()).matches(TONE).count()
}

#[test]
fn the_start_page_sounds_once_for_each_visit() {
    for (settings, sounds) in [("", 1), ("ui.tone = false\n", 0)] {
        let kiosk = Installation::new(&format!("{settings}{ONE_GATE}"));
        let mut terminal = kiosk.run(&[], 80, 24);
        see(&mut terminal, PageId::Start);
        terminal.wait_for("Plain text for screen readers F9");
        terminal.press(&format!("{F2}{F2}1"));
        see(&mut terminal, PageId::Identify);
        terminal.press("\x1b[21~");
        see(&mut terminal, PageId::Farewell);
        assert_eq!(tones(&terminal), sounds);
        terminal.press("\r");
        terminal.wait_for("Plain text for screen readers F9");
        // The tone comes behind the page that it belongs to, so the next page comes behind the tone.
        terminal.press("1");
        see(&mut terminal, PageId::Identify);
        assert_eq!(tones(&terminal), 2 * sounds);
    }
}
