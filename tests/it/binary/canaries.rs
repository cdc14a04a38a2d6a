//! What the terminal, the screen, the log and the lists of operators are never to hold: what somebody typed in
//! secret, and whatever steers a terminal. From outside, as whoever records the line sees it.

use std::process::Command;

use kiosk::domain::person::Column;
use kiosk::page::PageId;
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use super::story::{code_in, mailing, newest};
use super::{F2, F10, lead_to, see};
use crate::installation::{Installation, ONE_GATE, PROGRAM, ran};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::terminal::Terminal;

/// Half-typed passwords in all, and by how many ends of the visit they are spread.
const CANARIES: usize = 1_000;
const ENDS: usize = 4;

fn canary(number: usize) -> String {
    format!("Kanarie{number:04}vogel")
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn kill(terminal: &Terminal, signal: Signal) {
    kill_process(Pid::from_raw(terminal.process().try_into().unwrap()).unwrap(), signal).unwrap();
}

/// A half-typed password was echoed when the prompt timed out (sudo-rs CVE-2025-64170): whatever ends the
/// visit while one is typed, and whatever the window does meanwhile, the line never carries it.
#[test]
fn no_half_typed_password_is_ever_on_the_line() {
    let kiosk = Installation::new(&format!("{ONE_GATE}session.idle = \"20s\"\nsession.warning = \"20s\"\n"));
    for end in 0..ENDS {
        let person = kiosk.add_known(&format!("person{end}"));
        let mut terminal = kiosk.run(&[], 80, 24);
        lead_to(&mut terminal, PageId::NewPassword, &person);
        for number in (end..CANARIES).step_by(ENDS) {
            terminal.press(&format!("{}\x15", canary(number)));
            if number % 40 == end {
                terminal.resize(if number % 80 == end { 40 } else { 80 }, 24);
            }
        }
        terminal.resize(80, 24);
        terminal.press(&format!("{F2}{F2}{}", canary(CANARIES + end)));
        let dots = "\u{2022}".repeat(canary(0).len());
        terminal.wait_for(&dots);
        match end {
            0 => kill(&terminal, Signal::TERM),
            1 => kill(&terminal, Signal::HUP),
            2 => kill(&terminal, Signal::KILL),
            _ => see(&mut terminal, PageId::IdleWarning),
        }
        if end == 3 {
            see(&mut terminal, PageId::Start);
            kill(&terminal, Signal::TERM);
        }
        terminal.read_to_end();
        let sent = terminal.sent();
        for number in 0..CANARIES + ENDS {
            assert!(!holds(sent, &canary(number)[..11]), "canary {number} is on the line, end {end}");
        }
        assert!(!holds(sent, "anari") && !holds(sent, "vogel"), "nor any part of one, end {end}");
    }
    let log = std::fs::read(kiosk.path("kiosk.log")).unwrap_or_default();
    assert!(!holds(&log, "anari"));
}

/// The code came back in what the visitor's side was sent (zitadel CVE-2026-105211).
#[test]
fn no_code_is_on_the_line_before_it_is_typed() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let kiosk = mailing(&server, ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::EnterCode, &person);
    let code = code_in(&newest(&server.wait_for_letters(1)));
    assert_eq!(code.len(), 6);
    terminal.press(F2);
    terminal.wait_for("Typ de code");
    terminal.press(F2);
    see(&mut terminal, PageId::EnterCode);
    terminal.press(F10);
    see(&mut terminal, PageId::EndVisit);
    for secret in [code.clone(), format!("{} {}", &code[..3], &code[3..]), "ada@example.org".to_owned()] {
        assert!(!holds(terminal.sent(), &secret), "{secret} is on the line");
        assert!(!holds(&std::fs::read(kiosk.path("kiosk.log")).unwrap(), &secret), "{secret} is in the log");
    }
}

/// What steers a terminal, a list or a letter, and nothing else.
const STEERING: [&str; 10] = [
    "\u{1b}[2J\u{1b}[1;1Hevil",
    "\u{1b}]0;evil\u{7}",
    "\u{9b}31mevil",
    "\u{90}evil\u{9c}",
    "evil\r\nBcc: evil@example.org",
    "evil\nevil",
    "\u{202e}live",
    "\u{2066}evil\u{2069}",
    "evil\u{8}\u{8}\u{7f}",
    "ev\u{200b}il\u{feff}\u{2028}",
];

fn is_steered(text: &str) -> bool {
    text.chars().any(|c| c != '\n' && kiosk::domain::visible::is_steering(c))
}

/// Escape sequences of others steered the terminals and logs of those who read them (wall CVE-2024-28085,
/// tracing-subscriber CVE-2025-58160, Keycloak CVE-2023-6484): by whatever door they come, none goes out.
#[test]
fn what_steers_a_terminal_goes_through_no_door_and_out_of_none() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add_known("ada");
    let mut answers = Vec::new();
    for (number, text) in STEERING.iter().enumerate() {
        let login = format!("person{number}");
        for arguments in [
            vec!["admin", "user", "add", text],
            vec!["admin", "user", "add", &login, "--name", text, "--json"],
            vec!["admin", "user", "add", &login, "--email", text],
            vec!["admin", "user", "add", &login, "--group", text],
            vec!["admin", "user", "show", text],
            vec!["admin", "user", "unblock", text],
            vec!["admin", "user", "import", text],
            vec!["--config", text, "run"],
        ] {
            answers.push(kiosk.kiosk(&arguments));
        }
        for column in Column::ALL.map(Column::name) {
            let rows = if column == "login" { format!("login\n\"{text}\"\n") } else { format!("login,{column}\nx,\"{text}\"\n") };
            let import = kiosk.fed(&["admin", "user", "import", "-"], &rows);
            assert_eq!(import.code, 1, "{column}: {text:?} is imported: {import:?}");
            answers.push(import);
        }
    }
    for arguments in [&["list"][..], &["list", "--json"], &["export"], &["export", "--json"], &["show", "person0"]] {
        let told = kiosk.kiosk(&[&["admin", "user"], arguments].concat());
        assert!(told.code == 0 && told.out.contains("person0"), "{told:?}");
        answers.push(told);
    }
    for told in answers {
        assert!(!is_steered(&told.out) && !is_steered(&told.err), "{told:?}");
    }
}

/// As if somebody had put them into the store behind the program's back, so that errors and pages tell of them.
#[test]
fn what_steers_a_terminal_and_lies_in_the_store_reaches_neither_screen_nor_log_nor_lists() {
    let kiosk = Installation::new(&format!("{ONE_GATE}log.level = \"debug\"\n"));
    let person = kiosk.add_known("ada");
    kiosk.add_known("bob");
    kiosk.sql("UPDATE account SET name = char(27) || ']0;evil' || char(7) || char(155) || '31m' || char(8238) || 'x'");
    kiosk.sql("INSERT INTO account_group SELECT id, char(27) || '[2Jevil' || char(155) FROM account");
    kiosk.sql("UPDATE account SET role = char(27) || '[2Jevil' || char(155) || char(8238) WHERE login = 'bob'");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::NewPassword, &person);
    terminal.press(F10);
    see(&mut terminal, PageId::EndVisit);
    terminal.press("\t\r");
    see(&mut terminal, PageId::Farewell);
    terminal.press("\r");
    see(&mut terminal, PageId::Start);
    terminal.press("1bob\r");
    see(&mut terminal, PageId::Unavailable);
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(!sent.contains("evil") && !sent.contains("\u{1b}]") && !sent.contains('\u{9b}') && !sent.contains('\u{202e}'));
    let log = std::fs::read_to_string(kiosk.path("kiosk.log")).unwrap();
    assert!(log.contains("in column role"), "the trouble is told: {log}");
    assert!(!is_steered(&log), "{log:?}");
    for arguments in [&["show", "ada"][..], &["show", "ada", "--json"], &["export"], &["export", "--json"], &["list"]] {
        let told = kiosk.kiosk(&[&["admin", "user"], arguments].concat());
        assert!(!is_steered(&told.out) && !is_steered(&told.err), "{arguments:?}: {told:?}");
    }
}

/// Another path than the one that was guarded led in (`ADSelfService` CVE-2021-40539): whatever is said on the
/// command line or in the environment, there is a visitor's start page or nothing, and nobody is signed in.
#[test]
fn there_is_no_other_door() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add_known("ada");
    let before = kiosk.contents();
    for arguments in [
        &["-c", "sh"][..],
        &["-c", "sftp-server"],
        &["sftp"],
        &["--", "sh"],
        &["sh", "-i"],
        &["run", "--", "sh"],
        &["run", "sh"],
        &["run", "--login", "ada"],
        &["run", "--as", "ada"],
        &["run", "--standing", "trusted"],
        &["demo", "ada"],
        &["demo", "--config", "kiosk.toml", "--password", "x"],
        &["run;sh"],
        &["$(sh)"],
        &["admin", "user", "set", "ada"],
        &["admin", "user", "reset", "ada"],
        &["@kiosk.toml"],
    ] {
        let told = kiosk.kiosk(arguments);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{arguments:?}: {told:?}");
    }
    assert!(kiosk.contents() == before, "and nothing is changed");
    let commands = ran(Command::new(PROGRAM).arg("--help"), "").out;
    let listed: Vec<&str> =
        commands.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty()).collect();
    let names: Vec<&str> = listed.iter().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["run", "demo", "serve", "courier", "init", "config", "store", "admin"], "each door is known here");
}

#[test]
fn what_the_environment_says_changes_who_is_trusted_and_nothing_else() {
    let kiosk = Installation::new(&format!("{ONE_GATE}captcha.open = \"never\"\n"));
    kiosk.add_known("ada");
    let mut command = CommandBuilder::new("/usr/bin/env");
    command.args([
        "-i",
        "TERM=xterm",
        "SSH_CONNECTION=192.0.2.7 40000 192.0.2.1 22",
        "SSH_ORIGINAL_COMMAND=sh -c canary",
        "SSH_TTY=/dev/canary",
        "SHELL=/bin/canary",
        "PAGER=canary",
        "EDITOR=canary",
        "BROWSER=canary",
        "USER=canary",
        "LOGNAME=canary",
        "HOME=/canary",
        "HOSTNAME=canary.example.org",
        "LD_PRELOAD=",
        "BASH_ENV=canary",
        "ENV=canary",
        "KIOSK_STANDING=trusted",
        "RUST_LOG=trace",
        PROGRAM,
        "--config",
        "kiosk.toml",
        "run",
    ]);
    let mut terminal = kiosk.start(command, 80, 24);
    see(&mut terminal, PageId::Start);
    terminal.press("1nobody\r");
    see(&mut terminal, PageId::Goal);
    terminal.press("\x1b");
    see(&mut terminal, PageId::Identify);
    assert!(!holds(terminal.sent(), "canary"), "{}", terminal.shown());
    let children = format!("/proc/{0}/task/{0}/children", terminal.process());
    assert_eq!(std::fs::read_to_string(children).unwrap(), "", "no other program is started");
    kill(&terminal, Signal::TERM);
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!kiosk.audit().concat().contains("canary"));
}
