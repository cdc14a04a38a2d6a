//! Visits as they are meant to be: with a terminal, without one, and where something is wrong on our side.

use std::fs;
use std::sync::Arc;

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use super::server::{Sshd, Way, can_run};
use super::{FIRST_PAGE, open_kiosk, open_settings, opened};
use crate::installation::{Installation, NEW, OLD, Person, title, wait};
use crate::servers;
use crate::store_contract::ground::{Engine, Ground};
use crate::terminal::Terminal;

/// Goes on to the next page by `keys`.
fn step(terminal: &mut Terminal, keys: &str, page: PageId, language: Language) {
    terminal.press(keys);
    terminal.wait_for(&title(page, language));
}

/// A reset from the start page to the goodbye, on a page drawn in `language`.
fn walk(sshd: &Sshd, person: &Person, language: Language, columns: u16, rows: u16) {
    let mut terminal = sshd.terminal("xterm-256color", &[], columns, rows);
    terminal.wait_for(&title(PageId::Start, Language::English));
    if language == Language::Dutch {
        step(&mut terminal, "\x1bOQ", PageId::Start, language);
    }
    step(&mut terminal, "1", PageId::Identify, language);
    step(&mut terminal, &format!("{}\r", person.login), PageId::Goal, language);
    step(&mut terminal, "1", PageId::ChooseMethod, language);
    step(&mut terminal, "1", PageId::EnterTotp, language);
    step(&mut terminal, &format!("{}\r", person.code()), PageId::NewPassword, language);
    step(&mut terminal, &format!("{NEW}\r{NEW}\r"), PageId::DoneReset, language);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!String::from_utf8_lossy(terminal.sent()).contains("zebra"), "a password is never drawn unasked");
    assert!(sshd.kiosk.accepts("ada", NEW) && !sshd.kiosk.accepts("ada", OLD));
    assert!(sshd.kiosk.is_sound());
    let rows = sshd.kiosk.kiosk(&["admin", "audit", "list"]).out;
    let reset = rows.lines().find(|row| row.contains("password-reset")).unwrap();
    assert!(reset.contains("SSH to Hall B from 127.0.0.1  ada  password-reset"), "{rows}");
}

#[test]
fn a_password_is_reset_over_ssh() {
    if !can_run() {
        return;
    }
    for (way, language, columns, rows) in
        [(Way::Both, Language::English, 80, 24), (Way::Forced, Language::Dutch, 40, 12), (Way::Shell, Language::English, 40, 12)]
    {
        let (sshd, person) = open_kiosk(way, "", "");
        walk(&sshd, &person, language, columns, rows);
    }
}

/// The visitor's processes reach its port from where they are, and read its password in the kiosk's folder.
fn on(server: Option<Engine>) {
    let Some(server) = server.filter(|_| can_run()) else { return };
    let ground = wait(Ground::new(Arc::new(server), 61));
    let (sshd, person) = opened(Installation::on(&ground, &open_settings()), Way::Both, |shipped| shipped);
    walk(&sshd, &person, Language::English, 80, 24);
}

#[test]
fn a_password_is_reset_over_ssh_on_postgresql() {
    on(servers::postgres().map(Engine::Postgres));
}

#[test]
fn a_password_is_reset_over_ssh_on_mariadb() {
    on(servers::mariadb().map(Engine::MariaDb));
}

/// The reveal and the captcha of strangers hold, whatever the hall's are.
#[test]
fn whoever_comes_over_ssh_is_a_stranger() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "");
    let mut terminal = sshd.terminal("xterm", &[], 80, 24);
    step(&mut terminal, "", PageId::Start, Language::English);
    step(&mut terminal, "1", PageId::Identify, Language::English);
    // In the hall the page would say that nobody has this user ID.
    step(&mut terminal, "nobody\r", PageId::Goal, Language::English);
}

#[test]
fn the_line_that_breaks_ends_the_visit() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "");
    let mut terminal = sshd.terminal("xterm", &[], 80, 24);
    step(&mut terminal, "", PageId::Start, Language::English);
    step(&mut terminal, "1", PageId::Identify, Language::English);
    step(&mut terminal, "ada\r", PageId::Goal, Language::English);
    // As if the visitor had closed their window.
    drop(terminal);
    let ended = "visit-ended {\"how\":\"hung-up\"}";
    let mut looks = 0;
    while sshd.kiosk.audited(ended) == 0 {
        looks += 1;
        assert!(looks < 2_000, "the visit goes on with nobody there");
    }
}

#[test]
fn without_a_terminal_a_visitor_is_warned_and_goes_on_if_they_like() {
    if !can_run() {
        return;
    }
    for way in [Way::Forced, Way::Shell] {
        let (sshd, person) = open_kiosk(way, "", "");
        let lines = |agreed: &str| format!("1\nada\n1\n1\n{}\n{agreed}{NEW}\n{NEW}\n\n", person.code());
        let told = sshd.visited(&["-T"], &[], &lines(""));
        assert_eq!(told.code, 0, "{told:?}");
        assert_eq!(told.out.matches("TERM=dumb ssh -t host").count(), 1, "{told:?}");
        assert!(sshd.kiosk.accepts("ada", OLD), "{told:?}");
        sshd.kiosk.sql("UPDATE totp SET last_step = 0");
        let told = sshd.visited(&["-T"], &[], &lines("yes\n"));
        assert!(told.code == 0 && told.out.contains("has a new password."), "{told:?}");
        assert!(sshd.kiosk.accepts("ada", NEW) && told.err.is_empty(), "{told:?}");
    }
}

#[test]
fn without_a_terminal_a_visitor_may_be_turned_away() {
    if !can_run() {
        return;
    }
    for (language, polite) in [("en", "Connect with: ssh -t host"), ("nl", "Maak verbinding met: ssh -t host")] {
        let settings = format!("ssh.without_pty = \"refuse\"\nui.language = \"{language}\"\n");
        let (sshd, _) = open_kiosk(Way::Both, &settings, "");
        let told = sshd.visited(&["-T"], &[], "1\nada\n");
        assert_eq!((told.code, told.out.as_str(), told.err.lines().count()), (4, "", 1), "{told:?}");
        assert!(told.err.contains(polite), "{told:?}");
        let mut terminal = sshd.terminal("dumb", &[], 80, 24);
        terminal.wait_for(if language == "en" { "Your choice:" } else { "Uw keuze:" });
    }
}

/// Even where an operator lets a client's environment in: a terminal goes by its name alone.
#[test]
fn of_what_a_client_says_its_terminals_name_counts_alone() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "AcceptEnv *\n");
    let says = ["-oSetEnv=NO_COLOR=1 COLORTERM=truecolor LC_ALL=C LANG=nl_NL.UTF-8 LANGUAGE=nl"];
    let mut terminal = sshd.terminal("xterm-256color", &says, 80, 24);
    terminal.wait_for(FIRST_PAGE);
    terminal.press("1");
    terminal.wait_for("Who are you?");
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(sent.contains('\u{256d}') && sent.contains(";40m") && !sent.contains("48;2;"), "{sent:?}");
}

#[test]
fn plain_text_is_for_terminals_that_cannot_be_drawn_on() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "");
    let mut terminal = sshd.terminal("dumb", &[], 80, 24);
    terminal.wait_for("Your choice:");
    assert!(terminal.sent().iter().all(|byte| *byte >= b' ' || b"\r\n".contains(byte)), "{}", terminal.shown());
}

#[test]
fn what_is_wrong_on_our_side_is_told_to_the_log_alone() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "");
    // Whoever came could read the path of the key, and that it is not there.
    fs::remove_file(sshd.kiosk.path("kiosk.key")).unwrap();
    let told = sshd.visited(&["-T"], &[], "1\n");
    assert_eq!((told.code, told.err.as_str()), (1, ""), "{told:?}");
    assert_eq!(told.out.lines().count(), 2, "in both languages: {told:?}");
    assert!(!told.out.contains("kiosk.key") && !told.out.contains(FIRST_PAGE), "{told:?}");
    let log = fs::read_to_string(sshd.kiosk.path("kiosk.log")).unwrap();
    assert!(log.contains("kiosk.key"), "{log}");
    // Without a file there is no log: what goes to standard error is read by whoever came.
    fs::write(sshd.kiosk.path("kiosk.toml"), "").unwrap();
    let told = sshd.visited(&["-T"], &[], "1\n");
    assert_eq!((told.code, told.err.as_str(), told.out.lines().count()), (1, "", 2), "{told:?}");
    fs::write(sshd.kiosk.path("kiosk.toml"), "nonsense").unwrap();
    let told = sshd.visited(&["-T"], &[], "1\n");
    assert!(told.code == 1 && !format!("{told:?}").contains("nonsense"), "{told:?}");
}
