//! Windows of every size, and bytes that no keyboard sends: the program stays, and the page with it.

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use super::story::mailing;
use super::{F2, F10, in_every_page, lead_to, see, somebody_for};
use crate::installation::{Installation, NEW, ONE_GATE, Person, title};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::terminal::Terminal;

const PASTE: (&str, &str) = ("\x1b[200~", "\x1b[201~");

/// The pages with fields, and the keys that lead to each field of theirs.
const FIELDS: [(PageId, &str); 5] = [
    (PageId::Identify, ""),
    (PageId::EnterCode, ""),
    (PageId::EnterTotp, ""),
    (PageId::NewPassword, ""),
    (PageId::NewPassword, "\t"),
];

fn at(kiosk: &Installation, page: PageId) -> (Terminal, Person) {
    let person = somebody_for(kiosk, page);
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, page, &person);
    (terminal, person)
}

/// Asks for the other language and back: everything before is understood and drawn then.
fn catch_up(terminal: &mut Terminal, page: PageId) {
    terminal.press(F2);
    terminal.wait_for(&title(page, Language::Dutch));
    terminal.press(F2);
    see(terminal, page);
}

/// Waits for what `page` comes to say as time passes, which it goes on saying.
fn settle(terminal: &mut Terminal, page: PageId) {
    if page == PageId::EnterCode {
        terminal.wait_for("Nothing yet?");
    }
}

/// The window, apart from times and counts, however many digits they have.
fn shown(terminal: &Terminal) -> String {
    let mut shown = terminal.shown().replace(|c: char| c.is_ascii_digit(), "#");
    while shown.contains("##") {
        shown = shown.replace("##", "#");
    }
    shown
}

#[test]
fn a_window_of_any_size_is_borne() {
    let kiosk = Installation::new(ONE_GATE);
    for (columns, rows, says) in
        [(10, 5, "This"), (20, 8, "40 x 12"), (40, 12, "Get back into your"), (300, 100, "Get back into your"), (2, 2, "")]
    {
        let mut terminal = kiosk.run(&[], columns, rows);
        terminal.wait_until(says, |terminal| {
            !terminal.sent().is_empty() && terminal.shown().split_whitespace().collect::<Vec<_>>().join(" ").contains(says)
        });
        terminal.resize(80, 24);
        see(&mut terminal, PageId::Start);
    }
}

#[test]
fn only_keys_that_lead_out_work_in_a_window_too_small_to_show_them() {
    let kiosk = Installation::new("local.quit = true\n");
    let mut terminal = kiosk.run(&[], 10, 5);
    terminal.wait_until("that it is too small", |terminal| terminal.shown().starts_with("This"));
    // Were the digit taken, it would lead to a page at which stopping does not end the program.
    terminal.press(&format!("1{F10}"));
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn resizing_in_any_page_loses_nothing() {
    in_every_page(|kiosk, page, _| {
        if matches!(page, PageId::TooSmall | PageId::IdleWarning) {
            // One is about the size of the window, the other gone with the first key.
            return;
        }
        let (mut terminal, person) = at(kiosk, page);
        match page {
            PageId::Identify => terminal.press("somebody@example.org"),
            PageId::EnterCode | PageId::EnterTotp => terminal.press("123"),
            PageId::NewPassword => terminal.press(&format!("{NEW}\r{NEW}")),
            _ => {}
        }
        settle(&mut terminal, page);
        catch_up(&mut terminal, page);
        let before = shown(&terminal);
        for (columns, rows) in [(10, 5), (1, 1), (300, 100), (40, 12), (20, 8), (80, 24)] {
            terminal.resize(columns, rows);
        }
        catch_up(&mut terminal, page);
        terminal.wait_until("the page as it was", |terminal| shown(terminal) == before);
        if page == PageId::NewPassword {
            terminal.press("\r");
            see(&mut terminal, PageId::DoneReset);
            assert!(kiosk.accepts(&person.login, NEW));
        }
    });
}

#[test]
fn a_megabyte_in_any_field_is_cut_short_and_the_page_stays() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let kiosk = mailing(&server, ONE_GATE);
    let megabyte = "zé".repeat(350_000);
    for (number, (page, way)) in FIELDS.iter().enumerate() {
        let person = kiosk.add_known(&format!("person{number}"));
        let mut terminal = kiosk.run(&[], 80, 24);
        lead_to(&mut terminal, *page, &person);
        terminal.press(way);
        settle(&mut terminal, *page);
        catch_up(&mut terminal, *page);
        let before = shown(&terminal);
        for (begin, end) in [PASTE, ("", "")] {
            terminal.press(&format!("{begin}{megabyte}{end}"));
            catch_up(&mut terminal, *page);
            assert_ne!(shown(&terminal), before, "{page:?}: nothing was taken");
            terminal.press("\x1b");
            terminal.wait_until("the page as it was", |terminal| shown(terminal) == before);
        }
    }
}

#[test]
fn a_paste_submits_nothing() {
    let kiosk = Installation::new(ONE_GATE);
    let (mut terminal, _) = at(&kiosk, PageId::Identify);
    terminal.press(&format!("{}ada\r\nbob\r{}", PASTE.0, PASTE.1));
    terminal.wait_for("ada");
    see(&mut terminal, PageId::Identify);
    assert_eq!(kiosk.audited("unknown-login"), 0);
}

#[test]
fn what_is_no_text_is_left_out_of_what_is_typed() {
    let kiosk = Installation::new(ONE_GATE);
    for junk in [
        &b"\xff\xfe\xc3\xc3\xf0\x9f"[..],
        "\u{202e}\u{2066}\u{200f}\u{feff}".as_bytes(),
        "\u{9b}\u{85}\u{90}".as_bytes(),
        b"\x00\x07\x0e\x11\x1f",
        b"\x1b]0;evil\x07",
        b"\x1b]52;c;ZXZpbA==\x1b\\",
        b"\x1b[31;1m\x1b[2J\x1b[1000;1000H\x1b(0",
        b"\x1bPevil\x1b\\",
        b"\x1b[M !!",
    ] {
        let mut terminal = kiosk.run(&[], 80, 24);
        see(&mut terminal, PageId::Start);
        terminal.press("1");
        see(&mut terminal, PageId::Identify);
        terminal.press("ad");
        terminal.send(junk);
        terminal.press("a");
        catch_up(&mut terminal, PageId::Identify);
        assert!(terminal.shown().contains("[ada "), "{junk:?} in\n{}", terminal.shown());
        assert!(!String::from_utf8_lossy(terminal.sent()).contains("evil"));
    }
}

#[test]
fn a_sequence_that_does_not_end_holds_nothing_up() {
    let kiosk = Installation::new(ONE_GATE);
    for (broken, then) in [
        ("\x1b[31;1", "ada"),
        ("\x1bO", "ada"),
        ("\x1b]0;evil", "ada"),
        ("\x1bPevil", "ada"),
        ("\x1b[200~ada", ""),
        ("\x1b[M", "ada"),
    ] {
        let mut terminal = kiosk.run(&[], 80, 24);
        see(&mut terminal, PageId::Start);
        terminal.press("1");
        see(&mut terminal, PageId::Identify);
        terminal.press("x");
        terminal.wait_for("[x ");
        terminal.press(&format!("\x08{broken}"));
        // The silence after which what is begun counts as broken off.
        while !terminal.is_silent_for(std::time::Duration::from_millis(300)) {}
        terminal.press(then);
        terminal.wait_for("[ada ");
        assert!(!terminal.shown().contains("evil"));
    }
}
