//! What ends the program, in which state it leaves the terminal and the visit; and what never ends it.

use std::fs;

use kiosk::domain::account::Language;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::render::screen::CLOSE;
use kiosk::service::ambient::Ambient;
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::tcgetattr;

use super::story::mailing;
use super::{F2, F10, in_every_page, lead_to, see, somebody_for};
use crate::installation::{Installation, NEW, ONE_GATE, PROGRAM, title};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::terminal::Terminal;

/// What makes two settings of a terminal the same.
fn settings(terminal: &Terminal) -> String {
    // Opened and closed again: whoever holds it open keeps its end from being seen.
    format!("{:?}", tcgetattr(fs::File::open(terminal.path()).unwrap()).unwrap())
}

/// Whether a click on the terminal is sent to the program.
fn tells_of_its_mouse(terminal: &Terminal) -> bool {
    terminal.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
}

fn process(terminal: &Terminal) -> Pid {
    Pid::from_raw(terminal.process().try_into().unwrap()).unwrap()
}

/// Ends the program in every page by `signal`.
fn end_everywhere(signal: Signal) {
    let found = settings(&Terminal::empty(80, 24));
    in_every_page(|kiosk, page, known| {
        let person = somebody_for(kiosk, page);
        let mut terminal = kiosk.run(&[], 80, 24);
        lead_to(&mut terminal, page, &person);
        assert_ne!(settings(&terminal), found, "a page is shown on a raw terminal");
        assert!(tells_of_its_mouse(&terminal), "{page:?}");
        let recorded = kiosk.audited("visit-ended {\"how\":\"hung-up\"}");
        kill_process(process(&terminal), signal).unwrap();
        assert_eq!(terminal.wait_for_end(), 0, "{page:?}");
        assert!(terminal.sent().ends_with(CLOSE), "{page:?} is left on the screen");
        assert_eq!(terminal.shown().trim(), "", "{page:?}");
        assert!(!terminal.screen().alternate_screen() && !terminal.screen().hide_cursor(), "{page:?}");
        assert_eq!(settings(&terminal), found, "{page:?}");
        assert!(!tells_of_its_mouse(&terminal), "{page:?}");
        let more = kiosk.audited("visit-ended {\"how\":\"hung-up\"}") - recorded;
        assert_eq!(more, usize::from(known), "{page:?}: {:#?}", kiosk.audit());
    });
}

#[test]
fn sigterm_in_any_page_ends_it_and_gives_the_terminal_back() {
    end_everywhere(Signal::TERM);
}

#[test]
fn sighup_in_any_page_ends_it_and_gives_the_terminal_back() {
    end_everywhere(Signal::HUP);
}

/// The one process that `parent` started.
fn child(parent: Pid) -> Pid {
    let parent = parent.as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap();
    Pid::from_raw(children.split_whitespace().next().unwrap().parse().unwrap()).unwrap()
}

/// The state of a process, as a letter; none when it is gone.
fn state(process: Pid) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

/// Waits, busily, for the end of a process: the kernel tells nobody of it but its parent.
fn wait_for_end(process: Pid) {
    let clock = Ambient::real();
    let deadline = clock.now() + Span::seconds(20);
    while !matches!(state(process), None | Some('Z')) {
        assert!(clock.now() < deadline, "the program does not end");
        std::thread::yield_now();
    }
}

/// The terminal emulator dies with the window open: here `script`, with a pseudo-terminal of its own.
#[test]
fn a_terminal_that_goes_away_in_any_page_ends_the_visit() {
    in_every_page(|kiosk, page, known| {
        let person = somebody_for(kiosk, page);
        let mut emulator = CommandBuilder::new("script");
        emulator.args(["--quiet", "--return", "--command", &format!("exec {PROGRAM} run"), "/dev/null"]);
        let mut terminal = kiosk.start(emulator, 80, 24);
        lead_to(&mut terminal, page, &person);
        let recorded = kiosk.audited("visit-ended {\"how\":\"hung-up\"}");
        let emulator = process(&terminal);
        let program = child(emulator);
        kill_process(emulator, Signal::KILL).unwrap();
        wait_for_end(program);
        let more = kiosk.audited("visit-ended {\"how\":\"hung-up\"}") - recorded;
        assert_eq!(more, usize::from(known), "{page:?}: {:#?}", kiosk.audit());
    });
}

/// A shell with job control around it: without one, nothing could stop the program anyway.
#[test]
fn neither_keys_nor_their_signals_kill_or_stop_it_in_any_page() {
    in_every_page(|kiosk, page, _| {
        let person = somebody_for(kiosk, page);
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-m", "-c", &format!("{PROGRAM} run; echo back in the shell")]);
        let mut terminal = kiosk.start(shell, 80, 24);
        lead_to(&mut terminal, page, &person);
        let program = child(process(&terminal));
        for signal in [Signal::INT, Signal::QUIT, Signal::TSTP] {
            kill_process(program, signal).unwrap();
        }
        let page = behind(page, &mut terminal);
        terminal.press(&format!("\x1a\x1c\x13{F2}"));
        terminal.wait_for(&title(page, Language::Dutch));
        terminal.press(F2);
        see(&mut terminal, page);
        terminal.press("\x03");
        see(&mut terminal, stopped_on(page));
        assert!(!terminal.shown().contains("back in the shell"), "{page:?}");
        assert!(state(program).is_some_and(|state| state != 'T'), "{page:?}");
        kill_process(program, Signal::TERM).unwrap();
        terminal.wait_for("back in the shell");
    });
}

/// The page that has the keys while `page` is shown. Any key answers a warning, and does nothing else.
fn behind(page: PageId, terminal: &mut Terminal) -> PageId {
    match page {
        PageId::IdleWarning => {
            terminal.press("\x1c");
            see(terminal, PageId::ChooseMethod);
            PageId::ChooseMethod
        }
        PageId::TooSmall => {
            terminal.press("\x1a\x1c\x13");
            terminal.resize(80, 24);
            see(terminal, PageId::ChooseMethod);
            PageId::ChooseMethod
        }
        page => page,
    }
}

/// Where Stop leads from `page`.
fn stopped_on(page: PageId) -> PageId {
    match page {
        PageId::Captcha
        | PageId::Goal
        | PageId::ChooseMethod
        | PageId::EnterCode
        | PageId::EnterTotp
        | PageId::AnswerQuestions
        | PageId::NewPassword
        | PageId::MyAccount
        | PageId::Methods
        | PageId::AddMethod
        | PageId::ConfirmRemove
        | PageId::Unavailable
        | PageId::EnterRecoveryCode
        | PageId::HelpRequest
        | PageId::HelpSent
        | PageId::ForgotUserId
        | PageId::UserIdSent
        | PageId::Help => PageId::EndVisit,
        PageId::Identify
        | PageId::SignIn
        | PageId::Blocked
        | PageId::StopElsewhere
        | PageId::StopDisabled
        | PageId::StopUnregistered => PageId::Farewell,
        PageId::DoneReset | PageId::DoneUnlock | PageId::DoneChange | PageId::DoneRegister => PageId::Start,
        page => page,
    }
}

#[test]
fn one_visit_ends_with_its_letters_sent() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let kiosk = mailing(&server, ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&["--once"], 80, 24);
    lead_to(&mut terminal, PageId::DoneReset, &person);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(terminal.sent().ends_with(CLOSE));
    assert!(server.mailbox().contains("To: ada <ada@example.org>"), "{}", server.mailbox());
    assert!(kiosk.accepts("ada", NEW));
}

#[test]
fn one_visit_that_is_stopped_ends_too() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&["--once"], 80, 24);
    lead_to(&mut terminal, PageId::Farewell, &person);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!tells_of_its_mouse(&terminal));
    assert_eq!(kiosk.audited("visit-ended {\"how\":\"stopped\"}"), 1);
}

#[test]
fn stop_on_the_start_page_ends_it_only_where_that_is_allowed() {
    for (settings, ends) in [("local.quit = true\n", true), ("", false)] {
        let kiosk = Installation::new(settings);
        let mut terminal = kiosk.run(&[], 80, 24);
        see(&mut terminal, PageId::Start);
        terminal.press(F10);
        if ends {
            assert_eq!(terminal.wait_for_end(), 0);
            assert!(terminal.sent().ends_with(CLOSE));
        } else {
            terminal.press("\x031");
            see(&mut terminal, PageId::Identify);
        }
    }
}

#[test]
fn a_mouse_that_is_the_terminal_s_own_is_left_to_it() {
    let kiosk = Installation::new("ui.mouse = false\n");
    let mut terminal = kiosk.run(&[], 80, 24);
    see(&mut terminal, PageId::Start);
    assert!(!tells_of_its_mouse(&terminal));
    kill_process(process(&terminal), Signal::TERM).unwrap();
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!terminal.sent().windows(7).any(|bytes| bytes == b"\x1b[?1000h" || bytes == b"[?1000h"));
}
