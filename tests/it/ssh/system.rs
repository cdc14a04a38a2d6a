//! `kiosk serve` and the system it runs on: its host key, its socket, signs of life, and its end.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::installation::{Installation, PROGRAM, title};
use crate::served::{PLAIN, Served, free_address, is_there, listen, until};
use crate::terminal::Terminal;

fn at(terminal: &mut Terminal, page: PageId) {
    terminal.wait_for(&title(page, Language::English));
}

#[test]
fn whoever_is_inside_may_finish_when_it_is_asked_to_end() {
    let mut served = Served::new(&format!("{PLAIN}ssh.grace = \"20min\"\n"));
    let mut terminal = served.visit(80, 24);
    at(&mut terminal, PageId::Start);
    terminal.press("1");
    at(&mut terminal, PageId::Identify);
    served.terminate();
    assert!(until(|| TcpStream::connect(served.address).is_err()), "others are let in");
    terminal.press("\x03");
    at(&mut terminal, PageId::Farewell);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(served.wait_for_end(), 0);
}

#[test]
fn at_the_end_of_the_grace_every_window_is_given_back() {
    let mut served = Served::new(&format!("{PLAIN}ssh.grace = \"0s\"\n"));
    let mut terminal = served.visit(80, 24);
    at(&mut terminal, PageId::Start);
    terminal.press("1");
    at(&mut terminal, PageId::Identify);
    served.terminate();
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!terminal.screen().alternate_screen() && !terminal.screen().hide_cursor());
    assert_eq!(served.wait_for_end(), 0);
}

#[test]
fn without_its_host_key_it_says_what_to_do() {
    let kiosk = Installation::new(PLAIN);
    let key = kiosk.path("ssh_host_ed25519_key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let exposed = kiosk.kiosk(&["serve"]);
    assert_eq!(exposed.code, 1);
    assert!(exposed.err.contains("chmod 600") && exposed.err.contains("ssh_host_ed25519_key"), "{}", exposed.err);
    fs::remove_file(&key).unwrap();
    let missing = kiosk.kiosk(&["serve"]);
    assert!(missing.err.contains("kiosk init"), "{}", missing.err);
}

#[test]
fn an_address_that_is_taken_is_named() {
    let served = Served::new(PLAIN);
    let other = Installation::new(&format!("{}{PLAIN}", listen(served.address)));
    let ran = other.kiosk(&["serve"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("ssh.listen") && ran.err.contains(&served.address.to_string()), "{}", ran.err);
}

#[test]
fn systemd_hears_that_it_is_ready_alive_and_ending() {
    let address = free_address();
    let kiosk = Installation::new(&format!("{}{PLAIN}", listen(address)));
    let mut command = Command::new(PROGRAM);
    command.arg("serve").env("WATCHDOG_USEC", "400000");
    // By then it has said that it is ready.
    let served = Served::started(kiosk, address, command);
    assert_eq!(served.hear(), "WATCHDOG=1");
    let mut terminal = served.visit(80, 24);
    at(&mut terminal, PageId::Start);
    terminal.press("1");
    at(&mut terminal, PageId::Identify);
    served.terminate();
    let rest = std::iter::repeat_with(|| served.hear()).find(|word| word != "WATCHDOG=1");
    assert_eq!(rest.as_deref(), Some("STOPPING=1"));
    assert_eq!(served.hear(), "WATCHDOG=1", "it is alive while somebody is inside");
}

#[test]
fn who_is_inside_and_who_was_turned_away_can_be_counted() {
    let counts = free_address();
    let served = Served::new(&format!("{PLAIN}metrics.listen = \"{counts}\"\n"));
    let read = || {
        let mut line = TcpStream::connect(counts).unwrap();
        line.write_all(b"GET /metrics HTTP/1.0\r\n\r\n").unwrap();
        let mut told = String::new();
        line.read_to_string(&mut told).unwrap();
        told
    };
    let mut terminal = served.visit(80, 24);
    at(&mut terminal, PageId::Start);
    let told = read();
    for line in
        ["kiosk_ssh_visits_total 1", "kiosk_ssh_connections{state=\"inside\"} 1", "kiosk_ssh_connections{state=\"starting\"} 0"]
    {
        assert!(told.contains(line), "{line} in {told}");
    }
    let mut stranger = TcpStream::connect(served.address).unwrap();
    stranger.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert!(until(|| read().contains("kiosk_ssh_offences_total{what=\"misbehaved\"} 1")), "{}", read());
}

#[test]
fn a_socket_that_systemd_holds_is_taken() {
    const ACTIVATE: &str = "/usr/bin/systemd-socket-activate";
    if !is_there(ACTIVATE) {
        return;
    }
    let (held, unused) = (free_address(), free_address());
    let kiosk = Installation::new(&format!("{}{PLAIN}", listen(unused)));
    let mut command = Command::new(ACTIVATE);
    command.args(["-l", &held.to_string(), PROGRAM, "serve"]);
    // It is started by whoever comes first.
    let served = Served::begun(kiosk, held, command);
    assert!(until(|| TcpStream::connect(held).is_ok()), "{}", served.said());
    let mut terminal = served.visit(80, 24);
    at(&mut terminal, PageId::Start);
    assert!(TcpStream::connect(unused).is_err(), "what kiosk.toml says is not listened on");
}
