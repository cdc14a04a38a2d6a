//! A visit over SSH, from the first page to the last, drawn and in plain text, on each database; and what ends one.

use std::path::Path;

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use kiosk::render::screen::CLOSE;

use crate::each_database::on_each_database;
use crate::installation::{Installation, NEW, OLD, Person, title};
use crate::served::{PLAIN, Served, free_address, listen, until};
use crate::store_contract::ground::{Engine, Ground};
use crate::terminal::Terminal;

const F2: &str = "\x1bOQ";
const F10: &str = "\x1b[21~";
/// What is said where secrets were typed for everybody to read.
const BEHIND: &str = "What you typed can still be read here. Close this terminal before you walk away.";

/// One who has an app only, and needs no other.
fn somebody(kiosk: &Installation) -> Person {
    kiosk.add_known("ada")
}

fn see(terminal: &mut Terminal, keys: &str, page: PageId, language: Language) {
    terminal.press(keys);
    terminal.wait_for(&title(page, language));
}

/// Somebody who forgot their password, by their app.
fn reset(served: &Served, person: &Person, language: Language, columns: u16, rows: u16) {
    let mut terminal = served.visit(columns, rows);
    see(&mut terminal, "", PageId::Start, Language::English);
    if language == Language::Dutch {
        see(&mut terminal, F2, PageId::Start, Language::Dutch);
    }
    see(&mut terminal, "1", PageId::Identify, language);
    see(&mut terminal, "ada\r", PageId::ChooseMethod, language);
    see(&mut terminal, "1", PageId::EnterTotp, language);
    see(&mut terminal, &format!("{}\r", person.code()), PageId::NewPassword, language);
    see(&mut terminal, &format!("{NEW}\r{NEW}\r"), PageId::DoneReset, language);
    assert!(served.kiosk.accepts("ada", NEW) && !served.kiosk.accepts("ada", OLD));
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(!sent.contains("zebra"), "a password is never drawn unasked");
    assert!(!terminal.screen().alternate_screen(), "the window is given back");
}

#[test]
fn a_password_is_reset_over_ssh_in_a_small_dutch_window() {
    let served = Served::new(PLAIN);
    let person = somebody(&served.kiosk);
    reset(&served, &person, Language::Dutch, 40, 12);
}

on_each_database!(on);

fn on(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let ground = runtime.block_on(Ground::new(std::sync::Arc::new(engine), 41));
    let address = free_address();
    let served = Served::of(Installation::on(&ground, &format!("{}{PLAIN}", listen(address))), address);
    let person = somebody(&served.kiosk);
    reset(&served, &person, Language::English, 80, 24);
    assert!(served.kiosk.is_sound());
}

#[test]
fn a_terminal_that_can_only_print_gets_plain_text() {
    let served = Served::new(PLAIN);
    let mut terminal = served.visit_as("reset", "dumb", &[], 80, 24);
    terminal.wait_for("Type a number");
    terminal.press("1\r");
    terminal.wait_for("Who are you?");
    assert!(!terminal.sent().contains(&0x1b), "{:?}", String::from_utf8_lossy(terminal.sent()));
}

#[test]
fn a_line_that_shows_what_is_typed_says_so_before_and_behind() {
    let served = Served::new(PLAIN);
    let person = somebody(&served.kiosk);
    let before = format!("1\nada\n1\n{}\n", person.code());
    let stopped = served.ssh(&["-T"], &[], &format!("{before}stop\nyes\n"));
    assert!(stopped.out.contains("Here everything can be read as you type it") && !stopped.out.contains(BEHIND), "{stopped:?}");
    assert!(served.kiosk.accepts("ada", OLD));

    let person = served.kiosk.add_known("eve");
    let before = format!("1\neve\n1\n{}\n", person.code());
    let ran = served.ssh(&["-T"], &[], &format!("{before}yes\n{NEW}\n{NEW}\n\n"));
    assert!(ran.out.trim_end().ends_with(BEHIND) && ran.code == 0, "{ran:?}");
    assert!(served.kiosk.accepts("eve", NEW));
}

#[test]
fn whoever_stops_is_out_and_their_window_is_theirs_again() {
    let served = Served::new(PLAIN);
    somebody(&served.kiosk);
    let mut terminal = served.visit(80, 24);
    see(&mut terminal, "", PageId::Start, Language::English);
    see(&mut terminal, "1", PageId::Identify, Language::English);
    see(&mut terminal, "ada\r", PageId::ChooseMethod, Language::English);
    see(&mut terminal, F10, PageId::EndVisit, Language::English);
    see(&mut terminal, "\t\r", PageId::Farewell, Language::English);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(terminal.sent().windows(CLOSE.len()).any(|bytes| bytes == CLOSE));
    assert_eq!(served.kiosk.audited("visit-ended {\"how\":\"stopped\"}"), 1);
}

#[test]
fn a_client_that_is_gone_ends_its_visit() {
    let served = Served::new(PLAIN);
    somebody(&served.kiosk);
    let mut terminal = served.visit(80, 24);
    see(&mut terminal, "", PageId::Start, Language::English);
    see(&mut terminal, "1", PageId::Identify, Language::English);
    see(&mut terminal, "ada\r", PageId::ChooseMethod, Language::English);
    drop(terminal);
    assert!(until(|| served.kiosk.audited("visit-ended {\"how\":\"hung-up\"}") == 1), "the audit knows nothing of its end");
}

#[test]
fn a_window_may_change_its_size_at_any_time() {
    let served = Served::new(PLAIN);
    let mut terminal = served.visit(80, 24);
    see(&mut terminal, "", PageId::Start, Language::English);
    see(&mut terminal, "1", PageId::Identify, Language::English);
    terminal.press("ada");
    terminal.wait_for("ada");
    terminal.resize(40, 12);
    terminal.wait_until("a small page", |terminal| terminal.shown().lines().all(|line| line.chars().count() <= 40));
    terminal.wait_for("ada");
    terminal.resize(10, 5);
    terminal.resize(100, 30);
    see(&mut terminal, "", PageId::Identify, Language::English);
    terminal.wait_for("ada");
}

#[test]
fn strangers_are_not_told_who_has_an_account_here() {
    let served = Served::new(PLAIN);
    somebody(&served.kiosk);
    let ways = |login: &str| {
        let mut terminal = served.visit(80, 24);
        see(&mut terminal, "", PageId::Start, Language::English);
        see(&mut terminal, "1", PageId::Identify, Language::English);
        see(&mut terminal, &format!("{login}\r"), PageId::ChooseMethod, Language::English);
        terminal.shown()
    };
    assert_eq!(ways("ada"), ways("nobody-here"));
}

#[test]
fn nothing_of_the_clients_environment_steers_a_page() {
    let served = Served::new(PLAIN);
    let more = ["-o", "SetEnv=LANG=nl_NL.ISO-8859-1 LC_ALL=C NO_COLOR=1 KIOSK=x LD_PRELOAD=/x.so"];
    let [plain, dressed] = [&[][..], &more].map(|more| {
        let mut terminal = served.visit_as("reset", "xterm", more, 80, 24);
        terminal.wait_for("F9");
        (terminal.shown(), terminal.sent().to_vec())
    });
    assert_eq!(plain, dressed);
    assert!(!Path::new("/x.so").exists());
}
